"""Which way an ingest runs: as a Prefect flow where Prefect is configured, else in this process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from flows.errors import InterruptedByUserError
from flows.interruption import first_interrupt_calls, no_interrupts
from flows.orchestration import configured_api, prepare
from flows.planning import plan
from flows.progress import Bar
from flows.workers import Workers, available_cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flows.absence import Prune
    from flows.pipeline import Report
    from flows.planning import Plan
    from flows.readings import Reading
    from flows.sources import Source
    from warehouse.publish import Staging


def run_ingest(  # noqa: PLR0913 (the options of `evitable ingest`)
    paths: list[Path],
    warehouse: Path,
    *,
    force: bool,
    prune: Prune,
    prefect: bool | None,
    workers: int | None = None,
) -> Report:
    """Ingest, and say on stderr how.

    Args:
        paths: files and folders to look into.
        warehouse: the published file.
        force: read unchanged sources too.
        prune: which sources that are gone to retire.
        prefect: whether as a Prefect flow; None for a flow if a Prefect API is configured.
        workers: on how many cores at most; None for all.
    """
    cores = workers or available_cores()
    api = None if prefect is False else configured_api(os.environ)
    if prefect or api:
        prepare(os.environ, api)
        typer.echo(f"running as a Prefect flow at {api or 'a server of its own'}", err=True)
        return _as_flow(paths, warehouse, force=force, prune=prune, cores=cores)
    reason = "" if prefect is False else "no Prefect API is configured: "
    typer.echo(f"{reason}running in this process", err=True)
    return _here(paths, warehouse, force=force, prune=prune, cores=cores)


def _here(paths: list[Path], warehouse: Path, *, force: bool, prune: Prune, cores: int) -> Report:
    """Ingest without an orchestrator; reading begins before what checks and loads is imported.

    Raises:
        InterruptedByUserError: by a second Ctrl-C.
    """
    with Bar() as bar, Workers(cores, bar.advance) as workers, first_interrupt_calls(workers.interrupt):
        try:
            work = plan(paths, warehouse, force=force, prune=prune)
            bar.begin(len(work.sources))
            readings = workers.read(work.sources)
            return _load(work, warehouse, workers, readings, bar)
        except KeyboardInterrupt:
            raise InterruptedByUserError(f"interrupted: nothing was kept, {warehouse} is as it was") from None


def _load(work: Plan, warehouse: Path, workers: Workers, readings: Iterator[Reading], bar: Bar) -> Report:
    """Check and load what the workers read."""
    from flows import pipeline

    def read(_: Sequence[Source], stamp: pipeline.Stamp) -> Iterator[pipeline.Batch]:
        for group in workers.one_core_each(pipeline.grouped(readings)):
            yield pipeline.to_batch(group, stamp)
        bar.say("auditing")

    def publish(staged: Staging) -> None:
        with no_interrupts():
            pipeline.publish(staged)

    steps = pipeline.Steps(read, pipeline.check, pipeline.load, pipeline.finish, publish)
    return pipeline.ingest(work, warehouse, steps)


def _as_flow(paths: list[Path], warehouse: Path, *, force: bool, prune: Prune, cores: int) -> Report:
    from flows.ingest import run

    return run(paths, warehouse, force=force, prune=prune, cores=cores)
