"""The grammar of printed values: `13 (39.4%)`, `6.4 (4.1–NE)`, `14/20 (70%; 95% CI 48–85)`, `≥ 10%`, ...

A value keeps every number as printed: what it is, with how many decimals, and where in the text.
What an interval or a bare number means is not settled here: that depends on the label beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.records import Comparator, Status

PrintedUnit = Literal["percent", "months", "weeks", "days", "years"]
Interval = Literal["range", "iqr", "ci"]
Shape = Literal[
    "fraction_percent",
    "fraction",
    "count_percent",
    "percent_count",
    "amount",
    "mean_deviation",
    "range",
    "interval",
]

MONTHS_PER_YEAR = 12.0
DAYS_PER_MONTH = 30.44
WEEKS_PER_MONTH = 4.345


class Number(NamedTuple):
    """A printed number: its value, printed decimals, and place in the text it was read from."""

    value: float
    decimals: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Value:
    """One printed value with all that belongs to it. `start` and `end` take in its unit."""

    start: int
    end: int
    status: Status = "reported"
    comparator: Comparator = "="
    value: Number | None = None
    unit: PrintedUnit | None = None
    low: Number | None = None
    high: Number | None = None
    interval: Interval | None = None  # what the print calls the interval; None: it does not say
    open_high: bool = False  # the upper bound is printed as not reached
    ci_low: Number | None = None
    ci_high: Number | None = None
    ci_level: Number | None = None
    n: Number | None = None
    n_total: Number | None = None
    spread: Number | None = None  # standard deviation after a plus-minus sign
    p_value: str | None = None
    p_span: tuple[int, int] | None = None
    unresolved: str | None = None  # an abbreviation of a missing value that the document does not define

    @property
    def numbers(self) -> tuple[tuple[str, Number], ...]:
        """The printed numbers by field name, in the order of print."""
        found = [(name, getattr(self, name)) for name in _NUMBER_FIELDS]
        return tuple(sorted(((n, v) for n, v in found if v is not None), key=lambda item: item[1].start))


_NUMBER_FIELDS = ("value", "low", "high", "ci_low", "ci_high", "ci_level", "n", "n_total", "spread")
ANY_AMOUNT: tuple[Shape, ...] = (
    "fraction_percent",
    "percent_count",
    "count_percent",
    "amount",
    "range",
    "fraction",
)

_NUMBER = r"(?:(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:[.\u00b7]\d+)?|(?<!\d)[.\u00b7]\d+)"
_INTEGER = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?![.\u00b7]\d)"
_UNIT = (
    r"(?:\s*%|[\s-]*(?:per ?cent|months?|mos?\b\.?|mths?\b|years?|yrs?\b\.?|weeks?|wks?\b\.?|days?|"
    r"[myd](?![\w.])))"
)
_DASH = r"\s*(?:[\u2013\u2014\u2212\u2010\u2011~/-]|\bto\b|\band\b)\s*"
_LOOSE_DASH = r"\s*(?:[\u2013\u2014\u2212\u2010\u2011~/,;-]|\bto\b|\band\b)\s*"
_MARK = r"(?:[*\u2020\u2021\u00a7\u00b6#]+|\s?[\u1d43-\u1d4f\u00b9\u00b2\u00b3])"  # of a footnote
_OPEN_BOUND = (
    r"(?:NE|NR|NA|NC|N/?[RAE]|[Nn]ot (?:yet )?(?:reached|estimable|evaluable|available)|"
    r"\u221e|\u2013\u2013)(?!\w)"
)
_COMPARATOR = re.compile(
    r"(?P<sign>[\u2265\u2264\u2a7e\u2a7d]|[<>]\s?=|[<>]|at least|more than|less than|up to|over|exceeding)\s*"
    r"|[~\u2248=]\s?"
)
_AMOUNT = re.compile(
    rf"(?P<value>{_NUMBER})\+?{_MARK}?(?P<unit>{_UNIT})?{_MARK}?(?:\s*\u00b1\s*(?P<spread>{_NUMBER}))?"
)
_FRACTION = re.compile(
    rf"(?P<n>{_INTEGER})\s*(?:/|\bof\b|out of)\s*(?P<n_total>{_INTEGER}){_MARK}?"
    r"(?:\s*(?:patients|pts?\b\.?|evaluable))*"
)
_COUNT = re.compile(rf"(?P<n>{_INTEGER}){_MARK}?(?:\s*(?:patients|pts?\b\.?|cases))?")
_DEVIATION = re.compile(rf"\s*\((?:SD\s*[:=]?\s*)?(?P<spread>{_NUMBER})\)")
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})\+?\s?%?{_DASH}(?:(?P<high>{_NUMBER})\+?|{_OPEN_BOUND})(?P<unit>{_UNIT})?"
)
# An interval alone in its cell, where its label says that it is one: "(45.3, 74.2)".
_INTERVAL = re.compile(
    rf"\s*[(\[]?\s*(?P<low>{_NUMBER})\s*%?(?:,\s+|;\s*|{_DASH})(?:(?P<high>{_NUMBER})|(?P<open>{_OPEN_BOUND}))\s*%?\s*[)\]]?"
)
_CI = re.compile(
    r"[\s,;]*[(\[]?\s*(?:(?P<ci_level>\d{2}(?:\.\d)?)\s*%?[\s-]*)?"
    r"(?:C\.?I\.?|[Cc]onfidence [Ii]ntervals?|CrI)s?\s*[:,=]?\s*[(\[]?\s*"
    rf"(?P<ci_low>{_NUMBER})\s*%?{_LOOSE_DASH}(?:(?P<ci_high>{_NUMBER})|(?P<open>{_OPEN_BOUND}))\+?{_UNIT}?\s*\]?"
)
_BARE = re.compile(
    r"\s*(?P<bracket>[(\[])\s*(?P<called>[Rr]ange|IQR|[Ii]nterquartile range|Q1\W{1,3}Q3)?\s*[:,=]?\s*"
    rf"(?P<low>{_NUMBER})\+?\s*%?{_LOOSE_DASH}(?:(?P<high>{_NUMBER})\+?|(?P<open>{_OPEN_BOUND})){_UNIT}?\s*[)\]]"
)
_CALLED_RANGE = re.compile(
    r"[\s,;]+(?P<called>[Rr]ange|IQR|[Ii]nterquartile range)\s*[:,=]?\s*"
    rf"(?P<low>{_NUMBER}){_DASH}(?P<high>{_NUMBER})(?:{_UNIT})?"
)
_P = re.compile(
    r"[\s,;]*[(\[]?\s*(?:[pP](?:\s*-?\s*[vV]alues?)?\s*(?:=\s*)?"
    r"(?P<p_value>(?:[<>\u2264\u2265]\s*)?[.\u00b7]?\d[.\u00b7\d]*)|(?<=\()(?P<not_significant>NS)(?=\)))"
)
_LATE_UNIT = re.compile(r"\s+(?P<unit>months?|mo\b|years?|weeks?|days?)\b")
_OPENING = re.compile(r"\s*[(\[]\s*")
_CLOSING = re.compile(r"\s*[)\]]")
_SEPARATOR = re.compile(r"\s*[,:;=]?\s*")
_VALUE_START = re.compile(
    r"[\d.\u00b7(\[<>=~\u2248\u2264\u2265\u2a7d\u2a7e]|at least|more than|less than|up to|over|exceeding"
)
_COUNT_MARK = re.compile(r"[nN]\s*=\s*")

_UNIT_LETTERS: dict[str, PrintedUnit] = {
    "m": "months",
    "y": "years",
    "w": "weeks",
    "d": "days",
    "%": "percent",
    "p": "percent",
}
_COMPARATORS: dict[str, Comparator] = {
    "≥": ">=", ">=": ">=", "⩾": ">=", "at least": ">=", "≤": "<=", "<=": "<=", "⩽": "<=", "up to": "<=",
    ">": ">", "more than": ">", "over": ">", "exceeding": ">", "<": "<", "less than": "<",
}  # fmt: skip


def read_value(text: str, shapes: tuple[Shape, ...] = ANY_AMOUNT) -> Value | None:
    """Read a whole text as one value in one of the shapes, the first that fits.

    Args:
        text: folded text of a cell.
        shapes: how a value may be printed there.

    Returns:
        The value, or None where the text is no such value.
    """
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    for shape in shapes:
        value = _read_shape(text, start, shape)
        if value and value.end == end:
            return value
    return None


def match_value(text: str, at: int, shapes: tuple[Shape, ...] = ANY_AMOUNT) -> Value | None:
    """Read the longest value that starts at a place of a text."""
    if not _VALUE_START.match(text, at):
        return None
    values = [value for shape in shapes if (value := _read_shape(text, at, shape))]
    whole = [value for value in values if _is_whole(text, value.end)]
    return max(whole, key=lambda value: value.end, default=None)


def match_bounds(text: str, at: int) -> Value | None:
    """Read an interval in brackets that stands alone, as behind "not reached (8.1–NE)"."""
    scan = _Scan(text, at)
    if not (scan.take(_CI) or scan.take(_BARE) or scan.take(_HALF_OPEN)):
        return None
    scan.take(_CLOSING)
    return scan.value(at)


def read_number(text: str, start: int, end: int) -> Number:
    """Return the number printed at a place: "1,234" is 1234, and "6·4" is 6.4."""
    printed = text[start:end].replace(",", "").replace("\u00b7", ".")
    return Number(float(printed), len(printed.partition(".")[2]), start, end)


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return every number of a text but those that are part of a name ("BAY-1234", "BCL2", "5-FU")."""
    return tuple(read_number(text, *match.span()) for match in _STANDALONE.finditer(text))


