"""The ingest as a Prefect flow: the steps of `flows.pipeline`, each a task, in the same order."""

from __future__ import annotations

import shutil
from collections import deque
from contextlib import suppress
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from prefect import State, flow, get_run_logger, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Completed, Failed

from flows import pipeline, summary
from flows.absence import Prune
from flows.arrivals import settled
from flows.errors import UserError
from flows.notices import tell
from flows.parts import Part, load_part, write_part
from flows.planning import plan
from flows.reader_process import ReaderProcess
from flows.runs import is_tried_again, run_name
from flows.workers import available_cores
from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from prefect.futures import PrefectFuture

    from flows.dask import Cluster
    from flows.running import Wanted
    from flows.sources import Source

SUMMARY_KEY = "ingest-summary"

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


@task(name="read", cache_policy=NO_CACHE)
def _read_to_part(sources: Sequence[Source], stamp: pipeline.Stamp, directory: Path, folder: Path) -> Part:
    with ReaderProcess(directory) as process:
        return write_part(pipeline.to_batch(process.read(sources), stamp), folder)


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


def _read_through_parts(
    parts: Path, sources: Sequence[Source], stamp: pipeline.Stamp
) -> Iterator[pipeline.Batch]:
    """Read wherever the task runner has workers; what is read waits in files for its turn to be loaded."""
    folder, directory = parts.resolve() / stamp.run_id, Path.cwd()
    futures = [
        _read_to_part.submit(
            sources[start : start + _MOST_SOURCES_OF_TASK], stamp, directory, folder / f"{start:09}"
        )
        for start in range(0, len(sources), _MOST_SOURCES_OF_TASK)
    ]
    try:
        for future in futures:
            part = future.result()
            yield load_part(part)
            shutil.rmtree(part.folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # another ingest may use it
            parts.rmdir()


@flow(name="ingest", flow_run_name=run_name, on_completion=[tell], on_failure=[tell], on_crashed=[tell])
def ingest(  # noqa: PLR0913 (what a deployment may set)
    paths: list[Path],
    warehouse: Path,
    *,
    force: bool = False,
    prune: Prune = Prune.NOTHING,
    workers: int | None = None,
    parts: Path | None = None,
    settle_seconds: float = 0,
    reason: str = "",
) -> pipeline.Report | State:
    """Bring new and changed sources into the warehouse.

    Args:
        paths: files and folders to look into.
        warehouse: the published file.
        force: read unchanged sources too.
        prune: which sources that are gone to retire.
        workers: on how many cores at most to read; None for all.
        parts: a folder that all workers share, for what they read; None if they are threads of this process.
        settle_seconds: leave out files that change within this time: they are still being written.
        reason: why this run was triggered; it names the run.
    """
    read = (
        partial(_read_through_parts, parts)
        if parts
        else partial(_read_side_by_side, workers or available_cores())
    )
    steps = pipeline.Steps(read, _check, _load, _finish, _publish)
    get_run_logger().info("reason: %s", reason or "none given")
    try:
        found = settled(paths, settle_seconds) if settle_seconds else paths
        work = plan(found, warehouse, force=force, prune=prune)
        report = pipeline.ingest(work, warehouse, steps, flow_run_id=flow_run.get_id())
    except (UserError, WarehouseError, OSError, duckdb.IOException) as mistake:
        if is_tried_again(mistake):
            raise
        # The state says it; a traceback would say no more.
        return Failed(message=str(mistake), data=mistake)
    return _shown(report, warehouse)


def _shown(report: pipeline.Report, warehouse: Path) -> pipeline.Report | State:
    """Leave with the run what a person would read first, and return what it ends with."""
    text = summary.summarise(report, warehouse)
    create_markdown_artifact(f"```text\n{text}\n```", key=SUMMARY_KEY, description=text.partition("\n")[0])
    sources = summary.source_ids(report, warehouse)
    get_run_logger().info("run %s: %s: %s", report.run_id, text.partition("\n")[0], ", ".join(sources) or "-")
    if report.is_whole:
        return report
    return Completed(name="Incomplete", message=_left_out(report), data=report)


def _left_out(report: pipeline.Report) -> str:
    parts = [f"{report.parts_unread} findings about what could not be read"] if report.parts_unread else []
    return "; ".join([*(problem.message for problem in report.problems), *parts])


def run(wanted: Wanted, cores: int, cluster: Cluster | None = None) -> pipeline.Report:
    """Run the flow here and wait for it.

    Args:
        wanted: what to ingest.
        cores: on how many cores at most to read.
        cluster: the Dask cluster that is to read instead.

    Raises:
        UserError: a path does not exist, or there is no such cluster.
        WarehouseError: the warehouse cannot be written.
    """
    chosen = ingest
    if cluster:
        from flows.dask import task_runner

        chosen = ingest.with_options(task_runner=task_runner(cluster, cores))  # type: ignore[arg-type]
    # The heartbeat's thread holds up the end of each flow by a second.
    with temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        state: State[pipeline.Report] = chosen(
            wanted.paths,
            wanted.warehouse,
            force=wanted.force,
            prune=wanted.prune,
            workers=cores,
            parts=cluster and cluster.parts,
            return_state=True,
        )  # type: ignore[assignment]
        return state.result()
