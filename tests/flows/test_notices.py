"""What is told to people, and when: once when something breaks, once when it is mended."""

from __future__ import annotations

import re
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun
from prefect.states import Completed, Crashed, Failed

from flows import notices
from flows.absence import Absence
from flows.errors import UserError
from flows.ingest import ingest
from flows.notices import (
    THE_RUN,
    Notice,
    artifact_key,
    check_recipients,
    compose,
    deliver,
    troubles,
)
from flows.pipeline import Report
from flows.sources import Problem
from flows.validation import Validation
from tests.support.webhook import webhook
from warehouse.build import Counts
from warehouse.validation.records import Answer, CheckRecord, ask

BROKEN = {"sources, checksums": "1 of 2 files: a.txt has changed"}
MORE = {**BROKEN, "file, tables": "glossary is missing"}


def _record(name: str, violations: int) -> CheckRecord:
    return ask("sources", name, "error", lambda: Answer(2, violations, f"{violations} of 2 files"))


def _validation(*records: CheckRecord) -> Validation:
    return Validation(Path("w.duckdb"), datetime(2026, 1, 1), records)  # noqa: DTZ001 (UTC, as stored)


def _report(*problems: Problem) -> Report:
    return Report("r", Counts(*[0] * 7), problems, (), Absence(), None)


def test_what_breaks_is_told_with_its_message():
    notice = compose("validate w.duckdb", {}, BROKEN)
    assert notice.title == "evitable: validate w.duckdb: 1 broken"
    assert notice.text == "broken: sources, checksums: 1 of 2 files: a.txt has changed"
    assert not notice.is_recovery


def test_what_was_told_is_not_told_again():
    assert compose("validate", BROKEN, BROKEN) is None
    assert compose("validate", BROKEN, {"sources, checksums": "2 of 2 files: another count"}) is None
    assert compose("validate", {}, {}) is None


def test_what_breaks_besides_is_told_with_what_still_is():
    notice = compose("validate", BROKEN, MORE)
    assert notice.text.splitlines() == [
        "broken: file, tables: glossary is missing",
        "still broken: sources, checksums",
    ]


def test_recovery_is_told_once():
    notice = compose("validate", MORE, {})
    assert notice.is_recovery
    assert notice.text.splitlines() == ["mended: sources, checksums", "mended: file, tables"]
    assert compose("validate", {}, {}) is None


def test_what_is_mended_while_something_else_is_not():
    notice = compose("validate", MORE, BROKEN)
    assert not notice.is_recovery
    assert notice.text.splitlines() == ["mended: file, tables", "still broken: sources, checksums"]


def test_the_troubles_of_a_validation_are_its_breaches():
    result = _validation(_record("checksums", 1), _record("other", 0))
    assert troubles(Failed(data=result), {}) == {"sources, checksums": "1 of 2 files"}
    assert troubles(Completed(data=_validation(_record("checksums", 0))), BROKEN) == {}


def test_the_troubles_of_an_ingest_are_what_it_could_not_read():
    problem = Problem(Path("raw/a.pdf"), "raw/a.pdf: the file is empty", "a")
    assert troubles(Completed(data=_report(problem)), {}) == {"a": "raw/a.pdf: the file is empty"}
    assert troubles(Completed(data=_report()), {"a": "raw/a.pdf: the file is empty"}) == {}


@pytest.mark.parametrize("state", [Failed(message="no warehouse"), Crashed(message="no warehouse")])
def test_a_run_that_could_not_judge_leaves_standing_what_was_told(state):
    assert troubles(state, BROKEN) == {**BROKEN, THE_RUN: "no warehouse"}


NOTICE = Notice(
    "evitable: validate: 1 broken", "broken: file, tables: glossary is missing", is_recovery=False
)


def test_a_webhook_gets_title_and_message():
    with webhook() as (address, messages):
        assert deliver(NOTICE, address)
    assert [(message["title"], message["message"], message["type"]) for message in messages] == [
        (NOTICE.title, NOTICE.text, "failure")
    ]


def test_a_webhook_that_refuses_has_not_got_it():
    with webhook(status=500) as (address, _):
        assert not deliver(NOTICE, address)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/hook", "https://example.org", "mailto://a:b@example.org"]
)
def test_addresses_that_can_be_notified(address):
    check_recipients([address])


@pytest.mark.parametrize("address", ["nonsense", "unknown://secret"])
def test_an_address_that_cannot_is_refused_without_its_secret(address):
    with pytest.raises(UserError, match=r"no address that can be notified; valid are http") as refused:
        check_recipients([address])
    assert "secret" not in str(refused.value)


def test_each_warehouse_has_its_own_memory_of_each_recipient_without_the_address():
    key = artifact_key("validate", "/data/AML_2023.duckdb", "mailto://ann:secret@example.org")
    assert re.fullmatch(r"notice-validate-data-aml-2023-duckdb-mailto-[0-9a-f]{8}", key)
    assert key != artifact_key("validate", "/data/AML_2023.duckdb", "mailto://bob:secret@example.org")


class Artifacts:
    """The part of a Prefect client that remembers what was told."""

    def __init__(self):
        self.kept = []

    def create_artifact(self, artifact):
        self.kept.insert(0, artifact)

    def read_artifacts(self, *, artifact_filter, **_):
        return [artifact for artifact in self.kept if artifact.key in artifact_filter.key.any_][:1]


def test_a_recipient_that_fails_makes_nobody_else_get_a_notice_twice(monkeypatch):
    client, flow_run = Artifacts(), FlowRun(flow_id=uuid4(), parameters={"warehouse": "w.duckdb"})
    monkeypatch.setattr(notices, "get_client", lambda **_: nullcontext(client))
    broken = Completed(data=_report(Problem(Path("raw/a.pdf"), "raw/a.pdf: the file is empty", "a")))
    with webhook() as (sound, heard), webhook(status=500) as (failing, _):
        monkeypatch.setenv(notices.RECIPIENTS, f"{failing} {sound}")
        for _ in range(2):
            notices.tell(ingest, flow_run, broken)
        assert len(heard) == 1
        with webhook() as (later, heard_later):
            monkeypatch.setenv(notices.RECIPIENTS, f"{sound} {later}")
            notices.tell(ingest, flow_run, broken)
            notices.tell(ingest, flow_run, Completed(data=_report()))
    assert [message["message"] for message in heard_later] == [
        "broken: a: raw/a.pdf: the file is empty",
        "mended: a",
    ]
    assert [message["message"] for message in heard][1:] == ["mended: a"]
