"""Values of outcomes: a rate, a time or a ratio, by the label and the printed unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.cells.numbers import interval_draft, rate_draft, ratio_draft, time_draft
from extractors.values import read_value

if TYPE_CHECKING:
    from extractors.cells.context import CellContext
    from extractors.cells.drafts import Draft
    from extractors.labels import Meaning
    from extractors.values import Value


def plain_outcome(text: str, meaning: Meaning, context: CellContext) -> Draft | None:
    """Return the outcome that the label names, from a cell with nothing but its value."""
    value = read_value(text)
    if value is None and meaning.interval == "ci":
        value = read_value(text, ("interval",))
    return outcome_draft(value, meaning, context) if value else None


def outcome_draft(value: Value, meaning: Meaning, context: CellContext) -> Draft | None:
    """Return an outcome's value as rate, time or ratio, by its label and its unit."""
    if meaning.interval == "ci" and value.value is None and value.low is not None and value.n is None:
        return interval_draft(value, meaning)
    if meaning.statistic in ("hazard_ratio", "odds_ratio"):
        return ratio_draft(value, meaning)
    timed = meaning.usual_unit == "months" or meaning.category == "follow_up"
    if timed and value.n is not None and value.unit is None and meaning.counted is None:
        return None  # "12 (8)" of a time is no count with its percentage
    is_rate = (
        value.unit == "percent"
        or meaning.counted is not None
        or meaning.timepoint_months is not None
        or value.n is not None
    )
    if timed and not is_rate:
        return time_draft(value, meaning)
    if value.unit not in (None, "percent") or (value.value is None and value.n is None):
        return None
    return rate_draft(value, meaning, context)
