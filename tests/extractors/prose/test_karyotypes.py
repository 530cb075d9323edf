"""Karyotypes, whose digits are no results and whose brackets part no words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.prose.karyotypes import karyotype_around, masked, unmasked


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("in patients with del(17p) and", "17", "del(17p)"),
        ("t(9;22)(q34;q11) was seen", "9", "t(9;22)(q34;q11)"),
        ("those with inv(3)(q21q26.2),", "3", "inv(3)(q21q26.2)"),
        ("a 1q21 gain", "1q", "1q21"),
        ("11q23 rearrangements", "11", "11q23"),
        ("isolated 5q- in", "5", "5q-"),
        ("patients with -7/7q- had", "7", "7/7q-"),
        ("patients with +8 had", "8", "8"),
    ],
)
def test_a_number_in_a_karyotype_is_found_with_all_of_it(text: str, at: str, expected: str) -> None:
    span = karyotype_around(text, text.index(at))
    assert span is not None
    assert text[slice(*span)] == expected


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("CR was seen in 12 (40%)", "40"),
        ("the cohort(12 patients)", "12"),
        ("the ORR(45) was", "45"),
        ("25 patients", "25"),
        ("with -7% of", "7"),
        ("with +8 months", "8"),
        ("30 pts", "30"),
        ("in 30p patients", "30"),  # there is no such chromosome
    ],
)
def test_other_numbers_are_in_none(text: str, at: str) -> None:
    assert karyotype_around(text, text.index(at)) is None


@given(st.text(alphabet="delt(invp17;q) 3.,"))
def test_a_mask_keeps_the_length_and_can_be_taken_off(text: str) -> None:
    assert len(masked(text)) == len(text)
    assert unmasked(masked(text)) == text


def test_brackets_and_semicolons_of_karyotypes_alone_are_masked() -> None:
    assert not set(masked("with t(4;14)")) & set("();")
    assert masked("in 12 (40%); not") == "in 12 (40%); not"
