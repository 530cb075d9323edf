-- one row per source
SELECT
    source_id AS "Source",
    numbers_explained AS "Numbers read",
    numbers_unexplained AS "Not read",
    explained_pct AS "Read, %"
FROM coverage
