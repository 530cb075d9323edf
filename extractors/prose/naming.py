"""Which outcome a list of values is of: named before it, behind it, or by the list before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.prose.lexicon import entries
from extractors.prose.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.prose.runs import Run
    from extractors.prose.scene import Scene, State

_NAME_JOIN = re.compile(
    r"(?:\s?\([^()]*\))?\s?(?:rates?\s|times?\s)?(?:,\s?and|,|and|or|/|&|as well as)\s?(?:the\s|an?\s)?(?:median\s|mean\s|overall\s|estimated\s|rates?\sof\s|\d-year\s)*",
    re.IGNORECASE,
)
_GRADE_REACH = 25
_SURVIVAL_PERCENT = frozenset(("OS", "PFS", "EFS", "RFS", "DFS", "LFS", "CIR", "NRM", "DOR", "TTP"))
_CLAUSE = re.compile(r";|,?\s(?:but|while|whereas|although|however)\s")
_PASSING = frozenset(
    "and or but while whereas vs versus v than compared to the a an was were is are been had have has being respectively also only even just still "
    "rate rates it that those this these value values median medians mean approximately about corresponding correspondingly reported observed seen occurred "
    "followed by hazard ratio hr odds ratio or p ci confidence interval adjusted unadjusted stratified cause specific multivariate univariate "
    "patients pts subjects cases increased decreased improved reduced rose fell both each estimated estimate total n of which whom another further "
    "group arm cohort groups arms cohorts control controls latter former best overall versus up months years weeks days as more less least at all".split()
)
_PREPOSITIONS = frozenset(
    "by than versus vs in for with among on at after from within under during between through into when if compared".split()
)
_LETTERS = re.compile(r"[A-Za-z]+")
_OWN_VERB = re.compile(
    r"(?:\s(?:of\s)?(?:the\s)?(?:evaluable\s)?(?:patients|pts|subjects|cases))?\s(?:had|have|were|achieved|developed|experienced|received|underwent|required|remained|showed|"
    r"presented|did|completed|continued|relapsed|went|proceeded)\b"
)
_OF_THEM = re.compile(r"\s?of (?:whom|which|these|them)\b")
_COUNT_BEFORE = re.compile(
    r"(?:\s(?!\d)[\w()/-]+){0,6}\s?(?:in|:|\(|were|was|by|included|including|affected|of|among)\s?(?:only\s|a total of\s|another\s|just\s|the\s)?$"
)
_COUNT_AFTER = re.compile(
    r"(?:\s(?:patients?|pts?|cases?|subjects?|of|the|in|arm|group|each|with|had|have|has|achieved|experienced|developed|showed|an?|of|were|who|obtained|attained|"
    r"reached|reported|suffered|from|drug-related|treatment-related|confirmed|any|some|grade|discontinued|withdrew|evaluable|responding|fatal|severe|serious|their|received|underwent|"
    r"proceeded|to|subsequently|eventually|episodes?|events?|treatment|all|these|additional|more)\b)*\s?"
)
_RATIO_EVENTS = (
    (re.compile(r"\bfor (?:disease )?progression or death\b|\bfor progression and death\b"), "PFS"),
    (re.compile(r"\bfor (?:relapse|recurrence) or death\b"), "RFS"),
    (re.compile(r"\bfor (?:all-cause )?(?:death|mortality)\b|\b(?:risk|hazard) of death\b"), "OS"),
)


def own_names(scene: Scene, run: Run) -> list[Mention]:
    return [m for m in scene.mentions if run.before[0] <= m.start < run.after[1]]


def names_of(scene: Scene, run: Run, state: State) -> list[Mention]:
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
    before = [m for m in visible_mentions(scene, *run.before) if fits(m)]
    if (
        before
        and _CLAUSE.search(scene.text[before[-1].end : quantity.begin])
        and any(fits(m) for m in visible_mentions(scene, *run.after))
    ):
        before = []  # "no PR was seen, but 65% of patients achieved SD"
    if before:
        return _joined(scene.text, visible_mentions(scene, *run.before), before[-1], fits)
    after = [m for m in visible_mentions(scene, *run.after) if fits(m)]
    if after and _reaches(scene, quantity.stop, after[0].start):
        return _joined_after(scene.text, after, fits)
    if _OF_THEM.match(scene.text, quantity.stop) or _OWN_VERB.match(scene.text, quantity.stop):
        return []
    graded = any(run.before[0] <= g.start < run.before[1] for g in scene.figures.grades)
    if quantity.begin != quantity.start and not run.bracketed and not graded and not _is_contrast(scene, run):
        return []
    return [m for m in state.mentions if fits(m)] if _says_no_more(scene, run) else []


def _says_no_more(scene: Scene, run: Run) -> bool:
    """Whether the words before a value leave the subject as it was: "and 5.9 months", not "the clone size 33%"."""
    start, end = run.before
    if run.bracketed and scene.text[:end].rstrip().endswith(":"):
        return True  # "(untreated: 11.4 vs 5.4 months)"
    known = [
        (p.start, p.end)
        for p in (
            *scene.arms,
            *scene.figures.times,
            *scene.figures.grades,
            *scene.figures.p_values,
            *scene.figures.intervals,
        )
    ]
    for match in _LETTERS.finditer(scene.text, start, end):
        if any(first <= match.start() < last for first, last in known):
            continue
        word = match[0].lower()
        if word in _PREPOSITIONS:
            return True
        if word not in _PASSING:
            return False
    return True


def _reaches(scene: Scene, start: int, end: int) -> bool:
    """Whether nothing parts a value from the name behind it; brackets do not count."""
    nested = scene.brackets.inside(start, end)
    return not any(
        scene.text[at] in ",;" and not any(first < at < last for first, last in nested)
        for at in range(start, end)
    )


def _counted_names(scene: Scene, run: Run, state: State, fits: Callable[[Mention], bool]) -> list[Mention]:
    """The outcome that a count counts stands right after it or a few words before it."""
    quantity = run.quantities[0]

    def counts(mention: Mention) -> bool:
        is_estimate = mention.code in _SURVIVAL_PERCENT - {"CIR", "NRM"}
        return fits(mention) and (not is_estimate or "alive" in scene.text[mention.start : mention.end])

    for mention in scene.mentions:
        if (
            quantity.stop <= mention.start <= quantity.stop + 60
            and counts(mention)
            and _COUNT_AFTER.fullmatch(scene.text, quantity.stop, mention.start)
        ):
            return [mention]
    graded = any(
        run.after[0] <= g.start < run.after[1] and g.start - run.after[0] < _GRADE_REACH
        for g in scene.figures.grades
    )
    events = [m for m in scene.mentions if m.code == "AE" and m.start < quantity.begin]
    if graded and events and not state.mentions:
        return events[-1:]
    if graded and state.mentions and state.mentions[0].code == "AE":
        return state.mentions
    before = [m for m in visible_mentions(scene, *run.before) if counts(m)]
    if before and _COUNT_BEFORE.fullmatch(scene.text, before[-1].end, quantity.begin):
        return before[-1:]
    if not before and state.mentions and state.counted and (run.bracketed or _is_contrast(scene, run)):
        return [m for m in state.mentions if fits(m)]
    return []


def _ratio_events(scene: Scene, run: Run) -> list[Mention]:
    """A hazard ratio for an event is one of the survival up to it: "hazard ratio for death" is one of OS."""
    words = scene.text[run.before[0] : run.before[1]]
    at = max(
        (w.start for w in scene.words if w.code == "hazard_ratio" and w.start < run.quantities[0].start),
        default=-1,
    )
    for pattern, code in _RATIO_EVENTS:
        if at >= 0 and (match := pattern.search(words, max(0, at - run.before[0]))):
            entry = entries()["endpoint", code]
            return [
                Mention(
                    run.before[0] + match.start(),
                    run.before[0] + match.end(),
                    code,
                    entry.category,
                    entry.statistics,
                )
            ]
    return []


def _is_contrast(scene: Scene, run: Run) -> bool:
    return bool(
        re.search(
            r"(?:\b(?:vs\.?|versus|v|and|than|compared with|compared to)|,)\s?(?:[\w-]+\s){0,3}$",
            scene.text[max(0, run.before[0] - 16) : run.before[1]],
        )
    )


def visible_mentions(scene: Scene, start: int, end: int) -> list[Mention]:
    """Mentions of a stretch, without those in a bracket that only explains."""
    nested = scene.brackets.inside(start, end)
    return [
        m
        for m in scene.mentions
        if start <= m.start < end and not any(first < m.start < last for first, last in nested)
    ]


def _joined(text: str, mentions: list[Mention], last: Mention, fits: object) -> list[Mention]:
    """The list that ends with a mention: "OS and EFS"."""
    at = mentions.index(last)
    chosen = [last]
    while (
        at
        and _NAME_JOIN.fullmatch(text, mentions[at - 1].end, max(chosen[0].start, mentions[at - 1].end))
        and fits(mentions[at - 1])
    ):  # type: ignore[operator]
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
