"""Splitting a run of words into cells: the splits in which every cell can be what its column demands."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from extractors.document import Span
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extractors.readers.lines import LineStyle

# No-break blanks hold a cell together; every other blank may part two.
_TOKEN = re.compile(r"[^ \t\r\n\f\v]+")
_BROKEN_WORD = re.compile(r"(?<=[a-z])[-\u2010\u00ad]$")
_OPEN_END = re.compile(r"[-\u2010\u2013/(\[,+\u00b1&]$")
_MOST_TOKENS = 32  # of one cell


# Whether words can be a cell, by the test (which its caller keeps alive) and the place of the words.
Verdicts = dict[tuple[int, int, int], bool]


class Gap(Enum):
    """What stands between two tokens."""

    BLANK = "blank"  # they may be of one cell or of two
    JOINED = "joined"  # the line's end shows that the cell goes on
    PARTED = "parted"  # the line's end shows that the cell is over
    BROKEN = "broken"  # a word broken over two lines


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a table, with what stands before it."""

    start: int
    end: int
    gap: Gap
    line: int
    opens_line: bool


def tokenize(text: str, body: Span, style: LineStyle) -> tuple[Token, ...]:
    """Return the words of a stretch of text, with what the ends of its lines tell of its cells."""
    tokens: list[Token] = []
    line = 0
    for match in _TOKEN.finditer(text, body.start, body.end):
        before = tokens[-1] if tokens else None
        between = text[before.end : match.start()] if before else ""
        broken = "\n" in between or "\r" in between
        gap = _gap(text, before, between, match[0], style) if before and broken else Gap.BLANK
        line += broken
        tokens.append(Token(match.start(), match.end(), gap, line, before is None or broken))
    return tuple(tokens)


def _gap(text: str, before: Token, between: str, word: str, style: LineStyle) -> Gap:
    printed = text[before.start : before.end]
    if _BROKEN_WORD.search(printed) and word[0].islower():
        return Gap.BROKEN
    if _OPEN_END.search(printed) and len(printed) > 1:
        return Gap.JOINED
    if not style.keeps_blank:
        return Gap.BLANK
    return Gap.JOINED if between[0] in " \t\u00a0" else Gap.PARTED


def without_line_ends(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return tokens whose lines' ends tell nothing, but for words broken over two."""
    return tuple(replace(token, gap=Gap.BLANK if token.gap is Gap.PARTED else token.gap) for token in tokens)


def split_cells(
    text: str,
    tokens: Sequence[Token],
    accepts: Sequence[Callable[[str], bool]],
    *,
    never_parted: frozenset[int] = frozenset(),
    verdicts: Verdicts | None = None,
) -> list[tuple[Span, ...]]:
    """Return the ways to split tokens into one cell for each column; at most two, which is one too many.

    Args:
        text: the document's text.
        tokens: the words of a row.
        accepts: for each column, whether a folded text can be its cell.
        never_parted: indexes of tokens before which no cell can end.
        verdicts: what was found out about these words before, kept by the caller.
    """
    if not len(accepts) <= len(tokens) <= len(accepts) * _MOST_TOKENS:
        return []
    row = _Row(text, tokens, never_parted, {} if verdicts is None else verdicts)
    # splits[at]: the ways to split the tokens from `at` on into the columns from the current one on.
    splits: dict[int, list[tuple[Span, ...]]] = {len(tokens): [()]}
    for column in range(len(accepts) - 1, -1, -1):
        starts = range(column, len(tokens)) if column else range(min(1, len(tokens)))
        found = {first: row.splits_from(first, accepts[column], splits) for first in starts}
        splits = {first: ways for first, ways in found.items() if ways}
    return splits.get(0, [])


@dataclass(slots=True)
class _Row:
    """The words of a row, and what was found out about its cells."""

    text: str
    tokens: Sequence[Token]
    never_parted: frozenset[int]
    verdicts: Verdicts

    def splits_from(
        self, first: int, accept: Callable[[str], bool], rest: dict[int, list[tuple[Span, ...]]]
    ) -> list[tuple[Span, ...]]:
        """Ways to cut a cell at `first` and the rest after it; two are enough to know of."""
        ways: list[tuple[Span, ...]] = []
        if not self.may_part(first):
            return ways
        for last in self.ends(first):
            if last in rest and self.fits(first, last, accept):
                span = Span(self.tokens[first].start, self.tokens[last - 1].end)
                ways.extend((span, *others) for others in rest[last])
                if len(ways) > 1:
                    break
        return ways[:2]

    def ends(self, first: int) -> Iterator[int]:
        """Places where a cell that starts at `first` can end: before the next certain end of a cell."""
        for last in range(first + 1, min(len(self.tokens), first + _MOST_TOKENS) + 1):
            if self.may_part(last):
                yield last
            if last < len(self.tokens) and self.tokens[last].gap is Gap.PARTED:
                return

    def may_part(self, at: int) -> bool:
        """Whether one cell can end and the next start before a token."""
        if at in (0, len(self.tokens)):
            return True
        return self.tokens[at].gap in (Gap.BLANK, Gap.PARTED) and at not in self.never_parted

    def fits(self, first: int, last: int, accept: Callable[[str], bool]) -> bool:
        """Whether some of the words can be a cell."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        key = (id(accept), start, end)
        if key not in self.verdicts:
            self.verdicts[key] = accept(fold(self.text[start:end]))
        return self.verdicts[key]
