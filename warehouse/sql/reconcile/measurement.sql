-- What the observations of each new study agree on: one row per study × arm × endpoint × term × statistic ×
-- time point × grade. The value is that of the best-placed observation that has one: a correction before a
-- table, a table before prose. Confidence limits, counts and P value that it lacks come from the others.
INSERT INTO measurement BY NAME
WITH stated AS (
    SELECT
        *,
        round(timepoint_months, 2) AS timepoint,
        -- free wording is not compared; codes are
        statistic = 'text' AND endpoint NOT IN ('registry_id', 'phase', 'design') AS is_wording,
        row_number() OVER (
            PARTITION BY study_id, arm, endpoint, term, statistic, round(timepoint_months, 2), grade_min
            ORDER BY
                status = 'not_available',
                CASE origin WHEN 'correction' THEN 0 WHEN 'table' THEN 1 ELSE 2 END,
                char_start
        ) AS place
    FROM new_statement
),

compared AS (
    SELECT
        stated.*,
        stated.unit IS NOT DISTINCT FROM best.unit AS same_unit,
        stated.status <> 'not_available' AS counts,
        CASE
            WHEN stated.is_wording THEN
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
    FROM stated
    JOIN stated AS best
        ON best.place = 1
        AND best.study_id = stated.study_id
        AND best.arm = stated.arm
        AND best.endpoint = stated.endpoint
        AND best.term IS NOT DISTINCT FROM stated.term
        AND best.statistic = stated.statistic
        AND best.timepoint IS NOT DISTINCT FROM stated.timepoint
        AND best.grade_min IS NOT DISTINCT FROM stated.grade_min
),

agreed AS (
    SELECT
        study_id,
        arm,
        endpoint,
        term,
        statistic,
        timepoint AS timepoint_months,
        grade_min,
        first(category ORDER BY place) AS category,
        first(status ORDER BY place) AS status,
        first(value ORDER BY place) AS value,
        first(decimals ORDER BY place) AS decimals,
        first(unit ORDER BY place) AS unit,
        first(comparator ORDER BY place) AS comparator,
        first(text_value ORDER BY place) AS text_value,
        first(p_value ORDER BY place) FILTER (p_value IS NOT NULL) AS p_value,
        first({'low': low, 'high': high} ORDER BY place)
            FILTER (same_unit AND (low IS NOT NULL OR high IS NOT NULL)) AS bounds,
        first({'ci_low': ci_low, 'ci_high': ci_high, 'ci_level': ci_level} ORDER BY place)
            FILTER (same_unit AND (ci_low IS NOT NULL OR ci_high IS NOT NULL)) AS limits,
        first({'n': n, 'n_total': n_total} ORDER BY n IS NULL, place)
            FILTER (n IS NOT NULL OR n_total IS NOT NULL) AS part,
        CASE
            WHEN bool_or(counts AND NOT agrees) THEN 'conflict'
            WHEN count(*) FILTER (counts AND agrees) > 1 THEN 'agree'
            ELSE 'single'
        END AS agreement,
        list_sort(list(DISTINCT origin::VARCHAR)) AS origins,
        list(observation_id ORDER BY place) AS observation_ids
    FROM compared
    GROUP BY study_id, arm, endpoint, term, statistic, timepoint, grade_min
)

SELECT
    left(sha256(concat_ws(
        '|', study_id, arm, endpoint, coalesce(term, '-'), statistic,
        coalesce(timepoint_months::VARCHAR, '-'), coalesce(grade_min::VARCHAR, '-')
    )), 16) AS measurement_id,
    agreed.* EXCLUDE (bounds, limits, part),
    bounds.low,
    bounds.high,
    limits.ci_low,
    limits.ci_high,
    limits.ci_level,
    part.n,
    part.n_total
FROM agreed
ORDER BY study_id, category, endpoint, term, statistic, timepoint_months, arm
