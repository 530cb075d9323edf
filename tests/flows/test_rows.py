"""Rows of one document, as the warehouse takes them."""

from __future__ import annotations

from extractors.document import Document
from extractors.records import Extraction, Finding
from flows.rows import extraction_rows


def test_two_equal_findings_can_be_told_apart():
    finding = Finding("unknown_label", "info", "the label 'Other' is not in the vocabulary")
    rows = extraction_rows(
        "letter", Document("letter", "text/plain", "", ()), Extraction(findings=(finding, finding))
    )
    first, second = (row["finding_id"] for row in rows["finding"])
    assert second == f"{first}-2"
