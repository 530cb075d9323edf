"""What an extraction says, in the terms of annotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flows.evaluation.gold import Fact
from flows.evaluation.matching import compatible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.records import Extraction, Observation

_CATEGORIES = frozenset(("response", "survival", "safety"))
_STATISTICS = frozenset(
    ("rate", "median", "mean", "cumulative_incidence", "count", "hazard_ratio", "odds_ratio")
)


def facts_of(extraction: Extraction) -> list[Fact]:
    """Return the distinct result facts of an extraction; study fields are no facts."""
    return distinct(
        _fact(observation)
        for observation in extraction.observations
        if observation.category in _CATEGORIES
        and observation.statistic in _STATISTICS
        and observation.status != "not_available"
    )


def _fact(observation: Observation) -> Fact:
    none = observation.status == "none_reported" and observation.value is None
    return Fact(
        endpoint=observation.endpoint,
        statistic="rate" if observation.statistic == "count" else observation.statistic,
        value=0.0 if none else observation.value,
        timepoint_months=observation.timepoint_months,
        term=observation.term,
        unit=observation.unit,
        comparator=observation.comparator,
        ci_low=observation.ci_low,
        ci_high=observation.ci_high,
        n=observation.n,
        n_total=observation.n_total,
        p_value=observation.p_value,
        arm=observation.arm,
        grade_min=observation.grade_min,
        quote=observation.quote,
    )


def distinct(facts: Iterable[Fact]) -> list[Fact]:
    """Return facts without repeats: a result told again, with its arm or without, is the same fact."""
    kept: list[Fact] = []
    for fact in facts:
        twin = next((index for index, other in enumerate(kept) if _repeats(fact, other)), None)
        if twin is None:
            kept.append(fact)
        elif fact.arm and not kept[twin].arm:
            kept[twin] = fact
    return kept


def _repeats(one: Fact, other: Fact) -> bool:
    arms = not one.arm or not other.arm or one.arm.casefold() == other.arm.casefold()
    return arms and one.grade_min == other.grade_min and compatible(one, other)


def study_of(observations: Sequence[Observation]) -> dict[str, Any]:
    """Return the study fields of a document's own study, a table's before the prose's."""
    ranked = sorted(observations, key=lambda observation: observation.origin != "table")

    def first(endpoint: str, field: str) -> Any:  # noqa: ANN401
        values = (
            getattr(observation, field)
            for observation in ranked
            if observation.endpoint == endpoint and not observation.arm
        )
        return next((value for value in values if value is not None), None)

    registry_ids = (each.text_value for each in ranked if each.endpoint == "registry_id" and each.text_value)
    return {
        "n_patients": first("n_patients", "value"),
        "n_male": first("male", "n"),
        "pct_male": first("male", "value"),
        "age_median": first("age", "value"),
        "age_min": first("age", "low"),
        "age_max": first("age", "high"),
        "prior_lines_median": first("prior_lines", "value"),
        "registry_id": list(dict.fromkeys(registry_ids)),
        "phase": first("phase", "text_value"),
        "design": _design(first("design", "text_value"), first("allocation", "text_value")),
        "period_start": first("study_period", "low"),
        "period_end": first("study_period", "high"),
        "follow_up_median_months": first("follow_up", "value"),
    }


def _design(design: str | None, allocation: str | None) -> str | None:
    """Annotations call a trial by its allocation, anything else by its design."""
    return allocation or ("single-arm" if design == "interventional" else design)
