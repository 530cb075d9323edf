"""Tables whose rows are fields: each row's label, and the headings over it, say what its cells hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors.cells import read_p_value
from extractors.labels import Meaning, read_label, read_modifiers
from extractors.tables.arms import both_arms, same_arm, size_draft
from extractors.tables.captions import names_events
from extractors.tables.columns import cell_meaning, read_axis
from extractors.tables.joins import covers, is_interval_only, is_p_value, put_p_value
from extractors.tables.places import (
    keep_whole_row,
    place_of,
    read_interval,
    read_place,
    report_unread,
    sized,
)
from extractors.tables.reading import note_numbers, observe, print_cell, print_labels
from extractors.values import find_numbers

if TYPE_CHECKING:
    from extractors.document import Cell
    from extractors.tables.reading import Place, TableReading

_SIZE_CELL = re.compile(r"\(?[nN]\s*=\s*(?P<n>\d{1,3}(?:,\d{3})+|\d+)\)?")
_P_PRINTED = re.compile(r"[pP]\s*[=<>≤≥]")
_PERCENT = re.compile(r"\d\s*%")
_GRADE_ZERO = re.compile(r"(?:grade|gr\.?|G)\s*0", re.IGNORECASE)
_COUNTED = re.compile(r"\d+\s*\(\s*[<≤]?\d+(?:[.·]\d+)?\s*%?\s*\)")  # "13 (39.4)"


@dataclass(slots=True)
class _Group:
    """The heading over rows, and what it says of them."""

    label: str = ""
    meaning: Meaning | None = None
    subgroup: str = ""
    unknown: bool = False  # the last row is of what nobody knows: a ratio or interval below is of it too


@dataclass(slots=True)
class _Row:
    """A row of fields, and what is known of it before its cells are read."""

    number: int
    label: str
    own: Meaning | None  # what its label says without the headings over it
    meaning: Meaning | None
    cells: list[Cell]
    printed: int  # cells that are not empty
    percent: bool  # a cell prints a percent sign
    counts: bool  # a cell is a count with its percentage
    p_values: list[str] = field(default_factory=list)


def read_fields_down(reading: TableReading) -> None:
    """Read a table whose rows are fields."""
    grid = reading.grid
    group = _Group()
    for row in grid.rows:
        label = grid.label(row)
        print_labels(reading, row)
        cells = grid.value_cells(row)
        printed = [cell for cell in cells if grid.fold(cell.span).text]
        if not printed or (all(_heads(reading, cell) for cell in printed) and not _is_way(label, reading)):
            if label:
                group = _Group(label, _group_meaning(label, reading))
                if group.meaning and group.meaning.kind != "modifier":
                    reading.last_outcome = None
            _print_heading(reading, row, cells)
            continue
        if _repeats_header(reading, printed):
            group = _Group(label, _group_meaning(label, reading) if label else None, label)
            _read_repeated_header(reading, row, group)
            continue
        if label and all(_SIZE_CELL.fullmatch(grid.fold(cell.span).text) for cell in printed):
            group.subgroup = "" if _is_whole(label) else label
        _read_row(reading, _row_of(reading, row, group), group)


def _repeats_header(reading: TableReading, printed: list[Cell]) -> bool:
    """Whether a row heads those below it anew: "Response after surgery | Arm A (n = 63) | Arm B (n = 61)"."""
    for cell in printed:
        text = reading.grid.fold(cell.span).text
        head = read_axis((text,), (), fields=False)
        if head.n is None or _SIZE_CELL.fullmatch(text) or not same_arm(reading, cell, head):
            return False
    return True


def _read_repeated_header(reading: TableReading, row: int, group: _Group) -> None:
    """Read the patients that a header within a table tells; without a label, it does not say of what."""
    for cell in reading.grid.value_cells(row):
        place = place_of(reading, cell, row, group.label, group.subgroup)
        drafts = (size_draft(place.folded.text),) if group.label and place.folded.text else ()
        observe(reading, place, drafts)
        print_cell(reading, place, drafts)
        note_numbers(reading, place, drafts)


def _is_whole(label: str) -> bool:
    axis = read_axis((label,), (), fields=False)
    # "Patients with a response" are not all, though the label names no arm.
    return not axis.arm and (axis.meaning is None or axis.meaning.kind == "modifier")


def _group_meaning(label: str, reading: TableReading) -> Meaning | None:
    meaning = read_label(label, reading.glossary)
    if meaning is None and (events := names_events(label)):
        meaning = events
    meaning = meaning or read_modifiers(label)
    return meaning.under(replace(reading.caption, kind="modifier")) if meaning else None


def _row_meaning(label: str, group: _Group, reading: TableReading) -> Meaning | None:
    """What a row holds: by its own label, by its group's and its own, or as an event of a table of events."""
    caption = replace(reading.caption, kind="modifier")
    own = read_label(label, reading.glossary) if label else None
    if own and own.kind == "modifier":
        return _modified(own, group, reading)
    if own:
        same = group.meaning and (group.meaning.category == own.category or group.meaning.kind == "modifier")
        return own.under(replace(group.meaning, kind="modifier") if same and group.meaning else caption)
    if group.label and label:
        for words in (f"{group.label} {label}", f"{label} {group.label}"):
            together = read_label(words, reading.glossary)
            if together:
                return together
    if _GRADE_ZERO.fullmatch(label):
        return None  # those without the event
    events = group.meaning if group.meaning and group.meaning.endpoint == "AE" else reading.caption
    if label and events.kind == "outcomes" and events.endpoint == "AE" and not group.subgroup:
        return replace(events, kind="outcome", term=_event_words(label))
    return None


