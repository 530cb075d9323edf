-- What the run changed: each value of the touched sources, before and after, where they differ.
INSERT INTO change BY NAME
WITH measured AS (
    SELECT *, true AS is_before FROM measurement_before
    UNION ALL BY NAME
    SELECT measurement.*, study.source_id, study.label AS study_label, false AS is_before
    FROM measurement
    JOIN study USING (study_id)
    WHERE study.source_id IN (FROM touched_source)
),

worded AS MATERIALIZED (
    SELECT
        is_before,
        source_id,
        study_id,
        study_label,
        field_in_words(endpoint, term, statistic, timepoint_months, arm, grade_min) AS field,
        value_in_words(
            status, value, decimals, low, high, unit, comparator, n, n_total, text_value
        ) AS words,
        status <> 'not_available' AS is_stated
    FROM measured
)

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
FROM (SELECT * FROM worded WHERE is_before) AS before
FULL JOIN (SELECT * FROM worded WHERE NOT is_before) AS after
    ON after.study_id = before.study_id AND after.field = before.field
WHERE
    (coalesce(before.is_stated, false) OR coalesce(after.is_stated, false))
    AND (CASE WHEN before.is_stated THEN before.words END)
        IS DISTINCT FROM (CASE WHEN after.is_stated THEN after.words END)
