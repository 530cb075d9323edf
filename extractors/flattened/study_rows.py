"""Flattened tables whose rows are studies: the header names the fields."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from extractors.flattened.body import Body, Row
from extractors.flattened.cell_types import acceptor, inside_names, is_plain_value
from extractors.flattened.row_labels import MOST_LABEL_TOKENS, dangles
from extractors.flattened.segmentation import Gap, split_cells, without_line_ends
from extractors.flattened.studies import match_study
from extractors.labels import Meaning, read_label
from extractors.records import Finding
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extractors.document import Span


_FEWEST_COLUMNS = 3
_LONGEST_HEADER = 60  # tokens


def studies_as_rows(body: Body) -> list[Row]:
    """Rows of a table whose header names fields and whose lines start with a study; none if it does not."""
    starts = _study_starts(body)
    if len(starts) < 2 or not 0 < starts[0][0] <= _LONGEST_HEADER:  # noqa: PLR2004 - one line is no table
        return []
    for header in _header_splits(body, starts[0][0]):
        body.columns = len(header) - 1
        meanings = [read_label(fold(body.text[slice(*span)]), body.glossary) for span in header[1:]]
        body.findings.clear()
        rows = list(_study_rows(body, starts, meanings))
        known = all(meaning is not None for meaning in meanings)
        if all(row.split for row in rows) or (known and any(row.split for row in rows)):
            return [Row(header[0], header[1:]), *rows]
    return []


def _study_starts(body: Body) -> list[tuple[int, int]]:
    """Tokens at which a line starts with a study, and how many tokens its name takes."""
    named = [
        (at, size)
        for at, token in enumerate(body.tokens)
        if token.opens_line and token.gap not in (Gap.JOINED, Gap.BROKEN)
        if (size := match_study(body.text, body.tokens[at : at + MOST_LABEL_TOKENS]))
    ]
    # A header runs on into the first study's name: "Study ORR Smith [1]" is no study.
    following = [at for at, _ in named[1:]] + [len(body.tokens)]
    return [start for start, later in zip(named, following, strict=False) if sum(start) <= later]


def _header_splits(body: Body, end: int) -> Iterator[tuple[Span, ...]]:
    """Ways to split a header into labels, the fewest first; those of known labels only come before others."""
    for is_label in (partial(_is_column_label, body), partial(_may_be_label, body)):
        for count in range(_FEWEST_COLUMNS, end + 1):
            yield from split_cells(body.text, body.tokens[:end], [is_label] * count)


def _may_be_label(body: Body, words: str) -> bool:
    """Whether words are a label, or one word that may be a label nobody knows."""
    return _is_column_label(body, words) or (words.isalpha() and words[0].isupper() and len(words) > 1)


def _is_column_label(body: Body, words: str) -> bool:
    if words[0] in "([,;" or words[-1] in ",;([/" or dangles(words):
        return False
    meaning = read_label(words, body.glossary)
    return meaning is not None and meaning.kind != "modifier"


def _is_word_or_value(body: Body, words: str) -> bool:
    """Whether words can be a cell of a column nobody knows: one word, or a value."""
    return " " not in words or is_plain_value(body, words)


def _study_rows(
    body: Body, starts: list[tuple[int, int]], meanings: Sequence[Meaning | None]
) -> Iterator[Row]:
    accepts: list[Callable[[str], bool]] = [
        acceptor(body, meaning) if meaning else partial(_is_word_or_value, body) for meaning in meanings
    ]
    for number, (at, size) in enumerate(starts):
        last = starts[number + 1][0] if number + 1 < len(starts) else len(body.tokens)
        tokens = body.tokens[at + size : last]
        glued = frozenset().union(
            *(
                inside_names(body, tokens, meaning)
                for meaning in meanings
                if meaning and meaning.kind == "regimen"
            )
        )
        ways = split_cells(body.text, tokens, accepts, never_parted=glued) or split_cells(
            body.text, without_line_ends(tokens), accepts, never_parted=glued
        )
        if len(ways) == 1:
            yield Row(body.span(at, at + size), ways[0])
        else:
            body.labels[at] = []
            yield _unsplit_study(body, at, size, last, ambiguous=bool(ways))


def _unsplit_study(body: Body, at: int, size: int, last: int, *, ambiguous: bool) -> Row:
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
    return Row(body.span(at, at + size), cells, split=False)
