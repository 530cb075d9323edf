-- one row per source
-- numbers_unexplained: Numbers of results tables and results sentences that no observation accounts for.
-- explained_pct: Share of the numbers that an observation accounts for; NULL if there are none. Unit: percent.
CREATE OR REPLACE VIEW coverage AS
SELECT
    source.source_id,
    source.numbers_explained,
    count(unexplained_number.char_start) AS numbers_unexplained,
    round(
        100 * source.numbers_explained
        / nullif(source.numbers_explained + count(unexplained_number.char_start), 0),
        1
    ) AS explained_pct
FROM source
LEFT JOIN unexplained_number USING (source_id)
GROUP BY source.source_id, source.numbers_explained
ORDER BY source.source_id
