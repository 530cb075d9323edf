"""The warehouse as files: Parquet, CSV, XLSX, and a Frictionless data package of the CSV files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from schemas.conditions import literal
from warehouse.errors import ExportError
from warehouse.export.package import data_package, resource
from warehouse.export.relations import Relation, relations
from warehouse.export.workbook import write_workbook
from warehouse.export.writing import writing_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb


def export(
    connection: duckdb.DuckDBPyConnection,
    directory: Path,
    tables: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> list[Path]:
    """Write tables and views as `<name>.parquet`, `<name>.csv`, `evitable.xlsx` and `datapackage.json`.

    Every file says what its columns hold: Parquet in its metadata (`description`), CSV through the package,
    XLSX in its first sheet. In CSV and XLSX, a list is JSON, and text that a spreadsheet would run as a
    formula has an apostrophe before it; in Parquet everything is as it is in the warehouse.

    Args:
        connection: a warehouse, open so that files can be written.
        directory: where the files go; made if it is not there.
        tables: names of tables and views; all tables and all views but the printed ones if none are given.
        sources: ids of sources; where a table tells sources apart, only their rows.

    Returns:
        The files written.

    Raises:
        ExportError: a name or a source is not in the warehouse, or the directory cannot be written.
    """
    chosen = _chosen(relations(connection), tables)
    _check_sources(connection, sources)
    with writing_to(directory):
        directory.mkdir(parents=True, exist_ok=True)
        files = write_files(connection, chosen, sources, directory)
        workbook = directory / "evitable.xlsx"
        write_workbook(connection, chosen, sources, workbook)
        package = directory / "datapackage.json"
        package.write_text(json.dumps(data_package(chosen), indent=2, ensure_ascii=False) + "\n", "utf-8")
    return [*files, workbook, package]


def write_files(
    connection: duckdb.DuckDBPyConnection, chosen: Sequence[Relation], sources: Sequence[str], directory: Path
) -> list[Path]:
    """Write tables and views as Parquet and CSV; return the files."""
    return [path for relation in chosen for path in _copy(connection, relation, sources, directory)]


def _chosen(known: Sequence[Relation], names: Sequence[str]) -> list[Relation]:
    by_name = {relation.name: relation for relation in known}
    if unknown := [name for name in names if name not in by_name]:
        message = f"no table or view {', '.join(unknown)}; there are {', '.join(sorted(by_name))}"
        raise ExportError(message)
    return [by_name[name] for name in names] or [relation for relation in known if relation.by_default]


def _check_sources(connection: duckdb.DuckDBPyConnection, sources: Sequence[str]) -> None:
    known = {str(row[0]) for row in connection.execute("SELECT source_id FROM source").fetchall()}
    if unknown := [source for source in sources if source not in known]:
        message = f"no source {', '.join(unknown)}; they are listed by: evitable show source"
        raise ExportError(message)


def _copy(
    connection: duckdb.DuckDBPyConnection, relation: Relation, sources: Sequence[str], directory: Path
) -> tuple[Path, Path]:
    parquet, csv = (directory / f"{relation.name}.{ending}" for ending in ("parquet", "csv"))
    described = literal(json.dumps(resource(relation), ensure_ascii=False))
    options = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{description: {described}}}"
    _write(connection, relation.query(sources), parquet, options)
    _write(connection, relation.plain_query(sources), csv, "FORMAT csv, HEADER")
    return parquet, csv


def _write(connection: duckdb.DuckDBPyConnection, query: str, path: Path, options: str) -> None:
    connection.execute(f"COPY ({query}) TO {literal(str(path))} ({options})")
