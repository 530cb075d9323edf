-- Sources of which more or fewer rows are kept than extraction gave.
SELECT source.source_id, source.rows_extracted, coalesce(kept.kept, 0) AS kept
FROM source
LEFT JOIN (
    SELECT source_id, sum(rows_kept) AS kept
    FROM (
        SELECT source_id, count(*) AS rows_kept FROM study GROUP BY source_id
        UNION ALL
        SELECT source_id, count(*) FROM study_drug JOIN study USING (study_id) GROUP BY source_id
        UNION ALL
        SELECT source_id, count(*) FROM observation GROUP BY source_id
        UNION ALL
        SELECT source_id, count(*) FROM printed_cell GROUP BY source_id
        UNION ALL
        SELECT source_id, count(*) FROM finding WHERE found_by = 'extraction' GROUP BY source_id
        UNION ALL
        SELECT source_id, count(*) FROM unexplained_number GROUP BY source_id
        UNION ALL
        SELECT source_id, count(*) FROM glossary GROUP BY source_id
        UNION ALL
        -- of the run that gave what is kept, not of one that was refused
        SELECT source_id, count(*) FROM rejection JOIN source USING (source_id, run_id)
        WHERE table_name <> 'source' GROUP BY source_id
    )
    GROUP BY source_id
) AS kept USING (source_id)
WHERE source.rows_extracted <> coalesce(kept.kept, 0)
