"""What an ingest has to do, told before anything is read and without what checks and loads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.absence import Absence, Prune, gone, sort_out
from flows.errors import SourceError, UserError
from flows.sources import Fingerprint, Problem, Source, find_sources, fingerprint
from flows.versions import extractor_version
from warehouse.connection import connect

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import duckdb

    from flows.absence import Recorded


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do."""

    new: tuple[Source, ...]
    changed: tuple[Source, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    skipped: tuple[Path, ...]
    absence: Absence = field(default_factory=Absence)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources to read."""
        return self.new + self.changed

    @property
    def is_idle(self) -> bool:
        """Whether the warehouse stays as it is."""
        return not self.sources and not self.absence.retired


def plan(
    paths: Sequence[Path], warehouse: Path, *, force: bool = False, prune: Prune = Prune.NOTHING
) -> Plan:
    """Return which sources are new, have changed or are gone since the warehouse was published.

    Args:
        paths: files and folders to look into.
        warehouse: the published file; it need not exist.
        force: whether unchanged sources count as changed.
        prune: which sources that are gone are to be retired.

    Raises:
        UserError: a path does not exist.
        WarehouseMissing: the published file is no warehouse.
    """
    missing, known = _published(warehouse)
    found = find_sources(_existing(paths, missing, prune))
    moved = {source.source_id for source in missing}
    new = [source for source in found.sources if source.source_id not in known]
    old = [source for source in found.sources if source.source_id in known]
    changed = [
        source
        for source in old
        if force or source.source_id in moved or _has_changed(source, known[source.source_id])
    ]
    absence = sort_out(missing, {source.source_id for source in found.sources}, prune)
    return Plan(tuple(new), tuple(changed), len(old) - len(changed), found.problems, found.skipped, absence)


def _existing(paths: Sequence[Path], missing: Sequence[Recorded], prune: Prune) -> list[Path]:
    """Return the paths that exist; one that is gone with its sources may be named to retire them.

    Raises:
        UserError: another one does not exist.
    """
    existing = [path for path in paths if path.exists()]
    for path in set(paths) - set(existing):
        held = any(source.place.resolve().is_relative_to(path.resolve()) for source in missing)
        if not (held and prune is Prune.FOLDERS):
            raise UserError(f"{path}: no such file or folder")
    return existing


def _published(warehouse: Path) -> tuple[list[Recorded], dict[str, tuple[Fingerprint, str]]]:
    """Return which sources of the warehouse are gone; and what all were read from, and by which rules."""
    if not warehouse.exists():
        return [], {}
    with connect(warehouse) as connection:
        return gone(connection, warehouse), _known(connection)


def _known(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[Fingerprint, str]]:
    rows = connection.execute(
        "SELECT source_id, sha256, bytes, sidecar_sha256, corrections_sha256, extractor_version FROM source"
    ).fetchall()
    return {source_id: (Fingerprint(*files), version) for source_id, *files, version in rows}


def _has_changed(source: Source, known: tuple[Fingerprint, str]) -> bool:
    """Whether a source must be read again; one that cannot be opened is, so that its problem is told."""
    try:
        return (fingerprint(source), extractor_version()) != known
    except SourceError:
        return True
