"""The ingest as a Prefect flow: the steps of `flows.pipeline`, each a task, in the same order."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 (Prefect reads the annotations of a flow)
from typing import TYPE_CHECKING

from prefect import State, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Failed

from flows import batches, pipeline
from flows.errors import UserError
from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flows.sources import Source

_read = task(name="read", cache_policy=NO_CACHE)(batches.read_batch)
_check = task(name="check", cache_policy=NO_CACHE)(pipeline.check)
_load = task(name="load", cache_policy=NO_CACHE)(pipeline.load)
_finish = task(name="finish", cache_policy=NO_CACHE)(pipeline.finish)
_publish = task(name="publish", cache_policy=NO_CACHE)(pipeline.publish)


def _read_in_turn(parts: Sequence[tuple[Source, ...]], stamp: batches.Stamp) -> Iterator[batches.Batch]:
    return (_read(part, stamp) for part in parts)


@flow(name="ingest")
def ingest(paths: list[Path], warehouse: Path, *, force: bool = False) -> pipeline.Report | State:
    """Bring new and changed sources into the warehouse.

    Args:
        paths: files and folders to look into.
        warehouse: the published file.
        force: read unchanged sources too.
    """
    steps = pipeline.Steps(_read_in_turn, _check, _load, _finish, _publish)
    try:
        return pipeline.ingest(paths, warehouse, steps, force=force, flow_run_id=flow_run.get_id())
    except (UserError, WarehouseError) as mistake:  # the state says it; a traceback would say no more
        return Failed(message=str(mistake), data=mistake)


def run(paths: list[Path], warehouse: Path, *, force: bool) -> pipeline.Report:
    """Run the flow here and wait for it.

    Raises:
        UserError: a path does not exist.
        WarehouseError: the warehouse cannot be written.
    """
    # The heartbeat's thread holds up the end of each flow by a second.
    with temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        state: State[pipeline.Report] = ingest(paths, warehouse, force=force, return_state=True)  # type: ignore[assignment]
        return state.result()
