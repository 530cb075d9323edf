"""The letter's warehouse, built in memory by the rooms in their order."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb

from flows.pipeline import Stamp, to_batch
from flows.source_reading import read_or_refuse
from flows.sources import find_sources
from schemas.validate import split_all
from warehouse import build

ROOT = Path(__file__).parents[2]
SOURCE = "vrr_aml_ash_2023"
GOLDEN = ROOT / "tests" / "golden" / "letter"
NOW = datetime(2023, 12, 9)  # noqa: DTZ001 (the warehouse keeps UTC without a zone)


@cache
def letter_warehouse() -> duckdb.DuckDBPyConnection:
    """Return the built warehouse; tests that write to it roll back."""
    batch = to_batch(map(read_or_refuse, find_sources([ROOT / "raw" / SOURCE]).sources), Stamp("run", NOW))
    assert batch.problems == ()
    accepted, rejections = split_all(batch.frames)
    run = build.Run("run", NOW, "1")
    connection = duckdb.connect()
    build.create(connection)
    build.begin(connection, run)
    build.load(connection, run, accepted, rejections)
    build.finish(connection, run, build.Counts(), NOW)
    return connection
