"""The report as a file: self-contained, its words escaped, every value with its place in the text."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tests.support.letter import letter_warehouse
from warehouse.report import render_report
from warehouse.report.intervals import exact_intervals

if TYPE_CHECKING:
    from types import ModuleType

    from tests.warehouse.conftest import Warehouse

HOSTILE = (
    "</script><script>bad()</script><img src=x onerror=bad()> [a](javascript:bad()) \u202ertl\u202c &amp; "
)


@pytest.fixture(scope="module")
def page() -> str:
    return render_report(letter_warehouse())


def facts(page: str) -> list[list[Any]]:
    return json.loads(html.fromstring(page).get_element_by_id("facts").text)


def squeezed(text: str) -> str:
    """Without what folding a line break drops."""
    return re.sub(r"[\s-]", "", text)


def text_in(page: str) -> str:
    """The source text, less the line break after <pre> that the HTML standard drops and lxml keeps."""
    return html.fromstring(page).get_element_by_id("text-0").text.removeprefix("\n")


def test_it_is_small_and_asks_nothing_of_the_network(page: str):
    assert len(page.encode()) < 2_000_000
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', page)


def test_each_value_of_the_letter_leads_to_its_words(page: str):
    text = text_in(page)
    assert text == letter_warehouse().execute("SELECT text FROM source").fetchall()[0][0]
    assert len(facts(page)) > 200
    for *_, start, end, quote in facts(page):
        assert squeezed(text[start:end]) in squeezed(quote)


def test_each_number_of_the_printed_tables_is_a_link(page: str):
    for table in html.fromstring(page).find_class("printed"):
        for cell in table.iterfind(".//td"):
            for link in cell.iterfind(".//a"):
                link.text = ""
            unlinked = re.sub(r"\d-(?:month|year)", "", cell.text_content())
            assert not re.search(r"\d", unlinked), cell.text_content()


def test_findings_mark_the_cells_they_are_about(page: str):
    document = html.fromstring(page)
    marks = document.xpath('//table[contains(@class, "printed")]//a[contains(@class, "flag")]')
    assert marks
    for mark in marks:
        assert document.get_element_by_id(mark.get("href").removeprefix("#")) is not None
        assert re.search(r"\w+: .+", mark.get("aria-label"))


def hostile_rows(make: ModuleType) -> dict[str, list[dict[str, Any]]]:
    cells = [
        make.cell(0, HOSTILE, row_label=HOSTILE),
        make.cell(1, f"{HOSTILE}{{1.value.0}}%", column_label=HOSTILE),
    ]
    words = {"arm": HOSTILE, "term": HOSTILE, "quote": HOSTILE, "rule": HOSTILE, "row_label": HOSTILE}
    return {
        "source": [make.source(text=HOSTILE * 3, title=HOSTILE, citation=HOSTILE, conference=HOSTILE)],
        "study": [make.study(label=HOSTILE, regimen=HOSTILE)],
        "observation": [
            make.in_table("a", value=45.0, **words),
            make.observation("b", value=45.0, **words | {"arm": ""}),
            make.observation(
                "c", category="survival", endpoint="OS", statistic="median", unit="months", value=9.0
            ),
        ],
        "printed_cell": cells,
        "finding": [
            {
                "finding_id": "f",
                "rule": HOSTILE,
                "severity": "warning",
                "source_id": "letter",
                "message": HOSTILE,
            }
            | {"observation_ids": ["a"]}
        ],
        "unexplained_number": [
            {"source_id": "letter", "char_start": 0, "char_end": 1, "quote": HOSTILE, "context": HOSTILE}
        ],
    }


def test_no_word_of_a_document_is_markup(warehouse: Warehouse, make: ModuleType):
    warehouse.ingest(**hostile_rows(make))
    page = render_report(warehouse.connection)
    document = html.fromstring(page)
    scripts = document.findall(".//script")
    assert [script.get("type") for script in scripts].count(None) == 1
    assert all("bad()" not in script.text for script in scripts if script.get("type") is None)
    assert document.findall(".//img") == []
    assert not document.xpath("//@*[starts-with(name(), 'on')]")
    assert not document.xpath("//@href[not(starts-with(., '#'))]")
    assert text_in(page) == HOSTILE * 3
    assert HOSTILE in facts(page)[0][1]


@pytest.mark.parametrize("text", ["a\r\nb 45%\rc", "\n\nfirst", "𝄞 45% 😀", "nul\x00", "tab\tand\u2028line"])
def test_the_text_in_the_page_keeps_its_offsets(warehouse: Warehouse, make: ModuleType, text: str):
    warehouse.ingest(
        source=[make.source(text=text)], study=[make.study()], observation=[make.observation("a", value=45.0)]
    )
    page = render_report(warehouse.connection)
    # HTML drops the line break after <pre>, and would change a bare carriage return.
    raw = re.search(r'<pre class="text" id="text-0"[^>]*>\n(.*?)</pre>', page, re.DOTALL)[1]
    assert "\r" not in raw
    assert raw.replace("&#13;", "\r") == text


def test_an_empty_warehouse_gives_a_page_that_says_so(warehouse: Warehouse):
    page = render_report(warehouse.connection)
    assert "No response rate was reported" in page
    assert "No median survival was reported" in page


@pytest.mark.parametrize(
    ("events", "patients", "low", "high"),
    [(0, 10, 0.0, 30.85), (10, 10, 69.15, 100.0), (5, 10, 18.71, 81.29), (14, 20, 45.72, 88.11)],
)
def test_intervals_are_the_exact_ones(events: int, patients: int, low: float, high: float):
    """Against the tables of Clopper & Pearson's method as published."""
    assert exact_intervals([events], [patients])[0] == pytest.approx((low, high), abs=0.005)


@given(st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_an_interval_holds_its_rate(share: tuple[int, int]):
    events, patients = share
    low, high = exact_intervals([events], [patients])[0]
    assert 0 <= low <= 100 * events / patients <= high <= 100
