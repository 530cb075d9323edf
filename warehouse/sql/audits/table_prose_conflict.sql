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
        observation_id, source_id, study_id, arm, endpoint, term, statistic, grade_min, unit, origin, status, value, low,
        high, text_value, quote, compares_groups,
        round(timepoint_months, 2) AS timepoint_months,
        coalesce(audit_step(decimals) / 2, 0) AS half_step,
        CASE
            WHEN status = 'not_reached' THEN 'not reached'
            ELSE coalesce(
                audit_plain(value) || CASE unit WHEN 'percent' THEN '%' WHEN 'months' THEN ' months' ELSE '' END,
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
        here, there.observation_id AS there_id, there.printed AS there_printed,
        here.status = there.status
        AND coalesce(abs(here.value - there.value) <= greatest(here.half_step, there.half_step) + 1e-9, true)
        AND coalesce(here.low = there.low, true)
        AND coalesce(here.high = there.high, true)
        AND coalesce(here.text_value = there.text_value OR here.statistic <> 'text', true) AS agrees
    FROM stated AS here
    JOIN stated AS there USING (study_id, arm, endpoint, statistic)
    WHERE here.origin = 'table' AND there.origin = 'prose'
        AND here.unit IS NOT DISTINCT FROM there.unit
        AND here.term IS NOT DISTINCT FROM there.term
        AND here.timepoint_months IS NOT DISTINCT FROM there.timepoint_months
        AND here.grade_min IS NOT DISTINCT FROM there.grade_min
        AND NOT (
            there.compares_groups AND there.quote NOT IN (SELECT quote FROM audit_observation WHERE arm <> '')
        )
),
compared AS (
    SELECT
        here.source_id AS source_id, here.study_id AS study_id,
        audit_subject(here.endpoint, here.term, here.grade_min, here.timepoint_months, here.arm) AS subject,
        list_sort(list_distinct(list(here.observation_id) || list(there_id))) AS observation_ids,
        bool_or(agrees) AS agrees,
        list_distinct(list(there_printed)) AS in_prose,
        array_to_string(list_sort(list_distinct(list(here.printed))), ', ') AS in_table
    FROM pair
    GROUP BY
        here.source_id, here.study_id, here.arm, here.endpoint, here.term, here.statistic, here.timepoint_months,
        here.grade_min
)
SELECT
    source_id, study_id, observation_ids,
    NOT agrees AND len(in_prose) = 1 AS violates,
    subject || ': the table says ' || in_table || ', the text says ' || in_prose[1] AS message,
    in_prose[1] AS expected,
    in_table AS observed
FROM compared
