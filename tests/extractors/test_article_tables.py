"""Twelve real articles: of their tables' cells none is lost, results are typed, nothing is made up.

# ruff: noqa: E501 -- a fact a line

The articles are no part of the project; where they are not at hand, nothing is tested.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extractors.extract import extract
from extractors.readers import read
from extractors.text import fold

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.records import Extraction, PrintedCell

ARTICLES = sorted((Path(__file__).parents[3] / "shared" / "gold" / "jats").glob("*.nxml"))
_SLOT = re.compile(r"\{\d+\.\w+(?:\.\w+)*\}")

pytestmark = pytest.mark.skipif(not ARTICLES, reason="the articles are not at hand")
each_article = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)


@cache
def extracted(path: Path) -> tuple[Document, Extraction]:
    document = read(path, path.stem)
    return document, extract(document)


def pattern_of(cell: PrintedCell) -> re.Pattern[str]:
    """What a template prints: its words, anything for its slots; blanks after commas may be added."""
    parts = re.split(r"(\{\d+\.\w+(?:\.\w+)*\})", cell.template)
    words = (".+?" if _SLOT.fullmatch(part) else re.escape(loose(unbraced(part))) for part in parts)
    return re.compile("".join(words))


def unbraced(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}")


def loose(text: str) -> str:
    return re.sub(r"\s+|%", "", text)


@each_article
def test_every_cell_is_printed_again(path):
    document, extraction = extracted(path)
    printed: dict[tuple[str, int, int], list[PrintedCell]] = defaultdict(list)
    for cell in extraction.printed_cells:
        printed[cell.table_label, cell.row_no, cell.column_no].append(cell)
    lost = []
    for table in document.tables:
        for cell in table.cells:
            text = fold(document.text[slice(*cell.span)])
            if cell.row < table.header_rows or not text:
                continue
            found = printed[table.label, cell.row - table.header_rows + 1, cell.column]
            if len(found) != 1 or not pattern_of(found[0]).fullmatch(loose(text)):
                lost.append((table.label, cell.row, cell.column, text, [one.template for one in found]))
    assert lost == []


@each_article
def test_every_header_is_the_label_of_its_columns(path):
    document, extraction = extracted(path)
    for table in document.tables:
        labels = {cell.column_label for cell in extraction.printed_cells if cell.table_label == table.label}
        together = " / ".join(labels)
        headers = [cell for cell in table.cells if cell.row < table.header_rows]
        texts = [fold(document.text[slice(*cell.span)]) for cell in headers]
        assert [text for text in texts if text not in together] == []


@each_article
def test_every_observation_of_a_table_is_words_of_its_cell(path):
    document, extraction = extracted(path)
    spans = {table.label: [cell.span for cell in table.cells] for table in document.tables}
    for observation in extraction.observations:
        if observation.origin != "table":
            continue
        start, end = observation.span
        assert start < end
        assert any(cell.start <= start and end <= cell.end for cell in spans[observation.table_label])


# What a person reads in the results tables: article, table, row, column, then the observation's columns.
TYPED = [
    # response as n (%), its interval in the row below, the P value below that, two populations
    (
        "PMC3664320",
        "Table 4",
        8,
        1,
        {"endpoint": "ORR", "value": 19.4, "n": 70, "ci_low": 15.4, "ci_high": 23.9},
    ),
    (
        "PMC3664320",
        "Table 4",
        8,
        4,
        {"endpoint": "ORR", "value": 3.4, "n": 1, "ci_low": 0.1, "p_value": "0.0001"},
    ),
    ("PMC3664320", "Table 4", 3, 2, {"endpoint": "CR", "statistic": "count", "n": 0}),
    ("PMC3664320", "Table 4", 13, 3, {"endpoint": "ORR", "value": 65.0, "arm_has": "Prior cytokine therapy"}),
    # medians and ratios, overall and in subgroups whose heading names no outcome
    (
        "PMC3664320",
        "Table 3",
        3,
        1,
        {"endpoint": "PFS", "statistic": "median", "value": 6.7, "ci_low": 6.3, "ci_high": 8.6},
    ),
    (
        "PMC3664320",
        "Table 3",
        4,
        1,
        {"endpoint": "PFS", "statistic": "hazard_ratio", "value": 0.665, "p_value": "<0.0001"},
    ),
    (
        "PMC3664320",
        "Table 3",
        9,
        3,
        {"endpoint": "PFS", "statistic": "hazard_ratio", "value": 0.171, "ci_high": 0.858},
    ),
    ("PMC3664320", "Table 3", 8, 3, {"endpoint": "PFS", "value": 12.1, "ci_low": 8.6, "ci_high": None}),
    # intervals in columns of their own; ratios in the column of P values, under a header within the table
    (
        "PMC5830087",
        "Table 2",
        1,
        1,
        {"endpoint": "ORR", "value": 60.4, "n": 29, "ci_low": 45.3, "p_value": "0.2096"},
    ),
    ("PMC5830087", "Table 2", 1, 3, {"endpoint": "ORR", "value": 43.5, "n": 10, "ci_high": 65.5}),
    ("PMC5830087", "Table 2", 6, 3, {"endpoint": "SD", "value": 47.8, "ci_low": 26.8, "ci_high": 69.4}),
    (
        "PMC5830087",
        "Table 2",
        13,
        1,
        {"endpoint": "DOR", "statistic": "median", "value": 10.3, "unit": "months"},
    ),
    (
        "PMC5830087",
        "Table 2",
        13,
        5,
        {"endpoint": "DOR", "statistic": "hazard_ratio", "value": 0.92, "p_value": "0.9040"},
    ),
    ("PMC5830087", "Table 2", 19, 3, {"endpoint": "PFS", "statistic": "median", "value": 9.6, "ci_low": 7.1}),
    (
        "PMC5830087",
        "Table 2",
        19,
        5,
        {"endpoint": "PFS", "statistic": "hazard_ratio", "value": 1.31, "ci_high": 3.65},
    ),
    # events by row, arms and grades by column
    (
        "PMC5830087",
        "Table 5",
        3,
        2,
        {"endpoint": "AE", "term": "neutropenia", "value": 39.0, "n": 23, "grade_min": 3},
    ),
    (
        "PMC5830087",
        "Table 5",
        3,
        3,
        {"endpoint": "AE", "term": "neutropenia", "value": 33.3, "grade_min": None},
    ),
    # a header over two arms says the unit; a ratio in a column of its own, its P value below
    (
        "PMC2361806",
        "Table 4",
        1,
        1,
        {"endpoint": "PFS", "value": 4.5, "unit": "months", "ci_low": 3.4, "ci_high": 5.8},
    ),
    (
        "PMC2361806",
        "Table 4",
        1,
        3,
        {"endpoint": "PFS", "statistic": "hazard_ratio", "value": 1.1, "p_value": "0.6116"},
    ),
    ("PMC2361806", "Table 4", 5, 2, {"endpoint": "OS", "statistic": "median", "value": 8.3, "ci_high": 11.4}),
    ("PMC2361806", "Table 2", 2, 1, {"endpoint": "PR", "value": 39.0, "n": 22}),
    ("PMC2361806", "Table 2", 7, 2, {"endpoint": "ORR", "value": 24.0, "n": 14}),
    ("PMC2361806", "Table 6", 3, 2, {"endpoint": "AE", "term": "neutropenia", "value": 57.0, "grade_min": 3}),
    # bare counts; a second header within the table; landmarks over columns
    ("PMC3845560", "Table 3", 2, 1, {"endpoint": "PR", "statistic": "count", "n": 50}),
    ("PMC3845560", "Table 3", 5, 1, {"endpoint": "ORR", "value": 84.7, "unit": "percent"}),
    (
        "PMC3845560",
        "Table 3",
        11,
        1,
        {"endpoint": "ORR", "value": 95.2, "arm_has": "completion of radiotherapy"},
    ),
    (
        "PMC3845560",
        "Table 5",
        1,
        2,
        {"endpoint": "OS", "value": 82.4, "timepoint_months": 36.0, "arm": "Arm A"},
    ),
    (
        "PMC3845560",
        "Table 5",
        2,
        7,
        {"endpoint": "PFS", "timepoint_months": 60.0, "unit": "percent", "arm": "Arm B"},
    ),
    # landmarks under a heading; an outcome, who assessed it, and its ratio below; none reached
    (
        "PMC5119624",
        "Table 3",
        8,
        1,
        {"endpoint": "ORR", "value": 40.5, "n": 66, "ci_low": 32.9, "ci_high": 48.4},
    ),
    (
        "PMC5119624",
        "Table 3",
        12,
        2,
        {"endpoint": "OS", "value": 46.2, "timepoint_months": 24.0, "ci_low": 35.1},
    ),
    (
        "PMC5119624",
        "Table 3",
        15,
        1,
        {"endpoint": "TTF", "statistic": "median", "value": 13.1, "ci_low": 8.3},
    ),
    (
        "PMC5119624",
        "Table 3",
        16,
        1,
        {"endpoint": "TTF", "statistic": "hazard_ratio", "value": 0.27, "timepoint_months": None},
    ),
    ("PMC5119624", "Table 3", 22, 1, {"endpoint": "DOR", "statistic": "median", "status": "not_reached"}),
    # a heading with a P value over rows of grades
    (
        "PMC3845560",
        "Table 2",
        6,
        4,
        {"endpoint": "AE", "term": "anemia", "statistic": "count", "n": 3, "grade_min": 3},
    ),
    # the same, and nobody knows the event
    (
        "PMC3845560",
        "Table 2",
        81,
        8,
        {"endpoint": "AE", "term": "skin damage (rt field)", "value": 16.0, "grade_min": 3},
    ),
    # a header that goes on in the first row below it
    ("PMC1936359", "Table 4", 2, 4, {"endpoint": "CR", "value": 7.0, "n": 7, "arm": "Azacytidine"}),
    ("PMC1936359", "Table 4", 5, 3, {"endpoint": "ORR", "value": 5.0, "n": 5, "arm_has": "Supportive care"}),
    # labels that step to the right, groups of events with their grades
    ("PMC2277487", "Table 2", 17, 2, {"endpoint": "PR", "value": 40.0, "n": 63}),
    (
        "PMC2277487",
        "Table 3",
        25,
        2,
        {"endpoint": "AE", "term": "neutropenia", "value": 11.0, "grade_min": 3},
    ),
    ("PMC2277487", "Table 5", 2, 2, {"endpoint": "follow_up", "statistic": "median", "value": 62.7}),
]


@pytest.mark.parametrize(("article", "table", "row", "column", "expected"), TYPED)
def test_results_are_typed(article, table, row, column, expected):
    path = next(path for path in ARTICLES if path.stem == article)
    _, extraction = extracted(path)
    place = (table, row, column)
    found = [one for one in extraction.observations if (one.table_label, one.row_no, one.column_no) == place]
    assert len(found) == 1
    expected = dict(expected)
    assert expected.pop("arm_has", "") in found[0].arm
    assert {name: getattr(found[0], name) for name in expected} == expected


def test_what_only_looks_like_a_result_stays_text():
    """Stages called N0 and N1, "No", a haematocrit (HCT) with its deviation, a risk ratio (RR)."""
    for path in ARTICLES:
        _, extraction = extracted(path)
        labelled = {observation.row_label: observation for observation in extraction.observations}
        for label in ("N0", "N1", "No", "HCT %"):
            if label in labelled:
                assert labelled[label].endpoint == "other"
        assert not [
            one
            for one in extraction.observations
            if one.origin == "table" and one.unit == "percent" and one.column_label == "RR (95% CI)"
        ]
