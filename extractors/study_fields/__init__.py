"""Study fields from prose: patients, age, sex, prior lines, phase, design, registry number, period.

Each module reads some fields from the statements of one study and yields them where they stand;
this one gives every statement its study and turns the fields into observations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.records import Extraction, merge
from extractors.study_fields.age import find_age
from extractors.study_fields.patients import find_patients
from extractors.study_fields.period import find_period
from extractors.study_fields.population import find_population, find_regimen
from extractors.study_fields.prior_therapy import find_prior_exposures, find_prior_lines
from extractors.study_fields.registry import find_registry_ids
from extractors.study_fields.sex import find_male
from extractors.study_fields.statements import statements_by_study
from extractors.study_fields.trial import find_trial

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.records import GlossaryEntry, StudyKey
    from extractors.study_fields.statements import Statements

_FIELDS = (
    find_trial,
    find_registry_ids,
    find_period,
    find_patients,
    find_male,
    find_age,
    find_prior_lines,
    find_prior_exposures,
    find_population,
)


def read_study_fields(
    document: Document, studies: tuple[StudyKey, ...], glossary: tuple[GlossaryEntry, ...]
) -> Extraction:
    """Return the study fields that the prose states, with the words that state them."""
    del glossary  # drugs and diseases are named by the vocabulary
    return merge(tuple(_read_study(statements) for statements in statements_by_study(document, studies)))


def _read_study(statements: Statements) -> Extraction:
    told = [observation for find in _FIELDS for observation in find(statements)]
    regimen, drugs = find_regimen(statements)
    return Extraction(observations=(*told, *regimen), study_drugs=tuple(drugs))
