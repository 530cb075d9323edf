"""`evitable evaluate`: extraction measured against annotated texts, with the code that ingests.

`flows/evaluation/gold.py` documents the format of the annotations, `flows/evaluation/matching.py`
what counts as found.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.errors import ReadError
from extractors.extract import extract
from extractors.readers import read
from extractors.records import Extraction
from flows.errors import UserError
from flows.evaluation.gold import read_gold
from flows.evaluation.matching import assign, compatible
from flows.evaluation.predicted import facts_of, study_of
from flows.evaluation.render import as_dict, as_rows, render
from flows.evaluation.results import DocumentResult, Evaluation
from flows.evaluation.scores import study_differences, study_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.evaluation.gold import GoldDocument

__all__ = ["Evaluation", "as_dict", "as_rows", "evaluate", "main", "render"]


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
    extraction, problem = _extract(gold)
    facts, study = facts_of(extraction), study_of(extraction.observations)
    pairs = assign(gold.facts, facts)
    known, taken = {index for index, _ in pairs}, {index for _, index in pairs}
    extras = tuple(fact for index, fact in enumerate(facts) if index not in taken)
    return DocumentResult(
        document_id=gold.document_id,
        exhaustive=complete,
        matches=tuple((gold.facts[one], facts[other]) for one, other in pairs),
        misses=tuple(fact for index, fact in enumerate(gold.facts) if index not in known),
        extras=extras,
        background=tuple(fact for fact in extras if any(compatible(fact, each) for each in gold.background)),
        study=study_scores(gold.study, study, exhaustive=complete),
        study_differences=study_differences(gold.study, study),
        problem=problem,
    )


def _extract(gold: GoldDocument) -> tuple[Extraction, str | None]:
    """What ingest would extract; a document that cannot be read says nothing, and why."""
    try:
        return extract(read(gold.path, gold.document_id)), None
    except ReadError as error:
        return Extraction(), str(error)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `python -m flows.evaluate GOLD_DIR`."""
    parser = argparse.ArgumentParser(prog="python -m flows.evaluate", description="Measure extraction.")
    parser.add_argument("gold_dir", type=Path, help="folder with gold.jsonl and the annotated documents")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--summary", action="store_true", help="leave out the list of misses and extras")
    parser.add_argument("--recall-only", action="store_true", help="the annotations are not exhaustive")
    options = parser.parse_args(arguments)
    try:
        evaluation = evaluate(options.gold_dir, exhaustive=False if options.recall_only else None)
    except UserError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return int(error.exit_code)
    if options.format == "json":
        print(json.dumps(as_dict(evaluation), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        print(render(evaluation, errors=not options.summary))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
