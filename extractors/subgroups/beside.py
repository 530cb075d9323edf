"""The group right behind a value, and the one that a sentence opens with."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.prose.lexicon import vocabulary_spellings
from extractors.subgroups.phrases import IN_BRACKET, PEOPLE, PLACE, VERSUS, Group, bare_at, group_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.subgroups.series import Series, Value

TAIL = re.compile(
    rf"(?:\s?%)?(?:\sof\s\d+)?[)\]]?(?:\s(?:patients|pts|subjects|cases)\b)?(?:[\s-](?:months?|mos?|years?|weeks?|days?)\b)?(?:\s?{IN_BRACKET})*,?\s"
)
PLACED = re.compile(rf"(?:only\s|even\s)?{PLACE}\s")
OPENING = re.compile(
    r"(?:(?:[A-Z][a-z]+ly|However|Moreover|Furthermore|Here|(?:In|At|After|During|On|By)\s[^,;%]{1,50}),\s)?"
    r"(?:(?:in|among|for|of)\s)?",
    re.IGNORECASE,
)
VALUE = re.compile(rf"\d\s?%(?!\s(?:CI|confidence)\b)|\d\s(?:months|years)|\b{VERSUS}\s")
# "12 (92%) of 13 evaluable patients with X", "9 (27%) of 33 in the Y cohort".
_OF_SOME = re.compile(
    r"(?:\s?%)?[)\]]\sof\s(?:the\s)?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s(?:(?:evaluable|assessable|treated)\s)?"
)
_OWN_CLAUSE = re.compile(
    r",?\s(?:the\s)?(?:(?:median|estimated|[\d-]+-year)\s)*[A-Za-z][\w-]*(?:\s(?:rate|time|survival|response)s?)?\s(?:was|were)\b"
)
_LIST_GOES_ON = re.compile(
    r",\s(?:and\s|or\s)?[≥≤<>]?\d+(?:\s?[-–]\s?\d+)?(?:,|\s(?:and|or)\s)"
)  # "aged <60, 60-69 and ≥70"
_CAPITALS = 2  # of a name by itself: "AML", not "contrast"
_LANDMARK = re.compile(r"\b(?:at|by|within|after)\s[\d.]+\s(?:months|years)$")
_PLACED_OPENING = ("Among ", "In ", "For ")
# Behind such words a sentence may be of others.
_OTHERS = re.compile(
    rf"\b{VERSUS}\s|\b(?:in|for|among|of|with)\s(?:the\s)?(?:{PEOPLE}|other|all)\b|[;]|\b(?:whereas|while|but)\b"
)
CALLED_STEMS = ("arm", "group", "cohort", "responder")
_CALLED = re.compile(r"\b(?:(?:arm|group|cohort|sub-?group)s?|(?:non-?)?responders)$")


def placed_after(
    text: str, value: Value, standing: re.Pattern[str], group_of: Callable[[str, int], Group | None]
) -> str:
    """Return the name of the group right behind a value: "70% in patients with X"."""
    group = group_behind(text, value, standing, group_of)
    return group.name if group else ""


def group_behind(
    text: str, value: Value, standing: re.Pattern[str], group_of: Callable[[str, int], Group | None]
) -> Group | None:
    """Return the group right behind a value: "70% in patients with X", "18 months for older patients"."""
    if some := _OF_SOME.match(text, value.end):
        placed = standing.match(text, some.end())
        return group_of(text, placed.end()) if placed else group_at(text, some.end())
    tail = TAIL.match(text, value.end)
    placed = standing.match(text, tail.end()) if tail else None
    group = group_of(text, placed.end()) if placed else None
    apart = group and tail and tail[0].endswith(", ") and _OWN_CLAUSE.match(text, group.end)
    return None if apart else group  # not "48%, for patients with X the ORR was 57%"


def subgroup_behind(text: str, series: Series) -> str:
    """Return the patients right behind a series, who are no arm: "60% versus 40% in patients with X"."""
    group = group_behind(text, series.values[-1], PLACED, group_at)
    return group.name if group and not _CALLED.search(text, 0, group.end) else ""


def called_group(text: str, start: int) -> Group | None:
    """Return the group at a place that is called an arm, group or cohort."""
    group = group_at(text, start)
    return group if group and _CALLED.search(text, start, group.end) else None


def symbol_at(text: str, start: int) -> Group | None:
    """Return a group by one word that is no common one: "84% vs 59% in NPM1wt"."""
    group = bare_at(text, start)
    return group if group and " " not in group.name and sum(map(str.isupper, group.name)) > 1 else None


def group_opening(text: str, start: int) -> str:
    """Return the group that a sentence opens with, unless another value stands between it and this one."""
    group = _opening(text)
    if group is None or group.end > start:
        return ""
    told = any(not _LANDMARK.search(text, 0, each.end()) for each in VALUE.finditer(text, group.end, start))
    return group.name if not told or _holds_on(text, group, start) else ""


def _holds_on(text: str, group: Group, start: int) -> bool:
    """Whether an opening set apart holds for later values: "Among X, the CR rate was 70% and the ORR 90%"."""
    apart = text.startswith(_PLACED_OPENING) and text.startswith(", ", group.end)
    return apart and _OTHERS.search(text, group.end, start) is None


def _called(text: str, place: str) -> Group | None:
    """A treatment or disease that a sentence opens with: "For A plus B, the ORR was", "In AML, ..."."""
    group = bare_at(text, len(place))
    name = group.name if group else ""
    capitals = 1 if place == "For " and " " in name else _CAPITALS
    known = sum(map(str.isupper, name)) >= capitals and name.split()[-1].lower() not in vocabulary_spellings()
    return group if known else None


@lru_cache(maxsize=8)  # asked for every value of a sentence
def _opening(text: str) -> Group | None:
    place = next((word for word in _PLACED_OPENING if text.startswith(word)), "")
    group = (group_at(text, len(place)) or _called(text, place)) if place else None
    if group and text.startswith(",", group.end) and not _LIST_GOES_ON.match(text, group.end):
        return group
    opening = OPENING.match(text)
    return group_at(text, opening.end()) if opening else None
