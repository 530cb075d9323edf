-- severity: warning; grain: a registry number whose registry is known by its prefix
-- Means: a trial registry number is not of its registry's form (a digit lost or glued to it).
-- Source: the number formats of ClinicalTrials.gov, ChiCTR, ISRCTN, DRKS, ANZCTR, UMIN-CTR, jRCT, CTRI;
--   EudraCT and EU CTIS.
-- Example: "NCT0123456": ClinicalTrials.gov numbers have eight digits.
WITH form(registry, prefix, pattern, example) AS (
    VALUES
        ('ClinicalTrials.gov', '^NCT', '^NCT\d{8}$', 'NCT and eight digits'),
        ('ChiCTR', '^ChiCTR', '^ChiCTR-?([A-Z]{3}-?)?\d{8,10}$', 'ChiCTR and eight to ten digits'),
        ('ISRCTN', '^ISRCTN', '^ISRCTN\d{8}$', 'ISRCTN and eight digits'),
        ('DRKS', '^DRKS', '^DRKS\d{8}$', 'DRKS and eight digits'),
        ('ANZCTR', '^ACTRN', '^ACTRN\d{14}$', 'ACTRN and fourteen digits'),
        ('UMIN-CTR', '^UMIN', '^UMIN\d{9}$', 'UMIN and nine digits'),
        ('jRCT', '^jRCT', '^jRCTs?\d{9,10}$', 'jRCT and nine or ten digits'),
        ('CTRI', '^CTRI', '^CTRI/\d{4}/\d{2,3}/\d{6}$', 'CTRI/year/month/six digits'),
        ('EudraCT', '^\d{4}-', '^\d{4}-\d{6}-\d{2}(-\d{2})?$', 'year, six digits, two digits')
)
SELECT
    source_id, study_id, list(observation_id ORDER BY observation_id) AS observation_ids,
    NOT regexp_matches(text_value, pattern, 'i') AS violates,
    text_value || ' is no ' || registry || ' number: that is ' || example AS message,
    example AS expected,
    text_value AS observed
FROM audit_observation
JOIN form ON regexp_matches(text_value, prefix, 'i')
WHERE endpoint = 'registry_id' AND status = 'reported'
GROUP BY source_id, study_id, text_value, registry, pattern, example
