"""Numbers that look like results and are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extractors.document import Block, BlockKind, Document, Span
from extractors.prose import read_prose
from extractors.records import StudyKey

if TYPE_CHECKING:
    from tests.extractors.prose.conftest import Reader, Teller


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients received zolmab 20 mg/m2 on days 1-5 every 28 days for up to 12 cycles until progression.",
        "Response rates of 21% have been reported for each agent in previous studies.",
        "The study had 80% power to detect an increase in ORR from 20% to 40%.",
        "The difference in ORR was 5.3%.",
        "Seven (22.6%) patients did not develop any mucositis.",
        "A poor performance status reduced the likelihood of a response by 59%.",
        "Patients aged 18 to 75 years with a response were eligible.",
        "Events in ≥20% of patients were recorded as toxicity.",
        "Patients had a median of 3 prior lines, and 45% had disease progression within 24 months of them.",
        "Causes of death were infection (60%) and graft-versus-host disease (40%).",
        "Adverse events in more than 10% of patients were recorded.",
        "Costs fell by 30% (Euro 4396 versus Euro 3153) with less toxicity.",
        "There were no significant bleeding events.",
        "Transfusion of 2 units/4 weeks predicted a poorer overall survival.",
        "No unexpected toxicities were seen.",
        "Anemia was confirmed as an adverse parameter (HR, 1.7).",
        "Sixteen patients (5%) had a prior bleeding.",
        "The zolmab trial (NCT01234567) tells survival in 2026.",
    ],
)
def test_no_fact_comes_of_it(told: Teller, sentence: str) -> None:
    assert told(sentence) == []


def test_background_of_an_unstructured_abstract_is_not_its_result(told: Teller) -> None:
    abstract = (
        "Survival is poor, with a 5-year OS of 10%. We treated 30 patients with zolmab. The ORR was 45%."
    )
    assert told(abstract, section="") == ["ORR: 45%"]


@pytest.mark.parametrize("section", ["Background", "Methods", "Introduction"])
def test_sections_without_results_have_none(told: Teller, section: str) -> None:
    assert told("The overall response rate is 45%.", section=section) == []


def test_all_names_of_an_event_have_one_term(told: Teller) -> None:
    facts = told(
        "Neutropenic fever was seen in 20% of patients. Infusion reactions occurred in 5% of patients."
    )
    assert facts == ["AE febrile neutropenia: 20%", "AE infusion-related reactions: 5%"]


def test_another_trials_result_is_cited_and_not_ours(told: Teller) -> None:
    assert told("The ORR was 45%. In the pivotal trial the ORR was 60% [12].") == ["ORR: 45%"]
    assert told("The ORR was 45%. With tenib the ORR was 60% (Abel et al, 2001).") == ["ORR: 45%"]


def test_what_the_document_calls_an_abbreviation_it_means(told: Teller) -> None:
    sentence = "The HR rate was 45%, the CCR rate 30%."
    meanings = {"HR": "hematologic response", "CCR": "composite complete remission"}
    assert told(sentence, glossary=meanings) == ["ORR: 45%", "CRc: 30%"]


@pytest.mark.parametrize(("short", "full"), [("REL", "relapse"), ("CI", "confidence interval")])
def test_an_abbreviation_of_a_state_or_an_interval_is_no_outcome(told: Teller, short: str, full: str) -> None:
    sentence = f"The NRM by {short} was 7%."
    assert told(sentence, glossary={short: full}) == ["NRM: 7%"]


def test_an_abbreviation_that_means_something_else_is_no_outcome(told: Teller) -> None:
    assert told("The PR was 45%.", glossary={"PR": "premature rupture"}) == []


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("The ORR was 45% at 20 mg/m2 in 2021.", []),
        ("The ORR was 45%, the clone size 33%.", ["33"]),
        ("Median OS was 6.4 months (P = 0.02) in phase 2.", []),
    ],
)
def test_every_number_is_explained_or_listed(reading: Reader, sentence: str, numbers: list[str]) -> None:
    unexplained = reading(sentence).unexplained
    assert [sentence[number.span.start : number.span.end] for number in unexplained] == numbers


STUDIES = (StudyKey("doc/2", 2, "Abel", "Abel [2]"), StudyKey("doc/3", 3, "Bell", "Bell [3]"))


def owners(reading: Reader, *paragraphs: str) -> list[tuple[str, float | None]]:
    found = reading(*paragraphs, section="", studies=STUDIES)
    return [(fact.study_id, fact.value) for fact in found.observations]


def test_in_a_review_a_citation_speaks_for_the_sentences_before_it(reading: Reader) -> None:
    passage = (
        "Zolmab gave an ORR of 45%. The median OS was 9 months [2]. It is safe. Tenib gave an ORR of 30% [3]."
    )
    assert owners(reading, passage) == [("doc/2", 45.0), ("doc/2", 9.0), ("doc/3", 30.0)]


def test_a_paragraph_may_cite_at_its_head(reading: Reader) -> None:
    passage = "Abel et al. [2] treated patients with zolmab in a phase 2 study. The ORR was 45%."
    assert owners(reading, passage) == [("doc/2", 45.0)]


def test_a_result_that_cites_nobody_or_several_is_nobodys(reading: Reader) -> None:
    assert owners(reading, "The ORR was 45%.", "The ORR was 30% [2, 3].") == []


def test_a_value_inherits_its_outcome_only_where_nothing_else_is_named(told: Teller) -> None:
    assert told("The ORR was 45% in women, 33% in men, and the clone size was 12%.") == [
        "ORR: 45%",
        "ORR: 33%",
    ]


def test_what_the_responders_did_next_is_no_response(told: Teller) -> None:
    assert told("The ORR was 82%, with 42% of whom received a second dose.") == ["ORR: 82%"]


def test_mild_events_are_not_told_as_events_of_their_own(told: Teller) -> None:
    assert told("CRS occurred in 67% of patients (grade 1: 45%; grade 2: 20%; grade ≥3: 2%).") == [
        *("AE cytokine release syndrome: 67%", "AE cytokine release syndrome ≥3: 2%"),
    ]


def test_an_outcome_can_also_say_whose_outcome_is_told(told: Teller) -> None:
    assert told("The 5-year survival rate for patients with an overall response was 78%.") == [
        "OS@60: 78% [overall response]"
    ]


def _article(*sections: tuple[str, str]) -> Document:
    text, blocks = "", []
    for heading, paragraph in sections:
        blocks.append(Block(BlockKind.PARAGRAPH, (Span(len(text), len(text) + len(paragraph)),), heading))
        text += f"{paragraph}\n"
    return Document("doc", "text/plain", text, tuple(blocks))


def test_a_long_discussion_repeats_results_or_tells_those_of_others() -> None:
    discussion = " ".join(f"We saw an ORR of {share}% with tenib." for share in range(30, 45))
    document = _article(("Results", "The ORR was 45%."), ("Discussion", discussion))
    assert [each.value for each in read_prose(document, (StudyKey("doc/1"),), ()).observations] == [45.0]


def test_the_conclusion_of_an_abstract_tells_its_own_results() -> None:
    document = _article(
        ("Results", "The ORR was 45%."), ("Conclusion", "Zolmab gave a median OS of 9 months.")
    )
    assert [each.value for each in read_prose(document, (StudyKey("doc/1"),), ()).observations] == [45.0, 9.0]
