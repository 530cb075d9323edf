"""Each audit: small rows in, findings out. What it must find, and what it must leave alone."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from math import comb, sqrt
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.ddl import create_statements
from warehouse.audit import AUDITS, AuditRecord, prepare_audits, read_audit, run_audits

TABLES = ";\n".join(line for line in create_statements() if not line.startswith("COMMENT"))

STUDY = "letter/2"

OBSERVATION = {
    "source_id": "letter",
    "study_id": STUDY,
    "category": "response",
    "endpoint": "ORR",
    "statistic": "rate",
    "arm": "",
    "status": "reported",
    "unit": "percent",
    "comparator": "=",
    "origin": "table",
    "table_label": "Table 1",
    "quote": "a cell",
    "rule": "test",
    "run_id": "run",
    "char_start": 0,
    "char_end": 1,
}
RULES = [
    "unit_restored",
    "percent_of_n",
    "denominator",
    "grim",
    "rounding",
    "table_prose_conflict",
    "subset_exceeds_superset",
    "range_order",
    "registry_id_format",
    "ci_excludes_value",
    "unknown_label",
    "duplicate_study",
    "unexplained_numbers",
    "ci_recovers_n",
]
PROSE = {"origin": "prose", "table_label": None}
RUN = {
    "run_id": "run",
    "started_at": "2023-12-09",
    "extractor_version": "1",
    "status": "complete",
    "sources_new": 0,
    "sources_changed": 0,
    "sources_unchanged": 0,
    "sources_removed": 0,
    "sources_failed": 0,
    "rows_extracted": 0,
    "rows_accepted": 0,
    "rows_rejected": 0,
}
SOURCE = {
    "path": "letter.txt",
    "sha256": "0" * 64,
    "bytes": 1,
    "media_type": "text/plain",
    "text": "ORR 45% of 26 cycles",
    "extractor_version": "1",
    "run_id": "run",
    "ingested_at": "2023-12-09",
    "first_ingested_at": "2023-12-09",
    "numbers_explained": 0,
    "rows_extracted": 0,
}


class Outcome(NamedTuple):
    record: AuditRecord
    findings: list[dict[str, Any]]

    @property
    def messages(self) -> list[str]:
        return [finding["message"] for finding in self.findings]


class Bench:
    """A warehouse with the real tables, filled row by row."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute(TABLES)
        prepare_audits(self.connection)
        self._insert("run", RUN)
        self.source("letter")
        self.study(STUDY)

    def source(self, source_id: str) -> None:
        self._insert("source", {"source_id": source_id, **SOURCE})

    def study(self, study_id: str, **fields: Any) -> None:
        source_id = study_id.partition("/")[0]
        self._insert("study", {"study_id": study_id, "source_id": source_id, "label": study_id, **fields})

    def drug(self, study_id: str, drug: str) -> None:
        self._insert("study_drug", {"study_id": study_id, "position": 1, "drug": drug, "as_printed": drug})

    def observe(self, **fields: Any) -> str:
        number = self.connection.execute("SELECT count(*) FROM observation").fetchall()[0][0]
        row = {"observation_id": f"o{number}", **OBSERVATION, **fields}
        if row.get("value") is not None:
            row.setdefault("decimals", _decimals(row["value"]))
        self._insert("observation", {**row, "value": _float(row.get("value"))})
        return row["observation_id"]

    def patients(self, number: int, **fields: Any) -> str:
        count = {"category": "baseline", "endpoint": "n_patients", "statistic": "count", "unit": "patients"}
        return self.observe(**count, value=number, n=number, **fields)

    def finding(self, rule: str, **fields: Any) -> None:
        row = {
            "finding_id": rule,
            "rule": rule,
            "severity": "warning",
            "message": "m",
            "run_id": "run",
            **fields,
        }
        self._insert("finding", {"observation_ids": [], **row})

    def unexplained(self, **span: int) -> None:
        row = {"source_id": "letter", "quote": "26 cycles", "context": "Results", **span}
        self._insert("unexplained_number", row)

    def audit(self, rule: str) -> Outcome:
        with TemporaryDirectory() as directory:
            copy(AUDITS / f"{rule}.sql", directory)
            (record,) = run_audits(self.connection, "run", Path(directory))
        cursor = self.connection.execute("SELECT * FROM finding WHERE rule = ? ORDER BY message", [rule])
        names = [column[0] for column in cursor.description]
        return Outcome(record, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()])

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        names, places = ", ".join(row), ", ".join("?" * len(row))
        statement = f"INSERT INTO {table} ({names}) VALUES ({places})"
        self.connection.execute(statement, list(row.values()))


