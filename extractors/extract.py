"""Document -> everything it says, with the exact span of each value."""

from __future__ import annotations

from dataclasses import replace
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
from extractors.text import mask_endless_numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.document import Document


def extract(document: Document, on_abstract: Callable[[], None] = lambda: None) -> Extraction:
    """Return the studies, observations, findings and unexplained numbers of a document.

    Each abstract of a collection is read by itself, as a study under its number.

    Args:
        document: what a reader gave.
        on_abstract: called after each abstract of a collection.
    """
    text = mask_endless_numbers(document.text)
    if text != document.text:
        document = replace(document, text=text)
    abstracts = split_abstracts(document)
    if len(abstracts) == 1:
        return _extract(document)
    parts = []
    for abstract in abstracts:
        parts.append(numbered(_extract(abstract.document), abstract, document.source_id))
        on_abstract()
    return merge(tuple(parts))


def _extract(document: Document) -> Extraction:
    glossary = find_glossary(document)
    tables = read_tables(document, glossary)
    studies = find_studies(document, tables)
    fields = read_study_fields(document, studies, glossary)
    prose = explained_by(name_subgroups(document, read_prose(document, studies, glossary)), fields)
    parts = (Extraction(studies=studies, glossary=glossary), tables, fields, prose)
    return add_places(document, merge(parts))
