"""What a sentence says at its end, or beside one of its values, of the values before it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.conditions import CUMULATIVE
from extractors.prose.sides import PAIR
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.runs import Run
    from extractors.prose.scene import Fact, Memory, Scene
    from extractors.prose.times import TimePoint

_DATED = frozenset(("OS", "PFS", "EFS", "RFS", "DFS", "LFS", "DOR", "CIR", "NRM"))  # given at landmarks
_CHANGED = re.compile(r"\w+ed\sby\s\d")  # "the risk was reduced by 45% (HR 0.55)"
_FACTOR = re.compile(
    r"(?:^|[,;:)]\s|\b(?:and|or|with|by|included?|including|were|was|are|is|for|of|in|the|than)\s)"
    r"(?P<name>(?!and\b|or\b)[^\s,;:()]+(?:\s(?!and\b|included?\b|were\b|was\b|with\b|the\b|than\b)[^\s,;:()]+){0,6})\s$"
)
_SUBJECT = re.compile(
    r"(?:The\s)?(?P<name>(?!This\b|These\b|There\b|It\b|We\b|Median\b)[A-Z][\w+/-]*(?:\s[\w+/-]+){0,2}?)"
    r"(?:\s(?:regimen|group|arm|therapy))?\s(?:was|is|had|showed|yielded)\s"
)
_THAN = re.compile(
    r"\b(?:than|(?:compared|comparison)\s(?:with|to)|over)\s(?:(?:was|did|with|in|for|the)\s)*[^\s(]+(?:\s[^\s(]+){0,2}\s\("
)
_REGIMEN = re.compile(r"^the\s|\s(?:regimen|group|arm|therapy)$")
_INCIDENCE = ("ncidence", *CUMULATIVE)
_ANALYSIS = re.compile(
    r"^(?:(?:On|In|By)\s(?:MVA|UVA|(?:[Mm]ulti|[Uu]ni)varia\w+(?:\sanalys[ei]s)?),?\s)?(?:only\s)?"
)
_EARLY_REACH = 12  # characters from "early" to the deaths
_PARTS_OF_CR = frozenset(("CR", "CRi"))
# "12.1 versus 8.3 months" names nobody.
_VALUES = re.compile(
    r"(?:[\d.,·%±<>-]+|versus|vs\.?|v|and|to|or|months?|mo|years?|weeks?|days?|[ ])+"
    r"|.*\d%?\s(?:versus|vs\.?|v\.?)\s\d.*"
)

# Between two items of a list: "2 PR (…), 7 SD", "ORR was 40%, and the median PFS was".
_LISTED = re.compile(
    r"(?:\s?\([A-Za-z/]+\))?(?:,\s(?:and\s)?|\s(?:and|or)\s)(?:(?:an?|the|median|rates?|of|patients?|pts|had|\d-year)\s)*"
)
_IN_THE = re.compile(r"\b(?:in|for|with|on)\s(?:the\s)?$")
_NAME_WORD = r"[\w/+-]+(?:\([^()\s]*\))?"
_NAME = rf"(?P<name>(?=[A-Za-z]){_NAME_WORD}(?:\s(?!and\b|or\b|was\b|were\b){_NAME_WORD}){{0,2}})"
_NEXT_NAME = lazy(
    rf"[,;]?\s(?:and\s)?(?!and\b|or\b|in\b|of\b|at\b|to\b|for\b|with\b|vs\b|versus\b){_NAME}[,:]?\s"
)
_FIRST_NAME = lazy(
    rf"(?:(?:\b(?:were|was|as follows):?|:)\s(?:as follows:\s)?|\((?=[^()]*[,:]\s$)){_NAME}[,:]?\s$"
)
_PERIOD = lazy(
    r"\s(?:from|in|between|during)\s(?:the\s)?(?P<name>(?:19|20)\d\d(?:s\b|\s?(?:through|to|and|–|-)\s?(?:19|20)\d\d))"
)


def compose_remissions(scene: Scene, facts: list[Fact]) -> None:
    """A remission parted in its bracket is of both kinds: "70% had a CR (62% CR, 8% CRi)"."""
    if not any(fact.mention.code == "CRi" for fact in facts):
        return
    for whole in facts:
        if whole.mention.code != "CR":
            continue
        at = max(whole.mention.end, whole.quantity.end)
        inside = next((pair for pair in scene.brackets.pairs if at <= pair[0] <= at + PAIR), (at, at))
        parts = {fact.mention.code for fact in facts if inside[0] < fact.quantity.start < inside[1]}
        if parts >= _PARTS_OF_CR:
            whole.mention = replace(whole.mention, code="CR/CRi")


_COMMONEST = re.compile(
    r"\)?\s(?:were|was|being)\s(?:also\s)?(?:the\s|among\sthe\s)?(?:most\s(?:common|frequent)\w*|commonest|main|only|predominant)\s"
)
_SAID_REACH = 60  # characters from there to the grade


def name_undated_deaths(scene: Scene, facts: list[Fact]) -> None:
    """Mortality without a landmark is the deaths in all, unless it is called early."""
    for fact in facts:
        mention = fact.mention
        if mention.code == "MORT" and fact.months is None and fact.quantity.unit != "ratio":
            printed = scene.text[max(0, mention.start - _EARLY_REACH) : mention.end].lower()
            if "ortality" in printed and "early" not in printed and "induction" not in printed:
                fact.mention = replace(mention, code="deaths")


def name_factors(scene: Scene, facts: list[Fact]) -> None:
    """What stands before the bracket of each of several ratios names whom it is of."""
    ratios = [fact for fact in facts if fact.quantity.unit == "ratio"]
    if len(ratios) < PAIR:
        return
    if not (
        _compared_subject(scene, ratios[0]) and len({fact.arm for fact in ratios}) == 1
    ):  # one comparison for all is none
        ratios = [fact for fact in ratios if not _names_arm(scene, fact)]
    brackets = [scene.brackets.around(fact.quantity.start) for fact in ratios]
    if any(bracket and _compares(facts, bracket) for bracket in brackets):
        return  # "(median PFS 9.9 vs 7.6 months, HR 0.7)" is of two arms
    if len(set(brackets)) < PAIR or None in brackets:
        return
    for fact, bracket in zip(ratios, brackets, strict=True):
        factor = _FACTOR.search(scene.text, 0, bracket[0]) if bracket else None
        inside = factor and any(
            factor.start() <= m.start < factor.end() and (m.code != "AE" or fact.mention.code == "AE")
            for m in scene.mentions
        )
        told = factor and (_VALUES.fullmatch(factor["name"]) or _CHANGED.match(factor["name"]))
        if factor and not inside and not told:
            subject = _compared_subject(scene, fact)
            name = _ANALYSIS.sub("", factor["name"])
            fact.arm = f"{subject} vs {_REGIMEN.sub('', name)}" if subject else name


def _compares(facts: list[Fact], bracket: tuple[int, int]) -> bool:
    """Whether a bracket holds values that its ratio compares."""
    inside = [f for f in facts if bracket[0] < f.quantity.start < bracket[1] and f.quantity.unit != "ratio"]
    return len(inside) >= PAIR


def _compared_subject(scene: Scene, ratio: Fact) -> str:
    """What several others are compared with: "X had longer OS than Y (HR 0.59) or Z (0.69)"."""
    subject = _SUBJECT.match(scene.text)
    compared = subject and _THAN.search(scene.text, subject.end(), ratio.quantity.start)
    return subject["name"] if subject and compared else ""


def _names_arm(scene: Scene, fact: Fact) -> bool:
    """Whether the sentence itself names the arms of a ratio."""
    return any(name in fact.arm for arm in scene.arms for name in arm.names)


def fill_times(scene: Scene, runs: list[Run], facts: list[Fact]) -> None:
    """A landmark at the end holds for every estimate: "EFS (81% vs 72%) and OS (89% vs 83%) at 5 years"."""
    start, end = runs[-1].after
    last = next((t for t in scene.figures.times if start <= t.start < end and not t.adjective), None)
    if last is None or len(last.months) != 1 or _is_told_aside(scene, last):
        return
    if any(time is not last and time.start < start for time in scene.figures.times):
        return
    clause = scene.text.rfind(";", 0, start)
    dated = [fact.mention for fact in facts if fact.months is not None]
    for fact in facts:
        named = fact.mention.code in _DATED or fact.mention in dated
        if named and fact.quantity.unit == "percent" and fact.months is None and fact.quantity.start > clause:
            fact.months = last.months[0]


def _is_told_aside(scene: Scene, time: TimePoint) -> bool:
    """Whether a landmark stands in a bracket with other numbers: "relapsed (one at 7 months, one at 9)"."""
    bracket = scene.brackets.around(time.start)
    return bracket is not None and any(
        bracket[0] < t.start < bracket[1] for t in scene.figures.times if t is not time
    )


def repeat_times(facts: list[Fact]) -> None:
    """A list follows the landmarks before: "OS was 62% at 1 year and 41% at 3; PFS was 45% and 22%"."""
    for at in range(PAIR, len(facts) - 1):
        first, second = facts[at - PAIR : at], facts[at : at + PAIR]
        if any(fact.time is not first[1].time or fact.months is None or fact.arm for fact in second):
            continue
        own = first[0].mention is first[1].mention is not second[0].mention is second[1].mention
        dated = first[0].months is not None and first[0].months != first[1].months
        others = [*facts[: at - PAIR], *facts[at + PAIR :]]
        if (
            own
            and dated
            and not any(f.mention is first[0].mention or f.mention is second[0].mention for f in others)
        ):
            second[0].months, second[1].months = first[0].months, first[1].months


def date_incidences(scene: Scene, facts: list[Fact]) -> None:
    """The incidence of an event is one up to a landmark; other shares of events have none."""
    if not holds(scene.text, _INCIDENCE):
        return
    only = scene.figures.times[0] if len(scene.figures.times) == 1 else None
    for fact in facts:
        incident = fact.mention.code == "AE" and holds(scene.text[: fact.quantity.start], _INCIDENCE)
        time = fact.time or (only if only and _is_dating(scene, only, fact) else None)
        if incident and time and len(time.months) == 1 and fact.quantity.unit == "percent":
            fact.months = fact.months or time.months[0]


def _is_dating(scene: Scene, time: TimePoint, fact: Fact) -> bool:
    """Whether the only landmark of a sentence can be a value's: no outcome stands between them."""
    stop = fact.quantity.stop
    return not any(stop <= mention.start < time.start for mention in scene.mentions)


