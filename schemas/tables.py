"""The tables of the warehouse, parents before children."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from schemas.quality import AuditResult, Change, Finding, Rejection, UnexplainedNumber
from schemas.sources import Glossary, Run, Source
from schemas.studies import Study, StudyDrug, StudyPriorDrug, Trial
from schemas.values import Measurement, Observation, PrintedCell

if TYPE_CHECKING:
    import polars as pl

    from schemas.columns import Contract

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


@cache
def column_names(model: type[Contract]) -> list[str]:
    """Return the columns of a table in its order: the key first, then as declared."""
    schema = model.to_schema()
    key = schema.unique or []
    return [*key, *(name for name in schema.columns if name not in key)]


@cache
def polars_schema(model: type[Contract]) -> dict[str, pl.DataType]:
    """Return the column names and polars types of a table, in its order."""
    columns = model.to_schema().columns
    return {name: columns[name].dtype.type for name in column_names(model)}
