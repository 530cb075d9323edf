"""Cells that name their outcomes: "ORR 45%, CR/CRi 39%", "Median OS not reached", "the 2-year OS rate 42%".

A cell is a list of items; an item is a name (or two joined by "or") with its statistic, time point or
grade, and one value. A cell with a word that none of this explains is not read at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors.cells.bounds import normal_unit
from extractors.cells.context import CellContext, base_fields
from extractors.cells.drafts import Draft, Slot
from extractors.cells.outcomes import outcome_draft
from extractors.cells.statuses import missing_statistic, unresolved_draft
from extractors.labels import (
    ROMAN,
    Meaning,
    defined_outcome,
    outcome_entry,
    outcome_meaning,
    read_count,
)
from extractors.phrases import lexicon, normal
from extractors.statuses import match_status
from extractors.values import Number, Value, match_value, months, read_number, read_unit

if TYPE_CHECKING:
    from extractors.records import GlossaryEntry
    from extractors.values import PrintedUnit

_SEPARATOR = re.compile(r"\s*(?:[,;/()\[\]|•·]|\band\b|&|\bwith\b|\bincluding\b|\bversus\b|\n)\s*")
_BLANK = re.compile(r"\s+")
_ALTERNATIVE = re.compile(r"\s*(?:\bor\b|/)\s*")
_FILLER = re.compile(
    r"(?:the|a|an|was|were|is|of|in|for|rates?|:|=|–|-|estimated|estimate|probability|incidence|patients|pts|achieved|at)(?!\w)\s*",
    re.IGNORECASE,
)
_STATISTIC = re.compile(r"(?P<word>median|mean|m(?=(?:OS|PFS|EFS|DOR|DoR|RFS|DFS|LFS)\b))\s*", re.IGNORECASE)
_INCIDENCE = re.compile(r"cumulative incidence(?: of)?\s*", re.IGNORECASE)
_TIMEPOINT = re.compile(
    r"(?P<at>at\s+)?(?P<count>\d{1,3}|[a-z]+)(?P<joint>[\s-]?)(?P<unit>years?|yrs?|y|months?|mos?|mo|weeks?|wks?|wk|days?|d|m)\b\.?\s*",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"(?:any|all)[- ]grades?\b\s*|"
    r"(?:(?:grades?|gr\.?)\s*(?:≥|>=|⩾|>)?\s*|G\s?(?:≥|>=)?|(?:≥|>=)\s*(?:grade|G)\s*)"
    r"(?P<grade>[1-5]|I{1,3}V?|IV|V)(?:\s*(?:[-–/]|to|or)\s*(?:grade\s*)?(?:[1-5]|I{1,3}V?|IV|V))*\b\s*",
    re.IGNORECASE,
)
_ANY_GRADE = 0
_WORD = re.compile(r"[^\s,;:()\[\]=]+")


@dataclass(slots=True)
class _Item:
    """One item of a cell while it is read."""

    names: list[Meaning] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # an event that the vocabulary does not know
    statistic: str | None = None
    timepoint: tuple[Number | None, float, PrintedUnit | None] | None = None
    grade: int | None = None
    started: bool = False


@dataclass(slots=True)
class _Reading:
    """A cell half read."""

    text: str
    words: str  # the text as `normal` gives it
    row: Meaning
    context: CellContext
    at: int = 0
    item: _Item = field(default_factory=_Item)
    parted: bool = True  # a separator stands before this place
    drafts: list[Draft] = field(default_factory=list)
    last: _Item | None = None
    last_end: int = 0  # of the last value


def read_outcomes(text: str, row: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    """Return the outcomes that a folded cell names, None where it is not such a cell.

    Args:
        text: the folded cell.
        row: what its row's label means; a value without a name is of that.
        context: what is known around the cell. A strict reading wants a comma or "and" between items.
    """
    reading = _Reading(text, normal(text), row, context)
    while reading.at < len(text):
        if not _step(reading):
            return None
    if reading.item.started or not reading.drafts:
        return None
    if context.strict and not _is_closed(reading):
        return None
    return tuple(reading.drafts)


def _is_closed(reading: _Reading) -> bool:
    """Whether nothing follows the last value, and no item speaks of another outcome than the row's."""
    if reading.text[reading.last_end :].strip(" )]"):
        return False
    one = reading.row.kind == "outcome"
    return not one or all(draft.fields["endpoint"] == reading.row.endpoint for draft in reading.drafts)


def _step(reading: _Reading) -> bool:
    """Read the next piece of a cell; False where nothing fits."""
    if reading.item.names and _take_alternative(reading):
        return True
    return (
        _skip(reading, _BLANK)
        or _take_separator(reading)
        or _take_grade(reading)
        or _take_timepoint(reading)
        or _take_value(reading)
        or _take_statistic(reading)
        or _take_name(reading)
        or _skip(reading, _FILLER)
        or _take_word(reading)
    )


