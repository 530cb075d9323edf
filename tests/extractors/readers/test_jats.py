"""JATS articles: small articles in, blocks and cells out."""

from __future__ import annotations

import pytest

from extractors.document import BlockKind, Metadata
from extractors.errors import ReadError


def article(body: str = "", front: str = "", back: str = "", rest: str = "") -> str:
    return f"<article><front>{front}</front><body>{body}</body><back>{back}</back>{rest}</article>"


TABLE = """<table-wrap><label>Table 1.</label><caption><title>Response</title></caption><table>
<thead><tr><th rowspan="2"/><th colspan="2">Arm</th></tr><tr><th>A</th><th>B</th></tr></thead>
<tbody><tr><td colspan="3">Best response<sup>a</sup>, n (%)</td></tr>
<tr><td>\u2003CR<sup>b</sup></td><td>13 (39.4)</td><td/></tr></tbody></table>
<table-wrap-foot><fn><label>a</label><p>By review.</p></fn><fn-group><fn><p>CR, complete remission</p></fn></fn-group>
</table-wrap-foot></table-wrap>"""


def test_title_abstract_sections_and_where_blocks_stand(document_of, words):
    front = (
        "<article-meta><title-group><article-title>A <italic>trial</italic></article-title></title-group>"
        "<contrib-group><contrib><name><surname>Gong</surname></name></contrib></contrib-group>"
        "<abstract><sec><title>Results</title><p>ORR was 45%.</p></sec></abstract></article-meta>"
    )
    body = "<sec><title>Methods</title><sec><title>Patients</title><p>We treated 33.</p></sec><p>All died.</p></sec>"
    document = document_of(article(body, front))
    assert [
        (block.kind.value, block.section, text)
        for block, text in zip(document.blocks, words(document), strict=True)
    ] == [
        ("title", "", "A trial"),
        ("furniture", "", "Gong"),
        ("heading", "Abstract", "Abstract"),
        ("heading", "Results", "Results"),
        ("paragraph", "Results", "ORR was 45%."),
        ("heading", "Methods", "Methods"),
        ("heading", "Patients", "Patients"),
        ("paragraph", "Patients", "We treated 33."),
        ("paragraph", "Methods", "All died."),
    ]


def test_labels_of_an_abstract_become_headings(document_of, words):
    front = "<article-meta><abstract><p><bold>Methods:</bold> We did. <bold>Results:</bold> It worked.</p></abstract></article-meta>"
    document = document_of(article(front=front))
    assert words(document) == ["Abstract", "Methods:", "We did.", "Results:", "It worked."]


def test_front_matter_is_metadata(document_of):
    front = """<journal-meta><journal-title-group><journal-title>Blood</journal-title></journal-title-group></journal-meta>
    <article-meta><article-id pub-id-type="pmid">1</article-id><article-id pub-id-type="doi">10.1182/x</article-id>
    <title-group><article-title>T</article-title></title-group>
    <pub-date pub-type="epub"><year>2022</year></pub-date><pub-date pub-type="ppub"><year>2023</year></pub-date>
    <volume>142</volume><issue>3</issue><fpage>10</fpage><lpage>19</lpage>
    <permissions><license xmlns:xlink="http://www.w3.org/1999/xlink"
    xlink:href="https://creativecommons.org/licenses/by-nc/4.0/"><license-p>Free</license-p></license></permissions>
    <conference><conf-date>9 December 2023</conf-date><conf-name>65th ASH</conf-name></conference></article-meta>"""
    assert document_of(article(front=front)).metadata == Metadata(
        title="T",
        citation="Blood. 2023;142(3):10–19",
        doi="10.1182/x",
        license="CC BY-NC 4.0",
        conference="65th ASH, 9 December 2023",
        meeting_year=2023,
    )


def test_cells_with_spans_headers_indentation_and_footnote_marks(document_of, cells, words):
    document = document_of(article(TABLE))
    (table,) = document.tables
    assert (table.label, table.header_rows, table.quality) == ("Table 1", 2, None)
    assert cells(document, table) == [
        ["", "Arm"],
        ["A", "B"],
        ["Best response ᵃ, n (%)"],
        ["CR", "13 (39.4)", ""],
    ]
    assert [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells[:4]] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]
    label = table.cells[5]
    assert document.text[label.span.start - 1] == "\u2003", "the indentation stands before the cell"
    assert document.text[label.span.end :].startswith(" ᵇ\t"), "the mark after it"
    assert words(document, BlockKind.CAPTION) == ["Table 1. Response"]
    assert words(document, BlockKind.FOOTNOTE) == ["a By review.", "CR, complete remission"]
    assert len(table.footnotes) == 2


