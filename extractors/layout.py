"""Where on a page a stretch of a document's text stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.document import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.document import Document, PageBox, Span
    from extractors.records import Extraction, Observation


def add_places(document: Document, extraction: Extraction) -> Extraction:
    """Give every observation of a document with pages its page and bounding box."""
    if not document.layout:
        return extraction
    return replace(
        extraction, observations=tuple(_placed(document, found) for found in extraction.observations)
    )


def _placed(document: Document, observation: Observation) -> Observation:
    place = locate(document, observation.span)
    return observation if place is None else replace(observation, page=place[0], box=place[1])


def locate(document: Document, span: Span) -> tuple[int, Box] | None:
    """Return page and bounding box of a span; None if the document has no pages or nothing of it is printed.

    A span that runs over a page break is where it starts: the box holds its words on that page.
    """
    found = _printed(document.layout, span)
    if not found:
        return None
    page = found[0].page
    boxes = [part.box for part in found if part.page == page]
    return page, Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def _printed(layout: Sequence[PageBox], span: Span) -> Sequence[PageBox]:
    """Return the entries of a layout that overlap a span."""
    if not layout or span.start >= span.end:
        return ()
    first = bisect_right(layout, span.start, key=lambda part: part.span.end)
    last = first
    while last < len(layout) and layout[last].span.start < span.end:
        last += 1
    return layout[first:last]
