"""What the head of a web page says about the document: citation tags, Dublin Core, JSON-LD."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from extractors.document import Metadata
from extractors.readers.licences import licence_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORKS = {"ScholarlyArticle", "MedicalScholarlyArticle", "Article", "CreativeWork", "WebPage", "Report"}


def page_metadata(root: _Element) -> Metadata:
    """Return title, citation, DOI, licence and meeting of a page; the tags for citations come first."""
    tags = _tags(root)
    work = next(_linked_works(root), {})
    licence = _first(tags, "dc.rights", "dcterms.license", "citation_license") or _text(work.get("license"))
    link = next((link.get("href") for link in root.iterfind(".//*[@rel='license']")), None)
    printed_licence = link or licence
    meeting = _first(tags, "citation_conference_title", "citation_conference")
    return Metadata(
        title=_title(root, tags, work),
        citation=_citation(tags, work),
        doi=_doi(tags, work),
        license=licence_name(printed_licence) if printed_licence else None,
        conference=meeting,
        meeting_year=_year(f"{meeting} {_date(tags, work)}") if meeting else None,
    )


def _tags(root: _Element) -> dict[str, str]:
    """Return the first content of each `<meta>` name, names in lower case."""
    tags: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            tags.setdefault(name, content)
    return tags


def _first(tags: Mapping[str, str], *names: str) -> str | None:
    return next((tags[name] for name in names if name in tags), None)


def _linked_works(root: _Element) -> Iterator[dict[str, Any]]:
    """Yield what JSON-LD says about an article; what is no JSON says nothing."""
    for script in root.iterfind(".//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            kinds = item.get("@type")
            if not _WORKS.isdisjoint(kinds if isinstance(kinds, list) else [str(kinds)]):
                yield item


def _items(data: object) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        graph = data.get("@graph")
        yield from _items(graph) if isinstance(graph, list) else ()
        yield from _items(data["mainEntity"]) if isinstance(data.get("mainEntity"), dict) else ()
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from _items(item) if isinstance(item, dict) else ()


def _text(value: object) -> str | None:
    """Return a JSON-LD value as text: itself, its name or its address."""
    if isinstance(value, dict):
        return _text(value.get("value") or value.get("name") or value.get("url") or value.get("@id"))
    if isinstance(value, list):
        return next((text for item in value if not isinstance(item, list) and (text := _text(item))), None)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _title(root: _Element, tags: Mapping[str, str], work: Mapping[str, Any]) -> str | None:
    printed = _first(tags, "citation_title", "dc.title", "dcterms.title")
    linked = _text(work.get("headline")) or _text(work.get("name"))
    heading = root.findtext(".//head/title") or root.findtext(".//title") or ""
    return printed or linked or _first(tags, "og:title") or " ".join(heading.split()) or None


def _doi(tags: Mapping[str, str], work: Mapping[str, Any]) -> str | None:
    stated = (
        *(tags.get(name) for name in ("citation_doi", "dc.identifier", "prism.doi", "dcterms.identifier")),
        *(_text(work.get(name)) for name in ("doi", "identifier", "sameAs", "@id", "url")),
    )
    return next((match[0] for text in stated if text and (match := _DOI.search(text))), None)


def _date(tags: Mapping[str, str], work: Mapping[str, Any]) -> str:
    names = ("citation_publication_date", "citation_date", "citation_year", "dc.date", "citation_online_date")
    return _first(tags, *names) or _text(work.get("datePublished")) or ""


def _citation(tags: Mapping[str, str], work: Mapping[str, Any]) -> str | None:
    """Return "Journal. 2023;12(6):616–628"."""
    journal = _first(tags, "citation_journal_title", "prism.publicationname") or _text(work.get("isPartOf"))
    volume, issue = tags.get("citation_volume", ""), tags.get("citation_issue")
    place = volume + (f"({issue})" if issue else "")
    first, last = tags.get("citation_firstpage"), tags.get("citation_lastpage")
    pages = f"{first}–{last}" if first and last and first != last else first
    year = _year(_date(tags, work))
    printed = (str(year) if year else "") + (f";{place}" if place else "") + (f":{pages}" if pages else "")
    return ". ".join(part for part in (journal, printed) if part) or None


def _year(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[0]) if match else None
