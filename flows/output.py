"""Rows as text: exact for programs (csv, json, markdown), readable for people (table)."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from math import ceil
from textwrap import wrap
from typing import Any

# Documents are untrusted: an escape sequence in one must not drive the reader's terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SEPARATOR_WIDTH = 3
_LONGEST_WORD = 15  # longer words may be broken
_MOST_PANELS = 3  # a table of more is easier to read row by row


class Format(StrEnum):
    """How a command prints its rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


@dataclass(frozen=True, slots=True)
class Rows:
    """A query's answer."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def render(rows: Rows, form: Format, width: int = 80) -> str:
    """Return rows as text, without a final line break.

    Args:
        rows: what to print.
        form: how.
        width: columns of the terminal; only `table` minds it.
    """
    if form is Format.CSV:
        return _csv(rows)
    if form is Format.JSON:
        return _json(rows)
    if form is Format.MARKDOWN:
        return _markdown(rows)
    return _table(rows, width)


def _csv(rows: Rows) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows([_plain(value) for value in row] for row in rows.rows)
    return text.getvalue().rstrip("\n")


def _json(rows: Rows) -> str:
    names = _unique(rows.columns)
    records = [dict(zip(names, row, strict=True)) for row in rows.rows]
    return json.dumps(records, ensure_ascii=False, indent=2, default=_json_value)


def _json_value(value: object) -> float | str:
    return float(value) if isinstance(value, Decimal) else str(value)


def _markdown(rows: Rows) -> str:
    lines = [rows.columns, tuple("---" for _ in rows.columns), *rows.rows]
    return "\n".join("| " + " | ".join(_markdown_cell(value) for value in line) + " |" for line in lines)


def _markdown_cell(value: object) -> str:
    return _plain(value).replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")


def _unique(names: tuple[str, ...]) -> list[str]:
    """Return names that differ from each other: an object holds a name once."""
    unique: list[str] = []
    for name in names:
        copies = sum(other == name for other in names[: len(unique)])
        unique.append(f"{name}_{copies + 1}" if copies else name)
    return unique


def _plain(value: object) -> str:
    """Return a value exactly; NULL is empty."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def printable(text: str) -> str:
    """Return text that cannot drive a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _table(rows: Rows, width: int) -> str:
    """Return rows in columns; side by side in panels, or one below the other, where they don't fit."""
    if not rows.rows:
        return f"no rows ({', '.join(rows.columns)})"
    lines = [[printable(_plain(value)) for value in row] for row in rows.rows]
    needed = [_needed(cells) for cells in zip(rows.columns, *lines, strict=True)]
    panels = _panels(needed, width)
    if not panels:
        return _records(rows.columns, lines, width)
    return "\n\n".join(_panel(rows, lines, panel, width) for panel in panels)


def _needed(cells: tuple[str, ...]) -> int:
    """Return the width below which a column becomes hard to read: that of its longest word."""
    longest = max((len(word) for cell in cells for word in cell.split()), default=1)
    return min(longest, _LONGEST_WORD)


def _panels(needed: list[int], width: int) -> list[list[int]]:
    """Return groups of columns that fit beside each other, the first column in each; none if they don't."""
    others = list(range(1, len(needed)))
    for count in range(1, _MOST_PANELS + 1):
        size = max(ceil(len(others) / count), 1)
        panels = [[0, *others[start : start + size]] for start in range(0, max(len(others), 1), size)]
        if all(_width(needed, panel) <= width for panel in panels):
            return panels
    return []


def _width(needed: list[int], panel: list[int]) -> int:
    return sum(needed[column] for column in panel) + _SEPARATOR_WIDTH * (len(panel) - 1)


def _panel(rows: Rows, lines: list[list[str]], columns: list[int], width: int) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _SEPARATOR_WIDTH - 2, 0, 0))
    for column in columns:
        numeric = all(isinstance(row[column], int | float | Decimal) for row in rows.rows)
        table.add_column(
            Text(printable(rows.columns[column])), justify="right" if numeric else "left", overflow="fold"
        )
    for line in lines:
        table.add_row(*(Text(line[column]) for column in columns))
    console = Console(file=StringIO(), width=width)
    console.print(table)
    printed: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in printed.rstrip("\n").split("\n"))


def _records(columns: tuple[str, ...], lines: list[list[str]], width: int) -> str:
    """Return each row as a list of its filled columns."""
    label_width = max(map(len, columns))
    indent = " " * (label_width + 2)
    records = []
    for number, line in enumerate(lines, start=1):
        printed = [f"-- {number} of {len(lines)} --"]
        for column, cell in zip(columns, line, strict=True):
            pieces = wrap(cell, max(width - len(indent), 20)) if cell else []
            if pieces:
                printed.append(f"{column:<{len(indent)}}" + f"\n{indent}".join(pieces))
        records.append("\n".join(printed))
    return "\n\n".join(records)
