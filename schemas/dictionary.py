"""The data dictionary, from the models: `schemas/DICTIONARY.md` is its printed copy."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from schemas.conditions import checks_of, metadata_of
from schemas.ddl import column_type
from schemas.tables import TABLES, column_names
from schemas.words import ENUMS

if TYPE_CHECKING:
    from pandera.polars import Column

    from schemas.columns import Contract

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
    schema = model.to_schema()
    key = ", ".join(f"`{column}`" for column in schema.unique or [])
    rules = [f"- {rule.description}: `{rule.title}`" for rule in schema.checks]
    lines = [f"## {name}", "", _description(model), ""]
    lines += [f"Key: {key}.", ""] if key else []
    lines += ["| column | type | unit | description | allowed |", "|---|---|---|---|---|"]
    lines += [_row(schema.columns[column]) for column in column_names(model)]
    lines += ["", "Rules across columns:", "", *rules] if rules else []
    return "\n".join([*lines, ""])


def _description(model: type[Contract]) -> str:
    first, _, rest = (model.__doc__ or "").partition("\n")
    return f"{first}\n{dedent(rest)}".strip()


def _row(column: Column) -> str:
    null = " NULL" if column.nullable else ""
    cells = [
        f"`{column.name}`",
        f"{column_type(column)}{null}",
        metadata_of(column)["unit"] or "",
        str(column.description),
        _allowed(column),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _allowed(column: Column) -> str:
    """Return what a column allows, in words."""
    metadata = metadata_of(column)
    if metadata["enum"]:
        return f"list `{metadata['enum']}`"
    forms = {
        "greater_than_or_equal_to": "at least {}",
        "less_than_or_equal_to": "at most {}",
        "str_matches": "form `{}`",
        "str_length": "not empty",
    }
    allowed = [forms[check].format(limit) for check, limit in checks_of(column).items()]
    if metadata["references"]:
        allowed.append(f"in `{metadata['references']}`")
    return ", ".join(allowed)


def _lists() -> str:
    lists = [f"- `{name}`: " + ", ".join(f"`{word}`" for word in words) for name, words in ENUMS.items()]
    return "\n".join(["## Lists", "", *lists, ""])
