"""Extraction -> rows of the data contract: names, ids and offsets, no judgement."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.document import Document
    from extractors.records import Extraction, Finding, Observation
    from flows.sources import Fingerprint, Source

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def source_row(source: Source, document: Document, fingerprint: Fingerprint) -> Row:
    """Return the `source` row: what the sidecar says, else what the document says about itself."""
    sidecar, metadata = source.sidecar, document.metadata
    said = {
        name: getattr(sidecar, name) if getattr(sidecar, name) is not None else getattr(metadata, name)
        for name in ("title", "citation", "doi", "license", "conference", "meeting_year")
    }
    return {
        "source_id": source.source_id,
        "path": source.path.as_posix(),
        "sha256": fingerprint.sha256,
        "bytes": fingerprint.bytes,
        "media_type": document.media_type,
        **said,
        "text": document.text,
        "sidecar_sha256": fingerprint.sidecar_sha256,
        "corrections_sha256": fingerprint.corrections_sha256,
    }


def extraction_rows(source_id: str, document: Document, extraction: Extraction) -> Rows:
    """Return the rows of every table that one document fills."""
    ids = observation_ids(source_id, extraction.observations)
    observations = [
        {"observation_id": identity, "source_id": source_id, **_plain(record)}
        for identity, record in zip(ids, extraction.observations, strict=True)
    ]
    reader = [
        finding_row(source_id, {"rule": entry.rule, "severity": entry.severity, "message": entry.message})
        for entry in document.findings
    ]
    return {
        "study": [{"source_id": source_id, **_plain(record)} for record in extraction.studies],
        "study_drug": [_plain(record) for record in extraction.study_drugs],
        "observation": observations,
        "printed_cell": [{"source_id": source_id, **_plain(record)} for record in extraction.printed_cells],
        "finding": _numbered_findings(
            [*reader, *(_extraction_finding(source_id, record, ids) for record in extraction.findings)]
        ),
        "unexplained_number": [
            {"source_id": source_id, **_plain(record)} for record in extraction.unexplained
        ],
        "glossary": [{"source_id": source_id, **_plain(record)} for record in extraction.glossary],
    }


def content_id(*parts: object) -> str:
    """Return an id that depends on nothing but what it is made of."""
    return blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def _plain(record: object) -> Row:
    """Return a record's fields as columns."""
    row = {field.name: getattr(record, field.name) for field in fields(record)}  # type: ignore[arg-type]
    if "span" in row:
        row["char_start"], row["char_end"] = row.pop("span")
    if "box" in row:
        box = row.pop("box")
        row["bbox"] = list(box) if box else None
    return row


def observation_ids(source_id: str, observations: Iterable[Observation]) -> list[str]:
    """Return an id for each observation of a source: the same for the same statement in the same place.

    Offsets are no part of it: a sentence added at the top of a document changes no id. A statement made
    twice in the same words gets its number, in the order of the document.
    """
    return numbered(content_id(source_id, *_statement(record)) for record in observations)


def _statement(record: Observation) -> Iterable[object]:
    """Return what makes an observation the one it is: not where it stands or which rule read it."""
    left_out = {"span", "page", "box", "rule"}
    return (getattr(record, field.name) for field in fields(record) if field.name not in left_out)


def numbered(ids: Iterable[str]) -> list[str]:
    """Return ids, the second and later copies of one with their number."""
    seen: Counter[str] = Counter()
    unique = []
    for identity in ids:
        seen[identity] += 1
        unique.append(identity if seen[identity] == 1 else f"{identity}-{seen[identity]}")
    return unique


def _extraction_finding(source_id: str, record: Finding, ids: list[str]) -> Row:
    row = _plain(record)
    row["observation_ids"] = [ids[index] for index in row.pop("observations")]
    return finding_row(source_id, row)


def finding_row(source_id: str, row: Row) -> Row:
    """Return a finding with all its columns, and an id made of them."""
    filled = {"study_id": None, "observation_ids": [], "expected": None, "observed": None, **row}
    identity = content_id(source_id, *(filled[name] for name in sorted(filled)))
    return {"finding_id": identity, "source_id": source_id, **filled}


def _numbered_findings(rows: list[Row]) -> list[Row]:
    """Return findings that can be told apart: two rows of a table may bear one unknown label."""
    ids = numbered(row["finding_id"] for row in rows)
    return [{**row, "finding_id": identity} for row, identity in zip(rows, ids, strict=True)]


def gather(parts: Iterable[Rows]) -> Rows:
    """Return the rows of several documents, table by table."""
    gathered: Rows = {}
    for part in parts:
        for table, rows in part.items():
            gathered.setdefault(table, []).extend(rows)
    return gathered
