"""Annotated texts: a folder with `gold.jsonl` and the documents it annotates.

    my_sample/
        gold.jsonl
        texts/abstract_1.txt      any format that `evitable ingest` reads; beside gold.jsonl will do

One JSON object a line, one line a document:

    id          name of the document's file, without suffix
    facts       list of result facts, below
    study       what the document says of its study (optional): n_patients, n_male, pct_male,
                age_median, age_min, age_max, prior_lines_median, registry_id (list), phase, design
                (randomized, single-arm, retrospective, observational), period_start, period_end
                (years), follow_up_median_months
    exhaustive  false if not every result was annotated: recall is sound, precision is not
                (optional, true)
    background  facts of other trials that the document mentions: extracting one is an error
                (optional)

A fact:

    endpoint          vocabulary code (ORR, CR/CRi, OS, AE, ...); an endpoint without one keeps its
                      printed name
    statistic         rate, median, mean, cumulative_incidence, hazard_ratio, odds_ratio
    value             number, or null: a count without a percentage, or a median not reached
    timepoint_months  landmark of a rate ("2-year OS": 24), or null; a median follow-up is none
    term              adverse event (endpoint AE), else null
    n, n_total        patients, where printed with the value
    arm               '' for all patients, else the arm or subgroup ("drug a; age < 60")
    unit, comparator, reached, ci_low, ci_high, p_value, grade_min, quote

Months are days / 30.44, weeks / 4.345, years x 12. "None" of a named endpoint or adverse event is
value 0. A result that the text repeats is one fact. Not annotated: baseline data, doses, differences
between arms, planned numbers, results of other studies.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from extractors.records import Comparator, Statistic
from flows.errors import UserError

_SUFFIXES = (".txt", ".md", ".html", ".htm", ".nxml", ".xml", ".pdf")
_NUMBERS = ("value", "timepoint_months", "ci_low", "ci_high", "n", "n_total", "grade_min")
_TEXTS = ("term", "unit", "p_value", "arm", "quote")


@dataclass(frozen=True, slots=True)
class Fact:
    """One result of a document, annotated or extracted. Units as in the data contract."""

    endpoint: str
    statistic: str
    value: float | None = None
    timepoint_months: float | None = None
    term: str | None = None
    unit: str | None = None
    comparator: str = "="
    ci_low: float | None = None
    ci_high: float | None = None
    n: int | None = None
    n_total: int | None = None
    p_value: str | None = None
    arm: str = ""
    grade_min: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What a person found in one document."""

    document_id: str
    path: Path
    facts: tuple[Fact, ...]
    background: tuple[Fact, ...]
    study: dict[str, Any]
    exhaustive: bool


class GoldError(UserError):
    """Annotations that cannot be read; the message says where and what is expected."""


def read_gold(gold_dir: Path) -> tuple[GoldDocument, ...]:
    """Read the annotations of a folder.

    Raises:
        GoldError: there is no `gold.jsonl`, a line of it is not as documented, or a document is missing.
    """
    path = gold_dir / "gold.jsonl"
    if not path.is_file():
        raise GoldError(f"{path}: no such file; a gold folder holds gold.jsonl and the annotated documents")
    try:
        lines = path.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8 at byte {error.start}; save the annotations as UTF-8") from error
    documents = [
        _document(gold_dir, line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()
    ]
    if not documents:
        raise GoldError(f"{path}: holds no annotated document; one JSON object a line is expected")
    return tuple(documents)


def _document(gold_dir: Path, line: str, place: str) -> GoldDocument:
    try:
        raw = json.loads(line)
    except ValueError as error:
        raise GoldError(f"{place}: not JSON ({error}); one object a line is expected") from error
    if (
        not isinstance(raw, dict)
        or not isinstance(raw.get("id"), str)
        or not isinstance(raw.get("facts"), list)
    ):
        raise GoldError(f"{place}: an object with the keys `id` (text) and `facts` (list) is expected")
    facts, background = (
        tuple(_fact(fact, f"{place}, {key}[{index}]") for index, fact in enumerate(raw.get(key) or ()))
        for key in ("facts", "background")
    )
    document_path = _find_document(gold_dir, raw["id"], place)
    study, exhaustive = raw.get("study") or {}, raw.get("exhaustive", True)
    if not isinstance(study, dict) or not isinstance(exhaustive, bool):
        raise GoldError(f"{place}: `study` is an object and `exhaustive` is true or false, where given")
    return GoldDocument(raw["id"], document_path, facts, background, study, exhaustive)


def _find_document(gold_dir: Path, document_id: str, place: str) -> Path:
    if not document_id or Path(document_id).name != document_id:
        raise GoldError(f"{place}: id is {document_id!r}; the name of a file without its suffix is expected")
    candidates = [
        folder / f"{document_id}{suffix}" for folder in (gold_dir / "texts", gold_dir) for suffix in _SUFFIXES
    ]
    found = next((candidate for candidate in candidates if candidate.is_file()), None)
    if found is None:
        raise GoldError(
            f"{place}: no document {document_id!r} in {gold_dir / 'texts'} or {gold_dir} "
            f"(suffixes {', '.join(_SUFFIXES)})"
        )
    return found


def _fact(raw: object, place: str) -> Fact:
    if not isinstance(raw, dict) or not isinstance(raw.get("endpoint"), str):
        raise GoldError(f"{place}: an object with the key `endpoint` (text) is expected")
    values = {key: _typed(raw, key, (int, float), place) for key in _NUMBERS}
    values |= {key: _typed(raw, key, (str,), place) for key in _TEXTS}
    values["statistic"] = _one_of(raw, "statistic", get_args(Statistic), place)
    values["comparator"] = _one_of({"comparator": "=", **raw}, "comparator", get_args(Comparator), place)
    return Fact(endpoint=raw["endpoint"], **values | {key: values[key] or "" for key in ("arm", "quote")})


def _typed(raw: dict[str, Any], key: str, types: tuple[type, ...], place: str) -> Any:  # noqa: ANN401
    value = raw.get(key)
    if value is not None and (not isinstance(value, types) or isinstance(value, bool)):
        names = " or ".join(kind.__name__ for kind in types)
        raise GoldError(f"{place}: {key} is {value!r}; {names} or null is expected")
    return value


def _one_of(raw: dict[str, Any], key: str, valid: tuple[str, ...], place: str) -> str:
    if raw.get(key) not in valid:
        raise GoldError(f"{place}: {key} is {raw.get(key)!r}; one of {', '.join(valid)} is expected")
    return str(raw[key])
