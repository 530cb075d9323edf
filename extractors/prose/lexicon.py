"""Names and cue words of a text, found in one pass of an automaton over the whole vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick

from extractors.vocabulary import Entry, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_VOCABULARIES = {
    "endpoints": "endpoint",
    "adverse_events": "event",
    "cues": "cue",
    "ignored": "ignored",
    "numerals": "numeral",
}

_FEW = 8  # spellings that are looked for one by one before an automaton of them is built


class Word(NamedTuple):
    """A name or cue at one place of a text."""

    start: int
    end: int
    role: str  # endpoint | event | cue | ignored | numeral | arm
    code: str


_new_word = partial(tuple.__new__, Word)  # hundreds a text: half the time of calling the class


class Reading(NamedTuple):
    """One meaning of a spelling; `exact` is set where it holds only as written."""

    role: str
    code: str
    exact: str | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What finds lower-case spellings in a text (number, start, end of each) and what each can mean."""

    find: Callable[[str], list[tuple[int, int, int]]]
    readings: tuple[tuple[Reading, ...], ...]


@cache
def vocabulary_lexicon() -> Lexicon:
    """Return the lexicon of the whole vocabulary, built on first use."""
    return build_lexicon(_vocabulary_pairs())


def _vocabulary_pairs() -> Iterator[tuple[str, Reading]]:
    for name, role in _VOCABULARIES.items():
        for entry in load(name):
            yield from _spellings(entry, role)
    for entry in load("arm_words"):
        if entry.code == "generic":
            yield from ((alias, Reading("arm", alias, None)) for alias in entry.aliases)


@cache
def vocabulary_readings() -> dict[str, tuple[Reading, ...]]:
    """Return what each spelling of the vocabulary can mean."""
    readings: dict[str, tuple[Reading, ...]] = {}
    for spelling, reading in _vocabulary_pairs():
        readings[spelling] = (*readings.get(spelling, ()), reading)
    return readings


@cache
def vocabulary_spellings() -> frozenset[str]:
    """Return every spelling of the vocabulary, in lower case."""
    return frozenset(
        spelling
        for name, role in _VOCABULARIES.items()
        for entry in load(name)
        for spelling, _ in _spellings(entry, role)
    )


@cache
def entries() -> dict[tuple[str, str], Entry]:
    """Return the vocabulary's entries by role and code."""
    return {(role, entry.code): entry for name, role in _VOCABULARIES.items() for entry in load(name)}


def _spellings(entry: Entry, role: str) -> Iterable[tuple[str, Reading]]:
    for alias in entry.aliases:
        yield alias, Reading(role, entry.code, None)
    for alias in entry.case_sensitive:
        yield alias.lower(), Reading(role, entry.code, alias)


def build_lexicon(pairs: Iterable[tuple[str, Reading]]) -> Lexicon:
    """Return the lexicon of spellings (in lower case) and their readings."""
    readings: dict[str, list[Reading]] = {}
    for spelling, reading in pairs:
        readings.setdefault(spelling, []).append(reading)
    spellings = list(readings)
    if len(spellings) <= _FEW:
        find = partial(_find_each, spellings)
    else:
        find = partial(AhoCorasick(spellings).find_matches_as_indexes, overlapping=True)
    return Lexicon(find, tuple(tuple(sorted(found, key=_exact_first)) for found in readings.values()))


def _find_each(spellings: list[str], text: str) -> list[tuple[int, int, int]]:
    """What an automaton of a document's own few names would find, with none to build."""
    found: list[tuple[int, int, int]] = []
    for number, spelling in enumerate(spellings):
        at = text.find(spelling)
        while at >= 0:
            found.append((number, at, at + len(spelling)))
            at = text.find(spelling, at + 1)
    return found


def _exact_first(reading: Reading) -> bool:
    return reading.exact is None


def lower(text: str) -> str:
    """Return a text in lower case, of the same length."""
    if text.isascii():
        return text.lower()
    lowered = text.lower().replace("\u2011", "-").replace("\u2010", "-")
    if len(lowered) == len(text):
        return lowered
    return "".join(one if len(one := character.lower()) == 1 else character for character in text)


def find_words(text: str, lowered: str, lexicons: tuple[Lexicon, ...]) -> list[Word]:
    """Return the words of a text, the leftmost and longest where several overlap.

    A spelling counts between word boundaries, a plural s allowed; earlier lexicons win at the same length.
    """
    candidates: list[tuple[int, int, int, Reading]] = []
    edged = lowered + " "  # what stands before the first character is the last one, a blank
    for rank, lexicon in enumerate(lexicons):
        readings = lexicon.readings
        for index, start, end in lexicon.find(lowered):
            if edged[start - 1].isalnum() and edged[start].isalnum():
                continue
            stop = end
            if edged[end].isalnum():
                last = edged[end - 1]
                if last == "-" or (last.isalnum() and (text[end] != "s" or edged[end + 1].isalnum())):
                    continue  # "MRD-positive" is no "MRD-"
                stop = end + last.isalnum()
            if edged[stop] == "-" and edged.startswith("-free", stop):
                continue  # "the rate of relapse-free survival" is none of relapse
            for reading in readings[index]:
                if reading[2] is None or text.startswith(reading[2], start):
                    candidates.append((start, -stop, rank, reading))
                    break
    candidates.sort()
    return _without_overlaps(candidates)


def _without_overlaps(candidates: list[tuple[int, int, int, Reading]]) -> list[Word]:
    words: list[Word] = []
    at = 0
    for start, negative_end, _, (role, code, _) in candidates:
        if start >= at:
            at = -negative_end
            words.append(_new_word((start, at, role, code)))
    return words
