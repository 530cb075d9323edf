"""Real files, where they are: four conference abstracts, an article with its XML, a letter with wide tables."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from extractors.document import BlockKind, Document, Table
from extractors.readers import read
from extractors.text import fold, fold_spans

GOLD = Path(__file__).parents[4] / "shared" / "gold" / "pdf"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated files are not here")


@cache
def document(name: str) -> Document:
    return read(GOLD / f"{name}.pdf", name)


def annotated() -> list[dict]:
    path = GOLD / "gold.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", fold(text))


@pytest.mark.parametrize("gold", annotated(), ids=lambda gold: gold["id"])
def test_every_annotated_quote_stands_in_running_text(gold):
    read_document = document(gold["id"])
    prose = "¶".join(
        squeezed(fold_spans(read_document.text, block.spans).text)
        for block in read_document.blocks
        if block.kind is BlockKind.PARAGRAPH
    )
    # The annotation quotes the broken text layer where a full stop stands for the sign.
    quotes = [squeezed(fact["quote"]).replace("with.3", "with>3") for fact in gold["facts"]]
    assert [quote for quote in quotes if quote not in prose] == []


@pytest.mark.parametrize("gold", annotated(), ids=lambda gold: gold["id"])
def test_every_abstract_has_its_title_and_sections(gold):
    read_document = document(gold["id"])
    assert len(read_document.metadata.title.split()) > 8
    sections = {block.section.lower().rstrip(":s") for block in read_document.blocks}
    assert {"background", "method", "result", "conclusion"} <= sections


def xml_cells(name: str) -> list[dict[tuple[int, int], str]]:
    """The cells of each table of the article's XML, each at the place where it starts."""
    tables = []
    for table in etree.parse(GOLD / f"{name}.nxml").iter("table"):
        taken: set[tuple[int, int]] = set()
        cells = {}
        for row, element in enumerate(table.iter("tr")):
            column = 0
            for cell in element:
                while (row, column) in taken:
                    column += 1
                down, across = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
                taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
                cells[row, column] = "".join(cell.itertext())
        tables.append(cells)
    return tables


def with_marks(read_document: Document, table: Table) -> dict[tuple[int, int], str]:
    """The cells of a table with the raised marks that follow them."""
    starts = [*sorted(cell.span.start for cell in table.cells), len(read_document.text)]
    following = dict(pairwise(starts))
    texts = {}
    for cell in table.cells:
        rest = read_document.text[cell.span.start : following[cell.span.start]]
        end = cell.span.end - cell.span.start
        texts[cell.row, cell.column] = rest[:end] + re.split(r"[\t\n]", rest[end:])[0]
    return texts


def plain(text: str) -> str:
    raised = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹−–", "0123456789--")
    return squeezed(text).translate(raised).lower()


def test_the_articles_tables_have_the_cells_of_its_xml_in_place():
    read_document = document("BMCNursing_2025_2840")
    wanted = [
        (place, plain(text), plain(with_marks(read_document, table).get(place, "")))
        for table, cells in zip(read_document.tables, xml_cells("BMCNursing_2025_2840"), strict=True)
        for place, text in cells.items()
    ]
    right = sum(wanted_text == text for _, wanted_text, text in wanted)
    assert len(wanted) == 349
    assert right >= 0.95 * len(wanted)


def test_a_grid_wider_than_its_page_is_read_over_the_page_break():
    read_document = document("MJHID_letter_JAK2_BCRABL")
    first, second = read_document.tables
    rows = {cell.row: read_document.text[slice(*cell.span)] for cell in first.cells if cell.column == 0}
    assert len(rows) == 32
    labels = [read_document.text[slice(*cell.span)] for cell in second.cells if cell.column == 1]
    assert " ".join(labels).split()[-2:] == ["Case", "13"]
    assert {cell.page for cell in second.cells} == {4, 5}


def test_tables_that_are_pictures_are_reported():
    for name in ("Song_2021", "Bartlett_2022"):
        assert "unreadable_table" in {finding.rule for finding in document(name).findings}
