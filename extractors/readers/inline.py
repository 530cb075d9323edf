"""Words within a paragraph or cell of XML or HTML -> one line of text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from extractors.readers import raised
from extractors.readers.mathml import math_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from lxml.etree import _Element

    Handlers = Mapping[Any, Callable[["InlineText", Any], None]]

_BREAK = "\v"  # no XML document can hold one, and HTML has no use for it
_BREAKS = re.compile(r"(?P<joined>(?<=\S[-/‐]) ?\v[ \v]*)| ?\v[ \v]*")
# Three times as fast as `itertext`, and references are nothing but texts.
_TEXTS = etree.XPath("descendant::text()", smart_strings=False)
_EMPTY_LINE = re.compile(r"\v\s*\v")
_CITED = re.compile(r"[\s\[(]*\d{1,3}[a-z]?(?:[\s,;–‐−-]+\d{1,3}[a-z]?)*[\s\])]*")
_TEX_BODY = re.compile(r"\\begin\{document\}(.*)\\end\{document\}", re.DOTALL)
_MATHML = "{http://www.w3.org/1998/Math/MathML}math"

# Cross-references that lead to a note below a table or page.
_NOTE_TYPES = {"table-fn", "fn", "aff", "corresp", "author-notes"}
_LONGEST_CONTEXT = 12


class InlineText:
    """The text of one paragraph or cell, collected from its elements.

    Args:
        handlers: what to do with which element (`line_handlers`, `cell_handlers`); of the others,
            what they hold is added.
        references: ids of the references that a link can lead to.
        in_cell: the text is a table cell's, so that raised numbers are those of footnotes.

    Attributes:
        interruptions: the elements that interrupt the line, each with the paragraphs before it.
        left_out: the elements that are no part of the line and come after it.
    """

    __slots__ = (
        *("_bracketed", "_handlers", "_in_cell", "_pieces", "_references", "_scanned"),
        *("interruptions", "left_out"),
    )

    def __init__(
        self, handlers: Handlers | None = None, references: Collection[str] = (), *, in_cell: bool = False
    ) -> None:
        self._handlers = handlers or _LINE_HANDLERS
        self._pieces: list[str] = []
        self._references = references
        self._in_cell = in_cell
        self._scanned = 0
        self._bracketed = False
        self.left_out: list[_Element] = []
        self.interruptions: list[tuple[list[str], _Element]] = []

    def add(self, element: _Element) -> None:
        """Add what an element holds."""
        pieces, handlers = self._pieces, self._handlers
        if element.text:
            pieces.append(element.text)
        for child in element:
            handler = handlers.get(child.tag)
            if handler is not None:
                handler(self, child)
            elif len(child):
                self.add(child)
            elif child.text:
                pieces.append(child.text)
            if child.tail:
                pieces.append(child.tail)

    def text(self) -> str:
        """Return the line; indentation by no-break blanks stays, the blanks of the markup go."""
        return squeeze("".join(self._pieces))

    def paragraphs(self) -> list[str]:
        """Return the text in paragraphs; an empty line ends one."""
        text = "".join(self._pieces)
        return [squeeze(part) for part in _EMPTY_LINE.split(text)] if _BREAK in text else [squeeze(text)]

    def _interrupt(self, element: _Element) -> None:
        self.interruptions.append((self.paragraphs(), element))
        self._pieces.clear()
        self._scanned = 0

    def _leave_out(self, element: _Element) -> None:
        self.left_out.append(element)

    def _add_lines(self, element: _Element) -> None:
        self._pieces.append(_BREAK)
        self.add(element)
        self._pieces.append(_BREAK)

    def _add_break(self, _: _Element) -> None:
        self._pieces.append(_BREAK)

    def _skip(self, _: _Element) -> None:
        """Leave out what is no text."""

    def _add_entity(self, element: Any) -> None:  # noqa: ANN401 -- lxml has no public type for it
        self._pieces.append(html.unescape(element.text))

    def _add_math(self, element: _Element) -> None:
        self._pieces.append(math_text(element))

    def _add_tex(self, element: _Element) -> None:
        text = element.text or ""
        body = _TEX_BODY.search(text)
        self._pieces.append((body[1] if body else text).strip(" $"))

    def _add_alternative(self, element: _Element) -> None:
        """Add the alternative that is text: MathML before TeX before a picture."""
        children = [child for child in element if isinstance(child.tag, str)]
        chosen = next((child for child in children if child.tag == _MATHML), None)
        for child in [chosen] if chosen is not None else children[:1]:
            handler = self._handlers.get(child.tag)
            if handler:
                handler(self, child)
            else:
                self.add(child)

    def _add_sup(self, element: _Element) -> None:
        text = "".join(texts_of(element)) if len(element) else element.text or ""
        link = next(element.iter("xref", "a"), None) if len(element) else None
        if link is not None and self._cites(link) and _CITED.fullmatch(text):
            self._cite_raised(text)
        elif link is not None and link.get("ref-type") in _NOTE_TYPES:
            self._pieces.append(self._mark(text, element.tail))
        else:
            self._add_raised(element, text.strip())

    def _add_raised(self, element: _Element, text: str) -> None:
        kind = raised.kind_of(text, self._before(), element.tail or "", in_cell=self._in_cell)
        if kind == "citation":
            self._cite_raised(text)
        elif kind == "word":
            self.add(element)
        else:
            self._pieces.append(self._mark(text, element.tail) if kind == "mark" else raised.exponent(text))

    def _mark(self, text: str, tail: str | None) -> str:
        """Return a footnote mark; before the footnote itself, or a word, a blank comes after it."""
        mark = raised.mark(text)
        if not self._before().strip():
            return f"{mark.strip()} "
        return f"{mark} " if tail and tail[0].isalpha() else mark

    def _add_xref(self, element: _Element) -> None:
        text = "".join(texts_of(element)) if len(element) else element.text or ""
        if self._cites(element) and _CITED.fullmatch(text):
            if len(element) and element[0].tag == "sup" and not (element.text or "").strip():
                self._cite_raised(text)
            else:
                self._pieces.append(text if self._in_brackets(text) else raised.citation(text))
        elif element.get("ref-type") in _NOTE_TYPES:
            self._pieces.append(self._mark(text, element.tail))
        else:
            self.add(element)

    def _cites(self, link: _Element) -> bool:
        target = link.get("rid") or (link.get("href") or "").rpartition("#")[2]
        return link.get("ref-type") == "bibr" or target.split(" ")[0] in self._references

    def _cite_raised(self, text: str) -> None:
        """Add a raised citation: before the full stop, so that it stays in the sentence it belongs to."""
        if not text.strip():
            return
        before = self._before()
        mark = ""
        if before and before[-1] in ".,;:" and not before[-2:-1].isspace():
            self._pieces[-1] = self._pieces[-1][:-1]
            mark = before[-1]
        blank = "" if not before or before[-1] in " \n\t\u00a0([" else " "
        self._pieces.append(f"{blank}{raised.citation(text)}{mark}")

    def _before(self) -> str:
        """Return the end of the text so far; empty pieces are dropped from its end."""
        pieces = self._pieces
        while pieces and not pieces[-1]:
            pieces.pop()
        self._scanned = min(self._scanned, len(pieces))
        return "".join(pieces[-3:])[-_LONGEST_CONTEXT:]

    def _in_brackets(self, text: str) -> bool:
        """Whether a square bracket is open here, or the text brings its own."""
        for piece in self._pieces[self._scanned :]:
            opened, closed = piece.rfind("["), piece.rfind("]")
            if opened != closed:
                self._bracketed = opened > closed
        self._scanned = len(self._pieces)
        return self._bracketed or text.lstrip().startswith("[")


_LINE_HANDLERS: Handlers = {
    "sup": InlineText._add_sup,  # noqa: SLF001 -- its own table of methods
    "xref": InlineText._add_xref,  # noqa: SLF001
    "a": InlineText._add_xref,  # noqa: SLF001
    "break": InlineText._add_break,  # noqa: SLF001
    "br": InlineText._add_break,  # noqa: SLF001
    "tex-math": InlineText._add_tex,  # noqa: SLF001
    "alternatives": InlineText._add_alternative,  # noqa: SLF001
    _MATHML: InlineText._add_math,  # noqa: SLF001
    "math": InlineText._add_math,  # noqa: SLF001
    etree.Entity: InlineText._add_entity,  # noqa: SLF001
    **dict.fromkeys(
        (
            *(etree.Comment, etree.ProcessingInstruction),
            *("graphic", "inline-graphic", "media", "object-id", "script", "style", "noscript", "template"),
            *("button", "select", "svg", "iframe", "object", "input", "textarea"),
        ),
        InlineText._skip,  # noqa: SLF001
    ),
}


def line_handlers(floats: Collection[str], in_place: Collection[str]) -> Handlers:
    """Return what to do with the elements of a paragraph.

    Args:
        floats: elements that are no part of the line and come after it.
        in_place: elements that interrupt it.
    """
    return {
        **_LINE_HANDLERS,
        **dict.fromkeys(floats, InlineText._leave_out),  # noqa: SLF001 -- its own table of methods
        **dict.fromkeys(in_place, InlineText._interrupt),  # noqa: SLF001
    }


def cell_handlers(lines: Collection[str]) -> Handlers:
    """Return what to do with the elements of a table cell, of which `lines` stand on lines of their own."""
    return {**_LINE_HANDLERS, **dict.fromkeys(lines, InlineText._add_lines)}  # noqa: SLF001


def texts_of(element: _Element) -> list[str]:
    """Return the texts within an element, in order."""
    return cast("list[str]", _TEXTS(element))


def squeeze(text: str) -> str:
    """Return text with every run of blanks of the markup as one, and its breaks as line breaks."""
    # Replacing and splitting take a third of what a pattern does.
    text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    if "  " in text:
        text = " ".join(filter(None, text.split(" ")))
    if _BREAK in text:
        text = _BREAKS.sub(lambda match: "" if match["joined"] else "\n", text)
    return text.strip(" \n")
