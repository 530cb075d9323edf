"""Studies in a run of words: "Smith [2] Jones [3]", a name broken over two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.document import Span
from extractors.flattened.segmentation import Gap
from extractors.headers import read_study
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.flattened.segmentation import Token

_MOST_TOKENS = 10  # of one study


def match_study(text: str, tokens: Sequence[Token]) -> int:
    """Return how many tokens a study at the start of a line takes, 0 if none stands there."""
    sizes = []
    for size in range(1, min(len(tokens), _MOST_TOKENS) + 1):
        if size > 1 and tokens[size - 1].gap is Gap.PARTED:
            break
        if read_study(fold(text[tokens[0].start : tokens[size - 1].end])):
            sizes.append(size)
    return _longest_of_one(text, tokens, sizes)


def _longest_of_one(text: str, tokens: Sequence[Token], sizes: list[int]) -> int:
    """The size with reference and year both, where both stand; else the first."""
    if not sizes:
        return 0
    first = read_study(fold(text[tokens[0].start : tokens[sizes[0] - 1].end]))
    for size in sizes[1:]:
        longer = read_study(fold(text[tokens[0].start : tokens[size - 1].end]))
        if first and longer and longer.first_author == first.first_author and size == sizes[0] + 1:
            return size
    return sizes[0]


def split_studies(text: str, tokens: Sequence[Token]) -> tuple[Span, ...]:
    """Return the studies that a run of tokens names one after the other, none if anything is left over."""
    spans: list[Span] = []
    at = 0
    while at < len(tokens):
        size = match_study(text, tokens[at : at + _MOST_TOKENS])
        if not size:
            return ()
        spans.append(Span(tokens[at].start, tokens[at + size - 1].end))
        at += size
    return tuple(spans)
