"""Which way an ingest runs: as a Prefect flow where Prefect is configured, else in this process."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from flows.errors import InterruptedByUserError, UserError
from flows.interruption import first_interrupt_calls, no_interrupts
from flows.orchestration import configured_api, prepare
from flows.progress import Bar
from flows.reader_process import stop_ahead
from flows.workers import Workers, available_cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flows.absence import Prune
    from flows.dask import Cluster
    from flows.pipeline import Report
    from flows.planning import Plan
    from flows.readings import Reading
    from flows.sources import Source
    from warehouse.publish import Staging


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to ingest."""

    paths: list[Path]  # files and folders to look into
    warehouse: Path  # the published file
    force: bool  # read unchanged sources too
    prune: Prune  # which sources that are gone to retire


@dataclass(frozen=True, slots=True)
class Way:
    """How to run an ingest."""

    prefect: bool | None = None  # as a Prefect flow; None for a flow if a Prefect API is configured
    workers: int | None = None  # on how many cores at most; None for all
    cluster: Cluster | None = None  # the Dask cluster that is to read, as tasks of a flow


def run_ingest(wanted: Wanted, way: Way) -> Report:
    """Ingest, and say on stderr how.

    Raises:
        UserError: the way is none, or a path does not exist.
        WarehouseError: the warehouse cannot be written.
    """
    cores = way.workers or available_cores()
    if way.cluster and way.prefect is False:
        raise UserError("--runner dask runs the tasks of a Prefect flow: leave --direct out")
    api = None if way.prefect is False else configured_api(os.environ)
    if way.prefect or api or way.cluster:
        prepare(os.environ, api)
        typer.echo(f"running as a Prefect flow at {api or 'a server of its own'}", err=True)
        return _as_flow(wanted, cores, way.cluster)
    reason = "" if way.prefect is False else "no Prefect API is configured: "
    typer.echo(f"{reason}running in this process", err=True)
    return _here(wanted, cores)


def dask_cluster(runner: str | None, address: str | None, parts: Path) -> Cluster | None:
    """Return the cluster that the options of the command line name, None if none.

    Raises:
        UserError: an address without the runner.
    """
    if runner is None:
        if address:
            raise UserError("--cluster is the address of a Dask scheduler: add --runner dask")
        return None
    from flows.dask import Cluster

    return Cluster(address, parts)


def _here(wanted: Wanted, cores: int) -> Report:
    """Ingest without an orchestrator; reading begins before what checks and loads is imported.

    Raises:
        InterruptedByUserError: by a second Ctrl-C.
    """
    with Bar() as bar, Workers(cores, bar.advance) as workers, first_interrupt_calls(workers.interrupt):
        from flows.planning import plan  # and with it DuckDB: the first process has started

        try:
            work = plan(wanted.paths, wanted.warehouse, force=wanted.force, prune=wanted.prune)
            bar.begin(len(work.sources))
            readings = workers.read(work.sources)
            return _load(work, wanted.warehouse, workers, readings, bar)
        except KeyboardInterrupt:
            message = f"interrupted: nothing was kept, {wanted.warehouse} is as it was"
            raise InterruptedByUserError(message) from None


def _load(work: Plan, warehouse: Path, workers: Workers, readings: Iterator[Reading], bar: Bar) -> Report:
    """Check and load what the workers read; what an interrupt kept them from reading is counted."""
    from flows import pipeline

    left = len(work.sources)

    def read(_: Sequence[Source], stamp: pipeline.Stamp) -> Iterator[pipeline.Batch]:
        nonlocal left
        for group in workers.one_core_each(pipeline.grouped(readings)):
            left -= len(group)
            yield pipeline.to_batch(group, stamp)
        bar.say("auditing")

    def publish(staged: Staging) -> None:
        with no_interrupts():
            pipeline.publish(staged)

    steps = pipeline.Steps(read, pipeline.check, pipeline.load, pipeline.finish, publish)
    return replace(pipeline.ingest(work, warehouse, steps), sources_left=left)


def _as_flow(wanted: Wanted, cores: int, cluster: Cluster | None) -> Report:
    stop_ahead()  # the tasks of a flow have processes of their own
    from flows.ingest import run

    return run(wanted, cores, cluster)
