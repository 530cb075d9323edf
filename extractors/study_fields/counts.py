"""Whole numbers as texts print them: "283", "1,001", "one hundred and forty-three"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.study_fields.statements import Statement

_SCALES = {"hundred": 100, "thousand": 1000}
_DIGITS_IN_ROW = re.compile(r"\d+")

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|(?<![A-Za-z\d.,·–-])\d{1,5}(?![\d.·]\d))"


@cache
def count_pattern() -> str:
    """Return a pattern of a whole number in digits or words; it matches in any case."""
    words = "|".join(sorted((re.escape(word) for word in (*_words(), *_SCALES)), key=len, reverse=True))
    return rf"(?:{_DIGITS}|(?<![\w-])(?:{words})(?:[\s-](?:and\s)?(?:{words}))*\b)"


def at_counts(pattern: re.Pattern[str], statement: Statement) -> Iterator[re.Match[str]]:
    """Yield what `finditer` does of a pattern that starts with a number, tried only where one can start."""
    end = 0
    for start in number_starts(statement.lowered):
        match = pattern.match(statement.text, start) if start >= end else None
        if match:
            end = match.end()
            yield match


def number_starts(lowered: str) -> list[int]:
    """Return where a number can start in a text in lower case: at digits and at words of counting."""
    words = {start for _, start, _ in _automaton().find_matches_as_indexes(lowered, overlapping=True)}
    return sorted(words.union(digits.start() for digits in _DIGITS_IN_ROW.finditer(lowered)))


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick([*_words(), *_SCALES], matchkind=MatchKind.Standard)


@cache
def _words() -> dict[str, int]:
    aliases = ((alias, int(entry.code)) for entry in load("numerals") for alias in entry.aliases)
    return {alias: number for alias, number in aliases if " " not in alias and "-" not in alias}


def read_count(printed: str) -> int:
    """Return the number that `count_pattern` matched."""
    if printed[0].isdigit():
        return int(printed.replace(",", ""))
    total = current = 0
    for word in re.split(r"[\s-]+", printed.lower()):
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word == "thousand":
                total, current = total + current, 0
        else:
            current += _words().get(word, 0)
    return total + current
