"""Page furniture: running heads, footers, page numbers, download notices.

It is taken out of a page before columns are looked for, so that a sentence that runs over a page break
runs on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from extractors.readers.pdf.words import find_lines
from extractors.readers.prose_signs import is_heading_like
from extractors.readers.text_tables import is_table_caption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf.shapes import Line, Page

    Places = dict[str, list[tuple[int, float]]]

_ZONE = 0.13  # share of a page's height, at the top and at the bottom
_MOST_LINES = 8
_SAME_PLACE = 8.0
# Baselines further apart than this many times the type size do not belong to one paragraph.
_APART = 1.7
_MOST_HEAD_WORDS = 12
_NUMBER = re.compile(r"\d+|\b[ivxl]+\b")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|pag|pg|p)\b\.?\s*)?(?:[A-Za-z]?\d{1,5}|[ivxl]+)(?:\s*(?:of|/)\s*\d{1,5})?[\W_]*",
    re.IGNORECASE,
)
_IMPRINT = re.compile(
    r"©|\(c\) ?\d{4}|copyright|all rights reserved|downloaded (?:from|by|on)|\bissn\b|www\.|https?://|\bdoi\b|"
    r"\bvol(?:ume|\.)?\s*\d+|\b\d{4};\s?\d+|\b\d+\s?\(\d+\):\s?\d+|\(\d{4}\)\s\d+:\d+|page \d+ of \d+|"
    r"open access",
    re.IGNORECASE,
)


def find_furniture(pages: Sequence[Page]) -> list[list[Line]]:
    """Return for each page the lines of it that are furniture."""
    edges = [[_edge_lines(page, top=top) for top in (True, False)] for page in pages]
    places: Places = defaultdict(list)
    for number, sides in enumerate(edges):
        for side in sides:
            for line in side:
                places[_signature(line)].append((number, line.baseline))
    return [
        [*_outer(sides[0], number, places, is_top=True), *_outer(sides[1], number, places, is_top=False)]
        for number, sides in enumerate(edges)
    ]


def _edge_lines(page: Page, *, top: bool) -> list[Line]:
    """Return the lines near the top or bottom edge, outermost first."""
    limit = _ZONE * page.height
    words = [word for word in page.words if (word.bottom < limit if top else word.top > page.height - limit)]
    lines = find_lines(words)
    return (lines if top else lines[::-1])[:_MOST_LINES]


def _signature(line: Line) -> str:
    """Return a line with any of its numbers taken for any other."""
    return _NUMBER.sub("#", line.text.lower())


def _outer(lines: Sequence[Line], page: int, places: Places, *, is_top: bool) -> list[Line]:
    """Return the lines from the edge inwards, up to the first that belongs to the text."""
    found: list[Line] = []
    for at, line in enumerate(lines):
        inner = lines[at + 1] if at + 1 < len(lines) else None
        if is_table_caption(line.text) or not (
            _repeats(line, page, places)
            or _is_imprint(line, inner)
            or (page and not at and is_top and _is_head(line, inner))
        ):
            break
        found.append(line)
    return found


def _repeats(line: Line, page: int, places: Places) -> bool:
    """Whether another page has the same line in the same place."""
    return any(
        number != page and abs(baseline - line.baseline) <= _SAME_PLACE
        for number, baseline in places[_signature(line)]
    )


def _is_imprint(line: Line, inner: Line | None) -> bool:
    """Whether a line is an imprint or page number, and no part of the paragraph beside it."""
    if not (_PAGE_NUMBER.fullmatch(line.text) or _IMPRINT.search(line.text)):
        return False
    return _stands_apart(line, inner) or (inner is not None and abs(inner.size - line.size) > 0.1 * line.size)


def _is_head(line: Line, inner: Line | None) -> bool:
    """Whether the outermost line of a later page is its running head: a few words by themselves."""
    return _stands_apart(line, inner) and is_heading_like(line.text) and len(line.words) <= _MOST_HEAD_WORDS


def _stands_apart(line: Line, inner: Line | None) -> bool:
    return inner is None or abs(inner.baseline - line.baseline) > _APART * max(line.size, inner.size)
