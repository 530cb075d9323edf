"""Outcomes by names that hold another outcome's name within them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extractors.prose.conftest import Teller


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The risk of death in remission was 15% vs 22%.", ["NRM: 15%", "NRM: 22%"]),
        ("Death in complete remission occurred in 9%.", ["NRM: 9%"]),
        ("A very good PR (VGPR) was reached by 32%.", ["VGPR: 32%"]),
        ("Molecular CR was seen in 7 patients.", ["MolCR: - (7)"]),
        ("MRD <0.01% in the marrow was found in 45% at month 9.", ["MRDneg@9: 45%"]),
        ("Patients with MRD <10-4 had a 3-year PFS of 80%.", ["PFS@36: 80%"]),
        ("A complete or partial response was seen in 45%.", ["ORR: 45%"]),
        ("Partial or complete remission occurred in 12 (40%).", ["ORR: 40% (12)"]),
        ("Partial or complete cytogenetic response was reached by 55%.", ["MCyR: 55%"]),
        ("Complete and partial responses were seen in 20% and 30%.", ["CR: 20%", "PR: 30%"]),
        (
            "The median duration of transfusion independence was not reached, with 60% of responses ongoing.",
            ["DOR median: not reached", "DOR: 60%"],
        ),
        ("Of the 12 deaths, 3 were related to treatment.", ["NRM: - (3)"]),
        ("There were 5 deaths; 2 were considered treatment-related.", ["deaths: - (5)", "NRM: - (2)"]),
        ("Most rashes were treatment-related.", []),
        (
            "Four died of treatment-related complications, and 12 died of relapse.",
            ["NRM: - (4)", "deaths from relapse: - (12)"],
        ),
        ("Six (12%) achieved CR, and 8 (16%) had stable disease.", ["CR: 12% (6)", "SD: 16% (8)"]),
        ("At 30 months, 78% of the patients were progression free.", ["PFS@30: 78%"]),
        ("The 2-year survival of patients treated with drug was 70%.", ["OS@24: 70%"]),
        ("No graft failure was seen.", ["AE graft failure: 0% (0)"]),
        ("There were no cases of primary graft failure.", ["AE primary graft failure: 0% (0)"]),
        ("The 2-year GVHD- and relapse-free survival was 41%.", ["GRFS@24: 41%"]),
        (
            "No differences were seen in myeloma-free survival rates (36% vs 39%).",
            ["myeloma-free survival: 36%", "myeloma-free survival: 39%"],
        ),
    ],
)
def test_the_whole_name_counts(told: Teller, sentence: str, expected: list[str]) -> None:
    assert told(sentence) == expected


def test_deaths_are_named_by_their_cause(told: Teller) -> None:
    assert told("Three patients (4%) died of sepsis, and mortality due to relapse was 23% at 3 years.") == [
        "deaths from sepsis: 4% (3)",
        "deaths from relapse@36: 23%",
    ]
    assert told("Six patients died from treatment-related complications of the lung.") == ["NRM: - (6)"]
    assert told("The cumulative incidence of death from second cancers was 7% at 10 years.") == [
        "deaths from second cancers@120 cumulative_incidence: 7%"
    ]
    assert told("No death from infection was seen.") == ["deaths from infection: 0% (0)"]


def test_one_event_with_or_for_another_is_one(told: Teller) -> None:
    sentence = "Thrombocytopenia with bleeding occurred in 3% and hospitalization for pneumonia in 5%."
    assert told(sentence) == [
        "AE thrombocytopenia with bleeding: 3%",
        "AE hospitalization for pneumonia: 5%",
    ]
    assert told("Rash or pruritus was seen in 12% of patients.") == ["AE rash or pruritus: 12%"]
    assert told("No rash or pruritus was seen.") == ["AE rash: 0% (0)", "AE pruritus: 0% (0)"]


def test_a_response_of_pain_or_one_that_deepened_is_no_overall_response(told: Teller) -> None:
    assert told("The pain response rate was 61%.") == ["pain response: 61%"]
    assert told("Thirty of 90 patients improved their response.") == ["improved response: - (30/90)"]


def test_deaths_that_were_judged_related_to_treatment(told: Teller) -> None:
    sentence = (
        "Two (1%) deaths were considered possibly treatment related (one cardiac arrest and one sepsis)."
    )
    assert told(sentence) == ["NRM: 1% (2)", "deaths from cardiac arrest: - (1)", "deaths from sepsis: - (1)"]
