"""Web pages: small pages in, blocks and cells out."""

from __future__ import annotations

import pytest

from extractors.document import BlockKind, Metadata
from extractors.errors import ReadError
from extractors.readers.encoding import decode_page

TABLE = """<table><thead><tr><th rowspan=2></th><th colspan=2>Arm</th></tr><tr><th>A</th><th>B</th></tr></thead>
<tbody><tr><th scope=row>CR<sup>a</sup></th><td>13&nbsp;(39.4%)</td><td>5<br>(1–9)</td></tr></tbody></table>"""


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Site</title>{head}</head><body>{body}</body></html>"


def test_headings_paragraphs_lists_and_loose_words(document_of, words):
    body = "<h1>Site</h1><h2>Results</h2><div>Loose words <p>a paragraph</p> and more</div><ul><li>one<li>two</ul>"
    document = document_of(page(body))
    assert [(block.kind.value, block.section) for block in document.blocks] == [
        ("title", ""),
        ("heading", "Results"),
        *[("paragraph", "Results")] * 5,
    ]
    assert words(document)[2:] == ["Loose words", "a paragraph", "and more", "one", "two"]


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>FURNITURE</nav>",
        "<header>FURNITURE</header>",
        "<footer>FURNITURE</footer>",
        "<aside>FURNITURE</aside>",
        "<script>FURNITURE</script>",
        "<style>FURNITURE</style>",
        "<noscript>FURNITURE</noscript>",
        "<form><button>FURNITURE</button></form>",
        '<div id="cookie-notice">FURNITURE</div>',
        '<div class="wrap siteNavbar">FURNITURE</div>',
        '<section class="similar-articles">FURNITURE</section>',
        '<div role="banner">FURNITURE</div>',
        "<div hidden>FURNITURE</div>",
        '<div style="display: none">FURNITURE</div>',
        '<span class="sr-only">FURNITURE</span>',
        "<!-- FURNITURE -->",
    ],
)
def test_furniture_of_the_site_is_out_and_what_follows_it_stays(document_of, furniture):
    document = document_of(page(f"<p>In all, {furniture} 45% of the patients responded to it.</p>"))
    assert "FURNITURE" not in document.text
    assert "In all, 45% of the patients" in " ".join(document.text.split())


def test_what_holds_the_page_is_no_furniture_whatever_its_name(document_of):
    document = document_of(
        page('<div class="social-sciences share"><p>The response rate was 45%.</p></div><p>x</p>')
    )
    assert "45%" in document.text


def test_notes_in_the_footer_of_a_table_are_no_furniture(document_of, words):
    body = f'<figure>{TABLE}<footer>a Measured late in all</footer></figure><div class="table-footer">b Twice in all</div>'
    assert "Measured late" in (text := document_of(page(body)).text)
    assert "Twice" in text


def test_main_is_read_where_it_holds_the_text(document_of, words):
    body = (
        "<div>Issue 12</div><main><p>The response rate was 45% in 33 patients.</p></main><div>Volume 5</div>"
    )
    assert words(document_of(page(body)), BlockKind.PARAGRAPH) == [
        "The response rate was 45% in 33 patients."
    ]


def test_labels_in_bold_and_breaks_part_an_abstract(document_of, words):
    body = "<p><b>Methods:</b> We treated 33.<br><br><strong>Results:</strong> ORR was 45%.</p><p><b>Safety</b></p><p>None.</p>"
    document = document_of(page(body))
    assert words(document, BlockKind.HEADING) == ["Methods:", "Results:", "Safety"]
    assert words(document, BlockKind.PARAGRAPH) == ["We treated 33.", "ORR was 45%.", "None."]


@pytest.mark.parametrize(
    "body",
    [
        f"<p><b>Table 1.</b> Response</p>{TABLE}",
        f"<div><div class=caption>Table 1. Response</div>{TABLE}</div>",
        f"<figure><figcaption>Table 1. Response</figcaption>{TABLE}</figure>",
        f"<figure>{TABLE}<figcaption>Table 1. Response</figcaption></figure>",
        TABLE.replace("<table>", "<table><caption>Table 1. Response</caption>"),
        f"<h3>Table 1. Response</h3>{TABLE}",
    ],
)
def test_a_table_with_its_caption_wherever_the_page_puts_it(document_of, words, cells, body):
    document = document_of(page(body + "<p>After it.</p>"))
    (table,) = document.tables
    assert (table.label, table.header_rows) == ("Table 1", 2)
    assert cells(document, table) == [["", "Arm"], ["A", "B"], ["CR", "13\u00a0(39.4%)", "5\n(1–9)"]]
    assert words(document, BlockKind.CAPTION) == ["Table 1. Response"]
    assert words(document, BlockKind.PARAGRAPH) == ["After it."]
    assert document.blocks[-1].section == ""


