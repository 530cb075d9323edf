-- Studies of different sources that report one trial: the same registry number.
INSERT INTO trial BY NAME
WITH registered AS (
    SELECT
        study_id,
        source_id,
        upper(regexp_replace(registry_id, '[^0-9A-Za-z]', '', 'g')) AS registry_key,
        registry_id
    FROM study
    WHERE registry_id IS NOT NULL
)

SELECT
    min(registry_id) OVER of_trial AS trial_id,
    study_id,
    'registry number ' || registry_id || ' in ' || source_id AS evidence
FROM registered
WINDOW of_trial AS (PARTITION BY registry_key)
QUALIFY min(source_id) OVER of_trial <> max(source_id) OVER of_trial
