"""The words of a sentence that say whose values it gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.subgroups.phrases import (
    BRACKET,
    IN_BRACKET,
    PAIR,
    PEOPLE,
    PLACE,
    VERSUS,
    Group,
    bare_at,
    group_at,
    listed,
    opposite,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.subgroups.series import Series, Value

_RATIOS = frozenset(("hazard_ratio", "odds_ratio"))
_TAIL = re.compile(
    rf"(?:\s?%)?[)\]]?(?:\s(?:patients|pts|subjects|cases)\b)?(?:[\s-](?:months?|mos?|years?|weeks?|days?)\b)?(?:\s?{IN_BRACKET})*,?\s"
)
_PLACED = re.compile(rf"(?:only\s|even\s)?{PLACE}\s")
_STANDING = re.compile(rf"(?:only\s|even\s)?(?:{PLACE}|at|before)\s")
_LIST_AFTER = re.compile(
    r"(?:in|among|for|of|with|after|following)\s(?P<items>[^;:%]+?)"
    r"(?:,?\srespectively\b|;|\.(?:\s|$)|\s[(\[]|,?\s(?:at|by|within)\s\d|$)"
)
_LIST_BEFORE = re.compile(
    rf"\b(?=(?:in|among|for|of|with|after|following|{PEOPLE}\s(?:with|who\s\w+|aged))\s(?P<items>[^;:%]+?)"
    r"(?:,\s(?:the|median|respectively)\b|,?\s(?:was|were|had|have|showed|achieved|experienced|did|is|are|could)\b|\s?[(\[]$))",
    re.IGNORECASE,
)
_COMPARED = re.compile(rf"\b{VERSUS}\s(?:that\s|it was\s)?(?:{PLACE}\s)?(?!\d)", re.IGNORECASE)
_SUBJECT = re.compile(rf"(?:^|[,;:]\s|\b(?:{PLACE}|that|and)\s)", re.IGNORECASE)
_SECOND_BEFORE = re.compile(rf"\b{VERSUS}\s(?:\w+\s){{0,2}}$")
_LACKING = re.compile(
    rf"(?:in|for|among|of|with)\s(?:the\s)?{PEOPLE}\s(?:without|not|who (?:did|had|were) not)"
    r"(?=\s?[(,;]|\.?$|\.\s)"
)
_REST = re.compile(r"(?:(?:the\s)?(?:rest|remainder|remaining|others?)\b|(?:patients|those) who did not\b)")
_OPENING = re.compile(
    r"(?:(?:[A-Z][a-z]+ly|However|Moreover|Furthermore|Here|(?:In|At|After|During|On|By)\s[^,;%]{1,50}),\s)?"
    r"(?:(?:in|among|for|of)\s)?",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\b(?:higher|lower|longer|shorter|better|worse|superior|inferior|improved|prolonged|reduced|increased|decreased"
    r"|greater|(?:more|less)\s\w+)\b[^%;]*?\s(?:in|with|for|by|among)\s"
)
_FAVOURED = re.compile(r"\b(?:in\s)?favou?r(?:ing|s|ed)?(?:\sof)?\s", re.IGNORECASE)
_PREDICTS = re.compile(
    r"(?:^|[,;:]\s(?:and\s|that\s)?|\bthat\s)(?P<name>[^\s,;:()%](?:(?!\bpatients\b)[^,;:()%]){1,70}?)"
    r"\s(?:(?:was|were|is|are|remained|being|to\sbe)\s)?(?:(?:also|significantly|independently|strongly|an?|the|only)\s)*"
    r"(?:associated\swith|predict(?:s|ed|ive|or)\b|correlated\swith|independent\s(?:risk|prognostic|predict\w+)"
    r"|(?:risk|prognostic)\sfactors?)"
)
_AND_FOR = re.compile(r"\b(?:and|but)\s(?:only\s)?(?:for|in|with|among|after)\s(?:the\s)?")
_NAMED_BRACKET = re.compile(r"\s\((?P<name>[A-Z][^\s,;:()%=]*(?:\s[^\s,;:()%=]+){0,3})[);,]")
_PLACES = ("in", "among", "for", "of")
_CALLED = re.compile(r"\b(?:(?:arm|group|cohort|sub-?group)s?|(?:non-?)?responders)$")
_VALUE = re.compile(rf"\d\s?%|\d\s(?:months|years)|\b{VERSUS}\s")
_VERB_END = re.compile(
    r"\s(?:was|were|is|had|of|reached|achieved|an?|the|median|approximately|only|estimated|at)\b"
)


class Sides(NamedTuple):
    """The series of a sentence, and which results have a rival or are told elsewhere of others."""

    text: str
    series: tuple[Series, ...]
    rivals: set[int]  # another value of the same outcome
    kin: set[int]  # another sentence tells the same endpoint

    @property
    def values(self) -> list[Value]:
        """All results of the sentence."""
        return [value for series in self.series for value in series.values]

    def groups(self, words: str, size: int) -> tuple[str, ...]:
        """The groups of a list of as many, unless it lists the outcomes told."""
        found = listed(words, size)
        told = {
            name.lower() for v in self.values for name in (v.observation.endpoint, v.observation.term) if name
        }
        return () if told.intersection(item.lower() for item in found) else found

    def begin(self, place: int) -> int:
        """Where the series before one ends."""
        return self.series[place - 1].end if place else 0

    def limit(self, place: int) -> int:
        """Where the series behind one starts."""
        return self.series[place + 1].start if place + 1 < len(self.series) else len(self.text)


def groups_of_series(sides: Sides, place: int) -> tuple[str, ...]:
    """Return the groups of values that stand together, in their order; none if the sentence has none."""
    series = sides.series[place]
    if is_ratio(series):
        pair = _contrasted(sides, place)
        if pair:
            return tuple(" vs ".join(pair) for _ in series.values)
        factor = _factor(sides, place) if len(series.values) == 1 else ""
        return (factor,) if factor else _favoured(sides, place)
    if len(series.values) == 1:
        return ()
    found = _list_after(sides, place) or _list_before(sides, place)
    if found or len(series.values) != PAIR:
        return found
    return _contrasted(sides, place) or _set_apart(sides, place)


def is_ratio(series: Series) -> bool:
    """Whether a series gives ratios, each of two groups."""
    return series.values[0].observation.statistic in _RATIOS


def _list_after(sides: Sides, place: int) -> tuple[str, ...]:
    """Groups behind their values: "70%, 69% and 46% in patients with A, B and C, respectively"."""
    series = sides.series[place]
    tail = _TAIL.match(sides.text, series.end)
    start = tail.end() if tail else series.end
    if sides.text.startswith("respectively", start):
        start = sides.text.find(" ", start) + 1
    match = _LIST_AFTER.match(sides.text, start, max(sides.limit(place), start))
    return sides.groups(match["items"], len(series.values)) if match else ()


def _list_before(sides: Sides, place: int) -> tuple[str, ...]:
    """Groups before their values: "patients with A, B and C had rates of 70%, 69% and 46%"."""
    series = sides.series[place]
    found: tuple[str, ...] = ()
    for match in _LIST_BEFORE.finditer(BRACKET.sub("", sides.text[sides.begin(place) : series.start])):
        found = sides.groups(match["items"], len(series.values)) or found
    return found


def _contrasted(sides: Sides, place: int) -> tuple[str, ...]:
    """The two groups that a sentence compares: "in X than in Y", "X had ... compared with Y"."""
    text, series = sides.text, sides.series[place]
    begin = 0 if is_ratio(series) else sides.begin(place)
    before = list(_COMPARED.finditer(text, begin, series.start))
    after = list(_COMPARED.finditer(text, series.end))
    for match in [*reversed(before), *after]:
        first = _first(text, match.start())
        if first and _REST.match(text, match.end()):
            return first.name, opposite(first.name)
        second = group_at(text, match.end())
        if first and second:
            return first.name, second.name
    return _contrasted_treatments(text, before)


def _contrasted_treatments(text: str, comparisons: list[re.Match[str]]) -> tuple[str, ...]:
    """Two things compared that are no people: "longer with X compared with Y"."""
    for match in comparisons:
        second = bare_at(text, match.end())
        if (
            second and match.start() == 0 and text.startswith(", ", second.end)
        ):  # "Compared with Y, X improved"
            leading = bare_at(text, second.end + 2)
            return (leading.name, second.name) if leading else ()
        places = [*re.finditer(r"\b(?:in|with|for|after|on)\s", text[: match.start()])]
        first = bare_at(text, places[-1].end()) if places else None
        if first and second and first.end == match.start() - 1:
            return first.name, second.name
    return ()


def _first(text: str, stop: int) -> Group | None:
    """The group before a comparison: the one right before it, else the sentence's subject."""
    found = [
        group
        for match in _SUBJECT.finditer(text, 0, stop)
        if (group := group_at(text, match.end())) and not _SECOND_BEFORE.search(text, 0, match.end())
    ]
    inside = [group for group in found if group.end <= stop]
    return inside[-1] if inside else None


