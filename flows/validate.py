"""The validation run as a Prefect flow: the parts of `flows.validation`, each a task, and its artifacts."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 (Prefect reads the annotations of a flow)

import duckdb
from prefect import State, flow, get_run_logger, task
from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Failed

from flows import publishing, validation, verdict
from flows.notices import tell
from flows.runs import run_name
from flows.service import DAYS_TO_WAIT
from warehouse.errors import ExportError, WarehouseError

SUMMARY_KEY = "validation-summary"
CHECKS_KEY = "validation-checks"
REPORT_KEY = "evidence-report"

_PARTS = tuple(
    task(name=name, cache_policy=NO_CACHE)(part)
    for name, part in zip(("file", "sources", "audits", "drift"), validation.PARTS, strict=True)
)


@flow(name="validate", flow_run_name=run_name, on_completion=[tell], on_failure=[tell], on_crashed=[tell])
def validate(  # noqa: PLR0913, PLR0917 (what a deployment may set)
    warehouse: Path,
    raw: Path,
    max_age_days: float = DAYS_TO_WAIT,
    report: Path | None = None,
    report_url: str | None = None,
    reason: str = "",
) -> validation.Validation | State:
    """Check the published warehouse and its raw files; a run that finds it broken fails.

    Args:
        warehouse: the published file, which is only read.
        raw: where the sources are.
        max_age_days: how long new and changed sources may wait for an ingest.
        report: where to write the evidence report that the run links to.
        report_url: where a browser finds that file; None for the file itself.
        reason: why this run was triggered; it names the run.
    """
    get_run_logger().info("reason: %s", reason or "none given")
    try:
        result = validation.validate(validation.Request(warehouse, raw, max_age_days), _PARTS)
    except WarehouseError as mistake:  # the state says it; a traceback would say no more
        return Failed(message=str(mistake), data=mistake)
    get_run_logger().info(verdict.summary(result))
    _show(result)
    if report:
        _link(report, report_url, warehouse)
    if result.is_valid:
        return result
    return Failed(message=_what_broke(result), data=result)


def run(warehouse: Path, raw: Path, max_age_days: float = DAYS_TO_WAIT) -> validation.Validation:
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
        verdict.as_markdown(result), key=SUMMARY_KEY, description="What to know about the warehouse."
    )
    rows = verdict.all_checks(result)
    table = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    create_table_artifact(table, key=CHECKS_KEY, description="Every check, with what it judged.")


def _link(report: Path, url: str | None, warehouse: Path) -> None:
    """Write the report and link to it; that it cannot be written is no fault of the warehouse."""
    try:
        publishing.report(warehouse, report)
    except (ExportError, WarehouseError, duckdb.Error) as error:
        get_run_logger().warning("no report: %s", error)
    else:
        place = report.resolve()
        told = f"The tables as printed, each number a link to its sentence: `{place}`"
        create_link_artifact(url or place.as_uri(), report.name, key=REPORT_KEY, description=told)


def _what_broke(result: validation.Validation) -> str:
    broken = [record for record in result.records if record.is_breach]
    return "; ".join(f"{record.area}, {record.name}: {record.message}" for record in broken)
