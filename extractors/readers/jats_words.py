"""Elements of a JATS article -> the words they print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.inline import InlineText, squeeze

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element


def words(element: _Element | None, references: Collection[str]) -> str:
    """Return the text of an element on one line; '' if there is none.

    Args:
        element: what holds the text.
        references: ids of the article's references.
    """
    if element is None:
        return ""
    if not len(element):
        return squeeze(element.text or "")
    line = InlineText(references=references)
    line.add(element)
    return line.text()


def caption_text(element: _Element, references: Collection[str]) -> str:
    """Return label and caption of a figure or table as printed."""
    label, caption = element.find("label"), element.find("caption")
    parts = [label, *(() if caption is None else caption)]
    return " ".join(filter(None, (words(part, references) for part in parts)))


def note_text(element: _Element, references: Collection[str]) -> str:
    """Return a footnote with its mark: "a Measured in blood"."""
    if not len(element):
        return words(element, references)
    return " ".join(filter(None, (words(part, references) for part in element)))
