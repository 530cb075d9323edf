-- severity: warning; grain: a study with a registry number, or with drugs, number of patients and period
-- Means: two studies look like one trial reported twice: the same registry number, or, where one has none,
--   the same drugs, number of patients and period, or, in two sources, the same first author and drugs with
--   overlapping periods and numbers of patients no more than a factor of 1.5 apart (an update has more). Pooling
--   both counts the patients twice. In two sources that is to be expected (info: the table `trial` joins those
--   of one registry number, no others); in one source it is a warning.
-- Source: Tramèr et al., "Impact of covert duplicate publication on meta-analysis", BMJ 1997;315:635-640.
-- Example: an abstract and the journal article of one trial, both with the same NCT number.
WITH regimen AS (
    SELECT study_id, list(DISTINCT drug ORDER BY drug) AS drugs
    FROM study_drug
    GROUP BY study_id
),
described AS (
    SELECT
        study_id, source_id, drugs, n_patients, period_start, period_end, registry_id,
        lower(first_author) AS author,
        left(period_start, 4) AS first_year,
        left(coalesce(period_end, period_start), 4) AS last_year,
        upper(regexp_replace(registry_id, '[^0-9A-Za-z]', '', 'g')) AS registry_key
    FROM study
    LEFT JOIN regimen USING (study_id)
),
pair AS (
    SELECT
        here.study_id AS study_id, there.study_id AS other_id, here.source_id = there.source_id AS in_one_source,
        'have the same registry number, ' || here.registry_id AS likeness
    FROM described AS here
    JOIN described AS there USING (registry_key)
    WHERE here.study_id < there.study_id
    UNION ALL
    SELECT
        here.study_id, there.study_id, here.source_id = there.source_id,
        'have the same drugs, number of patients (' || n_patients || ') and period'
    FROM described AS here
    JOIN described AS there USING (drugs, n_patients, period_start, period_end)
    WHERE here.study_id < there.study_id AND (here.registry_key IS NULL OR there.registry_key IS NULL)
    UNION ALL
    SELECT
        here.study_id, there.study_id, false,
        'have the same first author and drugs, overlapping periods, and ' || here.n_patients || ' and '
            || there.n_patients || ' patients'
    FROM described AS here
    JOIN described AS there USING (author, drugs)
    WHERE
        here.study_id < there.study_id
        AND here.source_id <> there.source_id
        AND (here.registry_key IS NULL OR there.registry_key IS NULL)
        AND here.first_year <= there.last_year AND there.first_year <= here.last_year
        AND greatest(here.n_patients, there.n_patients) <= 1.5 * least(here.n_patients, there.n_patients)
        AND (here.n_patients, here.period_start, here.period_end)
            IS DISTINCT FROM (there.n_patients, there.period_start, there.period_end)
)
SELECT
    described.source_id AS source_id, described.study_id AS study_id, []::VARCHAR[] AS observation_ids,
    pair.other_id IS NOT NULL AS violates,
    CASE WHEN in_one_source THEN 'warning' ELSE 'info' END AS severity,
    described.study_id || ' and ' || other_id || ' ' || likeness || ': probably one trial' AS message,
    'two trials' AS expected,
    'one trial' AS observed
FROM described
LEFT JOIN pair USING (study_id)
WHERE registry_key IS NOT NULL
    OR (drugs IS NOT NULL AND n_patients IS NOT NULL AND period_start IS NOT NULL AND period_end IS NOT NULL)
