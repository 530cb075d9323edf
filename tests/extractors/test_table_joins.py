"""What stands apart in a table and belongs together: small tables in, observations out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.extract import extract
from extractors.readers import read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def observations(tmp_path: Path):
    """The observations of a pipe table under a caption."""

    def of(*rows: str):
        ruler = "|" + "---|" * rows[0].count("|")
        path = tmp_path / "table.md"
        path.write_text("\n".join(["Table 1. Efficacy", "", rows[0], ruler, *rows[1:]]))
        found = extract(read(path, "table")).observations
        return [one for one in found if one.origin == "table" and one.endpoint not in ("n_patients", "other")]

    return of


def facts(found, *names: str):
    return [tuple(getattr(one, name) for name in names) for one in found]


def test_an_interval_in_the_row_below_its_value(observations):
    found = observations(
        "| | A | B", "| ORR, n (%) | 13 (39.4) | 5 (15.2)", "| 95% CI | 22.9–57.9 | (5.1, 31.9)"
    )
    assert facts(found, "endpoint", "value", "ci_low", "ci_high") == [
        ("ORR", 39.4, 22.9, 57.9),
        ("ORR", 15.2, 5.1, 31.9),
    ]


def test_an_interval_in_the_column_beside_its_value(observations):
    found = observations("| | n (%) | 95% CI", "| ORR | 13 (39.4) | (22.9, 57.9)", "| CR | 0 | NA")
    assert facts(found, "endpoint", "value", "ci_low", "status") == [
        ("ORR", 39.4, 22.9, "reported"),
        ("CR", 0.0, None, "reported"),
    ]


def test_two_bare_numbers_are_no_two_rates(observations):
    assert observations("| | All", "| HCT % | 47.2 (4.6)", "| ORR | (45.3, 74.2)") == []


def test_a_ratio_is_of_the_outcome_above_it_and_compares_the_arms(observations):
    found = observations(
        "| | A | B",
        "| Median OS, months | 12.1 | 8.3",
        "| HR (95% CI) | 0.7 (0.5–0.9) |",
        "| P value | 0.01 |",
    )
    assert facts(found[2:], "endpoint", "statistic", "value", "arm", "p_value") == [
        ("OS", "hazard_ratio", 0.7, "A vs B", "0.01")
    ]


def test_a_ratio_below_what_nobody_knows_is_of_nothing_known(observations):
    found = observations(
        "| | A | B", "| OS rate (%) | 70 | 60", "| Zulu index | 3.1 | 2.2", "| HR (95% CI) | 0.7 (0.5–0.9) |"
    )
    assert {one.statistic for one in found} == {"rate"}


def test_a_p_value_without_a_label_is_of_the_row_above(observations):
    found = observations("| | A | HR (95% CI)", "| OS (months) | 12.1 | 0.7 (0.5–0.9)", "| | | P=0.01")
    assert facts(found, "statistic", "p_value") == [("median", None), ("hazard_ratio", "0.01")]


def test_a_header_within_the_table_changes_what_a_column_holds(observations):
    found = observations(
        "| | A | B | P value",
        "| ORR (%) | 60.1 | 43.5 | 0.2",
        "| PFS | | | HR (95% CI)",
        "| Median, months | 11.6 | 9.6 | 1.31 (0.54–3.65)",
    )
    assert facts(found[2:], "endpoint", "statistic", "value") == [
        ("PFS", "median", 11.6),
        ("PFS", "median", 9.6),
        ("PFS", "hazard_ratio", 1.31),
    ]


def test_a_second_header_starts_another_population(observations):
    found = observations(
        "| | A (n=59) | B (n=56)",
        "| ORR (%) | 84.7 | 87.5",
        "| After surgery | A (n=63) | B (n=61)",
        "| ORR (%) | 95.2 | 90.1",
    )
    assert facts(found, "value", "arm") == [
        (84.7, "A"),
        (87.5, "B"),
        (95.2, "A; After surgery"),
        (90.1, "B; After surgery"),
    ]


def test_a_median_in_a_column_of_percentages_is_no_percentage(observations):
    found = observations(
        "| | A, n (%) | B, n (%)",
        "| CR | 4 (12) | 3 (9)",
        "| Median OS, months (95% CI) | 12.1 (9.0–14.2) | 8.3 (6.1–9)",
    )
    assert facts(found, "endpoint", "statistic", "value", "unit", "arm") == [
        ("CR", "rate", 12.0, "percent", "A"),
        ("CR", "rate", 9.0, "percent", "B"),
        ("OS", "median", 12.1, "months", "A"),
        ("OS", "median", 8.3, "months", "B"),
    ]


def test_a_header_that_names_only_a_statistic_is_no_arm(observations):
    found = observations(
        "| | n (%) | Days, median (range)", "| Neutrophil engraftment | 29 (93.5) | 15.2 (5–24)"
    )
    assert {one.arm for one in found} == {""}
    assert facts(found, "statistic", "unit") == [("rate", "percent"), ("median", "months")]
    assert round(found[1].value, 2) == 0.5


def test_grades_as_rows_under_a_heading_or_beside_columns_of_events(observations):
    under = observations(
        "| Toxicity | A | B", "| Anemia | |", "| Grade 0 | 47 | 36", "| Grade 3 | 3 (5%) | 1 (2%)"
    )
    beside = observations("| | Mucositis, n (%) | Dysphagia, n (%)", "| Grade 3 | 4 (12.9) | 6 (19.4)")
    assert facts(under, "term", "grade_min", "value") == [("anemia", 3, 5.0), ("anemia", 3, 2.0)]
    assert facts(beside, "term", "grade_min", "value") == [("mucositis", 3, 12.9), ("dysphagia", 3, 19.4)]