def read_unit(word: str) -> PrintedUnit | None:
    """Return the unit that a word is ("mo", "years", "%"), None for any other word."""
    return _printed_unit(word) if re.fullmatch(_UNIT, f" {word.strip()}", re.IGNORECASE) else None


def months(value: float, unit: PrintedUnit | None) -> float:
    """Return a time in months."""
    if unit == "years":
        return value * MONTHS_PER_YEAR
    if unit == "weeks":
        return value / WEEKS_PER_MONTH
    if unit == "days":
        return value / DAYS_PER_MONTH
    return value


_HALF_OPEN = re.compile(
    rf"\s*[(\[]\s*(?:(?:\d{{2}}\s*%?\s*)?CI\s*[:,=]?\s*)?{_OPEN_BOUND}{_LOOSE_DASH}(?:{_OPEN_BOUND}|(?P<ci_high>{_NUMBER}))\s*"
)
_STANDALONE = re.compile(
    rf"(?<![^\W\d])(?<![\d.\u00b7])(?<![A-Za-z][-\u2010\u2011])(?<!\d,){_NUMBER}(?![\d]|[.\u00b7]\d|-?[A-Z]{{2}}|\w*[A-Z]\d)"
)


@dataclass(slots=True)
class _Scan:
    """A place in a text, and the fields of the value read up to it."""

    text: str
    at: int
    numbers: dict[str, Number] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    p_span: tuple[int, int] | None = None

    def take(self, pattern: re.Pattern[str]) -> bool:
        """Read a pattern at this place and keep its named parts; a field is filled only once."""
        match = pattern.match(self.text, self.at)
        if not match:
            return False
        groups = {name: text for name, text in match.groupdict().items() if text}
        if groups.keys() & self.numbers.keys():
            return False
        for name, printed in groups.items():
            if name in _NUMBER_FIELDS:
                self.numbers[name] = read_number(self.text, *match.span(name))
            else:
                self.words[name] = printed
        if "not_significant" in groups:
            self.words["p_value"] = groups["not_significant"]
        if "p_value" in self.words and self.p_span is None:
            self.p_span = match.span("p_value" if "p_value" in groups else "not_significant")
        if "ci_low" in groups or "ci_high" in groups:
            self.words["called"] = "CI"
        self.at = match.end()
        return True

    def value(self, start: int) -> Value:
        """The value read so far."""
        called = self.words.get("called")
        sign = self.words.get("sign")
        return Value(
            start=start,
            end=len(self.text[: self.at].rstrip()),
            comparator=_COMPARATORS[sign.replace(" =", "=")] if sign else "=",
            unit=_printed_unit(self.words.get("unit")),
            interval=_interval(called),
            open_high="open" in self.words,
            p_value=_printed_p(self.words.get("p_value")),
            p_span=self.p_span,
            **self.numbers,  # type: ignore[arg-type]  # field names of numbers only
        )


