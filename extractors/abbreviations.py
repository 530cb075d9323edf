"""Whether a phrase is what an abbreviation stands for.

The alignment is that of Schwartz & Hearst (A simple algorithm for identifying abbreviation
definitions in biomedical text, Pac Symp Biocomput 2003:451-62): the letters of the short form are
found in the long form from right to left, the first one at the beginning of a word. Regimens are
often named in another order than their drugs are listed, so initials in any order count as well.
"""

from __future__ import annotations

import re
from functools import lru_cache

_MOST_LETTERS = 12
_SHORT_FORM = re.compile(r"(?=\S*[A-Za-z])[A-Za-z0-9][A-Za-z0-9()\[\]/+.'’*-]*")
_LOWER_CASE_MOST = 4  # "pts", "mos": longer words in lower case are words
_INITIALS_LEAST = 3
_NONE: frozenset[str] = frozenset()
_SMALL_WORDS = frozenset(["of", "or", "and", "with", "the", "in", "to", "for", "from", "by", "on", "a", "an"])
_WORD = re.compile(r"[^\s/,;()\[\]+-]+")


@lru_cache(maxsize=4096)  # texts bracket the same words again and again
def is_short_form(text: str) -> bool:
    """Whether one word could be an abbreviation: "ORR", "CRi", "BU(C)", "R/R", "pts"."""
    if not _SHORT_FORM.fullmatch(text) or not 2 <= _letter_count(text) <= _MOST_LETTERS:  # noqa: PLR2004
        return False
    if not text[1:].islower() and any(character.isupper() for character in text[1:]):
        return True
    return len(text) <= _LOWER_CASE_MOST and text.isalpha()


@lru_cache(maxsize=4096)
def is_capital_form(text: str) -> bool:
    """Whether a word is an abbreviation by its capitals alone."""
    return not text.islower() and is_short_form(text) and sum(map(str.isupper, text)) > 1


def window_words(short_form: str) -> int:
    """How many words before a bracket its long form may have."""
    letters = _letter_count(short_form)
    return min(letters + 5, letters * 2)


def _letter_count(text: str) -> int:
    """How many letters and digits a text has."""
    return len(text) if text.isalnum() else sum(map(str.isalnum, text))


def long_form_start(short_form: str, text: str) -> int | None:
    """Where in `text` the long form that ends with `text` starts, if there is one."""
    letters = _letters(short_form)
    words = _WORD.findall(text.lower())
    content = [word for word in words if word not in _SMALL_WORDS]
    for some, skipped in ((content, _SMALL_WORDS), (words, _NONE)):
        if "".join([word[0] for word in some[-len(letters) :]]) == letters != "":
            return _start_of_last(len(letters), words, skipped, text.lower())
    start = _aligned_start(letters, text)
    if start is None or _strange_words(letters, text[start:]) * 2 > len(letters):
        start = _initials_start(short_form, text)
    return start


def _start_of_last(count: int, words: list[str], skipped: frozenset[str], lowered: str) -> int:
    """Where the last of some words start, counted without those skipped."""
    at, left = len(lowered), count
    for word in reversed(words):
        at = lowered.rfind(word, 0, at)
        left -= word not in skipped
        if not left:
            break
    return at


def _letters(short_form: str) -> str:
    """The letters and digits that an expansion must hold; not the s of a plural."""
    singular = short_form[:-1] if short_form[-1:] == "s" and short_form[-2:-1].isupper() else short_form
    lowered = singular.lower()
    return lowered if lowered.isalnum() else "".join(filter(str.isalnum, lowered))


def _aligned_start(letters: str, text: str) -> int | None:
    """Where the shortest stretch of `text` starts that holds the letters, at least one, in their order."""
    lowered = text.lower()
    at = len(lowered)
    for letter in reversed(letters[1:]):
        at = lowered.rfind(letter, 0, at)
        if at < 0:
            return None
    at = lowered.rfind(letters[:1], 0, at)
    while at >= 0 and not _starts_word(lowered, at):
        at = lowered.rfind(letters[:1], 0, at)
    return at if at >= 0 else None


def _strange_words(letters: str, long_form: str) -> int:
    """How many words of a long form do not begin with a letter of its abbreviation."""
    words = [word for word in _WORD.findall(long_form.lower()) if word[0].isalnum()]
    return sum(word[0] not in letters for word in words if word not in _SMALL_WORDS)


def _initials_start(short_form: str, text: str) -> int | None:
    """Like `_aligned_start`, for initials in any order: "busulfan, ATG and cyclophosphamide" for CAB."""
    missing = list(_letters(short_form))
    if len(missing) < _INITIALS_LEAST or not short_form.isupper():
        return None
    for word in reversed(list(_WORD.finditer(text))):
        if word[0][0].lower() in missing:
            missing.remove(word[0][0].lower())
        if not missing:
            return word.start()
    return None


def stands_for(short_form: str, expansion: str) -> bool:
    """Whether the whole of `expansion` is what `short_form` stands for."""
    if len(expansion) <= len(short_form) or expansion.lower() == short_form.lower():
        return False
    return _aligned_from_start(short_form, expansion) or _initials_start(short_form, expansion) == 0


def _aligned_from_start(short_form: str, expansion: str) -> bool:
    """Whether the letters stand in `expansion` in their order, the first one at its start."""
    rest = iter(expansion.lower())
    letters = _letters(short_form)
    starts = bool(letters) and expansion[:1].lower() == letters[0]
    return starts and all(letter in rest for letter in letters)


def _starts_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
