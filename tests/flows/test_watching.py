"""What waits to be ingested or validated, told from the files alone."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from flows import telling, watching
from flows.arrivals import Watch, look
from flows.service import ARRIVED, Service
from flows.telling import ServerSilentError, arrival, publication
from flows.validation import Request, stored_at, validate
from flows.watching import Eyes, unvalidated, waiting_among
from tests.support.ingesting import ingest

ABSTRACT = "We treated 40 patients with relapsed AML. The overall response rate was 45%.\n"


@pytest.fixture
def service(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/first.txt").write_text(ABSTRACT)
    return Service("w", tmp_path / "w/w.duckdb", tmp_path / "raw")


def _waiting(service):
    return [place.name for place in waiting_among(look([service.raw]), service)]


def test_without_a_warehouse_every_source_waits(service):
    assert _waiting(service) == ["first.txt"]


def test_what_the_warehouse_holds_does_not_wait(service):
    ingest([service.raw], service.warehouse)
    assert _waiting(service) == []
    (service.raw / "second.txt").write_text(ABSTRACT)
    assert _waiting(service) == ["second.txt"]
    (service.raw / "first.txt").write_text(ABSTRACT + "More.")
    assert _waiting(service) == ["first.txt", "second.txt"]


def test_a_folder_whose_sidecar_cannot_be_read_waits(service):
    (service.raw / "letter").mkdir()
    (service.raw / "letter/source.toml").write_text("no toml")
    assert "letter" in _waiting(service)


def test_all_waits_for_a_warehouse_that_cannot_be_opened(service):
    service.warehouse.parent.mkdir()
    service.warehouse.write_text("no database")
    assert _waiting(service) == ["first.txt"]


def test_a_snapshot_waits_for_its_validation(service):
    assert unvalidated(service.warehouse) is None
    ingest([service.raw], service.warehouse)
    assert unvalidated(service.warehouse) == service.warehouse.stat().st_mtime_ns
    validate(Request(service.warehouse, service.raw))
    assert unvalidated(service.warehouse) is None
    os.utime(stored_at(service.warehouse), (0, 0))
    assert unvalidated(service.warehouse) is not None


def test_the_same_arrival_is_the_same_event(service):
    first = arrival(service, look([service.raw]), 0).event
    assert arrival(service, look([service.raw]), 9).event.id == first.id
    assert (first.event, first.payload) == (ARRIVED, {"reason": "arrived: first.txt"})
    (service.raw / "first.txt").write_text("changed")
    assert arrival(service, look([service.raw]), 0).event.id != first.id


def test_many_arrivals_are_told_in_short():
    stamps = {Path(f"raw/{number}.txt"): frozenset() for number in range(7)}
    event = arrival(Service("w", Path("w.duckdb"), Path("raw")), stamps, 0).event
    assert event.payload["reason"] == "arrived: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more"


def test_a_snapshot_is_told_by_its_time(service):
    event = publication(service, 1_700_000_000_000_000_000, 0).event
    assert event.payload["reason"] == "published: snapshot of 2023-11-14 22:13:20 UTC"


def test_a_service_survives_its_journey_to_the_child(service):
    assert Service.from_json(service.to_json()) == service


class Server:
    """A Prefect server as far as its events and runs go."""

    def __init__(self, monkeypatch):
        self.sent = []
        self.runs_due = set()
        self.answered = set()
        self.is_silent = False

        async def has_run_due(_, flow):
            return flow in self.runs_due

        async def is_answered(told):
            return told.event.payload["reason"] in self.answered

        monkeypatch.setattr(watching, "has_run_due", has_run_due)
        monkeypatch.setattr(telling.Telling, "is_answered", is_answered)
        monkeypatch.setattr(telling, "get_events_client", lambda **_: self)

    async def __aenter__(self):
        if self.is_silent:
            raise ConnectionRefusedError
        return self

    async def __aexit__(self, *_):
        pass

    async def emit(self, event):
        self.sent.append(event)

    @property
    def reasons(self):
        return [event.payload["reason"] for event in self.sent]


@pytest.fixture
def server(monkeypatch):
    return Server(monkeypatch)


@pytest.fixture
def eyes(service):
    return Eyes(service, Watch(settle_seconds=2))


def _look(eyes, now, *, may_have_changed=False):
    asyncio.run(eyes.step(now, may_have_changed=may_have_changed))


def test_what_has_arrived_is_told_when_it_keeps_still(eyes, server):
    _look(eyes, 0, may_have_changed=True)
    _look(eyes, 1)
    assert server.reasons == []
    _look(eyes, 2)
    assert server.reasons == ["arrived: first.txt"]


def test_nothing_is_told_while_an_ingest_is_due(eyes, server):
    server.runs_due = {"ingest"}
    _look(eyes, 0, may_have_changed=True)
    _look(eyes, 9)
    assert server.reasons == []
    server.runs_due = set()
    _look(eyes, 10)
    assert server.reasons == ["arrived: first.txt"]


def test_what_the_server_lost_is_sent_again_after_longer_and_longer_times(eyes, server):
    _look(eyes, 0, may_have_changed=True)
    for now in (2, 31, 32, 91, 92):
        _look(eyes, now)
    assert len(server.sent) == 3  # at 2, 32, 92
    assert len({event.id for event in server.sent}) == 1
    server.answered = {"arrived: first.txt"}
    _look(eyes, 1000)
    _look(eyes, 2000)
    assert len(server.sent) == 3


def test_a_silent_server_is_told_as_soon_as_it_answers(eyes, server):
    server.is_silent = True
    _look(eyes, 0, may_have_changed=True)
    for now in (2, 3):
        with pytest.raises(ServerSilentError, match="ConnectionRefusedError"):
            _look(eyes, now)
    server.is_silent = False
    _look(eyes, 4)
    assert server.reasons == ["arrived: first.txt"]


def test_a_snapshot_is_told_once_and_after_what_has_arrived(eyes, server, service):
    ingest([service.raw], service.warehouse)
    (service.raw / "second.txt").write_text(ABSTRACT)
    _look(eyes, 0, may_have_changed=True)
    _look(eyes, 2)
    server.answered = set(server.reasons)
    ingest([service.raw], service.warehouse)
    for now in (3, 4, 5):
        _look(eyes, now)
    first, second = server.reasons
    assert first == "arrived: second.txt"
    assert second.startswith("published: snapshot of ")
    server.answered = set(server.reasons)
    for now in (6, 7):
        _look(eyes, now)
    assert len(server.sent) == 2


def test_a_file_that_was_put_right_again_is_told(eyes, server, service):
    ingest([service.raw], service.warehouse)
    validate(Request(service.warehouse, service.raw))
    right = (service.raw / "first.txt").read_text()
    for now, text in ((0, right), (10, "wrong"), (20, right)):
        (service.raw / "first.txt").write_text(text)
        os.utime(service.raw / "first.txt", (now, now))
        _look(eyes, now, may_have_changed=True)
        _look(eyes, now + 3)
        server.answered = set(server.reasons)
        _look(eyes, now + 4)
    assert server.reasons == ["arrived: first.txt"] * 2
