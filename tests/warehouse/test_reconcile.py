from __future__ import annotations

from typing import Any

import pytest


def _measure(warehouse: Any, make: Any, *observations: dict[str, Any]) -> list[tuple[Any, ...]]:
    placed = [
        row | {"char_start": place * 10, "char_end": place * 10 + 2} for place, row in enumerate(observations)
    ]
    text = "x" * 200
    warehouse.ingest(source=[make.source(text=text)], study=[make.study()], observation=placed)
    return warehouse.ask(
        "SELECT value, agreement::VARCHAR, origins, observation_ids FROM measurement ORDER BY ALL"
    )


def test_a_result_stated_once_is_single(warehouse: Any, make: Any):
    assert _measure(warehouse, make, make.observation("a", value=45.0)) == [
        (45.0, "single", ["prose"], ["a"])
    ]


def test_a_result_stated_twice_is_one_measurement_with_the_value_of_the_table(warehouse: Any, make: Any):
    rows = make.observation("prose", value=45.0, decimals=0), make.in_table("table", value=45.2, decimals=1)
    assert _measure(warehouse, make, *rows) == [(45.2, "agree", ["prose", "table"], ["table", "prose"])]


ROUNDING = {
    "the same": (45.0, 0, 45.0, 0, "agree"),
    "rounded": (45.2, 1, 45.0, 0, "agree"),
    "rounded up at the half": (45.5, 1, 46.0, 0, "agree"),
    "off by one": (45.0, 0, 46.0, 0, "conflict"),
    "truncated": (45.8, 1, 45.0, 0, "conflict"),
    "off in the last decimal": (45.2, 1, 45.3, 1, "conflict"),
    "more decimals": (6.43, 2, 6.4, 1, "agree"),
}


@pytest.mark.parametrize("case", ROUNDING)
def test_values_agree_if_one_rounds_to_the_other(warehouse: Any, make: Any, case: str):
    one, one_decimals, other, other_decimals, agreement = ROUNDING[case]
    rows = (
        make.observation("a", value=one, decimals=one_decimals),
        make.in_table("b", value=other, decimals=other_decimals),
    )
    assert _measure(warehouse, make, *rows)[0][1] == agreement


def test_not_reached_contradicts_a_number(warehouse: Any, make: Any):
    median = {"endpoint": "OS", "statistic": "median", "category": "survival", "unit": "months"}
    rows = make.in_table("a", status="not_reached", **median), make.observation("b", value=14.3, **median)
    assert _measure(warehouse, make, *rows) == [(None, "conflict", ["prose", "table"], ["a", "b"])]


def test_a_cell_that_says_not_available_gives_way_to_the_sentence(warehouse: Any, make: Any):
    rows = make.in_table("cell", status="not_available", unit=None), make.observation("sentence", value=45.0)
    assert _measure(warehouse, make, *rows) == [(45.0, "single", ["prose", "table"], ["sentence", "cell"])]


@pytest.mark.parametrize(("value", "agreement"), [(12.0, "agree"), (9.0, "conflict")])
def test_a_bound_agrees_with_what_lies_within(warehouse: Any, make: Any, value: float, agreement: str):
    rows = make.in_table("a", value=10.0, comparator=">="), make.observation("b", value=value)
    assert _measure(warehouse, make, *rows)[0][1] == agreement


def test_a_correction_stands_above_what_it_corrects(warehouse: Any, make: Any):
    rows = (
        make.in_table("a", value=59.3, ci_low=50.0),
        make.observation("sentence", value=69.6),
        make.in_table("fixed", value=69.6, **make.CORRECTS_A),
    )
    assert _measure(warehouse, make, *rows) == [
        (69.6, "agree", ["correction", "prose", "table"], ["fixed", "sentence", "a"])
    ]
    assert warehouse.ask("SELECT ci_low FROM measurement") == [(None,)]


def test_a_correction_that_another_sentence_contradicts_is_a_conflict(warehouse: Any, make: Any):
    rows = (
        make.in_table("a", value=59.3),
        make.observation("sentence", value=59.3),
        make.in_table("fixed", value=69.6, **make.CORRECTS_A),
    )
    assert _measure(warehouse, make, *rows)[0][:2] == (69.6, "conflict")


WITHDRAWN = {"status": "not_available", "unit": None}


