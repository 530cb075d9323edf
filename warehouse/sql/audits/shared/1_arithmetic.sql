-- Macros that several audits use: percentages, counts and their words. Half of the last printed digit is
-- allowed on both sides, so that half-up and half-to-even rounding both pass; the 1e-9 is for binary floating
-- point.

CREATE OR REPLACE TEMP MACRO audit_step(decimals) AS power(10.0, -decimals);

-- Whether a rate counts patients. Kaplan-Meier estimates and cumulative incidences do not: they weigh
-- patients by their follow-up. Mortality within the first 100 days does: nobody is lost so early.
CREATE OR REPLACE TEMP MACRO audit_counts_patients(category, endpoint, timepoint_months) AS
    endpoint NOT IN ('OS', 'PFS', 'EFS', 'RFS', 'DFS', 'LFS', 'DOR', 'TTR', 'TTP', 'CIR', 'NRM')
    AND (
        (category IN ('response', 'safety', 'baseline') AND timepoint_months IS NULL)
        OR (endpoint = 'MORT' AND timepoint_months <= 3.3)
    );

-- Whether a sentence speaks of several groups of patients.
CREATE OR REPLACE TEMP MACRO audit_compares_groups(quote) AS
    regexp_matches(quote, '\b(arms?|groups?|cohorts?|vs|versus|compared)\b', 'i');

-- The numbers that a sentence gives as sizes of groups: "32 with AML and 8 with MDS", "(n = 141)", "91 were treated".
CREATE OR REPLACE TEMP MACRO audit_named_sizes(quote) AS list_transform(
    regexp_extract_all(
        quote, '\b(\d{1,4})\s(?:[a-z-]+\s){0,2}?(?:patients|pts|subjects|participants|individuals|with|were|evaluable)\b', 1
    ) || regexp_extract_all(quote, '\b[nN]\s?=\s?(\d{1,4})\b', 1),
    lambda size: size::BIGINT
);

-- Whether n of n_total is the percentage, rounded to its printed decimals.
CREATE OR REPLACE TEMP MACRO audit_fits(n, n_total, percent, decimals) AS
    abs(100.0 * n / n_total - percent) <= audit_step(decimals) / 2 + 1e-9;

-- Whether n of n_total is the percentage with its further decimals cut off.
CREATE OR REPLACE TEMP MACRO audit_truncates(n, n_total, percent, decimals) AS
    100.0 * n / n_total - percent BETWEEN -1e-9 AND audit_step(decimals) - 1e-9;

-- The smallest and largest whole number of patients of n_total that could print as the percentage; smallest >
-- largest: there is none.
CREATE OR REPLACE TEMP MACRO audit_fewest(n_total, percent, decimals) AS
    greatest(0, ceil((percent - audit_step(decimals) / 2) * n_total / 100 - 1e-9))::BIGINT;
CREATE OR REPLACE TEMP MACRO audit_most(n_total, percent, decimals) AS
    least(n_total, floor((percent + audit_step(decimals) / 2) * n_total / 100 + 1e-9))::BIGINT;
CREATE OR REPLACE TEMP MACRO audit_possible(n_total, percent, decimals) AS
    audit_fewest(n_total, percent, decimals) <= audit_most(n_total, percent, decimals);

-- The whole number of patients that gives the percentage when its further decimals are cut off.
CREATE OR REPLACE TEMP MACRO audit_truncated_count(n_total, percent, decimals) AS
    ceil(percent * n_total / 100 - 1e-9)::BIGINT;
CREATE OR REPLACE TEMP MACRO audit_truncation_possible(n_total, percent, decimals) AS
    audit_truncates(audit_truncated_count(n_total, percent, decimals), n_total, percent, decimals);

-- The group sizes of which n patients are the percentage, e.g. 12 and 63.2 -> [19]. With more than ten
-- thousand patients nothing can be concluded anyway.
CREATE OR REPLACE TEMP MACRO audit_implied_totals(n, percent, decimals) AS
    CASE WHEN n = 0 OR percent <= audit_step(decimals) / 2 THEN []::BIGINT[]
    ELSE list_filter(
        range(
            greatest(n, ceil(100.0 * n / (percent + audit_step(decimals) / 2) - 1e-9))::BIGINT,
            least(10000, floor(100.0 * n / (percent - audit_step(decimals) / 2) + 1e-9))::BIGINT + 1
        ),
        lambda total: audit_fits(n, total, percent, decimals)
    ) END;

-- Chance that at most n of n_total patients respond, each with the given probability; and one term of it. The
-- shorter tail is summed up.
CREATE OR REPLACE TEMP MACRO audit_binomial(k, n_total, probability) AS CASE
    WHEN probability <= 0 THEN (k = 0)::INTEGER::DOUBLE
    WHEN probability >= 1 THEN (k = n_total)::INTEGER::DOUBLE
    ELSE exp(
        lgamma(n_total + 1) - lgamma(k + 1) - lgamma(n_total - k + 1)
        + k * ln(probability) + (n_total - k) * ln(1 - probability)
    )
