"""Flattened tables: rows split in the one way in which every cell parses, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.document import FlattenedTable
from extractors.flattened import Rebuilt, rebuild
from extractors.glossary import find_glossary
from extractors.readers.text import read_text, read_text_string
from extractors.text import fold

TABLES = Path(__file__).parents[1] / "golden" / "tables"
LETTER = Path(__file__).parents[2] / "raw" / "vrr_aml_ash_2023" / "letter.txt"

MYELOMA = (TABLES / "myeloma.txt").read_text("utf-8")

STUDIES_AS_ROWS = (TABLES / "mantle_cell.txt").read_text("utf-8")


def rebuilt(text: str) -> Rebuilt | None:
    document = read_text_string(text, "x")
    (table,) = (table for table in document.tables if isinstance(table, FlattenedTable))
    return rebuild(document.text, table, find_glossary(document))


def rows(text: str) -> list[list[str]]:
    result = rebuilt(text)
    assert result is not None
    found: dict[int, list[str]] = {}
    for cell in result.table.cells:
        found.setdefault(cell.row, []).append(fold(text[slice(*cell.span)]))
    return list(found.values())


class TestStudiesAsColumns:
    def test_another_disease_other_rows_other_columns(self):
        assert rows(MYELOMA) == [
            ["Study (reference)", "Smith [21]", "de Vries [22]", "Garcia-Lopez [23]"],
            ["Treatment", "Teclistamab + Dara", "Elranatamab", "Talquetamab + pomalidomide"],
            ["Type of study", "Phase Ib", "Phase II", "Phase I/II"],
            ["Registry number", "NCT01234567", "ChiCTR2100012345", "N/A"],
            ["No. of patients", "165", "123", "77"],
            ["Female", "70 (42.4%)", "N/A", "30/77 (39%)"],
            ["Prior lines, median (range)", "5 (2–14)", "5 (2–22)", "4 (1–10)"],
            ["Efficacy", "ORR 63%, ≥VGPR 58.8%", "ORR 61.0%; CR 35%", "ORR 86.7%"],
            ["Median PFS, months", "11.3 (8.8–17.1)", "NE", "15.4"],
            ["12-month OS (%)", "68.3", "62", "N/A"],
            ["CRS, any grade", "119 (72.1%)", "71 (57.7%)", "N/A"],
        ]

    def test_a_name_of_several_words_is_one_drug(self):
        text = MYELOMA.replace("Elranatamab", "gemtuzumab ozogamicin + AZA")
        assert rows(text)[1][2] == "gemtuzumab ozogamicin + AZA"

    def test_no_break_blanks_hold_a_cell_together(self):
        text = MYELOMA.replace("Phase Ib Phase II", "Phase Ib Phase\u00a0II")
        assert rows(text)[2] == ["Type of study", "Phase Ib", "Phase II", "Phase I/II"]

    def test_arms_with_their_patients(self):
        text = (
            "Table 2 Results\nCharacteristic VRd (n = 40) KRd (n = 38)\nMale 20 (50%) 19 (50%)\nORR 80% 90%\n"
            "Median PFS, months 30.1 not reached\n"
        )
        assert rows(text) == [
            ["Characteristic", "VRd (n = 40)", "KRd (n = 38)"],
            ["Male", "20 (50%)", "19 (50%)"],
            ["ORR", "80%", "90%"],
            ["Median PFS, months", "30.1", "not reached"],
        ]

    def test_one_word_for_each_column_that_the_counts_tell(self):
        text = "Table 2 Results\nVariable VRd KRd IRd\nPatients, n 40 38 12\nORR 80% 90% N/A\n"
        assert rows(text)[0] == ["Variable", "VRd", "KRd", "IRd"]

    def test_a_first_row_with_an_unknown_label(self):
        text = MYELOMA.replace("Treatment Tec", "Soluble antigen 45 12 33\nTreatment Tec")
        assert rows(text)[1:3] == [
            ["Soluble antigen", "45", "12", "33"],
            ["Treatment", "Teclistamab + Dara", "Elranatamab", "Talquetamab + pomalidomide"],
        ]


class TestStudiesAsRows:
    def test_a_column_with_an_unknown_label(self):
        text = STUDIES_AS_ROWS.replace("Study Regimen", "Study Sponsor Regimen").replace(
            "[4] Ib", "[4] Abc Ib"
        )
        text = text.replace("[5] Z", "[5] Xyz Z").replace("[6] Ib", "[6] N/A Ib")
        assert [row[1] for row in rows(text)] == ["Sponsor", "Abc", "Xyz", "N/A"]

    def test_lines_that_start_with_a_study(self):
        assert rows(STUDIES_AS_ROWS) == [
            ["Study", "Regimen", "Patients, n", "ORR (%)", "CR (%)", "Median PFS (months)", "Grade ≥3 AEs"],
            ["Wang et al. [4]", "Ibrutinib", "111", "68", "21", "13.9", "Neutropenia 16%"],
            ["Song et al. [5]", "Zanubrutinib", "86", "84", "69", "22.1", "Neutropenia 19%, infections 18%"],
            [
                "Le Gouill [6]",
                "Ibrutinib + venetoclax + obinutuzumab",
                "24",
                "N/A",
                "67",
                "not reached",
                "N/A",
            ],
        ]

    def test_a_header_of_names_in_one_word_each(self):
        text = "Table 1 Trials\nStudy N ORR CR\nSmith [1] 13 39% 20%\nJones [2] 14 40% N/A\n"
        assert rows(text) == [
            ["Study", "N", "ORR", "CR"],
            ["Smith [1]", "13", "39%", "20%"],
            ["Jones [2]", "14", "40%", "N/A"],
        ]


class TestBrokenTables:
    def test_a_row_with_a_cell_too_few_is_a_finding_and_stays_whole(self):
        text = MYELOMA.replace("165 123 77", "165 123")
        result = rebuilt(text)
        assert result is not None
        assert [(finding.rule, finding.observed) for finding in result.findings] == [
            ("unsplittable_row", "No. of patients 165 123")
        ]
        assert ["No. of patients", "165 123"] in rows(text)
        assert ["Female", "70 (42.4%)", "N/A", "30/77 (39%)"] in rows(text)

    def test_a_row_with_two_splits_is_a_finding_and_no_guess(self):
        text = MYELOMA.replace("No. of patients 165 123 77", "Country South Africa France Spain")
        result = rebuilt(text)
        assert result is not None
        assert [finding.rule for finding in result.findings] == ["ambiguous_row"]
        assert ["Country", "South Africa France Spain"] in rows(text)

    def test_a_row_with_an_unknown_label_is_split_where_its_cells_are_plainly_values(self):
        text = MYELOMA.replace("Median PFS", "Soluble antigen, ng/mL 45 (3–80) N/A 12\nMedian PFS")
        assert ["Soluble antigen, ng/mL", "45 (3–80)", "N/A", "12"] in rows(text)
        assert ["Efficacy", "ORR 63%, ≥VGPR 58.8%", "ORR 61.0%; CR 35%", "ORR 86.7%"] in rows(text)

    @pytest.mark.parametrize("lines", [3, 4, 5, 6])
    def test_a_truncated_table_gives_the_rows_it_still_has(self, lines: int):
        text = "\n".join(MYELOMA.splitlines()[: lines + 2]) + "\n"
        assert rows(text)[1:] == rows(MYELOMA)[1 : lines - 1]

    def test_a_header_nobody_can_read_gives_no_table(self):
        assert rebuilt("Table 1 Things\nFoo bar baz\nAlpha 1 2\nBeta 3 4\n") is None


class TestTheLetter:
    def test_every_row_is_split(self):
        document = read_text(LETTER, "letter")
        glossary = find_glossary(document)
        for table, columns in zip(document.tables, (6, 7), strict=True):
            assert isinstance(table, FlattenedTable)
            result = rebuild(document.text, table, glossary)
            assert result is not None
            assert result.findings == ()
            assert {sum(cell.row == row for cell in result.table.cells) for row in range(14)} == {columns}

    def test_without_the_blanks_at_the_ends_of_its_lines_too(self):
        text = "\n".join(line.rstrip() for line in LETTER.read_text("utf-8").splitlines())
        document = read_text_string(text, "letter")
        for table in document.tables:
            assert isinstance(table, FlattenedTable)
            result = rebuild(text, table, find_glossary(document))
            assert result is not None
            assert result.findings == ()