def date_brackets(scene: Scene, runs: list[Run], facts: list[Fact]) -> None:
    """Contrasts in one bracket behind as many landmarks: "at 1 and 5 years (60% vs 49%; 44% vs 39%)"."""
    for time in scene.figures.times:
        if len(time.months) < PAIR:
            continue
        bracket = next((pair for pair in scene.brackets.pairs if pair[0] >= time.end), None)
        inside = [run for run in runs if bracket and bracket[0] < run.quantities[0].begin < bracket[1]]
        between = bracket and any(time.end <= run.quantities[0].begin < bracket[0] for run in runs)
        if between or len(inside) != len(time.months):
            continue
        for run, months in zip(inside, time.months, strict=True):
            own = {id(quantity) for quantity in run.quantities}
            for fact in facts:
                if id(fact.quantity) in own and fact.months is None and fact.quantity.unit == "percent":
                    fact.months, fact.rule = months, "time points"


def fill_arms(scene: Scene, runs: list[Run], facts: list[Fact]) -> None:
    """An arm named after a list holds for all of it: "A (68%), B (64%) and C (56%) for X"."""
    if sum(run.bracketed for run in runs) < PAIR:
        return
    by_quantity = {id(fact.quantity): fact for fact in facts}
    pending: list[Fact] = []
    for run in runs:
        first = by_quantity.get(id(run.quantities[0]))
        if first is None or len(run.quantities) > 1:
            pending = []
            continue
        if first.arm == "" and first.quantity.unit in ("percent", "count") and run.bracketed:
            pending.append(first)
            continue
        arm_after = next(
            (a for a in scene.arms if run.after[0] <= a.start < run.after[1] and len(a.names) == 1), None
        )
        if pending and run.bracketed and arm_after and first.arm == arm_after.names[0]:
            for fact in pending:
                fact.arm = first.arm
        pending = []


