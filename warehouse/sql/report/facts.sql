-- one row per observation, in the order of its document; `entry` is what the page shows of it, as JSON
WITH numbered AS (
    SELECT source_id, row_number() OVER (ORDER BY source_id) - 1 AS document FROM source
),

fact AS (
    SELECT
        observation.*,
        numbered.document,
        study.label AS study,
        field_in_words(
            endpoint, term, CASE WHEN statistic NOT IN ('text', 'count') THEN statistic END, timepoint_months, NULL,
            grade_min
        ) AS field,
        value_in_words(
            status, value, decimals, low, high, unit, comparator, n, n_total, text_value
        ) AS words,
        concat_ws(', ', coalesce(table_label, 'text'), nullif(row_label, ''), 'page ' || page) AS place
    FROM observation
    JOIN numbered USING (source_id)
    JOIN study USING (study_id)
)

SELECT
    observation_id,
    document,
    words,
    json_array(
        document, study, arm, field, words, place, source_id, rule, char_start, char_end, quote
    )::VARCHAR AS entry
FROM fact
ORDER BY document, char_start, position, observation_id
