"""The quantities of a sentence that can be results.

Ratios are marked, changes and differences left out, "none" and "not reached" added.
"""

from __future__ import annotations

import re
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from extractors.prose.figures import Quantity
from extractors.prose.numbers import TIME_UNIT, UNITS_OF_TIME
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.lexicon import Word
    from extractors.prose.scene import Scene

_START = attrgetter("start")
_SIZE_REACH = 12
_OF_ALL = (
    " for the ",
    " of the ",
    " among the ",
    " in the ",
    " of these ",
    " of all ",
    " in all ",
    " from the ",
    " for all ",
)
_ALL_BUT = ("all but ", "All but ")
_RATED = ("rate", "rates", "PFS", "OS", "ORR", "ORRs", "survival", "EFS", "DFS")
_NEAR = 4  # characters from "not reached" to its interval
_CHANGE_REACH, _NAMED_CHANGE_REACH = 40, 90  # from "difference" to its value
_RATIO_REACH = 140
_MOST_RATIO = 30
_NOT_EVALUATED = re.compile(r"not (?:evaluable|assessable|evaluated|assessed)\b:?\s?[(\[]?\s?\d")  # how many
_FOR = re.compile(r"\sfor\s")
_BOUND = re.compile(
    r"\b(?:bound|limit|boundary|threshold)\s(?:of|above|below|was|exceed\w+)\s(?:\w+\s)?[<>]?\s?$"
)
_BOUNDS, _BOUND_REACH = ("bound", "limit", "threshold"), 24
_WERE = re.compile(
    r"\s(?:[\w-]+\s){0,3}(?:patients|pts|subjects)(?:\s(?:treated|receiving|given|in|on|with|assigned)\s[^,;.:%\d]{1,60}?)?"
    r"\s(?:was|were)\s"
)
_LONGEST_MONTHS = 40 * 12
_ALL = 100  # percent of patients
_CHANGE_AFTER = re.compile(
    r"(?:,?\sand\s[\d.]+\s?%)?\s?(?:relative\s|absolute\s|risk\s)*"
    r"(?:reductions?|increases?|decreases?|savings|improvements?|differences?|lower|higher|longer|shorter|gains?|"
    r"more likely|less likely)\b"
    r"|\s?\((?:from|increas|decreas|reduc)"
)
# "Reduced by 45%, and the risk of death by 22%".
_CHANGED_BY = re.compile(
    r"\b(?:reduc|increas|decreas|improv|lower|rais|prolong|shorten|fell|rose)\w*\b[^,;()]{0,60}"
    r"\s(?<!achieved\s)(?<!attained\s)(?<!reached\s)(?<!obtained\s)(?<!experienced\s)(?<!reported\s)by\s$"
    r"|\band\sthe\s(?:risk|rate|hazard|incidence)\sof\s(?:[a-z-]+\s){1,4}by\s$"
)
# "3 deaths, none related to treatment": of some, which is told of no others.
_RELATED = re.compile(
    r"\s(?:of\s(?:them|which|these|whom)\s)?(?:(?:was|were|being)\s)?(?:(?:considered|deemed|judged)\s)?(?:to\sbe\s)?"
    r"(?:[\w-]+-)?(?:related|attribut\w+|due|caused|unexpected)\b"
)
_UNIT_BEHIND = re.compile(rf"\s?(?P<time>{TIME_UNIT})(?![a-z])")
_BESIDE = re.compile(r"\s?(?:/|,|vs\.?|versus|and|or)\s?")
_NEITHER_REACHED = re.compile(
    r"\b[Nn]either\b[^.;%]*?\bnor\b[^.;%]*?\s(?P<reached>(?:was|were|ha[sd]\sbeen|have\sbeen)\sreached)\b"
)
_IN_ARM = re.compile(r"\s(?:in|from|with|of|for|on)\s(?:the\s)?")
_SET_AGAINST = re.compile(r"\s(?:vs\.?|versus|v\.?)\s\d")
_AGAINST = re.compile(r"\b(?:vs\.?|versus|v\.?|than|compared with|compared to|and|or|in|[(,])\s$")


