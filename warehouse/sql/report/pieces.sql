-- one row per piece of a printed cell: words of the print, or a number with the observation it comes from
SELECT
    source_id,
    table_label,
    row_no,
    column_no,
    coalesce(study.label, column_label) AS heading,
    piece AS words,
    observation_id
FROM printed_cell_piece
LEFT JOIN study USING (source_id, study_id)
ORDER BY source_id, table_label, row_no, column_no, piece_no
