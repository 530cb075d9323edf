"""Dealing the values of a list out to arms, time points, outcomes or grades."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.prose.scene import Fact
from extractors.prose.sides import arm_pair

if TYPE_CHECKING:
    from extractors.prose.mentions import Mention
    from extractors.prose.runs import Run
    from extractors.prose.scene import Memory, Scene
    from extractors.prose.sides import RunArms
    from extractors.prose.times import TimePoint


def deal_out(
    scene: Scene, run: Run, names: list[Mention], time: TimePoint | None, arms: RunArms, memory: Memory
) -> list[Fact]:
    """Give each value of a run its outcome, arm and time point."""
    groups = run.groups
    if any(len(group) > 1 for group in groups):
        return _expand_grouped(scene, run, names, time, memory)
    size = len(run.quantities)
    months = time.months if time else ()
    facts = [Fact(names[-1], quantity, "value") for quantity in run.quantities]
    rule = "value"
    if size == 1:
        return _expand_single(scene, run, names, time, arms, memory)
    contrast = all(run.contrasts)
    if run.slash:
        return _expand_grades(scene, run, names, arms)
    if len(arms.names) == size:
        rule = "arms"
        _assign_arms(facts, arms.names, memory)
    elif not contrast and len(months) == size:
        rule = "time points"
        for fact, month in zip(facts, months, strict=True):
            fact.months = month
    elif not contrast and len(names) == size:
        rule = "outcomes"
        for fact, name in zip(facts, names, strict=True):
            fact.mention = name
    elif len(pair := arm_pair(scene, memory, size)) == size:
        rule = "contrast" if contrast else "arms"
        _assign_arms(facts, pair, memory)
    elif contrast:
        rule = "contrast"
    else:
        return []
    single_arm = (
        arms.names[0] if len(arms.names) == 1 and size > 1 and rule in ("time points", "outcomes") else ""
    )
    for fact in facts:
        fact.rule = rule
        fact.time = time
        if rule != "time points" and len(months) == 1:
            fact.months = _months(fact, time)
        if single_arm:
            fact.arm = single_arm
    return facts


def _expand_grades(scene: Scene, run: Run, names: list[Mention], arms: RunArms) -> list[Fact]:
    """ "(any grade/grade 3-4) ... nausea (45%/3%)": the values stand for the grades named together before."""
    before = [g for g in scene.figures.grades if g.end <= run.quantities[0].begin]
    if len(before) < len(run.quantities) or names[-1].code != "AE":
        return []
    facts = [
        Fact(names[-1], quantity, "grades", arm=arms.names[0] if len(arms.names) == 1 else "")
        for quantity in run.quantities
    ]
    for fact, grade in zip(facts, before[-len(facts) :], strict=True):
        fact.grade_from = grade
    return facts


def _assign_arms(facts: list[Fact], arms: tuple[str, ...], memory: Memory) -> None:
    for fact, arm in zip(facts, arms, strict=True):
        fact.arm = arm
    memory.order = arms


def _expand_single(
    scene: Scene, run: Run, names: list[Mention], time: TimePoint | None, arms: RunArms, memory: Memory
) -> list[Fact]:
    quantity = run.quantities[0]
    several = len(names) > 1 and scene.cues("both", run.before[0], run.after[1]) and not arms.every
    chosen = names if several else _nearest(scene, run, names)
    if not chosen:
        return []
    facts = [Fact(name, quantity, "value") for name in chosen]
    for fact in facts:
        fact.time = time
        if (
            time
            and len(time.months) == 1
            and not re.match(r"\s?overall\b", scene.text[quantity.end : quantity.end + 10])
        ):
            fact.months = _months(fact, time)
    if quantity.not_reached and len(names) > 1:
        facts = [Fact(name, quantity, "value") for name in names]
    if quantity.unit == "ratio":
        pair = arms.names if len(arms.names) == 2 else arm_pair(scene, memory, 2)
        for fact in facts:
            fact.arm = " vs ".join(pair)
            fact.rule = "ratio"
        return facts
    if arms.every or (scene.cues("both", run.before[0], run.after[1]) and len(arms.names) > 1):
        known = next((arms for arms in (memory.arms, memory.order) if len(arms) == 2), ("",))
        targets = arms.names if len(arms.names) > 1 else ("",) if quantity.not_reached else known
        return [replace(fact, arm=arm, rule="every arm") for fact in facts for arm in targets]
    if len(arms.names) == 1:
        facts = [replace(fact, arm=arms.names[0]) for fact in facts]
    elif len(arms.names) > 1:
        facts = [
            replace(fact, arm=arms.names[-1] if _is_before(run, scene, arms.names[-1]) else arms.names[0])
            for fact in facts
        ]
    return facts


def _is_before(run: Run, scene: Scene, name: str) -> bool:
    return any(name in arm.names and run.before[0] <= arm.start < run.before[1] for arm in scene.arms)


def _nearest(scene: Scene, run: Run, names: list[Mention]) -> list[Mention]:
    """Of several outcomes for one value the one next to it; none where they are one list."""
    if len(names) == 1:
        return names
    if len({name.code for name in names}) == 1 and names[0].code != "AE":
        return names[-1:]
    if names[0].start >= run.quantities[-1].start:
        return names[:1]
    joint = scene.text[names[-2].end : names[-1].start]
    if "," in joint or scene.text[names[-1].end : run.quantities[0].start].strip() in ("(", ""):
        return names[-1:]
    return names[-1:]


def _months(fact: Fact, time: TimePoint | None) -> float | None:
    """The time point of a rate; medians and ratios have none."""
    if time is None or fact.quantity.unit not in ("percent", "count") or len(time.months) != 1:
        return None
    return time.months[0] if fact.mention.code != "AE" else None


def _expand_grouped(
    scene: Scene, run: Run, names: list[Mention], time: TimePoint | None, memory: Memory
) -> list[Fact]:
    """Two lists in one: "41.5% vs. 22.2% and 53.0% vs. 23.9%", "31.1 and 17.8 vs. 21.1 and 12.6 months".

    One dimension is the arms; the other the outcomes, the time points or mean and median.
    """
    groups = (
        run.groups
        if not run.contrast_is_outer
        else [list(column) for column in zip(*run.groups, strict=False)]
    )
    size = len(groups[0])
    if any(len(group) != size for group in groups) or size * len(groups) != len(run.quantities):
        return []
    pair = arm_pair(scene, memory, size)
    months = time.months if time else ()
    averages = [
        w.code
        for w in scene.words
        if w.code in ("median", "mean") and w.role == "cue" and w.start < run.before[1]
    ]
    facts: list[Fact] = []
    for index, group in enumerate(groups):
        name = names[index] if len(names) == len(groups) else names[-1]
        if len(groups) not in (len(names), len(months), len(averages)):
            return []
        for place, quantity in enumerate(group):
            fact = Fact(name, quantity, "outcomes by arm", arm=pair[place] if pair else "", time=time)
            by_time = len(months) == len(groups) and len(names) == 1
            fact.months = months[index] if by_time else _months(fact, time)
            if len(names) == 1 and not by_time and quantity.unit == "months":
                quantity.statistic = averages[index]
            facts.append(fact)
    if pair:
        memory.order = pair
    return facts
