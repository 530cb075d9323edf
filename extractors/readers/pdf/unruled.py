"""Where a table ends that no rules are drawn around: with the last of its lines that has columns."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.readers.pdf.columns import find_gutter
from extractors.readers.pdf.table_columns import segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf.shapes import Line
    from extractors.readers.pdf.words import Fragment

_COLUMN_SHARE = 0.3  # of the page's text width: a gutter between narrower parts is a table's
_OTHER_SIZE = 0.07
_LARGE_STEP = 3.0  # times the type size
_CAPTION_STEP = 1.45
_LONG_RUN = 26  # characters in a row: running text, not a cell
_PROSE_LINES = 3
_FEWEST_ROWS = 2
_FULL_LINE = 0.7
_INDENT = 20.0  # points: a line that starts further right is the rest of a cell


def column_bounds(fragments: Sequence[Fragment], start: Fragment) -> tuple[float, float]:
    """Return the edges of the column of text that a caption stands in."""
    left, right = min(part.x0 for part in fragments), max(part.x1 for part in fragments)
    gutter = find_gutter(fragments)
    if gutter is None or not gutter.top <= (start.top + start.bottom) / 2 <= gutter.bottom:
        return left, right
    least = _COLUMN_SHARE * (right - left)
    if gutter.x0 - left < least or right - gutter.x1 < least or start.x0 < gutter.x0 < start.x1:
        return left, right
    return (left, gutter.x0) if start.x0 < gutter.x0 else (gutter.x1, right)


def split_unruled(lines: Sequence[Line], width: float) -> tuple[int, int] | None:
    """Return where the caption ends and where the table ends in the lines below a table's label.

    None if what follows the caption has no columns.
    """
    body = caption_end(lines, width)
    end = _table_end(lines, body)
    left = min((line.x0 for line in lines[body:end]), default=0.0)
    while end > body and len(segments(lines[end - 1])) == 1 and lines[end - 1].x0 < left + _INDENT:
        end -= 1
    rows = sum(len(segments(line)) > 1 for line in lines[body:end])
    return (body, end) if rows >= _FEWEST_ROWS else None


def caption_end(lines: Sequence[Line], width: float) -> int:
    """Return how many of some lines are the caption they start with.

    It goes on while its lines are full and close together.
    """
    for at, (line, after) in enumerate(pairwise(lines), start=1):
        step = after.baseline - line.baseline
        other = abs(after.size - line.size) > _OTHER_SIZE * line.size
        short = line.x1 - line.x0 < _FULL_LINE * width
        if step > _CAPTION_STEP * line.size or other or short or len(segments(after)) > 1:
            return at
    return len(lines)


def _table_end(lines: Sequence[Line], start: int) -> int:
    """Return where running text or a large gap ends the lines of a table."""
    prose = 0
    for at in range(start, len(lines)):
        line = lines[at]
        if at > start and line.baseline - lines[at - 1].baseline > _LARGE_STEP * line.size:
            return at
        if at > start + 1 and line.size > (1 + _OTHER_SIZE) * lines[start].size:
            return at
        prose = prose + 1 if is_running_text(line) else 0
        if prose == _PROSE_LINES:
            return at - _PROSE_LINES + 1
    return len(lines)


def is_running_text(line: Line) -> bool:
    """Whether a line is running text: one or two long runs of words."""
    runs = segments(line)
    lengths = [sum(len(word.text) + 1 for word in run) for run in runs]
    return len(runs) <= 2 and min(lengths) >= _LONG_RUN  # noqa: PLR2004 -- two columns of text
