-- one row per observation, in the order of its document
SELECT
    observation.observation_id,
    observation.source_id,
    study.label AS study,
    observation.arm,
    field_in_words(
        endpoint, term, CASE WHEN statistic NOT IN ('text', 'count') THEN statistic END, timepoint_months, NULL, grade_min
    ) AS field,
    value_in_words(
        status, value, decimals, low, high, unit, comparator, n, n_total, text_value
    ) AS words,
    concat_ws(', ', coalesce(table_label, 'text'), nullif(row_label, ''), 'page ' || page) AS place,
    observation.rule,
    observation.char_start,
    observation.char_end,
    observation.quote
FROM observation
JOIN study USING (study_id)
ORDER BY observation.source_id, observation.char_start, observation.position