def grade_commonest(scene: Scene, facts: list[Fact]) -> None:
    """The grade of what events are said to be: "X (48%) and Y (29%) were the most common grade ≥3 AEs"."""
    said = _COMMONEST.search(scene.text)
    if said is None:
        return
    grade = next((g for g in scene.figures.grades if said.end() <= g.start < said.end() + _SAID_REACH), None)
    if grade is None or ";" in scene.text[said.end() : grade.start]:
        return
    for fact in facts:
        if fact.mention.code == "AE" and fact.quantity.stop <= said.start() + 1 and fact.grade_from is None:
            fact.grade_from, fact.grade = grade, grade.least


def repeat_grades(scene: Scene, facts: list[Fact]) -> None:
    """The grades of a bracket hold for the next: "X (all grades, 25%; grade 3-4, 11%) and Y (7%; 2%)"."""
    for first, graded, third, last in zip(facts, facts[1:], facts[2:], facts[3:], strict=False):
        told = first.mention.code == third.mention.code == "AE" and first.mention is graded.mention
        alike = third.mention is last.mention and _is_one_bracket(scene, third, last)
        if not (told and alike and _is_one_bracket(scene, first, graded)):
            continue
        if graded.grade and not first.grade and last.grade_from is None and third.grade_from is None:
            last.grade, last.grade_from = graded.grade, graded.grade_from


