"""The numbers of a sentence, and those that are no result: doses, dates, labels, ages, schedules.

Everything here starts from a number and looks at the words beside it, so that the cost follows the
numbers and not the length of the text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from extractors.citations import find_citations
from extractors.lazy_patterns import lazy
from extractors.prose.karyotypes import karyotype_around
from extractors.text import holds
from extractors.vocabulary import load

if TYPE_CHECKING:
    from extractors.prose.lexicon import Word

# A number as printed: thousands with commas, a point or a raised dot before the decimals. Atomic: no part
# of one is tried where the whole does not fit.
NUMBER = r"(?>\d+(?:[.·∙]\d+|(?<!\d{4})(?:,\d{3})+(?![\d,]))?|(?<![\d\w])[.·]\d+)"
DASH = r"[-‐‑–—−]"
_DASHES = ("-", "‐", "‑", "–", "—", "−")
TIME_UNIT = r"(?:months?|mos?\b\.?|weeks?|wks?|days?|years?|yrs?\b\.?)"
UNITS_OF_TIME = {"d": 1 / 30.44, "w": 1 / 4.345, "m": 1.0, "y": 12.0}  # by first letter, in months


def _digits(digit: str) -> re.Pattern[str]:
    """Numbers, searched by their first character: a pattern that begins with a set is searched by it."""
    thousands = rf"(?<![{digit}]{{4}})(?:,[{digit}]{{3}})+(?![{digit},])"
    whole_first = rf"(?<=[{digit}])[{digit}]*(?:[.·∙][{digit}]+|{thousands})?"
    return lazy(rf"[{digit}.·](?:{whole_first}|(?<=[.·])[{digit}]+)")


# A range is searched much faster than a class, which takes in the digits of every script.
_DIGITS, _DIGITS_OF_ANY_SCRIPT = _digits("0-9"), _digits(r"\d")
# Above the Arabic ones, and none among the general signs: most texts that are not plain have only dashes.
_OTHER_SCRIPT = lazy("[\u0660-\u1fff\ua600-\U0010ffff]")
_REGISTERS = (
    "NCT", "ISRCTN", "EudraCT", "UMIN", "ChiCTR", "ACTRN", "CTRI", "JapicCTI", "jRCT", "DRKS", "NTR",
    "PROSPERO", "CRD", "KCT", "SNCTP",
)  # fmt: skip
_IN_REGISTERS = ("CT", "UMIN", "DRKS", "NTR", "PROSPERO", "CRD")  # one of these is in the name of each
_REGISTRY = lazy(
    rf"\b(?:{'|'.join(_REGISTERS)})\s?(?:number|no\.?|identifier)?"
    r"[\s:#-]{0,3}[A-Z-]{0,6}\d[\d/-]*(?:\s\d{6,})?"
)
_MONTH = lazy(r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?$")
_MONTH_AFTER = lazy(r"\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?:,?\s(?:19|20)\d\d)?\b")
_YEAR = lazy(
    rf"(?:19[5-9]|20[0-4])\d\b(?:\s?(?:{DASH}|/|to|and|through)\s?(?:(?:19|20)?\d\d)\b(?![.·,]?\d|\s?%))?(?!\s?(?:%|patients|pts|cases|mg)|[.,·]\d)"
)
_SUM = lazy(r"\d+(?:\+\d+)+\b")
_SLASH_DATE = lazy(r"\d{1,2}/(?:\d{1,2}/)?(?:19|20)\d\d\b")
_RATIO = lazy(r"\d{1,2}\s?:\s?\d{1,2}(?:\s?:\s?\d{1,2})?\b(?!\s?%|[.·]\d)")
_POWER_BEFORE = lazy(r"[×x]\s?$")
_POWER = lazy(r"10\s?(?:\(\d{1,2}\)|\^\s?[-−]?\d+|[-‐‑–−]\d\b(?!\s?%|[.·]\d)|[⁻⁰-⁹]+)")
_SCALED = lazy(rf"{NUMBER}\s?[×x]\s?10")
_CONCENTRATION = lazy(r"(?:\s?/\s?(?:L|l|mL|ml|kg|[µμ][lL]|mm3?)\b)?")
# Right behind a number: the word that says what it measures or counts.
_UNIT = lazy(rf"(?:\s?(?:{DASH}|to|or|and|vs\.?|/)\s?{NUMBER})?\s?{DASH}?\s?(?P<unit>[A-Za-zµμ°][\w°/]*)")
_PER = lazy(
    r"(?:\s?(?:/|per\s)\s?(?:kg|m\s?2|m²|m\s?\(2\)|m|day|d|dose|week|h|L|l|dL|mL|[µμ][lL])|\s?[kmd](?:g|\s?)?[−-]\d|\s(?:kg|m|l|dL)\s?[−-]\d)*"
    r"(?:\s?/\s?(?:day|d|week|wk|dose))?"
)
_LIST = lazy(
    rf"(?:\s?(?:,\s?and|,\s?or|,|{DASH}|to|and|or|/|through|&)\s?{DASH}?\d{{1,3}}\b(?!\s?(?:%|{TIME_UNIT})|[.·,]\d|\s?[(\[/]|\sof\s\d))*"
)
_LABELS = lazy(r"(?:(?:,\s?and|,|\sand|\svs\.?|\sversus)\s\d\b(?!\s?(?:%|of\b|patients|pts)|[.·,]\d))*")
_FURTHER = ("further", "additional")
_GROUPS = frozenset(("arms", "groups", "cohorts"))
_AGAIN = lazy(r",?\s(?:and\s)?\d+(?:\s(?:more|others?|further|additional))?(?:\s(?:patients|pts))?\safter\b")
_CYCLE = lazy(
    rf"\d+{DASH}(?:day|week|month|hour|h|min|minute|year)s?\s(?:cycles?|courses?|infusions?|intervals?|schedules?|periods?|continuous|rest|treatment|washout|intravenous)"
)
_FOR = lazy(r"\bfor\s(?:up\sto\s|at\sleast\s|a\smaximum\sof\s|a\stotal\sof\s)?$")
_DURATION = lazy(rf"{NUMBER}\s?(?:{DASH}\s?\d+\s)?(?:consecutive\s)?(?:{TIME_UNIT}|cycles|courses)")
_MEDIAN_TIME = lazy(
    r"\b(?:at|after|within|over|for)\sa\s(?:median|mean|maximum|minimum)(?:\s(?:time|duration|interval|period))?\sof\s$",
    re.IGNORECASE,
)
_MEDIAN_ENDS = ("n of ", "m of ", "time of ", "duration of ", "interval of ", "period of ")
_TIME = lazy(
    rf"{NUMBER}(?:\s?\([^()]*\))?\s{TIME_UNIT}(?![a-z]|\s?\(?(?:95%|CI)|\s(?:\([^()]*\)\s)?of\sfollow)"
)
_PER_TIME = lazy(rf"\d+\s{TIME_UNIT}")
_AGE_BEFORE = lazy(
    r"\b(?:[Aa]ged?|[Aa]ges)\b(?:\s(?:of|was|were|is|at\sdiagnosis|between|range[ds]?|from|group|over|under|than|older|younger|in|years|the|overall|both|patients|\(years\)))*[\s,:(]*(?:[≤≥<>=]\s?)?$"
)
_AGE_LIST = lazy(rf"{NUMBER}(?:\s?(?:{DASH}|to|and|or|vs\.?|versus)\s?{NUMBER})?")
_AGE_AFTER = lazy(
    rf"{NUMBER}(?:\s?(?:{DASH}|to|and)\s?{NUMBER})?{DASH}?\s?(?:years?|yrs?|y)(?:{DASH}|\s)(?:of\sage|olds?\b|or\solder|and\solder|or\syounger|and\sover)"
)
_AGE_SIGN = lazy(rf"{NUMBER}\s?(?:years|yrs?)\b")
_SIGNS = ("≤", "≥", "<", ">")
_TIMES_SIGNS = ("×", "x")
_POWER_SIGNS = (":", " :", "×", " ×", "x", " x")
NOTHING_AFTER = ("", ",", ".", ";", ")", "]", "+")  # behind a number: it has no unit, and is no name
_CURRENCIES = ("Euro", "Euros", "EUR", "USD", "$", "€", "£")
_COMPOUND = lazy(rf"\d+{DASH}(?!(?:day|week|month|year|yr|mo)s?\b)[A-Za-z][\w-]*")
_ORDINAL = lazy(r"\d+(?:st|nd|rd|th)\b")
_KARYOTYPE_SIGNS = frozenset(("p", "q", ")", ";"))  # behind the first number of one
_GAINS = frozenset(("+", "-", "–", "−"))
_CONTEXT = 60
PERCENTS = ("%", " %")  # behind a number


class Number(NamedTuple):
    """A printed number."""

    start: int
    end: int
    value: float
    decimals: int


class Away(NamedTuple):
    """A stretch whose digits are no result, and what they are."""

    start: int
    end: int
    kind: str


# A named tuple's own constructor takes three times as long.
_new_number = partial(tuple.__new__, Number)


_Place = TypeVar("_Place", "Number", "Word")


class Taken:
    """The stretches of a sentence that are spoken for."""

    __slots__ = ("_mask", "spoken")

    def __init__(self, size: int) -> None:
        self._mask = bytearray(size)
        self.spoken = 0  # how many stretches

    def take(self, start: int, end: int) -> None:
        """Mark a stretch."""
        self._mask[start:end] = b"\x01" * (end - start)
        self.spoken += 1

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing of a stretch is marked."""
        return self._mask.find(1, start, end) < 0

    def left(self, places: list[_Place], spoken: int = 0) -> list[_Place]:
        """The numbers of which nothing is marked; no stretch begins and ends inside of one.

        Args:
            places: the numbers.
            spoken: how many stretches were spoken for when all of them were free.
        """
        if self.spoken == spoken:
            return places
        mask = self._mask
        return [place for place in places if not (mask[place[0]] or mask[place[1] - 1])]


