"""What is known around a cell, and the columns of an observation that its label settles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractors.labels import Meaning
    from extractors.records import GlossaryEntry
    from extractors.statuses import StatusWords


@dataclass(frozen=True, slots=True)
class CellContext:
    """What is known around a cell."""

    words: StatusWords
    glossary: tuple[GlossaryEntry, ...] = ()
    percent_near: bool = False  # other cells of the row print their percent sign
    n_total: int | None = None  # patients of the column, from its header
    counts_near: bool = False  # other cells of the row print a count with its percentage
    counts_only: bool = False  # no percent sign stands anywhere in the table
    strict: bool = False  # a cell of a flattened table: only what cannot be two cells


def base_fields(meaning: Meaning) -> dict[str, Any]:
    """Return the columns of an observation that its label settles."""
    fields: dict[str, Any] = {"category": meaning.category, "endpoint": meaning.endpoint}
    if meaning.term:
        fields["term"] = meaning.term
    if meaning.grade_min is not None and meaning.endpoint == "AE":
        fields["grade_min"] = meaning.grade_min
    if meaning.timepoint_months is not None:
        fields["timepoint_months"] = meaning.timepoint_months
    return fields
