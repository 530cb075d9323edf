"""Tables of which only running lines are left, rebuilt by typed segmentation.

The header tells the columns. In each row the label tells what its cells hold, and the row is split in
the one way in which every cell is such a value. No such way, or more than one, is a finding with the
row's text: its cells stay together in one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from extractors.cells import CellContext, read_cell
from extractors.document import Cell, FlattenedTable, Span, Table
from extractors.headers import match_study, split_studies
from extractors.labels import Meaning, label_starts, read_label
from extractors.phrases import lexicon, normal
from extractors.readers.lines import find_style, split_lines
from extractors.records import Finding
from extractors.regimens import is_drug_phrase
from extractors.segmentation import Gap, Token, split_cells, tokenize, without_line_ends
from extractors.statuses import last_words, read_status, status_words
from extractors.text import fold
from extractors.values import read_unit, read_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extractors.records import GlossaryEntry

_MOST_LABEL_TOKENS = 12
_MOST_ROW_STARTS = 16  # lines inside a row that begin as a label does
_SHORT_CELL = 24  # characters; a longer cell that ends in no value is not tried
_OPERATORS = frozenset(
    ("+", "±", "plus", "and", "with", "/", "&", "→", "or", "then", "+/-", "followed", "by")
)
_OPERATOR_END = re.compile(r"[+±,/&]$")
_OPERATOR_START = re.compile(r"^[+±/&](?=.)")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A table put together again. A row that could not be split has one cell over all columns."""

    table: Table
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as found: the words of its label, and its cells."""

    label: Span
    cells: tuple[Span, ...]
    split: bool = True


@dataclass(slots=True)
class _Body:
    """The words of a flattened table, and what its document says of words."""

    text: str
    tokens: tuple[Token, ...]
    glossary: tuple[GlossaryEntry, ...]
    context: CellContext
    label: str
    columns: int = 0
    findings: list[Finding] = field(default_factory=list)
    labels: dict[int, list[tuple[int, Meaning]]] = field(default_factory=dict)
    missing: dict[str, bool] = field(default_factory=dict)

    def folded(self, first: int, last: int) -> str:
        """The words from one token up to another, on one line."""
        return fold(self.text[self.tokens[first].start : self.tokens[last - 1].end])

    def span(self, first: int, last: int) -> Span:
        """Where those words stand."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def rebuild(text: str, flattened: FlattenedTable, glossary: tuple[GlossaryEntry, ...] = ()) -> Rebuilt | None:
    """Rebuild a flattened table, studies as columns or as rows.

    Args:
        text: the document's text.
        flattened: where the table's lines stand.
        glossary: what the document's abbreviations stand for.

    Returns:
        The table with what could not be split, or None where not even its header can be read.
    """
    style = find_style(split_lines(text))
    context = CellContext(status_words(glossary), glossary, percent_near=True, strict=True)
    tokens = tokenize(text, flattened.body, style)
    body = _Body(text, tokens, glossary, context, flattened.label)
    rows = _studies_as_columns(body) or _studies_as_rows(body)
    if not rows:
        return None
    table = Table(
        flattened.label,
        tuple(_table_cells(rows, body.columns)),
        caption=flattened.caption,
        footnotes=flattened.footnotes,
    )
    return Rebuilt(table, tuple(body.findings))


def _table_cells(rows: list[_Row], columns: int) -> Iterator[Cell]:
    for number, row in enumerate(rows):
        yield Cell(number, 0, row.label)
        for column, span in enumerate(row.cells, 1):
            yield Cell(number, column, span, column_span=1 if row.split else columns)


# --- studies as columns -----------------------------------------------------------------------


def _studies_as_columns(body: _Body) -> list[_Row]:
    """Rows of a table whose header names the studies; none if it does not."""
    starts = _row_starts(body)
    # The label of the header ("Authors (reference)") may itself start the first row.
    for end in (start for start in starts if start > 0):
        header = _header(body, end)
        if header:
            body.columns = len(header.cells)
            return [header, *_body_rows(body, [start for start in starts if start >= end])]
    return []


def _header(body: _Body, end: int) -> _Row | None:
    """The header from the first token up to `end`: a label, then one study for each column."""
    for size in range(min(end, _MOST_LABEL_TOKENS) - 1, -1, -1):
        label = body.folded(0, size) if size else ""
        meaning = read_label(label, body.glossary) if size else None
        if size and (meaning is None or meaning.kind != "study"):
            continue
        studies = split_studies(body.text, body.tokens[size:end])
        if len(studies) > 1:
            start = body.tokens[0].start
            return _Row(body.span(0, size) if size else Span(start, start), studies)
    return None


