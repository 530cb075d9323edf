"""The group of one value: behind it, before it, in brackets, or named by a sentence's opening."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.prose.lexicon import vocabulary_spellings
from extractors.subgroups.beside import (
    CALLED_STEMS,
    OPENING,
    PLACED,
    TAIL,
    called_group,
    group_opening,
    placed_after,
    symbol_at,
)
from extractors.subgroups.phrases import PAIR, PEOPLE, PLACE, VERSUS, bare_at, group_at, opposite, sound
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.subgroups.series import Sides, Value

_STANDING = re.compile(rf"(?:only\s|even\s)?(?:{PLACE}|at|before)\s")
_LACKING = re.compile(
    rf"(?:in|for|among)\s(?:the\s)?(?:(?:remaining|other)\s{PEOPLE}|others|rest|remainder)(?=\s?[(,;]|\.?$|\.\s)"
    rf"|(?:in|for|among|of|with)\s(?:the\s)?{PEOPLE}\s(?:without|not|who (?:did|had|were) not)"
    r"(?=\s?[(,;]|\.?$|\.\s|\s(?:achieved|attained|obtained|had|responded|relapsed|died|were|was)\b)"
)
_OTHERS = ("without", " not", "remain", "other", " rest")
_AND_FOR = re.compile(r"(?:\b(?:and|but)|;)\s(?:only\s)?(?:for|in|with|among|after)\s(?:the\s)?")
_IN_GROUP = re.compile(r"\b(?:in|for|among|amongst|of)\s")
_COMPARING = re.compile(rf"\b{VERSUS}\s$")
_THEY_WERE = re.compile(
    r",\s(?:they|it|these|this|the\s(?:rates?|values?|figures?|medians?))\s(?:was|were)\b"
)
_CLAUSE_SUBJECT = re.compile(
    r"(?:[,;]\s(?:(?:and|but|while|whereas)\s)?|\sand\s(?=those\s))(?=(?:those|patients|pts)\s(?:with|without|who|in|aged|not|of)\b)"
)
_CLAUSE_START = re.compile(
    r"(?:^|;\s(?:(?:and|while|whereas|but)\s)?|,\s(?:and|while|whereas|but)\s|\)\s(?:while|whereas|but)\s|,\s(?=(?:for|in|among)\s))"
    r"(?P<place>(?:in|for|among|of)\s(?:the\s)?)?",
    re.IGNORECASE,
)
_CLAUSE_VERB = re.compile(
    r"(?:\s\([^()]*\))?(?:\s(?:had|have|did|derived|achieved|attained|showed|experienced|developed|were|was)\b"
    r"|,?\s(?:the\s)?(?:(?:median|estimated|overall|[\d-]+-year)\s)*[A-Za-z][\w-]*(?:\s(?:rate|time|survival|response)s?){0,2}\s(?:was|were)\b)"
)
_LEADING = re.compile(r"(?:\s(?:of|an?|the|only|about|approximately))*\s?$")  # to a value
_VALUE_END = r"\s?%?(?:\s(?:months?|years?))?(?:\s[(\[][^()\[\]]*[)\]])?\s(?P<with>with|without)\s"
_WITH_AND = re.compile(rf"{_VALUE_END}(?:and|vs\.?|versus|compared (?:with|to))\s")
_WITHOUT = re.compile(rf"{_VALUE_END}(?:the\s)?")
_OWN_BRACKET = re.compile(
    r"(?:\b(?:in|with|for|among|than|versus|vs\.?|or)\s(?:the\s)?|\)(?:,|,?\sand|,?\sor|\svs\.?)\s)(?P<name>(?:(?!and\b|or\b)[\w+/<>≥≤-]+\s){1,3})\($"
)
_GIVEN = re.compile(
    r"\b(?:underwent|received|proceeded\sto)\s(?:an?\s)?(?P<name>[A-Za-z][^,;()%]{1,40}?),?\s(?:with|and\shad|had)\s(?:an?\s|the\s)?"
    r"(?:[\w-]+\s){0,4}(?:of|was|were)\s$"
)
_REACH = 120
_COUNTED = re.compile(r"\bof\s(?:the\s)?\d+\s")
_NEAR = 80  # characters from "and for" to its value
_NAMED_BRACKET = re.compile(
    r"\s\((?P<name>(?:[≥≤<>]\s?\d+|\d+\s?[-–]\s?\d+)\s(?:years|yrs?|y)(?=\))|[≥≤<>]\s?\d+(?=\))|\d[\d.]*\s?(?:mg|μg|µg|g)(?:/[\w²]+)*(?=[);,])|(?!IQR|(?:SD|SE|CI|P)\b|(?:HR|OR|RR)[,:=\s]\s?\d)(?:(?:no|without)\s)?[A-Z][^\s,;:()%=]*(?:\s[^\s,;:()%=]+){0,3})[);,]"
)
_PLAIN_BRACKET = re.compile(
    r"\s\((?P<name>(?!range|median|mean|overall|total|ongoing|respectively)[a-z][a-z-]+(?:\s[a-z-]+)?)\)"
)
_PLACES = ("in", "among", "for", "of")
_VERB_END = re.compile(
    r"(?:\s\([nN]\s?=\s?\d+\))?\s(?:was|were|is|had|of|reached|achieved|an?|the|median|approximately|only|estimated|at)\b"
)


def group_of_value(sides: Sides, place: int, value: Value) -> str:
    """Return the group of one value: named behind it, right before it, or by the sentence's opening."""
    series = sides.series[place]
    name = placed_after(sides.text, value, PLACED, group_at)
    if name:
        return name
    if series.contrast and value is not series.values[0]:
        return placed_after(sides.text, value, PLACED, symbol_at)  # what stands before is the first one's
    begin = sides.begin(place)
    return (
        _group_before(sides, place, value.start)
        or _bare_before(sides.text, begin, value.start)
        or _before_own_bracket(sides.text, value)
        or _own_subject(sides.text, begin, value.start)
        or _of_clause(sides.text, value.start)
        or _of_treated(sides.text, value.start)
        or group_opening(sides.text, value.start)
    )


