"""Tables of which only running lines are left, rebuilt by typed segmentation.

The header tells the columns. In each row the label tells what its cells hold, and the row is split in
the one way in which every cell is such a value. No such way, or more than one, is a finding with the
row's text: its cells stay together in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.cells import CellContext
from extractors.document import Cell, FlattenedTable, Table
from extractors.flattened.body import Body, Row
from extractors.flattened.segmentation import tokenize
from extractors.flattened.study_columns import studies_as_columns
from extractors.flattened.study_rows import studies_as_rows
from extractors.readers.lines import style_of
from extractors.statuses import status_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Finding, GlossaryEntry


_MOST_TOKENS = 20_000  # of a table: a text of more is no table, whatever stands above it


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A table put together again. A row that could not be split has one cell over all columns."""

    table: Table
    findings: tuple[Finding, ...] = ()


def rebuild(text: str, flattened: FlattenedTable, glossary: tuple[GlossaryEntry, ...] = ()) -> Rebuilt | None:
    """Rebuild a flattened table, studies as columns or as rows.

    Args:
        text: the document's text.
        flattened: where the table's lines stand.
        glossary: what the document's abbreviations stand for.

    Returns:
        The table with what could not be split, or None where not even its header can be read.
    """
    context = CellContext(status_words(glossary), glossary, percent_near=True, strict=True)
    tokens = tokenize(text, flattened.body, style_of(text))
    if len(tokens) > _MOST_TOKENS:
        return None
    body = Body(text, tokens, glossary, context, flattened.label)
    rows = studies_as_columns(body) or studies_as_rows(body)
    if not rows:
        return None
    table = Table(
        flattened.label,
        tuple(_table_cells(rows, body.columns)),
        caption=flattened.caption,
        footnotes=flattened.footnotes,
    )
    return Rebuilt(table, tuple(body.findings))


def _table_cells(rows: list[Row], columns: int) -> Iterator[Cell]:
    for number, row in enumerate(rows):
        yield Cell(number, 0, row.label)
        for column, span in enumerate(row.cells, 1):
            yield Cell(number, column, span, column_span=1 if row.split else columns)
