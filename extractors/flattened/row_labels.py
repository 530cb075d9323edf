"""Where rows can start: lines that begin with a label the vocabulary knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.flattened.segmentation import Gap
from extractors.labels import Meaning, label_starts, read_label
from extractors.phrases import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.flattened.body import Body

MOST_LABEL_TOKENS = 12


def row_starts(body: Body) -> list[int]:
    """Tokens at which a row may start: those that open a line with a label the vocabulary knows."""
    starts = []
    for at, token in enumerate(body.tokens):
        if not token.opens_line or token.gap in (Gap.JOINED, Gap.BROKEN):
            continue
        body.labels[at] = list(_labels_at(body, at))
        if body.labels[at]:
            starts.append(at)
    return starts


def _labels_at(body: Body, at: int) -> Iterator[tuple[int, Meaning]]:
    """Labels that start at a token, the longest first: where each ends, and what it means."""
    if not _can_start_label(body, at):
        return
    found = []
    for end in range(at + 1, min(len(body.tokens), at + MOST_LABEL_TOKENS) + 1):
        if end > at + 1 and body.tokens[end - 1].gap is Gap.PARTED:
            break
        if end < len(body.tokens) and body.tokens[end].gap in (Gap.JOINED, Gap.BROKEN):
            continue
        words = body.folded(at, end)
        if dangles(words):
            continue
        meaning = read_label(words, body.glossary)
        if meaning and meaning.kind not in ("modifier", "p_value"):
            found.append((end, meaning))
    yield from reversed(found)


def _can_start_label(body: Body, at: int) -> bool:
    word = re.match(r"[^\W_]+|[^\w\s]", body.folded(at, at + 1))
    if word is None:
        return False
    known = word[0].lower() in label_starts() or word[0].lower().rstrip("s") in label_starts()
    return (
        known or word[0].isdigit() or any(entry.abbreviation.startswith(word[0]) for entry in body.glossary)
    )


def dangles(words: str) -> bool:
    """Whether words end in one that speaks of what follows: "Survival Median" before "OS 6.4"."""
    last = words.rsplit(maxsplit=1)[-1]
    entry = lexicon("label_words").exact(last)
    return entry is not None and entry.category == "statistic" and " " in words and f", {last}" not in words
