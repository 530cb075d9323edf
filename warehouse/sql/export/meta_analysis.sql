-- one row per study that reports a rate of an endpoint: events and patients under the names that metafor and meta use
WITH rate AS (
    SELECT
        measurement.*,
        study.source_id,
        study.label,
        study.first_author,
        study.regimen,
        source.meeting_year,
        patients_of_rate(measurement.n_total, measurement.arm, study.n_patients) AS patients,
        events_of_rate(measurement.n, measurement.value, patients) AS events
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
        n IS NOT NULL OR events_fit_rate(events, patients, value, decimals) AS is_whole
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
