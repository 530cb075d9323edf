"""Source -> rows: what a worker does, without a database."""

from __future__ import annotations

from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from extractors.errors import ReadError
from extractors.extract import extract
from extractors.readers import read
from flows.corrections import correct
from flows.errors import SourceError
from flows.readings import Reading, unreadable
from flows.rows import Rows, extraction_rows, source_row
from flows.sources import Source, fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable


def read_or_refuse(source: Source, alive: Callable[[], None] = lambda: None) -> Reading:
    """Read and extract a source; what goes wrong with one leaves the others alone.

    Args:
        source: what to read.
        alive: called now and then while a long document is read.
    """
    try:
        return Reading(source, read_source(source, alive))
    except (ReadError, SourceError) as error:
        return unreadable(source, str(error))
    except MemoryError:
        return unreadable(source, f"{source.path}: reading it takes too much memory; split it")
    except Exception as bug:  # noqa: BLE001 (one document must not stop ten thousand others)
        return unreadable(source, _bug_report(source, bug))


def _bug_report(source: Source, bug: Exception) -> str:
    """Return what went wrong inside evitable, and where, in one line."""
    place = extract_tb(bug.__traceback__)[-1]
    return (
        f"{source.path}: evitable itself failed on it ({type(bug).__name__}: {bug}; "
        f"{Path(place.filename).name}, line {place.lineno}); please report this with the file"
    )


def read_source(source: Source, alive: Callable[[], None] = lambda: None) -> Rows:
    """Return the rows of one source.

    Raises:
        SourceError: the file is not the one that its sidecar describes, or a correction does not fit it.
        ReadError: the file is damaged or of no format we read.
    """
    checked = fingerprint(source)
    document = read(source.path, source.source_id, source.sidecar.media_type, alive)
    extraction = extract(document, alive)
    found = extraction_rows(source.source_id, document, extraction)
    rows = correct(source, document, found)
    row = source_row(source, document, checked)
    stated = len(found["unexplained_number"]) - len(rows["unexplained_number"])
    row["numbers_explained"] = extraction.numbers_explained + stated
    row["rows_extracted"] = sum(map(len, rows.values()))
    return {"source": [row], **rows}
