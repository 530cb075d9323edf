"""Several results of one outcome for "all patients": the group that each one names in words.

A sentence such as "remission rates were 70% in patients with a normal and 46% in those with a complex
karyotype" gives two values of one outcome. Named arms are known before; groups like these are named
only once, beside their value. Where a study has two values of an outcome and neither has an arm, the
words after each value, those it is compared by, or those the sentence opens with, are taken as printed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.prose.sentences import split_sentences
from extractors.subgroups.naming import Sides
from extractors.subgroups.series import Value, place, series_of
from extractors.subgroups.spreading import Order, name_sides

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.records import Extraction, Observation

_RESULTS = frozenset(("response", "survival", "safety"))


def name_subgroups(document: Document, prose: Extraction) -> Extraction:
    """Return prose in which rival results without an arm carry the group that their words name."""
    rivals, kin = _rivals(prose.observations), _kin(prose.observations)
    sentences = {sentence.text: sentence for sentence in split_sentences(document)}
    names: dict[int, str] = {}
    order = Order()
    told: dict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(prose.observations):
        if each.category in _RESULTS:
            told[each.quote].append(index)
    for quote, indexes in told.items():
        sentence = sentences.get(quote)
        if sentence is None:
            continue
        values = [place(index, prose.observations[index], sentence) for index in indexes]
        series = tuple(series_of(sentence.text, values))
        names.update(name_sides(Sides(sentence.text, series, rivals, kin), order))
    observations = tuple(
        replace(each, arm=names[index]) if names.get(index) else each
        for index, each in enumerate(prose.observations)
    )
    return replace(prose, observations=observations)


def _rivals(observations: tuple[Observation, ...]) -> set[int]:
    """Which results have another one of their outcome, both of them for all patients."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, each in enumerate(observations):
        if each.category in _RESULTS:
            groups[Value(index, 0, 0, each).outcome].append(index)
    return {
        index
        for indexes in groups.values()
        if len(indexes) > 1
        for index in indexes
        if not observations[index].arm
    }


def _kin(observations: tuple[Observation, ...]) -> set[int]:
    """Which results without an arm are of an endpoint that another sentence tells of as well."""
    quotes: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for each in observations:
        quotes[each.study_id, each.endpoint, each.term].add(each.quote)
    return {
        index
        for index, each in enumerate(observations)
        if not each.arm and len(quotes[each.study_id, each.endpoint, each.term]) > 1
    }
