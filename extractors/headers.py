"""Studies as headers name them: "Smith [11]", a name broken over lines, "Smith et al. (2020)"."""

from __future__ import annotations

import re
from typing import NamedTuple

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
