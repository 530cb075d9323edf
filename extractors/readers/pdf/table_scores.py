"""How sure a guess at a table's columns and rows is: by how many of its cells are whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.readers.pdf.table_breaks import forced_breaks, merged_breaks
from extractors.readers.pdf.table_values import is_open, is_value, starts_inside
from extractors.readers.pdf.words import widest_gap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf.shapes import Word
    from extractors.readers.pdf.table_rows import Rows
    from extractors.readers.pdf.table_shapes import TableLine

_WIDE_GAP = 1.3  # times the type size: inside a cell it means two columns were taken for one

# What each line of a cell that starts with a capital takes off: it may be another cell.
_STACKED = 0.08
_STACKED_LABELS = 0.3
# A column in which nothing ever stands beside anything is a cell that spans columns.
_ALONE = 0.1
# A row of nothing but "(95% CI)" is the rest of the label above.
_LONE_REST = 0.1


@dataclass(frozen=True, slots=True)
class Score:
    """How well a guess fits; `value` is at most 1."""

    value: float
    whole: float  # share of cells that are whole
    values: float  # share of cells right of the first column that are values
    cut: int  # runs of words that an edge cuts
    unlabelled: float  # share of rows without a label


def score_columns(lines: Sequence[TableLine], cut: int) -> float:
    """Return how well columns part the lines of a table, whatever its rows: 1 if nothing speaks against it.

    An edge that cuts words standing close is wrong, and so is a missing edge where words stand far apart.
    """
    runs = sum(1 for line in lines for cell in line.cells if cell) or 1
    apart = sum(
        widest_gap(cell) > _WIDE_GAP * line.size
        for line in lines
        if len(line.filled) > 1 or widest_gap(line.cells[line.filled[0]]) > _WIDE_GAP * line.size
        for cell in line.cells
        if cell
    )
    accompanied = {column for line in lines if len(line.filled) > 1 for column in line.filled}
    alone = {column for line in lines for column in line.filled} - accompanied
    return 1.0 - (cut + apart) / runs - _ALONE * len(alone)


def score_table(lines: Sequence[TableLine], rows: Rows, cut: int) -> Score:
    """Return how well lines, placed in columns and put together to rows, make a table."""
    marks: list[float] = []
    forced = forced_breaks(lines)
    merged = merged_breaks(lines, rows)
    kinds: list[Counter[bool]] = [Counter() for _ in lines[0].cells]
    unlabelled = 0.0
    for row in rows:
        cells = [
            [lines[at].cells[column] for at in row if lines[at].cells[column]] for column in range(len(kinds))
        ]
        texts = [_text(cell) for cell in cells]
        unlabelled += _unlabelled(texts, forced=forced[row[0]])
        for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            if text:
                lone = column == 0 and not any(texts[1:])
                marks.append(_LONE_REST if lone and text[0] in "(–-" else _mark(cell, text, column))
                kinds[column][is_value(text)] += 1
    filled = sum(kind.total() for kind in kinds)
    right = sum(kind.total() for kind in kinds[1:])
    values = sum(kind[True] for kind in kinds[1:]) / right if right else 0.0
    agreement = sum(max(kind.values(), default=0) for kind in kinds) / filled if filled else 0.0
    whole = sum(marks) / len(marks) if marks else 0.0
    fill = filled / (len(rows) * len(kinds)) if rows else 0.0
    empty_columns = sum(kind.total() <= max(1, 0.1 * len(rows)) for kind in kinds) / len(kinds)
    runs = sum(1 for line in lines for cell in line.cells if cell) or 1
    value = (
        0.62 * whole
        + 0.16 * agreement
        + 0.12 * min(1.0, fill / 0.6)
        + 0.10 * min(1.0, right / max(1, len(rows)))
        - 0.8 * cut / runs
        - 0.35 * unlabelled / max(1, len(rows))
        - 0.35 * merged / len(lines)
        - 0.3 * empty_columns
    )
    return Score(max(0.0, value), whole, values, cut, unlabelled / max(1, len(rows)))


def _text(cell: Sequence[Sequence[Word]]) -> str:
    text = ""
    for words in cell:
        line = "".join(
            word.text if word.attached or not at else f" {word.text}"
            for at, word in enumerate(word for word in words if not word.raised)
        )
        broken = text.endswith("-") and line[:1].islower()
        text = text[:-1] + line if broken else f"{text} {line}".strip()
    return text


def _unlabelled(texts: Sequence[str], *, forced: bool) -> float:
    """Return how much a row without a label weighs: less if it starts on purpose or holds only values."""
    if texts[0]:
        return 0.0
    return 0.15 if forced or all(is_value(text) for text in texts if text) else 1.0


def _is_stack_of_values(cell: Sequence[Sequence[Word]]) -> bool:
    """Whether a line of a cell is a whole value and the next starts anew: cells of two rows taken for one."""
    texts = [_text([words]) for words in cell]
    return any(
        is_value(text) and not is_open(text) and after[0] not in "([–—-,;/+±%" and not starts_inside(after)
        for text, after in pairwise(texts)
        if after
    )


def _capital_starts(cell: Sequence[Sequence[Word]]) -> int:
    """Return how many lines of a cell after the first start like a cell of their own."""
    return sum(words[0].text[:1].isupper() for words in cell[1:])


def _mark(cell: Sequence[Sequence[Word]], text: str, column: int) -> float:
    """Return how whole a cell is, from 0 to 1."""
    if any(widest_gap(words) > _WIDE_GAP * words[0].font.size for words in cell):
        return 0.0
    if _is_stack_of_values(cell):
        return 0.1
    if is_value(text):
        return 1.0 if not is_open(text) and not text.startswith((")", "]", "%", ",")) else 0.1
    mark = 0.9 if column == 0 else 0.8
    mark -= (_STACKED_LABELS if column == 0 else _STACKED) * _capital_starts(cell)
    if is_open(text):
        mark -= 0.6
    if starts_inside(text):
        mark -= 0.25 if text[0].islower() else 0.6
    return max(0.0, mark)
