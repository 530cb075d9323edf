"""Web pages: abstracts as societies and journals show them -> Document.

Parsed by lxml, which is here for JATS anyway: since libxml2 2.14 its tokenizer is that of HTML 5.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from extractors.document import BlockKind, Document
from extractors.errors import ReadError
from extractors.readers.encoding import decode_page
from extractors.readers.html_body import PageReader
from extractors.readers.html_front import page_metadata
from extractors.readers.html_main import main_part

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

MEDIA_TYPE = "text/html"

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# The parser compares each attribute of a tag with all others. A picture in a tag is long, but one attribute.
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
_MOST_ATTRIBUTES = 10_000
_FATAL = 3  # lxml's level of errors after which its parser stops


def read_html(path: Path, source_id: str) -> Document:
    """Read a saved web page.

    Raises:
        ReadError: the page cannot be parsed to its end, or holds no text.
    """
    text, undecoded = decode_page(path.read_bytes())
    root = parse_page(text, path)
    metadata = page_metadata(root)
    reader = PageReader()
    if undecoded:
        message = f"{undecoded} characters are in no encoding that the page declares; they read as \ufffd"
        reader.writer.finding("undecodable", "warning", message)
    reader.read_page(main_part(root), metadata.title)
    document = reader.writer.finish(source_id, MEDIA_TYPE, metadata)
    if not any(block.kind is not BlockKind.TITLE for block in document.blocks) and not document.tables:
        raise ReadError(
            f"{path}: the page holds no text; if a script builds it, save it from the browser, or as PDF"
        )
    return document


def parse_page(text: str, path: Path) -> _Element:
    """Return the root element of a page.

    Raises:
        ReadError: the parser's limits cut the page off, which would leave half a document.
    """
    if any(len(tag[0].split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise ReadError(f"{path}: a tag has more than {_MOST_ATTRIBUTES:,} attributes, which no page needs")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    data = _XML_DECLARATION.sub("", text).replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"{path}: the page cannot be parsed ({error}); save it again") from error
    fatal = next((entry for entry in parser.error_log if entry.level >= _FATAL), None)
    if root is None or fatal is not None:
        what = fatal.message.split(", use ")[0].strip() if fatal else "no elements"
        raise ReadError(f"{path}: the page cannot be parsed to its end ({what}); save it again, or as PDF")
    return root
