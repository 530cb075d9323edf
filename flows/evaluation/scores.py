"""Precision, recall and F1, and how often the fields of a matched fact are right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.evaluation.matching import TIME_TOLERANCE, VALUE_TOLERANCE
from flows.evaluation.names import same_arm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flows.evaluation.gold import Fact

STUDY_FIELDS = (
    *("n_patients", "n_male", "pct_male", "age_median", "age_min", "age_max", "prior_lines_median"),
    *("registry_id", "phase", "design", "period_start", "period_end", "follow_up_median_months"),
)


@dataclass(frozen=True, slots=True)
class Score:
    """Counts behind precision and recall.

    `extracted` and `right` leave out documents that are not annotated exhaustively.
    """

    annotated: int = 0
    found: int = 0
    extracted: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        """Pool the counts of two scores."""
        return Score(
            self.annotated + other.annotated,
            self.found + other.found,
            self.extracted + other.extracted,
            self.right + other.right,
        )

    @property
    def precision(self) -> float | None:
        """Share of the extracted that is right; None when nothing was extracted."""
        return self.right / self.extracted if self.extracted else None

    @property
    def recall(self) -> float | None:
        """Share of the annotated that was found; None when nothing is annotated."""
        return self.found / self.annotated if self.annotated else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None when precision was not measured."""
        if self.precision is None or self.recall is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(annotated: int, found: int, extracted: int, *, exhaustive: bool) -> Score:
    """Return the score of one document, without its precision where that cannot be known."""
    return Score(annotated, found, extracted, found) if exhaustive else Score(annotated, found)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        """Pool two shares."""
        return Share(self.right + other.right, self.total + other.total)


def _same_number(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else abs(one - other) <= VALUE_TOLERANCE


def _same_p_value(one: str | None, other: str | None) -> bool:
    return _plain_p_value(one) == _plain_p_value(other)


def _plain_p_value(printed: str | None) -> str | None:
    if printed is None:
        return None
    plain = re.sub(r"^p|[\s=]", "", printed.casefold().replace("·", "."))
    return re.sub(r"^([<>]?)0(?=\.)", r"\1", plain.replace("≤", "<").replace("≥", ">"))


_FIELD_CHECKS: dict[str, tuple[Callable[[Fact], Any], Callable[[Any, Any], bool]]] = {
    "arm": (lambda fact: fact.arm or None, lambda one, other: same_arm(one or "", other or "")),
    "ci": (
        lambda fact: None if fact.ci_low is fact.ci_high is None else (fact.ci_low, fact.ci_high),
        lambda one, other: bool(one and other) and all(map(_same_number, one, other)),
    ),
    "p_value": (lambda fact: fact.p_value, _same_p_value),
    "n": (lambda fact: fact.n, _same_number),
    "n_total": (lambda fact: fact.n_total, _same_number),
    "grade_min": (lambda fact: fact.grade_min, _same_number),
    "comparator": (
        lambda fact: None if fact.comparator == "=" else fact.comparator,
        lambda one, other: one == other,
    ),
}


def field_shares(pairs: Iterable[tuple[Fact, Fact]]) -> dict[str, Share]:
    """Return, for each field, how often matched facts agree where either of them states it."""
    shares = dict.fromkeys(_FIELD_CHECKS, Share())
    for gold, found in pairs:
        for name, (field, agree) in _FIELD_CHECKS.items():
            stated = field(gold), field(found)
            if stated != (None, None):
                shares[name] += Share(int(agree(*stated)), 1)
    return shares


def study_scores(gold: dict[str, Any], found: dict[str, Any], *, exhaustive: bool) -> dict[str, Score]:
    """Return the score of each study field."""
    scores = {}
    for name in STUDY_FIELDS:
        annotated, extracted = _as_list(gold.get(name)), _as_list(found.get(name))
        matched = sum(any(_same_field(one, other) for other in extracted) for one in annotated)
        scores[name] = score(len(annotated), matched, len(extracted), exhaustive=exhaustive)
    return scores


def study_differences(gold: dict[str, Any], found: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return the study fields that annotation and extraction do not agree on."""
    scores = study_scores(gold, found, exhaustive=True)
    return {
        name: (gold.get(name), found.get(name))
        for name, each in scores.items()
        if not each.annotated == each.found == each.extracted
    }


def _as_list(value: Any) -> list[Any]:  # noqa: ANN401
    return [] if value is None else value if isinstance(value, list) else [value]


def _same_field(gold: Any, found: Any) -> bool:  # noqa: ANN401
    try:
        return abs(float(gold) - float(found)) <= TIME_TOLERANCE
    except (TypeError, ValueError):
        plain = [re.sub(r"[^a-z0-9/]", "", str(each).casefold()) for each in (gold, found)]
        return plain[0] == plain[1] or (len(plain[0]) > 3 and plain[1].endswith(plain[0]))  # noqa: PLR2004
