-- one row per study
-- drugs: Generic names of the regimen's drugs, in printed order.
-- prior_drugs: Drugs the patients had before, with the patients and their share.
CREATE OR REPLACE VIEW baseline AS
SELECT
    study.*,
    (
        SELECT list(drug ORDER BY position) FROM study_drug WHERE study_drug.study_id = study.study_id
    ) AS drugs,
    (
        SELECT list({'drug': drug, 'n': n, 'pct': pct} ORDER BY drug)
        FROM study_prior_drug
        WHERE study_prior_drug.study_id = study.study_id
    ) AS prior_drugs
FROM study
ORDER BY source_id, ref_no
