"""The letter end to end: its tables come out as printed, its studies as a person typed them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.letter import GOLDEN, SOURCE, letter_warehouse

if TYPE_CHECKING:
    import duckdb


def golden(name: str) -> Any:
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def warehouse() -> duckdb.DuckDBPyConnection:
    return letter_warehouse()


def printed(warehouse: duckdb.DuckDBPyConnection, view: str) -> tuple[list[str], list[list[str]]]:
    cursor = warehouse.execute(f"FROM {view}")
    return [column[0] for column in cursor.description], [list(row) for row in cursor.fetchall()]


@pytest.mark.parametrize("view", ["table_1", "table_2"])
def test_tables_come_out_as_printed(warehouse: duckdb.DuckDBPyConnection, view: str):
    truth = golden("tables")[view]
    columns, rows = printed(warehouse, view)
    assert columns[1:] == truth["columns"][1:]
    assert rows == truth["rows"]


@pytest.mark.parametrize("study", [pytest.param(study, id=study["label"]) for study in golden("study")])
def test_every_field_of_a_study_is_typed(warehouse: duckdb.DuckDBPyConnection, study: dict[str, Any]):
    cursor = warehouse.execute("FROM study WHERE study_id = ?", [f"{SOURCE}/{study['ref_no']}"])
    row = dict(zip([column[0] for column in cursor.description], cursor.fetchall()[0], strict=True))
    assert {field: row[field] for field in study} == study


def test_no_row_breaks_the_contract(warehouse: duckdb.DuckDBPyConnection):
    assert warehouse.execute("FROM rejection").fetchall() == []
    assert warehouse.execute("SELECT count(*) FROM study").fetchall() == [(11,)]


@pytest.mark.parametrize("view", ["table_1", "table_2"])
def test_every_number_comes_from_a_typed_column(warehouse: duckdb.DuckDBPyConnection, view: str):
    """Change every typed number of the tables by 1: every cell that prints one changes, no other does."""
    before = printed(warehouse, view)[1]
    warehouse.execute("BEGIN")
    try:
        warehouse.execute(
            "UPDATE observation SET n = n + 1, low = low + 1, high = high + 1,"
            " value = CASE unit WHEN 'percent' THEN value - 1 ELSE value + 1 END WHERE origin = 'table'"
        )
        after = printed(warehouse, view)[1]
    finally:
        warehouse.execute("ROLLBACK")
    for (label, *old), (_, *new) in zip(before, after, strict=True):
        if label not in {"Regimen", "Study type", "NCT number"}:
            holds_number = [any(character.isdigit() for character in cell) for cell in old]
            assert [one != other for one, other in zip(old, new, strict=True)] == holds_number, label


def test_every_value_stands_where_its_span_says(warehouse: duckdb.DuckDBPyConnection):
    """The words of every span are in its quote; a percentage's span holds its digits."""
    rows = warehouse.execute(
        "SELECT text[char_start + 1:char_end], quote, value, decimals, unit::VARCHAR"
        " FROM observation JOIN source USING (source_id)"
    ).fetchall()
    for words, quote, value, decimals, unit in rows:
        assert " ".join(words.replace("-\n", "").split()) in quote.replace("\xa0", " ")
        if unit == "percent" and value:
            assert f"{value:.{decimals}f}" in words


def test_table_and_prose_agree_wherever_both_speak(warehouse: duckdb.DuckDBPyConnection):
    rows = warehouse.execute("SELECT agreement, count(*) FROM measurement GROUP BY ALL").fetchall()
    counts = dict(rows)
    assert counts["agree"] == 29
    assert "conflict" not in counts


def test_every_number_of_the_results_is_explained(warehouse: duckdb.DuckDBPyConnection):
    assert warehouse.execute("FROM unexplained_number").fetchall() == []
