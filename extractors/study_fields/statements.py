"""The sentences that speak of a study, and what is found in them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from extractors.citations import find_citations
from extractors.document import Block, BlockKind, Document, Span
from extractors.prose.sentences import split_sentences
from extractors.records import Category, Observation, Statistic, Unit
from extractors.text import Folded, fold_spans
from extractors.vocabulary import Entry, load

if TYPE_CHECKING:
    from extractors.records import StudyKey

# Sections of an abstract; '' is an abstract without heads.
TITLE, BACKGROUND, CONCLUSIONS = "title", "background", "conclusions"
_UNREAD = frozenset(("references", "abbreviations"))
_OTHER_TRIAL = re.compile(
    r"\b(?:previous(?:ly)?|earlier|prior|recent|published|other|another|historical?|ongoing|future|subsequent"
    r"|planned)"
    r",?\s(?:\w+[\s-]){0,3}(?:study|studies|trials?|reports?|data|series|reported|shown|published)\b"
    r"|\b(?:is|are) (?:\w+ )?(?:underway|ongoing|planned|needed|warranted|required|awaited)\b"
    r"|\b(?:has|have) (?:been )?(?:\w+ )?(?:shown|demonstrated|reported|approved|called|established|improved"
    r"|become)\b"
    r"|\bshould be\b|\bwill be\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)  # several fields ask the same of a sentence
def _tells_of_others(text: str, start: int) -> bool:
    return _OTHER_TRIAL.search(text, start) is not None


class Statement(NamedTuple):
    """A sentence, or the title, with the part of the document it stands in."""

    text: str
    lowered: str  # to look for a word before costlier patterns are tried
    section: str
    folded: Folded
    offset: int
    page: int | None

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the document."""
        return self.folded.span(self.offset + start, self.offset + end)

    @property
    def is_title(self) -> bool:
        """Whether this is the document's title."""
        return self.section == TITLE

    def has(self, *words: str) -> bool:
        """Whether one of some words, or beginnings of words, in lower case, stands in the sentence."""
        return any(word in self.lowered for word in words)

    def tells_of_others(self, at: int = 0) -> bool:
        """Whether the sentence speaks of other trials: those before, those to come."""
        clause = max(self.text.rfind(mark, 0, at) for mark in (". ", "; ", " whereas ", ", although "))
        return _tells_of_others(self.text, max(clause, 0))


@cache
def _fields() -> dict[str, Entry]:
    return {entry.code: entry for entry in load("baseline")}


def observe(
    statement: Statement,
    start: int,
    end: int,
    endpoint: str,
    statistic: Statistic,
    **values: Any,  # noqa: ANN401
) -> Observation:
    """Return what `statement.text[start:end]` states of its study, whose id is filled in later."""
    entry = _fields()[endpoint]
    return Observation(
        study_id="",
        category=cast("Category", entry.category),
        endpoint=endpoint,
        statistic=statistic,
        span=statement.span(start, end),
        quote=statement.text,
        origin="prose",
        rule=f"study_field.{endpoint}",
        unit=cast("Unit", entry.unit) if _has_amount(values) else None,
        page=statement.page,
        **values,
    )


def _has_amount(values: dict[str, Any]) -> bool:
    return any(values.get(name) is not None for name in ("value", "low", "high"))


def statements_by_study(
    document: Document, studies: tuple[StudyKey, ...]
) -> dict[str, tuple[Statement, ...]]:
    """Return the statements of each study: its own document's, or those that cite it alone."""
    own = next((study.study_id for study in studies if study.ref_no is None), None)
    by_number = {study.ref_no: study.study_id for study in studies if study.ref_no is not None}
    found: dict[str, list[Statement]] = {}
    for statement in _statements(document):
        numbers = {number for citation in find_citations(statement.text) for number in citation.numbers}
        cited = by_number.get(numbers.pop()) if len(numbers) == 1 else None
        study_id = cited or (own if not numbers or not by_number else None)
        if study_id is not None:
            found.setdefault(study_id, []).append(statement)
    return {study_id: tuple(statements) for study_id, statements in found.items()}


def _statements(document: Document) -> list[Statement]:
    titles = [block for block in document.blocks if block.kind is BlockKind.TITLE]
    return [_title(document, block) for block in titles[:1]] + [
        Statement(
            sentence.text,
            sentence.text.lower(),
            sentence.section,
            sentence.folded,
            sentence.offset,
            sentence.page,
        )
        for sentence in split_sentences(document)
        if sentence.section not in _UNREAD
    ]


def _title(document: Document, block: Block) -> Statement:
    folded = fold_spans(document.text, block.spans)
    return Statement(folded.text, folded.text.lower(), TITLE, folded, 0, block.page)
