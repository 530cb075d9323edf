"""How many patients are male. The women's share is not turned round: not everyone need be counted."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.study_fields.amounts import NUMBER, decimals_of, is_of_one_arm, read_number
from extractors.study_fields.counts import count_pattern, read_count
from extractors.study_fields.statements import BACKGROUND, Statement, observe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Observation
    from extractors.study_fields.statements import Statements

_WORDS = ("male", "men ", "men,", "men)", "men:", "m/f", "m:f", "m / f", "m/")
_MALE = r"\b(?:males?|men)\b(?!\s?(?:donors?|-to-|to female|:))"
_MALE_FIRST = r"\b(?:males?|men|male sex|male gender)\b(?!\s?-to-)"
_PERCENT = rf"(?P<percent>{NUMBER})\s?%"
_OF_PATIENTS = r"(?:of (?:the |all )?(?:patients|pts|participants)\s)?(?:were |was |are )?"
_AND_FEMALE = r"(?=,?\s?(?:and|/|,|&)\s?{number}\s?(?:were )?(?:female|women))"


class _Way(NamedTuple):
    """A way to print it."""

    words: tuple[str, ...]  # one of which it cannot do without
    count_first: bool
    pattern: re.Pattern[str]


@cache
def _ways() -> tuple[_Way, ...]:
    """The ways to print it, those with a number and its percentage first."""
    number = count_pattern()
    count = rf"(?P<n>{number})"
    both = rf"{count}\s?(?:patients\s)?[(\[]{_PERCENT}[)\]]"
    patterns = (
        (("%",), True, rf"{both}\s?{_OF_PATIENTS}(?:patients\s)?(?:were |are )?{_MALE}"),
        (("%",), False, rf"{_MALE_FIRST}(?:\s(?:patients|sex|gender|was|were))*[\s,:=]{{1,2}}{both}"),
        (
            ("%",),
            False,
            rf"{_PERCENT}\s?(?:[(\[]n?\s?=?\s?(?P<n>\d+)(?:\s?/\s?\d+)?[)\]]\s?)?{_OF_PATIENTS}{_MALE}",
        ),
        (("%",), False, rf"{_MALE_FIRST}\s?[,:=(]{{1,2}}\s?{_PERCENT}"),
        (
            ("/",),
            False,
            r"\bM(?:ale)?s?\s?[/:]\s?F(?:emale)?s?(?:\sratio)?[\s,:=]{1,2}(?P<n>\d+)\s?/\s?\d+",
        ),
        (
            ("female", "women"),
            True,
            rf"{count}\s?(?:were |patients were )?{_MALE}{_AND_FEMALE.format(number=number)}",
        ),
        (
            ("female", "women"),
            True,
            rf"{number}\s?(?:females?|women)(?:,? and|,| &|\s?/)\s?{count}\s?{_MALE}",
        ),
        (("m/", "m /"), True, r"(?P<n>\d+)\s?M\s?/\s?\d+\s?F\b"),
        ((" were ", " was "), True, rf"{count}\s(?:patients\s)?(?:were|was)\s{_MALE}"),
    )
    return tuple(_Way(words, first, re.compile(pattern, re.IGNORECASE)) for words, first, pattern in patterns)


def find_male(statements: Statements) -> Iterator[Observation]:
    """Yield the number or share of male patients; two in a sentence are of two arms."""
    for statement in statements.holding(*_WORDS):
        if statement.section == BACKGROUND:
            continue
        for way in _ways():
            matches = _matches(statements, statement, way) if statement.has(*way.words) else []
            if len(matches) == 1 and not _is_of_one_arm(statement, matches[0]):
                yield _male(statement, matches[0])
                return


def _matches(statements: Statements, statement: Statement, way: _Way) -> list[re.Match[str]]:
    if way.count_first:
        return list(statements.at_counts(way.pattern, statement))
    return list(way.pattern.finditer(statement.text))


def _is_of_one_arm(statement: Statement, match: re.Match[str]) -> bool:
    women_follow = re.match(
        r",?\s?(?:and|&)\s[\w-]+\s(?:[(\[][\d.·]+\s?%[)\]]\s)?(?:were )?(?:female|women)",
        statement.text[match.end() :],
    )
    return not women_follow and is_of_one_arm(statement.text, *match.span())


def _male(statement: Statement, match: re.Match[str]) -> Observation:
    groups = match.groupdict()
    percent, n = groups.get("percent"), groups.get("n")
    spans = [match.span(name) for name in ("n", "percent") if groups.get(name)]
    return observe(
        statement,
        min(spans)[0],
        max(spans)[1],
        "male",
        "rate",
        value=read_number(percent),
        decimals=decimals_of(percent),
        n=read_count(n) if n else None,
    )
