"""Which outcome a list of values is of: named before it, behind it, or by the list before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.counted_names import counted_names
from extractors.prose.going_on import inherited
from extractors.prose.ratio_names import ratio_events
from extractors.prose.visible import ESTIMATED, fits, visible_mentions
from extractors.prose.words_between import OF_NEXT, is_linking, named_right_behind, reaches
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.outcomes import Mention
    from extractors.prose.runs import Run
    from extractors.prose.scene import Scene, State

_NAME_JOIN = lazy(
    r"(?:\s?\([^()]*\))?(?:\sgrades?\s[\dIV≥]+(?:(?:[-–/]|\sto\s)[\dIV]+)?)?"
    r"(?:\s(?:rates?|times?))?\s?(?:,\s?and|,|and|n?or|/|&|as well as)\s?(?:the\s|an?\s|of\s)*"
    r"(?:median\s|mean\s|overall\s|estimated\s|(?:rates?|(?:cumulative\s)?incidences?|probabilit\w+|risks?)\sof\s|\d-year\s"
    r"|grades?\s[\dIV≥]+(?:(?:[-–/]|\sto\s|\sor\s|\sand\s)[\dIV]+)?\s|[≥>]\s?)*",
    re.IGNORECASE,
)
_PAIR = 2
_CLAUSES = (";", " but ", " while ", " whereas ", " although ", " however ", ", with ")
_OWN_STATE = lazy(
    r"\d+(?:\s(?:patients|pts|cases|subjects))?\s(?:were|was|are|is|remained|remain|continued|continue|received|underwent)\s"
)
_PREDICATE = lazy(r"\s(?:was|were|is|are)\s(?:\w+\s)?")
# A median of what no vocabulary knows; its value is not of the outcome before.
_OTHER_MEDIAN = lazy(
    r"\b[Mm]edian\s(?!(?:time|duration|value|estimate|follow)s?\b)(?P<word>[A-Za-z][\w-]*)\s(?:was|were)\s"
)
_NEXT_CLAUSE = lazy(r"[)\]]\s(?:and|but|which)\s\w+(?:ed|s)\s")
_CONFERRING = lazy(r"\b(?:and|but|which)\s\w+(?:ed|s)\s(?!\d)")
_AT_RISK = lazy(
    r"\b(?:risks?|incidences?|odds|rates?|likelihood|probabilit\w+|hazards?|frequen\w+|occurrence|develop\w*|more|fewer"
    r"|less|higher|lower|reduced|increased|prevalence|predict\w*|for)\b",
    re.IGNORECASE,
)
_RISK_REACH = 70
_NONE_OF = ("None of ", "none of ")


def bracket_names(scene: Scene, runs: list[Run]) -> dict[int, list[Mention]]:
    """Return whose each part of a bracket is: "PFS and OS (39% vs 33%; 45% vs 41%)".

    The runs are told by their first value's place; contrasts are parts by themselves.
    """
    found: dict[int, list[Mention]] = {}
    if sum(run.bracketed for run in runs) < _PAIR:
        return found
    for bracket in scene.brackets.pairs:
        inside = [run for run in runs if run.bracketed and bracket[0] < run.quantities[0].begin < bracket[1]]
        if len(inside) < _PAIR or any(bracket[0] < m.start < bracket[1] for m in scene.mentions):
            continue
        names = _named_before(scene, inside[0]) if _ends_at(inside[0], bracket[0]) else []
        parts = [scene.text.count(";", bracket[0], run.quantities[0].begin) for run in inside]
        if not parts[-1] and all(run.contrasts and all(run.contrasts) for run in inside):
            parts = list(range(len(inside)))
        order = list(dict.fromkeys(parts))
        if len(names) == len(order) > 1:
            found |= {
                run.quantities[0].begin: [names[order.index(part)]]
                for run, part in zip(inside, parts, strict=True)
            }
    return found


def _ends_at(run: Run, opened: int) -> bool:
    """Whether the words said of a run reach over the opening of its bracket."""
    return run.before[0] < opened < run.before[1]


def own_names(scene: Scene, run: Run) -> list[Mention]:
    """Return the outcomes that the words about a run name themselves."""
    return [m for m in scene.mentions if run.before[0] <= m.start < run.after[1]]


def names_of(scene: Scene, run: Run, state: State) -> list[Mention]:
    """Return the outcomes a run gives values of: named before it, after it, or by the run before."""
    quantity = run.quantities[0]
    if quantity.begin < quantity.start:
        inside = [m for m in scene.mentions if quantity.begin <= m.start < quantity.start and fits(m, run)]
        if inside:
            return inside[:1]
        if _OWN_STATE.match(scene.text, quantity.begin) and not named_right_behind(scene, run):
            return []  # "4 were continuing treatment (30.8%)"
    if quantity.unit != "months" and (behind := named_right_behind(scene, run)):
        estimate = _estimate_before(scene, run) if behind.category == "response" else None
        return [estimate or behind]
    counted = quantity.unit == "count"
    if counted or scene.text.startswith(_NONE_OF, quantity.start):
        names = counted_names(scene, run, state)
        if counted or (names and names[0].start > quantity.stop):
            return names  # "none of the 30 responders has relapsed"
    if quantity.unit == "ratio" and (events := ratio_events(scene, run)):
        return events
    named = _named_before(scene, run) or named_after(scene, run) or _named_before_bracket(scene, run)
    return named or (_goes_on(scene, run, state) if state.mentions else [])


def is_headed(scene: Scene, run: Run) -> bool:
    """Return whether a value has one of another outcome right behind "with": "61% with 14% CRs"."""
    stop = run.quantities[-1].stop
    return scene.text.startswith(" with ", stop) and any(
        each.begin == stop + len(" with ") for each in scene.figures.quantities
    )


def _estimate_before(scene: Scene, run: Run) -> Mention | None:
    """The survival right before a value, whose group a response behind it names: "OS 72% MRDneg vs 38%"."""
    begin = run.quantities[0].begin
    before = (m for m in scene.mentions if m.end + 1 == begin and m.category == "survival")
    return next((m for m in before if fits(m, run)), None)


def _goes_on(scene: Scene, run: Run, state: State) -> list[Mention]:
    """The outcome of the run before, unless something unknown has been named since."""
    begin = run.quantities[0].begin
    if state.headed and is_headed(scene, run):  # "61% with 14% CRs on arm A and 58% with 10% CRs on arm B"
        return [mention for mention in state.headed if fits(mention, run)]
    last = state.last.stop if state.last else begin
    return [] if _is_of_other_median(scene.text[last:begin]) else inherited(scene, run, state)


def _fitting(scene: Scene, mentions: list[Mention], run: Run) -> list[Mention]:
    """The outcomes that a run can give values of."""
    unit, statistic = run.quantities[0].unit, run.quantities[0].statistic
    fitting = [mention for mention in mentions if mention.takes(unit, statistic)]
    if unit == "ratio":
        return [m for m in fitting if m.code != "AE" or _is_at_risk(scene, m)]
    return fitting


def _is_at_risk(scene: Scene, mention: Mention) -> bool:
    """Whether a ratio can be one of an event: of its risk, and not of a factor that bears its name."""
    return bool(_AT_RISK.search(scene.text, max(0, mention.start - _RISK_REACH), mention.end))


def _named_before(scene: Scene, run: Run) -> list[Mention]:
    visible = visible_mentions(scene, *run.before)
    fitting = _fitting(scene, visible, run) if visible else visible
    if not fitting:
        return []
    between = scene.text[fitting[-1].end : run.quantities[0].begin]
    if _is_of_other_median(between):
        return []
    if holds(between, _CLAUSES) and any(
        fits(mention, run) for mention in visible_mentions(scene, *run.after)
    ):
        return []  # "no PR was seen, but 65% of patients achieved SD"
    return _joined(scene, visible, fitting[-1], run)


def _is_of_other_median(between: str) -> bool:
    """Whether a median of something unknown stands before a value: "follow-up was long; median XYZ was 9"."""
    other = _OTHER_MEDIAN.search(between) if "edian " in between else None
    return other is not None and not is_linking(other["word"])


def _named_before_bracket(scene: Scene, run: Run) -> list[Mention]:
    """The outcome that a bracket parts from its verb: "EFS (median follow-up, 12 months) was 49%"."""
    start, end = run.before
    if run.bracketed or not _PREDICATE.fullmatch(scene.text, start, end):
        return []
    opened = next((pair[0] for pair in scene.brackets.pairs if pair[1] + 1 == start), None)
    if opened is None:
        return []
    fitting = _fitting(scene, visible_mentions(scene, 0, opened), run)
    return fitting[-1:] if fitting and fitting[-1].end + 1 >= opened else []


def named_after(scene: Scene, run: Run) -> list[Mention]:
    """Return the outcomes told behind a run: "60% and 40% of patients achieved CR and PR"."""
    visible = visible_mentions(scene, *run.after)
    fitting = _fitting(scene, visible, run) if visible else visible
    if not fitting or not reaches(scene, run.quantities[-1].stop, fitting[0].start):
        return []
    behind = scene.text[run.quantities[-1].stop : fitting[0].start]
    if behind.strip(" ,") == "and":
        return []  # "was seen in 7.8% and 3.7% and cardiac events in 1%"
    if " and was " in behind and OF_NEXT.match(scene.text, fitting[0].end):
        return []  # "aplasia was seen in 8 (20%) and was fatal in 2"
    if fitting[0].code in ESTIMATED and _CONFERRING.search(behind):
        return []  # "was noted in 5.7% of patients and conferred a poorer survival"
    if run.bracketed and _NEXT_CLAUSE.search(scene.text, run.quantities[-1].stop, fitting[0].start):
        return []  # "consolidation (64% vs 44%) and provided a survival benefit"
    chosen = fitting[:1]
    for mention in fitting[1:]:
        if not _NAME_JOIN.fullmatch(scene.text, chosen[-1].end, mention.start):
            break
        chosen.append(mention)
    return chosen


def joined_names(scene: Scene, run: Run) -> list[Mention]:
    """Return the list of outcomes that ends before a run: "OS, PFS, and relapse at 2 years were"."""
    visible = visible_mentions(scene, *run.before)
    fitting = [mention for mention in visible if fits(mention, run)]
    return _joined(scene, visible, fitting[-1], run) if fitting else []


def listed_names(scene: Scene, run: Run) -> list[Mention]:
    """Return the list of outcomes before a run, whatever they are given in: "ORR, PFS and OS were"."""
    visible = visible_mentions(scene, *run.before)
    chosen = visible[-1:]
    for mention in reversed(visible[:-1]):
        if not _NAME_JOIN.fullmatch(scene.text, mention.end, max(chosen[0].start, mention.end)):
            break
        chosen.insert(0, mention)
    return chosen


def _joined(scene: Scene, mentions: list[Mention], last: Mention, run: Run) -> list[Mention]:
    """The list that ends with a mention: "OS and EFS", "relapse at 1 year and death at 2 years"."""
    chosen = [last]
    at = len(mentions) - 1
    while mentions[at] is not last:
        at -= 1
    while at and fits(mentions[at - 1], run):
        end = mentions[at - 1].end
        dated = next((t.end for t in scene.figures.times if t.start == end + 1 and not t.adjective), end)
        if not _NAME_JOIN.fullmatch(scene.text, dated, max(chosen[0].start, dated)):
            break
        at -= 1
        chosen.insert(0, mentions[at])
    return chosen
