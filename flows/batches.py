"""Sources -> frames, a batch at a time: what a worker does, on its own and without a database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

import extractors
from extractors.errors import ReadError
from extractors.extract import extract
from extractors.readers import read
from flows.errors import SourceError
from flows.frames import to_frames
from flows.rows import Rows, extraction_rows, gather, source_row
from flows.sources import Problem, Source, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    import polars as pl


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which run reads, and when."""

    run_id: str
    started_at: datetime  # UTC, without a zone


@dataclass(frozen=True, slots=True)
class Batch:
    """What some sources gave: unchecked frames by table, and what could not be read."""

    frames: dict[str, pl.DataFrame]
    problems: tuple[Problem, ...]


@cache
def extractor_version() -> str:
    """Return the version of the rules that read: the package's, and a digest of its code and vocabulary."""
    room = Path(next(iter(extractors.__path__)))
    digest = sha256()
    for path in sorted(room.rglob("*")):
        if path.suffix in {".py", ".toml"}:
            digest.update(path.relative_to(room).as_posix().encode() + path.read_bytes())
    return f"{version('evitable')}+{digest.hexdigest()[:12]}"


def read_batch(sources: Iterable[Source], stamp: Stamp) -> Batch:
    """Read and extract sources; one that cannot be read is a problem and leaves the others alone."""
    parts: list[Rows] = []
    problems: list[Problem] = []
    for source in sources:
        try:
            parts.append(read_source(source))
        except (ReadError, SourceError) as error:
            problems.append(Problem(source.path, str(error), source.source_id))
        except Exception as bug:  # noqa: BLE001 (one document must not stop ten thousand others)
            problems.append(Problem(source.path, _bug_report(source, bug), source.source_id))
    return Batch(to_frames(gather(parts), stamp.run_id, stamp.started_at), tuple(problems))


def _bug_report(source: Source, bug: Exception) -> str:
    """Return what went wrong inside evitable, and where, in one line."""
    place = extract_tb(bug.__traceback__)[-1]
    return (
        f"{source.path}: evitable itself failed on it ({type(bug).__name__}: {bug}; "
        f"{Path(place.filename).name}, line {place.lineno}); please report this with the file"
    )


def read_source(source: Source) -> Rows:
    """Return the rows of one source.

    Raises:
        SourceError: the file is not the one that its sidecar describes.
        ReadError: the file is damaged or of no format we read.
    """
    checked = fingerprint(source)
    document = read(source.path, source.source_id, source.sidecar.media_type)
    extraction = extract(document)
    rows = extraction_rows(source.source_id, document, extraction)
    row = source_row(source, document, checked, extractor_version())
    row["numbers_explained"] = extraction.numbers_explained
    row["rows_extracted"] = sum(map(len, rows.values()))
    return {"source": [row], **rows}


def batched(sources: Sequence[Source], size: int) -> list[tuple[Source, ...]]:
    """Return sources in batches of at most `size`."""
    return [tuple(sources[start : start + size]) for start in range(0, len(sources), size)]
