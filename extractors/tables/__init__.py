"""Tables -> observations, and the template of every printed cell.

A table's labels say what its cells hold; each cell is read by what its row and its column say.
A label nobody knows leaves its cells as text, with a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.cells.drafts import print_template
from extractors.document import FlattenedTable, Table
from extractors.flattened import rebuild
from extractors.records import Extraction, Finding, PrintedCell, UnexplainedNumber
from extractors.statuses import status_words
from extractors.tables.arms import find_arms, read_arm_size
from extractors.tables.captions import all_words, caption_meaning
from extractors.tables.columns import find_layout, read_axis
from extractors.tables.field_rows import read_fields_down
from extractors.tables.grids import Grid
from extractors.tables.reading import Collected, TableReading
from extractors.tables.studies import collect_studies, own_study_id
from extractors.tables.study_rows import read_studies_down
from extractors.text import fold
from extractors.values import find_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.document import Document
    from extractors.records import GlossaryEntry


def read_tables(document: Document, glossary: tuple[GlossaryEntry, ...]) -> Extraction:
    """Return what the tables of a document state."""
    out = Collected()
    words = status_words(glossary)
    tables = list(_tables(document, glossary, out))
    grids = [Grid(document.text, table) for table in tables]
    layouts = [find_layout(grid, glossary) for grid in grids]
    for grid, layout in zip(grids, layouts, strict=True):
        if layout.has_studies:
            collect_studies(document, grid, layout, out)
    own = own_study_id(document, out)
    for table, grid, layout in zip(tables, grids, layouts, strict=True):
        reading = TableReading(document, glossary, words, table, grid, layout, own, out)
        _read_table(reading)
    return Extraction(
        studies=tuple(out.studies.values()),
        observations=tuple(out.observations),
        unexplained=tuple(out.unexplained),
        findings=tuple(out.findings),
        study_drugs=tuple(out.drugs),
        printed_cells=tuple(out.printed_cells),
        numbers_explained=out.explained,
    )


def _tables(document: Document, glossary: tuple[GlossaryEntry, ...], out: Collected) -> Iterator[Table]:
    """Tables as cells; one that stays lines is a finding, and its words are kept."""
    for table in document.tables:
        if isinstance(table, Table):
            if table.cells:
                yield table
            continue
        rebuilt = rebuild(document.text, table, glossary)
        if rebuilt:
            out.findings.extend(rebuilt.findings)
            yield rebuilt.table
        else:
            _keep_lines(document, table, out)


def _keep_lines(document: Document, table: FlattenedTable, out: Collected) -> None:
    words = fold(document.text[table.body.start : table.body.end])
    out.findings.append(
        Finding(
            rule="unreadable_table",
            severity="warning",
            message=f"{table.label}: neither studies nor fields can be told from its header; "
            f"its lines are kept as one cell: {words[:200]!r}",
            observed=words,
        )
    )
    out.printed_cells.append(PrintedCell(table.label, 1, "", 0, "", None, print_template(words, ())))
    body = Grid(document.text, Table(table.label, ())).fold(table.body)
    for number in find_numbers(words):
        span = body.span(number.start, number.end)
        out.unexplained.append(UnexplainedNumber(None, span, words, table.label))


def _read_table(reading: TableReading) -> None:
    grid = reading.grid
    reading.caption = caption_meaning(reading)
    reading.counts_only = not any("%" in words for words in all_words(reading))
    for column in range(grid.label_columns, grid.columns):
        fields = reading.layout.fields_in_columns
        reading.axes[column] = read_axis(grid.header(column), reading.glossary, fields=fields)
        read_arm_size(reading, column)
    find_arms(reading)
    if reading.layout.fields_in_columns:
        read_studies_down(reading)
    else:
        read_fields_down(reading)
    if reading.is_results:
        reading.out.findings.extend(reading.findings)
        reading.out.unexplained.extend(reading.numbers)
        reading.out.explained += reading.explained
