"""Values of one outcome that a sentence lists or sets against each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from extractors.prose.lexicon import vocabulary_spellings
from extractors.subgroups.phrases import BRACKET, VERSUS, listed

if TYPE_CHECKING:
    from extractors.prose.sentences import Sentence
    from extractors.records import Observation

_INTERVAL = (
    r"(?:[,;]?\s?(?:\d+(?:\.\d+)?%\s)?(?:CI|confidence interval)\b[,:]?"
    r"\s?[\d.·]+%?\s?(?:-|–|to|,)\s?(?:[\d.·]+|∞|NR|NE)%?)"
)
_JOIN = re.compile(
    rf"\s?%?(?:\s(?:months?|years?|weeks?|days?|mos?))?{_INTERVAL}?(?:\)(?=[^()]*\($))?"
    rf"(?:\s?[,;]?\s?(?P<contrast>{VERSUS}|v\.?|against)|\s?,?\s(?P<list>and|or|to)|\s?[,/])\s?"
    r"(?:(?:an?|only|estimated|median|was|were|of|and)\s)*[<>≥≤~]?\s?(?:\d+\s\()?"
)


class Value(NamedTuple):
    """A result and where it stands in its sentence."""

    at: int  # which of the document's observations
    start: int
    end: int
    observation: Observation
    outcome: tuple[object, ...]  # what the result is of


_new_value = partial(tuple.__new__, Value)  # for every result: half the time of calling the class


class Series(NamedTuple):
    """Values of one outcome beside each other; `contrast` where they are set against each other."""

    values: tuple[Value, ...]
    contrast: bool

    @property
    def start(self) -> int:
        """Where its first value begins."""
        return self.values[0].start

    @property
    def end(self) -> int:
        """Where its last value ends."""
        return self.values[-1].end


class Sides(NamedTuple):
    """The series of a sentence, and which results have a rival or are told elsewhere of others."""

    text: str
    lowered: str
    values: tuple[Value, ...]  # all results of the sentence, in its order
    series: tuple[Series, ...]
    rivals: set[int]  # another value of the same outcome
    kin: set[int]  # another sentence tells the same endpoint

    def groups(self, words: str, size: int) -> tuple[str, ...]:
        """The groups of a list of as many, unless it lists the outcomes told."""
        found = listed(words, size)
        told = {
            name.lower() for v in self.values for name in (v.observation.endpoint, v.observation.term) if name
        }
        known = vocabulary_spellings()
        outcomes = [item for item in found if item.lower() in told or (" " in item and item.lower() in known)]
        return () if outcomes else found

    def begin(self, place: int) -> int:
        """Where the series before one ends."""
        return self.series[place - 1].end if place else 0

    def limit(self, place: int) -> int:
        """Where the series behind one starts."""
        return self.series[place + 1].start if place + 1 < len(self.series) else len(self.text)


def outcome_of(each: Observation) -> tuple[object, ...]:
    """Return what a result is of."""
    return each.study_id, each.endpoint, each.term, each.statistic, each.timepoint_months, each.grade_min


def place(index: int, observation: Observation, outcome: tuple[object, ...], sentence: Sentence) -> Value:
    """Return a result with its place in its sentence."""
    origin, (start, end) = sentence.folded.origin, observation.span
    if isinstance(origin, range):  # printed on one line
        first = origin.start + sentence.offset
        return _new_value((index, start - first, end - first, observation, outcome))
    first = sentence.offset
    start, end = bisect_left(origin, start), bisect_left(origin, end)
    return _new_value((index, start - first, end - first, observation, outcome))


def series_of(text: str, values: tuple[Value, ...]) -> list[Series]:
    """Return the values of a sentence, those of one outcome that stand together as one series."""
    found: list[Series] = []
    last: Value | None = None
    for value in values:
        if last and last.outcome == value.outcome:
            between = text[last.end : value.start]
            if "(" in between or "[" in between:
                between = BRACKET.sub("", between)
            join = _JOIN.fullmatch(between)
            if join:
                found[-1] = Series((*found[-1].values, value), found[-1].contrast or bool(join["contrast"]))
        else:
            join = None
        if not join:
            found.append(Series((value,), contrast=False))
        last = value
    return found
