"""The ingest as a Prefect flow: the steps of `flows.pipeline`, each a task, in the same order."""

from __future__ import annotations

from collections import deque
from functools import partial
from math import ceil
from pathlib import Path  # noqa: TC003 (Prefect reads the annotations of a flow)
from typing import TYPE_CHECKING

from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Failed

from flows import pipeline
from flows.absence import Prune
from flows.errors import UserError
from flows.planning import plan
from flows.reader_process import ReaderProcess
from flows.workers import available_cores
from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prefect.futures import PrefectFuture

    from flows.sources import Source

_MOST_SOURCES_OF_TASK = 512
_FEWEST_SOURCES_OF_TASK = 16  # fewer are read before the process that reads them has started

_check = task(name="check", cache_policy=NO_CACHE)(pipeline.check)
_load = task(name="load", cache_policy=NO_CACHE)(pipeline.load)
_finish = task(name="finish", cache_policy=NO_CACHE)(pipeline.finish)
_publish = task(name="publish", cache_policy=NO_CACHE)(pipeline.publish)


@task(name="read", cache_policy=NO_CACHE)
def _read(sources: Sequence[Source], stamp: pipeline.Stamp) -> pipeline.Batch:
    with ReaderProcess() as process:
        return pipeline.to_batch(process.read(sources), stamp)


def _read_side_by_side(
    cores: int, sources: Sequence[Source], stamp: pipeline.Stamp
) -> Iterator[pipeline.Batch]:
    """Read on so many cores at once; what is read waits for its turn to be loaded, no more than that."""
    size = min(_MOST_SOURCES_OF_TASK, max(_FEWEST_SOURCES_OF_TASK, ceil(len(sources) / cores)))
    running: deque[PrefectFuture[pipeline.Batch]] = deque()
    for start in range(0, len(sources), size):
        running.append(_read.submit(sources[start : start + size], stamp))
        if len(running) == cores:
            yield running.popleft().result()
    for future in running:
        yield future.result()


@flow(name="ingest")
def ingest(
    paths: list[Path],
    warehouse: Path,
    *,
    force: bool = False,
    prune: Prune = Prune.NOTHING,
    workers: int | None = None,
) -> pipeline.Report | State:
    """Bring new and changed sources into the warehouse.

    Args:
        paths: files and folders to look into.
        warehouse: the published file.
        force: read unchanged sources too.
        prune: which sources that are gone to retire.
        workers: on how many cores at most to read; None for all.
    """
    read = partial(_read_side_by_side, workers or available_cores())
    steps = pipeline.Steps(read, _check, _load, _finish, _publish)
    try:
        work = plan(paths, warehouse, force=force, prune=prune)
        return pipeline.ingest(work, warehouse, steps, flow_run_id=flow_run.get_id())
    except (UserError, WarehouseError) as mistake:  # the state says it; a traceback would say no more
        return Failed(message=str(mistake), data=mistake)


def run(paths: list[Path], warehouse: Path, *, force: bool, prune: Prune, cores: int) -> pipeline.Report:
    """Run the flow here and wait for it.

    Raises:
        UserError: a path does not exist.
        WarehouseError: the warehouse cannot be written.
    """
    # The heartbeat's thread holds up the end of each flow by a second.
    with temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        state: State[pipeline.Report] = ingest(
            paths, warehouse, force=force, prune=prune, workers=cores, return_state=True
        )  # type: ignore[assignment]
        return state.result()
