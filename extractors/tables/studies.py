"""The studies that the headers and row labels of tables name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.records import StudyKey
from extractors.tables.columns import Axis, Layout, read_axis

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.tables.grids import Grid
    from extractors.tables.reading import Collected, TableReading


def collect_studies(document: Document, grid: Grid, layout: Layout, out: Collected) -> None:
    """Add the studies that a table's columns or rows are."""
    if layout.fields_in_columns:
        axes = [read_axis((grid.label(row),), (), fields=False) for row in grid.rows if grid.label(row)]
    else:
        axes = [
            read_axis(grid.header(column), (), fields=False)
            for column in range(grid.label_columns, grid.columns)
        ]
    for axis in axes:
        key = _study_key(document.source_id, axis, out)
        if key:
            out.studies.setdefault(key.study_id, key)


def _study_key(source_id: str, axis: Axis, out: Collected) -> StudyKey | None:
    study = axis.study
    if study is None:
        return None
    known = next((key for key in out.studies.values() if key.label == study.label), None)
    if known:
        return known
    number = study.ref_no if study.ref_no is not None else _free_number(source_id, out)
    return StudyKey(f"{source_id}/{number}", study.ref_no, study.first_author, study.label)


def _free_number(source_id: str, out: Collected) -> int:
    """Number of a study without a reference: its place among the studies of the source."""
    number = len(out.studies) + 1
    while f"{source_id}/{number}" in out.studies:
        number += 1
    return number


def own_study_id(document: Document, out: Collected) -> str:
    """Study of a table that names none: the document's own."""
    first = f"{document.source_id}/1"
    return f"{document.source_id}/0" if first in out.studies else first


def study_id_of(reading: TableReading, axis: Axis) -> str:
    """Return the study of a column or row: the one it names, else the document's own."""
    key = _study_key(reading.document.source_id, axis, reading.out)
    return key.study_id if key else reading.own_study
