"""Whole numbers as texts print them: "283", "1,001", "one hundred and forty-three"."""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from extractors.vocabulary import load

_SCALES = {"hundred": 100, "thousand": 1000}
_DIGIT_SIGNS = frozenset("0123456789")
_GAPS = (" ", "-")
_ENDS_IN_DIGITS = len(_DIGIT_SIGNS) * len(_GAPS)
_DIGITS = r"(?:[1-9]\d{0,2}(?:[, ]\d{3})+(?![\d.,·–-])|(?<![A-Za-z\d.,·–-])\d{1,5}(?![\d.·]\d))"


@cache
def count_pattern() -> str:
    """Return a pattern of a whole number in digits or words; it matches in any case."""
    words = _one_of(tuple(sorted((*_words(), *_SCALES), key=len, reverse=True)))
    # No word is tried at a digit: there are a hundred of them.
    return rf"(?:{_DIGITS}|(?<![\w-])(?!\d){words}(?:[\s-](?:and\s)?{words})*\b)"


def _one_of(words: tuple[str, ...]) -> str:
    """A pattern of words that tries only those with the right first letter."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items()) + ")"


def number_starts(lowered: str) -> list[int]:
    """Return where a number can start in a text in lower case: at its first digit, at words of counting.

    Digits are looked for by the automaton too, which takes a fraction of a pattern's time.
    """
    found = _automaton().find_matches_as_indexes(lowered, overlapping=True)
    starts = set()
    for index, start, _ in found:
        before = lowered[start - 1 : start]
        inside = before in _DIGIT_SIGNS if index < len(_DIGIT_SIGNS) else before.isalnum()
        if not inside:
            starts.add(start)
    return sorted(starts)


def starts_before(nouns: tuple[str, ...], lowered: str) -> list[int]:
    """Return those of `number_starts` with a noun behind them before another number in digits.

    Args:
        nouns: their beginnings, in lower case.
        lowered: a text in lower case.
    """
    found: list[int] = []
    waiting: list[int] = []
    for index, start, _ in _automaton_before(nouns).find_matches_as_indexes(lowered, overlapping=True):
        if index < len(nouns):
            found += waiting
            waiting = []
        elif index < len(nouns) + _ENDS_IN_DIGITS:
            at = _run_start(lowered, start)
            if lowered[at - 1 : at] in " (":
                waiting = []
            waiting.append(at)
            while at > 1 and lowered[at - 1] in ", " and lowered[at - 2] in _DIGIT_SIGNS:  # "1,001 patients"
                at = _run_start(lowered, at - 2)
                waiting.append(at)
        elif not lowered[start - 1 : start].isalnum():
            waiting.append(start)
    return sorted(set(found))


def _run_start(text: str, digit: int) -> int:
    """Where the digits start that go on to one of them."""
    while digit and text[digit - 1] in _DIGIT_SIGNS:
        digit -= 1
    return digit


@cache
def _automaton_before(nouns: tuple[str, ...]) -> AhoCorasick:
    """Finds nouns, the last digits of numbers before a gap, and words of counting."""
    ends = [digit + gap for digit in _DIGIT_SIGNS for gap in _GAPS]
    return AhoCorasick([*nouns, *ends, *_words(), *_SCALES])


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick([*_DIGIT_SIGNS, *_words(), *_SCALES], matchkind=MatchKind.Standard)


@cache
def _words() -> dict[str, int]:
    aliases = ((alias, int(entry.code)) for entry in load("numerals") for alias in entry.aliases)
    return {alias: number for alias, number in aliases if " " not in alias and "-" not in alias}


def read_count(printed: str) -> int:
    """Return the number that `count_pattern` matched."""
    if printed[0].isdigit():
        return int(printed.replace(",", "").replace(" ", ""))  # "1,272", "16 628"
    total = current = 0
    for word in re.split(r"[\s-]+", printed.lower()):
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word == "thousand":
                total, current = total + current, 0
        else:
            current += _words().get(word, 0)
    return total + current
