"""The sentences that speak of a study, and what is found in them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, cached_property, lru_cache
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ahocorasick_rs import AhoCorasick

from extractors.citations import find_citations
from extractors.document import Block, BlockKind, Document, Span
from extractors.lazy_patterns import lazy
from extractors.phrases import lexicon
from extractors.prose.lexicon import lower
from extractors.prose.sentences import split_sentences
from extractors.records import Category, Observation, Statistic, Unit
from extractors.study_fields.counts import number_starts
from extractors.text import Folded, fold_spans, holds
from extractors.vocabulary import Entry, load

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from extractors.phrases import Phrase
    from extractors.records import StudyKey

# Sections of an abstract; '' is an abstract without heads.
TITLE, BACKGROUND, CONCLUSIONS = "title", "background", "conclusions"
_CLAUSE_MARKS = (". ", "; ", " whereas ", ", although ")
_UNREAD = frozenset(("references", "abbreviations"))
# Patterns of other trials, each with the words that it begins with.
_OTHER_TRIAL = (
    (
        (
            *("previous", "earlier", "prior", "recent", "published", "other", "another", "histor", "ongoing"),
            *("future", "subsequent", "planned"),
        ),
        lazy(
            r"\b(?:previous(?:ly)?|earlier|prior|recent|published|other|another|historical?|ongoing|future"
            r"|subsequent|planned)"
            r",?\s(?:\w+[\s-]){0,3}(?:study|studies|trials?|reports?|data|series|reported|shown|published)\b",
        ),
    ),
    (
        ("is ", "are "),
        lazy(
            r"\b(?:is|are) (?:\w+ )?(?:underway|ongoing|planned|needed|warranted|required|awaited)\b",
        ),
    ),
    (
        ("has ", "have "),
        lazy(
            r"\b(?:has|have) (?:been )?(?:\w+ )?(?:shown|demonstrated|reported|approved|called|established"
            r"|improved|become)\b",
        ),
    ),
    (("should be", "will be"), lazy(r"\b(?:should|will) be\b")),
)


@lru_cache(maxsize=64)  # a phase, a design and a count stand in the same sentences
def _others(lowered: str) -> tuple[int, ...]:
    """Where a sentence in lower case speaks of other trials."""
    automaton, patterns = _openings()
    found = automaton.find_matches_as_indexes(lowered, overlapping=True)
    return tuple([start for index, start, _ in found if patterns[index].match(lowered, start)])


@cache
def _openings() -> tuple[AhoCorasick, list[re.Pattern[str]]]:
    """Finds what patterns of other trials begin with: one pass instead of a search for each word."""
    pairs = [(word, pattern) for words, pattern in _OTHER_TRIAL for word in words]
    return AhoCorasick([word for word, _ in pairs]), [pattern for _, pattern in pairs]


def places(pattern: re.Pattern[str], beginnings: tuple[str, ...], text: str) -> Iterator[int]:
    """Yield where a pattern matches: found by what it can begin with, which is faster than a search."""
    for beginning in beginnings:
        at = text.find(beginning)
        while at >= 0:
            if pattern.match(text, at):
                yield at
            at = text.find(beginning, at + 1)


class Statement(NamedTuple):
    """A sentence, or the title, with the study it speaks of and the part of the document it stands in."""

    study_id: str
    text: str
    lowered: str  # to look for a word before costlier patterns are tried
    section: str
    folded: Folded
    offset: int
    page: int | None
    place: int  # among the statements of the document

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the document."""
        return self.folded.span(self.offset + start, self.offset + end)

    @property
    def is_title(self) -> bool:
        """Whether this is the document's title."""
        return self.section == TITLE

    def has(self, *words: str) -> bool:
        """Whether one of some words, or beginnings of words, in lower case, stands in the sentence."""
        return holds(self.lowered, words)

    def tells_of_others(self, at: int = 0) -> bool:
        """Whether the sentence speaks of other trials: those before, those to come."""
        others = _others(self.lowered)
        if not others:
            return False
        clause = max([self.text.rfind(mark, 0, at) for mark in _CLAUSE_MARKS])
        return max(others) >= clause


