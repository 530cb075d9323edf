-- severity: warning; grain: a share of a known number of patients
-- Means: the percentage was cut off, not rounded. Half-up and half-to-even rounding both pass. Without a
--   printed count only where at most one percentage in ten could look cut off by chance.
-- Source: arithmetic; Brown & Heathers, "The GRIM test", Soc Psychol Personal Sci 2017;8:363-369 (rounding
--   conventions).
-- Example: "20 (68.9%)" of 29: 20/29 = 68.966%, which rounds to 69.0%.
WITH share AS (
    SELECT *, n AS patients_with FROM audit_patient_share WHERE n IS NOT NULL
    UNION ALL
    SELECT *, audit_truncated_count(patients, value, decimals) FROM audit_patient_share
    WHERE n IS NULL AND list_sum(totals) <= 10 * power(10, decimals)
)
SELECT
    source_id, study_id, observation_ids,
    CASE
        WHEN n IS NOT NULL THEN NOT fits AND truncates
        ELSE audit_truncation_possible(patients, value, decimals)
            AND len(list_filter(totals, lambda total: audit_possible(total, value, decimals))) = 0
    END AS violates,
    subject || ': ' || patients_with || ' of ' || patients || ' patients are '
        || audit_share(patients_with, patients, decimals + 2)
        || ', rounded ' || audit_share(patients_with, patients, decimals)
        || '; printed is ' || audit_percent(value, decimals) || ', cut off' AS message,
    audit_share(patients_with, patients, decimals) AS expected,
    audit_percent(value, decimals) AS observed
FROM share
