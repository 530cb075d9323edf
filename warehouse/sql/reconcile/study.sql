-- The fields of each new study, from its observations: a correction before a table, a table before prose.
INSERT INTO study BY NAME
WITH stated AS (
    FROM new_statement WHERE arm = '' AND status = 'reported'
),

period AS (
    SELECT
        study_id,
        arg_min(
            coalesce(string_split(text_value, '/'), [low::BIGINT::VARCHAR, high::BIGINT::VARCHAR]), preference
        ) AS dates
    FROM stated
    WHERE endpoint = 'study_period' AND (text_value IS NOT NULL OR low IS NOT NULL)
    GROUP BY study_id
),

field AS (
    SELECT
        study_id,
        arg_min(text_value, preference) FILTER (endpoint = 'regimen') AS regimen,
        arg_min(text_value, preference) FILTER (endpoint = 'study_type') AS study_type,
        arg_min(try_cast(text_value AS phase), preference) FILTER (endpoint = 'phase') AS phase,
        arg_min(try_cast(text_value AS design), preference) FILTER (endpoint = 'design') AS design,
        arg_min(text_value, preference) FILTER (endpoint = 'registry_id') AS registry_id,
        arg_min(text_value, preference) FILTER (endpoint = 'population') AS population,
        arg_min(coalesce(n, round(value)::BIGINT), preference) FILTER (endpoint = 'n_patients') AS n_patients,
        arg_min(
            coalesce(n, CASE unit WHEN 'patients' THEN round(value)::BIGINT END), preference
        ) FILTER (endpoint = 'male') AS n_male,
        arg_min(value, preference) FILTER (endpoint = 'male' AND unit = 'percent') AS male_pct,
        arg_min(value, preference) FILTER (
            endpoint = 'age' AND statistic = 'median' AND unit = 'years'
        ) AS age_median,
        arg_min((low, high), preference) FILTER (endpoint = 'age' AND unit = 'years' AND low IS NOT NULL) AS age,
        arg_min(value, preference) FILTER (
            endpoint = 'prior_lines' AND statistic = 'median'
        ) AS prior_lines_median,
        arg_min((low, high), preference) FILTER (endpoint = 'prior_lines' AND low IS NOT NULL) AS prior_lines,
        arg_min(value, preference) FILTER (
            endpoint = 'follow_up' AND statistic = 'median' AND unit = 'months'
        ) AS follow_up_months
    FROM stated
    GROUP BY study_id
)

SELECT
    new_study.study_id,
    new_study.source_id,
    new_study.ref_no,
    new_study.first_author,
    new_study.label,
    field.* EXCLUDE (study_id, age, prior_lines),
    field.age[1] AS age_min,
    field.age[2] AS age_max,
    field.prior_lines[1] AS prior_lines_min,
    field.prior_lines[2] AS prior_lines_max,
    iso_date(period.dates[1]) AS period_start,
    iso_date(period.dates[-1]) AS period_end
FROM new_study
LEFT JOIN field USING (study_id)
LEFT JOIN period USING (study_id)
ORDER BY new_study.source_id, new_study.ref_no
