"""Put checked frames into a staging warehouse: sources are replaced whole."""
# ruff: noqa: S608 (the names are those of our tables)

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from warehouse.scripts import script
from warehouse.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb
    import polars as pl

# Children before parents. DuckDB refuses to delete a parent in the transaction that deletes its children, so
# each level has its own; nobody sees the steps between them, the file is private until it is published.
_OF_SOURCE = ("finding", "unexplained_number", "printed_cell", "glossary", "observation")
_OF_STUDY = ("finding", "measurement", "study_drug", "study_prior_drug", "trial")

_EXTRACTED = ("study_drug", "observation", "printed_cell", "finding", "unexplained_number", "glossary")

_INSERT_SOURCES = """
INSERT INTO source BY NAME
SELECT new_source.* REPLACE (
    least(new_source.first_ingested_at, removed_source.first_ingested_at) AS first_ingested_at
)
FROM new_source LEFT JOIN removed_source USING (source_id)
"""


_SINGLE_OUT = """
CREATE OR REPLACE TEMP TABLE removed_source AS
SELECT source_id, first_ingested_at FROM source WHERE source_id IN (SELECT unnest($source_ids))
"""
_STUDIES_TOO = """
CREATE OR REPLACE TEMP TABLE removed_study AS
SELECT study_id FROM study WHERE source_id IN (SELECT source_id FROM removed_source)
"""


class _ArrowStream:
    """A polars frame as DuckDB reads it without pyarrow: by Arrow's C interface."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


@contextmanager
def registered(connection: duckdb.DuckDBPyConnection, frames: Mapping[str, pl.DataFrame]) -> Iterator[None]:
    """Let SQL see frames as `new_<name>`."""
    for name, frame in frames.items():
        connection.register(f"new_{name}", _ArrowStream(frame))
    try:
        yield
    finally:
        for name in frames:
            connection.unregister(f"new_{name}")


def replace_sources(connection: duckdb.DuckDBPyConnection, frames: Mapping[str, pl.DataFrame]) -> None:
    """Load the accepted rows of some sources in place of all that was known of them, and reconcile them.

    Args:
        connection: a staging warehouse whose `run` holds the run of the rows.
        frames: accepted rows by table name.
    """
    remove_sources(connection, frames["source"]["source_id"].to_list())
    with registered(connection, frames), transaction(connection):
        connection.execute(_INSERT_SOURCES)
        connection.execute(script("reconcile/statement"))
        connection.execute(script("reconcile/study"))
        for name in _EXTRACTED:
            connection.execute(f"INSERT INTO {name} BY NAME FROM new_{name}")
        connection.execute(script("reconcile/study_prior_drug"))
        connection.execute(script("reconcile/measurement"))


def remove_sources(connection: duckdb.DuckDBPyConnection, source_ids: list[str]) -> None:
    """Take sources out of a staging warehouse, with all that was known of them; their values are remembered.

    Args:
        connection: a staging warehouse in which a run has begun.
        source_ids: the sources; those that are not there are passed over.
    """
    given = {"source_ids": source_ids}
    connection.execute(_SINGLE_OUT, given)
    if not connection.execute("FROM removed_source LIMIT 1").fetchall():
        return
    connection.execute(_STUDIES_TOO)
    connection.execute(script("changes/remember"))
    of_source = "WHERE source_id IN (SELECT source_id FROM removed_source)"
    with transaction(connection):
        for name in _OF_SOURCE:
            connection.execute(f"DELETE FROM {name} {of_source}")
        for name in _OF_STUDY:
            connection.execute(f"DELETE FROM {name} WHERE study_id IN (SELECT study_id FROM removed_study)")
    for name in ("study", "source"):
        connection.execute(f"DELETE FROM {name} {of_source}")


_FORGET_FAILED_ATTEMPTS = """
    DELETE FROM rejection
    WHERE
        source_id IN (SELECT source_id FROM new_rejection)
        AND (table_name = 'source' OR (source_id, run_id) NOT IN (SELECT (source_id, run_id) FROM source))
"""


def remove_rejections(connection: duckdb.DuckDBPyConnection, source_ids: list[str]) -> None:
    """Take the rejected rows of sources out of a staging warehouse."""
    connection.execute(
        "DELETE FROM rejection WHERE source_id IN (SELECT unnest($source_ids))", {"source_ids": source_ids}
    )


def replace_rejections(
    connection: duckdb.DuckDBPyConnection, rejections: pl.DataFrame, source_ids: list[str], run_id: str
) -> None:
    """Keep the rejected rows of a run, in place of those of the rows it replaced.

    A source that could not be read, or was refused whole, stays as it was, and so do its rejected rows; those
    of an earlier attempt that failed are replaced.

    Args:
        connection: a staging warehouse.
        rejections: rows of `rejection`, without `run_id`.
        source_ids: sources that the run replaced.
        run_id: the run.
    """
    with registered(connection, {"rejection": rejections}), transaction(connection):
        connection.execute(
            "DELETE FROM rejection WHERE source_id IN (SELECT unnest($source_ids))",
            {"source_ids": source_ids},
        )
        connection.execute(_FORGET_FAILED_ATTEMPTS)
        connection.execute(
            "INSERT INTO rejection BY NAME SELECT *, $run_id AS run_id FROM new_rejection", {"run_id": run_id}
        )
