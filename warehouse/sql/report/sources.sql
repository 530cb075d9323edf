-- one row per source
SELECT source_id, coalesce(title, source_id) AS name, concat_ws(' · ', citation, conference, doi) AS citation, text
FROM source
ORDER BY source_id
