-- one row per finding, the gravest first
SELECT finding.severity, finding.rule, coalesce(study.label, finding.source_id) AS study, finding.message, finding.observation_ids
FROM finding
LEFT JOIN study USING (study_id)
ORDER BY finding.severity DESC, finding.rule, finding.study_id, finding.message
