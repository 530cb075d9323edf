-- Tables that several audits use, filled once a run. A value that a source states several times (table and
-- prose, results and conclusion) is one statement, so that one defect is one finding.

-- What is stated, without what a person has corrected: a correction stands at the place of what it corrects.
CREATE OR REPLACE TEMP VIEW audit_observation AS
SELECT *
FROM observation AS stated
WHERE origin = 'correction' OR NOT EXISTS (
    SELECT 1
    FROM observation AS correction
    WHERE correction.origin = 'correction'
        AND correction.study_id = stated.study_id
        AND correction.endpoint = stated.endpoint
        AND correction.char_start = stated.char_start
);

-- One row per study and different statement: what it says, and the observations that say it. A number of
-- patients that only one of these observations prints belongs to them all.
CREATE OR REPLACE TEMP TABLE audit_statement AS
WITH filled AS (
    SELECT
        * REPLACE (
            coalesce(n, CASE WHEN min(n) OVER same = max(n) OVER same THEN max(n) OVER same END) AS n,
            coalesce(n_total, CASE WHEN min(n_total) OVER same = max(n_total) OVER same THEN max(n_total) OVER same END)
                AS n_total,
            round(timepoint_months, 2) AS timepoint_months
        )
    FROM audit_observation
    WINDOW same AS (
        PARTITION BY
            study_id, arm, endpoint, term, statistic, round(timepoint_months, 2), grade_min, comparator, value,
            decimals
    )
)
SELECT
    source_id, study_id, arm, category, endpoint, term, statistic, timepoint_months, grade_min, status, comparator, unit,
    value, decimals, n, n_total,
    list(observation_id ORDER BY observation_id) AS observation_ids,
    any_value(origin ORDER BY origin = 'table' DESC) AS origin,
    bool_and(arm = '' AND origin = 'prose' AND audit_compares_groups(quote)) AS may_be_of_a_group,
    audit_subject(endpoint, term, grade_min, timepoint_months, arm) AS subject
FROM filled
GROUP BY
    source_id, study_id, arm, category, endpoint, term, statistic, timepoint_months, grade_min, status, comparator, unit,
    value, decimals, n, n_total;

-- One row per study and arm ('' for the whole study): its number of patients as stated.
CREATE OR REPLACE TEMP TABLE audit_patients AS
SELECT
    study_id, arm,
    list(DISTINCT value::BIGINT) AS totals,
    arg_max(value::BIGINT, origin = 'table') AS patients,
    CASE WHEN bool_or(origin = 'table') THEN 'table' ELSE 'text' END AS stated_in
FROM audit_observation
WHERE endpoint = 'n_patients' AND status = 'reported' AND comparator = '=' AND value >= 1
GROUP BY study_id, arm;

-- One row per study: every group size that its numbers of patients, denominators and sentences name.
CREATE OR REPLACE TEMP TABLE audit_group_sizes AS
SELECT study_id, list(DISTINCT size) AS sizes
FROM (
    SELECT study_id, unnest(totals) AS size FROM audit_patients
    UNION
    SELECT study_id, n_total::BIGINT FROM audit_observation WHERE n_total >= 1
    UNION
    SELECT study_id, unnest(audit_named_sizes(quote)) FROM (
        SELECT DISTINCT study_id, quote FROM audit_observation WHERE origin = 'prose'
    )
)
WHERE size >= 2
GROUP BY study_id;

-- One row per statement that is a share of a known number of patients ("13 (39.4%)", "ORR 45%"). Estimates
-- (`audit_counts_patients`), bounds ("≥ 10%") and subgroups whose size is not stated stay out. A value
-- without an arm may yet be of one: where its sentence compares groups, or where the text (or table) states
-- several values of the same thing. Then its number of patients is unknown, unless printed.
--   patients   the number of patients in use: printed with the percentage, else that of the study (or arm)
--   totals     the group sizes that would explain the percentage: the printed one, else all that the study states
--   implied    the group sizes of which n patients are the percentage
--   powered    whether a wrong percentage would show: with many patients every percentage is possible
CREATE OR REPLACE TEMP TABLE audit_patient_share AS
WITH stated AS (
    SELECT
        *,
        may_be_of_a_group OR count(*) OVER (
            PARTITION BY study_id, arm, endpoint, term, statistic, timepoint_months, grade_min, origin
        ) > 1 AS of_unknown_group
    FROM audit_statement
    WHERE unit = 'percent' AND statistic = 'rate' AND status = 'reported' AND comparator = '='
        AND value BETWEEN 0 AND 100 AND decimals IS NOT NULL
        AND NOT (value = 0 AND coalesce(n, 0) = 0) -- none is none of any number
        AND audit_counts_patients(category, endpoint, timepoint_months)
),
share AS (
    SELECT
        statement.*,
        coalesce(statement.n_total, own.patients)::BIGINT AS patients,
        CASE
            WHEN statement.n_total IS NULL THEN own.stated_in
            WHEN statement.origin = 'table' THEN 'table'
            ELSE 'text'
        END AS stated_in,
        CASE
            WHEN statement.n_total IS NOT NULL THEN [statement.n_total::BIGINT]
            ELSE list_distinct(own.totals || coalesce(other.sizes, []))
        END AS totals
    FROM stated AS statement
    LEFT JOIN audit_patients AS own USING (study_id, arm)
    LEFT JOIN audit_group_sizes AS other USING (study_id)
    WHERE statement.n_total IS NOT NULL OR NOT of_unknown_group
)
SELECT
    *,
    CASE WHEN n IS NOT NULL THEN audit_implied_totals(n, value, decimals) END AS implied,
    list_sum(totals) < 50 * power(10, decimals) AS powered,
    n IS NOT NULL AND len(list_filter(totals, lambda total: audit_fits(n, total, value, decimals))) > 0 AS fits,
    n IS NOT NULL AND len(list_filter(totals, lambda total: audit_truncates(n, total, value, decimals))) > 0 AS truncates
FROM share
WHERE patients >= 1;
