"""The contract's wall: rows that keep it on one side, rows that break it, with the reasons, on the other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from schemas.failures import Failure, explain
from schemas.screen import keeps_contract
from schemas.tables import TABLES, polars_schema, table_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.columns import Contract

REJECTION_SCHEMA = {
    name: dtype for name, dtype in polars_schema(TABLES["rejection"]).items() if name != "run_id"
}


class Split(NamedTuple):
    """A frame taken apart; no row is in both parts, none in neither."""

    accepted: pl.DataFrame
    rejections: pl.DataFrame  # the columns of `rejection` but `run_id`


def split(frame: pl.DataFrame, model: type[Contract]) -> Split:
    """Return the rows that keep a table's contract, and a rejection for each that breaks it.

    Args:
        frame: collected rows with the table's columns.
        model: the table's contract.
    """
    failures = find_failures(frame, model)
    return _take_apart(frame, table_name(model), failures)


def split_all(frames: Mapping[str, pl.DataFrame]) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Return the accepted rows of each table, and the rejections of all.

    A row whose parent was rejected is rejected with it: it cannot stand alone.

    Args:
        frames: rows by table name.
    """
    accepted: dict[str, pl.DataFrame] = {}
    rejections = [pl.DataFrame(schema=REJECTION_SCHEMA)]
    for name, model in TABLES.items():
        if name not in frames:
            continue
        own = split(frames[name], model)
        kept = _take_apart(own.accepted, name, _orphans(own.accepted, model, accepted))
        accepted[name] = kept.accepted
        rejections += [own.rejections, kept.rejections]
    return accepted, pl.concat(rejections)


def find_failures(frame: pl.DataFrame, model: type[Contract]) -> list[Failure]:
    """Return every check that a row of the frame fails; an empty list is a good frame."""
    if keeps_contract(frame, model):
        return []
    return explain(frame, model)


def _take_apart(frame: pl.DataFrame, name: str, failures: list[Failure]) -> Split:
    """Return a frame's good rows, and its bad ones with all their reasons."""
    if not failures:
        return Split(frame, pl.DataFrame(schema=REJECTION_SCHEMA))
    reasons: dict[int, list[Failure]] = {}
    for failure in failures:
        rows = range(frame.height) if failure.row is None else (failure.row,)
        for row in rows:
            reasons.setdefault(row, []).append(failure)
    bad = pl.Series(sorted(reasons), dtype=pl.UInt32)
    accepted = frame.filter(~pl.int_range(pl.len(), dtype=pl.UInt32).is_in(bad.implode()))
    rejections = pl.DataFrame(
        [
            _rejection(row, name, reasons[number])
            for number, row in zip(bad, frame[bad].iter_rows(named=True), strict=True)
        ],
        schema=REJECTION_SCHEMA,
        orient="row",
    )
    if accepted.height + rejections.height != frame.height:
        message = f"{name}: {accepted.height} accepted + {rejections.height} rejected != {frame.height} rows"
        raise AssertionError(message)
    return Split(accepted, rejections)


def _rejection(row: dict[str, Any], name: str, failures: list[Failure]) -> dict[str, str]:
    """Return a rejected row as `rejection` keeps it: one row in, one row out, whatever it broke."""
    return {
        "source_id": _source_of(row),
        "table_name": name,
        "reason": "; ".join(dict.fromkeys(failure.reason for failure in failures)),
        "check_name": ", ".join(dict.fromkeys(failure.check_name for failure in failures)),
        "payload": json.dumps(row, ensure_ascii=False, default=str),
    }


def _source_of(row: dict[str, Any]) -> str:
    """Return the source a row belongs to, as far as the row says."""
    study = row.get("study_id") or ""
    return str(row.get("source_id") or study.rpartition("/")[0] or "unknown")


def _orphans(
    frame: pl.DataFrame, model: type[Contract], accepted: Mapping[str, pl.DataFrame]
) -> list[Failure]:
    """Return the rows whose parent is not among the accepted rows of its table."""
    failures: list[Failure] = []
    for name, column in model.columns.items():
        parent = column.references
        if parent is not None and parent in accepted:
            known = accepted[parent][name].implode()
            lost = frame.select(row=pl.int_range(pl.len()), key=name).filter(
                pl.col("key").is_not_null() & ~pl.col("key").is_in(known)
            )
            failures += [
                Failure(row, f"{name}_known", f"{name} {key!r} is not among the accepted rows of {parent}")
                for row, key in lost.iter_rows()
            ]
    return failures