def usable_quantities(scene: Scene) -> list[Quantity]:
    """Quantities with a unit, ratios marked, values not reached added, changes and differences left out."""
    text, cues = scene.text, scene.cue_words
    quantities = [*scene.figures.quantities]
    if "not_reached" in cues:
        quantities = _with_unit_behind(text, quantities + _not_reached(scene, cues["not_reached"]))
    if "no" in cues:
        quantities += _none(scene, cues["no"]) + _neither_reached(scene)
    if len(quantities) > 1:
        quantities.sort(key=_START)
        quantities = [each for each in quantities if each.unit != "count" or not _is_size(text, each)]
    if scene.arms:
        _count_by_arm(scene, quantities)
    for cue in sorted([*cues.get("hazard_ratio", ()), *cues.get("odds_ratio", ())]):
        if not _is_risk(text, cue):
            _mark_ratios(scene, cue, quantities)
    quantities = [
        q
        for q in quantities
        if q.unit != "bare"
        and not (q.unit == "percent" and (q.value or 0) > _ALL)
        and not (q.unit == "months" and _is_age(q))
        and (q.unit == "ratio" or not _is_change(text, q))
    ]
    if holds(text, _BOUNDS):
        quantities = [
            q for q in quantities if not _BOUND.search(text, max(0, q.begin - _BOUND_REACH), q.begin)
        ]
    if "ll but " in text:
        quantities = [q for q in quantities if not text.endswith(_ALL_BUT, 0, q.begin)]
    if "difference" in cues:
        quantities = [q for q in quantities if q.unit == "ratio" or not _is_difference(scene, q)]
    return quantities


