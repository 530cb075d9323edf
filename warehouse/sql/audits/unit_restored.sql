-- severity: info; grain: a value whose unit had to be restored; found by: extraction
-- Means: a value stands without its unit where its neighbours have one; it was read with theirs.
-- Source: the document; the extractors found it while reading and this rule passes it on.
-- Example: "CR 35.3" among cells that all say %.
SELECT source_id, study_id, observation_ids, true AS violates, message, expected, observed
FROM finding
WHERE rule = 'unit_restored' AND found_by = 'extraction'
