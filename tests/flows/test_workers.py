"""Processes that read: what a hostile document does to one of them, and to nothing else."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from flows import reader_process
from flows.reader_process import ReaderProcess
from flows.sources import Source
from flows.workers import Workers, requests_for
from tests.support.raw_pdf import one_page, stream
from tests.support.small_pdf import PROSE, typeset

ABSTRACT = (
    "A study of drug {n}\n\nResults: The overall response rate was {n}% and the median OS was 12.1 months.\n"
)


def draws_itself() -> bytes:
    """A PDF that uses up the stack of the process that reads it."""
    resources = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X0 6 0 R>>>>"
    return one_page(b"/X0 Do", stream(b"/X0 Do /X0 Do", resources))


@pytest.fixture
def sources(tmp_path):
    def make(count: int, **files: bytes) -> list[Source]:
        for n in range(count):
            (tmp_path / f"abstract_{n:03}.txt").write_text(ABSTRACT.format(n=n + 10))
        for name, content in files.items():
            (tmp_path / f"{name}.pdf").write_bytes(content)
        return [Source(path.stem, path) for path in sorted(tmp_path.iterdir())]

    return make


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(reader_process, "SECONDS_WITHOUT_SIGN", 2)


def names(readings) -> list[str]:
    return [reading.source.source_id for reading in readings]


def problems(readings) -> dict[str, str]:
    return {r.source.source_id: r.problem.message for r in readings if r.problem}


def children() -> set[int]:
    """Processes that this one has started and that run."""
    threads = Path(f"/proc/{os.getpid()}/task").iterdir()
    return {int(process) for thread in threads for process in (thread / "children").read_text().split()}


def test_each_source_is_read_once_in_order(sources):
    given = sources(5)
    with ReaderProcess() as process:
        readings = list(process.read(given))
    assert names(readings) == [source.source_id for source in given]
    assert [r.rows["observation"][0]["value"] for r in readings] == [10, 11, 12, 13, 14]


def test_a_source_that_cannot_be_read_leaves_the_others_alone(sources):
    with ReaderProcess() as process:
        readings = list(process.read(sources(2, noise=b"%PDF-1.4")))
    assert list(problems(readings)) == ["noise"]
    assert "noise.pdf: this PDF is damaged" in problems(readings)["noise"]


# The process that reads, with sources that end it as a crash in native code would, and that never end.
_WITH_HARM = """
import json, os, sys, time
sys.path[:] = json.loads(sys.argv[1])
from flows import source_reading, worker
sound = source_reading.read_or_refuse
harm = dict(killer=lambda: os._exit(9), endless=lambda: time.sleep(600))
source_reading.read_or_refuse = lambda source, alive: harm.get(source.source_id, lambda: sound(source, alive))()
worker.main({})
"""


def test_a_document_that_never_ends_is_given_up_and_the_rest_is_read(sources, impatient, monkeypatch):
    monkeypatch.setattr(reader_process, "_START", _WITH_HARM)
    given = sources(2, endless=b"", later=typeset(PROSE))
    with ReaderProcess() as process:
        readings = list(process.read(given))
    assert names(readings) == ["abstract_000", "abstract_001", "endless", "later"]
    assert list(problems(readings)) == ["endless"]
    assert "endless.pdf: given up after 2 seconds" in problems(readings)["endless"]


def test_a_document_that_breaks_its_process_is_refused_and_the_rest_is_read(sources, monkeypatch):
    monkeypatch.setattr(reader_process, "_START", _WITH_HARM)
    given = sources(2, killer=b"", later=typeset(PROSE))
    with ReaderProcess() as process:
        readings = list(process.read(given))
    assert names(readings) == ["abstract_000", "abstract_001", "killer", "later"]
    assert list(problems(readings)) == ["killer"]
    assert "killer.pdf: reading it broke off, twice: it is damaged" in problems(readings)["killer"]


@pytest.mark.slow
def test_a_form_that_draws_itself_takes_its_process_down_and_nothing_else(sources):
    with ReaderProcess() as process:
        readings = list(process.read(sources(2, abstract_000a=draws_itself())))
    assert list(problems(readings)) == ["abstract_000a"]
    message = problems(readings)["abstract_000a"]
    assert "reading it broke off, twice" in message or "given up" in message


def test_a_process_killed_by_somebody_else_costs_no_source(sources):
    given = sources(40)
    with ReaderProcess() as process:
        readings = process.read(given)
        taken = [next(readings)]
        os.kill(process._process.pid, signal.SIGKILL)  # noqa: SLF001
        taken += readings
    assert names(taken) == [source.source_id for source in given]
    assert not problems(taken)


def test_a_process_that_does_not_start_is_no_fault_of_a_document(sources, monkeypatch):
    monkeypatch.setattr(reader_process, "_START", "raise SystemExit(1)  # {}")
    with ReaderProcess() as process, pytest.raises(RuntimeError, match="did not start"):
        list(process.read(sources(1)))


@pytest.mark.parametrize("cores", [1, 3])
def test_workers_read_everything_once_and_leave_no_process(sources, cores):
    given = sources(60, wide=b"%PDF-1.4" + random.Random(1).randbytes(300_000))
    before, counted = children(), []
    with Workers(cores, counted.append) as workers:
        readings = list(workers.read(given))
    assert sorted(names(readings)) == [source.source_id for source in given]
    assert list(problems(readings)) == ["wide"]
    assert sum(counted) == len(given)
    assert children() <= before


def test_one_core_is_for_one_thing_at_a_time(sources):
    """While a batch is loaded on the only core, nothing is read."""
    given = sources(64)
    with Workers(1) as workers:
        loads = workers.one_core_each(workers.read(given))
        next(loads)
        time.sleep(0.3)
        done = workers._done.qsize()  # noqa: SLF001
        time.sleep(0.3)
        assert workers._done.qsize() == done  # noqa: SLF001
        assert len(list(loads)) == 63


def test_an_interrupt_keeps_what_has_been_read(sources):
    given = sources(200)
    with Workers(2) as workers:
        readings = workers.read(given)
        first = next(readings)
        workers.interrupt()
        rest = list(readings)
    assert first.rows
    assert len(rest) < 199
    assert not problems(rest)


def test_a_bug_where_sources_are_read_is_raised_where_they_are_waited_for(sources, monkeypatch):
    monkeypatch.setattr(ReaderProcess, "read", lambda *_: 1 / 0)
    with Workers(1) as workers, pytest.raises(ZeroDivisionError):
        list(workers.read(sources(2)))


def test_requests_are_small_in_number_and_in_bytes(tmp_path):
    def source(name: str, size: int) -> Source:
        (tmp_path / name).write_bytes(b"x" * size)
        return Source(name, tmp_path / name)

    large, small = source("large", 120_000), [source(f"small_{n}", 10) for n in range(20)]
    requests = requests_for([large, *small, Source("gone", tmp_path / "gone")])
    assert [len(request) for request in requests] == [1, 16, 5]
    assert requests[0] == [large]


def test_a_process_started_ahead_is_the_first_that_reads(sources):
    reader_process.start_ahead()
    (ahead,) = children()
    with Workers(1) as workers:
        assert names(workers.read(sources(2))) == ["abstract_000", "abstract_001"]
        assert children() == {ahead}


def test_a_process_started_ahead_ends_when_nothing_here_reads():
    reader_process.start_ahead()
    reader_process.stop_ahead()
    assert not children()
    with reader_process.started():
        assert children()
