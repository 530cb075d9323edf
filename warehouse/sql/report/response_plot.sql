-- one row per response rate, with the patients it is of: as printed, or the study's if the rate is a whole number of them
WITH rate AS (
    SELECT
        measurement.*,
        study.source_id,
        study.label AS study,
        patients_of_rate(n_total, arm, n_patients) AS patients,
        events_of_rate(n, value, patients) AS events
    FROM measurement
    JOIN study USING (study_id)
    WHERE
        measurement.category = 'response'
        AND statistic = 'rate'
        AND unit = 'percent'
        AND status = 'reported'
        AND comparator = '='
        AND value IS NOT NULL
)

SELECT
    rate.endpoint,
    coalesce(observation.table_label || ' of ' || rate.source_id, 'Sentences') AS place,
    rate.study,
    concat_ws(', ', nullif(rate.arm, ''), 'at ' || number_in_words(rate.timepoint_months, NULL) || ' months') AS arm,
    rate.value AS rate,
    rate.n IS NOT NULL AND rate.n_total IS NOT NULL AS known,
    rate.n IS NOT NULL AS counted,
    rate.events::BIGINT AS events,
    rate.patients,
    events_fit_rate(rate.events, rate.patients, rate.value, rate.decimals) AS fits,
    rate.observation_ids[1] AS observation_id,
    rate.ci_low,
    rate.ci_high
FROM rate
JOIN observation ON observation.observation_id = rate.observation_ids[1]
ORDER BY observation.table_label IS NULL, place, rate.endpoint, rate.value DESC, rate.study, arm
