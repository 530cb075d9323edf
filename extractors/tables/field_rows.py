"""Tables whose rows are fields: each row's label, and the headings over it, say what its cells hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.cells import read_p_value
from extractors.labels import Meaning, read_label, read_modifiers
from extractors.tables.captions import names_events
from extractors.tables.columns import cell_meaning, read_axis
from extractors.tables.joins import covers, is_p_value, put_p_value
from extractors.tables.places import keep_whole_row, place_of, read_place, report_unread, sized
from extractors.tables.reading import print_cell, print_labels
from extractors.values import find_numbers

if TYPE_CHECKING:
    from extractors.document import Cell
    from extractors.tables.reading import TableReading

_SIZE_CELL = re.compile(r"\(?[nN]\s*=\s*(?P<n>\d{1,3}(?:,\d{3})+|\d+)\)?")
_PERCENT = re.compile(r"\d\s*%")
_COUNTED = re.compile(r"\d+\s*\(\s*[<≤]?\d+(?:[.·]\d+)?\s*%?\s*\)")  # "13 (39.4)"


@dataclass(slots=True)
class _Group:
    """The heading over rows, and what it says of them."""

    label: str = ""
    meaning: Meaning | None = None
    subgroup: str = ""


def read_fields_down(reading: TableReading) -> None:
    """Read a table whose rows are fields."""
    grid = reading.grid
    group = _Group()
    for row in grid.rows:
        label = grid.label(row)
        print_labels(reading, row)
        cells = grid.value_cells(row)
        printed = [cell for cell in cells if grid.fold(cell.span).text]
        if not printed:
            if label:
                group = _Group(label, _group_meaning(label, reading))
                if group.meaning and group.meaning.kind != "modifier":
                    reading.last_outcome = None
            _print_empty(reading, row, cells)
            continue
        if label and all(_SIZE_CELL.fullmatch(grid.fold(cell.span).text) for cell in printed):
            group.subgroup = "" if _is_whole(label) else label
        meaning = _row_meaning(label, group, reading)
        _read_row(reading, row, meaning, group)


def _is_whole(label: str) -> bool:
    return not read_axis((label,), (), fields=False).arm


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
    events = group.meaning if group.meaning and group.meaning.endpoint == "AE" else reading.caption
    if label and events.kind == "outcomes" and events.endpoint == "AE" and not group.subgroup:
        return replace(events, kind="outcome", term=_event_words(label))
    return None


def _modified(own: Meaning, group: _Group, reading: TableReading) -> Meaning:
    """What a row that only says how its values are given ("95% CI", "Median (range)") gives values of."""
    ratio = own.statistic in ("hazard_ratio", "odds_ratio")
    if reading.last_outcome and (ratio or (own.interval == "ci" and own.statistic is None)):
        return own.under(replace(reading.last_outcome, statistic=None, interval=None, counted=None))
    if group.meaning and group.meaning.kind != "modifier":
        return own.under(group.meaning)
    return own.under(reading.caption) if reading.caption.kind == "outcomes" else own


def _event_words(label: str) -> str:
    bare = read_label(label)
    return bare.term if bare and bare.term else re.sub(r"[*†‡§]+|,?\s*n\s*\(%\)$", "", label).strip().lower()


def _read_row(reading: TableReading, row: int, meaning: Meaning | None, group: _Group) -> None:
    grid = reading.grid
    label, cells = grid.label(row), grid.value_cells(row)
    percent = any(_PERCENT.search(grid.fold(cell.span).text) for cell in cells)
    counts = any(_COUNTED.match(grid.fold(cell.span).text) for cell in cells)
    first = len(reading.out.observations)
    p_values: list[str] = []
    unread = 0
    for cell in cells:
        axis = reading.axes[cell.column]
        place = place_of(reading, cell, row, group.label, group.subgroup)
        if cell.column_span > 1 and len(cells) == 1 and cell.column_span == grid.columns - grid.label_columns:
            keep_whole_row(reading, place, meaning)
            continue
        if is_p_value(meaning, axis) and (p_value := read_p_value(place.folded.text)):
            print_cell(reading, place, ())
            reading.explained += len(find_numbers(place.folded.text))
            if meaning is not None and meaning.kind == "p_value":
                put_p_value(reading, [i for i in reading.last_row if covers(reading, cell, i)], p_value)
            else:
                p_values.append(p_value)
            continue
        combined = sized(place, cell_meaning(meaning, axis.meaning))
        unread += not read_place(reading, place, combined, percent=percent, counts=counts)
    if len(p_values) == 1:
        put_p_value(reading, range(first, len(reading.out.observations)), p_values[0])
    if unread:
        report_unread(reading, label, meaning, unread=unread, cells=len(cells))
    if meaning and meaning.kind == "outcome":
        reading.last_outcome = meaning
    if len(reading.out.observations) > first:
        reading.last_row = list(range(first, len(reading.out.observations)))


def _print_empty(reading: TableReading, row: int, cells: list[Cell]) -> None:
    for cell in cells:
        print_cell(reading, place_of(reading, cell, row), ())
