"""The steps of an ingest and their order: the same in-process and as a Prefect flow."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows.absence import working_folder
from flows.frames import to_frames
from flows.rows import gather
from flows.sources import SIDECAR, Problem
from flows.summary import tell_contents
from flows.versions import extractor_version
from schemas.screen import prepare as prepare_screen
from schemas.validate import REJECTION_SCHEMA, split_all
from warehouse import build
from warehouse.publish import Staging, staging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import duckdb

    from flows.absence import Absence
    from flows.planning import Plan
    from flows.readings import Reading
    from flows.sources import Source

# Some thousand abstracts: checks and loads have a price of their own, and this much fits in memory well.
ROWS_PER_BATCH = 50_000

# A row that could not be split into cells, a damaged page: extraction warns where it had to leave something.
_IS_UNREAD_PART = (pl.col("found_by") == "extraction") & pl.col("severity").is_in(["warning", "error"])


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which run reads, and when."""

    run_id: str
    started_at: datetime  # UTC, without a zone


@dataclass(frozen=True, slots=True)
class Batch:
    """What some sources gave: unchecked frames by table, and what could not be read."""

    frames: dict[str, pl.DataFrame]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch on both sides of the contract's wall."""

    accepted: dict[str, pl.DataFrame]
    rejections: pl.DataFrame
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Tally:
    """What has gone into a staging warehouse so far."""

    source_ids: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    rows_accepted: int = 0
    rows_rejected: int = 0
    parts_unread: int = 0

    def add(self, checked: Checked) -> None:
        """Count a batch."""
        self.source_ids.update(checked.accepted["source"]["source_id"])
        self.problems.extend(checked.problems)
        self.rows_accepted += sum(frame.height for frame in checked.accepted.values())
        self.rows_rejected += checked.rejections.height
        self.parts_unread += checked.accepted["finding"].filter(_IS_UNREAD_PART).height


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did."""

    run_id: str
    counts: build.Counts
    problems: tuple[Problem, ...]
    skipped: tuple[Path, ...]
    absence: Absence
    outcome: build.Outcome | None  # None: there was nothing to publish
    told: tuple[str, ...] = ()  # what is in the warehouse now, what has changed, what to look at
    parts_unread: int = 0  # of sources that were read
    sources_left: int = 0  # that an interrupt left for the next ingest

    @property
    def is_whole(self) -> bool:
        """Whether all of every source was read."""
        return not self.problems and not self.parts_unread


@dataclass(frozen=True, slots=True)
class Steps:
    """The parts of an ingest that an orchestrator may run in its own way."""

    read: Callable[[Sequence[Source], Stamp], Iterable[Batch]]
    check: Callable[[Batch], Checked]
    load: Callable[[duckdb.DuckDBPyConnection, build.Run, Checked], None]
    finish: Callable[[duckdb.DuckDBPyConnection, build.Run, build.Counts], build.Outcome]
    publish: Callable[[Staging], None]


def ingest(work: Plan, warehouse: Path, steps: Steps, *, flow_run_id: str | None = None) -> Report:
    """Bring new and changed sources into the warehouse, and take out those to be retired.

    Args:
        work: what there is to do.
        warehouse: the published file, made if there is none.
        steps: how to read, check and load.
        flow_run_id: the Prefect flow run that does this, if one does.

    Returns:
        What was done. Nothing is published when there was nothing to do or nothing could be read.

    Raises:
        WarehouseError: the warehouse cannot be written.
    """
    started_at = _now()
    run_id, folder = f"{started_at:%Y%m%dT%H%M%S.%f}", working_folder(warehouse)
    run = build.Run(run_id, started_at, extractor_version(), flow_run_id, folder)
    if work.is_idle:
        idle = Tally(problems=list(work.problems))
        return Report(run.run_id, _counts(work, idle), work.problems, work.skipped, work.absence, None)
    tally, outcome, told = _build(work, warehouse, steps, run)
    return Report(
        run.run_id,
        _counts(work, tally),
        tuple(tally.problems),
        work.skipped,
        work.absence,
        outcome,
        told,
        tally.parts_unread,
    )


def grouped(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Yield as many readings at once as are worth a load."""
    group: list[Reading] = []
    rows = 0
    for reading in readings:
        group.append(reading)
        rows += sum(map(len, reading.rows.values())) if reading.rows else 0
        if rows >= ROWS_PER_BATCH:
            yield group
            group, rows = [], 0
    if group:
        yield group