def _decimals(value: float | str) -> int:
    return max(0, -int(Decimal(str(value)).as_tuple().exponent)) if isinstance(value, (str, float)) else 0


def _float(value: float | str | None) -> float | None:
    return None if value is None else float(value)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def share(bench: Bench, value: str, **fields: Any) -> str:
    """Observe a percentage as printed; its decimals are those of the print."""
    return bench.observe(value=value, **fields)


class TestPercentOfN:
    def test_count_and_percentage_contradict(self, bench: Bench):
        share(bench, "75", n=14, n_total=20)
        record, findings = bench.audit("percent_of_n")
        assert [finding["message"] for finding in findings] == [
            "ORR: 14 of 20 patients are 70%, printed is 75%"
        ]
        assert (record.status, record.eligible, record.violations) == ("failed", 1, 1)

    def test_right_percentage_passes(self, bench: Bench):
        share(bench, "70", n=14, n_total=20)
        assert bench.audit("percent_of_n").record.status == "passed"

    def test_nothing_to_check_is_not_passed(self, bench: Bench):
        assert bench.audit("percent_of_n").record.status == "not_applicable"

    def test_bound_is_left_alone(self, bench: Bench):
        share(bench, "10", n=1, n_total=20, comparator=">=")
        assert bench.audit("percent_of_n").record.status == "not_applicable"

    def test_no_number_of_patients_fits(self, bench: Bench):
        bench.patients(40)
        share(bench, "97.9", n=20)  # 20/20 = 100 %, 20/21 = 95.2 %
        assert bench.audit("percent_of_n").messages == ["ORR: 20 of 40 patients are 50.0%, printed is 97.9%"]
        assert bench.audit("denominator").findings == []

    def test_survival_estimate_is_no_count(self, bench: Bench):
        share(bench, "75", n=14, n_total=20, category="survival", endpoint="OS", timepoint_months=12)
        assert bench.audit("percent_of_n").record.status == "not_applicable"


class TestDenominator:
    def test_says_which_number_fits(self, bench: Bench):
        bench.patients(23)
        share(bench, "59.3", n=16, category="baseline", endpoint="male")
        (finding,) = bench.audit("denominator").findings
        assert finding["message"] == "male: 16 (59.3%) fits 27 patients, the table says 23 (16/23 = 69.6%)"
        assert (finding["expected"], finding["observed"], finding["severity"]) == ("27", "23", "warning")

    def test_several_numbers_may_fit(self, bench: Bench):
        bench.patients(100, **PROSE)
        share(bench, "33", n=20)
        assert "fits 60 to 61 patients, the text says 100" in bench.audit("denominator").messages[0]

    def test_another_group_of_the_study_explains_it(self, bench: Bench):
        bench.patients(23)
        bench.patients(27, arm="safety population")
        share(bench, "59.3", n=16)
        assert bench.audit("denominator").record.status == "passed"

    def test_only_one_rule_owns_a_defect(self, bench: Bench):
        bench.patients(23)
        share(bench, "59.3", n=16)
        others = ("percent_of_n", "grim", "rounding")
        assert [bench.audit(rule).findings for rule in others] == [[], [], []]

    def test_table_and_text_are_one_defect(self, bench: Bench):
        bench.patients(23)
        ids = [share(bench, "59.3", n=16), share(bench, "59.3", **PROSE)]
        (finding,) = bench.audit("denominator").findings
        assert finding["observation_ids"] == ids
        assert bench.audit("grim").findings == []

    def test_a_corrected_value_is_not_judged_any_more(self, bench: Bench):
        bench.patients(23)
        printed = share(bench, "59.3", n=16)
        share(bench, "69.6", n=16, origin="correction", corrects=printed)
        record, findings = bench.audit("denominator")
        assert (record.eligible, findings) == (1, [])

    def test_a_corrected_table_contradicts_the_text_that_nobody_corrected(self, bench: Bench):
        printed = share(bench, "59.3")
        fixed = share(bench, "69.6", origin="correction", corrects=printed)
        sentence = share(bench, "59.3", **PROSE)
        (finding,) = bench.audit("table_prose_conflict").findings
        assert sorted(finding["observation_ids"]) == sorted([fixed, sentence])


