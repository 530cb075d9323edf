"""Paragraphs and tables of a document -> its text, with the place of every word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.document import Box, PageBox, Span
from extractors.readers import raised
from extractors.readers.pdf.frames import displayed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf.shapes import Frame, Line, Word

_PUNCTUATION = ".,;:"
_BEFORE = 12  # characters by which a raised number is judged


class TextBuilder:
    """A document's text as it grows."""

    def __init__(self, frames: dict[int, Frame]) -> None:
        self._frames = frames
        self._pieces: list[str] = []
        self._length = 0
        self.layout: list[PageBox] = []

    @property
    def text(self) -> str:
        """All text so far."""
        return "".join(self._pieces)

    @property
    def end(self) -> int:
        """Length of the text so far."""
        return self._length

    def put(self, text: str) -> Span:
        """Add text that is printed nowhere: a line break, a tab."""
        start = self._length
        if text:
            self._pieces.append(text)
            self._length += len(text)
        return Span(start, self._length)

    def lines(self, lines: Sequence[Line], page: int, *, in_cell: bool = False) -> tuple[Span, Span]:
        """Add lines; return their span, and that of what is left without footnote marks at the end."""
        start = self._length
        words_end = start
        for at, line in enumerate(lines):
            if at:
                self.put("\n")
            words_end = self._line(line, page, in_cell=in_cell)
        return Span(start, self._length), Span(start, max(start, words_end))

    def _line(self, line: Line, page: int, *, in_cell: bool) -> int:
        """Add a line; return where it ends without the raised marks at its end."""
        words_end = self._length
        for at, word in enumerate(line.words):
            if word.raised:
                following = line.words[at + 1].text if at + 1 < len(line.words) else ""
                is_mark = self._raised(word, page, following, first=at == 0, in_cell=in_cell)
                words_end = words_end if is_mark else self._length
                continue
            if at and not self._adjoins(line.words, at):
                self.put(" ")
            self._word(word.text, word, page)
            words_end = self._length
        return words_end

    @staticmethod
    def _adjoins(words: Sequence[Word], at: int) -> bool:
        """Whether nothing is printed between a word and the one before it."""
        return words[at].attached and not (words[at - 1].raised and words[at].text[0].isalnum())

    def box_of(self, lines: Sequence[Line], page: int) -> Box:
        """Return the box around lines, where a viewer shows it."""
        box = Box(
            min(line.x0 for line in lines),
            min(line.top for line in lines),
            max(line.x1 for line in lines),
            max(line.bottom for line in lines),
        )
        return displayed(box, self._frames[page])

    def _word(self, text: str, word: Word, page: int) -> None:
        span = self.put(text)
        box = displayed(_box(word), self._frames[page])
        self.layout.append(PageBox(span, page, box))

    def _raised(self, word: Word, page: int, following: str, *, first: bool, in_cell: bool) -> bool:
        """Add a raised word so that it can't be taken for a part of the word before; tell if it is a mark."""
        before = "" if first else "".join(self._pieces[-4:])[-_BEFORE:].rsplit("\n", 1)[-1]
        kind = raised.kind_of(word.text.strip(), before, following, in_cell=in_cell) if before else "mark"
        if kind == "citation":
            self._cite(word, page, before)
        elif kind == "exponent":
            self._word(raised.exponent(word.text), word, page)
        elif kind == "mark":
            text = raised.mark(word.text)
            self.put(" " if text[:1] == " " and before else "")
            self._word(text.strip(), word, page)
        else:
            self._word(word.text, word, page)
        return kind == "mark"

    def _cite(self, word: Word, page: int, before: str) -> None:
        """Add a raised citation: before the full stop, so that it stays in its sentence."""
        number = raised.citation(word.text.strip(" ,;."))
        mark = ""
        if before[-1:] in _PUNCTUATION and before[-1:]:
            mark = before[-1]
            self._take_back()
        self.put("" if before.endswith((" ", "(", "[")) else " ")
        self._word(number, word, page)
        self.put(mark)

    def _take_back(self) -> None:
        """Take the last character back; the box of its word keeps its place."""
        self._pieces[-1] = self._pieces[-1][:-1]
        self._length -= 1
        last = self.layout[-1]
        if last.span.end > self._length:
            self.layout[-1] = replace(last, span=Span(last.span.start, self._length))


def _box(word: Word) -> Box:
    return Box(word.x0, word.top, word.x1, word.bottom)
