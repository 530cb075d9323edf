"""The letter as XML, as a web page and as Markdown gives what its text gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from extractors.document import Span
from extractors.extract import extract
from extractors.readers import read
from extractors.readers.text import read_text
from extractors.text import fold
from tests.support.typeset import LETTER, as_html, as_jats, as_markdown, read_letter

FORMATS = {"letter.xml": as_jats, "letter.html": as_html, "letter.md": as_markdown}


@cache
def from_text():
    return extract(read_text(LETTER, "letter"))


@pytest.fixture(scope="module", params=FORMATS)
def typeset(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("letter") / request.param
    path.write_bytes(FORMATS[request.param](read_letter()))
    document = read(path, "letter")
    return document, extract(document)


def placeless(observation):
    """An observation without where it stands; a comma in a typeset cell is followed by a blank."""
    return replace(observation, span=Span(0, 0), quote=observation.quote.replace(", ", ","))


def test_the_observations_are_the_same(typeset):
    _, extraction = typeset
    expected = Counter(map(placeless, from_text().observations))
    found = Counter(map(placeless, extraction.observations))
    assert found - expected == Counter()
    assert expected - found == Counter()


def test_studies_drugs_glossary_findings_and_printed_cells_are_the_same(typeset):
    _, extraction = typeset
    expected = from_text()
    assert extraction.studies == expected.studies
    assert set(extraction.study_drugs) == set(expected.study_drugs)
    assert set(extraction.glossary) == set(expected.glossary)
    assert set(extraction.printed_cells) == set(expected.printed_cells)
    assert extraction.unexplained == expected.unexplained == ()
    assert extraction.numbers_explained == expected.numbers_explained
    assert sorted(finding.message for finding in extraction.findings) == sorted(
        finding.message for finding in expected.findings
    )


def test_every_value_is_in_the_words_it_points_at(typeset):
    document, extraction = typeset
    for observation in extraction.observations:
        words = fold(document.text[slice(*observation.span)])
        assert words
        assert words in observation.quote
