"""Tables of a plain text: drawn with tabs or blanks, or flattened into running lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from extractors.document import Cell, FlattenedTable, Span, Table
from extractors.readers.lines import is_soft
from extractors.readers.prose_signs import (
    ends_in_function_word,
    is_abbreviation_list,
    is_heading_like,
    is_note,
    is_prose,
    section_of,
)
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.readers.lines import Line, LineStyle

_CAPTION = re.compile(
    r"(?:(?:supplement(?:ary|al)|extended data|online)\s+)?(?P<word>table|tab\.)\s*"
    r"(?P<number>[A-Z]?\d{1,3}[A-Za-z]?|[IVX]+)(?P<mark>\s*[.:\u2013\u2014|-]\s*|\s+|$)(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
_FIGURE = re.compile(
    r"(?:supplement(?:ary|al)\s+)?fig(?:ure|\.)\s*[A-Z]?\d+[A-Za-z]?\s*[.:]?\s+(?=[A-Z0-9(])", re.IGNORECASE
)
_RUN = re.compile(r"\S+(?: \S+)*")
_RULE_LINE = re.compile(r"[-=_+|\s\u2014\u2500]+")
_GAP = re.compile(r"\t|\S {2}")
_FEWEST_ROWS = 3
_MOST_ROWS = 1_000
_TITLE_REACH = 2  # lines from a table up to its title
_LONGEST_TITLE = 160
_MOST_CHUNK_LINES = 100  # what a chunk is shows in its first lines
_FEWEST_DRAWN_COLUMNS = 3  # without a caption, two columns may be anything


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that are a table with what belongs to it; `first` to `last`, half-open."""

    first: int
    last: int
    table: Table | FlattenedTable | None  # None: a caption with nothing under it
    caption: Span | None
    footnotes: tuple[Span, ...]


@dataclass(slots=True)
class _Seen:
    """What the lines so far have shown."""

    drawable: bool  # whether the text holds a tab or a run of blanks at all
    labels: set[str] = field(default_factory=set)
    narrow: set[int] = field(default_factory=set)  # lines in drawn columns that are too few for a table
    free: int = 1  # the first line that can belong to a table: the title of a text does not


def find_table_regions(text: str, lines: tuple[Line, ...], style: LineStyle) -> tuple[Region, ...]:
    """Return the tables of a text in reading order, each with its caption and footnotes."""
    regions: list[Region] = []
    seen = _Seen(_has_gap(text))
    at = 0
    while at < len(lines):
        region = _read_region(text, lines, style, at, seen)
        if region:
            regions.append(region)
            seen.free = region.last
            if region.table:
                seen.labels.add(region.table.label)
        at = region.last if region else at + 1
    return tuple(regions)


def is_figure_caption(text: str) -> bool:
    """Whether folded text is the caption of a figure."""
    return bool(_FIGURE.match(text))


def is_table_caption(text: str) -> bool:
    """Whether folded text is the caption of a table and no sentence about it."""
    match = _CAPTION.match(text)
    if not match or not (match["word"][0].isupper() or match["mark"].strip()):
        return False
    title = match["title"].strip()
    return not title or title[0].isupper() or title[0].isdigit() or bool(match["mark"].strip())


def caption_label(text: str) -> str:
    """Label of a caption: "Table 1"."""
    match = _CAPTION.match(text)
    return f"Table {match['number']}" if match else "Table"


def unique_label(label: str, taken: set[str]) -> str:
    """The label itself, or with the first free number behind it."""
    if label not in taken:
        return label
    number = 2
    while f"{label} ({number})" in taken:
        number += 1
    return f"{label} ({number})"


def _read_region(text: str, lines: tuple[Line, ...], style: LineStyle, at: int, seen: _Seen) -> Region | None:
    if is_table_caption(lines[at].text) and _starts_something(lines, style, at):
        return _captioned_region(text, lines, style, at, seen.labels)
    drawn = _drawn_rows(text, lines, at) if seen.drawable and at not in seen.narrow else []
    if drawn and _column_count(drawn) < _FEWEST_DRAWN_COLUMNS:
        seen.narrow.update(row for row, _ in drawn)
    elif drawn:
        label = unique_label("Table 1", seen.labels)
        last = drawn[-1][0] + 1
        footnotes, end = _footnotes(text, lines, style, last)
        titled = _title_above(lines, at, seen)
        caption = None if titled is None else Span(lines[titled].start, lines[titled].end)
        table = Table(label, _cells(drawn), caption=caption, footnotes=footnotes)
        return Region(at if titled is None else titled, end, table, caption, footnotes)
    return None