def find_numbers(text: str) -> list[Number]:
    """Return every number of a sentence that stands alone, not one inside a name ("CD38", "IDH2")."""
    found: list[Number] = []
    plain = text.isascii() or not _OTHER_SCRIPT.search(text)
    for match in (_DIGITS if plain else _DIGITS_OF_ANY_SCRIPT).finditer(text):
        start, end = match.span()
        if start == 0 or text[start - 1] in " (" or _stands_alone(text, start):
            found.append(_new_number((start, end, *_value(match[0]))))
    return found


def _stands_alone(text: str, start: int) -> bool:
    """Whether no letter, digit or "X-" stands right before a number, which does not begin its sentence."""
    before = text[start - 1]
    if before == "-" and start > 1:
        return not text[start - 2].isalpha() or text[max(0, start - 4) : start - 1].lower() == "day"
    if before == "/" and start > 1 and text[start - 2].isalpha():
        return _PER_TIME.match(text, start) is None  # "units/4 weeks"
    if before == "+" and start > 1 and text[start - 2].isdigit():
        return False  # "7+3"
    if before == "," and start > 1:
        return not text[start - 2].isdigit()
    return not (before.isalnum() or before in "_.·")


def to_number(start: int, printed: str) -> Number:
    """Return a printed number with its value."""
    return _new_number((start, start + len(printed), *_value(printed)))


