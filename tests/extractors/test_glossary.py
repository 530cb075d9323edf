"""Abbreviations as documents define them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import glossary
from extractors.document import Block, BlockKind, Document, FlattenedTable, Span
from extractors.glossary import find_glossary


def defined(text: str, kind: BlockKind = BlockKind.PARAGRAPH, section: str = "") -> list[tuple[str, str]]:
    block = Block(kind, (Span(0, len(text)),), section)
    entries = find_glossary(Document("doc", "text/plain", text, (block,)))
    return [(entry.abbreviation, entry.expansion) for entry in entries]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The overall response rate (ORR) was 45%.", [("ORR", "overall response rate")]),
        ("It achieved a 45% overall re-\nsponse rate (ORR).", [("ORR", "overall response rate")]),
        ("ORR (overall response rate) was 45%.", [("ORR", "overall response rate")]),
        ("Median event-free survival (EFS, 5 months) was short.", [("EFS", "event-free survival")]),
        ("The overall response rate (ORR; 45%) rose.", [("ORR", "overall response rate")]),
        ("All patients (pts) responded.", [("pts", "patients")]),
        ("relapsed or refractory (R/R) disease", [("R/R", "relapsed or refractory")]),
        (
            "The complete remission (CR)/CR with incomplete count recovery (CRi) rate",
            [("CR", "complete remission"), ("CRi", "CR with incomplete count recovery")],
        ),
        (
            "chemotherapy (cladribine, cytarabine ± G-CSF) [CLAG] was given",
            [("CLAG", "cladribine, cytarabine ± G-CSF")],
        ),
        ("the objective response (overall response rate [ORR]) was", [("ORR", "overall response rate")]),
        ("the XYZ regimen (consisting of drug a, and drug b) was", [("XYZ", "drug a, and drug b")]),
        (
            "Liposomal idarubicin, venetoclax, and olaparib (VIO) was given",
            [("VIO", "idarubicin, venetoclax, and olaparib")],
        ),
    ],
)
def test_running_text_defines_an_abbreviation_beside_its_long_form(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert defined(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The response was good (CR 45%).",
        "Patients (n = 283) were enrolled.",
        "It was given daily (range, 2–8).",
        "Progressive disease was rare. Only one (PFS) endpoint",
        "The rate of ORR (ORR) was high.",
    ],
)
def test_a_bracket_that_defines_nothing_is_no_definition(sentence: str) -> None:
    assert defined(sentence) == []


WORD = st.text("bcdefghjklmnpqrstvxyz", min_size=3, max_size=9)


@given(st.lists(WORD, min_size=2, max_size=5, unique_by=lambda word: word[0]))
def test_initials_in_a_bracket_stand_for_the_words_before_it(words: list[str]) -> None:
    short, long = "".join(word[0] for word in words).upper(), " ".join(words)
    assert defined(f"We measured {long} ({short}) again.") == [(short, long)]
    assert defined(f"We measured {short} ({long}) again.") == [(short, long)]


LISTS = """
AE adverse events, CG cytarabine, aclarubicin, and G-CSF, CR complete remission, CRi CR with incomplete
count recovery, N/A not available, Retro retrospective

AE: adverse events; CG: cytarabine, aclarubicin, and G-CSF; CR: complete remission; CRi: CR with incomplete
count recovery; N/A: not available; Retro: retrospective.

Abbreviations: AE, adverse events; CG, cytarabine, aclarubicin, and G-CSF; CR, complete remission;
CRi, CR with incomplete count recovery; N/A, not available; and Retro, retrospective.

AE = adverse events, CG = cytarabine, aclarubicin, and G-CSF, CR = complete remission,
CRi = CR with incomplete count recovery, N/A = not available, Retro = retrospective
"""


@pytest.mark.parametrize("footnote", LISTS.strip().split("\n\n"))
def test_a_list_under_a_table_is_split_where_an_entry_begins_not_at_every_comma(footnote: str) -> None:
    assert defined(footnote, BlockKind.FOOTNOTE) == [
        ("AE", "adverse events"),
        ("CG", "cytarabine, aclarubicin, and G-CSF"),
        ("CR", "complete remission"),
        ("CRi", "CR with incomplete count recovery"),
        ("N/A", "not available"),
        ("Retro", "retrospective"),
    ]


@pytest.mark.parametrize(
    "footnote",
    [
        "Data are as of June 2020, with CR by local review.",
        "* P < 0.05, chi-squared test",
        "† One patient died.",
    ],
)
def test_a_remark_under_a_table_is_no_list(footnote: str) -> None:
    assert defined(footnote, BlockKind.FOOTNOTE) == []


@pytest.mark.parametrize(
    "section",
    [
        "AE  adverse events\nCRi  CR with incomplete\ncount recovery\nOS  overall survival",
        "AE adverse events\nCRi CR with incomplete count recovery\nOS overall survival",
        "AE: adverse events\nCRi: CR with incomplete count recovery\nOS: overall survival",
        "AE\nadverse events\nCRi\nCR with incomplete count recovery\nOS\noverall survival",
        "AE: adverse events; CRi: CR with incomplete count recovery; OS: overall survival",
    ],
)
def test_an_abbreviations_section_has_one_entry_a_line(section: str) -> None:
    assert defined(section, section="Abbreviations") == [
        ("AE", "adverse events"),
        ("CRi", "CR with incomplete count recovery"),
        ("OS", "overall survival"),
    ]


def test_a_line_of_its_own_in_the_section_may_name_anything() -> None:
    assert defined("PegC  pegylated enzyme", section="List of abbreviations") == [
        ("PegC", "pegylated enzyme")
    ]


def test_table_footnotes_are_read_and_conflicting_definitions_are_both_kept() -> None:
    text = "complete cytogenetic response (CCR)\nAE adverse events, CCR composite complete remission"
    break_at = text.index("\n")
    table = FlattenedTable("Table 1", Span(0, 0), footnotes=(Span(break_at + 1, len(text)),))
    block = Block(BlockKind.PARAGRAPH, (Span(0, break_at),))
    entries = find_glossary(Document("doc", "text/plain", text, (block,), (table,)))
    assert [entry.expansion for entry in entries if entry.abbreviation == "CCR"] == [
        "complete cytogenetic response",
        "composite complete remission",
    ]


def test_an_expansion_that_the_vocabulary_knows_carries_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {"overall response": "ORR"}
    monkeypatch.setattr(glossary, "_names", lambda vocabulary: names if vocabulary == "endpoints" else {})
    text = "overall response rate (OAR) and bone marrow transplant (BMT)"
    block = Block(BlockKind.PARAGRAPH, (Span(0, len(text)),))
    entries = find_glossary(Document("doc", "text/plain", text, (block,)))
    assert [(entry.abbreviation, entry.code) for entry in entries] == [("OAR", "ORR"), ("BMT", None)]
