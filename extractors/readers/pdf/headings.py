"""Headings that run into their paragraph: "Background: Patients with ...", in bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.pdf.paragraphs import split_paragraph
from extractors.readers.prose_signs import ends_sentence, section_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.readers.pdf.paragraphs import Paragraph

_LONGEST = 6  # words


def part_run_in_headings(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Give a paragraph in parts: each heading that runs into it, and what stands under it."""
    found = None if paragraph.bold else _first_heading(paragraph)
    if found is None:
        yield paragraph
        return
    (row, at), (end_row, end) = found
    parts = list(split_paragraph(paragraph, end_row, end))
    if len(parts) == 1:
        yield paragraph
        return
    head, rest = parts
    yield from split_paragraph(head, row, at)
    yield from part_run_in_headings(rest)


def _first_heading(paragraph: Paragraph) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where the first bold section name starts and where the text after it starts."""
    before = ""
    places = [(row, at) for row, line in enumerate(paragraph.lines) for at in range(len(line.words))]
    for index, (row, at) in enumerate(places):
        word = paragraph.lines[row].words[at]
        if word.font.bold and (not at or ends_sentence(before)):
            length = _heading_length(paragraph, places[index : index + _LONGEST])
            if length:
                return (row, at), _place_after(places, index + length, paragraph)
        before = f"{before[-20:]} {word.text}".strip()
    return None


def _heading_length(paragraph: Paragraph, places: list[tuple[int, int]]) -> int:
    """Return how many bold words make a section's name, 0 if they make none or only the start of another."""
    text = ""
    names: list[int] = []
    for count, (row, at) in enumerate(places, start=1):
        word = paragraph.lines[row].words[at]
        if not word.font.bold:
            return names[-1] if names and names[-1] == count - 1 else 0
        text = text[:-1] + word.text if text.endswith("-") and not at else f"{text} {word.text}".strip()
        if section_of(text.rstrip(":.")):
            names.append(count)
        if text.endswith((":", ".")):
            # "Abstract Background:" are two names.
            return names[0] if names else 0
    return 0


def _place_after(places: list[tuple[int, int]], index: int, paragraph: Paragraph) -> tuple[int, int]:
    if index < len(places):
        return places[index]
    return len(paragraph.lines) - 1, len(paragraph.lines[-1].words)
