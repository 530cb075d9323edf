"""What an ingest has to do, told before anything is read and without what checks and loads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.errors import SourceError, UserError
from flows.sources import Fingerprint, Problem, Source, find_sources, fingerprint
from flows.versions import extractor_version
from warehouse.connection import connect

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do."""

    new: tuple[Source, ...]
    changed: tuple[Source, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    skipped: tuple[Path, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources to read."""
        return self.new + self.changed


def plan(paths: Sequence[Path], warehouse: Path, *, force: bool = False) -> Plan:
    """Return which sources are new and which have changed since the warehouse was published.

    Args:
        paths: files and folders to look into.
        warehouse: the published file; it need not exist.
        force: whether unchanged sources count as changed.

    Raises:
        UserError: a path does not exist.
        WarehouseMissing: the published file is no warehouse.
    """
    for path in paths:
        if not path.exists():
            raise UserError(f"{path}: no such file or folder")
    found = find_sources(paths)
    known = _known(warehouse)
    new = [source for source in found.sources if source.source_id not in known]
    old = [source for source in found.sources if source.source_id in known]
    changed = [source for source in old if force or _has_changed(source, known[source.source_id])]
    return Plan(tuple(new), tuple(changed), len(old) - len(changed), found.problems, found.skipped)


def _known(warehouse: Path) -> dict[str, tuple[Fingerprint, str]]:
    """Return what the published warehouse was read from, and by which rules."""
    if not warehouse.exists():
        return {}
    with connect(warehouse) as connection:
        rows = connection.execute(
            "SELECT source_id, sha256, bytes, sidecar_sha256, corrections_sha256, extractor_version "
            "FROM source"
        ).fetchall()
    return {source_id: (Fingerprint(*files), version) for source_id, *files, version in rows}


def _has_changed(source: Source, known: tuple[Fingerprint, str]) -> bool:
    """Whether a source must be read again; one that cannot be opened is, so that its problem is told."""
    try:
        return (fingerprint(source), extractor_version()) != known
    except SourceError:
        return True
