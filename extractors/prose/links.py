"""Which quantity belongs to which outcome, arm and time point of its sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.prose.afterwards import (
    attach_p_values,
    compose_remissions,
    date_brackets,
    date_incidences,
    fill_arms,
    fill_times,
    grade_commonest,
    name_factors,
    name_listed_arms,
    name_periods,
    name_sized,
    name_undated_deaths,
    remember_order,
    repeat_grades,
    repeat_times,
    share_arms,
)
from extractors.prose.candidates import usable_quantities
from extractors.prose.conditions import (
    dates_another,
    fatal_grade,
    grade_of,
    headed_grades,
    in_force,
    is_at_any_time,
    is_low_grade,
    is_mild_share,
    is_moment,
    is_other_form,
    landmark,
    statistic_of,
)
from extractors.prose.counts import with_counts, with_totals, without_parts
from extractors.prose.dealing import Hand, deal_out, named_grades, parted_grades
from extractors.prose.doubts import sure
from extractors.prose.going_on import of_others
from extractors.prose.naming import (
    bracket_names,
    is_headed,
    joined_names,
    named_after,
    names_of,
    own_names,
)
from extractors.prose.runs import Run, build_runs
from extractors.prose.scene import Fact, State
from extractors.prose.sides import PAIR, arm_pair, flat_names, listed_groups, run_arms, sized_list
from extractors.prose.stretches import set_stretches
from extractors.prose.subjects import (
    known_alone,
    name_contrasts,
    name_mixed,
    name_pairs,
    part_mixed_contrasts,
)
from extractors.prose.visible import visible_mentions
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.figures import Grade
    from extractors.prose.outcomes import Mention
    from extractors.prose.scene import Memory, Scene
    from extractors.prose.times import TimePoint

# A share of a part of the patients, in a bracket: 84% (79% in refractory patients).
_OF_PART = re.compile(r"\s(?:in|among|for|of)\s(?!the\s(?:events|cases))")
_CORRESPONDING = re.compile(
    r"\b(?:corresponding|respective)\s(?:\w+\s)?(?:percentages|rates|values|figures|proportions|numbers|medians|incidences|times|estimates)\b"
    r"|\b(?:they|these|those|the\s(?:rates|values|figures|percentages))\swere\s$"
)
_OF_PATIENTS = re.compile(
    r"\sof\s(?:the\s)?(?:patients|pts|subjects)\s(?:(?:had|with|experienced|developed)\s)?(?:an?\s)?"
)
_OPEN_BRACKET = re.compile(r"\([^()]*$")
_ASSOCIATED = re.compile(r"\b(?:associated\swith|predict\w*|correlated\swith|prognostic)\b")
_RELABELLED = re.compile(r"[^:%]{1,60}:\s")  # "PFS was 80% and OS 96% in X; Y: 86% and 97%"
_PARTING = (";", ":", ", and ")  # the last parts counts only
_UP_TO = ("within", "by ", "before", "after", "during", "in the", "first")
_TOLD_OTHERWISE = frozenset(("DISC", "deaths"))
_EVENTS = " events"  # counted, of an outcome up to them
_LONGEST_EARLY = 12  # months in which deaths are counted as early ones
_RECENT = 4  # facts that tell in which order a sentence takes the arms
_LED_TO = re.compile(r"(?:\sthat)?\s(?:led|leading|lead)\sto\s(?:[a-z]+\s){0,2}")
_VERB = re.compile(
    r"\b(?:was|were|had|have|has|is|are|completed|received|underwent|did|experienced|remained|achieved|showed|developed|died|relapsed|progressed|responded|opted|refused|declined|withdrew|switched|stopped)\b"
)


def link(scene: Scene, memory: Memory) -> list[Fact]:
    """Return the facts of a sentence."""
    groups = sized_list(scene)
    memory.order = groups if len(groups) > PAIR else memory.order  # a later pair may be of anything
    quantities = usable_quantities(scene)
    runs = build_runs(scene.text, quantities, scene.brackets)
    if not runs:
        return []
    set_stretches(scene, runs)
    if any(len(run.quantities) == 2 * PAIR for run in runs):
        runs = [half for run in runs for half in _halves(scene, run)]
        set_stretches(scene, runs)
    if any(run.contrasts for run in runs):
        runs = part_mixed_contrasts(scene, runs)
        runs = _true_lists(scene, runs, memory)
        name_contrasts(scene, runs)
        name_pairs(scene, runs)
    name_mixed(scene, runs)
    facts: list[Fact] = []
    state = State()
    memory.fresh = False
    nameless: list[Run] = []
    carry: int | None = None
    dealt = bracket_names(scene, runs)
    for run in runs:
        told = len(facts)
        if carry is not None:
            run.before = (carry, run.before[1])
        found = _facts_of(scene, run, state, memory, dealt.get(run.quantities[0].begin))
        unlinked = not found and (run.bracketed or run.quantities[0].unit == "count")
        carry = run.before[0] if unlinked else None
        if not found and not state.mentions:
            nameless.append(run)
            landmark(scene, run, state)
        elif found and nameless:
            later = found[0].mention.start >= run.quantities[-1].stop
            facts += (
                _named_later(scene, nameless, run, found[0].mention, state, memory) if later else []
            ) or _associated(scene, nameless, state, memory)
        if found:
            nameless = []
        facts += found
        if len(facts) > max(told, 1):
            recent, cut = facts[-_RECENT:], facts[-_RECENT - 1] if len(facts) > _RECENT else None
            remember_order(recent, memory, cut=cut)
    facts += _factors(scene, nameless, state, memory)
    facts = sure(scene, facts)
    return _completed(scene, runs, facts, memory, groups) if facts else []


def _true_lists(scene: Scene, runs: list[Run], memory: Memory) -> list[Run]:
    """The runs of a sentence that lists values, taken apart where nothing else is listed as they are."""
    if any(alone := [known_alone(scene, run) for run in runs]):
        runs = [part for run, known in zip(runs, alone, strict=True) for part in known or [run]]
        set_stretches(scene, runs)
    lists = [_is_list(scene, run, memory) for run in runs]
    for place, (first, second) in enumerate(pairwise(runs), start=1):
        lists[place] = lists[place] or (lists[place - 1] and _goes_on(scene, first, second))
    if not all(lists):
        runs = [
            part
            for run, listed in zip(runs, lists, strict=True)
            for part in ([run] if listed else _named_behind(scene, run, _singles(run)))
        ]
        set_stretches(scene, runs)
    return runs


def _completed(
    scene: Scene, runs: list[Run], facts: list[Fact], memory: Memory, groups: tuple[str, ...]
) -> list[Fact]:
    """Return facts with what the sentence says of several of them, or at its end."""
    figures, several = scene.figures, len(facts) > 1
    if several:
        compose_remissions(scene, facts)
        name_listed_arms(scene, facts, memory)
        if scene.arms:
            share_arms(scene, facts, memory)
        name_periods(scene, facts)
    if groups:
        name_sized(runs, facts, groups)
    if several:
        name_factors(scene, facts)
    if figures.times:
        date_brackets(scene, runs, facts)
        fill_times(scene, runs, facts)
        date_incidences(scene, facts)
        repeat_times(facts)
    if several and scene.arms:
        fill_arms(scene, runs, facts)
    name_undated_deaths(scene, facts)
    if figures.grades:
        grade_commonest(scene, facts)
        repeat_grades(scene, facts)
    if figures.p_values:
        attach_p_values(scene, facts)
    kept = without_parts(scene, with_counts(scene, facts)) if several else facts
    with_totals(scene, kept)
    return kept


def _named_later(  # noqa: PLR0913, PLR0917
    scene: Scene, nameless: list[Run], naming: Run, mention: Mention, state: State, memory: Memory
) -> list[Fact]:
    """Values whose outcome stands behind the last: "14 (29%) from A and 24 (52%) from B had diarrhoea"."""
    facts: list[Fact] = []
    for run in nameless:
        between = scene.text[run.quantities[-1].stop : naming.quantities[0].begin]
        between = _OPEN_BRACKET.sub("", between)
        unit = run.quantities[0].unit
        parting = _PARTING if unit == "count" else _PARTING[:-1]
        if unit != naming.quantities[0].unit or holds(between, parting):
            continue
        if mention.takes(run.quantities[0].unit, run.quantities[0].statistic) and not _VERB.search(between):
            facts += _link_run(scene, run, state, memory, [mention])
    return facts


def _associated(scene: Scene, nameless: list[Run], state: State, memory: Memory) -> list[Fact]:
    """Ratios before what they predict: "X (HR 0.8) and Y (HR 0.6) were associated with PFS"."""
    last, statistic = nameless[-1].quantities[-1].stop, nameless[0].quantities[0].statistic
    mention = next((m for m in scene.mentions if m.start >= last and m.takes("ratio", statistic)), None)
    if mention is None or any(run.quantities[0].unit != "ratio" or not run.bracketed for run in nameless):
        return []
    between = scene.text[last : mention.start]
    if not _ASSOCIATED.search(between) or holds(between, ("%", "(HR")):
        return []
    return [fact for run in nameless for fact in _link_run(scene, run, state, memory, [mention])]


def _factors(scene: Scene, nameless: list[Run], state: State, memory: Memory) -> list[Fact]:
    """Ratios of what stands before their brackets: "age (HR 1.8) and sex (HR 1.2) predicted worse OS"."""
    ratios = [run for run in nameless if run.quantities[0].unit == "ratio" and run.bracketed]
    if not ratios or len(ratios) < len(nameless) or state.mentions:
        return []
    behind = visible_mentions(scene, ratios[-1].quantities[-1].stop, len(scene.text))
    fitting = [m for m in behind if m.takes("ratio", ratios[0].quantities[0].statistic)]
    return [
        fact
        for run in ratios
        for fact in _link_run(scene, run, state, memory, fitting[:1])
        if len(fitting) == 1
    ]


def _is_list(scene: Scene, run: Run, memory: Memory) -> bool:
    """Whether something in the sentence has as many items as a list of values."""
    size = len(run.quantities)
    if size == 1 or run.slash or any(run.contrasts) or _CORRESPONDING.search(scene.text, *run.before):
        return True
    names = [m for m in visible_mentions(scene, *run.before) if m.takes(run.quantities[0].unit, None)]
    arms = [a for a in scene.arms if run.before[0] <= a.start < run.after[1]]
    times = [t for t in scene.figures.times if len(t.months) == size]
    later = [m for m in visible_mentions(scene, *run.after) if m.takes(run.quantities[0].unit, None)]
    if names and not later and of_others(scene, run):
        return False
    if size == PAIR and len(arms) == len(flat_names(arms)) == 1 and _commaed(scene, run):
        return False  # "7 months, 14 months for responders"
    if (
        later
        and len(names) == 1
        and not scene.cues("respectively", run.after[0], run.after[1] + 1)
        and len(flat_names(arms)) != size
    ):
        return False
    return (
        bool(times)
        or any(len(time.months) * len(names) == size for time in scene.figures.times)
        or (len(names) >= size and not _is_caused(scene, names))
        or len(flat_names(arms)) >= size
        or (len(names) == 1 and len(named_grades(scene, run)) == size)
        or len(parted_grades(scene, run)) == size
        or len(arm_pair(scene, memory, size)) == size
        or len(listed_groups(scene, run)) == size
        or (not names and len(named_after(scene, run)) == size)  # "60% and 40% achieved CR and PR"
    )


def _is_caused(scene: Scene, names: list[Mention]) -> bool:
    """Whether the last outcome is what the one before led to: "AEs led to discontinuation in 10% and 43%"."""
    return len(names) == PAIR and _LED_TO.fullmatch(scene.text, names[0].end, names[1].start) is not None


def _commaed(scene: Scene, run: Run) -> bool:
    """Whether only a comma parts two values, of which the second has an arm of its own."""
    first, second = run.quantities
    apart = scene.text[first.stop : second.begin].strip() == ","
    return apart and not scene.cues("respectively", run.after[0], len(scene.text))


def _goes_on(scene: Scene, first: Run, second: Run) -> bool:
    """Whether a list has the items of the one before: "6% and 4% in A, 7% and 3% in B"."""
    if visible_mentions(scene, *second.before):
        return False
    if first.quantities[0].not_reached:  # "medians of PFS and OS were not reached; rates were 70% and 80%"
        return len(joined_names(scene, first)) == len(second.quantities) > 1
    return (
        len(first.quantities) == len(second.quantities) > 1
        and first.quantities[0].unit == second.quantities[0].unit
    )


def _halves(scene: Scene, run: Run) -> list[Run]:
    """Two pairs, of which the second is of what stands behind it: "in 3% and 2%, and 15% and 9% stopped"."""
    gaps = [scene.text[first.stop : second.begin] for first, second in pairwise(run.quantities)]
    if gaps != [" and ", ", and ", " and "] or run.children:
        return [run]
    behind = named_after(scene, run)
    if not behind or not _OF_PATIENTS.fullmatch(scene.text, run.quantities[-1].stop, behind[0].start):
        return [run]
    first, last = run.quantities[:PAIR], run.quantities[PAIR:]
    return [
        replace(run, quantities=first, contrasts=run.contrasts[:1]),
        replace(run, quantities=last, contrasts=run.contrasts[:1]),
    ]


def _named_behind(scene: Scene, run: Run, parts: list[Run]) -> list[Run]:
    """Two values of one outcome right behind them: "..., and 15% and 10% of patients discontinued"."""
    behind = [] if len(parts) != PAIR or visible_mentions(scene, *run.before) else named_after(scene, run)
    if len(behind) == 1 and _OF_PATIENTS.fullmatch(scene.text, run.quantities[-1].stop, behind[0].start):
        for part in parts:
            part.named = behind
    return parts


def _singles(run: Run) -> list[Run]:
    """Take a run apart into runs of one."""
    return [
        Run(
            [quantity],
            [],
            children={0: run.children[place]} if place in run.children else {},
            bracketed=run.bracketed,
        )
        for place, quantity in enumerate(run.quantities)
    ]


def _link_run(
    scene: Scene, run: Run, state: State, memory: Memory, names: list[Mention] | None = None
) -> list[Fact]:
    grades = scene.figures.grades
    if names is None:
        mild = bool(grades) and is_mild_share(scene, run)
        names = run.named or ([] if mild else names_of(scene, run, state))
    if not names:
        return _link_children(scene, run, [], state, memory)
    time = _time_of(scene, run, names[-1], state) if scene.figures.times else None
    grade = _grade_of(scene, run, names[-1], state) if grades else None
    facts = deal_out(Hand(scene, run, names, time, run_arms(scene, run, state), memory))
    if grades and is_low_grade(scene, run):
        return _link_children(scene, run, [], state, memory)
    for fact in facts:
        code = fact.mention.code
        if code == "AE" and fact.grade_from is None:
            own = len(grades) > 1 and run.before[0] <= fact.mention.start < run.after[1]
            grade = _grade_beside(scene, fact.mention, grade) if own else grade
            if grade and not is_other_form(fact, grade, run):
                fact.grade_from = grade
            else:
                fact.grade = fatal_grade(scene, fact)
        if fact.grade_from:
            fact.grade = fact.grade_from.least
        fact.statistic = statistic_of(scene, run, fact, state)
        if fact.statistic == "cumulative_incidence" and fact.months is None:
            fact.months = fact.time.months[0] if fact.time and len(fact.time.months) == 1 else None
        if code in _TOLD_OTHERWISE or code.endswith(_EVENTS):
            _tell_otherwise(scene, run, fact)
    _remember(run, names, state)
    state.headed = names if is_headed(scene, run) else state.headed
    state.last_grade = grade
    return facts + _link_children(scene, run, facts, state, memory) if run.children else facts


def _time_of(scene: Scene, run: Run, name: Mention, state: State) -> TimePoint | None:
    """The landmark of a run's values."""
    time = None if is_moment(scene, run) else landmark(scene, run, state)
    if time and not time.adjective and is_at_any_time(scene, run):
        return None
    if run.mixed and (time is None or time.adjective):  # "ORR, median PFS and 1-year OS"
        return next((t for t in scene.figures.times if t.adjective and t.end + 1 == name.start), None)
    if time is None or time.start >= run.before[0]:
        return None if time and not time.adjective and dates_another(scene, name, time) else time
    holds_still = _goes_on_with(state, name) or in_force(scene, run, time)
    return time if holds_still and not dates_another(scene, name, time) else None


