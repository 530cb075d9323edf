"""Dealing the values of a list out to arms, time points, outcomes or grades."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractors.lazy_patterns import lazy
from extractors.prose.scene import Fact
from extractors.prose.sides import PAIR, arm_pair, flat_names, listed_groups, next_comparator, one_group

if TYPE_CHECKING:
    from extractors.prose.figures import Grade
    from extractors.prose.outcomes import Mention
    from extractors.prose.runs import Run
    from extractors.prose.scene import Memory, Scene
    from extractors.prose.sides import RunArms
    from extractors.prose.times import TimePoint

_DATED_EVENTS = ("gvhd", "graft-versus-host disease")  # told at landmarks, as survival is
_THREE_AND_FOUR = lazy(r"(?:3|III)\s(?:and|&)\s(?:[Gg]rade\s)?(?:4|IV)$")
_THREE_SLASH_FOUR = lazy(r"(?:3|III)\s?/\s?(?:4|IV)$")
_HEADING = re.compile(r"\s?[;,/]\s?")
_THE_SAME = re.compile(r"\b(?:the same|identical|equal)\b(?! time| day| period)")
# What is said of the arm right behind it: "was higher in the", "longer with".
_COMPARATIVE = re.compile(
    r"\b(?:(?P<more>higher|greater|increased|longer|prolonged|more\s\w+)|lower|less\s\w+|reduced|decreased|shorter|shortened)"
    r"(?:\s(?:percentage|proportion|rate|incidence|frequency|number|share)s?(?:\sof\s(?:[a-z]+\s){0,2}[a-z]+)?)?"
    r"\s(?:in|with|for|after|among|following|on)\s(?:the\s|patients\s|those\s|in\s|with\s|receiving\s|treated\s)*$"
)
_SAID_AGAIN = re.compile(r"\b[Cc]orresponding\s")
_FALLING = frozenset(("OS", "PFS", "EFS", "RFS", "DFS", "LFS"))
_OVERALL = re.compile(r"\s?overall\b")  # "62% at week 16 and 71% overall"


class Hand(NamedTuple):
    """A list of values and all that could be dealt out to them."""

    scene: Scene
    run: Run
    names: list[Mention]
    time: TimePoint | None
    arms: RunArms
    memory: Memory

    @property
    def months(self) -> tuple[float, ...]:
        """The landmarks named with the list."""
        return self.time.months if self.time else ()


def deal_out(hand: Hand) -> list[Fact]:
    """Give each value of a run its outcome, arm and time point."""
    contrasts = hand.run.contrasts
    if not contrasts:
        return _deal_single(hand)
    if any(contrasts) and not all(contrasts):
        return _deal_grouped(hand)
    if hand.run.slash:
        return _deal_grades(hand)
    return _deal_list(hand)


def _deal_list(hand: Hand) -> list[Fact]:
    """Several values: there are as many arms, landmarks or outcomes, or two known arms are contrasted."""
    size = len(hand.run.quantities)
    contrast = all(hand.run.contrasts)
    facts = [Fact(hand.names[-1], quantity, "value", time=hand.time) for quantity in hand.run.quantities]
    own = _own_arms(hand) if hand.scene.arms else ()
    if len(own) == size or len(hand.arms.names) == size:
        return _with_arms(hand, facts, own or hand.arms.names, "arms")
    arm = hand.arms.names[0] if len(hand.arms.names) == 1 else one_group(hand.scene, hand.run)
    if not contrast and len(grades := named_grades(hand.scene, hand.run)) == size and len(hand.names) == 1:
        for fact, grade in zip(facts, grades, strict=True):
            fact.arm, fact.grade_from, fact.rule = arm, grade, "grades"
        return facts
    if not contrast and (dated := _deal_landmarks(hand, facts, arm)):
        return dated
    if not contrast and len(hand.names) == size:
        return _deal_names(hand, facts, arm)
    pair = (
        listed_groups(hand.scene, hand.run)
        or next_comparator(hand.run, hand.arms, hand.memory)
        or (() if _is_change(hand) else arm_pair(hand.scene, hand.memory, size))
    )
    if len(pair) == size:
        pair = pair[::-1] if _points_back(hand, pair) else pair
        return _with_arms(hand, facts, pair, "contrast" if contrast else "arms")
    again = _SAID_AGAIN.search(hand.scene.text, *hand.run.before)  # of the groups of the outcome before
    return _dated(facts, hand.time, "contrast") if contrast or again else _with_grades(hand, facts, arm)


def _deal_landmarks(hand: Hand, facts: list[Fact], arm: str) -> list[Fact]:
    """Values of as many landmarks, or of several outcomes at each; none where there are not as many."""
    size = len(facts)
    if len(hand.names) * len(hand.months) == size > len(hand.names) > 1:
        return _deal_grid(hand, facts, arm)
    if len(hand.months) != size:
        return []
    for fact, month in zip(facts, hand.months, strict=True):
        fact.months, fact.arm, fact.rule = month, arm, "time points"
    return facts


def _deal_names(hand: Hand, facts: list[Fact], arm: str) -> list[Fact]:
    """As many outcomes as values, each at its own landmark or all at one."""
    for fact, name in zip(facts, hand.names, strict=True):
        fact.mention, fact.arm = name, arm
    times = [_own_time(hand.scene, name) for name in hand.names]
    if len({time.start for time in times if time}) < len(facts):
        return _dated(facts, hand.time, "outcomes")
    for fact, time in zip(facts, times, strict=True):
        fact.time, fact.months, fact.rule = time, _months(fact, time), "outcomes"
    return facts


def _own_time(scene: Scene, name: Mention) -> TimePoint | None:
    """The landmark right behind a name: "relapse at 1 year and NRM at 2 years were 20% and 10%"."""
    return next((time for time in scene.figures.times if time.start == name.end + 1), None)


def _deal_grid(hand: Hand, facts: list[Fact], arm: str) -> list[Fact]:
    """Each outcome at each landmark: "2- and 4-year PFS and OS were 71% and 75%, and 52% and 61%".

    What is named first is told group by group, unless a survival would rise with time.
    """
    by_time = [(name, month) for month in hand.months for name in hand.names]
    by_name = [(name, month) for name in hand.names for month in hand.months]
    first = hand.time is not None and hand.time.start < hand.names[0].start
    for cells in (by_time, by_name) if first else (by_name, by_time):
        if all(_falls(cells, facts, name) for name in hand.names):
            for fact, (name, month) in zip(facts, cells, strict=True):
                fact.mention, fact.months, fact.arm, fact.rule = name, month, arm, "time points"
            return facts
    return []


def _falls(cells: list[tuple[Mention, float]], facts: list[Fact], name: Mention) -> bool:
    """Whether the values of a survival do not rise from landmark to landmark; other outcomes may."""
    told = [
        (month, fact.quantity.value or 0.0)
        for fact, (mention, month) in zip(facts, cells, strict=True)
        if mention is name
    ]
    values = [value for _, value in sorted(told, key=lambda each: each[0])]
    return name.code not in _FALLING or values == sorted(values, reverse=True)


def _points_back(hand: Hand, pair: tuple[str, ...]) -> bool:
    """Whether the sentence's only arm is the second of two: "higher in X (10% vs 29%)" has X last."""
    scene = hand.scene
    values = [quantity.value for quantity in hand.run.quantities]
    if len(pair) != PAIR or None in values or flat_names(scene.arms) != pair[:1]:
        return False
    before = scene.arms[0].start
    said = _COMPARATIVE.search(scene.text, 0, before)
    if said is None or scene.arms[0].end > hand.run.quantities[0].begin:
        return False
    first, second = (value or 0.0 for value in values)
    return first < second if said["more"] else first > second


