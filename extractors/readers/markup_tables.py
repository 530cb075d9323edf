"""Table elements of XML or HTML, which share them, -> grids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.readers.grid import Grid, GridCell, build_grid
from extractors.readers.inline import InlineText, cell_handlers, squeeze

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

_CELLS = {"td", "th"}
_ONE = {None, "1"}
# What sets lines of a cell apart.
_CELL_HANDLERS = cell_handlers(
    (
        *("p", "list", "list-item", "def-list", "def-item", "disp-quote", "disp-formula", "preformat"),
        *("div", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"),
        *("table", "tr", "td", "th", "fn"),
    )
)
_DIGITS = re.compile(r"\s*(\d{1,5})")


def grid_of(table: _Element, references: Collection[str] = ()) -> Grid:
    """Return the rows of a table: those of its head first, those of its foot last."""
    head: list[list[GridCell]] = []
    bodies: list[list[list[GridCell]]] = []
    foot: list[list[GridCell]] = []
    loose: list[list[GridCell]] | None = None
    for part in table:
        if part.tag == "tr":
            if loose is None:
                bodies.append(loose := [])
            loose.append(_row(part, references))
            continue
        if part.tag == "thead" and not bodies:
            head.extend(_rows(part, references))
        elif part.tag in ("tbody", "thead"):
            bodies.append(_rows(part, references))
        elif part.tag == "tfoot":
            foot.extend(_rows(part, references))
        loose = None
    return build_grid(head, [*bodies, foot])


def _rows(group: _Element, references: Collection[str]) -> list[list[GridCell]]:
    return [_row(row, references) for row in group.iterchildren("tr")]


def _row(row: _Element, references: Collection[str]) -> list[GridCell]:
    cells = []
    for cell in row:
        tag = cell.tag
        if tag not in _CELLS:
            continue
        if len(cell):
            text = cell_text(cell, references)
        else:
            text = cell.text or ""
            if not text.isprintable() or "  " in text:
                text = squeeze(text)
        rows, columns = cell.get("rowspan"), cell.get("colspan")
        # Most cells stand in one row and one column: the call is worth saving.
        row_span = 1 if rows in _ONE else _span(rows)
        column_span = 1 if columns in _ONE else _span(columns)
        cells.append(GridCell(text, row_span, column_span, tag == "th"))
    return cells


def cell_text(cell: _Element, references: Collection[str] = ()) -> str:
    """Return what is printed in a cell; its lines and paragraphs on lines of their own."""
    line = InlineText(_CELL_HANDLERS, references, in_cell=True)
    line.add(cell)
    return line.text()


def _span(printed: str | None) -> int:
    """Return a rowspan or colspan; 1 for what is no number."""
    match = _DIGITS.match(printed or "")
    return int(match[1]) if match else 1
