"""What a PDF holds, in reading order -> Document."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.document import Block, BlockKind, Document, Metadata, Span
from extractors.readers.pdf.assembly import TextBuilder
from extractors.readers.pdf.building import Flow
from extractors.readers.pdf.paragraphs import Paragraph
from extractors.readers.prose_signs import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf.kinds import Kind
    from extractors.readers.pdf.regions import Region
    from extractors.readers.pdf.shapes import Page

_GOES_ON = re.compile(r"[a-z\d(%≥≤<>±+]")
_HYPHENS = ("-", "‐")
_SAME_SIZE = 0.08


def write_document(
    source_id: str,
    pages: Sequence[Page],
    elements: Sequence[Paragraph | Region | Flow],
    kinds: Sequence[Kind],
) -> Document:
    """Return the document of pages that were read."""
    writer = _Writer(pages)
    following = iter(kinds)
    for element in elements:
        if isinstance(element, Paragraph):
            writer.paragraph(element, next(following))
        elif isinstance(element, Flow):
            writer.furniture(element)
        else:
            writer.table(element)
    text = writer.builder.text
    return Document(
        source_id=source_id,
        media_type="application/pdf",
        text=text,
        blocks=tuple(writer.blocks),
        tables=(),
        metadata=Metadata(),
        findings=(),
        layout=tuple(writer.builder.layout),
    )


class _Writer:
    """Blocks and tables of a document as it is written."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.builder = TextBuilder({page.number: page.frame for page in pages})
        self.blocks: list[Block] = []
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
            self.blocks[at] = replace(self.blocks[at], spans=(*self.blocks[at].spans, span))
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

    def table(self, region: Region) -> None:
        """Write a table."""
        span, _ = self.builder.lines(region.caption, region.page)
        self.builder.put("\n\n")
        self.blocks.append(Block(BlockKind.CAPTION, (span,), page=region.page))


def _carries_on(last: Paragraph, paragraph: Paragraph) -> bool:
    """Whether a paragraph carries on the sentence that the last one broke off."""
    if abs(last.size - paragraph.size) > _SAME_SIZE * last.size:
        return False
    text = paragraph.lines[0].text
    if last.lines[-1].text.endswith(_HYPHENS) or _GOES_ON.match(text):
        return True
    new_column = paragraph.page != last.page or paragraph.lines[0].baseline < last.lines[-1].baseline
    return new_column and len(last.lines) > 1 and last.lines[-1].x1 >= last.column[1] - 2 * last.size
