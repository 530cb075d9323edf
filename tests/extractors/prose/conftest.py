"""What a sentence tells, one line a fact, so that a test reads as a table of sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from extractors.document import Block, BlockKind, Document, Span
from extractors.prose import read_prose
from extractors.records import GlossaryEntry, StudyKey

if TYPE_CHECKING:
    from extractors.records import Extraction, Observation

OWN = (StudyKey("doc/1"),)
UNITS = {"percent": "%", "months": " mo", "ratio": "", None: ""}
RATES = {"rate": "", "median": " median", "hazard_ratio": " HR", "odds_ratio": " odds ratio"}


class Reader(Protocol):
    def __call__(
        self,
        *paragraphs: str,
        section: str = "Results",
        title: str = "",
        studies: tuple[StudyKey, ...] = OWN,
        glossary: dict[str, str] | None = None,
    ) -> Extraction: ...


class Teller(Protocol):
    def __call__(
        self,
        *paragraphs: str,
        section: str = "Results",
        title: str = "",
        studies: tuple[StudyKey, ...] = OWN,
        glossary: dict[str, str] | None = None,
    ) -> list[str]: ...


def _document(paragraphs: tuple[str, ...], section: str, title: str) -> Document:
    text, blocks = "", []
    for kind, part in ((BlockKind.TITLE, title), *((BlockKind.PARAGRAPH, each) for each in paragraphs)):
        if part:
            under = section if kind is BlockKind.PARAGRAPH else ""
            blocks.append(Block(kind, (Span(len(text), len(text) + len(part)),), under))
            text += f"{part}\n"
    return Document("doc", "text/plain", text, tuple(blocks))


def _number(value: float) -> str:
    return f"{value:g}"


def line(fact: Observation) -> str:
    """ "OS@24: 42%", "AE rash ≥3: 12% (3/25) [arm A] P=0.02"."""
    name = f"{fact.endpoint} {fact.term}" if fact.term else fact.endpoint
    name += f" ≥{fact.grade_min}" if fact.grade_min else ""
    name += f"@{_number(fact.timepoint_months)}" if fact.timepoint_months is not None else ""
    name += RATES.get(fact.statistic, f" {fact.statistic}")
    value = "not reached" if fact.status == "not_reached" else "-"
    if fact.value is not None:
        sign = "" if fact.comparator == "=" else fact.comparator
        value = f"{sign}{_number(fact.value)}{UNITS[fact.unit]}"
    if fact.n is not None or fact.n_total is not None:
        value += f" ({'' if fact.n is None else fact.n}{'' if fact.n_total is None else f'/{fact.n_total}'})"
    if fact.ci_level is not None:
        low, high = (("?" if bound is None else _number(bound)) for bound in (fact.ci_low, fact.ci_high))
        value += f" {low}..{high}"
    value += f" [{fact.arm}]" if fact.arm else ""
    value += f" {fact.p_value}" if fact.p_value else ""
    return f"{name}: {value}"


@pytest.fixture
def reading() -> Reader:
    def read(
        *paragraphs: str,
        section: str = "Results",
        title: str = "",
        studies: tuple[StudyKey, ...] = OWN,
        glossary: dict[str, str] | None = None,
    ) -> Extraction:
        entries = tuple(GlossaryEntry(short, long) for short, long in (glossary or {}).items())
        return read_prose(_document(paragraphs, section, title), studies, entries)

    return read


@pytest.fixture
def told(reading: Reader) -> Teller:
    def tell(
        *paragraphs: str,
        section: str = "Results",
        title: str = "",
        studies: tuple[StudyKey, ...] = OWN,
        glossary: dict[str, str] | None = None,
    ) -> list[str]:
        found = reading(*paragraphs, section=section, title=title, studies=studies, glossary=glossary)
        return [line(observation) for observation in found.observations]

    return tell
