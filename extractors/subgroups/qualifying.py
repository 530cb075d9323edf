"""A second group in a value's words: the arm's patients with one disease, at one risk.

"60% versus 40% in patients with X, and 70% versus 50% in those with Y": each arm has two values of one
outcome, and the subgroup beside them says which. A group that opens a sentence ("Among patients with
X, ...") holds for the next ones too where a later sentence opens with another ("Among those with Y, ...").
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from extractors.prose.karyotypes import masked
from extractors.subgroups.beside import subgroup_behind
from extractors.subgroups.phrases import group_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.prose.sentences import Sentence
    from extractors.subgroups.series import Series, Sides, Value

_PLACED_OPENING = ("In ", "Among ", "For ")
_PLACE = re.compile(r"\b(?:in|for|among)\s(?:the\s)?(?P<group>)")
_PEOPLE = re.compile(r"\b(?P<group>)(?:patients|pts|those|subjects|women|men|children|adults)\b")
_BRACKET = re.compile(r"[)\]]?[^()]{0,40}\([^()]*\)")
_ALL, _MOST, _ROUNDING = 100, 95, 1.5  # percent
_WHOLE = re.compile(r"(?:Overall|In all|In total|All|The (?:whole|entire|overall))\b")


def qualified(told: list[Sides], arms: list[str]) -> dict[int, str]:
    """Return the arms of rival values that a subgroup beside them tells apart, "arm; subgroup"."""
    rivals = _rivals(told, arms) if any(arms) else set()
    if not rivals:
        return {}
    found: dict[int, str] = {}
    for sides in told:
        last, end = "", 0
        for series in sides.series:
            places = [value.at for value in series.values]
            same = last and ")" not in sides.text[end : series.start]  # a ratio behind its values
            subgroup = last if same else ""
            if not subgroup and not rivals.isdisjoint(places):
                subgroup = _subgroup_of(sides.text, series)
            if subgroup and not any(_is_named(subgroup, arms[at]) for at in places):
                found.update({at: f"{arms[at]}; {subgroup}" for at in places if arms[at]})
                last, end = subgroup if "(" in sides.text[end : series.start] else "", series.end
            else:
                last = ""
    return found


def _subgroup_of(text: str, series: Series) -> str:
    """The patients named behind a series, or right before the bracket that it stands in."""
    if behind := subgroup_behind(text, series):
        return behind
    opened = text.rfind("(", 0, series.start)
    if opened < 1 or ")" in text[opened : series.start] or any(map(str.isdigit, text[opened : series.start])):
        return ""
    for match in (
        *list(_PEOPLE.finditer(text, 0, opened))[-1:],
        *list(_PLACE.finditer(text, 0, opened))[-1:],
    ):
        group = group_at(text, match.start("group"))
        if group and group.end >= opened - 1:
            return group.name
    return ""


def shares_of_responders(told: list[Sides]) -> dict[int, str]:
    """Return the kinds of response that add up to all who responded: "60% responded (CR 20%, PR 80%)"."""
    found: dict[int, str] = {}
    for sides in told:
        for place, value in enumerate(sides.values):
            if value.observation.endpoint != "ORR" or (value.observation.value or _ALL) > _MOST:
                continue
            kinds = list(_kinds_behind(sides, place))
            total = sum(each.observation.value or 0 for each in kinds)
            if len(kinds) > 1 and abs(total - _ALL) <= _ROUNDING:
                found.update({each.at: "responders" for each in kinds})
    return found


def _kinds_behind(sides: Sides, place: int) -> Iterator[Value]:
    """The responses in the bracket behind a value."""
    start = sides.values[place].end
    bracket = _BRACKET.match(sides.text, start)
    for value in sides.values[place + 1 :]:
        each = value.observation
        if bracket and value.end <= bracket.end() and each.category == "response" and each.unit == "percent":
            yield value


def _rivals(told: list[Sides], arms: list[str]) -> set[int]:
    """Which results with an arm have another value of their outcome in that arm."""
    groups: dict[tuple[object, str], list[tuple[int, object]]] = defaultdict(list)
    for sides in told:
        for value in sides.values:
            if arms[value.at]:
                arm = arms[value.at].partition("; ")[0]
                groups[value.outcome, arm].append((value.at, value.observation.value))
    return {at for group in groups.values() if len({value for _, value in group}) > 1 for at, _ in group}


def _is_named(subgroup: str, arm: str) -> bool:
    return subgroup.lower() in arm.lower() or arm.lower() in subgroup.lower()


def openings(sentences: list[Sentence]) -> dict[str, str]:
    """Return, by text, the sentences that go on with the group one before them opened with."""
    placed = [each.paragraph for each in sentences if each.text.startswith(_PLACED_OPENING)]
    if len(placed) == len(set(placed)):
        return {}  # no paragraph has two of them
    opened = [_opening(each) if each.text.startswith(_PLACED_OPENING) else "" for each in sentences]
    if not any(opened):
        return {}
    groups: dict[int, set[str]] = defaultdict(set)
    for sentence, group in zip(sentences, opened, strict=True):
        if group:
            groups[sentence.paragraph].add(group)
    found: dict[str, str] = {}
    current, paragraph = "", -1
    for sentence, group in zip(sentences, opened, strict=True):
        if sentence.paragraph != paragraph or _WHOLE.match(sentence.text):
            current, paragraph = "", sentence.paragraph
        current = group or current
        if current and not group and len(groups[paragraph]) > 1:
            found[sentence.text] = current
    return found


def _opening(sentence: Sentence) -> str:
    """The group a sentence opens with, set apart by a comma: "In the X cohort, the median age was"."""
    text = masked(sentence.text)
    stop = text.find(",")
    place = next((word for word in _PLACED_OPENING if text.startswith(word)), "")
    group = group_at(text, len(place)) if place and stop > 0 else None
    name = group.name if group and group.end <= stop + 1 else ""
    ends = (name, *(f"{name} {noun}" for noun in ("group", "cohort", "arm")))
    return name if name and text.endswith(ends, 0, stop) else ""
