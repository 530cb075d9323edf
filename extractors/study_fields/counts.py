"""Whole numbers as texts print them: "283", "1,001", "one hundred and forty-three"."""

from __future__ import annotations

import re
from functools import cache

from extractors.vocabulary import load

_SCALES = {"hundred": 100, "thousand": 1000}
_SHORT = 3


_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|(?<![\d.,·–-])\d{1,5}(?![\d.·]\d))"


@cache
def count_pattern(*, in_words: bool = True) -> str:
    """Return a pattern of a whole number in digits or words; it matches in any case.

    Args:
        in_words: whether the text may hold a number in words; digits alone are found much faster.
    """
    if not in_words:
        return _DIGITS
    words = "|".join(sorted((re.escape(word) for word in (*_words(), *_SCALES)), key=len, reverse=True))
    return rf"(?:{_DIGITS}|(?<![\w-])(?:{words})(?:[\s-](?:and\s)?(?:{words}))*\b)"


def may_hold_number_word(lowered: str) -> bool:
    """Whether a text in lower case could hold a number in words."""
    return any(word in lowered for word in _long_words()) or not _short_words().isdisjoint(lowered.split())


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(word for word in (*_words(), *_SCALES) if len(word) > _SHORT)


@cache
def _short_words() -> frozenset[str]:
    """Words that stand inside many others: "ten" in "often"."""
    return frozenset(word for word in _words() if len(word) <= _SHORT)


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
