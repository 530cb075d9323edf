"""Which quantity belongs to which outcome, arm and time point of its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.prose.lexicon import entries
from extractors.prose.mentions import Mention
from extractors.prose.quantities import Quantity
from extractors.prose.runs import Brackets, Run, build_runs, set_stretches

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.prose.arms import ArmMention
    from extractors.prose.lexicon import Word
    from extractors.prose.quantities import Figures, Grade
    from extractors.prose.times import TimePoint

_NAME_JOIN = re.compile(
    r"(?:\s?\([^()]*\))?\s?(?:rates?\s|times?\s)?(?:,\s?and|,|and|or|/|&|as well as)\s?(?:the\s|an?\s)?(?:median\s|mean\s|overall\s|estimated\s|rates?\sof\s|\d-year\s)*",
    re.IGNORECASE,
)
_ARM_JOIN = re.compile(
    r"\s?(?:,\s?and|,|and|or|/|&|vs\.?|versus|v\.?|as compared with|compared with|compared to|than)\s?(?:in\s|for\s|with\s|the\s|of\s|on\s|receiving\s|those\s|patients\s)*"
)
_COMPARED = re.compile(r"(?:compared (?:with|to)|in comparison (?:with|to)|than|versus|vs\.?|v\.?|over|against|relative to)\s(?:that\s|those\s)?(?:of\s|in\s|for\s|with\s|on\s)?(?:the\s)?(?:patients\s)?(?:in\s|with\s|on\s|receiving\s)?(?:the\s)?$", re.IGNORECASE)
_GRADE_REACH = 25
_RECENT = 4  # facts that tell in which order a sentence takes the arms
_RATIO_REACH = 140
_MOST_RATIO = 30
_CHANGE_AFTER = re.compile(r"\s?(?:relative\s|absolute\s|risk\s)*(?:reduction|increase|decrease|savings|improvement|difference|lower|higher|gain)\b|\s?\((?:from|increas|decreas|reduc)")
_SURVIVAL_PERCENT = frozenset(("OS", "PFS", "EFS", "RFS", "DFS", "LFS", "CIR", "NRM", "DOR", "TTP"))
_TIMED = re.compile(r"\b(?:at|by|after|within)\b|\d", re.IGNORECASE)


@dataclass(slots=True)
class Fact:
    """A quantity with all that its sentence says of it."""

    mention: Mention
    quantity: Quantity
    rule: str
    arm: str = ""
    months: float | None = None
    statistic: str = "rate"
    grade: int | None = None
    time: TimePoint | None = None
    grade_from: Grade | None = None
    child: bool = False


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave: the order in which arms were last contrasted."""

    arms: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    fresh: bool = False  # whether the sentence at hand has set that order


@dataclass(slots=True)
class Scene:
    """One sentence, taken apart."""

    text: str
    words: list[Word]
    mentions: list[Mention]
    figures: Figures
    arms: list[ArmMention]
    brackets: Brackets = field(init=False)

    def __post_init__(self) -> None:
        self.brackets = Brackets(self.text)

    def cues(self, code: str, start: int, end: int) -> list[Word]:
        """Cue words of one role within a stretch."""
        return [w for w in self.words if w.role == "cue" and w.code == code and start <= w.start < end]


def link(scene: Scene, memory: Memory) -> list[Fact]:
    """Return the facts of a sentence."""
    quantities = _usable(scene)
    runs = build_runs(scene.text, quantities, scene.brackets)
    if not runs:
        return []
    _stretch(scene, runs)
    if any(not _is_list(scene, run, memory) for run in runs):
        runs = [part for run in runs for part in ([run] if _is_list(scene, run, memory) else _singles(run))]
        _stretch(scene, runs)
    facts: list[Fact] = []
    state = _State()
    memory.fresh = False
    nameless: list[Run] = []
    carry: int | None = None
    for run in runs:
        if carry is not None:
            run.before = (carry, run.before[1])
        found = _link_run(scene, run, state, memory)
        unlinked = not found and (run.bracketed or run.quantities[0].unit == "count")
        carry = run.before[0] if unlinked else None
        if not found and not state.mentions:
            nameless.append(run)
        elif found and nameless and found[0].mention.start >= run.quantities[-1].stop:
            facts += _named_later(scene, nameless, run, found[0].mention, state, memory)
        if found:
            nameless = []
        facts += found
        _remember_order(facts[-_RECENT:], memory)
    _fill_arms_backwards(scene, runs, facts)
    _attach_p_values(scene, facts)
    return facts


