-- Values in words, the same wherever a person reads them.

CREATE OR REPLACE MACRO number_in_words(number, decimals) AS
    CASE
        WHEN decimals IS NULL THEN regexp_replace(round(number, 4)::VARCHAR, '\.0$', '')
        ELSE printf('%.' || decimals || 'f', number::DOUBLE)
    END;

CREATE OR REPLACE MACRO unit_in_words(unit) AS
    CASE unit::VARCHAR WHEN 'percent' THEN '%' WHEN 'ratio' THEN '' ELSE ' ' || unit END;

CREATE OR REPLACE MACRO range_in_words(low, high) AS
    number_in_words(low, NULL) || '–' || number_in_words(high, NULL);

CREATE OR REPLACE MACRO value_in_words(status, value, decimals, low, high, unit, comparator, n, n_total, text_value) AS
    CASE
        WHEN status::VARCHAR = 'reported' THEN coalesce(
            nullif(concat_ws(
                ' ',
                CASE comparator::VARCHAR WHEN '>=' THEN '≥' WHEN '<=' THEN '≤' WHEN '=' THEN NULL ELSE comparator::VARCHAR END,
                number_in_words(value, decimals) || coalesce(unit_in_words(unit), ''),
                CASE
                    WHEN value IS NULL THEN range_in_words(low, high) || coalesce(unit_in_words(unit), '')
                    ELSE '(' || range_in_words(low, high) || ')'
                END,
                CASE WHEN unit::VARCHAR = 'patients' THEN NULL ELSE '[' || nullif(concat_ws('/', n, n_total), '') || ']' END
            ), ''),
            text_value
        )
        ELSE replace(status::VARCHAR, '_', ' ')
    END;

CREATE OR REPLACE MACRO field_in_words(endpoint, term, statistic, timepoint_months, arm, grade_min) AS
    concat_ws(
        ' ',
        endpoint,
        term,
        replace(statistic::VARCHAR, '_', ' '),
        'at ' || number_in_words(timepoint_months, NULL) || ' months',
        'grade ≥ ' || grade_min,
        'in ' || nullif(arm, '')
    );

-- Months in one printed unit of time.
CREATE OR REPLACE MACRO time_unit_months(unit) AS
    CASE unit WHEN 'days' THEN 1 / 30.44 WHEN 'weeks' THEN 1 / 4.345 WHEN 'years' THEN 12.0 ELSE 1.0 END;
