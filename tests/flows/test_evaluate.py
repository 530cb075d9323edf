"""Extraction measured against annotated texts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extractors.document import Span
from extractors.errors import ReadError
from extractors.records import Extraction, Observation
from flows import evaluate as evaluation_module
from flows.cli import app
from flows.evaluate import as_dict, as_rows, evaluate, render
from flows.evaluation.gold import Fact, GoldError, read_gold
from flows.evaluation.matching import assign, compatible
from flows.evaluation.predicted import distinct, facts_of, study_of

ROOT = Path(__file__).parents[2]

RATE = Fact("ORR", "rate", 45.0, unit="percent")
RESULT = Observation(
    "doc/1", "response", "ORR", "rate", Span(0, 3), "The ORR was 45%.", "prose", "r", value=45.0
)


def gold_dir(folder: Path, *lines: dict[str, Any]) -> Path:
    (folder / "gold.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    for line in lines:
        (folder / f"{line['id']}.txt").write_text("The ORR was 45%.", "utf-8")
    return folder


def fact(**fields: Any) -> dict[str, Any]:
    return {"endpoint": "ORR", "statistic": "rate", "value": 45, **fields}


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[Observation]:
    """What extraction finds in every document."""
    observations = [RESULT]
    monkeypatch.setattr(evaluation_module, "read", lambda path, source_id: (path, source_id))
    monkeypatch.setattr(evaluation_module, "extract", lambda _: Extraction(observations=tuple(observations)))
    return observations


def test_precision_recall_and_f1_count_matches_misses_and_extras(
    tmp_path: Path, extracted: list[Observation]
) -> None:
    extracted += [replace(RESULT, value=50.0), replace(RESULT, endpoint="OS", category="survival")]
    evaluation = evaluate(gold_dir(tmp_path, {"id": "a", "facts": [fact(), fact(endpoint="CR", value=20)]}))
    score = evaluation.score()
    assert (score.precision, score.recall, score.f1) == (1 / 3, 1 / 2, 2 / 5)
    assert evaluation.endpoints() == ("ORR", "CR", "OS")
    assert [each.endpoint for each in evaluation.documents[0].misses] == ["CR"]


@pytest.mark.parametrize(
    "other",
    [
        replace(RATE, endpoint="CR"),
        replace(RATE, statistic="median"),
        replace(RATE, value=45.1),
        replace(RATE, value=None),
        replace(RATE, timepoint_months=12.0),
    ],
)
def test_endpoint_statistic_value_and_time_point_have_to_agree(other: Fact) -> None:
    assert compatible(RATE, RATE)
    assert not compatible(RATE, other)


def test_a_value_agrees_within_the_rounding_of_converted_times() -> None:
    median = Fact("OS", "median", 0.92)
    assert compatible(median, replace(median, value=28 / 30.44))


def test_a_ratio_agrees_to_its_last_decimal() -> None:
    ratio = Fact("OS", "hazard_ratio", 0.39)
    assert not compatible(ratio, replace(ratio, value=0.40))


def test_counts_without_a_percentage_agree_by_their_number() -> None:
    count = Fact("PR", "rate", None, n=7)
    assert compatible(count, replace(count, statistic="count"))
    assert not compatible(count, replace(count, n=8))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("anaemia", "anemia", True),
        ("infections", "infection", True),
        ("severe diarrhoea", "diarrhea", True),
        ("any", "adverse events", True),
        ("neutropenia", "febrile neutropenia", False),
        ("serious adverse events", "adverse events", False),
    ],
)
def test_adverse_events_agree_by_their_term_not_its_spelling(one: str, other: str, *, same: bool) -> None:
    event = Fact("AE", "rate", 5.0, term=one)
    assert compatible(event, replace(event, term=other)) is same


def test_every_fact_is_matched_once_and_to_the_one_that_agrees_best() -> None:
    gold = [replace(RATE, arm="drug a"), replace(RATE, arm="drug b"), replace(RATE, arm="drug c")]
    found = [replace(RATE, arm="drug b"), replace(RATE, arm="drug a")]
    assert assign(gold, found) == [(0, 1), (1, 0)]


def test_no_early_choice_costs_a_pair() -> None:
    gold = [replace(RATE, value=45.00), replace(RATE, value=45.01)]
    found = [replace(RATE, value=45.01), replace(RATE, value=45.02)]
    assert len(assign(gold, found)) == 2


def test_a_result_told_twice_is_one_fact_with_the_arm_that_one_place_names() -> None:
    told = [RATE, replace(RATE, arm="drug a"), replace(RATE, arm="drug b"), replace(RATE, arm="Drug A")]
    assert [each.arm for each in distinct(told)] == ["drug a", "drug b"]


def test_study_fields_and_cells_without_a_value_are_no_facts() -> None:
    observations = (
        replace(RESULT, category="baseline", endpoint="n_patients", statistic="count"),
        replace(RESULT, status="not_available", value=None),
        replace(RESULT, statistic="range"),
        replace(RESULT, endpoint="AE", category="safety", status="none_reported", value=None),
    )
    assert facts_of(Extraction(observations=observations)) == [Fact("AE", "rate", 0.0, quote=RESULT.quote)]


def test_fields_of_matched_facts_are_scored_where_either_states_them(
    tmp_path: Path, extracted: list[Observation]
) -> None:
    extracted[0] = replace(RESULT, arm="drug b group", ci_low=40.0, ci_high=50.0, p_value="P < 0.001", n=9)
    line = {"id": "a", "facts": [fact(arm="drug b", ci_low=40, ci_high=50, p_value="<.001")]}
    shares = evaluate(gold_dir(tmp_path, line)).fields()
    assert {name: (share.right, share.total) for name, share in shares.items()} == {
        "arm": (1, 1),
        "ci": (1, 1),
        "p_value": (1, 1),
        "n": (0, 1),
        "n_total": (0, 0),
        "grade_min": (0, 0),
        "comparator": (0, 0),
    }


def test_a_stricter_score_asks_for_the_arm_too(tmp_path: Path, extracted: list[Observation]) -> None:
    extracted[0] = replace(RESULT, arm="drug c")
    evaluation = evaluate(gold_dir(tmp_path, {"id": "a", "facts": [fact(arm="placebo")]}))
    assert evaluation.score(core=True).f1 == 1.0
    assert evaluation.score(core=True, arms=True).f1 == 0.0


def test_study_fields_are_scored_by_field(tmp_path: Path, extracted: list[Observation]) -> None:
    extracted += [
        replace(RESULT, category="baseline", endpoint="n_patients", statistic="count", value=40.0),
        replace(RESULT, category="design", endpoint="phase", statistic="text", value=None, text_value="2"),
        replace(RESULT, category="design", endpoint="registry_id", value=None, text_value="NCT00000001"),
    ]
    study = {"n_patients": 41, "phase": "2", "registry_id": ["NCT00000001", "NCT00000002"]}
    evaluation = evaluate(gold_dir(tmp_path, {"id": "a", "facts": [], "study": study}))
    scores = evaluation.study_fields()
    assert (scores["n_patients"].recall, scores["n_patients"].precision) == (0.0, 0.0)
    assert (scores["phase"].recall, scores["registry_id"].recall) == (1.0, 0.5)
    assert set(evaluation.documents[0].study_differences) == {"n_patients", "registry_id"}


@pytest.mark.parametrize(
    ("design", "allocation", "expected"),
    [
        ("interventional", "randomized", "randomized"),
        ("interventional", None, "single-arm"),
        (None, None, None),
    ],
)
def test_a_trial_is_called_by_its_allocation(
    design: str | None, allocation: str | None, expected: str | None
) -> None:
    stated = {"design": design, "allocation": allocation}
    observations = [
        replace(RESULT, category="design", endpoint=endpoint, text_value=text)
        for endpoint, text in stated.items()
    ]
    assert study_of(observations)["design"] == expected


def test_annotations_that_are_not_exhaustive_measure_recall_only(
    tmp_path: Path, extracted: list[Observation]
) -> None:
    extracted.append(replace(RESULT, endpoint="CR"))
    line = {"id": "a", "facts": [fact()], "exhaustive": False, "background": [fact(endpoint="CR")]}
    evaluation = evaluate(gold_dir(tmp_path, line))
    assert (evaluation.score().recall, evaluation.score().precision) == (1.0, None)
    assert [each.endpoint for each in evaluation.documents[0].background] == ["CR"]


def test_a_document_that_cannot_be_read_is_all_missed_and_says_why(
    tmp_path: Path, extracted: list[Observation], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, source_id: str) -> None:
        raise ReadError(f"{path.name} {source_id}: not text")

    monkeypatch.setattr(evaluation_module, "read", fail)
    evaluation = evaluate(gold_dir(tmp_path, {"id": "a", "facts": [fact()]}))
    assert extracted
    assert evaluation.score().recall == 0
    assert "a.txt a: not text" in render(evaluation)


def test_text_and_json_list_misses_and_extras_with_their_sentences(
    tmp_path: Path, extracted: list[Observation]
) -> None:
    extracted[0] = replace(RESULT, endpoint="CR")
    folder = gold_dir(tmp_path, {"id": "a", "facts": [fact(quote="ORR, 45%", timepoint_months=6)]})
    text = render(evaluate(folder))
    assert "  missed   ORR rate 45 at 6 months | ORR, 45%" in text
    assert "  extra    CR rate 45 | The ORR was 45%." in text
    run = CliRunner().invoke(app, ["evaluate", str(folder), "--format", "json"])
    printed = json.loads(run.stdout)
    assert printed == json.loads(json.dumps(as_dict(evaluate(folder))))
    assert printed["documents"][0]["misses"][0]["quote"] == "ORR, 45%"


def test_text_lists_the_facts_with_another_arm(tmp_path: Path, extracted: list[Observation]) -> None:
    folder = gold_dir(tmp_path, {"id": "a", "facts": [fact(arm="placebo")]})
    assert "  arm      annotated 'placebo', extracted '': ORR rate 45 |" in render(evaluate(folder))
    extracted[0] = replace(RESULT, arm="the placebo group")
    assert "annotated 'placebo'" not in render(evaluate(folder))


def test_rows_have_a_line_an_endpoint(tmp_path: Path, extracted: list[Observation]) -> None:
    extracted.append(replace(RESULT, endpoint="CR"))
    rows = as_rows(evaluate(gold_dir(tmp_path, {"id": "a", "facts": [fact()]}))).rows
    assert rows == [
        ("all", 0.5, 1.0, 0.6667, 1, 2, 1),
        ("core", 0.5, 1.0, 0.6667, 1, 2, 1),
        ("core, arm right", 0.5, 1.0, 0.6667, 1, 2, 1),
        ("other", None, None, None, 0, 0, 0),
        ("ORR", 1.0, 1.0, 1.0, 1, 1, 1),
        ("CR", 0.0, None, None, 0, 1, 0),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "gold.jsonl:1: not JSON"),
        ('{"id": "a"}', "gold.jsonl:1: an object with the keys `id` (text) and `facts` (list)"),
        ('{"id": "b", "facts": []}', "gold.jsonl:1: no document 'b'"),
        (
            '{"id": "a", "facts": [{"endpoint": "OS", "statistic": "rates"}]}',
            "gold.jsonl:1, facts[0]: statistic is 'rates'; one of rate, median",
        ),
        (
            '{"id": "a", "facts": [{"endpoint": "OS", "statistic": "rate", "value": "45"}]}',
            "gold.jsonl:1, facts[0]: value is '45'; int or float or null",
        ),
        ('{"id": "../a", "facts": []}', "id is '../a'; the name of a file without its suffix"),
        ('{"id": "a", "facts": [], "exhaustive": "no"}', "`exhaustive` is true or false"),
        ("", "holds no annotated document"),
    ],
)
def test_annotations_that_are_not_as_documented_say_where(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "a.txt").write_text("Text.", "utf-8")
    (tmp_path / "gold.jsonl").write_text(line, "utf-8")
    with pytest.raises(GoldError) as error:
        read_gold(tmp_path)
    assert message in str(error.value)


def test_annotations_in_another_encoding_say_so(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes(b'{"id": "a\xe9"}')
    with pytest.raises(GoldError, match="not UTF-8 at byte 9"):
        read_gold(tmp_path)


def test_a_folder_without_annotations_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"gold\.jsonl: no such file") as mistake:
        evaluate(tmp_path)
    assert mistake.value.exit_code == 2


def test_the_annotated_example_is_read_as_a_person_reads_it() -> None:
    evaluation = evaluate(ROOT / "tests" / "golden" / "annotated")
    assert (evaluation.score().precision, evaluation.score().recall) == (1.0, 1.0), render(evaluation)
    assert evaluation.documents[0].study_differences == {}
    assert evaluation.documents[0].background == ()
    assert all(share.right == share.total for share in evaluation.fields().values())
