"""A page of a conference book: each abstract is a study of its own."""

from __future__ import annotations

import pytest

from extractors.abstracts import split_abstracts
from extractors.extract import extract
from extractors.readers import read
from tests.support.small_pdf import PROSE, typeset
from tests.support.typeset import LETTER

TITLES = (
    "A new inhibitor for acute leukemia in older patients: a phase 2 study",
    "Another antibody in relapsed myeloma after two lines of therapy",
    "Cells against lymphoma: first results of the trial in many centers",
)
NAMES = "_Anna Meyer, Li Wei, John Smith; University Hospital, Cologne, Germany; Peking University, Beijing, China_"


def abstract(number: int, title: str, *, numbered: bool = True) -> list[str]:
    return [
        f"*{number} {title}*" if numbered else f"*{title}*",
        NAMES,
        "*Background:* Patients with relapsed disease have few options and a poor outcome after a second line.",
        "*Methods:* This study enrolled patients at many centers. The primary endpoint was the response rate.",
        f"*Results:* {number - 670} patients were enrolled. The overall response rate (ORR) was {number - 660}%.",
        "*Conclusion:* The combination was active and safe in patients with relapsed disease.",
    ]


@pytest.fixture
def file_of(tmp_path):
    def write(content: bytes, name: str):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


@pytest.fixture(params=[1, 2], ids=["one column", "two columns"])
def book(request, file_of):
    parts = [part for at, title in enumerate(TITLES) for part in abstract(701 + at, title)]
    return read(file_of(typeset(*parts, columns=request.param), "book.pdf"), "book")


def test_each_abstract_has_its_number_title_and_sections(book):
    parts = split_abstracts(book)
    assert [part.number for part in parts] == [701, 702, 703]
    assert [part.document.metadata.title for part in parts] == list(TITLES)
    for part in parts:
        assert [block.section for block in part.document.blocks].count("Results") == 2
        assert part.document.text == book.text


def test_each_abstract_is_a_study_with_its_own_results(book):
    extraction = extract(book)
    assert [(study.study_id, study.ref_no) for study in extraction.studies] == [
        (f"book/{number}", number) for number in (701, 702, 703)
    ]
    rates = {found.study_id: found.value for found in extraction.observations if found.endpoint == "ORR"}
    assert rates == {"book/701": 41, "book/702": 42, "book/703": 43}


def test_without_printed_numbers_they_are_counted(file_of):
    parts = [part for at, title in enumerate(TITLES) for part in abstract(701 + at, title, numbered=False)]
    document = read(file_of(typeset(*parts), "book.pdf"), "book")
    assert [part.number for part in split_abstracts(document)] == [1, 2, 3]


def test_an_article_with_an_abstract_of_its_own_is_one(file_of):
    sections = [f"*{name}*\n\n{PROSE}" for name in ("Background", "Methods", "Results", "Discussion")]
    document = read(file_of(typeset(*abstract(701, TITLES[0]), *sections), "article.pdf"), "article")
    (part,) = split_abstracts(document)
    assert part.document is document


def test_a_letter_is_one():
    assert len(split_abstracts(read(LETTER, "letter"))) == 1
