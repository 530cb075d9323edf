"""Cells that hold words: periods, registry numbers, study types, regimens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.cells.context import CellContext, base_fields
from extractors.cells.drafts import Draft, number_slot, text_slot
from extractors.periods import is_registry_id, read_period
from extractors.phrases import lexicon, normal
from extractors.study_fields.trial import phase_code
from extractors.values import find_numbers

if TYPE_CHECKING:
    from extractors.labels import Meaning

_PHASE = re.compile(
    r"(?:phase|ph\.?)?[\s-]*(?P<printed>(?:I{1,3}|IV|[1-4])[abAB]?(?:\s?[/–-]\s?(?:I{1,3}|IV|[1-4])[abAB]?)?)(?![\w.])",
    re.IGNORECASE,
)
_TRIAL = "interventional"
_PHASE_WORD = re.compile(r"\bphase\b", re.IGNORECASE)


def read_period_cell(text: str, meaning: Meaning, _context: CellContext) -> tuple[Draft, ...] | None:
    """Read a span of calendar time."""
    period = read_period(text)
    if period is None:
        return None
    iso = f"{period.start_date}/{period.end_date or '..'}"
    fields = base_fields(meaning) | {"statistic": "range", "low": period.first.value, "text_value": iso}
    slots = [number_slot(period.first, "low")]
    if period.last:
        fields["high"] = period.last.value
        slots.append(number_slot(period.last, "high"))
    explained = tuple((number.start, number.end) for number in find_numbers(text))
    return (Draft(0, len(text), fields, tuple(slots), explained=explained),)


def read_registry(text: str, meaning: Meaning, _context: CellContext) -> tuple[Draft, ...] | None:
    """Read the numbers of one or more trial registers."""
    parts = [(match.start(), match.end()) for match in re.finditer(r"[^,;]+", text)]
    spans = [(s + len(text[s:e]) - len(text[s:e].lstrip()), s + len(text[s:e].rstrip())) for s, e in parts]
    if not spans or not all(is_registry_id(text[start:end]) for start, end in spans):
        return None
    return tuple(
        Draft(
            start,
            end,
            base_fields(meaning) | {"statistic": "text", "text_value": text[start:end]},
            (text_slot(start, end),),
        )
        for start, end in spans
    )


def read_study_type(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    """Read a study type as printed, with the phase and design it names."""
    phase, design = _phase(text, meaning), _design(text, context)
    if phase and design is None:
        design = (*phase[:2], _TRIAL)  # only trials have phases
    if phase is None and design is None:
        return None
    if context.strict and not _is_one_type(text, context):
        return None
    fields = {"category": "design", "statistic": "text"}
    end = len(text)
    printed = fields | {"endpoint": "study_type", "text_value": text}
    drafts = [Draft(0, end, printed, (text_slot(0, end),))]
    if phase:
        start, stop, code = phase
        drafts.append(Draft(start, stop, fields | {"endpoint": "phase", "text_value": code}))
    if design:
        start, stop, code = design
        drafts.append(Draft(start, stop, fields | {"endpoint": "design", "text_value": code}))
    return tuple(drafts)


def _phase(text: str, meaning: Meaning) -> tuple[int, int, str] | None:
    match = _PHASE.search(text) if _PHASE_WORD.search(text) else _PHASE.fullmatch(text.strip())
    code = phase_code(match["printed"]) if match and meaning.kind == "study_type" else None
    return (match.start(), match.end(), code) if match and code else None


def _design(text: str, context: CellContext) -> tuple[int, int, str] | None:
    for start, end, word in _words(text):
        for meaning in (
            *(entry.expansion for entry in context.glossary if entry.abbreviation == word),
            text[start:],
        ):
            phrase = lexicon("designs").match(normal(meaning))
            if phrase and phrase.entry.category == "design":
                stop = end if meaning != text[start:] else start + phrase.end
                return start, stop, phrase.entry.code
    return None


def _is_one_type(text: str, context: CellContext) -> bool:
    """Whether a text names one study type: two in a row without a comma may be two cells."""
    parts = [part.strip() for part in re.split(r"[,;]", text)]
    return all(
        _PHASE.fullmatch(part)
        or lexicon("designs").exact(part)
        or any(entry.abbreviation == part for entry in context.glossary)
        for part in parts
    )


def _words(text: str) -> list[tuple[int, int, str]]:
    return [(match.start(), match.end(), match[0]) for match in re.finditer(r"[^\s,;()]+", text)]


def read_words(text: str, meaning: Meaning, _context: CellContext) -> tuple[Draft, ...] | None:
    """Keep a cell's words as they are."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    fields = base_fields(meaning) | {"statistic": "text", "text_value": text[start:end]}
    return (Draft(start, end, fields, (text_slot(start, end),)),)