class TestRounding:
    def test_cut_off_count(self, bench: Bench):
        bench.patients(37)
        share(bench, "64.8", n=24, category="baseline", endpoint="male")
        (message,) = bench.audit("rounding").messages
        assert message == "male: 24 of 37 patients are 64.865%, rounded 64.9%; printed is 64.8%, cut off"

    def test_cut_off_without_a_count(self, bench: Bench):
        bench.patients(38)
        share(bench, "5.2", category="survival", endpoint="MORT", timepoint_months=60 / 30.44)
        (message,) = bench.audit("rounding").messages
        assert "2 of 38 patients are 5.263%, rounded 5.3%; printed is 5.2%" in message
        assert bench.audit("grim").findings == []

    @pytest.mark.parametrize("printed", ["12", "13"])  # 1/8 = 12.5 %: half to even, half up
    def test_both_ways_to_round_a_half_pass(self, bench: Bench, printed: str):
        share(bench, printed, n=1, n_total=8)
        assert bench.audit("rounding").record.status == "passed"

    def test_whole_percentages_of_many_could_look_cut_off_by_chance(self, bench: Bench):
        bench.patients(40)
        share(bench, "39")
        assert bench.audit("rounding").record.status == "not_applicable"


class TestGrim:
    def test_impossible_percentage(self, bench: Bench):
        bench.patients(26)
        share(bench, "47")
        (finding,) = bench.audit("grim").findings
        assert finding["message"] == (
            "ORR: no whole number of 26 patients is 47% (12 are 46%, 13 are 50%);"
            " it would fit 19 or 30 patients"
        )
        assert (finding["expected"], finding["observed"]) == ("46% or 50%", "47%")

    def test_possible_percentage(self, bench: Bench):
        bench.patients(33)
        share(bench, "45")  # 15/33
        assert bench.audit("grim").record.status == "passed"

    @pytest.mark.parametrize(("patients", "printed"), [(50, "45"), (500, "45.1")])
    def test_silent_without_power(self, bench: Bench, patients: int, printed: str):
        bench.patients(patients)
        share(bench, printed)
        assert bench.audit("grim").record.status == "not_applicable"

    @pytest.mark.parametrize(
        "fields",
        [
            {"arm": "evaluable patients"},
            {"comparator": ">="},
            {"category": "survival", "endpoint": "OS", "timepoint_months": 24},
            {"category": "survival", "endpoint": "CIR", "statistic": "cumulative_incidence"},
            {"category": "survival", "endpoint": "EFS", "statistic": "mean", "timepoint_months": 8},
            {"category": "survival", "endpoint": "MORT", "timepoint_months": 12},
        ],
    )
    def test_other_groups_bounds_and_estimates_are_left_alone(self, bench: Bench, fields: dict[str, Any]):
        bench.patients(26)
        share(bench, "47", **fields)
        assert bench.audit("grim").record.status == "not_applicable"

    def test_subgroup_of_known_size(self, bench: Bench):
        share(bench, "47", arm="FLT3-ITD", n_total=26)
        assert len(bench.audit("grim").findings) == 1

    def test_another_group_that_a_sentence_names(self, bench: Bench):
        """66% is 21 of 32, and cannot be of 40."""
        bench.patients(40, **PROSE, quote="Forty patients were enrolled (32 with AML and 8 with MDS)")
        share(bench, "66.1", **PROSE)
        assert bench.audit("grim").record.violations == 1
        share(bench, "65.6", **PROSE, endpoint="CR")
        assert bench.audit("grim").record.violations == 1

    def test_sentence_that_compares_groups(self, bench: Bench):
        bench.patients(26)
        share(bench, "47", **PROSE, quote="The ORR was 47% in the treated group and 30% without treatment")
        assert bench.audit("grim").record.status == "not_applicable"

    def test_several_values_of_one_thing_are_of_several_groups(self, bench: Bench):
        bench.patients(26)
        share(bench, "47", **PROSE), share(bench, "31", **PROSE)
        assert bench.audit("grim").record.status == "not_applicable"

    def test_table_and_text_may_print_other_decimals(self, bench: Bench):
        bench.patients(26)
        share(bench, "47"), share(bench, "46.9", **PROSE)
        assert bench.audit("grim").record.violations == 2

    def test_unknown_number_of_patients(self, bench: Bench):
        share(bench, "47")
        assert bench.audit("grim").record.status == "not_applicable"


PATIENTS = st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
ARITHMETIC = ("percent_of_n", "denominator", "rounding", "grim")


def rounded(n: int, n_total: int, decimals: int, rounding: str) -> str:
    return str((Decimal(100 * n) / n_total).quantize(Decimal(1).scaleb(-decimals), rounding))


