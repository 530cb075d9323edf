"""Several results of one outcome for "all patients": the group that each one names in words.

A sentence such as "remission rates were 70% in patients with a normal and 46% in those with a complex
karyotype" gives two values of one outcome. Named arms are known before; groups like these are named
only once, beside their value. Where a study has two values of an outcome and neither has an arm, the
words after each value, those it is compared by, or those the sentence opens with, are taken as printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from extractors.prose.karyotypes import masked, unmasked
from extractors.prose.sentences import split_sentences
from extractors.records import Observation
from extractors.subgroups.numbers import explained_by_names
from extractors.subgroups.phrases import sound
from extractors.subgroups.qualifying import openings, qualified, shares_of_responders
from extractors.subgroups.series import Sides, Value, outcome_of, place, series_of
from extractors.subgroups.spreading import Order, name_sides

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.prose.sentences import Sentence
    from extractors.records import Extraction

_FIELDS = attrgetter(*(field.name for field in fields(Observation)))
_LETTERED = re.compile(r"(?:arm|group|cohort)\s(?P<label>[A-F])", re.IGNORECASE)
_LETTER = re.compile(r"[A-F]")
_START = attrgetter("start")
_RESULTS = frozenset(("response", "survival", "safety"))


def name_subgroups(document: Document, prose: Extraction) -> Extraction:
    """Return prose in which rival results without an arm carry the group that their words name."""
    sentences = list(split_sentences(document))
    by_text = {sentence.text: sentence for sentence in sentences}
    told = _told(prose, by_text)
    arms = [each.arm for each in prose.observations]
    order, held = Order(), openings(sentences)
    for sides in told:
        names = name_sides(sides, order)
        for value in sides.values:
            arms[value.at] = names.get(value.at) or arms[value.at]
            if not arms[value.at] and value.observation.category != "safety":
                arms[value.at] = held.get(unmasked(sides.text), "")  # events are told of all patients again
    for index, arm in (qualified(told, arms) | shares_of_responders(told)).items():
        arms[index] = arm
    arms = [unmasked(sound(arm)) if arm else "" for arm in arms]
    arms = _in_full(arms)
    observations = [
        each if each.arm == arm else _of_arm(each, arm)
        for each, arm in zip(prose.observations, arms, strict=True)
    ]
    named = replace(prose, observations=tuple(observations))
    return explained_by_names(named, by_text) if prose.unexplained else named


def _in_full(arms: list[str]) -> list[str]:
    """Arms of which only the letter is told again with their noun: "in group C, 4% in B"."""
    full = {match["label"]: arm for arm in arms if (match := _LETTERED.fullmatch(arm))}
    if not full:
        return arms
    noun = next(iter(full.values())).split()[0]
    return [full.get(arm, f"{noun} {arm}") if _LETTER.fullmatch(arm) else arm for arm in arms]


def _of_arm(observation: Observation, arm: str) -> Observation:
    """An observation for another arm, in a third of the time of `replace`."""
    copy = Observation(*_FIELDS(observation))
    copy.arm = arm
    return copy


def _told(prose: Extraction, sentences: dict[str, Sentence]) -> list[Sides]:
    """The results of each sentence, in the order of the sentences."""
    outcomes = [outcome_of(each) if each.category in _RESULTS else None for each in prose.observations]
    rivals, kin = _rivals(prose.observations, outcomes), _kin(prose.observations)
    by_quote: dict[str, list[Value]] = defaultdict(list)
    for index, (each, outcome) in enumerate(zip(prose.observations, outcomes, strict=True)):
        if outcome and (sentence := sentences.get(each.quote)):
            by_quote[each.quote].append(place(index, each, outcome, sentence))
    told: list[Sides] = []
    for quote, placed in by_quote.items():
        placed.sort(key=_START)
        values = tuple(placed)
        text = masked(quote)
        told.append(
            Sides(text, sentences[quote].lowered, values, tuple(series_of(text, values)), rivals, kin)
        )
    return told


def _rivals(observations: tuple[Observation, ...], outcomes: list[tuple[object, ...] | None]) -> set[int]:
    """Which results have another one of their outcome, both of them for all patients."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, outcome in enumerate(outcomes):
        if outcome:
            groups[outcome].append(index)
    return {
        index
        for indexes in groups.values()
        if len(indexes) > 1
        for index in indexes
        if not observations[index].arm
    }


def _kin(observations: tuple[Observation, ...]) -> set[int]:
    """Which results without an arm are of an endpoint that another sentence tells of as well."""
    first: dict[tuple[object, ...], str] = {}
    told_twice: set[tuple[object, ...]] = set()
    named = [(each.study_id, each.endpoint, each.term) for each in observations]
    for each, name in zip(observations, named, strict=True):
        if first.setdefault(name, each.quote) != each.quote:
            told_twice.add(name)
    if not told_twice:
        return set()
    return {
        index
        for index, (each, name) in enumerate(zip(observations, named, strict=True))
        if name in told_twice and not each.arm
    }
