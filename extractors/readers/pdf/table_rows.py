"""Which lines of a table make one row: several guesses, to be scored."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.readers.pdf.table_breaks import row_starts
from extractors.readers.pdf.table_columns import level_groups
from extractors.readers.pdf.table_values import is_open, is_value, starts_inside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.readers.pdf.shapes import Rule
    from extractors.readers.pdf.table_shapes import TableLine

Rows = tuple[tuple[int, ...], ...]  # lines of each row, by their number

DRAWN = "drawn rows"
_WIDER = 1.12  # a step this much larger than another is of another kind
_LARGEST_STEP = 2.6  # times the type size; beyond it rows are set apart for another reason
_FULL_WIDTH = 0.75
_MOST_LIMITS = 8
_OVERLAPPING = 0.72  # times the type size: lines this close cannot stand in one cell


def row_guesses(lines: Sequence[TableLine], rules: Sequence[Rule], width: float) -> list[tuple[str, Rows]]:
    """Return guesses at which lines make a row, each with what it rests on."""
    found: dict[Rows, str] = {}
    # No row crosses a rule that is drawn across the table.
    fixed = _rule_starts(lines, rules, width) | ({1} if _names_columns(lines) else set())
    for name, starts in _all_guesses(lines, rules, width):
        found.setdefault(_rows(starts | fixed, len(lines)), name)
    return [(name, rows) for rows, name in found.items()]


def _all_guesses(
    lines: Sequence[TableLine], rules: Sequence[Rule], width: float
) -> Iterator[tuple[str, set[int]]]:
    drawn = _rule_starts(lines, rules, width)
    if drawn - {0}:
        yield DRAWN, drawn
    yield "one line a row", _line_starts(lines)
    yield "labels", _label_starts(lines)
    yield "line ends", row_starts(lines)
    yield "line ends and labels", row_starts(lines) | _label_starts(lines)
    yield "first column", {at for at, line in enumerate(lines) if line.cells[0]}
    for limit in _step_limits(lines):
        yield "line steps", _step_starts(lines, limit)
        yield (
            "line steps and labels",
            _step_starts(lines, limit)
            & (_label_starts(lines) | {at for at, line in enumerate(lines) if not line.cells[0]}),
        )
    for limit in _column_step_limits(lines):
        yield "blocks", _block_starts(lines, limit)


def _names_columns(lines: Sequence[TableLine]) -> bool:
    """Whether the first line goes on with the header: names without a label, above a labelled row."""
    if len(lines) < 2 or lines[0].cells[0] or not lines[1].cells[0]:  # noqa: PLR2004 -- two lines
        return False
    texts = [" ".join(word.text for word in cell) for cell in lines[0].cells if cell]
    whole = len(texts) == len(lines[0].cells) - 1 and not any(is_value(text) for text in texts)
    # Where cells are centred in height, the label stands lower than the first lines beside it.
    return whole and lines[1].baseline - lines[0].baseline >= _OVERLAPPING * lines[0].size


def _rows(starts: set[int], count: int) -> Rows:
    ordered = sorted({0, *starts})
    return tuple(tuple(range(start, end)) for start, end in pairwise([*ordered, count]))


def _line_starts(lines: Sequence[TableLine]) -> set[int]:
    """Return every line but those that overlap the one before: cells centred beside each other."""
    return {
        at
        for at in range(1, len(lines))
        if lines[at].baseline - lines[at - 1].baseline >= _OVERLAPPING * lines[at].size
    }


def _label_starts(lines: Sequence[TableLine]) -> set[int]:
    """Return the lines that start with a label of their own, or hold nothing but whole values."""
    starts: set[int] = set()
    above: list[str] = ["" for _ in lines[0].cells] if lines else []
    for at, line in enumerate(lines):
        texts = [" ".join(word.text for word in cell) for cell in line.cells]
        starts_row = _starts_label(texts, above) if texts[0] else _stands_alone(texts, above)
        if starts_row or not at:
            starts.add(at)
            above = texts
        else:
            above = [f"{old} {new}".strip() for old, new in zip(above, texts, strict=True)]
    return starts


def _starts_label(texts: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a line's first cell is a label, and not the rest of the one above."""
    if texts[0].startswith("(") and above[0] and not any(texts[1:]):
        return False
    if starts_inside(texts[0]) or (above[0] and is_open(above[0])):
        return any(texts[1:]) and all(is_value(text) for text in texts[1:] if text)
    return True


def _stands_alone(texts: Sequence[str], above: Sequence[str]) -> bool:
    """Whether a line without a label is a row of its own: below whole values, and no rest of them."""
    filled = [(text, over) for text, over in zip(texts[1:], above[1:], strict=True) if text]
    if any(starts_inside(text) or text.startswith(("(", "[")) for text, _ in filled):
        return False
    if all(is_value(text) and not over for text, over in filled):
        return True
    return any(over for _, over in filled) and all(
        is_value(over) and not is_open(over) for _, over in filled if over
    )


def _step_limits(lines: Sequence[TableLine]) -> list[float]:
    """Return steps that may part wrapped lines from rows: where the steps fall into two kinds."""
    steps = sorted(
        step
        for line, after in pairwise(lines)
        if 0 < (step := after.baseline - line.baseline) <= _LARGEST_STEP * line.size
    )
    limits = [(small + large) / 2 for small, large in pairwise(steps) if large > _WIDER * small]
    return limits[:6]


def _column_step_limits(lines: Sequence[TableLine]) -> list[float]:
    """Return steps that may part wrapped lines from rows, judged within each column."""
    steps: set[float] = set()
    for column in range(len(lines[0].cells)):
        places = [line.baseline for line in lines if line.cells[column]]
        steps |= {round(after - before, 1) for before, after in pairwise(places)}
    small = sorted(step for step in steps if 0 < step <= _LARGEST_STEP * lines[0].size)
    return [(before + after) / 2 for before, after in pairwise(small) if after > 1.04 * before][:_MOST_LIMITS]


def _block_starts(lines: Sequence[TableLine], limit: float) -> set[int]:
    """Return the first lines of rows whose cells are centred beside each other.

    Lines of a column that stand close are one cell; cells that overlap in height are one row.
    """
    joined: set[int] = set()  # lines that stand in one row with the line before
    for column in range(len(lines[0].cells)):
        own = [at for at, line in enumerate(lines) if line.cells[column]]
        for start, end in pairwise(own):
            if lines[end].baseline - lines[start].baseline <= limit:
                joined.update(range(start + 1, end + 1))
    for at, (before, after) in enumerate(pairwise(lines), start=1):
        if after.baseline - before.baseline < _OVERLAPPING * after.size:
            joined.add(at)
    return {at for at in range(1, len(lines)) if at not in joined}


def _step_starts(lines: Sequence[TableLine], limit: float) -> set[int]:
    return {at for at in range(1, len(lines)) if lines[at].baseline - lines[at - 1].baseline > limit}


def _rule_starts(lines: Sequence[TableLine], rules: Sequence[Rule], width: float) -> set[int]:
    """Return the first line below each rule that is drawn across the table."""
    starts: set[int] = set()
    for group in level_groups(rules):
        if sum(rule.length for rule in group) < _FULL_WIDTH * width:
            continue
        below = [at for at, line in enumerate(lines) if line.baseline - 0.3 * line.size > group[0].top]
        if below:
            starts.add(below[0])
    return starts
