"""What a value holds under: its landmark, the grade of its events, and which statistic it is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.prose.naming import own_names
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.figures import Grade
    from extractors.prose.outcomes import Mention
    from extractors.prose.runs import Run
    from extractors.prose.scene import Fact, Scene, State
    from extractors.prose.times import TimePoint

_GRADE_REACH = 30  # characters from a value to the grade behind it
_INCIDENT = frozenset(
    (
        *("AE", "CIR", "NRM", "MORT", "PD", "deaths", "transformation", "HCT", "CR", "ORR"),
        *("engraftment", "neutrophil engraftment", "platelet engraftment"),
    )
)
_AT_ANY_TIME = re.compile(
    r"\s(?:of\s(?:the\s)?(?:patients|pts)\s)?(?:during\s(?:the\s)?(?:\w+\s)?(?:follow|study|observation)|at\sany\stime|overall\b)"
)
_RECURRING = (" relapse", " recurrence")
CUMULATIVE = ("umulative incidence", "CI of ", "CIs of ", "CI for ")  # "the CI of relapse was 17%"
_ANY_EVENTS = ("toxicities", "toxicity", "adverse events", "side effects", "events")
_LATER = (" after", " post", " later", " following", " from")
_BESIDE = 2  # characters from a bracket's end to the word behind it
_DEADLY = 5  # grade
_DIGIT = re.compile(r"\d")
_MOSTLY = ("mostly ", "mainly ", "predominantly ", "primarily ", "largely ", "only ")
_OWN_CLAUSE = re.compile(
    r";\s(?!(?:and\s)?grades?\b|(?:the\s)?(?:most|commonest|main|predominant)\b)[^;]*?\s(?:was|were|occurred|developed|had|experienced|did)\s"
)
_OPENS_BRACKET = (" (", " [", "(", "[")
_LOW_GRADE = re.compile(
    r"\s?(?:of (?:the )?(?:events|cases|patients|pts)\s)?(?:were|was|being)\s(?:only\s|of\s)?$"
)
_NEXT_CLAUSES = (", and ", ", but ", ", while ", ", whereas ")


def is_other_form(fact: Fact, grade: Grade, run: Run) -> bool:
    """Whether a grade told before is of the acute form, and an event chronic: that has grades of its own."""
    return grade.start < run.before[0] and str(fact.mention.term).startswith("chronic")


def is_mild_share(scene: Scene, run: Run) -> bool:
    """Whether a value only shares out an event by its milder grades: "(grade 1: 45%; grade 2: 20%)"."""
    start, end = run.before
    grades = [grade for grade in scene.figures.grades if start <= grade.start < end]
    if not grades or not grades[-1].low:
        return False
    mostly = scene.text.endswith(_MOSTLY, 0, grades[-1].start)  # "CRS was mostly grade 1 (45%)"
    return (mostly and not _names_event(scene, grades[-1])) or not own_names(scene, run)


def fatal_grade(scene: Scene, fact: Fact) -> int | None:
    """Return grade 5 for an event that is told as fatal."""
    printed = scene.text[fact.mention.start : fact.mention.end].lower()
    return _DEADLY if printed.startswith("fatal") else None


def landmark(scene: Scene, run: Run, state: State) -> TimePoint | None:
    """Return the landmark a run is given at: in its own words, else the one named before."""
    own = [t for t in scene.figures.times if run.before[0] <= t.start < run.before[1]]
    after = [t for t in scene.figures.times if run.after[0] <= t.start < run.after[1]]
    if own:
        state.time = own[-1]
    elif after and not _adjective_of_next(scene, run, after[0]) and not _of_another(scene, run, after[0]):
        state.time = after[0]
    return state.time


def _of_another(scene: Scene, run: Run, time: TimePoint) -> bool:
    """Whether a number stands between a value and a landmark: "12 (31%) died, 4 within 30 days"."""
    figures = scene.figures
    aside = [(p.start, p.end) for p in figures.p_values] + [(i.start, i.end) for i in figures.intervals]
    return any(
        run.after[0] <= number.start < time.start
        and not any(start <= number.start < end for start, end in aside)
        for number in figures.numbers
    )


def in_force(scene: Scene, run: Run, time: TimePoint) -> bool:
    """Whether a landmark told before a run holds: one in a bracket does for the values in there."""
    bracket = scene.brackets.around(time.start)
    return bracket in (None, scene.brackets.around(run.quantities[0].begin))


def is_at_any_time(scene: Scene, run: Run) -> bool:
    """Whether a value is of all the time watched: "and in up to 78% during the follow-up"."""
    return _AT_ANY_TIME.match(scene.text, run.quantities[-1].stop) is not None


def dates_another(scene: Scene, name: Mention, time: TimePoint) -> bool:
    """Whether a landmark is that of a survival before a response: "6-month PFS was 43%, the ORR 51%"."""
    if not time.adjective and name.start > time.end:  # "no patient died within 30 days, and 3 relapsed"
        of_verb = any(mention.end + 1 == time.start for mention in scene.mentions)
        return of_verb and scene.text.startswith(_NEXT_CLAUSES, time.end)
    if not time.adjective or name.category != "response":
        return False
    dated = next((mention for mention in scene.mentions if mention.start >= time.end), name)
    return dated.category != "response"


def is_moment(scene: Scene, run: Run) -> bool:
    """Whether a single patient's event has its date: "one patient progressed at 20 months"."""
    quantity = run.quantities[0]
    if quantity.unit != "count" or quantity.n != 1:
        return False
    after = [t for t in scene.figures.times if run.after[0] <= t.start < run.after[1]]
    return bool(after) and (
        scene.text.startswith("at ", after[0].start) or scene.text.startswith(_LATER, after[0].end)
    )


