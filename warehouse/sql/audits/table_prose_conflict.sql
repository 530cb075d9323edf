-- severity: warning; grain: a measurement that both a table and the prose state
-- Means: table and prose give different values for the same study, arm, endpoint, statistic and time point.
--   A value printed with fewer decimals agrees with one that rounds to it; "not reached" disagrees with a
--   number. Several values of one side agree if one of them does. Left alone: prose that states several other
--   values, or that compares groups without naming the value's: they are probably of other patients.
-- Source: Cochrane Handbook for Systematic Reviews of Interventions, chapter 5 (collecting data from reports
--   that disagree).
-- Example: "ORR 45%" in the table, "an ORR of 54%" in the text.
WITH stated AS (
    SELECT
        *,
        coalesce(audit_step(decimals) / 2, 0) AS half_step,
        audit_compares_groups(quote) AND NOT bool_or(arm <> '') OVER (PARTITION BY source_id, quote) AS of_unknown_group,
        CASE
            WHEN status = 'not_reached' THEN 'not reached'
            ELSE coalesce(
                audit_plain(value) || CASE unit WHEN 'percent' THEN '%' ELSE '' END,
                audit_plain(low) || '–' || audit_plain(high), text_value
            )
        END AS printed
    FROM audit_observation
    WHERE comparator = '=' AND (
        status = 'not_reached'
        OR (status = 'reported' AND (value IS NOT NULL OR low IS NOT NULL OR endpoint IN ('registry_id', 'phase')))
    )
),
pair AS (
    SELECT
        here, there,
        here.status = there.status
        AND coalesce(abs(here.value - there.value) <= greatest(here.half_step, there.half_step) + 1e-9, true)
        AND coalesce(here.low = there.low, true)
        AND coalesce(here.high = there.high, true)
        AND coalesce(here.text_value = there.text_value OR here.statistic <> 'text', true) AS agrees
    FROM stated AS here
    JOIN stated AS there
        ON here.study_id = there.study_id AND here.arm = there.arm AND here.endpoint = there.endpoint
        AND here.statistic = there.statistic
        AND here.unit IS NOT DISTINCT FROM there.unit
        AND here.term IS NOT DISTINCT FROM there.term
        AND round(here.timepoint_months, 2) IS NOT DISTINCT FROM round(there.timepoint_months, 2)
        AND here.grade_min IS NOT DISTINCT FROM there.grade_min
    WHERE here.origin = 'table' AND there.origin = 'prose' AND NOT there.of_unknown_group
)
SELECT
    here.source_id AS source_id, here.study_id AS study_id,
    list_sort(list_distinct(list(here.observation_id) || list(there.observation_id))) AS observation_ids,
    NOT bool_or(agrees) AND count(DISTINCT there.printed) = 1 AS violates,
    audit_subject(here.endpoint, here.term, here.grade_min, here.timepoint_months, here.arm)
        || ': the table says ' || string_agg(DISTINCT here.printed, ', ')
        || ', the text says ' || string_agg(DISTINCT there.printed, ', ') AS message,
    string_agg(DISTINCT there.printed, ', ') AS expected,
    string_agg(DISTINCT here.printed, ', ') AS observed
FROM pair
GROUP BY
    here.source_id, here.study_id, here.arm, here.endpoint, here.term, here.statistic, here.timepoint_months,
    here.grade_min
