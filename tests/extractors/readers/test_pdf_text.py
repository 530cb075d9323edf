"""Running text of a PDF: order, line ends, furniture, raised figures, signs, pages set sideways."""

from __future__ import annotations

import pytest

from extractors.document import BlockKind
from extractors.text import fold, fold_spans
from tests.support.raw_pdf import one_page, symbol_font, text_at
from tests.support.small_pdf import PROSE, typeset

SENTENCES = [f"Cohort {number} had {number} patients with a response of its own. " for number in range(1, 90)]
TWO_COLUMNS = {
    "columns": 2,
    "more": ", header: [Letters in Hematology 17], footer: [Page #context counter(page).display()]",
}


@pytest.fixture
def blocks(document_of):
    def of(content: bytes, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
        document = document_of(content, "source.pdf")
        return [
            fold_spans(document.text, block.spans).text for block in document.blocks if block.kind is kind
        ]

    return of


def test_columns_are_read_one_after_the_other_and_a_sentence_runs_over_column_and_page(blocks):
    paragraphs = blocks(typeset("".join(SENTENCES * 2), **TWO_COLUMNS))
    assert " ".join(paragraphs) == "".join(SENTENCES * 2).strip()


def test_running_heads_and_page_numbers_are_furniture(blocks):
    content = typeset("".join(SENTENCES * 2), **TWO_COLUMNS)
    furniture = blocks(content, BlockKind.FURNITURE)
    assert {"Letters in Hematology 17", "Page 1", "Page 2"} <= set(furniture)
    assert "Hematology" not in " ".join(blocks(content))


def test_line_end_hyphens_stay_in_the_text_and_are_joined_by_folding(document_of):
    document = document_of(
        typeset('#set text(lang: "en", hyphenate: true)', PROSE * 4, columns=3), "source.pdf"
    )
    assert "-\n" in document.text
    assert fold(PROSE * 4) in fold(document.text)


def test_a_narrow_first_line_of_full_width_stands_before_both_columns(blocks):
    title = (
        '#place(top, scope: "parent", float: true)[= A trial of something new in a disease that came back]'
    )
    content = typeset(title, PROSE * 20, columns=2)
    assert blocks(content, BlockKind.TITLE) == ["A trial of something new in a disease that came back"]
    assert fold(blocks(content)[0]).startswith(PROSE[:40])


def test_headings_in_and_above_the_text_part_sections(document_of):
    content = typeset("*Background:* " + PROSE + "*Results:* The rate was 45%.", "*Conclusion*", PROSE)
    document = document_of(content, "source.pdf")
    sections = {
        fold_spans(document.text, block.spans).text[:13]: block.section
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH
    }
    assert sections["The rate was "] == "Results"
    assert "Background" in sections.values() or sections["The median fo"] == "Conclusion"


def test_raised_citations_stand_in_brackets_before_the_full_stop(blocks):
    content = typeset(
        "The rate was 45%.#super[2] As in MajesTEC-1,#super(typographic: false)[3,4] it was lasting."
    )
    assert blocks(content) == ["The rate was 45% [2]. As in MajesTEC-1 [3,4], it was lasting."]


def test_raised_exponents_stay_raised(blocks):
    assert blocks(
        typeset("Platelets below 50 × 10#super[9]/L at 25 mg/m#super[2] were seen in 12 patients.")
    ) == ["Platelets below 50 × 10⁹/L at 25 mg/m² were seen in 12 patients."]


GREATER_OR_EQUAL = (
    b"60 40 460 520",
    b"60 520 m 60 440 l 460 300 l 460 380 l h f 60 100 m 460 100 l 460 40 l 60 40 l h f",
)
REAL_DOLLAR = b"200 -100 600 850", b"200 -100 m 600 -100 l 600 850 l 200 850 l h f"


def test_signs_of_a_symbol_font_are_read_by_their_shape_and_reported(document_of):
    page = text_at((60, 700, "Patients aged"), (200, 700, "18 years were treated at centers in the country."))
    sign = text_at((188, 700, "$"), font=b"/F2 10 Tf")
    document = document_of(one_page(page + sign, *symbol_font({"$": GREATER_OR_EQUAL})), "source.pdf")
    assert "aged ≥ 18 years" in fold(document.text)
    assert [finding.rule for finding in document.findings] == ["repaired_characters"]
    assert "$ -> ≥ (1 times)" in document.findings[0].message


def test_a_dollar_sign_of_such_a_font_that_looks_like_one_stays(document_of):
    page = text_at((60, 700, "It cost"), (200, 700, "18 a day for each of the patients of the country."))
    sign = text_at((188, 700, "$"), font=b"/F2 10 Tf")
    document = document_of(one_page(page + sign, *symbol_font({"$": REAL_DOLLAR})), "source.pdf")
    assert "cost $ 18 a day" in fold(document.text)
    assert not document.findings


def test_a_page_turned_for_the_viewer_reads_on_and_its_boxes_are_as_shown(document_of):
    upright = one_page(text_at((60, 700, "The overall response rate was 45% in all patients.")))
    turned = one_page(
        b"q 0 1 -1 0 595 0 cm "
        + text_at((60, 400, "The overall response rate was 45% in all patients."))
        + b"Q",
        entries=b"/Rotate 90",
    )
    for content, width, height in ((upright, 595, 842), (turned, 842, 595)):
        document = document_of(content, "source.pdf")
        assert fold(document.text) == "The overall response rate was 45% in all patients."
        first, last = document.layout[0].box, document.layout[-1].box
        assert first.x0 == pytest.approx(60, abs=1)
        assert 0 < first.x0 < last.x1 < width
        assert 0 < first.top < first.bottom < height
        assert abs(first.top - last.top) < 1


def test_text_up_the_margin_is_furniture(blocks):
    page = text_at((60, 700, "The overall response rate was 45% in all of the patients of both cohorts."))
    margin = b"BT /F1 8 Tf 0 1 -1 0 20 300 Tm (Downloaded on October 13) Tj ET"
    content = one_page(page + margin)
    assert blocks(content) == ["The overall response rate was 45% in all of the patients of both cohorts."]
    assert blocks(content, BlockKind.FURNITURE) == ["Downloaded on October 13"]


def test_words_are_told_apart_by_a_share_of_their_size(blocks):
    page = text_at((60, 700, "The"), (79.4, 700, "rate"), (98.8, 700, "was"), (118.8, 700, "45%."))
    assert blocks(one_page(page)) == ["The rate was 45%."]