def _is_one_bracket(scene: Scene, first: Fact, second: Fact) -> bool:
    bracket = scene.brackets.around(first.quantity.begin)
    return bracket is not None and bracket == scene.brackets.around(second.quantity.begin)


def share_arms(scene: Scene, facts: list[Fact], memory: Memory) -> None:
    """An arm of the document told once for outcomes listed: "2 PR, 7 SD and 3 PD in the X arm"."""
    known = {name: arm for arm in scene.arms for name in arm.names if name in memory.arms}
    if not known:
        return
    for first, second in pairwise(facts):
        arm = None if second.arm else known.get(first.arm)
        if arm and arm.start < first.quantity.begin and _listed(scene, first, second):
            second.arm = first.arm
    for first, second in reversed([*pairwise(facts)]):
        arm = None if first.arm else known.get(second.arm)
        if arm and arm.start > second.quantity.begin and _listed(scene, first, second):
            first.arm = second.arm
    name, arm = next(iter(known.items()))
    last = scene.text[arm.end :].strip(" .") == "" and _IN_THE.search(scene.text, 0, arm.start)
    if len(scene.arms) == 1 and last and not any(fact.arm for fact in facts):
        for fact in facts:
            fact.arm = name  # "we saw two PR, and five patients were not evaluable in the X arm"


def _listed(scene: Scene, first: Fact, second: Fact) -> bool:
    """Whether two outcomes, each with its value, are items of one list."""
    if first.mention is second.mention or "ratio" in (first.quantity.unit, second.quantity.unit):
        return False
    if "follow_up" in (first.mention.code, second.mention.code):
        return False  # of everybody, whatever is told next
    before = second.mention.start < first.quantity.begin  # "CR and OS were 40% and 12 months with X"
    start = max(first.quantity.stop, first.mention.end)
    end = second.quantity.begin if before else min(second.quantity.begin, second.mention.start)
    return start < end and _LISTED.fullmatch(scene.text, start, end) is not None


def name_listed_arms(scene: Scene, facts: list[Fact], memory: Memory) -> None:
    """Names that stand right before the values of a list: "CR rates were A 26%, B 60%, and C 53%"."""
    if len(facts) <= PAIR:
        return
    listed: list[tuple[Fact, str]] = []
    for first, second in pairwise(facts):
        match = _NEXT_NAME.fullmatch(
            scene.text, first.quantity.stop, max(first.quantity.stop, second.quantity.begin)
        )
        if match is None or first.mention is not second.mention or second.arm:
            break
        listed.append((second, match["name"]))
    opening = _FIRST_NAME.search(scene.text, 0, facts[0].quantity.begin) if len(listed) > 1 else None
    if opening is None or facts[0].arm:
        return
    for fact, name in ((facts[0], opening["name"]), *listed):
        fact.arm = name
    memory.order = tuple(fact.arm for fact in facts[: len(listed) + 1])


