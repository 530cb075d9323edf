"""The document's own abbreviations: they mean what it says, whatever they mean elsewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.prose.lexicon import (
    Reading,
    build_lexicon,
    entries,
    find_words,
    lower,
    vocabulary_lexicon,
    vocabulary_readings,
    vocabulary_spellings,
)

if TYPE_CHECKING:
    from extractors.prose.lexicon import Lexicon
    from extractors.records import GlossaryEntry

_LOOSE = frozenset(
    ("OS", "ORR", "CIR", "HCT", "time to event")
)  # "X survival", "X response" need not be these
_STATES = frozenset(("relapse", "relapsed", "progression", "remission", "response"))  # of patients: "REL"
_CUES = ("hazard_ratio", "odds_ratio", "not_reached")


def abbreviation_lexicon(glossary: tuple[GlossaryEntry, ...], arms: tuple[str, ...] = ()) -> Lexicon | None:
    """Return what the abbreviations of a document stand for; those that name nothing here are passed over.

    One that is an arm's name is that.
    """
    pairs: dict[str, Reading] = {}
    for entry in glossary:
        role, code = _meaning(entry)
        printed = entry.abbreviation
        if role == "ignored":
            printed = _singular(printed)
            if printed.lower() not in vocabulary_spellings() or _is_cut_short(entry):
                continue
            if printed in arms:
                role, code = "arm", printed
        pairs.setdefault(printed.lower(), Reading(role, code, printed))
    pairs = {spelling: reading for spelling, reading in pairs.items() if not _is_known(spelling, reading)}
    return build_lexicon(pairs.items()) if pairs else None


def _is_cut_short(entry: GlossaryEntry) -> bool:
    """Whether an abbreviation stands before the end of its name: "overall (OS) and event-free survival"."""
    readings = vocabulary_readings().get(entry.abbreviation.lower(), ())
    last = entry.expansion.lower().rpartition(" ")[2] + " "
    return any(
        alias.startswith(last)
        for role, code, *_ in readings
        if (role, code) in entries()
        for alias in entries()[role, code].aliases
    )


def _singular(abbreviation: str) -> str:
    """An abbreviation without the s of its plural, which is found with and without one: "CCRs"."""
    plural = abbreviation[-1:] == "s" and abbreviation[-2:-1].isupper()
    return abbreviation[:-1] if plural else abbreviation


def _is_known(spelling: str, reading: Reading) -> bool:
    """Whether the vocabulary says the same of an abbreviation as the document does."""
    known = vocabulary_readings().get(spelling, ())
    return bool(known) and all(
        other[:2] == reading[:2] and other.exact in (None, reading.exact) for other in known
    )


@lru_cache(maxsize=4096)  # texts define the same abbreviations again and again
def _meaning(entry: GlossaryEntry) -> tuple[str, str]:
    """What an abbreviation stands for: an outcome, an event, a cue, or something to pass over."""
    if entry.expansion.lower() in _STATES:
        return "ignored", entry.abbreviation
    for role in ("endpoint", "event"):
        if entry.code and (role, entry.code) in entries():
            return role, entry.code
    words = find_words(entry.expansion, lower(entry.expansion), (vocabulary_lexicon(),))
    last = next((word for word in words if word.end == len(entry.expansion)), None)
    if last and last.role in ("endpoint", "event") and (last.code not in _LOOSE or last.start == 0):
        return last.role, last.code
    cue = next((word for word in words if word.role == "cue" and word.code in _CUES), None)
    return (cue.role, cue.code) if cue else ("ignored", entry.abbreviation)
