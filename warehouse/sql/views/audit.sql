-- one row per finding, the gravest first
CREATE OR REPLACE VIEW audit AS
SELECT
    finding.severity,
    finding.rule,
    finding.source_id,
    finding.study_id,
    study.label,
    finding.message,
    finding.expected,
    finding.observed,
    finding.found_by,
    finding.observation_ids,
    finding.finding_id
FROM finding
LEFT JOIN study USING (study_id)
ORDER BY finding.severity DESC, finding.rule, finding.source_id, study.ref_no, finding.message
