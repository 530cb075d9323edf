"""Where the tables of a page are: from the caption to the last rule, and the notes below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers.pdf.shapes import Rule
from extractors.readers.pdf.table_columns import segments
from extractors.readers.pdf.unruled import caption_end, column_bounds, is_running_text, split_unruled
from extractors.readers.pdf.words import find_lines
from extractors.readers.prose_signs import is_abbreviation_list, is_note
from extractors.readers.text_tables import is_table_caption

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.readers.pdf.shapes import Line, Page, Word
    from extractors.readers.pdf.words import Fragment

_LABEL = re.compile(
    r"(?P<label>(?:supplement(?:ary|al)\s+)?(?:table|tab\.)\s*(?:[A-Z]?\d{1,3}[A-Za-z]?\b|[IVX]+\b)?)(?P<mark>\s*[.:|–—-])?",
    re.IGNORECASE,
)
_SHORTEST_RULE = 60.0
_SAME_EDGE = 6.0
_MOST_CAPTION_LINES = 9
_WIDE_GAP = 1.2  # times the type size: more than a blank
_FULL_LINE = 0.85  # share of the table's width
_PROSE_LINES = 3
_NOTE_STEP = 1.6
_FEWEST_RULES = 3
_NEAR = 2.5  # times the type size: a caption below its table
_TOP_PART = 0.4  # of a page: a table that goes on has its first rule in it


@dataclass(frozen=True, slots=True)
class Region:
    """A table on a page: its words, and what drawn lines part them."""

    page: int
    label: str
    caption: tuple[Line, ...]
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    notes: tuple[Line, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    body_x0: float  # edges of the table itself; its caption may be wider
    body_x1: float
    ruled: bool  # whether rules say where it ends
    continued: bool = False
    edges_of: Region | None = None  # the part on the page before, whose columns go on here

    def holds(self, word: Word) -> bool:
        """Whether a word lies in the region."""
        middle = (word.top + word.bottom) / 2
        return self.x0 - 4 <= word.x0 and word.x1 <= self.x1 + 4 and self.top <= middle <= self.bottom


@dataclass(frozen=True, slots=True)
class _Caption:
    label: str
    start: Fragment
    continued: bool


def find_regions(page: Page, words: Sequence[Word], fragments: Sequence[Fragment]) -> list[Region]:
    """Return the tables of a page that have a caption, from top to bottom."""
    captions = sorted(_captions(fragments), key=lambda caption: (caption.start.top, caption.start.x0))
    regions: list[Region] = []
    for caption in captions:
        region = _region(page, words, fragments, caption, captions)
        if region is not None and not any(_overlap(region, other) for other in regions):
            regions.append(region)
    for region in _without_caption(page, words):
        if not any(_overlap(region, other) for other in regions):
            regions.append(region)
    return regions


def _without_caption(page: Page, words: Sequence[Word]) -> Iterator[Region]:
    """Give what is drawn like a table and has no caption above it: three rules of one width, columns between."""
    level = [rule for rule in page.rules if rule.horizontal and rule.length >= _SHORTEST_RULE]
    used = 0.0
    for at, first in enumerate(level):
        if first.top < used:
            continue
        chain = [first]
        for rule in level[at + 1 :]:
            if rule.top <= chain[-1].top + 2 or not _same_width(rule, first):
                continue
            if _has_prose(words, first, chain[-1].bottom, rule.top):
                break
            chain.append(rule)
        if len(chain) >= _FEWEST_RULES and _has_columns(words, first, chain[-1]):
            used = chain[-1].bottom
            yield _chained_region(page, words, chain)


def _has_columns(words: Sequence[Word], first: Rule, last: Rule) -> bool:
    """Whether most lines between two rules are parted into columns."""
    lines = _lines_in(words, first.x0 - 4, first.x1 + 4, first.top, last.bottom)
    parted = sum(len(segments(line)) > 1 and not is_running_text(line) for line in lines)
    return len(lines) >= _FEWEST_RULES and parted > len(lines) / 2


def _chained_region(page: Page, words: Sequence[Word], chain: Sequence[Rule]) -> Region:
    """Return a table between rules; a caption may stand right below it."""
    first, last = chain[0], chain[-1]
    x0, x1 = min(rule.x0 for rule in chain), max(rule.x1 for rule in chain)
    body = tuple(word for word in words if _between(word, x0, x1, first.top, last.bottom))
    below = _lines_in(words, x0 - 20, x1 + 20, last.bottom, page.height)
    size = max((word.font.size for word in body), default=0.0)
    caption: list[Line] = []
    label = "Table"
    if below and below[0].top - last.bottom < _NEAR * size and _LABEL.match(below[0].text):
        caption = below[: caption_end(below, x1 - x0)]
        label = _label(_LABEL.match(below[0].text)["label"])  # type: ignore[index] -- matched above
    end = max([last.bottom, *(line.bottom for line in caption)])
    notes = _notes(words, x0, x1, end, body)
    return Region(
        page=page.number,
        label=label,
        caption=tuple(caption),
        words=body,
        rules=tuple(rule for rule in page.rules if _inside(rule, x0, x1, first.top, last.bottom)),
        notes=tuple(notes),
        x0=min([x0, *(line.x0 for line in caption)]),
        x1=max([x1, *(line.x1 for line in caption)]),
        top=first.top - 1,
        bottom=max([end, *(line.bottom for line in notes)]),
        body_x0=x0,
        body_x1=x1,
        ruled=True,
    )


def _overlap(region: Region, other: Region) -> bool:
    across = min(region.x1, other.x1) - max(region.x0, other.x0)
    down = min(region.bottom, other.bottom) - max(region.top, other.top)
    return across > 1 and down > 1


def _captions(fragments: Sequence[Fragment]) -> Iterator[_Caption]:
    for fragment in fragments:
        text = " ".join(word.text for word in fragment.words)
        match = _LABEL.match(text)
        if match is None or not text[0].isupper():
            continue
        if _has_neighbour(fragment, fragments):
            continue
        bold = fragment.words[0].font.bold
        following = text[match.end() :].strip()
        numbered = bool(re.search(r"\d|\b[IVX]+$", match["label"]))
        if (numbered and (bold or is_table_caption(text))) or (bold and match["mark"]):
            if not bold and _in_sentence(fragment, following, fragments):
                continue
            yield _Caption(_label(match["label"]), fragment, "continued" in following.lower()[:14])


def _label(printed: str) -> str:
    number = printed.rsplit(".", maxsplit=1)[-1].rsplit(maxsplit=1)[-1] if printed.split() else ""
    found = re.search(r"([A-Z]?\d{1,3}[A-Za-z]?|[IVX]+)$", number)
    return f"Table {found[1]}" if found else "Table"


def _has_neighbour(fragment: Fragment, fragments: Sequence[Fragment]) -> bool:
    """Whether something stands close on the left, on the same line."""
    size = fragment.words[0].font.size
    return any(
        other is not fragment
        and abs(other.words[-1].baseline - fragment.words[0].baseline) < 0.4 * size
        and -size < fragment.x0 - other.x1 < _WIDE_GAP * size
        for other in fragments
    )


def _in_sentence(fragment: Fragment, following: str, fragments: Sequence[Fragment]) -> bool:
    """Whether a line that starts with "Table 1" only goes on with the sentence of the line above."""
    if following[:1].islower() or following[:1] in ",;)":
        return True
    size = fragment.words[0].font.size
    return any(
        0 < fragment.words[0].baseline - other.words[0].baseline < 1.4 * size
        and abs(other.x0 - fragment.x0) < 2 * size
        and other.words[0].font == fragment.words[0].font
        and not " ".join(word.text for word in other.words).endswith(".")
        for other in fragments
    )


def _region(
    page: Page,
    words: Sequence[Word],
    fragments: Sequence[Fragment],
    caption: _Caption,
    captions: Sequence[_Caption],
) -> Region | None:
    limit = min((other.start.top for other in captions if _is_below(other, caption)), default=page.height)
    level = [rule for rule in page.rules if rule.horizontal and rule.length >= _SHORTEST_RULE]
    chain = _rule_chain(level, words, caption, limit)
    if len(chain) > 1:
        return _ruled_region(page, words, caption, chain)
    return _unruled_region(page, words, caption, column_bounds(fragments, caption.start), limit)


def _unruled_region(
    page: Page, words: Sequence[Word], caption: _Caption, bounds: tuple[float, float], limit: float
) -> Region | None:
    left, right = bounds
    lines = _lines_in(words, left - 2, right + 2, caption.start.top - 1, limit)
    ends = split_unruled(lines, right - left)
    if ends is None:
        return None
    caption_end, end = ends
    body = lines[caption_end:end]
    x0, x1 = min(line.x0 for line in body), max(line.x1 for line in body)
    last = max(line.bottom for line in body)
    inside = tuple(word for line in body for word in line.words)
    notes = _notes(words, left, right, last, inside)
    top = min(line.top for line in body)
    return Region(
        page=page.number,
        label=caption.label,
        caption=tuple(lines[:caption_end]),
        words=inside,
        rules=tuple(rule for rule in page.rules if _inside(rule, x0, x1, top, last)),
        notes=tuple(notes),
        x0=min(x0, *(line.x0 for line in lines[:caption_end])),
        x1=max(x1, *(line.x1 for line in lines[:caption_end])),
        top=caption.start.top - 1,
        bottom=max([last, *(line.bottom for line in notes)]),
        body_x0=x0,
        body_x1=x1,
        ruled=False,
        continued=caption.continued,
    )


def find_continuation(page: Page, words: Sequence[Word], before: Region) -> Region | None:
    """Return the rest of a table that filled the page before to its end, if this page starts with it.

    Without a caption, the drawn lines tell: they are as long, and lie as far from the edge.
    """
    if not before.ruled or not words:
        return None
    level = [rule for rule in page.rules if rule.horizontal]
    same = [
        rule
        for rule in level
        if abs(rule.x0 - before.body_x0) <= _SAME_EDGE and abs(rule.x1 - before.body_x1) <= _SAME_EDGE
    ]
    top = min(word.top for word in words) - 1
    if not same or same[0].top > _TOP_PART * page.height:
        return None
    if any(_LABEL.match(line.text) for line in _lines_in(words, 0, page.width, top, same[0].top)):
        return None
    first = Rule(before.body_x0, top, before.body_x1, top)
    chain = [first]
    for rule in same:
        if _has_prose(words, first, chain[-1].bottom, rule.top):
            break
        chain.append(rule)
    x0, x1, last = first.x0, first.x1, chain[-1].bottom
    body = tuple(word for word in words if _between(word, x0, x1, top, last))
    if len(chain) == 1 or not body:
        return None
    notes = _notes(words, x0, x1, last, body)
    return Region(
        page=page.number,
        label=before.label,
        caption=(),
        words=body,
        rules=tuple(rule for rule in page.rules if _inside(rule, x0, x1, top, last)),
        notes=tuple(notes),
        x0=x0,
        x1=x1,
        top=top,
        bottom=max([last, *(line.bottom for line in notes)]),
        body_x0=x0,
        body_x1=x1,
        ruled=True,
        continued=True,
        edges_of=before,
    )


def _between(word: Word, x0: float, x1: float, top: float, bottom: float) -> bool:
    return x0 - 4 <= word.x0 and word.x1 <= x1 + 4 and top < (word.top + word.bottom) / 2 < bottom


def _is_below(other: _Caption, caption: _Caption) -> bool:
    return (
        other is not caption
        and other.start.top > caption.start.bottom
        and not (other.start.x0 > caption.start.x1 + 150)
    )


def _rule_chain(level: Sequence[Rule], words: Sequence[Word], caption: _Caption, limit: float) -> list[Rule]:
    """Return the rules of one width that a table hangs between, the first right below its caption."""
    start = caption.start
    size = start.words[0].font.size
    first = next(
        (rule for rule in level if rule.top >= start.bottom - 0.4 * size and _spans(rule, start, size)), None
    )
    if first is None or first.top > limit or first.top - start.bottom > _MOST_CAPTION_LINES * 1.3 * size:
        return []
    between = _lines_in(words, first.x0 - 20, first.x1 + 4, start.top - 1, first.top + 0.3 * size)
    if not _is_caption_text(between, start):
        return []
    chain = [first]
    for rule in level:
        if rule.top <= chain[-1].top + 2 or rule.top > limit or not _same_width(rule, first):
            continue
        if _has_prose(words, first, chain[-1].bottom, rule.top):
            break
        chain.append(rule)
    return chain


def _spans(rule: Rule, start: Fragment, size: float) -> bool:
    return rule.x0 - 3 * size <= start.x0 <= rule.x1 - 40


def _same_width(rule: Rule, first: Rule) -> bool:
    return abs(rule.x0 - first.x0) <= _SAME_EDGE and abs(rule.x1 - first.x1) <= _SAME_EDGE


def _lines_in(words: Sequence[Word], x0: float, x1: float, top: float, bottom: float) -> list[Line]:
    inside = [
        word
        for word in words
        if word.x0 >= x0 and word.x1 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
    ]
    return find_lines(inside)


def _is_caption_text(lines: Sequence[Line], start: Fragment) -> bool:
    """Whether lines are one paragraph that starts with the label."""
    size = start.words[0].font.size
    for above, line in zip(lines, lines[1:], strict=False):
        if line.baseline - above.baseline > 2 * size:
            return False
    return bool(lines)


def _has_prose(words: Sequence[Word], first: Rule, top: float, bottom: float) -> bool:
    """Whether running text stands between two rules: full lines without a gap, one below the other."""
    run = 0
    width = first.x1 - first.x0
    for line in _lines_in(words, first.x0 - 4, first.x1 + 4, top, bottom):
        full = line.x1 - line.x0 >= _FULL_LINE * width and _widest_gap(line) < _WIDE_GAP * line.size
        run = run + 1 if full else 0
        if run >= _PROSE_LINES:
            return True
    # Two columns of text each fill less than the width; together they leave one gutter.
    return False


def _widest_gap(line: Line) -> float:
    return max(
        (after.x0 - word.x1 for word, after in zip(line.words, line.words[1:], strict=False)), default=0.0
    )


def _ruled_region(page: Page, words: Sequence[Word], caption: _Caption, chain: Sequence[Rule]) -> Region:
    first, last = chain[0], chain[-1]
    x0, x1 = min(rule.x0 for rule in chain), max(rule.x1 for rule in chain)
    body = [
        word
        for word in words
        if x0 - 4 <= word.x0 and word.x1 <= x1 + 4 and first.top < (word.top + word.bottom) / 2 < last.bottom
    ]
    heading = _lines_in(words, x0 - 20, x1 + 4, caption.start.top - 1, first.top)
    notes = _notes(words, x0, x1, last.bottom, body)
    return Region(
        page=page.number,
        label=caption.label,
        caption=tuple(heading),
        words=tuple(body),
        rules=tuple(rule for rule in page.rules if _inside(rule, x0, x1, first.top, last.bottom)),
        notes=tuple(notes),
        x0=min([x0, *(line.x0 for line in heading)]),
        x1=max([x1, *(line.x1 for line in heading)]),
        top=caption.start.top - 1,
        bottom=max([last.bottom, *(line.bottom for line in notes)]),
        body_x0=x0,
        body_x1=x1,
        ruled=True,
        continued=caption.continued,
    )


def _inside(rule: Rule, x0: float, x1: float, top: float, bottom: float) -> bool:
    return rule.x0 >= x0 - 4 and rule.x1 <= x1 + 4 and rule.top >= top - 1 and rule.bottom <= bottom + 1


def _notes(words: Sequence[Word], x0: float, x1: float, top: float, body: Sequence[Word]) -> list[Line]:
    """Return the lines below a table that belong to it: small, or marked as notes."""
    size = max((word.font.size for word in body), default=0.0)
    lines = [line for line in _lines_in(words, x0 - 20, x1 + 20, top, top + 40 * size) if line.top >= top - 2]
    found: list[Line] = []
    for line in lines:
        last_bottom = found[-1].bottom if found else top
        if line.top - last_bottom > _NOTE_STEP * line.size:
            break
        starts = is_note(line.text) or is_abbreviation_list(line.text) or line.size < 0.96 * size
        if not found and not starts:
            break
        if found and abs(line.size - found[0].size) > 0.3:
            break
        found.append(line)
    return found