def _row_starts(body: _Body) -> list[int]:
    """Tokens at which a row may start: those that open a line with a label the vocabulary knows."""
    starts = []
    for at, token in enumerate(body.tokens):
        if not token.opens_line or token.gap in (Gap.JOINED, Gap.BROKEN):
            continue
        body.labels[at] = list(_labels_at(body, at))
        if body.labels[at]:
            starts.append(at)
    return starts


def _labels_at(body: _Body, at: int) -> Iterator[tuple[int, Meaning]]:
    """Labels that start at a token, the longest first: where each ends, and what it means."""
    if not _can_start_label(body, at):
        return
    found = []
    for end in range(at + 1, min(len(body.tokens), at + _MOST_LABEL_TOKENS) + 1):
        if end > at + 1 and body.tokens[end - 1].gap is Gap.PARTED:
            break
        if end < len(body.tokens) and body.tokens[end].gap in (Gap.JOINED, Gap.BROKEN):
            continue
        words = body.folded(at, end)
        if _dangles(words):
            continue
        meaning = read_label(words, body.glossary)
        if meaning and meaning.kind not in ("modifier", "p_value"):
            found.append((end, meaning))
    yield from reversed(found)


def _can_start_label(body: _Body, at: int) -> bool:
    word = re.match(r"[^\W_]+|[^\w\s]", body.folded(at, at + 1))
    if word is None:
        return False
    known = word[0].lower() in label_starts() or word[0].lower().rstrip("s") in label_starts()
    return (
        known or word[0].isdigit() or any(entry.abbreviation.startswith(word[0]) for entry in body.glossary)
    )


def _dangles(words: str) -> bool:
    """Whether words end in one that speaks of what follows: "Survival Median" before "OS 6.4"."""
    last = words.rsplit(maxsplit=1)[-1]
    entry = lexicon("label_words").exact(last)
    return entry is not None and entry.category == "statistic" and " " in words and f", {last}" not in words


def _body_rows(body: _Body, starts: list[int]) -> Iterator[_Row]:
    """Rows from the first start on; a start inside a row is passed over."""
    ends = [*starts, len(body.tokens)]
    at = 0
    while at < len(starts):
        first = starts[at]
        # Words would swallow the next row's label; values and names of outcomes cannot.
        most = 1 if _holds_words(body, first) else _MOST_ROW_STARTS
        for step, last in enumerate(ends[at + 1 : at + 1 + most], 1):
            row = _known_row(body, first, last)
            if row:
                yield row
                at += step
                break
        else:
            yield from _rows_with_unknown(body, first, ends[at + 1])
            at += 1


def _holds_words(body: _Body, at: int) -> bool:
    return all(meaning.kind in ("text", "study") for _, meaning in body.labels[at])


def _known_row(body: _Body, first: int, last: int) -> _Row | None:
    """The row from `first` to `last` if exactly one split of it is right."""
    for end, meaning in body.labels[first]:
        ways = _splits(body, end, last, meaning)
        if len(ways) == 1:
            return _Row(body.span(first, end), ways[0])
    return None


def _splits(body: _Body, first: int, last: int, meaning: Meaning) -> list[tuple[Span, ...]]:
    """Splits of a row's cells; where the lines' ends rule out all, they are not believed."""
    accept = partial(_accepts, body, meaning)
    for tokens in (body.tokens[first:last], without_line_ends(body.tokens[first:last])):
        ways = split_cells(
            body.text, tokens, [accept] * body.columns, never_parted=_inside_names(body, tokens, meaning)
        )
        if ways:
            return ways
    return []


def _rows_with_unknown(body: _Body, first: int, last: int) -> Iterator[_Row]:
    """A row that does not fit: followed by rows whose labels nobody knows, or wrong by itself."""
    openings = [at for at in range(first + 1, last) if at in body.labels and not body.labels[at]]
    for at in openings:
        row = _known_row(body, first, at)
        if row:
            yield row
            yield from _unknown_rows(body, [opening for opening in openings if opening >= at], last)
            return
    yield _unsplit(body, first, last)


