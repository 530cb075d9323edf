"""Readings that the words beside a value contradict: no fact comes of them, the number stays unexplained."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.prose.scene import Fact, Scene

_OF_THEM = re.compile(
    r"\sof\s(?:(?:the|all|these|those|\d+|confirmed|objective|documented|observed|total|such)\s)*"
)
_QUALIFIED = re.compile(r"\s(?:(?:confirmed|objective|documented|observed|complete|such)\s)?")
_MORE = (" or more", " or fewer", " or less", " or greater")
_EXAMINED = re.compile(
    r"\b(?:was|were|been|could be)\s(?:\w+ly\s)?(?:analy[sz]ed|assessed|assessable|evaluated|evaluable"
    r"|studied|investigated|examined|measured|determined|reviewed|collected|available)\s(?:in|for|among|from|on)\b[^;]*$"
)
_MOST_COMMON = re.compile(r"\bmost\s(?:common|frequent)(?:ly)?\s(?:[\w-]+\s){0,5}[\w-]+$", re.IGNORECASE)
_GENERIC = frozenset(("toxicity", "toxicities", "adverse event", "adverse events", "side effects"))
_INTERVAL = re.compile(r"\b(?:[Tt]ime|[Ii]nterval)\s(?:from|between)\s(?:[\w-]+\s){0,5}$")
_REACH = 60  # characters before an outcome


def is_doubtful(scene: Scene, fact: Fact) -> bool:
    """Whether the words beside a value say that it is none of the outcome it seems to be of."""
    return (
        _is_share_of_outcomes(scene.text, fact)
        or _is_no_count_of_patients(scene.text, fact)
        or _is_examined(scene.text, fact)
        or _names_the_commonest(scene.text, fact)
        or _is_interval_from(scene.text, fact)
    )


def _is_share_of_outcomes(text: str, fact: Fact) -> bool:
    """Whether a value shares out the outcomes themselves: "28% of CRs", "10 of the 12 responses"."""
    start, end, stop = fact.mention.start, fact.mention.end, fact.quantity.stop
    if start < stop or not text.endswith("s", start, end) or fact.mention.code == "AE":
        return False
    if text.startswith(" of ", stop):
        return _OF_THEM.fullmatch(text, stop, start) is not None
    return fact.quantity.n_total is not None and _QUALIFIED.fullmatch(text, stop, start) is not None


def _is_no_count_of_patients(text: str, fact: Fact) -> bool:
    """Whether a count is a threshold or counts events: "three or more", "one episode of"."""
    if fact.quantity.unit != "count":
        return False
    return text.startswith((*_MORE, " episode"), fact.quantity.end)


def _is_examined(text: str, fact: Fact) -> bool:
    """Whether a value says in whom an outcome was looked for: "response was evaluable in 54 patients"."""
    start, stop = fact.mention.end, fact.quantity.begin
    between = text[start:stop] if start < stop < start + _REACH else ""
    return " in " in between[-9:] + " " and _EXAMINED.search(between) is not None


def _names_the_commonest(text: str, fact: Fact) -> bool:
    """Whether a value is of what is the commonest event, and not of all: "the most common toxicity was"."""
    if fact.mention.term not in _GENERIC or "most " not in text.lower():
        return False
    return _MOST_COMMON.search(text, max(0, fact.mention.start - _REACH), fact.mention.end) is not None


def _is_interval_from(text: str, fact: Fact) -> bool:
    """Whether a time only starts from an outcome: "the time from relapse to transplantation"."""
    if fact.quantity.unit != "months":
        return False
    start = fact.mention.start
    return _INTERVAL.search(text, max(0, start - _REACH), start) is not None
