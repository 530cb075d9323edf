"""DuckDB: load, reconcile, audit, publish.

What a flow calls, in this order:

    frames = to_frames(rows, run_id, now)                       # flows.frames
    accepted, rejections = split_all(frames)                    # schemas.validate
    with publish.staging(path, timeout=...) as staged:          # lock, private copy of the published file
        with staged.connect() as connection:
            build.apply(connection, accepted, rejections, run)  # replace sources, reconcile, audit, views, changes
        staged.publish()                                        # checks, flush, rename over the published file

and a reader: `connect(path)`. Leaving the block without `publish()` leaves the published file as it was.
"""
