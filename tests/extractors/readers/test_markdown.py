"""Markdown and pipe tables."""

from __future__ import annotations

import pytest

from extractors.document import BlockKind, Metadata
from extractors.errors import ReadError

DOCUMENT = """---
title: "A trial: part 1"
doi: 10.1182/x
year: 2023
---

# A trial: part 1

## Results

Among 33 leuke-
mia patients, CR/
CRi was **45%** (*P* <0.001)[2].

**Table 1.** Response

| Endpoint | Arm A (n = 20) | Arm B |
|:---------|---------------:|:-----:|
| ORR, n (%) | 13 (39.4%) | a \\| b |
| OS | 7.6 months |

CR, complete remission; OS, overall survival

After it.
"""


def test_a_document(document_of, words, cells):
    document = document_of(DOCUMENT, "a.md")
    assert document.metadata == Metadata(title="A trial: part 1", doi="10.1182/x", meeting_year=2023)
    assert words(document, BlockKind.TITLE) == ["A trial: part 1"]
    assert words(document, BlockKind.PARAGRAPH) == [
        "Among 33 leukemia patients, CR/CRi was 45% (P <0.001)[2].",
        "After it.",
    ]
    (table,) = document.tables
    assert table.label == "Table 1"
    assert cells(document, table) == [
        ["Endpoint", "Arm A (n = 20)", "Arm B"],
        ["ORR, n (%)", "13 (39.4%)", "a | b"],
        ["OS", "7.6 months", ""],
    ]
    assert words(document, BlockKind.FOOTNOTE) == ["CR, complete remission; OS, overall survival"]


def test_pipe_tables_of_a_plain_text_are_read(document_of, cells):
    document = document_of("Before.\r\n\r\n| A | B |\r\n|-|-|\r\n| 1 | 2 |\r\n", "a.txt")
    assert cells(document, document.tables[0]) == [["A", "B"], ["1", "2"]]
    assert document.findings == ()


def test_a_file_without_words_or_in_no_unicode_is_refused(document_of):
    with pytest.raises(ReadError, match="no text"):
        document_of("---\ntitle: x\n---\n", "a.md")
    with pytest.raises(ReadError, match="not UTF-8"):
        document_of("# café".encode("cp1252"), "a.md")
