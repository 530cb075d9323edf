"""Cells that hold no value: what was not available, not reached, or said to have been none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.cells.bounds import bounds_of, normal_unit, number_slots
from extractors.cells.context import base_fields
from extractors.cells.drafts import Draft

if TYPE_CHECKING:
    from extractors.labels import Meaning
    from extractors.values import Value

_PLAIN_STATISTICS = {
    "count": "count",
    "share": "rate",
    "exposure": "rate",
    "period": "range",
    "registry": "text",
    "study_type": "text",
    "regimen": "text",
    "text": "text",
}


def status_drafts(status: Value, meaning: Meaning) -> tuple[Draft, ...] | None:
    """Return what a cell without a value says; None where its label does not admit it."""
    if meaning.kind in ("study", "p_value", "modifier"):
        return ()
    if status.unresolved:
        return (unresolved_draft(status, meaning),)
    fields = base_fields(meaning) | {"statistic": missing_statistic(meaning), "status": status.status}
    if (
        status.status == "none_reported"
        and meaning.endpoint != "AE"
        and meaning.category in ("survival", "baseline")
    ):
        return None
    if status.status == "not_reached" and fields["statistic"] != "median":
        return None
    if fields["statistic"] in ("median", "rate"):
        fields["unit"] = "percent" if fields["statistic"] == "rate" else normal_unit(meaning)
    fields |= bounds_of(status, meaning)
    slots = tuple(number_slots(status, meaning))
    return (Draft(status.start, status.end, fields, slots, rule="cell_status"),)


def unresolved_draft(status: Value, meaning: Meaning) -> Draft:
    """Return what a cell holds whose abbreviation may be "not reached" or "not reported": its words."""
    fields = base_fields(meaning) | {"statistic": "text", "text_value": status.unresolved}
    return Draft(status.start, status.end, fields, rule="undefined_abbreviation")


def missing_statistic(meaning: Meaning) -> str:
    """Return the statistic that a missing value would have been."""
    if meaning.kind in _PLAIN_STATISTICS:
        return _PLAIN_STATISTICS[meaning.kind]
    if (meaning.statistic and meaning.statistic not in ("median", "mean")) or meaning.statistic:
        return meaning.statistic
    if meaning.kind == "quantity":
        return "range" if meaning.interval == "range" and meaning.endpoint == "age" else "median"
    if meaning.usual_unit in ("months", "years", "lines") and meaning.timepoint_months is None:
        return "median" if meaning.counted is None else "rate"
    return "rate"
