"""Bytes -> Document: one module per format, found by what a file holds before what it is called."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from stat import S_ISREG
from typing import TYPE_CHECKING

from extractors.document import Document, ReaderFinding
from extractors.errors import ReadError
from extractors.readers.formats import find_format, format_of_name, read_head

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# What each format may hold at most. An abstract book of 200 MB is a PDF; marked-up or plain text of
# that size is a database dump, and reading it would only use up the memory of everything else.
LARGEST_BYTES = {
    "pdf": 200_000_000,
    "jats": 50_000_000,
    "html": 20_000_000,
    "markdown": 2_000_000,
    "text": 2_000_000,
}
_WITH_PAGES = {"pdf"}


def read(
    path: Path,
    source_id: str,
    media_type: str | None = None,
    on_page: Callable[[], None] = lambda: None,
) -> Document:
    """Read a source file of any supported format.

    Args:
        path: the file. What it holds decides its format, then `media_type`, then its suffix.
        source_id: what the document is called in the warehouse.
        media_type: what the sidecar says the file is, if it says so.
        on_page: called after each page of a format that has pages.

    Returns:
        The document, with a finding if the file is not what its suffix says.

    Raises:
        ReadError: the file is missing, empty, too large, damaged or of no format we read.
    """
    size = _size(path)
    head = read_head(path)
    name = find_format(path, media_type, head)
    if size > LARGEST_BYTES[name]:
        raise ReadError(
            f"{path}: {size / 1e6:,.0f} MB is too large for {name} "
            f"(at most {LARGEST_BYTES[name] / 1e6:,.0f} MB); split it into one file per abstract or article"
        )
    # Parsers of binary and marked-up formats are slow to import: only the one in use is loaded.
    module = import_module(f"extractors.readers.{name}")
    reader: Callable[..., Document] = getattr(module, f"read_{name}")
    document: Document
    try:
        if name == "text" and len(head) == size:  # all of it is read already
            document = module.read_text_bytes(head, source_id, str(path))
        else:
            document = reader(path, source_id, on_page) if name in _WITH_PAGES else reader(path, source_id)
    except RecursionError as error:  # real documents nest some 30 elements deep
        raise ReadError(f"{path}: its elements nest too deep for a document; check the file") from error
    named = format_of_name(path)
    # Pipe tables are Markdown whatever the suffix; a name without a known suffix promises nothing.
    if named in (None, name) or (named, name) == ("text", "markdown"):
        return document
    message = f"{path.name} is named like {named} and holds {name}: read as {name}"
    return replace(
        document, findings=(*document.findings, ReaderFinding("wrong_extension", "warning", message))
    )


def _size(path: Path) -> int:
    """Size in bytes of a file that can be read and holds something."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ReadError(f"{path}: no such file; give the path of one document") from error
    except OSError as error:
        raise ReadError(f"{path}: cannot be opened ({error.strerror}); check its permissions") from error
    if not S_ISREG(found.st_mode):
        raise ReadError(f"{path}: not a file; give the path of one document")
    if found.st_size == 0:
        raise ReadError(f"{path}: the file is empty; fetch it again")
    return found.st_size
