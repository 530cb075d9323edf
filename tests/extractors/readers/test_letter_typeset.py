"""The letter as XML, as a web page and as Markdown: the same words and cells as in print."""

from __future__ import annotations

import pytest

from extractors.document import BlockKind
from extractors.text import fold
from tests.support.typeset import as_html, as_jats, as_markdown, read_letter

FORMATS = [(as_jats, "letter.xml"), (as_html, "letter.html"), (as_markdown, "letter.md")]


@pytest.mark.parametrize(("typeset", "name"), FORMATS)
def test_the_cells_are_those_of_the_printed_tables(document_of, cells, typeset, name):
    letter = read_letter()
    document = document_of(typeset(letter), name)
    assert [table.label for table in document.tables] == ["Table 1", "Table 2"]
    for table, printed in zip(document.tables, letter.tables, strict=True):
        assert [[fold(cell) for cell in row] for row in cells(document, table)] == printed.rows
        assert table.header_rows == 1
        assert fold(document.text[slice(*table.caption)]) == f"{printed.label} {printed.title}"
        assert fold(document.text[slice(*table.footnotes[0])]) == printed.footnote


@pytest.mark.parametrize(("typeset", "name"), FORMATS)
def test_the_prose_is_the_letters_and_nothing_of_the_site_is_in_it(document_of, words, typeset, name):
    letter = read_letter()
    document = document_of(typeset(letter), name)
    prose = words(document, BlockKind.PARAGRAPH)
    assert prose == [letter.abstract, *(text for kind, text in letter.blocks if kind is BlockKind.PARAGRAPH)]
    sections = [block.section for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    assert set(sections) == {
        "",
        "Abstract",
        *(text for kind, text in letter.blocks if kind is BlockKind.HEADING),
    } or (
        name != "letter.xml"  # only in XML does the abstract end: on a page, its heading is the last one seen
    )
