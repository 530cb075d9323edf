"""Header rows of a table: stacked lines, and names that span several columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.pdf.table_columns import level_groups, segments
from extractors.readers.pdf.table_shapes import PdfCell
from extractors.readers.pdf.words import find_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf.shapes import Line, Rule, Word
    from extractors.readers.pdf.table_columns import Edges

Extent = tuple[float, float]


def header_cells(
    lines: Sequence[Line], rules: Sequence[Rule], edges: Edges, extents: Sequence[Extent]
) -> tuple[list[PdfCell], int]:
    """Return the cells of the lines above a table's body, and how many rows they make.

    Args:
        lines: the lines between the table's first rule and its header rule.
        rules: level rules between them; below a name, one spans the columns it names.
        edges: where the columns after the first start.
        extents: where the words of each column start and end in the body.
    """
    bands = [
        (part, spanners)
        for band, spanners in _bands(lines, rules)
        for part in _split_spanning(band, edges, extents)
    ]
    cells: list[PdfCell] = []
    for row, (band, spanners) in enumerate(bands):
        cells.extend(_band_cells(row, band, spanners, edges, extents))
    return _stretched(cells, len(bands), len(edges) + 1), len(bands)


def _bands(lines: Sequence[Line], rules: Sequence[Rule]) -> list[tuple[list[Line], list[Rule]]]:
    """Return header lines parted at the rules between them, each band with the rules right below it."""
    bands: list[tuple[list[Line], list[Rule]]] = []
    rest = list(lines)
    for group in level_groups(rules):
        above = [line for line in rest if line.baseline < group[0].top + 1]
        if not above or len(above) == len(rest):
            continue
        bands.append((above, group))
        rest = [line for line in rest if line not in above]
    if rest:
        bands.append((rest, []))
    return bands


def _split_spanning(band: Sequence[Line], edges: Edges, extents: Sequence[Extent]) -> list[list[Line]]:
    """Return header lines parted where a name that spans columns follows or precedes their own names."""
    parts: list[list[Line]] = []
    spans: list[tuple[int, int]] = []
    for line in band:
        own = [_columns_of(group, (), edges, extents) for group in segments(line)]
        if not parts or _conflict(spans, own):
            parts.append([line])
            spans = own
        else:
            parts[-1].append(line)
            spans = [*spans, *own]
    return parts


def _conflict(spans: Sequence[tuple[int, int]], own: Sequence[tuple[int, int]]) -> bool:
    """Whether a name of one line stands over several names of the other."""
    return any(
        len({span for span in others if span[0] <= last and first <= span[1]}) > 1
        for names, others in ((spans, own), (own, spans))
        for first, last in names
        if first < last
    )


def _band_cells(
    row: int, band: Sequence[Line], spanners: Sequence[Rule], edges: Edges, extents: Sequence[Extent]
) -> list[PdfCell]:
    columns: dict[tuple[int, int], list[Word]] = {}
    for line in band:
        for group in segments(line):
            columns.setdefault(_columns_of(group, spanners, edges, extents), []).extend(group)
    merged = _merged(columns)
    return [
        PdfCell(row, first, tuple(find_lines(words)), 1, last - first + 1)
        for (first, last), words in sorted(merged.items())
    ]


def _columns_of(
    group: Sequence[Word], spanners: Sequence[Rule], edges: Edges, extents: Sequence[Extent]
) -> tuple[int, int]:
    """Return the first and last column that words of a header name."""
    x0, x1 = group[0].x0, group[-1].x1
    for rule in spanners:
        if rule.x0 - 3 <= x0 and x1 <= rule.x1 + 3:
            under = [
                column
                for column, (start, end) in enumerate(extents)
                if min(end, rule.x1) - max(start, rule.x0) > 0.5 * (end - start) and column > 0
            ]
            if under:
                return under[0], under[-1]
    centres = [(start + end) / 2 for start, end in extents]
    named = [column for column, centre in enumerate(centres) if x0 - 2 <= centre <= x1 + 2]
    if named:
        return named[0], named[-1]
    column = sum(x0 + 0.1 >= edge for edge in edges)
    return column, column


def _merged(columns: dict[tuple[int, int], list[Word]]) -> dict[tuple[int, int], list[Word]]:
    """Put names of overlapping columns together: the lines of one stacked name."""
    merged: list[tuple[tuple[int, int], list[Word]]] = []
    for (first, last), words in sorted(columns.items()):
        if merged and first <= merged[-1][0][1]:
            (start, end), before = merged[-1]
            merged[-1] = ((start, max(end, last)), [*before, *words])
        else:
            merged.append(((first, last), words))
    return dict(merged)


def _stretched(cells: list[PdfCell], rows: int, columns: int) -> list[PdfCell]:
    """Let a name reach down over the rows in which nothing stands below it."""
    taken = {
        (cell.row, column) for cell in cells for column in range(cell.column, cell.column + cell.column_span)
    }
    stretched: list[PdfCell] = []
    for cell in cells:
        covered = range(cell.column, cell.column + cell.column_span)
        span = 1
        while cell.row + span < rows and not any((cell.row + span, column) in taken for column in covered):
            span += 1
        taken |= {(cell.row + down, column) for down in range(span) for column in covered}
        stretched.append(PdfCell(cell.row, cell.column, cell.lines, span, cell.column_span))
    empty = [(row, column) for row in range(rows) for column in range(columns) if (row, column) not in taken]
    return [*stretched, *(PdfCell(row, column, ()) for row, column in empty)]
