"""Whether the text of a cell is whole: what the score of a table's columns and rows rests on."""

from __future__ import annotations

import re

_NOTHING = re.compile(
    r"(?:n\s?/?\s?[adrels]\.?|n\.\s?[adr]\.|not (?:reached|available|reported|evaluable)|none|no|yes|unknown|"
    r"[-–—−‐.…*†‡]+|)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
# What a printed value may hold beside its digits.
_VALUE_WORDS = re.compile(
    r"\b(?:ci|iqr|range|sd|se|to|and|of|or|vs|versus|months?|mos?|days?|weeks?|wks?|years?|yrs?|y|d|h|hours?|n|p|hr|"
    r"patients?|pts?|nr|ne|na|nd|ns|median|mean|mg|kg|g|dl|l|ml|x|e|log|ref|reference)\b\.?",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\s\d%‰.,;:()\[\]{}<>=≤≥≈~±+×·*/†‡§¶#|‖⁰¹²³⁴⁵⁶⁷⁸⁹ᵃ-ᵿʰ-˿−–—‐-]+")
_OPEN_END = re.compile(
    r"(?:[(\[,/±<>≤≥=–—+×&]|\b(?:and|or|of|the|with|to|in|for|by|vs\.?|versus|at|on|from|than|a|an))$",
    re.IGNORECASE,
)
# "qRT-PCR", "p value" and their like start a cell in spite of their small letter.
_OPEN_START = re.compile(r"[)\]%,;:/±]|(?!p[\s-]?values?\b)[a-z](?!-?[A-Z])")
_NUMBER_END = re.compile(r"\d-$|[A-Za-z]-$")


def is_value(text: str) -> bool:
    """Whether text is a printed value and nothing else."""
    if _NOTHING.fullmatch(text):
        return bool(text)
    return bool(_DIGIT.search(text)) and not _SIGNS.sub("", _VALUE_WORDS.sub("", text))


def is_balanced(text: str) -> bool:
    """Whether every bracket that opens closes again."""
    depth = 0
    for character in text:
        depth += (character in "([") - (character in ")]")
        if depth < 0:
            return False
    return depth == 0


def is_open(text: str) -> bool:
    """Whether text breaks off: a bracket is open, a hyphen or function word stands at its end."""
    return not is_balanced(text) or bool(_OPEN_END.search(text)) or bool(_NUMBER_END.search(text))


def starts_inside(text: str) -> bool:
    """Whether text starts in the middle of something."""
    return bool(_OPEN_START.match(text)) and not is_value(text)


def is_whole(text: str) -> bool:
    """Whether text can be all of a cell."""
    return not is_open(text) and not starts_inside(text)