END;
CREATE OR REPLACE TEMP MACRO audit_between(fewest, most, n_total, probability) AS coalesce(
    list_sum(list_transform(range(fewest, most + 1), lambda k: audit_binomial(k, n_total, probability))), 0
);
CREATE OR REPLACE TEMP MACRO audit_at_most(n, n_total, probability) AS abs(
    (2 * n > n_total)::INTEGER
    - audit_between(if(2 * n > n_total, n + 1, 0), if(2 * n > n_total, n_total, n), n_total, probability)
);

-- Whether the exact (Clopper-Pearson) interval of n of n_total prints as low to high (as percentages). Each
-- bound is where a tail has half the error probability, and a tail moves one way with the bound: so the
-- printed bound is right when the tail passes that half between the two ends of the printed bound's last
-- digit. (The four tails in one list: a macro is planned anew at each place that it stands at.)
CREATE OR REPLACE TEMP MACRO audit_exact_tails(n, n_total, low, high, half_step) AS list_transform(
    [
        {'most': n - 1, 'percent': low - half_step - 1e-7},
        {'most': n - 1, 'percent': low + half_step + 1e-7},
        {'most': n, 'percent': high + half_step + 1e-7},
        {'most': n, 'percent': high - half_step - 1e-7}
    ],
    lambda tail: audit_at_most(tail.most, n_total, tail.percent / 100)
);
CREATE OR REPLACE TEMP MACRO audit_prints_exactly(n, n_total, low, high, half_step, half_error, tails) AS
    CASE WHEN n = 0 THEN low <= half_step + 1e-9
    ELSE 1 - tails[1] <= half_error AND 1 - tails[2] >= half_error END
    AND CASE WHEN n = n_total THEN high >= 100 - half_step - 1e-9
    ELSE tails[3] <= half_error AND tails[4] >= half_error END;

-- Whether the normal (Wald) or the score (Wilson) interval of n of n_total prints as low to high, z being the
-- normal quantile.
CREATE OR REPLACE TEMP MACRO audit_prints_as(fraction, printed, half_step) AS
    abs(least(100, greatest(0, 100 * fraction)) - printed) <= half_step + 0.05;
CREATE OR REPLACE TEMP MACRO audit_wald(n, n_total, low, high, half_step, z) AS
    audit_prints_as(n / n_total - z * sqrt(n * (n_total - n) / power(n_total, 3)), low, half_step)
    AND audit_prints_as(n / n_total + z * sqrt(n * (n_total - n) / power(n_total, 3)), high, half_step);
CREATE OR REPLACE TEMP MACRO audit_wilson_part(n, n_total, z, side) AS
    (n + z * z / 2 + side * z * sqrt(n * (n_total - n) / n_total + z * z / 4)) / (n_total + z * z);
CREATE OR REPLACE TEMP MACRO audit_wilson(n, n_total, low, high, half_step, z) AS
    audit_prints_as(audit_wilson_part(n, n_total, z, -1), low, half_step)
    AND audit_prints_as(audit_wilson_part(n, n_total, z, 1), high, half_step);

-- How many decimals a number needs.
CREATE OR REPLACE TEMP MACRO audit_decimals(number) AS
    length(regexp_extract(number::DOUBLE::VARCHAR, '\.(\d*[1-9])0*$', 1));

-- Numbers as a person would print them.
CREATE OR REPLACE TEMP MACRO audit_number(number, decimals) AS format('{:.{}f}', number::DOUBLE, decimals::INTEGER);
CREATE OR REPLACE TEMP MACRO audit_percent(number, decimals) AS audit_number(number, decimals) || '%';
CREATE OR REPLACE TEMP MACRO audit_share(n, n_total, decimals) AS audit_percent(100.0 * n / n_total, decimals);
CREATE OR REPLACE TEMP MACRO audit_plain(number) AS regexp_replace(number::DOUBLE::VARCHAR, '\.0$', '');
CREATE OR REPLACE TEMP MACRO audit_totals(totals) AS
    CASE WHEN len(totals) = 1 THEN totals[1]::VARCHAR ELSE totals[1] || ' to ' || totals[-1] END;

-- What a value is about: "CR/CRi", "febrile neutropenia (grade ≥ 3)", "mortality at 60 days", "ORR (responders)".
CREATE OR REPLACE TEMP MACRO audit_time(months) AS
    CASE WHEN months < 4 AND months <> round(months) THEN round(months * 30.44)::INTEGER || ' days'
        ELSE audit_plain(round(months, 2)) || ' months' END;
CREATE OR REPLACE TEMP MACRO audit_subject(endpoint, term, grade_min, timepoint_months, arm) AS concat(
    CASE
        WHEN endpoint = 'AE' THEN coalesce(replace(term, '_', ' '), 'adverse events')
        WHEN endpoint = 'MORT' THEN 'mortality'
        WHEN endpoint = 'MRDneg' THEN 'MRD negativity'
        WHEN endpoint = 'HCT' THEN 'transplantation'
        WHEN endpoint = 'DISC' THEN 'discontinuation'
        WHEN term IS NOT NULL THEN replace(endpoint, '_', ' ') || ' to ' || term
        ELSE replace(endpoint, '_', ' ')
    END,
    ' (grade ≥ ' || grade_min || ')',
    ' at ' || audit_time(timepoint_months),
    ' (' || nullif(arm, '') || ')'
);
