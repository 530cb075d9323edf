-- severity: info; grain: a source
-- Means: numbers of the source's results tables or results sentences that no observation accounts for: what
--   the pipeline missed, or has no name for.
-- Source: the pipeline's own accounting (table unexplained_number, view coverage).
-- Example: "3 numbers of the results are unexplained: 26, 1.7, 48".
WITH unexplained AS (
    SELECT unexplained_number.*, source.text[char_start + 1:char_end] AS printed
    FROM unexplained_number JOIN source USING (source_id)
)
SELECT
    source.source_id AS source_id, NULL::VARCHAR AS study_id, []::VARCHAR[] AS observation_ids,
    count(unexplained.source_id) > 0 AS violates,
    count(unexplained.source_id) || ' number(s) of the results are unexplained: '
        || array_to_string(list(unexplained.printed ORDER BY char_start)[:10], ', ')
        || CASE WHEN count(unexplained.source_id) > 10 THEN ', ...' ELSE '' END AS message,
    '0' AS expected,
    count(unexplained.source_id)::VARCHAR AS observed
FROM source
LEFT JOIN unexplained USING (source_id)
GROUP BY source.source_id
