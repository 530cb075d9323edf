-- one row per trial × measurement × study that reports the trial, in order of the reports
-- value_in_words: What this report says.
CREATE OR REPLACE VIEW trial_over_time AS
SELECT
    trial.trial_id,
    measurement.category,
    measurement.endpoint,
    measurement.term,
    measurement.statistic,
    measurement.timepoint_months,
    measurement.arm,
    measurement.grade_min,
    source.meeting_year,
    source.source_id,
    study.study_id,
    study.label,
    study.n_patients,
    study.follow_up_months,
    value_in_words(
        measurement.status, measurement.value, measurement.decimals, measurement.low, measurement.high,
        measurement.unit, measurement.comparator, measurement.n, measurement.n_total, measurement.text_value
    ) AS value_in_words,
    measurement.measurement_id
FROM trial
JOIN study USING (study_id)
JOIN source USING (source_id)
JOIN measurement USING (study_id)
ORDER BY
    trial.trial_id, measurement.category, measurement.endpoint, measurement.term, measurement.statistic,
    measurement.timepoint_months, measurement.arm, measurement.grade_min, source.meeting_year NULLS FIRST,
    source.first_ingested_at, study.study_id
