"""Plain text -> Document: its lines put together into paragraphs again, nothing of it changed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractors.document import Block, BlockKind, Document, Metadata, Span
from extractors.errors import ReadError
from extractors.readers.lines import find_style, is_hard_break, is_soft, split_lines
from extractors.readers.prose_signs import (
    ends_in_function_word,
    ends_sentence,
    inline_labels,
    is_heading_like,
    is_prose,
    section_of,
)
from extractors.readers.text_tables import find_table_regions, is_figure_caption
from extractors.text import fold, holds
from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from extractors.readers.lines import Line, LineStyle
    from extractors.readers.text_tables import Region

_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1C), 0x7F))
_LARGEST_CONTROL_SHARE = 0.001
_WIDE_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}\.\w{2,}")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;)\]]")
_ADDRESS_START = re.compile(r"(?:\d{1,2}|[*†‡§a-h])\s?(?=[A-Z])")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?", re.IGNORECASE)
_CONTINUATION = re.compile(r"[a-z\d(%≥≤<>±+]")
_FINITE_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had)\b")
_LONGEST_TITLE = 400
_LONGEST_HEADING = 160
_LONGEST_HEADING_LINES = 2
_NEAR_LINES = 5  # a column's width is judged by the lines next to a break


class _Piece(NamedTuple):
    """Lines that stand together, before it is known what they are."""

    span: Span
    text: str  # folded
    kind: BlockKind | None = None  # where the place alone tells
    section: str | None = None  # a heading's code in the vocabulary of sections


def read_text(path: Path, source_id: str) -> Document:
    """Read a plain text file in UTF-8.

    Raises:
        ReadError: it is no file, is empty, or is no UTF-8 text; the message says where.
    """
    try:
        content = path.read_bytes()
    except IsADirectoryError as error:
        raise ReadError(f"{path}: a directory; give the path of one document") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    return read_text_bytes(content, source_id, str(path))


def read_text_bytes(content: bytes, source_id: str, name: str = "") -> Document:
    """Read a plain text; `name` is what messages call it.

    Raises:
        ReadError: it is empty or no UTF-8 text; the message says where.
    """
    text = _decode(content, name or source_id)
    return read_text_string(text, source_id)


def read_text_string(text: str, source_id: str) -> Document:
    """Read a text already decoded: the document's text is this very string."""
    lines = split_lines(text)
    style = find_style(lines)
    regions = find_table_regions(text, lines, style)
    blocks = _blocks(text, lines, style, regions)
    title = next((block for block in blocks if block.kind is BlockKind.TITLE), None)
    return Document(
        source_id=source_id,
        media_type="text/plain",
        text=text,
        blocks=blocks,
        tables=tuple(region.table for region in regions if region.table),
        metadata=Metadata(
            title=fold(text[title.spans[0].start : title.spans[0].end]) if title else None,
            doi=_own_doi(text, blocks),
        ),
    )


def _decode(content: bytes, name: str) -> str:
    if not content.strip(b"\xef\xbb\xbf \t\r\n\f\v"):
        raise ReadError(f"{name}: the file is empty; fetch it again")
    if content.startswith(_WIDE_MARKS):
        raise ReadError(f"{name}: the text is UTF-16 or UTF-32; save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ReadError(
            f"{name}: byte {error.start} (0x{content[error.start]:02x}, line {line}) is not UTF-8; "
            "find out the file's encoding and save it as UTF-8"
        ) from error
    controls = len(content) - len(content.translate(None, _CONTROLS))
    if "\0" in text or controls > _LARGEST_CONTROL_SHARE * len(text) + 1:
        raise ReadError(f"{name}: binary data, no text; give the document itself")
    return text


def _own_doi(text: str, blocks: tuple[Block, ...]) -> str | None:
    """DOI of the text itself, which only its imprint gives: one in a sentence may be another's."""
    for block in blocks:
        if block.kind is BlockKind.FURNITURE:
            for span in block.spans:
                match = _DOI.search(text, span.start, span.end)
                if match:
                    return match[0]
    return None


def _blocks(
    text: str, lines: tuple[Line, ...], style: LineStyle, regions: tuple[Region, ...]
) -> tuple[Block, ...]:
    pieces = [piece for part in _pieces(text, lines, style, regions) for piece in _part_labels(text, part)]
    kinds = _classify(pieces)
    return _join(text, pieces, kinds)


