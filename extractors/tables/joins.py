"""Confidence intervals and P values in cells of their own, put on the values they belong to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.cells.drafts import Draft
    from extractors.document import Cell
    from extractors.labels import Meaning
    from extractors.tables.columns import Axis
    from extractors.tables.reading import Place, TableReading


def is_p_value(row: Meaning | None, axis: Axis) -> bool:
    """Whether a cell holds a P value, by its row or its column."""
    return (row is not None and row.kind == "p_value") or (
        axis.meaning is not None and axis.meaning.kind == "p_value"
    )


def put_p_value(reading: TableReading, indexes: Iterable[int], p_value: str) -> None:
    """Put a P value on the values that it compares."""
    observations = reading.out.observations
    for index in indexes:
        observation = observations[index]
        if observation.value is not None and observation.p_value is None and observation.statistic != "count":
            observations[index] = replace(observation, p_value=p_value)


def covers(reading: TableReading, cell: Cell, index: int) -> bool:
    """Whether a cell stands under that of an observation."""
    column = reading.out.observations[index].column_no
    return column is not None and cell.column <= column < cell.column + cell.column_span


def is_interval_only(label: Meaning | None) -> bool:
    """Whether a label announces confidence intervals and nothing else: "95% CI"."""
    return (
        label is not None
        and label.kind == "modifier"
        and label.interval == "ci"
        and label.statistic is None
        and label.counted is None
    )


def is_interval(drafts: tuple[Draft, ...]) -> bool:
    """Whether a cell gives nothing but a confidence interval, of a value that stands elsewhere."""
    return (
        len(drafts) == 1
        and "value" not in drafts[0].fields
        and ("ci_low" in drafts[0].fields or "ci_high" in drafts[0].fields)
        and drafts[0].fields.get("status", "reported") == "reported"
    )


def put_interval(reading: TableReading, place: Place, draft: Draft) -> bool:
    """Put a confidence interval on its value: the last of the same arm before it, or of the row above."""
    observations = reading.out.observations
    above = [index for index in reading.last_row if observations[index].column_no == place.column_no]
    beside = [
        index
        for index in range(len(observations) - 1, max(-1, len(observations) - 4), -1)
        if observations[index].row_no == place.row_no and observations[index].arm == place.arm
    ]
    for index in (*beside, *above):
        value = observations[index]
        same = value.endpoint == draft.fields["endpoint"] and value.table_label == reading.table.label
        if same and value.value is not None and value.ci_low is None and value.ci_high is None:
            told = draft.fields
            observations[index] = replace(
                value, ci_low=told.get("ci_low"), ci_high=told.get("ci_high"), ci_level=told.get("ci_level")
            )
            return True
    return False
