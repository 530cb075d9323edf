"""What became of a source: what the process that reads gives to the one that loads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.sources import Problem

if TYPE_CHECKING:
    from flows.rows import Rows
    from flows.sources import Source


@dataclass(frozen=True, slots=True)
class Reading:
    """A source's rows by table, or why there are none."""

    source: Source
    rows: Rows | None
    problem: Problem | None = None


def unreadable(source: Source, message: str) -> Reading:
    """Return the reading of a source that cannot be read."""
    return Reading(source, None, Problem(source.path, message, source.source_id))
