"""Pages -> what is read one after the other: lines of columns, tables, furniture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers.pdf.columns import reading_order
from extractors.readers.pdf.furniture import find_furniture
from extractors.readers.pdf.regions import Region, find_regions
from extractors.readers.pdf.words import Fragment, find_fragments, find_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.readers.pdf.columns import Column
    from extractors.readers.pdf.shapes import Line, Page


@dataclass(frozen=True, slots=True)
class Flow:
    """A page in reading order: lines of a column, a table, lines again."""

    page: int
    parts: tuple[tuple[Line, ...] | Region, ...]
    furniture: tuple[Line, ...]


def find_flows(pages: Sequence[Page]) -> list[Flow]:
    """Return the pages of a document in reading order."""
    return [_flow(page, lines) for page, lines in zip(pages, find_furniture(pages), strict=True)]


def _flow(page: Page, furniture: Sequence[Line]) -> Flow:
    taken = {(word.x0, word.baseline) for line in furniture for word in line.words}
    words = [word for word in page.words if (word.x0, word.baseline) not in taken]
    regions = find_regions(page, words, find_fragments(words))
    free = [word for word in words if not any(region.holds(word) for region in regions)]
    columns = reading_order([*find_fragments(free), *regions])
    parts = tuple(part for column in columns for part in _column_parts(column))
    return Flow(page.number, parts, (*furniture, *find_lines(page.sideways)))


def _column_parts(column: Column) -> Iterator[tuple[Line, ...] | Region]:
    """Give the lines of a column, parted by the tables in it."""
    regions = sorted((item for item in column.items if isinstance(item, Region)), key=lambda item: item.top)
    words = [word for item in column.items if isinstance(item, Fragment) for word in item.words]
    lines = find_lines(words)
    at = 0
    for region in regions:
        end = next((index for index in range(at, len(lines)) if lines[index].top > region.top), len(lines))
        if end > at:
            yield tuple(lines[at:end])
        yield region
        at = end
    if at < len(lines):
        yield tuple(lines[at:])
