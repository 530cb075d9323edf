"""A warehouse made by hand: rows of the contract, a few columns at a time."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pytest

from flows.frames import to_frames
from schemas.validate import REJECTION_SCHEMA, split_all
from warehouse import build
from warehouse.views import create_macros, create_views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

NOW = datetime(2026, 1, 1)  # noqa: DTZ001 (the warehouse keeps UTC without a zone)
NO_REJECTIONS = pl.DataFrame(schema=REJECTION_SCHEMA)

Row = dict[str, Any]


def source(source_id: str = "letter", **more: Any) -> Row:
    row = {
        "source_id": source_id,
        "path": f"raw/{source_id}.txt",
        "sha256": "0" * 64,
        "bytes": 1,
        "media_type": "text/plain",
        "text": "an ORR of 45%",
        "numbers_explained": 3,
        "rows_extracted": 0,
        "extractor_version": "1",
    }
    return row | more


def study(study_id: str = "letter/2", label: str = "Doe [2]", **more: Any) -> Row:
    source_id, _, ref_no = study_id.rpartition("/")
    return {"study_id": study_id, "source_id": source_id, "ref_no": int(ref_no), "label": label} | more


def observation(observation_id: str, study_id: str = "letter/2", **more: Any) -> Row:
    row = {
        "observation_id": observation_id,
        "source_id": study_id.rpartition("/")[0],
        "study_id": study_id,
        "category": "response",
        "endpoint": "ORR",
        "statistic": "rate",
        "arm": "",
        "status": "reported",
        "unit": "percent",
        "comparator": "=",
        "origin": "prose",
        "char_start": 0,
        "char_end": 3,
        "quote": "a sentence",
        "rule": "by hand",
    }
    return row | more


def in_table(observation_id: str, study_id: str = "letter/2", **more: Any) -> Row:
    place = {"origin": "table", "table_label": "Table 1", "row_no": 1, "column_no": 1, "position": 1}
    return observation(observation_id, study_id, **(place | more))


CORRECTS_A = {"origin": "correction", "corrects": "a"}


def cell(column_no: int, template: str, row_no: int = 1, **more: Any) -> Row:
    row = {
        "source_id": "letter",
        "table_label": "Table 1",
        "row_no": row_no,
        "row_label": f"row {row_no}",
        "column_no": column_no,
        "column_label": f"column {column_no}",
        "study_id": "letter/2",
        "template": template,
    }
    return row | more


def frames(rows: dict[str, list[Row]], run_id: str = "run 1") -> dict[str, pl.DataFrame]:
    """Accepted frames of good rows."""
    accepted, rejections = split_all(to_frames(rows, run_id, NOW, "1"))
    assert rejections.is_empty(), rejections["reason"].to_list()
    return accepted


@dataclass
class Warehouse:
    """A warehouse in memory, and the runs that fill it."""

    connection: duckdb.DuckDBPyConnection
    runs: int = field(default=0)

    def begin(self, rejections: pl.DataFrame = NO_REJECTIONS, **rows: list[Row]) -> build.Run:
        """Begin a run and load rows."""
        self.runs += 1
        run = build.Run(f"run {self.runs}", NOW + timedelta(days=self.runs), "1")
        build.begin(self.connection, run)
        build.load(self.connection, run, frames(rows, run.run_id), rejections)
        return run

    def ingest(
        self, retire: tuple[str, ...] = (), rejections: pl.DataFrame = NO_REJECTIONS, **rows: list[Row]
    ) -> build.Outcome:
        """Run from beginning to end."""
        run = self.begin(rejections, **rows)
        build.retire(self.connection, list(retire))
        count = sum(map(len, rows.values()))
        counts = build.Counts(rows_extracted=count, rows_accepted=count)
        return build.finish(self.connection, run, counts, run.started_at)

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement).fetchall()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty warehouse with its views: made once, copied for each test."""
    path = tmp_path_factory.mktemp("empty") / "evitable.duckdb"
    with duckdb.connect(str(path)) as connection:
        build.create(connection)
        create_macros(connection)
        create_views(connection)
    return path


@pytest.fixture
def warehouse(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouse]:
    monkeypatch.setattr(build, "run_audits", lambda *_: ())  # they have their own tests
    path = shutil.copy(empty, tmp_path)
    with duckdb.connect(str(path)) as connection:
        yield Warehouse(connection)


@pytest.fixture
def make() -> ModuleType:
    """The functions above, to make rows with: `make.observation("a", value=45.0)`."""
    return sys.modules[__name__]
