"""How a column and a rule across columns are declared: once, as plain data.

pandera's schema (`schemas.pandera_schema`), the tables of DuckDB (`schemas.ddl`) and the data dictionary are
made from it. So who only needs names and types does not wait for pandera, whose import takes as long as
polars'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypedDict, Unpack

if TYPE_CHECKING:
    import polars as pl
    from pandera.polars import DataFrameSchema


class Declared(TypedDict, total=False):
    """What a column can declare beside its type and description."""

    unit: str  # unit of its numbers
    enum: str  # name of the closed list (`schemas.words.ENUMS`) its words are from
    references: str  # table whose primary key it holds
    at_least: float  # smallest value allowed
    at_most: float  # largest value allowed
    pattern: str  # regular expression, anchored at both ends, that its text matches
    filled: bool  # whether an empty text is refused


class Column(NamedTuple):
    """A column as declared: see `Declared`."""

    description: str
    is_optional: bool  # whether it may be NULL
    unit: str | None = None
    enum: str | None = None
    references: str | None = None
    at_least: float | None = None
    at_most: float | None = None
    pattern: str | None = None
    filled: bool = False
    name: str = ""
    type: str = ""  # of a value, as Python writes it


class Rule(NamedTuple):
    """A rule across columns, in SQL that polars and DuckDB both understand."""

    name: str
    sql: str
    description: str


class Contract:
    """A table of the data contract: its docstring describes it, its annotations are its columns."""

    key: ClassVar[tuple[str, ...]] = ()  # primary key
    columns: ClassVar[dict[str, Column]] = {}  # as declared, those of the parent first
    rules: ClassVar[tuple[Rule, ...]] = ()  # those of the parent last

    def __init_subclass__(cls) -> None:
        """Gather what the class body declares."""
        declared = vars(cls).items()
        own = {
            name: value._replace(name=name, type=cls.__annotations__[name])
            for name, value in declared
            if isinstance(value, Column)
        }
        cls.columns = cls.columns | own
        cls.rules = (*(value for _, value in declared if isinstance(value, Rule)), *cls.rules)

    @classmethod
    def to_schema(cls) -> DataFrameSchema:
        """Return the table as a pandera schema."""
        from schemas.pandera_schema import pandera_schema  # noqa: PLC0415 (slow)

        return pandera_schema(cls)

    @classmethod
    def validate(cls, frame: pl.DataFrame, *, lazy: bool = False) -> pl.DataFrame:
        """Return the frame if pandera finds that it keeps the contract.

        Args:
            frame: collected rows.
            lazy: whether to look for all failures before raising.

        Raises:
            SchemaError: a row breaks the contract; SchemaErrors, with all of them, if `lazy`.
        """
        checked: pl.DataFrame = cls.to_schema().validate(frame, lazy=lazy)
        return checked


def column(description: str, **declared: Unpack[Declared]) -> Any:  # noqa: ANN401 (as annotated)
    """Declare a column that every row fills.

    Args:
        description: what it holds; shown in DuckDB and in the data dictionary.
        declared: unit, list, limits, as `Declared` names them.
    """
    return Column(description, is_optional=False, **declared)


def optional(description: str, **declared: Unpack[Declared]) -> Any:  # noqa: ANN401
    """Declare a column that may be NULL; the arguments are those of `column`."""
    return Column(description, is_optional=True, **declared)


def holds(name: str, sql: str, description: str) -> Rule:
    """Declare a rule across columns, once for both walls: polars and DuckDB evaluate the same SQL.

    As in SQL, a row for which the condition is NULL passes.

    Args:
        name: of the check; in DuckDB that of the constraint.
        sql: condition that holds for a good row, in the SQL that both understand.
        description: the rule in words.
    """
    return Rule(name, sql, description)
