"""Study fields from prose: patients, age, sex, prior lines, phase, design, registry number, period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.records import Extraction

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.records import GlossaryEntry, StudyKey


def read_study_fields(
    document: Document, studies: tuple[StudyKey, ...], glossary: tuple[GlossaryEntry, ...]
) -> Extraction:
    """Return the study fields that the prose states."""
    del document, studies, glossary
    return Extraction()
