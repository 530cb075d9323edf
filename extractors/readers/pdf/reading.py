"""PDF -> Document: the steps in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.pdf.building import find_flows
from extractors.readers.pdf.checks import check_text_layer
from extractors.readers.pdf.headings import part_run_in_headings
from extractors.readers.pdf.kinds import classify
from extractors.readers.pdf.ligatures import LigatureReader
from extractors.readers.pdf.opening import Deadline, load_page, opened
from extractors.readers.pdf.pages import read_page
from extractors.readers.pdf.paragraphs import (
    Paragraph,
    find_paragraphs,
    split_entries,
    usual_size,
    usual_steps,
)
from extractors.readers.pdf.table_shapes import Region
from extractors.readers.pdf.writing import write_document
from extractors.readers.prose_signs import section_of
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from extractors.document import Document
    from extractors.readers.pdf.building import Flow
    from extractors.readers.pdf.shapes import Line, Page


def read_pdf(path: Path, source_id: str, on_page: Callable[[], None] = lambda: None) -> Document:
    """Read a PDF; `on_page` is called after each page, and after each step.

    A hostile file can make native code loop, or break the process: read what is not trusted in one
    that can be killed.

    Raises:
        ReadError: it is damaged, encrypted, too large, or has no text layer.
    """
    pages, failed = _read_pages(path, on_page)
    findings = check_text_layer(path, pages, failed)
    flows = find_flows(pages, on_page)
    elements = list(_elements(flows))
    on_page()
    paragraphs = [element for element in elements if isinstance(element, Paragraph)]
    body_size = usual_size(line for paragraph in paragraphs for line in paragraph.lines)
    kinds = classify(paragraphs, body_size, pages[0].height)
    on_page()
    return write_document(source_id, pages, elements, kinds, findings)


def _read_pages(path: Path, on_page: Callable[[], None] = lambda: None) -> tuple[list[Page], list[int]]:
    """Return the pages of a file, and the numbers of those that are damaged."""
    deadline, ligatures = Deadline(path), LigatureReader(path)
    pages: list[Page] = []
    failed: list[int] = []
    with opened(path) as document:
        for index in range(len(document)):
            deadline.check(index + 1)
            page = load_page(document, index)
            if page is None:
                failed.append(index + 1)
            else:
                pages.append(read_page(page, index + 1, ligatures))
                page.close()
            on_page()
    return pages, failed


def _elements(flows: Sequence[Flow]) -> Iterator[Paragraph | Region | Flow]:
    """Give paragraphs and tables in reading order; each page ends with its flow, for its furniture."""
    steps = usual_steps(part for flow in flows for part in flow.parts if not isinstance(part, Region))
    section = None
    for flow in flows:
        for part in flow.parts:
            if isinstance(part, Region):
                yield part
                continue
            for paragraph in _paragraphs(part, flow.page, steps):
                section = section_of(fold(paragraph.text)) or section
                yield from split_entries(paragraph) if section == "abbreviations" else (paragraph,)
        yield flow


def _paragraphs(lines: Sequence[Line], page: int, steps: dict[float, float]) -> Iterator[Paragraph]:
    for paragraph in find_paragraphs(lines, page, steps):
        yield from part_run_in_headings(paragraph)
