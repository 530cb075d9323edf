"""`evitable evaluate`: extraction measured against annotated texts, with the code that ingests.

`flows/evaluation/gold.py` documents the format of the annotations, `flows/evaluation/matching.py`
what counts as found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.errors import ReadError
from extractors.extract import extract
from extractors.readers import read
from extractors.records import Extraction
from flows.evaluation.gold import read_gold
from flows.evaluation.matching import assign, compatible
from flows.evaluation.predicted import facts_of, study_of
from flows.evaluation.render import as_dict, as_rows, render
from flows.evaluation.results import DocumentResult, Evaluation
from flows.evaluation.scores import study_differences, study_scores

if TYPE_CHECKING:
    from pathlib import Path

    from flows.evaluation.gold import GoldDocument

__all__ = ["Evaluation", "as_dict", "as_rows", "evaluate", "render"]


def evaluate(gold_dir: Path) -> Evaluation:
    """Read the documents of a gold folder and compare what is extracted with what is annotated.

    Args:
        gold_dir: the folder, see `flows.evaluation.gold`.

    Raises:
        GoldError: the annotations cannot be read.
    """
    return Evaluation(tuple(_evaluate_document(gold) for gold in read_gold(gold_dir)))


def _evaluate_document(gold: GoldDocument) -> DocumentResult:
    extraction, problem = _extract(gold)
    facts, study = facts_of(extraction), study_of(extraction.observations)
    pairs = assign(gold.facts, facts)
    known, taken = {index for index, _ in pairs}, {index for _, index in pairs}
    extras = tuple(fact for index, fact in enumerate(facts) if index not in taken)
    return DocumentResult(
        document_id=gold.document_id,
        exhaustive=gold.exhaustive,
        matches=tuple((gold.facts[one], facts[other]) for one, other in pairs),
        misses=tuple(fact for index, fact in enumerate(gold.facts) if index not in known),
        extras=extras,
        background=tuple(fact for fact in extras if any(compatible(fact, each) for each in gold.background)),
        study=study_scores(gold.study, study, exhaustive=gold.exhaustive),
        study_differences=study_differences(gold.study, study),
        problem=problem,
    )


def _extract(gold: GoldDocument) -> tuple[Extraction, str | None]:
    """What ingest would extract; a document that cannot be read says nothing, and why."""
    try:
        return extract(read(gold.path, gold.document_id)), None
    except ReadError as error:
        return Extraction(), str(error)
