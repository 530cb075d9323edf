"""The words of a flattened table, and what was found out about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.document import Span
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.cells import CellContext
    from extractors.flattened.segmentation import Token, Verdicts
    from extractors.labels import Meaning
    from extractors.records import Finding, GlossaryEntry


@dataclass(frozen=True, slots=True)
class Row:
    """A row as found: the words of its label, and its cells."""

    label: Span
    cells: tuple[Span, ...]
    split: bool = True


@dataclass(slots=True)
class Body:
    """The words of a flattened table, and what its document says of words."""

    text: str
    tokens: tuple[Token, ...]
    glossary: tuple[GlossaryEntry, ...]
    context: CellContext
    label: str
    columns: int = 0
    findings: list[Finding] = field(default_factory=list)
    labels: dict[int, list[tuple[int, Meaning]]] = field(default_factory=dict)
    missing: dict[str, bool] = field(default_factory=dict)
    acceptors: dict[Meaning, Callable[[str], bool]] = field(default_factory=dict)
    verdicts: Verdicts = field(default_factory=dict)

    def folded(self, first: int, last: int) -> str:
        """The words from one token up to another, on one line."""
        return fold(self.text[self.tokens[first].start : self.tokens[last - 1].end])

    def span(self, first: int, last: int) -> Span:
        """Where those words stand."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)
