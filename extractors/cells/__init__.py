"""Reading a cell by the meaning of its label: the observations it states, or nothing if it does not fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.cells.context import CellContext
from extractors.cells.labelled import read_outcomes
from extractors.cells.numbers import read_count, read_quantity, read_share
from extractors.cells.outcomes import plain_outcome
from extractors.cells.statuses import status_drafts
from extractors.cells.words import read_period_cell, read_registry, read_study_type, read_words
from extractors.statuses import read_status

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.cells.drafts import Draft
    from extractors.labels import Meaning

__all__ = ["CellContext", "read_cell", "read_p_value"]

_P_VALUE = re.compile(
    r"(?:[pP]\s*)?(?:=\s*)?(?P<p>(?:[<>≤≥]\s*)?(?:0?[.·]\d+|[01](?:[.·]0+)?)|[nN]\.?[sS]\.?)[a-z*†‡]?"
)


def read_cell(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    """Return what a folded cell states, None if it is not written as its label demands."""
    if not text.strip():
        return ()
    if context.strict and text.count("(") != text.count(")"):
        return None
    status = read_status(text, context.words)
    if status:
        return status_drafts(status, meaning)
    reader = _READERS.get(meaning.kind)
    return reader(text, meaning, context) if reader else None


def _read_p_value(text: str, meaning: Meaning, _context: CellContext) -> tuple[Draft, ...] | None:
    # A P value alone is no observation: the table puts it on those of its row.
    match = _P_VALUE.fullmatch(text.strip())
    return () if match and meaning else None


def read_p_value(text: str) -> str | None:
    """Return the P value that a whole cell prints, blanks and the equals sign left out."""
    match = _P_VALUE.fullmatch(text.strip())
    return match["p"].replace(" ", "").replace("·", ".") if match else None


def _read_outcome(text: str, meaning: Meaning, context: CellContext) -> tuple[Draft, ...] | None:
    draft = plain_outcome(text, meaning, context)
    return (draft,) if draft else read_outcomes(text, meaning, context)


_READERS: dict[str, Callable[[str, Meaning, CellContext], tuple[Draft, ...] | None]] = {
    "count": read_count,
    "share": read_share,
    "exposure": read_share,
    "quantity": read_quantity,
    "period": read_period_cell,
    "registry": read_registry,
    "study_type": read_study_type,
    "regimen": read_words,
    "text": read_words,
    "study": read_words,
    "p_value": _read_p_value,
    "outcome": _read_outcome,
    "outcomes": _read_outcome,
}
