"""Arms of a study: a column, several columns compared, or "A vs B" in one cell."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.cells import read_cell
from extractors.cells.drafts import Draft, Slot, shifted
from extractors.tables.columns import compared_arms, read_axis
from extractors.tables.reading import Place, observe
from extractors.tables.studies import study_id_of

if TYPE_CHECKING:
    from extractors.cells import CellContext
    from extractors.document import Cell
    from extractors.labels import Meaning
    from extractors.tables.columns import Axis
    from extractors.tables.reading import TableReading

_SIZE = re.compile(r"\b[nN]\s*=\s*(?P<n>\d[\d,]*)")
_VERSUS = re.compile(r"(?:\s+|(?<=[*%†‡)]))(?:vs?\.?|versus)\s+")


def arm_of(reading: TableReading, cell: Cell, axis: Axis) -> str:
    """Arm of a cell; one that spans two arms, or compares them, is of both: "A vs B"."""
    covered = range(cell.column, cell.column + cell.column_span)
    axes = [reading.axes[column] for column in covered if column in reading.axes]
    if len(axes) > 1:
        return compared_arms(axes)
    statistic = axis.meaning.statistic if axis.meaning else None
    if statistic in ("hazard_ratio", "odds_ratio") and not axis.arms:
        return both_arms(reading)
    return axis.arm


def both_arms(reading: TableReading) -> str:
    """Return the two arms of a table as a comparison, '' where it has not just two."""
    arms = {axis.arm: axis for axis in reading.axes.values() if axis.arms}
    return compared_arms(list(arms.values())) if len(arms) == 2 else ""  # noqa: PLR2004 - a comparison is of two


def find_arms(reading: TableReading) -> None:
    """Arms of studies whose cells set them side by side: "A vs B" in words names them."""
    grid = reading.grid
    for row in grid.rows:
        for cell in grid.value_cells(row):
            arms = tuple(arm.strip() for arm in _VERSUS.split(grid.fold(cell.span).text))
            if len(arms) < 2 or not all(arm[:1].isalpha() for arm in arms):  # noqa: PLR2004
                continue
            down = reading.layout.fields_in_columns
            axis = read_axis((grid.label(row),), (), fields=False) if down else reading.axes[cell.column]
            reading.arms.setdefault(study_id_of(reading, axis), arms)


def read_compared(
    reading: TableReading, place: Place, meaning: Meaning, context: CellContext
) -> tuple[Draft, ...] | None:
    """Read a cell that sets arms side by side ("14.2 vs 13.7"), where the study's regimen names them."""
    text = place.folded.text
    arms = reading.arms.get(place.study_id, ())
    bounds = [0, *(at for match in _VERSUS.finditer(text) for at in match.span()), len(text)]
    parts = list(zip(bounds[::2], bounds[1::2], strict=True))
    if len(parts) != len(arms) or len(arms) < 2:  # noqa: PLR2004 - a comparison is of two at least
        return None
    drafts: list[Draft] = []
    for (start, end), arm in zip(parts, arms, strict=True):
        read = read_cell(text[start:end].strip(), meaning, context)
        if not read:
            return None
        lead = start + len(text[start:end]) - len(text[start:end].lstrip())
        drafts.extend(shifted(draft, lead, {"arm": arm}) for draft in read)
    p_value = drafts[-1].fields.get("p_value")
    if p_value:  # "34.5 vs 40.8 (P = 0.15)" compares the two
        drafts = [replace(draft, fields=draft.fields | {"p_value": p_value}) for draft in drafts]
    return tuple(drafts)


def read_arm_size(reading: TableReading, column: int) -> None:
    """Patients of an arm that its header tells: "Arm A (n = 63)"."""
    axis = reading.axes[column]
    grid = reading.grid
    for row in range(grid.header_rows):
        cell = grid.cells.get((row, column))
        if axis.n is None or cell is None or not grid.owns(row, column):
            continue
        folded = grid.fold(cell.span)
        if not _SIZE.search(folded.text):
            continue
        draft = size_draft(folded.text)
        place = Place(cell, folded, 0, column, axis.label, axis.label, study_id_of(reading, axis), axis.arm)
        observe(reading, place, (draft,))
        reading.explained += 1


def size_draft(text: str) -> Draft:
    """Return the patients that a header with "n = 63" tells."""
    match = _SIZE.search(text)
    if match is None:
        raise ValueError(f"no number of patients in {text!r}")
    number = int(match["n"].replace(",", ""))
    fields = {
        "category": "baseline",
        "endpoint": "n_patients",
        "statistic": "count",
        "value": float(number),
        "n": number,
        "unit": "patients",
        "decimals": 0,
    }
    slot = Slot(*match.span("n"), "value", 0)
    return Draft(*match.span("n"), fields, (slot,), rule="table_header")


def same_arm(reading: TableReading, cell: Cell, head: Axis) -> bool:
    """Whether a header within a table names the arm of the column it stands in."""
    return head.arms[-1:] == reading.axes[cell.column].arms[-1:]