def _own_arms(hand: Hand) -> tuple[str, ...]:
    """The arms that stand between the values of a list and their intervals: "87% with X (81-92%), ..."."""
    found = [
        next((arm.names[0] for arm in hand.scene.arms if each.end <= arm.start < each.stop and arm.names), "")
        for each in hand.run.quantities
    ]
    return tuple(found) if all(found) else ()


def _with_grades(hand: Hand, facts: list[Fact], arm: str) -> list[Fact]:
    """Two values without arms are of the grades three and four, where both are named; else of nothing."""
    grades = parted_grades(hand.scene, hand.run)
    for fact, grade in zip(facts, grades, strict=False):
        fact.arm, fact.grade_from, fact.rule = arm, grade, "grades"
    return facts if grades else []


def parted_grades(scene: Scene, run: Run) -> list[Grade]:
    """Return the two grades that two values are of: "grade 3 and 4 toxicities were anemia (10% and 2%)"."""
    if len(run.quantities) != PAIR or any(run.contrasts):
        return []
    before = [grade for grade in scene.figures.grades if grade.end <= run.quantities[0].begin]
    if not before or not _THREE_AND_FOUR.search(scene.text, before[-1].start, before[-1].end):
        return []
    return [before[-1]._replace(least=grade) for grade in (3, 4)]


def _is_change(hand: Hand) -> bool:
    """Whether two values are of one group, earlier and later: "improved from 40% to 55%"."""
    first, last = hand.run.quantities[0], hand.run.quantities[-1]
    text = hand.scene.text
    return text.endswith(" from ", 0, first.begin) and text.endswith(" to ", first.stop, last.begin)


