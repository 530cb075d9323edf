"""Facts as observations, and every number of a results sentence accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors.records import Extraction, Observation, UnexplainedNumber

if TYPE_CHECKING:
    from extractors.prose.figures import Figures, Quantity
    from extractors.prose.scene import Fact
    from extractors.prose.sentences import Sentence
    from extractors.records import StudyKey

_PRINTED, _CONVERTED = 4, 2  # decimals of a value as printed, and of a time brought to months
_COUNTED = frozenset(("CIR", "NRM", "MORT", "deaths"))  # "10% (n = 5) died": patients, not the size


@dataclass(slots=True)
class Account:
    """The observations of a document's sentences, and the numbers that none of them explains."""

    observations: list[Observation] = field(default_factory=list)
    unexplained: list[UnexplainedNumber] = field(default_factory=list)
    numbers_explained: int = 0

    def add(self, sentence: Sentence, owner: StudyKey, figures: Figures, facts: list[Fact]) -> None:
        """Add those of one sentence."""
        explained = _explained(figures, facts)
        left = [number for number in figures.numbers if number.start not in explained]
        self.observations += [_observation(sentence, owner, fact) for fact in facts]
        self.unexplained += [
            UnexplainedNumber(
                owner.study_id,
                sentence.span(number.start, number.end),
                sentence.text,
                sentence.heading or "prose",
            )
            for number in left
        ]
        self.numbers_explained += len(figures.numbers) - len(left)


def explained_by(prose: Extraction, fields: Extraction) -> Extraction:
    """Return the prose without the unexplained numbers that an observation of a study field stands on."""
    spans = [observation.span for observation in fields.observations]
    left = tuple(
        number
        for number in prose.unexplained
        if not any(number.span.start < span.end and span.start < number.span.end for span in spans)
    )
    more = len(prose.unexplained) - len(left)
    return replace(prose, unexplained=left, numbers_explained=prose.numbers_explained + more)


def _explained(figures: Figures, facts: list[Fact]) -> set[int]:
    """Where numbers that start are used by a fact, or say themselves what they are."""
    explained: set[int] = set()
    for fact in facts:
        explained.update(fact.quantity.numbers)
    places = [place for fact in facts for place in (fact.time, fact.grade_from) if place]
    for place in (*places, *figures.away, *figures.p_values):
        explained.update(range(place.start, place.end))
    return explained


def _observation(sentence: Sentence, owner: StudyKey, fact: Fact) -> Observation:
    quantity, n, n_total = fact.quantity, fact.quantity.n, fact.quantity.n_total
    if n and fact.mention.category == "survival" and _is_size(fact):
        n, n_total = None, n
    return Observation(
        study_id=owner.study_id,
        category=fact.mention.category,  # type: ignore[arg-type]
        endpoint=fact.mention.code,
        statistic=fact.statistic,  # type: ignore[arg-type]
        span=sentence.span(quantity.start, quantity.end),
        quote=sentence.text,
        origin="prose",
        rule=f"prose: {fact.rule}",
        status="not_reached" if quantity.not_reached else "reported",
        term=fact.mention.term,
        timepoint_months=fact.months,
        arm=fact.arm,
        value=_value(quantity),
        decimals=quantity.decimals,
        low=quantity.low,
        high=quantity.high,
        unit="percent" if quantity.unit == "count" else quantity.unit,  # type: ignore[arg-type]
        comparator=quantity.comparator,  # type: ignore[arg-type]
        ci_low=quantity.ci_low,
        ci_high=quantity.ci_high,
        ci_level=quantity.ci_level,
        n=n,
        n_total=n_total,
        p_value=quantity.p_value,
        grade_min=fact.grade,
        page=sentence.page,
    )


def _value(quantity: Quantity) -> float | None:
    """The value in its unit; a count of patients has none."""
    if quantity.value is None or (quantity.unit == "count" and quantity.n):
        return None
    if quantity.unit == "months" and quantity.factor != 1.0:
        return round(quantity.value * quantity.factor, _CONVERTED)
    return round(quantity.value, _PRINTED)


def _is_size(fact: Fact) -> bool:
    """Whether the number behind a survival estimate is the size of its group: "38.6%, n = 88"."""
    quantity = fact.quantity
    printed_behind = quantity.n_total is None and quantity.begin == quantity.start
    return printed_behind and quantity.unit == "percent" and fact.mention.code not in _COUNTED
