"""Tables that run over several pages: their parts put together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.readers.pdf.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf.table_shapes import PdfCell, PdfTable, Region


def read_tables(regions: Sequence[Region]) -> list[tuple[Region, PdfTable | None]]:
    """Return each table's first region with all of its cells; None where they cannot be told apart."""
    found: list[tuple[Region, PdfTable | None]] = []
    for region in regions:
        before_table = found[-1][1] if found and region.goes_on else None
        table = read_table(region, before_table)
        if found and table is not None and _carries_on(found[-1], region, table):
            first, before = found[-1]
            assert before is not None  # noqa: S101 -- checked by _carries_on
            found[-1] = (first, _joined(before, table))
        else:
            found.append((region, table))
    return found


def _carries_on(last: tuple[Region, PdfTable | None], region: Region, table: PdfTable) -> bool:
    """Whether a table is the next part of the one before it."""
    before = last[1]
    if before is None or region.label != last[0].label or before.columns != table.columns:
        return False
    # Two tables without a number are two tables, unless the second says that it goes on.
    numbered = region.label[-1:].isdigit() and region.page > before.pages[-1]
    return region.continued or numbered


def _joined(before: PdfTable, part: PdfTable) -> PdfTable:
    """Return two parts as one table; a header printed again is left out."""
    repeated = part.header_rows if part.header_rows and _header(part) == _header(before) else 0
    down = before.rows - repeated
    cells = tuple(replace(cell, row=cell.row + down) for cell in part.cells if cell.row >= repeated)
    return replace(
        before,
        regions=(*before.regions, *part.regions),
        cells=(*before.cells, *cells),
        rows=before.rows + part.rows - repeated,
        quality=round(
            (before.quality * before.rows + part.quality * part.rows) / (before.rows + part.rows), 2
        ),
        note=f"{before.note}; page {part.pages[0]}: {part.note}",
        pages=(*before.pages, *part.pages[repeated:]),
    )


def _header(table: PdfTable) -> list[str]:
    return [_words(cell) for cell in table.cells if cell.row < table.header_rows]


def _words(cell: PdfCell) -> str:
    return " ".join(cell.text.split()).lower()
