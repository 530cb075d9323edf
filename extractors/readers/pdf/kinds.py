"""What a paragraph is: title, heading, running text, caption, reference, address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from extractors.document import BlockKind
from extractors.readers.pdf.paragraphs import is_bold
from extractors.readers.prose_signs import (
    ends_sentence,
    is_heading_like,
    is_note,
    is_prose,
    section_of,
)
from extractors.readers.text_tables import is_figure_caption, is_table_caption
from extractors.text import fold
from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.readers.pdf.paragraphs import Paragraph

_EMAIL = re.compile(r"\S+@\S+\.\w{2,}")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_FIGURE = re.compile(r"fig(?:ure|\.)?\s*\d*[A-Za-z]?\.?", re.IGNORECASE)
_TITLE_PART = 0.65  # of the first page's height: the title stands in it
_FEWEST_TITLE_WORDS = 4
_SHORTEST_TEXT = 300
_ENOUGH_TITLE_WORDS = 12
_MOST_HEADING_LINES = 3
_LARGER = 1.06
_SMALLER = 0.92
_CAPITALS = 0.6  # share of capitalised words in a list of names or institutions
_FEWEST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """What a paragraph is, and the section it stands in."""

    kind: BlockKind
    section: str = ""


def classify(paragraphs: Sequence[Paragraph], body_size: float, first_page_height: float) -> list[Kind]:
    """Return what each paragraph of a document is, in reading order."""
    title = _find_title(paragraphs, body_size, first_page_height)
    state = _State(body_size, in_front=title is not None)
    kinds: list[Kind] = []
    for at, paragraph in enumerate(paragraphs):
        if title is not None and at < title:
            kinds.append(Kind(BlockKind.FURNITURE))
        elif at == title:
            kinds.append(Kind(BlockKind.TITLE))
        else:
            kinds.append(state.next(paragraph, paragraphs[at + 1] if at + 1 < len(paragraphs) else None))
    return kinds


def _find_title(paragraphs: Sequence[Paragraph], body_size: float, height: float) -> int | None:
    """Return which paragraph of the first page is the document's title."""
    best, title = 0.0, None
    for at, paragraph in enumerate(paragraphs):
        if paragraph.page != paragraphs[0].page or paragraph.lines[0].top > _TITLE_PART * height:
            break
        if _is_text(paragraph):
            break
        score = _title_score(paragraph, body_size)
        if score > best:
            best, title = score, at
    return title


def _is_text(paragraph: Paragraph) -> bool:
    """Whether a paragraph is running text: no title stands below it."""
    text = fold(paragraph.text)
    return len(text) > _SHORTEST_TEXT and is_prose(text) and not paragraph.bold


def _title_score(paragraph: Paragraph, body_size: float) -> float:
    text = fold(paragraph.text)
    words = _WORD.findall(text)
    stands_out = paragraph.size > _LARGER * body_size or paragraph.bold
    if not stands_out or len(words) < _FEWEST_TITLE_WORDS or is_table_caption(text) or section_of(text):
        return 0.0
    shouted = 0.7 if text.isupper() else 1.0
    weight = 1.1 if paragraph.bold else 1.0
    return paragraph.size * min(len(words), _ENOUGH_TITLE_WORDS) * shouted * weight


class _State:
    """What has been read so far of a document."""

    def __init__(self, body_size: float, *, in_front: bool) -> None:
        self._body_size = body_size
        self._in_front = in_front  # between the title and the text: names and addresses
        self._section = ""
        self._code: str | None = None
        self._passing = False

    def next(self, paragraph: Paragraph, following: Paragraph | None) -> Kind:
        """Return what a paragraph is, given those before it and the one after it."""
        text = fold(paragraph.text)
        if is_salutation(text):
            self._section, self._code, self._in_front = "", None, False
            return Kind(BlockKind.FURNITURE)
        if section_of(text.rstrip(":.")) or self._is_heading(paragraph, text, following):
            self._section = text.rstrip(":").strip()
            self._code = section_of(text.rstrip(":."))
            # Keywords and registration stand between title and text, each for one paragraph.
            self._passing = self._in_front and self._code == "back_matter"
            self._in_front = self._in_front and (self._code is None or self._passing)
            return Kind(BlockKind.HEADING, self._section)
        found = Kind(self._kind(paragraph, text), self._section)
        if found.kind is BlockKind.PARAGRAPH and is_prose(text):
            self._in_front = False
        if self._passing:
            self._passing, self._section, self._code = False, "", None
        return found

    def _kind(self, paragraph: Paragraph, text: str) -> BlockKind:
        if self._code == "references":
            return BlockKind.REFERENCE
        if self._code == "abbreviations" and not is_prose(text):
            return BlockKind.FOOTNOTE
        if _is_figure(text) or (is_table_caption(text) and len(paragraph.lines) > 1):
            return BlockKind.CAPTION
        names = (self._in_front or self._code == "back_matter") and is_list_of_names(text)
        if is_furniture(text) or (names and not is_prose(text)):
            return BlockKind.FURNITURE
        if paragraph.size < _SMALLER * self._body_size and is_note(text):
            return BlockKind.FOOTNOTE
        return BlockKind.PARAGRAPH

    def _is_heading(self, paragraph: Paragraph, text: str, following: Paragraph | None) -> bool:
        """Whether a paragraph is set as a heading: larger or bolder than the text, and short."""
        if len(paragraph.lines) > _MOST_HEADING_LINES or not is_heading_like(text) or is_furniture(text):
            return False
        if _is_figure(text) or is_table_caption(text) or following is None:
            return False
        larger = paragraph.size > _LARGER * self._body_size
        bolder = all(is_bold(line) for line in paragraph.lines) and not following.bold
        return (larger or bolder) and not (self._in_front and is_list_of_names(text) and not bolder)


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text)) or is_figure_caption(text)


def is_salutation(text: str) -> bool:
    """Whether text is what a letter starts with."""
    return text.lower().rstrip(",:. ") in _furniture_words()["salutation"]


def is_list_of_names(text: str) -> bool:
    """Whether text lists people or institutions: most of its words are capitalised."""
    words = _WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _FEWEST_NAMES and capitals >= _CAPITALS * len(words)


def is_furniture(text: str) -> bool:
    """Whether text is an imprint, an address or the like, by its own words."""
    lowered = text.lower().lstrip("*†‡§✉ ")
    words = _furniture_words()
    if any(_starts_with(lowered, alias) for alias in words["start"]) and not is_prose(text):
        return True
    if any(alias in lowered for alias in words["anywhere"]):
        return True
    addressed = any(alias in lowered for alias in words["affiliation"])
    return bool(_EMAIL.search(text)) or (addressed and is_list_of_names(text) and not _states(text))


def _states(text: str) -> bool:
    """Whether text is a sentence that only names many institutions."""
    return is_prose(text) and ends_sentence(text)


def _starts_with(text: str, alias: str) -> bool:
    return text.startswith(alias) and not text[len(alias) : len(alias) + 1].isalpha()


@cache
def _furniture_words() -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for entry in load("furniture"):
        words[entry.category] = (*words.get(entry.category, ()), *entry.aliases)
    return words