def _modified(own: Meaning, group: _Group, reading: TableReading) -> Meaning:
    """What a row that only says how its values are given ("95% CI", "Median (range)") gives values of."""
    ratio = own.statistic in ("hazard_ratio", "odds_ratio")
    if ratio or is_interval_only(own):
        if group.unknown:
            return own
        if reading.last_outcome:
            bare = replace(reading.last_outcome, statistic=None, interval=None, counted=None)
            return own.under(replace(bare, timepoint_months=None) if ratio else bare)
    if group.meaning and group.meaning.kind != "modifier":
        return own.under(group.meaning)
    events = reading.caption
    if events.kind != "outcomes":
        return own
    if events.endpoint == "AE" and group.label and group.meaning is None:
        # "Grade 3" below "Skin damage": the heading is the event, known or not.
        return own.under(replace(events, kind="outcome", term=_event_words(group.label)))
    return own.under(events)


def _head_within(text: str, reading: TableReading) -> Meaning | None:
    """What a cell says of those below it, if it holds the words of a header."""
    if not text[:1].isalpha():
        return None
    told = read_label(text, reading.glossary)
    heads = told is not None and (
        told.statistic is not None or told.counted is not None or told.kind == "p_value"
    )
    return told if heads and told is not None and told.kind in ("modifier", "p_value") else None


def _event_words(label: str) -> str:
    bare = read_label(label)
    return bare.term if bare and bare.term else re.sub(r"[*†‡§]+|,?\s*n\s*\(%\)$", "", label).strip().lower()


def _row_of(reading: TableReading, row: int, group: _Group) -> _Row:
    grid = reading.grid
    label, cells = grid.label(row), grid.value_cells(row)
    texts = [grid.fold(cell.span).text for cell in cells]
    return _Row(
        number=row,
        label=label,
        own=read_label(label, reading.glossary) if label else None,
        meaning=_row_meaning(label, group, reading),
        cells=cells,
        printed=sum(map(bool, texts)),
        percent=any(map(_PERCENT.search, texts)),
        counts=any(map(_COUNTED.match, texts)),
    )


