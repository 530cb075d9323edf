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
from extractors.study_fields.counts import count_pattern, read_count, starts_before
from extractors.study_fields.statements import BACKGROUND, CONCLUSIONS, Statement, matches_at, observe, places
from extractors.text import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import Observation
    from extractors.study_fields.statements import Statements

_THRESHOLD = 4  # a verb of enrolment or study, or a preposition in a sentence that tells of studying
_OF_SCREENED_WEIGHT = 8
_OF_THEM = 6  # "Of 140 patients enrolled, 128 were treated"


class _Count(NamedTuple):
    statement: Statement
    start: int
    end: int
    number: int
    score: int


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A count beside the word for the patients, and one in brackets behind it, in lower case."""
    number = count_pattern()
    return (
        re.compile(rf"(?P<n>{number})[\s-]+(?:{cues.BETWEEN}){{0,8}}?{cues.NOUN}"),
        re.compile(rf"\b{cues.NOUN}\s?[(\[]\s?n\s?=\s?(?P<n>{number})\s?[)\]]"),
    )


_CLAUSE_END = lazy(r"[.;:wh](?:(?<=[.;:])|(?:(?<=\bw)(?:ere|as)|(?<=\bh)(?:ad|ave))\b)")
_CLAUSE_REACH = 140
_JOINT = lazy(r"[,awv](?:(?<=,)|(?<=\ba)nd\b|(?<=\bw)ith\b|(?<=\bv)(?:s\.?|ersus\b))(?=\s)")
_LONGEST_JOINT = len("versus ")


_ABBREVIATION = re.compile(r"[A-Z]{2,}")


@cache
def _joined() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A second count behind "and", "with", "versus", and the words behind it, in lower case."""
    return (
        re.compile(rf"\s(?!(?:19|20)\d\d\b){count_pattern()}\s"),
        re.compile(rf"(?:{cues.BETWEEN}){{0,4}}?{cues.NOUN}|(?:to|in|received|underwent|with|had)\b"),
    )


# Of those assessed, who were enrolled: "60 (83%) of 72 patients assessed were enrolled", "we included 151 of
# 156 identified patients", "of 239 registered patients, 216 were randomly assigned".
_OF_SCREENED = re.compile(
    r"(?:included|enrolled|recruited)\s(?P<n1>\d+)\s(?:\([\d.·]+\s?%\)\s)?(?:out\s)?of\s(?:the\s)?\d+\s(?:[\w-]+\s){0,3}?patients\b"
    r"|(?:^|[.:]\s)(?:of|among)\s(?:the\s)?[\d,]+\s(?:(?:registered|screened|assessed|identified|eligible)\s)?(?:patients|participants|individuals)"
    r"(?:\s(?:registered|screened|assessed|identified))?,\s(?P<n2>\d+)\s(?:patients\s)?were\s(?:\w+ly\s)?(?:enrolled|randomi[sz]ed|assigned|included|recruited)\b(?!\sto\s(?!either|one|receive|treatment))"
    r"|\b(?P<n>\d+)\s\([\d.·]+\s?%\)\sof\s(?:the\s)?\d+\s(?:[\w-]+\s){0,4}?(?:patients|participants|individuals)\s"
    r"(?:[\w-]+\s){0,4}?were\s(?:\w+ly\s)?(?:enrolled|randomi[sz]ed|assigned|included|recruited)\b"
)
_SIZE = re.compile(r"\bN\s?=\s?(?P<n>\d{1,3}(?:,\d{3})+|\d+)\b")
_SHARE = re.compile(
    r"(?<![\d/.])(?:\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|[a-z]*teen|[a-z]+ty(?:-[a-z]+)?))\s?(?:\([\d.·]+\s?%\)\s)?(?:/|\s?of\s(?:the\s)?)\s?(?P<n>\d{2,4})\b(?![/.%]\d|\s?%|\s?(?:mg|months|years|weeks|days))"
    r"(?P<patients>\s(?:\([\d.·]+\s?%\)\s)?(?:evaluable|treated|enrolled|assessable|eligible)\s(?:patients|pts|participants)\b)?"
)
_GROUPS = (" arm", " group", "cohort", " vs", "versus", "placebo", "compared")
_FEWEST = 10  # patients of a study that is known by its shares
_EQUALS = re.compile(r"n\s?=")
_LONGEST_NOUN = 40  # characters
_INCLUDING = ", including "
_REACH = 400  # of what is read behind a count
_ARM_REACH = 120  # of the longest words before an arm's noun, and it
_LIST_REACH = 20  # of the end of a list or of a fraction
_VERB_REACH = 260