def to_batch(readings: Iterable[Reading], stamp: Stamp) -> Batch:
    """Return what some sources gave as frames, in order of source."""
    ordered = sorted(readings, key=lambda reading: reading.source.source_id)
    rows = gather(reading.rows for reading in ordered if reading.rows is not None)
    problems = tuple(reading.problem for reading in ordered if reading.problem)
    return Batch(to_frames(rows, stamp.run_id, stamp.started_at, extractor_version()), problems)


def check(batch: Batch) -> Checked:
    """Return a batch's rows, those that keep the contract apart from those that break it."""
    accepted, rejections = split_all(batch.frames)
    problems = (*batch.problems, *_refused(rejections))
    return Checked(accepted, pl.concat([rejections, _unreadable(batch.problems)]), problems)


def load(connection: duckdb.DuckDBPyConnection, run: build.Run, checked: Checked) -> None:
    """Put a batch into a staging warehouse."""
    build.load(connection, run, checked.accepted, checked.rejections)


def finish(connection: duckdb.DuckDBPyConnection, run: build.Run, counts: build.Counts) -> build.Outcome:
    """Link, audit and define the views of a staging warehouse whose sources are loaded."""
    return build.finish(connection, run, counts, _now())


def publish(staged: Staging) -> None:
    """Put a staging warehouse that is finished and closed in place of the published one."""
    staged.publish()


def _build(
    work: Plan, warehouse: Path, steps: Steps, run: build.Run
) -> tuple[Tally, build.Outcome | None, tuple[str, ...]]:
    """Read into a private copy of the warehouse and put that in place; not if nothing could be read."""
    tally = Tally()
    with staging(warehouse) as staged:
        with staged.connect() as connection:
            build.begin(connection, run)
            build.retire(connection, work.absence.retired_ids)
            prepare_screen()
            for batch in _batches(work, steps, Stamp(run.run_id, run.started_at)):
                checked = steps.check(batch)
                steps.load(connection, run, checked)
                tally.add(checked)
            if not tally.source_ids and not work.absence.retired:
                return tally, None, ()
            counts = _counts(work, tally)
            outcome = steps.finish(connection, run, counts)
            told = tell_contents(connection, run.run_id, counts, tally.parts_unread)
        steps.publish(staged)
    return tally, outcome, told


def _batches(work: Plan, steps: Steps, stamp: Stamp) -> Iterator[Batch]:
    """Yield what the planned sources give, those first that are none."""
    if work.problems:
        yield replace(to_batch((), stamp), problems=work.problems)
    yield from steps.read(work.sources, stamp)


def _counts(work: Plan, tally: Tally) -> build.Counts:
    new = {source.source_id for source in work.new}
    return build.Counts(
        sources_new=len(tally.source_ids & new),
        sources_changed=len(tally.source_ids - new),
        sources_unchanged=work.unchanged,
        sources_removed=len(work.absence.retired),
        sources_failed=len(tally.problems),
        rows_extracted=tally.rows_accepted + tally.rows_rejected,
        rows_accepted=tally.rows_accepted,
        rows_rejected=tally.rows_rejected,
    )


def _refused(rejections: pl.DataFrame) -> Iterator[Problem]:
    """Yield the sources that the contract kept out whole, as their own row breaks it."""
    own = rejections.filter(pl.col("table_name").cast(pl.String) == "source")
    for source_id, reason, payload in own.select("source_id", "reason", "payload").iter_rows():
        path = Path(json.loads(payload)["path"])
        message = (
            f"{path}: {source_id} breaks the contract: {reason}; put what is right into {SIDECAR} beside it"
        )
        yield Problem(path, message, source_id)


def _unreadable(problems: Sequence[Problem]) -> pl.DataFrame:
    """Return sources that could not be read as rejections: nothing is dropped in silence."""
    rows = [
        {
            "source_id": problem.source_id or problem.path.stem,
            "table_name": "source",
            "reason": problem.message,
            "check_name": "readable",
            "payload": json.dumps({"path": problem.path.as_posix()}),
        }
        for problem in problems
    ]
    return pl.DataFrame(rows, schema=REJECTION_SCHEMA)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
