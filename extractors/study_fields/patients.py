"""How many patients a study has: those enrolled, randomised or treated as a whole.

A sentence may count the whole, an arm, a subgroup, a denominator or a plan. Every count is weighed
by the words around it, and only the best is taken; without words that speak for the whole there is
none. Arms are not added up.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.study_fields.counts import count_pattern, read_count
from extractors.study_fields.statements import BACKGROUND, CONCLUSIONS, Statement, observe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.records import Observation

_NOUN = (
    r"(?:patients|pts|subjects|participants|recipients|individuals|adults|children|adolescents|women|men|infants"
    r"|(?:medical |clinical |patient )?(?:records|charts)(?: of patients)?|cases)\b"
)
_BETWEEN = (
    r"(?!(?:to|in|on|at|with|of|who|for|vs|versus|the|months?|weeks?|days?|years?|cycles?|mg|cent(?:er|re)s?|sites?"
    r"|hospitals?|arms?|doses?|more|other|additional|further|control|historical?|healthy|matched)\b)"
    r"[A-Za-z][\w/'’–+-]*,?\s+"
)
_ENROLLED = (
    r"(?:enrol+ed|accrued|recruited|registered|entered|randomi[sz]ed|randomly (?:assigned|allocated|divided)"
    r"|underwent randomi[sz]ation|consented)"
)
_STUDIED = (
    r"(?:included|studied|identified|analy[sz]ed|evaluated|reviewed|treated|assigned|allocated|investigated|assessed"
    r"|transplanted|participated|separated|stratified|examined|collected|given|retrieved)"
)
_RECEIVED = r"(?:received|underwent|started|initiated)"
_NOT_YET = re.compile(
    r"\b(?:planned (?:enrol|accrual|sample|number|recruit|to )|target (?:enrol|accrual|sample|number)|targeted"
    r"|would|will be|to be (?:enrolled|recruited|randomi|included)|sample size|calculated|anticipated|power|screened)",
    re.IGNORECASE,
)
_BEFORE = (
    (6, rf"\b{_ENROLLED}\s(?:a total of |data (?:from|on|of) |all |some )?$"),
    (5, rf"\b{_STUDIED}\s(?:a total of |data (?:from|on|of) |all |the )?$"),
    (
        4,
        r"\b(?:involving|comprising|comprised|consisted of|consisting of|cohort of|series of|(?:data|records|charts|outcomes?) (?:from|of|on|in))\s(?:all )?$",
    ),
    (3, r"\b(?:in|with|among|on|from|for)\s(?:a total of |all |the )?$"),
)
_TOTAL_BEFORE = re.compile(
    r"(?:\ba total of|\bin (?:all|total),?|\boverall,?|\baltogether,?|\ball(?: of)?(?: the)?)\s$", re.IGNORECASE
)
_AFTER = (
    (6, rf"^(?:[^.;]{{0,130}}?)\b(?:were|was|had been|have been|have)?\s?(?:\w+ly )?{_ENROLLED}\b"),
    (5, rf"^(?:[^.;]{{0,130}}?)\b(?:were|was|had been|have been)\s(?:\w+ly )?{_STUDIED}\b"),
    (3, rf"^(?:[^.;,]{{0,60}}?)\b{_RECEIVED}\b"),
)  # fmt: skip
_SHARE_AFTER = re.compile(r"^\s?[(\[,]?\s?(?:n\s?=\s?\d+[,;]\s?)?\d+(?:[.·]\d+)?\s?%")
_FRACTION_BEFORE = re.compile(
    r"(?:\d\)?\]?\s(?:\[[^]]*\]\s)?of(?: the| these| all)?|/|\bnext|\bfirst|\blast|%\)?\s(?:of|in)|\bof these)\s?$",
    re.IGNORECASE,
)
_DENOMINATOR = re.compile(r"(?:^|[.;,]\s)[Oo]f (?:the |all |a total of )?$")
_ARM_AFTER = re.compile(
    r"^[^.;,()]{0,30}\b(?:in|into|to|on)\s(?:the |each |either |group |arm )[^.;,()]{0,40}\b(?:arms?|groups?|cohorts?)\b"
    r"|^\s?(?:per|in each|in either|to receive|each)\b",
    re.IGNORECASE,
)
_OUTCOME_AFTER = re.compile(
    r"^\s?(?:who |that )?(?:also |subsequently |later )?(?:died|relapsed|achieved|developed|experienced|responded|progressed"
    r"|discontinued|withdrew|remained|proceeded|completed|required|went on|(?<!who )(?<!that )had (?!been|undergone|received|failed|progressed|relapsed|prior|previous)"
    r"|were (?:alive|evaluable|assessable|excluded|lost|ineligible|not|still)|(?:in|with) (?:CR|PR|SD|PD|remission)\b)",
    re.IGNORECASE,
)
_LISTED_BEFORE = re.compile(rf"(?:\bn\s?=|\band|\)\s?,|(?<!\d)\d{{1,3}}(?:\.\d+)?%?,)\s?$|{_NOUN}[^.;]{{0,60}}\band\s$", re.IGNORECASE)
_BRACKET = re.compile(r"\s?\([^()]*\)")
_SUBSET = re.compile(
    r"\b(?:evaluable|assessable|responding|surviving|remaining|eligible|responders?)\b", re.IGNORECASE
)
_STUDY = re.compile(
    r"\b(?:stud(?:y|ied)|trial|analysis|investigat\w+|evaluat\w+|assess\w+|analy[sz]ed|compared|test(?:ed|ing))\b", re.IGNORECASE
)
_ANY_NOUN = re.compile(_NOUN, re.IGNORECASE)
_THRESHOLD = 4


class _Count(NamedTuple):
    statement: Statement
    start: int
    end: int
    number: int
    score: int


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    number = count_pattern()
    return (
        re.compile(rf"(?P<n>{number})[\s-]+(?P<between>(?:{_BETWEEN}){{0,8}}?){_NOUN}", re.IGNORECASE),
        re.compile(rf"\b{_NOUN}\s?[(\[]\s?n\s?=\s?(?P<n>{number})\s?[)\]]", re.IGNORECASE),
    )


@cache
def _coordinated() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:(?!\b(?:were|was|had|have)\b)[^.;]){{0,140}}?(?:\band\b|,)\s{count_pattern()}\s"
        rf"(?:(?:{_BETWEEN}){{0,4}}?{_NOUN}|(?:to|in|received|with|had)\b|(?-i:[A-Z]{{2,}}))",
        re.IGNORECASE,
    )


def find_patients(statements: Sequence[Statement]) -> Iterator[Observation]:
    """Yield the number of patients, if a statement gives that of the whole study."""
    counts = [count for statement in statements for count in _counts(statement)]
    best = max(counts, key=lambda count: count.score, default=None)
    if best is None or best.score < _THRESHOLD:
        return
    number = best.number
    yield observe(
        best.statement, best.start, best.end, "n_patients", "count", value=float(number), decimals=0, n=number
    )


def _counts(statement: Statement) -> Iterator[_Count]:
    if statement.section == BACKGROUND or not _ANY_NOUN.search(statement.text):
        return
    if _NOT_YET.search(statement.text):
        return
    beside_noun, before_bracket = _patterns()
    for match in (*beside_noun.finditer(statement.text), *before_bracket.finditer(statement.text)):
        start, end = match.span("n")
        noun_first = match.re is before_bracket
        score = _score(statement, match.start(), match.end(), noun_first=noun_first)
        if score and read_count(match["n"]) > 1:
            yield _Count(statement, start, end, read_count(match["n"]), score)


def _score(statement: Statement, start: int, end: int, *, noun_first: bool) -> int:
    """How much the words around a count speak for the whole study; 0 when they speak against it."""
    before, after = statement.text[max(0, start - 60) : start], statement.text[end : end + 220]
    total = _TOTAL_BEFORE.search(before)
    if total:
        before = before[: total.start()]
    if _speaks_against(before, after):
        return 0
    after = _BRACKET.sub("", after)
    if _DENOMINATOR.search(before) and not total:
        return 4 if re.match(rf"(?: in the \w+ \w+)?\s?,|\s(?:who were )?(?:{_ENROLLED}|{_STUDIED})\b", after) else 0
    score = max(_first(_BEFORE, before), _first(_AFTER, after)) + 2 * bool(total) + 2 * noun_first
    score += bool(_STUDY.search(statement.text[:start]))
    starts = not before.strip() or before == "Enrolled "
    score += statement.is_title + starts * (1 + noun_first) - 2 * bool(_SUBSET.search(statement.text[start:end]))
    return score - 3 * (statement.section == CONCLUSIONS) - 2 * statement.tells_of_others(start)


def _speaks_against(before: str, after: str) -> bool:
    return bool(
        _SHARE_AFTER.search(after)
        or _FRACTION_BEFORE.search(before)
        or _ARM_AFTER.search(after)
        or _OUTCOME_AFTER.search(after)
        or _coordinated().search(after)
        or _LISTED_BEFORE.search(before)
    )


def _first(weighed: tuple[tuple[int, str], ...], text: str) -> int:
    return next((score for score, pattern in weighed if re.search(pattern, text, re.IGNORECASE)), 0)
