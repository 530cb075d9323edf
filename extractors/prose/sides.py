"""Which arms a list of values is of, and in which order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.lazy_patterns import lazy
from extractors.prose.visible import visible_mentions
from extractors.prose.words_between import is_second
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.arms import ArmMention
    from extractors.prose.runs import Run
    from extractors.prose.scene import Memory, Scene, State

ARM_JOIN = lazy(
    r"\s?(?:,\s?and|,|and|or|/|&|vs\.?|versus|v\.?|as compared with|compared with|compared to|than)\s?"
    r"(?:in\s|for\s|with\s|the\s|of\s|on\s|receiving\s|those\s|patients\s)*"
)
_COMPARED = lazy(
    r"(?=[aciortv])"  # the first letters: searched for in half the time
    r"(?:compared (?:with|to)|in comparison (?:with|to)|than|versus|vs\.?|v\.?|over|against|relative to"
    r"|to(?=\sth(?:at|ose)\s))\s"
    r"(?:that\s|those\s)?(?:of\s|in\s|for\s|with\s|on\s)?(?:the\s)?(?:patients\s)?"
    r"(?:in\s|with\s|on\s|receiving\s)?(?:the\s)?$",
    re.IGNORECASE,
)
_IN_ARM = lazy(
    r"\s(?:(?:patients|pts|cases|deaths)\s)?(?:(?:in|on|with|of|receiving|from|given|among)\s(?:the\s)?)?"
)
# Values of something else than the arms: "79% and 94% had no MRD after cycle 1 and overall, respectively".
_OTHERS_RESPECTIVELY = lazy(
    r"\b(?:after|at|by|with|for|in|during|before)\s(?:[A-Za-z][\w-]*\s){1,4}?and\s(?:[A-Za-z][\w-]*\s?){1,4},?\srespectively"
)
_LONGEST_COMPARISON = 60  # characters that the pattern can match
PAIR = 2
_LETTERED = lazy(r"(?:arm|cohort|group|part|dose level)\s(?:[A-H]|[1-9]|I{1,3}|IV|V)", re.IGNORECASE)
# "for patients with favorable, intermediate, and adverse risk", "in the low-, middle- and high-dose groups".
_PEOPLE = r"(?:patients|pts|those|subjects|children|adults|recipients|cases)"
_GROUP_LIST = lazy(
    rf"\s?(?:of\s{_PEOPLE}\s)?(?:for|in|with|among|after|following)\s(?:the\s)?(?:{_PEOPLE}\s)?(?:(?:with|in|at|aged)\s(?:an?\s)?)?"
    rf"(?P<items>[^;:%()]+?)(?:-|\s)?(?P<noun>risk|{_PEOPLE}|groups?|arms?|cohorts?|categories|disease|scores?)?"
    r"(?:\s(?:groups?|arms?|cohorts?|patients|pts|categories|disease))?(?:,?\srespectively|\s?[;(.]|\s(?:at|by|vs|versus|compared)\b|$)"
)
_GROUPS_IN_BRACKET = lazy(  # "73%, 64% and 51% in three age groups (55-64, 65-74, ≥75 years)"
    r"\s?(?:of\s\w+\s)?(?:for|in|among)\s(?:the\s)?(?:[\w-]+\s){0,3}(?:groups|categories|cohorts|classes)\s\((?P<items>[^()%;:]+)\)"
)
_SIZED_ITEM = lazy(
    r"\b(?P<name>(?!(?:and|or|with|in|to|the|of|for|by|either)\b)[\w≥≤<>/+-]+"
    r"(?:\s(?!(?:and|or|with|in|to|the|of|for|by|either|had|was|were)\b)[\w≥≤<>/+-]+){0,4})\s\(n\s?=\s?\d+\)"
)
_SIZED_JOIN = lazy(r",?\s(?:and\s|or\s)?|\s(?:vs\.?|versus)\s")
_ONE_GROUP = lazy(
    rf"\s(?:for|in|with|among|after|following)\s(?:the\s)?(?:{_PEOPLE}\s(?:with|in|on|receiving)\s(?:an?\s)?)?"
    r"(?P<name>(?!(?:all|both|the|a|an|our|these|this|whole|entire|total|overall|median|induction|consolidation|treatment|therapy"
    r"|courses?|cycles?)\b|\d)"
    r"[^\s,;:()%]+(?:\([^()\s]*\)[^\s,;:()%]*)?(?:\s[^\s,;:()%]+(?:\([^()\s]*\)[^\s,;:()%]*)?){0,3}?)"
    rf"(?=,|;|\.(?:\s|$)|\s\(|\s(?:and|vs\.?|versus|compared|whereas|while|donors|groups?|arms?|{_PEOPLE})\b|$)"
)
_OF_PEOPLE = re.compile(rf"^{_PEOPLE}\s(?=[≥≤<>])")
_BARE_ITEM = re.compile(r"[≥≤<>]?\s?\d+")
_COUNTED_ITEM = re.compile(rf"{_BARE_ITEM.pattern}\s(?P<noun>.+)")
_ITEM_JOIN = lazy(r"\s?-?,\s(?:and\s|or\s)?|\s?-?\s(?:and|or)\s")
# "In pts achieving CR, OS was 20 mo; in SD pts 7 mo."
_OWN_GROUP = re.compile(
    r"\s?(?:(?:and|whereas|while|but)\s)?(?:in|for|among)\s(?:[\w+/≥≤<>-]+\s){1,4}?(?:pts|patients|recipients)\b"
)
# A clause of another arm: "In arm A, ORR was 33%; in arm B, 50%, including 2 CR."
_OPENS_CLAUSE = re.compile(r"\s?(?:(?:and|whereas|while|but)\s)?(?:in|for|among|with)\s[^,;%]{1,60},\s$")
_OPENINGS = frozenset(("In", "In the", "Among", "Among the", "For", "For the"))
_CONJUNCTIONS = frozenset(("and", "or", "the", "but", "vs", "versus"))
_COUNTED_PART = re.compile(r":\s(?:[^:]{0,80}\s)?\d+\s$")
_IN_PLACE = re.compile(r"\s(?:in|among|within)\s(?:the\s)?")
_FAVOURING = re.compile(
    r"\bfavou?r(?:s|ed|ing)?\s(?:of\s)?(?:the\s)?$"
)  # says which of several values is better
_JOINED = (" and ", " or ", ", ")  # no list without one of them
_LONGEST_ITEM = 5  # words of a group's name


class RunArms(NamedTuple):
    """Arms named about a run: each value's, or one for all."""

    names: tuple[str, ...] = ()
    every: bool = False  # "both arms"


