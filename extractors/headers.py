"""Studies in the header of a table: a name and a reference, "Richard-Carpenti-/er [11]", "Smith et al. (2020)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.document import Span
from extractors.segmentation import Gap
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.segmentation import Token

_NAME = r"[^\W\d_][\w'’.-]*(?:[ -][^\W\d_][\w'’.-]*){0,5}?"
_REFERENCE = r"(?:\[(?P<bracket>\d{1,3})(?:[,–-]\s?\d{1,3})*\]|\((?P<round>\d{1,3})\))"
_YEAR = r"\(?(?P<year>(?:19|20)\d\d)[a-z]?\)?"
# A study is known by its reference, else by its year; both may stand.
_STUDY = re.compile(
    rf"(?P<name>{_NAME})(?:,?\s*(?P<et_al>et al\.?))?,?\s*(?:{_YEAR},?\s*(?:{_REFERENCE})?|{_REFERENCE}(?:\s*{_YEAR.replace('year', 'late_year')})?)".replace(
        "(?P<bracket>", "(?P<bracket1>", 1
    ).replace("(?P<round>", "(?P<round1>", 1)
)
_RAISED = re.compile(rf"(?P<name>{_NAME})\s+(?P<et_al>et al\.?),?\s*(?P<raised>\d{{1,3}})?")


class StudyName(NamedTuple):
    """A study as a header names it."""

    label: str
    first_author: str
    ref_no: int | None
    year: int | None


def read_study(text: str) -> StudyName | None:
    """Return the study that a folded header or row label names, None if it names none."""
    match = _STUDY.fullmatch(text.strip()) or _RAISED.fullmatch(text.strip())
    if not match:
        return None
    groups = match.groupdict()
    number = groups.get("bracket1") or groups.get("round1") or groups.get("bracket") or groups.get("round")
    number = number or groups.get("raised")
    year = groups.get("year") or groups.get("late_year")
    name = match["name"].strip()
    return StudyName(text.strip(), name, int(number) if number else None, int(year) if year else None)


def match_study(text: str, tokens: Sequence[Token]) -> int:
    """Return how many tokens a study at the start of a line takes, 0 if none stands there."""
    sizes = []
    for size in range(1, min(len(tokens), 10) + 1):
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
        size = match_study(text, tokens[at : at + 10])
        if not size:
            return ()
        spans.append(Span(tokens[at].start, tokens[at + size - 1].end))
        at += size
    return tuple(spans)
