"""Writes a document's text block by block, so that every block and cell is a known stretch of it."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from extractors.document import Block, BlockKind, Cell, Document, Metadata, ReaderFinding, Span, Table
from extractors.readers.grid import assess, place
from extractors.readers.prose_signs import inline_labels
from extractors.readers.raised import RAISED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from extractors.readers.grid import Grid

# Marks of footnotes at the end of a cell: "0.0001 ᵃ", "7 (7%)*". They stay in the text, after the
# cell's span, so that a label is the same word with and without its footnote. Readers set raised
# letters and digits off with a blank when they are marks, and none when they are exponents.
_MARKS = re.compile(rf"(?<=\S)(?:\s?[*∗†‡§¶‖#]+|\s{RAISED}(?:,?{RAISED})*,?)+$")
_MARK_ENDS = frozenset(f"*∗†‡§¶‖#,{RAISED[1:-1]}")
_GAP = "\n\n"
_PLAIN_END = frozenset(string.ascii_letters + string.digits + ")%.]")
_LABEL_END = re.compile(r"[\s.:]+$")


# Takes half the time of a call by the class's name, and an article has thousands of spans and cells.
_new = tuple.__new__


class DocumentWriter:
    """A document as it grows. Blocks are set apart by a blank line, cells of a row by a tab."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._labels: dict[str, int] = {}  # each with the last number that tells its namesakes apart
        self.findings: list[ReaderFinding] = []
        self.section = ""
        self._outer_section = ""

    def heading(self, text: str) -> None:
        """Write a heading; the blocks after it stand under it."""
        if text:
            self._outer_section, self.section = self.section, text
            self.block(BlockKind.HEADING, text)

    def block(self, kind: BlockKind, text: str) -> Span | None:
        """Write a block and return where it stands; None for one without words."""
        if not text:
            return None
        start = self._length
        span = _new(Span, (start, start + len(text)))
        self._pieces.append(f"{text}{_GAP}")
        self._length = span.end + len(_GAP)
        self._blocks.append(_new(Block, (kind, (span,), self.section, None)))
        return span

    def prose(self, text: str) -> None:
        """Write a paragraph, parted at the section labels in it ("METHODS: ..."), which become headings."""
        at = 0
        for start, end in inline_labels(text):
            self.block(BlockKind.PARAGRAPH, text[at:start].strip())
            self.heading(text[start:end])
            at = end
        self.block(BlockKind.PARAGRAPH, text[at:].strip())

    def take_back(self, is_wanted: Callable[[str], bool]) -> str:
        """Unwrite the last block if it is wanted elsewhere, as a caption; return its text, else ''."""
        last = self._blocks[-1] if self._blocks else None
        if last is None or last.spans[0].end + len(_GAP) != self._length:
            return ""
        text = self._pieces[-1].removesuffix(_GAP)
        if not is_wanted(text):
            return ""
        self._blocks.pop()
        self._length -= len(self._pieces.pop())
        if last.kind is BlockKind.HEADING:
            self.section = self._outer_section
        return text

    def finding(self, rule: str, severity: str, message: str, span: Span | None = None) -> None:
        """Note what could not be read."""
        self.findings.append(ReaderFinding(rule, severity, message, span))

    def table(
        self, label: str | None, caption: str, grids: Sequence[Grid], footnotes: Iterable[str] = ()
    ) -> None:
        """Write the parts of one printed table: its caption, its rows, its footnotes.

        Args:
            label: as printed ("Table 2."), None if it has none.
            caption: its label and what it says, as printed.
            grids: usually one; a table printed in parts has several.
            footnotes: the lines below it.
        """
        caption_span = self.block(BlockKind.CAPTION, caption)
        cells = [self._rows(grid) for grid in grids]
        notes = tuple(span for text in footnotes if (span := self.block(BlockKind.FOOTNOTE, text)))
        for grid, placed in zip(grids, cells, strict=True):
            quality, note = assess(placed, grid.header_rows)
            self._tables.append(
                Table(
                    label=self._unique(label),
                    cells=placed,
                    header_rows=grid.header_rows or int(len(grid.rows) > 1),
                    caption=caption_span,
                    footnotes=notes,
                    quality=quality,
                    quality_note=note,
                )
            )

    def finish(self, source_id: str, media_type: str, metadata: Metadata) -> Document:
        """Return the document."""
        return Document(
            source_id=source_id,
            media_type=media_type,
            text="".join(self._pieces),
            blocks=tuple(self._blocks),
            tables=tuple(self._tables),
            metadata=metadata,
            findings=tuple(self.findings),
        )

    def _rows(self, grid: Grid) -> tuple[Cell, ...]:
        """Write a table's rows. What indents a cell stands before its span, its footnote marks after it."""
        cells: list[Cell] = []
        at = self._length
        for row, placed in enumerate(place(grid.rows)):
            for text, column, row_span, column_span in placed:
                end = at + len(text)
                # Most cells have neither indentation nor footnote marks: their ends tell.
                if not text or (text[-1] in _PLAIN_END and text[0].isalnum()):
                    span = _new(Span, (at, end))
                else:
                    first, last = _words(text)
                    span = _new(Span, (at + first, at + last))
                cells.append(_new(Cell, (row, column, span, row_span, column_span, None, None)))
                at = end + 1
            self._pieces.append("\t".join([*grid.rows[row].texts, "\n"]))
            at += 1
        self._pieces.append("\n")
        self._length = at + 1
        return tuple(cells)

    def _unique(self, label: str | None) -> str:
        """Return a label that no other table of the document has."""
        wanted = _LABEL_END.sub("", " ".join((label or "").split())) or "Unnumbered table"
        unique, count = wanted, self._labels.get(wanted, 0)
        while unique in self._labels:
            count += 1
            unique = f"{wanted} ({count})"
        self._labels[wanted] = max(count, 1)
        self._labels[unique] = 1
        return unique


def _words(text: str) -> tuple[int, int]:
    """Return where the words of a cell start and end: without indentation and footnote marks."""
    stripped = text.rstrip()
    start = len(stripped) - len(stripped.lstrip())
    marks = _MARKS.search(stripped) if stripped[-1:] in _MARK_ENDS else None
    return start, marks.start() if marks else len(stripped)
