"""Plain text: paragraphs put together again, furniture out of them, tables found."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.document import BlockKind, Document, FlattenedTable, Table
from extractors.errors import ReadError
from extractors.readers.lines import split_lines
from extractors.readers.text import read_text, read_text_bytes, read_text_string
from extractors.text import fold, fold_spans

LETTER = Path(__file__).parents[3] / "raw" / "vrr_aml_ash_2023" / "letter.txt"


def blocks(text: str, kind: BlockKind) -> list[str]:
    document = read_text_string(text, "x")
    return [fold_spans(document.text, block.spans).text for block in document.blocks if block.kind is kind]


def prose(text: str) -> list[str]:
    return blocks(text, BlockKind.PARAGRAPH)


@pytest.fixture(scope="module")
def letter() -> Document:
    return read_text(LETTER, "letter")


WRAPPED = """
The study enrolled patients with relapsed dis-

ease at three centers. After a median fol-
low-up of 20.7 months, the median overall
survival and event-free survival were

Journal of Clinical Things &
Medicine

*Correspondence:
Ann Other
ann@example.org
1Department of Medicine, First University Hospital,
12 Long Road, Sometown

Abstract
Patients with relapsed disease do badly and new treatments for all of them are wanted by
the many who are ill.
6.4 and 2.8 months, respectively. Among the
responders, half were alive in the end.
"""


class TestParagraphs:
    def test_a_sentence_that_furniture_interrupts_is_one_again(self):
        assert prose(WRAPPED)[0] == (
            "The study enrolled patients with relapsed disease at three centers. After a median "
            "follow-up of 20.7 months, the median overall survival and event-free survival were "
            "6.4 and 2.8 months, respectively. Among the responders, half were alive in the end."
        )

    def test_what_interrupts_it_is_furniture_and_no_prose(self):
        furniture = blocks(WRAPPED, BlockKind.FURNITURE)
        assert "Journal of Clinical Things &" in furniture
        assert any("ann@example.org" in words for words in furniture)
        assert not any("example.org" in words or "Sometown" in words for words in prose(WRAPPED))

    def test_the_abstract_inside_is_a_section_of_its_own(self):
        document = read_text_string(WRAPPED, "x")
        sections = [block.section for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
        assert sections == ["", "Abstract"]

    def test_lines_that_keep_no_blank_are_wrapped_too(self):
        text = "\n".join(line.rstrip() for line in LETTER.read_text("utf-8").splitlines())
        assert any("were 6.4 and 2.8 months, respectively" in paragraph for paragraph in prose(text))

    def test_every_offset_indexes_the_text_as_it_was_read(self):
        text = WRAPPED.replace("\n", "\r\n")
        document = read_text_bytes(text.encode(), "x")
        assert document.text == text
        assert all(text[span.start : span.end].strip() for block in document.blocks for span in block.spans)


class TestAbstracts:
    def test_title_and_labelled_sections(self):
        text = (
            "A trial of A versus B in lymphoma.\n\nBackground:\nThis is known.\n\nResults:\n"
            "The ORR was 45%.\n\nConclusion:\nIt works."
        )
        document = read_text_string(text, "x")
        assert document.metadata.title == "A trial of A versus B in lymphoma."
        assert [(block.section, fold_spans(text, block.spans).text) for block in document.blocks][2::2] == [
            ("Background", "This is known."),
            ("Results", "The ORR was 45%."),
            ("Conclusion", "It works."),
        ]

    def test_labels_inside_a_running_paragraph_part_it(self):
        text = (
            "A trial of A in AML.\n\n"
            "BACKGROUND: This is known. METHODS: We treated 20 patients. RESULTS: The ORR was 45%."
        )
        sections = {
            block.section: fold_spans(text, block.spans).text
            for block in read_text_string(text, "x").blocks
            if block.kind is BlockKind.PARAGRAPH
        }
        assert sections["METHODS"] == "We treated 20 patients."

        assert sections["RESULTS"] == "The ORR was 45%."

    def test_a_blank_before_the_colon_of_a_label_leaves_it_one(self):
        text = (
            "A trial of A in AML.\n\nMethods : We treated 20 patients. Results : The ORR was 45%: 9 patients."
        )
        blocks = read_text_string(text, "x").blocks
        assert [fold_spans(text, block.spans).text for block in blocks[-2:]] == [
            "Results :",
            "The ORR was 45%: 9 patients.",
        ]

    def test_references_are_not_prose(self):
        text = (
            "A title of a text\n\nIt was found to be 45% in all.\n\n"
            "References\n1. Smith A. A 60% response. 2020.\n"
        )
        assert prose(text) == ["It was found to be 45% in all."]
        assert blocks(text, BlockKind.REFERENCE) == ["1. Smith A. A 60% response. 2020."]


TABLE = """
Table 2 Trials of things
Study Smith [1] Jones [2]
Regimen A + B C
Patients 20 30

CR complete remission, ORR overall response rate

