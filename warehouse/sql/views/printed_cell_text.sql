-- one row per cell of a printed table: its words, and its numbers from the typed columns of `observation`
-- cell: The cell as printed.
CREATE OR REPLACE VIEW printed_cell_text AS
SELECT
    source_id,
    table_label,
    row_no,
    row_label,
    column_no,
    column_label,
    study_id,
    coalesce(string_agg(piece, '' ORDER BY piece_no), '') AS cell
FROM printed_cell_piece
GROUP BY ALL
