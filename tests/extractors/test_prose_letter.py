"""The letter's prose: every result it tells, on the right study, and none that it does not tell."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extractors.glossary import find_glossary
from extractors.prose import read_prose
from extractors.readers import read
from extractors.records import StudyKey

if TYPE_CHECKING:
    from extractors.records import Observation

ROOT = Path(__file__).parents[2]
TRUTH: dict[str, Any] = json.loads((ROOT / "tests/golden/letter/prose.json").read_text(encoding="utf-8"))
STUDIES = tuple(StudyKey(f"letter/{number}", number) for number in range(2, 13))
LETTER = ROOT / "raw" / "vrr_aml_ash_2023" / "letter.txt"


@cache
def told() -> tuple[Observation, ...]:
    document = read(LETTER, "letter")
    return read_prose(document, STUDIES, find_glossary(document)).observations


@cache
def text() -> str:
    return read(LETTER, "letter").text


def is_fact(observation: Observation, fact: dict[str, Any]) -> bool:
    """Whether an observation is this fact: study, arm, outcome, statistic, time point, value."""
    arms = [fact.get("arm", ""), *fact.get("arm_also", [])]
    statistics = [fact["statistic"], *fact.get("statistic_also", [])]
    return (
        observation.study_id == f"letter/{fact['ref_no']}"
        and observation.endpoint == fact["endpoint"]
        and observation.statistic in statistics
        and observation.timepoint_months == fact.get("timepoint_months")
        and observation.value == fact["value"]
        and observation.status == fact.get("status", "reported")
        and observation.arm in arms
        and observation.p_value == fact.get("p_value")
    )


@pytest.mark.parametrize(
    "fact", TRUTH["facts"], ids=lambda f: f"[{f['ref_no']}] {f['endpoint']} {f['words']}"
)
def test_every_result_of_the_letters_prose_is_found(fact: dict[str, Any]) -> None:
    found = [observation for observation in told() if is_fact(observation, fact)]
    assert [" ".join(text()[each.span.start : each.span.end].split()) for each in found] == [fact["words"]]


def test_nothing_else_is_told_but_what_did_not_happen() -> None:
    facts = TRUTH["facts"]
    others = [each for each in told() if not any(is_fact(each, fact) for fact in facts)]
    assert len(told()) - len(others) == len(facts)
    assert [(each.study_id, each.term, each.value, each.grade_min) for each in others] == [
        ("letter/6", "infections", 0.0, 5),
        ("letter/6", "bleeding", 0.0, 5),
        ("letter/11", "differentiation syndrome", 0.0, None),
        ("letter/12", "serious adverse events", 0.0, None),
    ]


def test_no_number_of_the_letters_results_is_left_unexplained() -> None:
    document = read(LETTER, "letter")
    assert read_prose(document, STUDIES, find_glossary(document)).unexplained == ()
