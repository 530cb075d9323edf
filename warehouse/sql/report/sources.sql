-- one row per source
SELECT
    source_id,
    coalesce(title, source_id) AS name,
    concat_ws(' · ', citation, conference, doi) AS citation,
    text,
    (SELECT count(*) FROM observation WHERE observation.source_id = source.source_id) AS observations
FROM source
ORDER BY source_id
