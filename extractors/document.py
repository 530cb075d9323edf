"""What a reader gives: one text, and where its blocks and tables lie in it.

Every offset is an index into `Document.text` (Unicode code points, half-open). Readers of every
format build that text themselves, so that a table cell, a caption or a sentence is always one
contiguous span of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of code points of a document's text."""

    start: int
    end: int


class Box(NamedTuple):
    """Bounding box on a PDF page, in points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


class BlockKind(StrEnum):
    """What a block of a document is. Only `heading` and `paragraph` are read as prose."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    FURNITURE = "furniture"  # running heads, addresses, correspondence: never read for facts


class Block(NamedTuple):
    """A piece of a document, in reading order.

    A paragraph that other material interrupts (a column break, page furniture) has several spans;
    `spans` lists them in reading order, and the sentences run across them.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    section: str = ""  # heading the block stands under, folded; '' before the first one
    page: int | None = None


class Cell(NamedTuple):
    """One printed cell. An empty cell has an empty span at the place where it would stand."""

    row: int  # 0-based, header rows included
    column: int  # 0-based, the label column included
    span: Span
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose cells are known."""

    label: str  # "Table 1"; unique in its document
    cells: tuple[Cell, ...]
    header_rows: int = 1
    caption: Span | None = None
    footnotes: tuple[Span, ...] = ()
    quality: float | None = None  # 0-1, how sure the reader is of the cells; None: printed as cells
    quality_note: str = ""


@dataclass(frozen=True, slots=True)
class FlattenedTable:
    """A table of which only running lines are left; `flattened.py` rebuilds its cells."""

    label: str
    body: Span  # from the first header line to the last line of the last row
    caption: Span | None = None
    footnotes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ReaderFinding:
    """Something the reader could not do, for a person to look at."""

    rule: str
    severity: str  # info | warning | error
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says about itself; None where it says nothing."""

    title: str | None = None
    citation: str | None = None
    doi: str | None = None
    license: str | None = None
    conference: str | None = None
    meeting_year: int | None = None


@dataclass(frozen=True, slots=True)
class PageBox:
    """Where a stretch of the text stands on a PDF page."""

    span: Span
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Document:
    """A source once read."""

    source_id: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table | FlattenedTable, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    findings: tuple[ReaderFinding, ...] = ()
    layout: tuple[PageBox, ...] = ()  # PDF only, in order of start: one entry a word or line
