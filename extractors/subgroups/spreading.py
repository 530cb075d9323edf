"""Groups that a sentence names once for several of its values, or that the sentence before has named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.prose.lexicon import lower
from extractors.subgroups.beside import subgroup_behind
from extractors.subgroups.naming import groups_of_series, is_ratio
from extractors.subgroups.phrases import PAIR, opposite
from extractors.subgroups.single import arm_of_value, bare_names, group_of_value, lacking, named_by_brackets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.subgroups.series import Series, Sides, Value

_SAME_ORDER = re.compile(
    r"\b(?:corresponding|similar(?:ly)?|likewise|(?:the|both|two|2|three|3)\s(?:two\s|2\s|three\s|3\s)?(?:groups|arms|cohorts)"
    r"|validation|confirmed|respective(?:ly)?)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s?%?(?:\s(?:months?|mo))?(?:,|,?\sand)\s")
_CHANGED = re.compile(r"\bfrom\s(?:an?\s)?(?:median\s(?:of\s)?)?$")
_TESTED = re.compile(r"\s?%?(?:\s[a-z]+)?,?\s?[(\[][^()]{0,40}?\b[Pp]\s?[=<]")  # "was 67% and 49% (P = .08)"
_RESPECTIVELY = re.compile(r"[^.;:]{0,20}\brespectively\b")
_WITH_ANOTHER = re.compile(r"\s?%?\swith\s(?:an?\s(?:[A-Za-z-]+\s){1,4}of\s)?")
_OPENS = re.compile(r"\s?[(\[][^()\[\]]*")
# Behind such words a sentence speaks of somebody else.
_CLAUSE = re.compile(
    r";\s|,?\s(?:whereas|while|but|compared)\s|,?\sand\s(?:for|in|with|among|after)\s"
    r"|\b(?:vs|versus|than|overall population|all patients|entire"
    r"|whole|both|each)\b"
)


@dataclass(slots=True)
class Order:
    """The groups that the last series named, in their order, for sentences that name none."""

    names: tuple[str, ...] = ()
    replaced: bool = False  # arms inherited from another sentence were wrong


def name_sides(sides: Sides, order: Order) -> dict[int, str]:
    """Return the groups of a sentence's results, by the results' indexes."""
    several = len(sides.values) > 1
    names = lacking(sides)
    if several:
        names |= named_by_brackets(sides, order.names)
    unnamed: list[tuple[Series, tuple[str, ...]]] = []
    before = order.names
    for place, series in enumerate(sides.series):
        if names and any(value.at in names for value in series.values):
            continue
        no_arm = _has_no_arm(series)
        if not no_arm and not _is_open(sides, series):
            continue
        found = _groups(sides, place, order, no_arm=no_arm)
        if any(found):
            names.update({value.at: name for value, name in zip(series.values, found, strict=True) if name})
        else:
            unnamed.append((series, order.names if order.names != before else ()))
    if several:
        names |= {index: name for index, name in bare_names(sides, names).items() if index not in names}
    armed = several and any(value.observation.arm for value in sides.values)
    if several and (names or armed):
        _remember(sides, names, order)
    if order.names:
        names |= _in_order(sides, [each for each in unnamed if each[0].values[0].at not in names], order)
    if several and (names or armed):
        names |= _ratios_of_pairs(sides, names)
        names |= _in_brackets(sides, names)
        names |= _along_times(sides, names) | _along_outcomes(sides, names)
        names |= _along_companions(sides, names)
        names |= _ratios_of_pairs(sides, names)
        names |= _spread(sides, names)
    return names


def _groups(sides: Sides, place: int, order: Order, *, no_arm: bool) -> tuple[str, ...]:
    """The groups of a series: those that stand together, else each value's own."""
    series = sides.series[place]
    size, ratio = len(series.values), is_ratio(series)
    found = groups_of_series(sides, place) if ratio or size > 1 else ()
    found = _with_known_rival(found, order)
    if len(found) == size > 1 and not ratio:
        order.names, order.replaced = found, order.replaced or not no_arm
    if not no_arm:
        return found or _own_groups(sides, place)
    if not found and size == len(order.names) == PAIR:
        found = _pair_in_subgroup(sides.text, series, order)
    if not found and series.values[0].at in sides.rivals:
        found = tuple(group_of_value(sides, place, value) for value in series.values)
        if series.contrast and size == PAIR and found[0] and not found[1]:
            said = sides.text.endswith((" was ", " were "), 0, series.start)
            # As in "OS of patients with X was 9 vs 15 months", "those with X benefited (9 vs 7 months)".
            found = (found[0], opposite(found[0]) if said else found[0])
    if size == len(order.names) == PAIR and found[0] and found[0] == found[1]:
        found = _in_both_arms(sides.text, series, found[0], order)
    return found if any(found) else tuple(arm_of_value(sides, value) for value in series.values)


