"""Values beside words that would draw them to the wrong outcome, time, P or interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extractors.prose.conftest import Teller


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # the level of an interval behind its name; a median in words
        ("Median PFS was eight (CI 95% 5.1–9.3) months.", ["PFS median: 8 mo 5.1..9.3"]),
        # a total is no count of its own; what patients have been through is theirs
        ("After 10 months, 19 of 26 patients had died.", ["MORT@10: - (19/26)"]),
        ("12 of 30 patients achieved CR.", ["CR: - (12/30)"]),
        ("1-year survival is 20%, with 19/26 patients having died.", ["OS@12: 20%", "deaths: - (19/26)"]),
        ("Only 1 patient experiencing grade 3/4 rash was seen.", ["AE rash ≥3: - (1)"]),
        ("Among patients who did not achieve a CR, 30% relapsed.", ["CIR: 30% [not achieve a CR]"]),
        ("Infections including febrile neutropenia occurred in 13%.", ["AE infections: 13%"]),
        ("There was 1 CR and 3 PR among 20 evaluable patients.", ["CR: - (1)", "PR: - (3)"]),
        ("Three patients achieved CR and 6 achieved PR.", ["CR: - (3)", "PR: - (6)"]),
        ("Ten patients (28%) had disease progression or died within 6 months.", []),
        ("OS gain was 3.2 months.", []),
        (
            "Ten patients (70%) responded after a median of 2 cycles (range, 1-6).",
            ["ORR: 70% (10)"],
        ),
        (
            "Molecular relapse was seen in 15%, hematologic relapse in 5%.",
            ["molecular relapse: 15%", "CIR: 5%"],
        ),
        ("The 2-year treatment-free remission rate was 52%.", ["TFR@24: 52%"]),
        # a grade with a number of its own
        ("Of 60, 24 (20%) had rash (grade III-IV in 8).", ["AE rash: 20% (24)"]),
        # grades listed, each counted
        (
            "Rash occurred in 5 patients (grade 3, n = 4; grade 4, n = 1).",
            ["AE rash: - (5)", "AE rash ≥3: - (4)", "AE rash ≥4: - (1)"],
        ),
        (
            "Acute GVHD of grades 2-4 and 3 or 4 acute GVHD had incidences of 17% and 4%, respectively.",
            ["AE acute graft-versus-host disease: 17%", "AE acute graft-versus-host disease ≥3: 4%"],
        ),
        # how long a state has lasted is no median
        (
            "OS was longer with responses ≥ 8 weeks (4 vs 2 years) than with independence > 6 months.",
            ["OS median: 48 mo", "OS median: 24 mo"],
        ),
        # brackets of one kind go on
        (
            "OS was better for early (17 months) vs late (7 months), and with low (56 months) vs high (6 months) risk.",
            ["OS median: 17 mo", "OS median: 7 mo", "OS median: 56 mo", "OS median: 6 mo"],
        ),
        # the hazard of mortality is that of survival
        (
            "TRM (HR, 0.8) and overall mortality (HR, 0.87) were reduced.",
            ["NRM HR: 0.8", "OS HR: 0.87"],
        ),
        # a P with a power of ten
        ("The ORR was 80% vs 60% (P < 10−4).", ["ORR: 80% P < 10−4", "ORR: 60% P < 10−4"]),
        # the P of the contrast in its own bracket, not of the value before
        (
            "Median OS was 10 months, but it was longer with zolmab (12 vs 8 months; P = .01).",
            ["OS median: 10 mo", "OS median: 12 mo P = .01", "OS median: 8 mo P = .01"],
        ),
        # a P in front of its ratio; factors that bear the name of an event
        (
            "OS differences with anemia [P = .01; HR, 1.8] and thrombocytopenia (P = .02; HR, 1.5) were seen.",
            ["OS HR: 1.8 [anemia] P = .01", "OS HR: 1.5 [thrombocytopenia] P = .02"],
        ),
        # three events that share their noun
        (
            "The incidence of severe bacterial, viral, and fungal infections was 30%, 20%, and 10%.",
            ["AE bacterial infections: 30%", "AE viral infections: 20%", "AE fungal infections: 10%"],
        ),
        ("CR was seen in 40%, and in 80% as best response.", ["CR: 40%", "CR: 80%"]),
        ("Ten (25%) who achieved a response have relapsed.", ["CIR: 25% (10)"]),
        ("The ORR, including partial responses with lymphocytosis, was 71%.", ["ORR: 71%"]),
        ("90% of patients are alive, and 50% remain on treatment.", ["OS: 90%"]),
        ("Two fatal treatment-related AEs occurred.", ["NRM: - (2)"]),
        ("There was 1 patient with pneumonia requiring hospitalization.", ["AE pneumonia: - (1)"]),
        ("Patients relapsing within 12 months had an OS of 20%.", ["OS: 20%"]),
        (
            "The 2-year OS, PFS, and cumulative incidence of relapse were 70%, 60%, and 30%.",
            ["OS@24: 70%", "PFS@24: 60%", "CIR@24 cumulative_incidence: 30%"],
        ),
        (
            "Reasons for discontinuation were progressive disease (30%) and toxicity (10%).",
            ["DISC: 30% [progressive disease]", "DISC: 10% [toxicity]"],
        ),
        (
            "3-month acute grade 2-4 GVHD was 16%.",
            ["AE acute graft-versus-host disease@3: 16%"],
        ),
        (
            "The PR rate was 32%, with a median DOR of NR (95% CI, 12.1-NR).",
            ["PR: 32%", "DOR median: not reached 12.1..?"],
        ),
        (
            "Grade 3 nausea occurred in 5% (no grade 4 reported).",
            ["AE nausea ≥3: 5%", "AE nausea ≥4: 0% (0)"],
        ),
        (
            "Toxicities were neutropenia (n = 9) and anemia (n=4/30).",
            ["AE neutropenia: - (9)", "AE anemia: - (4/30)"],
        ),
        (
            "The 12-month incidence of fungal infections was 30%.",
            ["AE fungal infections@12: 30%"],
        ),
        (
            "NRM was 5% at day 100 and 12% at 1 year after transplant.",
            ["NRM@3.29: 5%", "NRM@12: 12%"],
        ),
        (
            "CRS occurred in 75 (76%) patients, including grade ≥3 in 5 (5%).",
            ["AE cytokine release syndrome: 76% (75)", "AE cytokine release syndrome ≥3: 5% (5)"],
        ),
        ("The ORR of the 120 patients was 40%.", ["ORR: 40%"]),
        (
            "The ORR was 40% and the median OS 5 months, vs 65% and 14 months with tenib.",
            ["ORR: 40%", "OS median: 5 mo", "ORR: 65%", "OS median: 14 mo"],
        ),
        (
            "One-year non-relapse mortality and progression/relapse were 22% and 33%.",
            ["NRM@12: 22%", "CIR@12: 33%"],
        ),
    ],
)
def test_a_value_stays_with_its_own_words(told: Teller, sentence: str, expected: list[str]) -> None:
    assert told(sentence) == expected
