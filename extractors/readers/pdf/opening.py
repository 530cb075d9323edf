"""Opening a PDF: what is wrong with one that cannot be read, and what no document may exceed."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from extractors.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# An abstract book has a few thousand pages; a file beyond this is an archive, or was made to do harm.
MOST_PAGES = 5_000
# A page of small print has 15,000 characters.
MOST_GLYPHS_OF_PAGE = 100_000
MOST_GLYPHS = 30_000_000
MOST_OBJECTS_OF_PAGE = 60_000
MOST_SECONDS = 300.0

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_SECURITY = 5  # FPDF_ERR_SECURITY


class Deadline:
    """Time a document may take. Looked at between pages: no page may make the others wait forever."""

    def __init__(self, path: Path, seconds: float = MOST_SECONDS) -> None:
        self._path = path
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self, page: int) -> None:
        """Raise a ReadError if the time is over."""
        if time.monotonic() > self._end:
            raise ReadError(
                f"{self._path}: reading stopped at page {page} after {self._seconds:.0f} seconds; "
                "split the file, or print it to a new PDF"
            )


@contextmanager
def opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF.

    Raises:
        ReadError: the file is damaged, needs a password, has no page or far too many.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ReadError(_why_closed(path, error)) from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror}); check its permissions") from error
    try:
        _check_pages(path, len(document))
        yield document
    finally:
        document.close()


def _why_closed(path: Path, error: pypdfium2.PdfiumError) -> str:
    # A file that is only damaged may leave PDFium with the code of the file before it.
    encrypted = b"/Encrypt" in path.read_bytes()
    code = getattr(error, "err_code", None) if encrypted else None
    if code == _PASSWORD:
        return f"{path}: this PDF needs a password; save a copy without one"
    if code == _SECURITY:
        return f"{path}: this PDF is encrypted in a way that cannot be read; print it to a new PDF"
    return f"{path}: this PDF is damaged or cut off (its pages cannot be found); fetch it again"


def _check_pages(path: Path, pages: int) -> None:
    if pages == 0:
        raise ReadError(f"{path}: this PDF has no pages, or its page list is damaged; fetch it again")
    if pages > MOST_PAGES:
        raise ReadError(
            f"{path}: {pages:,} pages are too many (at most {MOST_PAGES:,}); "
            "split it into one file per abstract"
        )


def load_page(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage | None:
    """Return a page, None if it is damaged."""
    try:
        return document[index]
    except pypdfium2.PdfiumError:
        return None


def crop_origin(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Return left, bottom, width and height of what a viewer shows of a page, before it turns it."""
    left, bottom, right, top = page.get_bbox()
    return left, bottom, right - left, top - bottom


__all__ = [
    "MOST_GLYPHS",
    "MOST_GLYPHS_OF_PAGE",
    "MOST_OBJECTS_OF_PAGE",
    "Deadline",
    "crop_origin",
    "load_page",
    "opened",
    "raw",
]
