"""Several abstracts in one document: a page of a conference book, a supplement.

Each has a title, then names and addresses, then sections that start over. An article whose own abstract
has sections too is one: no names stand between that abstract and the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from extractors.document import Block, BlockKind, Document, FlattenedTable
from extractors.readers.prose_signs import section_of
from extractors.records import Finding, Observation, PrintedCell, StudyDrug, UnexplainedNumber
from extractors.text import fold_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.document import Table
    from extractors.records import Extraction

_FIRST = frozenset({"background", "objective", "methods"})
_LAST = frozenset({"results", "conclusions"})
_NUMBER = re.compile(r"(?:abstract\s+)?#?[A-Z]{0,4}-?(?P<number>\d{1,5})\b[.:]?", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"\A(?:abstract\s+)?#?[A-Z]{0,4}-?(?P<number>\d{3,5})\b[.:]?\s+(?=[A-Z])")
_FEWEST_TITLE_WORDS = 4
_MOST_NAME_BLOCKS = 40
_Record = TypeVar("_Record", Observation, UnexplainedNumber, Finding, StudyDrug, PrintedCell)


@dataclass(frozen=True, slots=True)
class Abstract:
    """One abstract: the blocks and tables of it, in a document that keeps the text of all."""

    number: int  # as printed, or its place among the others
    document: Document


def split_abstracts(document: Document) -> tuple[Abstract, ...]:
    """Return the abstracts of a document; one, with all of it, if it is no collection."""
    if not _starts_over(document):
        return (Abstract(1, document),)
    blocks = sorted(document.blocks, key=lambda block: block.spans[0].start)
    starts = _title_places(document, blocks)
    if len(starts) < 2:  # noqa: PLR2004 -- a collection has two at least
        return (Abstract(1, document),)
    numbers = _numbers(document, blocks, starts)
    ends = [*starts[1:], len(blocks)]
    firsts = [0, *starts[1:]]
    return tuple(
        Abstract(number, _part(document, blocks[first:end], blocks[title]))
        for number, first, end, title in zip(numbers, firsts, ends, starts, strict=True)
    )


def numbered(extraction: Extraction, abstract: Abstract, source_id: str) -> Extraction:
    """Return what an abstract says, with its own study under its number."""
    own, study_id = f"{source_id}/1", f"{source_id}/{abstract.number}"

    def moved(records: tuple[_Record, ...]) -> tuple[_Record, ...]:
        return tuple(
            replace(record, study_id=study_id) if record.study_id == own else record for record in records
        )

    return replace(
        extraction,
        studies=tuple(
            replace(study, study_id=study_id, ref_no=abstract.number) if study.study_id == own else study
            for study in extraction.studies
        ),
        observations=moved(extraction.observations),
        unexplained=moved(extraction.unexplained),
        findings=moved(extraction.findings),
        study_drugs=moved(extraction.study_drugs),
        printed_cells=moved(extraction.printed_cells),
    )


def _starts_over(document: Document) -> bool:
    """Whether a first section stands behind a last one, as those of a second abstract do."""
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    headings.sort(key=lambda block: block.spans[0].start)
    finished = False
    for block in headings:
        code = _code(document, block)
        if finished and code in _FIRST:
            return True
        finished = finished or code in _LAST
    return False


def _title_places(document: Document, blocks: Sequence[Block]) -> list[int]:
    """Return which blocks are titles of abstracts: names follow, then sections that start over."""
    codes = [_code(document, block) for block in blocks]
    starts: list[int] = []
    finished = True
    for at, code in enumerate(codes):
        if code in _FIRST and finished:
            title = _title_before(document, blocks, codes, at)
            if title is not None:
                starts.append(title)
                finished = False
        finished = finished or code in _LAST
    return starts


def _code(document: Document, block: Block) -> str | None:
    if block.kind is not BlockKind.HEADING:
        return None
    return section_of(_text(document, block).rstrip(":. "))


def _title_before(
    document: Document, blocks: Sequence[Block], codes: Sequence[str | None], at: int
) -> int | None:
    """Return the title above the first section of an abstract, with names and addresses between."""
    names = 0
    for place in range(at - 1, max(-1, at - _MOST_NAME_BLOCKS), -1):
        block = blocks[place]
        if codes[place] == "abstract":
            continue
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            worded = len(_text(document, block).split()) >= _FEWEST_TITLE_WORDS
            return place if names and worded and codes[place] is None else None
        if block.kind is BlockKind.FURNITURE:
            names += 1
        elif not _NUMBER.fullmatch(_text(document, block)):
            return None
    return None


def _numbers(document: Document, blocks: Sequence[Block], starts: Sequence[int]) -> list[int]:
    """Return the printed numbers of abstracts if all have one and they differ, else their order."""
    printed = [_printed_number(document, blocks, start) for start in starts]
    numbers = [number for number in printed if number is not None]
    if len(set(numbers)) == len(starts):
        return numbers
    return list(range(1, len(starts) + 1))


def _printed_number(document: Document, blocks: Sequence[Block], title: int) -> int | None:
    own = _OWN_NUMBER.match(_text(document, blocks[title]))
    before = _NUMBER.fullmatch(_text(document, blocks[title - 1])) if title else None
    match = own or before
    return int(match["number"]) if match else None


def _part(document: Document, blocks: Sequence[Block], title: Block) -> Document:
    """Return a document of some blocks, with the tables that stand among them; the text stays whole."""
    start = min(span.start for block in blocks for span in block.spans)
    end = max(span.end for block in blocks for span in block.spans)
    words = _OWN_NUMBER.sub("", _text(document, title))
    return replace(
        document,
        blocks=tuple(block._replace(kind=BlockKind.TITLE) if block is title else block for block in blocks),
        tables=tuple(table for table in document.tables if start <= _place(table) < end),
        metadata=replace(document.metadata, title=words, citation=None),
    )


def _place(table: Table | FlattenedTable) -> int:
    if table.caption is not None:
        return table.caption.start
    if isinstance(table, FlattenedTable):
        return table.body.start
    return min((cell.span.start for cell in table.cells), default=-1)


def _text(document: Document, block: Block) -> str:
    return fold_spans(document.text, block.spans).text