def _skip(reading: _Reading, pattern: re.Pattern[str]) -> bool:
    match = pattern.match(reading.text, reading.at)
    if not match or not match[0]:
        return False
    reading.at = match.end()
    return True


def _take_separator(reading: _Reading) -> bool:
    if not _skip(reading, _SEPARATOR):
        return False
    if not reading.item.names and not reading.item.words:
        reading.parted = True
    return True


def _take_alternative(reading: _Reading) -> bool:
    """Read "or" between two names that share a value."""
    match = _ALTERNATIVE.match(reading.text, reading.at)
    phrase = _name_at(reading, match.end()) if match else None
    if not match or phrase is None:
        return False
    meaning, end = phrase
    reading.item.names.append(meaning)
    reading.at = end
    return True


def _take_grade(reading: _Reading) -> bool:
    match = _GRADE.match(reading.text, reading.at)
    if not match or reading.row.category != "safety":
        return False
    _open_item(reading)
    grade = match["grade"]
    reading.item.grade = ROMAN.get(grade.lower()) or int(grade) if grade else _ANY_GRADE
    reading.at = match.end()
    return True


def _take_timepoint(reading: _Reading) -> bool:
    """Read the time of a landmark: joined to its unit, after "at", or before a name."""
    match = _TIMEPOINT.match(reading.text, reading.at)
    count = read_count(match["count"]) if match else None
    if match is None or count is None:
        return False
    digits = match["count"][0].isdigit()
    named = _name_at(reading, _past_filler(reading, match.end())) is not None
    if not (match["at"] or ((match["joint"] == "-" or not digits or named) and not reading.item.names)):
        return False
    number = read_number(reading.text, *match.span("count")) if digits else None
    unit = read_unit(match["unit"])
    point = (number, months(count, unit), unit)
    if match["at"] and not reading.item.started and reading.drafts:
        # "OS 45% at 12 months": the time follows its value.
        reading.drafts[-1] = _at_time(reading.drafts[-1], point)
    else:
        _open_item(reading)
        reading.item.timepoint = point
    reading.at = match.end()
    return True


def _past_filler(reading: _Reading, at: int) -> int:
    while match := _FILLER.match(reading.text, at) or _STATISTIC.match(reading.text, at):
        at = match.end()
    return at


def _take_statistic(reading: _Reading) -> bool:
    match = _STATISTIC.match(reading.text, reading.at) or _INCIDENCE.match(reading.text, reading.at)
    if not match:
        return False
    _open_item(reading)
    word = match.groupdict().get("word")
    reading.item.statistic = (
        ("mean" if word.lower() == "mean" else "median") if word else "cumulative_incidence"
    )
    reading.at = match.end()
    return True


def _take_name(reading: _Reading) -> bool:
    found = _name_at(reading, reading.at)
    if not found or reading.item.names:
        return False
    _open_item(reading)
    if reading.item.words:
        return False
    meaning, reading.at = found
    reading.item.names.append(meaning)
    return True


def _take_word(reading: _Reading) -> bool:
    """Read a word that only a row of adverse events can explain: it is one, by the row's own label."""
    match = _WORD.match(reading.text, reading.at)
    if not match or reading.row.endpoint != "AE" or not re.search(r"[^\W\d]{2}", match[0]):
        return False
    _open_item(reading)
    if reading.item.names:
        # The name goes on past what the vocabulary knows: the event is all of it.
        if reading.context.strict or len(reading.item.names) > 1:
            return False
        name = reading.item.names.pop()
        reading.item.words.append(name.term or name.endpoint)
    reading.item.words.append(match[0])
    reading.at = match.end()
    return True


def _open_item(reading: _Reading) -> None:
    reading.item.started = True


def _take_value(reading: _Reading) -> bool:
    value = match_status(reading.text, reading.at, reading.context.words) or match_value(
        reading.text, reading.at
    )
    if value is None or (value.status == "not_available" and not reading.item.started):
        return False
    if not reading.parted and (reading.context.strict or not reading.item.started):
        return False
    meanings = _item_meanings(reading)
    if not meanings:
        return _take_value_first(reading, value)
    return _add_values(reading, value, meanings)


def _take_value_first(reading: _Reading, value: Value) -> bool:
    """Read "45% infections": the name follows its value."""
    if reading.drafts and reading.last is not None:
        return False
    at = _past_filler(
        reading, value.end + len(reading.text[value.end :]) - len(reading.text[value.end :].lstrip())
    )
    found = _name_at(reading, at)
    if not found or reading.context.strict:
        return False
    reading.item.names.append(found[0])
    if not _add_values(reading, value, _item_meanings(reading)):
        return False
    reading.at = found[1]
    reading.last = None
    return True


