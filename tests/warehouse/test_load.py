from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from schemas.validate import REJECTION_SCHEMA

if TYPE_CHECKING:
    from datetime import datetime

TABLES = (
    "source",
    "study",
    "study_drug",
    "observation",
    "measurement",
    "printed_cell",
    "glossary",
    "finding",
)


def _letter(make: Any, value: float = 45.0) -> dict[str, list[dict[str, Any]]]:
    return {
        "source": [make.source()],
        "study": [make.study()],
        "study_drug": [{"study_id": "letter/2", "position": 1, "drug": "aspirin", "as_printed": "ASA"}],
        "observation": [make.in_table("a", value=value)],
        "printed_cell": [make.cell(1, "{1.value.0}%")],
        "glossary": [{"source_id": "letter", "abbreviation": "ASA", "expansion": "aspirin"}],
        "unexplained_number": [
            {"source_id": "letter", "char_start": 0, "char_end": 2, "quote": "an 7", "context": "Table 1"}
        ],
        "finding": [
            {
                "finding_id": "f",
                "rule": "unknown_label",
                "severity": "warning",
                "source_id": "letter",
                "study_id": "letter/2",
                "observation_ids": ["a"],
                "message": "what is this?",
            }
        ],
    }


def _counts(warehouse: Any) -> dict[str, int]:
    return {table: len(warehouse.ask(f"FROM {table}")) for table in TABLES}


def test_a_source_loads_into_every_table(warehouse: Any, make: Any):
    warehouse.ingest(**_letter(make))
    assert {table: count > 0 for table, count in _counts(warehouse).items()} == dict.fromkeys(TABLES, True)


def test_a_source_loaded_again_is_replaced_whole(warehouse: Any, make: Any):
    warehouse.ingest(**_letter(make))
    before = _counts(warehouse)
    warehouse.ingest(**_letter(make, value=46.0))
    assert _counts(warehouse) == before
    assert warehouse.ask("SELECT value, run_id FROM observation") == [(46.0, "run 2")]


def test_a_study_that_is_gone_from_a_source_is_gone_from_the_warehouse(warehouse: Any, make: Any):
    studies = [make.study(), make.study("letter/3", "Roe [3]")]
    warehouse.ingest(
        source=[make.source()], study=studies, observation=[make.observation("b", "letter/3", value=1.0)]
    )
    warehouse.ingest(source=[make.source()], study=[make.study()])
    assert warehouse.ask("FROM observation") == []
    assert warehouse.ask("SELECT study_id FROM study") == [("letter/2",)]


def test_other_sources_stay_as_they_are(warehouse: Any, make: Any):
    warehouse.ingest(**_letter(make))
    warehouse.ingest(source=[make.source("other")], study=[make.study("other/1", "Roe")])
    assert warehouse.ask("SELECT source_id, run_id FROM source ORDER BY ALL") == [
        ("letter", "run 1"),
        ("other", "run 2"),
    ]
    assert warehouse.ask("SELECT count(*) FROM observation") == [(1,)]


def test_a_retired_source_leaves_nothing_but_its_changes(warehouse: Any, make: Any):
    warehouse.ingest(**_letter(make))
    warehouse.ingest(retire=("letter",))
    assert _counts(warehouse) == dict.fromkeys(TABLES, 0)
    assert warehouse.ask("SELECT kind, old_value FROM change WHERE run_id = 'run 2'") == [("removed", "45%")]


def test_a_source_knows_when_it_first_came(warehouse: Any, make: Any):
    first: datetime = make.NOW
    warehouse.ingest(source=[make.source()])
    warehouse.connection.execute(
        "UPDATE source SET ingested_at = '2027-01-01', first_ingested_at = '2020-05-05'"
    )
    warehouse.ingest(source=[make.source()])
    assert warehouse.ask("SELECT first_ingested_at::DATE::VARCHAR, ingested_at FROM source") == [
        ("2020-05-05", first)
    ]


def _rejection(source_id: str, table_name: str) -> pl.DataFrame:
    row = {
        "source_id": source_id,
        "table_name": table_name,
        "reason": "broken",
        "check_name": "check",
        "payload": "{}",
    }
    return pl.DataFrame([row], REJECTION_SCHEMA)


def test_rejections_are_those_of_the_last_read(warehouse: Any, make: Any):
    warehouse.ingest(source=[make.source()], rejections=_rejection("letter", "observation"))
    assert warehouse.ask("SELECT table_name FROM rejection") == [("observation",)]
    warehouse.ingest(source=[make.source()])
    assert warehouse.ask("FROM rejection") == []


def test_a_source_that_cannot_be_read_again_stays_with_its_rejections(warehouse: Any, make: Any):
    warehouse.ingest(source=[make.source()], rejections=_rejection("letter", "observation"))
    for _ in range(2):
        warehouse.ingest(rejections=_rejection("letter", "source"))
    assert warehouse.ask("SELECT source_id FROM source") == [("letter",)]
    assert warehouse.ask("SELECT table_name FROM rejection ORDER BY ALL") == [("observation",), ("source",)]


def test_a_run_says_what_it_did(warehouse: Any, make: Any):
    warehouse.ingest(**_letter(make))
    run = "SELECT status, rows_extracted, rows_accepted, rows_rejected, finished_at IS NOT NULL FROM run"
    assert warehouse.ask(run) == [("complete", 8, 8, 0, True)]


def test_a_load_that_fails_leaves_nothing_half_done(warehouse: Any, make: Any):
    from warehouse.load import replace_sources

    warehouse.ingest(**_letter(make))
    frames = make.frames(_letter(make, value=46.0), run_id="no such run")
    with pytest.raises(Exception, match="foreign key"):
        replace_sources(warehouse.connection, frames)
    assert warehouse.ask("FROM observation") == []
    assert warehouse.ask("FROM printed_cell") == []
