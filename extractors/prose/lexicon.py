"""Names and cue words of a text, found in one pass of an automaton over the whole vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

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

NAMING = ("endpoint", "event")  # roles of outcomes
_FEW = 8  # spellings that are looked for one by one before an automaton of them is built
_SEVERAL = 400  # spellings whose automaton is built in no time even as the fastest kind


class Word(NamedTuple):
    """A name or cue at one place of a text."""

    start: int
    end: int
    role: str  # endpoint | event | cause (of death) | cue | ignored | numeral | arm
    code: str


_new_word = partial(tuple.__new__, Word)  # hundreds a text: half the time of calling the class


class Reading(NamedTuple):
    """One meaning of a spelling; `exact` is set where it holds only as written."""

    role: str
    code: str
    exact: str | None


class Search(NamedTuple):
    """What finds spellings in a text (number, start, end of each), and what each means."""

    find: Callable[[str], list[tuple[int, int, int]]]
    readings: tuple[Reading, ...]
    as_written: bool  # whether it searches the text as written, or in lower case
    naming: int  # so many of the first name outcomes


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The searches for spellings that hold only as written, and for those that hold in any case.

    The former are abbreviations of few letters, which in lower case stand in every other word.
    """

    searches: tuple[Search, ...]


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


@cache
def outcome_names() -> dict[str, str]:
    """Return the outcomes by their spellings of several words."""
    return {
        alias: code
        for (role, code), entry in entries().items()
        if role == "endpoint"
        for alias in entry.aliases
    }


def _spellings(entry: Entry, role: str) -> Iterable[tuple[str, Reading]]:
    for alias in entry.aliases:
        yield alias, Reading(role, entry.code, None)
    for alias in entry.case_sensitive:
        yield alias.lower(), Reading(role, entry.code, alias)


def build_lexicon(pairs: Iterable[tuple[str, Reading]]) -> Lexicon:
    """Return the lexicon of spellings (in lower case) and their readings, of which the first counts."""
    as_written: dict[str, Reading] = {}
    lowered: dict[str, Reading] = {}
    for spelling, reading in pairs:
        if reading.exact is None:
            lowered.setdefault(lower(spelling), reading)
        else:
            as_written.setdefault(reading.exact, reading)
    searches = (_search(as_written, as_written=True), _search(lowered, as_written=False))
    return Lexicon(tuple(search for search in searches if search.readings))


def _search(readings: dict[str, Reading], *, as_written: bool) -> Search:
    named = [spelling for spelling, reading in readings.items() if reading.role in NAMING]
    spellings = [*named, *(spelling for spelling in readings if readings[spelling].role not in NAMING)]
    if len(spellings) <= _FEW:
        find = partial(_find_each, spellings)
    else:
        kind = Implementation.DFA if len(spellings) <= _SEVERAL else None
        find = partial(AhoCorasick(spellings, implementation=kind).find_matches_as_indexes, overlapping=True)
    return Search(find, tuple(readings[spelling] for spelling in spellings), as_written, len(named))


def _find_each(spellings: list[str], text: str) -> list[tuple[int, int, int]]:
    """What an automaton of a document's own few names would find, with none to build."""
    found: list[tuple[int, int, int]] = []
    for number, spelling in enumerate(spellings):
        at = text.find(spelling)
        while at >= 0:
            found.append((number, at, at + len(spelling)))
            at = text.find(spelling, at + 1)
    return found


def is_response(word: Word) -> bool:
    """Return whether a word names a response."""
    return word.role == "endpoint" and entries()["endpoint", word.code].category == "response"


def lower(text: str) -> str:
    """Return a text in lower case, of the same length."""
    if text.isascii():
        return text.lower()
    lowered = text.lower().replace("–", "-").replace("\u2011", "-").replace("\u2010", "-")
    if len(lowered) == len(text):
        return lowered
    return "".join(one if len(one := character.lower()) == 1 else character for character in text)


def find_words(text: str, lowered: str, lexicons: tuple[Lexicon, ...], *, naming: bool = False) -> list[Word]:
    """Return the words of a text, the leftmost and longest where several overlap.

    A spelling counts between word boundaries, a plural s allowed. At the same length earlier lexicons win,
    and of one what holds only as written.

    Args:
        text: as printed.
        lowered: in lower case, of the same length.
        lexicons: where to look the words up.
        naming: whether a text in which nothing can name an outcome needs no words.
    """
    found = [
        (search.find(text if search.as_written else lowered), search)
        for lexicon in lexicons
        for search in lexicon.searches
    ]
    if naming and not _may_name_outcome(found):
        return []
    candidates: list[tuple[int, int, int, Reading]] = []
    edged = lowered + " "  # what stands before the first character is the last one, a blank
    rank = 0
    for matches, search in found:
        rank += 1
        readings = search.readings
        for index, start, end in matches:
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
            candidates.append((start, -stop, rank, readings[index]))
    candidates.sort()
    return _without_overlaps(candidates)


def _may_name_outcome(found: list[tuple[list[tuple[int, int, int]], Search]]) -> bool:
    """Whether what was found holds the spelling of an outcome, be it inside of a word."""
    return any(matches and min(matches)[0] < search.naming for matches, search in found)


def _without_overlaps(candidates: list[tuple[int, int, int, Reading]]) -> list[Word]:
    words: list[Word] = []
    at = 0
    for start, negative_end, _, (role, code, _) in candidates:
        if start >= at:
            at = -negative_end
            words.append(_new_word((start, at, role, code)))
    return words
