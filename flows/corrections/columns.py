"""What an entry makes of the columns of an observation."""

from __future__ import annotations

from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from extractors.vocabulary import load
from flows.corrections.entries import VALUE
from flows.corrections.matching import EMPTY, find_study
from flows.errors import SourceError
from flows.rows import content_id
from schemas.words import ENUMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.corrections.entries import Correction
    from flows.rows import Row

_NO_VALUE: Row = {**dict.fromkeys((*VALUE, "decimals")), "comparator": "="}


def stand_in(correction: Correction, read: Row, studies: Sequence[Row]) -> Row:
    """Return the observation that stands for the one that was read: at its place, in its words.

    Raises:
        SourceError: the entry names an endpoint, a word or a study that there is not.
    """
    changed = _withdrawn() if correction.withdraw else _changed(correction, read)
    if "study" in correction.change:
        changed["study_id"] = find_study(correction, correction.change["study"], studies)
    made = {**read, **changed, "origin": "correction", "corrects": read["observation_id"]}
    if "endpoint" in changed:
        made["category"] = category_of(correction, made["endpoint"])
    refuse_unknown_word(correction, made)
    made["rule"] = "withdrawal" if correction.withdraw else "correction"
    made["observation_id"] = content_id(read["observation_id"], made["rule"], sorted(changed.items()))
    return made


def _withdrawn() -> Row:
    return {**_NO_VALUE, "status": "not_available"}


def _changed(correction: Correction, read: Row) -> Row:
    """Return the columns that an entry changes, those included that follow from others."""
    given = plain({key: value for key, value in correction.change.items() if key != "study"})
    cleared = {key: EMPTY.get(key) for key in correction.clear}
    return {**_as_status_has_it(given, read), **_same_count(given, read), **cleared, **given}


def _as_status_has_it(given: Row, read: Row) -> Row:
    """Return what follows from a status: none is left of the value of what is not reported any more."""
    status = given.get("status")
    if status is None:
        return {"status": "reported"} if given.keys() & set(VALUE) else {}
    if status == "reported":
        return {}
    return {**_NO_VALUE, "status": status, "unit": None if status == "not_available" else read["unit"]}


def _same_count(given: Row, read: Row) -> Row:
    """Return the other of the two columns that hold one number of patients."""
    if read["unit"] != "patients" or read["n"] is None or read["n"] != read["value"]:
        return {}
    if "value" in given and "n" not in given:
        return {"n": int(given["value"])}
    if "n" in given and "value" not in given:
        return {"value": float(given["n"]), "decimals": 0}
    return {}


def plain(given: Row) -> Row:
    """Return values as rows hold them, with the decimals that they were written with."""
    values = {key: float(value) if isinstance(value, Decimal) else value for key, value in given.items()}
    written = [given[key] for key in ("value",) if key in given] or [
        given[key] for key in ("low", "high") if key in given
    ]
    return {**values, "decimals": max(map(_decimals, written))} if written else values


def _decimals(number: Any) -> int:  # noqa: ANN401 (int or Decimal)
    return max(-int(number.as_tuple().exponent), 0) if isinstance(number, Decimal) else 0


def category_of(correction: Correction, endpoint: str) -> str:
    """Return the category of an endpoint.

    Raises:
        SourceError: no endpoint has this code.
    """
    categories = _categories()
    if endpoint in categories:
        return categories[endpoint]
    near = get_close_matches(endpoint, categories, 1)
    meant = f"; did you mean {near[0]!r}?" if near else ""
    raise SourceError(
        f"{correction.place}: {endpoint!r} is no endpoint{meant} Known are: {', '.join(sorted(categories))}"
    )


@cache
def _categories() -> dict[str, str]:
    entries = (entry for name in ("endpoints", "baseline") for entry in load(name))
    return {"AE": "safety", **{entry.code: entry.category for entry in entries}}


def refuse_unknown_word(correction: Correction, made: Row) -> None:
    """Raise if a field that has a closed list of words would hold another one."""
    words, text = ENUMS.get(made["endpoint"]), made.get("text_value")
    if words and text is not None and text not in words:
        raise SourceError(f"{correction.place}: {made['endpoint']} {text!r} is none of {', '.join(words)}")
