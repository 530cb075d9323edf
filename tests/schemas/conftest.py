"""Good rows to break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from schemas.tables import TABLES, polars_schema

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD: dict[str, dict[str, Any]] = {
    "study": {"study_id": "letter/2", "source_id": "letter", "label": "Doe [2]"},
    "study_drug": {"study_id": "letter/2", "position": 1, "drug": "aspirin", "as_printed": "ASA"},
    "observation": {
        "observation_id": "a",
        "source_id": "letter",
        "study_id": "letter/2",
        "category": "response",
        "endpoint": "ORR",
        "statistic": "rate",
        "arm": "",
        "status": "reported",
        "value": 45.0,
        "unit": "percent",
        "comparator": "=",
        "origin": "prose",
        "char_start": 0,
        "char_end": 3,
        "quote": "ORR 45%",
        "rule": "by hand",
        "run_id": "run",
    },
}


@pytest.fixture
def rows() -> Callable[..., pl.DataFrame]:
    """Rows of a table, each a good one with the given columns changed."""

    def make(table: str, *changed: dict[str, Any]) -> pl.DataFrame:
        schema = polars_schema(TABLES[table])
        return pl.DataFrame([GOOD[table] | changes for changes in changed], schema, orient="row")

    return make
