"""Markdown with pipe tables -> Document: rendered as the page it stands for, and read as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from extractors.document import BlockKind, Document, Metadata
from extractors.errors import ReadError
from extractors.readers.html import parse_page
from extractors.readers.html_body import PageReader
from extractors.readers.html_main import main_part

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MEDIA_TYPE = "text/markdown"

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LINE = re.compile(r"^([A-Za-z_ -]+?)[ \t]*:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
_YEAR = re.compile(r"(?:19|20)\d\d")
# A word that was broken at the end of a line; other line ends only part words.
_BROKEN_WORD = re.compile(r"(?<=[a-z])[-‐][ \t]*\n[ \t]*(?=[a-z])")


def read_markdown(path: Path, source_id: str) -> Document:
    """Read a Markdown file.

    Raises:
        ReadError: the file holds no text, or no UTF-8.
    """
    text = _decoded(path)
    front = _FRONT_MATTER.match(text)
    metadata = _metadata(dict(_FRONT_LINE.findall(front[1])) if front else {})
    page = _rendered(text[front.end() :] if front else text)
    reader = PageReader()
    reader.read_page(main_part(parse_page(page, path)), metadata.title)
    document = reader.writer.finish(source_id, MEDIA_TYPE, metadata)
    if not any(block.kind is not BlockKind.TITLE for block in document.blocks) and not document.tables:
        raise ReadError(f"{path}: the file holds no text; give the document itself")
    return document


def _decoded(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\0", "")


def _rendered(text: str) -> str:
    """Return Markdown as HTML; a line's end stays one, so that a slash or hyphen before it can join."""
    renderer = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table")
    return f"<html><body>{renderer.render(_BROKEN_WORD.sub('', text))}</body></html>"


def _metadata(lines: Mapping[str, str]) -> Metadata:
    """Return what the lines of a front matter say."""
    said = {name.strip().lower(): value.strip("\"'") for name, value in lines.items()}
    year = _YEAR.search(said.get("meeting_year") or said.get("year") or "")
    return Metadata(
        title=said.get("title"),
        citation=said.get("citation"),
        doi=said.get("doi"),
        license=said.get("license") or said.get("licence"),
        conference=said.get("conference"),
        meeting_year=int(year[0]) if year else None,
    )
