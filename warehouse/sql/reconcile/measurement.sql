-- What the observations of each new study agree on: one row per study × arm × endpoint × term × statistic ×
-- time point × grade. The value is that of the best-placed observation that has one: a correction before a
-- table, a table before prose. Confidence limits, counts and P value that it lacks come from the others.
INSERT INTO measurement BY NAME
WITH stated_again AS (
    SELECT best_id FROM new_statement WHERE place = 2
),

compared AS (
    SELECT
        stated.*,
        stated.unit IS NOT DISTINCT FROM best.unit AND (stated.low IS NOT NULL OR stated.high IS NOT NULL)
            AS has_bounds,
        stated.unit IS NOT DISTINCT FROM best.unit AND (stated.ci_low IS NOT NULL OR stated.ci_high IS NOT NULL)
            AS has_limits,
        -- a number of patients with the event comes before a total alone
        CASE WHEN stated.n IS NULL THEN 1_000_000 ELSE 0 END + stated.place AS part_place,
        stated.status <> 'not_available' AS counts,
        CASE
            -- free wording is not compared; codes are
            WHEN stated.statistic = 'text' AND stated.endpoint NOT IN ('registry_id', 'phase', 'design') THEN
                CASE WHEN lower(stated.text_value) = lower(best.text_value) THEN true END
            WHEN 'not_reached' IN (stated.status, best.status) THEN stated.status = best.status
            ELSE values_agree(
                    stated.value, stated.decimals, stated.comparator, best.value, best.decimals, best.comparator
                )
                AND values_agree(stated.low, stated.decimals, '=', best.low, best.decimals, '=')
                AND values_agree(stated.high, stated.decimals, '=', best.high, best.decimals, '=')
                AND coalesce(stated.n = best.n, true)
                AND coalesce(stated.n_total = best.n_total, true)
                AND coalesce(stated.text_value = best.text_value OR stated.statistic <> 'text', true)
        END AS agrees
    FROM new_statement AS stated
    JOIN new_statement AS best ON best.observation_id = stated.best_id
    WHERE stated.best_id IN (FROM stated_again)
),

agreed AS (
    SELECT
        best_id,
        arg_min(p_value, place) AS p_value,
        arg_min_null(low, place) FILTER (has_bounds) AS low,
        arg_min_null(high, place) FILTER (has_bounds) AS high,
        arg_min_null(ci_low, place) FILTER (has_limits) AS ci_low,
        arg_min_null(ci_high, place) FILTER (has_limits) AS ci_high,
        arg_min_null(ci_level, place) FILTER (has_limits) AS ci_level,
        arg_min(n, place) AS n,
        arg_min_null(n_total, part_place) FILTER (n IS NOT NULL OR n_total IS NOT NULL) AS n_total,
        CASE
            WHEN bool_or(counts AND NOT agrees) THEN 'conflict'
            WHEN count(*) FILTER (counts AND agrees) > 1 THEN 'agree'
            ELSE 'single'
        END AS agreement,
        list_where(
            ['correction', 'prose', 'table'],
            [bool_or(origin = 'correction'), bool_or(origin = 'prose'), bool_or(origin = 'table')]
        ) AS origins,
        list(observation_id ORDER BY place) AS observation_ids
    FROM compared
    GROUP BY best_id
)

SELECT
    left(sha256(concat_ws(
        '|', study_id, arm, endpoint, coalesce(term, '-'), statistic,
        coalesce(timepoint_months::VARCHAR, '-'), coalesce(grade_min::VARCHAR, '-')
    )), 16) AS measurement_id,
    best.study_id,
    best.arm,
    best.category,
    best.endpoint,
    best.term,
    best.statistic,
    best.timepoint_months,
    best.grade_min,
    best.status,
    best.value,
    best.decimals,
    best.unit,
    best.comparator,
    best.text_value,
    if(agreed.agreement IS NULL, best.p_value, agreed.p_value) AS p_value,
    if(agreed.agreement IS NULL, best.low, agreed.low) AS low,
    if(agreed.agreement IS NULL, best.high, agreed.high) AS high,
    if(agreed.agreement IS NULL, best.ci_low, agreed.ci_low) AS ci_low,
    if(agreed.agreement IS NULL, best.ci_high, agreed.ci_high) AS ci_high,
    if(agreed.agreement IS NULL, best.ci_level, agreed.ci_level) AS ci_level,
    if(agreed.agreement IS NULL, best.n, agreed.n) AS n,
    if(agreed.agreement IS NULL, best.n_total, agreed.n_total) AS n_total,
    coalesce(agreed.agreement, 'single') AS agreement,
    coalesce(agreed.origins, [best.origin]) AS origins,
    coalesce(agreed.observation_ids, [best.observation_id]) AS observation_ids
FROM new_statement AS best
LEFT JOIN agreed ON agreed.best_id = best.observation_id
WHERE best.place = 1
ORDER BY study_id, category, endpoint, term, statistic, timepoint_months, arm
