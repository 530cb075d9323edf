"""The validation run as a Prefect flow: the parts of `flows.validation`, each a task, and its artifacts."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 (Prefect reads the annotations of a flow)

from prefect import State, flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Failed

from flows import validation, verdict
from warehouse.errors import WarehouseError

SUMMARY_KEY = "validation-summary"
CHECKS_KEY = "validation-checks"

_PARTS = tuple(
    task(name=name, cache_policy=NO_CACHE)(part)
    for name, part in zip(("file", "sources", "audits", "drift"), validation.PARTS, strict=True)
)


@flow(name="validate")
def validate(
    warehouse: Path, raw: Path, max_age_days: float = validation.DAYS_TO_WAIT
) -> validation.Validation | State:
    """Check the published warehouse and its raw files; a run that finds it broken fails.

    Args:
        warehouse: the published file, which is only read.
        raw: where the sources are.
        max_age_days: how long new and changed sources may wait for an ingest.
    """
    try:
        result = validation.validate(validation.Request(warehouse, raw, max_age_days), _PARTS)
    except WarehouseError as mistake:  # the state says it; a traceback would say no more
        return Failed(message=str(mistake), data=mistake)
    _show(result)
    if result.is_valid:
        return result
    return Failed(message=_what_broke(result), data=result)


def run(warehouse: Path, raw: Path, max_age_days: float = validation.DAYS_TO_WAIT) -> validation.Validation:
    """Run the flow here and wait for it.

    Raises:
        WarehouseError: there is no warehouse.
    """
    # The heartbeat's thread holds up the end of each flow by a second.
    with temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        state: State[validation.Validation] = validate(warehouse, raw, max_age_days, return_state=True)  # type: ignore[assignment]
        found = state.result(raise_on_failure=False)
    if isinstance(found, BaseException):
        raise found
    return found


def _show(result: validation.Validation) -> None:
    """Leave what a person would read first, and all checks, with the run."""
    create_markdown_artifact(
        verdict.as_markdown(result), key=SUMMARY_KEY, description=verdict.summary(result)
    )
    rows = verdict.all_checks(result)
    table = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    create_table_artifact(table, key=CHECKS_KEY, description="Every check, with what it judged.")


def _what_broke(result: validation.Validation) -> str:
    broken = [record for record in result.records if record.is_breach]
    return "; ".join(f"{record.area}, {record.name}: {record.message}" for record in broken)
