"""Which outcome a list of values is of: named before it, behind it, or by the list before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.lexicon import entries
from extractors.prose.outcomes import Mention
from extractors.prose.words_between import (
    OF_NEXT,
    counts_on,
    is_contrast,
    is_linking,
    is_second,
    named_right_behind,
    reaches,
    says_no_more,
)
from extractors.text import holds

if TYPE_CHECKING:
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
_RATES = (" rate", " rates")
_SIZED = lazy(r"[\s,:;]{0,2}(?:[nN]\s?)?=\s?|:\s")
_NEAR = 20  # characters from a bracket to the value behind it
_GRADE_REACH = 25  # characters from a count to the grade it counts
_COUNT_REACH = 60  # and to the name behind it
_NEXT_WORD = lazy(r"\s(?P<word>[a-z][a-z-]+)\b")
_LIST_ENDS = (")", ",", ";")
_OWN_NOUN = lazy(r"\s(?P<word>[A-Za-z][A-Za-z-]+)\b")
_LABEL_WORD = r"[\w/+-]+(?:\([^()\s]*\))?"
_ITEM_LABEL = lazy(rf"[;,]\s(?:and\s)?(?P<label>{_LABEL_WORD}(?:\s{_LABEL_WORD}){{0,3}})[\s:=,]{{1,2}}")
_FIRST_GROUP = lazy(r"(?:\b(?:in|with|for|among)\s(?:the\s)?|\)(?:,|,?\sand|,?\sor)\s)(?:[\w+/-]+\s){1,4}\($")
_NEXT_GROUP = lazy(r"\)(?:,|,?\sand|,?\sor|\svs\.?)\s(?:(?:in|with|for)\s)?(?:[\w+/-]+\s){1,4}\(")
_IT_WAS = lazy(r"\s?(?:it|this|that|which|they|these)\s(?:was|were)\s")
_LABEL = lazy(rf"(?:,|;)?\s(?:and\s)?(?P<label>(?:{_LABEL_WORD}\s){{1,4}})")
_FIRST_LABEL = lazy(rf"(?:\b(?:was|were|as follows)\b|(?<=:)):?\s(?P<label>(?:{_LABEL_WORD}\s){{1,4}})$")
_OF_A_GROUP = (
    "mutated",
    "treated",
    "exposed",
    "arranged",
    "amplified",
    "deleted",
    "related",
    "matched",
    "lapsed",
)
_LONGEST_LABEL = 4  # words
_ESTIMATED = frozenset(
    ("OS", "PFS", "EFS", "RFS", "DFS", "LFS", "DOR", "TTP")
)  # given as estimates, not counts
_TOLD_BY_GROUP = _ESTIMATED | {"CIR", "NRM", "MORT", "GRFS"}
# Groups side by side, each with its estimate in a bracket: "in siblings (49%) and unrelated donors (44%)".
_GROUPS = lazy(
    r"(?:\band|\bor|,|\bversus|\bvs\.?|\bfrom|\bthan|\bcompared (?:with|to))\s(?:[^\s,;()]+\s){1,6}[(\[]$"
)
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
_VERB_BEHIND = lazy(
    r"(?:\s(?:of\s)?(?:the\s)?(?:evaluable\s)?(?:patients|pts|subjects|cases))?\s(?P<verb>\w+)"
)
_OWN_VERBS = frozenset(
    (
        *("had", "have", "were", "achieved", "developed", "experienced", "received", "underwent", "required"),
        *("remained", "showed", "presented", "did", "completed", "continue", "continued", "relapsed", "went"),
        *(
            "proceeded",
            "remain",
            "lost",
            "are",
            "is",
            "progressed",
            "died",
            "discontinued",
            "withdrew",
            "stopped",
        ),
        *(
            "crossed",
            "entered",
            "needed",
            "responded",
            "dropped",
            "failed",
            "refused",
            "switched",
            "converted",
        ),
        *("transformed", "reported", "survived", "missed", "declined", "become", "became", "relapse", "die"),
    )
)
_WHOLE_SIZE = lazy(r"\s(?:\w+\s){0,2}(?:patients|pts|subjects)\s(?:was|were)\s\d")
_OF_THEM = lazy(r"\s?of (?:whom|which|these|them)\b")
_COUNT_BEFORE = lazy(
    r"(?:\s(?!\d)[\w()/-]+){0,6}\s?(?:in|:|\(|were|was|by|included|including|affected|of|among)\s?"
    r"(?:only\s|a total of\s|another\s|just\s|the\s|all\s)?$"
)
# A noun of its own behind a count, which goes on with none before it: "45 deaths and 80 progression events".
_COUNTS_OTHER = lazy(
    r"\s(?!(?:patients?|pts?|subjects?|cases?|women|men|children|adults|recipients|others?|more|additional|further|of|in|on|with|for|from"
    r"|and|or|by|at|to|vs|versus|v|compared|who|had|was|were|did|after|within|during|the|each|respectively|achieved"
    r"|died|among|receiving|treated|assigned|allocated|given|under|but|while|whereas|out|than|deaths?|events?"
    r"|evaluable|responders?|control|placebo)\b)(?:[a-z]|[A-Z]{2,}[,;)])"
)
_AT_RISK = lazy(
    r"\b(?:risks?|incidences?|odds|rates?|likelihood|probabilit\w+|hazards?|frequen\w+|occurrence|develop\w*|more|fewer"
    r"|less|higher|lower|reduced|increased|prevalence|predict\w*|for)\b",
    re.IGNORECASE,
)
_RISK_REACH = 70
# An outcome of its own before a bracket, which no vocabulary knows.
_UNKNOWN = lazy(
    r"\b(?:(?:time to|freedom from|quality of) [^,;()]+|interval|survival|mortality|failure|progression"
    r"|(?:was|were) \w+|death without [^,;()]+)"
    r"(?:\s\([A-Za-z-]+\))?\s?[(\[](?:[\w-]+\s)?(?:HR|OR|hazard|odds)?[^()]{0,20}$"
)
_BEHIND_BRACKET = lazy(r"[)\]](?:,?\s(?:and|vs\.?|versus|(?:as\s)?compared\s(?:with|to))|,)\s$")
# The events that end a survival, told with its ratio: "PFS (hazard ratio for progression or death, 0.6)".
_COMPOSITE = lazy(r"\bfor\s[^;()]*(?:\bor\sdeath\b|,\sor\s|\bdeath\sor\s)")
_EVENTS = ("events (", "event (")  # "50 events (progression or death)"
_STAYING = ("remain", "still in")
_FREE_SURVIVAL = frozenset(("PFS", "EFS", "RFS", "DFS", "LFS", "GRFS", "TTF"))
_OUTCOMES = (" outcome ", " endpoint ", " end point ", " end-point ")
_RATIO_EVENTS = (
    (lazy(r"\bfor (?:disease )?progression(?:,[^;()]*?)?,? (?:or|and) death\b"), "PFS"),
    (lazy(r"\bfor (?:disease )?(?:relapse|recurrence)(?:,[^;()]*?)?,? or death\b"), "RFS"),
    (lazy(r"\bfor (?:death|mortality),? or (?:disease )?progression\b"), "PFS"),
    (lazy(r"\bfor (?:death|mortality),? or (?:disease )?(?:relapse|recurrence)\b"), "RFS"),
    (lazy(r"\bfor (?:all-cause )?(?:death|mortality)\b|\b(?:risk|hazard) of death\b"), "OS"),
)


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
        inside = [m for m in scene.mentions if quantity.begin <= m.start < quantity.start and _fits(m, run)]
        if inside:
            return inside[:1]
        if _OWN_STATE.match(scene.text, quantity.begin) and not named_right_behind(scene, run):
            return []  # "4 were continuing treatment (30.8%)"
    if quantity.unit != "months" and (behind := named_right_behind(scene, run)):
        estimate = _estimate_before(scene, run) if behind.category == "response" else None
        return [estimate or behind]
    if quantity.unit == "count":
        return _counted_names(scene, run, state)
    if quantity.unit == "ratio" and (events := _ratio_events(scene, run)):
        return events
    named = _named_before(scene, run) or named_after(scene, run) or _named_before_bracket(scene, run)
    return named or (_goes_on(scene, run, state) if state.mentions else [])


def _estimate_before(scene: Scene, run: Run) -> Mention | None:
    """The survival right before a value, whose group a response behind it names: "OS 72% MRDneg vs 38%"."""
    begin = run.quantities[0].begin
    before = (m for m in scene.mentions if m.end + 1 == begin and m.category == "survival")
    return next((m for m in before if _fits(m, run)), None)


def _goes_on(scene: Scene, run: Run, state: State) -> list[Mention]:
    """The outcome of the run before, unless something unknown has been named since."""
    begin = run.quantities[0].begin
    last = state.last.stop if state.last else begin
    return [] if _is_of_other_median(scene.text[last:begin]) else _inherited(scene, run, state)


def _fits(mention: Mention, run: Run) -> bool:
    return mention.takes(run.quantities[0].unit, run.quantities[0].statistic)


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
        _fits(mention, run) for mention in visible_mentions(scene, *run.after)
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
    if fitting[0].code in _ESTIMATED and _CONFERRING.search(behind):
        return []  # "was noted in 5.7% of patients and conferred a poorer survival"
    if run.bracketed and _NEXT_CLAUSE.search(scene.text, run.quantities[-1].stop, fitting[0].start):
        return []  # "consolidation (64% vs 44%) and provided a survival benefit"
    chosen = fitting[:1]
    for mention in fitting[1:]:
        if not _NAME_JOIN.fullmatch(scene.text, chosen[-1].end, mention.start):
            break
        chosen.append(mention)
    return chosen


def _inherited(scene: Scene, run: Run, state: State) -> list[Mention]:
    """The outcome of the run before, where the words between change neither subject nor verb."""
    quantity = run.quantities[0]
    if (
        state.bracketed
        and state.outer
        and _BEHIND_BRACKET.search(scene.text, max(0, quantity.begin - _NEAR), quantity.begin)
    ):
        state.mentions = state.outer  # "86% (CR, 10%; PR, 36%) and 100% among high-risk patients"
    none = state.unit == "count" and quantity.n == 0 == quantity.value  # "27 had a CR, compared with none"
    crossed = not none and state.unit != quantity.unit and quantity.unit in state.named
    if crossed and _is_crossed(scene, run, state):
        state.crossed = True
        return state.named[quantity.unit]
    if quantity.unit == "ratio" and run.bracketed and state.ratio:
        unknown = _UNKNOWN.search(scene.text, *run.before)  # "and treatment-free interval (HR 0.4)"
        return [] if unknown else [m for m in state.mentions if _fits(m, run)]  # "high counts (HR 2.4)"
    listed = bool(run.contrasts) and all(run.contrasts)
    stops = (quantity.stop, run.quantities[-1].stop) if listed else (quantity.stop,)
    own_verb = _OF_THEM.match(scene.text, quantity.stop) or any(_has_own_verb(scene.text, at) for at in stops)
    if own_verb or _is_named_behind(scene, run, state) or _opens_clause(scene, run):
        return []
    if none or (run.bracketed and _is_estimate_beside(scene, run, state)):
        return [m for m in state.mentions if _fits(m, run)]
    if quantity.begin != quantity.start and not run.bracketed and _is_new_count(scene, run):
        return []
    goes_on = (
        says_no_more(scene, run)
        or _is_labelled(scene, run, state)
        or _is_item(scene, run, state)
        or _is_of_next_group(scene, run, state)
        or _IT_WAS.match(scene.text, run.before[0])
    )
    return [m for m in state.mentions if _fits(m, run)] if goes_on else []


def _is_estimate_beside(scene: Scene, run: Run, state: State) -> bool:
    """Whether a bracket gives the estimate of one of several groups: "in siblings (49%), others (44%)"."""
    unit = run.quantities[0].unit
    alike = unit == "percent" or (unit == "months" == state.unit and state.bracketed)
    # "among A (39% v 20%) and B (14% v 10%)"; for events another may be meant
    contrasted = bool(run.contrasts) and state.bracketed and state.mentions[-1].code != "AE"
    grouped = contrasted or any(mention.code in _TOLD_BY_GROUP for mention in state.mentions)
    return alike and grouped and _GROUPS.search(scene.text, *run.before) is not None


def _is_new_count(scene: Scene, run: Run) -> bool:
    """Whether a count with its rate is set beside no other: not "17 (40%) entered CR: 7/20 (35%) after X"."""
    if scene.text.endswith(": ", 0, run.quantities[0].begin):
        return False
    graded = any(run.before[0] <= grade.start < run.before[1] for grade in scene.figures.grades)
    return not graded and not is_contrast(scene, run)


def of_others(scene: Scene, run: Run) -> bool:
    """Whether the last value of a list has a verb of its own: "5%, and 12% of the pts were withdrawn"."""
    return _has_own_verb(scene.text, run.quantities[-1].stop)


def _has_own_verb(text: str, stop: int) -> bool:
    match = _VERB_BEHIND.match(text, stop)
    return match is not None and match["verb"] in _OWN_VERBS


def _is_named_behind(scene: Scene, run: Run, state: State) -> bool:
    """Whether values stand before their names, and the next name is unknown: "10% CR and 5% hypoplasia"."""
    begin, stop = run.quantities[0].begin, run.quantities[-1].stop
    last = state.mentions[-1].start if state.mentions else begin
    if last >= begin or not any(each.stop + 1 == last for each in scene.figures.quantities):
        return False
    word = _NEXT_WORD.match(scene.text, stop)
    if word is None:
        return False
    alone = scene.text.startswith(_LIST_ENDS, word.end())  # "7% complete response, 37% improved)"
    return alone or not is_linking(word["word"])


def _opens_clause(scene: Scene, run: Run) -> bool:
    """Whether a value opens a clause of its own, with its own noun: "; 48% ICU admission"."""
    if not scene.text.endswith("; ", 0, run.quantities[0].begin):
        return False
    word = _OWN_NOUN.match(scene.text, run.quantities[-1].stop)
    return word is not None and not is_linking(word["word"].lower())


def _is_labelled(scene: Scene, run: Run, state: State) -> bool:
    """Whether a value stands behind its label, as the one before does: "were drug A 26%, drug B 60%"."""
    begin = run.quantities[0].begin
    before = [q for q in scene.figures.quantities if q.stop <= begin and q.unit == run.quantities[0].unit]
    if state.unit != run.quantities[0].unit or not before or not state.mentions:
        return False
    label = _LABEL.fullmatch(scene.text, before[-1].stop, begin)
    first = _FIRST_LABEL.search(scene.text, state.mentions[-1].end, before[0].begin)
    if label is None or first is None:
        return False
    words = f"{first['label']} {label['label']}".lower().split()
    return len(first["label"].split()) <= _LONGEST_LABEL and not any(map(_is_joining, words))


def _is_item(scene: Scene, run: Run, state: State) -> bool:
    """Whether a value in a bracket follows another one of it behind its label: "(X 51%; Y 33%; Z 48%)"."""
    begin, unit = run.quantities[0].begin, run.quantities[0].unit
    bracket = scene.brackets.around(begin)
    before = [q for q in scene.figures.quantities if bracket and bracket[0] < q.begin and q.stop <= begin]
    if not before or before[-1] is not state.last or not state.bracketed or state.unit != unit:
        return False
    label = _ITEM_LABEL.fullmatch(scene.text, before[-1].stop, begin)
    return label is not None and not any(map(_is_joining, label["label"].lower().split()))


def _is_joining(word: str) -> bool:
    """Whether a word of a label is none: a verb or a joining word, not what a group is called by."""
    return is_linking(word) and not word.endswith(_OF_A_GROUP)


def _is_of_next_group(scene: Scene, run: Run, state: State) -> bool:
    """Whether two values stand in brackets behind their groups: "was seen in A (37%) and B (56%)"."""
    last, begin = state.last, run.quantities[0].begin
    if last is None or not (run.bracketed and state.bracketed) or state.unit != run.quantities[0].unit:
        return False
    first = _FIRST_GROUP.search(scene.text, 0, last.begin)
    if first is None or _NEXT_GROUP.fullmatch(scene.text, last.stop, begin) is None:
        return False
    return not any(first.start() <= mention.start < begin for mention in scene.mentions)


def _is_crossed(scene: Scene, run: Run, state: State) -> bool:
    """Whether values of two outcomes are set against two others: "40% and 5 months, vs 65% and 14 months"."""
    begin = run.quantities[0].begin
    return is_second(scene, run) or (state.crossed and scene.text.endswith(" and ", 0, begin))


def _counted_names(scene: Scene, run: Run, state: State) -> list[Mention]:
    """The outcome that a count counts stands right after it or a few words before it."""
    quantity, stop = run.quantities[0], run.quantities[-1].stop
    for mention in scene.mentions:
        near = stop <= mention.start <= stop + _COUNT_REACH
        if (
            near
            and _is_countable(scene, mention, run)
            and counts_on(_without_arms(scene, stop, mention.start))
        ):
            return [mention]
    if graded := _graded_event(scene, run, state):
        return graded
    before = [m for m in visible_mentions(scene, *run.before) if _is_countable(scene, m, run)]
    whole = _WHOLE_SIZE.match(scene.text, quantity.stop) and scene.text.endswith(
        " of the ", 0, quantity.begin
    )
    # As in "the response rate of the 120 patients", "no relapses in 18 patients", "9 SD among 18 patients".
    if before and (whole or _is_counted_or_denied(scene, before[-1])):
        return []
    sized = before and _SIZED.fullmatch(scene.text, before[-1].end, quantity.start)  # "CR n=12", "CR=30"
    if sized or (before and _COUNT_BEFORE.fullmatch(scene.text, before[-1].end, quantity.begin)):
        return before[-1:]
    goes_on = not before and state.counted and not _COUNTS_OTHER.match(scene.text, quantity.stop)
    if goes_on and (run.bracketed or is_contrast(scene, run)):
        return [m for m in state.mentions if _fits(m, run)]
    return []


def _is_counted_or_denied(scene: Scene, mention: Mention) -> bool:
    """Whether an outcome has its own count right before it, or is said not to have happened."""
    counted = any(each.stop + 1 == mention.start for each in scene.figures.quantities)
    return counted or scene.text.endswith(("no ", "No "), 0, mention.start)


def _without_arms(scene: Scene, start: int, end: int) -> str:
    """The words of a stretch without the arms named: "one patient in the X arm died"."""
    for arm in scene.arms:
        if start <= arm.start and arm.end <= end:
            return scene.text[start : arm.start].rstrip() + scene.text[arm.end : end]
    return scene.text[start:end]


def _is_countable(scene: Scene, mention: Mention, run: Run) -> bool:
    """Whether an outcome can be counted in patients; an estimate cannot, those alive can."""
    printed = scene.text[mention.start : mention.end]
    rated = printed.endswith(_RATES) or scene.text.startswith(_RATES, mention.end)
    if rated and run.quantities[0].n_total is None:
        return False  # "in 841 pts the CR rate was 73%"
    alive = "alive" in printed or printed.startswith(_STAYING)
    if scene.text.startswith((" episode", " course"), mention.end):
        return False  # "97 fever episodes" are no patients
    return _fits(mention, run) and (alive or mention.code not in _ESTIMATED)


def _graded_event(scene: Scene, run: Run, state: State) -> list[Mention]:
    """A count of a grade counts the event named before: "four cases with grade 3"."""
    start, end = run.after
    if not any(start <= grade.start < min(end, start + _GRADE_REACH) for grade in scene.figures.grades):
        return []
    if state.mentions:
        return state.mentions if state.mentions[0].code == "AE" else []
    return [m for m in scene.mentions if m.code == "AE" and m.start < run.quantities[0].begin][-1:]


def _ratio_events(scene: Scene, run: Run) -> list[Mention]:
    """A hazard ratio for an event is one of the survival up to it: "hazard ratio for death" is one of OS."""
    start, end = run.before
    cues = [w.start for w in scene.cues("hazard_ratio", 0, run.quantities[0].start)]
    if not cues:
        return []
    last = next((m for m in reversed(scene.mentions) if start <= m.start < end), None)
    died = _died_before(scene, run, cues[-1])
    last = died or last
    if last and (died or last.code == "MORT"):
        entry = entries()["endpoint", "OS"]  # "decreased overall mortality (HR, 0.87)"
        return [Mention(last.start, last.end, "OS", entry.category, entry.statistics)]
    if _COMPOSITE.search(scene.text, max(start, cues[-1]), end):
        estimates = [m for m in scene.mentions if m.code in _FREE_SURVIVAL and m.end <= cues[-1]]
        if estimates:
            return estimates[-1:]
    bracketed = [
        mention
        for mention in scene.mentions
        if mention.end < cues[-1]
        and mention.code != "AE"
        and _fits(mention, run)
        and scene.text.endswith(_EVENTS, start, mention.start)
    ]
    if bracketed:
        return bracketed[-1:]
    for pattern, code in _RATIO_EVENTS:
        if match := pattern.search(scene.text, max(start, cues[-1]), end):
            entry = entries()["endpoint", code]
            return [Mention(match.start(), match.end(), code, entry.category, entry.statistics)]
    return []


def _died_before(scene: Scene, run: Run, cue: int) -> Mention | None:
    """The deaths before a bracket with their ratio: "13 deaths in X and 24 in Y (hazard ratio, 0.50)"."""
    opened = (scene.brackets.around(run.quantities[0].begin) or (0, 0))[0]
    before = [mention for mention in scene.mentions if mention.end < opened <= cue]
    died = before and before[-1].code == "deaths" and "without" not in scene.text
    return before[-1] if died else None


def visible_mentions(scene: Scene, start: int, end: int) -> list[Mention]:
    """Return the mentions of a stretch, without those in a bracket that only explains."""
    named = [m for m in scene.mentions if start <= m.start < end]
    if not (named and scene.brackets.pairs and (nested := scene.brackets.inside(start, end))):
        return named
    if "outcome (" in scene.text or "point (" in scene.text:  # "the primary outcome (CR) occurred in 21"
        nested = [pair for pair in nested if not scene.text.endswith(_OUTCOMES, 0, pair[0])]
    return [m for m in named if not any(first < m.start < last for first, last in nested)]


def joined_names(scene: Scene, run: Run) -> list[Mention]:
    """Return the list of outcomes that ends before a run: "OS, PFS, and relapse at 2 years were"."""
    visible = visible_mentions(scene, *run.before)
    fitting = [mention for mention in visible if _fits(mention, run)]
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
    while at and _fits(mentions[at - 1], run):
        end = mentions[at - 1].end
        dated = next((t.end for t in scene.figures.times if t.start == end + 1 and not t.adjective), end)
        if not _NAME_JOIN.fullmatch(scene.text, dated, max(chosen[0].start, dated)):
            break
        at -= 1
        chosen.insert(0, mentions[at])
    return chosen
