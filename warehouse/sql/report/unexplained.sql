-- one row per number that was not read, or row that was rejected
SELECT
    source_id AS "Source",
    substring(source.text, char_start + 1, char_end - char_start) AS "Number",
    context AS "Where",
    quote AS "Sentence or cell"
FROM unexplained_number
JOIN source USING (source_id)
UNION ALL
SELECT source_id, 'row of ' || table_name, check_name, reason
FROM rejection
ORDER BY ALL
