"""The text of a web page: headings, paragraphs, lists, tables with captions and notes, references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.document import BlockKind
from extractors.readers.html_main import names_of
from extractors.readers.inline import InlineText, line_handlers, squeeze, texts_of
from extractors.readers.markup_tables import grid_of
from extractors.readers.prose_signs import is_abbreviation_list, is_note, is_prose, section_of
from extractors.readers.text_tables import caption_label, is_figure_caption, is_table_caption
from extractors.readers.writer import DocumentWriter

if TYPE_CHECKING:
    from lxml.etree import _Element

    from extractors.readers.grid import Grid, GridRow

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = (
    *_HEADINGS,
    *("address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
    *("figcaption", "figure", "header", "hgroup", "hr", "li", "main", "ol", "p", "pre", "section"),
    *("summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption"),
)
_HANDLERS = line_handlers(floats=(), in_place=_BLOCKS)
_LONGEST_CAPTION = 600
_NOTE_BLOCKS = {"p", "div", "ul", "ol", "dl", "section", "footer"}
_NOTE_NAMES = re.compile(r"foot|note|legend|\bfn\b|tfn", re.IGNORECASE)
_BYLINE_BLOCKS = {"p", "div", "ul", "ol", "section"}
_BYLINE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:authors?|affiliations?|byline|contributors?|contrib)(?:$|[\s_-])", re.IGNORECASE
)
_LONGEST_BYLINE = 5_000
_REFERENCE_NAMES = re.compile(r"\b(?:references?|bibliography|ref-?list|citations?)\b", re.IGNORECASE)
_REFERENCE_LINK = re.compile(r"#[\w.-]*?(?:bib|ref|cit|cr|[rb])[\w.-]*\d", re.IGNORECASE)
_LONGEST_RUN_IN = 80
# A table with a longer cell lays out a page.
_LONGEST_CELL = 1_500


class PageReader:
    """Writes the parts of a page one after the other."""

    def __init__(self) -> None:
        self.writer = DocumentWriter()
        self._references: frozenset[str] = frozenset()
        self._title: str | None = None
        self._written: set[_Element] = set()  # blocks written with the table before them

    def read_page(self, main: _Element, title: str | None) -> None:
        """Write a page.

        Args:
            main: the element that holds its text.
            title: what its head calls it; written before the text unless its first heading says it.
        """
        links = (link.get("href") or "" for link in main.iter("a"))
        self._references = frozenset(link[1:] for link in links if _REFERENCE_LINK.fullmatch(link))
        first = next(main.iter("h1"), None)
        heading = "" if first is None else self._words(first)
        if title and not (heading and heading in title):
            self.writer.block(BlockKind.TITLE, title)
        self._title = heading
        self._parts(main)

    def _words(self, element: _Element) -> str:
        line = InlineText(references=self._references)
        line.add(element)
        return line.text()

    def _parts(self, element: _Element) -> None:
        """Write what an element holds; the words between its blocks are paragraphs."""
        line = InlineText(_HANDLERS, self._references)
        line.add(element)
        for paragraphs, block in line.interruptions:
            self._paragraphs(paragraphs)
            self._block(block)
        self._paragraphs(line.paragraphs())

    def _paragraphs(self, texts: list[str]) -> None:
        for text in texts:
            section = section_of(self.writer.section)
            if section == "references":
                self.writer.block(BlockKind.REFERENCE, text)
            elif section == "abbreviations" and not is_prose(text):
                self.writer.block(BlockKind.FOOTNOTE, text)
            elif is_figure_caption(text):
                self.writer.block(BlockKind.CAPTION, text)
            else:
                self.writer.prose(text)

    def _block(self, element: _Element) -> None:
        tag = element.tag
        if element in self._written:
            return
        if tag in _HEADINGS:
            self._heading(self._words(element))
        elif tag == "table":
            self._table(element)
        elif self._is_byline(element):
            self.writer.block(BlockKind.FURNITURE, squeeze(" ".join(texts_of(element))))
        elif tag in ("figcaption", "caption"):
            self.writer.block(BlockKind.CAPTION, self._words(element))
        elif tag == "ol" and self._lists_references(element):
            self._reference_list(element)
        elif tag in ("p", "div") and self._is_run_in_heading(element):
            self._heading(self._words(element))
        else:
            self._parts(element)

    def _heading(self, text: str) -> None:
        if text and text == self._title:
            self.writer.block(BlockKind.TITLE, text)
            self._title = None
        else:
            self.writer.heading(text)

    def _is_run_in_heading(self, element: _Element) -> bool:
        """Whether a paragraph is nothing but a few words in bold."""
        if (element.text or "").strip() or len(element) != 1 or element[0].tag not in ("b", "strong"):
            return False
        text = self._words(element)
        return not (element[0].tail or "").strip() and len(text) < _LONGEST_RUN_IN and not text.endswith(".")

    def _is_byline(self, element: _Element) -> bool:
        """Whether a block names the authors or where they work: the numbers raised in it are no citations."""
        named = element.tag in _BYLINE_BLOCKS and _BYLINE_NAMES.search(names_of(element))
        return bool(named) and sum(map(len, texts_of(element))) < _LONGEST_BYLINE

    def _lists_references(self, element: _Element) -> bool:
        around = (element, element.getparent())
        named = any(part is not None and _REFERENCE_NAMES.search(names_of(part)) for part in around)
        return named or section_of(self.writer.section) == "references"

    def _reference_list(self, element: _Element) -> None:
        """Write references with the numbers that the page gives them."""
        for number, item in enumerate(element.iterchildren("li"), start=1):
            text = squeeze(" ".join(texts_of(item)))
            self.writer.block(BlockKind.REFERENCE, text if text[:1].isdigit() else f"{number}. {text}")

    def _table(self, table: _Element) -> None:
        """Write a table of data; of one that lays out a page, write what its cells hold."""
        grid = grid_of(table, self._references)
        if _is_layout(table, grid):
            for cell in table.iter("td", "th", "caption"):
                if next(cell.iterancestors("table"), None) is table:
                    self._parts(cell)
            return
        caption = self._caption(table)
        label = caption_label(caption) if is_table_caption(caption) else None
        grid, notes = _without_notes(grid)
        notes.extend(self._notes_after(table))
        self.writer.table(label, caption, [grid], notes)

    def _caption(self, table: _Element) -> str:
        """Return a table's caption: its own element, its figure's, or the paragraph before that is one."""
        own = table.find("caption")
        below = table.getnext()
        for element in (own, below if below is not None and below.tag == "figcaption" else None):
            if element is not None and (text := self._words(element)):
                self._written.add(element)
                return text.replace("\n", " ")
        return self.writer.take_back(lambda text: len(text) <= _LONGEST_CAPTION and is_table_caption(text))

    def _notes_after(self, table: _Element) -> list[str]:
        """Return the blocks right after a table, or after what wraps it, that are its footnotes."""
        for anchor in (table, table.getparent()):
            notes = []
            following = None if anchor is None else anchor.getnext()
            while following is not None and self._is_note(following):
                self._written.add(following)
                notes.append(self._words(following))
                following = following.getnext()
            if notes:
                return notes
        return []

    def _is_note(self, element: _Element) -> bool:
        """Whether a block after a table is a footnote of it: by its name, or by how it starts."""
        if element.tag not in _NOTE_BLOCKS:
            return False
        if _NOTE_NAMES.search(names_of(element)):
            return True
        text = self._words(element) if element.tag == "p" else ""
        return bool(text) and not is_table_caption(text) and (is_note(text) or is_abbreviation_list(text))


def _is_layout(table: _Element, grid: Grid) -> bool:
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return True
    if not any(len(row.texts) > 1 for row in grid.rows):
        return True
    return max((len(text) for row in grid.rows for text in row.texts), default=0) > _LONGEST_CELL


def _without_notes(grid: Grid) -> tuple[Grid, list[str]]:
    """Return a table without the rows at its end that are one long note across all columns."""
    rows = list(grid.rows)
    notes: list[str] = []
    width = max(map(_width, rows), default=1)
    while len(rows) > grid.header_rows + 1 and len(rows[-1].texts) == 1 and _width(rows[-1]) >= width > 1:
        notes.insert(0, rows.pop().texts[0])
    return grid._replace(rows=rows), notes


def _width(row: GridRow) -> int:
    return len(row.texts) if row.spans is None else sum(columns for _, columns in row.spans)
