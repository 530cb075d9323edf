"""The numbers that stand in the name of a group, which are no results: "HCT-CI ≥3", "the 90-mg group"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.document import Span
    from extractors.prose.sentences import Sentence
    from extractors.records import Extraction

_PARTS = re.compile(r"; | vs ")


def explained_by_names(prose: Extraction, sentences: dict[str, Sentence]) -> Extraction:
    """Return prose without the unexplained numbers that stand in the name of a group of their sentence."""
    quotes = {number.quote for number in prose.unexplained}
    named = {(each.quote, each.arm) for each in prose.observations if each.arm and each.quote in quotes}
    spans = [span for quote, arm in named for span in _spans(sentences.get(quote), arm)]
    if not spans:
        return prose
    left = tuple(
        number
        for number in prose.unexplained
        if not any(span.start <= number.span.start and number.span.end <= span.end for span in spans)
    )
    more = len(prose.unexplained) - len(left)
    return replace(prose, unexplained=left, numbers_explained=prose.numbers_explained + more)


def _spans(sentence: Sentence | None, arm: str) -> Iterator[Span]:
    """Where a sentence prints the names of which an arm is made, as far as they hold a number."""
    if sentence is None:
        return
    for name in _PARTS.split(arm):
        if any(map(str.isdigit, name)):
            for match in re.finditer(_printed(name, sentence.text), sentence.text):
                yield sentence.span(*match.span())


def _printed(name: str, text: str) -> str:
    """A name's pattern, or that of its number where the rest is printed once: "1, 2 and ≥3 prior lines"."""
    first, _, noun = name.partition(" ")
    scale, _, score = name.rpartition(" ")
    if name in text:
        return rf"(?<![\w.]){re.escape(name)}(?![\w%]|[.,]\d)"
    if noun in text and first[-1:].isdigit() and noun.replace(" ", "").isalpha():
        return rf"(?<![\w.]){re.escape(first)}(?=,\s|\sand\s|\sor\s)"
    return rf"(?<![\w.]){re.escape(score)}(?![\w%]|[.,]\d)" if scale and scale in text else r"(?!)"
