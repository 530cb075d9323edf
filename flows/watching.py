"""The eyes of `evitable serve`: what waits to be ingested or validated becomes an event that triggers a run.

Nothing is remembered that a restart could lose. Sources wait when the warehouse does not hold them as they
are, a snapshot waits while its last validation is older: what happened during an outage waits too.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prefect.logging import get_logger
from watchfiles import awatch

from flows.arrivals import Look, Watch, look
from flows.planning import plan
from flows.sources import SIDECAR
from flows.telling import ServerSilentError, Telling, arrival, has_run_due, publication
from flows.validation import stored_at
from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from flows.service import Service

SECONDS_BETWEEN_LOOKS = 1.0

_LOG = get_logger("evitable")


async def watch(service: Service) -> None:
    """Look for what waits, and tell the server of it; returns only by an exception."""
    eyes = Eyes(service, Watch(service.settle_seconds))
    async for may_have_changed in _ticks(service):
        try:
            await eyes.step(time.monotonic(), may_have_changed=may_have_changed)
        except ServerSilentError as error:
            _LOG.warning("the server was not told, and will be: %s", error)


async def _ticks(service: Service) -> AsyncIterator[bool]:
    """Yield every now and then whether the sources may have changed; at first they have."""
    yield True
    if service.poll_seconds is not None:
        while True:
            await asyncio.sleep(service.poll_seconds)
            yield True
    milliseconds = int(SECONDS_BETWEEN_LOOKS * 1000)
    async for changes in awatch(
        service.raw, watch_filter=None, rust_timeout=milliseconds, yield_on_timeout=True
    ):
        yield bool(changes)


@dataclass(slots=True)
class Eyes:
    """What is known between two looks."""

    service: Service
    arrivals: Watch
    telling: Telling | None = None
    asked_for: set[int] = field(default_factory=set)  # snapshots whose validation was asked for

    async def step(self, now: float, *, may_have_changed: bool) -> None:
        """Look once, and tell at most one thing: the runs take turns anyway."""
        if may_have_changed or self.arrivals.is_growing(now):
            self.arrivals.see(await asyncio.to_thread(look, [self.service.raw]), now)
        if self.telling:
            await self._wait_for_answer(self.telling, now)
        elif await self._may_tell(now):
            await self._tell(now)

    async def _wait_for_answer(self, telling: Telling, now: float) -> None:
        if await telling.is_answered():
            self.telling = None
        else:
            await telling.send_when_due(now)

    async def _may_tell(self, now: float) -> bool:
        """Whether there is news, and no ingest under way that makes it old."""
        has_news = self.arrivals.ready(now) or self._unvalidated()
        return bool(has_news) and not await has_run_due(self.service, "ingest")

    async def _tell(self, now: float) -> None:
        ready = self.arrivals.ready(now)
        waiting = await asyncio.to_thread(waiting_among, ready, self.service)
        waiting |= self.arrivals.changed(ready)  # a file that was put right again is not new to the warehouse
        snapshot = self._unvalidated()
        if waiting:
            self.telling = arrival(self.service, waiting, now)
        elif (
            snapshot and not self.arrivals.is_growing(now) and not await has_run_due(self.service, "validate")
        ):
            self.telling = publication(self.service, snapshot, now)
            self.asked_for.add(snapshot)
        self.arrivals.hand_on(ready)
        if self.telling:
            await self.telling.send_when_due(now)

    def _unvalidated(self) -> int | None:
        snapshot = unvalidated(self.service.warehouse)
        return None if snapshot in self.asked_for else snapshot


def waiting_among(places: Look, service: Service) -> Look:
    """Return the places whose sources the warehouse does not hold as they are, or cannot tell."""
    if not places:
        return {}
    try:
        work = plan([service.raw], service.warehouse)
    except WarehouseError:  # the run says what is wrong with it
        return places
    wanted = {source.folder or source.path for source in work.sources}
    wanted |= {_place(problem.path) for problem in work.problems}
    return {place: stamp for place, stamp in places.items() if place in wanted}


def _place(path: Path) -> Path:
    return path.parent if path.name == SIDECAR else path


def unvalidated(warehouse: Path) -> int | None:
    """Return the published snapshot, by the time of its file, if its last validation is older; else None."""
    try:
        snapshot = warehouse.stat().st_mtime_ns
    except OSError:
        return None
    try:
        validated = stored_at(warehouse).stat().st_mtime_ns
    except OSError:
        return snapshot
    return snapshot if validated < snapshot else None
