"""Lines of a plain text and what their ends mean: a wrapped line, or the end of something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractors.text import holds

_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029]*(?:\r\n|[\r\n\f\v\u2028\u2029]|\Z)")
_NO_LINE_ENDS = ("\x1c", "\x1d", "\x1e", "\x85")
_HYPHENS = "-\u00ad\u2010"
_STOPS = (".", "!", "?", ":", ";")
_SENTENCE_END = re.compile(
    r"[.!?:;][\"'\u201d\u2019)\]]*\s*(?:\[[\d,\s\u2013-]+\]|\d{1,3}(?:[,\u2013-]\d{1,3})*)?$"
)

# An entry of a list: a short term, a gap, its meaning.
_LISTED = re.compile(r"\S{1,15}(?:[ \u00a0]{2,}|\t)\S")

# A text counts as wrapped when this share of its lines goes on in lower case on the next one.
_WRAPPED_SHARE = 0.2
# It keeps the blank of a wrapped line when this share of such lines has it.
_BLANK_KEPT_SHARE = 0.8
_FEWEST_WRAPS = 5
# Room that a justified, proportionally set line leaves at its end, as a share of its width.
_FULL_LINE = 0.85
_FULL_HEADING_LINE = 0.97


class Line(NamedTuple):
    """One line: `start` and `end` leave out the blanks at either side of its words."""

    begin: int  # where the line itself starts, blanks included
    start: int
    end: int
    text: str
    indented: bool
    trailing_blank: bool
    page_start: bool = False  # the line before ended in a form feed

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.text

    @property
    def is_hyphenated(self) -> bool:
        """Whether it ends inside a word."""
        return len(self.text) > 1 and self.text[-1] in _HYPHENS and self.text[-2].isalpha()

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence can end with it."""
        last = self.text[-1:]
        return last in _STOPS or (not last.isalpha() and _SENTENCE_END.search(self.text) is not None)


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a text was wrapped."""

    wrapped: bool  # its paragraphs run over several lines
    keeps_blank: bool  # a wrapped line keeps the blank before its break, a finished one has none
    flush: bool  # an indented line is an exception: the start of a page or column


def split_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text, blank ones included."""
    lines: list[Line] = []
    after_form_feed = False
    begin = 0
    for printed in _printed_lines(text):
        raw = printed.rstrip("\r\n\f\v\u2028\u2029")
        words = raw.strip()
        start = begin + len(raw) - len(raw.lstrip())
        indented, trailing_blank = bool(words) and raw[0].isspace(), bool(words) and raw[-1].isspace()
        lines.append(Line(begin, start, start + len(words), words, indented, trailing_blank, after_form_feed))
        after_form_feed = printed.endswith("\f")
        begin += len(printed)
    return tuple(lines)


def _printed_lines(text: str) -> list[str]:
    """Lines with their ends; separators of records and the C1 next-line end none, as `splitlines` has it."""
    if holds(text, _NO_LINE_ENDS):
        return [line for line in _LINE.findall(text) if line]
    return text.splitlines(keepends=True)


def find_style(lines: tuple[Line, ...]) -> LineStyle:
    """Return how a text was wrapped, judged by the lines that certainly go on in the next one."""
    filled = [line for line in lines if not line.is_blank]
    pairs = [(line, after) for line, after in pairwise(lines) if not line.is_blank and not after.is_blank]
    wraps = [line for line, after in pairs if after.text[0].islower() and not line.is_hyphenated]
    kept = sum(line.trailing_blank for line in wraps)
    finished = [line for line in filled if line.ends_sentence]
    return LineStyle(
        wrapped=len(wraps) > _WRAPPED_SHARE * max(len(pairs), _FEWEST_WRAPS),
        keeps_blank=len(wraps) >= _FEWEST_WRAPS
        and kept >= _BLANK_KEPT_SHARE * len(wraps)
        and any(not line.trailing_blank for line in finished),
        flush=sum(line.indented for line in filled) <= len(filled) // 10,
    )


@lru_cache(maxsize=4)  # every flattened table of a text asks again
def style_of(text: str) -> LineStyle:
    """Return how a text was wrapped."""
    return find_style(split_lines(text))


def is_soft(line: Line, style: LineStyle) -> bool:
    """Whether a line's end shows that its words go on in the next line."""
    return line.is_hyphenated or (style.keeps_blank and line.trailing_blank)


def is_hard_break(line: Line, after: Line, width: int, style: LineStyle, *, heading: bool) -> bool:
    """Whether something ends between two lines of a chunk.

    Args:
        line: the line before the break.
        after: the line behind it.
        width: that of the widest lines around.
        style: how the text was wrapped.
        heading: whether a heading may end with `line`.
    """
    if after.page_start or (style.flush and after.indented) or _LISTED.match(after.text):
        return True
    if not style.wrapped:
        return True
    if style.keeps_blank or line.is_hyphenated:
        return not is_soft(line, style)
    if after.text[0].islower() or line.text.endswith(","):
        return False
    # Without a blank to go by: a break is meant where the next word would still have fitted.
    fitted = len(line.text) + 1 + len(after.text.split(maxsplit=1)[0])
    return fitted <= width * (_FULL_HEADING_LINE if heading else _FULL_LINE)
