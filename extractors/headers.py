"""Studies as headers name them: "Smith [11]", a name broken over lines, "Smith et al. (2020)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.document import Span
from extractors.segmentation import Gap
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.segmentation import Token

_NAME = r"(?P<name>[^\W\d_][\w'’.-]*(?:[ -][^\W\d_][\w'’.-]*){0,5}?)"
_ET_AL = r"(?:,?\s*et al\.?)?,?\s*"
_REFERENCE = r"(?:\[(?P<bracket>\d{1,3})(?:[,–-]\s?\d{1,3})*\]|\((?P<round>\d{1,3})\))"
_YEAR = r"\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?"
# A study is known by its reference, else by its year; both may stand, in either order.
_STUDIES = tuple(
    re.compile(_NAME + ending)
    for ending in (
        rf"{_ET_AL}{_YEAR}(?:,?\s*{_REFERENCE})?",
        rf"{_ET_AL}{_REFERENCE}(?:\s*{_YEAR})?",
        r",?\s+et al\.?,?\s*(?P<raised>\d{1,3})?",
    )
)
_MOST_TOKENS = 10  # of one study


class StudyName(NamedTuple):
    """A study as a header names it."""

    label: str
    first_author: str
    ref_no: int | None
    year: int | None


def read_study(text: str) -> StudyName | None:
    """Return the study that a folded header or row label names, None if it names none."""
    found = (pattern.fullmatch(text.strip()) for pattern in _STUDIES)
    match = next((match for match in found if match), None)
    if not match:
        return None
    groups = match.groupdict()
    number = groups.get("bracket") or groups.get("round") or groups.get("raised")
    year = groups.get("year")
    name = match["name"].strip()
    return StudyName(text.strip(), name, int(number) if number else None, int(year) if year else None)


def match_study(text: str, tokens: Sequence[Token]) -> int:
    """Return how many tokens a study at the start of a line takes, 0 if none stands there."""
    sizes = []
    for size in range(1, min(len(tokens), _MOST_TOKENS) + 1):
        if size > 1 and tokens[size - 1].gap is Gap.PARTED:
            break
        if read_study(fold(text[tokens[0].start : tokens[size - 1].end])):
            sizes.append(size)
    return _longest_of_one(text, tokens, sizes)


def _longest_of_one(text: str, tokens: Sequence[Token], sizes: list[int]) -> int:
    """The size with reference and year both, where both stand; else the first."""
    if not sizes:
        return 0
    first = read_study(fold(text[tokens[0].start : tokens[sizes[0] - 1].end]))
    for size in sizes[1:]:
        longer = read_study(fold(text[tokens[0].start : tokens[size - 1].end]))
        if first and longer and longer.first_author == first.first_author and size == sizes[0] + 1:
            return size
    return sizes[0]


def split_studies(text: str, tokens: Sequence[Token]) -> tuple[Span, ...]:
    """Return the studies that a run of tokens names one after the other, none if anything is left over."""
    spans: list[Span] = []
    at = 0
    while at < len(tokens):
        size = match_study(text, tokens[at : at + _MOST_TOKENS])
        if not size:
            return ()
        spans.append(Span(tokens[at].start, tokens[at + size - 1].end))
        at += size
    return tuple(spans)
