"""The tables of the warehouse, parents before children."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from schemas.quality import AuditResult, Change, Finding, Rejection, UnexplainedNumber
from schemas.sources import Glossary, Run, Source
from schemas.studies import Study, StudyDrug, StudyPriorDrug, Trial
from schemas.values import Measurement, Observation, PrintedCell

if TYPE_CHECKING:
    from schemas.columns import Contract

_POLARS_TYPES: Final[dict[str, pl.DataType]] = {
    "str": pl.String(),
    "int": pl.Int64(),
    "float": pl.Float64(),
    "datetime": pl.Datetime("us"),
    "list[str]": pl.List(pl.String),
    "list[float]": pl.List(pl.Float64),
}

MODELS: Final[tuple[type[Contract], ...]] = (
    Run,
    Source,
    Study,
    StudyDrug,
    StudyPriorDrug,
    Observation,
    Measurement,
    PrintedCell,
    Finding,
    AuditResult,
    Rejection,
    UnexplainedNumber,
    Change,
    Trial,
    Glossary,
)


def table_name(model: type[Contract]) -> str:
    """Return the name of a model's table."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()


TABLES: Final[dict[str, type[Contract]]] = {table_name(model): model for model in MODELS}


def column_names(model: type[Contract]) -> list[str]:
    """Return the columns of a table in its order: the key first, then as declared."""
    return [*model.key, *(name for name in model.columns if name not in model.key)]


def polars_schema(model: type[Contract]) -> dict[str, pl.DataType]:
    """Return the column names and polars types of a table, in its order."""
    return {name: _POLARS_TYPES[model.columns[name].type] for name in column_names(model)}
