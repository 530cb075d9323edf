"""Readers take a path: a file of what a test says is in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractors.readers import read

if TYPE_CHECKING:
    from extractors.document import BlockKind, Document, Table

FileOf = Callable[..., Path]


@pytest.fixture
def file_of(tmp_path: Path) -> FileOf:
    def write(content: str | bytes, name: str = "source") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def document_of(file_of: FileOf) -> Callable[..., Document]:
    return lambda content, name="source": read(file_of(content, name), "source")


@pytest.fixture
def words() -> Callable[..., list[str]]:
    """The texts of a document's blocks, of one kind if said."""

    def of(document: Document, kind: BlockKind | None = None) -> list[str]:
        return [
            " ".join(document.text[slice(*span)] for span in block.spans)
            for block in document.blocks
            if kind in (None, block.kind)
        ]

    return of


@pytest.fixture
def cells() -> Callable[..., list[list[str]]]:
    """The rows of a table as texts, each cell where it starts."""

    def of(document: Document, table: Table) -> list[list[str]]:
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(document.text[slice(*cell.span)])
        return list(rows.values())

    return of
