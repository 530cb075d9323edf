"""Lists of outcomes some of which nobody knows, and lists of groups by their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extractors.prose.conftest import Reader, Teller


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The 3-year OS and leukemia risk were 56% and 25%, respectively.", ["OS@36: 56%"]),
        ("The 2-year leukemia risk and overall survival were 25% and 56%.", ["OS@24: 56%"]),
        (
            "The ORR, clonal evolution rate, and PFS at 1 year were 40%, 12%, and 9%.",
            ["ORR@12: 40%", "PFS@12: 9%"],
        ),
        ("Relapse incidence and infection-related mortality were 30% and 8%.", ["CIR: 30%"]),
        # all known, or one outcome of several groups, landmarks, grades
        ("The CR rate and the 1-year OS were 30% and 8%.", ["CR@12: 30%", "OS@12: 8%"]),
        ("One- and 2-year OS were 62% and 45%.", ["OS@12: 62%", "OS@24: 45%"]),
        ("The OS of patients with and without relapse was 30% and 55%.", ["OS: 30%", "OS: 55%"]),
        # outcomes with a contrast each
        (
            "OS and relapse were 57% vs 49% (P = .04) and 33% vs 44%.",
            ["OS: 57% P = .04", "OS: 49% P = .04", "CIR: 33%", "CIR: 44%"],
        ),
        # events with their grades between
        (
            "Incidences of acute (grade II-IV) and chronic GVHD were 36% and 45%.",
            ["AE acute graft-versus-host disease: 36%", "AE chronic graft-versus-host disease: 45%"],
        ),
        (
            "Rash grade 2-4 and nausea occurred in 41% and 38% of patients.",
            ["AE rash: 41%", "AE nausea: 38%"],
        ),
        ("At last follow-up, 22 (44%) were alive, 20 (40%) in CR.", ["OS: 44% (22)", "CR: 40% (20)"]),
        ("The graft led to lower chronic GVHD (HR, 0.4).", ["AE chronic graft-versus-host disease HR: 0.4"]),
        ("Induction death and resistant disease were seen in 8% and 14%.", ["MORT: 8%"]),
        (
            "CR was 80% (n = 40), with 10% (n = 5) early deaths and 12% (n = 6) resistant disease.",
            ["CR: 80% (40)", "MORT: 10% (5)"],
        ),
        (
            "The rates of rash and anemia were 93% and 64%; 13% and 28% were grade ≥3, respectively.",
            ["AE rash: 93%", "AE anemia: 64%", "AE rash ≥3: 13%", "AE anemia ≥3: 28%"],
        ),
        ("Of all, 46% died, including 12% from infection.", ["deaths: 46%"]),
        (
            "CR was seen in 8 of 20 (40%) patients in cohort 1 and 12 of 25 (48%) in cohort 2.",
            ["CR: 40% (8/20) [cohort 1]", "CR: 48% (12/25) [cohort 2]"],
        ),
        # patients who did something are a group, patients that do it are told of
        ("Ten patients achieved a CR, with a median OS of 14 months.", ["CR: - (10)", "OS median: 14 mo"]),
        (
            "Thirty percent of the patients achieved CR, with an OS of 14 months.",
            ["CR: 30%", "OS median: 14 mo"],
        ),
        ("The median OS of patients who achieved CR was 14 months.", ["OS median: 14 mo [CR]"]),
        (
            "Two-year survival rates of patients grafted in CR1, CR2, and relapse were 70%, 50%, and 20%.",
            ["OS@24: 70%", "OS@24: 50%", "OS@24: 20%"],
        ),
        # values behind their labels
        (
            "CR rates were drugA 26%, drugB 60%, and drugC 38%.",
            ["CR: 26% [drugA]", "CR: 60% [drugB]", "CR: 38% [drugC]"],
        ),
        (
            "The 2-year OS was as follows: low risk 80%, high risk 60%, and very high risk 30%.",
            ["OS@24: 80% [low risk]", "OS@24: 60% [high risk]", "OS@24: 30% [very high risk]"],
        ),
        ("CR was seen in 26%, and improvement 60%.", ["CR: 26%"]),
        ("There were 3 infection-related deaths.", ["deaths from infection: - (3)"]),
    ],
)
def test_each_value_has_the_outcome_of_its_place(told: Teller, sentence: str, expected: list[str]) -> None:
    assert told(sentence) == expected


def test_the_value_of_an_unknown_outcome_is_left_unexplained(reading: Reader) -> None:
    sentence = "The OS and leukemia risk were 56% and 25%."
    assert [sentence[each.span.start : each.span.end] for each in reading(sentence).unexplained] == ["25"]
