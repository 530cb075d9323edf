"""The published file and the ones before it.

    evitable.duckdb                      the published snapshot; only ever replaced, by a rename
    .staging/evitable.duckdb             the private copy of the ingest that holds the lock
    .staging/evitable.duckdb.lock        who that is
    .snapshots/evitable-<time>.duckdb    earlier snapshots, by the time they were written (UTC)

Imports DuckDB and nothing heavier.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb

from warehouse.connection import connect
from warehouse.errors import PublishError, WarehouseError, WarehouseMissing
from warehouse.lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT_SNAPSHOTS = 5

_LAST_RUN = """
SELECT
    run_id,
    (SELECT count(*) FROM source),
    (SELECT count(*) FROM study),
    (SELECT count(*) FROM observation)
FROM run
ORDER BY started_at DESC, run_id DESC
LIMIT 1
"""

_REMEDIES = {
    errno.ENOSPC: "the disk is full: free some space, then ingest again",
    errno.EFBIG: "the file grew over the limit that is set for its size: raise it, then ingest again",
    errno.EDQUOT: "the disk quota is used up: free some space, then ingest again",
    errno.EACCES: "no permission to write there: ask its owner, or choose another place with --warehouse",
    errno.EPERM: "no permission to write there: ask its owner, or choose another place with --warehouse",
    errno.EROFS: "the disk is read-only: choose another place with --warehouse",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published state of the warehouse."""

    snapshot_id: str  # when it was written, UTC
    path: Path
    is_published: bool
    bytes: int
    run_id: str | None = None  # of the run that wrote it
    sources: int = 0
    studies: int = 0
    observations: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    """Where a warehouse's files are."""

    published: Path

    @property
    def staging(self) -> Path:
        """The private copy that an ingest works on."""
        return self.published.parent / ".staging" / self.published.name

    @property
    def lock(self) -> Path:
        """The file of who is writing."""
        return self.staging.with_name(f"{self.published.name}.lock")

    @property
    def snapshots(self) -> Path:
        """Where earlier snapshots are."""
        return self.published.parent / ".snapshots"

    def snapshot(self, snapshot_id: str) -> Path:
        """Return the path of an earlier snapshot."""
        return self.snapshots / f"{self.published.stem}-{snapshot_id}{self.published.suffix}"


@contextmanager
def writing(places: Places, wait_seconds: float) -> Iterator[None]:
    """Hold the warehouse for writing; what goes wrong with its files is told in words.

    Raises:
        WarehouseBusy: another process holds it.
        PublishError: a file or folder cannot be written.
    """
    with _told(places):
        places.staging.parent.mkdir(parents=True, exist_ok=True)
        with locked(places.lock, wait_seconds=wait_seconds):
            _clear(places)
            try:
                yield
            finally:
                _clear(places)


def _clear(places: Places) -> None:
    """Remove what an ingest leaves, be it this one or one that was killed."""
    name = places.staging.name
    for path in (places.staging, *places.staging.parent.glob(f"{name}.*")):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path != places.lock:
            path.unlink(missing_ok=True)


@contextmanager
def _told(places: Places) -> Iterator[None]:
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        number = getattr(error, "errno", None) or _errno_in(str(error))
        if number not in _REMEDIES:
            raise
        where = getattr(error, "filename", None) or places.published.parent
        message = f"{where}: {_REMEDIES[number]}. The published warehouse is as it was: {places.published}"
        raise PublishError(message) from error


def _errno_in(message: str) -> int | None:
    """Return the error number behind a message of DuckDB's, which gives its text only."""
    return next((number for number in _REMEDIES if os.strerror(number).lower() in message.lower()), None)


def put_in_place(places: Places, new: Path, keep: int = KEPT_SNAPSHOTS) -> None:
    """Make a finished file the published one, and keep the one it replaces.

    At every moment the published path is one whole snapshot: the old one up to the rename, then the new one.
    """
    _flush(new)
    if places.published.exists():
        _keep(places)
    _set_aside_stray_log(places)
    new.replace(places.published)
    _flush(places.published.parent)
    _forget(places, keep)


