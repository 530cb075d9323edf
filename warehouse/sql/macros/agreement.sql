-- Whether two statements say the same.

-- Values agree if the more precise one rounds to the other; a bound agrees with what lies within it.
CREATE OR REPLACE MACRO values_agree(one, one_decimals, one_comparator, other, other_decimals, other_comparator) AS
    CASE
        WHEN one IS NULL OR other IS NULL THEN true
        WHEN one_comparator = other_comparator THEN
            abs(one - other) <= coalesce(power(10, -least(one_decimals, other_decimals)) / 2, 0) + 1e-9
        WHEN one_comparator = '=' THEN is_within(one, other, other_comparator)
        WHEN other_comparator = '=' THEN is_within(other, one, one_comparator)
        ELSE false
    END;

CREATE OR REPLACE MACRO is_within(number, bound, comparator) AS
    CASE comparator::VARCHAR
        WHEN '>=' THEN number >= bound
        WHEN '>' THEN number > bound
        WHEN '<=' THEN number <= bound
        WHEN '<' THEN number < bound
    END;

-- A date as the contract has it (year, year and month, or day), NULL if it is none.
CREATE OR REPLACE MACRO iso_date(words) AS
    CASE WHEN regexp_matches(words, '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$') THEN words END;
