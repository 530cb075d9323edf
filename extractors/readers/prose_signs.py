"""Signs by which running text, headings and abbreviation lists are told apart."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORD_LIST = """
    a an the of in on at to for from with without by and or but as that this these those which who was were is
    are be been had has have not no than we our their its it after before during between among all both each
"""
_FUNCTION_WORDS = frozenset(_FUNCTION_WORD_LIST.split())
_PROSE_SHARE = 0.2
_SHORTEST_PROSE = 80
_LONGEST_HEADING = 160

_STOPS = (".", "!", "?", ":")
_SENTENCE_END = re.compile(r"[.!?:][\"'\u201d\u2019)\]]*\s*(?:\[[\d,\s\u2013-]+\])?[\"'\u201d\u2019)\]]*$")
_ABBREVIATION_ITEM = re.compile(
    r"(?:^|[,;.]\s+)(?P<short>N/?A|[^\s,;:=]*[A-Z][^\s,;:=]*[A-Z+][^\s,;:=]*|[A-Z][a-z]{1,5})"
    r"(?:\s*[:=,\u2013\u2014]\s*|\s+)(?P<long>[A-Za-z][a-z]{2,}[^,;\d%]*)"
)
_ABBREVIATION_HEAD = re.compile(r"\s*(?:list of )?abbreviations?\b[^:.;]{0,20}[:.;]", re.IGNORECASE)
_NOTE = re.compile(
    r"\s*(?:[*\u2020\u2021\u00a7\u00b6#]+\s*\S|notes?\b[.:]|data are\b|values are\b|"
    r"(?:\(?[a-h]\)?|[\u00b9\u00b2\u00b3\u1d43\u1d47\u1d9c])\s+[A-Z][a-z]+\s+[a-z])",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"\s*(?:\d+(?:\.\d+)*\.?|[IVX]+\.)\s+(?=[A-Z])")
_COLON = re.compile(r":(?=\s)")
# Labels in running text are searched by their first letter.
_STARTS_SENTENCE = r"(?:(?<=\A.)|(?<=[.!?)\]]\s.))"
# Not "CRS: 77%": an abbreviation before its value is no label.
_INLINE_CAPITALS = re.compile(
    rf"[A-Z]{_STARTS_SENTENCE}(?=[A-Z ,/&-]*[A-Z]{{6}}|[A-Z]{{5}})[A-Z]+(?:[ ,/&-]+[A-Z]{{2,}})*"
    r"(?=:\s(?![<>≤≥~(]?\d))"
)
# A label that ends with a full stop, a sentence by itself: "Results. Median age was".
_DOTTED = re.compile(
    rf"[A-DIMOPR]{_STARTS_SENTENCE}(?:(?<=I)ntroduction|(?<=B)ackground|(?<=A)ims?|(?<=O)bjectives?|(?<=P)urpose"
    r"|(?<=M)ethods|(?<=R)esults|(?<=C)onclusions?|(?:(?<=P)atients|(?<=M)aterials?|(?<=D)esign)\sand\s[Mm]ethods)"
    r"\.(?=\s+[A-Z0-9])"
)
_DOTTED_ENDS = (
    "ntroduction", "ackground", "im", "ims", "bjective", "bjectives", "urpose", "ethods", "esults",
    "onclusion", "onclusions",
)  # fmt: skip
_LONGEST_DOTTED = len("Materials and methods.  A")


def is_prose(text: str) -> bool:
    """Whether folded text is running prose: a finished sentence with its share of function words."""
    words = _WORD.findall(text.lower())
    if len(text) < _SHORTEST_PROSE or not words or not ends_sentence(text):
        return False
    return sum(word in _FUNCTION_WORDS for word in words) >= _PROSE_SHARE * len(words)


def ends_sentence(text: str) -> bool:
    """Whether folded text ends where a sentence can end; a citation may follow its full stop."""
    return text.endswith(_STOPS) or (not text[-1:].isalnum() and _SENTENCE_END.search(text) is not None)


def ends_in_function_word(text: str) -> bool:
    """Whether folded text breaks off after a word that cannot end a phrase ("with", "of the")."""
    words = _WORD.findall(text.lower())
    return bool(words) and words[-1] in _FUNCTION_WORDS and not ends_sentence(text)


def is_abbreviation_list(text: str) -> bool:
    """Whether folded text starts a list of abbreviations with their meanings."""
    if _ABBREVIATION_HEAD.match(text):
        return True
    items = list(_ABBREVIATION_ITEM.finditer(text[:300]))
    return len(items) > 1 and items[0].start() == 0 and _is_abbreviation(items[0]["short"])


def is_note(text: str) -> bool:
    """Whether folded text starts as a table's footnote does."""
    return bool(_NOTE.match(text))


def is_heading_like(text: str) -> bool:
    """Whether folded text could be a heading: short, unfinished as a sentence, starting as one does."""
    if text.rstrip().endswith((".", ",", ";", "-", "%")):
        return False
    bare = _NUMBERING.sub("", text)
    return (
        0 < len(bare) <= _LONGEST_HEADING
        and not bare[0].islower()
        and any(character.isalpha() for character in bare)
    )


def section_of(text: str) -> str | None:
    """Code of the section a heading opens, None for a heading of the text's own."""
    return None if len(text) > _LONGEST_HEADING else _section_named(text)


@lru_cache(maxsize=1024)  # headings are the same from text to text
def _section_named(text: str) -> str | None:
    name = _NUMBERING.sub("", text).strip().rstrip(":.").strip()
    return _section_codes().get(name.lower()) if name[:1].isupper() else None


def inline_labels(text: str) -> tuple[tuple[int, int], ...]:
    """Places of section labels in running text ("METHODS:", "Results:"), each with its colon."""
    colons = [match.start() for match in _COLON.finditer(text)]
    found = {place for colon in colons for place in _label_before(text, colon)}
    if any(text[colon - 1 : colon].isupper() for colon in colons):
        found |= {(match.start(), match.end() + 1) for match in _INLINE_CAPITALS.finditer(text)}
    found |= set(_dotted_labels(text))
    return tuple(sorted(found))


def _dotted_labels(text: str) -> Iterator[tuple[int, int]]:
    """The section labels that end with a full stop, each looked for where one follows its last word."""
    at = text.find(".")
    while at >= 0:
        if text.endswith(_DOTTED_ENDS, 0, at):
            for match in _DOTTED.finditer(text, max(0, at - _LONGEST_DOTTED), at + _LONGEST_DOTTED):
                yield match.span()
        at = text.find(".", at + 1)


def _label_before(text: str, colon: int) -> Iterator[tuple[int, int]]:
    """The section label that ends with a colon, if one does, found in the words before it."""
    for match in _inline_pattern().finditer(text, max(0, colon - _longest_label() - 1), colon + 2):
        yield match.start(), text.index(":", match.end()) + 1


def _is_abbreviation(word: str) -> bool:
    return sum(character.isupper() for character in word) > 1 or word[-1:] == "+"


@cache
def _section_codes() -> dict[str, str]:
    return {alias: entry.code for entry in load("sections") for alias in entry.aliases}


@cache
def _longest_label() -> int:
    return max(map(len, _section_codes()))


@cache
def _inline_pattern() -> re.Pattern[str]:
    names = sorted(_section_codes(), key=len, reverse=True)
    alternatives = "|".join(map(re.escape, names))
    # A label starts a sentence; where sections were run together it follows the full stop at once.
    return re.compile(rf"(?=[A-Z])(?:(?<=\A)|(?<=[.!?)\]]\s)|(?<=[a-z)\]]\.))(?i:{alternatives})(?=\s?:\s)")