@settings(max_examples=6, deadline=None)
@given(
    cases=st.lists(
        st.tuples(
            PATIENTS, st.integers(0, 2), st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]), st.booleans()
        ),
        min_size=8,
        max_size=25,
    )
)
def test_rounded_shares_never_raise_an_alarm(cases: list[Any]):
    bench = Bench()
    for number, ((n, n_total), decimals, rounding, with_n) in enumerate(cases, start=1):
        study = f"letter/{100 + number}"
        bench.study(study)
        bench.patients(n_total, study_id=study)
        value = rounded(n, n_total, decimals, rounding)
        share(bench, value, study_id=study, decimals=decimals, n=n if with_n else None)
    run_audits(bench.connection, "run")
    rows = bench.connection.execute("SELECT rule, message FROM finding").fetchall()
    assert [row for row in rows if row[0] in ARITHMETIC] == []


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(PATIENTS, st.integers(0, 2)), min_size=4, max_size=25))
def test_cut_off_shares_are_never_called_impossible(cases: list[Any]):
    bench = Bench()
    cut_off = 0
    for number, ((n, n_total), decimals) in enumerate(cases):
        value = rounded(n, n_total, decimals, ROUND_DOWN)
        if value in {rounded(n, n_total, decimals, way) for way in (ROUND_HALF_UP, ROUND_HALF_DOWN)}:
            continue
        study = f"letter/{100 + number}"
        bench.study(study)
        bench.patients(n_total, study_id=study)
        share(bench, value, study_id=study, decimals=decimals, n=n)
        cut_off += 1
    run_audits(bench.connection, "run")
    rules = [rule for (rule,) in bench.connection.execute("SELECT rule FROM finding").fetchall()]
    assert rules == ["rounding"] * cut_off


def at_least(n: int, n_total: int, probability: float) -> float:
    return sum(
        comb(n_total, k) * probability**k * (1 - probability) ** (n_total - k) for k in range(n, n_total + 1)
    )


