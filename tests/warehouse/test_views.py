from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from warehouse.scripts import names, script
from warehouse.views import header

if TYPE_CHECKING:
    from types import ModuleType

MEDIAN = {"endpoint": "OS", "statistic": "median", "category": "survival", "unit": "months"}


@pytest.mark.parametrize("path", names("views"))
def test_every_view_says_its_grain_in_its_first_line(path: str):
    assert header(script(path))[0].startswith("-- one row per ")


def test_every_view_and_column_has_a_comment(warehouse: Any):
    columns = """
        SELECT table_name, column_name FROM duckdb_columns()
        WHERE table_name IN (SELECT view_name FROM duckdb_views() WHERE NOT internal) AND comment IS NULL
    """
    assert warehouse.ask(columns) == []
    assert warehouse.ask("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL") == []


def _loaded(warehouse: Any, make: ModuleType, *observations: dict[str, Any]) -> None:
    warehouse.ingest(source=[make.source()], study=[make.study()], observation=list(observations))


def test_response_rates(warehouse: Any, make: ModuleType):
    _loaded(
        warehouse, make, make.observation("a", value=45.0, n=15), make.observation("b", value=6.4, **MEDIAN)
    )
    assert warehouse.ask("SELECT label, endpoint, pct, n FROM response_rates") == [
        ("Doe [2]", "ORR", 45.0, 15)
    ]


def test_survival(warehouse: Any, make: ModuleType):
    landmark = {"endpoint": "OS", "category": "survival", "timepoint_months": 24.0}
    _loaded(
        warehouse,
        make,
        make.observation("a", status="not_reached", **MEDIAN),
        make.observation("b", value=42.0, **landmark),
    )
    found = warehouse.ask("SELECT statistic::VARCHAR, timepoint_months, status::VARCHAR, value FROM survival")
    assert found == [("rate", 24.0, "reported", 42.0), ("median", None, "not_reached", None)]


def test_adverse_events(warehouse: Any, make: ModuleType):
    event = {"endpoint": "AE", "category": "safety", "term": "nausea", "grade_min": 3}
    _loaded(warehouse, make, make.observation("a", value=10.0, comparator=">=", **event))
    found = warehouse.ask("SELECT term, grade_min, comparator::VARCHAR, pct FROM adverse_events")
    assert found == [("nausea", 3, ">=", 10.0)]


def test_baseline_has_the_drugs(warehouse: Any, make: ModuleType):
    drugs = [
        {"study_id": "letter/2", "position": position, "drug": drug, "as_printed": drug}
        for position, drug in ((2, "b"), (1, "a"))
    ]
    exposed = make.observation(
        "a", endpoint="prior_exposure", category="baseline", term="c", value=57.6, n=19
    )
    warehouse.ingest(source=[make.source()], study=[make.study()], study_drug=drugs, observation=[exposed])
    found = warehouse.ask("SELECT label, drugs, prior_drugs FROM baseline")
    assert found == [("Doe [2]", ["a", "b"], [{"drug": "c", "n": 19, "pct": 57.6}])]


VERDICTS = {
    "agree": ("45%", "45.0%", "agree"),
    "conflict": ("45%", "54%", "conflict"),
    "table only": ("45%", None, "table only"),
    "prose only": (None, "45%", "prose only"),
}


@pytest.mark.parametrize("case", VERDICTS)
def test_reconciliation_puts_the_table_beside_the_prose(warehouse: Any, make: ModuleType, case: str):
    table, prose, verdict = VERDICTS[case]
    rows = [
        made(
            "table" if made is make.in_table else "prose",
            value=float(printed[:-1]),
            decimals=len(printed.rpartition(".")[1]),
        )
        for made, printed in ((make.in_table, table), (make.observation, prose))
        if printed
    ]
    _loaded(warehouse, make, *rows)
    assert warehouse.ask("SELECT table_value, prose_value, verdict FROM reconciliation") == [
        (table, prose, verdict)
    ]


def test_a_cell_without_value_beside_a_sentence_is_prose_only(warehouse: Any, make: ModuleType):
    _loaded(
        warehouse,
        make,
        make.in_table("a", status="not_available", unit=None),
        make.observation("b", value=45.0),
    )
    found = warehouse.ask("SELECT table_value, prose_value, verdict FROM reconciliation")
    assert found == [("not available", "45%", "prose only")]


def test_coverage(warehouse: Any, make: ModuleType):
    number = {"source_id": "letter", "char_start": 0, "char_end": 2, "quote": "an 7", "context": "Table 1"}
    sources = [make.source(numbers_explained=3), make.source("empty", numbers_explained=0)]
    warehouse.ingest(source=sources, unexplained_number=[number])
    assert warehouse.ask("FROM coverage") == [("empty", 0, 0, None), ("letter", 3, 1, 75.0)]