def _read_row(reading: TableReading, row: _Row, group: _Group) -> None:
    first = len(reading.out.observations)
    unread = [
        len(reading.out.observations) - 1 for cell in row.cells if not _read_cell(reading, row, cell, group)
    ]
    if len(row.p_values) == 1:
        put_p_value(reading, range(first, len(reading.out.observations)), row.p_values[0])
    if unread:
        report_unread(reading, row.label, row.meaning, unread=unread, cells=len(row.cells))
    if row.meaning and row.meaning.kind == "outcome":
        reading.last_outcome = row.meaning
    if row.own is None or row.own.kind not in ("modifier", "p_value"):
        group.unknown = bool(row.label) and (row.meaning is None or row.meaning.kind == "modifier")
    if len(reading.out.observations) > first:
        reading.last_row = list(range(first, len(reading.out.observations)))


def _read_cell(reading: TableReading, row: _Row, cell: Cell, group: _Group) -> bool:
    """Read one cell of a row; False where it stays text."""
    axis = reading.axes[cell.column]
    place = place_of(reading, cell, row.number, group.label, group.subgroup)
    width = reading.grid.columns - reading.grid.label_columns
    if cell.column_span > 1 and len(row.cells) == 1 and cell.column_span == width:
        keep_whole_row(reading, place, row.meaning)
        return True
    if told := _head_within(place.folded.text, reading):
        # "HR (95% CI)" in a column of P values: from here on, this is what it holds.
        reading.axes[cell.column] = replace(axis, meaning=told)
        print_cell(reading, place, ())
        return True
    if _read_p_value(reading, row, place):
        return True
    meaning = sized(place, cell_meaning(row.meaning, _column_meaning(reading, cell)))
    if meaning and meaning.statistic in ("hazard_ratio", "odds_ratio") and row.printed == 1:
        place = replace(place, arm="; ".join(filter(None, (both_arms(reading) or place.arm, group.subgroup))))
    if is_interval_only(row.own) or is_interval_only(axis.meaning):
        return read_interval(reading, place, meaning)
    return read_place(reading, place, meaning, percent=row.percent, counts=row.counts)


def _column_meaning(reading: TableReading, cell: Cell) -> Meaning | None:
    """What the columns of a cell say of it; of one that spans several, only what all of them say."""
    first, *others = (
        reading.axes[column].meaning for column in range(cell.column, cell.column + cell.column_span)
    )
    return first if all(meaning == first for meaning in others) else None


def _read_p_value(reading: TableReading, row: _Row, place: Place) -> bool:
    """Read a P value: of its row, or, in a row of P values or without a label, of the row above."""
    below = not row.label and bool(_P_PRINTED.match(place.folded.text))
    of_row = row.meaning is not None and row.meaning.kind == "p_value"
    if not (below or is_p_value(row.meaning, reading.axes[place.cell.column])):
        return False
    p_value = read_p_value(place.folded.text)
    if p_value is None:
        return False
    print_cell(reading, place, ())
    reading.explained += len(find_numbers(place.folded.text))
    if below or of_row:
        above = [index for index in reading.last_row if covers(reading, place.cell, index)]
        put_p_value(reading, above, p_value)
    else:
        row.p_values.append(p_value)
    return True


def _heads(reading: TableReading, cell: Cell) -> bool:
    """Whether a cell can stand in a heading: a P value in a column of them, or words of a header."""
    text = reading.grid.fold(cell.span).text
    compares = is_p_value(None, reading.axes[cell.column]) and read_p_value(text) is not None
    return compares or _head_within(text, reading) is not None


def _is_way(label: str, reading: TableReading) -> bool:
    """Whether a label only says how values are given, so that it heads no rows."""
    own = read_label(label, reading.glossary) if label else None
    return own is not None and own.kind in ("modifier", "p_value")


def _print_heading(reading: TableReading, row: int, cells: list[Cell]) -> None:
    """Print a row without values; a P value in it compares all that stands below."""
    for cell in cells:
        place = place_of(reading, cell, row)
        if told := _head_within(place.folded.text, reading):
            reading.axes[cell.column] = replace(reading.axes[cell.column], meaning=told)
        print_cell(reading, place, ())
        reading.explained += len(find_numbers(place.folded.text))
