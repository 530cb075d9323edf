-- The new observations as they count: what a correction stands for says nothing any more, but stays listed.
CREATE OR REPLACE TEMP VIEW new_statement AS
WITH corrected AS (
    SELECT corrects AS observation_id FROM new_observation WHERE corrects IS NOT NULL
)

SELECT * FROM new_observation ANTI JOIN corrected USING (observation_id)
UNION ALL BY NAME
SELECT
    observation_id, study_id, category, endpoint, term, statistic, timepoint_months, arm, grade_min, origin, char_start,
    'not_available' AS status,
    '=' AS comparator
FROM new_observation SEMI JOIN corrected USING (observation_id)
