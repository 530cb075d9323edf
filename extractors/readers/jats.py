"""JATS XML, the format of open-access journals -> Document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from extractors.document import BlockKind, Document
from extractors.errors import ReadError
from extractors.readers.jats_body import BodyReader
from extractors.readers.jats_front import front_matter
from extractors.readers.mathml import local_name

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

MEDIA_TYPE = "application/jats+xml"


def read_jats(path: Path, source_id: str) -> Document:
    """Read an article, or what PubMed Central or an OAI server wraps around one.

    Nothing outside the file is read: no DTD, no external entity, no network. Entities the file defines
    itself stay unexpanded.

    Raises:
        ReadError: the XML is damaged, or holds no article or more than one.
    """
    article = _only_article(_parsed(path), path)
    _drop_namespace(article)
    reader = BodyReader(frozenset(filter(None, (ref.get("id") for ref in article.iter("ref")))))
    _read_front(article, reader)
    for part in article:
        if local_name(part) in ("body", "floats-group", "floats-wrap", "back"):
            reader.read(part)
        elif local_name(part) in ("sub-article", "response"):
            _read_sub_article(part, reader)
    return reader.writer.finish(source_id, MEDIA_TYPE, front_matter(article))


def _parsed(path: Path) -> _Element:
    """Return the root of the XML in a file."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(path.read_bytes(), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise ReadError(
            f"{path}: the XML cannot be read ({error}); the file is damaged, fetch it again"
        ) from error


def _only_article(root: _Element, path: Path) -> _Element:
    """Return the one article of a file."""
    articles = [root] if local_name(root) == "article" else [*root.iterfind(".//{*}article")]
    if not articles:
        raise ReadError(
            f"{path}: XML with the root <{local_name(root)}> and no JATS <article>; give the article's XML"
        )
    if len(articles) > 1:
        raise ReadError(f"{path}: {len(articles)} articles in one file; split it into one file per article")
    return articles[0]


def _drop_namespace(article: _Element) -> None:
    """Name the article's elements as without a namespace of its own; those of MathML keep theirs."""
    namespace = etree.QName(article).namespace
    if namespace is None:
        return
    for element in article.iter(f"{{{namespace}}}*"):
        element.tag = etree.QName(element).localname


def _read_front(article: _Element, reader: BodyReader) -> None:
    """Read the title, the abstracts and, as furniture, who wrote the article and where."""
    meta = article.find("front/article-meta")
    if meta is None:
        meta = article.find("front-stub")
    if meta is None:
        return
    reader.line(BlockKind.TITLE, meta.find("title-group/article-title"))
    for part in meta:
        if part.tag in (
            "contrib-group",
            "aff",
            "author-notes",
            "kwd-group",
            "trans-abstract",
            "funding-group",
        ):
            reader.furniture(part)
    for part in meta:
        if part.tag == "abstract":
            reader.abstract(part)
        elif part.tag == "related-object":
            reader.line(BlockKind.PARAGRAPH, part)


def _read_sub_article(article: _Element, reader: BodyReader) -> None:
    """Read an abstract or a reply printed with an article; reviews and translations are furniture."""
    if article.get("article-type") not in ("abstract", "reply", "letter", None):
        reader.furniture(article)
        return
    reader.writer.heading(reader.words(article.find("front-stub/title-group/article-title")))
    for part in article.iterfind("front-stub/abstract"):
        reader.abstract(part)
    for part in article.iterchildren("body", "floats-group", "back"):
        reader.read(part)
