"""Who the patients are: age, sex, prior lines of therapy, prior drugs. One arm's are not the study's."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extractors.phrases import lexicon, normal
from extractors.study_fields.counts import count_pattern, read_count
from extractors.study_fields.statements import BACKGROUND, Statement, observe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.records import Observation

_NUMBER = r"\d{1,3}(?:[.·]\d+)?"
_YEARS = r"(?:\s?-?(?:years?|yrs?|y)\b\.?(?:\s(?:old|of age)\b)?)?"
_TO = r"\s?(?:-|–|—|−|‐|to|and|through)\s?"
_RANGE = (
    rf"(?:\s?[,;]?\s?[(\[]?\s?(?:range[ds]?|ranging)[\s,:=]{{0,2}}(?:from |was |of |between )?(?P<low>{_NUMBER}){_YEARS}{_TO}(?P<high>{_NUMBER})"
    rf"|\s?[(\[](?P<bare_low>{_NUMBER}){_TO}(?P<bare_high>{_NUMBER}){_YEARS}[)\]])"
)
_MEDIAN_AGE = re.compile(
    rf"\b(?:median|med\.?)\s(?:\([^()]*\)\s)?(?:patient\s|patients['’]\s)?age\b(?P<mid>(?:[^.;:\d]|:\s){{0,70}}?)"
    rf"(?P<value>{_NUMBER}){_YEARS}{_RANGE}?",
    re.IGNORECASE,
)
_AGE_RANGE = re.compile(
    rf"\b(?:age range|ages? ranged|ages? ranging|aged? \(?range\)?)[\s,:]{{0,2}}(?:from |of |was |between )?(?P<low>{_NUMBER}){_YEARS}{_TO}(?P<high>{_NUMBER})"
    rf"|\bpatients were (?P<bare_low>{_NUMBER}){_YEARS}{_TO}(?P<bare_high>{_NUMBER})\s(?:years|yrs?) (?:old|of age)",
    re.IGNORECASE,
)
_ONE_ARM = re.compile(
    rf"^(?:{_YEARS}\s?(?:\([^()]*\)\s?)?(?:,?\s?(?:vs\.?|versus|compared (?:with|to))|\s?(?:and|or))\s{_NUMBER}(?!\s?%)"
    r"|[^.;]{0,40}\b(?:in|for) (?:the )?[^.;,]{0,40}\b(?:arm|group|cohort)s?\b|[^.;]{0,60}\brespectively\b)",
    re.IGNORECASE,
)
_ARM = r"[^.;,]{1,40}\b(?:arm|group|cohort)\b"
_ARM_BEFORE = re.compile(rf"\b(?:in|for) (?:the )?{_ARM}", re.IGNORECASE)
_SEX = re.compile(r"\b(?:[Mm]ales?|[Mm]en|M\s?[/:]\s?F)\b")
_MEDIAN_PRIOR = re.compile(r"\b[Mm]edian\b.*(?:prior|previous|lines?|therapies)\b")
_PRIOR_SHARE = re.compile(r"%.*\b(?:prior|previous)")
_PERCENT = r"\d{1,3}(?:[.·]\d+)?"
_MALE = r"\b(?:males?|men)\b(?!\s?(?:donors?|-to-|to female|:))"
_LINES = (
    r"(?:(?:lines?|number)\s(?:of\s)?(?:(?:prior|previous)\s)?(?:\w+[\s-]){0,3}?(?:therap(?:y|ies)|treatments?|regimens?|lines)"
    r"|(?:\w+[\s-]){0,3}?(?:therap(?:y|ies)|treatments?|regimens?|lines(?:\sof\s(?:\w+[\s-])?(?:therapy|treatment))?))\b"
)


def _own(statements: Sequence[Statement]) -> Iterator[Statement]:
    return (statement for statement in statements if statement.section != BACKGROUND)


def _number(printed: str | None) -> float | None:
    return None if printed is None else float(printed.replace("·", "."))


def _decimals(printed: str) -> int:
    return len(printed.replace("·", ".").partition(".")[2])


def _range_of(match: re.Match[str]) -> tuple[float | None, float | None]:
    return _number(match["low"] or match["bare_low"]), _number(match["high"] or match["bare_high"])


def _is_one_arm(text: str, start: int, end: int) -> bool:
    return bool(
        _ONE_ARM.match(text[end:].lstrip(")] ")) or _ARM_BEFORE.search(text[max(0, start - 60) : start])
    )


def _is_of_an_arm(text: str, start: int, end: int) -> bool:
    """Whether words beside a share name the arm it is of, or the next arm's share follows."""
    other_arm = re.match(rf"\s?(?:vs\.?|versus|compared (?:with|to))\s|[^.;,]{{0,20}}\bin (?:the )?{_ARM}", text[end:])
    return bool(other_arm or _ARM_BEFORE.search(text[max(0, start - 60) : start]))