def _read_shape(text: str, at: int, shape: Shape) -> Value | None:
    scan = _Scan(text, at)
    return scan.value(at) if _READERS[shape](scan) else None


def _amount(scan: _Scan) -> bool:
    scan.take(_COMPARATOR)
    if not scan.take(_AMOUNT):
        return False
    _tails(scan)
    if "unit" not in scan.words:
        scan.take(_LATE_UNIT)
    return True


def _mean_deviation(scan: _Scan) -> bool:
    """`60.7 (9.35)`, a mean with its standard deviation."""
    return scan.take(_AMOUNT) and scan.take(_DEVIATION)


def _fraction(scan: _Scan) -> bool:
    return scan.take(_FRACTION)


def _fraction_percent(scan: _Scan) -> bool:
    """`14/20 (70%; 95% CI 48–85)`, `14/20, 70%`."""
    if not scan.take(_FRACTION):
        return False
    if not scan.take(_OPENING):
        scan.take(_SEPARATOR)
        return _percentage(scan) and "unit" in scan.words
    return _percentage(scan) and _close(scan)


def _count_percent(scan: _Scan) -> bool:
    """`13 (39.4%)`."""
    return scan.take(_COUNT) and scan.take(_OPENING) and _percentage(scan) and _close(scan)


def _percent_count(scan: _Scan) -> bool:
    """`39.4% (13)`, `39.4% (n = 13)`, `39.4% (13/33)`, `39.4%, 13/33`."""
    scan.take(_COMPARATOR)
    if not scan.take(_AMOUNT) or scan.words.get("unit", "").strip() != "%":
        return False
    if not scan.take(_OPENING):
        scan.take(_SEPARATOR)
        return scan.take(_FRACTION)
    scan.take(_COUNT_MARK)
    if not (scan.take(_FRACTION) or scan.take(_COUNT)):
        return False
    _tails(scan)
    return _close(scan)


