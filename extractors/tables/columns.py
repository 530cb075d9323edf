"""What the columns and rows of a table are: studies, arms, fields, or ways of giving a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.headers import StudyName, read_study
from extractors.labels import Meaning, read_label, split_modifiers
from extractors.phrases import lexicon
from extractors.values import read_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.records import GlossaryEntry
    from extractors.tables.grids import Grid

_ARM_SIZE = re.compile(
    r"[\s,;]*[(\[]?\s*\b[nN]\s*=\s*(?P<n>\d{1,3}(?:,\d{3})+|\d+)\s*(?:patients|pts)?\s*[)\]]?"
)
_PERCENT_OF = re.compile(
    r"(?:percentage|percent|proportion|%) of (?:the )?(?:patients|pts|subjects|cases)", re.IGNORECASE
)
# A column or row of these is the whole study, not an arm of it.
_COUNTED_TAIL = re.compile(r"[\s,;:–-]+(?:n|no\.?|number)\s*[(\[]\s*%\s*[)\]]$", re.IGNORECASE)
_OR_TAIL = re.compile(r"\s*\bor$", re.IGNORECASE)
_WHOLE = frozenset(
    (
        "total", "all", "all patients", "overall", "overall population", "entire cohort", "whole cohort",
        "total cohort", "all subjects", "total population", "all participants", "itt population",
        "intention-to-treat population", "value", "values", "patients", "result", "results", "number", "",
        "time", "estimate", "or", "group", "groups", "arm", "arms", "treatment arm", "treatment arms",
        "treatment group", "treatment groups", "study group", "study groups", "treatment",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Axis:
    """A column, or a row where the fields are columns: whose values it holds."""

    label: str  # as printed, the parts of a header of several levels joined
    study: StudyName | None = None
    arms: tuple[str, ...] = ()  # arm and the populations it is of, from the outermost to the innermost label
    n: tuple[int, int, int] | None = None  # patients told in the label: number, and its place in the label
    meaning: Meaning | None = None  # field, or modifiers of the fields across

    @property
    def arm(self) -> str:
        """Arm with its population after it: "Axitinib; Japanese patients"."""
        return "; ".join(reversed(self.arms))


def compared_arms(axes: Sequence[Axis]) -> str:
    """Return what a value of several columns is of: "A vs B", a population they share after it."""
    arms = [axis.arms for axis in axes if axis.arms]
    if len({arm[:-1] for arm in arms}) > 1:
        return " vs ".join(dict.fromkeys("; ".join(reversed(arm)) for arm in arms))
    versus = " vs ".join(dict.fromkeys(arm[-1] for arm in arms))
    return "; ".join((versus, *reversed(arms[0][:-1]))) if arms else ""


def read_axis(parts: Sequence[str], glossary: tuple[GlossaryEntry, ...], *, fields: bool) -> Axis:
    """Return what a header (or row label) stands for.

    Args:
        parts: its folded labels, from the outermost to the innermost.
        glossary: what the document's abbreviations stand for.
        fields: whether fields are expected here, rather than studies or arms.
    """
    label = " / ".join(parts)
    study: StudyName | None = None
    meaning: Meaning | None = None
    arms: list[str] = []
    n: tuple[int, int, int] | None = None
    for part in parts:
        named = None if fields else read_study(part)
        told = _meaning(part, glossary, fields=fields)
        size = _ARM_SIZE.search(part)
        if named:
            study = study or named
        elif told:
            meaning = told.under(meaning) if meaning else told
        else:
            if size:
                start = label.index(part) + size.start("n")
                n = (int(size["n"].replace(",", "")), start, start + len(size["n"]))
            arm, given = _arm_and_modifiers(part)
            if given:
                meaning = given.under(meaning) if meaning else given
            if arm.lower() not in _WHOLE:
                arms.append(arm)
    return Axis(label, study, tuple(dict.fromkeys(arms)), n, meaning)


def _arm_and_modifiers(part: str) -> tuple[str, Meaning | None]:
    """Return the arm that a header names, and how its values are given if it says that too.

    "Median time in months" names no arm, "Arm A, n (%)" one; a ratio or a P value compares the arms.
    """
    bare = _ARM_SIZE.sub("", part).strip(" ,;:")
    tail = _COUNTED_TAIL.search(bare)
    core, given = split_modifiers(bare[: tail.start()] if tail else bare)
    if tail:
        told = given.statistic in ("median", "mean")
        arm = _OR_TAIL.sub("", core) if told else bare[: tail.start()]
        return arm, Meaning("modifier", counted="count_percent")
    if unit := read_unit(core):
        core, given = "", replace(given, unit=unit)
    if given.counted and given.statistic in ("median", "mean"):
        given = replace(given, statistic=None)  # "Mean (SD) or %": which of them, the row tells
        return core, given
    if given.kind == "p_value" or given.statistic in ("hazard_ratio", "odds_ratio"):
        return "", given
    is_told = given.statistic in ("median", "mean") and "(" not in core
    return (core, given) if is_told else (bare, None)


def _meaning(part: str, glossary: tuple[GlossaryEntry, ...], *, fields: bool) -> Meaning | None:
    meaning = read_label(part, glossary)
    if meaning is None and _PERCENT_OF.match(part):
        return Meaning("modifier", counted="percent")
    if meaning is None or fields:
        return meaning
    if meaning.kind == "count":
        counted = lexicon("label_words").exact(part)
        return Meaning("modifier", counted="count") if counted and counted.category == "count" else None
    # Over the columns of arms stands what their values are of ("OS rate (%)"), never a field of a study.
    return meaning if meaning.kind in ("modifier", "p_value", "outcome", "outcomes") else None


_SHARE_OF_FIELDS = 0.5  # of the rows: then they are what the table is of, whatever its columns say


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is to be read."""

    fields_in_columns: bool
    has_studies: bool