def _goes_on_with(state: State, name: Mention) -> bool:
    """Whether the run before is of the same outcome."""
    return name.code in [mention.code for mention in state.mentions]


def _grade_of(scene: Scene, run: Run, name: Mention, state: State) -> Grade | None:
    """The grade of a run's events: "AEs of grade 3 occurred in 91% with A and in 83% with B"."""
    grade = grade_of(scene, run, state)
    heading = headed_grades(scene) if grade and len(scene.figures.grades) > 1 else None
    if heading and grade is heading[1]:
        return heading[0]  # that of the value in the bracket
    if grade or not _goes_on_with(state, name):
        return grade
    return None if name in own_names(scene, run) else state.last_grade


def _grade_beside(scene: Scene, mention: Mention, common: Grade | None) -> Grade | None:
    """The grade right before an event that has its own in a list: "grade 4 anemia and grade 3 pain"."""
    own = (each for each in scene.figures.grades if each.end + 1 == mention.start)
    return next(own, common)


def _tell_otherwise(scene: Scene, run: Run, fact: Fact) -> None:
    """Deaths up to a landmark are early mortality; who stopped for a reason is a group."""
    time = fact.time
    if fact.mention.code.endswith(_EVENTS):
        if fact.quantity.unit == "ratio":
            fact.mention = replace(fact.mention, code=fact.mention.code.removesuffix(_EVENTS))
    elif fact.mention.code == "DISC":
        if fact.mention.term:
            fact.arm = fact.arm or fact.mention.term
            fact.mention = replace(fact.mention, term=None)
    elif fact.months is None:
        return
    elif fact.quantity.unit == "count" and fact.months > _LONGEST_EARLY:
        fact.months = None  # "after 3.2 years, 2 deaths had occurred": how long all were watched
    elif time is None or (run.before[0] <= time.start < run.after[1] and _dates(scene, fact)):
        fact.mention = replace(fact.mention, code="MORT")
    else:
        fact.months = None  # a landmark of something else


