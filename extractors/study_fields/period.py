"""When the patients entered a study."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.periods import read_period
from extractors.study_fields.statements import BACKGROUND, observe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Observation
    from extractors.study_fields.statements import Statements

_YEAR = lazy(r"(?:19|20)\d\d")
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?,?\s)?"
_MONTH = "(?:[A-Z][a-z]{2,8}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})"
_DATE = rf"(?:{_DAY}(?:{_MONTH}\.?,?\s(?:of\s)?{_DAY})?|\d{{1,2}}/)(?:19|20)\d\d"
_ENTRY_PERIOD = lazy(
    rf"(?P<period>{_DATE},?\s?(?:-|–|—|‐|−|to|and|until|through|till)\s?(?:the end of )?{_DATE})"
)
_ENTRY = lazy(
    r"\b(?:patients?|pts|cases|subjects|children|adults|recipients|procedures|received|enrol\w+|recruit\w+|randomi[sz]\w+|diagnos\w+|treated|underwent|transplant\w*"
    r"|accru\w+|activated|registered|included|review|admitted)\b",
    re.IGNORECASE,
)
_NOT_ENTRY = lazy(
    r"\b(?:histor\w+|follow(?:ed)?[- ]?up|searched?|published|literature|databases)\b", re.IGNORECASE
)


def find_period(statements: Statements) -> Iterator[Observation]:
    """Yield the calendar years in which the patients entered the study."""
    for statement in statements.holding("19", "20"):
        if statement.section == BACKGROUND or not _may_hold_period(statement.text):
            continue
        if not _ENTRY.search(statement.text):
            continue
        for match in _ENTRY_PERIOD.finditer(statement.text):
            before = statement.text[max(0, match.start() - 60) : match.start()]
            period = read_period(_without_days(match["period"]))
            if period and period.last and not _NOT_ENTRY.search(before):
                start, end = match.span("period")
                yield observe(
                    statement,
                    start,
                    end,
                    "study_period",
                    "range",
                    low=period.first.value,
                    high=period.last.value,
                    text_value=f"{period.start_date}/{period.end_date}",
                )
                return


def _may_hold_period(text: str) -> bool:
    """Whether two years stand in a text."""
    return text.count("19") + text.count("20") > 1 and len(_YEAR.findall(text)) > 1


def _without_days(printed: str) -> str:
    """A span of dates without its days: "Dec 13, 2010, to Aug 15, 2013" is "Dec 2010 to Aug 2013"."""
    plain = re.sub(r"(?<![\d/])\d{1,2}(?:st|nd|rd|th)?(?:,\s|\s)(?=[A-Z]|(?:19|20)\d\d)", "", printed)
    return re.sub(r",", "", plain).replace("the end of ", "").replace(" of ", " ").replace("till", "to")
