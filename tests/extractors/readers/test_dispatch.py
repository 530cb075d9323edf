"""Which reader a file gets: by what it holds, whatever it is called."""

from __future__ import annotations

import codecs
import gzip

import pytest

from extractors.errors import ReadError
from extractors.readers import LARGEST_BYTES, read
from extractors.readers.formats import find_format

JATS = (
    '<?xml version="1.0"?><!DOCTYPE article PUBLIC "x" "y.dtd"><article><body><p>Words.</p></body></article>'
)
HTML = "<!DOCTYPE html><html><body><p>Words of a page.</p></body></html>"


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a.pdf", "pdf"),
        (b"\n\n%PDF-1.4", "a.txt", "pdf"),
        (JATS, "a.nxml", "jats"),
        (JATS, "a.html", "jats"),
        (JATS.encode("utf-16"), "a.xml", "jats"),
        (codecs.BOM_UTF8 + JATS.encode(), "a.xml", "jats"),
        ("<!-- a long comment -->\n" + JATS[21:], "a", "jats"),
        ('<article xmlns="http://jats.nlm.nih.gov" article-type="letter">', "a", "jats"),
        ('<?xml version="1.0"?><pmc-articleset><article/></pmc-articleset>', "a", "jats"),
        (HTML, "a.txt", "html"),
        (HTML, "a.pdf", "html"),
        ("<article><h1>A page's own element</h1></article>", "a.html", "html"),
        ("<div><p>A fragment</p></div>", "a", "html"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "a.xml", "html"),
        ("# Title\n\nText.", "a.md", "markdown"),
        ("# Title\n\nText.", "a.txt", "text"),
        ("Before\n\n| A | B |\n|---|:-:|\n| 1 | 2 |\n", "a.txt", "markdown"),
        ("A rule\n\n-----\n\nand a word", "a.txt", "text"),
        ("P < 0.001 and <5% of patients", "a", "text"),
        ("Words.", "a.pdf", "text"),
    ],
)
def test_format_is_found_by_content_then_by_name(file_of, content, name, expected):
    assert find_format(file_of(content, name)) == expected


def test_a_damaged_file_goes_to_the_reader_of_its_name_which_refuses_it(document_of):
    with pytest.raises(ReadError, match="cannot be read"):
        document_of("xml?><artcle><p>Response 45%</p>", "a.xml")


def test_media_type_decides_where_content_and_suffix_do_not(file_of):
    assert find_format(file_of("# Title", "source"), "text/markdown; charset=utf-8") == "markdown"


def test_wrong_extension_is_read_and_reported(document_of):
    findings = document_of(HTML, "a.pdf").findings
    assert [(finding.rule, finding.severity) for finding in findings] == [("wrong_extension", "warning")]
    assert "holds html" in findings[0].message


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a"])
def test_right_extension_or_none_is_no_finding(document_of, name):
    assert document_of(HTML, name).findings == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04" + b"\0" * 99, "Word, Excel or zip"),
        (gzip.compress(b"text", mtime=0), "gzip"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "old Word"),
        (bytes(range(256)) * 4, "no text"),
        (b"", "empty"),
        ('<?xml version="1.0"?><PubmedArticleSet/>', "<PubmedArticleSet>"),
    ],
)
def test_what_no_reader_knows_is_refused_with_its_name_and_what_to_do(file_of, content, says):
    path = file_of(content, "abstract.pdf")
    with pytest.raises(ReadError) as refused:
        read(path, "source")
    assert says in str(refused.value)
    assert str(path) in str(refused.value)


def test_missing_file_and_directory_are_refused(tmp_path):
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "none.txt", "source")
    with pytest.raises(ReadError, match="not a file"):
        read(tmp_path, "source")


@pytest.mark.parametrize(
    ("start", "name"), [(b"%PDF-1.7", "pdf"), (JATS.encode(), "jats"), (b"words", "text")]
)
def test_a_file_over_the_limit_is_refused_unread(tmp_path, start, name):
    path = tmp_path / "large"
    path.write_bytes(start + b" " * 70_000)
    with path.open("ab") as file:
        file.truncate(LARGEST_BYTES[name] + 1)
    with pytest.raises(ReadError, match=f"too large for {name}"):
        read(path, "source")
