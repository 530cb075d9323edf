from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from schemas.ddl import create_statements
from schemas.screen import keeps_contract
from schemas.tables import TABLES
from schemas.validate import find_failures, split, split_all

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    Rows = Callable[..., pl.DataFrame]

BROKEN: dict[str, tuple[str, dict[str, Any], str]] = {
    "a word that is not on the list": (
        "category_known",
        {"category": "guess"},
        "category 'guess' is none of design, baseline",
    ),
    "a missing value": ("endpoint_present_and_typed", {"endpoint": None}, "endpoint is missing"),
    "an empty quote": ("quote_filled", {"quote": ""}, "quote is empty"),
    "a value below the limit": (
        "ci_level_at_least",
        {"ci_level": 5.0},
        "ci_level 5.0 is below 50 (valid: 50",
    ),
    "a value above the limit": ("grade_min_at_most", {"grade_min": 6}, "grade_min 6 is above 5"),
    "an infinite value": ("value_at_most", {"value": float("inf"), "unit": "ratio"}, "value inf is above"),
    "a value that is no number": (
        "value_at_most",
        {"value": float("nan"), "unit": "ratio"},
        "value NaN is above",
    ),
    "a percentage above 100": ("percent_in_range", {"value": 101.0}, "between 0 and 100"),
    "an interval upside down": ("interval_order", {"ci_low": 60.0, "ci_high": 40.0}, "at most the upper one"),
    "a range upside down": ("range_order", {"low": 7.0, "high": 1.0}, "at most the high one"),
    "more patients than there are": ("part_of_total", {"n": 14, "n_total": 10}, "n is at most n_total"),
    "a value where none is available": ("status_fits_value", {"status": "not_available"}, "has no number"),
    "a value where none is reached": ("status_fits_value", {"status": "not_reached"}, "has no value"),
    "a report of nothing": ("reported_says_something", {"value": None}, "a number or a text"),
    "a value without unit": ("has_unit", {"unit": None}, "a value has a unit"),
    "an empty span": ("span_order", {"char_end": 0}, "at least one character"),
    "a study of another source": ("belongs_to_source", {"study_id": "other/1"}, "one of the source"),
    "a table without name": ("table_is_named", {"origin": "table"}, "names its table"),
    "a time longer than a life": ("lifetime", {"value": 1201.0, "unit": "months"}, "at most 1200"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_row_is_rejected_with_its_reason(case: str, rows: Rows):
    check, changes, reason = BROKEN[case]
    accepted, rejections = split(
        rows("observation", {"observation_id": "good"}, changes), TABLES["observation"]
    )
    assert accepted["observation_id"].to_list() == ["good"]
    assert rejections["check_name"].to_list() == [check]
    assert reason in rejections["reason"][0]
    assert json.loads(rejections["payload"][0])["observation_id"] == "a"
    assert rejections["source_id"].to_list() == ["letter"]


@pytest.mark.parametrize("case", BROKEN)
def test_duckdb_refuses_what_the_contract_rejects(case: str, rows: Rows):
    _, changes, _ = BROKEN[case]
    row = rows("observation", changes).drop("bbox").row(0, named=True)
    given_columns = {name: value for name, value in row.items() if value is not None}
    with duckdb.connect() as connection:
        connection.execute(";".join(_without_foreign_keys()))
        columns = ", ".join(f"${name} AS {name}" for name in given_columns)
        with pytest.raises((duckdb.ConstraintException, duckdb.ConversionException)):
            connection.execute(f"INSERT INTO observation BY NAME SELECT {columns}", given_columns)


def _without_foreign_keys() -> list[str]:
    return [re.sub(r" REFERENCES \w+ \(\"\w+\"\)", "", statement) for statement in create_statements()]


def test_a_row_that_breaks_two_rules_is_one_rejection_with_both_reasons(rows: Rows):
    frame = rows("observation", {"grade_min": 9, "char_end": 0})
    _, rejections = split(frame, TABLES["observation"])
    assert rejections["check_name"].to_list() == ["grade_min_at_most, span_order"]


def test_rows_with_one_key_are_both_rejected(rows: Rows):
    accepted, rejections = split(rows("observation", {}, {}, {"observation_id": "b"}), TABLES["observation"])
    assert accepted["observation_id"].to_list() == ["b"]
    assert set(rejections["check_name"]) == {"key_unique"}


def test_a_frame_that_is_none_of_the_table_is_rejected_whole(rows: Rows):
    frame = rows("study_drug", {}, {"position": 2}).rename({"drug": "medicine"})
    accepted, rejections = split(frame, TABLES["study_drug"])
    assert accepted.is_empty()
    assert rejections.height == 2
    assert "column_in_schema" in rejections["check_name"][0]


def test_a_child_of_a_rejected_parent_goes_with_it(rows: Rows):
    frames = {
        "study": rows("study", {}, {"study_id": "other/1"}),
        "study_drug": rows("study_drug", {}, {"study_id": "other/1"}),
    }
    accepted, rejections = split_all(frames)
    assert accepted["study_drug"]["study_id"].to_list() == ["letter/2"]
    assert rejections["check_name"].to_list() == ["belongs_to_source", "study_id_known"]
    assert "not among the accepted rows of study" in rejections["reason"][1]


def test_null_passes_a_rule_as_in_sql(rows: Rows):
    frame = rows("observation", {"ci_low": 60.0, "ci_high": None, "n": 3})
    assert find_failures(frame, TABLES["observation"]) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(list(BROKEN)), max_size=6), st.integers(0, 6))
def test_accepted_and_rejected_rows_add_up(rows: Rows, broken: list[str], good: int):
    changed = [BROKEN[case][1] for case in broken] + [{}] * good
    named = [changes | {"observation_id": str(number)} for number, changes in enumerate(changed)]
    accepted, rejections = split(rows("observation", *named), TABLES["observation"])
    assert accepted.height == good
    assert rejections.height == len(broken)


@pytest.mark.parametrize("case", BROKEN)
def test_the_screen_stops_what_pandera_stops(case: str, rows: Rows):
    model = TABLES["observation"]
    frame = rows("observation", {"observation_id": "good"}, BROKEN[case][1])
    assert not keeps_contract(frame, model)
    with pytest.raises(SchemaErrors):
        model.validate(frame, lazy=True)


@pytest.mark.parametrize("table", ["study", "study_drug", "observation"])
def test_the_screen_passes_what_pandera_passes(table: str, rows: Rows):
    frame = rows(table, {})
    assert keeps_contract(frame, TABLES[table])
    TABLES[table].validate(frame, lazy=True)
