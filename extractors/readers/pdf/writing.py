"""What a PDF holds, in reading order -> Document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.document import (
    Block,
    BlockKind,
    Cell,
    Document,
    FlattenedTable,
    ReaderFinding,
    Span,
    Table,
)
from extractors.readers.pdf.assembly import TextBuilder
from extractors.readers.pdf.building import Flow
from extractors.readers.pdf.checks import pictured_tables
from extractors.readers.pdf.metadata import find_metadata
from extractors.readers.pdf.paragraphs import Paragraph
from extractors.readers.pdf.table_parts import read_tables
from extractors.readers.pdf.table_shapes import Region
from extractors.readers.pdf.words import find_lines
from extractors.readers.prose_signs import ends_sentence
from extractors.readers.text_tables import unique_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.readers.pdf.kinds import Kind
    from extractors.readers.pdf.shapes import Page
    from extractors.readers.pdf.table_shapes import PdfTable

_GOES_ON = re.compile(r"[a-z\d(%≥≤<>±+]")
_HYPHENS = ("-", "‐")
_SAME_SIZE = 0.08
# A table of which less is sure is kept as lines.
LEAST_QUALITY = 0.5


def write_document(
    source_id: str,
    pages: Sequence[Page],
    elements: Sequence[Paragraph | Region | Flow],
    kinds: Sequence[Kind],
    findings: Sequence[ReaderFinding],
) -> Document:
    """Return the document of pages that were read."""
    writer = _Writer(pages)
    following = iter(kinds)
    regions = [element for element in elements if isinstance(element, Region)]
    tables = dict(_by_region(read_tables(regions)))
    for element in elements:
        if isinstance(element, Paragraph):
            writer.paragraph(element, next(following))
        elif isinstance(element, Flow):
            writer.furniture(element)
        elif id(element) in tables:
            writer.table(element, tables[id(element)])
        else:
            writer.repeated_caption(element)
    text = writer.builder.text
    return Document(
        source_id=source_id,
        media_type="application/pdf",
        text=text,
        blocks=tuple(writer.blocks),
        tables=tuple(writer.tables),
        metadata=find_metadata(text, writer.blocks),
        findings=(*findings, *writer.findings, *pictured_tables(pages, text, len(writer.tables))),
        layout=tuple(writer.builder.layout),
    )


def _by_region(tables: Sequence[tuple[Region, PdfTable | None]]) -> Iterator[tuple[int, PdfTable | None]]:
    """Give each table with the identity of the region it starts in: two regions may hold the same words."""
    for region, table in tables:
        yield id(region), table


class _Writer:
    """Blocks and tables of a document as it is written."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.builder = TextBuilder({page.number: page.frame for page in pages})
        self.blocks: list[Block] = []
        self.tables: list[Table | FlattenedTable] = []
        self.findings: list[ReaderFinding] = []
        self._labels: set[str] = set()
        self._open: tuple[int, Paragraph] | None = None  # block and last paragraph of an unfinished sentence

    def paragraph(self, paragraph: Paragraph, kind: Kind) -> None:
        """Write a paragraph; one that carries on an unfinished sentence joins its block."""
        span, _ = self.builder.lines(paragraph.lines, paragraph.page)
        self.builder.put("\n\n")
        if kind.kind is not BlockKind.PARAGRAPH:
            self.blocks.append(Block(kind.kind, (span,), kind.section, paragraph.page))
            if kind.kind is BlockKind.HEADING:
                self._open = None
            return
        if self._open is not None and _carries_on(self._open[1], paragraph):
            at = self._open[0]
            self.blocks[at] = self.blocks[at]._replace(spans=(*self.blocks[at].spans, span))
        else:
            at = len(self.blocks)
            self.blocks.append(Block(kind.kind, (span,), kind.section, paragraph.page))
        self._open = None if ends_sentence(paragraph.lines[-1].text) else (at, paragraph)

    def furniture(self, flow: Flow) -> None:
        """Write what stands around the text of a page."""
        for line in flow.furniture:
            span, _ = self.builder.lines((line,), flow.page)
            self.builder.put("\n\n")
            self.blocks.append(Block(BlockKind.FURNITURE, (span,), page=flow.page))

    def table(self, region: Region, table: PdfTable | None) -> None:
        """Write a table: its caption, its rows, its notes."""
        caption = self._caption(region)
        label = unique_label(region.label, self._labels)
        self._labels.add(label)
        if table is None or table.quality < LEAST_QUALITY:
            self._flattened(region, label, caption, table)
        else:
            cells = self._cells(table)
            parts = tuple(part for part in table.regions if part.notes)
            notes = tuple(span for part in parts for span in self._notes(part))
            self.tables.append(
                Table(label, cells, table.header_rows, caption, notes, table.quality, table.note)
            )

    def repeated_caption(self, region: Region) -> None:
        """Write the caption over a later part of a table."""
        if region.caption:
            span, _ = self.builder.lines(region.caption, region.page)
            self.builder.put("\n\n")
            self.blocks.append(Block(BlockKind.FURNITURE, (span,), page=region.page))

    def _caption(self, region: Region) -> Span | None:
        if not region.caption:
            return None
        span, _ = self.builder.lines(region.caption, region.page)
        self.builder.put("\n\n")
        self.blocks.append(Block(BlockKind.CAPTION, (span,), page=region.page))
        return span

    def _notes(self, region: Region) -> Iterator[Span]:
        span, _ = self.builder.lines(region.notes, region.page)
        self.builder.put("\n\n")
        self.blocks.append(Block(BlockKind.FOOTNOTE, (span,), page=region.page))
        yield span

    def _cells(self, table: PdfTable) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for at, cell in enumerate(table.cells):
            if at:
                self.builder.put("\t" if cell.row == table.cells[at - 1].row else "\n")
            page = table.pages[cell.row]
            _, span = self.builder.lines(cell.lines, page, in_cell=True)
            box = self.builder.box_of(cell.lines, page) if cell.lines else None
            cells.append(Cell(cell.row, cell.column, span, cell.row_span, cell.column_span, page, box))
        self.builder.put("\n\n")
        return tuple(cells)

    def _flattened(self, region: Region, label: str, caption: Span | None, table: PdfTable | None) -> None:
        """Write the lines of a table whose cells cannot be told apart."""
        parts = table.regions if table else (region,)
        start = self.builder.end
        for part in parts:
            self.builder.lines(find_lines(part.words), part.page, in_cell=True)
            self.builder.put("\n")
        span = Span(start, self.builder.end - 1)
        self.builder.put("\n")
        notes = tuple(span for part in parts if part.notes for span in self._notes(part))
        self.tables.append(FlattenedTable(label, span, caption, notes))
        why = table.note if table else "no columns found"
        message = (
            f"page {region.page}, {label}: its cells cannot be told apart ({why}); only its lines are kept"
        )
        self.findings.append(ReaderFinding("unreadable_table", "warning", message, span))


def _carries_on(last: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph carries on the sentence that the last one broke off."""
    if abs(last.size - paragraph.size) > _SAME_SIZE * last.size:
        return False
    text = paragraph.lines[0].text
    if last.lines[-1].text.endswith(_HYPHENS) or _GOES_ON.match(text):
        return True
    new_column = paragraph.page != last.page or paragraph.lines[0].baseline < last.lines[-1].baseline
    return new_column and len(last.lines) > 1 and last.lines[-1].x1 >= last.column[1] - 2 * last.size
