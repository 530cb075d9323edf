-- severity: warning; grain: a number of patients printed with its percentage, but without its N
-- Means: n and its percentage belong to another number of patients than the study's. Either the number of
--   patients is wrong, or the value is of a part of them that is not named.
-- Source: arithmetic; Brown & Heathers, "The GRIM test", Soc Psychol Personal Sci 2017;8:363-369, turned
--   around.
-- Example: "12 (63.2%)" in a study of 22: 12/19 = 63.2%, 12/22 = 54.5%.
SELECT
    source_id, study_id, observation_ids,
    NOT fits AND NOT truncates AND len(implied) > 0 AS violates,
    subject || ': ' || n || ' (' || audit_percent(value, decimals) || ') fits '
        || audit_totals(implied) || ' patients, the ' || stated_in || ' says ' || patients
        || ' (' || n || '/' || patients || ' = ' || audit_share(n, patients, decimals) || ')' AS message,
    audit_totals(implied) AS expected,
    patients::VARCHAR AS observed
FROM audit_patient_share
WHERE n IS NOT NULL AND n_total IS NULL