@lru_cache(maxsize=4096)  # texts print the same few numbers again and again
def _value(printed: str) -> tuple[float, int]:
    """A printed number's value and how many decimals it has."""
    if printed.isdecimal():
        return float(printed), 0
    point = printed.find(".")
    if point < 0 or "," in printed:
        printed = printed.replace(",", "").replace("·", ".").replace("∙", ".")
        point = printed.find(".")
    return float(printed), len(printed) - point - 1 if point >= 0 else 0


def explained_away(text: str, numbers: list[Number]) -> list[Away]:
    """Return the stretches whose digits are no result, by what stands beside numbers but a percent sign."""
    found: list[Away] = []
    at = 0
    if "[" in text:
        found += [Away(*c.span, "citation") for c in find_citations(text) if cites(text, c.span.start)]
    if holds(text, _IN_REGISTERS):
        found += [Away(match.start(), match.end(), "registry") for match in _REGISTRY.finditer(text)]
    for number in numbers:
        if number.start >= at and (away := _look_around(text, number)):
            found.append(away)
            at = away.end
    return found


def cites(text: str, start: int) -> bool:
    """Whether a bracket of whole numbers cites; after a number it belongs to it: "34 [18]", "(39% [61])"."""
    before = text[:start].rstrip()
    inside = before.count("(") > before.count(")")
    return not (before[-1:].isdigit() or (inside and before.endswith("%")))