def _add_values(reading: _Reading, value: Value, meanings: list[Meaning]) -> bool:
    drafts = [_draft(value, meaning, reading.context) for meaning in meanings]
    if not all(drafts):
        return False
    for draft in drafts:
        if draft is not None:
            point = _timepoint_of(reading, draft)
            reading.drafts.append(_at_time(draft, point) if point else draft)
    reading.at = reading.last_end = value.end
    reading.item.names = list(meanings)
    reading.last, reading.item, reading.parted = reading.item, _Item(), False
    return True


def _item_meanings(reading: _Reading) -> list[Meaning]:
    """What the item's value is of: its names, an event in the row's own words, or the row itself."""
    item, row = reading.item, reading.row
    names = list(item.names)
    if not names and item.grade is not None and not item.words and reading.last:
        names = reading.last.names  # "CRS 70%, grade ≥ 3 5%"
    if not names and item.words:
        term = " ".join(item.words).lower()
        names = [replace(row, kind="outcome", term=term)]
    if not names and row.kind == "outcome" and (item.started or not reading.drafts):
        # A second number alone is no second value: "47.2 (4.6)" is a mean with its deviation.
        names = [row]
    if not names and row.kind == "outcomes" and row.plain and not reading.drafts and _is_last(reading):
        names = [_plain(row)]
    return [
        replace(
            name,
            statistic=item.statistic or (row.statistic if name is row else name.statistic),  # type: ignore[arg-type]
            grade_min=row.grade_min if item.grade is None else item.grade or None,
            unit=row.unit if name.endpoint == row.endpoint else None,
            counted=row.counted,
            timepoint_months=row.timepoint_months if item.timepoint is None else None,
        )
        for name in names
    ]


def _plain(row: Meaning) -> Meaning:
    return outcome_meaning(outcome_entry(row.plain or row.endpoint))


def _is_last(reading: _Reading) -> bool:
    value = match_value(reading.text, reading.at)
    return value is not None and not reading.text[value.end :].strip()


def _timepoint_of(reading: _Reading, draft: Draft) -> tuple[Number | None, float, PrintedUnit | None] | None:
    """Time point of a value: its own, else that of the item before, for a survival rate beside another."""
    if reading.item.timepoint:
        return reading.item.timepoint
    is_survival_rate = draft.fields["category"] == "survival" and draft.fields.get("unit") == "percent"
    if (
        is_survival_rate
        and reading.last
        and reading.last.timepoint
        and "timepoint_months" not in draft.fields
    ):
        reading.item.timepoint = (None, *reading.last.timepoint[1:])
        return reading.item.timepoint
    return None


def _at_time(draft: Draft, point: tuple[Number | None, float, PrintedUnit | None]) -> Draft:
    number, at, unit = point
    slots = draft.slots
    if number is not None:
        scale = unit if unit in ("days", "weeks", "years") else None
        slots = (*slots, Slot(number.start, number.end, "timepoint_months", number.decimals, scale))
    return replace(draft, fields=draft.fields | {"timepoint_months": at}, slots=slots)


def _draft(value: Value, meaning: Meaning, context: CellContext) -> Draft | None:
    if value.status == "reported":
        draft = outcome_draft(value, meaning, context)
        return replace(draft, rule="labelled_cell") if draft else None
    if value.unresolved:
        return unresolved_draft(value, meaning)
    statistic = missing_statistic(meaning)
    fields = base_fields(meaning) | {"statistic": statistic, "status": value.status}
    if statistic in ("median", "rate"):
        fields["unit"] = "percent" if statistic == "rate" else normal_unit(meaning)
    return Draft(value.start, value.end, fields, rule="labelled_cell")


def _name_at(reading: _Reading, at: int) -> tuple[Meaning, int] | None:
    """Return the outcome named at a place of the cell; of two names the longer, else the document's own."""
    if at >= len(reading.text):
        return None
    phrase = lexicon("endpoints", "adverse_events").match(reading.words, at)
    defined = _defined_at(reading.text, at, reading.context.glossary)
    if defined and not (phrase and phrase.end > defined[1]):
        return defined
    return (outcome_meaning(phrase.entry, reading.text[at : phrase.end]), phrase.end) if phrase else None


def _defined_at(text: str, at: int, glossary: tuple[GlossaryEntry, ...]) -> tuple[Meaning, int] | None:
    match = _WORD.match(text, at)
    entry = defined_outcome(match[0], glossary) if match else None
    return (outcome_meaning(entry, match[0]), match.end()) if entry and match else None
