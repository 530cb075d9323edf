-- Observations whose span is not in their source's text.
SELECT observation_id
FROM observation
JOIN source USING (source_id)
WHERE char_end > length(text)