def _range(scan: _Scan) -> bool:
    scan.take(_OPENING)
    if not scan.take(_RANGE):
        return False
    scan.take(_CLOSING)
    return True


def _bare_interval(scan: _Scan) -> bool:
    """`(45.3, 74.2)`, `32.9–48.4`, where the label says that it is an interval."""
    return scan.take(_INTERVAL)


def _percentage(scan: _Scan) -> bool:
    """The percentage of a count, with the interval that may stand in the same brackets."""
    scan.take(_COMPARATOR)
    if not scan.take(_AMOUNT) or scan.words.get("unit", "%").strip() != "%":
        return False
    _tails(scan)
    return True


def _close(scan: _Scan) -> bool:
    if not scan.take(_CLOSING):
        return False
    _tails(scan)
    return True


def _tails(scan: _Scan) -> None:
    """Intervals and P value that follow a value, each at most once."""
    while True:
        before = scan.at
        opened = scan.text[scan.at :].lstrip(" ,;")[:1] in ("(", "[")
        for pattern in (_CI, _BARE, _CALLED_RANGE, _P):
            if scan.take(pattern):
                break
        if scan.at == before:
            return
        if opened:
            while scan.take(_P):
                pass
            if scan.text[before : scan.at].count("(") > scan.text[before : scan.at].count(")"):
                scan.take(_CLOSING)


_READERS: dict[Shape, Callable[[_Scan], bool]] = {
    "fraction_percent": _fraction_percent,
    "fraction": _fraction,
    "count_percent": _count_percent,
    "percent_count": _percent_count,
    "amount": _amount,
    "mean_deviation": _mean_deviation,
    "range": _range,
    "interval": _bare_interval,
}


def _is_whole(text: str, end: int) -> bool:
    """Whether a value that ends here does not break off inside a number or word."""
    if end >= len(text) or not text[end - 1].isalnum():
        return True
    return not text[end].isalnum() and not re.match(r"[.\u00b7,]\d", text[end:])


def _printed_p(printed: str | None) -> str | None:
    return printed.replace(" ", "").replace("\u00b7", ".") if printed else None


def _interval(called: str | None) -> Interval | None:
    if not called:
        return None
    return "ci" if called == "CI" else "range" if called.lower() == "range" else "iqr"


def _printed_unit(printed: str | None) -> PrintedUnit | None:
    letters = (printed or "").strip(" -").lower()
    return _UNIT_LETTERS.get(letters[0]) if letters else None
