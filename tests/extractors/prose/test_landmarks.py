"""Which landmark a value is given at, and how far a landmark reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extractors.prose.conftest import Teller


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # contrasts in one bracket, each at its own landmark
        (
            "Relapse was rarer at 2 and 4 years (21% versus 33%, P = .05; and 24% versus 41%, P = .01).",
            ["CIR@24: 21% P = .05", "CIR@24: 33% P = .05", "CIR@48: 24% P = .01", "CIR@48: 41% P = .01"],
        ),
        (
            "The 1- and 3-year OS (71% vs 62%; 55% vs 40%) favored the first group.",
            ["OS@12: 71%", "OS@12: 62%", "OS@36: 55%", "OS@36: 40%"],
        ),
        # a landmark in a bracket is none of the next outcome, but of its own in the next bracket
        (
            "EFS (31% vs 45% at 3 years) was better, as was the relapse rate (44% vs 35%).",
            ["EFS@36: 31%", "EFS@36: 45%", "CIR: 44%", "CIR: 35%"],
        ),
        ("OS was better with it (60% at 4 years) than without (40%).", ["OS@48: 60%", "OS@48: 40%"]),
        # the landmark of the next outcome is not that of the first
        (
            "The cumulative incidence of acute GVHD was 36%, whereas that of chronic GVHD at 2 years was 43%.",
            [
                "AE acute graft-versus-host disease cumulative_incidence: 36%",
                "AE chronic graft-versus-host disease@24 cumulative_incidence: 43%",
            ],
        ),
        # the length of follow-up, whichever way round
        (
            "With 4.1-year median follow-up, the 3-year OS was 46%.",
            ["follow_up median: 49.2 mo", "OS@36: 46%"],
        ),
        ("The ORR was 60% (median 26.7-month follow-up).", ["ORR: 60%", "follow_up median: 26.7 mo"]),
        ("At 2-year follow-up, OS was 60%.", ["OS@24: 60%"]),
        (
            "Chronic GVHD occurred in 32% with and 69% without it at 2 years.",
            [
                "AE chronic graft-versus-host disease@24: 32%",
                "AE chronic graft-versus-host disease@24: 69%",
            ],
        ),
        ("CR rose from 12% at 6 mo to 31% at 18 mo.", ["CR@6: 12%", "CR@18: 31%"]),
        ("The 1-year treatment-related mortality was 4%.", ["NRM@12: 4%"]),
        ("Nineteen patients died within the first year.", ["MORT@12: - (19)"]),
        ("OS at the end of the first year was 80%.", ["OS@12: 80%"]),
        (
            "Median OS was 66 months, 54 months from transplantation.",
            ["OS median: 66 mo", "OS median: 54 mo"],
        ),
    ],
)
def test_a_value_is_given_at_its_own_landmark(told: Teller, sentence: str, expected: list[str]) -> None:
    assert told(sentence) == expected


def test_a_list_repeats_the_landmarks_of_the_one_before(told: Teller) -> None:
    assert told("OS was 62% at 1 year and 41% at 3 years; PFS was 45% and 22%, respectively.") == [
        "OS@12: 62%",
        "OS@36: 41%",
        "PFS@12: 45%",
        "PFS@36: 22%",
    ]


def test_a_few_days_before_a_drug_are_its_course(told: Teller) -> None:
    assert told("5-day azacitidine yielded an ORR of 40%; 7-day mortality was 4%.") == [
        "ORR: 40%",
        "MORT@0.23: 4%",
    ]


def test_all_of_a_few_patients_are_counted(told: Teller) -> None:
    assert told("CR was achieved in all 5 patients with MCL.") == ["CR: - (5)"]
