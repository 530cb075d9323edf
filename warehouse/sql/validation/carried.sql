-- Observations whose span does not hold the digits of their value, but for corrected ones and times, which may be converted.
SELECT observation_id, value, span
FROM (
    SELECT
        observation_id,
        value,
        substr(text, char_start + 1, char_end - char_start) AS span,
        ltrim(replace(number_in_words(value, decimals), '.', ''), '0') AS digits
    FROM observation JOIN source USING (source_id)
    WHERE value IS NOT NULL AND unit IS DISTINCT FROM 'months' AND corrects IS NULL
)
WHERE regexp_matches(span, '[0-9]') AND NOT contains(regexp_replace(span, '[^0-9]', '', 'g'), digits)
