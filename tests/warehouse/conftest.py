"""A small warehouse, made by hand: two sources, a printed table, the same result in table and prose."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from flows.frames import to_frames
from schemas.validate import split_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

RUN = "2026-01-01T00:00:00Z"
NOW = datetime(2026, 1, 1)  # noqa: DTZ001 (the warehouse keeps UTC without a zone)


def source(source_id: str = "letter", text: str = "ORR 45% and again 45% of 33 (20-70)", **more: Any) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "path": f"raw/{source_id}.txt",
        "sha256": "0" * 64,
        "bytes": len(text),
        "media_type": "text/plain",
        "text": text,
        "numbers_explained": 3,
        "rows_extracted": 0,
        "extractor_version": "1",
        **more,
    }


def study(study_id: str = "letter/2", label: str = "Doe [2]") -> dict[str, Any]:
    source_id, _, ref_no = study_id.rpartition("/")
    return {"study_id": study_id, "source_id": source_id, "ref_no": int(ref_no), "label": label}


def observation(observation_id: str, study_id: str = "letter/2", **more: Any) -> dict[str, Any]:
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


def cell(row_no: int, column_no: int, template: str, **more: Any) -> dict[str, Any]:
    row = {
        "source_id": "letter",
        "table_label": "Table 1",
        "row_no": row_no,
        "row_label": f"row {row_no}",
        "column_no": column_no,
        "column_label": "Doe [2]",
        "study_id": "letter/2",
        "template": template,
    }
    return row | more


def frames(run_id: str = RUN, **rows: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    """Accepted frames of rows made by hand; none may be rejected."""
    accepted, rejections = split_all(to_frames(rows, run_id, NOW))
    assert rejections.is_empty(), rejections["reason"].to_list()
    return accepted


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    from warehouse.build import create

    with duckdb.connect() as opened:
        create(opened)
        yield opened
