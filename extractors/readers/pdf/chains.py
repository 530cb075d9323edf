"""Level rules of one width, one below the other: what a table hangs between."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.readers.pdf.table_columns import segments
from extractors.readers.pdf.unruled import is_running_text
from extractors.readers.pdf.words import find_lines, widest_gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.readers.pdf.captions import Caption
    from extractors.readers.pdf.shapes import Line, Page, Rule, Word

_SHORTEST = 60.0
_SAME_EDGE = 6.0
_MOST_CAPTION_LINES = 9
_CAPTION_STEP = 2.0  # times the type size
_WIDE_GAP = 1.2  # times the type size: more than a blank
_FULL_LINE = 0.85  # share of the table's width
_PROSE_LINES = 3
_FEWEST_RULES = 3
_TOP_PART = 0.4  # of a page: a table that goes on has its first rule in it
_MOST_RULES = 2_000


def level_rules(page: Page) -> list[Rule]:
    """Return the level rules of a page that a table can have, from top to bottom."""
    return [rule for rule in page.rules if rule.horizontal and rule.length >= _SHORTEST][:_MOST_RULES]


def lines_in(words: Sequence[Word], x0: float, x1: float, top: float, bottom: float) -> list[Line]:
    """Return the lines of the words within a box."""
    return find_lines(
        word
        for word in words
        if word.x0 >= x0 and word.x1 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
    )


def chain_below(page: Page, words: Sequence[Word], caption: Caption, limit: float) -> list[Rule]:
    """Return the rules of the table below a caption, none if no rule follows the caption's text."""
    level = level_rules(page)
    first = _first_below(level, caption)
    if first is None or first.top > limit:
        return []
    between = lines_in(words, first.x0 - 20, first.x1 + 4, caption.start.top - 1, first.top + 2)
    if not between or any(
        line.baseline - above.baseline > _CAPTION_STEP * caption.size for above, line in pairwise(between)
    ):
        return []
    return _chain(first, [rule for rule in level if first.top < rule.top <= limit], words)


def _first_below(level: Sequence[Rule], caption: Caption) -> Rule | None:
    start, size = caption.start, caption.size
    for rule in level:
        if rule.top - start.bottom > _MOST_CAPTION_LINES * 1.3 * size:
            return None
        if rule.top >= start.bottom - size / 2 and rule.x0 - 3 * size <= start.x0 <= rule.x1 - 40:
            return rule
    return None


def chains_without_caption(page: Page, words: Sequence[Word]) -> Iterator[list[Rule]]:
    """Give the rules of what is drawn like a table: three or more of one width, columns between them."""
    level = level_rules(page)
    used = 0.0
    for at, first in enumerate(level):
        if first.top < used:
            continue
        chain = _chain(first, level[at + 1 :], words)
        if len(chain) >= _FEWEST_RULES and _has_columns(words, chain):
            used = chain[-1].bottom
            yield chain


def _has_columns(words: Sequence[Word], chain: Sequence[Rule]) -> bool:
    """Whether most lines between rules are parted into columns."""
    first, last = chain[0], chain[-1]
    lines = lines_in(words, first.x0 - 4, first.x1 + 4, first.top, last.bottom)
    parted = sum(len(segments(line)) > 1 and not is_running_text(line) for line in lines)
    return len(lines) >= _FEWEST_RULES and parted > len(lines) / 2


def chain_from_top(page: Page, words: Sequence[Word], x0: float, x1: float) -> list[Rule]:
    """Return the rules, as long as those of a table on the page before, that this page starts with."""
    level = [rule for rule in level_rules(page) if _same_edges(rule, x0, x1)]
    if not level or level[0].top > _TOP_PART * page.height:
        return []
    top = min(word.top for word in words) - 1
    first = level[0]._replace(x0=x0, x1=x1, top=top, bottom=top)
    return _chain(first, level, words)


def _chain(first: Rule, level: Iterable[Rule], words: Sequence[Word]) -> list[Rule]:
    """Return a rule and those below it that are as long, up to where running text comes between."""
    chain = [first]
    for rule in level:
        if rule.top <= chain[-1].top + 2 or not _same_edges(rule, first.x0, first.x1):
            continue
        if _has_prose(words, first, chain[-1].bottom, rule.top):
            break
        chain.append(rule)
    return chain


def _same_edges(rule: Rule, x0: float, x1: float) -> bool:
    return abs(rule.x0 - x0) <= _SAME_EDGE and abs(rule.x1 - x1) <= _SAME_EDGE


def _has_prose(words: Sequence[Word], first: Rule, top: float, bottom: float) -> bool:
    """Whether running text stands between two rules: full lines without a gap, one below the other."""
    run = 0
    width = first.x1 - first.x0
    for line in lines_in(words, first.x0 - 4, first.x1 + 4, top, bottom):
        full = line.x1 - line.x0 >= _FULL_LINE * width and widest_gap(line.words) < _WIDE_GAP * line.size
        run = run + 1 if full else 0
        if run >= _PROSE_LINES:
            return True
    return False
