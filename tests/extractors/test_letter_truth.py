"""All that extraction reads in the letter, against what a person read in it (`tests/golden/letter/`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extractors.extract import extract
from extractors.readers import read

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.records import Extraction, Observation

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "letter"
SOURCE = "vrr_aml_ash_2023"


def golden(name: str) -> Any:
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def document() -> Document:
    return read(ROOT / "raw" / SOURCE / "letter.txt", SOURCE)


@pytest.fixture(scope="module")
def extraction(document: Document) -> Extraction:
    return extract(document)


def same(fact: dict[str, Any], observation: Observation, field: str, default: Any = None) -> bool:
    """Whether an observation's field is the fact's, or another reading that is as faithful."""
    allowed = [fact.get(field, default), *fact.get(f"{field}_also", [])]
    seen = getattr(observation, field)
    if isinstance(seen, float):
        return any(wanted is not None and abs(seen - wanted) < 0.006 for wanted in allowed)
    return seen in allowed


def words(text: str | None) -> str:
    """Return a term without what spelling may differ in: underscores and a plural s."""
    return (text or "").replace("_", " ").lower().removesuffix("s")


def unhyphened(text: str) -> str:
    """Return text without hyphens: at the end of a line nobody can tell which are part of a word."""
    return text.replace("-", "")


def same_p_value(fact: dict[str, Any], observation: Observation) -> bool:
    def plain(text: str | None) -> str:
        return (text or "").lower().replace(" ", "").removeprefix("p").removeprefix("=")

    return plain(fact.get("p_value")) == plain(observation.p_value) or observation.status == "not_reached"


def is_same_result(fact: dict[str, Any], observation: Observation) -> bool:
    return (
        observation.study_id == f"{SOURCE}/{fact['ref_no']}"
        and observation.endpoint == fact["endpoint"]
        and all(
            same(fact, observation, field) for field in ("statistic", "timepoint_months", "value", "unit")
        )
        and same(fact, observation, "status", "reported")
        and same(fact, observation, "arm", "")
        and same(fact, observation, "comparator", "=")
        and words(fact.get("term")) == words(observation.term)
    )


PROSE = golden("prose")
TABLES = golden("table_observations")
NUMBERED = [
    pytest.param(fact, id=f"{fact['ref_no']}-{fact['endpoint']}-{fact['words']}") for fact in PROSE["facts"]
]
TABLE_FACTS = [
    pytest.param(fact, id=f"{fact['ref_no']}-{fact['row']}-{fact.get('position', 1)}")
    for fact in TABLES["observations"]
]
RESULTS = {"response", "survival", "safety", "follow_up"}


def prose_results(extraction: Extraction) -> list[Observation]:
    return [seen for seen in extraction.observations if seen.origin == "prose" and seen.category in RESULTS]


class TestProse:
    @pytest.mark.parametrize("fact", NUMBERED)
    def test_every_fact_is_read_once_from_its_own_words(
        self, fact: dict[str, Any], document: Document, extraction: Extraction
    ):
        found = [seen for seen in prose_results(extraction) if is_same_result(fact, seen)]
        assert len(found) == 1
        (seen,) = found
        printed = " ".join(document.text[seen.span.start : seen.span.end].split())
        assert printed == fact["words"]
        assert same_p_value(fact, seen)
        assert unhyphened(fact["quote"]) in unhyphened(seen.quote)

    def test_nothing_else_is_read(self, extraction: Extraction):
        facts = [*PROSE["facts"], *PROSE["negated"]]
        extra = [
            (seen.study_id, seen.endpoint, seen.term, seen.value, seen.quote)
            for seen in prose_results(extraction)
            if not any(is_same_result(fact, seen) for fact in PROSE["facts"])
            and not (
                seen.value == 0
                and any(unhyphened(fact["quote"]) in unhyphened(seen.quote) for fact in PROSE["negated"])
            )
        ]
        assert len(facts) == 43
        assert extra == []

    @pytest.mark.parametrize(
        "fact", [pytest.param(f, id=f["term"]) for f in PROSE["negated"] if not f.get("optional")]
    )
    def test_named_events_that_did_not_occur_are_zero(self, fact: dict[str, Any], extraction: Extraction):
        found = [
            seen
            for seen in prose_results(extraction)
            if seen.study_id == f"{SOURCE}/{fact['ref_no']}"
            and seen.endpoint == "AE"
            and words(fact["term"]) in words(seen.term)
        ]
        assert [(seen.value, seen.n) for seen in found] == [(0, 0)]
        assert same(fact, found[0], "grade_min") or "fatal" in words(found[0].term)


class TestTables:
    @pytest.mark.parametrize("fact", TABLE_FACTS)
    def test_every_value_is_read_once(self, fact: dict[str, Any], document: Document, extraction: Extraction):
        found = [
            seen
            for seen in extraction.observations
            if seen.origin == "table" and seen.row_label == fact["row"] and self.is_same_value(fact, seen)
        ]
        assert len(found) == 1
        (seen,) = found
        assert seen.table_label == f"Table {fact['table']}"
        assert document.text[seen.span.start : seen.span.end].strip()

    @staticmethod
    def is_same_value(fact: dict[str, Any], seen: Observation) -> bool:
        exact = ("low", "high", "n", "grade_min") + (("decimals",) if "decimals" in fact else ())
        return (
            is_same_result({**fact, "unit": fact.get("unit", seen.unit), "text_value": None}, seen)
            and all(same(fact, seen, field) for field in exact)
            and ("text_value" not in fact or seen.text_value == fact["text_value"])
            and fact.get("position", 1) == (seen.position or 1)
        )

    def test_cells_that_are_not_available(self, extraction: Extraction):
        found = {
            (seen.table_label, seen.row_label, seen.study_id)
            for seen in extraction.observations
            if seen.origin == "table" and seen.status == "not_available"
        }
        assert found == {
            (f"Table {cells['table']}", cells["row"], f"{SOURCE}/{ref_no}")
            for cells in TABLES["not_available"]
            for ref_no in cells["ref_nos"]
        }

    def test_nothing_else_is_read(self, extraction: Extraction):
        extra = [
            (seen.study_id, seen.row_label, seen.endpoint, seen.value)
            for seen in extraction.observations
            if seen.origin == "table"
            and seen.status != "not_available"
            and seen.endpoint not in {"phase", "design"}  # read from the same words as study_type
            and not any(
                seen.row_label == fact["row"] and self.is_same_value(fact, seen)
                for fact in TABLES["observations"]
            )
            # "RFS or DOR 4.6 months" may be read as both
            and (seen.endpoint, seen.value) != ("RFS", 4.6)
        ]
        assert extra == []


def test_drugs_of_the_regimens(extraction: Extraction):
    truth = golden("drugs")
    for regimen in truth["regimens"]:
        study_id = f"{SOURCE}/{regimen['ref_no']}"
        found = [drug.drug for drug in extraction.study_drugs if drug.study_id == study_id]
        for names in regimen["drugs"]:
            assert [name for name in names if name in found], f"{study_id}: {names} not in {found}"
        allowed = {name for names in regimen["drugs"] for name in names} | set(regimen.get("optional", []))
        assert set(found) <= allowed


def test_prior_exposure(extraction: Extraction):
    seen = [
        {"ref_no": int(o.study_id.rpartition("/")[2]), "drug": o.term, "n": o.n, "pct": o.value}
        for o in extraction.observations
        if o.endpoint == "prior_exposure" and o.status == "reported"
    ]
    assert seen == golden("drugs")["prior_exposure"]


def test_every_span_holds_its_number(document: Document, extraction: Extraction):
    for seen in extraction.observations:
        printed = document.text[seen.span.start : seen.span.end]
        if seen.origin == "table" and seen.value is not None and seen.unit == "percent":
            assert f"{seen.value:.{seen.decimals}f}" in printed


def test_tables_have_no_unexplained_number(extraction: Extraction):
    assert [number for number in extraction.unexplained if number.context.startswith("Table")] == []
