"""What a PDF says about itself: title, DOI, where it was published, at which meeting, its licence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.document import BlockKind, Metadata
from extractors.readers.licences import licence_name
from extractors.text import fold_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.document import Block

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)\]]")
_MEETING = re.compile(
    r"\b(?:annual (?:meeting|congress|conference)|congress|symposium|scientific sessions?)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CITATION = re.compile(
    r"(?:19|20)\d\d[^.]{0,12}?[\s(;:,]+\d+\s*(?:\(|:|;|,)|"
    r"\(\d{4}\)\s+\d+(?::\d+|[-–]\d+)|\d+ \((?:19|20)\d\d\) \d+"
)
_LICENCE = re.compile(r"https?://creativecommons\.org/\S+?(?=[\s),;]|$)", re.IGNORECASE)
_RIGHTS = re.compile(r"©|copyright|www\.", re.IGNORECASE)
_LONGEST = 200


def find_metadata(text: str, blocks: Sequence[Block]) -> Metadata:
    """Return what the blocks of a document say about it."""
    title = _first(text, blocks, BlockKind.TITLE)
    furniture = [fold_spans(text, block.spans).text for block in blocks if block.kind is BlockKind.FURNITURE]
    front = [
        fold_spans(text, block.spans).text
        for block in blocks
        if block.page == blocks[0].page and block.kind in (BlockKind.FURNITURE, BlockKind.HEADING)
    ]
    citation = next(
        (
            line
            for line in front
            if _CITATION.search(line) and not _RIGHTS.search(line) and len(line) <= _LONGEST
        ),
        None,
    )
    meeting = next((line for line in front if _MEETING.search(line) and len(line) <= _LONGEST), None)
    licence = _LICENCE.search(" ".join(fold_spans(text, block.spans).text for block in blocks))
    return Metadata(
        title=title,
        citation=citation,
        doi=next((match[0] for line in furniture if (match := _DOI.search(line))), None),
        license=licence_name(licence[0]) if licence else None,
        conference=meeting,
        meeting_year=_year(meeting, citation) if meeting else None,
    )


def _first(text: str, blocks: Sequence[Block], kind: BlockKind) -> str | None:
    return next((fold_spans(text, block.spans).text for block in blocks if block.kind is kind), None)


def _year(*lines: str | None) -> int | None:
    years = [match[0] for line in lines if line and (match := _YEAR.search(line))]
    return int(years[0]) if years else None