@pytest.mark.parametrize(
    "wrapped",
    [
        article(TABLE),
        article(f"<p>before {TABLE}after</p>"),
        article(f"<sec><p>x</p></sec><fig><caption><p>c</p></caption>{TABLE}</fig>"),
        article(f"<boxed-text>{TABLE}</boxed-text>"),
        article(f"<table-wrap-group>{TABLE}</table-wrap-group>"),
        article(back=f"<app-group><app>{TABLE}</app></app-group>"),
        article(
            f"<p>x</p><supplementary-material><caption><p>S</p></caption>{TABLE}</supplementary-material>"
        ),
        article(f"<list><list-item><p>x {TABLE}</p></list-item></list>"),
        article(rest=f"<floats-group>{TABLE}</floats-group>"),
        article(
            TABLE.replace("<table>", "<alternatives><graphic/><table>").replace(
                "</table>", "</table></alternatives>"
            )
        ),
    ],
)
def test_a_table_is_found_wherever_it_stands(document_of, wrapped):
    (table,) = document_of(wrapped).tables
    assert len(table.cells) == 8


def test_a_paragraph_goes_on_after_a_table_in_it(document_of, words):
    document = document_of(article(f"<p>The ORR {TABLE}was 45%.</p>"))
    assert words(document, BlockKind.PARAGRAPH) == ["The ORR was 45%."]


def test_a_list_interrupts_its_paragraph(document_of, words):
    body = "<p>Either: <list><list-item><p>one</p></list-item><list-item><p>two</p></list-item></list> or none.</p>"
    assert words(document_of(article(body))) == ["Either:", "one", "two", "or none."]


def test_labels_of_tables_are_unique(document_of):
    document = document_of(article(TABLE + TABLE + TABLE.replace("<label>Table 1.</label>", "")))
    assert [table.label for table in document.tables] == ["Table 1", "Table 1 (2)", "Unnumbered table"]


def test_a_table_that_is_a_picture_is_reported(document_of):
    document = document_of(article("<table-wrap><label>Table 2</label><graphic/></table-wrap>"))
    assert [finding.rule for finding in document.findings] == ["table_not_read"]
    assert "Table 2" in document.findings[0].message


def test_references_keep_their_number_and_are_no_prose(document_of, words):
    back = """<ref-list><ref id="B2"><label>2.</label><element-citation><person-group><name><surname>Yu</surname>
    <given-names>G</given-names></name></person-group><article-title>Title</article-title><year>2023</year>
    </element-citation></ref></ref-list>"""
    document = document_of(
        article('<p>Seen<sup><xref ref-type="bibr" rid="B2">2</xref></sup>.</p>', back=back)
    )
    assert words(document, BlockKind.REFERENCE) == ["2. Yu G Title 2023"]
    assert words(document, BlockKind.PARAGRAPH) == ["Seen [2]."]


def test_a_namespace_of_its_own_and_a_server_around_it(document_of, words):
    inner = article("<p>Words</p>").replace(
        "<article>", '<article xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/">'
    )
    document = document_of(f'<?xml version="1.0"?><OAI-PMH><record>{inner}</record></OAI-PMH>')
    assert words(document) == ["Words"]


def test_entities_of_the_file_stay_unexpanded_and_known_ones_are_read(document_of, words, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    doctype = (
        f'<!DOCTYPE article SYSTEM "x.dtd" [<!ENTITY e "EXPANDED"><!ENTITY f SYSTEM "file://{secret}">]>'
    )
    document = document_of(doctype + article("<p>&alpha; &e; &f;</p>"))
    assert words(document) == ["α &e; &f;"]


@pytest.mark.parametrize(
    ("damaged", "says"),
    [
        (article("<p>ORR 45%</p>")[:-20], "the XML cannot be read"),
        (article("<p>ORR 45%</p>").encode() + b"\xff\xfe", "the XML cannot be read"),
        (article("<p>caf\xe9</p>").encode("latin-1"), "the XML cannot be read"),
        ('<?xml version="1.0"?><oai-pmh><record/></oai-pmh>', "no JATS <article>"),
        (
            f'<?xml version="1.0"?><pmc-articleset>{article()}{article()}</pmc-articleset>',
            "2 articles in one file",
        ),
        (article("<sec>" * 300 + "</sec>" * 300), "Excessive depth"),
    ],
)
def test_what_is_no_whole_article_is_refused(document_of, damaged, says):
    with pytest.raises(ReadError, match=says):
        document_of(damaged, "a.xml")