def _keep(places: Places) -> None:
    """Give the published file a second name, under which it survives."""
    places.snapshots.mkdir(exist_ok=True)
    name = places.snapshot(_written_at(places.published))
    if name.exists():
        return
    try:
        name.hardlink_to(places.published)
    except OSError:  # a file system without hard links
        partial = name.with_suffix(".partial")
        shutil.copy2(places.published, partial)
        partial.replace(name)


def _set_aside_stray_log(places: Places) -> None:
    """Move away the log of someone who wrote into the published file: beside another file it is an error."""
    log = places.published.with_name(f"{places.published.name}.wal")
    if log.exists():
        places.snapshots.mkdir(exist_ok=True)
        log.replace(places.snapshots / f"{places.published.stem}-{_written_at(log)}.wal")


def _forget(places: Places, keep: int) -> None:
    """Remove the oldest snapshots; who still reads one keeps it."""
    for path in _earlier(places)[keep:]:
        path.unlink()


def _earlier(places: Places) -> list[Path]:
    """Return the files of earlier snapshots, the newest first."""
    name = re.compile(
        rf"{re.escape(places.published.stem)}-\d{{8}}T\d{{6}}\.\d{{6}}{re.escape(places.published.suffix)}"
    )
    files = places.snapshots.glob("*") if places.snapshots.exists() else ()
    return sorted((path for path in files if name.fullmatch(path.name)), reverse=True)


def _written_at(path: Path) -> str:
    """Return when a file was written last; a rename or a link does not change it."""
    nanoseconds = path.stat().st_mtime_ns
    written = datetime.fromtimestamp(nanoseconds // 1_000_000_000, UTC)
    return f"{written:%Y%m%dT%H%M%S}.{nanoseconds // 1000 % 1_000_000:06d}"


def _flush(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def history(path: Path) -> list[Snapshot]:
    """Return the published snapshot and the earlier ones, the newest first.

    Raises:
        WarehouseMissing: there is none.
    """
    places = Places(path)
    published = [_describe(path, _written_at(path), is_published=True)] if path.exists() else []
    ids = {file.stem.removeprefix(f"{path.stem}-"): file for file in _earlier(places)}
    earlier = [
        _describe(file, snapshot_id, is_published=False)
        for snapshot_id, file in ids.items()
        if snapshot_id not in {snapshot.snapshot_id for snapshot in published}
    ]
    if not published and not earlier:
        raise WarehouseMissing(f"{path}: there is no warehouse yet; make it with: evitable ingest")
    return sorted([*published, *earlier], key=lambda snapshot: snapshot.snapshot_id, reverse=True)


def _describe(path: Path, snapshot_id: str, *, is_published: bool) -> Snapshot:
    size = path.stat().st_size
    try:
        with connect(path) as connection:
            rows = connection.execute(_LAST_RUN).fetchall()
    except (WarehouseError, duckdb.Error):
        rows = []
    return Snapshot(snapshot_id, path, is_published, size, *(rows[0] if rows else ()))


def rollback(path: Path, snapshot_id: str | None = None, *, wait_seconds: float = 0) -> Snapshot:
    """Publish an earlier snapshot again. The one it replaces stays in the history.

    Args:
        path: the warehouse.
        snapshot_id: which; without it, the one before the published one.
        wait_seconds: how long to wait for an ingest.

    Raises:
        WarehouseMissing: there is no such snapshot.
        WarehouseBusy: an ingest holds the warehouse.
        PublishError: the files cannot be written.
    """
    places = Places(path)
    with writing(places, wait_seconds):
        chosen = _choose(path, snapshot_id)
        shutil.copy2(chosen.path, places.staging)
        put_in_place(places, places.staging)
    return next(snapshot for snapshot in history(path) if snapshot.is_published)


def _choose(path: Path, snapshot_id: str | None) -> Snapshot:
    snapshots = history(path)
    published = next((snapshot.snapshot_id for snapshot in snapshots if snapshot.is_published), "9")
    for snapshot in snapshots:
        wanted = snapshot.snapshot_id == snapshot_id if snapshot_id else snapshot.snapshot_id < published
        if wanted and not snapshot.is_published:
            return snapshot
    there_are = ", ".join(snapshot.snapshot_id for snapshot in snapshots if not snapshot.is_published)
    wanted_id = f" {snapshot_id}" if snapshot_id else ""
    raise WarehouseMissing(f"{path}: no earlier snapshot{wanted_id}; there are: {there_are or 'none'}")
