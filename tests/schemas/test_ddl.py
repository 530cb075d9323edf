from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from schemas.ddl import contract_version, create_statements
from schemas.tables import TABLES, column_names
from schemas.words import ENUMS

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(";".join(create_statements()))
        yield connection


def test_every_table_has_its_columns_in_order(empty: duckdb.DuckDBPyConnection):
    rows = empty.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall()
    for table, model in TABLES.items():
        assert [column for name, column in rows if name == table] == column_names(model)


def test_every_table_and_column_has_a_comment(empty: duckdb.DuckDBPyConnection):
    missing = empty.execute(
        "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL "
        "UNION ALL SELECT column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
    ).fetchall()
    assert missing == []


def test_a_unit_stands_in_the_comment(empty: duckdb.DuckDBPyConnection):
    comment = "SELECT comment FROM duckdb_columns() WHERE table_name = 'study' AND column_name = 'male_pct'"
    assert empty.execute(comment).fetchall() == [("Share of male patients. Unit: percent.",)]


def test_closed_lists_are_enum_types_in_their_order(empty: duckdb.DuckDBPyConnection):
    for name, words in ENUMS.items():
        assert empty.execute(f"SELECT enum_range(NULL::{name})").fetchall() == [(list(words),)]


def test_keys_are_enforced(empty: duckdb.DuckDBPyConnection):
    with pytest.raises(duckdb.ConstraintException, match="foreign key"):
        empty.execute("INSERT INTO study BY NAME SELECT 'x/1' AS study_id, 'x' AS source_id, '' AS label")


def test_the_file_tells_the_version_of_its_contract(empty: duckdb.DuckDBPyConnection):
    assert empty.execute("SELECT contract_version()").fetchall() == [(contract_version(),)]
