-- one row per study of one table of a source; of all its studies where the table's label is NULL
CREATE OR REPLACE MACRO evidence_table(wanted_source_id, wanted_table_label) AS TABLE
WITH result AS (
    SELECT
        study_id,
        max(value) FILTER (endpoint = 'ORR' AND statistic = 'rate' AND unit = 'percent' AND timepoint_months IS NULL) AS orr_pct,
        max(value) FILTER (endpoint = 'CR' AND statistic = 'rate' AND unit = 'percent' AND timepoint_months IS NULL) AS cr_pct,
        max(value) FILTER (endpoint = 'CR/CRi' AND statistic = 'rate' AND unit = 'percent' AND timepoint_months IS NULL) AS cr_cri_pct,
        max(value) FILTER (endpoint = 'CRc' AND statistic = 'rate' AND unit = 'percent' AND timepoint_months IS NULL) AS crc_pct,
        max(value) FILTER (endpoint = 'MRDneg' AND statistic = 'rate' AND unit = 'percent' AND timepoint_months IS NULL) AS mrd_negative_pct,
        max(value) FILTER (endpoint = 'OS' AND statistic = 'median') AS os_median_months,
        max(status) FILTER (endpoint = 'OS' AND statistic = 'median') AS os_median_status,
        max(value) FILTER (endpoint = 'PFS' AND statistic = 'median') AS pfs_median_months,
        max(status) FILTER (endpoint = 'PFS' AND statistic = 'median') AS pfs_median_status,
        max(value) FILTER (endpoint = 'EFS' AND statistic = 'median') AS efs_median_months,
        max(status) FILTER (endpoint = 'EFS' AND statistic = 'median') AS efs_median_status,
        max(value) FILTER (endpoint = 'DOR' AND statistic = 'median') AS dor_median_months,
        max(status) FILTER (endpoint = 'DOR' AND statistic = 'median') AS dor_median_status,
        list(
            {
                'endpoint': endpoint,
                'term': term,
                'statistic': statistic::VARCHAR,
                'timepoint_months': timepoint_months,
                'grade_min': grade_min,
                'status': status::VARCHAR,
                'value': value,
                'unit': unit::VARCHAR
            } ORDER BY category, endpoint, term, statistic, timepoint_months, grade_min
        ) FILTER (category NOT IN ('design', 'baseline')) AS results
    FROM measurement
    WHERE arm = ''
    GROUP BY study_id
)

SELECT baseline.*, result.* EXCLUDE (study_id)
FROM baseline
LEFT JOIN result USING (study_id)
WHERE
    baseline.source_id = wanted_source_id
    AND (
        wanted_table_label IS NULL
        OR baseline.study_id IN (
            SELECT study_id FROM printed_cell
            WHERE source_id = wanted_source_id AND table_label = wanted_table_label
        )
    )
ORDER BY baseline.ref_no
