"""Which format a file is in: by its first bytes, then by its media type, then by its suffix."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from extractors.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

READABLE = "PDF, JATS XML, HTML, Markdown and plain text can be read"

# A long comment or doctype may stand before an XML file's root.
_HEAD_BYTES = 65_536
# Binary data shows itself at once.
_SAMPLE_BYTES = 8_192
_SUFFIXES = {
    ".pdf": "pdf",
    ".xml": "jats",
    ".nxml": "jats",
    ".jats": "jats",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}
_MEDIA_TYPES = {
    "application/pdf": "pdf",
    "application/jats+xml": "jats",
    "application/xml": "jats",
    "text/xml": "jats",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/plain": "text",
}
# First bytes of what people drop beside papers, so that the message can name it.
_UNREADABLE = {
    b"PK\x03\x04": "a Word, Excel or zip file; save it as PDF, or unpack it",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file; save it as PDF",
    b"{\\rtf": "a rich text file; save it as PDF or plain text",
    b"\x1f\x8b": "a gzip file; unpack it",
    b"7z\xbc\xaf": "a 7-Zip file; unpack it",
    b"\x89PNG": "an image; only documents with text can be read",
    b"\xff\xd8\xff": "an image; only documents with text can be read",
    b"GIF8": "an image; only documents with text can be read",
    b"II*\x00": "an image; only documents with text can be read",
    b"MM\x00*": "an image; only documents with text can be read",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"%!PS": "a PostScript file; convert it to PDF",
}
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROL = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"})
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_HTML_DOCTYPE = re.compile(r"<!doctype\s+html", re.IGNORECASE)
# JATS itself, and what PubMed Central and OAI servers wrap it in.
_JATS_ROOTS = {"article", "sub-article", "pmc-articleset", "oai-pmh"}
# Roots that a saved page or a fragment of one starts with.
_HTML_ROOTS = {
    "html",
    "head",
    "body",
    "meta",
    "title",
    "main",
    "section",
    "div",
    "table",
    "h1",
    "h2",
    "h3",
    "p",
    "span",
    "b",
}
# Formats that a file shows by itself; one that it does not is believed of its name.
_TOLD_BY_CONTENT = {"pdf", "jats", "html", "markdown", "text"}
_DELIMITER_ROW = re.compile(r"^ {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?\r?$", re.MULTILINE)


def read_head(path: Path) -> bytes:
    """Return the first bytes of a file, all of most texts."""
    with path.open("rb", buffering=0) as file:
        return file.read(_HEAD_BYTES)


def find_format(path: Path, media_type: str | None = None, head: bytes | None = None) -> str:
    """Return the reader for a file: `pdf`, `jats`, `html`, `markdown` or `text`.

    Args:
        path: the file.
        media_type: what it is said to be.
        head: what `read_head` gave, if it is read already.

    Raises:
        ReadError: no reader knows what the file holds.
    """
    if head is None:
        head = read_head(path)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(tuple(_UNREADABLE)):
        what = next(what for magic, what in _UNREADABLE.items() if head.startswith(magic))
        raise ReadError(f"{path}: this is {what}. {READABLE}")
    text = _decoded(head)
    if text is None:
        raise ReadError(f"{path}: this is no text, and no PDF. {READABLE}")
    declared = _MEDIA_TYPES.get((media_type or "").split(";")[0].strip().lower()) or format_of_name(path)
    return _markup_format(text, path) or _declared_format(text, declared)


def format_of_name(path: Path) -> str | None:
    """Return the format a file's suffix stands for, None if for none."""
    return _SUFFIXES.get(path.suffix.lower())


def _decoded(head: bytes) -> str | None:
    """Return the first bytes as text good enough to find a root element in; None for binary data."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS.items() if head.startswith(mark)), None)
    if encoding:
        return head.decode(encoding, "replace")
    # UTF-16 without its mark: every other byte of "<?xml" or "<html" is zero.
    if head[:1] == b"<" and head[1:2] == b"\x00":
        return head.decode("utf-16-le", "replace")
    if head[:2] == b"\x00<":
        return head.decode("utf-16-be", "replace")
    sample = head[:_SAMPLE_BYTES]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return None if control * 100 > len(sample) else head.decode("latin-1")


def _markup_format(text: str, path: Path) -> str | None:
    """Return `jats` or `html` by the root element, None for text that has none."""
    text = text.removeprefix("ï»¿")
    if _HTML_DOCTYPE.match(text.lstrip()):
        return "html"
    at, prolog = 0, 0
    while match := _PROLOG.match(text, at):
        prolog += match[0].startswith("<")
        at = match.end()
    root = _ELEMENT.match(text, at)
    if root is None:
        return None
    name = root[1].lower()
    if name in _JATS_ROOTS:
        # HTML has an <article> too, with none of the attributes or children of a JATS one.
        return "jats" if _is_jats(text[at:], prolog=bool(prolog)) else "html"
    if name in _HTML_ROOTS:
        return "html"
    if prolog and text.lstrip().lower().startswith("<?xml"):
        raise ReadError(f"{path}: XML with the root <{root[1]}>, not a JATS <article>. {READABLE}")
    return None


def _is_jats(text: str, *, prolog: bool) -> bool:
    return prolog or any(
        name in text for name in ("<front", "article-type=", "<body", "dtd-version", "<metadata")
    )


def _declared_format(text: str, declared: str | None) -> str:
    """Return the reader of a file that starts with no root element we know."""
    # A damaged file is for its own reader to refuse; read as plain text, its markup would look like facts.
    if declared == "pdf" and "endobj" in text:
        return "pdf"
    if declared in ("jats", "html") and (text.lstrip().startswith("<") or _ELEMENT.search(text)):
        return declared
    if text.lstrip().startswith("<?xml"):
        return "jats"
    if declared and declared not in _TOLD_BY_CONTENT:
        return declared
    return "markdown" if declared == "markdown" or ("|" in text and _DELIMITER_ROW.search(text)) else "text"