def _look_around(text: str, number: Number) -> Away | None:
    """What the words beside a number make of it, None where they leave it a quantity."""
    start, end, _, decimals = number
    if decimals == 0 and (text[end : end + 1] in _KARYOTYPE_SIGNS or text[start - 1 : start] in _GAINS):
        span = karyotype_around(text, start)
        if span:
            return Away(*span, "karyotype")
    before = text[start - _CONTEXT if start > _CONTEXT else 0 : start]
    words = before.replace("(", " ").rsplit(None, 1)
    last = words[-1] if words else ""
    return (
        _by_word_before(text, number, before, last)
        or _by_sign(text, number, before.rstrip()[-1:], last)
        or (_by_word_after(text, number) if _is_followed(text, end) else None)
    )


def _is_followed(text: str, end: int) -> bool:
    """Whether something right behind a number can say what it is: a word, or the rest of "7+3"."""
    following = text[end : end + 1]
    return following not in NOTHING_AFTER or (following == "+" and text[end + 1 : end + 2].isdigit())


def _by_word_before(text: str, number: Number, before: str, printed: str) -> Away | None:
    """What the word before a number says: "May 5", "aged 18", "arm 2", "every 3 weeks", "for 12 months"."""
    last = printed.lower()
    if last[:3] in _MONTHS and _MONTH.search(printed.rstrip(",")):
        return Away(number.start, number.end, "date")
    kind = _words_before().get(last.strip("≤≥<>=:"))
    if (kind == "age" or "age" in before) and (age := _age_before(text, number, before)):
        return age
    if kind == "label":
        apart = before.endswith(("(", "["))  # "between the groups (47 of 254"
        named = number.end - number.start == 1 and _LABELLED.search(before)  # "in group 2 (74% vs 46%)"
        counted = None if named else _IS_COUNTED.match(text, number.end)
        if not apart and number.decimals == 0 and not counted:
            listed = _LABELS if last in _GROUPS else _LIST
            again = _AGAIN.match(text, number.end)  # "after cycle 1 and 3 after cycle 2"
            end = number.end if again else _end(listed, text, number.end)
            return Away(number.start - len(last) - 1, end, "label")
    elif kind == "schedule" and (
        match := _DURATION.match(text, number.start) or _AGE_LIST.match(text, number.start)
    ):
        return Away(number.start, match.end(), "schedule")
    return _duration(text, number, before) if last in _DURATIONS else None


def _age_before(text: str, number: Number, before: str) -> Away | None:
    match = _AGE_LIST.match(text, number.start) if _AGE_BEFORE.search(before) else None
    return Away(number.start, match.end(), "age") if match else None


def _duration(text: str, number: Number, before: str) -> Away | None:
    """How long something was given or watched: "for up to 12 months", "at a median of 3.3 years"."""
    if "for " in before and _FOR.search(before) and (match := _DURATION.match(text, number.start)):
        return Away(number.start, match.end(), "schedule")
    if (
        before.endswith(_MEDIAN_ENDS)
        and "follow" not in before
        and _MEDIAN_TIME.search(before)
        and (match := _TIME.match(text, number.start))
    ):
        end = number.end if "(" in match[0] else match.end()  # a range between is told by itself
        return Away(number.start, end, "duration")
    return None


_MONTHS = frozenset(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))
# Patients or a bracketed share: "cohort: 12 patients", "in group 12 (40%)".
_IS_COUNTED = lazy(r"[ab]?\s?(?:patients|pts|months|\(\s?\d|of\s\d)")
_LABELLED = lazy(
    r"(?:^|\b(?:in|for|of|to|than|vs\.?|versus|and|from|with|between|after|at|by)\s)(?:arm|group|cohort)\s$",
    re.IGNORECASE,
)
_OF_PEOPLE = lazy(r"\b(?:patients|pts|those|subjects|aged?)\s[≥≤<>⩾⩽]=?\s?$")
_ALONE = lazy(r"\([≥≤<>⩾⩽]=?\s?$")
_YEARS_OLD = lazy(r"(?:1[5-9]|[2-9]\d)(?![\d.%]|\s?(?:%|mo|we|da|cm|mm|mg|×|x\s?10))")
_DURATIONS = frozenset(("for", "to", "least", "of"))


def _by_sign(text: str, number: Number, sign: str, last: str) -> Away | None:
    """What the sign before a number or its own form says: "x 10", "≥65 years", "$5", "12/2019", "2019"."""
    start, end, _, decimals = number
    if sign in _TIMES_SIGNS and _POWER_BEFORE.search(text, start - _CONTEXT, start):
        return Away(start, end, "power")
    if sign in _SIGNS and (match := _AGE_SIGN.match(text, start) or _age_of_people(text, number)):
        return Away(start, match.end(), "age")
    if last.endswith(_CURRENCIES):
        return Away(start, end, "money")
    if text.startswith("/", end) and (match := _SLASH_DATE.match(text, start)):
        return Away(start, match.end(), "date")
    if decimals == 0 and end - start == 4 and (match := _YEAR.match(text, start)):  # noqa: PLR2004
        return Away(start, match.end(), "date")
    return None


