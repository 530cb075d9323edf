"""Where a line of a table was ended on purpose: the next word would still have fitted into its column.

A cell is wrapped because its next word does not fit. So a line whose first word had room on the line
above, in the same column, starts a cell of its own, and with it a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf.shapes import Word
    from extractors.readers.pdf.table_shapes import TableLine

    Above = list[tuple[Word, ...]]  # the last line of each column so far

_OFF_CENTRE = 0.35
_BLANK = 0.25  # times the type size
_LOOSEST = 1.55  # lines of one cell are set closer
_ROOM = 0.5  # beside the word and a blank: hyphenation and rounding take some


def column_widths(lines: Sequence[TableLine]) -> list[float]:
    """Return how wide the words of each column are at most."""
    widths: list[float] = []
    for column in range(len(lines[0].cells) if lines else 0):
        cells = [line.cells[column] for line in lines if line.cells[column] and len(line.filled) > 1]
        left = min((cell[0].x0 for cell in cells), default=0.0)
        widths.append(max((cell[-1].x1 for cell in cells), default=0.0) - left)
    return widths


def forced_breaks(lines: Sequence[TableLine]) -> list[bool]:
    """Return for each line whether it was started on purpose, in any of its columns."""
    widths = column_widths(lines)
    above: Above = [() for _ in widths]
    forced: list[bool] = []
    for line in lines:
        forced.append(_starts_anew(above, line, widths))
        above = _under(above, line)
    return forced


def row_starts(lines: Sequence[TableLine]) -> set[int]:
    """Return the lines that cannot go on with the row so far, because a cell of it had room for them."""
    widths = column_widths(lines)
    above: Above = [() for _ in widths]
    starts: set[int] = set()
    for at, line in enumerate(lines):
        if _starts_anew(above, line, widths):
            starts.add(at)
            above = list(line.cells)
        else:
            above = _under(above, line)
    return starts


def merged_breaks(lines: Sequence[TableLine], rows: Sequence[Sequence[int]]) -> int:
    """Return how many lines stand inside a row although a cell of it had room for them."""
    widths = column_widths(lines)
    merged = 0
    for row in rows:
        above: Above = [() for _ in widths]
        for at in row:
            merged += _starts_anew(above, lines[at], widths)
            above = _under(above, lines[at])
        merged += _label_hangs([lines[at] for at in row])
    return merged


def _label_hangs(row: Sequence[TableLine]) -> bool:
    """Whether a row's label is not level with its cells: with their start, their middle or their end."""
    labelled = [line.baseline for line in row if line.cells[0]]
    if not labelled or row[0].cells[0]:
        return False
    if set(row[-1].filled) == {column for line in row for column in line.filled}:
        return False
    middle = (row[0].baseline + row[-1].baseline) / 2
    return abs((labelled[0] + labelled[-1]) / 2 - middle) > _OFF_CENTRE * row[0].size


def _starts_anew(above: Above, line: TableLine, widths: Sequence[float]) -> bool:
    return any(_fits(above[column], line.cells[column], widths[column]) for column in line.filled)


def _under(above: Above, line: TableLine) -> Above:
    return [cell or over for cell, over in zip(line.cells, above, strict=True)]


def _fits(above: Sequence[Word], cell: Sequence[Word], width: float) -> bool:
    """Whether a line starts a cell: it stands far below the one above, or its first word had room there."""
    # "14.2" over "(10.1-18.7)" is one cell although both would fit on a line.
    if not above or cell[0].text.startswith(("(", "[")) or above[-1].text.endswith("-"):
        return False
    size = cell[0].font.size
    if cell[0].baseline - above[-1].baseline > _LOOSEST * size:
        return True
    room = width - (above[-1].x1 - above[0].x0)
    return room >= cell[0].x1 - cell[0].x0 + (_BLANK + _ROOM) * size
