"""A table while it is rebuilt from the places of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.readers.pdf.regions import Region
    from extractors.readers.pdf.shapes import Line, Word

# Words of one cell, line by line.
Stack = tuple["Line", ...]


@dataclass(frozen=True, slots=True)
class TableLine:
    """Words on one baseline of a table, by the column they stand in."""

    cells: tuple[tuple[Word, ...], ...]
    baseline: float
    size: float

    @property
    def filled(self) -> tuple[int, ...]:
        """Columns that hold something."""
        return tuple(at for at, cell in enumerate(self.cells) if cell)


@dataclass(frozen=True, slots=True)
class PdfCell:
    """A cell with its printed lines."""

    row: int
    column: int
    lines: Stack
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        """Words as printed, lines joined by a line break; raised marks at its end included."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table as read from one region, or from several of one table."""

    regions: tuple[Region, ...]
    cells: tuple[PdfCell, ...]
    header_rows: int
    rows: int
    columns: int
    edges: tuple[float, ...]  # where each column after the first starts
    rows_by: str  # what the guess at its rows rests on
    quality: float
    note: str
    pages: tuple[int, ...]  # page of each row
