-- What a run needs to tell what it changed: the values of now, those of before, the sources it touched.
CREATE OR REPLACE TEMP VIEW value_now AS
SELECT
    study.source_id,
    study.study_id,
    study.label AS study_label,
    field_in_words(
        measurement.endpoint, measurement.term, measurement.statistic, measurement.timepoint_months,
        measurement.arm, measurement.grade_min
    ) AS field,
    value_in_words(
        measurement.status, measurement.value, measurement.decimals, measurement.low, measurement.high,
        measurement.unit, measurement.comparator, measurement.n, measurement.n_total, measurement.text_value
    ) AS words,
    measurement.status <> 'not_available' AS is_stated
FROM measurement
JOIN study USING (study_id);

CREATE OR REPLACE TEMP TABLE value_before AS FROM value_now LIMIT 0;

CREATE OR REPLACE TEMP TABLE touched_source (source_id VARCHAR);
