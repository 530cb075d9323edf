"""Karyotypes in running text, whose digits and brackets are part of a name: "del(17p)", "t(4;14)", "1q21".

The notation is that of the International System for Human Cytogenomic Nomenclature (ISCN).
"""

from __future__ import annotations

from extractors.lazy_patterns import lazy
from extractors.text import holds

_CHANGES = ("del", "t", "inv", "dup", "add", "der", "ins", "idic", "dic", "gain", "amp", "i", "r", "trp")
_OPENINGS = tuple(f"{change}(" for change in _CHANGES)
_PARTS = r"[\dXYpq;.?:/~-]"
# As in "t(9;22)(q34;q11)" and "inv(3)(q21q26.2)".
_CHANGE = lazy(
    rf"(?<![\w-])(?:{'|'.join(_CHANGES)})\(\s?[\dXYpq?]{_PARTS}*(?:\s{_PARTS}*)?\)(?:\([pq?]{_PARTS}*\))*"
)
_BAND = lazy(r"(?:[1-9]|1\d|2[0-2])[pq](?:\d{1,2}(?:\.\d+)?)?(?:[-–−+](?![\w%]))?(?![A-Za-z])")
_LOST = lazy(
    r"(?:[1-9]|1\d|2[0-2])(?![\d.·,]*\s?%|\d|[.·]\d|\s(?:and\s[-–−+]?\d+\s)?(?:months?|weeks?|days?|years?|patients|pts)\b)"
    r"(?:/(?:del\()?[-–−+]?\d{1,2}[pq]?[-–−]?\)?)*"
)
_SIGNS = ("with -", "with –", "with −", "with +")
_MASKS = str.maketrans("();", "\ue000\ue001\ue002")
_UNMASKS = str.maketrans("\ue000\ue001\ue002", "();")


def karyotype_around(text: str, start: int) -> tuple[int, int] | None:
    """Return the karyotype that a number stands in, None where it stands in none.

    Args:
        text: of a sentence.
        start: where the number starts.
    """
    if text[start - 1 : start] == "(" and text[start - 2 : start - 1].isalpha():
        for begin in range(max(0, start - 5), start - 1):
            if (match := _CHANGE.match(text, begin)) is not None:
                return match.span()
        return None
    if text.endswith(_SIGNS, 0, start) and (match := _LOST.match(text, start)):
        return match.span()
    band = _BAND.match(text, start)
    return band.span() if band else None


def masked(text: str) -> str:
    """Return a text of the same length in which no bracket or semicolon stands in a karyotype."""
    if not holds(text, _OPENINGS):
        return text
    return _CHANGE.sub(lambda match: match[0].translate(_MASKS), text)


def unmasked(name: str) -> str:
    """Return a name out of a masked text as it is printed."""
    return name if name.isascii() else name.translate(_UNMASKS)
