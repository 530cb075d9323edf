"""One cell of a table, read by what its row and its column say, or kept as text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.cells import CellContext, read_cell
from extractors.cells.drafts import Draft, text_slot
from extractors.labels import Meaning
from extractors.records import Finding
from extractors.statuses import read_status
from extractors.tables.arms import arm_of, read_compared
from extractors.tables.joins import is_interval, put_interval
from extractors.tables.reading import Place, note_numbers, observe, print_cell, read_drugs
from extractors.tables.studies import study_id_of

if TYPE_CHECKING:
    from extractors.document import Cell
    from extractors.tables.reading import TableReading

_SIZE_CELL = re.compile(r"\(?[nN]\s*=\s*(?P<n>\d{1,3}(?:,\d{3})+|\d+)\)?")
_DASHES = re.compile(r"[-–—−]+")
_RESULT_CATEGORIES = frozenset(("response", "survival", "safety", "follow_up"))


def place_of(reading: TableReading, cell: Cell, row: int, group: str = "", subgroup: str = "") -> Place:
    """Return where a cell of a row stands, and whose it is by its column.

    Args:
        reading: the table.
        cell: the cell.
        row: the grid's row, which a cell that spans several does not tell.
        group: the heading over the row.
        subgroup: the patients that the rows above say they are of.
    """
    grid, axis = reading.grid, reading.axes[cell.column]
    return Place(
        cell=cell,
        folded=grid.fold(cell.span),
        row_no=row - grid.header_rows + 1,
        column_no=cell.column,
        row_label=grid.label(row),
        column_label=axis.label,
        study_id=study_id_of(reading, axis),
        arm="; ".join(part for part in (arm_of(reading, cell, axis), subgroup) if part),
        group=group,
    )


def read_place(
    reading: TableReading, place: Place, meaning: Meaning | None, *, percent: bool, counts: bool
) -> bool:
    """Read one cell; False where it stays text."""
    text = place.folded.text
    if not text:
        print_cell(reading, place, ())
        return True
    drafts = _drafts(reading, place, meaning, percent=percent, counts=counts)
    if drafts is not None and is_interval(drafts):
        if put_interval(reading, place, drafts[0]):
            print_cell(reading, place, ())
            note_numbers(reading, place, drafts)
            return True
        drafts = None
    if drafts is None:
        _keep_text(reading, place)
        return False
    observe(reading, place, drafts)
    print_cell(reading, place, drafts)
    note_numbers(reading, place, drafts)
    if meaning and meaning.kind == "regimen" and drafts and drafts[0].fields.get("text_value"):
        read_drugs(reading, place)
    reading.is_results |= any(draft.fields["category"] in _RESULT_CATEGORIES for draft in drafts)
    reading.is_results |= reading.layout.has_studies and bool(drafts)
    return True


def read_interval(reading: TableReading, place: Place, meaning: Meaning | None) -> bool:
    """Read a cell under or beside "95% CI", for the value it is of; False where it stays text."""
    ended = not place.folded.text or read_status(place.folded.text, reading.words) is not None
    if ended or _DASHES.fullmatch(place.folded.text):  # no value, no interval: nothing is missing
        print_cell(reading, place, ())
        return True
    drafts = _drafts(reading, place, meaning, percent=False, counts=False)
    if drafts is not None and is_interval(drafts) and put_interval(reading, place, drafts[0]):
        print_cell(reading, place, ())
        note_numbers(reading, place, drafts)
        return True
    _keep_text(reading, place)
    return False


def _keep_text(reading: TableReading, place: Place) -> None:
    """Keep a cell nobody can read as its words."""
    drafts = (_text_draft(reading, place),)
    observe(reading, place, drafts)
    print_cell(reading, place, drafts)
    note_numbers(reading, place, ())


def _drafts(
    reading: TableReading, place: Place, meaning: Meaning | None, *, percent: bool, counts: bool
) -> tuple[Draft, ...] | None:
    if meaning is None or meaning.kind == "modifier":
        return None
    axis = reading.axes[place.cell.column]
    context = CellContext(
        reading.words,
        reading.glossary,
        percent_near=percent,
        n_total=axis.n[0] if axis.n else None,
        counts_only=reading.counts_only,
        counts_near=counts,
    )
    drafts = read_cell(place.folded.text, meaning, context)
    return drafts if drafts is not None else read_compared(reading, place, meaning, context)


def sized(place: Place, meaning: Meaning | None) -> Meaning | None:
    """The meaning of a cell; one that says "n = 361" tells the patients of its arm, whatever its row."""
    if _SIZE_CELL.fullmatch(place.folded.text):
        return Meaning("count", "n_patients", usual_unit="patients")
    return meaning


def _text_draft(reading: TableReading, place: Place) -> Draft:
    """A cell nobody can read, kept as its words under its own label."""
    text = place.folded.text
    label = place.column_label if reading.layout.fields_in_columns else place.row_label
    if place.group and not reading.layout.fields_in_columns:
        label = f"{place.group}: {label}"
    fields = {"category": "baseline", "endpoint": "other", "term": label.lower() or None, "statistic": "text"}
    status = read_status(text, reading.words)
    if status and status.status == "not_available" and not status.unresolved:
        return Draft(0, len(text), fields | {"status": status.status}, rule="text_cell")
    return Draft(0, len(text), fields | {"text_value": text}, (text_slot(0, len(text)),), rule="text_cell")


def keep_whole_row(reading: TableReading, place: Place, meaning: Meaning | None) -> None:
    """A row in one piece over all columns: a heading, or a row that could not be split."""
    print_cell(reading, replace(place, study_id="", column_label=""), ())
    if meaning is not None:
        note_numbers(reading, place, ())


def report_unread(
    reading: TableReading, label: str, meaning: Meaning | None, *, unread: list[int], cells: int
) -> None:
    """Add the finding on a label that cells could not be read by: the observations that keep their words."""
    unknown = meaning is None or meaning.kind == "modifier"
    rule = "unknown_label" if unknown else "unparsed_cell"
    what = (
        "is not in the vocabulary" if unknown or meaning is None else f"is {meaning.endpoint or meaning.kind}"
    )
    reading.findings.append(
        Finding(
            rule=rule,
            severity="info",
            message=f"{reading.table.label}: the label {label!r} {what}; "
            f"{len(unread)} of {cells} cells stay text",
            observations=tuple(unread),
            observed=label,
        )
    )
