-- What a run needs to tell what it changed: the measurements that it replaced, the sources it touched.
CREATE OR REPLACE TEMP TABLE measurement_before AS
SELECT measurement.*, study.source_id, study.label AS study_label
FROM measurement
JOIN study USING (study_id)
LIMIT 0;

CREATE OR REPLACE TEMP TABLE touched_source (source_id VARCHAR);
