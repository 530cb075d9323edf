"""Amounts beside study fields: a number, a printed range after it, whether they are one arm's."""

from __future__ import annotations

import re

NUMBER = r"\d{1,3}(?:[.·]\d+)?"
YEARS = r"(?:\s?-?(?:years?|yrs?|y)\b\.?(?:\s(?:old|of age)\b)?)?"
TO = r"\s?(?:-|–|—|−|‐|to|and|through)\s?"
_RANGE_WORD = r"(?:range[ds]?|ranging|limits?|extremes?|min-max)[\s,:=]{0,2}(?:from |was |of |between )?"
_ARM = r"[^.;,]{1,40}\b(?:arm|group|cohort)s?\b"
_ARM_BEFORE = re.compile(rf"\b(?:in|for) (?:the )?{_ARM}", re.IGNORECASE)
_NEXT_ARM = rf"(?:,?\s?(?:vs\.?|versus|compared (?:with|to))|\s?(?:and|or))\s{NUMBER}(?!\s?%)"
_ARM_AFTER = re.compile(
    rf"{YEARS}\s?(?:\([^()]*\)\s?)?{_NEXT_ARM}"
    rf"|[^.;]{{0,40}}\b(?:in|for) (?:the )?{_ARM}"
    r"|[^.;]{0,60}\brespectively\b"
    r"|\s?(?:vs\.?|versus|compared (?:with|to))\s",
    re.IGNORECASE,
)
_CLOSERS = ")] "


def range_pattern(name: str = "") -> str:
    """Pattern of "(range, 26–72)", ", ranging from 26 to 72" or a bare "(26–72)".

    Args:
        name: what the groups begin with, so that one pattern may hold several ranges.
    """
    stated = rf"(?P<{name}low>{NUMBER}){YEARS}{TO}(?P<{name}high>{NUMBER})"
    bare = rf"(?P<{name}bare_low>{NUMBER}){TO}(?P<{name}bare_high>{NUMBER})"
    return rf"(?:\s?[,;]?\s?[(\[]?\s?{_RANGE_WORD}{stated}|\s?[(\[]{bare}{YEARS}[)\]])"


def range_of(match: re.Match[str]) -> tuple[float | None, float | None]:
    """The range that a match of `range_pattern` holds.

    A bare bracket may be an interval of any kind: it is a range if the words before it say so.
    """
    groups = {key: value for key, value in match.groupdict().items() if value}
    if "range" not in match[0].lower():
        groups = {key: value for key, value in groups.items() if "bare" not in key}
    bounds = (
        next((value for key, value in groups.items() if key.endswith(end)), None) for end in ("low", "high")
    )
    low, high = (read_number(bound) for bound in bounds)
    return low, high


def read_number(printed: str | None) -> float | None:
    """The value of a printed number."""
    return None if printed is None else float(printed.replace("·", "."))


def decimals_of(printed: str | None) -> int | None:
    """How many decimals a number was printed with."""
    return None if printed is None else len(printed.replace("·", ".").partition(".")[2])


def is_of_one_arm(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is one arm's: named so, or the next arm's amount follows."""
    named_before = _ARM_BEFORE.search(text[max(0, start - 60) : start])
    return bool(named_before or _ARM_AFTER.match(text[end:].lstrip(_CLOSERS)))
