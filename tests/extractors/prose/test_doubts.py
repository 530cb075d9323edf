"""Words beside a value that say it is no result of the outcome next to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.subgroups.phrases import sound

if TYPE_CHECKING:
    from tests.extractors.prose.conftest import Reader, Teller


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Responses deepened, with 28% of CRs achieved during later cycles.", "28"),
        ("Ten of the 12 confirmed responses were reported for resistant disease.", "12"),
        ("The efficacy and toxicity were analyzed in 54 patients.", "54"),
        ("The most common toxicity was hepatic, in 60% of patients.", "60"),
        ("The median time from diagnosis of transformation to grafting was 7.5 months.", "7.5"),
        ("Of the responses, 40% were complete.", "40"),
        ("An ORR of 30% was considered promising.", "30"),
        ("Neutropenia was present at baseline in 45% of patients.", "45"),
        ("Rash was managed with steroids in 80% of cases.", "80"),
        ("Prophylaxis of infection was given to 80%.", "80"),
        ("Infection resolved in 12 of 14 patients.", "14"),
        ("MRD was assessed in 80% of CR patients.", "80"),
        ("PD-L1 was seen in 30% of patients.", None),
        ("A prior CR had been reached by 40%.", None),
        ("The median treatment duration was 8.3 months.", "8.3"),
        ("The median time from diagnosis to infusion was 3.6 years.", "3.6"),
        ("An aberration was noted in 5.7% and conferred a worse overall survival.", "5.7"),
        ("All patients with trisomy 12 responded to treatment.", None),
        ("We previously showed an ORR of 44% in this setting.", None),
        ("Sixty patients (41%) were in complete remission.", "41"),
        ("At transplantation, CR was confirmed in 55%.", "55"),
        ("At study entry, neutropenia was grade 1 (12%) or 2 (9%).", "12"),
        ("Half of them had either refractory or progressive disease (n = 25, 68%).", None),
        ("The 45% ORR compares favourably with the 30% response rate of standard care.", "30"),
        ("Of deaths, 40% were attributed to infection.", "40"),
        ("Ten allogeneic transplants were performed with reduced conditioning.", None),
        ("It was linked to 47% and 42% reductions in death and relapse.", "42"),
        ("There was only one episode of febrile neutropenia after day 30.", None),
        ("OS was better in patients with three or more toxicity events.", None),
        ("The primary cause of treatment failure was bacterial infection (42%).", None),
        ("We analyzed the features of 86 patients with RR-AML.", None),
        ("PFS was longer among the 214 patients in the X group.", "214"),
        ("In all, 104 patients who underwent HCT in CR1 were compared with 108 who did not.", "108"),
        ("The majority (78%) of complete responses were ongoing at 12 months.", "78"),
        ("Relapse was the main cause of death (72%).", "72"),
    ],
)
def test_a_doubtful_reading_is_no_fact_but_a_number_left_unexplained(
    reading: Reader, told: Teller, sentence: str, number: str | None
) -> None:
    assert told(sentence) == []
    left = [sentence[each.span.start : each.span.end] for each in reading(sentence).unexplained]
    assert number is None or number in left


def test_a_ratio_of_an_outcome_nobody_knows_is_not_that_of_the_one_before(told: Teller) -> None:
    sentence = "CR predicted time to progression (HR = 0.45) and treatment-free interval (HR = 0.38)."
    assert told(sentence) == ["TTP HR: 0.45"]


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("CR was achieved in 30%, most of which (80%) occurred within 3 months.", ["CR: 30%"]),
        ("CRS occurred in 64% (51% grade 1).", ["AE cytokine release syndrome: 64%"]),
        ("Rash was mostly grade 1 (45%).", []),
        ("CR was reached by 12%, and 8% lost their PR.", ["CR: 12%"]),
        ("OS (HR, 0.98) was alike, not the risk of progression (HR, 0.54).", ["OS HR: 0.98"]),
        ("Infections occurred in 40% of patients, of which 15% were fatal.", ["AE infections: 40%"]),
        ("Among 20 CRs, 12 (60%) were MRD negative.", ["MRDneg: 60% (12)"]),
        ("Patients with relapse within 12 months had an ORR of 30%.", ["ORR: 30%"]),
        ("The rate of relapse-free survival was 65%.", ["RFS: 65%"]),
        ("Patients had at least one adverse event (264 [98%] of 265).", ["AE adverse event: 98% (264/265)"]),
        ("Fewer had disease progression or death (hazard ratio, 0.13).", ["PFS HR: 0.13"]),
        (
            "Patients surviving without progression were 77% (HR for progression, relapse, or death, 0.7).",
            ["PFS: 77%", "PFS HR: 0.7"],
        ),
        ("CRS was the most common adverse event (44%).", ["AE cytokine release syndrome: 44%"]),
        ("Gr≥3 TEAEs: anemia 47%, rash 3%.", ["AE anemia ≥3: 47%", "AE rash ≥3: 3%"]),
        (
            "AEs of grade 3 or higher occurred in 91% of those given X and in 83% of those given Y.",
            ["AE adverse events ≥3: 91%", "AE adverse events ≥3: 83%"],
        ),
        ("60-d mortality was 2%, and 5-y OS 40%.", ["MORT@1.97: 2%", "OS@60: 40%"]),
        ("Of 30 patients, 12 of 25 evaluable patients responded.", ["ORR: - (12/25)"]),
        ("Twelve patients (31%) died on study, 4 within 30 days.", ["deaths: 31% (12)"]),
        (
            "EFS was longer with X (hazard ratio for relapse, second cancer, or death, 0.7).",
            ["EFS HR: 0.7"],
        ),
        (
            "Grade III to IV acute GVHD occurred in 6%, and chronic GVHD in 22%.",
            ["AE acute graft-versus-host disease ≥3: 6%", "AE chronic graft-versus-host disease: 22%"],
        ),
        ("PFS was better (HR, 0.55), as was quality of life (HR, 0.80).", ["PFS HR: 0.55"]),
    ],
)
def test_what_is_beside_a_result_takes_nothing_of_it(told: Teller, sentence: str, facts: list[str]) -> None:
    assert [fact.partition(" [")[0] for fact in told(sentence)] == facts


def test_a_value_does_not_reach_over_the_next_verb(told: Teller) -> None:
    sentence = "Rates of MRD negativity rose after induction (35% vs 23%) and provided PFS benefit."
    assert all("PFS" not in fact for fact in told(sentence))


def test_outcomes_share_the_noun_of_the_last(told: Teller) -> None:
    sentence = "The 5-year rates of overall, relapse-free, and event-free survival were 42%, 52%, and 47%."
    assert told(sentence) == ["OS@60: 42%", "RFS@60: 52%", "EFS@60: 47%"]


def test_events_share_the_noun_that_an_abbreviation_stands_for(told: Teller) -> None:
    sentence = "The 18-month incidence of severe bacterial, viral, and IFI was 56%, 69%, and 9%."
    kinds = [fact.partition("@")[0] for fact in told(sentence)]
    assert kinds == ["AE bacterial infection", "AE viral infection", "AE fungal infection"]


def test_where_no_response_is_seen_there_is_none(told: Teller) -> None:
    assert told("No response was seen in 30% of patients.") == ["no response: 30%"]
    assert told("No response was observed in 12 patients.") == ["ORR: 0% (0)"]


def test_a_landmark_in_words(told: Teller) -> None:
    assert told("Twenty-eight days after infusion, the CR rate was 88%.") == ["CR@0.92: 88%"]


def test_nor_parts_two_outcomes(told: Teller) -> None:
    sentence = "Neither OS (arm A: 7.8 months, arm B: 8.0 months) nor ORR (arm A: 37%, arm B: 41%) differed."
    assert [fact for fact in told(sentence) if "%" in fact] == ["ORR: 37% [arm A]", "ORR: 41% [arm B]"]


def test_a_power_of_ten_is_no_value(told: Teller) -> None:
    assert told("MRD negativity (10–5 [77% vs 71%]) was higher.") == ["MRDneg: 77%", "MRDneg: 71%"]


def test_a_length_of_follow_up_that_patients_have_is_no_landmark(told: Teller) -> None:
    assert told("Among patients with ≥12 months post-infusion follow-up, the CR was 86%.") == ["CR: 86%"]


def test_the_date_of_one_event_is_no_landmark(told: Teller) -> None:
    assert told("One patient progressed at 20 months.") == ["PD: - (1)"]


def test_counts_before_graded_events_are_not_shifted(told: Teller) -> None:
    sentence = (
        "Grade 3 irAEs were rare: 3 (2%) had grade 3 rash, 2 (1.3%) had pain, and 4 (3%) had grade 3 colitis."
    )
    facts = told(sentence)
    assert "AE rash ≥3: 2% (3)" in facts
    assert "AE colitis ≥3: 3% (4)" in facts


def test_behind_a_bracket_of_kinds_the_outcome_before_it_goes_on(told: Teller) -> None:
    sentence = "The ORR was 86% (CR, 10%; VGPR, 28%; and PR, 36%) and 100% among high-risk patients."
    assert "ORR: 100%" in told(sentence)[-1]


@pytest.mark.parametrize(
    ("arm", "name"),
    [
        ("zolmab", "zolmab"),
        ("without metastases ORR", "without metastases"),
        ("aHR", ""),
        ("HR", "HR"),
        ("HR; standard-risk", "standard-risk"),
        ("By adjusting for these", ""),
        ("When European", ""),
        ("significantly longer", ""),
        ("4.0 versus 1.9 months", ""),
        ("2", "2"),
    ],
)
def test_an_arm_is_no_clause_no_values_and_no_statistic(arm: str, name: str) -> None:
    assert sound(arm) == name


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No other grade 3 adverse event differed by 5% or more between the groups.", []),
        ("Fifty patients (61%) who progressed on zolmab crossed over to placebo.", []),
        ("There were 10 patients (20%) who achieved a CR and were transplanted.", ["CR: 20% (10)"]),
        (
            "There were two treatment-related deaths, one due to sepsis and one from bleeding.",
            ["NRM: - (2)", "deaths from sepsis: - (1)", "deaths from bleeding: - (1)"],
        ),
        ("The NRM is low, since patients were older (age > 50 years in 73% vs 28%, P < .001).", []),
    ],
)
def test_thresholds_people_causes_and_baseline_are_no_results(
    told: Teller, sentence: str, expected: list[str]
) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The ORRs of 68 enrolled patients and 57 eligible patients were 35% and 37%.", ["35%", "37%"]),
        ("The 1-year PFS and OS rates for the 50 patients were 40% and 65%, respectively.", ["40%", "65%"]),
        ("Treatment failed because of resistant disease in 12 and early death in 8.", []),
        ("With 45 deaths and 80 progression events, median OS was 20 months.", ["- (45)", "20 mo"]),
        ("Forty patients with stable disease continued zolmab.", []),
    ],
)
def test_sizes_and_counts_of_something_else_are_no_results(
    told: Teller, sentence: str, expected: list[str]
) -> None:
    assert [fact.partition(": ")[2] for fact in told(sentence)] == expected


def test_the_landmark_of_a_survival_is_not_that_of_a_response(told: Teller) -> None:
    assert told("The 6-month PFS rate was 43% and the ORR was 51%.") == ["PFS@6: 43%", "ORR: 51%"]
    assert told("The 12-month CR rate was 43% and the ORR 51%.") == ["CR@12: 43%", "ORR@12: 51%"]


def test_shares_with_their_fraction_before_responses(told: Teller) -> None:
    assert told("The ORR was 82% (47/57) with 33% (19/57) complete remissions.") == [
        "ORR: 82% (47/57)",
        "CR: 33% (19/57)",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Grade 3-4 neutropenia complicated 30% of cycles.",
        "Febrile neutropenia occurred in 7 of 42 courses (17%).",
        "At 18 months, the probability of maintaining response was 68%.",
        "Loss of response occurred in 12% of patients.",
    ],
)
def test_shares_of_cycles_and_of_responses_kept_are_no_rates(told: Teller, sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "G-CSF was administered in 45% of patients for neutropenia.",
        "Transfusions for anemia were required in 22% v 12%.",
        "Pain improved in 35% of patients.",
        "Patients with PFS less than 12 months were excluded.",
    ],
)
def test_what_was_cared_for_is_no_rate_of_it(told: Teller, sentence: str) -> None:
    assert told(sentence) == []


def test_a_value_with_a_verb_of_its_own_is_not_of_the_outcome_before(told: Teller) -> None:
    assert told("Major molecular response was achieved in 45%, and 5% progressed to blast crisis.") == [
        "MMR: 45%",
        "transformation: 5%",
    ]


def test_the_time_of_an_opening_group_is_no_landmark(told: Teller) -> None:
    assert told("Of those in remission at day 100, 18% relapsed.") == ["CIR: 18%"]
    assert told("At day 100, 18% of patients relapsed.") == ["CIR@3.29: 18%"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Two patients developed secondary AML, and one died of sepsis.", ["deaths from sepsis: - (1)"]),
        ("Response was assessed in 45 patients: 5 had CR.", ["CR: - (5)"]),
        ("Infections caused 30% of deaths.", []),
        ("The treatment-related mortality was < 2%.", ["NRM: <2%"]),
    ],
)
def test_counts_before_another_verb_or_colon(told: Teller, sentence: str, expected: list[str]) -> None:
    assert told(sentence) == expected
