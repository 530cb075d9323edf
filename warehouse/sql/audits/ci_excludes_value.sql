-- severity: error; grain: a value printed with a confidence interval
-- Means: a confidence interval does not hold the estimate it belongs to, or its ends are swapped.
-- Source: arithmetic.
-- Example: "HR 0.62 (95% CI 0.70-0.95)".
SELECT
    source_id, study_id, [observation_id] AS observation_ids,
    ci_low > ci_high OR value < ci_low OR value > ci_high AS violates,
    audit_subject(endpoint, term, grade_min, timepoint_months, arm) || ': '
        || CASE
            WHEN ci_low > ci_high THEN
                'the confidence interval runs from ' || audit_plain(ci_low) || ' down to ' || audit_plain(ci_high)
            ELSE audit_plain(value) || ' lies outside its confidence interval, '
                || concat_ws(' to ', coalesce(audit_plain(ci_low), '?'), coalesce(audit_plain(ci_high), '?'))
        END AS message,
    concat_ws(' to ', coalesce(audit_plain(ci_low), '?'), coalesce(audit_plain(ci_high), '?')) AS expected,
    audit_plain(value) AS observed
FROM audit_observation
WHERE status = 'reported' AND value IS NOT NULL AND (ci_low IS NOT NULL OR ci_high IS NOT NULL)
