"""One table while it is read: what is known of it, and what it gives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.cells.drafts import Draft, print_template
from extractors.labels import Meaning
from extractors.records import Finding, Observation, PrintedCell, StudyDrug, StudyKey, UnexplainedNumber
from extractors.regimens import split_regimen
from extractors.values import find_numbers

if TYPE_CHECKING:
    from extractors.document import Cell, Document, Table
    from extractors.records import GlossaryEntry
    from extractors.statuses import StatusWords
    from extractors.tables.columns import Axis, Layout
    from extractors.tables.grids import Grid
    from extractors.text import Folded

_GRADE = re.compile(
    r"\b(?:grades?|gr\.?|G)\s*(?:≥|>=|⩾|>)?\s*[1-5](?:\s*(?:[-–/]|to|or|and)\s*[1-5])*", re.IGNORECASE
)


@dataclass(slots=True)
class Collected:
    """What was read so far."""

    observations: list[Observation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    printed_cells: list[PrintedCell] = field(default_factory=list)
    drugs: list[StudyDrug] = field(default_factory=list)
    studies: dict[str, StudyKey] = field(default_factory=dict)
    unexplained: list[UnexplainedNumber] = field(default_factory=list)
    explained: int = 0


@dataclass(slots=True)
class TableReading:
    """One table while it is read."""

    document: Document
    glossary: tuple[GlossaryEntry, ...]
    words: StatusWords
    table: Table
    grid: Grid
    layout: Layout
    own_study: str
    out: Collected
    axes: dict[int, Axis] = field(default_factory=dict)
    caption: Meaning = field(default_factory=lambda: Meaning("modifier"))
    counts_only: bool = False  # no percent sign in the whole table
    is_results: bool = False
    last_outcome: Meaning | None = None
    last_row: list[int] = field(default_factory=list)  # observations of the last row with values
    arms: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of a study whose cells say "A vs B"
    findings: list[Finding] = field(default_factory=list)
    numbers: list[UnexplainedNumber] = field(default_factory=list)
    explained: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a printed cell stands, and whose it is."""

    cell: Cell
    folded: Folded
    row_no: int
    column_no: int
    row_label: str
    column_label: str
    study_id: str
    arm: str = ""
    group: str = ""  # heading over the row


def observe(reading: TableReading, place: Place, drafts: tuple[Draft, ...]) -> None:
    """Add the observations of a cell, with findings on what had to be restored or stays undefined."""
    for position, draft in enumerate(drafts, 1):
        if draft.restored:
            _report_restored(reading, place, draft)
        if draft.rule == "undefined_abbreviation":
            _report_undefined(reading, place, draft)
        reading.out.observations.append(
            Observation(
                study_id=place.study_id,
                span=place.folded.span(draft.start, draft.end),
                quote=place.folded.text,
                origin="table",
                rule=draft.rule,
                table_label=reading.table.label,
                row_label=place.row_label,
                column_label=place.column_label,
                row_no=place.row_no,
                column_no=place.column_no,
                position=position,
                page=place.cell.page,
                box=place.cell.box,
                **{"arm": place.arm, **draft.fields},
            )
        )


def _report_restored(reading: TableReading, place: Place, draft: Draft) -> None:
    printed = place.folded.text[draft.start : draft.end]
    reading.out.findings.append(
        Finding(
            rule="unit_restored",
            severity="info",
            message=f"{reading.table.label}, {place.row_label!r}, {place.column_label}: "
            f"{place.folded.text!r} is printed without its percent sign; {printed} is taken as percent",
            study_id=place.study_id,
            observations=(len(reading.out.observations),),
            expected=f"{printed}%",
            observed=printed,
        )
    )


def _report_undefined(reading: TableReading, place: Place, draft: Draft) -> None:
    printed = place.folded.text[draft.start : draft.end]
    reading.out.findings.append(
        Finding(
            rule="undefined_abbreviation",
            severity="warning",
            message=f"{reading.table.label}, {place.row_label!r}, {place.column_label}: {printed!r} is not "
            "defined in the document: not reached in one text, not reported in another; the cell stays text",
            study_id=place.study_id,
            observations=(len(reading.out.observations),),
            observed=printed,
        )
    )


def read_drugs(reading: TableReading, place: Place) -> None:
    """Drugs of a regimen, each of a study once."""
    known = {drug.drug for drug in reading.out.drugs if drug.study_id == place.study_id}
    for drug in split_regimen(place.folded.text, reading.glossary):
        if drug.drug in known:
            continue
        known.add(drug.drug)
        reading.out.drugs.append(StudyDrug(place.study_id, len(known), drug.drug, drug.as_printed))
        if not drug.known:
            reading.out.findings.append(
                Finding(
                    rule="unknown_drug",
                    severity="info",
                    message=f"{reading.table.label}, {place.column_label}: {drug.as_printed!r} of the "
                    f"regimen {place.folded.text!r} is not in the vocabulary of drugs; it is kept as printed",
                    study_id=place.study_id,
                    observed=drug.as_printed,
                )
            )


def note_numbers(reading: TableReading, place: Place, drafts: tuple[Draft, ...]) -> None:
    """Count the numbers of a cell that its observations account for, and keep the others."""
    text = place.folded.text
    covered = [(slot.start, slot.end) for draft in drafts for slot in draft.slots]
    covered += [place for draft in drafts for place in draft.explained]
    covered += [match.span() for match in _GRADE.finditer(text)]
    for number in find_numbers(text):
        if any(start <= number.start and number.end <= end for start, end in covered):
            reading.explained += 1
            continue
        reading.numbers.append(
            UnexplainedNumber(
                study_id=place.study_id or None,
                span=place.folded.span(number.start, number.end),
                quote=text,
                context=f"{reading.table.label}, {place.row_label}",
            )
        )


def print_cell(reading: TableReading, place: Place, drafts: tuple[Draft, ...]) -> None:
    """Add the template of a cell."""
    reading.out.printed_cells.append(
        PrintedCell(
            table_label=reading.table.label,
            row_no=place.row_no,
            row_label=place.row_label,
            column_no=place.column_no,
            column_label=place.column_label,
            study_id=place.study_id or None,
            template=print_template(place.folded.text, drafts),
        )
    )


def print_labels(reading: TableReading, row: int) -> None:
    """The label cells of a row, as printed."""
    grid = reading.grid
    label = grid.label(row)
    for column in range(grid.label_columns):
        if not grid.owns(row, column):
            continue
        words = grid.folded_at(row, column).text
        reading.out.printed_cells.append(
            PrintedCell(
                table_label=reading.table.label,
                row_no=row - grid.header_rows + 1,
                row_label=label,
                column_no=column,
                column_label=" / ".join(grid.header(column)),
                study_id=None,
                template=print_template(words, ()),
            )
        )
