"""What of a PDF could not be read, or was read otherwise than its text layer says."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extractors.document import ReaderFinding
from extractors.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from extractors.readers.pdf.shapes import Page

_PICTURE_SHARE = 0.08  # of the page: smaller ones are logos and icons
_FEWEST_WORDS = 15  # a page with fewer, and a large picture, was scanned or is a figure
_FEW_UNREADABLE = 0.002
_MANY_UNREADABLE = 0.05
_ENOUGH_WORDS = 150
_COMMON_SHARE = 0.04
_COMMON_WORDS = "the of and in to with was were for a is by at or on from as no not than"
_COMMON = frozenset(_COMMON_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
_TABLE = re.compile(r"\bTables?\b")


def check_text_layer(path: Path, pages: Sequence[Page], failed: Sequence[int]) -> list[ReaderFinding]:
    """Return what is wrong with the text layer of a document.

    Raises:
        ReadError: it has none.
    """
    if not any(page.words or page.sideways for page in pages):
        raise ReadError(_no_text(path, pages))
    return [
        *_failed_pages(failed),
        *_picture_pages(pages),
        *_repairs(pages),
        *_unreadable(pages),
        *_foreign(pages),
        *_cut(pages),
    ]


def _no_text(path: Path, pages: Sequence[Page]) -> str:
    scanned = sum(bool(page.pictures) for page in pages)
    pictures = f"{scanned} of its {len(pages)} pages are pictures (scanned)"
    what = pictures if scanned else "its pages hold no text"
    return f"{path}: this PDF has no text layer, {what}; run it through OCR, or get the publisher's PDF"


def _failed_pages(failed: Sequence[int]) -> Iterator[ReaderFinding]:
    if failed:
        yield ReaderFinding("damaged_page", "error", f"{_pages(failed)} damaged and not read")


def _picture_pages(pages: Sequence[Page]) -> Iterator[ReaderFinding]:
    scanned = [page.number for page in pages if len(page.words) < _FEWEST_WORDS and large_pictures(page)]
    if scanned:
        yield ReaderFinding(
            "no_text_layer", "warning", f"{_pages(scanned)} only pictures: nothing on them is read"
        )


def large_pictures(page: Page) -> int:
    """Return how many pictures of a page are large enough to hold a table."""
    area = page.width * page.height
    return sum((box.x1 - box.x0) * (box.bottom - box.top) >= _PICTURE_SHARE * area for box in page.pictures)


def _repairs(pages: Sequence[Page]) -> Iterator[ReaderFinding]:
    count: Counter[str] = Counter()
    for page in pages:
        count.update(dict(page.repaired))
    if count:
        signs = ", ".join(f"{sign} ({times} times)" for sign, times in sorted(count.items()))
        yield ReaderFinding(
            "repaired_characters",
            "info",
            f"signs that stood in the text layer as other characters, read by their shape: {signs}",
        )


def _unreadable(pages: Sequence[Page]) -> Iterator[ReaderFinding]:
    letters = sum(len(word.text) for page in pages for word in page.words)
    unreadable = sum(word.text.count("\ufffd") for page in pages for word in page.words)
    if unreadable > _FEW_UNREADABLE * letters:
        severity = "error" if unreadable > _MANY_UNREADABLE * letters else "warning"
        share = f"{unreadable / letters:.1%}"
        yield ReaderFinding(
            "unreadable_characters",
            severity,
            f"{unreadable} characters ({share}) have no meaning in the text layer; they stand as \ufffd",
        )


def _foreign(pages: Sequence[Page]) -> Iterator[ReaderFinding]:
    """Give a finding for text without the commonest words: a scrambled text layer, or another language."""
    words = [match.lower() for page in pages for word in page.words for match in _WORD.findall(word.text)]
    common = sum(word in _COMMON for word in words)
    if len(words) >= _ENOUGH_WORDS and common < _COMMON_SHARE * len(words):
        yield ReaderFinding(
            "unreadable_text",
            "error",
            f"only {common} of {len(words)} words are common English ones: the text layer is scrambled, "
            "or the text is in another language",
        )


def _cut(pages: Sequence[Page]) -> Iterator[ReaderFinding]:
    cut = [page.number for page in pages if page.cut]
    if cut:
        yield ReaderFinding("page_too_large", "warning", f"{_pages(cut)} too full: not all of it is read")


def pictured_tables(pages: Sequence[Page], text: str, tables: int) -> Iterator[ReaderFinding]:
    """Give a finding for a text that speaks of a table, has none, and has pictures that may be one."""
    pictured = [page.number for page in pages if large_pictures(page)]
    if pictured and not tables and _TABLE.search(text):
        yield ReaderFinding(
            "unreadable_table",
            "warning",
            f"the text speaks of a table and its text layer holds none; {_pages(pictured, 'hold')} pictures",
        )


def _pages(numbers: Sequence[int], verb: str = "are") -> str:
    shown = ", ".join(map(str, numbers[:20])) + (", ..." if len(numbers) > 20 else "")  # noqa: PLR2004
    if len(numbers) == 1:
        return f"page {shown} {'is' if verb == 'are' else verb + 's'}"
    return f"pages {shown} {verb}"
