-- one row per study × arm × endpoint × term × statistic × time point × grade: the table's value beside the prose's
-- table_value: What the tables say, in words.
-- prose_value: What the sentences say, in words.
-- corrected_value: What a correction says, in words.
-- verdict: agree, conflict, table only, prose only; not compared: both in words of their own; not stated: only "not available".
CREATE OR REPLACE VIEW reconciliation AS
WITH stated AS (
    SELECT
        measurement.measurement_id,
        observation.origin,
        observation.status <> 'not_available' AS has_value,
        value_in_words(
            observation.status, observation.value, observation.decimals, observation.low, observation.high,
            observation.unit, observation.comparator, observation.n, observation.n_total, observation.text_value
        ) AS words
    FROM (SELECT measurement_id, unnest(observation_ids) AS observation_id FROM measurement) AS measurement
    JOIN observation USING (observation_id)
),

side AS (
    SELECT
        measurement_id,
        string_agg(DISTINCT words, '; ' ORDER BY words) FILTER (origin = 'table') AS table_value,
        string_agg(DISTINCT words, '; ' ORDER BY words) FILTER (origin = 'prose') AS prose_value,
        string_agg(DISTINCT words, '; ' ORDER BY words) FILTER (origin = 'correction') AS corrected_value,
        coalesce(bool_or(has_value) FILTER (origin = 'table'), false) AS in_table,
        coalesce(bool_or(has_value) FILTER (origin = 'prose'), false) AS in_prose
    FROM stated
    GROUP BY measurement_id
)

SELECT
    study.source_id,
    study.study_id,
    study.label,
    measurement.category,
    measurement.endpoint,
    measurement.term,
    measurement.statistic,
    measurement.timepoint_months,
    measurement.arm,
    measurement.grade_min,
    side.table_value,
    side.prose_value,
    side.corrected_value,
    CASE
        WHEN measurement.agreement = 'conflict' THEN 'conflict'
        WHEN side.in_table AND side.in_prose THEN
            CASE measurement.agreement WHEN 'agree' THEN 'agree' ELSE 'not compared' END
        WHEN side.in_table THEN 'table only'
        WHEN side.in_prose THEN 'prose only'
        ELSE 'not stated'
    END AS verdict,
    measurement.measurement_id
FROM measurement
JOIN side USING (measurement_id)
JOIN study USING (study_id)
ORDER BY
    study.source_id, study.ref_no, measurement.category, measurement.endpoint, measurement.term,
    measurement.statistic, measurement.timepoint_months, measurement.arm, measurement.grade_min
