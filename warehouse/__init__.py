"""DuckDB: load, reconcile, audit, publish.

What a flow calls, in this order (`raised` means: what to catch):

    rows -> frames                flows.frames.to_frames(rows, run_id, now)
    frames -> two walls           accepted, rejections = schemas.validate.split_all(frames)
    with publish.staging(path, wait_seconds=...) as staged:     # raised: WarehouseBusy, PublishError
        with staged.connect() as connection:                    # a private copy of the published file
            run = build.Run(run_id, started_at, extractor_version)
            build.begin(connection, run)
            build.load(connection, run, accepted, rejections)   # once a batch: sources replaced whole
            build.retire(connection, source_ids)                # `--prune`
            outcome = build.finish(connection, run, build.Counts(...), finished_at)
        staged.publish()                                        # raised: PublishError

Nothing is published without `publish()`. Readers: `connection.connect(path)`; `snapshots.history(path)`,
`snapshots.rollback(path)`. All of these raise a `warehouse.errors.WarehouseError` for what a user can mend.
"""