def matches_at(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what `finditer` does of a pattern that can match at some places only, in their order."""
    end = 0
    for start in starts:
        match = pattern.match(text, start) if start >= end else None
        if match:
            end = match.end()
            yield match


class Statements:
    """All statements of one study, joined: a word or phrase is looked for once in all of them."""

    def __init__(self, statements: list[Statement]) -> None:
        self._statements = statements
        self.lowered = "\n".join([statement.lowered for statement in statements])
        self._starts = [0, *accumulate([len(statement.lowered) + 1 for statement in statements])]
        self._number_starts: dict[int, list[int]] = {}  # by the place of their statement

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._statements)

    def holding(self, *words: str, pattern: re.Pattern[str] | None = None) -> list[Statement]:
        """Return those that hold one of some words, or beginnings of words, in lower case, or a pattern."""
        matches = pattern.finditer(self.lowered) if pattern else ()
        found = {bisect_right(self._starts, match.start()) - 1 for match in matches}
        for word in words:
            at = self.lowered.find(word)
            while at >= 0:
                place = bisect_right(self._starts, at) - 1
                found.add(place)
                at = self.lowered.find(word, self._starts[place + 1])
        return [self._statements[place] for place in sorted(found)]

    def parted(self, places: Iterable[int]) -> Iterator[tuple[Statement, list[int]]]:
        """Yield the statements in which places in all of them joined lie, each with the places in it."""
        for at, group in groupby(places, key=lambda place: bisect_right(self._starts, place) - 1):
            yield self._statements[at], [place - self._starts[at] for place in group]

    def at_counts(self, pattern: re.Pattern[str], statement: Statement) -> Iterator[re.Match[str]]:
        """Yield what `finditer` does of a pattern that starts with a number, tried where one can start."""
        starts = self._number_starts.get(statement.place)
        if starts is None:
            starts = self._number_starts[statement.place] = number_starts(statement.lowered)
        return matches_at(pattern, statement.text, starts)

    @cached_property
    def _text(self) -> str:
        return "\n".join([statement.text for statement in self._statements])

    def phrases(self, vocabulary: str) -> list[tuple[Statement, list[Phrase]]]:
        """Return the phrases of a vocabulary, by the statement they stand in."""
        starts = self._starts  # a text is as long as its lower case
        found: dict[int, list[Phrase]] = {}
        for phrase in lexicon(vocabulary).find(self._text):
            place = bisect_right(starts, phrase.start) - 1
            begin = starts[place]
            moved = phrase._replace(start=phrase.start - begin, end=phrase.end - begin)
            found.setdefault(place, []).append(moved)
        return [(self._statements[place], phrases) for place, phrases in found.items()]


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
    """Return what `statement.text[start:end]` states of its study."""
    entry = _fields()[endpoint]
    return Observation(
        study_id=statement.study_id,
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


def statements_by_study(document: Document, studies: tuple[StudyKey, ...]) -> list[Statements]:
    """Return the statements of each study: its own document's, or those that cite it alone."""
    own = next((study.study_id for study in studies if study.ref_no is None), None)
    by_number = {study.ref_no: study.study_id for study in studies if study.ref_no is not None}
    if not by_number:  # whatever is cited, all is told of the document's own study
        all_of_own = _statements(document, own) if own else []
        return [Statements(all_of_own)] if all_of_own else []
    found: dict[str, list[Statement]] = {}
    for statement in _statements(document, own or ""):
        numbers = {number for citation in find_citations(statement.text) for number in citation.numbers}
        cited = by_number.get(numbers.pop()) if len(numbers) == 1 else None
        study_id = cited or (own if not numbers or not by_number else None)
        if study_id is not None:
            mine = statement if study_id == own else statement._replace(study_id=study_id)
            found.setdefault(study_id, []).append(mine)
    return [Statements(statements) for statements in found.values()]


def _statements(document: Document, study_id: str) -> list[Statement]:
    titles = [block for block in document.blocks if block.kind is BlockKind.TITLE]
    return [_title(document, block, study_id) for block in titles[:1]] + [
        Statement(study_id, text, lowered, section, folded, offset, page, place)
        for place, (text, section, _, _, page, folded, offset, lowered) in enumerate(
            split_sentences(document)
        )
        if section not in _UNREAD
    ]


def _title(document: Document, block: Block, study_id: str) -> Statement:
    folded = fold_spans(document.text, block.spans)
    return Statement(study_id, folded.text, lower(folded.text), TITLE, folded, 0, block.page, -1)