def name_sized(runs: list[Run], facts: list[Fact], groups: tuple[str, ...]) -> None:
    """Groups listed with their sizes take each list of as many values."""
    by_quantity = {id(fact.quantity): fact for fact in facts}
    for run in runs:
        dealt = [by_quantity.get(id(quantity)) for quantity in run.quantities]
        if (
            len(dealt) != len(groups)
            or None in dealt
            or len({fact.arm for fact in dealt if fact}) == len(groups)
        ):
            continue
        for fact, group in zip(dealt, groups, strict=True):
            if fact:
                fact.arm = group


def name_periods(scene: Scene, facts: list[Fact]) -> None:
    """Periods that values are compared over: "29.7% from 1980 through 1989 and 24.4% in the 1990s"."""
    if "19" not in scene.text and "20" not in scene.text:
        return
    periods = [_PERIOD.match(scene.text, fact.quantity.stop) for fact in facts]
    if sum(period is not None for period in periods) > 1:
        for fact, period in zip(facts, periods, strict=True):
            if period and not fact.arm:
                fact.arm = period["name"]


def remember_order(facts: list[Fact], memory: Memory, *, cut: Fact | None = None) -> None:
    """The arms of one outcome in the order this sentence gives them; a later list follows it."""
    if len({fact.arm for fact in facts if fact.arm}) < PAIR:
        return
    told: dict[tuple[str, str], list[str]] = {}
    for fact in facts:
        if fact.arm:
            told.setdefault((fact.mention.code, fact.quantity.unit), []).append(fact.arm)
    for fact in facts:
        if cut and cut.mention is fact.mention and cut.arm:  # a list that begins before these facts
            continue
        arms = told.get((fact.mention.code, fact.quantity.unit), ())
        if len(set(arms)) == len(arms) > 1 and fact.quantity.unit != "ratio":
            memory.order, memory.fresh = tuple(arms), True


def attach_p_values(scene: Scene, facts: list[Fact]) -> None:
    """A P goes to every value of the comparison before it."""
    last_end = 0
    for p_value in scene.figures.p_values:
        inner = scene.brackets.around(p_value.start)
        if inner and not scene.text[inner[0] + 1 : p_value.start].strip():
            before = _ratios_behind(facts, p_value.end, inner[1])
        else:
            before = []
        before = before or _before_p(facts, last_end, p_value.start, inner)
        candidates = [f for f in before if not f.child or (inner and inner[0] < f.quantity.start)]
        if candidates:
            nearest = max(candidates, key=lambda f: f.quantity.start)
            starts = [n.start for n in scene.figures.numbers if p_value.start <= n.start < p_value.end]
            compared = any(f.quantity.unit == "months" and not f.quantity.not_reached for f in candidates)
            for fact in candidates:
                if fact.quantity.not_reached and not compared:
                    continue  # "was not reached in either group (HR 0.8; P = .15)"
                same = fact.mention.code == nearest.mention.code and fact.mention.term == nearest.mention.term
                if same and fact.quantity.p_value is None:
                    fact.quantity.p_value = p_value.printed
                    fact.quantity.numbers += starts
        last_end = p_value.end


def _before_p(facts: list[Fact], start: int, end: int, bracket: tuple[int, int] | None) -> list[Fact]:
    """The facts before a P; where its own bracket holds the values compared, those alone."""
    before = [f for f in facts if start <= f.quantity.start < end and f.mention.code != "follow_up"]
    compared = [f for f in before if bracket and bracket[0] < f.quantity.start]
    return compared if sum(f.quantity.unit != "ratio" for f in compared) >= PAIR else before


def _ratios_behind(facts: list[Fact], start: int, end: int) -> list[Fact]:
    """The ratio that follows a P in its bracket: "(P = .02; HR, 1.5)"."""
    return [f for f in facts if start <= f.quantity.start < end and f.quantity.unit == "ratio"][:1]
