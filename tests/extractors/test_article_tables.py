"""Twelve real articles: of their tables' cells none is lost, results are typed, nothing is made up.

The articles are no part of the project; where they are not at hand, nothing is tested.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractors.extract import extract
from extractors.readers import read
from extractors.text import fold

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.records import Extraction, PrintedCell

ARTICLES = sorted((Path(__file__).parents[3] / "shared" / "gold" / "jats").glob("*.nxml"))
_SLOT = re.compile(r"\{\d+\.\w+(?:\.\w+)*\}")

pytestmark = pytest.mark.skipif(not ARTICLES, reason="the articles are not at hand")
each_article = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)


@cache
def extracted(path: Path) -> tuple[Document, Extraction]:
    document = read(path, path.stem)
    return document, extract(document)


def pattern_of(cell: PrintedCell) -> re.Pattern[str]:
    """What a template prints: its words, anything for its slots; blanks after commas may be added."""
    parts = re.split(r"(\{\d+\.\w+(?:\.\w+)*\})", cell.template)
    words = (".+?" if _SLOT.fullmatch(part) else re.escape(loose(unbraced(part))) for part in parts)
    return re.compile("".join(words))


def unbraced(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")


def loose(text: str) -> str:
    return re.sub(r"\s+|%", "", text)


@each_article
def test_every_cell_is_printed_again(path):
    document, extraction = extracted(path)
    printed: dict[tuple[str, int, int], list[PrintedCell]] = defaultdict(list)
    for cell in extraction.printed_cells:
        printed[cell.table_label, cell.row_no, cell.column_no].append(cell)
    lost = []
    for table in document.tables:
        for cell in table.cells:
            text = fold(document.text[slice(*cell.span)])
            if cell.row < table.header_rows or not text:
                continue
            found = printed[table.label, cell.row - table.header_rows + 1, cell.column]
            if len(found) != 1 or not pattern_of(found[0]).fullmatch(loose(text)):
                lost.append((table.label, cell.row, cell.column, text, [one.template for one in found]))
    assert lost == []


@each_article
def test_every_header_is_the_label_of_its_columns(path):
    document, extraction = extracted(path)
    for table in document.tables:
        labels = {cell.column_label for cell in extraction.printed_cells if cell.table_label == table.label}
        together = " / ".join(labels)
        headers = [cell for cell in table.cells if cell.row < table.header_rows]
        texts = [fold(document.text[slice(*cell.span)]) for cell in headers]
        assert [text for text in texts if text not in together] == []


@each_article
def test_every_observation_of_a_table_is_words_of_its_cell(path):
    document, extraction = extracted(path)
    spans = {table.label: [cell.span for cell in table.cells] for table in document.tables}
    for observation in extraction.observations:
        if observation.origin != "table":
            continue
        start, end = observation.span
        assert start < end
        assert any(cell.start <= start and end <= cell.end for cell in spans[observation.table_label])
