"""Document -> everything it says, with the exact span of each value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.abstracts import numbered, split_abstracts
from extractors.glossary import find_glossary
from extractors.layout import add_places
from extractors.prose import explained_by, read_prose
from extractors.records import Extraction, merge
from extractors.studies import find_studies
from extractors.study_fields import read_study_fields
from extractors.subgroups import name_subgroups
from extractors.tables import read_tables

if TYPE_CHECKING:
    from extractors.document import Document


def extract(document: Document) -> Extraction:
    """Return the studies, observations, findings and unexplained numbers of a document.

    Each abstract of a collection is read by itself, as a study under its number.
    """
    abstracts = split_abstracts(document)
    if len(abstracts) == 1:
        return _extract(document)
    return merge(tuple(numbered(_extract(part.document), part, document.source_id) for part in abstracts))


def _extract(document: Document) -> Extraction:
    glossary = find_glossary(document)
    tables = read_tables(document, glossary)
    studies = find_studies(document, tables)
    fields = read_study_fields(document, studies, glossary)
    prose = explained_by(name_subgroups(document, read_prose(document, studies, glossary)), fields)
    parts = (Extraction(studies=studies, glossary=glossary), tables, fields, prose)
    return add_places(document, merge(parts))