def _pieces(
    text: str, lines: tuple[Line, ...], style: LineStyle, regions: tuple[Region, ...]
) -> Iterator[_Piece]:
    """Stretches of lines between hard breaks, tables given as caption and footnotes only."""
    at = 0
    for region in regions:
        yield from _line_pieces(text, lines[at : region.first], style)
        if region.caption:
            yield _piece(text, region.caption, BlockKind.CAPTION)
        for span in region.footnotes:
            yield _piece(text, span, BlockKind.FOOTNOTE)
        at = region.last
    yield from _line_pieces(text, lines[at:], style)


def _line_pieces(text: str, lines: tuple[Line, ...], style: LineStyle) -> Iterator[_Piece]:
    filled = tuple(line for line in lines if not line.is_blank)
    after_blank = {line.start for before, line in pairwise(lines) if before.is_blank}
    first = 0
    for at in range(1, len(filled) + 1):
        if at == len(filled) or filled[at].start in after_blank or _ends(filled, first, at, style):
            yield _piece(text, Span(filled[first].start, filled[at - 1].end))
            first = at


def _ends(lines: tuple[Line, ...], first: int, at: int, style: LineStyle) -> bool:
    """Whether the piece that starts with line `first` ends before line `at`."""
    line, after = lines[at - 1], lines[at]
    headed = section_of(line.text) or section_of(after.text)
    if (headed is not None and not is_soft(line, style)) or _is_salutation(line.text):
        return True
    width = max(len(other.text) for other in lines[max(0, at - _NEAR_LINES) : at + _NEAR_LINES])
    heading = (
        at - first <= _LONGEST_HEADING_LINES
        and after.text[0].isupper()
        and not any(other.ends_sentence or ends_in_function_word(other.text) for other in lines[first:at])
    )
    return is_hard_break(line, after, width, style, heading=heading)


def _is_salutation(text: str) -> bool:
    return text.lower().rstrip(",:. ") in _furniture_words()["salutation"]


def _piece(text: str, span: Span, kind: BlockKind | None = None) -> _Piece:
    return _Piece(span, fold(text[span.start : span.end]), kind)


def _part_labels(text: str, piece: _Piece) -> Iterator[_Piece]:
    """Part running text at its section labels ("METHODS: ..."); a label becomes a heading."""
    if piece.kind is not None:
        yield piece
        return
    code = section_of(piece.text)
    if code is not None:
        yield piece._replace(kind=BlockKind.HEADING, section=code)
        return
    raw = text[piece.span.start : piece.span.end]
    labels = inline_labels(raw)
    if not labels:
        yield piece
        return
    at = 0
    for start, end in labels:
        yield from _rest(text, piece, at, start)
        span = Span(piece.span.start + start, piece.span.start + end)
        yield _piece(text, span, BlockKind.HEADING)._replace(section=section_of(raw[start:end]))
        at = end
    yield from _rest(text, piece, at, len(raw))


def _rest(text: str, piece: _Piece, start: int, end: int) -> Iterator[_Piece]:
    """What stands in a piece between two labels."""
    begin, last = piece.span
    words = text[begin + start : begin + end]
    if words.strip():
        start += len(words) - len(words.lstrip())
        span = Span(begin + start, begin + start + len(words.strip()))
        if len(piece.text) == last - begin:  # folding has moved nothing
            yield _Piece(span, piece.text[start : start + span.end - span.start])
        else:
            yield _piece(text, span)


def _classify(pieces: list[_Piece]) -> list[BlockKind]:
    """What each piece is, judged by its own words, its place and what follows it."""
    kinds: list[BlockKind] = []
    section: str | None = None
    sentence_open = False
    in_address = False
    for at, piece in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        kind = piece.kind or _own_kind(piece, section, in_address=in_address)
        if kind is None and at == 0 and _is_title(piece, following):
            kind = BlockKind.TITLE
        headed = following is not None and section != "back_matter"
        if kind is None and headed and is_heading_like(piece.text) and not _goes_on(piece, following):
            # A heading cannot stand inside a sentence: there it is a running head.
            kind = BlockKind.FURNITURE if sentence_open and not _heads(following) else BlockKind.HEADING
        kind = kind or BlockKind.PARAGRAPH
        if kind is BlockKind.HEADING:
            section = piece.section
        if kind is BlockKind.PARAGRAPH:
            sentence_open = not ends_sentence(piece.text)
        in_address = kind is BlockKind.FURNITURE
        kinds.append(kind)
    return kinds


