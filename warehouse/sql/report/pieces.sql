-- one row per piece of a printed cell: words of the print, or a number with the observation it comes from
SELECT source_id, table_label, row_no, column_no, piece AS words, observation_id
FROM printed_cell_piece
ORDER BY source_id, table_label, row_no, column_no, piece_no
