"""Lists: several values, and what there are as many of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extractors.prose.conftest import Teller


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The median OS and EFS were 6.4 and 2.8 months, respectively.",
            ["OS median: 6.4 mo", "EFS median: 2.8 mo"],
        ),
        (
            "Mortality rates at 30 and 60 days were 2.6% and 5.2%, respectively.",
            ["MORT@0.99: 2.6%", "MORT@1.97: 5.2%"],
        ),
        (
            "The 1-, 3-, and 5-year OS rates were 89%, 82%, and 75% for arm A and 92%, 90%, and 82% for arm B.",
            [
                *("OS@12: 89% [arm A]", "OS@36: 82% [arm A]", "OS@60: 75% [arm A]"),
                *("OS@12: 92% [arm B]", "OS@36: 90% [arm B]", "OS@60: 82% [arm B]"),
            ],
        ),
        (
            "More CR and PR were seen in arm A than in arm B (41.5% vs. 22.2% and 53.0% vs. 23.9%, respectively).",
            ["CR: 41.5% [arm A]", "CR: 22.2% [arm B]", "PR: 53% [arm A]", "PR: 23.9% [arm B]"],
        ),
        (
            "CR was achieved in 24% of patients, PR in 14%, and stable disease in 32%.",
            ["CR: 24%", "PR: 14%", "SD: 32%"],
        ),
        ("24% of patients achieved CR, 14% PR, and 32% stable disease.", ["CR: 24%", "PR: 14%", "SD: 32%"]),
        ("The CR/CRi rate was 66% (CR 50%; CRi 16%).", ["CR/CRi: 66%", "CR: 50%", "CRi: 16%"]),
        (
            "The ORR was 81.6%, and 21.9% of evaluable patients were MRD negative.",
            ["ORR: 81.6%", "MRDneg: 21.9% [evaluable patients]"],
        ),
    ],
)
def test_values_are_dealt_out_to_what_is_listed(told: Teller, sentence: str, expected: list[str]) -> None:
    assert told(sentence) == expected


def test_a_grade_before_a_list_covers_the_list(told: Teller) -> None:
    sentence = "Grade ≥3 adverse events included neutropenia (35%), anemia (20%), and rash (5%)."
    assert told(sentence) == ["AE neutropenia ≥3: 35%", "AE anemia ≥3: 20%", "AE rash ≥3: 5%"]


@pytest.mark.parametrize(
    "grade", ["grade ≥3", "Grade 3/4", "Gr 3-4", "grade III–IV", "grade 3 or higher", "G3-4", "grade 3+"]
)
def test_grades_in_their_spellings(told: Teller, grade: str) -> None:
    assert told(f"There was {grade} neutropenia in 30% of patients.") == ["AE neutropenia ≥3: 30%"]


def test_an_event_of_all_grades_has_no_grade(told: Teller) -> None:
    sentence = "Grade 3 infections were seen in 10% of patients, and any-grade nausea in 45%."
    assert told(sentence) == ["AE infections ≥3: 10%", "AE nausea: 45%"]


def test_a_share_of_the_events_with_a_grade(told: Teller) -> None:
    sentence = "Cytokine release syndrome occurred in 15 patients (75%), grade ≥3 in 2 (10%)."
    assert told(sentence) == [
        "AE cytokine release syndrome: 75% (15)",
        "AE cytokine release syndrome ≥3: 10% (2)",
    ]


def test_any_grade_and_high_grade_as_a_pair(told: Teller) -> None:
    sentence = "The most common AEs (any grade/grade 3-4) were nausea (45%/3%) and diarrhea (40%/5%)."
    assert told(sentence) == ["AE nausea: 45%", "AE nausea ≥3: 3%", "AE diarrhea: 40%", "AE diarrhea ≥3: 5%"]


def test_intervals_listed_behind_a_list_go_to_its_values_in_order(told: Teller) -> None:
    sentence = "Median PFS was 4.0 and 2.5 months in arm A and arm B (95% CI, 2.5 to 5.3 and 1.9 to 3.8)."
    assert told(sentence) == ["PFS median: 4 mo 2.5..5.3 [arm A]", "PFS median: 2.5 mo 1.9..3.8 [arm B]"]


def test_mean_and_median_in_two_arms(told: Teller) -> None:
    sentence = (
        "The mean and median survival was 31.1 and 17.8 vs. 21.1 and 12.6 months in arm A versus arm B."
    )
    assert told(sentence) == [
        *("OS mean: 31.1 mo [arm A]", "OS mean: 21.1 mo [arm B]"),
        *("OS median: 17.8 mo [arm A]", "OS median: 12.6 mo [arm B]"),
    ]


def test_landmarks_in_different_units_are_one_list(told: Teller) -> None:
    assert told("NRM at day 100 and 1 year was 4% and 9%.") == ["NRM@3.29: 4%", "NRM@12: 9%"]


def test_what_stands_behind_all_of_its_values(told: Teller) -> None:
    sentence = "14 patients (29%) in arm A and 24 patients (52%) in arm B had diarrhea."
    assert told(sentence) == ["AE diarrhea: 29% (14) [arm A]", "AE diarrhea: 52% (24) [arm B]"]
