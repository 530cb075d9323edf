-- severity: warning; grain: a pair of studies that could be one
-- Means: two studies look like one trial reported twice: the same registry number, or, where at least one has none, the same drugs,
--   number of patients and period. Pooling both counts the patients twice.
-- Source: Tramèr et al., "Impact of covert duplicate publication on meta-analysis", BMJ 1997;315:635-640.
-- Example: an abstract and the journal article of one trial, both with NCT03629171.
WITH regimen AS (
    SELECT study_id, list(DISTINCT drug ORDER BY drug) AS drugs FROM study_drug GROUP BY study_id
),
described AS (SELECT study.*, drugs FROM study LEFT JOIN regimen USING (study_id)),
pair AS (
    SELECT
        here, there,
        here.registry_id = there.registry_id AS same_registry_id,
        here.drugs = there.drugs AND here.n_patients = there.n_patients
            AND here.period_start = there.period_start AND here.period_end = there.period_end AS same_description
    FROM described AS here
    JOIN described AS there ON here.study_id < there.study_id
)
SELECT
    here.source_id AS source_id, here.study_id AS study_id, []::VARCHAR[] AS observation_ids,
    coalesce(same_registry_id, same_description, false) AS violates,
    here.study_id || ' and ' || there.study_id
        || CASE WHEN same_registry_id THEN ' have the same registry number, ' || here.registry_id
            ELSE ' have the same drugs, number of patients (' || here.n_patients || ') and period' END AS message,
    'two studies' AS expected,
    'one trial' AS observed
FROM pair
WHERE same_registry_id IS NOT NULL OR same_description IS NOT NULL
