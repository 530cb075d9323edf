"""Tables come back as printed, and every number of them from a typed column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from warehouse import printed

if TYPE_CHECKING:
    from types import ModuleType

CELLS = {
    "words": ("N/A", {"status": "not_available", "unit": None}, "N/A"),
    "nothing": ("", {"value": 1.0}, ""),
    "a percentage": ("ORR {1.value.0}%", {"value": 45.0}, "ORR 45%"),
    "printed decimals": ("{1.value.1}%", {"value": 50.0}, "50.0%"),
    "a count and its share": ("{1.n.0} ({1.value.1}%)", {"value": 39.4, "n": 13}, "13 (39.4%)"),
    "a range": ("{1.low.1}–{1.high.0}", {"low": 0.3, "high": 13.0, "unit": "years"}, "0.3–13"),
    "an interval": (
        "95% CI {1.ci_low.0}–{1.ci_high.0}",
        {"value": 70.0, "ci_low": 48.0, "ci_high": 85.0},
        "95% CI 48–85",
    ),
    "days": ("{1.value.0.days} days", {"value": 30 / 30.44, "unit": "months"}, "30 days"),
    "weeks": ("{1.value.1.weeks} wk", {"value": 6.5 / 4.345, "unit": "months"}, "6.5 wk"),
    "years": (
        "the {1.timepoint_months.0.years}-year OS",
        {"value": 42.0, "timepoint_months": 24.0},
        "the 2-year OS",
    ),
    "a text": ("{1.text_value}", {"statistic": "text", "unit": None, "text_value": "A + B"}, "A + B"),
    "a P value": ("P {1.p_value}", {"value": 1.0, "p_value": "< 0.001"}, "P < 0.001"),
    "a grade": ("grade ≥ {1.grade_min.0}", {"value": 1.0, "grade_min": 3}, "grade ≥ 3"),
    "printed braces": ("{{x}} {1.value.0} {{1}}", {"value": 45.0}, "{x} 45 {1}"),
    "a number that is gone": ("{1.n.0} ({1.value.0}%)", {"value": 45.0}, "N/A (45%)"),
    "a slot without observation": ("{7.value.0}", {"value": 45.0}, "N/A"),
    "a quote mark": ("it's {1.value.0}", {"value": 45.0}, "it's 45"),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_cell_is_printed_from_typed_columns(warehouse: Any, make: ModuleType, case: str):
    template, columns, cell = CELLS[case]
    warehouse.ingest(
        source=[make.source()],
        study=[make.study()],
        observation=[make.in_table("a", **columns)],
        printed_cell=[make.cell(1, template)],
    )
    assert warehouse.ask("FROM table_1") == [("row 1", cell)]


def test_a_changed_value_changes_the_cell(warehouse: Any, make: ModuleType):
    warehouse.ingest(
        source=[make.source()],
        study=[make.study()],
        observation=[
            make.in_table("a", value=45.0),
            make.in_table("b", value=39.0, position=2, endpoint="CR"),
        ],
        printed_cell=[make.cell(1, "ORR {1.value.0}%, CR {2.value.0}%")],
    )
    warehouse.connection.execute("UPDATE observation SET value = 99 WHERE endpoint = 'CR'")
    assert warehouse.ask("FROM table_1") == [("row 1", "ORR 45%, CR 99%")]


def test_a_correction_is_printed_in_place_of_what_it_corrects(warehouse: Any, make: ModuleType):
    warehouse.ingest(
        source=[make.source()],
        study=[make.study()],
        observation=[make.in_table("a", value=45.0), make.in_table("b", value=46.5, **make.CORRECTS_A)],
        printed_cell=[make.cell(1, "{1.value.0}%")],
    )
    assert warehouse.ask("FROM table_1") == [("row 1", "46.5%")]


def test_what_a_correction_withdraws_is_printed_as_not_available(warehouse: Any, make: ModuleType):
    withdrawn = make.in_table("b", status="not_available", unit=None, **make.CORRECTS_A)
    warehouse.ingest(
        source=[make.source()],
        study=[make.study()],
        observation=[make.in_table("a", value=45.0), withdrawn],
        printed_cell=[make.cell(1, "{1.value.0}%")],
    )
    assert warehouse.ask("FROM table_1") == [("row 1", "N/A%")]


def _columns(warehouse: Any, view: str = "table_1") -> list[str]:
    return [column for column, *_ in warehouse.ask(f"DESCRIBE {view}")]


def test_studies_as_columns_are_headed_by_their_label(warehouse: Any, make: ModuleType):
    warehouse.ingest(
        source=[make.source()],
        study=[make.study(), make.study("letter/3", "Roe [3]")],
        printed_cell=[
            make.cell(0, "Male", study_id=None),
            make.cell(2, "b", study_id="letter/3"),
            make.cell(1, "a"),
        ],
    )
    assert _columns(warehouse) == ["row_label", "Doe [2]", "Roe [3]"]
    assert warehouse.ask("FROM table_1") == [("row 1", "a", "b")]


def test_studies_as_rows_leave_the_printed_headings(warehouse: Any, make: ModuleType):
    cells = [
        make.cell(column, f"{row}{column}", row_no=row, study_id=f"letter/{row}", column_label=label)
        for row in (1, 2)
        for column, label in ((1, "ORR (%)"), (2, "OS"))
    ]
    studies = [make.study("letter/1", "Doe [1]"), make.study()]
    warehouse.ingest(source=[make.source()], study=studies, printed_cell=cells)
    assert _columns(warehouse) == ["row_label", "ORR (%)", "OS"]
    assert warehouse.ask("FROM table_1") == [("row 1", "11", "12"), ("row 2", "21", "22")]


def test_headings_that_are_the_same_are_told_apart(warehouse: Any, make: ModuleType):
    labels = ("n (%)", "N (%)", "", 'with "quotes"', "row_label")
    cells = [make.cell(number, "x", column_label=label) for number, label in enumerate(labels, start=1)]
    warehouse.ingest(source=[make.source()], study=[make.study()], printed_cell=cells)
    assert _columns(warehouse) == [
        "row_label",
        "n (%)",
        "N (%) (2)",
        "column 3",
        'with "quotes"',
        "row_label (2)",
    ]


def _table(make: ModuleType, source_id: str, words: str, label: str = "Table 1") -> dict[str, Any]:
    cell = make.cell(1, words, source_id=source_id, study_id=f"{source_id}/2", table_label=label)
    return {
        "source": [make.source(source_id)],
        "study": [make.study(f"{source_id}/2")],
        "printed_cell": [cell],
    }


def test_table_1_stays_the_one_of_the_source_that_came_first(warehouse: Any, make: ModuleType):
    warehouse.ingest(**_table(make, "letter", "first"))
    warehouse.connection.execute("UPDATE source SET first_ingested_at = '2020-01-01'")
    warehouse.ingest(**_table(make, "article", "second"))
    warehouse.ingest(**_table(make, "letter", "first, read again"))
    assert warehouse.ask("FROM table_1") == [("row 1", "first, read again")]
    assert warehouse.ask("FROM article_table_1") == [("row 1", "second")]
    assert warehouse.ask("FROM letter_table_1") == [("row 1", "first, read again")]


def test_a_table_that_is_gone_has_no_view(warehouse: Any, make: ModuleType):
    warehouse.ingest(**_table(make, "letter", "x"))
    warehouse.ingest(retire=("letter",), source=[])
    assert warehouse.ask("SELECT view_name FROM duckdb_views() WHERE view_name LIKE '%table_1'") == []


def test_a_table_never_takes_the_name_of_another_view_or_table(warehouse: Any, make: ModuleType):
    warehouse.ingest(**_table(make, "letter", "x", label="Study"))
    assert warehouse.ask("SELECT study_id FROM study") == [("letter/2",)]
    assert warehouse.ask("FROM letter_study") == [("row 1", "x")]


def test_beyond_the_limit_a_table_is_still_a_call_away(
    warehouse: Any, make: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(printed, "MOST_QUALIFIED_VIEWS", 1)
    for source_id in ("letter", "second"):
        warehouse.ingest(**_table(make, source_id, source_id))
    views = "SELECT view_name FROM duckdb_views() WHERE view_name LIKE '%table_1' ORDER BY ALL"
    assert warehouse.ask(views) == [("letter_table_1",), ("table_1",)]
    assert warehouse.ask("SELECT cell FROM printed_table('second', 'Table 1')") == [("second",)]


@pytest.mark.parametrize(
    ("label", "name"), [("Table 1", "table_1"), ("Table S1a.", "table_s1a"), ("TABLE  II", "table_ii")]
)
def test_the_name_of_a_view_is_plain(label: str, name: str):
    assert printed.view_name(label) == name