def _with_unit_behind(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Times whose unit stands behind one that was not reached: "PFS/OS were 7.6/NR mo"."""
    ordered = sorted(quantities, key=_START)
    for first, second in pairwise(ordered):
        if first.unit != "bare" or not second.not_reached or first.decimals is None:
            continue
        unit = _UNIT_BEHIND.match(text, second.stop)
        if unit and _BESIDE.fullmatch(text, first.stop, second.begin):
            first.unit, first.factor, first.n = "months", UNITS_OF_TIME[unit["time"][0].lower()], None
    return ordered


def _is_size(text: str, quantity: Quantity) -> bool:
    """Whether a count only says how many a group are: "for the 50 patients", "the ORR of 68 patients"."""
    if quantity.n_total is not None or quantity.value is not None:
        return False
    begin = quantity.begin
    near = text[max(0, begin - _SIZE_REACH) : begin]
    if near.endswith(" among ") and _WERE.match(text, quantity.stop):
        return True  # "the response rate among 74 evaluable patients was 99%"
    return near.endswith(_OF_ALL) or (near.endswith(" of ") and near[:-4].endswith(_RATED))


def _is_age(quantity: Quantity) -> bool:
    """Whether a time is longer than any study watches: "older than 65 years", "(56-65 yrs)"."""
    return (quantity.value or 0) * quantity.factor > _LONGEST_MONTHS


def _count_by_arm(scene: Scene, quantities: list[Quantity]) -> None:
    """A total is followed by its parts: "56 patients died (27 in the X group and 29 in the Y group)"."""
    if not any(quantity.unit == "count" for quantity in quantities):
        return
    starts = {arm.start for arm in scene.arms}
    for quantity in quantities:
        if (
            quantity.unit == "bare"
            and quantity.decimals == 0
            and (match := _IN_ARM.match(scene.text, quantity.stop))
            and match.end() in starts
        ):
            quantity.unit, quantity.n, quantity.value, quantity.decimals = (
                "count",
                int(quantity.value or 0),
                None,
                None,
            )


def _not_reached(scene: Scene, words: list[Word]) -> list[Quantity]:
    found: list[Quantity] = []
    for word in words:
        inside = any(i.start <= word.start < i.end for i in scene.figures.intervals)
        if (
            inside
            or _NOT_EVALUATED.match(scene.text, word.start)
            or (scene.text[word.start : word.end].isupper() and _is_definition(scene, word))
        ):
            continue
        found.append(Quantity(word.start, word.end, None, None, "months", word.end, not_reached=True))
    for quantity in found:
        later = next(
            (i for i in scene.figures.intervals if 0 <= i.start - quantity.end <= _NEAR and i.is_ci), None
        )
        if later:
            quantity.ci_low, quantity.ci_high, quantity.ci_level = later.low, later.high, later.level
            quantity.stop = later.end
            quantity.numbers += [n.start for n in scene.figures.numbers if later.start <= n.start < later.end]
    return found


def _none(scene: Scene, words: list[Word]) -> list[Quantity]:
    """A zero in words beside a value: "14 (5%) vs none"."""
    return [
        Quantity(word.start, word.end, 0.0, 0, "percent", word.end, n=0)
        for word in words
        if scene.text[word.start : word.end].lower() == "none"
        and (_AGAINST.search(scene.text[: word.start]) or _SET_AGAINST.match(scene.text, word.end))
        and not _RELATED.match(scene.text, word.end)
        and scene.figures.quantities
        and not any(each.begin == word.start for each in scene.figures.quantities)  # "none of the 12"
    ]


def _neither_reached(scene: Scene) -> list[Quantity]:
    """Medians that are denied to be reached: "neither the median PFS nor the median OS was reached"."""
    return [
        Quantity(*match.span("reached"), None, None, "months", match.end(), not_reached=True)
        for match in _NEITHER_REACHED.finditer(scene.text)
    ]


def _is_definition(scene: Scene, word: Word) -> bool:
    """Whether "NR" only abbreviates the words before it: "not reached (NR)"."""
    return bool(
        re.search(
            r"(?:reached|estimable|evaluable|attained|responders?|reported)\s?[(\[]$",
            scene.text[: word.start],
        )
    )


def _is_risk(text: str, cue: Word) -> bool:
    """Whether an abbreviation is joined to a disease, whose risk it says: "HR-MDS"."""
    return text.startswith("-", cue.end) and text[cue.end + 1 : cue.end + 2].isupper()


def _mark_ratios(scene: Scene, cue: Word, quantities: list[Quantity]) -> None:
    for quantity in quantities:
        if quantity.start < cue.end:
            continue
        between = scene.text[cue.end : quantity.start]
        if quantity.start - cue.end > _RATIO_REACH or quantity.unit not in ("bare", "ratio"):
            break
        if (
            quantity.value is None
            or quantity.value > _MOST_RATIO
            or not (quantity.decimals or quantity.ci_low is not None)
        ):
            if ";" in between:
                break
            continue
        _make_ratio(quantity, cue.code)
        if not _goes_on(scene, quantity, quantities):
            break


def _make_ratio(quantity: Quantity, statistic: str) -> None:
    """Make a bare number a ratio; the bracket behind a ratio is its confidence interval."""
    if quantity.statistic is not None:
        return
    quantity.unit, quantity.statistic = "ratio", statistic
    if quantity.ci_level is None and quantity.low is not None:
        quantity.ci_low, quantity.ci_high, quantity.ci_level = quantity.low, quantity.high, 95.0
        quantity.low = quantity.high = None


def _goes_on(scene: Scene, quantity: Quantity, quantities: list[Quantity]) -> bool:
    """Whether a ratio is followed by another of the same cue: "0.95 [0.80-1.14], Acentrus: 1.14 [...]"."""
    later = next((q for q in quantities if q.start > quantity.start), None)
    return bool(
        later
        and later.unit == "bare"
        and later.decimals
        and (later.ci_low is not None or later.low is not None or _FOR.match(scene.text, later.stop))
        and not re.search(r"\b(?:HR|OR|ratio)\b", scene.text[quantity.stop : later.start])
    )


def _is_change(text: str, quantity: Quantity) -> bool:
    """Whether the words right beside a value make it a change: "a 20% reduction", "reduced by 20%"."""
    if _CHANGE_AFTER.match(text, quantity.end):
        return True
    return text.endswith(" by ", 0, quantity.begin) and bool(_CHANGED_BY.search(text, 0, quantity.begin))


def _is_difference(scene: Scene, quantity: Quantity) -> bool:
    """Whether a value is the difference named before it: "a difference of 5.3%"."""
    cues = [w for w in scene.cue_words.get("difference", ()) if w.end <= quantity.start]
    if not cues:
        return False
    cue = cues[-1]
    aside = scene.brackets.around(cue.start)
    if aside and aside[1] < quantity.start:
        return False  # "MRD negativity (10-5 sensitivity) was 58%"
    between = scene.text[cue.end : quantity.start]
    named = [m for m in scene.mentions if cue.end <= m.start < quantity.start]
    if named and all(m.code != "AE" for m in named) and len(between) < _NAMED_CHANGE_REACH:
        return not re.search(r"[;:(,]|\b(?:from|to|seen|observed|found|noted)\b|\d\s?%", between)
    return (
        len(between) < _CHANGE_REACH
        and not re.search(
            r"[;:(]|\b(?:in|between|from|were|was)\b.*\d|\bwere (?:observed|found|seen)\b", between
        )
        and not any(cue.end <= m.start < quantity.start for m in scene.mentions)
    )
