"""Columns and reading order of a page.

A gutter is an upright strip that no word crosses, with text on both sides. The tallest one parts its
stretch of the page: what is above it is read first, then its left side, its right side, then what
is below. Each part is looked at in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NARROWEST_GUTTER = 8.0
_NARROWEST_COLUMN = 60.0
_FEWEST_LINES = 3
_SHORTEST_GUTTER = 28.0
_DEEPEST = 8
_MOST_STRIPS = 24  # looked at, tallest first
_PLACE = 2.0  # points; the page is looked at in steps of this width
# A line this much further below than lines usually are starts something new.
_LARGE_STEP = 1.9


class Item(Protocol):
    """Anything with a place on the page: a word, a table."""

    @property
    def x0(self) -> float: ...  # noqa: D102 -- edges of its box
    @property
    def x1(self) -> float: ...  # noqa: D102
    @property
    def top(self) -> float: ...  # noqa: D102
    @property
    def bottom(self) -> float: ...  # noqa: D102


class Strip(NamedTuple):
    """An upright strip without words."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Column:
    """Items of one column, or of one full-width stretch, and how wide it is."""

    items: tuple[Item, ...]
    x0: float
    x1: float


def reading_order(items: Sequence[Item]) -> list[Column]:
    """Return the columns of a page in the order they are read."""
    return list(_ordered(list(items), 0))


def _ordered(items: list[Item], depth: int) -> Iterator[Column]:
    if not items:
        return
    gutter = find_gutter(items) if depth < _DEEPEST else None
    if gutter is None:
        yield Column(tuple(items), min(item.x0 for item in items), max(item.x1 for item in items))
        return
    above, left, right, below = _parts(items, gutter)
    for part in (above, left, right, below):
        yield from _ordered(part, depth + 1)


def _parts(items: list[Item], gutter: Strip) -> tuple[list[Item], list[Item], list[Item], list[Item]]:
    middle = (gutter.x0 + gutter.x1) / 2
    above: list[Item] = []
    left: list[Item] = []
    right: list[Item] = []
    below: list[Item] = []
    for item in items:
        centre = (item.top + item.bottom) / 2
        if centre < gutter.top:
            above.append(item)
        elif centre > gutter.bottom:
            below.append(item)
        elif item.x1 <= middle:
            left.append(item)
        else:
            right.append(item)
    return above, left, right, below


def find_gutter(items: Sequence[Item]) -> Strip | None:
    """Return the tallest gutter of a stretch of the page, None if it is one column."""
    best: Strip | None = None
    for strip in sorted(_strips(items), key=lambda strip: -strip.height)[:_MOST_STRIPS]:
        if best is not None and strip.height <= best.height:
            break
        trimmed = _trimmed(strip, items)
        if trimmed is not None and (best is None or trimmed.height > best.height):
            best = trimmed
    return best


def _strips(items: Sequence[Item]) -> list[Strip]:
    """Return upright strips without words, one for each stretch of the page's height."""
    widest: dict[tuple[int, int], Strip] = {}
    for strip in _free_strips(items):
        widest.setdefault((round(strip.top), round(strip.bottom)), strip)
    return list(widest.values())


def _free_strips(items: Sequence[Item]) -> Iterator[Strip]:
    """Give upright strips of some width without words, as tall as they go."""
    left, right = min(item.x0 for item in items), max(item.x1 for item in items)
    top, bottom = min(item.top for item in items), max(item.bottom for item in items)
    if right - left < 2 * _NARROWEST_COLUMN:
        return
    covered: list[list[tuple[float, float]]] = [[] for _ in range(int((right - left) / _PLACE) + 2)]
    for item in sorted(items, key=lambda item: item.top):
        for place in range(int((item.x0 - left) / _PLACE), int((item.x1 - left) / _PLACE) + 1):
            covered[place].append((item.top, item.bottom))
    free = [list(_free_runs(intervals, top, bottom)) for intervals in covered]
    width, margin = int(_NARROWEST_GUTTER / _PLACE), int(_NARROWEST_COLUMN / _PLACE)
    for start in range(margin, len(free) - width - margin):
        for run in free[start + width // 2]:
            shared = _shared(free[start : start + width], run)
            if shared is not None:
                yield Strip(left + start * _PLACE, left + (start + width) * _PLACE, *shared)


def _free_runs(
    covered: list[tuple[float, float]], top: float, bottom: float
) -> Iterator[tuple[float, float]]:
    """Give the stretches between what covers a place that are tall enough for a gutter."""
    at = top
    for start, end in covered:
        if start - at >= _SHORTEST_GUTTER:
            yield at, start
        at = max(at, end)
    if bottom - at >= _SHORTEST_GUTTER:
        yield at, bottom


def _shared(places: list[list[tuple[float, float]]], run: tuple[float, float]) -> tuple[float, float] | None:
    """Return what of a run is free at every one of some places."""
    top, bottom = run
    for runs in places:
        overlap = max(
            ((max(top, start), min(bottom, end)) for start, end in runs),
            key=lambda pair: pair[1] - pair[0],
            default=(0.0, 0.0),
        )
        top, bottom = overlap
        if bottom - top < _SHORTEST_GUTTER:
            return None
    return top, bottom


def _trimmed(strip: Strip, items: Sequence[Item]) -> Strip | None:
    """Return the part of a strip that has columns of text on both sides, None if it parts no columns."""
    inside = [item for item in items if strip.top <= (item.top + item.bottom) / 2 <= strip.bottom]
    left = [item for item in inside if item.x1 <= strip.x0 + 1]
    right = [item for item in inside if item.x0 >= strip.x1 - 1]
    if not (_is_column(left) and _is_column(right)):
        return None
    top = max(min(item.top for item in left), min(item.top for item in right)) - 1
    closed = any(item.top >= strip.bottom - 1 for item in items)
    bottom = _end(left, right) if closed else strip.bottom
    cut = Strip(strip.x0, strip.x1, max(top, strip.top), min(bottom, strip.bottom))
    return cut if cut.height >= _SHORTEST_GUTTER else None


def _is_column(items: Sequence[Item]) -> bool:
    """Whether items make a column: some lines of some width, no list of numbers or bullets."""
    if not items:
        return False
    width = max(item.x1 for item in items) - min(item.x0 for item in items)
    return width >= _NARROWEST_COLUMN and len(_line_tops(items)) >= _FEWEST_LINES


def _line_tops(items: Sequence[Item]) -> list[float]:
    tops: list[float] = []
    for top in sorted(item.top for item in items):
        if not tops or top - tops[-1] > 4:  # noqa: PLR2004 -- points; less is one line
            tops.append(top)
    return tops


def _end(left: Sequence[Item], right: Sequence[Item]) -> float:
    """Return where two columns end: with the longer one, but for the head of what stands below both."""
    left_end, right_end = (max(item.bottom for item in side) for side in (left, right))
    longer, short_end = (left, right_end) if left_end > right_end else (right, left_end)
    heights = sorted(item.bottom - item.top for item in longer)
    room = (_LARGE_STEP - 1) * heights[len(heights) // 2]
    end = short_end
    for item in sorted(longer, key=lambda item: item.top):
        if item.top > short_end and item.top - end > room and _is_head(longer, item.top):
            return item.top - 1
        end = max(end, item.bottom)
    return max(left_end, right_end) + 1


def _is_head(items: Sequence[Item], top: float) -> bool:
    """Whether what starts here is a line or two, by itself."""
    return len(_line_tops([item for item in items if item.top >= top])) < _FEWEST_LINES
