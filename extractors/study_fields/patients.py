"""How many patients a study has: those enrolled, randomised or treated as a whole.

A sentence may count the whole, an arm, a subgroup, a denominator or a plan. Every count is weighed
by the words around it, and only the best is taken; without words that speak for the whole there is
none. Arms are not added up.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractors.lazy_patterns import lazy
from extractors.study_fields import count_cues as cues
from extractors.study_fields.counts import count_pattern, read_count, starts_before_words
from extractors.study_fields.statements import BACKGROUND, CONCLUSIONS, Statement, matches_at, observe
from extractors.text import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Observation
    from extractors.study_fields.statements import Statements

_THRESHOLD = 4  # a verb of enrolment or study, or a preposition in a sentence that tells of studying
_OF_THEM = 6  # "Of 140 patients enrolled, 128 were treated"


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
        re.compile(
            rf"(?P<n>{number})[\s-]+(?P<between>(?:{cues.BETWEEN}){{0,8}}?){cues.NOUN}", re.IGNORECASE
        ),
        re.compile(rf"\b{cues.NOUN}\s?[(\[]\s?n\s?=\s?(?P<n>{number})\s?[)\]]", re.IGNORECASE),
    )


_CLAUSE_END = lazy(r"[.;:]|[wWhH](?<=\b.)(?i:(?<=w)(?:ere|as)|(?<=h)(?:ad|ave))\b")
_CLAUSE_REACH = 140
_INCLUDING = ", including "
_VERB_REACH = 260  # of the longest words before a verb, and it


@cache
def _joined() -> re.Pattern[str]:
    """A second count behind "and", "with", "versus"."""
    return lazy(
        r"[,aAwWvV](?:(?<=,)|(?<=\b.)(?i:(?<=a)nd\b|(?<=w)ith\b|(?<=v)(?:s\.?|ersus\b)))(?i:"
        rf"\s(?!(?:19|20)\d\d\b){count_pattern()}\s"
        rf"(?:(?:{cues.BETWEEN}){{0,4}}?{cues.NOUN}|(?:to|in|received|underwent|with|had)\b|(?-i:[A-Z]{{2,}})))"
    )


def find_patients(statements: Statements) -> Iterator[Observation]:
    """Yield the number of patients, if a statement gives that of the whole study."""
    best: _Count | None = None
    for statement in statements:
        if statement.section != BACKGROUND and holds(statement.lowered, cues.NOUN_BEGINNINGS):
            for count in _counts(statement):
                if best is None or count.score > best.score:
                    best = count
    if best is None or best.score < _THRESHOLD:
        return
    number = best.number
    yield observe(
        best.statement, best.start, best.end, "n_patients", "count", value=float(number), decimals=0, n=number
    )


def _counts(statement: Statement) -> Iterator[_Count]:
    beside_noun, before_bracket = _patterns()
    matches = list(matches_at(beside_noun, statement.text, starts_before_words(statement.lowered)))
    if statement.has("n=", "n ="):
        matches += before_bracket.finditer(statement.text)
    for match in matches:
        start, end = match.span("n")
        noun_first = match.re is before_bracket
        score = _score(statement, match.start(), match.end(), noun_first=noun_first)
        if score > 0 and read_count(match["n"]) > 1 and not _is_planned(statement):
            yield _Count(statement, start, end, read_count(match["n"]), score)


def _is_planned(statement: Statement) -> bool:
    """Whether a statement tells how many are to come."""
    return statement.has(*cues.NOT_YET_STEMS) and cues.NOT_YET.search(statement.text) is not None


def _score(statement: Statement, start: int, end: int, *, noun_first: bool) -> int:
    """How much the words around a count speak for the whole study; 0 when they speak against it."""
    before = statement.text[max(0, start - 60) : start]
    after = statement.text[end : end + 400]
    if _INCLUDING in after:
        after = cues.PART.sub("", after)
    unbracketed = cues.BRACKET.sub("", after) if "(" in after else after
    ends_total = before.lower().rstrip(" ,").endswith(cues.TOTAL_ENDS)
    total = cues.TOTAL_BEFORE.search(before) if ends_total else None
    before = before[: total.start()] if total else before
    if not total and holds(before, ("Of ", "of ", "mong ")) and cues.DENOMINATOR.search(before):
        whole = cues.WHOLE_AFTER.search(unbracketed)
        part = cues.SUBSET.search(statement.text[start:end])  # "of 81 evaluable patients"
        return (_THRESHOLD if part else _OF_THEM) if whole else 0
    if _speaks_against(before, after, unbracketed):
        return 0
    if statement.has("compared") and cues.COMPARED_BEFORE.search(statement.text[:start]):
        return 0
    verbs = max(_weight_before(before), _weight_after(unbracketed))
    opens = (
        not before.strip()
        or before == "Enrolled "
        or (before.endswith(", ") and bool(cues.DATED.match(statement.text[:start])))
    )
    bonus = 3 * bool(total) + 2 * noun_first + opens * (1 + noun_first) + statement.is_title
    bonus += statement.has(*cues.STUDY_STEMS) and cues.STUDY.search(statement.text, 0, start) is not None
    bonus += 2 * bool(cues.WHOLE.search(statement.text[start:end]))
    malus = 2 * bool(cues.SUBSET.search(statement.text[start:end]))
    malus += 3 * (statement.section == CONCLUSIONS) + 2 * statement.tells_of_others(start)
    return verbs + bonus - malus


def _speaks_against(before: str, after: str, unbracketed: str) -> bool:
    end = before.rstrip().lower()
    return bool(
        cues.SHARE_AFTER.match(after)
        or (end.endswith(cues.FRACTION_ENDS) and cues.FRACTION_BEFORE.search(before))
        or cues.ARM_AFTER.match(after)
        or cues.OUTCOME_AFTER.match(after)
        or (end.endswith(cues.LISTED_ENDS) and cues.LISTED_BEFORE.search(before))
        or (holds(before, ("cohort", "set", "sample")) and cues.ONE_OF_SETS.search(before))
        or _is_coordinated(unbracketed.partition(_INCLUDING)[0])
    )


def _is_coordinated(after: str) -> bool:
    """Whether another count is joined to this one before its clause has a verb: "20 men and 30 women"."""
    joined = _joined().search(after)
    if joined is None or joined.start() > _CLAUSE_REACH:
        return False
    return not _CLAUSE_END.search(after, 0, joined.start() + 1)


def _weight_before(text: str) -> int:
    lowered = text.lower()
    for weight, words, pattern in cues.BEFORE:
        if holds(lowered, words) and pattern.search(text):
            return weight
    return 0


def _weight_after(text: str) -> int:
    lowered = text[:_VERB_REACH].partition(".")[0].partition(";")[0].lower()  # no pattern goes farther
    for weight, words, pattern in cues.AFTER:
        if holds(lowered, words) and pattern.match(text):
            return weight
    return 0