def _bare_before(text: str, begin: int, stop: int) -> str:
    """What stands between "and for" and a value: "24 months with A and with B 12 months"."""
    match = _AND_FOR.search(text, max(begin, stop - _NEAR), stop)
    group = bare_at(text[:stop].rstrip(), match.end()) if match else None
    return group.name if group and group.end >= stop - 1 else ""


def _before_own_bracket(text: str, value: Value) -> str:
    """The group right before the bracket of a value, by no common word: "in GCB (37%) and non-GCB (56%)"."""
    alone = text.startswith("(", value.start - 1) and text.startswith((")", "%)"), value.end)
    if alone and (counted := _counted_before(text, value.start)):
        return counted
    match = _OWN_BRACKET.search(text, 0, value.start) if alone else None
    name = match["name"].strip() if match else ""
    called = any(map(str.isupper, name)) and not name[0].isdigit()
    return name if called and name.lower() not in vocabulary_spellings() else ""


def _of_treated(text: str, start: int) -> str:
    """What those counted were given, whose outcome follows: "14 (27%) underwent X with an OS of 78%"."""
    match = _GIVEN.search(text, max(0, start - _REACH), start)
    return match["name"] if match else ""


def _of_clause(text: str, start: int) -> str:
    """The group of a value's clause, where several have their own: "A had 6 CR, 2 PR, while B had 5 CR"."""
    clauses = _clauses(text)
    if len({name for _, name in clauses}) < PAIR:
        return ""
    return next((name for at, name in reversed(clauses) if at < start), "")


@lru_cache(maxsize=8)  # asked for every value of a sentence
def _clauses(text: str) -> list[tuple[int, str]]:
    """Where a sentence goes over to another group, and its name; empty for everybody."""
    found: list[tuple[int, str]] = []
    for match in _CLAUSE_START.finditer(text):
        group = group_at(text, match.end())
        if group and _CLAUSE_VERB.match(text, group.end):
            found.append((match.start(), group.name))
        elif match["place"]:
            found.append((match.start(), ""))
    return found


def _counted_before(text: str, stop: int) -> str:
    """The group right before a bracket, counted: "8 of 30 recipients of X (27%)"."""
    counts = list(_COUNTED.finditer(text, 0, stop))
    group = group_at(text, counts[-1].end()) if counts else None
    return group.name if group and group.end == stop - 2 else ""


def _own_subject(text: str, begin: int, stop: int) -> str:
    """The subject of a value's own clause: "patients with X had an ORR of 20%, and those with Y of 60%"."""
    for match in _CLAUSE_SUBJECT.finditer(text, begin, stop):
        group = group_at(_LEADING.sub("", text[:stop]), match.end())
        if group and not any(map(str.isdigit, text[group.end : stop])):
            return group.name
    return ""


def _group_before(sides: Sides, place: int, stop: int) -> str:
    """The group between an outcome and its verb: "the response rate in patients with X was 70%".

    Of two values "than in patients with X" names the second one's.
    """
    text = sides.text
    for match in reversed(list(_IN_GROUP.finditer(text, sides.begin(place), stop))):
        if sides.series[place].contrast and _COMPARING.search(text, 0, match.start()):
            return ""
        group = group_at(text, match.end())
        opens = text.endswith(("; ", "while ", "whereas "), 0, match.start())
        if group and (_THEY_WERE.match(text, group.end, stop) or (opens and text.startswith(",", group.end))):
            return group.name
        if group and group.end <= stop and "," not in text[group.end : stop]:
            return (
                group.name
                if _VERB_END.match(text, group.end) or text[group.end : stop].strip(" ") in "(["
                else ""
            )
    return ""


