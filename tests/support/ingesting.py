"""An ingest without any other process."""

from __future__ import annotations

from flows import pipeline
from flows.absence import Prune
from flows.planning import plan
from flows.source_reading import read_or_refuse


def ingest(paths, warehouse, *, force=False, prune=Prune.NOTHING) -> pipeline.Report:
    """Read, check, load, publish, one after the other."""

    def read(sources, stamp):
        return (pipeline.to_batch(group, stamp) for group in pipeline.grouped(map(read_or_refuse, sources)))

    steps = pipeline.Steps(read, pipeline.check, pipeline.load, pipeline.finish, pipeline.publish)
    return pipeline.ingest(plan(paths, warehouse, force=force, prune=prune), warehouse, steps)
