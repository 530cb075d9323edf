"""The domain as data: what the TOML files beside this module say, loaded once.

Each file is a list of `[[entry]]` tables. A new endpoint, drug or adverse event is an entry there
and no change of code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import rtoml


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of the field: its code, what it is called, and in which units it is given."""

    code: str
    label: str
    category: str
    aliases: tuple[str, ...]
    unit: str | None = None
    statistics: tuple[str, ...] = ()
    case_sensitive: tuple[str, ...] = ()  # aliases that mean this only as written ("CR", "OS", "NR")
    drugs: tuple[str, ...] = ()  # codes in `drugs` of what a regimen consists of


def _entry(item: dict[str, Any]) -> Entry:
    """Return one `[[entry]]`; its lists become tuples."""
    columns: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in item.items()
    }
    return Entry(**columns)


@cache
def load(name: str) -> tuple[Entry, ...]:
    """Return the entries of `<name>.toml`.

    Raises:
        FileNotFoundError: there is no such vocabulary.
        ValueError: two entries of the file share a code, or one alias stands for two codes.
    """
    raw = rtoml.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))["entry"]
    entries = tuple(_entry(item) for item in raw)
    seen: dict[str, str] = {}
    for entry in entries:
        for alias in (*entry.aliases, *entry.case_sensitive):
            if seen.setdefault(alias, entry.code) != entry.code:
                message = f"{name}.toml: alias {alias!r} stands for both {seen[alias]} and {entry.code}"
                raise ValueError(message)
    return entries
