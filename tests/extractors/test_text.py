"""Printed lines on one line: which hyphens at line ends stay."""

from __future__ import annotations

import pytest

from extractors.document import Span
from extractors.text import fold, fold_spans, mask_endless_numbers


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("the remis-\nsion rate", "the remission rate"),
        ("IDH2-\nMutated AML", "IDH2-Mutated AML"),
        ("CR/\nCRi", "CR/CRi"),
        ("its time-\ndependence", "its timedependence"),
        ("Time-dependence: its time-\ndependence", "Time-dependence: its time-dependence"),
        ("time-to-\n  event, a time-to-event rate", "time-to-event, a time-to-event rate"),
        ("a mid-\nway and a mid-\nwaypoint, mid-way", "a mid-way and a midwaypoint, mid-way"),
        ("re\u00ad\nmission, a re-mission", "remission, a re-mission"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_the_text_has_the_compound_elsewhere(printed, folded):
    assert fold(printed) == folded


def test_the_compound_may_stand_anywhere_in_the_document():
    text = "A time-dependence.\n\nThe time-\ndependence was known."
    start = text.index("The")
    folded = fold_spans(text, (Span(start, len(text)),))
    assert folded.text == "The time-dependence was known."
    assert text[slice(*folded.span(4, 19))] == "time-\ndependence"


@pytest.mark.parametrize("before", range(7))
def test_a_number_too_long_to_be_one_is_masked_wherever_it_stands(before: int) -> None:
    assert mask_endless_numbers("x" * before + "1" * 19 + " 12") == "x" * before + "#" * 19 + " 12"


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("12.1\u00a0months", "12.1 months"),
        ("\u200912\u202fmg\u00a0", "12 mg"),
        ("12 \u00a0months\u00a0\u2009on", "12 months on"),
    ],
)
def test_blanks_of_every_kind_become_one_and_lead_back_to_where_they_stand(printed, folded):
    found = fold_spans(printed, (Span(0, len(printed)),))
    assert found.text == folded == fold(printed)
    for at, character in enumerate(folded):
        start, end = found.span(at, at + 1)
        assert printed[start:end] == character or (character == " " and printed[start:end].isspace())
