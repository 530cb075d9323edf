"""Contrasts: two arms, their ratio and the P between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extractors.prose.conftest import Teller

METHODS = "Patients were randomly assigned to the zolmab group or the placebo group."


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "CR rates were 50% in the zolmab group and 30% in the placebo group (p = 0.04).",
            ["CR: 50% [zolmab] p = 0.04", "CR: 30% [placebo] p = 0.04"],
        ),
        (
            "The ORR was higher with zolmab than with placebo (66.3% vs. 44.3%, P < 0.001).",
            ["ORR: 66.3% [zolmab] P < 0.001", "ORR: 44.3% [placebo] P < 0.001"],
        ),
        (
            "Compared with placebo, zolmab prolonged median OS (14.3 vs 9.1 months).",
            ["OS median: 14.3 mo [zolmab]", "OS median: 9.1 mo [placebo]"],
        ),
        (
            "Median PFS was 8.2 months for zolmab and 5.9 months for placebo (hazard ratio 0.87, 95% CI 0.67–1.14; p=0.33).",
            [
                "PFS median: 8.2 mo [zolmab] p=0.33",
                "PFS median: 5.9 mo [placebo] p=0.33",
                "PFS HR: 0.87 0.67..1.14 [zolmab vs placebo] p=0.33",
            ],
        ),
        ("Rash (20% vs 5%) and nausea (17.5% vs 35%) occurred with zolmab versus placebo.",
            ["AE rash: 20% [zolmab]", "AE rash: 5% [placebo]", "AE nausea: 17.5% [zolmab]", "AE nausea: 35% [placebo]"],
        ),
        (
            "Nausea (68%), rash (64%) and fatigue (56%) for zolmab, and rash (86%) for placebo, were common.",
            ["AE nausea: 68% [zolmab]", "AE rash: 64% [zolmab]", "AE fatigue: 56% [zolmab]", "AE rash: 86% [placebo]"],
        ),
    ],
)  # fmt: skip
def test_each_value_goes_to_its_arm(told: Teller, sentence: str, expected: list[str]) -> None:
    assert told(f"{METHODS} {sentence}") == expected


def test_a_hazard_ratio_for_death_is_one_of_overall_survival(told: Teller) -> None:
    sentence = "The hazard ratio for death was 0.80 (95% CI, 0.48-1.35)."
    assert told(f"{METHODS} {sentence}") == ["OS HR: 0.8 0.48..1.35 [zolmab vs placebo]"]


def test_an_odds_ratio_is_not_the_overall_response(told: Teller) -> None:
    sentence = "The ORR was 52% with zolmab and 31% with placebo (OR 2.4; 95% CI, 1.3 to 4.4)."
    assert told(f"{METHODS} {sentence}")[-1] == "ORR odds ratio: 2.4 1.3..4.4 [zolmab vs placebo]"


def test_the_same_value_in_both_arms_is_a_fact_of_each(told: Teller) -> None:
    assert told(f"{METHODS} The response rate was 28% in both groups.") == [
        "ORR: 28% [zolmab]",
        "ORR: 28% [placebo]",
    ]


def test_what_a_study_without_named_arms_is_compared_with(told: Teller) -> None:
    sentence = "Compared with QLB + XYC, the triplet improved the CR rate (66.3% vs. 44.3%, P < 0.001)."
    assert told(sentence) == ["CR: 66.3% P < 0.001", "CR: 44.3% [QLB + XYC] P < 0.001"]


def test_slashed_values_are_of_the_arms_that_are_slashed_before(told: Teller) -> None:
    sentence = (
        "Randomized to Xa+Yb or Pl+Yb, grade ≥3 AEs (Xa+Yb/Pl+Yb) included anemia (45%/38%) and rash (9%/4%)."
    )
    assert told(
        "Patients were randomized to the Xa+Yb arm or the Pl+Yb arm; the Xa+Yb arm and the Pl+Yb arm had 10 each.",
        sentence,
    ) == [
        "AE anemia ≥3: 45% [Xa+Yb]",
        "AE anemia ≥3: 38% [Pl+Yb]",
        "AE rash ≥3: 9% [Xa+Yb]",
        "AE rash ≥3: 4% [Pl+Yb]",
    ]


def test_slashed_values_of_unnamed_groups_are_not_dealt_out_to_events(told: Teller) -> None:
    assert told("Grade ≥3 AEs included anemia (45%/38%), rash (9%/4%).") == []


def test_an_arm_named_by_an_outcome_is_one_before_its_noun(told: Teller) -> None:
    sentence = (
        "OS was 69% in the ASCT group versus 56% in the non-ASCT group; corresponding PFS was 58% and 44%."
    )
    assert told(sentence) == [
        "OS: 69% [ASCT]",
        "OS: 56% [non-ASCT]",
        "PFS: 58% [ASCT]",
        "PFS: 44% [non-ASCT]",
    ]


def test_a_total_stands_behind_the_bracket_of_its_share(told: Teller) -> None:
    sentence = "In all, 30 (31%; 95% CI 20.8-42.6) of 97 patients achieved an overall response."
    assert told(sentence) == ["ORR: 31% (30/97) 20.8..42.6"]


def test_parts_of_a_bracket_are_of_the_outcomes_before_it(told: Teller) -> None:
    assert told("PFS and OS were similar at 2 years (55% v 52%; P = .4; 80% v 78%; P = .6).") == [
        "PFS@24: 55% P = .4",
        "PFS@24: 52% P = .4",
        "OS@24: 80% P = .6",
        "OS@24: 78% P = .6",
    ]
    sentence = (
        "The overall and complete remission rates were higher (72% vs 51%, P = .003; 7% vs 0%, P = .01)."
    )
    assert [fact.split()[0] for fact in told(sentence)] == ["ORR:", "ORR:", "CR:", "CR:"]


def test_lettered_arms_take_a_list_of_as_many_values(told: Teller) -> None:
    assert told(
        "Patients were given drug x (arm A, 27), drug y (arm B, 24) or both drugs (arm C, 12).",
        "Response rates were 7.4%, 0% and 8.3% in the three arms, respectively.",
        "PFS rates at 6 months were 6%, 1% and 20%.",
    ) == [
        "ORR: 7.4% [arm A]",
        "ORR: 0% [arm B]",
        "ORR: 8.3% [arm C]",
        "PFS@6: 6% [arm A]",
        "PFS@6: 1% [arm B]",
        "PFS@6: 20% [arm C]",
    ]


def test_names_right_before_the_values_of_a_list_are_its_arms(told: Teller) -> None:
    assert told("CR rates were drugone 26%, D2 60%, and drugthree 53%.", "OS was 4%, 6%, and 5%.") == [
        "CR: 26% [drugone]",
        "CR: 60% [D2]",
        "CR: 53% [drugthree]",
        "OS: 4% [drugone]",
        "OS: 6% [D2]",
        "OS: 5% [drugthree]",
    ]


def test_periods_that_are_compared_are_groups(told: Teller) -> None:
    sentence = "NRM fell from 29% in the 1990s to 12% from 2010 through 2016."
    assert told(sentence) == ["NRM: 29% [1990s]", "NRM: 12% [2010 through 2016]"]


def test_groups_listed_with_their_sizes_take_lists_of_as_many_values(told: Teller) -> None:
    first = "By score, low (n = 71), mid (n = 24), and high (n = 6) risk groups had 3-year OS of 65%, 37%, and 22%."
    assert told(first, "ORR was 9%, 8% and 7%, respectively.") == [
        "OS@36: 65% [low risk]",
        "OS@36: 37% [mid risk]",
        "OS@36: 22% [high risk]",
        "ORR: 9% [low risk]",
        "ORR: 8% [mid risk]",
        "ORR: 7% [high risk]",
    ]


@pytest.mark.parametrize(
    "listed",
    [
        "Grade 3 (n = 5) and grade 4 (n = 2) neutropenia occurred.",
        "CLL (n = 5) and MCL (n = 2) were treated.",
    ],
)
def test_a_pair_listed_with_sizes_names_no_later_pair_and_no_change(told: Teller, listed: str) -> None:
    assert told(listed, "The ORR improved from 40% to 55%.")[-2:] == ["ORR: 40%", "ORR: 55%"]


def test_outcomes_with_their_counts_are_no_groups(told: Teller) -> None:
    assert told("Patients had CR (n = 12) or PR (n = 5).", "ORR was 40% and 20%.")[-2:] == [
        "ORR: 40%",
        "ORR: 20%",
    ]


def test_arms_of_a_list_that_is_not_remembered_whole_are_not_those_of_the_next(told: Teller) -> None:
    arms = "In all, 107 (arm A, 27; arm B, 24; arm C, 12; arm D, 25; arm E, 19) were treated."
    first = "Response rates were 7%, 0%, 8%, 4%, and 16% in the five arms, respectively."
    second = "PFS rates at 6 months were 6%, 0%, 20%, 15%, and 1%, and 12-month OS rates were 37%, 5%, 23%, 39%, and NA."
    assert "OS@12: 37% [arm B]" not in told(arms, first, second)