def _facts_of(
    scene: Scene, run: Run, state: State, memory: Memory, names: list[Mention] | None
) -> list[Fact]:
    """The facts of a run, kept for a list that gives what corresponds to them."""
    corresponding = _corresponding(scene, run, state) if run.contrasts else []
    found = corresponding or _link_run(scene, run, state, memory, names)
    if len(run.quantities) == 1 and not run.bracketed:
        state.told += found[:1]
    return found


def _corresponding(scene: Scene, run: Run, state: State) -> list[Fact]:
    """A list of what the values before it were: "the corresponding rates in B were 2% and 3%"."""
    told = state.told[-len(run.quantities) :]
    if (
        len(told) < len(run.quantities)
        or not (
            _CORRESPONDING.search(scene.text, *run.before) or _RELABELLED.fullmatch(scene.text, *run.before)
        )
        or visible_mentions(scene, *run.before)
        or any(fact.quantity.unit != run.quantities[0].unit for fact in told)
    ):
        return []
    arms = run_arms(scene, run, State()).names
    arm = arms[0] if len(arms) == 1 else ""
    return [
        replace(fact, quantity=quantity, arm=arm, rule="corresponding")
        for fact, quantity in zip(told, run.quantities, strict=True)
    ]


def _dates(scene: Scene, fact: Fact) -> bool:
    """Whether deaths are told up to a landmark: "within 30 days", not a bare count "at 24 months"."""
    time = fact.time
    if fact.quantity.unit != "count" or time is None or time.adjective:
        return True
    return scene.text[time.start :].lower().startswith(_UP_TO)


