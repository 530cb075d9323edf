"""What the patients had been treated with before: how many lines, which drugs."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extractors.phrases import lexicon, normal
from extractors.study_fields.amounts import (
    NUMBER,
    decimals_of,
    is_of_one_arm,
    range_of,
    range_pattern,
    read_number,
)
from extractors.study_fields.counts import count_pattern, read_count
from extractors.study_fields.statements import BACKGROUND, Statement, observe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Observation
    from extractors.study_fields.statements import Statements

_THERAPY = r"(?:therap(?:y|ies)|treatments?|regimens?|lines?)"
_LINES = (
    rf"(?:(?:lines?|number)\s(?:of\s)?(?:(?:prior|previous)\s)?(?:\w+[\s-]){{0,3}}?{_THERAPY}"
    rf"|(?:\w+[\s-]){{0,3}}?{_THERAPY}(?:\sof\s(?:\w+[\s-])?(?:therapy|treatment))?)\b"
)
_GIVEN = (
    r"(?:cycles?|courses?|doses?|infusions?|days?|weeks?|months?|years?)\b"  # of the study's own treatment
)
_VERB = r"(?:\s(?:lines|received|was|were|of|is|per patient|\(range\)))*[\s,:=(]{1,2}"
_HAD_BEFORE = (
    r"(?:had\s|have\s)?(?:been\s|were\s)?"
    r"(?:(?:previously|prior)\s(?:received|treated with|exposed to|had)|received (?:prior|previous)"
    r"|(?:prior|previous)\s(?:exposure to|treatment with|therapy with)|(?:a )?prior)\s"
)


_BEFORE = ("prior", "previous", "received a median", "had had a median")  # one of them in every pattern


@cache
def _lines_patterns() -> tuple[re.Pattern[str], ...]:
    value = rf"(?P<value>\d{{1,2}}(?:[.·]\d)?|{count_pattern()})"
    early, late = rf"(?:{range_pattern('early_')}\)?)?", rf"(?:{range_pattern()})?"
    number_of = r"(?:\(range\)\s)?(?:number\s(?:\(range\)\s)?of\s|no\.?\sof\s)?(?:lines?\sof\s)?"
    patterns = (
        rf"\bmedian(?:\s\(range\))?(?:\sof)?\s{value}{early}\s(?:prior|previous)\s{_LINES}{late}",
        rf"\b(?:received|had had) a median of {value}{early}\s(?!{_GIVEN}){_LINES}{late}",
        rf"\bmedian\s{number_of}(?:prior|previous)\s{_LINES}{_VERB}{value}(?:\s(?:lines?|prior))?{late}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def find_prior_lines(statements: Statements) -> Iterator[Observation]:
    """Yield the median number of prior lines of therapy, with its range."""
    for statement in statements.holding("median"):
        if statement.section == BACKGROUND or not statement.has(*_BEFORE):
            continue
        for match in (found for pattern in _lines_patterns() for found in pattern.finditer(statement.text)):
            if not is_of_one_arm(statement.text, *match.span()):
                yield _prior_lines(statement, match)
                return


def _prior_lines(statement: Statement, match: re.Match[str]) -> Observation:
    printed, (low, high) = match["value"], range_of(match)
    in_digits = printed[0].isdigit()
    return observe(
        statement,
        match.start("value"),
        match.end("value") if low is None else match.end(),
        "prior_lines",
        "median",
        value=read_number(printed) if in_digits else float(read_count(printed)),
        decimals=decimals_of(printed) if in_digits else 0,
        low=low,
        high=high,
    )


@cache
def _exposure_pattern() -> re.Pattern[str]:
    count_first = rf"(?P<n>{count_pattern()})\s?(?:patients\s)?[(\[](?P<percent>{NUMBER})\s?%[)\]]"
    percent_first = rf"(?P<percent_first>{NUMBER})\s?%(?:\s?[(\[]n\s?=\s?(?P<n_after>\d+)[)\]])?"
    patients = r"(?:\sof(?:\sthe)?)?(?:\s(?:patients|pts))?\s(?:who\s)?"
    return re.compile(rf"(?:{count_first}|{percent_first}){patients}{_HAD_BEFORE}", re.IGNORECASE)


def find_prior_exposures(statements: Statements) -> Iterator[Observation]:
    """Yield the share of patients who had had a drug before."""
    for statement in statements.holding("prior", "previous"):
        if statement.section == BACKGROUND:
            continue
        for match in statements.at_counts(_exposure_pattern(), statement):
            drug = lexicon("drugs").match(normal(statement.text), match.end())
            if drug is not None:
                yield _prior_exposure(statement, match, drug.entry.code)


def _prior_exposure(statement: Statement, match: re.Match[str], drug: str) -> Observation:
    percent, n = match["percent"] or match["percent_first"], match["n"] or match["n_after"]
    spans = [match.span(name) for name, text in match.groupdict().items() if text]
    return observe(
        statement,
        min(spans)[0],
        max(spans)[1],
        "prior_exposure",
        "rate",
        term=drug,
        value=read_number(percent),
        decimals=decimals_of(percent),
        n=read_count(n) if n else None,
    )
