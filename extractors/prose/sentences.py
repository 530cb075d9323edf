"""Paragraphs -> sentences, each knowing where its characters stand in the document."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from extractors.document import Block, BlockKind, Document, Span
from extractors.prose.frames import frames_of
from extractors.prose.lexicon import lower
from extractors.readers.prose_signs import section_of
from extractors.text import Folded, fold_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

# A full stop ends a sentence before a blank and a capital, a digit or a bracket; where sections were run
# together the blank is missing and only a capitalised word tells ("lineages.Body").
_END_AFTER = (
    r"[\"'\u201d\u2019)\]]*(?P<cited>\s?\[\d[\d,\s\u2013-]*\]\.?)?"
    r"(?:\s+(?=[\"'(\[\u201c]?(?:[A-Z0-9\u2265]|[a-z]{1,2}[A-Z]{2}))"
    r"|(?<=[a-z)%]\.)(?=(?:[A-Z][a-z]+|[A-Z]{2,5}\s(?:was|were|rates?))\s))"
)
_END, _FULL_STOP = re.compile(r"[.!?]" + _END_AFTER), re.compile(r"\." + _END_AFTER)
_UNFINISHED = re.compile(
    r"(?:\b(?:vs|v|e\.g|i\.e|eg|ie|al|cf|Fig|Figs|approx|resp|pts|ca|Dr|Prof|St|No|Nos|Gr|incl|excl|viz|Inc|Ltd|Co|spp|[Hh]em|[Hh]emat|[Nn]onhem|max|min|med|gr|vol)"
    r"|\b[A-Z]|\b[Pp]\s?=?\s?|\b\d)\.$"
)
# "in 12 pts. CRS occurred in 16"
_NAMES_WITH_VERB = re.compile(r"[A-Z][A-Za-z-]{1,7}\s(?:rates?\s)?(?:was|were|occurred|developed|had|did)\b")
_OFTEN_LAST = ("pts.", "resp.")
_LONG_UNFINISHED = ("Figs", "resp", "prox", "incl", "excl")  # the ends of those above of four letters or more
_FOUR = 4
# No sentence of a paper comes near it; what does is a list, or made to take forever: reading a sentence
# compares its numbers with each other.
_LONGEST_SENTENCE = 2_000


class Sentence(NamedTuple):
    """One sentence, folded; `section` is the code of the part of the document it stands in."""

    text: str
    section: str
    heading: str
    paragraph: int
    page: int | None
    folded: Folded
    offset: int
    lowered: str  # of the same length as `text`

    @property
    def frames(self) -> frozenset[str]:
        """What kind of sentence this is; found out for the sentences that may tell a result."""
        return frames_of(self.lowered)

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the document."""
        return self.folded.span(self.offset + start, self.offset + end)


_new_sentence = partial(tuple.__new__, Sentence)  # half the time of calling the class


def split_sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of the document's paragraphs, in reading order."""
    yield from _sentences(document.text, document.blocks)


@lru_cache(maxsize=4)  # study fields, prose and subgroups read the same sentences
def _sentences(text: str, blocks: tuple[Block, ...]) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    section = ""
    for number, block in enumerate(blocks):
        known = section_of(block.section) if block.section else None
        section = section if known is None else known
        if block.kind is BlockKind.PARAGRAPH:
            sentences += _block_sentences(text, block, section, number)
    return tuple(sentences)


def _block_sentences(printed: str, block: Block, section: str, number: int) -> list[Sentence]:
    folded = fold_spans(printed, block.spans)
    text, heading, page = folded.text, block.section, block.page
    return [
        _new_sentence((part := text[start:end], section, heading, number, page, folded, start, lower(part)))
        for start, end in sentence_bounds(text)
    ]


def sentence_bounds(text: str) -> list[tuple[int, int]]:
    """Start and end of every sentence of one folded paragraph; one without end is parted."""
    start = 0
    bounds: list[tuple[int, int]] = []
    # A pattern that begins with one character is searched three times as fast.
    for match in (_END if "!" in text or "?" in text else _FULL_STOP).finditer(text):
        if _is_end(text, start, match):
            bounds.append((start, match.start() + len(match[0].rstrip())))
            start = match.end()
    if start < len(text):
        bounds.append((start, len(text)))
    if len(text) <= _LONGEST_SENTENCE:
        return bounds
    return [part for start, end in bounds for part in _parted(text, start, end)]


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, in parts that end at a semicolon, a comma or a blank if it is too long for one."""
    while end - start > _LONGEST_SENTENCE:
        latest, earliest = start + _LONGEST_SENTENCE, start + _LONGEST_SENTENCE // 2
        breaks = (text.rfind(mark, earliest, latest) + len(mark) for mark in ("; ", ", ", " "))
        stop = next((at for at in breaks if at > earliest), latest)
        yield start, start + len(text[start:stop].rstrip())
        start = stop
    yield start, end


def _is_end(text: str, start: int, match: re.Match[str]) -> bool:
    at = match.start()
    if text[at] != "." or text[at - 1] in ")%":
        return True
    if at > _FOUR and (last := text[at - _FOUR : at]).isalpha() and last not in _LONG_UNFINISHED:
        return True
    head = text[max(start, at - 8) : at + 1]
    if not _UNFINISHED.search(head):
        return True
    # "in arm B. The" and "grade 3. One" end, "vs. 44" and "J. Smith" do not.
    following = text[match.end() : match.end() + 4]
    if head.endswith(_OFTEN_LAST):
        # A sentence ends: "in 51% of pts. Discontinuation", "in 5 pts. 12 pts".
        opens = following[:1].isdigit() or (following[:1].isupper() and following[1:2].islower())
        return opens or _NAMES_WITH_VERB.match(text, match.end()) is not None
    return head[-2:-1].isdigit() or (head[-2:-1].isupper() and following[:1].isupper() and _ends_name(head))


def _ends_name(head: str) -> bool:
    """Whether a single capital before a full stop is a label ("arm B.") and no initial ("J. Smith")."""
    return bool(
        re.search(
            r"\b(?:arm|group|cohort|regimen|part|stage|type|class)\s[A-Z]\.$|(?:\+|and|or|with|for|vs|versus)\s[A-Z]\.$|/[A-Z]\.$",
            head,
            re.IGNORECASE,
        )
    )
