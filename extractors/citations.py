"""Numbered citations, "[2]", "[3, 5–7]", and the references they point at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.document import BlockKind, Document, Span
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_CITATION = re.compile(r"\[(?P<numbers>\d{1,3}(?:\s?[,–‐-]\s?\d{1,3})*)\]")
_REFERENCE = re.compile(
    r"\W*(?P<number>\d{1,3})[.)\]]*\s+(?P<author>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?)(?:,| [A-Z]{1,3}\b)"
)
_MOST_CITED = 30  # a wider range is an interval, "[12–85]"


class Citation(NamedTuple):
    """Where a text cites, and what."""

    span: Span
    numbers: tuple[int, ...]


def find_citations(text: str) -> Iterator[Citation]:
    """Yield the numbered citations of a text; an interval such as "[48–85]" is none."""
    for match in _CITATION.finditer(text) if "[" in text else ():
        numbers = _numbers(match["numbers"])
        if 0 < len(numbers) <= _MOST_CITED and 0 not in numbers:
            yield Citation(Span(match.start(), match.end()), numbers)


def _numbers(printed: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for part in printed.split(","):
        first, *last = (int(number) for number in re.findall(r"\d+", part))
        numbers.extend(range(first, (last or [first])[0] + 1))
    return tuple(numbers)


def first_authors(document: Document) -> dict[int, str]:
    """First author of each numbered reference of a document's list."""
    authors: dict[int, str] = {}
    for block in document.blocks:
        if block.kind is BlockKind.REFERENCE:
            printed = fold("\n".join(document.text[span.start : span.end] for span in block.spans))
            if match := _REFERENCE.match(printed):
                authors.setdefault(int(match["number"]), match["author"])
    return authors
