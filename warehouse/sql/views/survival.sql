-- one row per study × arm × time-to-event endpoint × statistic × time point
-- follow_up_months: Median follow-up of the study. Unit: months.
CREATE OR REPLACE VIEW survival AS
SELECT
    study.source_id,
    study.study_id,
    study.label,
    study.regimen,
    study.n_patients,
    study.follow_up_months,
    measurement.arm,
    measurement.endpoint,
    measurement.statistic,
    measurement.timepoint_months,
    measurement.status,
    measurement.comparator,
    measurement.value,
    measurement.unit,
    measurement.ci_low,
    measurement.ci_high,
    measurement.ci_level,
    measurement.p_value,
    measurement.agreement,
    measurement.measurement_id
FROM measurement
JOIN study USING (study_id)
WHERE measurement.category = 'survival'
ORDER BY
    study.source_id, study.ref_no, measurement.arm, measurement.endpoint, measurement.statistic,
    measurement.timepoint_months
