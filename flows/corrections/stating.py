"""An observation that extraction missed: stated by a person, and traced to words all the same."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from extractors.document import Span
from extractors.layout import locate
from extractors.text import fold, fold_spans
from flows.corrections.columns import category_of, plain, refuse_unknown_word
from flows.corrections.entries import SUBJECT
from flows.corrections.matching import EMPTY, describe, find_study
from flows.errors import SourceError
from flows.rows import content_id
from schemas.tables import TABLES, column_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.document import Document
    from flows.corrections.entries import Correction
    from flows.rows import Row

_TIMES = ("value", "low", "high", "ci_low", "ci_high")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:[.·]\d+)?")


def state(correction: Correction, document: Document, studies: Sequence[Row], known: Sequence[Row]) -> Row:
    """Return the observation that an entry states.

    Raises:
        SourceError: its words are not in the source or do not hold its numbers, or it has been read by now.
    """
    span = _find(correction, document.text)
    given = correction.state or {}
    _refuse_number_from_nowhere(correction)
    study_id = _study_of(correction, studies)
    told = {key: value for key, value in correction.select.items() if key in SUBJECT and key != "study"}
    row = {
        **dict.fromkeys(column_names(TABLES["observation"])),
        **EMPTY,
        **plain(told),
        **plain(given),
        "source_id": document.source_id,
        "study_id": study_id,
        "category": category_of(correction, told["endpoint"]),
        "origin": "correction",
        "rule": "statement",
        "quote": fold(correction.select["quote"]),
        "char_start": span.start,
        "char_end": span.end,
    }
    row |= _place(document, span)
    refuse_unknown_word(correction, row)
    _refuse_known(correction, row, known)
    row["observation_id"] = content_id(
        study_id, "stated", row["quote"], sorted(told.items()), sorted(given.items())
    )
    del row["run_id"]  # the run's to fill in
    return row


def _study_of(correction: Correction, studies: Sequence[Row]) -> str:
    """Return the study that an entry names; it may leave out the only one."""
    if "study" in correction.select:
        return find_study(correction, correction.select["study"], studies)
    if len(studies) == 1:
        return str(studies[0]["study_id"])
    listed = ", ".join(study["label"] or study["study_id"] for study in studies)
    raise SourceError(f'{correction.place}: say study = "..."; there are: {listed or "none at all"}')


def _place(document: Document, span: Span) -> Row:
    """Return page and box of a span in a document that has pages."""
    place = locate(document, span)
    return {"page": place[0], "bbox": list(place[1])} if place else {}


def _find(correction: Correction, text: str) -> Span:
    """Return where the printed value stands, in the words that the entry quotes."""
    whole = fold_spans(text, (Span(0, len(text)),))
    quote, printed = fold(correction.select["quote"]), fold(correction.printed)
    start = _only_place(correction, re.escape(quote), whole.text, "quote")
    number = rf"(?<![\d.·]){re.escape(printed)}(?!\d|[.·]\d)"
    start += _only_place(correction, number, quote, "printed")
    return whole.span(start, start + len(printed))


def _only_place(correction: Correction, pattern: str, text: str, key: str) -> int:
    """Return where a pattern stands in a text, or say that it stands nowhere or in several places."""
    found = [match.start() for match in re.finditer(pattern, text)] if pattern else []
    if len(found) == 1:
        return found[0]
    words = correction.printed if key == "printed" else correction.select["quote"]
    if key == "quote":
        problem = (
            f"stands {len(found)} times in the source; quote more of the sentence"
            if found
            else "does not stand in the source; copy it from the document, word by word"
        )
    else:
        problem = (
            f"stands {len(found)} times in the quote; quote less"
            if found
            else "does not stand in the quote; give the value as printed there"
        )
    raise SourceError(f"{correction.place}: {key} = {words!r} {problem}")


def _refuse_number_from_nowhere(correction: Correction) -> None:
    """Raise if the words do not hold a number of the entry. Times may have been converted to months."""
    given = correction.state or {}
    in_months = _TIMES if given.get("unit") == "months" else ()
    for key, value in given.items():
        words = correction.printed if key == "value" else correction.select["quote"]
        numbers = _numbers(words)
        if (
            isinstance(value, int | Decimal)
            and key not in in_months
            and numbers
            and Decimal(value) not in numbers
        ):
            raise SourceError(f"{correction.place}: {key} = {value} does not stand in {words!r}")


def _numbers(words: str) -> set[Decimal]:
    """Return the numbers of printed words; none where they are written out."""
    return {Decimal(number.replace("·", ".")) for number in _NUMBER.findall(_THOUSANDS.sub("", words))}


def _refuse_known(correction: Correction, stated: Row, known: Sequence[Row]) -> None:
    """Raise if extraction reads by now what the entry says it missed."""
    for row in known:
        overlaps = row["char_start"] < stated["char_end"] and stated["char_start"] < row["char_end"]
        same = all(row[key] == stated[key] for key in ("study_id", "endpoint", "term"))
        if overlaps and same:
            raise SourceError(
                f"{correction.place}: this is read by now; delete the entry, or correct it: {describe(row)}"
            )