def _remember(run: Run, names: list[Mention], state: State) -> None:
    """Keep what a run was of, for the runs behind it."""
    if not run.bracketed:
        state.outer = names
    state.bracketed = run.bracketed
    state.mentions, state.unit, state.last = names, run.quantities[0].unit, run.quantities[-1]
    state.named[state.unit] = names
    state.ratio = run.quantities[-1].unit == "ratio"
    state.counted = run.quantities[0].unit == "count"


def _link_children(scene: Scene, run: Run, facts: list[Fact], state: State, memory: Memory) -> list[Fact]:
    """Values in a bracket behind another one: "53% (20% complete response)"."""
    found: list[Fact] = []
    for place, children in run.children.items():
        parent = next((fact for fact in facts if fact.quantity is run.quantities[place]), None)
        bracket = scene.brackets.around(children[0].begin) or (children[0].begin, len(scene.text))
        inner = build_runs(scene.text, children, scene.brackets)
        start = bracket[0] + 1
        for child, following in zip(inner, [*inner[1:], None], strict=True):
            child.before = (start, child.quantities[0].begin)
            stop = following.quantities[0].begin if following else bracket[1]
            cut = re.search(r"[,;]|\band\b", scene.text[child.quantities[-1].stop : stop])
            start = child.quantities[-1].stop + (cut.end() if cut and following else 0) if following else stop
            child.after = (child.quantities[-1].stop, start if following else bracket[1])
            found += _child_facts(scene, child, parent, state, memory)
    return found


