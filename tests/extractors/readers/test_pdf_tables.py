"""Tables of a PDF: however they are set, the same cells; what cannot be told apart is said."""

from __future__ import annotations

import pytest

from extractors.document import BlockKind, FlattenedTable
from extractors.text import fold, fold_spans
from tests.support.raw_pdf import one_page, text_at
from tests.support.small_pdf import CAPTION, PROSE, ROWS, table, typeset

THIRDS = "1.2fr, 1fr, 1fr"
SETTINGS = {
    "between paragraphs": typeset(PROSE * 4, CAPTION, table(), PROSE * 3),
    "without rules": typeset(PROSE * 4, CAPTION, table(rules=False), PROSE * 3),
    "in one of two columns": typeset(PROSE * 6, CAPTION, table(columns=THIRDS), PROSE * 12, columns=2),
    "in a column, without rules": typeset(
        PROSE * 6, CAPTION, table(columns=THIRDS, rules=False), PROSE * 12, columns=2
    ),
    "across both columns": typeset(
        f'#place(top, scope: "parent", float: true)[{CAPTION}\n{table(columns=THIRDS)}]',
        PROSE * 14,
        columns=2,
    ),
    "numbers set right": typeset(PROSE, CAPTION, table(style="align: (left, right, right),"), PROSE),
    "everything centred": typeset(PROSE, CAPTION, table(style="align: center,", columns=THIRDS), PROSE),
    "striped": typeset(PROSE, CAPTION, table(style="fill: (_, y) => if calc.odd(y) { luma(230) },"), PROSE),
    "on a landscape page": typeset(PROSE, f"#set page(flipped: true)\n{CAPTION}", table()),
    "turned on an upright page": typeset(
        PROSE, f"#pagebreak()\n#rotate(-90deg, reflow: true)[{CAPTION}\n{table()}]"
    ),
    "caption below": typeset(PROSE * 2, f"{table()}\n{CAPTION}", PROSE * 3),
    "label not bold": typeset(PROSE, CAPTION.replace("*", ""), table(), PROSE),
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_cells_are_the_same_however_the_table_is_set(document_of, cells, setting):
    document = document_of(SETTINGS[setting], "source.pdf")
    (found,) = document.tables
    assert [[fold(cell) for cell in row] for row in cells(document, found)] == ROWS
    assert found.label == "Table 1"
    assert fold_spans(document.text, (found.caption,)).text == "Table 1. Baseline and results."
    assert found.header_rows == 1
    prose = " ".join(
        fold_spans(document.text, block.spans).text
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH
    )
    assert PROSE.strip() in prose
    assert not prose.replace(PROSE.strip(), "").strip()


def test_every_cell_has_its_page_and_box(document_of):
    document = document_of(SETTINGS["on a landscape page"], "source.pdf")
    for cell in document.tables[0].cells:
        assert cell.page == 2
        assert 0 < cell.box.x0 < cell.box.x1 < 842
        assert 0 < cell.box.top < cell.box.bottom < 595


def test_a_table_without_a_caption_is_found_by_its_rules(document_of, cells):
    document = document_of(typeset(PROSE * 2, table(), PROSE * 2), "source.pdf")
    assert cells(document, document.tables[0]) == ROWS
    assert document.tables[0].label == "Table"


def test_a_table_goes_on_over_a_page_and_its_header_counts_once(document_of, cells):
    more = [
        ROWS[0],
        ["CR, n (%)", "12 (30.0)", "6 (14.3)"],
        ["Deaths", "3", "8"],
        ["OS at 2 years", "81%", "70%"],
    ]
    document = document_of(
        typeset(PROSE, CAPTION, table(), "#pagebreak()", "*Table 1.* (continued)", table(rows=more), PROSE),
        "source.pdf",
    )
    (found,) = document.tables
    assert cells(document, found) == ROWS + more[1:]
    assert {cell.page for cell in found.cells} == {1, 2}


def test_names_over_several_columns_span_them(document_of):
    header = (
        "table.hline(), table.cell(rowspan: 2)[*Outcome*], table.cell(colspan: 2)[*Patients*], "
        "table.cell(rowspan: 2)[*P value*], table.hline(y: 1, start: 1, end: 3), [*Arm A*], [*Arm B*], table.hline(),"
    )
    body = "[ORR], [77.5], [47.6], [0.01], [CR], [30.0], [14.3], [0.09], [PR], [47.5], [33.3], [0.19], table.hline()"
    source = f"#table(columns: (1fr, 1fr, 1fr, 1fr), stroke: none, {header} {body})"
    document = document_of(typeset(PROSE, CAPTION, source, PROSE), "source.pdf")
    (found,) = document.tables
    spans = {
        document.text[slice(*cell.span)]: (cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in found.cells
    }
    assert found.header_rows == 2
    assert spans["Patients"] == (0, 1, 1, 2)
    assert spans["Outcome"] == (0, 0, 2, 1)
    assert spans["Arm B"] == (1, 2, 1, 1)
    assert spans["47.6"] == (2, 2, 1, 1)


def test_raised_marks_stand_after_the_cell(document_of):
    rows = [[*ROWS[0]], ["ORR", "77.5#super[a]", "47.6#super[b]"], ["CR", "30.0", "14.3#super[\\*]"]]
    body = "".join(f"[{cell}], " for row in rows for cell in row)
    source = f"#table(columns: 3, stroke: none, table.hline(), {body} table.hline())"
    document = document_of(typeset(PROSE, CAPTION, source, PROSE), "source.pdf")
    texts = [document.text[slice(*cell.span)] for cell in document.tables[0].cells]
    assert texts[4:6] == ["77.5", "47.6"]
    assert texts[8] == "14.3"


def test_lines_that_make_no_table_are_kept_as_lines_and_reported(document_of):
    words = [
        (60 + (37 * row + 91 * column) % 430, 640 - 11 * row, word)
        for row in range(12)
        for column, word in enumerate(("of (the", "rate) and", "12", "with a"))
    ]
    content = text_at((60, 700, "Table 1. What nobody can read"), *words)
    rules = b"60 690 m 540 690 l S 60 655 m 540 655 l S 60 500 m 540 500 l S\n"
    document = document_of(one_page(content + rules), "source.pdf")
    (found,) = document.tables
    assert isinstance(found, FlattenedTable)
    assert [finding.rule for finding in document.findings] == ["unreadable_table"]
    assert "rate) and" in document.text[slice(*found.body)]


def test_a_sentence_about_a_table_is_no_caption(document_of):
    document = document_of(
        typeset(PROSE * 2, "Table 1 shows the rates of all patients by arm.", PROSE), "source.pdf"
    )
    assert not document.tables
