"""Corrections on the rows of a source: what they make, and findings that say who, when and why."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from extractors.records import GlossaryEntry
from extractors.regimens import split_regimen
from flows.corrections.columns import stand_in
from flows.corrections.entries import SUBJECT, VALUE, gathered, read_corrections
from flows.corrections.matching import describe, find_observation, in_words, shown, subject
from flows.corrections.stating import state
from flows.errors import SourceError
from flows.rows import finding_row
from schemas.tables import TABLES, polars_schema
from schemas.validate import find_failures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from extractors.document import Document
    from flows.corrections.entries import Correction
    from flows.rows import Row, Rows


FINDING_RULE = "corrected"

_TOLD = ("study_id", *(key for key in SUBJECT if key != "study"), *VALUE)


class Applied(NamedTuple):
    """What an entry did: the observation it made, and the one that this stands for."""

    correction: Correction
    made: Row
    read: Row | None  # None: extraction had missed it


def apply(path: Path, document: Document, rows: Rows) -> Rows:
    """Return rows with the corrections of a `corrections.toml`; see `flows.corrections.correct`."""
    applied = gathered(partial(_apply, document, rows), read_corrections(path))
    _refuse_second(applied)
    _refuse_broken(applied)
    return {
        **rows,
        "observation": [*rows["observation"], *(one.made for one in applied)],
        "finding": [*_unsettled(applied, rows), *(_finding(one, rows) for one in applied)],
        "study_drug": _drugs(applied, rows),
        "unexplained_number": [row for row in rows["unexplained_number"] if not _is_explained(row, applied)],
    }


def _apply(document: Document, rows: Rows, correction: Correction) -> Applied:
    """Return what one entry makes of the rows of its source."""
    studies, observations = rows["study"], rows["observation"]
    if correction.state:
        return Applied(correction, state(correction, document, studies, observations), None)
    read = find_observation(correction, studies, observations)
    return Applied(correction, stand_in(correction, read, studies), read)


def _refuse_second(applied: Sequence[Applied]) -> None:
    """Raise if two entries correct one observation: which of them holds?"""
    times = Counter(one.read["observation_id"] for one in applied if one.read)
    twice = [one for one in applied if one.read and times[one.read["observation_id"]] > 1]
    if twice and twice[0].read:
        places = ", ".join(one.correction.place for one in twice)
        raise SourceError(
            f"{places}: these correct one observation; make them one: {describe(twice[0].read)}"
        )


def _refuse_broken(applied: Sequence[Applied]) -> None:
    """Raise if what a person wrote breaks the contract: unlike a document, an entry can be mended."""
    model = TABLES["observation"]
    rows = [{**one.made, "run_id": "the run's to fill in"} for one in applied]
    failures = find_failures(pl.DataFrame(rows, polars_schema(model)), model)
    mistakes = [f"{applied[failure.row or 0].correction.place}: {failure.reason}" for failure in failures]
    if mistakes:
        raise SourceError("\n".join(mistakes))


def _is_explained(number: Row, applied: Sequence[Applied]) -> bool:
    """Whether a number that extraction could not explain is one that a person has explained."""
    return any(
        one.made["char_start"] <= number["char_start"] and number["char_end"] <= one.made["char_end"]
        for one in applied
        if not one.correction.withdraw
    )


def _unsettled(applied: Sequence[Applied], rows: Rows) -> list[Row]:
    """Return what extraction found and a person has still to look at: not all of it has been corrected."""
    corrected = {one.read["observation_id"] for one in applied if one.read}
    silent = {row["observation_id"] for row in rows["observation"] if row["status"] == "not_available"}
    return [
        row
        for row in rows["finding"]
        if not corrected & set(row["observation_ids"]) or set(row["observation_ids"]) - corrected - silent
    ]


def _finding(one: Applied, rows: Rows) -> Row:
    """Return what was done as a finding: a corrected number is always told as one."""
    correction, made, read = one
    observed, expected, words = _told(one)
    about = f"{correction.reason.strip()} ({correction.who.strip()}, {correction.when})"
    found = [
        row["rule"] for row in rows["finding"] if read and read["observation_id"] in row["observation_ids"]
    ]
    about += f"; found before: {', '.join(dict.fromkeys(found))}" if found else ""
    return finding_row(
        made["source_id"],
        {
            "rule": FINDING_RULE,
            "severity": "info",
            "study_id": made["study_id"],
            "observation_ids": [made["observation_id"], *([read["observation_id"]] if read else [])],
            "message": f"{subject(read or made)}: {words}. {about}",
            "expected": expected,
            "observed": observed,
        },
    )


def _told(one: Applied) -> tuple[str | None, str, str]:
    """Return what was read, what holds instead, and both in one."""
    correction, made, read = one
    if read is None:
        stated = in_words(made, VALUE)
        return None, stated, f"missed -> {stated}"
    if correction.withdraw:
        withdrawn = in_words(read, VALUE)
        return withdrawn, "withdrawn", f"{withdrawn} -> withdrawn"
    pairs = [(key, shown(read[key]), shown(made[key])) for key in _TOLD if made[key] != read[key]]
    return (
        ", ".join(f"{key} {old}" for key, old, _ in pairs),
        ", ".join(f"{key} {new}" for key, _, new in pairs),
        ", ".join(f"{key} {old} -> {new}" for key, old, new in pairs),
    )


def _drugs(applied: Sequence[Applied], rows: Rows) -> list[Row]:
    """Return the drugs of every study; those of a corrected regimen are read from what it says now."""
    glossary = tuple(
        GlossaryEntry(row["abbreviation"], row["expansion"], row["code"]) for row in rows["glossary"]
    )
    regimens = {
        one.made["study_id"]: split_regimen(one.made["text_value"] or "", glossary)
        for one in applied
        if one.made["endpoint"] == "regimen" and not one.made["arm"]
    }
    kept = [row for row in rows["study_drug"] if row["study_id"] not in regimens]
    return [
        *kept,
        *(
            {"study_id": study_id, "position": number, "drug": drug.drug, "as_printed": drug.as_printed}
            for study_id, drugs in regimens.items()
            for number, drug in enumerate({drug.drug: drug for drug in drugs}.values(), start=1)
        ),
    ]
