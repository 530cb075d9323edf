"""Twelve real articles: every cell of their XML is a cell of the document, none fused, none lost.

The truth is read from the XML by other means than the reader's: each row's cells, each with its bare
text. The articles are no part of the project; where they are not at hand, nothing is tested.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from extractors.document import BlockKind, Table
from extractors.readers import read

ARTICLES = sorted((Path(__file__).parents[4] / "shared" / "gold" / "jats").glob("*.nxml"))

_WORD = re.compile(r"[^\W\d_]{4,}")

pytestmark = pytest.mark.skipif(not ARTICLES, reason="the articles are not at hand")


def bare(text: str) -> str:
    """Letters and digits only, raised ones as plain ones: what no way of setting a cell changes."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def printed_tables(path: Path) -> list[tuple[str, list[list[str]]]]:
    root = etree.parse(path).getroot()
    tables = []
    for table in root.iter("table"):
        rows = [
            [bare("".join(cell.itertext())) for cell in row if cell.tag in ("td", "th")]
            for row in table.iter("tr")
        ]
        wrap = next(table.iterancestors("table-wrap"))
        tables.append((bare(wrap.findtext("label") or ""), rows))
    return tables


def with_marks(document, cell) -> str:
    """A cell with the footnote marks after it: up to the tab or line end that closes it."""
    return document.text[cell.span.start : document.text.index("\t", cell.span.end)]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_cell_is_there_alone_and_in_its_row(path):
    document = read(path, path.stem)
    printed = dict(printed_tables(path))
    assert len(document.tables) == len(printed)
    for table in document.tables:
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(bare(with_marks(document, cell)))
        assert list(rows.values()) == [row for row in printed[bare(table.label)] if row]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_a_cell_is_part_of_no_block_and_no_two_cells_share_text(path):
    document = read(path, path.stem)
    spans = [span for block in document.blocks for span in block.spans]
    for table in document.tables:
        assert isinstance(table, Table)
        spans += [cell.span for cell in table.cells if cell.span.start < cell.span.end]
    spans.sort()
    assert all(first.end <= second.start for first, second in pairwise(spans))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_every_word_of_the_body_is_in_a_block(path):
    document = read(path, path.stem)
    blocks = " ".join(document.text[slice(*span)] for block in document.blocks for span in block.spans)
    body = etree.parse(path).find("body")
    texts = body.xpath(".//text()[not(ancestor::table or ancestor::tex-math or parent::label)]")
    assert set(_WORD.findall(" ".join(texts))) - set(_WORD.findall(blocks)) == set()


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_has_a_title_a_citation_headings_and_references(path):
    document = read(path, path.stem)
    kinds = {block.kind for block in document.blocks}
    assert {
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.CAPTION,
        BlockKind.REFERENCE,
    } <= kinds
    assert document.metadata.title
    assert document.metadata.citation