def _own_groups(sides: Sides, place: int) -> tuple[str, ...]:
    """The group beside each value of a series, if each has its own."""
    found = tuple(group_of_value(sides, place, value) for value in sides.series[place].values)
    return found if all(found) and len(set(found)) == len(found) > 1 else ()


def _with_known_rival(found: tuple[str, ...], order: Order) -> tuple[str, ...]:
    """Two groups of which the other is called by its name, where the sentence before has one."""
    if len(found) != PAIR:
        return found
    first, second = found
    if first and second == opposite(first) and (rival := _rival(first, order)):
        return first, rival
    if not first and (rival := _rival(second, order)):
        return rival, second
    if not second and (rival := _rival(first, order)):
        return first, rival
    return found


def _rival(name: str, order: Order) -> str:
    others = [each for each in order.names if each != name]
    return others[0] if len(others) == 1 < len(order.names) else ""


def _pair_in_subgroup(text: str, series: Series, order: Order) -> tuple[str, ...]:
    """The two arms last contrasted, in the patients named behind their values."""
    subgroup = subgroup_behind(text, series)
    return tuple(f"{name.partition('; ')[0]}; {subgroup}" for name in order.names) if subgroup else ()


def _in_both_arms(text: str, series: Series, subgroup: str, order: Order) -> tuple[str, ...]:
    """The two arms last contrasted, in one subgroup: "in stage III it was 65% and 58%, respectively"."""
    respective = series.contrast or _RESPECTIVELY.match(text, series.end) is not None
    return tuple(f"{name.partition('; ')[0]}; {subgroup}" if respective else subgroup for name in order.names)


def _remember(sides: Sides, names: dict[int, str], order: Order) -> None:
    """Keep the groups of an outcome in the order in which a sentence tells them."""
    by_outcome: dict[tuple[object, ...], list[str]] = {}
    for value in sides.values:
        printed = value.observation.arm if value.observation.arm in sides.text else ""
        by_outcome.setdefault(value.outcome, []).append(names.get(value.at, printed))
    for groups in by_outcome.values():
        if len(groups) > 1 and all(groups) and len(set(groups)) == len(groups):
            order.names = tuple(groups)


def _in_brackets(sides: Sides, names: dict[int, str]) -> dict[int, str]:
    """The group of a value for those in the bracket behind it: "X had an OS of 20% (PFS = 10%)"."""
    found: dict[int, str] = {}
    for first, second in pairwise(sides.values):
        arm = found.get(first.at) or names.get(first.at, first.observation.arm)
        if not arm or second.observation.arm or second.at in names:
            continue
        paired = _is_ratio(second) and any(
            each.outcome == first.outcome and each is not first for each in sides.values
        )
        if not paired and _OPENS.fullmatch(sides.text, first.end, second.start):
            found[second.at] = arm
    return found


def _along_times(sides: Sides, names: dict[int, str]) -> dict[int, str]:
    """The group of a list's first value for its later landmarks: "at 1 and 3 years 61% and 48% for X".

    And for the other outcomes told again: "in X they were 84% and 96%".
    """
    found: dict[int, str] = {}
    for first, second in pairwise(sides.values):
        one, other = first.observation, second.observation
        arm = found.get(first.at) or names.get(first.at, "")
        listed = one.rule == other.rule == "prose: time points" and one.endpoint == other.endpoint
        if arm and not other.arm and one.rule == other.rule == "prose: corresponding":
            found[second.at] = arm
        elif arm and listed and not other.arm and second.at not in names:
            later = (other.timepoint_months or 0) > (one.timepoint_months or 0)
            found |= {second.at: arm} if later else {}
    return found


def _along_outcomes(sides: Sides, names: dict[int, str]) -> dict[int, str]:
    """The group behind a list of outcomes for all of it: "PFS and OS were 45% and 62% (X)"."""
    found: dict[int, str] = {}
    for first, second in reversed([*pairwise(sides.values)]):
        listed = first.observation.rule == second.observation.rule == "prose: outcomes"
        arm = found.get(second.at) or names.get(second.at, "")
        if not (listed and arm) or first.observation.arm or first.at in names:
            continue
        if _LISTED.fullmatch(sides.text, first.end, second.start):
            found[first.at] = arm
    return found


