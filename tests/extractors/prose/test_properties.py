"""What holds for any text: every value is printed where its span says, every number is counted once."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.prose.numbers import find_numbers
from extractors.prose.quantities import read_figures
from extractors.prose.sentences import sentence_bounds

if TYPE_CHECKING:
    from tests.extractors.prose.conftest import Reader, Teller

PIECES = st.sampled_from(
    [
        *("The ORR was", "median OS", "45%", "6.4", "months", "(95% CI 48–85)", "(12/40)", "and", "vs.", ","),
        *(
            "grade ≥3",
            "neutropenia",
            "in arm A",
            "respectively",
            "P = 0.02",
            "not reached",
            "at 2 years",
            "(",
            ")",
        ),
        *("no", "hazard ratio", "0.87", ";", "18 (45%)", "of 40 patients", "CR/CRi", "[2]", "±", "."),
    ]
)
ANYTHING = st.lists(PIECES, max_size=14).map(" ".join)
RELAXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)


@RELAXED
@given(ANYTHING)
def test_no_text_breaks_the_reading_and_every_value_is_printed(reading: Reader, text: str) -> None:
    for fact in reading(text).observations:
        printed = text[fact.span.start : fact.span.end]
        assert printed
        if fact.value and fact.unit == "percent":
            assert f"{fact.value:g}" in printed


@RELAXED
@given(ANYTHING)
def test_a_number_is_explained_or_listed_but_never_both(reading: Reader, text: str) -> None:
    found = reading(text)
    if found.observations or found.unexplained:
        sentences = [text[start:end] for start, end in sentence_bounds(text)]
        numbers = sum(len(find_numbers(sentence)) for sentence in sentences)
        assert found.numbers_explained + len(found.unexplained) <= numbers


@given(st.decimals(min_value=0, max_value=100, places=1))
def test_the_decimals_printed_are_kept(value: object) -> None:
    (quantity,) = read_figures(f"{value}%", []).quantities
    assert (quantity.value, quantity.decimals) == (float(str(value)), 1)


@given(ANYTHING)
def test_sentences_cover_the_text_without_overlap(text: str) -> None:
    bounds = list(sentence_bounds(text))
    assert all(first[1] <= second[0] for first, second in pairwise(bounds))
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join(text[start:end] for start, end in bounds))


def test_times_are_brought_to_months(told: Teller) -> None:
    assert told("The median OS was 100 days.") == ["OS median: 3.29 mo"]