def _set_apart(sides: Sides, place: int) -> tuple[str, ...]:
    """The group a sentence is about, and those not of it: "patients with X had better survival (a vs b)"."""
    series = sides.series[place]
    if not series.contrast or _COMPARED.search(sides.text):
        return ()
    better = _BETTER.search(sides.text)
    group = (group_at(sides.text, better.end()) or bare_at(sides.text, better.end())) if better else None
    subject = group.name if group else group_opening(sides.text, series.start)
    other = placed_after(sides.text, series.values[-1], _PLACED, _called_group)
    return (subject, other or opposite(subject)) if subject and subject != other else ()


def _factor(sides: Sides, place: int) -> str:
    """What a ratio is of that predicts: "prior exposure was associated with better survival (HR 0.6)"."""
    begin = sides.begin(place)
    start = max(
        begin, max((sides.text.rfind(mark, begin, sides.series[place].start) for mark in ";"), default=0)
    )
    match = _PREDICTS.search(sides.text, start, sides.series[place].start)
    return match["name"] if match and not _VALUE.search(match["name"]) else ""


def _favoured(sides: Sides, place: int) -> tuple[str, ...]:
    """The group that a ratio speaks for: "the odds ratio in favor of the X arm was 1.5"."""
    match = _FAVOURED.search(sides.text, 0, sides.series[place].start)
    group = group_at(sides.text, match.end()) if match else None
    return (group.name,) * len(sides.series[place].values) if group else ()