_NONE = RunArms()


def run_arms(scene: Scene, run: Run, state: State) -> RunArms:
    """Return the arms a run is of: named behind it or before it, or leading the sentence."""
    if not scene.arms:
        return _NONE
    if owner := _bracket_owner(scene, run) or _arm_right_behind(scene, run):
        return RunArms(owner.names)
    after = _before_interval(scene, run) or _arms_after(scene, run)
    before = _arm_list(scene, *run.before, first=False)
    if len(before) == 1 and len(run.quantities) == PAIR and all(run.contrasts):
        before = _pair_in_place(scene, run, before[0]) or before
    names = visible_mentions(scene, *run.before) if before else []
    leads = bool(names) and before[0].end <= names[-1].start  # "In arm A, the ORR was ..."
    if leads or (before and not names and _OPENS_CLAUSE.match(scene.text, *run.before)):
        state.leading_arm = before[0] if len(before) == 1 else None
    if after and not before and _opens(scene, run):
        return _NONE
    if after and before and flat_names(after) and not flat_names(before):
        before = []  # "similar in both groups (39% after A vs 33% after B)"
    chosen = before if before and (not leads or not after) else after or before
    if chosen:
        return _chosen_arms(scene, chosen)
    if state.leading_arm and (is_second(scene, run) or _OWN_GROUP.match(scene.text, *run.before)):
        state.leading_arm = None
    if state.leading_arm and len(run.quantities) == 1 and not run.bracketed:
        return RunArms(state.leading_arm.names)
    return _NONE


def _pair_in_place(scene: Scene, run: Run, place: ArmMention) -> list[ArmMention]:
    """Two arms set against each other in a third: "longer for X vs Y in cohort 1 (9 vs 7 months)"."""
    others = [arm for arm in scene.arms if run.before[0] <= arm.start < place.start][-PAIR:]
    if len(others) < PAIR or not _IN_PLACE.fullmatch(scene.text, others[1].end, place.start):
        return []
    return others if _is_compared(scene.text, others[1]) else []


def _arms_after(scene: Scene, run: Run) -> list[ArmMention]:
    """The arms behind a run; those counted behind a colon are parts: "31 underwent SCT: 18 auto, 13 allo"."""
    found = _arm_list(scene, *run.after, first=True)
    if not found or scene.text.startswith(" overall", run.quantities[-1].stop):
        return []  # "10.2 months overall; 16.9 in responders"
    parts = _COUNTED_PART.search(scene.text, run.quantities[-1].stop, found[0].start)
    favoured = run.quantities[0].unit != "ratio" and _FAVOURING.search(scene.text, 0, found[0].start)
    return [] if parts or favoured else found