_VERB = re.compile(r"\b(?:was|were|had|have|has|is|are|completed|received|underwent|did|experienced|remained|achieved|showed)\b")


def _named_later(  # noqa: PLR0913
    scene: Scene, nameless: list[Run], naming: Run, mention: Mention, state: _State, memory: Memory
) -> list[Fact]:
    """Values whose outcome stands behind the last of them: "14 (29%) from A and 24 (52%) from B had diarrhoea"."""
    facts: list[Fact] = []
    for run in nameless:
        between = scene.text[run.quantities[-1].stop : naming.quantities[0].begin]
        if run.quantities[0].unit != naming.quantities[0].unit:
            continue
        if mention.takes(run.quantities[0].unit, run.quantities[0].statistic) and not _VERB.search(between):
            facts += _link_run(scene, run, state, memory, [mention])
    return facts


def _stretch(scene: Scene, runs: list[Run]) -> None:
    def has_arm(start: int, end: int) -> bool:
        return any(start <= place.start < end for place in (*scene.arms, *scene.figures.times))

    def arm_after(start: int, end: int) -> int:
        """Past "for X" behind a closing bracket, which is said of what the bracket gave."""
        for arm in scene.arms:
            if start <= arm.start < end and re.fullmatch(r"\s?(?:(?:for|in|with|on|from|among|of)\s)?(?:the\s)?", scene.text[start : arm.start]):
                return arm.end
        return start

    set_stretches(scene.text, runs, scene.mentions, scene.brackets, has_arm, arm_after, _inseparable(scene))


def _inseparable(scene: Scene) -> list[tuple[int, int]]:
    """Stretches that nothing separates: arms listed together, grades, landmarks and intervals."""
    listed = [(place.start, place.end) for place in (*scene.figures.grades, *scene.figures.times, *scene.figures.intervals)]
    return listed + [
        (first.start, second.end)
        for first, second in pairwise(scene.arms)
        if first.end <= second.start and _ARM_JOIN.fullmatch(scene.text, first.end, second.start)
    ]


def _is_list(scene: Scene, run: Run, memory: Memory) -> bool:
    """Whether something in the sentence has as many items as a list of values."""
    size = len(run.quantities)
    if size == 1 or run.slash or any(run.contrasts):
        return True
    names = _visible(scene, *run.before)
    arms = [a for a in scene.arms if run.before[0] <= a.start < run.after[1]]
    times = [t for t in scene.figures.times if len(t.months) == size]
    later = [m for m in _visible(scene, *run.after) if m.takes(run.quantities[0].unit, None)]
    if later and len(names) == 1 and not scene.cues("respectively", run.after[0], run.after[1] + 1) and len(_flat(arms)) != size:
        return False
    return bool(times) or len(names) >= size or len(_flat(arms)) >= size or len(_pair(scene, memory, size)) == size


def _singles(run: Run) -> list[Run]:
    """Take a run apart into runs of one."""
    return [
        Run([quantity], [], children={0: run.children[place]} if place in run.children else {}, bracketed=run.bracketed)
        for place, quantity in enumerate(run.quantities)
    ]


@dataclass(slots=True)
class _State:
    """What a sentence has said so far."""

    mentions: list[Mention] = field(default_factory=list)
    time: TimePoint | None = None
    grade: Grade | None = None
    leading_arm: ArmMention | None = None
    statistic: str | None = None
    counted: bool = False
    arms: tuple[str, ...] = ()
    bracket: tuple[int, int] | None = None


# --- quantities that can be results ------------------------------------------------------------


def _usable(scene: Scene) -> list[Quantity]:
    """Quantities with a unit, ratios marked, values not reached added, changes and differences left out."""
    quantities = [*scene.figures.quantities, *_not_reached(scene), *_none(scene)]
    quantities.sort(key=lambda quantity: quantity.start)
    _count_by_arm(scene, quantities)
    for cue in scene.words:
        if cue.role == "cue" and cue.code in ("hazard_ratio", "odds_ratio"):
            _mark_ratios(scene, cue, quantities)
    return [q for q in quantities if q.unit != "bare" and not _is_difference(scene, q)]


_IN_ARM = re.compile(r"\s(?:in|from|with|of|for|on)\s(?:the\s)?")


def _count_by_arm(scene: Scene, quantities: list[Quantity]) -> None:
    """A total is followed by its parts: "56 patients died (27 in the X group and 29 in the Y group)"."""
    if not any(quantity.unit == "count" for quantity in quantities):
        return
    starts = {arm.start for arm in scene.arms}
    for quantity in quantities:
        if quantity.unit == "bare" and quantity.decimals == 0 and (match := _IN_ARM.match(scene.text, quantity.stop)) and match.end() in starts:
            quantity.unit, quantity.n, quantity.value, quantity.decimals = "count", int(quantity.value or 0), None, None