def _adjective_of_next(scene: Scene, run: Run, time: TimePoint) -> bool:
    return time.adjective and not any(time.end <= m.start < run.after[1] for m in scene.mentions)


def grade_of(scene: Scene, run: Run, state: State) -> Grade | None:
    """Return the grade that a run is of: told before it, right behind it, or for all events."""
    start = run.before[0]
    own = [g for g in scene.figures.grades if start <= g.start < run.before[1]]
    if own and _is_of_other_clause(scene, own[-1], run):
        own = []  # "no grade 4 CRS was seen; ICANS occurred in 3 patients"
    after = [
        g
        for g in scene.figures.grades
        if run.after[0] <= g.start < run.after[1]
        and (g.start - run.after[0] < _GRADE_REACH or _names_event(scene, g))
    ]
    if own:
        covers = scene.brackets.around(own[-1].start) in (
            None,
            scene.brackets.around(run.quantities[0].begin),
        )
        named = any(
            own[-1].end <= m.start < run.before[1] or m.start <= own[-1].start < m.end for m in scene.mentions
        )
        state.grade = own[-1] if named and (covers or _is_of_any_event(scene, own[-1])) else None
        return own[-1]
    if after and _names_event(scene, after[0]) and _has_event_before(scene, run):
        after = []  # "neutropenia was higher (29%), although grade ≥3 infections were not"
    if after and not _DIGIT.search(scene.text, run.after[0], after[0].start):
        bracket = scene.brackets.around(after[0].start)
        other = bracket is not None and bracket[0] >= run.after[0]
        if not (bracket and other and _DIGIT.search(scene.text, after[0].end, bracket[1])):
            return after[0]  # not "24 developed GVHD (grade III-IV in 8)"
    if state.grade and _is_of_other_clause(scene, state.grade, run):
        state.grade = None  # "grade 3 anemia was seen in 24%; infections occurred in 16%"
    return state.grade


def headed_grades(scene: Scene) -> tuple[Grade, Grade] | None:
    """Return the grades of a value and of the one in its bracket: "any-grade (grade ≥3) rash: 52% (31%)"."""
    for first, second in pairwise(scene.figures.grades):
        between = scene.text[first.end : second.start]
        heads = between in _OPENS_BRACKET and scene.text.startswith((")", "]"), second.end)
        if heads and (first.least is None) != (second.least is None) and not (first.low or second.low):
            return first, second
    return None


def _is_of_other_clause(scene: Scene, grade: Grade, run: Run) -> bool:
    """Whether a grade stands in a clause before the one of a run, which has a verb of its own."""
    end = run.before[1]
    return ";" in scene.text and _OWN_CLAUSE.search(scene.text, grade.end, end) is not None


def _has_event_before(scene: Scene, run: Run) -> bool:
    return any(run.before[0] <= m.start < run.before[1] and m.code == "AE" for m in scene.mentions)


def _is_of_any_event(scene: Scene, grade: Grade) -> bool:
    """Whether a grade in a bracket is of all events: "toxicities (grade 3/4) were"."""
    bracket = scene.brackets.around(grade.start)
    if bracket is None:
        return False
    beside = (m for m in scene.mentions if m.start - _BESIDE <= bracket[1] and bracket[0] <= m.end + 1)
    return any(m.code == "AE" and str(m.term).endswith(_ANY_EVENTS) for m in beside)


def is_low_grade(scene: Scene, run: Run) -> bool:
    """Whether a share says how mild the events were: "97% were grade 1/2"."""
    stop = run.quantities[-1].stop
    return any(
        g.least is None
        and g.start >= stop
        and (_LOW_GRADE.fullmatch(scene.text, stop, g.start) or _is_told_behind(scene, stop, g))
        for g in scene.figures.grades
    )


def _is_told_behind(scene: Scene, stop: int, grade: Grade) -> bool:
    """Whether a mild grade stands right behind a value, and no event behind it: "(51% grade 1)"."""
    return grade.low and grade.start == stop + 1 and not _names_event(scene, grade)


def _names_event(scene: Scene, grade: Grade) -> bool:
    """Whether an event stands right behind its grade: "grade 1 rash"."""
    return any(grade.end <= mention.start <= grade.end + 1 for mention in scene.mentions)


def statistic_of(scene: Scene, run: Run, fact: Fact, state: State) -> str:
    """Return which statistic a value is: as printed, or by its unit and outcome."""
    quantity = fact.quantity
    if quantity.statistic:
        return quantity.statistic
    if quantity.unit == "months":
        return _average(scene, run, state)
    if quantity.unit != "percent":
        return "rate"
    text, mention = scene.text, fact.mention
    if holds(text, CUMULATIVE) and (
        mention.code in _INCIDENT or mention.code.startswith("deaths") or mention.code.endswith(_RECURRING)
    ):
        start = min(mention.start, run.before[0])
        if holds(text[start : max(quantity.start, mention.end)], CUMULATIVE) or (
            (mention.code in ("AE", "CIR", "NRM") or mention.code.endswith("engraftment"))
            and holds(text[: quantity.start], CUMULATIVE)
        ):
            return "cumulative_incidence"
    # "The 6-month mean EFS was 50%": a mean as printed, which no rate of patients is.
    is_mean = "mean" in scene.cue_words and "median" in mention.statistics
    return "mean" if is_mean and _average_cue(scene, run) == "mean" else "rate"


def _average(scene: Scene, run: Run, state: State) -> str:
    state.statistic = _average_cue(scene, run) or state.statistic
    return state.statistic or "median"


def _average_cue(scene: Scene, run: Run) -> str | None:
    """The last "median" or "mean" before a run of values."""
    cues = [*scene.cues("median", *run.before), *scene.cues("mean", *run.before)]
    return max(cues).code if cues else None