def test_audit_puts_the_gravest_first(warehouse: Any, make: ModuleType):
    common = {
        "rule": "r",
        "source_id": "letter",
        "study_id": "letter/2",
        "observation_ids": [],
        "message": "m",
    }
    findings = [
        common | {"finding_id": severity, "severity": severity} for severity in ("info", "error", "warning")
    ]
    warehouse.ingest(source=[make.source()], study=[make.study()], finding=findings)
    found = warehouse.ask("SELECT severity::VARCHAR, label FROM audit")
    assert found == [("error", "Doe [2]"), ("warning", "Doe [2]"), ("info", "Doe [2]")]


def test_evidence_table_is_a_row_per_study_of_the_table(warehouse: Any, make: ModuleType):
    warehouse.ingest(
        source=[make.source()],
        study=[make.study(), make.study("letter/3", "Roe [3]")],
        observation=[
            make.in_table("a", value=45.0),
            make.in_table("b", status="not_reached", **MEDIAN),
            make.observation("c", value=10.0, arm="adults"),
        ],
        printed_cell=[make.cell(1, "x")],
    )
    statement = """
        SELECT label, orr_pct, os_median_months, os_median_status::VARCHAR, len(results)
        FROM evidence_table('letter', 'Table 1')
    """
    found = warehouse.ask(statement)
    assert found == [("Doe [2]", 45.0, None, "not_reached", 2)]
    assert warehouse.ask("SELECT label FROM evidence_table('letter', NULL)") == [("Doe [2]",), ("Roe [3]",)]


def _registered(
    make: ModuleType, source_id: str, registry_id: str, value: float, **more: Any
) -> dict[str, Any]:
    study_id = f"{source_id}/1"
    text = {"endpoint": "registry_id", "category": "design", "statistic": "text", "unit": None}
    return {
        "source": [make.source(source_id, **more)],
        "study": [make.study(study_id, f"Doe in {source_id}")],
        "observation": [
            make.observation(f"{source_id} id", study_id, text_value=registry_id, **text),
            make.observation(f"{source_id} orr", study_id, value=value),
        ],
    }


def test_studies_with_one_registry_number_are_one_trial_followed_over_time(warehouse: Any, make: ModuleType):
    warehouse.ingest(**_registered(make, "later", "NCT 00000001", 50.0, meeting_year=2024))
    warehouse.ingest(**_registered(make, "sooner", "NCT00000001", 45.0, meeting_year=2022))
    warehouse.ingest(**_registered(make, "another", "NCT00000002", 1.0))
    trials = warehouse.ask("SELECT trial_id, study_id, evidence FROM trial ORDER BY study_id")
    assert trials == [
        ("NCT 00000001", "later/1", "registry number NCT 00000001 in later"),
        ("NCT 00000001", "sooner/1", "registry number NCT00000001 in sooner"),
    ]
    over_time = "SELECT meeting_year, value_in_words FROM trial_over_time WHERE endpoint = 'ORR'"
    assert warehouse.ask(over_time) == [(2022, "45%"), (2024, "50%")]


def test_studies_of_one_source_are_not_the_same_trial_again(warehouse: Any, make: ModuleType):
    text = {
        "endpoint": "registry_id",
        "category": "design",
        "statistic": "text",
        "unit": None,
        "text_value": "NCT00000001",
    }
    warehouse.ingest(
        source=[make.source()],
        study=[make.study(), make.study("letter/3", "Roe [3]")],
        observation=[make.observation("a", **text), make.observation("b", "letter/3", **text)],
    )
    assert warehouse.ask("FROM trial") == []


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ({}, (40, 18.0, True)),  # implied by the study's patients
        ({"total": 20, "arm": "older patients"}, (20, 9.0, True)),
        ({"arm": "older patients"}, (None, None, None)),  # nobody says how many they are
        ({"percent": 41.7, "decimals": 1}, (40, 17.0, False)),  # no whole number of 40 patients
        ({"n": 7, "total": 20}, (20, 7.0, False)),  # as printed, right or wrong
    ],
)
def test_events_of_a_rate_are_printed_or_implied(
    warehouse: Any, rate: dict[str, Any], expected: tuple[Any, ...]
):
    given = {"n": None, "total": None, "arm": "", "percent": 45.0, "decimals": 0, **rate}
    question = """
        SELECT
            patients_of_rate($total, $arm, 40) AS patients,
            events_of_rate($n, $percent, patients) AS events,
            events_fit_rate(events, patients, $percent, $decimals)
    """
    assert warehouse.connection.execute(question, given).fetchone() == expected
