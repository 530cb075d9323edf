"""Rows of the report's two plots, in percent of their axis."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from warehouse.report.intervals import exact_intervals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Row = dict[str, Any]


def response_plots(rows: Sequence[Row], facts: Mapping[str, Row]) -> list[Row]:
    """Return one forest plot per place: a table of a source, or the text."""
    groups = groupby(_with_intervals(rows), key=itemgetter("place"))
    return [
        {"title": place, "rows": [{**row, "fact": facts[row["observation_id"]]} for row in group]}
        for place, group in groups
    ]


def _with_intervals(rows: Sequence[Row]) -> list[Row]:
    """Rows with the exact interval of those whose rate is a whole number of patients."""
    drawable = [row for row in rows if _is_drawable(row)]
    limits = exact_intervals([row["events"] for row in drawable], [row["patients"] for row in drawable])
    interval = {id(row): limit for row, limit in zip(drawable, limits, strict=True)}
    return [{**row, **_interval_words(row, interval.get(id(row)))} for row in rows]


def _is_drawable(row: Row) -> bool:
    return bool(row["patients"] and row["fits"]) and 0 <= row["events"] <= row["patients"]


def _interval_words(row: Row, limits: tuple[float, float] | None) -> Row:
    if limits is None:
        patients = f"?/{row['patients']}" if row["patients"] else "N not reported"
        return {"low": None, "high": None, "interval": "", "patients": patients, "total": row["patients"]}
    low, high = limits
    implied = "" if row["known"] else " N of the study" if row["counted"] else " implied"
    return {
        "low": low,
        "high": high,
        "interval": f" ({low:.0f}–{high:.0f})",
        "patients": f"{row['events']}/{row['patients']}{implied}",
        "total": row["patients"],
    }


def survival_rows(rows: Sequence[Row], facts: Mapping[str, Row]) -> tuple[list[Row], float]:
    """Return the rows of the survival plot and the end of its axis, in months."""
    names = ("months", "follow_up", "ci_high")
    end = max((row[name] for row in rows for name in names if row[name] is not None), default=0.0)
    axis = next((step for step in (6, 12, 24, 36, 60, 120, 240) if step >= end), end) or 1
    return [_survival_row(row, facts, axis) for row in rows], axis


def _survival_row(row: Row, facts: Mapping[str, Row], axis: float) -> Row:
    def share(months: float | None) -> float | None:
        return None if months is None else 100 * months / axis

    limits = [row["ci_low"], row["ci_high"]]
    printed = "–".join("NE" if limit is None else f"{limit:g}" for limit in limits)
    # An upper limit that is not estimable reaches the end of the axis.
    high = share(row["ci_high"]) if row["ci_high"] is not None else 100.0
    return {
        **row,
        "fact": facts[row["observation_id"]],
        "interval": "" if limits == [None, None] else f" ({printed})",
        "at": share(row["months"]),
        "follow_up_at": share(row["follow_up"]),
        "low_at": share(row["ci_low"]),
        "high_at": high,
    }
