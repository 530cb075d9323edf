"""Tables of a JATS article: label, caption, cells, footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.markup_tables import grid_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from extractors.readers.jats_body import BodyReader


def write_table(wrap: _Element, reader: BodyReader) -> None:
    """Write a table with its caption and footnotes; say so if it is only a picture."""
    label = reader.words(wrap.find("label"))
    grids = [grid_of(table, reader.references) for table in _outermost(wrap)]
    if not any(grid.rows for grid in grids):
        message = f"{label or 'A table'} has no cells in the XML, only a picture: its numbers are not read"
        reader.writer.finding("table_not_read", "warning", message)
    reader.writer.table(
        label,
        reader.caption_text(wrap),
        [grid for grid in grids if grid.rows],
        [text for foot in wrap.iter("table-wrap-foot") for text in _notes(foot, reader)],
    )


def _outermost(wrap: _Element) -> Iterator[_Element]:
    """Yield the tables that are not within a cell of another."""
    if wrap.tag == "array":
        yield from wrap.iterchildren("tbody") if wrap.find("tbody") is None else (wrap,)
        return
    for table in wrap.iter("table"):
        if next(table.iterancestors("td", "th"), None) is None:
            yield table


def _notes(foot: _Element, reader: BodyReader) -> Iterator[str]:
    for part in foot:
        if part.tag == "fn-group":
            yield from _notes(part, reader)
        else:
            yield reader.note_text(part) if part.tag == "fn" else reader.words(part)
