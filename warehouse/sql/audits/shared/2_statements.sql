-- Tables that several audits use, filled once a run. A value that a source states several times (table and
-- prose, results and conclusion) is one statement, so that one defect is one finding. (No window functions:
-- planning one costs more than all the rest.)

-- What is stated, without what a person has corrected; a correction is of the table or the text it stands in.
CREATE OR REPLACE TEMP TABLE audit_observation AS
SELECT *, origin = 'prose' AND audit_compares_groups(quote) AS compares_groups
FROM (
    SELECT * REPLACE (
        CASE
            WHEN origin <> 'correction' THEN origin::VARCHAR
            WHEN table_label IS NULL THEN 'prose'
            ELSE 'table'
        END AS origin
    )
    FROM observation
)
WHERE observation_id NOT IN (SELECT corrects FROM observation WHERE corrects IS NOT NULL);

-- One row per study and different statement: what it says, and the observations that say it. A number of
-- patients or an interval that only one of these observations prints belongs to them all.
-- of_unknown_group: a value without an arm may yet be of one, where its sentence compares groups, or where the
-- text (or table) states several values of the same thing. Then its number of patients is unknown, unless printed.
CREATE OR REPLACE TEMP TABLE audit_statement AS
WITH statement AS (
    SELECT
        source_id, study_id, arm, category, endpoint, term, statistic, grade_min, status, comparator, unit, value, decimals,
        round(timepoint_months, 2) AS timepoint_months,
        max(n) AS n,
        max(n_total) AS n_total,
        max(ci_low) AS ci_low,
        max(ci_high) AS ci_high,
        max(ci_level) AS ci_level,
        list(observation_id ORDER BY observation_id) AS observation_ids,
        CASE WHEN bool_or(origin = 'table') THEN 'table' ELSE 'text' END AS stated_in,
        bool_and(arm = '' AND compares_groups) AS compares_groups,
        audit_subject(endpoint, term, grade_min, round(timepoint_months, 2), arm) AS subject
    FROM audit_observation
    GROUP BY ALL
),
ambiguous AS (
    SELECT study_id, statistic, subject, stated_in
    FROM statement
    WHERE status = 'reported' AND value > 0
    GROUP BY ALL
    HAVING count(*) > 1
)
SELECT
    statement.* EXCLUDE (compares_groups),
    n_total IS NULL AND (compares_groups OR ambiguous.subject IS NOT NULL) AS of_unknown_group
FROM statement
LEFT JOIN ambiguous USING (study_id, statistic, subject, stated_in);

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
    UNION ALL
    SELECT study_id, n_total::BIGINT FROM audit_observation
    UNION ALL
    SELECT study_id, unnest(audit_named_sizes(quote)) FROM (
        SELECT DISTINCT study_id, quote FROM audit_observation WHERE origin = 'prose'
    )
)
WHERE size >= 2
GROUP BY study_id;

-- One row per statement that is a share of a known number of patients ("13 (39.4%)", "ORR 45%").
-- Estimates (`audit_counts_patients`), bounds ("≥ 10%") and groups whose size is not stated stay out.
--   patients   the number of patients in use: printed with the percentage, else that of the study (or arm)
--   totals     the group sizes that would explain the percentage: the printed one, else all that are stated
--   implied    the group sizes of which n patients are the percentage
--   powered    whether a wrong percentage would show: with many patients every percentage is possible
CREATE OR REPLACE TEMP TABLE audit_patient_share AS
WITH share AS (
    SELECT
        statement.* EXCLUDE (stated_in),
        coalesce(n_total, patients)::BIGINT AS patients,
        CASE WHEN n_total IS NULL THEN own.stated_in ELSE statement.stated_in END AS stated_in,
        CASE WHEN n_total IS NULL THEN list_distinct(totals || coalesce(sizes, [])) ELSE [n_total] END AS totals
    FROM audit_statement AS statement
    LEFT JOIN audit_patients AS own USING (study_id, arm)
    LEFT JOIN audit_group_sizes USING (study_id)
    WHERE unit = 'percent' AND statistic = 'rate' AND status = 'reported' AND comparator = '='
        AND value BETWEEN 0 AND 100 AND decimals IS NOT NULL
        AND NOT (value = 0 AND coalesce(n, 0) = 0) -- none is none of any number
        AND audit_counts_patients(category, endpoint, timepoint_months)
        AND NOT of_unknown_group
)
SELECT
    *,
    CASE WHEN n IS NOT NULL THEN audit_implied_totals(n, value, decimals) END AS implied,
    list_sum(totals) < 50 * power(10, decimals) AS powered,
    n IS NOT NULL AND len(list_filter(totals, lambda total: audit_fits(n, total, value, decimals))) > 0 AS fits,
    n IS NOT NULL AND len(list_filter(totals, lambda total: audit_truncates(n, total, value, decimals))) > 0
        AS truncates
FROM share
WHERE patients >= 1;
