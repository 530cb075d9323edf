-- Patients with an event, worked out alike wherever only their percentage is printed.

-- The patients that a rate is of: as printed, or all of the study's if it is a rate of the whole study.
CREATE OR REPLACE MACRO patients_of_rate(n_total, arm, n_patients) AS
    coalesce(n_total, CASE WHEN arm = '' THEN n_patients END);

-- The events of a rate: as printed, or the whole number of patients nearest to the percentage.
CREATE OR REPLACE MACRO events_of_rate(n, percent, patients) AS
    coalesce(n, round(percent * patients / 100));

-- Whether so many events of so many patients print as the percentage.
CREATE OR REPLACE MACRO events_fit_rate(events, patients, percent, decimals) AS
    abs(100 * events / patients - percent) <= power(10, -coalesce(decimals, 0)) / 2 + 1e-9;
