"""An evaluation as text for people and as plain data for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flows.evaluation.names import same_arm
from flows.output import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.evaluation.gold import Fact
    from flows.evaluation.results import DocumentResult, Evaluation
    from flows.evaluation.scores import Score

_HEAD = f"{'':24} {'precision':>9} {'recall':>7} {'F1':>6} {'annotated':>9} {'extracted':>9} {'found':>6}"


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as plain data, misses and extras with their sentences."""
    return {
        "core": _score_dict(evaluation.score(core=True)),
        "core_with_arm": _score_dict(evaluation.score(core=True, arms=True)),
        "other": _score_dict(evaluation.score(core=False)),
        "overall": _score_dict(evaluation.score()),
        "endpoints": {name: _score_dict(evaluation.score(endpoint=name)) for name in evaluation.endpoints()},
        "fields": {name: asdict(share) for name, share in evaluation.fields().items()},
        "study_fields": {name: _score_dict(each) for name, each in evaluation.study_fields().items()},
        "documents": [_document_dict(document) for document in evaluation.documents],
    }


def _document_dict(document: DocumentResult) -> dict[str, Any]:
    return {
        "id": document.document_id,
        "exhaustive": document.exhaustive,
        "problem": document.problem,
        "core": _score_dict(document.score(core=True)),
        "overall": _score_dict(document.score()),
        "misses": [asdict(fact) for fact in document.misses],
        "extras": [asdict(fact) for fact in document.extras],
        "background": [asdict(fact) for fact in document.background],
        "study_differences": {
            name: {"annotated": annotated, "extracted": extracted}
            for name, (annotated, extracted) in document.study_differences.items()
        },
    }


def _score_dict(score: Score) -> dict[str, Any]:
    return {
        "precision": _rounded(score.precision),
        "recall": _rounded(score.recall),
        "f1": _rounded(score.f1),
        **asdict(score),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def render(evaluation: Evaluation, *, errors: bool = True) -> str:
    """Return an evaluation as text.

    Args:
        evaluation: what to print.
        errors: whether to list the misses and extras with their sentences.
    """
    lines = [
        _HEAD,
        _score_line("core endpoints", evaluation.score(core=True)),
        _score_line("  arm right as well", evaluation.score(core=True, arms=True)),
        _score_line("other endpoints", evaluation.score(core=False)),
        _score_line("all endpoints", evaluation.score()),
        "",
        *(_score_line(name, evaluation.score(endpoint=name)) for name in evaluation.endpoints()),
        "",
        "fields of the facts found (right / stated by either)",
        *(f"  {name:22} {share.right:4} / {share.total}" for name, share in evaluation.fields().items()),
        "",
        "study fields",
        *(_score_line(name, each) for name, each in evaluation.study_fields().items()),
        "",
        "documents, core endpoints",
        *(_score_line(document.document_id, document.score(core=True)) for document in evaluation.documents),
        *(line for document in evaluation.documents for line in _problem_lines(document, errors=errors)),
    ]
    return "\n".join(lines)


def _score_line(name: str, score: Score) -> str:
    shares = "".join(
        f" {_percent(share):>{width}}"
        for share, width in ((score.precision, 9), (score.recall, 7), (score.f1, 6))
    )
    return f"{name[:24]:24}{shares} {score.annotated:9} {score.extracted:9} {score.found:6}"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _problem_lines(document: DocumentResult, *, errors: bool) -> Iterator[str]:
    if document.problem:
        yield from ("", f"{document.document_id}: could not be read. {document.problem}")
    wrong_arms = [pair for pair in document.matches if not same_arm(pair[0].arm, pair[1].arm)]
    if not errors or not (document.misses or document.extras or document.study_differences or wrong_arms):
        return
    yield from ("", document.document_id)
    extra = "extra" if document.exhaustive else "to read"
    yield from (f"  missed   {_fact_line(fact)}" for fact in document.misses)
    yield from (f"  {extra:8} {_fact_line(fact)}" for fact in document.extras)
    yield from (f"  of another trial {_fact_line(fact)}" for fact in document.background)
    for fact, found in wrong_arms:
        yield f"  arm      annotated {fact.arm!r}, extracted {found.arm!r}: {_fact_line(found)}"
    for name, (annotated, extracted) in document.study_differences.items():
        yield f"  study    {name}: annotated {annotated}, extracted {extracted}"


def _fact_line(fact: Fact) -> str:
    stated = [fact.endpoint, fact.term, fact.statistic, _value(fact)]
    if fact.timepoint_months is not None:
        stated.append(f"at {fact.timepoint_months:g} months")
    if fact.grade_min is not None:
        stated.append(f"grade {fact.grade_min}+")
    if fact.arm:
        stated.append(f"[{fact.arm}]")
    return f"{' '.join(filter(None, stated))} | {fact.quote}"


def _value(fact: Fact) -> str:
    if fact.value is not None:
        return f"{'' if fact.comparator == '=' else fact.comparator}{fact.value:g}"
    return "not reached" if fact.n is None else f"n={fact.n}"


def as_rows(evaluation: Evaluation) -> Rows:
    """Return precision and recall as a table: all endpoints, those of the contract, each one."""
    scores = {
        "all": evaluation.score(),
        "core": evaluation.score(core=True),
        "core, arm right": evaluation.score(core=True, arms=True),
        "other": evaluation.score(core=False),
        **{name: evaluation.score(endpoint=name) for name in evaluation.endpoints()},
    }
    columns = ("endpoint", "precision", "recall", "f1", "annotated", "extracted", "found")
    shares = (
        (_rounded(each.precision), _rounded(each.recall), _rounded(each.f1)) for each in scores.values()
    )
    counts = ((each.annotated, each.extracted, each.found) for each in scores.values())
    rows = [(name, *share, *count) for name, share, count in zip(scores, shares, counts, strict=True)]
    return Rows(columns, rows)
