"""Where a value comes from: its source, its page, its sentence with the value marked."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from extractors.text import fold
from flows.errors import UserError
from flows.output import Rows, printable
from flows.reading import query
from warehouse.connection import connect

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

_CONTEXT = 400  # characters before and after a value that tell it from its equals in the same sentence
_LOOSE = re.compile(r"[\s\u00ad\u2010-]+")  # what folding may change


@dataclass(frozen=True, slots=True)
class Trace:
    """One observation and the place that carries it."""

    study_id: str
    label: str
    endpoint: str
    term: str | None
    statistic: str
    arm: str
    field: str  # all that in words
    reads: str  # the typed value in words
    path: str
    page: int | None
    line: int  # of the source's text
    place: str  # table and row, or the words "text"
    char_start: int
    char_end: int
    before: str
    value: str  # as printed; before + value + after is the quote
    after: str
    rule: str
    observation_id: str
    note: str | None = None  # what a correction says of it


def trace(path: Path, study: str, endpoint: str | None = None) -> list[Trace]:
    """Return the observations of a study, in the order in which its source prints them.

    Args:
        path: the warehouse.
        study: a study's id, label, first author or source.
        endpoint: an endpoint's code, a term or a category; all of them if None.

    Raises:
        UserError: there is no such study or nothing of that endpoint, or the words fit several.
    """
    with connect(path) as connection:
        study_id = _find_study(connection, study)
        rows = query(connection, _OBSERVATIONS, [study_id])
    records = [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    wanted = [record for record in records if endpoint is None or _is_of(record, endpoint)]
    if not wanted:
        found = ", ".join(sorted({record["endpoint"] for record in records}))
        raise UserError(f"{study_id} has no observation of {endpoint!r}; it has: {found or 'none at all'}")
    return [_trace(record) for record in wanted]


def as_rows(traces: list[Trace]) -> Rows:
    """Return traces for the formats that programs read."""
    return Rows(tuple(field.name for field in fields(Trace)), [astuple(entry) for entry in traces])


def as_text(traces: list[Trace], start: str = "»", end: str = "«") -> str:
    """Return traces for a person; `start` and `end` stand around each value."""
    first = traces[0]
    lines = [printable(f"{first.label or first.study_id}  ({first.study_id}, {first.path})")]
    for entry in traces:
        page = f"page {entry.page}, " if entry.page else ""
        lines += [
            "",
            printable(f"{entry.field}: {entry.reads}"),
            printable(f"  {entry.place}, {page}line {entry.line}, by {entry.rule}"),
            f"  {printable(entry.before)}{start}{printable(entry.value)}{end}{printable(entry.after)}",
            *([f"  {printable(entry.note)}"] if entry.note else []),
        ]
    return "\n".join(lines)


def mark(quote: str, text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return a quote in three parts, the middle one being `text[start:end]`.

    The same number may stand in a sentence twice: the surroundings in the text tell which is meant.
    """
    value = fold(text[start:end])
    before, after = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
    places = [match.start() for match in re.finditer(re.escape(value), quote)] if value else []
    if not places:
        return quote, "", ""
    best = max(places, key=lambda at: _likeness(quote, at, at + len(value), before, after))
    return quote[:best], quote[best : best + len(value)], quote[best + len(value) :]


def _likeness(quote: str, start: int, end: int, before: str, after: str) -> int:
    """Return how many characters on both sides of a place in a quote are those of the text."""
    left = _common(_LOOSE.sub("", quote[:start])[::-1], _LOOSE.sub("", before)[::-1])
    return left + _common(_LOOSE.sub("", quote[end:]), _LOOSE.sub("", after))


def _common(one: str, other: str) -> int:
    """Return the length of the longest common beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _trace(record: dict[str, Any]) -> Trace:
    start, end = record["char_start"], record["char_end"]
    before, value, after = mark(record["quote"], record["text"], start, end)
    place = ", ".join(filter(None, (record["table_label"], record["row_label"]))) or "text"
    return Trace(
        **{name: record[name] for name in _COPIED},
        line=record["text"].count("\n", 0, start) + 1,
        place=place,
        before=before,
        value=value,
        after=after,
    )


_COPIED = (
    "study_id",
    "label",
    "endpoint",
    "term",
    "statistic",
    "arm",
    "field",
    "reads",
    "path",
    "page",
    "char_start",
    "char_end",
    "rule",
    "observation_id",
    "note",
)

_OBSERVATIONS = """
    SELECT observation.*, study.label, source.path, source.text,
        field_in_words(endpoint, term, statistic, timepoint_months, arm, grade_min) AS field,
        value_in_words(
            status, value, decimals, low, high, unit, comparator, n, n_total, text_value
        ) AS reads,
        CASE
            WHEN origin = 'correction' THEN note.message
            WHEN note.message IS NOT NULL THEN 'does not count: corrected'
        END AS note
    FROM observation JOIN study USING (study_id) JOIN source ON source.source_id = observation.source_id
    LEFT JOIN (
        SELECT unnest(observation_ids) AS observation_id, message FROM finding WHERE rule = 'corrected'
    ) AS note USING (observation_id)
    WHERE study_id = $1
    ORDER BY char_start, position, corrects IS NOT NULL, observation_id
"""

_STUDIES = """
    SELECT study_id, label,
        CASE WHEN lower(study_id) = $1 OR lower(label) = $1 THEN 1
             WHEN lower(source_id) = $1 OR lower(first_author) = $1 THEN 2
             ELSE 3 END AS rank
    FROM study
    WHERE rank < 3 OR contains(lower(label), $1)
    ORDER BY rank, study_id
"""


def _is_of(record: dict[str, Any], endpoint: str) -> bool:
    """Whether an observation is of an endpoint, term or category."""
    names = (record["endpoint"], record["term"], record["category"])
    return endpoint.casefold() in {str(name).casefold() for name in names}


def _find_study(connection: duckdb.DuckDBPyConnection, words: str) -> str:
    """Return the id of the one study that the words mean."""
    rows = query(connection, _STUDIES, [words.lower()]).rows
    best = [row for row in rows if row[2] == rows[0][2]]
    if len(best) == 1:
        return str(best[0][0])
    if not best:
        raise UserError(f"no study is called {words!r}; list them with: evitable show study")
    found = "\n".join(f"  {study_id}  {label or ''}" for study_id, label, _ in best[:20])
    raise UserError(f"{words!r} fits {len(best)} studies; say which:\n{found}")
