"""The letter end to end: the audits find what a person found wrong in it, and nothing else.

`tests/golden/letter/audit_truth.toml` holds the list with its arithmetic.
"""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.letter import GOLDEN, letter_warehouse

if TYPE_CHECKING:
    import duckdb

TRUTH = tomllib.loads((GOLDEN / "audit_truth.toml").read_text("utf-8"))

FOUND = """
SELECT
    finding.rule, severity, message, len(observation_ids),
    regexp_extract(finding.study_id, '/(\\d+)$', 1)::INTEGER AS ref_no,
    any_value(endpoint), any_value(value), any_value(round(timepoint_months, 2)),
    list_sort(list(DISTINCT origin))
FROM finding, LATERAL (SELECT unnest(observation_ids) AS observation_id)
JOIN observation USING (observation_id)
GROUP BY ALL
"""
COLUMNS = (
    "rule",
    "severity",
    "message",
    "count",
    "ref_no",
    "endpoint",
    "value",
    "timepoint_months",
    "origins",
)


@pytest.fixture(scope="module")
def warehouse() -> duckdb.DuckDBPyConnection:
    return letter_warehouse()


@pytest.fixture(scope="module")
def found(warehouse: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in warehouse.execute(FOUND).fetchall()]


def is_of(finding: dict[str, Any], defect: dict[str, Any]) -> bool:
    same = all(finding[field] == defect[field] for field in ("rule", "ref_no", "endpoint", "value"))
    return same and finding["timepoint_months"] == defect.get("timepoint_months")


@pytest.mark.parametrize(
    "defect", TRUTH["defect"], ids=lambda defect: f"{defect['rule']}-{defect['ref_no']}-{defect['value']}"
)
def test_every_defect_is_found_once(defect: dict[str, Any], found: list[dict[str, Any]]):
    of_it = [finding for finding in found if is_of(finding, defect)]
    assert len(of_it) == 1
    assert all(part in of_it[0]["message"] for part in defect.get("message_has", []))


def test_a_defect_of_table_and_prose_is_one_finding(found: list[dict[str, Any]]):
    (finding,) = [one for one in found if one["rule"] == "grim" and one["value"] == 41.7]
    assert (finding["count"], finding["origins"]) == (2, ["table", "prose"])


def test_no_false_alarm(warehouse: duckdb.DuckDBPyConnection, found: list[dict[str, Any]]):
    false = [f for f in found if not any(is_of(f, defect) for defect in TRUTH["defect"])]
    assert [(f["rule"], f["message"]) for f in false] == []
    assert warehouse.execute("SELECT count(*) FROM finding").fetchall() == [(len(TRUTH["defect"]),)]


def test_every_share_of_the_letter_is_judged(warehouse: duckdb.DuckDBPyConnection):
    eligible = dict(warehouse.execute("SELECT rule, eligible FROM audit_result").fetchall())
    # by hand: 9 counts with their percentage; 35 more percentages that count patients, of which 10 are of
    # subgroups, bounds or too many patients to tell
    assert eligible["denominator"] == eligible["percent_of_n"] == 9
    assert eligible["grim"] >= 20
    assert eligible["table_prose_conflict"] >= 25
    assert eligible["subset_exceeds_superset"] >= 8


def test_audits_without_anything_to_judge_say_so(warehouse: duckdb.DuckDBPyConnection):
    status = dict(warehouse.execute("SELECT rule, status FROM audit_result").fetchall())
    assert status["ci_recovers_n"] == status["ci_excludes_value"] == "not_applicable"
    assert status["registry_id_format"] == status["range_order"] == "passed"
    assert "error" not in status.values()
