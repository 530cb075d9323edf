-- severity: error; grain: a value printed with its range, or a range alone
-- Means: the lower end of a range lies above its upper end, or the median (or mean) lies outside its own
--   range.
-- Source: arithmetic.
-- Example: "median age 70 (18-65)".
SELECT
    source_id, study_id, [observation_id] AS observation_ids,
    low > high OR value < low OR value > high AS violates,
    audit_subject(endpoint, term, grade_min, timepoint_months, arm) || ': '
        || CASE
            WHEN low > high THEN 'the range runs from ' || audit_plain(low) || ' down to ' || audit_plain(high)
            ELSE audit_plain(value) || ' lies outside its range ' || audit_plain(low) || ' to ' || audit_plain(high)
        END AS message,
    audit_plain(least(low, high)) || ' to ' || audit_plain(greatest(low, high)) AS expected,
    coalesce(audit_plain(value), audit_plain(low) || ' to ' || audit_plain(high)) AS observed
FROM audit_observation
WHERE status = 'reported' AND low IS NOT NULL AND high IS NOT NULL
