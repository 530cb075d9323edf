-- What the run changed: each value of the touched sources, before and after, where they differ.
INSERT INTO change BY NAME
SELECT
    $run_id AS run_id,
    CASE
        WHEN NOT coalesce(before.is_stated, false) THEN 'new'
        WHEN NOT coalesce(after.is_stated, false) THEN 'removed'
        ELSE 'changed'
    END AS kind,
    coalesce(after.source_id, before.source_id) AS source_id,
    coalesce(after.study_id, before.study_id) AS study_id,
    coalesce(after.study_label, before.study_label) AS study_label,
    coalesce(after.field, before.field) AS field,
    CASE WHEN before.is_stated THEN before.words END AS old_value,
    CASE WHEN after.is_stated THEN after.words END AS new_value
FROM value_before AS before
FULL JOIN (
    SELECT * FROM value_now WHERE source_id IN (FROM touched_source)
) AS after
    ON after.study_id = before.study_id AND after.field = before.field
WHERE
    (coalesce(before.is_stated, false) OR coalesce(after.is_stated, false))
    AND (CASE WHEN before.is_stated THEN before.words END)
        IS DISTINCT FROM (CASE WHEN after.is_stated THEN after.words END)
