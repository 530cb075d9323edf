"""Folding: printed text on one line, with the way back to every character."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.document import Span

# A word broken at the line's end: joined where the next line goes on in lower case, the hyphen kept
# before a capital or a digit ("IDH2-\nMutated") and a slash kept without the break ("CR/\nCRi").
_BREAK = re.compile(
    r"(?P<word>(?<=[a-z])[-\u2010\u00ad][ \t\u00a0]*(?:\r?\n[ \t\u00a0]*)+(?=[a-z]))"
    r"|(?P<keep>(?<=\S)[-\u2010\u2013/][ \t\u00a0]*(?:\r?\n[ \t\u00a0]*)+(?=\S))"
    r"|(?P<soft>\u00ad)"
    r"|(?P<space>\s+|[\u200b\u2060\ufeff]+)"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `origin[i]` is where its character i stands in the unfolded text."""

    text: str
    origin: tuple[int, ...]
    end: int  # unfolded end

    def span(self, start: int, end: int) -> Span:
        """Unfolded span of `text[start:end]`; the end follows the last character, not the gap after it."""
        if start >= end:
            at = self.origin[start] if start < len(self.origin) else self.end
            return Span(at, at)
        return Span(self.origin[start], self.origin[end - 1] + 1)


def fold_spans(text: str, spans: tuple[Span, ...]) -> Folded:
    """Fold several stretches of `text`, read one after the other, as if a line break joined them."""
    parts: list[str] = []
    origin: list[int] = []
    joined = "\n".join(text[span.start : span.end] for span in spans)
    places = [at for span in spans for at in (*range(span.start, span.end), span.end)]

    def put(string: str, at: int) -> None:
        parts.append(string)
        origin.extend(places[at : at + len(string)])

    position = 0
    for match in _BREAK.finditer(joined):
        if match[0] == " ":
            continue
        put(joined[position : match.start()], position)
        if match["keep"]:
            put(match["keep"][0], match.start())
        elif match["space"] and any(character.isspace() for character in match["space"]):
            put(" ", match.start())
        position = match.end()
    put(joined[position:], position)
    characters = "".join(parts)
    start, end = 0, len(characters)
    while start < end and characters[start] == " ":
        start += 1
    while end > start and characters[end - 1] == " ":
        end -= 1
    last = spans[-1].end if spans else 0
    return Folded(characters[start:end], tuple(origin[start:end]), last)


def fold(text: str) -> str:
    """Return printed text on one line: line-break hyphens joined, runs of any space one blank."""
    return fold_spans(text, (Span(0, len(text)),)).text