def crossing(n: int, n_total: int, tail: float) -> float:
    """Return the probability at which at least n of n_total have that chance, by bisection."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if at_least(n, n_total, middle) >= tail else (middle, high)
    return high


def exact_interval(n: int, n_total: int) -> tuple[float, float]:
    low = 0.0 if n == 0 else 100 * crossing(n, n_total, 0.025)
    high = 100.0 if n == n_total else 100 * crossing(n + 1, n_total, 0.975)
    return low, high


def wilson_interval(n: int, n_total: int) -> tuple[float, float]:
    z = 1.96
    half = z * sqrt(n * (n_total - n) / n_total + z * z / 4)
    return tuple(100 * (n + z * z / 2 + side * half) / (n_total + z * z) for side in (-1, 1))  # type: ignore[return-value]


class TestCiRecoversN:
    def test_offers_an_unknown_number_of_patients(self, bench: Bench):
        low, high = exact_interval(14, 20)
        assert (round(low), round(high)) == (46, 88)
        share(bench, "70", ci_low=46, ci_high=88)
        (finding,) = bench.audit("ci_recovers_n").findings
        assert finding["severity"] == "info"
        assert finding["message"] == "ORR 70% (46 to 88) is the exact interval of 14 of 20 patients"

    def test_contradicts_the_number_in_use(self, bench: Bench):
        bench.patients(25)
        share(bench, "70", ci_low=46, ci_high=88)
        (finding,) = bench.audit("ci_recovers_n").findings
        assert finding["severity"] == "warning"
        assert finding["message"].endswith("exact interval of 14 of 20 patients, the number in use is 25")
        assert (finding["expected"], finding["observed"]) == ("14 of 20", "25")

    def test_contradicts_a_printed_count(self, bench: Bench):
        share(bench, "70", ci_low=46, ci_high=88, n=21, n_total=30)
        assert bench.audit("ci_recovers_n").findings[0]["observed"] == "21 of 30"

    def test_one_of_several_values_is_offered(self, bench: Bench):
        bench.patients(90)
        share(bench, "69.0", **PROSE, decimals=1, ci_low=49.2, ci_high=84.7), share(bench, "67.1", **PROSE)
        (finding,) = bench.audit("ci_recovers_n").findings
        assert finding["severity"] == "info"
        assert finding["message"] == "ORR 69.0% (49.2 to 84.7) is the exact interval of 20 of 29 patients"

    def test_right_number_passes(self, bench: Bench):
        share(bench, "70", ci_low=46, ci_high=88, n=14, n_total=20)
        assert bench.audit("ci_recovers_n").record.status == "passed"

    @pytest.mark.parametrize(("n", "n_total"), [(0, 12), (12, 12), (1, 9), (49, 50)])
    def test_none_and_all(self, bench: Bench, n: int, n_total: int):
        low, high = exact_interval(n, n_total)
        share(
            bench,
            f"{100 * n / n_total:.1f}",
            ci_low=round(low, 1),
            ci_high=round(high, 1),
            n=n,
            n_total=n_total,
        )
        record, findings = bench.audit("ci_recovers_n")
        assert (record.eligible, findings) == (1, [])
        bench.connection.execute("UPDATE observation SET n = NULL, n_total = NULL")
        assert bench.audit("ci_recovers_n").findings[0]["expected"] == f"{n} of {n_total}"

    def test_survival_estimate_has_no_exact_interval(self, bench: Bench):
        share(bench, "70", ci_low=46, ci_high=88, category="survival", endpoint="OS", timepoint_months=24)
        assert bench.audit("ci_recovers_n").record.status == "not_applicable"

    def test_interval_by_another_method_raises_no_alarm(self, bench: Bench):
        for number, (n, n_total) in enumerate([(5, 11), (9, 34), (30, 41), (60, 77), (20, 90)]):
            study = f"letter/{100 + number}"
            low, high = wilson_interval(n, n_total)
            bench.study(study)
            bench.patients(n_total, study_id=study)
            share(bench, f"{100 * n / n_total:.0f}", study_id=study, ci_low=round(low), ci_high=round(high))
        assert bench.audit("ci_recovers_n").findings == []


@settings(max_examples=5, deadline=None)
@example([(0, 35)])
@given(
    st.lists(
        st.integers(2, 60).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))),
        max_size=12,
    )
)
def test_exact_intervals_give_their_patients_back(cases: list[tuple[int, int]]):
    bench = Bench()
    for number, (n, n_total) in enumerate(cases):
        study = f"letter/{100 + number}"
        low, high = exact_interval(n, n_total)
        bench.study(study)
        share(
            bench,
            rounded(n, n_total, 1, ROUND_HALF_UP),
            study_id=study,
            ci_low=round(low, 1),
            ci_high=round(high, 1),
        )
    outcome = bench.audit("ci_recovers_n")
    found = {finding["study_id"]: finding["expected"] for finding in outcome.findings}
    expected = {f"letter/{100 + number}": f"{n} of {n_total}" for number, (n, n_total) in enumerate(cases)}
    assert found.items() <= expected.items()  # never another number
    # And nearly always this one, unless both bounds round to whole numbers, of which the decimals are lost.
    told = [case for case in cases if any(round(bound, 1) % 1 for bound in exact_interval(*case))]
    assert len(found) >= 0.9 * len(told)


class TestTableProseConflict:
    def test_different_values(self, bench: Bench):
        ids = [share(bench, "45"), share(bench, "54", **PROSE)]
        (finding,) = bench.audit("table_prose_conflict").findings
        assert finding["message"] == "ORR: the table says 45%, the text says 54%"
        assert finding["observation_ids"] == ids

    def test_fewer_decimals_agree(self, bench: Bench):
        share(bench, "45"), share(bench, "45.5", **PROSE)
        assert bench.audit("table_prose_conflict").record.status == "passed"

    def test_not_reached_against_a_number(self, bench: Bench):
        survival = {"category": "survival", "endpoint": "OS", "statistic": "median", "unit": "months"}
        bench.observe(**survival, value=14.3)
        bench.observe(**survival, status="not_reached", **PROSE)
        assert bench.audit("table_prose_conflict").messages == [
            "OS: the table says 14.3 months, the text says not reached"
        ]

    def test_ranges(self, bench: Bench):
        age = {"category": "baseline", "endpoint": "age", "statistic": "range", "unit": "years"}
        bench.observe(**age, low=26, high=72)
        bench.observe(**age, **PROSE, low=26, high=75)
        message = "age: the table says 26–72, the text says 26–75"
        assert bench.audit("table_prose_conflict").messages == [message]

    def test_registry_numbers(self, bench: Bench):
        registry = {"category": "design", "endpoint": "registry_id", "statistic": "text", "unit": None}
        bench.observe(**registry, text_value="NCT03629171")
        bench.observe(**registry, **PROSE, text_value="NCT03629172")
        assert len(bench.audit("table_prose_conflict").findings) == 1

    @pytest.mark.parametrize(
        ("quote", "violations"),
        [("The ORR was 54% in the treated group", 0), ("The ORR was 54% vs. 30% with placebo", 1)],
    )
    def test_group_of_the_value_must_be_known(self, bench: Bench, quote: str, violations: int):
        share(bench, "45"), share(bench, "54", **PROSE, quote=quote)
        share(bench, "30", **PROSE, arm="placebo", quote="The ORR was 54% vs. 30% with placebo")
        assert bench.audit("table_prose_conflict").record.violations == violations

    def test_prose_with_several_other_values(self, bench: Bench):
        share(bench, "45"), share(bench, "54", **PROSE), share(bench, "60", **PROSE)
        assert bench.audit("table_prose_conflict").record.status == "passed"

    def test_another_arm_is_no_conflict(self, bench: Bench):
        share(bench, "66.3"), share(bench, "44.3", arm="comparator", **PROSE)
        assert bench.audit("table_prose_conflict").record.status == "not_applicable"


class TestSubsetExceedsSuperset:
    def test_complete_response_above_response(self, bench: Bench):
        share(bench, "45"), share(bench, "54", endpoint="CR")
        (message,) = bench.audit("subset_exceeds_superset").messages
        assert message == "CR 54% exceeds ORR 45%, which includes it"

    def test_equal_parts_pass(self, bench: Bench):
        share(bench, "50"), share(bench, "50", endpoint="CR/CRi")
        assert bench.audit("subset_exceeds_superset").record.status == "passed"

    def test_rounding_is_allowed_for(self, bench: Bench):
        share(bench, "45"), share(bench, "45.4", endpoint="CR")
        assert bench.audit("subset_exceeds_superset").record.status == "passed"

    def test_different_patients_are_not_compared(self, bench: Bench):
        share(bench, "45", n_total=40), share(bench, "54", endpoint="CR", n_total=20)
        assert bench.audit("subset_exceeds_superset").record.status == "not_applicable"

    def test_largest_of_several_wholes_counts(self, bench: Bench):
        share(bench, "45"), share(bench, "60"), share(bench, "54", endpoint="CR")
        assert bench.audit("subset_exceeds_superset").record.status == "passed"

    def test_whole_of_the_same_table_counts_first(self, bench: Bench):
        share(bench, "45"), share(bench, "60", **PROSE), share(bench, "54", endpoint="CR")
        assert bench.audit("subset_exceeds_superset").record.violations == 1

    @pytest.mark.parametrize(("status", "value"), [("reported", 14.0), ("not_reached", None)])
    def test_event_free_longer_than_overall_survival(self, bench: Bench, status: str, value: float | None):
        median = {"category": "survival", "statistic": "median", "unit": "months"}
        bench.observe(**median, endpoint="OS", value=9.4)
        bench.observe(**median, endpoint="EFS", status=status, value=value)
        printed = "14 months" if value else "not reached"
        message = f"EFS {printed} exceeds OS 9.4 months, which includes it"
        assert bench.audit("subset_exceeds_superset").messages == [message]

    def test_overall_survival_not_reached_holds_any_other(self, bench: Bench):
        median = {"category": "survival", "statistic": "median", "unit": "months"}
        bench.observe(**median, endpoint="OS", status="not_reached")
        bench.observe(**median, endpoint="EFS", value=6)
        assert bench.audit("subset_exceeds_superset").record.status == "passed"

    def test_more_alive_later_than_earlier(self, bench: Bench):
        for months, value in ((12, "42"), (24, "50")):
            share(bench, value, category="survival", endpoint="OS", timepoint_months=months)
        (message,) = bench.audit("subset_exceeds_superset").messages
        assert message == "OS at 24 months 50% exceeds OS at 12 months 42%, which includes it"

    def test_fewer_dead_later_than_earlier(self, bench: Bench):
        for months, value in ((1, "5.2"), (2, "2.6")):
            share(bench, value, category="survival", endpoint="MORT", timepoint_months=months)
        assert len(bench.audit("subset_exceeds_superset").findings) == 1


class TestRangesAndIntervals:
    @pytest.mark.parametrize("value", [17, 70])
    def test_median_outside_its_range(self, bench: Bench, value: int):
        age = {"category": "baseline", "endpoint": "age", "statistic": "median", "unit": "years"}
        bench.observe(**age, value=value, low=18, high=65)
        assert bench.audit("range_order").messages == [f"age: {value} lies outside its range 18 to 65"]

    def test_median_in_its_range(self, bench: Bench):
        lines = {"category": "baseline", "endpoint": "prior_lines", "statistic": "median", "unit": "lines"}
        bench.observe(**lines, value=1, low=1, high=7)
        assert bench.audit("range_order").record.status == "passed"

    @pytest.mark.parametrize("value", [0.62, 0.99])
    def test_ratio_outside_its_interval(self, bench: Bench, value: float):
        ratio = {"category": "survival", "endpoint": "OS", "statistic": "hazard_ratio", "unit": "ratio"}
        bench.observe(**ratio, value=value, ci_low=0.7, ci_high=0.95)
        message = f"OS: {value} lies outside its confidence interval, 0.7 to 0.95"
        assert bench.audit("ci_excludes_value").messages == [message]

    def test_open_interval(self, bench: Bench):
        median = {"category": "survival", "endpoint": "OS", "statistic": "median", "unit": "months"}
        bench.observe(**median, value=12.0, ci_low=9.7)
        assert bench.audit("ci_excludes_value").record.status == "passed"


class TestRegistryIdFormat:
    REGISTRY = {"category": "design", "endpoint": "registry_id", "statistic": "text", "unit": None}  # noqa: RUF012

    @pytest.mark.parametrize(
        "number",
        [
            "NCT03629171",
            "ChiCTR2000033946",
            "ChiCTR-OIC17011272",
            "2016-002461-66",
            "ISRCTN12345678",
            "UMIN000012345",
        ],
    )
    def test_well_formed(self, bench: Bench, number: str):
        bench.observe(**self.REGISTRY, text_value=number)
        assert bench.audit("registry_id_format").record.status == "passed"

    @pytest.mark.parametrize("number", ["NCT0362917", "NCT030756968", "2016-00246-66"])
    def test_a_digit_lost_or_glued(self, bench: Bench, number: str):
        bench.observe(**self.REGISTRY, text_value=number)
        assert len(bench.audit("registry_id_format").findings) == 1

    def test_unknown_registry_is_not_judged(self, bench: Bench):
        bench.observe(**self.REGISTRY, text_value="GIMEMA AML1310")
        assert bench.audit("registry_id_format").record.status == "not_applicable"


class TestDuplicateStudy:
    @pytest.mark.parametrize(("other", "severity"), [("abstract/1", "info"), ("letter/4", "warning")])
    def test_same_registry_number(self, bench: Bench, other: str, severity: str):
        bench.source("abstract")
        bench.study(other, registry_id="NCT03629171")
        bench.study("letter/3", registry_id="NCT03629171")
        (finding,) = bench.audit("duplicate_study").findings
        first, second = sorted([other, "letter/3"])
        assert finding["severity"] == severity
        assert finding["message"] == (
            f"{first} and {second} have the same registry number, NCT03629171: probably one trial"
        )

    def test_same_description(self, bench: Bench):
        for study in ("letter/3", "letter/4"):
            bench.study(study, n_patients=37, period_start="2018", period_end="2022")
            bench.drug(study, "venetoclax")
        (message,) = bench.audit("duplicate_study").messages
        assert "the same drugs, number of patients (37) and period" in message

    def test_same_description_but_two_registry_numbers(self, bench: Bench):
        for study, number in (("letter/3", "NCT03629171"), ("letter/4", "NCT04330820")):
            bench.study(study, n_patients=37, period_start="2018", period_end="2022", registry_id=number)
            bench.drug(study, "venetoclax")
        record = bench.audit("duplicate_study").record
        assert (record.status, record.eligible) == ("passed", 2)

    @pytest.mark.parametrize(
        ("n_patients", "period", "found"),
        [(45, ("2019", "2023"), 1), (90, ("2019", "2023"), 0), (45, ("2023", "2024"), 0)],
        ids=["an update with more patients", "far more patients", "another period"],
    )
    def test_same_author_and_drugs_later(
        self, bench: Bench, n_patients: int, period: tuple[str, str], found: int
    ):
        bench.source("update")
        bench.study("letter/3", n_patients=37, period_start="2018", period_end="2022", first_author="Doe")
        bench.study(
            "update/1",
            n_patients=n_patients,
            period_start=period[0],
            period_end=period[1],
            first_author="DOE",
        )
        for study in ("letter/3", "update/1"):
            bench.drug(study, "venetoclax")
        messages = bench.audit("duplicate_study").messages
        assert len(messages) == found
        assert all("overlapping periods, and 37 and 45 patients" in message for message in messages)

    def test_studies_without_description_are_not_judged(self, bench: Bench):
        bench.study("letter/3", n_patients=37)
        bench.study("letter/4", n_patients=37)
        assert bench.audit("duplicate_study").record.status == "not_applicable"


class TestWhatExtractionFound:
    @pytest.mark.parametrize("rule", ["unit_restored", "unknown_label"])
    def test_is_passed_on_not_repeated(self, bench: Bench, rule: str):
        bench.finding(rule, found_by="extraction", message="41.7 stands without its unit")
        record, findings = bench.audit(rule)
        assert (record.status, record.violations) == ("failed", 1)
        assert [finding["message"] for finding in findings] == ["41.7 stands without its unit"]

    def test_unexplained_numbers_are_named(self, bench: Bench):
        bench.unexplained(char_start=11, char_end=13)
        (finding,) = bench.audit("unexplained_numbers").findings
        assert finding["message"] == "1 number(s) of the results are unexplained: 26"
        assert finding["severity"] == "info"

    def test_everything_explained(self, bench: Bench):
        assert bench.audit("unexplained_numbers").record.status == "passed"


class TestRunner:
    def test_every_rule_of_the_design_has_a_file(self):
        assert {path.stem for path in AUDITS.glob("*.sql")} >= {*RULES}

    @pytest.mark.parametrize("path", sorted(AUDITS.glob("*.sql")), ids=lambda path: path.stem)
    def test_each_rule_says_what_it_means_where_it_is_from_and_an_example(self, path: Path):
        audit = read_audit(path)
        assert audit.severity in {"info", "warning", "error"}
        assert all(f"\n-- {part}: " in audit.query for part in ("Means", "Source", "Example"))

    def test_a_new_file_is_a_new_rule(self, bench: Bench, tmp_path: Path):
        (tmp_path / "too_good.sql").write_text(
            "-- severity: info; grain: a response rate\n"
            "SELECT source_id, study_id, [observation_id] AS observation_ids, value = 100 AS violates,\n"
            "    'everyone responded' AS message, 'less' AS expected, value::VARCHAR AS observed\n"
            "FROM observation WHERE endpoint = 'ORR';\n"
        )
        share(bench, "100")
        (record,) = run_audits(bench.connection, "run", tmp_path)
        assert record == AuditRecord("too_good", "info", "a response rate", 1, 1, "failed")
        assert bench.connection.execute("SELECT rule, severity, found_by FROM finding").fetchall() == [
            ("too_good", "info", "audit")
        ]

    @pytest.mark.parametrize(
        ("origin", "status"),
        [
            ("audit_statement WHERE ci_low IS NOT NULL", "not_applicable"),  # not run: no such row
            ("audit_statement", "error"),  # run
            ("no_such_table", "error"),
        ],
    )
    def test_an_audit_of_nothing_is_not_run(self, bench: Bench, tmp_path: Path, origin: str, status: str):
        header = f"-- severity: info; grain: a rate with its interval\n-- of: {origin}\n"
        (tmp_path / "fails.sql").write_text(f"{header}SELECT error('it was run')")
        share(bench, "100")
        (record,) = run_audits(bench.connection, "run", tmp_path)
        assert (record.status, record.eligible) == (status, 0)

    @pytest.mark.parametrize(
        ("query", "problem"),
        [
            ("SELECT broken", "the first line must read"),
            ("-- severity: info; grain: a thing\nSELECT nowhere FROM observation", "nowhere"),
            ("-- severity: info; grain: a thing\nSELECT 1 AS violates", "source_id"),
            ("-- severity: grave; grain: a thing\nSELECT 1", "the first line must read"),
        ],
    )
    def test_an_audit_that_cannot_run_is_an_error(
        self, bench: Bench, tmp_path: Path, query: str, problem: str
    ):
        (tmp_path / "broken.sql").write_text(query)
        (record,) = run_audits(bench.connection, "run", tmp_path)
        assert record.status == "error"
        assert problem in (record.problem or "")

    def test_results_of_the_last_run_are_kept(self, bench: Bench):
        for _ in range(2):
            run_audits(bench.connection, "run")
        result = "SELECT status, eligible FROM audit_result WHERE rule = 'grim'"
        assert bench.connection.execute(result).fetchall() == [("not_applicable", 0)]

    def test_a_second_run_replaces_the_findings(self, bench: Bench):
        bench.patients(26)
        share(bench, "47")
        assert bench.audit("grim").findings == bench.audit("grim").findings
        bench.connection.execute("UPDATE observation SET value = 46 WHERE endpoint = 'ORR'")
        assert bench.audit("grim").findings == []

    def test_nothing_is_left_in_the_warehouse(self, bench: Bench):
        lasting = (
            "SELECT table_name FROM duckdb_tables() WHERE NOT temporary UNION ALL SELECT function_name"
            " FROM duckdb_functions() WHERE database_name NOT IN ('system', 'temp') ORDER BY ALL"
        )
        before = bench.connection.execute(lasting).fetchall()
        run_audits(bench.connection, "run")
        assert bench.connection.execute(lasting).fetchall() == before
