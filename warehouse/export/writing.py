"""What can go wrong with the files themselves, in words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from warehouse.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def writing_to(place: Path) -> Iterator[None]:
    """Turn what DuckDB, XlsxWriter or the system say of a file into a message for the user.

    Raises:
        ExportError: a file there cannot be written.
    """
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 (only exports need it)

    try:
        yield
    except (OSError, duckdb.IOException, FileCreateError) as error:
        reason = str(error).partition("\n")[0]
        message = f"{place}: cannot be written ({reason}); give another place, or free some space"
        raise ExportError(message) from error
