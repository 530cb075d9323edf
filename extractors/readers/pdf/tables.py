"""A region of a page -> table: the guess at its columns and rows whose cells are most often whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.readers.pdf.paragraphs import is_bold
from extractors.readers.pdf.table_columns import column_guesses, level_groups, place_words
from extractors.readers.pdf.table_header import header_cells
from extractors.readers.pdf.table_rows import DRAWN, row_guesses
from extractors.readers.pdf.table_scores import Score, score_columns, score_table
from extractors.readers.pdf.table_shapes import PdfCell, PdfTable
from extractors.readers.pdf.words import find_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf.shapes import Line, Rule
    from extractors.readers.pdf.table_columns import Edges
    from extractors.readers.pdf.table_rows import Rows
    from extractors.readers.pdf.table_shapes import Region, TableLine

_FULL_WIDTH = 0.75
_MOST_LINES = 400
_NEARLY_AS_GOOD = 0.015
# What speaks for drawn rows in a grid, and for reading a later page like the first.
_LIKELY = 0.15
_FEWEST_GRID_RULES = 4
_GRID_SHARE = 0.3  # of the lines that have a rule below them where no upright rules are drawn


@dataclass(frozen=True, slots=True)
class _Guess:
    columns: str
    rows_by: str
    edges: Edges
    lines: list[TableLine]
    rows: Rows
    score: Score


def read_table(region: Region, before: PdfTable | None = None) -> PdfTable | None:
    """Return the table of a region, None if no guess makes one.

    Args:
        region: where it is.
        before: the part of it on the page before, if it goes on without a new header.
    """
    lines = find_lines(region.words)[:_MOST_LINES]
    head, body, rules = ([], lines, []) if before else _split_header(region, lines)
    if not body:
        return None
    guesses = _guesses(region, head, body, before.edges if before else None)
    if not guesses:
        return None
    likely = before.rows_by if before else DRAWN if _is_grid(region, body) else None
    best = max(guesses, key=lambda guess: guess.score.value + _LIKELY * (guess.rows_by == likely))
    return _table(region, head, rules, best, guesses)


def _split_header(region: Region, lines: list[Line]) -> tuple[list[Line], list[Line], list[Rule]]:
    """Return header lines, body lines, and the rules within the header."""
    full: list[float] = []
    partial: list[Rule] = []
    for group in level_groups(region.rules):
        if sum(rule.length for rule in group) >= _FULL_WIDTH * (region.body.x1 - region.body.x0):
            full.append(group[0].top)
        elif len(full) == 1:
            partial.extend(group)
    for rule in full[1:]:
        head = [line for line in lines if line.baseline < rule + 1]
        if head and len(head) < len(lines):
            return head, lines[len(head) :], [part for part in partial if part.top < rule]
        if head:
            break
    return _bold_header(lines)


def _bold_header(lines: list[Line]) -> tuple[list[Line], list[Line], list[Rule]]:
    """Return the bold lines a table without a header rule starts with as its header."""
    count = next((at for at, line in enumerate(lines) if not is_bold(line)), 0)
    return lines[:count], lines[count:], []


def _is_grid(region: Region, body: Sequence[Line]) -> bool:
    """Whether rules are drawn between all rows, not only between groups of them."""
    width = region.body.x1 - region.body.x0
    full = [
        group
        for group in level_groups(region.rules)
        if sum(rule.length for rule in group) >= _FULL_WIDTH * width
        and body[0].baseline < group[0].top < body[-1].baseline
    ]
    upright = any(not rule.horizontal for rule in region.rules)
    return len(full) >= _FEWEST_GRID_RULES and (upright or len(full) >= _GRID_SHARE * len(body))


def _guesses(region: Region, head: Sequence[Line], body: Sequence[Line], known: Edges | None) -> list[_Guess]:
    width = region.body.x1 - region.body.x0
    guesses: list[_Guess] = []
    columns_found = [("the page before", known)] if known else column_guesses(region, head, body)
    placed = [(columns, edges, *place_words(body, edges)) for columns, edges in columns_found]
    parted = [score_columns(lines, cut) for _, _, lines, cut in placed]
    for (columns, edges, lines, cut), score in zip(placed, parted, strict=True):
        if score < max(parted) - _NEARLY_AS_GOOD:
            continue
        for name, rows in row_guesses(lines, region.rules, width):
            guesses.append(_Guess(columns, name, edges, lines, rows, score_table(lines, rows, cut)))
    return guesses


def _table(
    region: Region, head: Sequence[Line], rules: Sequence[Rule], best: _Guess, guesses: Sequence[_Guess]
) -> PdfTable:
    extents = _extents(best)
    header, header_rows = header_cells(head, rules, best.edges, extents) if head else ([], 0)
    cells = list(header)
    for number, row in enumerate(best.rows, start=header_rows):
        for column in range(len(best.edges) + 1):
            words = [word for at in row for word in best.lines[at].cells[column]]
            cells.append(PdfCell(number, column, tuple(find_lines(words))))
    rows = header_rows + len(best.rows)
    return PdfTable(
        regions=(region,),
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        header_rows=header_rows if header_rows or region.goes_on else 1,
        rows=rows,
        columns=len(best.edges) + 1,
        edges=best.edges,
        rows_by=best.rows_by,
        quality=round(min(1.0, best.score.value), 2),
        note=_note(best, guesses),
        pages=(region.page,) * rows,
    )


def _extents(guess: _Guess) -> list[tuple[float, float]]:
    extents = []
    for column in range(len(guess.edges) + 1):
        words = [word for line in guess.lines if len(line.filled) > 1 for word in line.cells[column]]
        extents.append(
            (min((word.x0 for word in words), default=0.0), max((word.x1 for word in words), default=0.0))
        )
    return extents


def _note(best: _Guess, guesses: Sequence[_Guess]) -> str:
    score = best.score
    others = [guess.score.value for guess in guesses if guess.edges != best.edges]
    return (
        f"columns by {best.columns}, rows by {best.rows_by}: {score.whole:.0%} of cells whole, "
        f"{score.values:.0%} values, {score.cut} runs of words cut, "
        f"{score.unlabelled:.0%} of rows without label; "
        f"best other columns {max(others, default=0.0):.2f} of {len(guesses)} guesses"
    )
