"""Tables of a JATS article: label, caption, cells, footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.jats_words import caption_text, note_text, words
from extractors.readers.markup_tables import grid_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

    from extractors.readers.writer import DocumentWriter


def write_table(wrap: _Element, writer: DocumentWriter, references: Collection[str]) -> None:
    """Write a table with its caption and footnotes; say so if it is only a picture."""
    label = words(wrap.find("label"), references)
    grids = [grid_of(table, references) for table in _outermost(wrap)]
    if not any(grid.rows for grid in grids):
        message = f"{label or 'A table'} has no cells in the XML, only a picture: its numbers are not read"
        writer.finding("table_not_read", "warning", message)
    writer.table(
        label,
        caption_text(wrap, references),
        [grid for grid in grids if grid.rows],
        [text for foot in wrap.iter("table-wrap-foot") for text in _notes(foot, references)],
    )


def _outermost(wrap: _Element) -> Iterator[_Element]:
    """Yield the tables that are not within a cell of another."""
    if wrap.tag == "array":
        yield from wrap.iterchildren("tbody") if wrap.find("tbody") is None else (wrap,)
        return
    for table in wrap.iter("table"):
        if next(table.iterancestors("td", "th"), None) is None:
            yield table


def _notes(foot: _Element, references: Collection[str]) -> Iterator[str]:
    for part in foot:
        if part.tag == "fn-group":
            yield from _notes(part, references)
        else:
            yield note_text(part, references) if part.tag == "fn" else words(part, references)
