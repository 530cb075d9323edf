"""The quantities of a sentence: a value with its unit, its n/N, its interval and its P."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import NamedTuple

from extractors.prose.lexicon import Word
from extractors.prose.times import TimePoint, find_times
from extractors.prose.numbers import (
    DASH,
    NUMBER,
    TIME_UNIT,
    UNITS_OF_TIME,
    Away,
    Number,
    explained_away,
    find_numbers,
    to_number,
)

_OPEN_END = r"(?:NR|NE|NA|N/A|NC|not\s(?:yet\s)?(?:been\s)?(?:reached|estimable|evaluable|attained|available|calculable)|inf(?:inity)?|∞|\+?∞|upper\slimit\snot\sreached)"
_BOUND = rf"(?:[−–-]?{NUMBER}\+?|{_OPEN_END})"
_BETWEEN = rf"\s?(?:%|{TIME_UNIT})?\s*(?:{DASH}|to|,|;|and|/)\s*"
_INTERVAL_CUE = re.compile(
    rf"(?:(?P<level>9\d(?:[.·]\d+)?)\s?%?\s*)?(?:\b|(?<=%))(?:C\.?I\.?s?\b|CL\b|CrI\b|confidence\s(?:intervals?|limits?|bounds))"
    rf"(?:\s*[\[(](?:95\s?%\s)?(?:CI|CL|CIs)[\])])?(?P<bounds>\]?\s*[:,=;]?\s*(?:of|was|were|from|ranging\sfrom|between|range[ds]?)?\s*[\[(]?\s*"
    rf"(?P<low>{_BOUND}){_BETWEEN}(?P<high>{_BOUND})\s?(?:%|{TIME_UNIT}(?![a-z]))?)?",
)
_BARE_INTERVAL = re.compile(rf"(?:[\[(]|,(?=\s))\s*(?P<low>{_BOUND}){_BETWEEN}(?P<high>{_BOUND})\s?(?:%|{TIME_UNIT})?\s*(?=[\]);,])")
_RANGE = re.compile(
    rf"(?:\b(?:range[ds]?|ranging|IQRs?|inter-?\s?quartile\s(?:\(IQ\)\s)?range|Q1{DASH}Q3|IQ\srange|SD|SE|minimum|maximum)\b|±)[\s,:;=(\])]*(?:of|from|between|IQR|was)?[\s,:=(]*"
    rf"(?P<low>[<>+]?{NUMBER}\+?)(?:\s?(?:%|{TIME_UNIT})?\s*(?:{DASH}|to|,|and|±|;)\s*(?P<high>[<>]?{NUMBER}|{_OPEN_END})\+?)?\s?(?:%|{TIME_UNIT}(?![a-z]))?"
)
_P_VALUE = re.compile(
    rf"\b[Pp](?:[\s-]?values?)?(?:\s(?:for\s)?(?:trend|interaction|non-?inferiority|heterogeneity|difference))?\s*(?:was|of|were)?\s*"
    rf"(?:[=<>≤≥]\s?){{1,2}}(?P<p>{NUMBER}(?:\s?[×x]\s?10\s?\(?{DASH}?\s?\d+\)?)?|NS\b|n\.?s\.?)|(?<=[(\s])(?P<ns>n\.s\.|NS(?=[);,]))"
)
_SIZE = re.compile(r"\b[nN]\s?=\s?(?P<n>\d[\d,]*)(?:\s?(?:/|of|out\sof)\s?(?P<total>\d[\d,]*))?")
_GRADE = re.compile(
    rf"\b(?:[Gg]rades?|GRADE|[Gg]r\.?|G(?=\s?[1-5≥>])|CTC|CTCAE\s[Gg]rade)\s?{DASH}?\s?(?P<from>≥|>=|>|⩾|at\sleast\s)?\s?(?P<low>[1-5]\b|[1-5](?=\+)|IV|I{{1,3}}|V|three|four|five|two|one)"
    rf"(?P<rest>\s?(?:/|{DASH}|to|and|or|,|&|and/or|or/and)\s?(?:grade\s)?(?:≥\s?)?(?P<high>[1-5]|IV|I{{1,3}}|V|four|five|three)\b)?(?P<more>\+|\sor\s(?:higher|greater|more|above|worse|over)|\sand\s(?:higher|above)|\sor\smore\ssevere)?",
)
_GRADE_HINT = re.compile(r"rade|[Gg]r[ .]|G\s?[≥>]?\s?[1-5]|CTC")
_ALL_GRADES = re.compile(r"(?:[Aa]ll|[Aa]ny)(?:[\s-]grades?\b| severity\b)")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_UNIT_AFTER = re.compile(rf"\s?(?P<percent>%|per\s?cent\b)|[\s-]?(?P<time>{TIME_UNIT})(?![a-z])")
_COMPARATOR = re.compile(
    r"(?:(?P<ge>≥|>=|⩾|at least|no less than|minimum of)|(?P<le>≤|<=|⩽|up to|at most|no more than|maximum of)"
    r"|(?P<gt>>|more than|exceeding|exceeded|greater than|over|above|in excess of)|(?P<lt><|less than|fewer than|below|under))\s?$"
)
_THRESHOLD_AFTER = re.compile(r"\sof\s(?:the\s|all\s|treated\s)*(?:patients|pts|subjects|participants)(?:\s(?:in|treated|who)\s[\w\s]{1,40})?(?:\)|:|\s(?:were|was|are|included?|including|with)\b|\s\()")
_SIGNS = (">", ">=", "≥", "⩾", "<", "<=", "≤", "⩽")
_COMPARATORS = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<"}
_COUNTED = (
    r"(?:(?:[A-Za-z][\w/+-]*\s){0,3}?(?:patients?|pts?|subjects?|cases?|women|men|individuals|responders?|participants?|children|deaths?|events?|episodes?|recipients?))"
)
_OF = re.compile(rf"\s(?:out\s)?of\s(?:the\s)?(?P<total>\d[\d,]*)(?![\d.·]*\s?(?:%|{TIME_UNIT}))(?=[\s,;.)\]]|$)")
_SLASH = re.compile(rf"\s?/\s?(?P<total>\d+)(?![\d.·/%])")
_NOUN = re.compile(rf"(?:\s[A-Za-z][\w+/-]*){{0,4}}?\s?(?=[(\[])|\s?(?=[(\[])")
_NO_PEOPLE = re.compile(r"\b(?:arms?|groups?|cohorts?|trials?|studies|cycles?)\b")
_SHARE = re.compile(rf"\s?[(\[]\s?(?:(?P<of>\d+)\s?(?:/|of)\s?(?P<of_total>\d+)\s?[;,:=]?\s)?(?P<share>{NUMBER})\s?(?:%|per\s?cent)")
_FRACTION_AFTER = re.compile(
    r"(?:\s(?:of|in)\s(?:[A-Za-z][\w+/-]*\s){1,5})?\s?[(\[,]\s?(?:n\s?=\s?)?(?P<n>\d+)(?:\s?/\s?(?P<slash>\d+)|\s(?:out\s)?of\s(?:the\s)?(?P<of>\d+))(?:\s(?:patients|pts|evaluable|subjects|cases))*(?=[\s)\];,])"
)
_HUNDREDS = re.compile(r"(?:[\s-]hundred)(?:\sand)?\s?")


@dataclass(slots=True)
class Quantity:
    """A value as printed, being put together: `start` and `end` are the printed value with its unit."""

    start: int
    end: int
    value: float | None
    decimals: int | None
    unit: str  # percent | months | ratio | count | bare
    stop: int = 0  # where all that belongs to it ends, brackets included
    begin: int = -1  # where all that belongs to it starts: the count of "34 (18%)"
    factor: float = 1.0
    comparator: str = "="
    n: int | None = None
    n_total: int | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    ci_level: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: str | None = None
    statistic: str | None = None
    not_reached: bool = False
    numbers: list[int] = field(default_factory=list)  # starts of the numbers it explains

    def __post_init__(self) -> None:
        if self.begin < 0:
            self.begin = self.start


class Grade(NamedTuple):
    """The least grade a phrase names, from three up; None for all grades and for milder ones."""

    start: int
    end: int
    least: int | None
    low: bool = False  # a grade below three was named


class Interval(NamedTuple):
    """Two bounds in print; `is_ci` is False for a range or interquartile range."""

    start: int
    end: int
    low: float | None
    high: float | None
    level: float | None
    is_ci: bool


class PValue(NamedTuple):
    """A P as printed."""

    start: int
    end: int
    printed: str


@dataclass(slots=True)
class Figures:
    """All that a sentence says in numbers."""

    numbers: list[Number]
    quantities: list[Quantity] = field(default_factory=list)
    times: list[TimePoint] = field(default_factory=list)
    grades: list[Grade] = field(default_factory=list)
    intervals: list[Interval] = field(default_factory=list)
    p_values: list[PValue] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)


def read_figures(text: str, words: list[Word]) -> Figures:
    """Return the quantities of a sentence and everything else it prints in digits."""
    figures = Figures(find_numbers(text))
    taken: list[tuple[int, int]] = []

    _take_intervals(text, figures, taken)
    for match in _P_VALUE.finditer(text) if any(sign in text for sign in _P_SIGNS) else ():
        figures.p_values.append(PValue(match.start(), match.end(), match[0].strip()))
        taken.append(match.span())
    _take_grades(text, figures, taken)
    landmarks, schedules = find_times(text, _starts(figures.numbers, words, taken))
    figures.times, figures.away = landmarks, schedules
    taken += [place[:2] for place in (*landmarks, *schedules)]
    sizes = [match for match in _SIZE.finditer(text) if _is_free(taken, match.span())] if "=" in text else []
    taken += [match.span() for match in sizes]
    left = [number for number in figures.numbers if _is_free(taken, (number.start, number.end))]
    for away in explained_away(text, left):
        if _is_free(taken, away[:2]):
            figures.away.append(away)
            taken.append(away[:2])
    _read_quantities(text, words, figures, taken)
    _count_outcomes(figures.quantities, words)
    _attach_sizes(text, figures, sizes)
    _attach_intervals(text, figures)
    _close_brackets(text, figures)
    _share_units(text, figures.quantities)
    return figures


# --- intervals, grades, time points ---------------------------------------------------------------


def _starts(numbers: list[Number], words: list[Word], taken: list[tuple[int, int]]) -> list[int]:
    """Where numbers start that are not yet spoken for, in digits or words."""
    places = [(number.start, number.end) for number in numbers]
    places += [(word.start, word.end) for word in words if word.role == "numeral"]
    return sorted(place[0] for place in places if _is_free(taken, place))


def _bound(printed: str) -> float | None:
    sign = -1.0 if printed[:1] in "−–-" else 1.0
    bare = printed.rstrip("+").lstrip("<>+−–-")
    return sign * to_number(0, bare).value if bare[:1] in (*".·0123456789",) else None


_P_SIGNS = ("=", "<", ">", "≤", "≥", "NS", "n.s")
_INTERVAL_WORDS = ("CI", "CL", "onfidence", "C.I", "CrI")
_RANGE_WORDS = ("ang", "IQ", "quartile", "±", "SD", "SE", "inimum", "aximum", "Q1")


def _take_intervals(text: str, figures: Figures, taken: list[tuple[int, int]]) -> None:
    declared = False
    for match in _INTERVAL_CUE.finditer(text) if any(cue in text for cue in _INTERVAL_WORDS) else ():
        declared = True
        level = float(match["level"].replace("·", ".")) if match["level"] else None
        if match["bounds"] and match["low"]:
            interval = Interval(*match.span(), _bound(match["low"]), _bound(match["high"]), level or 95.0, is_ci=True)
            figures.intervals.append(interval)
        taken.append(match.span())
    for match in _RANGE.finditer(text) if any(cue in text for cue in _RANGE_WORDS) else ():
        if _is_free(taken, match.span()):
            figures.intervals.append(Interval(*match.span(), _bound(match["low"]), _bound(match["high"] or ""), None, is_ci=False))
            taken.append(match.span())
    for match in _BARE_INTERVAL.finditer(text):
        if _is_free(taken, match.span()) and _opens_interval(text, match, declared=declared):
            figures.intervals.append(Interval(*match.span(), _bound(match["low"]), _bound(match["high"]), 95.0 if declared else None, is_ci=declared))
            taken.append(match.span())
    figures.intervals.sort()


def _opens_interval(text: str, match: re.Match[str], *, declared: bool) -> bool:
    """Whether a bracket of two bounds belongs to the value before it; "rash (47%–50%)" stands for itself."""
    before = text[: match.start()].rstrip()
    if match[0][0] == "," and (not declared or "," in match[0][1:]):
        return False
    return bool(re.search(r"(?:\d\s?%?|months?|years?|weeks?|days?|mo|yrs?|reached|NR)$", before)) and "/" not in match[0]


def _is_free(taken: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    return not any(span[0] < end and start < span[1] for start, end in taken)


def _take_grades(text: str, figures: Figures, taken: list[tuple[int, int]]) -> None:
    if not _GRADE_HINT.search(text):
        return
    for match in _GRADE.finditer(text):
        if _is_free(taken, match.span()):
            low = _grade(match["low"])
            above = (match["from"] or "").strip() == ">"
            least = low + 1 if above else low
            figures.grades.append(Grade(match.start(), match.end(), least if least >= 3 else None, least < 3))
            taken.append(match.span())
    if "grades" in text or "grade" in text or "severity" in text:
        figures.grades += [Grade(match.start(), match.end(), None) for match in _ALL_GRADES.finditer(text)]
    figures.grades.sort()


def _grade(printed: str) -> int:
    return _ROMAN.get(printed) or _ROMAN.get(printed.lower()) or int(printed)


# --- quantities ------------------------------------------------------------------------------------


def _read_quantities(text: str, words: list[Word], figures: Figures, taken: list[tuple[int, int]]) -> None:
    starts = [number for number in figures.numbers if _is_free(taken, (number.start, number.end))]
    starts += _numerals(text, words, taken)
    at = 0
    for number in sorted(starts):
        if number.start >= at:
            quantity = _read_one(text, number)
            figures.quantities.append(quantity)
            at = max(quantity.stop, number.end)


def _numerals(text: str, words: list[Word], taken: list[tuple[int, int]]) -> list[Number]:
    """Numbers in words that count: "ten patients", "One-hundred seventy patients", "seven [8%]"."""
    found: list[Number] = []
    numerals = [word for word in words if word.role == "numeral" and _is_free(taken, (word.start, word.end))]
    skip = -1
    for index, word in enumerate(numerals):
        if index <= skip:
            continue
        value, end = int(word.code), word.end
        if hundred := _HUNDREDS.match(text, end):
            value, end = value * 100, hundred.end()
            if index + 1 < len(numerals) and numerals[index + 1].start == end:
                skip = index + 1
                value, end = value + int(numerals[skip].code), numerals[skip].end
            end = len(text[:end].rstrip())
        found.append(Number(word.start, end, float(value), 0))
    return found


def _count_outcomes(quantities: list[Quantity], words: list[Word]) -> None:
    """A whole number right before an outcome counts it: "six CR and 22 PR"."""
    names = {word.start for word in words if word.role in ("endpoint", "event")}
    for quantity in quantities:
        if quantity.unit == "bare" and quantity.n is not None and not {quantity.stop, quantity.stop + 1}.isdisjoint(names):
            quantity.unit, quantity.value, quantity.decimals = "count", None, None


def _read_one(text: str, number: Number) -> Quantity:
    """Read the quantity that starts with a number: "34 [18%] of 184", "70% (14/20)", "8.2 months"."""
    unit = _UNIT_AFTER.match(text, number.end)
    if unit and unit["percent"]:
        quantity = Quantity(number.start, unit.end(), number.value, number.decimals, "percent", unit.end(), numbers=[number.start])
        _read_fraction_after(text, quantity)
    elif unit:
        factor = UNITS_OF_TIME[unit["time"][0].lower()]
        quantity = Quantity(number.start, unit.end(), number.value, number.decimals, "months", unit.end(), factor=factor, numbers=[number.start])
    elif number.decimals == 0:
        quantity = _read_count(text, number)
    else:
        quantity = Quantity(number.start, number.end, number.value, number.decimals, "bare", number.end, numbers=[number.start])
    if comparator := _COMPARATOR.search(text[max(0, quantity.begin - 18) : quantity.begin]):
        quantity.comparator = _COMPARATORS[comparator.lastgroup or "ge"]
        listed = _THRESHOLD_AFTER.match(text, quantity.end)
        if quantity.unit == "percent" and (comparator[0].strip() in _SIGNS or listed) and quantity.n is None:
            quantity.unit = "bare"  # "clone size ≥75%", "events in >10% of patients": a threshold
    return quantity


def _read_fraction_after(text: str, quantity: Quantity) -> None:
    if match := _FRACTION_AFTER.match(text, quantity.end):
        quantity.n, quantity.n_total = int(match["n"]), int(match["slash"] or match["of"])
        quantity.numbers += [match.start("n"), match.start("slash") if match["slash"] else match.start("of")]
        quantity.stop = match.end()
    elif match := _OF.match(text, quantity.end):
        quantity.n_total = int(match["total"].replace(",", ""))
        quantity.numbers.append(match.start("total"))
        quantity.stop = match.end()


def _read_count(text: str, number: Number) -> Quantity:
    quantity = Quantity(number.start, number.end, None, None, "bare", number.end, n=int(number.value), numbers=[number.start])
    at = number.end
    if total := _SLASH.match(text, at) or _OF.match(text, at):
        _set_total(quantity, total)
        quantity.unit = "count"
        at = total.end()
    quantity.stop = at
    noun = _NOUN.match(text, at)
    share = _SHARE.match(text, noun.end()) if noun and not _NO_PEOPLE.search(noun[0]) else None
    if share and noun and (share["of"] is None or int(share["of"]) == quantity.n):
        _set_share(text, quantity, share)
    elif counted := re.compile(rf"\s?{_COUNTED}\b").match(text, at):
        quantity.unit = "count"
        quantity.end = quantity.stop = number.end
        if total := _OF.match(text, counted.end()):
            _set_total(quantity, total)
            quantity.stop = total.end()
    else:
        quantity.value, quantity.decimals = number.value, 0
    return quantity


def _set_total(quantity: Quantity, match: re.Match[str]) -> None:
    quantity.n_total = int(match["total"].replace(",", ""))
    quantity.numbers.append(match.start("total"))


def _set_share(text: str, quantity: Quantity, share: re.Match[str]) -> None:
    """A count with its percentage in brackets: the percentage is the value."""
    printed = to_number(share.start("share"), share["share"])
    quantity.value, quantity.decimals, quantity.unit = printed.value, printed.decimals, "percent"
    quantity.numbers.append(printed.start)
    if share["of"]:
        quantity.numbers += [share.start("of"), share.start("of_total")]
        quantity.n_total = int(share["of_total"])
    quantity.begin, quantity.start, quantity.end = quantity.start, printed.start, share.end()
    quantity.stop = share.end()
    closing = re.compile(r"\s?[)\]]").match(text, share.end())
    if closing and (total := _OF.match(text, closing.end())):
        _set_total(quantity, total)
        quantity.stop = total.end()


_LIST_GAP = re.compile(rf"\s?(?:,\s?and|,|and|or|vs\.?|versus|v\.?|to|{DASH}|compared\s(?:with|to)|as compared with|/)\s?")


def _share_units(text: str, quantities: list[Quantity]) -> None:
    """Give a bare number the unit of the one it is listed with: "6.4 and 2.8 months", "19.8 months vs. 4.2"."""
    for bare, other in (*pairwise(quantities[::-1]), *pairwise(quantities)):
        first, second = sorted((bare, other), key=lambda quantity: quantity.begin)
        if other.unit != "bare":
            bare, other = other, bare
        if other.unit == "bare" and bare.unit in ("percent", "months") and _LIST_GAP.fullmatch(text, first.stop, second.begin):
            if other is second and "and" in text[first.stop : second.begin]:
                continue
            _take_unit(other, bare)
    for quantity in quantities:
        if quantity.unit == "bare" and quantity.value is not None and quantity.decimals == 0:
            quantity.n = None


def _take_unit(bare: Quantity, other: Quantity) -> None:
    bare.unit, bare.factor = other.unit, other.factor
    if bare.value is None:
        bare.value, bare.decimals = float(bare.n or 0), 0
    bare.n = None


# --- what belongs to a quantity ---------------------------------------------------------------------


def _attach_sizes(text: str, figures: Figures, sizes: list[re.Match[str]]) -> None:
    """ "38.6%, n = 88", "16% [n = 7]": the size belongs to the value it follows at once."""
    for match in sizes:
        owner = next((q for q in reversed(figures.quantities) if q.stop <= match.start()), None)
        if owner and owner.unit == "percent" and re.fullmatch(r"[\s,;(\[]*", text[owner.stop : match.start()]):
            owner.n = int(match["n"].replace(",", ""))
            owner.n_total = int(match["total"].replace(",", "")) if match["total"] else owner.n_total
            owner.numbers += [match.start(group) for group in ("n", "total") if match[group]]
            owner.stop = match.end()
        elif share := _sized(text, figures, match):
            share.n = int(match["n"].replace(",", ""))
            share.numbers.append(match.start("n"))
            share.begin = match.start()
        else:
            figures.away.append(Away(*match.span(), "size"))


_SIZE_GAP = re.compile(r"\s?[,;:]?\s?[\[(]?")


def _sized(text: str, figures: Figures, size: re.Match[str]) -> Quantity | None:
    """The percentage that a size stands right before: "n = 20 [50%]"."""
    found = next((q for q in figures.quantities if q.begin >= size.end()), None)
    if found and found.unit == "percent" and found.n is None and _SIZE_GAP.fullmatch(text, size.end(), found.begin):
        return found
    return None


def _attach_intervals(text: str, figures: Figures) -> None:
    for interval in figures.intervals:
        owner = next((q for q in reversed(figures.quantities) if q.start < interval.start), None)
        if owner is None or owner.ci_level or owner.low is not None or not _follows(text, owner, interval):
            continue
        owner.numbers += [number.start for number in figures.numbers if interval.start <= number.start < interval.end]
        owner.stop = max(owner.stop, interval.end)
        scale = owner.factor if owner.unit == "months" else 1.0
        low, high = (None if bound is None else round(bound * scale, 4 if scale == 1.0 else 2) for bound in interval[2:4])
        if interval.is_ci:
            owner.ci_low, owner.ci_high, owner.ci_level = low, high, interval.level
        else:
            owner.low, owner.high = low, high


_BRACKET_REACH = 60
_UNIT_LATER = re.compile(rf"\s?[)\]]?\s?(?:(?P<percent>%)|(?P<time>{TIME_UNIT})(?![a-z]))")


def _close_brackets(text: str, figures: Figures) -> None:
    """Let a quantity reach to the end of its own bracket, and take a unit printed behind it."""
    for quantity, following in zip_longest(figures.quantities, figures.quantities[1:]):
        stretch = text[quantity.begin : quantity.stop]
        opened = stretch.count("(") + stretch.count("[") - stretch.count(")") - stretch.count("]")
        if opened <= 0:
            continue
        limit = following.begin if following else len(text)
        if (closing := _closing(text, quantity.stop, limit, opened)) is not None:
            quantity.stop = closing
        if quantity.unit == "bare" and (later := _UNIT_LATER.match(text, quantity.stop)):
            quantity.unit = "percent" if later["percent"] else "months"
            quantity.factor = 1.0 if later["percent"] else UNITS_OF_TIME[later["time"][0].lower()]
            _scale_bounds(quantity)  # "4.76 (range, 0.15-9.84) years": they were read before the unit
            quantity.value = float(quantity.n or 0) if quantity.value is None else quantity.value
            quantity.stop, quantity.n = later.end(), None


def _scale_bounds(quantity: Quantity) -> None:
    """Bring the bounds of a quantity to months, once its unit is known."""
    bounds = (quantity.low, quantity.high, quantity.ci_low, quantity.ci_high)
    quantity.low, quantity.high, quantity.ci_low, quantity.ci_high = (
        None if bound is None else round(bound * quantity.factor, 4) for bound in bounds
    )


def _closing(text: str, start: int, limit: int, opened: int) -> int | None:
    """Where the brackets that are open at a place close, if they do before the limit."""
    for at in range(start, min(limit, start + _BRACKET_REACH)):
        opened += (text[at] in "([") - (text[at] in ")]")
        if opened == 0:
            return at + 1
    return None


def _follows(text: str, owner: Quantity, interval: Interval) -> bool:
    gap = text[max(owner.stop, owner.end) : interval.start]
    return len(gap) <= 60 and ";" not in gap.strip(" ;()[]")