def named_grades(scene: Scene, run: Run) -> list[Grade]:
    """Return the grades before a list of values: "any-grade and grade 3-4 CRS occurred in 63% and 2%"."""
    start, end = run.before
    own = [grade for grade in scene.figures.grades if start <= grade.start < end]
    if own:
        return own
    before = [grade for grade in scene.figures.grades if grade.start < start]
    for place, (first, second) in enumerate(pairwise(before)):
        if _HEADING.fullmatch(scene.text, first.end, second.start):
            return before[place : place + PAIR]  # "(all grade; grade 3/4) were neutropenia (71%; 64%), ..."
    return []


def _with_arms(hand: Hand, facts: list[Fact], arms: tuple[str, ...], rule: str) -> list[Fact]:
    hand.memory.order = arms
    for fact, arm in zip(facts, arms, strict=True):
        fact.arm = arm
    return _dated(facts, hand.time, rule)


def _deal_grades(hand: Hand) -> list[Fact]:
    """The values stand for the grades named together before: "(any grade/grade 3-4) ... nausea (45%/3%)".

    Or for the arms: "(A/B) ... nausea (45%/38%)".
    """
    quantities = hand.run.quantities
    if len(quantities) == PAIR and (pair := _slashed_arms(hand)):
        facts = [Fact(hand.names[-1], quantity, "arms", time=hand.time) for quantity in quantities]
        return _with_arms(hand, facts, pair, "arms")
    grades = [grade for grade in hand.scene.figures.grades if grade.end <= quantities[0].begin]
    size = len(quantities)
    if len(hand.months) == size and len(hand.names) == 1 and not grades:  # "1-yr/2-yr NRM: 12%/15%"
        facts = [Fact(hand.names[-1], quantity, "time points", time=hand.time) for quantity in quantities]
        return _deal_landmarks(hand, facts, hand.arms.names[0] if len(hand.arms.names) == 1 else "")
    if size == PAIR and grades and _are_parted(hand.scene.text, grades[-1]):
        grades = [grades[-1]._replace(least=grade) for grade in (3, 4)]  # "G3/4: neutropenia 29%/7%"
    between = hand.scene.text[hand.names[0].end : hand.names[-1].start]
    if len(hand.names) > 1 and size % len(hand.names) == 0 and not any(map(str.isdigit, between)):
        size //= len(hand.names)  # "CRS and ICANS (any grade/grade ≥3) were 93%/13% and 64%/28%"
    arm = hand.arms.names[0] if len(hand.arms.names) == 1 else ""
    if len(grades) < size or hand.names[-1].code != "AE":
        return _deal_outcomes(hand, arm)
    grades = grades[-size:]
    if any(grades[0].end <= each.begin < grades[-1].start for each in hand.scene.figures.quantities):
        return []  # "any-grade CRS in 70%/65%, grade 3 in 2%/0%"
    names = hand.names if size < len(quantities) else hand.names[-1:]
    return [
        Fact(names[place // size], quantity, "grades", arm=arm, grade_from=grades[place % size])
        for place, quantity in enumerate(quantities)
    ]


def _deal_outcomes(hand: Hand, arm: str) -> list[Fact]:
    """As many outcomes as values, parted as they are: "the ORR/CR rates were 45%/27%"."""
    if len(hand.names) != len(hand.run.quantities) or any(name.code == "AE" for name in hand.names):
        return []
    facts = [
        Fact(name, quantity, "outcomes", arm=arm, time=hand.time)
        for name, quantity in zip(hand.names, hand.run.quantities, strict=True)
    ]
    return _dated(facts, hand.time, "outcomes")


def _are_parted(text: str, grade: Grade) -> bool:
    """Whether two grades are parted as their values are: "G3/4: neutropenia 29%/7%"."""
    return _THREE_SLASH_FOUR.search(text, grade.start, grade.end) is not None


def _slashed_arms(hand: Hand) -> tuple[str, ...]:
    """Two arms named with a slash before a list of values: "(A/B)"."""
    begin = hand.run.quantities[0].begin
    for first, second in pairwise(hand.scene.arms):
        if second.end <= begin and hand.scene.text[first.end : second.start].strip() == "/":
            return (*first.names[:1], *second.names[:1])
    return ()


def _deal_single(hand: Hand) -> list[Fact]:
    """One value: of the nearest outcome, or of each where the sentence says so."""
    scene, run, names, time, arms, memory = hand
    quantity = run.quantities[0]
    each = "both" in scene.cue_words and bool(scene.cues("both", run.before[0], run.after[1]))
    several = len(names) > 1 and (quantity.not_reached or (each and not arms.every) or _are_all(hand))
    chosen = names if several else [_nearest(run, names)]
    if each and len(hand.months) > 1 and quantity.unit == "percent":
        return [Fact(chosen[0], quantity, "time points", months=month) for month in hand.months]
    facts = [Fact(name, quantity, "value", time=time) for name in chosen]
    if time and (time.adjective or not _OVERALL.match(scene.text, quantity.end)):
        facts = _dated(facts, time, "value")
    if quantity.unit == "ratio":
        pair = arms.names if len(arms.names) == PAIR else arm_pair(scene, memory, PAIR)
        for fact in facts:
            fact.arm, fact.rule = " vs ".join(pair) if all(pair) else "", "ratio"
        return facts
    if arms.every or (len(arms.names) > 1 and (each or _are_the_same(hand))):
        return [replace(fact, arm=arm, rule="every arm") for fact in facts for arm in _every_arm(hand)]
    if arms.names:
        arm = arms.names[0] if len(arms.names) == 1 else _nearest_arm(hand)
        for fact in facts:
            fact.arm = arm
    return facts


def _are_all(hand: Hand) -> bool:
    """Whether two outcomes are given one value, the sentence's only one: "PFS and OS were 81%"."""
    quantity, text = hand.run.quantities[0], hand.scene.text
    alone = sum(each.unit == quantity.unit for each in hand.scene.figures.quantities) == 1
    return alone and len(hand.names) == PAIR and text.endswith(" were ", 0, quantity.begin)


def _are_the_same(hand: Hand) -> bool:
    """Whether one value is said to be that of several arms: "was the same in A and B (10%)"."""
    return _THE_SAME.search(hand.scene.text, *hand.run.before) is not None


def _every_arm(hand: Hand) -> tuple[str, ...]:
    """The arms that "both arms" means; what was not reached in either was not reached at all."""
    if len(hand.arms.names) > 1:
        return hand.arms.names
    if hand.run.quantities[0].not_reached:
        return ("",)
    return next((arms for arms in (hand.memory.arms, hand.memory.order) if len(arms) == PAIR), ("",))


def _nearest_arm(hand: Hand) -> str:
    """Of several arms named with one value the last before it, or the first behind it."""
    last = hand.arms.names[-1]
    start, end = hand.run.before
    before = any(last in arm.names and start <= arm.start < end for arm in hand.scene.arms)
    return last if before else hand.arms.names[0]


def _nearest(run: Run, names: list[Mention]) -> Mention:
    """Of several outcomes for one value the one next to it."""
    return names[0] if names[0].start >= run.quantities[-1].start else names[-1]


def _dated(facts: list[Fact], time: TimePoint | None, rule: str) -> list[Fact]:
    """Give facts the time point of their list, and the rule that dealt it out."""
    for fact in facts:
        fact.months, fact.rule = _months(fact, time), rule
    return facts


def _months(fact: Fact, time: TimePoint | None) -> float | None:
    """The time point of a rate; medians, ratios and adverse events have none."""
    if time is None or fact.quantity.unit not in ("percent", "count") or len(time.months) != 1:
        return None
    dated = fact.mention.code != "AE" or str(fact.mention.term).endswith(_DATED_EVENTS)
    return time.months[0] if dated else None


def _deal_grouped(hand: Hand) -> list[Fact]:
    """Two lists in one: "41.5% vs. 22.2% and 53.0% vs. 23.9%", "31.1 and 17.8 vs. 21.1 and 12.6 months".

    One dimension is the arms; the other the outcomes, the time points or mean and median.
    """
    groups = hand.run.groups
    if hand.run.contrast_is_outer:
        groups = [list(column) for column in zip(*groups, strict=False)]
    size = len(groups[0])
    averages = _averages(hand)
    whole = all(len(group) == size for group in groups) and size * len(groups) == len(hand.run.quantities)
    if not whole or len(groups) not in (len(hand.names), len(hand.months), len(averages)):
        return []
    pair = arm_pair(hand.scene, hand.memory, size)
    hand.memory.order = pair or hand.memory.order
    facts: list[Fact] = []
    for index, group in enumerate(groups):
        for place, quantity in enumerate(group):
            fact = Fact(
                hand.names[-1], quantity, "outcomes by arm", arm=pair[place] if pair else "", time=hand.time
            )
            facts.append(_of_group(hand, fact, index, len(groups), averages))
    return facts


def _averages(hand: Hand) -> list[str]:
    """Mean and median, as the words before a list name them."""
    end = hand.run.before[1]
    cues = [*hand.scene.cues("median", 0, end), *hand.scene.cues("mean", 0, end)]
    return [word.code for word in sorted(cues)]


def _of_group(hand: Hand, fact: Fact, index: int, groups: int, averages: list[str]) -> Fact:
    """What the outer list says of one group: its outcome, its landmark, or whether it is a mean."""
    if len(hand.names) == groups:
        fact.mention = hand.names[index]
    elif len(hand.months) == groups:
        fact.months = hand.months[index]
        return fact
    elif fact.quantity.unit == "months":
        fact.quantity.statistic = averages[index]
    fact.months = _months(fact, hand.time)
    return fact