def _not_reached(scene: Scene) -> list[Quantity]:
    found: list[Quantity] = []
    for word in scene.words:
        if word.role != "cue" or word.code != "not_reached":
            continue
        inside = any(i.start <= word.start < i.end for i in scene.figures.intervals)
        if inside or (scene.text[word.start : word.end].isupper() and _is_definition(scene, word)):
            continue
        found.append(Quantity(word.start, word.end, None, None, "months", word.end, not_reached=True))
    for quantity in found:
        later = next((i for i in scene.figures.intervals if 0 <= i.start - quantity.end <= 4 and i.is_ci), None)
        if later:
            quantity.ci_low, quantity.ci_high, quantity.ci_level = later.low, later.high, later.level
            quantity.stop = later.end
            quantity.numbers += [n.start for n in scene.figures.numbers if later.start <= n.start < later.end]
    return found


_AGAINST = re.compile(r"\b(?:vs\.?|versus|v\.?|than|compared with|compared to|and|or|[(,])\s$")


def _none(scene: Scene) -> list[Quantity]:
    """A zero in words beside a value: "14 (5%) vs none"."""
    return [
        Quantity(word.start, word.end, 0.0, 0, "percent", word.end, n=0)
        for word in scene.words
        if scene.text[word.start : word.end].lower() == "none" and _AGAINST.search(scene.text[: word.start]) and scene.figures.quantities
    ]


def _is_definition(scene: Scene, word: Word) -> bool:
    """Whether "NR" only abbreviates the words before it: "not reached (NR)"."""
    return bool(re.search(r"(?:reached|estimable|evaluable|attained|responders?|reported)\s?[(\[]$", scene.text[: word.start]))


def _mark_ratios(scene: Scene, cue: Word, quantities: list[Quantity]) -> None:
    for quantity in quantities:
        if quantity.start < cue.end:
            continue
        between = scene.text[cue.end : quantity.start]
        if quantity.start - cue.end > _RATIO_REACH or (quantity.unit != "bare" and quantity.unit != "ratio"):
            break
        if quantity.value is None or quantity.value > _MOST_RATIO or not (quantity.decimals or quantity.ci_low is not None):
            if ";" in between:
                break
            continue
        if quantity.statistic is None:
            quantity.unit, quantity.statistic = "ratio", cue.code
            if quantity.ci_level is None and quantity.low is not None:
                quantity.ci_low, quantity.ci_high, quantity.ci_level = quantity.low, quantity.high, 95.0
                quantity.low = quantity.high = None
        if not _goes_on(scene, quantity, quantities):
            break


def _goes_on(scene: Scene, quantity: Quantity, quantities: list[Quantity]) -> bool:
    """Whether a ratio is followed by another of the same cue: "0.95 [0.80-1.14], Acentrus: 1.14 [...]"."""
    later = next((q for q in quantities if q.start > quantity.start), None)
    return bool(
        later
        and later.unit == "bare"
        and later.decimals
        and later.ci_low is not None
        and not re.search(r"\b(?:HR|OR|ratio)\b", scene.text[quantity.stop : later.start])
    )


def _is_difference(scene: Scene, quantity: Quantity) -> bool:
    """Whether a value is a change or a difference: "a difference of 5.3%"."""
    if quantity.unit == "ratio":
        return False
    if _CHANGE_AFTER.match(scene.text, quantity.end):
        return True
    cue = next((w for w in reversed(scene.words) if w.code == "difference" and w.end <= quantity.start), None)
    if cue is None:
        return False
    between = scene.text[cue.end : quantity.start]
    named = [m for m in scene.mentions if cue.end <= m.start < quantity.start]
    if named and all(m.code != "AE" for m in named) and len(between) < 90:
        return not re.search(r"[;:(,]|\b(?:from|to|seen|observed|found|noted)\b|\d\s?%", between)
    return len(between) < 40 and not re.search(r"[;:(]|\b(?:in|between|from|were|was)\b.*\d|\bwere (?:observed|found|seen)\b", between) and not any(
        cue.end <= m.start < quantity.start for m in scene.mentions
    )


# --- one run --------------------------------------------------------------------------------------


