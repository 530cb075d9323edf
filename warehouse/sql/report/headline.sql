-- one row: what the report covers, and which run made it
SELECT
    (SELECT count(*) FROM source) || CASE (SELECT count(*) FROM source) WHEN 1 THEN ' source, ' ELSE ' sources, ' END
    || (SELECT count(*) FROM study) || CASE (SELECT count(*) FROM study) WHEN 1 THEN ' study' ELSE ' studies' END
    || '; last ingest ' || coalesce(strftime(max(finished_at), '%Y-%m-%d %H:%M UTC'), 'unknown') AS headline,
    'Run ' || coalesce(max_by(run_id, started_at), 'unknown') || ', extraction rules ' || coalesce(max_by(extractor_version, started_at), 'unknown') AS colophon
FROM run
