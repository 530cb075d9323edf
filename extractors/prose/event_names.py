"""Names of adverse events as a sentence prints them, and the term that each goes by."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from extractors.labels import event_term
from extractors.vocabulary import load

if TYPE_CHECKING:
    from extractors.vocabulary import Entry

MODIFIER_REACH = 60  # characters before a name that may belong to it
_PAIR = 2
_GRADES = ("grade", "grades")
_GRADE = re.compile(r"[≥>]?(?:[1-5]|I{1,3}|I?V)(?:[-\u2013/](?:[1-5]|I{1,3}|I?V))?")
_NAME_OR_GRADE_ENDS = frozenset(")12345IV")
_GENERIC = frozenset(("any_event", "serious_adverse_event"))  # toxicities, side effects: as printed
_EVENTS = ("event", "events")
_SIDES = ("lower", "upper")
_SIDED = re.compile(r"(?:respiratory|airway|extremit|limb|leg|gastro|gi\b|urinary|abdominal)", re.IGNORECASE)


def named_event(text: str, start: int, end: int) -> tuple[int, str]:
    """Return where the name of an event starts, with the words before it that belong to it, and its term."""
    first = _compounded(text, start)
    begin, before = _modifiers(text, first)
    return begin, event_name(before + text[first:end])


def _compounded(text: str, start: int) -> int:
    """Where the word starts that an event's name ends: "skin-nail disorders", "intra-abdominal infection"."""
    if start < _PAIR or text[start - 1] != "-" or not text[start - _PAIR].isalpha():
        return start
    first = max(text.rfind(mark, 0, start) for mark in (" ", "(", "/")) + 1
    return start if text[first : start - 1].lower() in _event_names() else first


def _modifiers(text: str, start: int) -> tuple[int, str]:
    """The words before an event that belong to its name; a grade in brackets may stand between."""
    window = text[start - MODIFIER_REACH if start > MODIFIER_REACH else 0 : start]
    if window[-1:] != " ":
        return start, ""
    words = window.split(" ")
    if words[-2].lower() not in modifying() and words[-2][-1:] not in _NAME_OR_GRADE_ENDS:
        return start, ""
    kept: list[str] = []
    index = len(words) - 2
    if index >= 0 and words[index].endswith(")") and "(" in window:
        while index >= 0 and not words[index].startswith("("):
            index -= 1
        index -= 1
    if index > 0 and words[index - 1].lower() in _GRADES and _GRADE.fullmatch(words[index]):
        index -= 2  # "acute grade 2-4 GVHD"
    while index >= 0 and words[index].lower() in modifying():
        kept.insert(0, words[index])
        index -= 1
    if kept and kept[0].lower() in _SIDES and not _SIDED.match(" ".join((*kept[1:], text[start:]))):
        kept.pop(0)  # "lower chronic GVHD" is less of it
        index += 1
    if not kept:
        return start, ""
    return start - len(" ".join(words[index + 1 :])), " ".join(kept) + " "


@cache
def modifying() -> dict[str, str]:
    """Return the words before an event's name, and what they tell of it: its kind, how severe it was."""
    return {alias: entry.code for entry in load("event_modifiers") for alias in entry.aliases}


_ANY_EVENT = {
    short + plural: full + plural
    for short, full in (
        ("AE", "adverse event"),
        ("TEAE", "adverse event"),
        ("TRAE", "adverse event"),
        ("SAE", "serious adverse event"),
    )
    for plural in ("", "s")
}


@lru_cache(maxsize=4096)  # texts name the same events again and again
def event_name(printed: str) -> str:
    """Return the name of an event in lower case, without how severe or how related it was."""
    if printed in _EVENTS:
        return f"adverse {printed}"  # "grade 5 events"
    last = printed.rsplit(maxsplit=1)[-1]
    words = (printed.removesuffix(last) + _ANY_EVENT.get(last, last)).lower().split()
    while len(words) > 1 and modifying().get(words[0]) == "severity":
        words.pop(0)
    term = " ".join(words)
    entry = _event_names().get(term) or _event_names().get(term.removesuffix("s"))
    return event_term(entry, term) if entry else term


@cache
def _event_names() -> dict[str, Entry]:
    """Events by their names, which have one term as in tables: "neutropenic fever" is febrile neutropenia."""
    return {
        name.lower(): entry
        for entry in load("adverse_events")
        if entry.code not in _GENERIC
        for name in (*entry.aliases, *entry.case_sensitive)
    }
