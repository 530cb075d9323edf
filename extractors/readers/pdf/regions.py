"""Where the tables of a page are: caption, words between rules or in columns, notes below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.readers.pdf.captions import find_captions, label_of
from extractors.readers.pdf.chains import chain_below, chain_from_top, chains_without_caption, lines_in
from extractors.readers.pdf.table_shapes import Region
from extractors.readers.pdf.unruled import caption_end, column_bounds, split_unruled
from extractors.readers.prose_signs import is_abbreviation_list, is_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.document import Box
    from extractors.readers.pdf.captions import Caption
    from extractors.readers.pdf.shapes import Line, Page, Rule, Word
    from extractors.readers.pdf.words import Fragment

_NOTE_STEP = 1.6  # times the type size
_NOTE_SMALLER = 0.96
_SAME_SIZE = 0.3  # points
_MOST_NOTE_LINES = 40
_BESIDE = 20.0  # points by which caption and notes may be wider than the table
_NEAR = 2.5  # times the type size: a caption below its table
_ASIDE = 150.0  # points: a caption this much further right belongs to another column


def find_regions(page: Page, words: Sequence[Word], fragments: Sequence[Fragment]) -> list[Region]:
    """Return the tables of a page, those with a caption first."""
    captions = find_captions(fragments)
    regions: list[Region] = []
    for caption in captions:
        limit = min((other.start.top for other in captions if _is_below(other, caption)), default=page.height)
        _add(_captioned(page, words, fragments, caption, limit), regions)
    for chain in chains_without_caption(page, words):
        _add(_uncaptioned(page, words, chain), regions)
    return regions


def find_continuation(page: Page, words: Sequence[Word], before: Region) -> Region | None:
    """Return the rest of a table that filled the page before to its end, if this page starts with it.

    Without a caption, the drawn lines tell: they are as long, and lie as far from the edge.
    """
    if not before.ruled or not words:
        return None
    chain = chain_from_top(page, words, before.body.x0, before.body.x1)
    if len(chain) < 2 or any(  # noqa: PLR2004 -- the first stands for the page's edge
        label_of(line.text) for line in lines_in(words, 0, page.width, chain[0].top, chain[1].top)
    ):
        return None
    region = _between_rules(page, words, chain, before.label)
    return replace(region, continued=True, goes_on=True) if region.words else None


def _add(region: Region | None, regions: list[Region]) -> None:
    if region is not None and not any(_overlap(region, other) for other in regions):
        regions.append(region)


def _overlap(region: Region, other: Region) -> bool:
    across = min(region.x1, other.x1) - max(region.x0, other.x0)
    down = min(region.bottom, other.bottom) - max(region.top, other.top)
    return across > 1 and down > 1


def _is_below(other: Caption, caption: Caption) -> bool:
    below = other.start.top > caption.start.bottom
    return below and other.start.x0 <= caption.start.x1 + _ASIDE


def _captioned(
    page: Page, words: Sequence[Word], fragments: Sequence[Fragment], caption: Caption, limit: float
) -> Region | None:
    chain = chain_below(page, words, caption, limit)
    if len(chain) < 2:  # noqa: PLR2004 -- a table hangs between two rules at least
        return _unruled(page, words, caption, column_bounds(fragments, caption.start), limit)
    region = _between_rules(page, words, chain, caption.label)
    body = region.body
    title = lines_in(words, body.x0 - _BESIDE, body.x1 + 4, caption.start.top - 1, body.top)
    return replace(region, caption=tuple(title), continued=caption.continued)


def _uncaptioned(page: Page, words: Sequence[Word], chain: Sequence[Rule]) -> Region:
    """Return a table between rules; a caption may stand right below it."""
    region = _between_rules(page, words, chain, "Table")
    body = region.body
    below = lines_in(words, body.x0 - _BESIDE, body.x1 + _BESIDE, body.bottom, page.height)
    size = max((word.font.size for word in region.words), default=0.0)
    label = label_of(below[0].text) if below and below[0].top - body.bottom < _NEAR * size else None
    if label is None:
        return region
    caption = below[: caption_end(below, body.x1 - body.x0)]
    notes = _notes(words, body._replace(bottom=caption[-1].bottom), region.words)
    return replace(region, label=label, caption=tuple(caption), notes=notes)


def _between_rules(page: Page, words: Sequence[Word], chain: Sequence[Rule], label: str) -> Region:
    body = page.box._replace(
        x0=min(rule.x0 for rule in chain),
        top=chain[0].top,
        x1=max(rule.x1 for rule in chain),
        bottom=chain[-1].bottom,
    )
    inside = tuple(word for word in words if _is_inside(word, body))
    return _region(page, words, label, inside, body)


def _is_inside(word: Word, body: Box) -> bool:
    middle = (word.top + word.bottom) / 2
    return body.x0 - 4 <= word.x0 and word.x1 <= body.x1 + 4 and body.top < middle < body.bottom


def _region(page: Page, words: Sequence[Word], label: str, inside: tuple[Word, ...], body: Box) -> Region:
    rules = tuple(
        rule
        for rule in page.rules
        if rule.x0 >= body.x0 - 4
        and rule.x1 <= body.x1 + 4
        and rule.top >= body.top - 1
        and rule.bottom <= body.bottom + 1
    )
    return Region(
        page=page.number,
        label=label,
        caption=(),
        words=inside,
        rules=rules,
        notes=_notes(words, body, inside),
        body=body,
        ruled=True,
    )


def _unruled(
    page: Page, words: Sequence[Word], caption: Caption, bounds: tuple[float, float], limit: float
) -> Region | None:
    """Return the table below a caption that no rules are drawn around."""
    left, right = bounds
    lines = lines_in(words, left - 2, right + 2, caption.start.top - 1, limit)
    ends = split_unruled(lines, right - left)
    if ends is None:
        return None
    title, rows = lines[: ends[0]], lines[ends[0] : ends[1]]
    body = page.box._replace(
        x0=min(line.x0 for line in rows),
        top=min(line.top for line in rows),
        x1=max(line.x1 for line in rows),
        bottom=max(line.bottom for line in rows),
    )
    inside = tuple(word for line in rows for word in line.words)
    region = _region(page, words, caption.label, inside, body)
    return replace(region, caption=tuple(title), ruled=False, continued=caption.continued)


def _notes(words: Sequence[Word], body: Box, inside: Sequence[Word]) -> tuple[Line, ...]:
    """Return the lines below a table that belong to it: small, or marked as notes."""
    size = max((word.font.size for word in inside), default=0.0)
    end = body.bottom + _MOST_NOTE_LINES * size
    lines = lines_in(words, body.x0 - _BESIDE, body.x1 + _BESIDE, body.bottom, end)
    found: list[Line] = []
    for line in lines:
        last = found[-1].bottom if found else body.bottom
        if line.top - last > _NOTE_STEP * line.size or not _is_note_line(line, found, size):
            break
        found.append(line)
    return tuple(found)


def _is_note_line(line: Line, found: Sequence[Line], size: float) -> bool:
    if found:
        return abs(line.size - found[0].size) <= _SAME_SIZE
    return is_note(line.text) or is_abbreviation_list(line.text) or line.size < _NOTE_SMALLER * size
