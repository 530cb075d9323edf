-- one row per result that a table or a sentence states
SELECT
    label AS "Study",
    arm AS "Arm or subgroup",
    field_in_words(endpoint, term, statistic, timepoint_months, NULL, grade_min) AS "Endpoint",
    coalesce(table_value, '') AS "Table",
    coalesce(prose_value, '') AS "Text",
    verdict AS "Verdict"
FROM reconciliation
WHERE category IN ('response', 'survival', 'safety', 'follow_up') AND verdict <> 'not stated'
