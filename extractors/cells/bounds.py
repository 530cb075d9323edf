"""The numbers of a value as columns: which interval is one of confidence, and which unit they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractors.cells.drafts import Slot, number_slot
from extractors.values import MONTHS_PER_YEAR, months

if TYPE_CHECKING:
    from extractors.labels import Meaning
    from extractors.values import PrintedUnit, Value


def normal_unit(meaning: Meaning) -> str | None:
    """Return the unit in which the contract keeps a quantity."""
    return meaning.usual_unit if meaning.usual_unit in ("months", "years", "lines", "patients") else "months"


def converted(number: float, unit: PrintedUnit | None, target: str | None) -> float:
    """Return a printed number in the contract's unit."""
    if target == "months" and unit in ("days", "weeks", "years"):
        return months(number, unit)
    if target == "years" and unit in ("days", "weeks", "months"):
        return months(number, unit) / MONTHS_PER_YEAR
    return number


def counts_of(value: Value) -> dict[str, Any]:
    """Return the columns of a value's printed counts."""
    counts: dict[str, Any] = {}
    if value.n is not None:
        counts["n"] = int(value.n.value)
    if value.n_total is not None:
        counts["n_total"] = int(value.n_total.value)
    return counts


def is_confidence(value: Value, meaning: Meaning) -> bool:
    """Whether an interval is one of confidence: by its own words, else its label, else what it is of."""
    if value.interval:
        return value.interval == "ci"
    if meaning.interval:
        return meaning.interval == "ci"
    # An upper bound that is not reached exists only for an estimate.
    return value.open_high or (
        meaning.category == "survival" and meaning.kind == "outcome" and value.value is not None
    )


def bounds_of(
    value: Value, meaning: Meaning, unit: PrintedUnit | None = None, target: str | None = None
) -> dict[str, Any]:
    """Return the columns of a value's interval, in the contract's unit."""
    low, high = value.ci_low or value.low, value.ci_high or value.high
    if low is None and high is None:
        return {}
    names = ("ci_low", "ci_high") if is_confidence(value, meaning) else ("low", "high")
    bounds: dict[str, Any] = {
        name: converted(number.value, unit, target)
        for name, number in zip(names, (low, high), strict=True)
        if number is not None
    }
    if value.ci_level is not None:
        bounds["ci_level"] = value.ci_level.value
    return bounds


def number_slots(
    value: Value, meaning: Meaning, unit: PrintedUnit | None = None, target: str | None = None
) -> list[Slot]:
    """Return the slots of every number that becomes a column."""
    confidence = is_confidence(value, meaning)
    renamed = {"low": "ci_low", "high": "ci_high"} if confidence else {"ci_low": "low", "ci_high": "high"}
    timed = unit if target == "months" else None
    slots = []
    for name, number in value.numbers:
        if name == "spread":
            continue
        scale = None if name in ("n", "n_total", "ci_level") else timed
        slots.append(number_slot(number, renamed.get(name, name), scale))
    if value.p_span:
        slots.append(Slot(*value.p_span, "p_value"))
    return slots
