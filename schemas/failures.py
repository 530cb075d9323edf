"""Which checks a row of a frame fails, and why, in words: asked of pandera.

pandera runs no data checks on a LazyFrame, and its `drop_invalid_rows` loses the reasons. So: collected
frames, `lazy=True`, and the rows by the indexes that `failure_cases` names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from schemas.words import ENUMS

if TYPE_CHECKING:
    import polars as pl
    from pandera.polars import DataFrameSchema

    from schemas.columns import Column, Contract

# What a check of pandera's on a column is about.
_KINDS: Final[dict[str | None, str]] = {
    "isin": "known",
    "str_matches": "form",
    "str_length": "filled",
    "greater_than_or_equal_to": "at_least",
    "less_than_or_equal_to": "at_most",
}


class Failure(NamedTuple):
    """One row that failed one check. `row` is None when the frame as a whole failed."""

    row: int | None
    check_name: str
    reason: str


def explain(frame: pl.DataFrame, model: type[Contract]) -> list[Failure]:
    """Return every check that a row of the frame fails, by pandera."""
    from pandera.errors import SchemaErrors  # noqa: PLC0415 (slow, and most frames never come here)

    schema = model.to_schema()
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        return [_failure(case, schema, model) for case in error.failure_cases.iter_rows(named=True)]
    return []


def _failure(case: dict[str, Any], schema: DataFrameSchema, model: type[Contract]) -> Failure:
    """Return one line of pandera's `failure_cases` as a failure in words."""
    check, row, number = str(case["check"]), case["index"], case["check_number"]
    if case["schema_context"] == "Column" and case["column"] in model.columns:
        column = model.columns[case["column"]]
        checks = schema.columns[column.name].checks
        kind = "present_and_typed" if number is None else _KINDS[checks[number].name]
        return Failure(row, f"{column.name}_{kind}", _column_reason(column, kind, case))
    if number is not None:
        rule = model.rules[number]
        return Failure(row, rule.name, f"{rule.description} ({rule.sql})")
    if check == "multiple_fields_uniqueness":
        return Failure(row, "key_unique", f"another row has the same {', '.join(model.key)}")
    return Failure(row, check, f"{check}: {case['failure_case']}")


def _column_reason(column: Column, kind: str, case: dict[str, Any]) -> str:
    """Return in words what is wrong with a value."""
    name, value = column.name, case["failure_case"]
    if kind == "present_and_typed":
        return f"{name} is missing" if case["check"] == "not_nullable" else f"{name}: {case['check']}"
    if kind == "known":
        return f"{name} {value!r} is none of {', '.join(ENUMS[column.enum or ''])}"
    return {
        "form": f"{name} {value!r} does not have the form {column.pattern}",
        "filled": f"{name} is empty",
        "at_least": f"{name} {value} is below {column.at_least}{_range_words(column)}",
        "at_most": f"{name} {value} is above {column.at_most}{_range_words(column)}",
    }[kind]


def _range_words(column: Column) -> str:
    """Return which numbers are valid, where one limit does not say it."""
    is_range = column.at_least is not None and column.at_most is not None
    return f" (valid: {column.at_least} to {column.at_most})" if is_range else ""
