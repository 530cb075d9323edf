"""Study fields as sentences state them; every sentence is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.document import Block, BlockKind, Document, Span
from extractors.records import Observation, StudyKey
from extractors.study_fields import read_study_fields
from extractors.study_fields.counts import count_pattern, read_count
from extractors.study_fields.trial import phase_code

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN = StudyKey("doc/1")


def document(*parts: tuple[BlockKind, str, str]) -> Document:
    text, blocks = "", []
    for kind, section, part in parts:
        blocks.append(Block(kind, (Span(len(text), len(text) + len(part)),), section))
        text += f"{part}\n"
    return Document("doc", "text/plain", text, tuple(blocks))


def read(
    text: str, title: str = "", section: str = "", studies: Sequence[StudyKey] = (OWN,)
) -> list[tuple[Observation, str]]:
    """Observations with the words that carry them."""
    parts = [(BlockKind.TITLE, "", title)] if title else []
    source = document(*parts, (BlockKind.PARAGRAPH, section, text))
    extraction = read_study_fields(source, tuple(studies), ())
    return [(each, source.text[slice(*each.span)]) for each in extraction.observations]


def only(endpoint: str, text: str, title: str = "", section: str = "") -> tuple[Observation, str] | None:
    found = [pair for pair in read(text, title, section) if pair[0].endpoint == endpoint]
    assert len(found) <= 1
    return found[0] if found else None


# --- number of patients -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "words", "number"),
    [
        ("Forty patients were enrolled (32 with AML and 8 with MDS).", "Forty", 40),
        (
            "Two hundred seventy-eight adult patients with leukemia were evaluated.",
            "Two hundred seventy-eight",
            278,
        ),
        (
            "One-hundred and forty-three patients were randomised to drug a or drug b.",
            "One-hundred and forty-three",
            143,
        ),
        ("Patients (n = 283) were randomized 1:1 to A (n = 141) or B (n = 142).", "283", 283),
        ("We randomly assigned 1,792 patients to drug a or drug b.", "1,792", 1792),
        ("A total of 388 patients underwent randomization.", "388", 388),
        ("In this phase 2 study, 129 drug-naive patients with myeloma were treated.", "129", 129),
        ("Between May 2012 and June 2014, 97 patients from 36 centers were enrolled.", "97", 97),
        ("The study accrued 26 subjects: 16 male and 10 female.", "26", 26),
        ("We investigated clone size in 1001 patients with MDS.", "1001", 1001),
        ("Of the 410 patients, 204 (50%) were naive to chemotherapy.", "410", 410),
        ("Of the 55 patients enrolled, 30 responded.", "55", 55),
        ("Of 140 patients enrolled, 128 received it, and 33 patients had a confirmed response.", "140", 140),
        ("Among 165 patients who received it, 77.6% had refractory disease.", "165", 165),
        ("We performed a retrospective study including 635 patients with leukemia.", "635", 635),
        ("We enrolled 192 patients: 111 treated with drug a and 81 with drug b.", "192", 192),
        (
            "Fifty patients, including 22 patients with stage I and 28 patients with stage II, were treated.",
            "Fifty",
            50,
        ),
        ("We reviewed the outcome of 671 patients treated between 2000 and 2010 with drug a.", "671", 671),
        ("The median age of the 38 participants was 65 years.", "38", 38),
        ("We herein report 117 consecutive adults who received drug a in our hospital.", "117", 117),
        ("We describe the results of 50 patients with leukemia.", "50", 50),
        ("We report 356 patients who received drug a (n = 173) or drug b (n = 183).", "356", 356),
        ("Among 128 patients evaluated, 95% completed one cycle.", "128", 128),
        ("Data were pooled from 148 patients (33 resected, 115 unresectable).", "148", 148),
        ("Between 2010 and December, 2014, 123 patients received chemotherapy.", "123", 123),
        ("As of May 4, 2022, 768 patients with leukemia had received drug a.", "768", 768),
        ("In all, 43 patients (18 with MDS and 25 AML) were treated with drug a.", "43", 43),
        ("A total of 405 patients were randomly assigned: 203 to the GC arm.", "405", 405),
        ("A total of 312 high-risk patients had a 5-year survival of 58%.", "312", 312),
        ("A total of 650 patients receiving drug a or drug b were compared.", "650", 650),
        ("Patients (N = 145) were at least 65 years old with untreated leukemia.", "145", 145),
        ("We identified 38 800 patients who fulfilled the criteria.", "38 800", 38800),
        ("We studied drug a in 205 red blood cell (RBC) transfusion-dependent patients.", "205", 205),
        ("We report the safety and efficacy of treatment of 817 naïve patients with drug a.", "817", 817),
        ("Among 63 enrolled patients, median age was 66 years.", "63", 63),
        ("We analyzed the records of all 165 consecutive patients treated here.", "165", 165),
        ("Between 2018 and 2021, 61 (84%) of 73 patients assessed were enrolled.", "61", 61),
        ("A remission was observed in 305 of 398 enrolled patients (77%).", "398", 398),
        ("We included 147 out of 153 identified patients.", "147", 147),
        ("Of 231 registered patients, 218 were randomly assigned to either drug a or drug b.", "218", 218),
        ("In total, 118 consecutive patients were allocated alternately to the two groups.", "118", 118),
        ("We tell how patients fared after transplantation (N = 104).", "104", 104),
        ("A remission was observed in 44 of 121 evaluable patients (36%).", "121", 121),
        ("Toxicity was seen in 47/62 (76%), a remission in 32/62 (52%).", "62", 62),
    ],
)
def test_number_of_patients_is_that_of_the_whole_study(sentence: str, words: str, number: int) -> None:
    found = only("n_patients", sentence)
    assert found is not None
    observation, carried = found
    assert (carried, observation.value, observation.n) == (words, number, number)
    assert (observation.statistic, observation.unit, observation.category) == (
        "count",
        "patients",
        "baseline",
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "This trial (planned enrollment: 700 patients) compares drug a with drug b.",
        "A sample size of 120 patients was calculated.",
        "Neutropenia occurred in 12 patients (30%).",
        "Responses were seen in 12 of 40 patients.",
        "Anemia was seen in 34 (18%) of 184 patients in the drug a group.",
        "In all, 56 patients received drug a and 58 received drug b.",
        "A total of 336 patients underwent transplant a and 869 underwent transplant b.",
        "We assigned 350 patients to receive drug a and 320 to receive placebo.",
        "The authors identified 21 patients with CMML and 33 patients with AML.",
        "In the XYZ14 study, patients were treated with drug a.",
        "The training cohort consisted of 733 patients.",
        "Thirteen patients developed infections.",
        "We compared 37 patients, who received drug a, with 90 patients from a registry.",
        "Sites are visited after the first 2-3 patients have been enrolled.",
        "Patients received a median of 5 cycles at 74 hospitals.",
        "Survival was 16 months with drug a (N = 51) and 15 months with drug b (N = 53).",
        "A remission was seen in 12 of 20 patients in group a and 9 of 22 patients in group b.",
        "A remission was seen in 12 of 15 responders.",
    ],
)
def test_plans_shares_and_arms_are_no_number_of_patients(sentence: str) -> None:
    assert only("n_patients", sentence) is None


def test_patients_of_trials_told_in_the_background_are_not_the_studys() -> None:
    assert only("n_patients", "In total, 80 patients were enrolled.", section="Background") is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("one hundred and fifty-nine", 159),
        ("Twenty-three", 23),
        ("two thousand and five", 2005),
        ("1,001", 1001),
    ],
)
def test_counts_in_words_and_digits(printed: str, number: int) -> None:
    import re

    assert re.fullmatch(count_pattern(), printed, re.IGNORECASE)
    assert read_count(printed) == number


# --- age, sex, prior therapy ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "words", "median", "low", "high"),
    [
        ("The median age was 63.5 years (range, 28–92).", "63.5 years (range, 28–92", 63.5, 28, 92),
        ("The median (range) age at diagnosis was 63 (28-92) years.", "63 (28-92)", 63, 28, 92),
        ("Median age: 59 (IQR 50-65).", "59", 59, None, None),
        ("The median age of the 38 participants was 65 years.", "65", 65, None, None),
        (
            "The median age was 74 years in both groups (range, 51 to 90).",
            "74 years in both groups (range, 51 to 90",
            74,
            51,
            90,
        ),
        ("With a median age of 73 years, and 59% had de novo disease.", "73", 73, None, None),
        ("Median age was 61 years, ranging from 22 to 80.", "61 years, ranging from 22 to 80", 61, 22, 80),
    ],
)
def test_median_age_comes_with_its_range_but_not_another_interval(
    sentence: str, words: str, median: float, low: float | None, high: float | None
) -> None:
    found = only("age", sentence)
    assert found is not None
    observation, carried = found
    assert (carried, observation.value, observation.low, observation.high) == (words, median, low, high)
    assert (observation.statistic, observation.unit) == ("median", "years")


@pytest.mark.parametrize(
    "sentence", ["Patients were 47 to 81 years of age.", "The age range was 47–81 years."]
)
def test_an_age_range_may_stand_alone(sentence: str) -> None:
    found = only("age", sentence)
    assert found is not None
    assert (found[0].statistic, found[0].value, found[0].low, found[0].high) == ("range", None, 47, 81)


@pytest.mark.parametrize(
    "sentence",
    [
        "The median age was 72 and 74 years.",
        "The allo group had a younger median age (48 years vs. 56 years).",
        "In the AML cohort, the median age was 74 years.",
        "Patients aged 18 to 75 years were eligible.",
        "The mean age was 67.5 years.",
    ],
)
def test_ages_of_arms_and_eligible_ages_are_not_the_studys(sentence: str) -> None:
    assert only("age", sentence) is None


@pytest.mark.parametrize(
    ("sentence", "words", "n", "percent"),
    [
        ("Of these, 175 (61%) were male.", "175 (61", 175, 61),
        ("The median age was 60 years and 54.9% were males.", "54.9", None, 54.9),
        ("There were 16 male and 10 female patients.", "16", 16, None),
        ("M/F: 20/13.", "20", 20, None),
        ("Patients (67.0% male) had lymphoma.", "67.0", None, 67),
        ("Male patients were 13 (39.4%).", "13 (39.4", 13, 39.4),
    ],
)
def test_male_patients_by_number_and_share(
    sentence: str, words: str, n: int | None, percent: float | None
) -> None:
    found = only("male", sentence)
    assert found is not None
    observation, carried = found
    assert (carried, observation.n, observation.value) == (words, n, percent)


@pytest.mark.parametrize(
    "sentence",
    [
        "Among 300 patients 37.6% were female.",
        "There were more men with drug a (55% male vs 45% male).",
        "The regimen was active in 61% of treatments.",
    ],
)
def test_the_share_of_women_or_of_one_arm_is_not_the_mens(sentence: str) -> None:
    assert only("male", sentence) is None


@pytest.mark.parametrize(
    ("sentence", "words", "median", "low", "high"),
    [
        ("Patients had a median of 2 prior therapies.", "2", 2, None, None),
        ("The median number of prior lines of therapy was 3 (range, 1–8).", "3 (range, 1–8", 3, 1, 8),
        (
            "Patients had received a median of three prior regimens (range 2-6).",
            "three prior regimens (range 2-6",
            3,
            2,
            6,
        ),
        (
            "Enrolled patients had received a median of 5 therapies (range, 2 to 15).",
            "5 therapies (range, 2 to 15",
            5,
            2,
            15,
        ),
        ("Median prior lines: 3.5.", "3.5", 3.5, None, None),
    ],
)
def test_prior_lines_are_medians_with_their_range(
    sentence: str, words: str, median: float, low: float | None, high: float | None
) -> None:
    found = only("prior_lines", sentence)
    assert found is not None
    observation, carried = found
    assert (carried.rstrip(")"), observation.value) == (words, median)
    assert (observation.low, observation.high, observation.unit) == (low, high, "lines")


def test_cycles_received_are_no_prior_lines() -> None:
    assert only("prior_lines", "Patients received a median of 3 cycles (range, 1-22).") is None
    assert only("prior_lines", "Patients received a median of three courses of treatment.") is None


def test_prior_exposure_names_its_drug() -> None:
    found = only("prior_exposure", "Nineteen patients (57.6%) had received prior venetoclax.")
    assert found is not None
    observation, carried = found
    assert (observation.term, observation.n, observation.value) == ("venetoclax", 19, 57.6)
    assert carried == "Nineteen patients (57.6"


# --- phase, design, registry, period ----------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Ib/II", "1b/2"),
        ("1-2", "1/2"),
        ("IIA", "2"),
        ("III", "3"),
        ("1b", "1b"),
        ("II/III", "2/3"),
        ("I and II", "1/2"),
    ],
)
def test_phases_have_one_code_however_printed(printed: str, code: str) -> None:
    assert phase_code(printed) == code


@pytest.mark.parametrize(
    ("title", "sentence", "phase"),
    [
        ("A phase Ib/II study of drug a", "Patients were treated.", "1b/2"),
        ("", "In this multicenter phase 2 trial, patients received drug a.", "2"),
        ("", "We did an open-label, phase 1b dose-escalation and expansion study.", "1b"),
        ("", "This Ph2 study enrolled adults.", "2"),
        ("", "This phase Ⅱ study evaluated drug a.", "2"),
        ("", "Previously, a Ph1 study of drug a was reported.", None),
        ("", "In phase 1 studies, drug a was active.", None),
        ("", "Patients were in chronic phase 2 years after diagnosis.", None),
        ("", "The recommended phase 2 dose was 20 mg.", None),
        ("", "An earlier phase 3 trial was negative.", None),
        ("", "A phase 3 trial is underway.", None),
    ],
)
def test_a_phase_is_the_studys_own(title: str, sentence: str, phase: str | None) -> None:
    found = only("phase", sentence, title)
    assert (found and found[0].text_value) == phase


@pytest.mark.parametrize(
    ("sentence", "design", "allocation"),
    [
        ("Patients were randomly assigned to drug a or drug b.", "interventional", "randomized"),
        ("We did an open-label, single-arm trial.", "interventional", "single-arm"),
        ("In this phase 2 study, patients received drug a.", "interventional", None),
        ("We retrospectively reviewed patients of two randomized trials.", "retrospective", None),
        ("This registry study included consecutive patients.", "observational", None),
        ("We analyzed the outcome of patients who received a graft.", "observational", None),
        ("We reviewed 71 patients treated at our institution.", "observational", None),
        ("In this phase 2 trial, patients were treated at our institution.", "interventional", None),
        ("We conducted a study of drug a in relapsed disease.", "interventional", None),
        ("Two non-randomized data sets were compared.", "observational", None),
        ("Randomized trials are needed.", None, None),
        ("We pooled data from four trials.", None, None),
        ("To date, no randomized trial has compared them.", None, None),
        (
            "In this prospective, open-label, observational study, patients were followed.",
            "observational",
            None,
        ),
    ],
)
def test_design_and_allocation(sentence: str, design: str | None, allocation: str | None) -> None:
    found = {observation.endpoint: observation.text_value for observation, _ in read(sentence)}
    assert (found.get("design"), found.get("allocation")) == (design, allocation)


@pytest.mark.parametrize(
    ("sentence", "ids"),
    [
        ("Registered as NCT012345678,9 and EudraCT 2010-019673-15.", ["NCT01234567", "2010-019673-15"]),
        ("ClinicalTrials.gov number, NCT 01234567.", ["NCT01234567"]),
        (
            "ISRCTN 12345678; ChiCTR-OPN-16008526; ACTRN12345678901234.",
            ["ISRCTN12345678", "ChiCTR-OPN-16008526", "ACTRN12345678901234"],
        ),
        ("A phase 3 trial (NCT01234567) is underway.", []),
        ("Call 0123456789.", []),
    ],
)
def test_registry_numbers_are_cut_to_their_format_and_are_the_studys_own(
    sentence: str, ids: list[str]
) -> None:
    assert [
        observation.text_value for observation, _ in read(sentence) if observation.endpoint == "registry_id"
    ] == ids


@pytest.mark.parametrize(
    ("sentence", "interval", "words"),
    [
        ("Patients were enrolled between 2003 and 2020.", "2003/2020", "2003 and 2020"),
        (
            "From Dec 13, 2010, to Aug 15, 2013, we enrolled 299 patients.",
            "2010-12/2013-08",
            "Dec 13, 2010, to Aug 15, 2013",
        ),
        (
            "From 15 May 2012 to 26 November 2014, 97 patients were enrolled.",
            "2012-05/2014-11",
            "15 May 2012 to 26 November 2014",
        ),
        (
            "Patients enrolled between October of 2004 and April of 2008.",
            "2004-10/2008-04",
            "October of 2004 and April of 2008",
        ),
        ("From 04/2010–07/2012, 24 patients were randomized.", "2010-04/2012-07", "04/2010–07/2012"),
        (
            "From May 1993 to June 2006, 58 children received a transplant.",
            "1993-05/2006-06",
            "May 1993 to June 2006",
        ),
    ],
)
def test_the_study_period_is_that_of_entry(sentence: str, interval: str, words: str) -> None:
    found = only("study_period", sentence)
    assert found is not None
    observation, carried = found
    assert (observation.text_value, carried) == (interval, words)
    assert (observation.low, observation.high) == (float(interval[:4]), float(interval.partition("/")[2][:4]))


@pytest.mark.parametrize(
    "sentence",
    [
        "They were compared with a historical cohort of 376 patients from 1995 to 2005.",
        "Prices rose from 1995 to 2005.",
    ],
)
def test_other_years_are_not_the_study_period(sentence: str) -> None:
    assert only("study_period", sentence) is None


# --- population, regimen, reviews -------------------------------------------------------------


def test_population_is_disease_and_state_from_the_title() -> None:
    found = only(
        "population", "Patients had AML.", "Venetoclax in relapsed or refractory acute myeloid leukemia"
    )
    assert found is not None
    assert found[0].text_value == "relapsed or refractory acute myeloid leukemia"
    assert found[1] == "relapsed or refractory acute myeloid leukemia"


def test_regimen_is_the_first_arm_of_the_title() -> None:
    source = document(
        (BlockKind.TITLE, "", "Venetoclax plus azacitidine versus cytarabine in AML"),
        (BlockKind.PARAGRAPH, "", "Patients were treated."),
    )
    extraction = read_study_fields(source, (OWN,), ())
    assert [drug.drug for drug in extraction.study_drugs] == ["venetoclax", "azacitidine"]
    assert {drug.study_id for drug in extraction.study_drugs} == {"doc/1"}


def test_in_a_review_a_sentence_is_of_the_study_it_cites() -> None:
    studies = (StudyKey("doc/2", 2), StudyKey("doc/3", 3))
    found = read(
        "Fifty patients were enrolled [2]. Forty patients were enrolled [3]. Ten were enrolled.",
        studies=studies,
    )
    counts = [
        (observation.study_id, observation.value)
        for observation, _ in found
        if observation.endpoint == "n_patients"
    ]
    assert counts == [("doc/2", 50), ("doc/3", 40)]
