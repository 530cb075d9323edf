-- The new observations as they count: what a correction stands for says nothing any more, but stays listed.
-- One row per observation, with its place among those of its measurement (study × arm × endpoint × term ×
-- statistic × time point × grade): what is not available last, a correction before a table, a table before prose.
CREATE OR REPLACE TEMP TABLE new_statement AS
WITH counted AS (
    SELECT
        observation_id, study_id, category, endpoint, term, statistic, arm, status, value, decimals, low, high, unit,
        comparator, ci_low, ci_high, ci_level, n, n_total, p_value, grade_min, text_value, origin, char_start,
        round(timepoint_months, 2) AS timepoint_months
    FROM new_observation
    WHERE observation_id NOT IN (SELECT corrects FROM new_observation WHERE corrects IS NOT NULL)
    UNION ALL BY NAME
    SELECT
        observation_id, study_id, category, endpoint, term, statistic, arm, grade_min, origin, char_start,
        round(timepoint_months, 2) AS timepoint_months,
        'not_available' AS status,
        '=' AS comparator
    FROM new_observation
    WHERE observation_id IN (SELECT corrects FROM new_observation)
),

ranked AS (
    SELECT
        *,
        CASE origin WHEN 'correction' THEN 0 WHEN 'table' THEN 1 ELSE 2 END * 1_000_000_000_000 + char_start AS preference
    FROM counted
)

SELECT
    *,
    row_number() OVER of_measurement AS place,
    first_value(observation_id) OVER of_measurement AS best_id
FROM ranked
WINDOW of_measurement AS (
    PARTITION BY study_id, arm, endpoint, term, statistic, timepoint_months, grade_min
    ORDER BY status = 'not_available', preference
)
