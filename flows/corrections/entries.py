"""`corrections.toml` as written: one `[[correction]]` after the other, each key known and of its type."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeVar

from flows.errors import SourceError
from schemas.tables import TABLES, polars_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from flows.rows import Row

Given = TypeVar("Given")
Made = TypeVar("Made")

# What says of which result a value is; `study` is its label, number, first author or id.
SUBJECT = ("study", "endpoint", "term", "statistic", "timepoint_months", "arm", "grade_min")
PLACE = ("observation_id", "origin", "table_label", "row_label", "column_label", "page", "quote")
VALUE = (
    *("status", "value", "low", "high", "unit", "comparator", "ci_low", "ci_high", "ci_level"),
    *("n", "n_total", "p_value", "text_value"),
)

_ABOUT = ("reason", "who", "when")
_ACTIONS = ("set", "clear", "withdraw", "state")
_KEYS = (*SUBJECT, *PLACE, "printed", "expect", *_ACTIONS, *_ABOUT)
_OF_STATE = ("endpoint", "statistic", "quote", "printed")  # without these nothing can be stated
_NOT_OF_STATE = ("expect", *(key for key in PLACE if key != "quote"))
_HEADING = re.compile(r"^[ \t]*\[\[[ \t]*correction[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry: which observation, what was read there, what holds instead, and who says so."""

    place: str  # file and line, for messages
    reason: str
    who: str
    when: date
    select: Row
    expect: Row
    change: Row  # columns and their new values
    clear: tuple[str, ...]  # columns that hold nothing any more
    withdraw: bool
    state: Row | None  # columns of an observation that was missed
    printed: str  # its value as printed


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Return the entries of a `corrections.toml`.

    Raises:
        SourceError: it is no TOML, or keys are unknown, missing or of the wrong type; all of them are named.
    """
    try:
        text = path.read_text("utf-8")
        content = tomllib.loads(text, parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: cannot be read as TOML: {error}") from error
    entries = content.pop("correction", [])
    if content or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        found = f" (here: {', '.join(content)})" if content else ""
        raise SourceError(f"{path}: holds [[correction]] tables and nothing else{found}")
    places = _places(path, text, len(entries))
    return tuple(gathered(_read, zip(places, entries, strict=True)))


def gathered(make: Callable[[Given], Made], given: Iterable[Given]) -> list[Made]:
    """Return what is made of each, or raise with every mistake at once: a curator mends them in one go."""
    made, mistakes = [], []
    for one in given:
        try:
            made.append(make(one))
        except SourceError as mistake:
            mistakes.append(str(mistake))
    if mistakes:
        raise SourceError("\n".join(mistakes))
    return made


def _places(path: Path, text: str, count: int) -> list[str]:
    """Return where each entry begins: by its line, by its number where text looks like a heading too."""
    lines = [text.count("\n", 0, match.start()) + 1 for match in _HEADING.finditer(text)]
    if len(lines) == count:
        return [f"{path}, line {line}" for line in lines]
    return [f"{path}, correction {number}" for number in range(1, count + 1)]


def _read(given: tuple[str, Mapping[str, Any]]) -> Correction:
    place, entry = given
    problem = _problem(entry)
    if problem:
        raise SourceError(f"{place}: {problem}")
    return Correction(
        place=place,
        reason=entry["reason"],
        who=entry["who"],
        when=entry["when"],
        select={key: entry[key] for key in (*SUBJECT, *PLACE) if key in entry},
        expect=entry.get("expect", {}),
        change=entry.get("set", {}),
        clear=tuple(entry.get("clear", ())),
        withdraw=entry.get("withdraw", False),
        state=entry.get("state"),
        printed=entry.get("printed", ""),
    )


def _problem(entry: Mapping[str, Any]) -> str | None:
    """Return the first thing that is wrong with an entry, in words."""
    return next(filter(None, (check(entry) for check in _CHECKS)), None)


def _keys_are_known(entry: Mapping[str, Any]) -> str | None:
    return _unknown("", entry, _KEYS) or next(
        filter(
            None,
            (
                _unknown(f"{table}.", entry[table], columns)
                for table, columns in _TABLES.items()
                if isinstance(entry.get(table), dict)
            ),
        ),
        None,
    )


def _unknown(prefix: str, table: Mapping[str, Any], known: Iterable[str]) -> str | None:
    """Return which key is unknown, what was probably meant, and what is known."""
    known = tuple(known)
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, 1)
            meant = f" (did you mean {near[0]!r}?)" if near else ""
            return f"unknown key {prefix + key!r}{meant}; known are {', '.join(known)}"
    return None


def _says_who_when_and_why(entry: Mapping[str, Any]) -> str | None:
    for key in ("reason", "who"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            return f'say {key} = "..."'
    if type(entry.get("when")) is not date:
        return "say when = YYYY-MM-DD, a date without quotes"
    return None


def _does_one_thing(entry: Mapping[str, Any]) -> str | None:
    done = [key for key in _ACTIONS if key in entry]
    if len(done) == 1 or done == ["set", "clear"]:
        return None
    found = f"; here are {' and '.join(done)}" if done else ""
    return "say what to do: set = {...} and/or clear = [...], or withdraw = true, or state = {...}" + found


def _tables_hold_something(entry: Mapping[str, Any]) -> str | None:
    for key in _TABLES:
        if key in entry and not (isinstance(entry[key], dict) and entry[key]):
            return f"{key} is a table of columns and values: {key} = {{value = 45}}"
    if "withdraw" in entry and entry["withdraw"] is not True:
        return "withdraw = true, or no withdraw at all"
    if "clear" in entry and (
        not isinstance(entry["clear"], list) or [name for name in entry["clear"] if name not in VALUE]
    ):
        return f"clear is a list of these: {', '.join(VALUE)}"
    return None


def _values_are_of_their_type(entry: Mapping[str, Any]) -> str | None:
    tables = [("", {key: entry[key] for key in (*SUBJECT, *PLACE, "printed") if key in entry})]
    tables += [(f"{key}.", entry[key]) for key in _TABLES if key in entry]
    for prefix, table in tables:
        for key, value in table.items():
            if expected := _wrong_type(key, value):
                return f"{prefix}{key} = {_shown(value)} is no {expected}"
    return None


def _wrong_type(key: str, value: object) -> str | None:
    """Return what a value should be and is not."""
    if key == "study":
        return None if isinstance(value, int | str) and not isinstance(value, bool) else "label or number"
    dtype = _COLUMNS.get(key)
    if dtype is not None and dtype.is_integer():
        return None if type(value) is int else "whole number"
    if dtype is not None and dtype.is_numeric():
        is_number = type(value) is int or (isinstance(value, Decimal) and value.is_finite())
        return None if is_number else "number"
    return None if isinstance(value, str) else "text"


def _shown(value: object) -> str:
    return str(value) if isinstance(value, Decimal) else repr(value)


def _names_its_observation(entry: Mapping[str, Any]) -> str | None:
    """Return what is missing to know which observation is meant, or to trace a new one to its words."""
    if "state" in entry:
        missing = [key for key in _OF_STATE if key not in entry]
        if missing:
            return f"a missed observation needs {', '.join(missing)}"
        idle = [key for key in _NOT_OF_STATE if key in entry]
        return f"a missed observation has no {', '.join(idle)}" if idle else None
    if "printed" in entry:
        return "printed belongs to state = {...}; to choose an observation by its words, use quote"
    if "observation_id" not in entry and "endpoint" not in entry:
        return 'say which observation: study = "..." and endpoint = "...", or observation_id = "..."'
    if "expect" not in entry:
        return "say what was read there: expect = {value = ...}"
    return None


_TABLES = {
    "expect": (*(key for key in SUBJECT if key != "study"), *VALUE),
    "set": (*SUBJECT, *VALUE),
    "state": VALUE,
}
_COLUMNS = polars_schema(TABLES["observation"])
_CHECKS = (
    _keys_are_known,
    _says_who_when_and_why,
    _does_one_thing,
    _tables_hold_something,
    _values_are_of_their_type,
    _names_its_observation,
)