def _along_companions(sides: Sides, names: dict[int, str]) -> dict[int, str]:
    """The group behind two outcomes told together for both: "26% with an OS of 8 months for X vs 25%"."""
    found: dict[int, str] = {}
    for first, second in pairwise(sides.values):
        arm = names.get(second.at, second.observation.arm)
        alone = not first.observation.arm and first.at not in names and first.outcome != second.outcome
        if alone and arm and _WITH_ANOTHER.fullmatch(sides.text, first.end, second.start):
            found[first.at] = arm
    return found


def _ratios_of_pairs(sides: Sides, names: dict[int, str]) -> dict[int, str]:
    """The two groups of a contrast for the ratio behind it: "38% with X vs 55% with Y; HR 0.62"."""
    found: dict[int, str] = {}
    for pair, ratio in pairwise(_pairs_and_ratios(sides)):
        value = ratio[-1]
        if len(pair) != PAIR or not _is_ratio(value) or value.observation.arm or value.at in names:
            continue
        arms = [names.get(each.at, each.observation.arm) for each in pair]
        alike = {each.observation.endpoint for each in (*pair, value)}
        if all(arms) and arms[0] != arms[1] and len(alike) == 1:
            found[value.at] = " vs ".join(arms)
    return found


def _pairs_and_ratios(sides: Sides) -> Iterator[tuple[Value, ...]]:
    """The values of a sentence, each contrast of two together and each ratio by itself."""
    left = list(sides.values)
    while left:
        first, second = left[0], left[1] if len(left) > 1 else None
        together = second is not None and first.outcome == second.outcome and not _is_ratio(first)
        yield tuple(left[: PAIR if together else 1])
        del left[: PAIR if together else 1]


def _is_ratio(value: Value) -> bool:
    return value.observation.unit == "ratio"


def _spread(sides: Sides, names: dict[int, str]) -> dict[int, str]:
    """The one group that a sentence names before all its values, for those behind the first."""
    arms = {name for value in sides.values if (name := names.get(value.at, value.observation.arm))}
    first = sides.values[0]
    if len(arms) != 1 or first.at in sides.rivals - names.keys():
        return {}
    arm = next(iter(arms))
    if names.get(first.at, first.observation.arm) != arm or arm not in sides.text[: first.start]:
        return {}
    stop = _CLAUSE.search(sides.text, first.end)
    limit = stop.start() if stop else len(sides.text)
    return {value.at: arm for value in sides.values if value.start < limit}


def _has_no_arm(series: Series) -> bool:
    for value in series.values:  # noqa: SIM110 (a plain loop: asked of every series)
        if value.observation.arm:
            return False
    return True


def _is_open(sides: Sides, series: Series) -> bool:
    """Whether the arms of a series are unknown, or inherited from another sentence."""
    arms = [arm for value in series.values for arm in value.observation.arm.split(" vs ") if arm]
    alike = len(series.values) > 1 and len(set(arms)) == 1 and len(arms) == len(series.values)
    partly = len(arms) < len(series.values)
    return partly or alike or not any(lower(arm) in sides.lowered for arm in arms)


def _in_order(sides: Sides, unnamed: list[tuple[Series, tuple[str, ...]]], order: Order) -> dict[int, str]:
    """The groups last named, for as many values set against each other or said to go on with them.

    Those are the groups of the series before, in the same sentence, if it has any.
    """
    names: dict[int, str] = {}
    # Several outcomes of two values each are told by the arms: "OS was 77% and 73%, NRM 12% and 17%".
    pairs = sum(len(series.values) == PAIR and not is_ratio(series) for series in sides.series)
    for series, last in unnamed:
        groups = last or order.names
        size = len(series.values)
        if is_ratio(series) or size != len(groups) or not (_has_no_arm(series) or order.replaced):
            continue
        if not last and any(
            v.observation.arm and lower(v.observation.arm) in sides.lowered for v in series.values
        ):
            continue  # "among responders, 79% and 94% had no MRD after cycle 1 and overall"
        if _CHANGED.search(sides.text, 0, series.start):
            continue  # an earlier and a later value
        named = re.search(rf"(?<!\w){re.escape(groups[0])}(?!\w)", sides.text)
        compared = series.contrast or pairs > 1 or _TESTED.match(sides.text, series.end)
        if size > PAIR or compared or _SAME_ORDER.search(sides.text) or named:
            names.update({value.at: name for value, name in zip(series.values, groups, strict=True)})
    return names
