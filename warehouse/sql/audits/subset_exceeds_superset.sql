-- severity: error; grain: a value and another one, of the same study and arm, that it cannot exceed
-- Means: a part is larger than its whole: CR above ORR, event-free survival above overall survival, more
--   patients alive later than earlier, fewer dead. Of several values for the whole, those of the same place
--   (table or text) count first, then the largest. Values printed of different numbers of patients are not
--   compared.
-- Source: response categories: Doehner et al., Blood 2022;140:1345-1377; Kumar et al., Lancet Oncol
--   2016;17:e328-e346. Survival endpoints: FDA, Clinical Trial Endpoints for the Approval of Cancer Drugs
--   and Biologics (2018).
-- Example: "ORR 45%, CR 54%"; "median EFS 13 months, median OS 9 months".
WITH inside(part, whole) AS (
    VALUES
        ('sCR', 'CR'), ('CR', 'CR/CRi'), ('CRi', 'CR/CRi'), ('CR', 'CR/CRh'), ('CRh', 'CR/CRh'), ('CR', 'CRc'),
        ('CR/CRi', 'CRc'), ('sCR', 'ORR'), ('CR', 'ORR'), ('CRi', 'ORR'), ('CRh', 'ORR'), ('CR/CRi', 'ORR'),
        ('CR/CRh', 'ORR'), ('CRc', 'ORR'), ('VGPR', 'ORR'), ('PR', 'ORR'), ('ORR', 'CBR'), ('CR', 'CBR'),
        ('PR', 'CBR'), ('SD', 'CBR'), ('PFS', 'OS'), ('EFS', 'OS')
),
stated AS (
    SELECT
        source_id, study_id, arm, endpoint, statistic, timepoint_months, n_total, observation_ids, subject, stated_in,
        coalesce(value, 'infinity'::DOUBLE) AS size, -- a median not reached is longer than any other
        coalesce(audit_step(decimals) / 2, 0) AS half_step,
        CASE WHEN status = 'not_reached' THEN 'not reached'
            ELSE audit_plain(value) || CASE WHEN unit = 'percent' THEN '%' ELSE ' months' END END AS printed
    FROM audit_statement
    WHERE comparator = '=' AND (
        (statistic = 'rate' AND unit = 'percent' AND status = 'reported' AND value IS NOT NULL)
        OR (statistic = 'median' AND status = 'not_reached')
        OR (statistic = 'median' AND unit = 'months' AND status = 'reported' AND value IS NOT NULL)
    )
),
pair AS (
    SELECT part, whole
    FROM stated AS part
    JOIN stated AS whole
        ON part.study_id = whole.study_id AND part.arm = whole.arm AND part.statistic = whole.statistic
        AND coalesce(part.n_total = whole.n_total, true)
    WHERE CASE
        WHEN part.endpoint <> whole.endpoint THEN
            (part.endpoint, whole.endpoint) IN (SELECT (inside.part, inside.whole) FROM inside)
            AND part.timepoint_months IS NOT DISTINCT FROM whole.timepoint_months
            AND (part.statistic = 'rate' OR whole.endpoint = 'OS')
        WHEN part.statistic <> 'rate' THEN false
        WHEN part.endpoint IN ('OS', 'PFS', 'EFS', 'RFS', 'DFS', 'LFS') THEN part.timepoint_months > whole.timepoint_months
        WHEN part.endpoint IN ('MORT', 'NRM', 'CIR') THEN part.timepoint_months < whole.timepoint_months
        ELSE false
    END
),
largest AS (
    SELECT part, arg_max(whole, (whole.stated_in = part.stated_in, whole.size)) AS whole
    FROM pair
    GROUP BY part, whole.endpoint, whole.timepoint_months
)
SELECT
    part.source_id AS source_id, part.study_id AS study_id,
    list_sort(part.observation_ids || whole.observation_ids) AS observation_ids,
    part.size > whole.size + part.half_step + whole.half_step + 1e-9 AS violates,
    part.subject || ' ' || part.printed || ' exceeds ' || whole.subject || ' ' || whole.printed
        || ', which includes it' AS message,
    'at most ' || whole.printed AS expected,
    part.printed AS observed
FROM largest
