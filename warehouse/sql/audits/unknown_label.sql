-- severity: info; grain: a label of a results table that the vocabulary does not know; found by: extraction
-- Means: nobody knows what a row (or column) means, so its cells stay text. Add the label to the
--   vocabulary, or to its ignored ones.
-- Source: the document; the extractors found it while reading and this rule passes it on.
-- Example: a row "Time to transfusion independence" that is in no vocabulary.
SELECT source_id, study_id, observation_ids, true AS violates, message, expected, observed
FROM finding
WHERE rule = 'unknown_label' AND found_by = 'extraction'
