"""Raised text on the line: what is a citation, a footnote mark, an exponent or part of a word.

Printed small and high, "MajesTEC-1¹" is unmistakable; as plain characters it becomes another trial, and
10⁹ becomes 109. So citations go into brackets, marks are set off by a blank, and raised digits stay
raised (Unicode has them), where no pattern for numbers takes them for one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Kind = Literal["citation", "mark", "exponent", "word"]

_RAISED = str.maketrans(
    "0123456789+-−–=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
)
# Characters that stand raised, as a class of a regular expression.
RAISED = "[" + "".join(sorted(set(map(chr, _RAISED.values())) - set("⁺⁻⁼⁽⁾"))) + "]"
_NUMBERS = re.compile(r"\d{1,3}(?:[\s,;–‐−-]+\d{1,3})*[\s,;]*")
_SIGNED = re.compile(r"[-−–+]\s?\d+(?:\.\d+)?")
_SYMBOLS = re.compile(r"[*∗†‡§¶‖#,\s]+")
_LETTERS = re.compile(r"[A-Za-z](?:[\s,]+[A-Za-z])*[\s,]*")
_ORDINAL = re.compile(r"st|nd|rd|th", re.IGNORECASE)
# What a whole number can be the power of: ten, a unit of length, area or time, a closing bracket, or
# a statistic (R², I², χ²).
_BASE = re.compile(r"(?:(?<![\w.-])10|[×x·*]\s?10|(?<![^\W\d_])(?:[cdkmµμ]?m|s|h|R|r|I|T|[χχηε])|\)) ?$")
# A footnote's own mark, before its first word.
_WORD_AFTER = re.compile(r"\s|[A-Z][a-z]{2}")
_ISOTOPE_BEFORE = re.compile(r"(?:^|[\s(\[/–-])$")


def kind_of(text: str, before: str, after: str, *, in_cell: bool) -> Kind:
    """Return what raised text is.

    Args:
        text: the raised text.
        before: the end of what stands before it.
        after: the start of what follows it.
        in_cell: it stands in a table, where a raised number is a footnote's.
    """
    if _SIGNED.fullmatch(text):
        return "exponent"
    if _NUMBERS.fullmatch(text):
        return _kind_of_numbers(text, before, after, in_cell=in_cell)
    if _SYMBOLS.fullmatch(text):
        return "mark"
    if _LETTERS.fullmatch(text):
        return "mark" if before[-1:].strip() or not before else "word"
    return "mark" if in_cell and re.fullmatch(r"[a-z]{2}", text) and not _ORDINAL.fullmatch(text) else "word"


def _kind_of_numbers(text: str, before: str, after: str, *, in_cell: bool) -> Kind:
    if not before and _WORD_AFTER.match(after):
        return "mark"
    if text.isdecimal() and _BASE.search(before):
        return "exponent"
    if _ISOTOPE_BEFORE.search(before) and after[:1].isalpha():
        return "exponent"
    return "mark" if in_cell else "citation"


def mark(text: str) -> str:
    """Return a footnote mark: raised and set off, or as printed if it is no letter or digit."""
    text = text.strip(" []()")
    if not text or _SYMBOLS.fullmatch(text):
        return text
    return " " + exponent(re.sub(r"\s+", "", text))


@lru_cache(maxsize=1_000)
def exponent(text: str) -> str:
    """Return text in raised characters, after a caret where there are none for it."""
    raised = text.strip().translate(_RAISED)
    if all(not character.isalnum() or character not in text for character in raised):
        return raised
    return f"^{text.strip()}"


def citation(text: str) -> str:
    """Return the numbers of a citation in brackets."""
    return f"[{text.strip(' []()')}]"
