"""Words that stand where a value would: not reached, not available, none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, cast

from extractors.phrases import lexicon, normal
from extractors.values import Value, match_bounds
from extractors.vocabulary import load

if TYPE_CHECKING:
    from extractors.records import GlossaryEntry, Status


@dataclass(frozen=True, slots=True)
class StatusWords:
    """What stands for a missing value in one document; its own definitions come first."""

    defined: dict[str, Status]
    undefined: frozenset[str] = frozenset({"NR"})  # not reached in one paper, not reported in the next


def status_words(glossary: tuple[GlossaryEntry, ...]) -> StatusWords:
    """Return how a document writes a missing value."""
    meanings = lexicon("statuses")
    defined: dict[str, Status] = {}
    for entry in glossary:
        meaning = meanings.exact(entry.expansion)
        if meaning:
            defined[entry.abbreviation] = cast("Status", meaning.code)
    return StatusWords(defined)


def match_status(text: str, at: int, words: StatusWords) -> Value | None:
    """Read a word for a missing value at a place of a text, with bounds in brackets after it."""
    for abbreviation, status in words.defined.items():
        if text.startswith(abbreviation, at) and not text[at + len(abbreviation) :][:1].isalnum():
            return _status_value(text, at, at + len(abbreviation), status)
    for abbreviation in words.undefined:
        if text.startswith(abbreviation, at) and not text[at + len(abbreviation) :][:1].isalnum():
            value = _status_value(text, at, at + len(abbreviation), "not_available")
            return replace(value, unresolved=abbreviation)
    phrase = lexicon("statuses").match(normal(text), at)
    if phrase:
        return _status_value(text, at, phrase.end, cast("Status", phrase.entry.code))
    return None


def read_status(text: str, words: StatusWords) -> Value | None:
    """Read a whole text as a word for a missing value."""
    value = match_status(text, 0, words)
    return value if value and value.end == len(text) else None


def _status_value(text: str, start: int, end: int, status: Status) -> Value:
    bounds = match_bounds(text, end)
    if not bounds or status == "none_reported":
        return Value(start, end, status)
    low, high = bounds.ci_low or bounds.low, bounds.ci_high or bounds.high
    return replace(
        bounds, start=start, status=status, interval="ci", low=None, high=None, ci_low=low, ci_high=high
    )


@cache
def last_words() -> frozenset[str]:
    """Last words of what stands for a missing value, in lower case."""
    aliases = (alias for entry in load("statuses") for alias in (*entry.aliases, *entry.case_sensitive))
    return frozenset(alias.lower().split()[-1] for alias in aliases) | {"nr"}