def _unknown_rows(body: _Body, starts: list[int], last: int) -> Iterator[_Row]:
    """Rows with labels nobody knows, split where their cells are plainly values."""
    ends = [*starts, last]
    at = 0
    while at < len(starts):
        for step in range(len(starts) - at, 0, -1):
            row = _unknown_row(body, starts[at], ends[at + step], several=step > 1)
            if row:
                yield row
                at += step
                break
        else:
            yield _unsplit(body, starts[at], last)
            return


def _unknown_row(body: _Body, first: int, last: int, *, several: bool) -> _Row | None:
    """A row from `first` to `last` if there is one label and one split of plain values for it."""
    found = []
    for end in range(first + 1, last):
        tokens = body.tokens[end:last]
        if tokens[0].gap in (Gap.JOINED, Gap.BROKEN):
            continue
        accept = partial(_is_plain_value, body)
        found += [(end, way) for way in split_cells(body.text, tokens, [accept] * body.columns)]
        if len(found) > 1:
            return None
    if len(found) == 1:
        return _Row(body.span(first, found[0][0]), found[0][1])
    size = last - first
    if not several and size == body.columns + 1:
        return _Row(
            body.span(first, first + 1), tuple(body.span(at, at + 1) for at in range(first + 1, last))
        )
    return None


def _unsplit(body: _Body, first: int, last: int) -> _Row:
    """A row left in one piece, with a finding that says why."""
    labels = body.labels.get(first, [])
    end, meaning = labels[0] if labels else (first + 1, None)
    end = min(end, last)
    ambiguous = any(len(_splits(body, stop, last, said)) > 1 for stop, said in labels if stop < last)
    words = body.folded(first, last)
    rule = "ambiguous_row" if ambiguous else "unsplittable_row"
    why = "more than one split" if ambiguous else "no split"
    known = f"as {meaning.endpoint or meaning.kind}" if meaning else "with an unknown label"
    body.findings.append(
        Finding(
            rule=rule,
            severity="warning",
            message=f"{body.label}: {why} of the row {known} into {body.columns} cells; "
            f"it is kept as one: {words!r}",
            expected=f"{body.columns} cells",
            observed=words,
        )
    )
    cells = (body.span(end, last),) if end < last else ()
    return _Row(body.span(first, end), cells, split=False)


# --- studies as rows --------------------------------------------------------------------------


def _studies_as_rows(body: _Body) -> list[_Row]:
    """Rows of a table whose header names fields and whose lines start with a study; none if it does not."""
    starts = [
        (at, size)
        for at, token in enumerate(body.tokens)
        if token.opens_line and token.gap not in (Gap.JOINED, Gap.BROKEN)
        if (size := match_study(body.text, body.tokens[at : at + _MOST_LABEL_TOKENS]))
    ]
    if len(starts) < 2 or not starts[0][0]:  # noqa: PLR2004 - one line alone is no table
        return []
    for header in _header_splits(body, starts[0][0]):
        body.columns = len(header) - 1
        meanings = [read_label(fold(body.text[slice(*span)]), body.glossary) for span in header[1:]]
        body.findings.clear()
        rows = list(_study_rows(body, starts, meanings))
        if any(row.split for row in rows):
            return [_Row(header[0], header[1:]), *rows]
    return []


def _header_splits(body: _Body, end: int) -> Iterator[tuple[Span, ...]]:
    """Ways to split a header into labels that the vocabulary knows, the fewest labels first."""
    known = partial(_is_column_label, body)
    for count in range(3, end + 1):
        yield from split_cells(body.text, body.tokens[:end], [known] * count)


def _is_column_label(body: _Body, words: str) -> bool:
    if words[0] in "([,;" or words[-1] in ",;([/" or _dangles(words):
        return False
    meaning = read_label(words, body.glossary)
    return meaning is not None and meaning.kind != "modifier"


def _study_rows(
    body: _Body, starts: list[tuple[int, int]], meanings: Sequence[Meaning | None]
) -> Iterator[_Row]:
    accepts: list[Callable[[str], bool]] = [
        partial(_accepts, body, meaning) if meaning else partial(_is_plain_value, body)
        for meaning in meanings
    ]
    for number, (at, size) in enumerate(starts):
        last = starts[number + 1][0] if number + 1 < len(starts) else len(body.tokens)
        tokens = body.tokens[at + size : last]
        glued = frozenset().union(
            *(
                _inside_names(body, tokens, meaning)
                for meaning in meanings
                if meaning and meaning.kind == "regimen"
            )
        )
        ways = split_cells(body.text, tokens, accepts, never_parted=glued) or split_cells(
            body.text, without_line_ends(tokens), accepts, never_parted=glued
        )
        if len(ways) == 1:
            yield _Row(body.span(at, at + size), ways[0])
        else:
            body.labels[at] = []
            yield _unsplit_study(body, at, size, last, ambiguous=bool(ways))