def test_a_withdrawn_value_is_not_available(warehouse: Any, make: Any):
    rows = make.in_table("a", value=45.0), make.in_table("b", **WITHDRAWN, **make.CORRECTS_A)
    assert _measure(warehouse, make, *rows) == [(None, "single", ["correction", "table"], ["b", "a"])]
    assert warehouse.ask("SELECT status::VARCHAR FROM measurement") == [("not_available",)]


def test_a_withdrawn_value_gives_way_to_what_else_is_stated(warehouse: Any, make: Any):
    rows = (
        make.in_table("a", value=45.0),
        make.in_table("b", **WITHDRAWN, **make.CORRECTS_A),
        make.observation("sentence", value=54.0),
    )
    assert _measure(warehouse, make, *rows)[0][:2] == (54.0, "single")


def test_a_correction_of_the_arm_takes_the_value_there(warehouse: Any, make: Any):
    rows = make.in_table("a", value=45.0), make.in_table("b", value=45.0, arm="adults", **make.CORRECTS_A)
    _measure(warehouse, make, *rows)
    found = warehouse.ask("SELECT arm, value, status::VARCHAR FROM measurement ORDER BY arm")
    assert found == [("", None, "not_available"), ("adults", 45.0, "reported")]


def test_a_study_has_the_corrected_field(warehouse: Any, make: Any):
    count = {"endpoint": "n_patients", "statistic": "count", "unit": "patients", "category": "baseline"}
    rows = make.in_table("a", value=33.0, **count), make.in_table("b", value=34.0, **count, **make.CORRECTS_A)
    _measure(warehouse, make, *rows)
    assert warehouse.ask("SELECT n_patients FROM study") == [(34,)]


def test_a_study_has_no_withdrawn_field(warehouse: Any, make: Any):
    count = {"endpoint": "n_patients", "statistic": "count", "category": "baseline"}
    rows = (
        make.in_table("a", value=33.0, **(count | {"unit": "patients"})),
        make.in_table("b", **(count | WITHDRAWN), **make.CORRECTS_A),
    )
    _measure(warehouse, make, *rows)
    assert warehouse.ask("SELECT n_patients FROM study") == [(None,)]


def test_words_of_their_own_are_not_compared_codes_are(warehouse: Any, make: Any):
    text = {"category": "design", "statistic": "text", "unit": None}
    rows = (
        make.in_table("a", endpoint="regimen", text_value="A + B", **text),
        make.observation("b", endpoint="regimen", text_value="A plus B", **text),
        make.in_table("c", endpoint="phase", text_value="2", **text),
        make.observation("d", endpoint="phase", text_value="3", **text),
    )
    _measure(warehouse, make, *rows)
    found = warehouse.ask(
        "SELECT endpoint, text_value, agreement::VARCHAR FROM measurement ORDER BY endpoint"
    )
    assert found == [("phase", "2", "conflict"), ("regimen", "A + B", "single")]


@pytest.mark.parametrize(
    "other",
    [
        {"arm": "responders"},
        {"timepoint_months": 12.0},
        {"statistic": "cumulative_incidence"},
        {"endpoint": "CR"},
        {"grade_min": 3},
        {"term": "nausea"},
    ],
)
def test_what_differs_in_one_thing_is_another_measurement(warehouse: Any, make: Any, other: dict[str, Any]):
    rows = make.observation("a", value=45.0), make.observation("b", value=46.0, **other)
    assert [row[1] for row in _measure(warehouse, make, *rows)] == ["single", "single"]


def test_counts_limits_and_p_value_come_from_whoever_has_them(warehouse: Any, make: Any):
    rows = (
        make.in_table("a", value=45.0),
        make.observation(
            "b", value=45.0, n=15, n_total=33, ci_low=28.1, ci_high=63.6, ci_level=95.0, p_value="0.04"
        ),
    )
    _measure(warehouse, make, *rows)
    columns = "SELECT n, n_total, ci_low, ci_high, ci_level, p_value FROM measurement"
    assert warehouse.ask(columns) == [(15, 33, 28.1, 63.6, 95.0, "0.04")]


def test_a_part_and_its_total_are_never_of_two_observations(warehouse: Any, make: Any):
    rows = make.in_table("a", value=45.0, n=15), make.observation("b", value=45.0, n_total=10)
    _measure(warehouse, make, *rows)
    assert warehouse.ask("SELECT n, n_total FROM measurement") == [(15, None)]