def find_age(statements: Sequence[Statement]) -> Iterator[Observation]:
    """Yield the median age with its range, or the range alone."""
    for statement in _own(statements):
        for match in _MEDIAN_AGE.finditer(statement.text):
            if not _is_one_arm(statement.text, match.start(), match.end()) and "IQR" not in match[0]:
                yield _median_age(statement, match)
                return
    for statement in _own(statements):
        stated = _AGE_RANGE.search(statement.text)
        if stated:
            low, high = _range_of(stated)
            start = stated.start("low" if stated["low"] else "bare_low")
            yield observe(statement, start, stated.end(), "age", "range", low=low, high=high)
            return


def _median_age(statement: Statement, match: re.Match[str]) -> Observation:
    low, high = _range_of(match)
    stated_bare = match["bare_low"] is not None
    if stated_bare and "range" not in match[0].lower():  # a bare bracket may be an interval of any kind
        low = high = None
    end = match.end() if low is not None else match.end("value")
    return observe(
        statement,
        match.start("value"),
        end,
        "age",
        "median",
        value=_number(match["value"]),
        decimals=_decimals(match["value"]),
        low=low,
        high=high,
    )


@cache
def _male_patterns() -> tuple[re.Pattern[str], ...]:
    number = count_pattern()
    share = rf"(?P<n>{number})\s?(?:patients\s)?[(\[](?P<p>{_PERCENT})\s?%[)\]]"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{share}(?:\sof)?(?:\sthe)?(?:\spatients)?(?:\swere|\sare)?\s{_MALE}",
            rf"\b(?:males?|men|male sex|male gender)\b(?!\s?-to-)(?:\s(?:patients|sex|gender|was|were))*[\s,:=]{{1,2}}{share}",
            rf"(?P<p>{_PERCENT})\s?%\s?(?:[(\[]n?\s?=?\s?(?P<n>\d+)(?:\s?/\s?\d+)?[)\]]\s?)?(?:of (?:the |all )?(?:patients|pts|participants)\s)?(?:were |was |are )?{_MALE}",
            rf"\b(?:males?|male sex|male gender|men)\b(?!\s?-to-)\s?[,:=(]{{1,2}}\s?(?P<p>{_PERCENT})\s?%",
            rf"\bM(?:ale)?s?\s?[/:]\s?F(?:emale)?s?(?:\sratio)?[\s,:=]{{1,2}}(?P<n>\d+)\s?/\s?\d+",
            rf"(?P<n>{number})\s?(?:were |patients were )?{_MALE}(?=,?\s?(?:and|/|,|&)\s?{number}\s?(?:were )?(?:female|women))",
            rf"(?P<n>{number})\s(?:patients\s)?(?:were|was)\s{_MALE}",
        )
    )


def find_male(statements: Sequence[Statement]) -> Iterator[Observation]:
    """Yield the number or share of male patients; the women's share is not turned round."""
    for statement in (each for each in _own(statements) if _SEX.search(each.text)):
        for pattern in _male_patterns():
            matches = list(pattern.finditer(statement.text))
            if len(matches) == 1 and not _is_of_an_arm(statement.text, *matches[0].span()):
                yield _male(statement, matches[0])
                return


def _male(statement: Statement, match: re.Match[str]) -> Observation:
    groups = match.groupdict()
    n, percent = groups.get("n"), groups.get("p")
    parts = [match.span(name) for name in ("n", "p") if groups.get(name)]
    return observe(
        statement,
        min(start for start, _ in parts),
        max(end for _, end in parts),
        "male",
        "rate",
        value=_number(percent),
        decimals=_decimals(percent) if percent else None,
        n=read_count(n) if n else None,
    )