def _link_run(
    scene: Scene, run: Run, state: _State, memory: Memory, names: list[Mention] | None = None
) -> list[Fact]:
    own = _own_names(scene, run)
    names = _names(scene, run, state) if names is None else names
    if not own and any(g.low and run.before[0] <= g.start < run.before[1] for g in scene.figures.grades):
        names = []  # "(grade 1: 45%; grade 2: 20%)"
    if not names:
        return _link_children(scene, run, [], state, memory)
    time = _time(scene, run, state)
    grade = _grade(scene, run, state)
    arms = _run_arms(scene, run, state)
    facts = _expand(scene, run, names, time, arms, memory)
    if _is_low_grade(scene, run):
        return _link_children(scene, run, [], state, memory)
    for fact in facts:
        if fact.grade_from is None and fact.mention.code == "AE":
            fact.grade_from = grade
        fact.grade = fact.grade_from.least if fact.grade_from else None
        fact.statistic = _statistic(scene, run, fact, state)
        if fact.statistic == "cumulative_incidence" and fact.months is None and fact.time and len(fact.time.months) == 1:
            fact.months = fact.time.months[0]
        if fact.mention.code == "deaths" and fact.months is not None and fact.quantity.value is not None:
            fact.mention = replace(fact.mention, code="MORT")
    state.mentions = names
    state.counted = run.quantities[0].unit == "count"
    return facts + _link_children(scene, run, facts, state, memory)


def _own_names(scene: Scene, run: Run) -> list[Mention]:
    return [m for m in scene.mentions if run.before[0] <= m.start < run.after[1]]


def _names(scene: Scene, run: Run, state: _State) -> list[Mention]:
    """The outcomes a run gives values of: named before it, after it, or by the run before."""
    quantity = run.quantities[0]

    def fits(mention: Mention) -> bool:
        return mention.takes(quantity.unit, quantity.statistic)

    inside = [m for m in scene.mentions if quantity.begin <= m.start < quantity.start and fits(m)]
    if inside:
        return inside[:1]
    if quantity.unit == "count":
        return _counted_names(scene, run, state, fits)
    if quantity.unit == "ratio" and (events := _ratio_events(scene, run)):
        return events
    before = [m for m in _visible(scene, *run.before) if fits(m)]
    if before and _CLAUSE.search(scene.text[before[-1].end : quantity.begin]) and any(fits(m) for m in _visible(scene, *run.after)):
        before = []  # "no PR was seen, but 65% of patients achieved SD"
    if before:
        return _joined(scene.text, _visible(scene, *run.before), before[-1], fits)
    after = [m for m in _visible(scene, *run.after) if fits(m)]
    if after and _reaches(scene, quantity.stop, after[0].start):
        return _joined_after(scene.text, after, fits)
    if _OF_THEM.match(scene.text, quantity.stop) or _OWN_VERB.match(scene.text, quantity.stop):
        return []
    graded = any(run.before[0] <= g.start < run.before[1] for g in scene.figures.grades)
    if quantity.begin != quantity.start and not run.bracketed and not graded and not _is_contrast(scene, run):
        return []
    return [m for m in state.mentions if fits(m)] if _says_no_more(scene, run) else []


_CLAUSE = re.compile(r";|,?\s(?:but|while|whereas|although|however)\s")
_PASSING = frozenset(
    "and or but while whereas vs versus v than compared to the a an was were is are been had have has being respectively also only even just still "
    "rate rates it that those this these value values median medians mean approximately about corresponding correspondingly reported observed seen occurred "
    "followed by hazard ratio hr odds ratio or p ci confidence interval adjusted unadjusted stratified cause specific multivariate univariate "
    "patients pts subjects cases increased decreased improved reduced rose fell both each estimated estimate total n of which whom another further "
    "group arm cohort groups arms cohorts control controls latter former best overall versus up months years weeks days as more less least at all".split()
)
_PREPOSITIONS = frozenset("by than versus vs in for with among on at after from within under during between through into when if compared".split())
_LETTERS = re.compile(r"[A-Za-z]+")


def _says_no_more(scene: Scene, run: Run) -> bool:
    """Whether the words before a value leave the subject as it was: "and 5.9 months", not "the clone size 33%"."""
    start, end = run.before
    if run.bracketed and scene.text[:end].rstrip().endswith(":"):
        return True  # "(untreated: 11.4 vs 5.4 months)"
    known = [(p.start, p.end) for p in (*scene.arms, *scene.figures.times, *scene.figures.grades, *scene.figures.p_values, *scene.figures.intervals)]
    for match in _LETTERS.finditer(scene.text, start, end):
        if any(first <= match.start() < last for first, last in known):
            continue
        word = match[0].lower()
        if word in _PREPOSITIONS:
            return True
        if word not in _PASSING:
            return False
    return True


