"""What a sentence says in numbers: values, intervals, grades, P values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extractors.prose.numbers import Away, Number
    from extractors.prose.times import TimePoint


@dataclass(slots=True)
class Quantity:
    """A value as printed, being put together: `start` and `end` are the printed value with its unit."""

    start: int
    end: int
    value: float | None
    decimals: int | None
    unit: str  # percent | months | ratio | count | bare
    stop: int = 0  # where all that belongs to it ends, brackets included
    begin: int = -1  # where all that belongs to it starts: the count of "34 (18%)"
    factor: float = 1.0
    comparator: str = "="
    n: int | None = None
    n_total: int | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    ci_level: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: str | None = None
    statistic: str | None = None
    not_reached: bool = False
    numbers: list[int] = field(default_factory=list)  # starts of the numbers it explains

    def __post_init__(self) -> None:
        """What belongs to a value starts with it, unless a count stands before it."""
        if self.begin < 0:
            self.begin = self.start


class Grade(NamedTuple):
    """The least grade a phrase names, from three up; None for all grades and for milder ones."""

    start: int
    end: int
    least: int | None
    low: bool = False  # a grade below three was named


class Interval(NamedTuple):
    """Two bounds in print; `is_ci` is False for a range or interquartile range."""

    start: int
    end: int
    low: float | None
    high: float | None
    level: float | None
    is_ci: bool


class PValue(NamedTuple):
    """A P as printed."""

    start: int
    end: int
    printed: str


class Figures:
    """All that a sentence says in numbers."""

    __slots__ = ("away", "grades", "intervals", "numbers", "p_values", "quantities", "times")

    def __init__(self, numbers: list[Number]) -> None:
        self.numbers = numbers
        self.quantities: list[Quantity] = []
        self.times: list[TimePoint] = []
        self.grades: list[Grade] = []
        self.intervals: list[Interval] = []
        self.p_values: list[PValue] = []
        self.away: list[Away] = []