@pytest.mark.parametrize(
    "body",
    [
        TABLE + '<div class="table-footnotes"><p>a Measured late</p></div>',
        f"<div>{TABLE}</div><p><sup>a</sup>Measured late in all</p>",
        TABLE.replace("</table>", "<tfoot><tr><td colspan=3>a Measured late</td></tr></tfoot></table>"),
    ],
)
def test_notes_below_a_table_are_its_footnotes(document_of, words, body):
    document = document_of(page(body))
    (note,) = document.tables[0].footnotes
    assert "Measured late" in document.text[slice(*note)]
    assert words(document, BlockKind.PARAGRAPH) == []


def test_a_table_that_lays_out_the_page_is_no_table(document_of, words):
    body = f"<table><tr><td><p>Left</p></td><td><p>Words</p>{TABLE}</td></tr></table>"
    document = document_of(page(body))
    assert len(document.tables) == 1
    assert words(document, BlockKind.PARAGRAPH) == ["Left", "Words"]


def test_authors_and_where_they_work_are_furniture(document_of, words):
    body = '<div class="authors-list">Yu G<sup><a href="#aff-1">1</a></sup></div><p>Words.</p>'
    document = document_of(page(body))
    assert words(document, BlockKind.FURNITURE) == ["Yu G 1"]
    assert words(document, BlockKind.PARAGRAPH) == ["Words."]


def test_references_are_numbered_and_no_prose(document_of, words):
    body = (
        '<p>Seen.<sup><a href="#ref-1">1</a></sup> Next.</p><h2>References</h2><ol><li>Yu G. Title</li></ol>'
    )
    document = document_of(page(body))
    assert words(document, BlockKind.PARAGRAPH) == ["Seen [1]. Next."]
    assert words(document, BlockKind.REFERENCE) == ["1. Yu G. Title"]


def test_citation_tags_are_metadata(document_of):
    head = """<meta name="citation_title" content="A trial"><meta name="citation_doi" content="doi:10.1182/blood-2023-1">
    <meta name="citation_journal_title" content="Blood"><meta name="citation_publication_date" content="2023/11/02">
    <meta name="citation_volume" content="142"><meta name="citation_firstpage" content="10">
    <meta name="citation_conference_title" content="65th ASH"><link rel="license" href="https://creativecommons.org/licenses/by/4.0/">"""
    assert document_of(page("<p>Words</p>", head)).metadata == Metadata(
        title="A trial",
        citation="Blood. 2023;142:10",
        doi="10.1182/blood-2023-1",
        license="CC BY 4.0",
        conference="65th ASH",
        meeting_year=2023,
    )


def test_linked_data_is_metadata_and_broken_data_is_none(document_of):
    script = '<script type="application/ld+json">{}</script>'
    data = '{"@graph": [{"@type": "ScholarlyArticle", "headline": "A trial", "identifier": {"value": "10.1000/x1"}}]}'
    metadata = document_of(page("<p>Words</p>", script.format("{broken") + script.format(data))).metadata
    assert (metadata.title, metadata.doi) == ("A trial", "10.1000/x1")
    assert document_of(page("<p>Words</p>")).metadata == Metadata(title="Site")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("≥ 10% – naïve".encode(), "≥ 10% – naïve"),
        ("≥ 10%".encode("utf-16"), "≥ 10%"),
        ("<meta charset=windows-1251>Ответ".encode("cp1251"), "Ответ"),
        ('<meta http-equiv=x content="text/html; charset=iso-8859-1">10–20'.encode("cp1252"), "10–20"),
        ("<meta charset=latin1>≥ 10%".encode(), "≥ 10%"),
        ("<meta charset=nonsense>10–20".encode("cp1252"), "10–20"),
        ("10–20 naïve".encode("cp1252"), "10–20 naïve"),
    ],
)
def test_characters_are_what_the_page_means(data, expected):
    text, undecoded = decode_page(data)
    assert text.endswith(expected)
    assert undecoded == 0


def test_bytes_that_are_no_character_are_reported(document_of):
    document = document_of(b"<!DOCTYPE html><meta charset=shift_jis><p>45% \x81\x20 of them</p>")
    assert [finding.rule for finding in document.findings] == ["undecodable"]


def test_a_page_without_text_is_refused(document_of):
    with pytest.raises(ReadError, match="holds no text"):
        document_of(page('<div id="root"></div><script>render("45%")</script>'))


def test_a_page_too_deep_for_the_parser_is_refused_and_not_cut(document_of):
    with pytest.raises(ReadError, match="to its end"):
        document_of(page("<div>" * 100_000 + "45%"))
