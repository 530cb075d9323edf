"""Which studies a document reports on.

A review names its studies in the heads of its tables and cites them where it tells their results;
any other document is a report of one study, its own. An article that compares itself with others
in a table is both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.citations import find_citations, first_authors
from extractors.document import Block, BlockKind, Document
from extractors.records import Extraction, StudyKey
from extractors.text import fold_spans, holds

if TYPE_CHECKING:
    from collections.abc import Iterator

_RESULT = re.compile(r"\d\s?%|\d\s(?:months|years|weeks|days)\b|\bnot (?:yet )?reached\b")
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_REVIEW = re.compile(
    r"\b(?:this|the|our|present) (?:\w+ )?(?:review|overview)\b|\bwe (?:here )?(?:review|summari[sz]e)\b"
    r"|\b(?:provide|give)s? an? (?:\w+ )?overview\b",
    re.IGNORECASE,
)
_REVIEW_WORDS = ("eview", "EVIEW", "verview", "VERVIEW", "ummari", "UMMARI")
_CITATION_AUTHOR = re.compile(r"(?P<author>[^\W\d_][\w'’-]+)(?:,| et al| [A-Z]{1,3}\b)")


def find_studies(document: Document, tables: Extraction) -> tuple[StudyKey, ...]:
    """Return the studies a document reports on, those of its tables first."""
    listed, itself = tables.studies, _reports_itself(document)
    reviews = any(study.ref_no is not None for study in listed) or (not listed and _is_review(document))
    # An article of its own cites the results of others as its background.
    cited = _cited_studies(document) if reviews and not itself else ()
    # in order of their first naming; a table knows a study better than a bare citation
    studies = {study.study_id: study for study in (*listed, *cited, *listed)}
    own = f"{document.source_id}/1"
    tabled = own not in studies and any(seen.study_id == own for seen in tables.observations)
    if studies and not itself and not tabled:
        return tuple(studies.values())
    return (*studies.values(), _own_study(document, "0" if own in studies else "1"))


def _is_review(document: Document) -> bool:
    """Whether a document without study tables says that it tells the results of others."""
    texts = (_folded(document, block) for block in _prose(document))
    return any(_REVIEW.search(text.lower()) for text in texts if holds(text, _REVIEW_WORDS))


def _reports_itself(document: Document) -> bool:
    """Whether a document has methods and results of its own."""
    sections = "\n".join([block.section for block in document.blocks]).casefold()
    return "method" in sections and "result" in sections


def _own_study(document: Document, number: str) -> StudyKey:
    match = _CITATION_AUTHOR.match(document.metadata.citation or "")
    author = match["author"] if match else None
    return StudyKey(f"{document.source_id}/{number}", None, author, author or document.source_id)


def _cited_studies(document: Document) -> Iterator[StudyKey]:
    """Studies cited for a result, told in the sentence of the citation or in those that lead up to it.

    A sentence that cites several studies tells of none.
    """
    authors = first_authors(document)
    for block in _prose(document):
        result_told = False
        for sentence in _SENTENCE_BREAK.split(_folded(document, block)):
            result_told = result_told or _RESULT.search(sentence) is not None
            cited = {number for citation in find_citations(sentence) for number in citation.numbers}
            if len(cited) == 1 and result_told:
                (number,) = cited
                label = f"{authors.get(number, '')} [{number}]".strip()
                yield StudyKey(f"{document.source_id}/{number}", number, authors.get(number), label)
            result_told = result_told and not cited


def _prose(document: Document) -> Iterator[Block]:
    return (block for block in document.blocks if block.kind is BlockKind.PARAGRAPH)


def _folded(document: Document, block: Block) -> str:
    return fold_spans(document.text, block.spans).text
