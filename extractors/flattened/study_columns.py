"""Flattened tables whose columns are studies: a label starts each row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from extractors.document import Span
from extractors.flattened.body import Body, Row
from extractors.flattened.cell_types import accepts_cell, inside_names, is_plain_value
from extractors.flattened.row_labels import MOST_LABEL_TOKENS, row_starts
from extractors.flattened.segmentation import Gap, split_cells, without_line_ends
from extractors.flattened.studies import split_studies
from extractors.labels import Meaning, read_label
from extractors.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_ROW_STARTS = 16  # lines inside a row that begin as a label does


def studies_as_columns(body: Body) -> list[Row]:
    """Rows of a table whose header names the studies; none if it does not."""
    starts = row_starts(body)
    # The label of the header ("Authors (reference)") may itself start the first row.
    for end in (start for start in starts if start > 0):
        header = _header(body, end)
        if header:
            body.columns = len(header.cells)
            return [header, *_body_rows(body, [start for start in starts if start >= end])]
    return []


def _header(body: Body, end: int) -> Row | None:
    """The header from the first token up to `end`: a label, then one study for each column."""
    for size in range(min(end, MOST_LABEL_TOKENS) - 1, -1, -1):
        label = body.folded(0, size) if size else ""
        meaning = read_label(label, body.glossary) if size else None
        if size and (meaning is None or meaning.kind != "study"):
            continue
        studies = split_studies(body.text, body.tokens[size:end])
        if len(studies) > 1:
            start = body.tokens[0].start
            return Row(body.span(0, size) if size else Span(start, start), studies)
    return None


def _body_rows(body: Body, starts: list[int]) -> Iterator[Row]:
    """Rows from the first start on; a start inside a row is passed over."""
    ends = [*starts, len(body.tokens)]
    at = 0
    while at < len(starts):
        first = starts[at]
        # Words would swallow the next row's label; values and names of outcomes cannot.
        most = 1 if _holds_words(body, first) else _MOST_ROW_STARTS
        for step, last in enumerate(ends[at + 1 : at + 1 + most], 1):
            row = _known_row(body, first, last)
            if row:
                yield row
                at += step
                break
        else:
            yield from _rows_with_unknown(body, first, ends[at + 1])
            at += 1


def _holds_words(body: Body, at: int) -> bool:
    return all(meaning.kind in ("text", "study") for _, meaning in body.labels[at])


def _known_row(body: Body, first: int, last: int) -> Row | None:
    """The row from `first` to `last` if exactly one split of it is right."""
    for end, meaning in body.labels[first]:
        ways = _splits(body, end, last, meaning)
        if len(ways) == 1:
            return Row(body.span(first, end), ways[0])
    return None


def _splits(body: Body, first: int, last: int, meaning: Meaning) -> list[tuple[Span, ...]]:
    """Splits of a row's cells; where the lines' ends rule out all, they are not believed."""
    accept = partial(accepts_cell, body, meaning)
    for tokens in (body.tokens[first:last], without_line_ends(body.tokens[first:last])):
        ways = split_cells(
            body.text, tokens, [accept] * body.columns, never_parted=inside_names(body, tokens, meaning)
        )
        if ways:
            return ways
    return []


def _rows_with_unknown(body: Body, first: int, last: int) -> Iterator[Row]:
    """A row that does not fit: followed by rows whose labels nobody knows, or wrong by itself."""
    openings = [at for at in range(first + 1, last) if at in body.labels and not body.labels[at]]
    for at in openings:
        row = _known_row(body, first, at)
        if row:
            yield row
            yield from _unknown_rows(body, [opening for opening in openings if opening >= at], last)
            return
    yield _unsplit(body, first, last)


def _unknown_rows(body: Body, starts: list[int], last: int) -> Iterator[Row]:
    """Rows with labels nobody knows, split where their cells are plainly values."""
    ends = [*starts, last]
    at = 0
    while at < len(starts):
        for step in range(len(starts) - at, 0, -1):
            row = _unknown_row(body, starts[at], ends[at + step], several=step > 1)
            if row:
                yield row
                at += step
                break
        else:
            yield _unsplit(body, starts[at], last)
            return


def _unknown_row(body: Body, first: int, last: int, *, several: bool) -> Row | None:
    """A row from `first` to `last` if there is one label and one split of plain values for it."""
    found = []
    for end in range(first + 1, last):
        tokens = body.tokens[end:last]
        if tokens[0].gap in (Gap.JOINED, Gap.BROKEN):
            continue
        accept = partial(is_plain_value, body)
        found += [(end, way) for way in split_cells(body.text, tokens, [accept] * body.columns)]
        if len(found) > 1:
            return None
    if len(found) == 1:
        return Row(body.span(first, found[0][0]), found[0][1])
    size = last - first
    if not several and size == body.columns + 1:
        return Row(body.span(first, first + 1), tuple(body.span(at, at + 1) for at in range(first + 1, last)))
    return None


def _unsplit(body: Body, first: int, last: int) -> Row:
    """A row left in one piece, with a finding that says why."""
    labels = body.labels.get(first, [])
    end, meaning = labels[0] if labels else (first + 1, None)
    end = min(end, last)
    ambiguous = any(len(_splits(body, stop, last, said)) > 1 for stop, said in labels if stop < last)
    words = body.folded(first, last)
    rule = "ambiguous_row" if ambiguous else "unsplittable_row"
    why = "more than one split" if ambiguous else "no split"
    known = f"as {meaning.endpoint or meaning.kind}" if meaning else "with an unknown label"
    body.findings.append(
        Finding(
            rule=rule,
            severity="warning",
            message=f"{body.label}: {why} of the row {known} into {body.columns} cells; "
            f"it is kept as one: {words!r}",
            expected=f"{body.columns} cells",
            observed=words,
        )
    )
    cells = (body.span(end, last),) if end < last else ()
    return Row(body.span(first, end), cells, split=False)
