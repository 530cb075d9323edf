"""The part of a web page that is its text: navigation, banners, cookie notices and the like taken out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NEVER = {"body", "main", "article", "figure", "figcaption", "table", "caption", "tr", "td", "th"}
# An element that holds more of the page than this is no furniture, whatever it is called.
_MOST_OF_FURNITURE = 0.5
# A <main> or <article> with less of the page than this is not where its text is.
_LEAST_OF_MAIN = 0.3


@dataclass(frozen=True, slots=True)
class Furniture:
    """Names of what is no part of a page's text."""

    elements: frozenset[str]
    roles: frozenset[str]
    words: frozenset[str]
    names: tuple[str, ...]


@cache
def furniture() -> Furniture:
    """Return what `html_furniture.toml` lists."""
    listed = tomllib.loads((files(__package__) / "html_furniture.toml").read_text("utf-8"))
    return Furniture(
        elements=frozenset(listed["elements"]),
        roles=frozenset(listed["roles"]),
        words=frozenset(listed["words"]),
        names=tuple(listed["names"]),
    )


def main_part(root: _Element) -> _Element:
    """Take the furniture out of a page and return the element that holds its text."""
    body = next(root.iter("body"), root)
    for element in list(body.iter("script", "style", "noscript", "template")):
        _remove(element)
    whole = text_length(body)
    for element in list(_furniture_of(body)):
        if text_length(element) <= whole * _MOST_OF_FURNITURE:
            _remove(element)
    left = text_length(body)
    candidates = [
        *body.iter("main"),
        *body.iterfind(".//*[@role='main']"),
        *_lone(list(body.iter("article"))),
    ]
    return next((part for part in candidates if text_length(part) >= left * _LEAST_OF_MAIN), body)


def text_length(element: _Element) -> int:
    """How many characters of text an element holds, blanks left out."""
    return sum(len(str(text).strip()) for text in element.itertext())


def names_of(element: _Element) -> str:
    """Return id and class of an element."""
    return f"{element.get('id') or ''} {element.get('class') or ''}"


def _lone(elements: list[_Element]) -> list[_Element]:
    """Return the elements if there is one: several articles are a list of them."""
    return elements if len(elements) == 1 else []


def _furniture_of(body: _Element) -> Iterator[_Element]:
    for element in body.iterdescendants():
        if isinstance(element.tag, str) and _is_furniture(element):
            yield element


def _is_furniture(element: _Element) -> bool:
    listed = furniture()
    if element.tag == "header":  # of the page, or of the article, with its title
        return next(element.iter("h1"), None) is None
    if element.tag == "footer":  # of the page, or of a table or article within it
        return next(element.iterancestors("article", "figure", "table"), None) is None
    if element.tag in listed.elements or element.get("role") in listed.roles or _is_hidden(element):
        return True
    names = names_of(element)
    lowered = names.lower()
    if not lowered.strip() or "table" in lowered or element.tag in _NEVER:
        return False
    return any(name in lowered for name in listed.names) or not listed.words.isdisjoint(
        word.lower() for word in _WORD.findall(names)
    )


def _is_hidden(element: _Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _remove(element: _Element) -> None:
    """Remove an element and keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    previous, tail = element.getprevious(), element.tail or ""
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
