-- severity: warning; grain: a measurement that both a table and the prose state
-- Means: table and prose give different values for the same study, arm, endpoint, statistic and time point.
--   A value printed with fewer decimals agrees with one that rounds to it; "not reached" disagrees with a
--   number.
-- Source: double data extraction, Cochrane Handbook for Systematic Reviews of Interventions, chapter 5.5.
-- Example: "ORR 45%" in the table, "an ORR of 54%" in the text.
WITH stated AS (
    SELECT
        source_id, study_id, arm, endpoint, term, statistic, round(timepoint_months, 2) AS timepoint_months, grade_min,
        origin, observation_id, value, status,
        coalesce(audit_step(decimals) / 2, 0) AS half_step,
        CASE WHEN status = 'not_reached' THEN 'not reached' ELSE audit_plain(value) END AS printed
    FROM audit_observation
    WHERE (status = 'not_reached' OR (status = 'reported' AND value IS NOT NULL)) AND comparator = '='
),
pair AS (
    SELECT
        here.*,
        there.observation_id AS other_id, there.printed AS other_printed,
        CASE
            WHEN here.status <> there.status THEN false
            WHEN here.status = 'not_reached' THEN true
            ELSE abs(here.value - there.value) <= greatest(here.half_step, there.half_step) + 1e-9
        END AS agrees
    FROM stated AS here
    JOIN stated AS there
        ON here.study_id = there.study_id AND here.arm = there.arm AND here.endpoint = there.endpoint
        AND here.statistic = there.statistic
        AND here.term IS NOT DISTINCT FROM there.term
        AND here.timepoint_months IS NOT DISTINCT FROM there.timepoint_months
        AND here.grade_min IS NOT DISTINCT FROM there.grade_min
        AND here.origin = 'table' AND there.origin = 'prose'
)
SELECT
    source_id, study_id,
    list_sort(list_distinct(list(observation_id) || list(other_id))) AS observation_ids,
    NOT bool_or(agrees) AS violates,
    audit_subject(endpoint, term, grade_min, timepoint_months, arm) || ': the table says '
        || string_agg(DISTINCT printed, ', ') || ', the text says ' || string_agg(DISTINCT other_printed, ', ') AS message,
    string_agg(DISTINCT other_printed, ', ') AS expected,
    string_agg(DISTINCT printed, ', ') AS observed
FROM pair
GROUP BY source_id, study_id, arm, endpoint, term, statistic, timepoint_months, grade_min
