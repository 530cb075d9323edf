"""Values whose outcome is that of the list before, for the words between change neither subject nor verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.visible import ESTIMATED, fits
from extractors.prose.words_between import is_contrast, is_linking, is_second, says_no_more

if TYPE_CHECKING:
    from extractors.prose.outcomes import Mention
    from extractors.prose.runs import Run
    from extractors.prose.scene import Scene, State

_ONLY_LISTED = lazy(r"\s?(?:,\s?and|,|and)\s")
_NEAR = 20  # characters from a bracket to the value behind it
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
_TOLD_BY_GROUP = ESTIMATED | {"CIR", "NRM", "MORT", "GRFS"}
# Groups side by side, each with its estimate in a bracket: "in siblings (49%) and unrelated donors (44%)".
_GROUPS = lazy(
    r"(?:\band|\bor|,|\bversus|\bvs\.?|\bfrom|\bthan|\bcompared (?:with|to))\s(?:[^\s,;()]+\s){1,6}[(\[]$"
)
_VERB_BEHIND = lazy(
    r"(?:\s(?:of\s)?(?:the\s)?(?:evaluable\s)?(?:patients|pts|subjects|cases|those|these|them))?\s(?P<verb>\w+)"
)
_OWN_VERBS = frozenset(
    (
        *("had", "have", "were", "achieved", "developed", "experienced", "received", "underwent", "required"),
        *(
            "require",
            "remained",
            "showed",
            "presented",
            "did",
            "completed",
            "continue",
            "continued",
            "relapsed",
            "went",
        ),
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
_OF_THEM = lazy(r"\s?of (?:whom|which|these|them)\b")
# An outcome of its own before a bracket, which no vocabulary knows.
_UNKNOWN = lazy(
    r"\b(?:(?:time to|freedom from|quality of) [^,;()]+|interval|survival|mortality|failure|progression"
    r"|(?:was|were) \w+|death without [^,;()]+)"
    r"(?:\s\([A-Za-z-]+\))?\s?[(\[](?:[\w-]+\s)?(?:HR|OR|hazard|odds)?[^()]{0,20}$"
)
_BEHIND_BRACKET = lazy(r"[)\]](?:,?\s(?:and|vs\.?|versus|(?:as\s)?compared\s(?:with|to))|,)\s$")


def inherited(scene: Scene, run: Run, state: State) -> list[Mention]:
    """Return the outcome of the run before, where the words between change neither subject nor verb."""
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
        return [] if unknown else [m for m in state.mentions if fits(m, run)]  # "high counts (HR 2.4)"
    listed = bool(run.contrasts) and all(run.contrasts)
    stops = (quantity.stop, run.quantities[-1].stop) if listed else (quantity.stop,)
    own_verb = _OF_THEM.match(scene.text, quantity.stop) or any(_has_own_verb(scene.text, at) for at in stops)
    if own_verb or _is_named_behind(scene, run, state) or _is_of_unknown(scene, run, state):
        return []
    if none or (run.bracketed and _is_estimate_beside(scene, run, state)):
        return [m for m in state.mentions if fits(m, run)]
    if quantity.begin != quantity.start and not run.bracketed and _is_new_count(scene, run):
        return []
    goes_on = (
        says_no_more(scene, run)
        or _is_labelled(scene, run, state)
        or _is_item(scene, run, state)
        or _is_of_next_group(scene, run, state)
        or _IT_WAS.match(scene.text, run.before[0])
    )
    return [m for m in state.mentions if fits(m, run)] if goes_on else []


def _is_of_unknown(scene: Scene, run: Run, state: State) -> bool:
    """Whether a value has its own noun, or follows one whose noun is unknown: "ED rates 4%, 9% and 18%"."""
    if _opens_clause(scene, run):
        return True
    begin, unit = run.quantities[0].begin, run.quantities[0].unit
    before = [each for each in scene.figures.quantities if each.stop <= begin and each.unit == unit]
    if not before or before[-1] is state.last or run.bracketed:
        return False
    return _ONLY_LISTED.fullmatch(scene.text, before[-1].stop, begin) is not None


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
    """Return whether the last value of a list has its own verb: "5%, and 12% of the pts were withdrawn"."""
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
