"""Captions of tables: where a line starts with "Table 1" and is no sentence about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers.text_tables import is_table_caption

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.readers.pdf.words import Fragment

_LABEL = re.compile(
    r"(?:supplement(?:ary|al)\s+)?(?:table|tab\.)\s*(?P<number>[A-Z]?\d{1,3}[A-Za-z]?\b|[IVX]+\b)?"
    r"(?P<mark>\s*[.:|–—-])?",
    re.IGNORECASE,
)
_WIDE_GAP = 1.2  # times the type size: more than a blank
_NEXT_LINE = 1.4
_SAME_EDGE = 2.0


@dataclass(frozen=True, slots=True)
class Caption:
    """The start of a table's caption."""

    label: str
    start: Fragment
    continued: bool  # it says that the table began on an earlier page

    @property
    def size(self) -> float:
        """Its type size."""
        return self.start.words[0].font.size


def find_captions(fragments: Sequence[Fragment]) -> list[Caption]:
    """Return the captions of a page from top to bottom."""
    found = [caption for fragment in fragments for caption in _caption(fragment, fragments)]
    return sorted(found, key=lambda caption: (caption.start.top, caption.start.x0))


def label_of(text: str) -> str | None:
    """Return the label a line starts with: "Table 1", "Table" without a number; None without one."""
    match = _LABEL.match(text)
    if match is None or not text[0].isupper():
        return None
    return f"Table {match['number']}" if match["number"] else "Table"


def _caption(fragment: Fragment, fragments: Sequence[Fragment]) -> Iterator[Caption]:
    text = _text(fragment)
    label = label_of(text)
    match = _LABEL.match(text)
    if label is None or match is None or _has_neighbour(fragment, fragments):
        return
    bold = fragment.words[0].font.bold
    following = text[match.end() :].strip()
    if match["number"]:
        is_caption = bold or (is_table_caption(text) and not _in_sentence(fragment, following, fragments))
    else:
        is_caption = bold and bool(match["mark"])
    if is_caption:
        yield Caption(label, fragment, "continued" in following.lower()[:14])


def _text(fragment: Fragment) -> str:
    return " ".join(word.text for word in fragment.words)


def _has_neighbour(fragment: Fragment, fragments: Sequence[Fragment]) -> bool:
    """Whether something stands close on the left, on the same line."""
    size = fragment.words[0].font.size
    return any(
        other is not fragment
        and abs(other.words[-1].baseline - fragment.words[0].baseline) < size / 2
        and -size < fragment.x0 - other.x1 < _WIDE_GAP * size
        for other in fragments
    )


def _in_sentence(fragment: Fragment, following: str, fragments: Sequence[Fragment]) -> bool:
    """Whether a line that starts with "Table 1" only goes on with the sentence of the line above."""
    if following[:1].islower() or following[:1] in (",", ";", ")"):
        return True
    first = fragment.words[0]
    return any(
        0 < first.baseline - other.words[0].baseline < _NEXT_LINE * first.font.size
        and abs(other.x0 - fragment.x0) < _SAME_EDGE * first.font.size
        and other.words[0].font == first.font
        and not _text(other).endswith(".")
        for other in fragments
    )
