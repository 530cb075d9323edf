"""Which extracted fact is which annotated one: strictly, and one to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.evaluation.names import arm_overlap, endpoint_key, term_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.evaluation.gold import Fact

VALUE_TOLERANCE = 0.011  # times are converted to months and rounded to two decimals
TIME_TOLERANCE = 0.02
EQUAL = 1e-9  # ratios are printed to two decimals, and converted to nothing


def compatible(one: Fact, other: Fact) -> bool:
    """Whether two facts state the same: endpoint, term, statistic, value and time point."""
    return (
        endpoint_key(one.endpoint) == endpoint_key(other.endpoint)
        and (endpoint_key(one.endpoint) != "AE" or term_key(one.term) == term_key(other.term))
        and _statistic(one) == _statistic(other)
        and _close(one.timepoint_months, other.timepoint_months, TIME_TOLERANCE)
        and _close(one.value, other.value, EQUAL if "ratio" in one.statistic else VALUE_TOLERANCE)
        and (one.value is not None or one.n == other.n)
    )


def _statistic(fact: Fact) -> str:
    return "rate" if fact.statistic == "count" else fact.statistic


def _close(one: float | None, other: float | None, tolerance: float) -> bool:
    return one is other if one is None or other is None else abs(one - other) <= tolerance


def assign(gold: Sequence[Fact], found: Sequence[Fact]) -> list[tuple[int, int]]:
    """Pair as many annotated with extracted facts as can be, each at most once.

    Where several fit, the pair that agrees in more fields comes first (augmenting paths, so that a
    choice made early never costs a pair).
    """
    candidates = [
        sorted(
            (index for index, other in enumerate(found) if compatible(fact, other)),
            key=lambda index, fact=fact: -_agreement(fact, found[index]),  # type: ignore[misc]
        )
        for fact in gold
    ]
    order = sorted(
        (index for index, fitting in enumerate(candidates) if fitting),
        key=lambda index: -_agreement(gold[index], found[candidates[index][0]]),
    )
    taken: dict[int, int] = {}
    for index in order:
        _place(index, candidates, taken, set())
    return sorted((gold_index, found_index) for found_index, gold_index in taken.items())


def _place(index: int, candidates: list[list[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Give a gold fact one of its candidates, moving others to another of theirs if need be."""
    free = [candidate for candidate in candidates[index] if candidate not in taken]
    if free:
        taken[free[0]] = index
        return True
    for candidate in candidates[index]:
        if candidate not in tried:
            tried.add(candidate)
            if _place(taken[candidate], candidates, taken, tried):
                taken[candidate] = index
                return True
    return False


def _agreement(gold: Fact, found: Fact) -> float:
    arms = 4 * arm_overlap(gold.arm, found.arm) + 4 * (gold.grade_min == found.grade_min)
    numbers = (gold.ci_low == found.ci_low) + (gold.n == found.n) + (gold.n_total == found.n_total)
    return arms + numbers + 2 * (found.quote[:40] in gold.quote or gold.quote[:40] in found.quote)
