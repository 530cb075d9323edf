"""The data dictionary, from the models: `schemas/DICTIONARY.md` is its printed copy."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from schemas.ddl import column_type
from schemas.tables import TABLES, column_names
from schemas.words import ENUMS

if TYPE_CHECKING:
    from schemas.columns import Column, Contract

_INTRODUCTION = """\
# Data dictionary

Generated from `schemas/` by `evitable docs`; do not edit. Percentages are 0–100, times are months
(days / 30.44, weeks / 4.345, years × 12). What is missing is NULL, and `status` says why. A column that may
be NULL is marked `NULL`. Each description is also a comment in the warehouse file: `FROM duckdb_columns()`.
"""


def render() -> str:
    """Return the data dictionary as Markdown."""
    tables = [_table(name, model) for name, model in TABLES.items()]
    return "\n".join([_INTRODUCTION, _contents(), *tables, _lists()])


def _contents() -> str:
    return "\n".join(f"- [{name}](#{name})" for name in TABLES) + "\n"


def _table(name: str, model: type[Contract]) -> str:
    key = ", ".join(f"`{column}`" for column in model.key)
    rules = [f"- {rule.description}: `{rule.sql}`" for rule in model.rules]
    lines = [f"## {name}", "", _description(model), ""]
    lines += [f"Key: {key}.", ""] if key else []
    lines += ["| column | type | unit | description | allowed |", "|---|---|---|---|---|"]
    lines += [_row(model.columns[column]) for column in column_names(model)]
    lines += ["", "Rules across columns:", "", *rules] if rules else []
    return "\n".join([*lines, ""])


def _description(model: type[Contract]) -> str:
    first, _, rest = (model.__doc__ or "").partition("\n")
    return f"{first}\n{dedent(rest)}".strip()


def _row(column: Column) -> str:
    null = " NULL" if column.is_optional else ""
    cells = [
        f"`{column.name}`",
        f"{column_type(column)}{null}",
        column.unit or "",
        column.description,
        _allowed(column),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _allowed(column: Column) -> str:
    """Return what a column allows, in words."""
    if column.enum:
        return f"list `{column.enum}`"
    forms = {
        "at least {}": column.at_least,
        "at most {}": column.at_most,
        "form `{}`": column.pattern,
        "not empty": column.filled or None,
        "in `{}`": column.references,
    }
    allowed = [form.format(limit) for form, limit in forms.items() if limit is not None]
    return ", ".join(allowed)


def _lists() -> str:
    lists = [f"- `{name}`: " + ", ".join(f"`{word}`" for word in words) for name, words in ENUMS.items()]
    return "\n".join(["## Lists", "", *lists, ""])
