"""Events and patients of one endpoint, as programs for meta-analysis read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.conditions import literal
from warehouse.errors import ExportError
from warehouse.export.writing import writing_to
from warehouse.scripts import script

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

_ENDPOINTS = """
SELECT DISTINCT endpoint FROM measurement WHERE statistic = 'rate' AND unit = 'percent' ORDER BY endpoint
"""


def export_meta_analysis(
    connection: duckdb.DuckDBPyConnection, endpoint: str, path: Path, sources: Sequence[str] = ()
) -> int:
    """Write one row per study that reports a rate of an endpoint, as CSV.

    The columns are those of R's `meta::metaprop` (`studlab`, `event`, `n`) and `metafor::escalc` (`slab`,
    `xi`, `ni`). `events_derived` is true where the source prints only the percentage: the events are then the
    whole number of the study's patients that gives it, and empty where no whole number does.

    Args:
        connection: a warehouse, open so that files can be written.
        endpoint: vocabulary code, such as ORR.
        path: the file.
        sources: ids of sources; only their studies if any are given.

    Returns:
        The number of studies.

    Raises:
        ExportError: no study reports the endpoint, or the file cannot be written.
    """
    query = script("export/meta_analysis")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE meta_analysis AS " + query,
        {"endpoint": endpoint, "source_ids": list(sources)},
    )
    (count,) = connection.execute("SELECT count(*) FROM meta_analysis").fetchall()[0]
    if not count:
        rows = connection.execute(_ENDPOINTS).fetchall()
        known = ", ".join(str(code) for (code,) in rows)
        message = f"no study reports a rate of {endpoint}; there are rates of {known}"
        raise ExportError(message)
    with writing_to(path):
        connection.execute(f"COPY meta_analysis TO {literal(str(path))} (FORMAT csv, HEADER)")
    return int(count)
