-- one row per study × arm × response endpoint × time point
-- pct: Share of patients with the response. Unit: percent.
CREATE OR REPLACE VIEW response_rates AS
SELECT
    study.source_id,
    study.study_id,
    study.label,
    study.regimen,
    study.n_patients,
    measurement.arm,
    measurement.endpoint,
    measurement.timepoint_months,
    measurement.status,
    measurement.comparator,
    CASE WHEN measurement.unit = 'percent' THEN measurement.value END AS pct,
    measurement.n,
    measurement.n_total,
    measurement.ci_low,
    measurement.ci_high,
    measurement.ci_level,
    measurement.p_value,
    measurement.agreement,
    measurement.measurement_id
FROM measurement
JOIN study USING (study_id)
WHERE measurement.category = 'response' AND measurement.statistic IN ('rate', 'count', 'cumulative_incidence')
ORDER BY study.source_id, study.ref_no, measurement.arm, measurement.endpoint, measurement.timepoint_months
