"""Values whose outcomes are listed before their verb, some of them in words that no vocabulary knows."""

from __future__ import annotations

from functools import partial
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.naming import joined_names, listed_names
from extractors.prose.runs import Run
from extractors.prose.visible import visible_mentions

if TYPE_CHECKING:
    from extractors.prose.figures import Quantity
    from extractors.prose.outcomes import Mention
    from extractors.prose.scene import Scene

_SEPARATOR = lazy(r",\sand\s|,\s|\sand\s")
_VERB = lazy(r"\s(?:(?:was|were|is|are)\s(?:\w+\s(?:in|at|by|to be)\s)?|(?:occurred|developed)\sin\s)$")
_TAIL = lazy(r"(?:\s(?:rates?|risk|probabilit\w+|estimates?))?(?:\s\([^()]*\))?\s?")
_GROUP = lazy(r"\b(?:in|for|with|among|between|than|by|versus|vs|its|their)\b")
_VERB_REACH = 30
_LIST_GAP = lazy(r"(?:,\sand|,|\sand)\s(?:an?\s|a\smedian\sof\s)?")
_FEWEST = 2
# A P behind the first of two pairs: they compare the arms, and are of one outcome each.
_TESTED_AND = lazy(r"\s?\([Pp]\s?[=<>][^()]*\),?\sand\s")
_RESPECTIVE = lazy(r"(?:\s?\([^()]*\))?,?\srespectively\b")


def known_alone(scene: Scene, run: Run) -> list[Run]:
    """Return the values of known outcomes, each by itself: of "OS and AML risk were 56% and 25%" the first.

    None where every outcome of the list is known, or none of them is.
    """
    items = _items(scene, run)
    if not items:
        return []
    named = [_named(scene, run, *item) for item in items]
    known = [mention for mention in named if mention is not None]
    if not known or len(known) == len(items):
        return []
    for place, (item, mention) in enumerate(zip(items, named, strict=True)):
        last = place == len(items) - 1
        if mention is None and not _is_outcome(scene, *item, last=last):
            return []
        if mention is not None and not last and not _TAIL.fullmatch(scene.text, mention.end, item[1]):
            return []
    return [_alone(run, place, mention) for place, mention in enumerate(named) if mention is not None]


def name_pairs(scene: Scene, runs: list[Run]) -> None:
    """Give pairs an outcome each: "DFS and OS were 6% and 7% (P .3), and 8% and 9% in X and Y"."""
    for place, run in enumerate(runs):
        listed = runs[place : place + _FEWEST]
        if len(listed) < _FEWEST or any(
            len(each.quantities) != _FEWEST or any(each.contrasts) or each.bracketed for each in listed
        ):
            continue
        names = joined_names(scene, run)
        between = scene.text[run.quantities[-1].stop : listed[1].quantities[0].begin]
        behind = scene.text[listed[1].quantities[-1].stop :]
        arms = [arm for arm in scene.arms if arm.start > listed[1].quantities[-1].stop and arm.names]
        tested = _TESTED_AND.fullmatch(between) and _RESPECTIVE.match(behind)
        if (
            tested
            and len(names) == len(arms) == _FEWEST
            and listed[0].quantities[0].unit == listed[1].quantities[0].unit
        ):
            for each, name in zip(listed, names, strict=True):
                each.named = [name]


def name_contrasts(scene: Scene, runs: list[Run]) -> None:
    """Give contrasts an outcome each: "OS, PFS, and relapse were 57% vs 49%, 50% vs 41%, and 33% vs 44%"."""
    for place, run in enumerate(runs):
        size = len(run.quantities)
        if size == 1 or run.bracketed or not all(run.contrasts):
            continue
        names = joined_names(scene, run)
        alike = partial(_is_alike, scene, run)
        listed = [run, *takewhile(alike, runs[place + 1 :])]
        if len(names) > 1 and len(listed) == len(names):
            for each, name in zip(listed, names, strict=True):
                each.named = [name]


def name_mixed(scene: Scene, runs: list[Run]) -> None:
    """Give values in several units an outcome each: "ORR, PFS and OS were 55%, 4 months and 10 months"."""
    if len(scene.mentions) < _FEWEST or len({run.quantities[0].unit for run in runs}) < _FEWEST:
        return
    names: list[Mention] = []
    at = 0
    while at < len(runs):
        listed = _listed(scene, runs, at)
        quantities = [quantity for run in listed for quantity in run.quantities]
        if len({quantity.unit for quantity in quantities}) > 1:
            own = listed_names(scene, listed[0])
            names = own or names  # of the other arm: "... with A vs 20% and 8 months with B"
            if len(names) == len(quantities) and all(
                name.takes(quantity.unit, quantity.statistic)
                for name, quantity in zip(names, quantities, strict=True)
            ):
                left = iter(names)
                for run in listed:
                    run.named, run.mixed = list(islice(left, len(run.quantities))), True
        at += len(listed)