def _of_headed_grade(scene: Scene, child: Run, parent: Fact) -> Fact | None:
    """The value in a bracket behind one of all grades, where the sentence says so: "anemia 52% (31%)"."""
    quantity = child.quantities[0]
    if parent.mention.code != "AE" or quantity.unit != "percent":
        return None
    alone = scene.brackets.around(quantity.begin) == (quantity.begin - 1, quantity.stop)
    heading = headed_grades(scene) if alone and len(scene.figures.grades) > 1 else None
    if heading is None or heading[1].end > parent.quantity.begin:
        return None
    return replace(parent, quantity=quantity, grade_from=heading[1], grade=heading[1].least, child=True)


def _is_compared(scene: Scene, parent: Fact) -> bool:
    """Whether a value stands beside another in its unit, with which a ratio behind it compares it."""
    return sum(each.unit == parent.quantity.unit for each in scene.figures.quantities) > 1


def _is_of_part(scene: Scene, child: Run) -> bool:
    """Whether a value in a bracket is one of a part of the patients: "20% (28% with X, 14% with Y)"."""
    if _OF_PART.match(scene.text, child.quantities[0].stop):
        return True
    return any(child.after[0] <= arm.start < child.after[1] for arm in scene.arms)


def _child_facts(scene: Scene, child: Run, parent: Fact | None, state: State, memory: Memory) -> list[Fact]:
    quantity = child.quantities[0]
    if parent and (graded := _of_headed_grade(scene, child, parent)):
        return [graded]
    has_grade = any(child.before[0] <= g.start < child.after[1] for g in scene.figures.grades)
    of_part = _is_of_part(scene, child)
    counted = quantity.unit == "count" and of_part and not own_names(scene, child)
    inherited = State(time=state.time, statistic=state.statistic, counted=has_grade or counted)
    inherited.last_grade = state.last_grade if of_part else None
    child.bracketed |= counted  # "3 patients (2 in the X arm, 1 in the Y arm)"
    if parent and (
        quantity.unit == "ratio"
        or has_grade
        or (quantity.unit == parent.quantity.unit and of_part)
        or (quantity.unit != parent.quantity.unit and quantity.unit == "months")
    ):
        inherited.mentions = [parent.mention]
    facts = _link_run(scene, child, inherited, memory)
    for fact in facts:
        fact.child = True
        if parent and not fact.arm and not (quantity.unit == "ratio" and _is_compared(scene, parent)):
            fact.arm = parent.arm
    return facts
