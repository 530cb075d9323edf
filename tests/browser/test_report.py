"""The report as a person meets it: by mouse and keyboard, on a phone, in the dark, read aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.ingesting import ingest
from tests.support.letter import letter_warehouse
from warehouse.connection import connect
from warehouse.report import render_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

WIDTHS = {"phone": 360, "desktop": 1400}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render_report(letter_warehouse()), encoding="utf-8", newline="")
    return path


class Watched:
    """A page, and what went wrong on it."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.problems: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.problems.append(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(file.as_uri())


HOSTILE = "</script><script>window.bad = 1</script><img src=x onerror='window.bad = 1'> [link](javascript:window.bad=1)"
ABSTRACT = f"""{HOSTILE} \u202eright to left\u202c =HYPERLINK("http://example.org")

We treated 40 patients. The overall response rate was 45% with {HOSTILE} and 20% with {"long" * 2500}. The median
overall survival of \u202e{"x" * 10_000}\u202c was {"9" * 300} months. Neutropenia occurred in 30% ({HOSTILE}).
"""


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "hostile.txt").write_text(ABSTRACT, encoding="utf-8")
    ingest([folder / "hostile.txt"], folder / "evitable.duckdb")
    with connect(folder / "evitable.duckdb") as connection:
        (folder / "report.html").write_text(render_report(connection), encoding="utf-8", newline="")
    return folder / "report.html"


@pytest.fixture
def open_report(browser: Browser, file: Path) -> Iterator:
    contexts = []

    def opened(width: int = 1400, shown: Path = file, **options: object) -> Watched:
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        return Watched(contexts[-1].new_page(), shown)

    yield opened
    for context in contexts:
        context.close()


def test_every_number_of_the_tables_opens_its_sentence(open_report):
    watched = open_report()
    page = watched.page
    links = page.locator("table.printed td a.value")
    assert links.count() > 100
    for index in range(links.count()):
        link = links.nth(index)
        shown = link.inner_text()
        link.click()
        sentence = " ".join(page.locator("#evidence-text .sentence").inner_text().split())
        assert shown in sentence or not any(character.isdigit() for character in shown), sentence
        assert page.locator("#evidence-text mark").is_visible()
    assert watched.problems == []
    assert watched.requests == [page.url.partition("#")[0]]


def test_the_marked_words_carry_the_number_that_was_clicked(open_report):
    page = open_report().page
    page.locator("table.printed a.value", has_text="39.4").first.click()
    assert "39.4" in page.locator("#evidence-text mark").inner_text()
    box, panel = (page.locator(name).bounding_box() for name in ("#evidence-text mark", "#evidence-text"))
    assert panel["y"] <= box["y"] <= panel["y"] + panel["height"]
    assert "Table 1" in page.locator("#evidence-note").inner_text()


def test_the_sentence_of_every_value_is_found(open_report):
    """Through line breaks, hyphens and interruptions: only a quote pieced together from two places is not."""
    page = open_report().page
    lost = page.evaluate(
        """() => facts.filter(([source, , , , , , , , start, end, quote]) => {
            const [from, to] = sentenceAround(charactersOf(source), quote, start, end);
            const squeezed = (text) => Array.from(text).filter(counts).join("");
            return squeezed(charactersOf(source).slice(from, to).join("")) !== squeezed(quote);
        }).map((fact) => fact[10])"""
    )
    assert len(set(lost)) <= 1, lost


def test_lists_are_filled_when_they_come_into_view(open_report):
    page = open_report().page
    rows = page.locator("#reconciliation-table tbody tr")
    assert rows.count() == 0
    page.locator("#reconciliation-table").scroll_into_view_if_needed()
    rows.first.wait_for()
    assert rows.count() > 50
    details = page.locator("details", has_text="values read from this source").first
    details.locator("summary").click()
    details.locator("tbody tr").first.wait_for()
    assert details.locator("tbody tr").count() == page.evaluate("facts.length")


def test_a_keyboard_is_enough(open_report):
    page = open_report().page
    link = page.locator("table.printed td a.value").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator("#evidence").is_visible()
    assert page.evaluate("document.activeElement.id") == "evidence-text"
    page.keyboard.press("Escape")
    assert not page.locator("#evidence").is_visible()
    assert link.evaluate("node => node === document.activeElement")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement !== document.body")


def test_tables_sort_by_number_and_keep_what_is_missing_last(open_report):
    page = open_report().page
    plot = page.locator("table.plot").last
    for direction in ("ascending", "descending"):
        plot.get_by_role("button", name="Median, months").click()
        keys = plot.locator("tbody tr").evaluate_all("rows => rows.map(row => row.cells[2].dataset.key)")
        numbers = [float(key) for key in keys if key]
        assert numbers == sorted(numbers, reverse=direction == "descending")
        assert "" not in keys[: len(numbers)]
        header = plot.locator("th", has_text="Median, months")
        assert header.get_attribute("aria-sort") == direction


def test_filtering_shows_only_what_matches_and_counts_it(open_report):
    page = open_report().page
    page.locator("#filter-findings-table").fill("GRIM warning")
    shown = page.locator("#findings-table tbody tr:visible")
    assert shown.count() > 0
    assert all("grim" in text.lower() for text in shown.all_inner_texts())
    assert page.locator("#filter-findings-table-count").inner_text() == f"{shown.count()} shown"


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_no_page_scrolls_sideways(open_report, width: int):
    page = open_report(width).page
    page.locator("table.printed a.value").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_axe_finds_no_serious_violation(open_report, width: int, scheme: str):
    page = open_report(width, color_scheme=scheme, bypass_csp=True).page
    page.locator("details").first.evaluate("node => { node.open = true }")
    page.evaluate("for (const table of lists) fill(table)")
    page.locator("table.printed a.value").first.click()
    violations = Axe().run(page).response["violations"]
    serious = [item for item in violations if item["impact"] in {"serious", "critical"}]
    assert [
        (item["id"], item["nodes"][0]["html"], item["nodes"][0]["failureSummary"]) for item in serious
    ] == []


def test_print_keeps_the_tables_on_the_paper(open_report):
    page = open_report().page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1030, "height": 700})  # A4 landscape less its margins
    assert not page.locator("nav").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1030
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_a_hostile_document_runs_nothing_and_breaks_nothing(open_report, hostile_file: Path, width: int):
    watched = open_report(width, hostile_file)
    page = watched.page
    page.evaluate("for (const table of lists) fill(table)")
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    for link in page.locator("a.value").all():
        link.click()
    assert page.locator("a.value").count() > 0
    assert "<script>" in page.locator("#evidence-text").inner_text()
    assert page.evaluate("window.bad") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.problems == []
    assert watched.requests == [hostile_file.as_uri()]
