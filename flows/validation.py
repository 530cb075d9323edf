"""The validation run: what is asked of the published warehouse and of `raw/`, and the verdict.

Only a broken contract, constraint, account or hash, a missing table or view, and a check that could not be
made fail a run. What an audit finds is for a person to look at and a warning of the run, whatever its
severity; drift and sources that wait too long are warnings.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from flows.absence import recorded
from flows.errors import SourceError
from flows.service import DAYS_TO_WAIT
from flows.sources import Source, find_sources, fingerprint
from warehouse.audit import AUDITS
from warehouse.connection import connect
from warehouse.validation.accounting import check_accounting
from warehouse.validation.audited import check_audits
from warehouse.validation.catalog import check_catalog
from warehouse.validation.contract import check_constraints, check_contract
from warehouse.validation.drift import check_drift
from warehouse.validation.records import Answer, CheckRecord, ask, several

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import duckdb

_LOG = logging.getLogger(__name__)

_SOURCES = "SELECT source_id, sha256 FROM source ORDER BY source_id"
_KNOWN = "SELECT source_id, sha256, sidecar_sha256, corrections_sha256 FROM source"
_REFUSED = "SELECT DISTINCT source_id FROM rejection WHERE table_name = 'source'"
_LAST_INGEST = "SELECT max(started_at) FROM run"


@dataclass(frozen=True, slots=True)
class Request:
    """What a validation run looks at."""

    warehouse: Path
    raw: Path
    max_age_days: float = DAYS_TO_WAIT
    audits: Path = AUDITS


@dataclass(frozen=True, slots=True)
class Validation:
    """What a validation run found."""

    warehouse: Path
    validated_at: datetime  # UTC, without a zone
    records: tuple[CheckRecord, ...]

    @property
    def is_valid(self) -> bool:
        """Whether nothing grave is wrong and everything could be asked."""
        return not any(record.is_breach for record in self.records)


def check_file(request: Request) -> list[CheckRecord]:
    """Return whether tables and views are there, and rows keep contract, constraints and account."""
    with connect(request.warehouse) as connection:
        return [
            *check_catalog(connection),
            *check_contract(connection),
            *check_constraints(connection),
            *check_accounting(connection),
        ]


def check_audited(request: Request) -> list[CheckRecord]:
    """Return what the audits find, and whether that is what the warehouse says."""
    return check_audits(request.warehouse, request.audits)


def check_raw(request: Request) -> list[CheckRecord]:
    """Return whether the files are those that were read, and whether new ones wait."""
    with connect(request.warehouse) as connection:
        return [
            ask("sources", "checksums", "error", partial(_checksums, connection, request)),
            ask("sources", "freshness", "warning", partial(_freshness, connection, request)),
        ]


def check_moved(request: Request) -> list[CheckRecord]:
    """Return what has moved since the snapshot before."""
    return check_drift(request.warehouse)


PARTS: tuple[Callable[[Request], list[CheckRecord]], ...] = (
    check_file,
    check_raw,
    check_audited,
    check_moved,
)


def validate(request: Request, parts: Sequence[Callable[[Request], list[CheckRecord]]] = PARTS) -> Validation:
    """Ask everything of the published warehouse and keep the answers beside it.

    Args:
        request: what to look at.
        parts: the checks; an orchestrator may run them in its own way.

    Raises:
        WarehouseMissing: there is no warehouse, or the file is none.
    """
    connect(request.warehouse).close()
    records = tuple(record for part in parts for record in part(request))
    validation = Validation(request.warehouse, now(), records)
    try:
        _store(validation)
    except OSError as error:  # who may only read the warehouse may validate it too
        _LOG.warning("the result is printed and not kept: %s", error)
    return validation


def as_dict(validation: Validation) -> dict[str, object]:
    """Return a validation as JSON holds it."""
    return {
        "warehouse": validation.warehouse.as_posix(),
        "validated_at": f"{validation.validated_at.isoformat(timespec='seconds')}Z",
        "valid": validation.is_valid,
        "checks": [asdict(record) for record in validation.records],
    }


def stored_at(warehouse: Path) -> Path:
    """Return where the last validation of a warehouse is kept."""
    return warehouse.parent / ".validation" / f"{warehouse.stem}.json"


def _store(validation: Validation) -> None:
    """Keep the result beside the warehouse, whole or not at all; the warehouse itself is not edited."""
    path = stored_at(validation.warehouse)
    path.parent.mkdir(exist_ok=True)
    partial_file = path.with_suffix(".partial")
    partial_file.write_text(json.dumps(as_dict(validation), ensure_ascii=False, indent=2) + "\n", "utf-8")
    partial_file.replace(path)


def _checksums(connection: duckdb.DuckDBPyConnection, request: Request) -> Answer:
    """Judge whether every source's file is the one that was read, where it lies now or was read."""
    rows = connection.execute(_SOURCES).fetchall()
    places = {source.source_id: source.place for source in recorded(connection, request.warehouse)}
    places |= {source.source_id: source.path for source in _in(request.raw)}
    wrong = [problem for source_id, sha256 in rows if (problem := _changed(places[source_id], sha256))]
    message = f"{len(wrong)} of {several(len(rows), 'file')}: {'; '.join(wrong)}"
    calm = f"{several(len(rows), 'file')} as read"
    return Answer(len(rows), len(wrong), message if wrong else calm, tuple(wrong))


def _changed(path: Path, sha256: str) -> str | None:
    """Return what is wrong with a file, if anything is."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return f"{path} is missing: put it back, or retire it with evitable ingest --prune"
    except OSError as error:
        return f"{path} cannot be opened ({error.strerror})"
    return None if found == sha256 else f"{path} has changed since it was read (sha256 {found[:12]})"


def _freshness(connection: duckdb.DuckDBPyConnection, request: Request) -> Answer:
    """Judge whether sources that are new or have changed wait for longer than they should."""
    sources = _in(request.raw)
    waiting = _waiting(connection, sources)
    ((last,),) = connection.execute(_LAST_INGEST).fetchall()
    if not waiting or last is None:
        return Answer(len(sources), 0, f"none of {several(len(sources), 'source')} waits for an ingest")
    age = now() - last
    told = f"{several(len(waiting), 'source')} not in the warehouse as now in {request.raw}"
    message = f"{told}; last ingest {age / timedelta(days=1):.1f} days ago: {', '.join(waiting)}"
    is_late = age > timedelta(days=request.max_age_days)
    return Answer(len(sources), len(waiting) if is_late else 0, message, tuple(waiting))


def _in(raw: Path) -> tuple[Source, ...]:
    return find_sources([raw]).sources if raw.exists() else ()


def _waiting(connection: duckdb.DuckDBPyConnection, sources: Sequence[Source]) -> list[str]:
    """Return the sources whose files are not those of the warehouse; not those that it refused."""
    known = {source_id: digests for source_id, *digests in connection.execute(_KNOWN).fetchall()}
    refused = {source_id for (source_id,) in connection.execute(_REFUSED).fetchall()}
    return [
        source.source_id
        for source in sources
        if source.source_id not in refused and _digests(source) != known.get(source.source_id)
    ]


def _digests(source: Source) -> list[str | None]:
    """Return the digests of a source's files; none if they are not as its sidecar says."""
    try:
        found = fingerprint(source)
    except SourceError:
        return []
    return [found.sha256, found.sidecar_sha256, found.corrections_sha256]


def now() -> datetime:
    """Return the time in UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)
