"""The report and the export of many studies, beside what they cannot do without.

    python tests/benchmarks/bench_report.py WAREHOUSE

Prints, as ratios within one run: the time to make the report over that of its queries alone; the time to
export Parquet and CSV over that of DuckDB's own COPY of the same tables; and how large the page is.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from warehouse.connection import connect
from warehouse.export import write_files
from warehouse.export.relations import relations
from warehouse.report import QUERIES, query, render_report
from warehouse.report.listings import listings

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

RUNS = 5


def ratio(ours: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float, float]:
    """Return the median ratio of interleaved runs, and both median times in seconds."""
    pairs = [(seconds(ours), seconds(bare)) for _ in range(RUNS)]
    return median(a / b for a, b in pairs), median(a for a, _ in pairs), median(b for _, b in pairs)


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def run_queries(connection: duckdb.DuckDBPyConnection) -> None:
    for name in QUERIES:
        query(connection, name)
    listings(connection)


def copy_tables(connection: duckdb.DuckDBPyConnection, directory: str) -> None:
    for relation in relations(connection):
        if relation.by_default:
            connection.execute(f"COPY (FROM \"{relation.name}\") TO '{directory}/{relation.name}.parquet'")
            connection.execute(f"COPY (FROM \"{relation.name}\") TO '{directory}/{relation.name}.csv'")


def main() -> None:
    gc.set_threshold(100_000)  # as the command line does
    connection = connect(Path(sys.argv[1]), writes_files=True)
    (studies,) = connection.execute("SELECT count(*) FROM study").fetchall()[0]
    render_report(connection)
    report = ratio(lambda: render_report(connection), lambda: run_queries(connection))
    print(f"{studies} studies; the page is {len(render_report(connection).encode()) / 1e6:.1f} MB")
    print("report / its queries: {:.2f}x ({:.2f} s / {:.2f} s)".format(*report))
    with TemporaryDirectory() as ours, TemporaryDirectory() as bare:
        chosen = [relation for relation in relations(connection) if relation.by_default]
        export = ratio(
            lambda: write_files(connection, chosen, (), Path(ours)), lambda: copy_tables(connection, bare)
        )
    print("export / COPY: {:.2f}x ({:.2f} s / {:.2f} s)".format(*export))


if __name__ == "__main__":
    main()
