"""The SQL files of the warehouse."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_SQL = Path(__file__).parent / "sql"


@cache
def script(name: str) -> str:
    """Return the text of `sql/<name>.sql`."""
    return (_SQL / f"{name}.sql").read_text("utf-8")


def names(folder: str) -> list[str]:
    """Return the scripts of a folder in order of their name, as `script` takes them."""
    return [f"{folder}/{path.stem}" for path in sorted((_SQL / folder).glob("*.sql"))]
