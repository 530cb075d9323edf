"""What leaves the warehouse: the report, and files for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.connection import connect
from warehouse.errors import ExportError
from warehouse.export import export as export_files
from warehouse.export.meta_analysis import export_meta_analysis
from warehouse.report import render_report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def report(warehouse: Path, output: Path) -> Path:
    """Write the evidence report of a warehouse.

    Raises:
        ExportError: the file cannot be written.
    """
    with connect(warehouse) as connection:
        page = render_report(connection)
    try:
        output.write_text(page, "utf-8", newline="")
    except OSError as error:
        raise ExportError(f"{output}: cannot be written ({error.strerror}); name another file") from error
    return output


def export(
    warehouse: Path,
    directory: Path,
    tables: Sequence[str],
    sources: Sequence[str],
    endpoints: Sequence[str],
) -> list[Path]:
    """Write tables, and events and patients of endpoints; return the files.

    Raises:
        ExportError: a name is not in the warehouse, or the directory cannot be written.
    """
    with connect(warehouse, writes_files=True) as connection:
        files = export_files(connection, directory, tables, sources)
        for endpoint in endpoints:
            file = directory / f"meta_analysis_{endpoint.replace('/', '_')}.csv"
            export_meta_analysis(connection, endpoint, file, sources)
            files.append(file)
    return files
