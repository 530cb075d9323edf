"""What there is to read: files, the sidecars beside them, and whether the bytes are those received.

A folder with a `source.toml` is one source, named by the folder. Any other file is a single
abstract, named by its stem.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING

from extractors.readers.formats import format_of_name
from flows.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SIDECAR = "source.toml"
CORRECTIONS = "corrections.toml"
COMPANIONS = frozenset({SIDECAR, CORRECTIONS})
# hashlib's own way sets aside four times as much for each file, which takes longer than to read an abstract.
_BYTES_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What `source.toml` says; None where it says nothing."""

    file: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    media_type: str | None = None
    license: str | None = None
    title: str | None = None
    citation: str | None = None
    doi: str | None = None
    conference: str | None = None
    meeting_year: int | None = None
    journal: str | None = None
    correspondence: list[str] | None = None
    obtained_from: str | None = None
    obtained_on: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read."""

    source_id: str
    path: Path
    sidecar: Sidecar = field(default_factory=Sidecar)
    folder: Path | None = None  # where its sidecar is, if it has one


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a source's files hold, in short: the same fingerprint, the same source."""

    sha256: str
    bytes: int
    sidecar_sha256: str | None = None
    corrections_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A source that could not be read, and why, in words for its curator."""

    path: Path
    message: str
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for sources came back with."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Path, ...]  # files of a folder that are of no format we read


def find_sources(paths: Sequence[Path]) -> Found:
    """Return the sources at and under `paths`, in order of their name.

    Args:
        paths: files, folders with a sidecar, or folders of either.

    Returns:
        The sources; the places that look like a source and are none; the files that were passed over.
    """
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    skipped: list[Path] = []
    for path in dict.fromkeys(file for given in paths for file in _candidates(given)):
        if path.name not in COMPANIONS and _passed_over(path, paths):
            skipped.append(path)
            continue
        try:
            _refuse_lone_corrections(path)
            source = _from_sidecar(path) if path.name == SIDECAR else Source(path.stem, path)
            _refuse_second(source, sources)
        except SourceError as error:
            problems.append(Problem(path, str(error), _name_of(path)))
        else:
            sources[source.source_id] = source
    return Found(tuple(sources[name] for name in sorted(sources)), tuple(problems), tuple(skipped))


def fingerprint(source: Source) -> Fingerprint:
    """Return size and SHA-256 of a source's file, and the SHA-256 of what lies beside it.

    Raises:
        SourceError: the file cannot be opened, or is not the one that its sidecar describes.
    """
    found = Fingerprint(
        _digest(source.path),
        source.path.stat().st_size,
        _companion_digest(source, SIDECAR),
        _companion_digest(source, CORRECTIONS),
    )
    _compare(source, "bytes", source.sidecar.bytes, found.bytes)
    _compare(source, "sha256", source.sidecar.sha256, found.sha256)
    return found


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb", buffering=0) as file:
            while chunk := file.read(_BYTES_AT_ONCE):
                digest.update(chunk)
    except OSError as error:
        message = f"{path}: cannot be opened ({error.strerror}); check the file and its permissions"
        raise SourceError(message) from error
    return digest.hexdigest()


def _companion_digest(source: Source, name: str) -> str | None:
    """Return the digest of a file beside the source, if there is one."""
    path = source.folder / name if source.folder else None
    return _digest(path) if path and path.exists() else None


def _compare(source: Source, what: str, expected: object, actual: object) -> None:
    """Raise unless the file is as the sidecar says."""
    if expected not in (None, actual):
        raise SourceError(
            f"{source.path}: not the file as received: {what} is {actual}, {SIDECAR} says {expected}; "
            f"put the original back, or, if the new file is meant, correct {SIDECAR}"
        )


def _candidates(path: Path) -> Iterator[Path]:
    """Yield the sidecars and the files without one at and under a path."""
    if not path.is_dir():
        yield path
    elif (path / SIDECAR).exists():
        yield path / SIDECAR
    else:
        for entry in sorted(path.iterdir(), key=attrgetter("name")):
            if not entry.name.startswith("."):
                yield from _candidates(entry)


def _passed_over(path: Path, given: Sequence[Path]) -> bool:
    """Whether a file only happens to lie in a folder: one that was named itself is always read."""
    return path not in given and is_passed_over(path)


def is_passed_over(path: Path) -> bool:
    """Whether a file that lies in a folder is, by its name, no document that we read."""
    return path.stem.upper() == "README" or format_of_name(path) is None


def _from_sidecar(path: Path) -> Source:
    """Return the source that a sidecar describes."""
    sidecar = read_sidecar(path)
    folder = path.parent
    return Source(folder.resolve().name, folder / (sidecar.file or _only_file(folder)), sidecar, folder)


def _name_of(path: Path) -> str:
    """Return the id of the source that a file is, or lies beside."""
    return path.parent.resolve().name if path.name in COMPANIONS else path.stem


def _refuse_lone_corrections(path: Path) -> None:
    """Raise if this is a file of corrections: one that lies beside a sidecar is found by that."""
    if path.name == CORRECTIONS:
        raise SourceError(
            f"{path}: corrections are read beside a {SIDECAR} that says which file is the document: "
            "write one, or name the folder if there is one"
        )


def _only_file(folder: Path) -> str:
    """Return the name of the one document in a folder whose sidecar names none."""
    names = [
        entry.name
        for entry in sorted(folder.iterdir())
        if entry.is_file() and entry.name not in COMPANIONS and not entry.name.startswith(".")
    ]
    if len(names) == 1:
        return names[0]
    found = ", ".join(names) or "none"
    raise SourceError(f'{folder / SIDECAR}: say which file is the document: file = "..." (here: {found})')


def read_sidecar(path: Path) -> Sidecar:
    """Return what a `source.toml` says.

    Raises:
        SourceError: it is no TOML, or a key is unknown or of the wrong type.
    """
    try:
        entries = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: cannot be read as TOML: {error}") from error
    types = {entry.name: str(entry.type).removesuffix(" | None") for entry in fields(Sidecar)}
    for key, value in entries.items():
        if key not in types:
            raise SourceError(f"{path}: unknown key {key!r}; known are {', '.join(types)}")
        if type(value).__name__ != types[key].split("[")[0]:
            raise SourceError(f"{path}: {key} = {value!r} is no {types[key]}")
    return Sidecar(**entries)


def _refuse_second(source: Source, sources: dict[str, Source]) -> None:
    """Raise if another file already has this source's name."""
    first = sources.get(source.source_id)
    if first:
        raise SourceError(
            f"{source.path}: the source {source.source_id!r} is already {first.path}; rename one of the two"
        )
