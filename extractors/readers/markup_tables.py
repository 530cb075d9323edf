"""Table elements of XML or HTML, which share them, -> grids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from extractors.readers.grid import Grid, GridRow, build_grid
from extractors.readers.inline import InlineText, cell_handlers, squeeze

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

_GROUPS = {"thead", "tbody", "tfoot"}
_CELLS = {"td", "th"}
# One search of a table costs less than asking every cell.
_HAS_SPANS = etree.XPath(".//@rowspan or .//@colspan")
_SINGLE = frozenset((rows, columns) for rows in (None, "1") for columns in (None, "1"))
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
    read_row = _spanning_row if _HAS_SPANS(table) else _plain_row
    head: list[GridRow] = []
    bodies: list[list[GridRow]] = []
    foot: list[GridRow] = []
    loose: list[GridRow] | None = None
    for part in table:
        tag = part.tag
        if tag == "tr":
            if loose is None:
                bodies.append(loose := [])
            loose.append(read_row(part, references))
            continue
        rows = [read_row(row, references) for row in part.iterchildren("tr")] if tag in _GROUPS else []
        if tag == "thead" and not bodies:
            head.extend(rows)
        elif tag == "tfoot":
            foot.extend(rows)
        elif tag in _GROUPS:
            bodies.append(rows)
        loose = None
    return build_grid(head, [*bodies, foot])


def _plain_row(row: _Element, references: Collection[str]) -> GridRow:
    """Return a row of a table without spans: one loop and no calls, as there are thousands of cells."""
    texts, header = [], True
    for cell in row:
        tag = cell.tag
        if tag not in _CELLS:
            continue
        header = header and tag == "th"
        if len(cell):
            text = cell_text(cell, references)
        else:
            text = cell.text or ""
            if not text.isprintable() or "  " in text:
                text = squeeze(text)
        texts.append(text)
    return GridRow(texts, None, header)


def _spanning_row(row: _Element, references: Collection[str]) -> GridRow:
    texts, _, header = _plain_row(row, references)
    printed = [(cell.get("rowspan"), cell.get("colspan")) for cell in row.iterchildren("td", "th")]
    if _SINGLE.issuperset(printed):
        return GridRow(texts, None, header)
    return GridRow(texts, [(_span(rows), _span(columns)) for rows, columns in printed], header)


def cell_text(cell: _Element, references: Collection[str] = ()) -> str:
    """Return what is printed in a cell; its lines and paragraphs on lines of their own."""
    line = InlineText(_CELL_HANDLERS, references, in_cell=True)
    line.add(cell)
    return line.text()


def _span(printed: str | None) -> int:
    """Return a rowspan or colspan; 1 for what is no number."""
    match = _DIGITS.match(printed or "")
    return int(match[1]) if match else 1
