-- severity: warning; grain: a percentage of patients printed with its confidence interval
-- of: audit_statement WHERE ci_low < ci_high
-- Means: an exact (Clopper-Pearson) interval and its percentage hold the number of patients they were
--   computed from. The intervals of all n of N (N up to 300) that give the percentage are compared with the
--   printed one. When just one fits and it is not the number in use, that number is wrong or the value is
--   of another group; when no number is in use, or the group is not known, it is offered (info). Silent when
--   the normal or the score (Wilson) interval of the number in use explains the printed one, and when no n
--   of N does.
-- Source: Clopper & Pearson, "The use of confidence or fiducial limits illustrated in the case of the
--   binomial", Biometrika 1934;26:404-413.
-- Example: "ORR 70% (95% CI 46-88)" fits 14 of 20 patients and no other number.
WITH printed AS (
    SELECT
        source_id, study_id, arm, observation_ids, subject, value, decimals, ci_low, ci_high, n, n_total, of_unknown_group,
        audit_step(greatest(audit_decimals(ci_low), audit_decimals(ci_high))) / 2 AS half_step,
        coalesce(ci_level, 95) AS level,
        (1 - level / 100) / 2 AS half_error,
        CASE level WHEN 99 THEN 125 ELSE 75 END AS reach,
        CASE level WHEN 80 THEN 1.282 WHEN 90 THEN 1.645 WHEN 99 THEN 2.576 ELSE 1.96 END AS z
    FROM audit_statement
    WHERE status = 'reported' AND unit = 'percent' AND statistic = 'rate' AND comparator = '=' AND decimals IS NOT NULL
        AND ci_low < ci_high AND value BETWEEN ci_low AND ci_high AND ci_low >= 0 AND ci_high <= 100
        AND audit_counts_patients(category, endpoint, timepoint_months)
),
-- The width of the interval gives a first guess of N (that of the normal approximation).
guess AS (
    SELECT
        *,
        4 * 3.84 * middle * (1 - middle) / power((ci_high - ci_low) / 100, 2) AS about
    FROM (SELECT *, (ci_low + ci_high) / 200 AS middle FROM printed)
),
size AS (
    SELECT
        *, unnest(range(greatest(1, ceil(0.3 * about))::BIGINT, least(300, floor(2 * about + 5))::BIGINT + 1)) AS total
    FROM guess
    WHERE about <= 300
),
candidate AS (
    SELECT *, unnest(range(audit_fewest(total, value, decimals), audit_most(total, value, decimals) + 1)) AS patients_with
    FROM size
),
-- The score interval of n of N, N up to 300, is never further than 74.3 / N points from the exact one (124.1 / N
-- that of level 99): most candidates need not be summed up.
likely AS (
    FROM candidate
    WHERE level NOT IN (80, 90, 95, 99) OR (
        abs(100 * audit_wilson_part(patients_with, total, z, -1) - ci_low) <= half_step + reach / total
        AND abs(100 * audit_wilson_part(patients_with, total, z, 1) - ci_high) <= half_step + reach / total
    )
),
solution AS (
    SELECT observation_ids, list({'n': patients_with, 'n_total': total} ORDER BY total, patients_with) AS solutions
    FROM (SELECT *, audit_exact_tails(patients_with, total, ci_low, ci_high, half_step) AS tails FROM likely)
    WHERE audit_prints_exactly(patients_with, total, ci_low, ci_high, half_step, half_error, tails)
    GROUP BY observation_ids
),
in_use AS (
    SELECT
        guess.*,
        CASE WHEN NOT of_unknown_group THEN coalesce(guess.n_total, own.patients)::BIGINT END AS patients,
        CASE
            WHEN guess.n_total IS NOT NULL THEN [guess.n_total]
            ELSE list_distinct(own.totals || coalesce(other.sizes, []))
        END AS totals,
        coalesce(solutions, []) AS solutions
    FROM guess
    LEFT JOIN solution USING (observation_ids)
    LEFT JOIN audit_patients AS own USING (study_id, arm)
    LEFT JOIN audit_group_sizes AS other USING (study_id)
    WHERE about <= 300
),
judged AS (
    SELECT
        *,
        -- of the number in use, as many patients as give the percentage
        len(list_filter(
            totals,
            lambda total: audit_wald(round(value * total / 100), total, ci_low, ci_high, half_step, z)
                OR audit_wilson(round(value * total / 100), total, ci_low, ci_high, half_step, z)
        )) > 0 AS explained_otherwise
    FROM in_use
)
SELECT
    source_id, study_id, observation_ids,
    len(solutions) = 1
        AND NOT coalesce(explained_otherwise, false)
        AND NOT coalesce(list_contains(totals, solutions[1].n_total) AND coalesce(solutions[1].n = n, true), false)
        AS violates,
    CASE WHEN patients IS NULL THEN 'info' ELSE 'warning' END AS severity,
    subject || ' ' || audit_percent(value, decimals) || ' (' || audit_plain(ci_low) || ' to ' || audit_plain(ci_high)
        || ') is the exact interval of ' || solutions[1].n || ' of ' || solutions[1].n_total || ' patients'
        || coalesce(', the number in use is ' || coalesce(n || ' of ', '') || patients, '') AS message,
    solutions[1].n || ' of ' || solutions[1].n_total AS expected,
    coalesce((n || ' of ') || patients, patients::VARCHAR) AS observed
FROM judged
