-- one row per piece of a printed cell: words of the print, or a number from the typed columns of `observation`
-- piece_no: Order in the cell, from 1.
-- piece: The piece as printed.
-- observation_id: Observation that the number comes from; NULL for words.
CREATE OR REPLACE VIEW printed_cell_piece AS
WITH token AS (
    SELECT
        cell.* EXCLUDE (template),
        unnest(tokens) AS token,
        generate_subscripts(tokens, 1) AS token_no
    FROM (
        SELECT
            *,
            CASE WHEN template = '' THEN [''] ELSE regexp_extract_all(
                template, '\{\{|\}\}|\{\d+\.[a-z_]+(?:\.\d+)?(?:\.[a-z]+)?\}|[^{}]+|[{}]'
            ) END AS tokens
        FROM printed_cell
    ) AS cell
),

slot AS (
    SELECT
        *,
        regexp_extract(
            token, '^\{(\d+)\.([a-z_]+)(?:\.(\d+))?(?:\.([a-z]+))?\}$', ['position', 'field', 'decimals', 'time_unit']
        ) AS slot
    FROM token
),

-- a correction stands for what it corrects
typed AS (
    SELECT
        slot.*,
        observation.observation_id,
        observation.corrects IS NOT NULL AND slot.time_unit = '' AS is_exact,
        row_number() OVER (
            PARTITION BY slot.source_id, slot.table_label, slot.row_no, slot.column_no, slot.token_no
            ORDER BY observation.origin = 'correction' DESC, observation.char_start
        ) AS choice,
        CASE slot.field
            WHEN 'value' THEN observation.value
            WHEN 'low' THEN observation.low
            WHEN 'high' THEN observation.high
            WHEN 'ci_low' THEN observation.ci_low
            WHEN 'ci_high' THEN observation.ci_high
            WHEN 'ci_level' THEN observation.ci_level
            WHEN 'n' THEN observation.n
            WHEN 'n_total' THEN observation.n_total
            WHEN 'timepoint_months' THEN observation.timepoint_months
            WHEN 'grade_min' THEN observation.grade_min
        END / time_unit_months(slot.time_unit) AS number,
        CASE slot.field
            WHEN 'text_value' THEN observation.text_value
            WHEN 'p_value' THEN observation.p_value
            WHEN 'term' THEN observation.term
            WHEN 'arm' THEN observation.arm
        END AS words
    FROM (SELECT * EXCLUDE (slot), unnest(slot) FROM slot) AS slot
    LEFT JOIN observation
        ON observation.source_id = slot.source_id
        AND observation.table_label = slot.table_label
        AND observation.row_no = slot.row_no
        AND observation.column_no = slot.column_no
        AND observation.position = try_cast(slot.position AS BIGINT)
),

-- a corrected value is not rounded to the decimals of the one that it stands for
shown AS (
    SELECT
        *,
        greatest(
            try_cast(decimals AS INTEGER),
            CASE WHEN is_exact THEN length(regexp_extract(number::VARCHAR, '\.(\d*[1-9])', 1)) END
        ) AS printed_decimals
    FROM typed
    WHERE choice = 1
)

SELECT
    source_id,
    table_label,
    row_no,
    row_label,
    column_no,
    column_label,
    study_id,
    token_no AS piece_no,
    CASE
        WHEN token = '{{' THEN '{'
        WHEN token = '}}' THEN '}'
        WHEN field = '' THEN token
        ELSE coalesce(words, number_in_words(number, printed_decimals), 'N/A')
    END AS piece,
    CASE WHEN field <> '' THEN observation_id END AS observation_id
FROM shown
