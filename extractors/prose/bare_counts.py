"""Whole numbers without a unit that count patients: "six CR and 22 PR", "10 a PR", "3 of sepsis"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.lexicon import is_response
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.figures import Quantity
    from extractors.prose.lexicon import Word

_SIDE = re.compile(r"\s(?:and|vs\.?|versus)\s")
_SIDES = re.compile(r"\s(?:[a-z]+\s)?(?:vs\.?|v|versus)\s")
_SIDE_REACH = 60  # characters from a count to "respectively"
_EXPERIENCED = re.compile(r"\s(?:patients|pts|subjects)\sexperienced\s(?:a\stotal\sof\s)?")
_EVENT_SIGNS = (" experienced ", "events", "episodes", "AEs")
_EVENTS_IN = re.compile(
    r"\s(?:[\w-]+\s){0,3}(?:events|episodes|[A-Z]*AEs)\s(?:(?:occurred|were\s\w+)\s)?in\s(?:the\s)?"
)
_PEOPLE = re.compile(r"\s(?:patients|pts|subjects|cases)\b")
_ITEM_ENDS = re.compile(r"[,;.)](?!\d)|\s(?:and|\()|$")
_SEVERAL = 2
_IN_STATE = (" in ", " with ", " after ", " for ")
_EQUALS = (": ", "=", " = ")
_BESIDE = (*_EQUALS, " ", " (", ", ")  # "died (progression 5, sepsis 2)"
_LISTED_COUNT = re.compile(r"\s?(?:[;,.)](?!\d)|\((?!\d)|$)")
# "A partial response was seen in 4."
_SEEN_IN = re.compile(
    r"\b(?:seen|observed|achieved|attained|noted|documented|occurred|recorded|reported)\s(?:in|by)\s(?:only\s|another\s)?$"
)
_SEEN_REACH = 24
_NAMED_IN = (" in ", " by ")  # "(complete response in 5)"
_ALONE = re.compile(r"\s?(?:[.,;)](?!\d)|$)|\sand\b")
# From a number to the outcome that it counts: "10 a PR", "two more achieved a CR", "7 remain alive".
_ACHIEVED = re.compile(
    r"(?:\s(?:others?|more|further|additional))?"
    r"(?:\s(?:have|had|has))?"
    r"(?:\s(?:achieved|attained|obtained|reached|developed|experienced|underwent|(?:later|subsequently)\sunderwent"
    r"|proceeded\sto|received|were|became|are|is|was|remain(?:s|ed)?|(?:un)?confirmed|still))?"
    r"(?:\san?)?(?:\s[Gg]rade\s[\dIV≥/–-]+)?\s"
)
# A further count of what was counted before: "45 after cycle 1 and 3 after cycle 2".
_AGAIN_BEFORE = lazy(r"(?:,\s|,?\sand\s)(?:in\s)?(?:another\s|an\sadditional\s|a\sfurther\s)?$")
_AGAIN = lazy(
    r"(?:\s(?:more|others?|further|additional))?(?:\s(?:patients|pts))?\safter\s"
    r"(?:the\s|an?\s)?(?:\w+\s)?(?:cycle|course|induction|consolidation|one|two|three|four|\d)"
)


def count_outcomes(text: str, quantities: list[Quantity], words: list[Word]) -> None:
    """A whole number right before an outcome counts it: "six CR and 22 PR", "6 achieved PR"."""
    if len(quantities) > 1 and holds(text, _EVENT_SIGNS):
        _leave_events(text, quantities)
    bare = [quantity for quantity in quantities if quantity.unit == "bare" and quantity.n is not None]
    if not bare:
        return
    _count_sides(text, quantities)
    named = [word for word in words if word.role in ("endpoint", "event", "cause")]
    for quantity in bare:
        if quantity.unit == "bare" and _counts(text, quantity, named):
            _make_count(quantity)
    _count_listed(text, bare, named)
    if " v" in text:
        _count_pairs(text, quantities)
        _count_against(text, quantities, named)
    if " after " in text:
        _count_again(text, quantities)


def _counts(text: str, quantity: Quantity, named: list[Word]) -> bool:
    """Whether a whole number counts an outcome that stands beside it."""
    begin, stop = quantity.begin, quantity.stop
    achieved = _ACHIEVED.match(text, stop)
    places = (stop, stop + 1, achieved.end() if achieved else stop)
    if any(word.start in places for word in named):
        return True
    if _ALONE.match(text, stop):
        if _SEEN_IN.search(text, max(0, begin - _SEEN_REACH), begin):
            return True
        if text.endswith(_NAMED_IN, 0, begin):
            before = begin - len(_NAMED_IN[0])
            return any(w.end == before and (w.role in ("event", "cause") or is_response(w)) for w in named)
    # As in "Toxic deaths: 2 (pneumonia, sepsis)", "CR=30".
    listed = _LISTED_COUNT.match(text, stop)
    return listed is not None and any(
        text[word.end : begin] in (_BESIDE if word.role == "cause" else _EQUALS) for word in named
    )


def _make_count(quantity: Quantity) -> None:
    quantity.unit, quantity.value, quantity.decimals = "count", None, None


def _count_pairs(text: str, quantities: list[Quantity]) -> None:
    """Pairs in brackets count where one before does: "neutropenia (37 events vs 9 events), rash (5 vs 2)"."""
    counted = False
    for first, second in pairwise(quantities):
        if not text.endswith("(", 0, first.begin) or not _SIDES.fullmatch(text, first.stop, second.begin):
            continue
        pair = (first, second)
        if counted and all(each.unit == "bare" and each.n is not None for each in pair):
            for each in pair:
                _make_count(each)
        counted = all(each.unit == "count" and each.n_total is None for each in pair)


def _count_sides(text: str, quantities: list[Quantity]) -> None:
    """Two numbers before one noun count it both: "39 and 64 deaths, respectively", "91 vs 108 deaths"."""
    for first, second in pairwise(quantities):
        alike = first.unit == "bare" and first.n is not None and second.unit == "count"
        if (
            alike
            and second.n_total is None
            and (side := _SIDE.fullmatch(text, first.stop, second.begin))
            and (
                side[0] != " and "
                or "respectively" in text[second.stop : second.stop + _SIDE_REACH]
                or (text.endswith(" in ", 0, first.begin) and _PEOPLE.match(text, second.stop))
            )
        ):
            _make_count(first)


def _count_listed(text: str, bare: list[Quantity], named: list[Word]) -> None:
    """Numbers right behind several responses count them: "responses: CR 5, VGPR 7", not "in CR 1 or CR 2"."""
    names = {word.end + 1: word for word in named if is_response(word)}
    listed = [
        each
        for each in bare
        if each.unit == "bare" and each.begin in names and _ITEM_ENDS.match(text, each.stop)
    ]
    if len({names[each.begin].code for each in listed}) < _SEVERAL:
        return
    if not text.endswith(_IN_STATE, 0, names[listed[0].begin].start):
        for quantity in listed:
            _make_count(quantity)


def _count_against(text: str, quantities: list[Quantity], named: list[Word]) -> None:
    """Two numbers set against each other behind an outcome and a colon: "deaths: 30 vs 41"."""
    for first, second in pairwise(quantities):
        whole = first.unit == second.unit == "bare" and first.n is not None and second.n is not None
        if whole and _SIDES.fullmatch(text, first.stop, second.begin):
            counted = (word for word in named if text[word.end : first.begin] == ": ")
            if any(text.endswith("s", word.start, word.end) for word in counted):
                _make_count(first)
                _make_count(second)


def _count_again(text: str, quantities: list[Quantity]) -> None:
    """A number after a count, of patients at another time: "45 after cycle 1 and 3 after cycle 2"."""
    for first, second in pairwise(quantities):
        counted = first.unit == "count" or (first.unit == "percent" and first.n is not None)
        again = second.unit == "bare" and second.n is not None and is_at_another_time(text, second.stop)
        if not counted or not again:
            continue
        before = text[first.stop : second.begin]
        if _AGAIN_BEFORE.search(before) and not re.search(r"[.;:()]", before):
            _make_count(second)


def is_at_another_time(text: str, stop: int) -> bool:
    """Whether a count goes on with a later time: "and 4[ further patients after two courses]"."""
    return _AGAIN.match(text, stop) is not None


def _leave_events(text: str, quantities: list[Quantity]) -> None:
    """Numbers of events count no patients: "15 patients experienced 22 infections", "9 SAEs in 7"."""
    for first, second in pairwise(quantities):
        if first.unit != "count" or first.n_total is not None or second.unit not in {"count", "bare"}:
            continue
        if _EXPERIENCED.fullmatch(text, first.stop, second.begin):
            second.unit, second.n = "bare", None
        elif _EVENTS_IN.fullmatch(text, first.stop, second.begin):
            first.unit, first.n = "bare", None
