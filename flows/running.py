"""Which way an ingest runs: as a Prefect flow where Prefect is configured, else in this process."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from flows.orchestration import configured_api, prepare

if TYPE_CHECKING:
    from pathlib import Path

    from flows.pipeline import Report


def run_ingest(paths: list[Path], warehouse: Path, *, force: bool, prefect: bool | None) -> Report:
    """Ingest, and say on stderr how.

    Args:
        paths: files and folders to look into.
        warehouse: the published file.
        force: read unchanged sources too.
        prefect: whether as a Prefect flow; None for a flow if a Prefect API is configured.
    """
    api = None if prefect is False else configured_api(os.environ)
    if prefect or api:
        prepare(os.environ, api)
        typer.echo(f"running as a Prefect flow at {api or 'a server of its own'}", err=True)
        return _as_flow(paths, warehouse, force=force)
    reason = "" if prefect is False else "no Prefect API is configured: "
    typer.echo(f"{reason}running in this process", err=True)
    return _in_process(paths, warehouse, force=force)


def _in_process(paths: list[Path], warehouse: Path, *, force: bool) -> Report:
    from flows import pipeline

    return pipeline.ingest(paths, warehouse, pipeline.in_process(), force=force)


def _as_flow(paths: list[Path], warehouse: Path, *, force: bool) -> Report:
    from flows.ingest import run

    return run(paths, warehouse, force=force)