def group_of_value(sides: Sides, place: int, value: Value) -> str:
    """Return the group of one value: named behind it, right before it, or by the sentence's opening."""
    name = placed_after(sides.text, value, _PLACED, group_at)
    if name:
        return name
    begin = sides.begin(place)
    return (
        _group_before(sides.text, begin, value.start)
        or _bare_before(sides.text, begin, value.start)
        or group_opening(sides.text, value.start)
    )


def _bare_before(text: str, begin: int, stop: int) -> str:
    """What stands between "and for" and a value: "24 months with A and with B 12 months"."""
    match = _AND_FOR.search(text, begin, stop)
    group = bare_at(text[:stop].rstrip(), match.end()) if match else None
    return group.name if group and group.end >= stop - 1 else ""


def _group_before(text: str, begin: int, stop: int) -> str:
    """The group between an outcome and its verb: "the response rate in patients with X was 70%"."""
    for match in reversed(list(re.finditer(r"\b(?:in|for|among)\s", text[begin:stop]))):
        group = group_at(text, begin + match.end())
        if group and group.end <= stop and "," not in text[group.end : stop]:
            return (
                group.name
                if _VERB_END.match(text, group.end) or text[group.end : stop].strip(" ") in "(["
                else ""
            )
    return ""


def arm_of_value(sides: Sides, value: Value) -> str:
    """Return the arm, group or cohort, called so, that stands behind a value or opens its sentence."""
    name = placed_after(sides.text, value, _PLACED, _called_group)
    if name or value.at not in sides.kin:
        return name
    opening = _OPENING.match(sides.text)
    placed = opening and opening[0].rstrip().lower().endswith(_PLACES)
    name = group_opening(sides.text, value.start) if placed else ""
    return name if f"{name}," in sides.text else ""


def subgroup_behind(text: str, series: Series) -> str:
    """Return the patients right behind a series, who are no arm: "60% versus 40% in patients with X"."""
    group = group_behind(text, series.values[-1], _PLACED, group_at)
    return group.name if group and not _CALLED.search(text, 0, group.end) else ""


def _called_group(text: str, start: int) -> Group | None:
    group = group_at(text, start)
    return group if group and _CALLED.search(text, start, group.end) else None


def lacking(sides: Sides) -> dict[int, str]:
    """Return the others that values are of: "in patients with X it was 40%, and 65% in those without"."""
    if "without" not in sides.text and " not" not in sides.text:
        return {}
    subject = group_opening(sides.text, sides.values[0].start)
    others = {
        value.at
        for value in sides.values
        if subject and (tail := _TAIL.match(sides.text, value.end)) and _LACKING.match(sides.text, tail.end())
    }
    return {v.at: opposite(subject) if v.at in others else subject for v in sides.values if others}


def named_by_brackets(sides: Sides) -> dict[int, str]:
    """Return the names in brackets behind two values of one outcome: "20% (X) vs 5% (Y)"."""
    found = {
        value.at: match["name"]
        for value in sides.values
        if value.observation.status == "reported" and (match := _NAMED_BRACKET.match(sides.text, value.end))
    }
    return _of_rivals(sides, found)


def bare_names(sides: Sides, named: dict[int, str]) -> dict[int, str]:
    """Return what rivals are of that is no person: "87% in bone marrow and 85% in the skin"."""
    found = {
        value.at: name
        for value in sides.values
        if value.at in sides.rivals and (name := placed_after(sides.text, value, _STANDING, bare_at))
    }
    return {index: name for index, name in _of_rivals(sides, found | named).items() if index in found}


def _of_rivals(sides: Sides, found: dict[int, str]) -> dict[int, str]:
    """Those names that more than one value of an outcome has, of which the others have one too."""
    outcomes = [value.outcome for value in sides.values]
    with_name = [v.outcome for v in sides.values if v.at in found or v.observation.arm]
    return {
        value.at: found[value.at]
        for value in sides.values
        if value.at in found
        and outcomes.count(value.outcome) >= PAIR
        and with_name.count(value.outcome) >= PAIR
    }


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
    tail = _TAIL.match(text, value.end)
    placed = standing.match(text, tail.end()) if tail else None
    return group_of(text, placed.end()) if placed else None


def group_opening(text: str, start: int) -> str:
    """Return the group that a sentence opens with, unless another value stands between it and this one."""
    opening = _OPENING.match(text)
    group = group_at(text, opening.end()) if opening else None
    if group is None or group.end > start or _VALUE.search(text, group.end, start):
        return ""
    return group.name
