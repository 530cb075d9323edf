-- one row per study × arm × safety endpoint × term × grade × statistic × time point
-- pct: Share of patients with the event. Unit: percent.
CREATE OR REPLACE VIEW adverse_events AS
SELECT
    study.source_id,
    study.study_id,
    study.label,
    study.regimen,
    study.n_patients,
    measurement.arm,
    measurement.endpoint,
    measurement.term,
    measurement.grade_min,
    measurement.statistic,
    measurement.timepoint_months,
    measurement.status,
    measurement.comparator,
    CASE WHEN measurement.unit = 'percent' THEN measurement.value END AS pct,
    measurement.n,
    measurement.n_total,
    measurement.text_value,
    measurement.agreement,
    measurement.measurement_id
FROM measurement
JOIN study USING (study_id)
WHERE measurement.category = 'safety'
ORDER BY study.source_id, study.ref_no, measurement.arm, measurement.endpoint, measurement.term, measurement.grade_min