def find_patients(statements: Statements) -> Iterator[Observation]:
    """Yield the number of patients, if a statement gives that of the whole study."""
    best: _Count | None = None
    starts = starts_before(cues.NOUN_BEGINNINGS, statements.lowered)
    by_place = {each.place: at for each, at in statements.parted(starts)}
    for statement in statements:
        if statement.section != BACKGROUND:
            for count in _counts(statement, by_place.get(statement.place, [])):
                if best is None or count.score > best.score:
                    best = count
    if best is None or best.score < _THRESHOLD:
        best = _sized_whole(statements) or _common_total(statements)
    if best is None:
        return
    number = best.number
    yield observe(
        best.statement, best.start, best.end, "n_patients", "count", value=float(number), decimals=0, n=number
    )


def _sized_whole(statements: Statements) -> _Count | None:
    """The one size with a capital, which is that of a whole: "after transplantation (N = 102)"."""
    found = [
        _Count(each, *match.span("n"), int(match["n"].replace(",", "")), _THRESHOLD)
        for each in statements
        if each.section != BACKGROUND and "N" in each.text
        for match in _SIZE.finditer(each.text)
        if not holds(each.lowered[max(0, match.start() - _LONGEST_NOUN) : match.start()], _GROUPS)
    ]
    return found[0] if len(found) == 1 else None


def _common_total(statements: Statements) -> _Count | None:
    """The total that shares of patients are out of: "84 of 135 (62%) patients enrolled", "47/60 (78%)".

    None where groups have their own, and where a total told once is not said to be of all treated.
    """
    found: list[_Count] = []
    told: dict[int, int] = {}
    of_patients: set[int] = set()
    for each in statements:
        if each.section in (BACKGROUND, CONCLUSIONS) or not holds(each.lowered, (" of ", "/")):
            continue
        for match in _SHARE.finditer(each.lowered):
            number = int(match["n"])
            if holds(each.lowered, _GROUPS):
                return None
            told[number] = told.get(number, 0) + 1
            found.append(_Count(each, *match.span("n"), number, _THRESHOLD))
            if match["patients"]:
                of_patients.add(number)
    largest = max(told, default=0)
    if largest < _FEWEST or (told[largest] == 1 and largest not in of_patients):
        return None
    return next(count for count in found if count.number == largest)


def _counts(statement: Statement, starts: list[int]) -> Iterator[_Count]:
    beside_noun, before_bracket = _patterns()
    lowered = statement.lowered
    matches = list(matches_at(beside_noun, lowered, starts))
    if "=" in lowered and (equals := _EQUALS.search(lowered)) is not None:
        matches += before_bracket.finditer(lowered, max(0, equals.start() - _LONGEST_NOUN))
    if "enrol" in lowered or "random" in lowered or "includ" in lowered or "recruit" in lowered:
        for match in _OF_SCREENED.finditer(lowered):
            group = next(name for name in ("n", "n1", "n2") if match[name])
            yield _Count(statement, *match.span(group), int(match[group]), _OF_SCREENED_WEIGHT)
    for match in matches:
        start, end = match.span("n")
        noun_first = match.re is before_bracket
        score = _score(statement, match.start(), match.end(), noun_first=noun_first)
        if score > 0 and read_count(match["n"]) > 1 and not _is_planned(statement):
            yield _Count(statement, start, end, read_count(match["n"]), score)


def _is_planned(statement: Statement) -> bool:
    """Whether a statement tells how many are to come."""
    return holds(statement.lowered, cues.NOT_YET_STEMS) and cues.NOT_YET.search(statement.lowered) is not None


def _is_part(words: str) -> bool:
    """Whether a count is of those only who could be judged, or are left."""
    return holds(words, cues.SUBSET_STEMS) and cues.SUBSET.search(words) is not None


def _score(statement: Statement, start: int, end: int, *, noun_first: bool) -> int:
    """How much the words around a count speak for the whole study; 0 when they speak against it."""
    lowered = statement.lowered
    before, after = lowered[max(0, start - 60) : start], lowered[end : end + _REACH]
    unbracketed = _plain(after)
    ends_total = before.rstrip(" ,").endswith(cues.TOTAL_ENDS)
    total = cues.TOTAL_BEFORE.search(before) if ends_total else None
    before = before[: total.start()] if total else before
    if not total and holds(before, ("of ", "among ")) and cues.DENOMINATOR.search(before):
        whole = cues.WHOLE_AFTER.search(unbracketed)
        part = _is_part(lowered[start:end])  # "of 81 evaluable patients"
        return (_THRESHOLD if part else _OF_THEM) if whole else 0
    if _is_fraction(before) and holds(lowered[start:end], cues.WHOLE_STEMS):
        return _THRESHOLD  # "395 of 488 enrolled patients"
    if _speaks_against(before, after) or _is_coordinated(statement, end, unbracketed):
        return 0
    if "compared" in lowered and cues.COMPARED_BEFORE.search(lowered[:start]):
        return 0
    verbs = _weight_before(before)
    if verbs < cues.STRONGEST:
        verbs = max(verbs, _weight_after(unbracketed))
    opens = (
        not before.strip()
        or before == "enrolled "
        or (before.endswith(", ") and bool(cues.DATED.match(lowered[:start])))
    )
    bonus = 3 * bool(total) + 2 * noun_first + opens * (1 + noun_first) + statement.is_title
    bonus += next(places(cues.STUDY, cues.STUDY_STEMS, lowered[:start]), None) is not None
    words = lowered[start:end]
    bonus += 2 * (holds(words, cues.WHOLE_STEMS) and cues.WHOLE.search(words) is not None)
    malus = 2 * _is_part(words)
    malus += 3 * (statement.section == CONCLUSIONS) + 2 * statement.tells_of_others(start)
    return verbs + bonus - malus


