"""Which studies a document reports on."""

from __future__ import annotations

import pytest

from extractors.citations import find_citations
from extractors.document import Block, BlockKind, Document, Metadata, Span
from extractors.records import Extraction, Observation, StudyKey
from extractors.studies import find_studies

LISTED = StudyKey("doc/2", 2, "Abel", "Abel [2]")
PARAGRAPH, REFERENCE = BlockKind.PARAGRAPH, BlockKind.REFERENCE


def document(*parts: tuple[BlockKind, str, str], metadata: Metadata | None = None) -> Document:
    text, blocks = "", []
    for kind, section, part in parts:
        blocks.append(Block(kind, (Span(len(text), len(text) + len(part)),), section))
        text += f"{part}\n"
    return Document("doc", "text/plain", text, tuple(blocks), metadata=metadata or Metadata())


def ids(*parts: tuple[BlockKind, str, str], tables: tuple[StudyKey, ...] = ()) -> list[str]:
    return [study.study_id for study in find_studies(document(*parts), Extraction(studies=tables))]


def test_a_single_abstract_is_one_study_named_after_its_source() -> None:
    read = document((PARAGRAPH, "", "The response rate was 45%, other than the 20% of a trial [3]."))
    assert find_studies(read, Extraction()) == (StudyKey("doc/1", None, None, "doc"),)


def test_the_first_author_of_its_citation_names_it_when_there_is_one() -> None:
    read = document((PARAGRAPH, "", "Text."), metadata=Metadata(citation="Abel A, Bell B. Journal 2020"))
    assert find_studies(read, Extraction()) == (StudyKey("doc/1", None, "Abel", "Abel"),)


def test_a_review_has_the_studies_of_its_tables_and_those_cited_with_a_result() -> None:
    prose = (
        "Drug a is a standard [1]. It gave an ORR of 45% [2]. With drug b the ORR was 50% [7]. "
        "Rates of 20% are usual [8, 9]."
    )
    assert ids((PARAGRAPH, "", prose), tables=(LISTED,)) == ["doc/2", "doc/7"]


def test_a_citation_speaks_for_the_sentences_that_lead_up_to_it() -> None:
    prose = "With drug b the ORR was 50%. No deaths were reported [7]. Drug c is new [8]."
    assert ids((PARAGRAPH, "", prose), tables=(LISTED,)) == ["doc/2", "doc/7"]


def test_a_review_without_tables_says_that_it_is_one() -> None:
    parts = (
        (PARAGRAPH, "", "This review summarizes new drugs."),
        (PARAGRAPH, "", "Drug b gave an ORR of 50% [7]."),
        (REFERENCE, "", "7. Bell B, Coe C. A trial of drug b. Blood 2020."),
    )
    assert find_studies(document(*parts), Extraction()) == (StudyKey("doc/7", 7, "Bell", "Bell [7]"),)


def test_an_article_with_a_table_of_other_studies_is_a_study_beside_them() -> None:
    own = ((PARAGRAPH, "Methods", "We treated patients."), (PARAGRAPH, "Results", "The ORR was 50%."))
    assert ids(*own, tables=(LISTED,)) == ["doc/2", "doc/1"]


def test_a_letter_with_a_table_of_its_own_patients_is_a_study_too() -> None:
    own = Observation("doc/1", "baseline", "n_patients", "count", Span(0, 1), "1", "table", "test", value=1)
    read = document((PARAGRAPH, "", "We describe a patient."))
    found = find_studies(read, Extraction(studies=(LISTED,), observations=(own,)))
    assert [study.study_id for study in found] == ["doc/2", "doc/1"]


def test_results_that_an_article_cites_are_its_background() -> None:
    introduction = (PARAGRAPH, "Introduction", "Drug b gave an ORR of 50% [7].")
    own = ((PARAGRAPH, "Methods", "We treated patients."), (PARAGRAPH, "Results", "The ORR was 50%."))
    assert ids(introduction, *own, tables=(LISTED,)) == ["doc/2", "doc/1"]


def test_its_own_number_gives_way_to_reference_1() -> None:
    own = ((PARAGRAPH, "Methods", "We treated patients."), (PARAGRAPH, "Results", "The ORR was 50%."))
    assert ids(*own, tables=(StudyKey("doc/1", 1, "Coe", "Coe [1]"),)) == ["doc/1", "doc/0"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("was 45% [2].", [(2,)]),
        ("[3, 5–7]", [(3, 5, 6, 7)]),
        ("45% [48–85]", []),
        ("[95% CI 1–2]", []),
        ("[0.5]", []),
    ],
)
def test_citations_are_numbers_in_square_brackets_but_intervals_are_not(
    text: str, numbers: list[tuple[int, ...]]
) -> None:
    assert [citation.numbers for citation in find_citations(text)] == numbers
