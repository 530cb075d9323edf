"""How old the patients are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.study_fields.amounts import (
    NUMBER,
    TO,
    YEARS,
    decimals_of,
    is_of_one_arm,
    range_of,
    range_pattern,
    read_number,
)
from extractors.study_fields.statements import BACKGROUND, Statement, observe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Observation
    from extractors.study_fields.statements import Statements

_WIDEST_QUARTILES_YEARS = 35  # half of the patients of a trial are of ages closer than that
_MEDIAN_AGE = lazy(
    r"\b(?:median|med\.?)\s(?:\([^()]*\)\s)?(?:patient\s|patients['’]\s)?age\b"
    r"(?:\s(?:of|for|in|among)\s(?:the |all |these )\d+\s[a-z]+)?(?:[^.;:\d]|:\s){0,70}?"
    rf"(?P<value>{NUMBER}){YEARS}(?:\sin\sboth\s(?:groups|arms|cohorts))?{range_pattern()}?",
    re.IGNORECASE,
)
_AGE_RANGE = lazy(
    r"\b(?:age range|ages? ranged|ages? ranging|aged? \(?range\)?)[\s,:]{0,2}(?:from |of |was |between )?"
    rf"(?P<low>{NUMBER}){YEARS}{TO}(?P<high>{NUMBER})",
    re.IGNORECASE,
)
_AGES = lazy(
    rf"\bpatients were (?P<low>{NUMBER}){YEARS}{TO}(?P<high>{NUMBER})\s(?:years|yrs?) (?:old|of age)",
    re.IGNORECASE,
)


def find_age(statements: Statements) -> Iterator[Observation]:
    """Yield the median age with its range, or the range alone; eligible ages are neither."""
    own = [each for each in statements.holding("age") if each.section != BACKGROUND]
    found = next((age for statement in own for age in _median_ages(statement)), None)
    found = found or next((age for statement in own for age in _age_ranges(statement)), None)
    if found is not None:
        yield found


def _median_ages(statement: Statement) -> Iterator[Observation]:
    if not statement.has("med"):
        return
    for match in _MEDIAN_AGE.finditer(statement.text):
        if is_of_one_arm(statement.text, *match.span()) or "IQR" in match[0]:
            continue
        low, high = range_of(match)
        if low is None:
            low, high = _wide_bracket(match)
        yield observe(
            statement,
            match.start("value"),
            match.end("value") if low is None else match.end(),
            "age",
            "median",
            value=read_number(match["value"]),
            decimals=decimals_of(match["value"]),
            low=low,
            high=high,
        )


def _wide_bracket(match: re.Match[str]) -> tuple[float | None, float | None]:
    """The bounds of a bracket that does not say what it is, if they are too far apart for quartiles."""
    low, high = read_number(match["bare_low"]), read_number(match["bare_high"])
    if low is None or high is None or high - low < _WIDEST_QUARTILES_YEARS:
        return None, None
    return low, high


def _age_ranges(statement: Statement) -> Iterator[Observation]:
    match = _AGE_RANGE.search(statement.text) if statement.has("rang") else None
    if match is None and statement.has("patients were"):
        match = _AGES.search(statement.text)
    if match:
        low, high = read_number(match["low"]), read_number(match["high"])
        yield observe(statement, match.start("low"), match.end("high"), "age", "range", low=low, high=high)