def _title_above(lines: tuple[Line, ...], at: int, seen: _Seen) -> int | None:
    """The line that stands alone above a table that is not numbered: "Grade ≥3 adverse events"."""
    row = at - 1
    while row >= seen.free and lines[row].is_blank:
        row -= 1
    if row < seen.free or row < at - _TITLE_REACH or (row and not lines[row - 1].is_blank):
        return None
    text = lines[row].text
    named = len(text) <= _LONGEST_TITLE and any(map(str.isalpha, text)) and section_of(text) is None
    return row if named and not is_prose(text) and not is_figure_caption(text) else None


def _starts_something(lines: tuple[Line, ...], style: LineStyle, at: int) -> bool:
    """Whether the line before has come to an end, so that this one is no wrapped sentence."""
    before = lines[at - 1] if at else None
    if before is None or before.is_blank or not style.wrapped or lines[at].indented:
        return True
    return before.ends_sentence or (style.keeps_blank and not is_soft(before, style))


def _captioned_region(
    text: str, lines: tuple[Line, ...], style: LineStyle, at: int, labels: set[str]
) -> Region:
    body = _caption_end(lines, style, at)
    caption = Span(lines[at].start, lines[body - 1].end)
    label = unique_label(caption_label(lines[at].text), labels)
    start = next((row for row in range(body, len(lines)) if not lines[row].is_blank), len(lines))
    drawn = _drawn_rows(text, lines, start) if start < len(lines) else []
    last = drawn[-1][0] + 1 if drawn else _flattened_end(lines, style, start)
    footnotes, end = _footnotes(text, lines, style, last)
    table: Table | FlattenedTable | None = None
    if drawn:
        table = Table(label, _cells(drawn), caption=caption, footnotes=footnotes)
    elif last > start:
        last = max(row for row in range(start, last) if not lines[row].is_blank) + 1
        span = Span(lines[start].start, lines[last - 1].end)
        table = FlattenedTable(label, span, caption=caption, footnotes=footnotes)
    return Region(at, max(end, body), table, caption, footnotes)


def _caption_end(lines: tuple[Line, ...], style: LineStyle, at: int) -> int:
    """First line after the caption: it goes on while its lines show that they do."""
    end = at + 1
    while end < len(lines) and not lines[end].is_blank:
        before, line = lines[end - 1], lines[end]
        bare = before.text == lines[at].text and not _CAPTION.match(before.text)["title"].strip()  # type: ignore[index]
        goes_on = is_soft(before, style) or line.text[0].islower() or ends_in_function_word(before.text)
        if not (bare or goes_on) or "\t" in line.text:
            break
        end += 1
    return end


def _flattened_end(lines: tuple[Line, ...], style: LineStyle, start: int) -> int:
    """First line after the rows of a flattened table."""
    for row in range(start, len(lines)):
        line = lines[row]
        if line.is_blank:
            continue
        chunk_start = row == start or lines[row - 1].is_blank
        opens_page = row > start and (line.page_start or (style.flush and line.indented))
        if opens_page or is_figure_caption(line.text) or is_table_caption(line.text):
            return row
        chunk = fold(" ".join(item.text + " " for item in islice(_chunk(lines, row), _MOST_CHUNK_LINES)))
        if is_abbreviation_list(chunk) or (chunk_start and row > start and is_note(chunk)):
            return row
        if chunk_start and (is_prose(chunk) or _heads_prose(lines, row)):
            return _before_heading(lines, start, row)
    return len(lines)


def _heads_prose(lines: tuple[Line, ...], row: int) -> bool:
    """Whether a line names a section of the article ("Discussion") and prose follows under it."""
    code = section_of(lines[row].text)
    if code in (None, "abbreviations", "references"):
        return code is not None
    following = next((at for at in range(row + 1, len(lines)) if not lines[at].is_blank), None)
    return following is not None and is_prose(fold(" ".join(item.text for item in _chunk(lines, following))))


def _before_heading(lines: tuple[Line, ...], start: int, row: int) -> int:
    """Step back over a heading that stands between the last row and the prose at `row`."""
    above = max((at for at in range(start, row) if not lines[at].is_blank), default=None)
    if above is None or above == start or not lines[above - 1].is_blank:
        return row
    text = lines[above].text
    heading = is_heading_like(text) and not any(character.isdigit() for character in text)
    return above if heading else row