def _own_kind(piece: _Piece, section: str | None, *, in_address: bool) -> BlockKind | None:
    """What a piece is by its own words or by the section it stands in, None if they do not tell."""
    if section == "references":
        return BlockKind.REFERENCE
    if section == "abbreviations" and not is_prose(piece.text):
        return BlockKind.FOOTNOTE
    if is_figure_caption(piece.text):
        return BlockKind.CAPTION
    if _is_furniture(piece.text, in_address=in_address):
        return BlockKind.FURNITURE
    return None


def _is_furniture(text: str, *, in_address: bool) -> bool:
    lowered = text.lower()
    start = lowered.lstrip("*†‡§✉ ")
    words = _furniture_words()
    if _starts_with(start, words["start"] + words["salutation"]) and not is_prose(text):
        return True
    if holds(lowered, words["anywhere"]) or _PAGE_NUMBER.fullmatch(text):
        return True
    if ("@" in text and _EMAIL.search(text)) or (in_address and _is_name(text)):
        return True
    addressed = _ADDRESS_START.match(text) and holds(lowered, words["affiliation"])
    return bool(addressed) and not is_prose(text)


def _starts_with(text: str, aliases: tuple[str, ...]) -> bool:
    """Whether a text starts with one of some words, as a whole word."""
    return text.startswith(aliases) and any(
        text.startswith(alias) and not text[len(alias) : len(alias) + 1].isalpha() for alias in aliases
    )


def _is_name(text: str) -> bool:
    """Two to four capitalised words and nothing else: a person between lines of an address."""
    words = text.split()
    return 1 < len(words) <= 4 and all(word[0].isupper() and word.isalpha() for word in words)  # noqa: PLR2004


def _is_title(piece: _Piece, following: _Piece | None) -> bool:
    """The first piece, if it is one line or sentence above what is clearly something else."""
    if following is None or len(piece.text) > _LONGEST_TITLE:
        return False
    if following.text[0].islower() and not ends_sentence(piece.text):
        return False
    breaks = piece.text.rstrip(".").count(". ")
    stated = breaks > 1 or (breaks and _FINITE_VERB.search(piece.text))
    return not stated and not piece.text.endswith((",", "-"))


def _goes_on(piece: _Piece, following: _Piece | None) -> bool:
    """Whether the next piece carries on this one's sentence."""
    if following is None or following.kind is not None:
        return False
    return not ends_sentence(piece.text) and bool(re.match(r"[a-z(]", following.text))


def _heads(following: _Piece | None) -> bool:
    """Whether a piece can be what a heading stands over."""
    return following is not None and following.kind is None and is_prose(following.text)


@dataclass(slots=True)
class _OpenParagraph:
    """A paragraph that broke off before its sentence ended: its block, and the section around it."""

    block: int
    section: str


def _join(text: str, pieces: list[_Piece], kinds: list[BlockKind]) -> tuple[Block, ...]:
    """Blocks of the pieces; a sentence that other material interrupts goes on in the same block."""
    blocks: list[tuple[Block, list[Span]]] = []  # the spans of a block are complete only at the end
    section = ""
    pending: _OpenParagraph | None = None
    for piece, kind in zip(pieces, kinds, strict=True):
        if kind is BlockKind.PARAGRAPH and pending and _CONTINUATION.match(piece.text):
            blocks[pending.block][1].append(piece.span)
            section = pending.section
            if ends_sentence(piece.text):
                pending = None
            continue
        if kind is BlockKind.HEADING:
            if blocks and _carries_on(blocks[-1][0], piece, text):
                start = blocks.pop()[1][0].start
                piece = _piece(text, Span(start, piece.span.end))  # noqa: PLW2901 - one heading of two pieces
            section = piece.text.rstrip(":").strip()
        block = Block(kind, (piece.span,), "" if kind is BlockKind.TITLE else section)
        blocks.append((block, [piece.span]))
        if kind is BlockKind.PARAGRAPH and not ends_sentence(piece.text):
            pending = _OpenParagraph(len(blocks) - 1, section)
    return tuple(block._replace(spans=tuple(spans)) for block, spans in blocks)


def _carries_on(block: Block, piece: _Piece, text: str) -> bool:
    """Whether a heading is the next line of the heading above it."""
    start, end = block.spans[0]
    if block.kind is not BlockKind.HEADING or end - start > _LONGEST_HEADING:
        return False
    return piece.section is None and len(text[end : piece.span.start].splitlines()) == 1


@cache
def _furniture_words() -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for entry in load("furniture"):
        words[entry.category] = (*words.get(entry.category, ()), *entry.aliases)
    return words
