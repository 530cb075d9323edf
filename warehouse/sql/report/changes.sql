-- one row per value that the last run added, changed or removed; the first run of all added everything
SELECT
    study_label AS "Study",
    field AS "Field",
    kind AS "Change",
    coalesce(old_value, '') AS "Before",
    coalesce(new_value, '') AS "After"
FROM change
WHERE run_id = (SELECT max_by(run_id, started_at) FROM run) AND (kind <> 'new' OR (SELECT count(*) FROM run) > 1)
ORDER BY study_id, field
