"""What the front matter of a JATS article says about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.document import Metadata
from extractors.readers.inline import InlineText, squeeze
from extractors.readers.licences import licence_name
from extractors.readers.mathml import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HREF = "{http://www.w3.org/1999/xlink}href"
# The date of the issue comes before that of the web page: citations print it.
_PRINT_DATES = ("ppub", "collection", "print", "pub", "epub-ppub", "epub", "electronic")


def front_matter(article: _Element) -> Metadata:
    """Return title, citation, DOI, licence and meeting of an article."""
    meta = article.find("front/article-meta")
    if meta is None:
        return Metadata()
    conference = meta.find("conference")
    return Metadata(
        title=_words(meta.find("title-group/article-title")),
        citation=_citation(article, meta),
        doi=_doi(meta),
        license=_licence(meta),
        conference=None if conference is None else _conference(conference),
        meeting_year=None if conference is None else _meeting_year(conference),
    )


def _words(element: _Element | None) -> str | None:
    if element is None:
        return None
    line = InlineText()
    line.add(element)
    return line.text().replace("\n", " ") or None


def _doi(meta: _Element) -> str | None:
    for identifier in meta.iterfind("article-id"):
        if identifier.get("pub-id-type") == "doi" and identifier.text:
            return identifier.text.strip().removeprefix("https://doi.org/")
    return None


def _citation(article: _Element, meta: _Element) -> str | None:
    """Return "Journal. 2023;12(6):616–628"."""
    journal = _words(next(article.iterfind("front/journal-meta//journal-title"), None))
    year = _year(meta)
    volume, issue = _words(meta.find("volume")) or "", _words(meta.find("issue"))
    place = volume + (f"({issue})" if issue else "")
    pages = _pages(meta)
    printed = (year or "") + (f";{place}" if place else "") + (f":{pages}" if pages else "")
    return ". ".join(part for part in (journal, printed) if part) or None


def _year(meta: _Element) -> str | None:
    """Return the year of publication, of the issue if there is one."""
    dates: dict[str, str] = {}
    for date in meta.iterfind("pub-date"):
        year = _words(date.find("year"))
        if year:
            dates.setdefault(date.get("pub-type") or date.get("publication-format") or "pub", year)
    return next((dates[kind] for kind in _PRINT_DATES if kind in dates), next(iter(dates.values()), None))


def _pages(meta: _Element) -> str | None:
    first, last = _words(meta.find("fpage")), _words(meta.find("lpage"))
    if first:
        return f"{first}–{last}" if last and last != first else first
    return _words(meta.find("elocation-id"))


def _licence(meta: _Element) -> str | None:
    """Return the licence's short name or address; else its first sentence."""
    licence = meta.find("permissions/license")
    if licence is None:
        return None
    addresses = [licence.get(_HREF), *(part.text for part in licence if local_name(part) == "license_ref")]
    addresses += [link.get(_HREF) for link in licence.iter("ext-link", "uri")]
    address = next((address for address in addresses if address), None)
    text = squeeze(" ".join(str(part) for part in licence.itertext()))
    return licence_name(address) if address else text or None


def _conference(conference: _Element) -> str | None:
    parts = (_words(conference.find(name)) for name in ("conf-name", "conf-loc", "conf-date"))
    return ", ".join(filter(None, parts)) or None


def _meeting_year(conference: _Element) -> int | None:
    match = _YEAR.search(_words(conference.find("conf-date")) or _conference(conference) or "")
    return int(match[0]) if match else None