Discussion
These are the first results of this combination in patients with the disease, and they are good.
"""


class TestTables:
    def test_lines_under_a_caption_are_a_flattened_table(self):
        (table,) = read_text_string(TABLE, "x").tables
        assert isinstance(table, FlattenedTable)
        assert table.label == "Table 2"
        assert TABLE[slice(*table.body)].startswith("Study Smith [1]")
        assert TABLE[slice(*table.body)].endswith("Patients 20 30")

    def test_its_footnote_belongs_to_it_and_the_text_goes_on_after(self):
        (table,) = read_text_string(TABLE, "x").tables
        assert [TABLE[slice(*span)] for span in table.footnotes] == [
            "CR complete remission, ORR overall response rate"
        ]
        assert len(prose(TABLE)) == 1

    def test_tabs_make_cells(self):
        text = "Table 1. Trials\nStudy\tORR\tCR\nSmith [1]\t45%\t\nJones [2]\t50%\t20%\n"
        (table,) = read_text_string(text, "x").tables
        assert isinstance(table, Table)
        cells = {(cell.row, cell.column): text[slice(*cell.span)] for cell in table.cells}
        assert (cells[1, 1], cells[1, 2]) == ("45%", "")
        assert cells[2, 2] == "20%"

    def test_columns_of_blanks_make_cells(self):
        text = (
            "Study        Regimen      ORR\nSmith [1]    A + B        45%\nJones [2]    C            50%\n"
            "Brown [3]    D + E + F    60%\n"
        )
        (table,) = read_text_string(text, "x").tables
        assert isinstance(table, Table)
        assert [text[slice(*cell.span)] for cell in table.cells if cell.row == 3] == [
            "Brown [3]",
            "D + E + F",
            "60%",
        ]

    @pytest.mark.parametrize("gap", ["\n", "\n\n"])
    def test_a_line_alone_above_a_drawn_table_is_its_title(self, gap: str):
        rows = "\tZolmab\tPlacebo\nAnemia\t5 (38%)\t4 (33%)\nSepsis\t0\t5 (42%)\n"
        text = f"A trial\n\nZolmab was given.\n\nGrade ≥3 adverse events{gap}{rows}"
        (table,) = read_text_string(text, "x").tables
        assert table.caption is not None
        assert text[slice(*table.caption)] == "Grade ≥3 adverse events"

    @pytest.mark.parametrize(
        "above",
        [
            "Results",
            "We gave zolmab to all of the patients who had been seen at our hospital in those years, and to few others.",
        ],
    )
    def test_headings_of_sections_and_sentences_above_a_drawn_table_are_no_titles(self, above: str):
        rows = "\tZolmab\tPlacebo\nAnemia\t5 (38%)\t4 (33%)\nSepsis\t0\t5 (42%)\n"
        (table,) = read_text_string(f"A trial\n\n{above}\n\n{rows}", "x").tables
        assert table.caption is None

    def test_a_sentence_about_a_table_is_no_caption(self):
        assert (
            read_text_string(
                "Things are told here.\n\nTable 1 shows the results of all patients.\n", "x"
            ).tables
            == ()
        )


class TestTheLetter:
    def test_its_headings(self, letter: Document):
        headings = [
            fold_spans(letter.text, block.spans).text
            for block in letter.blocks
            if block.kind is BlockKind.HEADING
        ]
        assert headings == [
            "VEN combined with chemotherapy drugs for R/R AML",
            "Abstract",
            "VEN combined with epigenetic drugs for R/R AML",
            "VEN combined with antibody or targeted drugs for R/R AML",
            "Abbreviations",
        ]

    def test_its_tables_with_their_abbreviations(self, letter: Document):
        assert [table.label for table in letter.tables] == ["Table 1", "Table 2"]
        notes = [fold(letter.text[slice(*table.footnotes[0])]) for table in letter.tables]
        assert all(note.startswith("AE adverse events") and note.endswith("VEN venetoclax") for note in notes)

    def test_its_text_is_the_file(self, letter: Document):
        assert letter.text.encode() == LETTER.read_bytes()


class TestBrokenFiles:
    def test_a_byte_that_is_not_utf8(self):
        with pytest.raises(ReadError, match=r"byte 9 \(0xe9, line 2\) is not UTF-8"):
            read_text_bytes(b"a title\nr\xe9sum\xe9", "x", "x.txt")

    @pytest.mark.parametrize("content", [b"", b" \n\n", b"\xef\xbb\xbf"])
    def test_an_empty_file(self, content: bytes):
        with pytest.raises(ReadError, match="empty"):
            read_text_bytes(content, "x", "x.txt")

    def test_a_binary_file(self):
        with pytest.raises(ReadError, match="binary"):
            read_text_bytes(b"PK\x03\x04\x00\x00 text", "x", "x.txt")

    def test_utf16(self):
        with pytest.raises(ReadError, match="UTF-16"):
            read_text_bytes("a text".encode("utf-16"), "x", "x.txt")

    def test_a_directory(self, tmp_path: Path):
        with pytest.raises(ReadError, match="directory"):
            read_text(tmp_path, "x")

    def test_a_byte_order_mark_is_no_part_of_the_text(self):
        assert read_text_bytes("\ufeffA title of a text".encode(), "x").text == "A title of a text"


def test_only_line_breaks_end_a_line() -> None:
    text = "a\x85b\x1cc\r\nd\n\n e\u2028f"
    lines = split_lines(text)
    assert [line.text for line in lines] == ["a\x85b\x1cc", "d", "", "e", "f"]
    assert [text[line.start : line.end] for line in lines] == [line.text for line in lines]
