"""Flattened tables whose columns are studies: a label starts each row."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from extractors.document import Span
from extractors.flattened.body import Body, Row
from extractors.flattened.cell_types import acceptor, inside_names, is_plain_value
from extractors.flattened.row_labels import MOST_LABEL_TOKENS, row_starts
from extractors.flattened.segmentation import Gap, split_cells, without_line_ends
from extractors.flattened.studies import split_studies
from extractors.labels import Meaning, read_label
from extractors.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARM_END = re.compile(r"\(\s*[nN]\s*=\s*\d[\d,]*\s*\)$")
_LONGEST_HEADER = 120  # tokens
_MOST_ROW_STARTS = 16  # lines inside a row that begin as a label does


def studies_as_columns(body: Body) -> list[Row]:
    """Rows of a table whose header names studies or arms; none if it does not."""
    starts = row_starts(body)
    if not starts:
        return []
    first = next((start for start in starts if start > 0), len(body.tokens))
    openings = sorted(at for at in body.labels if 0 < at <= min(first, _LONGEST_HEADER))
    # A name broken over lines: the longest run of lines that is a header is the header.
    for end in reversed(openings):
        header = _header(body, end) or _arm_header(body, end, starts)
        if header:
            body.columns = len(header.cells)
            unknown = [at for at in openings if end <= at < first]
            rows = [header, *_unknown_rows(body, unknown, first)]
            return [*rows, *_body_rows(body, [start for start in starts if start >= end])]
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
            return Row(_label_span(body, size), studies)
    return None


def _arm_header(body: Body, end: int, starts: list[int]) -> Row | None:
    """A header of arms: each with its number of patients, or one word for each column."""
    sizes = [at + 1 for at in range(end) if _ARM_END.search(body.folded(max(0, at - 2), at + 1))]
    columns = len(sizes) if sizes else _columns_of_counts(body, starts)
    if columns < 2 or (sizes and sizes[-1] != end):  # noqa: PLR2004 - one column is no table
        return None
    if not sizes:
        size = end - columns
        cells = tuple(body.span(at, at + 1) for at in range(size, end))
        return Row(_label_span(body, size), cells) if 0 <= size < MOST_LABEL_TOKENS else None
    # The first arm's name may be any of the words before its number; only one word leaves no choice.
    size = next((at for at in range(sizes[0]) if body.folded(at, at + 1).startswith("(")), sizes[0]) - 1
    bounds = [max(0, size), *sizes]
    cells = tuple(body.span(start, stop) for start, stop in zip(bounds, sizes, strict=False))
    return Row(_label_span(body, bounds[0]), cells)


def _columns_of_counts(body: Body, starts: list[int]) -> int:
    """Number of columns, by the rows that hold nothing but whole numbers; 0 if they do not agree."""
    counts = set()
    for at, following in zip(starts, [*starts[1:], len(body.tokens)], strict=True):
        for end, meaning in body.labels[at][:1]:
            words = [body.folded(token, token + 1) for token in range(end, following)]
            if meaning.kind == "count" and words and all(word.isdigit() for word in words):
                counts.add(len(words))
    return counts.pop() if len(counts) == 1 else 0


def _label_span(body: Body, size: int) -> Span:
    start = body.tokens[0].start
    return body.span(0, size) if size else Span(start, start)


def _body_rows(body: Body, starts: list[int]) -> Iterator[Row]:
    """Rows from the first start on; a start inside a row is passed over."""
    ends = [*starts, len(body.tokens)]
    at = 0
    while at < len(starts):
        step, row = _next_row(body, starts[at], ends[at + 1 :])
        if row:
            yield row
        else:
            yield from _rows_with_unknown(body, starts[at], ends[at + 1])
        at += step


def _next_row(body: Body, first: int, ends: list[int]) -> tuple[int, Row | None]:
    """The row that starts at `first` and how many starts it takes in; one start and no row if none fits.

    Where the lines' ends rule out every split of every length, they are not believed.
    """
    # Words would swallow the next row's label; values and names of outcomes cannot.
    most = 1 if _holds_words(body, first) else _MOST_ROW_STARTS
    for believed in (True, False):
        for step, last in enumerate(ends[:most], 1):
            row = _known_row(body, first, last, believed=believed)
            if row:
                return step, row
    return 1, None


def _holds_words(body: Body, at: int) -> bool:
    return all(meaning.kind in ("text", "study") for _, meaning in body.labels[at])


def _known_row(body: Body, first: int, last: int, *, believed: bool) -> Row | None:
    """The row from `first` to `last` if exactly one split of it is right."""
    for end, meaning in body.labels[first]:
        ways = _splits(body, end, last, meaning, believed=believed)
        if len(ways) == 1:
            return Row(body.span(first, end), ways[0])
    return None


def _splits(body: Body, first: int, last: int, meaning: Meaning, *, believed: bool) -> list[tuple[Span, ...]]:
    """Splits of a row's cells; `believed` says whether the lines' ends tell where cells end."""
    tokens = body.tokens[first:last]
    if not believed:
        if all(token.gap is not Gap.PARTED for token in tokens):
            return []  # they told nothing: it was tried
        tokens = without_line_ends(tokens)
    accepts = [acceptor(body, meaning)] * body.columns
    inside = inside_names(body, tokens, meaning)
    return split_cells(body.text, tokens, accepts, never_parted=inside, verdicts=body.verdicts)


def _rows_with_unknown(body: Body, first: int, last: int) -> Iterator[Row]:
    """A row that does not fit: followed by rows whose labels nobody knows, or wrong by itself."""
    openings = [at for at in range(first + 1, last) if at in body.labels and not body.labels[at]]
    for at in openings:
        row = _known_row(body, first, at, believed=True) or _known_row(body, first, at, believed=False)
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
    ambiguous = any(
        len(_splits(body, stop, last, said, believed=believed)) > 1
        for stop, said in labels
        if stop < last
        for believed in (True, False)
    )
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
