"""The deployments of a warehouse, and the process that runs them: `python -m flows.deployments SERVICE`."""

from __future__ import annotations

import asyncio
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId, FlowRunFilter
from prefect.client.schemas.objects import StateType
from prefect.events import DeploymentEventTrigger
from prefect.logging import get_logger
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.states import Cancelled, Scheduled
from prefect.types.entrypoint import EntrypointType

from flows.ingest import ingest
from flows.service import ARRIVED, PUBLISHED, Service
from flows.validate import validate
from flows.watching import watch

if TYPE_CHECKING:
    from uuid import UUID

    from prefect import State
    from prefect.client.schemas.objects import FlowRun
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Schedule

SECONDS_BETWEEN_POLLS = 3

_LOG = get_logger("evitable")


def ingest_deployment(service: Service) -> dict[str, Any]:
    """Return how the ingest of a warehouse is deployed: on a schedule, and when a source arrives."""
    return {
        **_common(service, ARRIVED),
        "schedules": [_on_schedule(service.ingest_cron, service)],
        "description": f"Brings new and changed sources of {service.raw} into {service.warehouse}.",
        "parameters": {
            "paths": [str(service.raw)],
            "warehouse": str(service.warehouse),
            "settle_seconds": service.settle_seconds,
        },
    }


def validate_deployment(service: Service) -> dict[str, Any]:
    """Return how its validation is deployed: on a schedule, and when a snapshot is published."""
    return {
        **_common(service, PUBLISHED),
        "schedules": [_on_schedule(service.validate_cron, service)],
        "description": f"Checks {service.warehouse} and the files in {service.raw}.",
        "parameters": {
            "warehouse": str(service.warehouse),
            "raw": str(service.raw),
            "max_age_days": service.max_age_days,
            "report": str(service.report),
            "report_url": service.report_url,
        },
    }


def _common(service: Service, event: str) -> dict[str, Any]:
    """Return what both deployments share."""
    trigger = DeploymentEventTrigger(
        name=f"{service.name}: {event}",
        expect={event},
        match={"prefect.resource.id": service.resource_id},
        parameters={"reason": "{{ event.payload.reason }}"},
    )
    return {
        "name": service.name,
        "triggers": [trigger],
        "tags": ["evitable", service.name],
        "version": version("evitable"),
        "entrypoint_type": EntrypointType.MODULE_PATH,
    }


def _on_schedule(cron: str, service: Service) -> Schedule:
    return Cron(cron, timezone=service.timezone, parameters={"reason": "on schedule"})


async def run(service: Service) -> None:
    """Register the deployments, run what is due, and watch; returns only by an exception.

    One run at a time, the others wait: a validation beside an ingest would see files that are about to be
    taken in. The limit is the runner's: the slots of a deployment's would outlive a process that is killed.
    """
    async with asyncio.TaskGroup() as group:
        if service.runs:
            runner = Runner(limit=1, pause_on_shutdown=False, query_seconds=SECONDS_BETWEEN_POLLS)
            deployments = [
                await _add(runner, await ingest.ato_deployment(**ingest_deployment(service))),
                await _add(runner, await validate.ato_deployment(**validate_deployment(service))),
            ]
            await reschedule(deployments)
            group.create_task(runner.start())
        group.create_task(watch(service))


async def _add(runner: Runner, deployment: RunnerDeployment) -> UUID:
    """Register a deployment, and take it from a work pool that it may have belonged to."""
    deployment.work_pool_name = None
    deployment.work_queue_name = None
    return await runner.aadd_deployment(deployment)


async def reschedule(deployments: list[UUID]) -> None:
    """Have the runs begin again that were in flight when the process that ran them ended."""
    in_flight = FlowRunFilter.model_validate(
        {"state": {"type": {"any_": [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]}}}
    )
    async with get_client() as client:
        runs = await client.read_flow_runs(
            flow_run_filter=in_flight,
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=deployments)),
        )
        for flow_run in runs:
            await client.set_flow_run_state(flow_run.id, after_the_end(flow_run), force=True)


def after_the_end(flow_run: FlowRun) -> State[Any]:
    """Return the state of a run whose process is gone."""
    if flow_run.state and flow_run.state.is_cancelling():
        return Cancelled(message="evitable serve ended meanwhile")
    _LOG.warning("run %s was cut off; it begins again", flow_run.name)
    return Scheduled(name="Rescheduled", message="evitable serve ended while it ran")


def main() -> None:
    """Run the service that the argument describes, until something fails or somebody ends it."""
    asyncio.run(run(Service.from_json(sys.argv[1])))


if __name__ == "__main__":
    main()
