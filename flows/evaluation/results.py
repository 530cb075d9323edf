"""What an evaluation found, by document and by endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.evaluation.names import CORE_ENDPOINTS, endpoint_key, same_arm
from flows.evaluation.scores import Score, Share, field_shares, score

if TYPE_CHECKING:
    from flows.evaluation.gold import Fact


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """How one document was read."""

    document_id: str
    exhaustive: bool
    matches: tuple[tuple[Fact, Fact], ...]  # annotated, extracted
    misses: tuple[Fact, ...]
    extras: tuple[Fact, ...]
    background: tuple[Fact, ...]  # extras that the document tells of another trial
    study: dict[str, Score]
    study_differences: dict[str, tuple[Any, Any]]  # annotated, extracted
    problem: str | None = None  # why it could not be read

    def score(self, *, core: bool | None = None, endpoint: str | None = None, arms: bool = False) -> Score:
        """Return precision and recall of some or all endpoints; with `arms`, the arm has to agree too."""
        matches = [(gold, found) for gold, found in self.matches if _wanted(gold, core, endpoint)]
        right = sum(not arms or same_arm(gold.arm, found.arm) for gold, found in matches)
        missed = sum(_wanted(fact, core, endpoint) for fact in self.misses)
        extra = sum(_wanted(fact, core, endpoint) for fact in self.extras)
        return score(len(matches) + missed, right, len(matches) + extra, exhaustive=self.exhaustive)


def _wanted(fact: Fact, core: bool | None, endpoint: str | None) -> bool:  # noqa: FBT001
    key = endpoint_key(fact.endpoint)
    return core in (None, key in CORE_ENDPOINTS) and endpoint in (None, key)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How a gold folder was read."""

    documents: tuple[DocumentResult, ...]

    def score(self, *, core: bool | None = None, endpoint: str | None = None, arms: bool = False) -> Score:
        """Return precision and recall of some or all endpoints, pooled over the documents."""
        scores = (each.score(core=core, endpoint=endpoint, arms=arms) for each in self.documents)
        return sum(scores, Score())

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