@cache
def _prior_lines_patterns() -> tuple[re.Pattern[str], ...]:
    value = rf"(?P<value>\d{{1,2}}(?:[.·]\d)?|{count_pattern()})"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\bmedian(?:\s\(range\))?(?:\sof)?\s{value}(?:{_RANGE}\)?)?\s(?:prior|previous)\s{_LINES}(?:{_RANGE.replace('low>', 'late_low>').replace('high>', 'late_high>')})?",
            rf"\b(?:received|had had) a median of {value}(?:{_RANGE}\)?)?\s{_LINES}(?:{_RANGE.replace('low>', 'late_low>').replace('high>', 'late_high>')})?",
            rf"\bmedian\s(?:\(range\)\s)?(?:number\s(?:\(range\)\s)?of\s|no\.?\sof\s)?(?:lines?\sof\s)?(?:prior|previous)\s{_LINES}"
            rf"(?:\s(?:lines|received|was|were|of|is|per patient|\(range\)))*[\s,:=(]{{1,2}}{value}(?:\s(?:lines?|prior))?(?:{_RANGE})?",
        )
    )


def find_prior_lines(statements: Sequence[Statement]) -> Iterator[Observation]:
    """Yield the median number of prior lines of therapy with its range."""
    for statement in (each for each in _own(statements) if _MEDIAN_PRIOR.search(each.text)):
        for pattern in _prior_lines_patterns():
            for match in pattern.finditer(statement.text):
                if not _is_one_arm(statement.text, match.start(), match.end()):
                    yield _prior_lines(statement, match)
                    return


def _prior_lines(statement: Statement, match: re.Match[str]) -> Observation:
    groups = match.groupdict()
    low, high = (
        _number(
            next(
                (
                    groups[name]
                    for name in (end, f"bare_{end}", f"late_{end}", f"bare_late_{end}")
                    if groups.get(name)
                ),
                None,
            )
        )
        for end in ("low", "high")
    )
    printed = match["value"]
    value = _number(printed) if printed[0].isdigit() else float(read_count(printed))
    end = match.end() if low is not None else match.end("value")
    return observe(
        statement,
        match.start("value"),
        end,
        "prior_lines",
        "median",
        value=value,
        decimals=_decimals(printed) if printed[0].isdigit() else 0,
        low=low,
        high=high,
    )


@cache
def _exposure_pattern() -> re.Pattern[str]:
    number = count_pattern()
    share = rf"(?:(?P<n>{number})\s?(?:patients\s)?[(\[](?P<p>{_PERCENT})\s?%[)\]]|(?P<q>{_PERCENT})\s?%(?:\s?[(\[]n\s?=\s?(?P<m>\d+)[)\]])?)"
    return re.compile(
        rf"{share}(?:\sof(?:\sthe)?)?(?:\s(?:patients|pts))?\s(?:who\s)?(?:had\s|have\s)?(?:been\s|were\s)?"
        r"(?:(?:previously|prior)\s(?:received|treated with|exposed to|had)|received (?:prior|previous)"
        r"|(?:prior|previous)\s(?:exposure to|treatment with|therapy with)|(?:a )?prior)\s",
        re.IGNORECASE,
    )


def find_prior_exposures(statements: Sequence[Statement]) -> Iterator[Observation]:
    """Yield the share of patients who had had a drug before."""
    drugs = lexicon("drugs")
    for statement in (each for each in _own(statements) if _PRIOR_SHARE.search(each.text)):
        for match in _exposure_pattern().finditer(statement.text):
            phrase = drugs.match(normal(statement.text), match.end())
            if phrase is not None:
                percent, n = match["p"] or match["q"], match["n"] or match["m"]
                start = match.start("n" if match["n"] else "q")
                end = match.end("p") if match["p"] else match.end("m" if match["m"] else "q")
                yield observe(
                    statement,
                    start,
                    end,
                    "prior_exposure",
                    "rate",
                    term=phrase.entry.code,
                    value=_number(percent),
                    decimals=_decimals(percent),
                    n=read_count(n) if n else None,
                )