def _speaks_against(before: str, after: str) -> bool:
    end = before.rstrip()
    return bool(
        cues.SHARE_AFTER.match(after)
        or (end.endswith(cues.FRACTION_ENDS) and _is_fraction(before))
        or (holds(after[:_ARM_REACH], cues.ARMS) and cues.ARM_AFTER.match(after))
        or cues.EACH_AFTER.match(after)
        or cues.OUTCOME_AFTER.match(after)
        or (
            end.endswith(cues.LISTED_ENDS)
            and cues.LISTED_BEFORE.search(before, max(0, len(before) - _LIST_REACH))
        )
        or (holds(before, ("cohort", "set", "sample")) and cues.ONE_OF_SETS.search(before))
    )


def _is_fraction(before: str) -> bool:
    """Whether a count is that of which a part was told: "12 of 40 patients"."""
    start = 0 if "]" in before else max(0, len(before) - _LIST_REACH)
    return cues.FRACTION_BEFORE.search(before, start) is not None


def _is_coordinated(statement: Statement, end: int, after: str) -> bool:
    """Whether another count is joined to this one before its clause has a verb: "20 men and 30 women"."""
    after = after.partition(_INCLUDING)[0]
    clause_end = _CLAUSE_END.search(after, 0, _CLAUSE_REACH + _LONGEST_JOINT)
    last = min(_CLAUSE_REACH, clause_end.end() - 2) if clause_end else _CLAUSE_REACH
    count, words = _joined()
    for joint in _JOINT.finditer(after, 0, last + _LONGEST_JOINT):
        second = count.match(after, joint.end()) if joint.start() <= last else None
        if second and (
            words.match(after, second.end())
            or _ABBREVIATION.match(_plain(statement.text[end : end + _REACH]), second.end())
        ):
            return True
    return False


def _plain(after: str) -> str:
    """What follows a count, without its parts and brackets."""
    if _INCLUDING in after:
        after = cues.PART.sub("", after)
    return cues.BRACKET.sub("", after) if "(" in after else after


def _weight_before(text: str) -> int:
    words = text.split(" ")
    if words.pop() or not words:
        return 0
    weight = _weight_of(words)
    if words[-1] in cues.ALL:
        weight = max(weight, _weight_of(words[:-1], of_all=words[-1] != "some"))
    elif words[-3:] == ["a", "total", "of"]:
        weight = max(weight, _weight_of(words[:-3], of_all=False))
    elif words[-2:-1] == ["data"] and words[-1] in ("from", "on", "of"):
        weight = max(weight, _weight_of(words[:-2], of_all=False))
    if weight < cues.REPORTED_WEIGHT and "we " in text and cues.REPORTED_BEFORE.search(text):
        return cues.REPORTED_WEIGHT
    return weight


def _weight_of(words: list[str], *, of_all: bool = True) -> int:
    """How much the last words speak for the whole study; some only of all patients."""
    if not words:
        return 0
    last = words[-1]
    two = f"{_bare(words[-2])} {last}" if len(words) > 1 else ""
    weight = max(cues.WEIGHTS_BEFORE.get(two, 0), cues.WEIGHTS_BEFORE.get(_bare(last), 0))
    if weight < cues.WHOLE_WEIGHT and of_all and (two in cues.WHOLE_OF or _bare(last) in cues.WHOLE_OF):
        return cues.WHOLE_WEIGHT
    return weight


def _bare(word: str) -> str:
    """A word without what is printed right before it: a bracket, a hyphenated one."""
    return word if word.isalnum() else word.rpartition("-")[2].lstrip("([/'\"“")


def _weight_after(text: str) -> int:
    clause = text.partition(".")[0].partition(";")[0][:_VERB_REACH]
    for weight, reach, words, pattern in cues.AFTER:
        if holds(clause, words):
            match = pattern.search(clause) if reach else pattern.match(clause)
            if match and match.start() <= reach:
                return weight
    return 0
