-- The measurements of sources that are about to be removed.
INSERT INTO measurement_before BY NAME
SELECT measurement.*, study.source_id, study.label AS study_label
FROM measurement
JOIN study USING (study_id)
WHERE study.source_id IN (SELECT source_id FROM removed_source)
