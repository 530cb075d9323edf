"""The outcome that a number of patients counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.bare_counts import is_at_another_time
from extractors.prose.visible import ESTIMATED, fits, visible_mentions
from extractors.prose.words_between import counts_on, is_contrast

if TYPE_CHECKING:
    from extractors.prose.outcomes import Mention
    from extractors.prose.runs import Run
    from extractors.prose.scene import Scene, State

_RATES = (" rate", " rates")
_SIZED = lazy(r"[\s,:;]{0,2}(?:[nN]\s?)?=\s?|:\s")
_GRADE_REACH = 25  # characters from a count to the grade it counts
_COUNT_REACH = 60  # and to the name behind it
_WHOLE_SIZE = lazy(r"\s(?:\w+\s){0,2}(?:patients|pts|subjects)\s(?:was|were)\s\d")
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
    r"|\s(?:(?:patients?|pts?)\s)?(?:had|was|were|did|are|is|have|has|could|remained)\s"
    r"|\s(?:patients?|pts?)\s(?!treated|assigned|allocated|enrolled|randomi[sz]ed|included|evaluated|transplanted|allografted)\w+ed\s"
)
_EVENTS_OF = lazy(r"(?<=experienced\s)\d+\s$")  # "15 patients experienced 22 serious adverse events"
# "3 of 6 patients with X achieved CR"
_OF_THOSE_WITH = lazy(
    r"(?:\s(?:patients|pts|cases))?\s(?:with|harbou?ring|carrying)\s(?!an?\s(?:median|mean)\b)(?![^,;.:()%]*\s\d)[^,;.:()%]{1,40}?"
    r"\s(?:achieved|attained|obtained|reached|had|experienced|developed)\s(?:an?\s)?"
)
_REMAIN = lazy(r"\bremain(?:s|ed)?\s$")
_BESIDE_CAUSE = (" ", ": ", ", ", " (")
_IN_ARM = lazy(r"(?:\s(?:patients|pts))?\s(?:in|from|with|on|of)\s(?:the\s)?")
_STAYING = ("remain", "still in")


def counted_names(scene: Scene, run: Run, state: State) -> list[Mention]:
    """Return the outcome that a count counts, which stands right after it or a few words before it."""
    quantity, stop = run.quantities[0], run.quantities[-1].stop
    for mention in scene.mentions:
        near = stop <= mention.start <= stop + _COUNT_REACH
        if (
            near
            and _is_countable(scene, mention, run)
            and not _has_own_count(scene, mention, run)
            and (
                counts_on(_EVENTS_OF.sub("", _without_arms(scene, stop, _staying_from(scene, mention))))
                or _OF_THOSE_WITH.fullmatch(scene.text, stop, mention.start)
            )
        ):
            return [mention]
    if named := _graded_event(scene, run, state) or _cause_beside(scene, quantity.begin):
        return named
    before = [m for m in visible_mentions(scene, *run.before) if _is_countable(scene, m, run)]
    whole = _WHOLE_SIZE.match(scene.text, quantity.stop) and scene.text.endswith(
        " of the ", 0, quantity.begin
    )
    # As in "the response rate of the 120 patients", "no relapses in 18 patients", "9 SD among 18 patients".
    if before and (whole or _is_counted_or_denied(scene, before[-1])):
        return []
    sized = before and (  # "CR n=12", "CR=30", "CR 5, PR 7"
        _SIZED.fullmatch(scene.text, before[-1].end, quantity.start)
        or (before[-1].category == "response" and before[-1].end + 1 == quantity.begin)
    )
    if sized or (before and _COUNT_BEFORE.fullmatch(scene.text, before[-1].end, quantity.begin)):
        return before[-1:]
    counted = state.counted or (state.last and state.last.n and is_at_another_time(scene.text, quantity.stop))
    goes_on = not before and counted and not _COUNTS_OTHER.match(scene.text, quantity.stop)
    parts = goes_on and scene.text.endswith(": ", 0, quantity.begin)
    if goes_on and (run.bracketed or is_contrast(scene, run) or (parts and _is_of_arm(scene, quantity.stop))):
        return [m for m in state.mentions if fits(m, run)]
    return []


def _has_own_count(scene: Scene, mention: Mention, run: Run) -> bool:
    """Whether another count stands in the bracket behind an outcome: "14 achieved CR (n=9) and PR (n=5)"."""
    if not scene.text.startswith(" (n", mention.end):
        return False
    own = (each.n for each in scene.figures.quantities if each.begin == mention.end + 2)
    return next(own, run.quantities[0].n) != run.quantities[0].n


def _is_of_arm(scene: Scene, stop: int) -> bool:
    """Whether an arm is named right behind a count: "13 patients died: 5 in the X arm and 8 in Y"."""
    match = _IN_ARM.match(scene.text, stop)
    return match is not None and any(arm.start == match.end() for arm in scene.arms)


def _cause_beside(scene: Scene, begin: int) -> list[Mention]:
    """The cause of death right before a count: "died (progression 5, sepsis 2)", "of sepsis (n = 2)"."""
    causes = (mention for mention in scene.mentions if mention.code.startswith("deaths from "))
    return [mention for mention in causes if scene.text[mention.end : begin] in _BESIDE_CAUSE][:1]


def _staying_from(scene: Scene, mention: Mention) -> int:
    """Where an outcome starts, with the verb before one who lives: "7 remain alive and in remission"."""
    verb = (
        _REMAIN.search(scene.text, 0, mention.start)
        if scene.text.startswith("alive", mention.start)
        else None
    )
    return verb.start() if verb else mention.start


def _is_counted_or_denied(scene: Scene, mention: Mention) -> bool:
    """Whether an outcome has its own count right before it, or is said not to have happened."""
    counted = any(each.stop + 1 == mention.start and each.unit != "bare" for each in scene.figures.quantities)
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
    return fits(mention, run) and (alive or mention.code not in ESTIMATED)


def _graded_event(scene: Scene, run: Run, state: State) -> list[Mention]:
    """A count of a grade counts the event named before: "four cases with grade 3"."""
    start, end = run.after
    if not any(start <= grade.start < min(end, start + _GRADE_REACH) for grade in scene.figures.grades):
        return []
    if state.mentions:
        return state.mentions if state.mentions[0].code == "AE" else []
    return [m for m in scene.mentions if m.code == "AE" and m.start < run.quantities[0].begin][-1:]