def _age_of_people(text: str, number: Number) -> re.Match[str] | None:
    """An age behind a sign that says whom: "in pts ≥75 vs", "45% (≥75) and 47% (<75)"."""
    start = number.start
    said = _OF_PEOPLE.search(text, max(0, start - _CONTEXT), start) or (
        text.startswith(")", number.end) and _ALONE.search(text, max(0, start - _CONTEXT), start)
    )
    return _YEARS_OLD.match(text, start) if said else None


def _by_word_after(text: str, number: Number) -> Away | None:
    """What the word or sign behind a number says: "1:1", "65 years of age", "20 mg/m2/day", "5-FU"."""
    return _power(text, number) or _measured(text, number) or _name(text, number)


def _power(text: str, number: Number) -> Away | None:
    """A ratio or power: "1:1", "10(9)/L", "3.2 x 10"."""
    following = ""
    if text.startswith(_POWER_SIGNS, number.end):
        following = text[number.end : number.end + 2].strip()[:1]
    if following == ":" and (match := _RATIO.match(text, number.start)):
        return Away(number.start, match.end(), "ratio")
    if following in _TIMES_SIGNS and (match := _SCALED.match(text, number.start)):
        return Away(number.start, match.end(), "power")
    if text.startswith("10", number.start) and (match := _POWER.match(text, number.start)):
        return Away(number.start, _end(_CONCENTRATION, text, match.end()), "power")
    return None


def _measured(text: str, number: Number) -> Away | None:
    """An age, a day, a dose, a schedule: "65 years of age", "13 May", "20 mg/m2/day", "28-day cycles"."""
    found = _UNIT.match(text, number.end)
    if found is None:
        return None
    start, unit = number.start, found["unit"]
    if unit[0] == "y" and (match := _AGE_AFTER.match(text, start)):
        return Away(start, match.end(), "age")
    if (
        number.decimals == 0
        and unit[:3].lower() in _MONTHS
        and (match := _MONTH_AFTER.match(text, number.end))
    ):
        return Away(start, match.end(), "date")
    units, plain = _units(), unit.partition("/")[0]
    if (unit in units or plain in units) and not _is_of_people(text, found, unit):
        return Away(start, _end(_PER, text, found.start("unit") + len(plain)), "dose")
    if text[number.end] in _DASHES and (match := _CYCLE.match(text, start)):
        return Away(start, match.end(), "schedule")
    return None


def _is_of_people(text: str, found: re.Match[str], unit: str) -> bool:
    """Whether a word behind a number leaves it a count of patients: "4 further patients"."""
    if unit in _FURTHER:
        return text.startswith((" patients", " pts"), found.end("unit"))
    return text.startswith("-related", found.end("unit"))  # "3 drug-related deaths"


def _name(text: str, number: Number) -> Away | None:
    """A number inside a name: "65th", "5-FU"."""
    following = text[number.end]
    pattern = (
        _SUM
        if following == "+"
        else _COMPOUND
        if following in _DASHES
        else _ORDINAL
        if following.isalpha()
        else None
    )
    match = pattern.match(text, number.start) if pattern else None
    return Away(number.start, match.end(), "ordinal" if pattern is _ORDINAL else "name") if match else None


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


@cache
def _words_before() -> dict[str, str]:
    """Words that stand before a number which is no result, and what they make of it."""
    return {word: entry.code for entry in load("number_labels") for word in entry.aliases}


@cache
def _units() -> frozenset[str]:
    """Units and counted things, which make a number a dose, a size or a number of cycles."""
    return frozenset(
        word for entry in load("number_units") for word in (*entry.aliases, *entry.case_sensitive)
    )


@cache
def measures() -> tuple[str, ...]:
    """Return what percentages measure that are no shares of patients, in lower case: "blasts"."""
    return tuple(word for entry in load("measures") for word in entry.aliases)


@cache
def levels() -> tuple[str, ...]:
    """Return what has a level that a percentage behind a sign gives, in lower case: "mrd"."""
    return tuple(word for entry in load("levels") for word in entry.aliases)
