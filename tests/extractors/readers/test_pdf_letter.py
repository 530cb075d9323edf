"""The letter set as a journal sets it: the same words, cells and measurements as in its text."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from functools import cache

import pytest

from extractors.document import BlockKind, Document
from extractors.extract import extract
from extractors.readers import read
from extractors.records import Observation
from extractors.text import fold, fold_spans
from tests.support.typeset import LETTER, read_letter
from tests.support.typeset_pdf import Style, as_pdf

STYLES = {
    "journal": Style(),
    "one column": Style(columns=1),
    "ragged": Style(justify=False),
    "rows set solid": Style(row_gap=0.5),
    "cells centred": Style(align="center"),
    "rows centred in height": Style(valign="horizon", row_gap=1.5),
    "all centred": Style(align="center", valign="horizon"),
    "rows end level": Style(valign="bottom"),
    "a rule below each row": Style(full_rules=True),
    "a full grid": Style(full_rules=True, upright_rules=True),
    "no rules at all": Style(rules=False),
    "raised citations": Style(raised_citations=True),
    "small print": Style(table_size=6.5, row_gap=2),
}


@cache
def letter():
    return read_letter()


@pytest.fixture(scope="module", params=STYLES)
def document(request, tmp_path_factory) -> Document:
    path = tmp_path_factory.mktemp("letter") / "letter.pdf"
    path.write_bytes(as_pdf(letter(), STYLES[request.param]))
    return read(path, "letter")


def folded(document: Document, *spans) -> str:
    return fold_spans(document.text, spans).text


def test_the_cells_are_those_of_the_printed_tables(document, cells):
    assert [table.label for table in document.tables] == ["Table 1", "Table 2"]
    for table, printed in zip(document.tables, letter().tables, strict=True):
        assert [[fold(cell) for cell in row] for row in cells(document, table)] == printed.rows
        assert table.header_rows == 1
        assert folded(document, table.caption) == f"{printed.label} {printed.title}"
        assert folded(document, *table.footnotes) == printed.footnote
        assert table.quality >= 0.7
        assert "columns by" in table.quality_note


def test_the_prose_runs_on_over_columns_and_pages_and_furniture_is_out_of_it(document):
    paragraphs = [
        folded(document, *block.spans) for block in document.blocks if block.kind is BlockKind.PARAGRAPH
    ]
    printed = [letter().abstract, *(text for kind, text in letter().blocks if kind is BlockKind.PARAGRAPH)]
    assert paragraphs == printed
    furniture = " ".join(
        folded(document, *block.spans) for block in document.blocks if block.kind is BlockKind.FURNITURE
    )
    assert furniture.count("Experimental Letters") == furniture.count("Open Access") > 1


def test_headings_part_the_sections(document):
    sections = {block.section for block in document.blocks if block.kind is BlockKind.PARAGRAPH}
    assert sections >= {text for kind, text in letter().blocks if kind is BlockKind.HEADING}


PLACED = {"study_id", "span", "quote", "page", "box", "rule"}


def statements(document: Document) -> Counter:
    """What the observations of a document say, without where they stand."""
    names = [field.name for field in fields(Observation) if field.name not in PLACED]
    return Counter(
        tuple(getattr(observation, name) for name in names) for observation in extract(document).observations
    )


@cache
def statements_of_the_text() -> Counter:
    return statements(read(LETTER, "letter"))


def test_the_measurements_are_those_of_the_text(document):
    assert statements(document) == statements_of_the_text()


def test_every_measurement_has_its_page_and_box(document):
    observations = extract(document).observations
    assert observations
    for observation in observations:
        assert observation.page
        x0, top, x1, bottom = observation.box
        assert 0 <= x0 < x1 <= 596
        assert 0 <= top < bottom <= 842
