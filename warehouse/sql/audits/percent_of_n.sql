-- severity: warning; grain: a number of patients printed with its percentage
-- Means: n of N patients is not the printed percentage, and no other N makes it right (or N is printed
--   beside n), so the count or the percentage itself is wrong. Leaves a truncated percentage to `rounding`,
--   another possible N to `denominator`.
-- Source: arithmetic; see Heathers, "An Introduction to Forensic Metascience" (2025), on recalculating
--   percentages.
-- Example: "14/20 (75%)": 14 of 20 are 70%.
SELECT
    source_id, study_id, observation_ids,
    NOT fits AND NOT truncates
        AND (n_total IS NOT NULL OR len(implied) = 0) AS violates,
    subject || ': ' || n || ' of ' || patients || ' patients are ' || audit_share(n, patients, decimals)
        || ', printed is ' || audit_percent(value, decimals) AS message,
    audit_share(n, patients, decimals) AS expected,
    audit_percent(value, decimals) AS observed
FROM audit_patient_share
WHERE n IS NOT NULL
