"""The body of a JATS article: sections, paragraphs, lists, tables wherever they stand, references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.document import BlockKind
from extractors.readers.inline import InlineText, line_handlers, squeeze, texts_of
from extractors.readers.jats_tables import write_table
from extractors.readers.jats_words import caption_text, note_text, words
from extractors.readers.prose_signs import section_of
from extractors.readers.writer import DocumentWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from lxml.etree import _Element

# Elements that a paragraph may hold and that are no part of its sentences. Tables and figures float:
# the sentence goes on after them. A list or quotation is read in its place.
_PARAGRAPH_HANDLERS = line_handlers(
    floats=(
        *("table-wrap", "table-wrap-group", "array", "fig", "fig-group", "supplementary-material"),
        *("boxed-text", "fn"),
    ),
    in_place=(
        *("list", "def-list", "disp-quote", "speech", "verse-group", "statement", "preformat"),
        *("ref-list", "p"),
    ),
)


_BLANK_BEFORE_MARK = re.compile(r" (?=[,.;:)\]])")
_LABEL = re.compile(r"^[\[(]?\s*(\w+)[.\])]*\s*")


class BodyReader:
    """Writes the parts of an article one after the other.

    Args:
        references: ids of the article's references.
    """

    def __init__(self, references: Collection[str]) -> None:
        self.writer = DocumentWriter()
        self.references = references
        self._in_abstract = False

    def words(self, element: _Element | None) -> str:
        """Return the text of an element on one line; '' if there is none."""
        return words(element, self.references)

    def line(self, kind: BlockKind, element: _Element | None) -> None:
        """Write an element as one block."""
        self.writer.block(kind, self.words(element))

    def furniture(self, element: _Element) -> None:
        """Write what is never read for facts, its parts set apart by blanks."""
        self.writer.block(BlockKind.FURNITURE, squeeze(" ".join(texts_of(element))))

    def abstract(self, element: _Element) -> None:
        """Write an abstract under its title; one that is a picture's or a contents list's is furniture."""
        if element.get("abstract-type") in ("graphical", "toc", "web-summary"):
            self.furniture(element)
            return
        outer, title = self.writer.section, element.find("title")
        self.writer.heading(self.words(title) or "Abstract")
        self._in_abstract = True
        for child in element:
            if child is not title:
                self.read(child)
        self._in_abstract = False
        self.writer.section = outer

    def read(self, element: _Element) -> None:
        """Write an element and all it holds."""
        handler = _HANDLERS.get(element.tag)
        if handler:
            handler(self, element)
        elif isinstance(element.tag, str):
            self._read_parts(element)

    def _read_parts(self, element: _Element) -> None:
        """Write the parts of an element that has no meaning of its own; loose text is a paragraph."""
        if not len(element) or (element.text or "").strip():
            self._paragraph(element)
            return
        for child in element:
            self.read(child)
            if child.tail and not child.tail.isspace():
                self.writer.block(BlockKind.PARAGRAPH, squeeze(child.tail))

    def _section(self, element: _Element) -> None:
        outer = self.writer.section
        self._read_parts(element)
        self.writer.section = outer

    def _heading(self, element: _Element) -> None:
        self.writer.heading(self.words(element))

    def _paragraph(self, element: _Element) -> None:
        """Write a paragraph and the lists in it in their place, then what floats in it."""
        if not len(element):
            self._paragraphs([squeeze(element.text or "")])
            return
        line = InlineText(_PARAGRAPH_HANDLERS, self.references)
        line.add(element)
        for paragraphs, interruption in line.interruptions:
            self._paragraphs(paragraphs)
            self.read(interruption)
        self._paragraphs(line.paragraphs())
        for part in line.left_out:
            self.read(part)

    def _paragraphs(self, texts: list[str]) -> None:
        for text in texts:
            if self._in_abstract:  # its sections are often only words in bold
                self.writer.prose(text)
            else:
                self.writer.block(BlockKind.PARAGRAPH, text)

    def _definitions(self, element: _Element) -> None:
        """Write a list of terms, one a line: "AE: adverse event"."""
        self.writer.heading(self.words(element.find("title")))
        # A list of abbreviations is no prose: "CR: complete remission" states no remission.
        listed = section_of(self.writer.section) == "abbreviations"
        kind = BlockKind.FOOTNOTE if listed else BlockKind.PARAGRAPH
        for item in element.iterfind("def-item"):
            term, meaning = self.words(item.find("term")), self.words(item.find("def"))
            self.writer.block(kind, f"{term.rstrip(': ')}: {meaning}" if meaning else term)
        for inner in element.iterfind("def-list"):
            self._definitions(inner)

    def _caption(self, element: _Element) -> None:
        """Write the caption of a figure or of supplementary material, and the tables that hide in one."""
        self.writer.block(BlockKind.CAPTION, caption_text(element, self.references))
        for part in element.iterchildren("table-wrap", "table-wrap-group", "fig", "p"):
            self.read(part)

    def _footnote(self, element: _Element) -> None:
        self.writer.block(BlockKind.FOOTNOTE, note_text(element, self.references))

    def _reference_list(self, element: _Element) -> None:
        outer = self.writer.section
        self.writer.heading(self.words(element.find("title")) or "References")
        for part in element:
            if part.tag == "ref":
                self._reference(part)
            elif part.tag not in ("title", "label"):
                self.read(part)
        self.writer.section = outer

    def _reference(self, element: _Element) -> None:
        """Write a reference with its number: "2. Author A. Title. Journal. 2023;142:1"."""
        # Names and titles are elements with or without the blanks that print gives them.
        text = _BLANK_BEFORE_MARK.sub("", squeeze(" ".join(texts_of(element))))
        labelled = next(element.iterchildren("label"), None) is not None
        label = _LABEL.match(text) if labelled else None
        self.writer.block(BlockKind.REFERENCE, f"{label[1]}. {text[label.end() :]}" if label else text)

    def _table(self, element: _Element) -> None:
        write_table(element, self.writer, self.references)

    def _table_group(self, element: _Element) -> None:
        """Write tables that share a caption."""
        self.writer.block(BlockKind.CAPTION, caption_text(element, self.references))
        for part in element.iterchildren("table-wrap"):
            self.read(part)

    def _skip(self, element: _Element) -> None:
        """Leave out what has no words."""


_HANDLERS: dict[object, Callable[[BodyReader, _Element], None]] = {
    "sec": BodyReader._section,  # noqa: SLF001 -- its own table of methods
    "glossary": BodyReader._section,  # noqa: SLF001
    "app": BodyReader._section,  # noqa: SLF001
    "title": BodyReader._heading,  # noqa: SLF001
    "p": BodyReader._paragraph,  # noqa: SLF001
    "disp-formula": BodyReader._paragraph,  # noqa: SLF001
    "def-list": BodyReader._definitions,  # noqa: SLF001
    "table-wrap": BodyReader._table,  # noqa: SLF001
    "array": BodyReader._table,  # noqa: SLF001
    "table-wrap-group": BodyReader._table_group,  # noqa: SLF001
    "ref-list": BodyReader._reference_list,  # noqa: SLF001
    "fn": BodyReader._footnote,  # noqa: SLF001
    **dict.fromkeys(
        ("fig", "fig-group", "supplementary-material", "media"),
        BodyReader._caption,  # noqa: SLF001
    ),
    **dict.fromkeys(
        ("ack", "bio", "label", "sec-meta", "attrib", "permissions"),
        BodyReader.furniture,
    ),
    **dict.fromkeys(("graphic", "object-id", "alternatives"), BodyReader._skip),  # noqa: SLF001
}
