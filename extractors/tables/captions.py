"""What caption, first head and footnotes say of all cells of a table: grades, adverse events, n (%)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.labels import Meaning, read_label
from extractors.phrases import lexicon, normal
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.tables.reading import TableReading

_GRADE = re.compile(
    r"\b(?:grades?|gr\.?|G)\s*(?:≥|>=|⩾|>)?\s*[1-5](?:\s*(?:[-–/]|to|or|and)\s*[1-5])*", re.IGNORECASE
)
_COUNT_PERCENT_NOTE = re.compile(
    r"\b(?:n|no\.?|numbers?)\s*\(\s*(?:%|percent)\s*\)|\bnumber \(%\)", re.IGNORECASE
)
_EVENT_SHARE = 0.3


def caption_meaning(reading: TableReading) -> Meaning:
    """What the caption, the first head and the footnotes say of all cells: grades, adverse events, n (%)."""
    table, text = reading.table, reading.document.text
    caption = fold(text[slice(*table.caption)]) if table.caption else ""
    caption = re.sub(r"^\s*\w+\s+\w+[.:]?\s*", "", caption)
    meaning = read_label(caption, reading.glossary) or Meaning("modifier")
    events = names_events(caption)
    if meaning.kind != "outcomes" and events and _lists_events(reading):
        meaning = replace(events, grade_min=meaning.grade_min or events.grade_min)
    elif meaning.kind != "outcomes":
        meaning = Meaning("modifier", grade_min=meaning.grade_min)
    head = " ".join(reading.grid.header(0))
    first = read_label(head, reading.glossary) if head else None
    if first and first.kind in ("modifier", "outcomes"):
        meaning = first.under(meaning)
    notes = " ".join((caption, *(fold(text[slice(*span)]) for span in table.footnotes)))
    if meaning.counted is None and _COUNT_PERCENT_NOTE.search(notes):
        meaning = replace(meaning, counted="count_percent")
    return meaning


def names_events(caption: str) -> Meaning | None:
    """The meaning of a table of adverse events, by its caption."""
    words = normal(caption)
    for match in re.finditer(r"[^\W_]+", words):
        phrase = lexicon("rows").match(words, match.start())
        if phrase and phrase.entry.code == "AE":
            meaning = read_label(phrase.entry.label)
            grade = read_label(caption[: match.start()].strip() or "-")
            return (
                replace(meaning, grade_min=grade.grade_min if grade else _caption_grade(caption))
                if meaning
                else None
            )
    return None


def _lists_events(reading: TableReading) -> bool:
    """Whether a good part of a table's rows are adverse events that the vocabulary knows."""
    meanings = [
        read_label(label, reading.glossary) for row in reading.grid.rows if (label := reading.grid.label(row))
    ]
    known = [meaning for meaning in meanings if meaning is not None and meaning.kind != "modifier"]
    events = sum(meaning.endpoint == "AE" for meaning in known)
    return events >= _EVENT_SHARE * max(
        1, len(meanings) - sum(m is not None and m.kind == "modifier" for m in meanings)
    )


def all_words(reading: TableReading) -> Iterator[str]:
    """Yield the words of a table's cells, caption and footnotes."""
    text, table = reading.document.text, reading.table
    for span in (*(cell.span for cell in table.cells), *table.footnotes, *filter(None, (table.caption,))):
        yield text[span.start : span.end]


def _caption_grade(caption: str) -> int | None:
    match = _GRADE.search(caption)
    told = read_label(match[0]) if match else None
    return told.grade_min if told else None
