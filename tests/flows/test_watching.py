"""What waits to be ingested or validated, told from the files alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.arrivals import look
from flows.service import ARRIVED, Service
from flows.telling import arrival, publication
from flows.validation import Request, stored_at, validate
from flows.watching import unvalidated, waiting_among
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
