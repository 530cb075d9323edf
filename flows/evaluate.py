"""`evitable evaluate`: extraction measured against annotated texts, with the code that ingests.

`flows/evaluation/gold.py` documents the format of the annotations, `flows/evaluation/matching.py`
what counts as found.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.errors import ReadError
from extractors.extract import extract
from extractors.readers import read
from flows.evaluation.gold import Fact, GoldDocument, read_gold
from flows.evaluation.matching import assign, compatible
from flows.evaluation.names import CORE_ENDPOINTS, endpoint_key
from flows.evaluation.predicted import facts_of, study_of
from flows.evaluation.render import as_dict, as_text
from flows.evaluation.scores import Score, Share, field_shares, score, study_scores


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """How one document was read."""

    document_id: str
    exhaustive: bool
    matches: tuple[tuple[Fact, Fact], ...]  # annotated, extracted
    misses: tuple[Fact, ...]
    extras: tuple[Fact, ...]
    study: dict[str, Score]
    study_wrong: dict[str, tuple[Any, Any]]  # annotated, extracted, where they differ
    problem: str | None = None  # why it could not be read

    def score(self, *, core: bool | None = None, endpoint: str | None = None) -> Score:
        """Return precision and recall of some or all endpoints."""
        found = sum(_wanted(gold, core, endpoint) for gold, _ in self.matches)
        missed = sum(_wanted(fact, core, endpoint) for fact in self.misses)
        extra = sum(_wanted(fact, core, endpoint) for fact in self.extras)
        return score(found + missed, found, found + extra, exhaustive=self.exhaustive)


def _wanted(fact: Fact, core: bool | None, endpoint: str | None) -> bool:  # noqa: FBT001
    key = endpoint_key(fact.endpoint)
    return core in (None, key in CORE_ENDPOINTS) and endpoint in (None, key)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How a gold folder was read."""

    documents: tuple[DocumentResult, ...]

    def score(self, *, core: bool | None = None, endpoint: str | None = None) -> Score:
        """Return precision and recall of some or all endpoints, pooled over the documents."""
        return sum((each.score(core=core, endpoint=endpoint) for each in self.documents), Score())

    def endpoints(self) -> tuple[str, ...]:
        """Endpoints annotated or extracted, those of the contract first."""
        facts = (fact for each in self.documents for fact in (*each.misses, *each.extras))
        seen = {endpoint_key(fact.endpoint) for fact in facts}
        seen |= {endpoint_key(gold.endpoint) for each in self.documents for gold, _ in each.matches}
        core = tuple(code for code in CORE_ENDPOINTS if code in seen)
        return core + tuple(sorted(seen - set(core)))

    def fields(self) -> dict[str, Share]:
        """How often the fields of matched facts are right."""
        return field_shares(pair for each in self.documents for pair in each.matches)

    def study_fields(self) -> dict[str, Score]:
        """Return precision and recall of the study fields."""
        names = self.documents[0].study
        return {name: sum((each.study[name] for each in self.documents), Score()) for name in names}


def evaluate(gold_dir: Path, *, exhaustive: bool | None = None) -> Evaluation:
    """Read the documents of a gold folder and compare what is extracted with what is annotated.

    Args:
        gold_dir: the folder, see `flows.evaluation.gold`.
        exhaustive: whether every result was annotated; None: as each document says.

    Raises:
        GoldError: the annotations cannot be read.
    """
    return Evaluation(tuple(_evaluate_document(gold, exhaustive) for gold in read_gold(gold_dir)))


def _evaluate_document(gold: GoldDocument, exhaustive: bool | None) -> DocumentResult:  # noqa: FBT001
    complete = gold.exhaustive if exhaustive is None else exhaustive
    try:
        extraction = extract(read(gold.path, gold.document_id))
    except ReadError as error:
        study = study_scores(gold.study, {}, exhaustive=complete)
        return DocumentResult(gold.document_id, complete, (), gold.facts, (), study, {}, str(error))
    facts = facts_of(extraction)
    pairs = assign(gold.facts, facts)
    known, taken = {index for index, _ in pairs}, {index for _, index in pairs}
    study = study_of(extraction.observations)
    return DocumentResult(
        gold.document_id,
        complete,
        tuple((gold.facts[one], facts[other]) for one, other in pairs),
        tuple(fact for index, fact in enumerate(gold.facts) if index not in known),
        tuple(fact for index, fact in enumerate(facts) if index not in taken),
        study_scores(gold.study, study, exhaustive=complete),
        {
            name: (gold.study.get(name), value)
            for name, value in study.items()
            if _differs(gold.study.get(name), value)
        },
    )
