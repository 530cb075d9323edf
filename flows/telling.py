"""Events that trigger runs, sent until a run answers."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, FlowFilter, FlowRunFilter
from prefect.events import Event, Resource
from prefect.events.clients import get_events_client
from prefect.logging import get_logger

from flows.service import ARRIVED, PUBLISHED, Service

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prefect.client.schemas.objects import FlowRun

    from flows.arrivals import Look

SECONDS_TO_ANSWER = 30.0
MOST_SECONDS_TO_ANSWER = 600.0
_NAMES_IN_REASON = 5
_CLOCKS_APART = timedelta(seconds=5)  # of the server and of this machine

_LOG = get_logger("evitable")


class ServerSilentError(Exception):
    """The Prefect server could not be told or asked."""


@contextmanager
def _server() -> Iterator[None]:
    """Turn what the ways to the server raise, each its own, into one error."""
    try:
        yield
    except Exception as error:
        raise ServerSilentError(f"{type(error).__name__}: {error}") from error


@dataclass(slots=True)
class Telling:
    """An event on its way to a run of a flow."""

    service: Service
    flow: str
    event: Event
    due: float  # when it is sent again, by a monotonic clock
    patience: float = SECONDS_TO_ANSWER

    async def send_when_due(self, now: float) -> None:
        """Send the event, and again when no run has answered: a server that ends forgets what it was at.

        One that has not forgotten knows the event by its id and does nothing.

        Raises:
            ServerSilentError: it did not take it; the event stays due.
        """
        if now < self.due:
            return
        with _server():
            async with get_events_client(checkpoint_every=1) as client:
                await client.emit(self.event)
        _LOG.info("told the server: %s", self.event.payload["reason"])
        self.due = now + self.patience
        self.patience = min(self.patience * 2, MOST_SECONDS_TO_ANSWER)

    async def is_answered(self) -> bool:
        """Whether a run was made for this event."""
        since = (self.event.occurred - _CLOCKS_APART).isoformat()
        runs = await _runs(self.service, self.flow, {"expected_start_time": {"after_": since}})
        return any(run.parameters.get("reason") == self.event.payload["reason"] for run in runs)


async def _runs(service: Service, flow: str, selection: Mapping[str, object]) -> list[FlowRun]:
    """Return runs of a deployment."""
    with _server():
        async with get_client() as client:
            return await client.read_flow_runs(
                flow_filter=FlowFilter.model_validate({"name": {"any_": [flow]}}),
                deployment_filter=DeploymentFilter.model_validate({"name": {"any_": [service.name]}}),
                flow_run_filter=FlowRunFilter.model_validate(selection),
            )


async def has_run_due(service: Service, flow: str) -> bool:
    """Whether a run of a deployment goes on, or is about to begin."""
    soon = (datetime.now(UTC) + _CLOCKS_APART).isoformat()
    due = {"state": {"type": {"any_": ["SCHEDULED"]}}, "next_scheduled_start_time": {"before_": soon}}
    types = {"any_": ["PENDING", "RUNNING", "PAUSED", "CANCELLING"]}
    going_on = {"state": {"operator": "or_", "type": types, "name": {"any_": ["AwaitingRetry"]}}}
    return bool(await _runs(service, flow, going_on) or await _runs(service, flow, due))


def arrival(service: Service, places: Look, when: float) -> Telling:
    """Return the news that sources have arrived; the same sources, the same event."""
    names = sorted(place.relative_to(service.raw).as_posix() for place in places)
    more = len(names) - _NAMES_IN_REASON
    shown = ", ".join(names[:_NAMES_IN_REASON]) + (f" and {more} more" if more > 0 else "")
    stamps = sorted((place.as_posix(), *sorted(stamp)) for place, stamp in places.items())
    event = _event(service, ARRIVED, f"arrived: {shown}", repr(stamps))
    return Telling(service, "ingest", event, due=when)


def publication(service: Service, snapshot: int, when: float) -> Telling:
    """Return the news that a snapshot was published that nobody has validated."""
    published = datetime.fromtimestamp(snapshot / 1e9, UTC)
    event = _event(
        service, PUBLISHED, f"published: snapshot of {published:%Y-%m-%d %H:%M:%S} UTC", str(snapshot)
    )
    return Telling(service, "validate", event, due=when)


def _event(service: Service, name: str, reason: str, what: str) -> Event:
    """Return an event about a warehouse; the same occurrence has the same id."""
    subject = {"prefect.resource.id": service.resource_id, "prefect.resource.name": service.name}
    return Event(
        id=uuid5(NAMESPACE_URL, f"{service.resource_id} {name} {what}"),
        event=name,
        resource=Resource.model_validate(subject),
        payload={"reason": reason},
    )
