"""Sources that are not on disk any more: which they are, and which of them leave the warehouse.

A source is gone when the file that it was read from is not there, wherever the present ingest looks. A
whole folder that is missing or empty is more often one that is not mounted than one that was cleared.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from flows.sources import SIDECAR

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import duckdb


class Prune(StrEnum):
    """Which sources that are gone an ingest retires."""

    NOTHING = "nothing"
    FILES = "files"  # those whose folder is there and holds something else
    FOLDERS = "folders"  # those of missing and empty folders too


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where a source was when it was read."""

    source_id: str
    path: Path  # as it was given
    place: Path  # the same, from wherever one looks
    studies: int


@dataclass(frozen=True, slots=True)
class Absence:
    """The sources that are gone, by what becomes of them."""

    retired: tuple[Recorded, ...] = ()
    kept: tuple[Recorded, ...] = ()  # retired when asked
    unseen: tuple[Recorded, ...] = ()  # their whole folder is missing or empty
    is_asked: bool = False

    @property
    def retired_ids(self) -> list[str]:
        """The sources that leave the warehouse."""
        return [source.source_id for source in self.retired]


# A source that could never be read has a place too, as long as no other source bears its name.
_RECORDED = """
    SELECT source_id, source.path, {folder} AS folder, count(study_id)
    FROM source LEFT JOIN study USING (source_id) LEFT JOIN run ON run.run_id = source.run_id
    GROUP BY ALL
    UNION ALL
    SELECT DISTINCT ON (source_id) source_id, payload ->> 'path', {folder}, 0
    FROM rejection JOIN run USING (run_id)
    WHERE table_name = 'source' AND source_id NOT IN (SELECT source_id FROM source)
    ORDER BY source_id
"""
_KNOWS_FOLDER = "SELECT 1 FROM pragma_table_info('run') WHERE name = 'folder'"


def working_folder(warehouse: Path) -> str:
    """Return where relative paths start now, seen from the folder of the warehouse.

    So they can be told from any other place, and where warehouse and sources have moved together.
    """
    return Path(os.path.relpath(Path.cwd(), warehouse.parent.resolve())).as_posix()


def gone(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> list[Recorded]:
    """Return the sources of a published warehouse of which neither the file nor a sidecar is where it was."""
    missing = [source for source in recorded(connection, warehouse) if not may_exist(source.place)]
    return [source for source in missing if not _has_sidecar(source)]


def recorded(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> list[Recorded]:
    """Return the sources that a published warehouse knows, with the places where they were read."""
    start = warehouse.parent.resolve()
    return [
        Recorded(
            source_id, Path(path), Path((start / folder).resolve() if folder else Path.cwd(), path), studies
        )
        for source_id, path, folder, studies in _recorded(connection)
    ]


def _recorded(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str | None, int]]:
    """Return what a warehouse says of its sources: id, path, where that starts, number of studies."""
    known = connection.execute(_KNOWS_FOLDER).fetchall()
    return connection.execute(_RECORDED.format(folder="run.folder" if known else "NULL::VARCHAR")).fetchall()


def may_exist(path: Path) -> bool:
    """Whether a file is there, or may be: what cannot be looked at is not known to be gone."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _has_sidecar(source: Recorded) -> bool:
    return any(may_exist(folder / SIDECAR) for folder in _own_folders(source, source.place))


def _own_folders(source: Recorded, path: Path) -> list[Path]:
    """Return the folders on a path that the source may have to itself: those of its name."""
    return [folder for folder in path.parents if folder.name == source.source_id]


def sort_out(missing: Sequence[Recorded], found: Collection[str], prune: Prune) -> Absence:
    """Return what becomes of the sources that are gone.

    Args:
        missing: the sources that are not where they were.
        found: the ids of those that this ingest found elsewhere: these have only moved.
        prune: which of the others are to be retired.
    """
    left = [source for source in missing if source.source_id not in found]
    shelves = {source: shelf(source, source.place) for source in left}
    bare = {folder for folder in set(shelves.values()) if not _holds_something(folder)}
    unseen = [source for source in left if shelves[source] in bare]
    kept = [source for source in left if shelves[source] not in bare]
    retired = {Prune.NOTHING: [], Prune.FILES: kept, Prune.FOLDERS: left}[prune]
    return Absence(
        tuple(retired),
        tuple(kept) if prune is Prune.NOTHING else (),
        tuple(unseen) if prune is not Prune.FOLDERS else (),
        prune is not Prune.NOTHING,
    )


def shelf(source: Recorded, path: Path) -> Path:
    """Return the folder on a path to the source in which it stood among others."""
    own = _own_folders(source, path)
    return own[0].parent if own else path.parent


def _holds_something(folder: Path) -> bool:
    try:
        return any(not entry.name.startswith(".") for entry in folder.iterdir())
    except OSError:
        return False
