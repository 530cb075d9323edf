"""Observations still without their place, and the templates that print their cell again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.values import Number, PrintedUnit

_TIMED = ("days", "weeks", "years")
# A comma is followed by one blank, except inside a number.
_TIGHT_COMMA = re.compile(r"(?<=\D),(?=\S)|,(?=[^\s\d])")


class Slot(NamedTuple):
    """A stretch of a cell that an observation's field prints."""

    start: int
    end: int
    field: str
    decimals: int | None = None
    unit: PrintedUnit | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An observation as its cell states it: `fields` are columns of `Observation`."""

    start: int  # of the printed value, in the folded cell
    end: int
    fields: dict[str, Any]
    slots: tuple[Slot, ...] = ()
    rule: str = "cell"
    restored: bool = False  # the unit is not printed here, but beside it
    explained: tuple[tuple[int, int], ...] = field(default=())  # other numbers that it accounts for


def number_slot(number: Number, name: str, unit: PrintedUnit | None = None) -> Slot:
    """Return the slot of a printed number."""
    return Slot(number.start, number.end, name, number.decimals, unit if unit in _TIMED else None)


def text_slot(start: int, end: int) -> Slot:
    """Return the slot of words that an observation keeps as its text."""
    return Slot(start, end, "text_value")


def shifted(draft: Draft, by: int, fields: dict[str, Any]) -> Draft:
    """Return a draft of a part of a cell as one of the whole cell, with further columns."""
    return replace(
        draft,
        start=draft.start + by,
        end=draft.end + by,
        fields=draft.fields | fields,
        slots=tuple(slot._replace(start=slot.start + by, end=slot.end + by) for slot in draft.slots),
        explained=tuple((start + by, end + by) for start, end in draft.explained),
    )


def print_template(text: str, drafts: Iterable[Draft]) -> str:
    """Return a folded cell with a slot for each parsed value, numbered by its draft.

    A lost percent sign is put back; a comma is followed by one blank.
    """
    slots = [(slot, position, draft) for position, draft in enumerate(drafts, 1) for slot in draft.slots]
    parts: list[str] = []
    at = 0
    for slot, position, draft in sorted(slots, key=lambda item: item[0].start):
        if slot.start < at:
            continue  # two observations share this number: the first one prints it
        parts.append(_words(text[at : slot.start], after_slot=bool(parts)))
        parts.append(_slot(slot, position))
        if draft.restored and slot.field == "value":
            parts.append("%")
        at = slot.end
    parts.append(_words(text[at:], after_slot=bool(parts)))
    return "".join(parts)


def _slot(slot: Slot, position: int) -> str:
    parts = [str(position), slot.field]
    if slot.decimals is not None:
        parts.append(str(slot.decimals))
    if slot.unit:
        parts.append(slot.unit)
    return "{" + ".".join(parts) + "}"


def _words(text: str, *, after_slot: bool) -> str:
    lead = "0" if after_slot else ""  # what stands before is a number, though not of these words
    spaced = _TIGHT_COMMA.sub(", ", lead + text)[len(lead) :]
    return spaced.replace("{", "{{").replace("}", "}}")