def _bracket_owner(scene: Scene, run: Run) -> ArmMention | None:
    """The arm right before a bracket that holds one value: "75% in the X group (median not reached)"."""
    bracket = scene.brackets.around(run.quantities[0].begin) if run.bracketed else None
    if bracket is None or len(run.quantities) > 1 or run.quantities[0].unit == "ratio":
        return None
    if any(bracket[0] < arm.start < bracket[1] for arm in scene.arms):
        return None
    if len(flat_names(_arm_list(scene, run.before[0], bracket[0], first=False))) > 1:
        return None  # "the same in A and B (10%)"
    owner = next((arm for arm in scene.arms if arm.end in (bracket[0] - 1, bracket[0])), None)
    return owner if owner and len(owner.names) == 1 and "valuable" not in owner.names[0] else None


def _arm_right_behind(scene: Scene, run: Run) -> ArmMention | None:
    """The one arm a count stands right before: "one in the X group and two in the Y group died"."""
    if len(run.quantities) > 1 or run.quantities[0].unit != "count":
        return None
    stop = run.quantities[0].stop
    arm = next((arm for arm in scene.arms if arm.start > stop), None)
    near = arm and len(arm.names) == 1 and _IN_ARM.fullmatch(scene.text, stop, arm.start)
    return arm if near else None


def _before_interval(scene: Scene, run: Run) -> list[ArmMention]:
    """The arm between a value and its interval: "87% with X (81-92%)", not "of 40 evaluable patients"."""
    last = run.quantities[-1]
    if last.end == last.stop:
        return []
    found = _arm_list(scene, last.end, last.stop, first=True)
    return found if found and "(" in scene.text[found[-1].end : last.stop] else []


def _opens(scene: Scene, run: Run) -> bool:
    """Whether a value opens a sentence of others: "At a median follow-up of 29 months, X was superior"."""
    return scene.text.startswith(",", run.quantities[-1].stop) and scene.text.startswith(
        ("At a ", "After a ", "With a ")
    )


def _chosen_arms(scene: Scene, chosen: list[ArmMention]) -> RunArms:
    """The names of a list of arms; of "compared with Y, X" the comparator comes last."""
    if len(chosen) == 1:
        return RunArms(chosen[0].names, every=not chosen[0].names)
    if len(chosen) == PAIR and _is_compared(scene.text, chosen[0]):
        chosen = [chosen[1], chosen[0]]
    return RunArms(flat_names(chosen), every=any(not arm.names for arm in chosen))


def _is_compared(text: str, arm: ArmMention) -> bool:
    """Whether an arm is what another one is compared with: "than in X"."""
    return _COMPARED.search(text[max(0, arm.start - _LONGEST_COMPARISON) : arm.start]) is not None


def listed_groups(scene: Scene, run: Run) -> tuple[str, ...]:
    """Return the groups listed behind as many values, which no arm of the document is."""
    size = len(run.quantities)
    if size < PAIR or any(run.contrasts):
        return ()
    start, end = run.after
    match = _GROUPS_IN_BRACKET.match(scene.text, start)
    if match is None and holds(scene.text[start:end], _JOINED):
        match = _GROUP_LIST.match(scene.text, start, end)
    if match is None:
        return ()
    items = _completed([item.strip(" -") for item in _ITEM_JOIN.split(match["items"])], match["items"])
    plain = (
        all(items)
        and _CONJUNCTIONS.isdisjoint(items)
        and max(len(item.split()) for item in items) <= _LONGEST_ITEM
    )
    named = any(match.start("items") <= m.start < match.end("items") for m in scene.mentions)
    return tuple(items) if plain and not named and len(items) == size else ()


def sized_list(scene: Scene) -> tuple[str, ...]:
    """Return groups that a sentence lists with their sizes: "low (n = 71) and high (n = 6) risk"."""
    text = scene.text
    if text.count("(n") < PAIR:
        return ()
    found: list[re.Match[str]] = []
    for match in _SIZED_ITEM.finditer(text):
        if found and not _SIZED_JOIN.fullmatch(text, found[-1].end(), match.start()):
            if len(found) > 1:
                break
            found = []
        found.append(match)
    others = [m.start for m in scene.mentions] + [grade.start for grade in scene.figures.grades]
    if any(match.start() <= start < match.end() for match in found for start in others):
        return ()  # "CR (n = 12) or PR (n = 5)", "grade 3 (n = 5) and grade 4 (n = 2)"
    noun = " risk" if found and text.startswith(" risk", found[-1].end()) else ""
    return tuple(match["name"] + noun for match in found) if len(found) > 1 else ()


def _completed(items: list[str], printed: str) -> list[str]:
    """The items of a list with what the last says for all: "once- and twice-weekly", "1 and ≥2 lines"."""
    counted = _COUNTED_ITEM.fullmatch(items[-1])
    if counted and all(map(_BARE_ITEM.fullmatch, items[:-1])):
        return [f"{item} {counted['noun']}" for item in items[:-1]] + items[-1:]
    end = items[-1].rpartition("-")[2]
    suspended = "-" in items[-1] and f"{items[0]}- " in printed
    return [f"{item}-{end}" for item in items[:-1]] + items[-1:] if suspended else items


