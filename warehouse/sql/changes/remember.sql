-- The values that some sources have before they are replaced.
INSERT INTO value_before
SELECT * FROM value_now WHERE source_id IN (SELECT unnest($source_ids))
