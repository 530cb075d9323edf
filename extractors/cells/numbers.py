"""Cells that hold numbers: counts, shares of patients, quantities with their range, ratios."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.cells.bounds import bounds_of, converted, counts_of, normal_unit, number_slots
from extractors.cells.context import CellContext, base_fields
from extractors.cells.drafts import Draft, number_slot
from extractors.values import read_value

if TYPE_CHECKING:
    from extractors.labels import Meaning
    from extractors.values import Shape, Value

_WHOLE_NUMBER = re.compile(r"(?:n\s*=\s*)?(?P<n>\d{1,3}(?:,\d{3})+|\d+)", re.IGNORECASE)
_SHARE_SHAPES: tuple[Shape, ...] = (
    "fraction_percent",
    "percent_count",
    "count_percent",
    "fraction",
    "amount",
)
_QUANTITY_SHAPES: tuple[Shape, ...] = ("amount", "range")


def read_count(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    """Read a number of patients: "33", "n = 33", "33 (100)"."""
    whole = _WHOLE_NUMBER.fullmatch(text.strip())
    if whole:
        value = read_value(whole["n"], ("amount",))
        if value is None or value.value is None:
            return None
        offset = text.index(whole["n"])
        number = value.value._replace(start=offset, end=offset + len(whole["n"]))
        count = int(number.value)
        fields = base_fields(meaning) | {
            "statistic": "count",
            "value": float(count),
            "n": count,
            "unit": "patients",
            "decimals": 0,
        }
        return (Draft(number.start, number.end, fields, (number_slot(number, "value"),)),)
    shared = read_value(text, ("count_percent",))
    if shared is None or shared.n is None or context.strict:
        return None
    fields = base_fields(meaning) | {
        "statistic": "count",
        "value": shared.n.value,
        "n": int(shared.n.value),
        "unit": "patients",
        "decimals": 0,
    }
    return (Draft(shared.n.start, shared.n.end, fields, (number_slot(shared.n, "value"),)),)


def read_share(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    """Read a share of the patients: "13 (39.4%)", "13/33", "39.4%"."""
    value = read_value(text, _SHARE_SHAPES)
    draft = rate_draft(value, meaning, context) if value else None
    return (draft,) if draft else None


def read_quantity(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    """Read a median or mean with its range, or a range alone: "65 (26–72)", "26–72"."""
    if meaning.counted == "count":
        return None  # in a column of counts stands how many patients it is known of
    value = read_value(text, _QUANTITY_SHAPES)
    if value is None and meaning.statistic == "mean":
        value = read_value(text, ("mean_deviation",))
    if value is None or value.unit == "percent" or (context.strict and value.n):
        return None
    return (time_draft(value, meaning),)


def rate_draft(value: Value, meaning: Meaning, context: CellContext) -> Draft | None:
    """Return a share of patients; None where nothing tells whether a number is a count or a percentage."""
    if value.unit not in (None, "percent"):
        return None
    restored = False
    if value.value is not None and value.unit is None:
        told = _told_percent(value, meaning, context)
        if told is None:
            return None
        if told == "count":
            return _count_draft(value, meaning)
        restored = told == "restored"
    fields = base_fields(meaning) | {"statistic": _rate_statistic(meaning), "comparator": value.comparator}
    if value.value is not None:
        fields |= {"value": value.value.value, "decimals": value.value.decimals, "unit": "percent"}
    elif value.n is not None:
        fields |= {"statistic": "count", "value": value.n.value, "decimals": 0, "unit": "patients"}
    bounded = replace(meaning, interval=meaning.interval or "ci")
    fields |= counts_of(value) | bounds_of(value, bounded)
    if value.p_value:
        fields["p_value"] = value.p_value
    return Draft(value.start, value.end, fields, tuple(number_slots(value, bounded)), restored=restored)


def _told_percent(value: Value, meaning: Meaning, context: CellContext) -> str | None:
    """Say whether a number without a percent sign is a percentage, one that lost its sign, or a count."""
    number = value.value
    if number is None:
        return None
    if value.n is not None or meaning.counted == "percent" or meaning.unit == "percent":
        return "percent" if number.value <= 100 else None  # noqa: PLR2004 - per cent
    if meaning.counted in ("count", "count_percent", "fraction"):
        return "count" if number.decimals == 0 else "percent"
    if context.counts_near and number.decimals == 0:
        return "count"
    if context.percent_near:
        return "restored" if number.value <= 100 else None  # noqa: PLR2004
    within = context.n_total is not None and number.value <= context.n_total
    return "count" if context.counts_only and within else None


def _count_draft(value: Value, meaning: Meaning) -> Draft | None:
    if value.value is None:
        return None
    count = int(value.value.value)
    fields = base_fields(meaning) | {
        "statistic": "count",
        "value": float(count),
        "n": count,
        "unit": "patients",
        "decimals": 0,
    }
    return Draft(value.start, value.end, fields, (number_slot(value.value, "value"),))


def _rate_statistic(meaning: Meaning) -> str:
    return meaning.statistic if meaning.statistic in ("mean", "cumulative_incidence") else "rate"


def time_draft(value: Value, meaning: Meaning) -> Draft:
    """Return a time or other quantity with its range or confidence interval, in the contract's unit."""
    unit = value.unit or meaning.unit
    target = normal_unit(meaning)
    fields = base_fields(meaning) | {
        "statistic": _time_statistic(value, meaning),
        "comparator": value.comparator,
    }
    fields["unit"] = target
    if value.value is not None:
        fields |= {"value": converted(value.value.value, unit, target), "decimals": value.value.decimals}
    fields |= bounds_of(value, meaning, unit, target)
    if value.p_value:
        fields["p_value"] = value.p_value
    return Draft(value.start, value.end, fields, tuple(number_slots(value, meaning, unit, target)))


def _time_statistic(value: Value, meaning: Meaning) -> str:
    if value.value is None:
        return "range"
    if meaning.statistic in ("mean", "median"):
        return meaning.statistic
    return "mean" if value.spread else "median"


def ratio_draft(value: Value, meaning: Meaning) -> Draft | None:
    """Return a hazard or odds ratio with its interval and P value."""
    if value.value is None or value.unit:
        return None
    ci = replace(meaning, interval="ci")
    fields = base_fields(meaning) | {
        "statistic": meaning.statistic,
        "value": value.value.value,
        "decimals": value.value.decimals,
        "unit": "ratio",
        "comparator": value.comparator,
    }
    fields |= bounds_of(value, ci)
    if value.p_value:
        fields["p_value"] = value.p_value
    return Draft(value.start, value.end, fields, tuple(number_slots(value, ci)))


def interval_draft(value: Value, meaning: Meaning) -> Draft:
    """Return the confidence interval of a value that stands in another cell."""
    unit, target = value.unit or meaning.unit, normal_unit(meaning)
    fields = base_fields(meaning) | bounds_of(value, meaning, unit, target)
    return Draft(value.start, value.end, fields, tuple(number_slots(value, meaning, unit, target)))
