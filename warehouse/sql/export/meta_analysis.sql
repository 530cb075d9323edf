-- one row per study that reports a rate of an endpoint: events and patients under the names that metafor and meta use
WITH rate AS (
    SELECT
        measurement.*,
        study.source_id,
        study.label,
        study.first_author,
        study.regimen,
        source.meeting_year,
        coalesce(measurement.n_total, study.n_patients) AS patients,
        coalesce(measurement.n, round(measurement.value * coalesce(measurement.n_total, study.n_patients) / 100)) AS events
    FROM measurement
    JOIN study USING (study_id)
    JOIN source USING (source_id)
    WHERE
        measurement.endpoint = $endpoint
        AND (len($source_ids) = 0 OR study.source_id IN (SELECT unnest($source_ids)))
        AND measurement.arm = ''
        AND measurement.statistic = 'rate'
        AND measurement.timepoint_months IS NULL
        AND measurement.status IN ('reported', 'none_reported')
        AND measurement.comparator = '='
),

counted AS (
    SELECT
        *,
        n IS NOT NULL
        OR abs(100 * events / patients - value) <= power(10, -coalesce(decimals, 0)) / 2 + 1e-9 AS is_whole
    FROM rate
)

SELECT
    study_id,
    label AS studlab,
    label AS slab,
    first_author AS author,
    meeting_year AS year,
    regimen,
    endpoint,
    CASE WHEN is_whole THEN events::BIGINT END AS event,
    patients AS n,
    CASE WHEN is_whole THEN events::BIGINT END AS xi,
    patients AS ni,
    value AS printed_pct,
    n IS NULL AS events_derived,
    n_total IS NULL AS n_of_study
FROM counted
ORDER BY source_id, study_id