def arm_of_value(sides: Sides, value: Value) -> str:
    """Return the arm, group or cohort, called so, that stands behind a value or opens its sentence."""
    name = ""
    if holds(sides.lowered, CALLED_STEMS):
        name = placed_after(sides.text, value, PLACED, called_group)
    name = name or _of_clause(sides.text, value.start)
    if name or value.at not in sides.kin:
        return name
    opening = OPENING.match(sides.text)
    placed = opening and opening[0].rstrip().lower().endswith(_PLACES)
    name = group_opening(sides.text, value.start) if placed else ""
    return name if f"{name}," in sides.text else ""


def lacking(sides: Sides) -> dict[int, str]:
    """Return the others that values are of: "in patients with X it was 40%, and 65% in those without"."""
    if not holds(sides.text, _OTHERS):
        return {}
    if apart := _with_and_without(sides):
        return apart
    others = {
        value.at
        for value in sides.values
        if (tail := TAIL.match(sides.text, value.end)) and _LACKING.match(sides.text, tail.end())
    }
    if not others:
        return {}
    own = next((value for value in sides.values if value.at not in others), None)
    subject = group_opening(sides.text, sides.values[0].start) or (
        placed_after(sides.text, own, PLACED, group_at) if own else ""
    )
    return {v.at: opposite(subject) if v.at in others else subject for v in sides.values if subject}


def _with_and_without(sides: Sides) -> dict[int, str]:
    """The groups of two values of which one is with and one without: "88% with and 84% without X"."""
    found: dict[int, str] = {}
    for first, second in pairwise(sides.values):
        between = _WITH_AND.fullmatch(sides.text, first.end, second.start)
        behind = (
            _WITHOUT.match(sides.text, second.end) if between and first.outcome == second.outcome else None
        )
        if between is None or behind is None or between["with"] == behind["with"]:
            continue
        group = bare_at(sides.text, behind.end())
        if group:
            names = (group.name, opposite(group.name))
            found |= dict(
                zip((first.at, second.at), names if between["with"] == "with" else names[::-1], strict=True)
            )
    return found


def named_by_brackets(sides: Sides, known_names: tuple[str, ...]) -> dict[int, str]:
    """Return the names in brackets behind two values of one outcome: "20% (X) vs 5% (Y)"."""
    known = [value.observation.arm for value in sides.values]
    told = len(set(known)) == len(known) and all(arm and arm in sides.text for arm in known)
    if told or " (" not in sides.text:
        return {}
    found = {
        value.at: name
        for value in sides.values
        for name in known_names
        if sides.text.startswith(tuple(f" ({name}{mark}" for mark in ");,"), value.end)
    }
    found |= {
        value.at: match["name"]
        for value in sides.values
        if sides.text.startswith(" (", value.end)
        and value.observation.status == "reported"
        and (match := _NAMED_BRACKET.match(sides.text, value.end))
        and sound(match["name"])  # not "7.2 vs 5.5 months (HR 0.66)"
    }
    return _of_rivals(sides, found or _plain_brackets(sides))


def _plain_brackets(sides: Sides) -> dict[int, str]:
    """The plain words in brackets behind all values of an outcome: "74% (favorable), 52% (adverse)"."""
    found = {
        value.at: match["name"]
        for value in sides.values
        if (match := _PLAIN_BRACKET.match(sides.text, value.end)) and sound(match["name"])
    }
    outcomes = {value.outcome for value in sides.values if value.at in found}
    first = min((value.start for value in sides.values if value.at in found), default=0)
    behind = [value for value in sides.values if value.outcome in outcomes and value.start >= first]
    return found if all(value.at in found for value in behind) else {}


def bare_names(sides: Sides, named: dict[int, str]) -> dict[int, str]:
    """Return what rivals are of that is no person: "87% in bone marrow and 85% in the skin"."""
    if sides.rivals.isdisjoint([value.at for value in sides.values]):
        return {}
    found = {
        value.at: name
        for value in sides.values
        if value.at in sides.rivals and (name := placed_after(sides.text, value, _STANDING, bare_at))
    }
    named = _of_rivals(sides, found | named) if found else {}
    return {index: name for index, name in named.items() if index in found}


def _of_rivals(sides: Sides, found: dict[int, str]) -> dict[int, str]:
    """Those names that more than one value of an outcome has, of which the others have one too."""
    if not found:
        return {}
    outcomes = [value.outcome for value in sides.values]
    with_name = [v.outcome for v in sides.values if v.at in found or v.observation.arm]
    return {
        value.at: found[value.at]
        for value in sides.values
        if value.at in found
        and outcomes.count(value.outcome) >= PAIR
        and with_name.count(value.outcome) >= PAIR
    }
