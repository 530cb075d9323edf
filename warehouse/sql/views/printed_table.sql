-- one row per cell of one printed table
CREATE OR REPLACE MACRO printed_table(wanted_source_id, wanted_table_label) AS TABLE
SELECT row_no, row_label, column_no, column_label, study_id, cell
FROM printed_cell_text
WHERE source_id = wanted_source_id AND table_label = wanted_table_label
ORDER BY row_no, column_no
