"""Folding: printed text on one line, with the way back to every character."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.document import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

# A word broken at the line's end: joined where the next line goes on in lower case, unless the text has
# the compound elsewhere ("time-\ndependence"); the hyphen kept before a capital or a digit
# ("IDH2-\nMutated") and a slash kept without the break ("CR/\nCRi").
# Whatever its kind, it starts with one of a few characters: searching for those first is much faster.
# A single blank stays as it is.
_BREAK = re.compile(
    r"[-\u2010\u2013/\u00ad\s\u200b\u2060\ufeff](?:"
    r"(?P<word>(?<=[a-z][-\u2010\u00ad])[ \t\u00a0]*(?:\r?\n[ \t\u00a0]*)+(?=[a-z]))"
    r"|(?P<keep>(?<=\S[-\u2010\u2013/])[ \t\u00a0]*(?:\r?\n[ \t\u00a0]*)+(?=\S))"
    r"|(?P<soft>(?<=\u00ad))"
    r"|(?P<space>(?<=[ ])\s+|(?<=[^\S ])\s*|(?<=[\u200b\u2060\ufeff])[\u200b\u2060\ufeff]*))"
)


# More digits than a database's whole numbers have: a barcode or noise, never a count or a rate.
_ENDLESS_NUMBER = re.compile(r"\d{19,}")
_EVERY_SIXTH = re.compile(r"\d\d{2}")  # of its characters are three digits at least

_USUAL_BLANKS = "\u00a0\u2009\u202f"  # between a number and its unit: as wide as a plain blank, on one line
# What else `_BREAK` can match in a text without runs of blanks; looked for one by one, which is much faster.
_PLAIN_BREAKS = tuple("\t\n\v\f\r\x1c\x1d\x1e\x1f")
_BREAKS = (
    *_PLAIN_BREAKS,
    *"\x85\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u200a\u2028\u2029\u205f\u3000",
    *"\u00ad\u200b\u2060\ufeff",
)
_SOFT_HYPHEN = "\u00ad"
_LONGEST_WORD = 40
_WORD_BEFORE = re.compile(r"[^\W\d_]+$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"\b([^\W\d_]+)[-\u2010](?=([^\W\d_]+))")


class Folded(NamedTuple):
    """Folded text; `origin[i]` is where its character i stands in the unfolded text."""

    text: str
    origin: Sequence[int]
    end: int  # unfolded end

    def span(self, start: int, end: int) -> Span:
        """Unfolded span of `text[start:end]`; the end follows the last character, not the gap after it."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else self.end
            return Span(at, at)
        return Span(self.origin[start], self.origin[end - 1] + 1)


@lru_cache(maxsize=256)  # every part of extraction reads the same blocks
def fold_spans(text: str, spans: tuple[Span, ...]) -> Folded:
    """Fold several stretches of `text`, read one after the other, as if a line break joined them."""
    if len(spans) == 1 and (printed := _unbroken(text[spans[0].start : spans[0].end])) is not None:
        return _as_printed(printed, spans[0])
    joined = "\n".join(text[span.start : span.end] for span in spans)
    places: list[int] = []
    for span in spans:
        places += range(span.start, span.end + 1)
    pieces: list[str] = []
    origin: list[int] = []
    position = 0
    for match in _BREAK.finditer(joined):
        start, end = match.span()
        pieces.append(joined[position:start])
        origin += places[position:start]
        replaced = _replacement(match, text)
        pieces.append(replaced)
        origin += places[start : start + len(replaced)]
        position = end
    pieces.append(joined[position:])
    origin += places[position : len(joined)]
    folded = mask_endless_numbers("".join(pieces))
    stripped = folded.strip(" ")
    start = len(folded) - len(folded.lstrip(" ")) if stripped else 0
    last = spans[-1].end if spans else 0
    return Folded(stripped, tuple(origin[start : start + len(stripped)]), last)


def _unbroken(printed: str) -> str | None:
    """A text in which no character goes or moves, its single blanks made plain; None where one does.

    Most texts are such, and spared the search for breaks.
    """
    if printed.isascii():
        breaks = _PLAIN_BREAKS
    else:
        breaks = _BREAKS
        for blank in _USUAL_BLANKS:
            printed = printed.replace(blank, " ")
    return None if "  " in printed or holds(printed, breaks) else printed


def _as_printed(printed: str, span: Span) -> Folded:
    """A stretch in which every character stays where it is, but for blanks at its ends."""
    stripped = printed.strip(" ")
    start = span.start + (len(printed) - len(printed.lstrip(" ")) if stripped else 0)
    return Folded(stripped, range(start, start + len(stripped)), span.end)


def _replacement(match: re.Match[str], text: str) -> str:
    """What is left of a break: the hyphen or slash that is kept, one blank, or nothing."""
    if match.lastgroup == "keep" or (match.lastgroup == "word" and _is_compound(match, text)):
        return match[0][0]
    return " " if match.lastgroup == "space" and any(character.isspace() for character in match[0]) else ""


def _is_compound(match: re.Match[str], text: str) -> bool:
    """Whether the words at either side of a break stand elsewhere in a text with a hyphen between them."""
    if match[0][0] == _SOFT_HYPHEN:
        return False
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - _LONGEST_WORD), match.start())
    after = _WORD_AFTER.match(match.string, match.end())
    return (
        before is not None and after is not None and (before[0].lower(), after[0].lower()) in _compounds(text)
    )


@lru_cache(maxsize=4)
def _compounds(text: str) -> frozenset[tuple[str, str]]:
    """Words that a text has on one line with a hyphen between them, in lower case."""
    return frozenset((first.lower(), second.lower()) for first, second in _HYPHENATED.findall(text))


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether one of some words stands in a text; asked before a costlier pattern is tried."""
    for word in words:  # noqa: SIM110 (a plain loop: asked of every sentence)
        if word in text:
            return True
    return False


def find_word(text: str, word: str) -> int:
    """Return where a word first stands by itself, -1 if nowhere; no pattern to compile for each word."""
    at = text.find(word)
    while at >= 0 and not _is_apart(text, at, at + len(word)):
        at = text.find(word, at + 1)
    return at


def _is_apart(text: str, start: int, end: int) -> bool:
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return not any(character.isalnum() or character == "_" for character in beside)


def fold(text: str) -> str:
    """Return printed text on one line: line-break hyphens joined, runs of any space one blank."""
    if (printed := _unbroken(text)) is not None:
        return printed.strip(" ")
    return fold_spans(text, (Span(0, len(text)),)).text


def mask_endless_numbers(text: str) -> str:
    """Return a text of the same length in which a number too long to be one is no number."""
    if not _EVERY_SIXTH.search(text[::6]):
        return text
    return _ENDLESS_NUMBER.sub(lambda match: "#" * len(match[0]), text)
