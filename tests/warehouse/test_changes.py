from __future__ import annotations

from typing import Any

CHANGES = """
SELECT kind::VARCHAR, study_label, field, old_value, new_value
FROM change
WHERE run_id = 'run 2'
ORDER BY ALL
"""
MEDIAN = {"endpoint": "OS", "statistic": "median", "category": "survival", "unit": "months"}


def _twice(
    warehouse: Any, make: Any, before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> list[tuple[Any, ...]]:
    for rows in (before, after):
        warehouse.ingest(source=[make.source()], study=[make.study()], observation=rows)
    return warehouse.ask(CHANGES)


def test_nothing_changed_is_no_change(warehouse: Any, make: Any):
    rows = [make.observation("a", value=45.0)]
    assert _twice(warehouse, make, rows, rows) == []


def test_a_median_that_is_reached_at_last(warehouse: Any, make: Any):
    before, after = (
        make.observation("a", status="not_reached", **MEDIAN),
        make.observation("b", value=21.3, decimals=1, **MEDIAN),
    )
    assert _twice(warehouse, make, [before], [after]) == [
        ("changed", "Doe [2]", "OS median", "not reached", "21.3 months")
    ]


def test_a_value_that_is_new_and_one_that_is_gone(warehouse: Any, make: Any):
    before, after = (
        make.observation("a", value=45.0, decimals=0),
        make.observation("b", endpoint="CR", value=39.0, decimals=0),
    )
    assert _twice(warehouse, make, [before], [after]) == [
        ("new", "Doe [2]", "CR rate", None, "39%"),
        ("removed", "Doe [2]", "ORR rate", "45%", None),
    ]


def test_what_was_not_available_and_is_given_now_is_new(warehouse: Any, make: Any):
    before = make.observation("a", status="not_available", unit=None)
    assert _twice(warehouse, make, [before], [make.observation("a", value=45.0)]) == [
        ("new", "Doe [2]", "ORR rate", None, "45%")
    ]


def test_a_change_names_arm_grade_term_and_time_point(warehouse: Any, make: Any):
    event = {
        "endpoint": "AE",
        "category": "safety",
        "term": "nausea",
        "grade_min": 3,
        "arm": "adults",
        "timepoint_months": 12.0,
    }
    found = _twice(warehouse, make, [], [make.observation("a", value=10.0, **event)])
    assert found[0][2] == "AE nausea rate at 12 months grade ≥ 3 in adults"


def test_another_source_that_comes_along_changes_nothing_of_this_one(warehouse: Any, make: Any):
    warehouse.ingest(
        source=[make.source()], study=[make.study()], observation=[make.observation("a", value=45.0)]
    )
    warehouse.ingest(source=[make.source("other")], study=[make.study("other/1", "Roe")])
    assert warehouse.ask(CHANGES) == []


def test_a_study_of_the_same_number_in_another_source_is_another_study(warehouse: Any, make: Any):
    for source_id in ("letter", "other"):
        study_id = f"{source_id}/2"
        warehouse.ingest(
            source=[make.source(source_id)],
            study=[make.study(study_id)],
            observation=[make.observation(source_id, study_id, value=45.0)],
        )
    assert warehouse.ask("SELECT kind::VARCHAR, study_id FROM change WHERE run_id = 'run 2'") == [
        ("new", "other/2")
    ]
