-- severity: warning; grain: a percentage of a known number of patients, its count not printed
-- Means: no whole number of patients gives the printed percentage. Its N is another one (evaluable
--   patients, another arm) or it is wrong. Only where a wrong percentage would show at least every other
--   time: fewer than 50 patients for whole percentages, 500 for one decimal. Leaves a truncated percentage
--   to `rounding`.
-- Source: Brown & Heathers, "The GRIM test: a simple technique detects numerous anomalies in the reporting
--   of results in psychology", Soc Psychol Personal Sci 2017;8:363-369.
-- Example: "ORR 43%" of 24 patients: 10 are 42%, 11 are 46%.
WITH share AS (
    SELECT
        *,
        floor(value * patients / 100)::BIGINT AS below,
        list_filter(range(1, patients), lambda total: audit_possible(total, value, decimals)) AS smaller,
        list_filter(range(patients + 1, 2 * patients + 1), lambda total: audit_possible(total, value, decimals)) AS larger
    FROM audit_patient_share
    WHERE n IS NULL AND powered
)
SELECT
    source_id, study_id, observation_ids,
    len(list_filter(totals, lambda total: audit_possible(total, value, decimals))) = 0
        AND NOT (
            list_sum(totals) <= 10 * power(10, decimals) AND audit_truncation_possible(patients, value, decimals)
        ) AS violates,
    subject || ': no whole number of ' || patients || ' patients is ' || audit_percent(value, decimals) || ' ('
        || below || ' are ' || audit_share(below, patients, decimals) || ', '
        || below + 1 || ' are ' || audit_share(below + 1, patients, decimals) || ')'
        || coalesce('; it would fit ' || nullif(concat_ws(' or ', smaller[-1], larger[1]), '') || ' patients', '')
        AS message,
    audit_share(below, patients, decimals) || ' or ' || audit_share(below + 1, patients, decimals) AS expected,
    audit_percent(value, decimals) AS observed
FROM share