_OWN_VERB = re.compile(
    r"(?:\s(?:of\s)?(?:the\s)?(?:evaluable\s)?(?:patients|pts|subjects|cases))?\s(?:had|have|were|achieved|developed|experienced|received|underwent|required|remained|showed|"
    r"presented|did|completed|continued|relapsed|went|proceeded)\b"
)
_OF_THEM = re.compile(r"\s?of (?:whom|which|these|them)\b")


def _reaches(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing parts a value from the name behind it; brackets do not count."""
    nested = scene.brackets.inside(start, end)
    return not any(
        scene.text[at] in ",;" and not any(first < at < last for first, last in nested) for at in range(start, end)
    )


_COUNT_BEFORE = re.compile(r"(?:\s(?!\d)[\w()/-]+){0,6}\s?(?:in|:|\(|were|was|by|included|including|affected|of|among)\s?(?:only\s|a total of\s|another\s|just\s|the\s)?$")
_COUNT_AFTER = re.compile(
    r"(?:\s(?:patients?|pts?|cases?|subjects?|of|the|in|arm|group|each|with|had|have|has|achieved|experienced|developed|showed|an?|of|were|who|obtained|attained|"
    r"reached|reported|suffered|from|drug-related|treatment-related|confirmed|any|some|grade|discontinued|withdrew|evaluable|responding|fatal|severe|serious|their|received|underwent|"
    r"proceeded|to|subsequently|eventually|episodes?|events?|treatment|all|these|additional|more)\b)*\s?"
)


def _counted_names(scene: Scene, run: Run, state: _State, fits: Callable[[Mention], bool]) -> list[Mention]:
    """The outcome that a count counts stands right after it or a few words before it."""
    quantity = run.quantities[0]

    def counts(mention: Mention) -> bool:
        is_estimate = mention.code in _SURVIVAL_PERCENT - {"CIR", "NRM"}
        return fits(mention) and (not is_estimate or "alive" in scene.text[mention.start : mention.end])

    for mention in scene.mentions:
        if quantity.stop <= mention.start <= quantity.stop + 60 and counts(mention) and _COUNT_AFTER.fullmatch(scene.text, quantity.stop, mention.start):
            return [mention]
    graded = any(run.after[0] <= g.start < run.after[1] and g.start - run.after[0] < _GRADE_REACH for g in scene.figures.grades)
    events = [m for m in scene.mentions if m.code == "AE" and m.start < quantity.begin]
    if graded and events and not state.mentions:
        return events[-1:]
    if graded and state.mentions and state.mentions[0].code == "AE":
        return state.mentions
    before = [m for m in _visible(scene, *run.before) if counts(m)]
    if before and _COUNT_BEFORE.fullmatch(scene.text, before[-1].end, quantity.begin):
        return before[-1:]
    if not before and state.mentions and state.counted and (run.bracketed or _is_contrast(scene, run)):
        return [m for m in state.mentions if fits(m)]
    return []


_RATIO_EVENTS = (
    (re.compile(r"\bfor (?:disease )?progression or death\b|\bfor progression and death\b"), "PFS"),
    (re.compile(r"\bfor (?:relapse|recurrence) or death\b"), "RFS"),
    (re.compile(r"\bfor (?:all-cause )?(?:death|mortality)\b|\b(?:risk|hazard) of death\b"), "OS"),
)


def _ratio_events(scene: Scene, run: Run) -> list[Mention]:
    """A hazard ratio for an event is one of the survival up to it: "hazard ratio for death" is one of OS."""
    words = scene.text[run.before[0] : run.before[1]]
    at = max((w.start for w in scene.words if w.code == "hazard_ratio" and w.start < run.quantities[0].start), default=-1)
    for pattern, code in _RATIO_EVENTS:
        if at >= 0 and (match := pattern.search(words, max(0, at - run.before[0]))):
            entry = entries()["endpoint", code]
            return [Mention(run.before[0] + match.start(), run.before[0] + match.end(), code, entry.category, entry.statistics)]
    return []


def _directly_before(text: str, quantity: Quantity, mention: Mention) -> bool:
    return not re.search(r"[,;()]", text[quantity.stop : mention.start]) and mention.start - quantity.stop < 25


def _is_contrast(scene: Scene, run: Run) -> bool:
    return bool(re.search(r"(?:\b(?:vs\.?|versus|v|and|than|compared with|compared to)|,)\s?(?:[\w-]+\s){0,3}$", scene.text[max(0, run.before[0] - 16) : run.before[1]]))


def _visible(scene: Scene, start: int, end: int) -> list[Mention]:
    """Mentions of a stretch, without those in a bracket that only explains."""
    nested = scene.brackets.inside(start, end)
    return [
        m for m in scene.mentions if start <= m.start < end and not any(first < m.start < last for first, last in nested)
    ]


def _joined(text: str, mentions: list[Mention], last: Mention, fits: object) -> list[Mention]:
    """The list that ends with a mention: "OS and EFS"."""
    at = mentions.index(last)
    chosen = [last]
    while at and _NAME_JOIN.fullmatch(text, mentions[at - 1].end, max(chosen[0].start, mentions[at - 1].end)) and fits(mentions[at - 1]):  # type: ignore[operator]
        at -= 1
        chosen.insert(0, mentions[at])
    return chosen


def _joined_after(text: str, mentions: list[Mention], fits: object) -> list[Mention]:
    chosen = mentions[:1]
    for mention in mentions[1:]:
        if not _NAME_JOIN.fullmatch(text, chosen[-1].end, mention.start) or not fits(mention):  # type: ignore[operator]
            break
        chosen.append(mention)
    return chosen


def _time(scene: Scene, run: Run, state: _State) -> TimePoint | None:
    """The landmark a run is given at: in its own words, else the one named before."""
    own = [t for t in scene.figures.times if run.before[0] <= t.start < run.before[1]]
    after = [t for t in scene.figures.times if run.after[0] <= t.start < run.after[1]]
    if own:
        state.time = own[-1]
    elif after and not _adjective_of_next(scene, run, after[0]):
        state.time = after[0]
    return state.time


def _adjective_of_next(scene: Scene, run: Run, time: TimePoint) -> bool:
    return time.adjective and not any(time.end <= m.start < run.after[1] for m in scene.mentions)


def _grade(scene: Scene, run: Run, state: _State) -> Grade | None:
    start = run.before[0]
    own = [g for g in scene.figures.grades if start <= g.start < run.before[1]]
    after = [g for g in scene.figures.grades if run.after[0] <= g.start < run.after[1] and g.start - run.after[0] < 30]
    if own:
        covers = scene.brackets.around(own[-1].start) in (None, scene.brackets.around(run.quantities[0].begin))
        named = any(own[-1].end <= m.start < run.before[1] or m.start <= own[-1].start < m.end for m in scene.mentions)
        state.grade = own[-1] if covers and named else None
        return own[-1]
    if after:
        return after[0]
    return state.grade


_LOW_GRADE = re.compile(r"\s?(?:of (?:the )?(?:events|cases|patients|pts)\s)?(?:were|was|being)\s(?:only\s|of\s)?$")


def _is_low_grade(scene: Scene, run: Run) -> bool:
    """Whether a share says how mild the events were: "97% were grade 1/2"."""
    stop = run.quantities[-1].stop
    return any(g.least is None and g.start >= stop and _LOW_GRADE.fullmatch(scene.text, stop, g.start) for g in scene.figures.grades)


def _statistic(scene: Scene, run: Run, fact: Fact, state: _State) -> str:
    quantity = fact.quantity
    if quantity.statistic:
        return quantity.statistic
    if quantity.unit == "months":
        return _average(scene, run, state)
    if quantity.unit == "percent" and "cumulative_incidence" in fact.mention.statistics:
        start = min(fact.mention.start, run.before[0])
        if "umulative incidence" in scene.text[start : max(quantity.start, fact.mention.end)] or (
            fact.mention.code in ("AE", "CIR", "NRM") and "umulative incidence" in scene.text[: quantity.start]
        ):
            return "cumulative_incidence"
    return "rate"


def _average(scene: Scene, run: Run, state: _State) -> str:
    cues = [w for w in scene.words if w.code in ("median", "mean") and w.role == "cue" and run.before[0] <= w.start < run.before[1]]
    if cues:
        state.statistic = cues[-1].code
    return state.statistic or "median"


# --- arms ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _RunArms:
    """Arms named about a run: each value's, or one for all."""

    names: tuple[str, ...] = ()
    every: bool = False
    leading: bool = False


def _run_arms(scene: Scene, run: Run, state: _State) -> _RunArms:
    after = _arm_list(scene, *run.after, first=True)
    before = _arm_list(scene, *run.before, first=False)
    names = [m for m in _visible(scene, *run.before)]
    if before and not (names and before[0].end <= names[-1].start) or (before and not after):
        chosen = before
    else:
        chosen = after or before
    if before and names and before[0].end <= names[-1].start:
        state.leading_arm = before[0] if len(before) == 1 else None
        state.arms = _flat(before)
    if chosen:
        if len(chosen) == 2 and _COMPARED.search(scene.text[: chosen[0].start]):  # noqa: PLR2004
            chosen = chosen[::-1]
        return _RunArms(_flat(chosen), every=any(not arm.names for arm in chosen))
    if len(run.quantities) == 1 and state.leading_arm and not run.bracketed:
        return _RunArms(state.leading_arm.names, leading=True)
    return _RunArms()


def _flat(arms: list[ArmMention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for arm in arms for name in arm.names))


def _arm_list(scene: Scene, start: int, end: int, *, first: bool) -> list[ArmMention]:
    """The list of arms nearest to a run: "for A and B", "A versus B", "higher in A than in B"."""
    arms = [arm for arm in scene.arms if start <= arm.start < end]
    if not arms:
        return []
    if first:
        chosen = arms[:1]
        for arm in arms[1:]:
            if not _ARM_JOIN.fullmatch(scene.text, chosen[-1].end, max(arm.start, chosen[-1].end)):
                break
            chosen.append(arm)
        return chosen
    chosen = arms[-1:]
    for arm in reversed(arms[:-1]):
        if not _ARM_JOIN.fullmatch(scene.text, arm.end, max(chosen[0].start, arm.end)):
            break
        chosen.insert(0, arm)
    return chosen


def _sentence_pair(scene: Scene, memory: Memory) -> tuple[str, ...]:
    """Two arms the sentence compares, the subject first: "B was better with X than with Y"."""
    named = list(dict.fromkeys(name for arm in scene.arms for name in arm.names))
    if len(named) == 2:
        first = next(arm for arm in scene.arms if named[0] in arm.names)
        if _COMPARED.search(scene.text[: first.start]):
            named.reverse()
        return tuple(named)
    if len(named) == 1 and len(memory.arms) == 2 and named[0] in memory.arms:
        other = next(name for name in memory.arms if name != named[0])
        first = next(arm for arm in scene.arms if arm.names)
        return (other, named[0]) if _COMPARED.search(scene.text[: first.start]) else (named[0], other)
    return ()


def _pair(scene: Scene, memory: Memory, size: int) -> tuple[str, ...]:
    if size == 2 and not memory.arms and len(scene.arms) == 1 and scene.arms[0].comparator:  # noqa: PLR2004
        return "", scene.arms[0].names[0]
    if memory.fresh and len(memory.order) == size:
        return memory.order
    pair = _sentence_pair(scene, memory)
    if len(pair) == size:
        return pair
    if len(memory.order) == size:
        return memory.order
    return memory.arms if len(memory.arms) == size else ()


# --- expansion --------------------------------------------------------------------------------------


def _expand(scene: Scene, run: Run, names: list[Mention], time: TimePoint | None, arms: _RunArms, memory: Memory) -> list[Fact]:
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
    elif len(pair := _pair(scene, memory, size)) == size:
        rule = "contrast" if contrast else "arms"
        _assign_arms(facts, pair, memory)
    elif contrast:
        rule = "contrast"
    else:
        return []
    single_arm = arms.names[0] if len(arms.names) == 1 and size > 1 and rule in ("time points", "outcomes") else ""
    for fact in facts:
        fact.rule = rule
        fact.time = time
        if rule != "time points" and len(months) == 1:
            fact.months = _months(fact, time)
        if single_arm:
            fact.arm = single_arm
    return facts


def _expand_grades(scene: Scene, run: Run, names: list[Mention], arms: _RunArms) -> list[Fact]:
    """ "(any grade/grade 3-4) ... nausea (45%/3%)": the values stand for the grades named together before."""
    before = [g for g in scene.figures.grades if g.end <= run.quantities[0].begin]
    if len(before) < len(run.quantities) or names[-1].code != "AE":
        return []
    facts = [Fact(names[-1], quantity, "grades", arm=arms.names[0] if len(arms.names) == 1 else "") for quantity in run.quantities]
    for fact, grade in zip(facts, before[-len(facts) :], strict=True):
        fact.grade_from = grade
    return facts


def _assign_arms(facts: list[Fact], arms: tuple[str, ...], memory: Memory) -> None:
    for fact, arm in zip(facts, arms, strict=True):
        fact.arm = arm
    memory.order = arms


def _expand_single(scene: Scene, run: Run, names: list[Mention], time: TimePoint | None, arms: _RunArms, memory: Memory) -> list[Fact]:
    quantity = run.quantities[0]
    several = len(names) > 1 and scene.cues("both", run.before[0], run.after[1]) and not arms.every
    chosen = names if several else _nearest(scene, run, names)
    if not chosen:
        return []
    facts = [Fact(name, quantity, "value") for name in chosen]
    for fact in facts:
        fact.time = time
        if time and len(time.months) == 1 and not re.match(r"\s?overall\b", scene.text[quantity.end : quantity.end + 10]):
            fact.months = _months(fact, time)
    if quantity.not_reached and len(names) > 1:
        facts = [Fact(name, quantity, "value") for name in names]
    if quantity.unit == "ratio":
        pair = arms.names if len(arms.names) == 2 else _pair(scene, memory, 2)
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
        facts = [replace(fact, arm=arms.names[-1] if _is_before(run, scene, arms.names[-1]) else arms.names[0]) for fact in facts]
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


def _expand_grouped(scene: Scene, run: Run, names: list[Mention], time: TimePoint | None, memory: Memory) -> list[Fact]:
    """Two lists in one: "41.5% vs. 22.2% and 53.0% vs. 23.9%", "31.1 and 17.8 vs. 21.1 and 12.6 months".

    One dimension is the arms; the other the outcomes, the time points or mean and median.
    """
    groups = run.groups if not run.contrast_is_outer else [list(column) for column in zip(*run.groups, strict=False)]
    size = len(groups[0])
    if any(len(group) != size for group in groups) or size * len(groups) != len(run.quantities):
        return []
    pair = _pair(scene, memory, size)
    months = time.months if time else ()
    averages = [w.code for w in scene.words if w.code in ("median", "mean") and w.role == "cue" and w.start < run.before[1]]
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


# --- after all runs ------------------------------------------------------------------------------


def _link_children(scene: Scene, run: Run, facts: list[Fact], state: _State, memory: Memory) -> list[Fact]:
    """Values in a bracket behind another one: "53% (20% complete response)"."""
    found: list[Fact] = []
    for place, children in run.children.items():
        parent = next((fact for fact in facts if fact.quantity is run.quantities[place]), None)
        bracket = scene.brackets.around(children[0].start) or (children[0].start, len(scene.text))
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


def _child_facts(scene: Scene, child: Run, parent: Fact | None, state: _State, memory: Memory) -> list[Fact]:
    inherited = _State(mentions=[], time=state.time, grade=None, statistic=state.statistic)
    quantity = child.quantities[0]
    has_grade = any(child.before[0] <= g.start < child.after[1] for g in scene.figures.grades)
    if parent and (quantity.unit == "ratio" or has_grade or (quantity.unit != parent.quantity.unit and quantity.unit == "months")):
        inherited.mentions = [parent.mention]
    facts = _link_run(scene, child, inherited, memory)
    for fact in facts:
        fact.child = True
        if parent and not fact.arm:
            fact.arm = parent.arm
    return facts


def _fill_arms_backwards(scene: Scene, runs: list[Run], facts: list[Fact]) -> None:
    """An arm named after a list holds for all of it: "A (68%), B (64%) and C (56%) for X"."""
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
        arm_after = next((a for a in scene.arms if run.after[0] <= a.start < run.after[1] and len(a.names) == 1), None)
        if pending and run.bracketed and arm_after and first.arm == arm_after.names[0]:
            for fact in pending:
                fact.arm = first.arm
        pending = []


def _remember_order(facts: list[Fact], memory: Memory) -> None:
    """The arms of one outcome in the order this sentence gives them; a later list follows it."""
    for fact in facts:
        same = [f.arm for f in facts if f.mention.code == fact.mention.code and f.arm and f.quantity.unit == fact.quantity.unit]
        order = tuple(dict.fromkeys(same))
        if len(order) > 1 and len(order) == len(same) and fact.quantity.unit != "ratio":
            memory.order, memory.fresh = order, True


def _attach_p_values(scene: Scene, facts: list[Fact]) -> None:
    """A P goes to every value of the comparison before it."""
    last_end = 0
    for p_value in scene.figures.p_values:
        before = [f for f in facts if last_end <= f.quantity.start < p_value.start]
        inner = scene.brackets.around(p_value.start)
        candidates = [f for f in before if not f.child or (inner and inner[0] < f.quantity.start)]
        if candidates:
            nearest = max(candidates, key=lambda f: f.quantity.start)
            starts = [n.start for n in scene.figures.numbers if p_value.start <= n.start < p_value.end]
            for fact in candidates:
                same = fact.mention.code == nearest.mention.code and fact.mention.term == nearest.mention.term
                if same and fact.quantity.p_value is None:
                    fact.quantity.p_value = p_value.printed
                    fact.quantity.numbers += starts
        last_end = p_value.end