def _unsplit_study(body: _Body, at: int, size: int, last: int, *, ambiguous: bool) -> _Row:
    words = body.folded(at, last)
    body.findings.append(
        Finding(
            rule="ambiguous_row" if ambiguous else "unsplittable_row",
            severity="warning",
            message=f"{body.label}: {'more than one split' if ambiguous else 'no split'} of the row into "
            f"{body.columns} cells; it is kept as one: {words!r}",
            expected=f"{body.columns} cells",
            observed=words,
        )
    )
    cells = (body.span(at + size, last),) if at + size < last else ()
    return _Row(body.span(at, at + size), cells, split=False)


# --- what a cell can be -----------------------------------------------------------------------


def _accepts(body: _Body, meaning: Meaning, words: str) -> bool:
    """Whether words can be a cell of a row or column."""
    if read_status(words, body.context.words):
        return True
    if words[0] in ")]},;/" or words[-1] in "([{,;/+" or _holds_status(words, body):
        return False
    if meaning.kind == "regimen":
        return _is_regimen(words)
    if meaning.kind in ("text", "study"):
        return True
    if words[0] in "([" or meaning.kind == "p_value" or not _can_end_cell(words):
        return False
    return read_cell(words, meaning, body.context) is not None


def _can_end_cell(words: str) -> bool:
    """Whether the last word can end a value: by a digit, a unit, or as a word for a missing value."""
    last = words.rsplit(None, 1)[-1]
    return (
        any(character.isdigit() for character in last)
        or last.rstrip(").,") in ("", "%")
        or read_unit(last.rstrip(".)")) is not None
        or last.lower() in last_words()
        or len(words) < _SHORT_CELL
    )


def _holds_status(words: str, body: _Body) -> bool:
    """Whether one of several words is a missing value, which is always a cell of its own."""
    parts = words.split()
    return len(parts) > 1 and any(_is_missing(part, body) for part in parts)


def _is_missing(word: str, body: _Body) -> bool:
    if word not in body.missing:
        status = read_status(word, body.context.words) if any(map(str.isalpha, word)) else None
        body.missing[word] = status is not None and status.status == "not_available"
    return body.missing[word]


def _is_plain_value(body: _Body, words: str) -> bool:
    return bool(read_status(words, body.context.words) or read_value(words)) and words[0] not in "(["


def _is_regimen(words: str) -> bool:
    """Whether words are drugs with an operator between any two: `drug (+ drug)*`."""
    tokens = words.split()
    at, expects = 0, True
    while at < len(tokens):
        if tokens[at] in _OPERATORS:
            if expects and tokens[at] != "by":
                return False
            at, expects = at + 1, True
            continue
        if _OPERATOR_START.match(tokens[at]) and not expects:
            tokens[at] = tokens[at][1:]
            expects = True
            continue
        if not expects:
            return False
        at = _past_drug(tokens, at)
        expects = bool(_OPERATOR_END.search(tokens[at - 1]))
    return not expects


def _past_drug(tokens: list[str], at: int) -> int:
    """Token after the drug at `at`: a name of several words that the vocabulary knows, else one word."""
    for end in range(min(len(tokens), at + 5), at + 1, -1):
        if is_drug_phrase(" ".join(tokens[at:end]).rstrip("+±,/&")):
            at = end
            break
    else:
        at += 1
    # A bracket after the name belongs to it: "decitabine (10 days)".
    if at < len(tokens) and tokens[at].startswith("("):
        while at < len(tokens) and not tokens[at].rstrip(",+").endswith(")"):
            at += 1
        at += 1
    return min(at, len(tokens))


def _inside_names(body: _Body, tokens: Sequence[Token], meaning: Meaning) -> frozenset[int]:
    """Places inside a drug's name of several words, where no cell can end."""
    if meaning.kind != "regimen":
        return frozenset()
    words = [fold(body.text[token.start : token.end]) for token in tokens]
    inside: set[int] = set()
    for first in range(len(words)):
        for last in range(first + 2, min(len(words), first + 5) + 1):
            name = normal(" ".join(words[first:last]))
            if name[:1].isalnum() and "+" not in name and is_drug_phrase(name):
                inside.update(range(first + 1, last))
    return frozenset(inside)
