"""What a run of words can be: a cell of a row, judged by the meaning of the row's label."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from extractors.cells import read_cell
from extractors.phrases import normal
from extractors.regimens import is_drug_phrase
from extractors.statuses import last_words, read_status
from extractors.text import fold
from extractors.values import read_unit, read_value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractors.flattened.body import Body
    from extractors.flattened.segmentation import Token
    from extractors.labels import Meaning

_WORDS = frozenset(("regimen", "text", "study"))
_VALUES = frozenset(("count", "share", "quantity", "exposure", "outcome", "outcomes"))
_OPERATORS = frozenset(
    ("+", "±", "plus", "and", "with", "/", "&", "→", "or", "then", "+/-", "followed", "by")
)
_OPERATOR_END = re.compile(r"[+±,/&]$")
_OPERATOR_START = re.compile(r"^[+±/&](?=.)")


def acceptor(body: Body, meaning: Meaning) -> Callable[[str], bool]:
    """Return the test of whether words can be a cell of a row or column; one for each meaning."""
    return body.acceptors.setdefault(meaning, partial(accepts_cell, body, meaning))


def accepts_cell(body: Body, meaning: Meaning, words: str) -> bool:
    """Whether words can be a cell of a row or column."""
    if read_status(words, body.context.words):
        return True
    if words[0] in ")]},;/" or words[-1] in "([{,;/+" or _holds_status(words, body):
        return False
    if meaning.kind in _WORDS:
        return meaning.kind != "regimen" or _is_regimen(words)
    if words[0] in "([" or (meaning.kind in _VALUES and not _can_end_value(words, body)):
        return False
    return meaning.kind != "p_value" and read_cell(words, meaning, body.context) is not None


def _can_end_value(words: str, body: Body) -> bool:
    """Whether the last word can end a value: by a digit, a unit, or as a word for a missing value."""
    last = words.rsplit(None, 1)[-1]
    return (
        any(character.isdigit() for character in last)
        or last.rstrip(").,") in ("", "%")
        or read_unit(last.rstrip(".)")) is not None
        or last.lower() in last_words()
        or any(entry.abbreviation == last for entry in body.glossary)
    )


def _holds_status(words: str, body: Body) -> bool:
    """Whether one of several words is a missing value, which is always a cell of its own."""
    parts = words.split()
    return len(parts) > 1 and any(_is_missing(part, body) for part in parts)


def _is_missing(word: str, body: Body) -> bool:
    if word not in body.missing:
        status = read_status(word, body.context.words) if any(map(str.isalpha, word)) else None
        body.missing[word] = status is not None and status.status == "not_available"
    return body.missing[word]


def is_plain_value(body: Body, words: str) -> bool:
    """Whether words can be a cell of a row whose label nobody knows: a value, or none."""
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


def inside_names(body: Body, tokens: Sequence[Token], meaning: Meaning) -> frozenset[int]:
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