STUDY_FIELDS = [
    (
        {"endpoint": "n_patients", "statistic": "count", "value": 33.0, "n": 33, "unit": "patients"},
        {"n_patients": 33},
    ),
    ({"endpoint": "male", "value": 39.4, "n": 13}, {"n_male": 13, "male_pct": 39.4}),
    (
        {"endpoint": "age", "statistic": "median", "value": 58.0, "low": 26.0, "high": 72.0, "unit": "years"},
        {"age_median": 58.0, "age_min": 26.0, "age_max": 72.0},
    ),
    (
        {"endpoint": "age", "statistic": "range", "low": 0.3, "high": 13.0, "unit": "years"},
        {"age_median": None, "age_min": 0.3, "age_max": 13.0},
    ),
    (
        {
            "endpoint": "prior_lines",
            "statistic": "median",
            "value": 1.0,
            "low": 1.0,
            "high": 7.0,
            "unit": "lines",
        },
        {"prior_lines_median": 1.0, "prior_lines_min": 1.0, "prior_lines_max": 7.0},
    ),
    (
        {"endpoint": "follow_up", "statistic": "median", "value": 20.7, "unit": "months"},
        {"follow_up_months": 20.7},
    ),
    (
        {
            "endpoint": "study_period",
            "statistic": "range",
            "low": 2018.0,
            "high": 2022.0,
            "unit": None,
            "text_value": "2018/2022",
        },
        {"period_start": "2018", "period_end": "2022"},
    ),
    (
        {
            "endpoint": "study_period",
            "statistic": "range",
            "low": 2018.0,
            "high": 2019.0,
            "unit": None,
            "text_value": "2018-03/2019-05",
        },
        {"period_start": "2018-03", "period_end": "2019-05"},
    ),
    ({"endpoint": "phase", "statistic": "text", "unit": None, "text_value": "1b/2"}, {"phase": "1b/2"}),
    ({"endpoint": "phase", "statistic": "text", "unit": None, "text_value": "pilot"}, {"phase": None}),
    (
        {"endpoint": "design", "statistic": "text", "unit": None, "text_value": "retrospective"},
        {"design": "retrospective"},
    ),
    ({"endpoint": "male", "status": "not_available", "unit": None}, {"n_male": None, "male_pct": None}),
    (
        {
            "endpoint": "n_patients",
            "statistic": "count",
            "value": 9.0,
            "unit": "patients",
            "arm": "responders",
        },
        {"n_patients": None},
    ),
]


@pytest.mark.parametrize(("stated", "fields"), STUDY_FIELDS)
def test_a_study_has_the_fields_that_are_stated(
    warehouse: Any, make: Any, stated: dict[str, Any], fields: dict[str, Any]
):
    warehouse.ingest(
        source=[make.source()],
        study=[make.study()],
        observation=[make.in_table("a", category="baseline", **stated)],
    )
    cursor = warehouse.connection.execute("FROM study")
    names = [column[0] for column in cursor.description]
    row = dict(zip(names, cursor.fetchall()[0], strict=True))
    assert {name: row[name] for name in fields} == fields


def test_a_table_is_believed_before_a_sentence(warehouse: Any, make: Any):
    count = {"endpoint": "n_patients", "statistic": "count", "unit": "patients", "category": "baseline"}
    rows = (
        make.observation("a", value=30.0, **count),
        make.in_table("b", value=33.0, char_start=5, **(count | {"char_end": 9})),
    )
    warehouse.ingest(source=[make.source()], study=[make.study()], observation=list(rows))
    assert warehouse.ask("SELECT n_patients FROM study") == [(33,)]


def test_prior_exposure_is_a_row_per_drug(warehouse: Any, make: Any):
    exposed = {"endpoint": "prior_exposure", "category": "baseline"}
    rows = (
        make.in_table("a", value=57.6, n=19, term="aspirin", **exposed),
        make.observation("b", value=58.0, term="aspirin", **exposed),
        make.in_table("c", status="not_available", unit=None, term="ibuprofen", **exposed),
    )
    warehouse.ingest(source=[make.source()], study=[make.study()], observation=list(rows))
    assert warehouse.ask("FROM study_prior_drug") == [("letter/2", "aspirin", 19, 57.6)]
