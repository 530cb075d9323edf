"""Tables -> observations and printed cells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extractors.document import Cell, Document, Span, Table
from extractors.glossary import find_glossary
from extractors.readers.text import read_text, read_text_string
from extractors.records import Extraction, GlossaryEntry, Observation
from extractors.tables import read_tables

TABLES = Path(__file__).parents[1] / "golden" / "tables"
MYELOMA = (TABLES / "myeloma.txt").read_text("utf-8")
STUDIES_AS_ROWS = (TABLES / "mantle_cell.txt").read_text("utf-8")
LETTER = Path(__file__).parents[2] / "raw" / "vrr_aml_ash_2023" / "letter.txt"
SCALES = {"days": 30.44, "weeks": 4.345, "years": 1 / 12}


def grid_document(
    rows: list[list[str]], caption: str = "", header_rows: int = 1, footnote: str = ""
) -> Document:
    """A document with one table; "<" is covered by the cell at its left, None by nothing."""
    text, cells = "", []
    for row_no, row in enumerate(rows):
        column = 0
        while column < len(row):
            width = 1
            while column + width < len(row) and row[column + width] == "<":
                width += 1
            start = len(text)
            text += row[column] + "\n"
            cells.append(Cell(row_no, column, Span(start, start + len(row[column])), column_span=width))
            column += width
    spans = []
    for words in (caption, footnote):
        spans.append(Span(len(text), len(text) + len(words)) if words else None)
        text += words + "\n"
    table = Table(
        "Table 1", tuple(cells), header_rows, caption=spans[0], footnotes=tuple(filter(None, spans[1:]))
    )
    return Document("src", "text/plain", text, (), (table,))


def read_grid(rows: list[list[str]], *glossary: GlossaryEntry, **words: str) -> Extraction:
    document = grid_document(rows, **words)  # type: ignore[arg-type]
    extraction = read_tables(document, glossary)
    assert_grounded(document, extraction)
    return extraction


def assert_grounded(document: Document, extraction: Extraction) -> None:
    """Every observation lies in the text, and every slot of a template has its value."""
    by_cell = {(o.table_label, o.row_no, o.column_no, o.position): o for o in extraction.observations}
    for observation in extraction.observations:
        assert 0 <= observation.span.start < observation.span.end <= len(document.text)
    for cell in extraction.printed_cells:
        for position, field in re.findall(r"\{(\d+)\.(\w+)", cell.template):
            seen = by_cell[cell.table_label, cell.row_no, cell.column_no, int(position)]
            assert getattr(seen, field) is not None, (cell, field)


def printed(extraction: Extraction) -> list[list[str]]:
    """The body of the tables, printed from the observations through the templates."""
    by_cell = {(o.table_label, o.row_no, o.column_no, o.position): o for o in extraction.observations}
    rows: dict[tuple[str, int], list[str]] = {}
    for cell in extraction.printed_cells:

        def value(
            slot: re.Match[str], key: tuple[str, int, int] = (cell.table_label, cell.row_no, cell.column_no)
        ) -> str:
            seen = getattr(by_cell[(*key, int(slot["position"]))], slot["field"])
            if slot["decimals"] is None:
                return str(seen)
            return f"{seen * SCALES.get(slot['unit'] or '', 1):.{slot['decimals']}f}"

        pattern = r"\{(?P<position>\d+)\.(?P<field>\w+?)(?:\.(?P<decimals>\d+))?(?:\.(?P<unit>\w+))?\}"
        rows.setdefault((cell.table_label, cell.row_no), []).append(re.sub(pattern, value, cell.template))
    return list(rows.values())


def facts(extraction: Extraction, *fields: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(seen, field) for field in fields) for seen in extraction.observations]


def one(extraction: Extraction, **fields: object) -> Observation:
    found = [o for o in extraction.observations if all(getattr(o, k) == v for k, v in fields.items())]
    assert len(found) == 1, found
    return found[0]


class TestTheLetter:
    def test_both_tables_are_printed_again_from_their_observations(self):
        document = read_text(LETTER, "letter")
        extraction = read_tables(document, find_glossary(document))
        assert_grounded(document, extraction)
        rows = printed(extraction)
        assert [len(row) for row in rows] == [6] * 13 + [7] * 13
        assert rows[9] == [
            "Response rate",
            "ORR 45%, CR/CRi 39%",
            "CRc 78.4%",
            "CR/CRi 81.6%",
            "CR/CRi 41.7%",
            "ORR 94.4%, CR/CRi 72.2%",
        ]
        assert rows[25][1] == "Median OS 7.6 months, median RFS or DOR 4.6 months"

    def test_the_lost_unit_is_a_finding_that_points_at_its_value(self):
        document = read_text(LETTER, "letter")
        extraction = read_tables(document, find_glossary(document))
        (finding,) = extraction.findings
        assert finding.rule == "unit_restored"
        (index,) = finding.observations
        assert extraction.observations[index].value == 41.7

    def test_every_number_is_explained(self):
        document = read_text(LETTER, "letter")
        extraction = read_tables(document, find_glossary(document))
        assert extraction.unexplained == ()
        assert extraction.numbers_explained > 100


class TestOtherTables:
    def test_another_disease(self):
        document = read_text_string(MYELOMA, "mm")
        extraction = read_tables(document, find_glossary(document))
        assert_grounded(document, extraction)
        assert [study.study_id for study in extraction.studies] == ["mm/21", "mm/22", "mm/23"]
        assert printed(extraction)[7] == ["Median PFS, months", "11.3 (8.8–17.1)", "NE", "15.4"]
        pfs = one(extraction, study_id="mm/21", endpoint="PFS")
        assert (pfs.statistic, pfs.value, pfs.ci_low, pfs.ci_high, pfs.unit) == (
            "median",
            11.3,
            8.8,
            17.1,
            "months",
        )
        assert one(extraction, study_id="mm/22", endpoint="PFS").status == "not_reached"
        os_rate = one(extraction, study_id="mm/22", endpoint="OS")
        assert (os_rate.statistic, os_rate.value, os_rate.timepoint_months) == ("rate", 62, 12)
        assert one(extraction, study_id="mm/23", endpoint="female").n_total == 77
        assert [d.drug for d in extraction.study_drugs if d.study_id == "mm/23"] == [
            "talquetamab",
            "pomalidomide",
        ]

    def test_studies_as_rows(self):
        document = read_text_string(STUDIES_AS_ROWS, "mcl")
        extraction = read_tables(document, find_glossary(document))
        assert_grounded(document, extraction)
        assert [study.label for study in extraction.studies] == [
            "Wang et al. [4]",
            "Song et al. [5]",
            "Le Gouill [6]",
        ]
        assert one(extraction, study_id="mcl/4", endpoint="ORR").value == 68
        assert one(extraction, study_id="mcl/6", endpoint="PFS").status == "not_reached"
        events = [o for o in extraction.observations if o.study_id == "mcl/5" and o.endpoint == "AE"]
        assert [(o.term, o.value, o.grade_min, o.position) for o in events] == [
            ("neutropenia", 19, 3, 1),
            ("infections", 18, 3, 2),
        ]
        assert printed(extraction)[1][-1] == "Neutropenia 19%, infections 18%"


class TestArms:
    ROWS = (
        ["", "Drug A (n = 40)", "Placebo (n = 38)", "P value"],
        ["Response, n (%)", "<", "<", "<"],
        ["CR", "12 (30.0)", "4 (10.5)", "0.03"],
        ["PR", "8 (20.0)", "0", ""],
        ["Median PFS, months", "11.6", "6.2", ""],
        ["95% CI", "7.0–NE", "4.1–8.0", ""],
        ["Hazard ratio (95% CI)", "0.55 (0.31–0.98)", "<", ""],
        ["Log-rank P value", "0.04", "<", ""],
    )

    def test_each_column_is_an_arm_with_its_patients(self):
        extraction = read_grid([*self.ROWS])
        sizes = [(o.arm, o.n) for o in extraction.observations if o.endpoint == "n_patients"]
        assert sizes == [("Drug A", 40), ("Placebo", 38)]
        assert {o.study_id for o in extraction.observations} == {"src/1"}

    def test_a_heading_says_how_the_rows_under_it_are_given(self):
        extraction = read_grid([*self.ROWS])
        cr = one(extraction, endpoint="CR", arm="Drug A")
        assert (cr.n, cr.value, cr.unit, cr.p_value) == (12, 30.0, "percent", "0.03")
        none = one(extraction, endpoint="PR", arm="Placebo")
        assert (none.statistic, none.n) == ("count", 0)

    def test_an_interval_and_a_p_value_in_rows_of_their_own_go_to_their_value(self):
        extraction = read_grid([*self.ROWS])
        pfs = one(extraction, endpoint="PFS", arm="Drug A")
        assert (pfs.value, pfs.ci_low, pfs.ci_high) == (11.6, 7.0, None)
        ratio = one(extraction, statistic="hazard_ratio")
        assert (ratio.endpoint, ratio.arm, ratio.value, ratio.p_value) == (
            "PFS",
            "Drug A vs Placebo",
            0.55,
            "0.04",
        )

    def test_nothing_is_lost_in_print(self):
        assert printed(read_grid([*self.ROWS]))[1] == ["CR", "12 (30.0)", "4 (10.5)", "0.03"]

    def test_grades_as_columns(self):
        extraction = read_grid(
            [
                ["AE, n (%)", "Any grade", "Grade ≥3"],
                ["Neutropenia", "30 (75)", "20 (50)"],
                ["Hair turning green", "2 (5)", "0"],
            ],
            caption="Table 1 Adverse events",
        )
        assert facts(extraction, "term", "grade_min", "n", "value") == [
            ("neutropenia", None, 30, 75),
            ("neutropenia", 3, 20, 50),
            ("hair turning green", None, 2, 5),
            ("hair turning green", 3, 0, 0),
        ]

    def test_arms_side_by_side_in_a_cell(self):
        extraction = read_grid(
            [
                ["Study", "Treatment", "Median OS (months)"],
                ["Smith [3]", "Aza vs BSC", "24.5 vs 15.0 (p = 0.0001)"],
            ]
        )
        told = [(o.arm, o.value, o.p_value) for o in extraction.observations if o.endpoint == "OS"]
        assert told == [("Aza", 24.5, "0.0001"), ("BSC", 15.0, "0.0001")]

    def test_landmarks_as_columns(self):
        extraction = read_grid(
            [["Group", "OS rate (%)", "<"], ["", "1-year", "3-year"], ["Arm A", "88.9", "82.4"]],
            header_rows=2,
        )
        assert facts(extraction, "arm", "endpoint", "timepoint_months", "value") == [
            ("Arm A", "OS", 12, 88.9),
            ("Arm A", "OS", 36, 82.4),
        ]

    def test_weeks_become_months_and_are_printed_as_weeks(self):
        extraction = read_grid([["", "Arm A", "Arm B"], ["Median PFS", "12 weeks (8–16)", "1.5 years"]])
        assert [round(o.value or 0, 2) for o in extraction.observations] == [2.76, 18]
        assert printed(extraction) == [["Median PFS", "12 weeks (8–16)", "1.5 years"]]


class TestWhatIsNotKnown:
    def test_an_unknown_label_is_a_finding_and_its_cells_stay_text(self):
        extraction = read_grid(
            [["", "Smith [1]", "Jones [2]"], ["ORR", "45%", "50%"], ["Soluble antigen", "3", "N/A"]]
        )
        (finding,) = extraction.findings
        assert (finding.rule, finding.observed) == ("unknown_label", "Soluble antigen")
        text = [o for o in extraction.observations if o.endpoint == "other"]
        assert [(o.text_value, o.status) for o in text] == [("3", "reported"), (None, "not_available")]
        assert [extraction.observations[index] for index in finding.observations] == text
        assert [(number.quote, number.context) for number in extraction.unexplained] == [
            ("3", "Table 1, Soluble antigen")
        ]

    def test_a_number_that_may_be_a_count_or_a_percentage_is_not_guessed(self):
        extraction = read_grid([["", "Smith [1]", "Jones [2]"], ["ORR", "45", "50"], ["CR", "20%", "30%"]])
        assert {o.endpoint for o in extraction.observations} == {"other", "CR"}
        assert [finding.rule for finding in extraction.findings] == ["unparsed_cell"]

    def test_nr_without_a_definition_stays_text(self):
        rows = [["", "Smith [1]", "Jones [2]"], ["Median OS, months", "NR", "12.1"]]
        extraction = read_grid(rows)
        assert one(extraction, study_id="src/1").text_value == "NR"
        assert [finding.rule for finding in extraction.findings] == ["undefined_abbreviation"]
        defined = read_grid(rows, GlossaryEntry("NR", "not reached"))
        assert one(defined, study_id="src/1").status == "not_reached"

    def test_a_table_of_criteria_gives_text_and_no_results(self):
        extraction = read_grid(
            [["Disease", "Blood", "Marrow"], ["RA", "Blasts <1%", "Blasts <5%, no Auer rods"]],
            caption="Table 1 Classification",
        )
        assert {o.statistic for o in extraction.observations} == {"text"}
        assert extraction.findings == ()
        assert extraction.unexplained == ()
        assert printed(extraction) == [["RA", "Blasts <1%", "Blasts <5%, no Auer rods"]]

    def test_a_regimen_with_an_unknown_drug(self):
        extraction = read_grid([["", "Smith [1]", "Jones [2]"], ["Regimen", "VEN + Zorbamab", "AZA"]])
        assert [(d.study_id, d.drug) for d in extraction.study_drugs] == [
            ("src/1", "venetoclax"),
            ("src/1", "Zorbamab"),
            ("src/2", "azacitidine"),
        ]
        assert [finding.rule for finding in extraction.findings] == ["unknown_drug"]

    def test_a_flattened_table_without_a_header_keeps_its_lines(self):
        document = read_text_string("Table 1 Things\nFoo bar baz\nAlpha 1 2\nBeta 3 4\n", "x")
        extraction = read_tables(document, ())
        assert [finding.rule for finding in extraction.findings] == ["unreadable_table"]
        assert [cell.template for cell in extraction.printed_cells] == ["Foo bar baz Alpha 1 2 Beta 3 4"]
        assert [document.text[slice(*number.span)] for number in extraction.unexplained] == [
            "1",
            "2",
            "3",
            "4",
        ]

    def test_grades_below_an_event_nobody_knows_are_of_that_event(self):
        rows = [
            ["Toxicity", "Arm A (n=63)", "P"],
            ["Skin damage", "", "0.1"],
            ["Grade 3", "9", ""],
            ["Cr elevation", "", "0.2"],
            ["Grade 3", "2", ""],
        ]
        found = read_grid(rows, caption="Table 1. Adverse events").observations
        events = [(fact.term, fact.grade_min, fact.value) for fact in found if fact.endpoint == "AE"]
        assert events == [("skin damage", 3, 9), ("cr elevation", 3, 2)]


GOLD = Path(__file__).parents[3] / "shared" / "gold" / "jats"


@pytest.mark.skipif(not GOLD.exists(), reason="the annotated articles are not here")
@pytest.mark.parametrize("path", sorted(GOLD.glob("*.nxml")), ids=lambda path: path.stem)
def test_every_cell_of_an_article_is_printed_or_kept_as_text(path: Path):
    from extractors.readers import read
    from extractors.text import fold

    document = read(path, path.stem)
    extraction = read_tables(document, find_glossary(document))
    assert_grounded(document, extraction)
    places = {(cell.table_label, cell.row_no, cell.column_no) for cell in extraction.printed_cells}
    headers = {cell.table_label: set[str]() for cell in extraction.printed_cells}
    for cell in extraction.printed_cells:
        headers[cell.table_label].update(cell.column_label.split(" / "))
    for table in document.tables:
        assert isinstance(table, Table)
        for cell in table.cells:
            words = fold(document.text[slice(*cell.span)])
            if cell.row < max(1, table.header_rows):
                kept = " ".join(headers[table.label])
                assert words in kept or not words, (table.label, words)
            elif words:
                row_no = cell.row - max(1, table.header_rows) + 1
                assert (table.label, row_no, cell.column) in places, (table.label, words)
