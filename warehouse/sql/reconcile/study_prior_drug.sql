-- Patients exposed to a drug before, one row per new study and drug; the best-placed statement of each.
INSERT INTO study_prior_drug BY NAME
SELECT
    study_id,
    term AS drug,
    arg_min(n, preference) FILTER (n IS NOT NULL) AS n,
    arg_min(value, preference) FILTER (unit = 'percent') AS pct
FROM new_statement
WHERE endpoint = 'prior_exposure' AND arm = '' AND status = 'reported' AND term IS NOT NULL
GROUP BY study_id, term