def part_mixed_contrasts(scene: Scene, runs: list[Run]) -> list[Run]:
    """Contrasts in several units, each of an outcome: "ORR and OS were 52% vs 71% and 8 vs 15 months"."""
    units = {run.quantities[0].unit for run in runs}
    if len(units) < _FEWEST or not any(any(run.contrasts) for run in runs):
        return runs
    parted: list[Run] = []
    at = 0
    while at < len(runs):
        listed = _contrasts_from(scene, runs, at)
        pairs = [pair for run in listed for pair in _pairs(run)]
        mixed = len({pair[0].unit for pair in pairs}) > 1
        names = listed_names(scene, runs[at]) if mixed else []
        if (
            names
            and len(names) == len(pairs)
            and all(
                name.takes(pair[0].unit, pair[0].statistic) for name, pair in zip(names, pairs, strict=True)
            )
        ):
            parted += [
                Run(pair, [True], before=runs[at].before, after=listed[-1].after, named=[name], mixed=True)
                for name, pair in zip(names, pairs, strict=True)
            ]
            at += len(listed)
        else:
            parted.append(runs[at])
            at += 1
    return parted


def _contrasts_from(scene: Scene, runs: list[Run], at: int) -> list[Run]:
    """The runs of pairs set against each other, from one on, that only commas and "and" part."""
    listed: list[Run] = []
    for run in runs[at:]:
        pairs = run.contrasts[:1] == [True] and all(len(pair) == _FEWEST for pair in _pairs(run))
        gap = listed and not _LIST_GAP.fullmatch(
            scene.text, listed[-1].quantities[-1].stop, run.quantities[0].begin
        )
        if not pairs or gap or run.bracketed:
            break
        listed.append(run)
    return listed


def _pairs(run: Run) -> list[list[Quantity]]:
    """The contrasts of a run: all of it, or the groups of a list."""
    return [run.quantities] if all(run.contrasts) else run.groups


def _listed(scene: Scene, runs: list[Run], at: int) -> list[Run]:
    """The runs from one on that only commas and "and" part."""
    listed = runs[at : at + 1]
    for run in runs[at + 1 :]:
        if run.bracketed or any(run.contrasts) or any(listed[-1].contrasts):
            break
        if not _LIST_GAP.fullmatch(scene.text, listed[-1].quantities[-1].stop, run.quantities[0].begin):
            break
        listed.append(run)
    return listed


def _is_alike(scene: Scene, run: Run, later: Run) -> bool:
    """Whether a list is a contrast as the one before it, and names no outcome of its own."""
    same = len(later.quantities) == len(run.quantities) and all(later.contrasts) and not later.bracketed
    return (
        same
        and later.quantities[0].unit == run.quantities[0].unit
        and not visible_mentions(scene, *later.before)
    )


def _items(scene: Scene, run: Run) -> list[tuple[int, int]]:
    """Where the outcomes of a list stand: as many as it has values, the last behind "and"."""
    start, begin = run.before
    size = len(run.quantities)
    if size == 1 or run.slash or any(run.contrasts):
        return []
    verb = _VERB.search(scene.text, max(start, begin - _VERB_REACH), begin)
    if verb is None:
        return []
    around = scene.brackets.around(begin)
    marks = [
        mark
        for mark in _SEPARATOR.finditer(scene.text, start, verb.start())
        if scene.brackets.around(mark.start()) == around
        and not any(time.start < mark.start() < time.end for time in scene.figures.times)
    ]
    if len(marks) < size - 1 or "and" not in marks[-1][0]:
        return []
    opening = marks[-size].end() if len(marks) >= size else start
    bounds = [(opening, opening), *(mark.span() for mark in marks[1 - size :]), (verb.start(), begin)]
    return [(first[1], second[0]) for first, second in pairwise(bounds)]


def _named(scene: Scene, run: Run, start: int, end: int) -> Mention | None:
    """The known outcome that one item of a list names."""
    quantity = run.quantities[0]
    fitting = [m for m in visible_mentions(scene, start, end) if m.takes(quantity.unit, quantity.statistic)]
    return fitting[-1] if fitting else None


def _is_outcome(scene: Scene, start: int, end: int, *, last: bool) -> bool:
    """Whether an item without a known name can be an outcome, and is no group of patients."""
    aside = [arm.start for arm in scene.arms] + [grade.start for grade in scene.figures.grades]
    if any(start <= at < end for at in aside) or not scene.text[start].isalpha():
        return False
    return last or _GROUP.search(scene.text, start, end) is None


def _alone(run: Run, place: int, mention: Mention) -> Run:
    """One value of a list, with its outcome."""
    children = {0: run.children[place]} if place in run.children else {}
    return Run([run.quantities[place]], [], children=children, bracketed=run.bracketed, named=[mention])
