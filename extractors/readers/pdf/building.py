"""Pages -> what is read one after the other: lines of columns, tables, furniture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers.pdf.columns import reading_order
from extractors.readers.pdf.furniture import find_furniture
from extractors.readers.pdf.regions import find_continuation, find_regions
from extractors.readers.pdf.table_shapes import Region
from extractors.readers.pdf.words import Fragment, find_fragments, find_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extractors.readers.pdf.columns import Column
    from extractors.readers.pdf.shapes import Line, Page


@dataclass(frozen=True, slots=True)
class Flow:
    """A page in reading order: lines of a column, a table, lines again."""

    page: int
    parts: tuple[tuple[Line, ...] | Region, ...]
    furniture: tuple[Line, ...]


def find_flows(pages: Sequence[Page], on_page: Callable[[], None] = lambda: None) -> list[Flow]:
    """Return the pages of a document in reading order; `on_page` is called after each."""
    flows: list[Flow] = []
    for page, lines in zip(pages, find_furniture(pages), strict=True):
        flows.append(_flow(page, lines, _open_table(flows, page)))
        on_page()
    return flows


def _open_table(flows: Sequence[Flow], page: Page) -> Region | None:
    """Return the table that the page before ends with."""
    if not flows or flows[-1].page != page.number - 1 or not flows[-1].parts:
        return None
    last = flows[-1].parts[-1]
    return last if isinstance(last, Region) and not last.notes else None


def _flow(page: Page, furniture: Sequence[Line], before: Region | None) -> Flow:
    taken = {(word.x0, word.baseline) for line in furniture for word in line.words}
    words = [word for word in page.words if (word.x0, word.baseline) not in taken]
    rest = find_continuation(page, words, before) if before is not None else None
    unread = words if rest is None else rest.outside(words)
    regions = find_regions(page, unread, find_fragments(unread))
    if rest is not None:
        regions.append(rest)
    free = words
    for region in regions:
        free = region.outside(free)
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
