-- one row per median of a time-to-event endpoint, with the study's follow-up
SELECT
    study.label AS study,
    measurement.arm,
    measurement.endpoint,
    measurement.value AS months,
    measurement.ci_low,
    measurement.ci_high,
    study.follow_up_months AS follow_up,
    measurement.observation_ids[1] AS observation_id
FROM measurement
JOIN study USING (study_id)
WHERE
    measurement.category = 'survival'
    AND measurement.statistic = 'median'
    AND (measurement.unit = 'months' OR measurement.status = 'not_reached')
    AND measurement.status IN ('reported', 'not_reached')
ORDER BY measurement.endpoint, measurement.value DESC NULLS FIRST, study.label
