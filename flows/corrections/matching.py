"""Which observation an entry means: the one that fits all it says, or an error that lists what is there."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractors.text import fold
from flows.corrections.entries import SUBJECT, VALUE
from flows.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flows.corrections.entries import Correction
    from flows.rows import Row

# What a column holds that says nothing.
EMPTY: dict[str, object] = {"status": "reported", "comparator": "=", "arm": ""}

_MOST_LISTED = 12
_LONGEST_QUOTE = 70
_SAME_MONTHS = 0.005  # times are compared as measurements are, rounded to 2 decimals
_SAME_NUMBER = 1e-9


def find_study(correction: Correction, name: int | str, studies: Sequence[Row]) -> str:
    """Return the id of the one study of a source that a label, number, first author or id means.

    Raises:
        SourceError: no study is called that, or several are.
    """
    found = [study for study in studies if _is_called(study, name)]
    if len(found) == 1:
        return str(found[0]["study_id"])
    listed = ", ".join(f"{study['label'] or study['study_id']}" for study in found or studies)
    problem = (
        f"fits several studies: {listed}; say which" if found else f"is no study here; there are: {listed}"
    )
    raise SourceError(f"{correction.place}: study {name!r} {problem}")


def _is_called(study: Row, name: int | str) -> bool:
    if isinstance(name, int):
        return bool(study["ref_no"] == name)
    names = (study["study_id"], study["label"], study["first_author"])
    return name.casefold() in {str(known).casefold() for known in names if known}


def find_observation(correction: Correction, studies: Sequence[Row], observations: Sequence[Row]) -> Row:
    """Return the observation that an entry is about.

    Where several fit, the one that holds what the entry expects is meant.

    Raises:
        SourceError: none fits, or several do, or the one that fits says something else than expected.
    """
    select = dict(correction.select)
    if "study" in select:
        select["study_id"] = find_study(correction, select.pop("study"), studies)
    found = [row for row in observations if _fits(row, select)]
    if not found:
        raise SourceError(f"{correction.place}: {_nothing_fits(select, observations)}")
    as_expected = [row for row in found if not unmet(row, correction)]
    if len(as_expected) == 1:
        return as_expected[0]
    if len(found) == 1:
        raise SourceError(f"{correction.place}: {_stale(found[0], correction)}")
    problem = "fit" if as_expected else "fit, and none holds what is expected"
    listed = as_expected or found
    raise SourceError(
        f"{correction.place}: {len(listed)} observations {problem}; say which by observation_id, quote, "
        f"statistic, arm, timepoint_months, table_label or row_label:\n{_listed(listed)}"
    )


def _fits(row: Row, select: Row) -> bool:
    return all(_selected(row, key, wanted) for key, wanted in select.items())


def _selected(row: Row, key: str, wanted: object) -> bool:
    if key == "quote":
        return _folded(wanted) in _folded(row["quote"])
    return is_same(row, key, wanted)


def is_same(row: Row, column: str, wanted: object) -> bool:
    """Whether a column of an observation holds a value: text in whatever case and lines."""
    found = row[column]
    if isinstance(wanted, int | float | Decimal):
        in_months = column == "timepoint_months" or row["unit"] == "months"
        return found is not None and abs(found - float(wanted)) < (
            _SAME_MONTHS if in_months else _SAME_NUMBER
        )
    return found is not None and _folded(found) == _folded(wanted)


def _folded(text: object) -> str:
    return fold(str(text)).casefold()


def unmet(row: Row, correction: Correction) -> list[str]:
    """Return in words what an entry expects and an observation does not hold.

    A column that the entry changes without expecting anything there must be empty: nothing is lost unseen.
    """
    seen = {"study", *correction.expect, *correction.select}
    lost = dict.fromkeys(correction.clear) | correction.change
    unseen = [
        key
        for key, value in lost.items()
        if key not in seen and row[key] not in (None, EMPTY.get(key)) and not is_same(row, key, value)
    ]
    wrong = [
        f"{key} is {shown(row[key])}, expected {shown(value)}"
        for key, value in correction.expect.items()
        if not is_same(row, key, value)
    ]
    return [*wrong, *(f"{key} is {shown(row[key])}, and expect does not say so" for key in unseen)]


def _stale(row: Row, correction: Correction) -> str:
    """Return what is to be done about an entry whose observation is not as it expects."""
    change = {key: value for key, value in correction.change.items() if key != "study"}
    if change and all(is_same(row, key, value) for key, value in change.items()):
        return f"what it sets is what is read now; delete the entry: {describe(row)}"
    return (
        f"{'; '.join(unmet(row, correction))}. Read the words again, then mend the entry or delete it: "
        f"{describe(row)}"
    )


def _nothing_fits(select: Row, observations: Sequence[Row]) -> str:
    """Return what there is instead, from the nearest to the farthest."""
    if "observation_id" in select:
        return (
            f"there is no observation {select['observation_id']} in this source; its ids are shown by: "
            "evitable trace STUDY --format csv"
        )
    of_study = [row for row in observations if row["study_id"] == select.get("study_id", row["study_id"])]
    same = [row for row in of_study if is_same(row, "endpoint", select["endpoint"])]
    if same:
        return f"none of {select['endpoint']} fits all that the entry says; there are:\n{_listed(same)}"
    endpoints = ", ".join(sorted({row["endpoint"] for row in of_study}))
    return f"no observation of {select['endpoint']}; there are: {endpoints or 'none at all'}"


def _listed(rows: Sequence[Row]) -> str:
    lines = [f"  {describe(row)}" for row in rows[:_MOST_LISTED]]
    left = len(rows) - _MOST_LISTED
    return "\n".join([*lines, *([f"  ... and {left} more"] if left > 0 else [])])


def describe(row: Row) -> str:
    """Return an observation in one line: its id, its subject, its value, its place."""
    place = ", ".join(filter(None, (row.get("table_label"), row.get("row_label")))) or "text"
    quote = row["quote"] if len(row["quote"]) <= _LONGEST_QUOTE else row["quote"][:_LONGEST_QUOTE] + "..."
    return f'{row["observation_id"]}  {subject(row)}: {in_words(row, VALUE)} ({place}: "{quote}")'


def subject(row: Row) -> str:
    """Return of what an observation is, in words."""
    told = in_words(row, (key for key in SUBJECT if key not in ("study", "endpoint", "statistic")))
    return ", ".join(filter(None, (f"{row['endpoint']} {row['statistic']}", told)))


def in_words(row: Row, columns: Iterable[str]) -> str:
    """Return the columns that say something, each with what it says."""
    return ", ".join(
        f"{column} {shown(row[column])}"
        for column in columns
        if row.get(column) not in (None, EMPTY.get(column))
    )


def shown(value: Any) -> str:  # noqa: ANN401 (a value of any column)
    """Return a value as a curator would write it."""
    if value in (None, ""):
        return "empty"
    return f"{value:g}" if isinstance(value, float) else str(value)
