"""Spans of calendar time and numbers of trial registers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.values import Number, read_number


@dataclass(frozen=True, slots=True)
class Period:
    """A span of calendar time; `start_date` and `end_date` are ISO, as exact as printed."""

    first: Number
    last: Number | None
    start_date: str
    end_date: str | None


_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - reads as the list it is
_DATE = (
    r"(?:(?P<{0}_day>\d{{1,2}})\s+)?(?:(?P<{0}_name>[A-Z][a-z]{{2,8}})\.?,?\s*(?:(?P<{0}_late_day>\d{{1,2}}),?\s+)?|"
    r"(?P<{0}_month>\d{{1,2}})[/.])?(?P<{0}_year>(?:19|20)\d\d)(?:[/-](?P<{0}_iso>0[1-9]|1[0-2])\b)?"
)
_PERIOD = re.compile(
    rf"(?:from |since |between )?{_DATE.format('first')}"
    rf"(?:(?:\s*(?:\u2013|\u2014|-|\u2212|/)\s*|\s+(?:to|and|until|through)\s+)"
    rf"(?:{_DATE.format('last')}|(?P<short>\d\d)(?!\d)|(?P<ongoing>present|ongoing|now|current)))?",
    re.IGNORECASE,
)
_REGISTRY = re.compile(r"(?:[A-Za-z][A-Za-z.]*[: ]\s?)?[A-Za-z\d]+(?:[-/][A-Za-z\d]+)*")
_FEWEST_DIGITS = 5


def read_period(text: str) -> Period | None:
    """Read a whole text as a span of years ("2018–2022", "Jan 2018 to Mar 2020", "2019–present")."""
    match = _PERIOD.fullmatch(text.strip())
    if not match:
        return None
    offset = len(text) - len(text.lstrip())
    first = _shift(read_number(match.string, *match.span("first_year")), offset)
    if match["short"]:
        printed = read_number(match.string, *match.span("short"))
        century = first.value // 100 * 100
        last = _shift(Number(century + printed.value, 0, printed.start, printed.end), offset)
        return Period(first, last, _date(match, "first"), str(int(last.value)))
    if match["last_year"]:
        last = _shift(read_number(match.string, *match.span("last_year")), offset)
        return Period(first, last, _date(match, "first"), _date(match, "last"))
    if match["ongoing"] or match.string.lower().startswith("since"):
        return Period(first, None, _date(match, "first"), None)
    return Period(first, first, _date(match, "first"), _date(match, "first"))


def _shift(number: Number, offset: int) -> Number:
    return number._replace(start=number.start + offset, end=number.end + offset)


def _date(match: re.Match[str], which: str) -> str:
    year, name = match[f"{which}_year"], (match[f"{which}_name"] or "")[:3].lower()
    month = _MONTH_NAMES.index(name) + 1 if name in _MONTH_NAMES else None
    printed = match[f"{which}_month"] or match[f"{which}_iso"]
    month = month or (int(printed) if printed else None)
    return f"{year}-{month:02d}" if month else year


def is_registry_id(text: str) -> bool:
    """Whether a whole text is the number of a trial register: letters with a long number."""
    digits = sum(character.isdigit() for character in text)
    return bool(_REGISTRY.fullmatch(text)) and _FEWEST_DIGITS <= digits < len(text) and not read_period(text)