def _chunk(lines: tuple[Line, ...], row: int) -> Iterator[Line]:
    """Lines from `row` to the next blank one."""
    while row < len(lines) and not lines[row].is_blank:
        yield lines[row]
        row += 1


def _footnotes(
    text: str, lines: tuple[Line, ...], style: LineStyle, start: int
) -> tuple[tuple[Span, ...], int]:
    """Footnotes under a table, one for each chunk, and the first line after them."""
    spans: list[Span] = []
    row, end = start, start
    while row < len(lines):
        if lines[row].is_blank:
            row += 1
            continue
        last = row + 1
        while last < len(lines) and not lines[last].is_blank and not _opens_other(lines[last], style):
            last += 1
        span = Span(lines[row].start, lines[last - 1].end)
        folded = fold(text[span.start : span.end])
        # The first chunk after the rows is taken as a note on looser signs than those that follow it.
        if not (is_abbreviation_list(folded) or is_note(folded)) or _opens_other(lines[row], style):
            break
        spans.append(span)
        row = end = last
    return tuple(spans), end


def _opens_other(line: Line, style: LineStyle) -> bool:
    return (
        is_table_caption(line.text)
        or is_figure_caption(line.text)
        or line.page_start
        or (style.flush and line.indented)
        or section_of(line.text) is not None
    )


_Rows = list[tuple[int, list[tuple[int, Span]]]]  # line number, cells as (column, span)


def _drawn_rows(text: str, lines: tuple[Line, ...], at: int) -> _Rows:
    """Rows of a table drawn with tabs or with columns of blanks that starts at line `at`, or none."""
    # Looked at from every line of a text: a block that starts as plain lines is left at once.
    if not any(_has_gap(line.text) for line in lines[at : at + 2]):
        return []
    last = at
    while last < min(len(lines), at + _MOST_ROWS) and not lines[last].is_blank:
        last += 1
    block = [row for row in range(at, last) if not _RULE_LINE.fullmatch(lines[row].text)]
    if len(block) < _FEWEST_ROWS:
        return []
    return _tabbed_rows(text, lines, block) or _aligned_rows(text, lines, block)


def _has_gap(text: str) -> bool:
    """Whether a tab or a run of blanks stands between the words of a line."""
    return "\t" in text or ("  " in text and _GAP.search(text) is not None)


def _tabbed_rows(text: str, lines: tuple[Line, ...], block: list[int]) -> _Rows:
    rows: _Rows = []
    for row in block:
        line = text[lines[row].begin : lines[row].end]
        if "\t" not in line:
            break
        cells, at = [], lines[row].begin
        for column, part in enumerate(line.split("\t")):
            start = at + len(part) - len(part.lstrip())
            cells.append((column, Span(start, start + len(part.strip()))))
            at += len(part) + 1
        rows.append((row, cells))
    return rows if len(rows) >= _FEWEST_ROWS else []


def _aligned_rows(text: str, lines: tuple[Line, ...], block: list[int]) -> _Rows:
    """Rows whose columns stand under each other, parted by at least two blanks in every line."""
    runs = {
        row: [match.span() for match in _RUN.finditer(text[lines[row].begin : lines[row].end])]
        for row in block
    }
    columns: list[list[int]] = []
    for start, end in sorted(span for spans in runs.values() for span in spans):
        if columns and start <= columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], end)
        else:
            columns.append([start, end])
    several = sum(len(spans) > 1 for spans in runs.values())
    if len(columns) < 2 or several < max(_FEWEST_ROWS, 0.7 * len(block)):  # noqa: PLR2004 - two columns
        return []
    return [
        (
            row,
            [
                (column, Span(lines[row].begin + start, lines[row].begin + end))
                for start, end in spans
                for column, (left, right) in enumerate(columns)
                if left <= start < right
            ],
        )
        for row, spans in runs.items()
    ]


def _column_count(rows: _Rows) -> int:
    return max(column for _, cells in rows for column, _ in cells) + 1


def _cells(rows: _Rows) -> tuple[Cell, ...]:
    """Cells of drawn rows; one that is not printed stands empty after the one before it."""
    cells: list[Cell] = []
    count = _column_count(rows)
    for number, (_, printed) in enumerate(rows):
        spans = dict(printed)
        end = min(span.start for span in spans.values())
        for column in range(count):
            span = spans.get(column, Span(end, end))
            cells.append(Cell(number, column, span))
            end = span.end
    return tuple(cells)