def one_group(scene: Scene, run: Run) -> str:
    """Return the group behind a list, where other lists have theirs: "62% and 68% for siblings"."""
    unit = run.quantities[0].unit
    own = {id(quantity) for quantity in run.quantities}
    others = sum(each.unit == unit and id(each) not in own for each in scene.figures.quantities)
    match = _ONE_GROUP.match(scene.text, run.after[0], run.after[1]) if others >= PAIR else None
    if match is None or any(match.start("name") <= m.start < match.end("name") for m in scene.mentions):
        return ""
    return _OF_PEOPLE.sub("", str(match["name"]).rstrip("."))


def flat_names(arms: list[ArmMention]) -> tuple[str, ...]:
    """Return the names of several arms, each once."""
    if len(arms) == 1:
        return arms[0].names
    return tuple(dict.fromkeys(name for arm in arms for name in arm.names))


def _arm_list(scene: Scene, start: int, end: int, *, first: bool) -> list[ArmMention]:
    """The list of arms nearest to a run: "for A and B", "A versus B", "higher in A than in B"."""
    arms = [arm for arm in scene.arms if start <= arm.start < end]
    if len(arms) <= 1:
        return arms
    if first:
        chosen = arms[:1]
        for arm in arms[1:]:
            if not ARM_JOIN.fullmatch(scene.text, chosen[-1].end, max(arm.start, chosen[-1].end)):
                break
            chosen.append(arm)
        return chosen
    chosen = arms[-1:]
    for arm in reversed(arms[:-1]):
        if not ARM_JOIN.fullmatch(scene.text, arm.end, max(chosen[0].start, arm.end)):
            break
        chosen.insert(0, arm)
    return chosen


def _sentence_pair(scene: Scene, memory: Memory) -> tuple[str, ...]:
    """Two arms the sentence compares, the subject first: "B was better with X than with Y"."""
    arms = scene.arms[1:] if _opens_all(scene) else scene.arms
    named = list(dict.fromkeys(name for arm in arms for name in arm.names))
    if len(named) == PAIR:
        first = next(arm for arm in arms if named[0] in arm.names)
        if _is_compared(scene.text, first):
            return named[1], named[0]
        return tuple(named)
    if len(named) == 1 and len(memory.arms) == PAIR and named[0] in memory.arms and arms is scene.arms:
        other = next(name for name in memory.arms if name != named[0])
        first = next(arm for arm in arms if arm.names)
        return (other, named[0]) if _is_compared(scene.text, first) else (named[0], other)
    return ()


def _opens_all(scene: Scene) -> bool:
    """Whether the first of several arms holds for a whole sentence: "In the X cohort, PFS was ..."."""
    first = scene.arms[0] if len(scene.arms) > 1 else None
    return (
        first is not None
        and scene.text.startswith(",", first.end)
        and scene.text[: first.start].strip() in _OPENINGS
    )


def next_comparator(run: Run, arms: RunArms, memory: Memory) -> tuple[str, ...]:
    """Return the first arm with a further one: "higher with A than with B (a vs b) or with C (a vs c)"."""
    own = arms.names
    pairs = len(run.quantities) == PAIR == len(memory.order) and memory.fresh and all(run.contrasts)
    return (memory.order[0], own[0]) if pairs and len(own) == 1 and own[0] not in memory.order else ()


def arm_pair(scene: Scene, memory: Memory, size: int) -> tuple[str, ...]:
    """Return as many arms as a list has values, in its order; none if they are not known."""
    if size == PAIR and not memory.arms and len(scene.arms) == 1 and scene.arms[0].comparator:
        return "", scene.arms[0].names[0]
    if memory.fresh and len(memory.order) == size:
        return memory.order
    pair = _sentence_pair(scene, memory)
    if len(pair) == size:
        return pair
    if _tells_no_arms(scene, memory):
        return ()
    return next((arms for arms in (memory.order, memory.arms) if len(arms) == size), _lettered(memory, size))


def _tells_no_arms(scene: Scene, memory: Memory) -> bool:
    """Whether the values of a sentence are all of one arm, or of as many other things."""
    others = _OTHERS_RESPECTIVELY.search(scene.text)
    if others and not any(others.start() <= arm.start < others.end() for arm in scene.arms):
        return True
    return _opens_all(scene) and not {*scene.arms[0].names}.isdisjoint(memory.arms)


def _lettered(memory: Memory, size: int) -> tuple[str, ...]:
    lettered = tuple(arm for arm in memory.arms if _LETTERED.fullmatch(arm))
    return lettered if len(lettered) == size else ()  # "in the five arms, respectively"
