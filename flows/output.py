"""Rows as text: exact for programs (csv, json, markdown), readable for people (table)."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from itertools import zip_longest
from math import ceil
from textwrap import wrap
from typing import Any

# Documents are untrusted: an escape sequence in one must not drive the reader's terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SEPARATOR = "   "
_LONGEST_WORD = 22  # longer words may be broken
_MOST_PANELS = 3  # a table of more is easier to read row by row


class Format(StrEnum):
    """How a command prints its rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


class ValidationFormat(StrEnum):
    """How `validate` prints its checks."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"
    JUNIT = "junit"


@dataclass(frozen=True, slots=True)
class Rows:
    """A query's answer."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def first(self, number: int) -> Rows:
        """Return the first columns of each row."""
        return Rows(self.columns[:number], [row[:number] for row in self.rows])


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
    lines = [[printable(_plain(value)) for value in row] for row in (rows.columns, *rows.rows)]
    columns = [
        _column([line[number] for line in lines], [row[number] for row in rows.rows])
        for number in range(len(rows.columns))
    ]
    panels = _panels(columns, width)
    if not panels:
        return _records(rows.columns, lines[1:], width)
    return "\n\n".join(_panel(panel, width) for panel in panels)


@dataclass(frozen=True, slots=True)
class _Column:
    cells: list[str]  # the first is the heading
    needed: int  # width below which it is hard to read: that of its longest word
    natural: int  # width at which nothing wraps
    numeric: bool


def _column(cells: list[str], values: list[Any]) -> _Column:
    longest = max((len(word) for cell in cells for word in cell.split()), default=1)
    natural = max((len(line) for cell in cells for line in cell.split("\n")), default=1)
    numeric = all(isinstance(value, int | float | Decimal) for value in values)
    return _Column(cells, min(longest, _LONGEST_WORD), max(natural, 1), numeric)


def _panels(columns: list[_Column], width: int) -> list[list[_Column]]:
    """Return groups of columns that fit beside each other, the first column in each; none if they don't."""
    first, others = columns[0], columns[1:]
    for count in range(1, _MOST_PANELS + 1):
        size = max(ceil(len(others) / count), 1)
        panels = [[first, *others[start : start + size]] for start in range(0, max(len(others), 1), size)]
        if all(_needed(panel) <= width for panel in panels):
            return panels
    return []


def _needed(panel: list[_Column]) -> int:
    return sum(column.needed for column in panel) + len(_SEPARATOR) * (len(panel) - 1)


def _panel(panel: list[_Column], width: int) -> str:
    """Return columns side by side, each cell wrapped to the width of its column."""
    widths = _widths(panel, width)
    rule = "─" * (sum(widths) + len(_SEPARATOR) * (len(widths) - 1))
    heading, *lines = (_row(panel, number, widths) for number in range(len(panel[0].cells)))
    return "\n".join([heading, rule, *lines])


def _widths(panel: list[_Column], width: int) -> list[int]:
    """Return a width for each column: what it needs, and of the rest more the more of its cells wrap."""
    widths = [column.needed for column in panel]
    for _ in range(width - _needed(panel)):
        tightness = [column.natural / used for column, used in zip(panel, widths, strict=True)]
        if max(tightness) > 1:
            widths[tightness.index(max(tightness))] += 1
    return widths


def _row(panel: list[_Column], number: int, widths: list[int]) -> str:
    wrapped = [_wrapped(column.cells[number], width) for column, width in zip(panel, widths, strict=True)]
    lines = []
    for pieces in zip_longest(*wrapped, fillvalue=""):
        cells = (
            piece.rjust(width) if column.numeric else piece.ljust(width)
            for column, piece, width in zip(panel, pieces, widths, strict=True)
        )
        lines.append(_SEPARATOR.join(cells).rstrip())
    return "\n".join(lines)


def _wrapped(cell: str, width: int) -> list[str]:
    """Return a cell's lines; only words longer than the width are broken."""
    return [
        piece
        for line in cell.split("\n")
        for piece in wrap(line, width, break_on_hyphens=False, drop_whitespace=True) or [""]
    ]


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