def find_layout(grid: Grid, glossary: tuple[GlossaryEntry, ...]) -> Layout:
    """Return whether a table's fields are its rows or its columns."""
    columns = range(grid.label_columns, grid.columns)
    rows = [row for row in grid.rows if grid.label(row)]
    studies_across = sum(any(read_study(part) for part in grid.header(column)) for column in columns)
    studies_down = sum(read_study(grid.label(row)) is not None for row in rows)
    if studies_across and studies_across >= studies_down:
        return Layout(fields_in_columns=False, has_studies=True)
    fields_across = sum(_is_field(grid.header(column), glossary) for column in columns)
    if studies_down and fields_across:
        return Layout(fields_in_columns=True, has_studies=True)
    fields_down = sum(_is_field((grid.label(row),), glossary) for row in rows)
    share_across = fields_across / max(1, len(columns))
    share_down = fields_down / max(1, len(rows))
    head = read_label(" ".join(grid.header(0)), glossary) if grid.header(0) else None
    named = head is not None and head.kind in ("study", "regimen")
    of_fields = share_down < _SHARE_OF_FIELDS and share_down < share_across
    transposed = fields_across > 0 and of_fields and (named or share_across >= 0.5)  # noqa: PLR2004
    return Layout(fields_in_columns=transposed, has_studies=named and transposed)


def _is_field(parts: Sequence[str], glossary: tuple[GlossaryEntry, ...]) -> bool:
    meanings = [read_label(part, glossary) for part in parts]
    return any(
        meaning is not None and meaning.kind not in ("modifier", "p_value", "text") for meaning in meanings
    )


def cell_meaning(row: Meaning | None, column: Meaning | None) -> Meaning | None:
    """Return what a cell holds, by what its row and its column say.

    A column that names an outcome over rows that only say how ("Grade 3", "n (%)") gives the outcome.
    """
    if row is None:
        return None
    if column is None:
        return row
    if column.kind == "p_value":
        return None  # no P value, and no value of the row either
    # "Grade 3 or 4 AEs" over rows of events says of which grade they are.
    if column.kind == "modifier" or (column.kind == "outcomes" and column.endpoint == row.endpoint):
        return _closer(row, column)
    return row.under(column) if row.kind == "modifier" else row


def _closer(row: Meaning, column: Meaning) -> Meaning:
    """The row's meaning with what its column says of it; the column is the closer label of the two."""
    over = {
        name: getattr(column, name)
        for name in ("unit", "interval", "counted", "statistic", "grade_min", "timepoint_months")
        if getattr(column, name) is not None
    }
    if row.statistic in ("median", "mean", "hazard_ratio", "odds_ratio"):
        over.pop("counted", None)  # "Median (95% CI)" in a column of n (%) is no percentage
    return replace(row, **over)
