"""What belongs to a value beside it: its unit, its size, its interval, its bracket."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.prose.figures import Quantity
from extractors.prose.lexicon import is_response
from extractors.prose.numbers import DASH, TIME_UNIT, UNITS_OF_TIME, Away
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.figures import Figures, Interval
    from extractors.prose.lexicon import Word

_LIST_GAP = re.compile(
    rf"\s?(?:,\s?and|,|and|or|vs\.?|versus|v\.?|to|{DASH}|compared\s(?:with|to)|as compared with|/)\s?"
)
_ERRORS = ("±", "+", "SE")
_ENDS_RANGE = re.compile(rf"\d{DASH}$")  # "65% for 40-60, and 45% for older patients"
_UNITS = ("percent", "months")
_ROUNDED = 0.6  # percentage points between a share and its count out of the total
_PRINTED, _CONVERTED = 4, 2  # decimals of a bound as printed, and of one brought to months
_PAIR = 2
# The unit of the numbers behind it, in a bracket: "median PFS (months)", "CR, n (%)".
_UNITS_OPENED = ("(%", "(in ", "(mo", "(yr", "(ye", "(we", "(wk", "(da")
_UNIT_HEADING = re.compile(
    rf"(?:(?P<counted>\bn\s?\(%\))|[A-Za-z]\s\((?:%|in\s%|(?:in\s)?(?P<time>{TIME_UNIT}))\))(?:\s?[:,=]|\s(?:was|were|of))?\s?"
)
_NEXT_GROUP = re.compile(
    r"(?:\soverall|\s(?:in|for|with|among)\s[^.;:()\d]{1,50})?(?:;|,|,?\sand|\svs\.?|\sversus|,?\scompared\s(?:with|to))(?:\sand)?\s"
)
_IN_GROUP = re.compile(r"\s(?:in|for|with|among)\s(?!\d)")
_IN_HEADED_LIST = re.compile(
    r"(?:\s?[(\[][^()\[\]]*[)\]])*\s?(?:vs\.?|versus|v\.?|and|,\sand|,|/|compared\s(?:with|to))?\s?"
)
_LISTED = re.compile(r"\s*(?:,\s?and|and|;)\s*")
_GRADE_BEFORE = re.compile(r"\b[Gg]rades?\s(?:≥\s?)?[\dIV]+(?:[-–/][\dIV]+)?[,:]?\s[(\[]?$")
_GRADE_REACH = 20
_CLOSING = (")", "]")
_ITEM = r"[A-Za-z][\w/ -]{1,40}\s\([nN]\s?=\s?\d+\)"
# What opens a list of responses, up to one of its items.
_JOINED = r"(?:,\s(?:and\s|or\s)?|\sand\s)(?:an?\s)?"
_RESPONSES = re.compile(
    r"(?:\b(?:[Rr]esponses?|[Rr]emissions?|[Oo]utcomes?)\b(?:\s\([^()]*\))?[^.;()]{0,40}?\s?"
    r"(?:was|were|included?|including|:)"
    r"|(?<!who)(?<!that)(?<!of those)\s(?:achieved|attained|obtained|reached|included|including)"
    rf"|(?:remissions?|responses?|responded):)\s(?:an?\s)?(?P<listed>{_ITEM}(?:{_JOINED}{_ITEM})*{_JOINED})?$"
)
_NEXT_SIZED = re.compile(rf"\){_JOINED}{_ITEM}")
_NAMED_AGAIN = re.compile(r"\)\s(?:or|was|were|had|have|is|are|who|with|vs|versus)\b")
_SIZE_GAP = re.compile(r"\s?[,;:]?\s?[\[(]?")
_BRACKET_REACH = 60
_OF_GROUP = re.compile(r"\b(?:with|without|of|for|prior|previous|to)\s(?:\w+\s)?$")
_NOT_REACHED = re.compile(r"\b(?:N\.?R|NE|not\s(?:yet\s)?(?:been\s)?(?:reached|estimable|attained))\b")
_UNIT_LATER = re.compile(rf"\s?[)\]]?\s?(?:(?P<percent>%)|(?P<time>{TIME_UNIT})(?![a-z]))")


def attach_all(text: str, figures: Figures, sizes: list[re.Match[str]], words: list[Word]) -> None:
    """Give the quantities of a sentence what belongs to them."""
    if sizes:
        attach_sizes(text, figures, sizes, words)
    if not figures.quantities:
        return
    if figures.intervals:
        attach_intervals(text, figures, words)
    bare = [quantity for quantity in figures.quantities if quantity.unit == "bare"]
    if bare:
        if holds(text, _UNITS_OPENED):
            _units_of_headings(text, figures.quantities)
        drop_errors(text, figures)
        _none_in_brackets(text, figures.quantities)
        _counts_in_brackets(text, figures.quantities)
    if "(" in text or "[" in text:
        close_brackets(text, figures.quantities)
    if bare:
        share_units(text, figures.quantities)


def attach_sizes(text: str, figures: Figures, sizes: list[re.Match[str]], words: list[Word]) -> None:
    """Give a size to the value it follows at once: "38.6%, n = 88", "16% [n = 7]"; one counts an event."""
    for match in sizes:
        owner = next((q for q in reversed(figures.quantities) if q.stop <= match.start()), None)
        if (
            owner
            and owner.unit == "percent"
            and re.fullmatch(r"[\s,;(\[]*", text[owner.stop : match.start()])
        ):
            owner.n = int(match["n"].replace(",", ""))
            owner.n_total = int(match["total"].replace(",", "")) if match["total"] else owner.n_total
            owner.numbers += [match.start(group) for group in ("n", "total") if match[group]]
            owner.stop = match.end()
        elif share := _sized(text, figures, match):
            share.n = int(match["n"].replace(",", ""))
            share.numbers.append(match.start("n"))
            share.begin = match.start()
        elif counted := _sized_name(text, match, words):
            figures.quantities.append(counted)
        else:
            figures.away.append(Away(*match.span(), "size"))
    figures.quantities.sort(key=lambda quantity: quantity.begin)


def _counts_in_brackets(text: str, quantities: list[Quantity]) -> None:
    """A number in the bracket behind a percentage that counts it out of a total told: "CR 40% (24)" of 60."""
    totals = {each.n_total for each in quantities if each.n_total}
    if not totals:
        return
    for first, second in pairwise(quantities):
        count, share = second.n, first.value
        if (
            first.unit != "percent"
            or first.n is not None
            or second.unit != "bare"
            or not count
            or share is None
        ):
            continue
        if text[first.stop : second.begin] != " (" or not text.startswith(")", second.stop):
            continue
        if any(abs(100 * count / total - share) <= _ROUNDED for total in totals):
            first.n, first.stop = count, second.stop + 1
            first.numbers += second.numbers
            second.unit = "error"
    quantities[:] = [quantity for quantity in quantities if quantity.unit != "error"]


def _none_in_brackets(text: str, quantities: list[Quantity]) -> None:
    """A nought in the bracket behind a percentage is one too: "cough 30% (0)"."""
    for first, second in pairwise(quantities):
        beside = first.unit == "percent" and first.value and second.unit == "bare" and second.n == 0
        if beside and text[first.stop : second.begin] == " (" and text.startswith(")", second.stop):
            second.unit, second.value, second.decimals, second.n = "percent", 0.0, 0, None


_ABBREVIATED = re.compile(r"(?P<bracket>\()[A-Za-z-]{2,8}[;,]\s$")


def _sized_name(text: str, size: re.Match[str], words: list[Word]) -> Quantity | None:
    """The size as a count of the event, cause, response or grade that it stands behind."""
    return (
        _counted(text, size, words)
        or _listed(text, size, words)
        or _responded(text, size, words)
        or _graded(text, size)
    )


def _counted(text: str, size: re.Match[str], words: list[Word]) -> Quantity | None:
    """The size in a bracket right behind an event, which counts it: "neutropenia (n = 9)"."""
    opened = size.start() - 1
    if text.startswith(("; n", ", n"), size.end()):
        return None  # "ICANS (n = 122; n = 109 evaluable)"
    if (
        opened < 1
        or (text[opened] not in "([" and not _ABBREVIATED.search(text, 0, size.start()))
        or text[size.end() : size.end() + 1] not in {")", "]", ";", ","}
    ):
        return None
    if (short := _ABBREVIATED.search(text, 0, size.start())) is not None:
        opened = short.start("bracket")  # "cytokine release syndrome (CRS; n=5)"
    name = next((word for word in words if word.role in ("event", "cause") and word.end == opened - 1), None)
    if name is None or (name.role == "event" and _OF_GROUP.search(text, 0, name.start)):
        return None
    count = _count_of(size)
    count.n_total = int(size["total"].replace(",", "")) if size["total"] else None
    count.numbers = [size.start(group) for group in ("n", "total") if size[group]]
    return count


def _listed(text: str, size: re.Match[str], words: list[Word]) -> Quantity | None:
    """The size right behind an outcome in a bracket, which counts it: "(CR n=12; CRh n=6)"."""
    name = next((word for word in words if size.start() - 2 <= word.end < size.start()), None)
    if name is None or name.role != "endpoint" or text[name.end : size.start()] not in {" ", ", ", ": "}:
        return None
    before = text[: name.start]
    if before.count("(") <= before.count(")") or text[size.end() : size.end() + 1] not in {")", ";", ","}:
        return None
    return _count_of(size)


def _responded(text: str, size: re.Match[str], words: list[Word]) -> Quantity | None:
    """The size behind one of several responses listed: "best responses were CR (n=9), PR (n=5)"."""
    name = next((word for word in words if word.end + 2 == size.start() and is_response(word)), None)
    if name is None or not text.startswith(_CLOSING, size.end()) or _NAMED_AGAIN.match(text, size.end()):
        return None
    listed = _RESPONSES.search(text, 0, name.start)
    if listed is None or (not listed["listed"] and not _NEXT_SIZED.match(text, size.end())):
        return None
    return _count_of(size)


def _count_of(size: re.Match[str]) -> Quantity:
    """A size as a count of patients."""
    count = Quantity(
        size.start("n"), size.end(), None, None, "count", size.end(), n=int(size["n"].replace(",", ""))
    )
    count.begin, count.numbers = size.start(), [size.start("n")]
    return count


def _graded(text: str, size: re.Match[str]) -> Quantity | None:
    """The size right behind a grade, which counts its events: "(grade 3, n = 4; grade 4, n = 1)"."""
    if not _GRADE_BEFORE.search(text, max(0, size.start() - _GRADE_REACH), size.start()):
        return None
    return _count_of(size)


def _sized(text: str, figures: Figures, size: re.Match[str]) -> Quantity | None:
    """The percentage that a size stands right before: "n = 20 [50%]"."""
    found = next((q for q in figures.quantities if q.begin >= size.end()), None)
    if (
        found
        and found.unit == "percent"
        and found.n is None
        and _SIZE_GAP.fullmatch(text, size.end(), found.begin)
    ):
        return found
    return None


def attach_intervals(text: str, figures: Figures, words: list[Word]) -> None:
    """Give each interval to the value before it; a list of intervals to the list of values before it."""
    for group in _interval_lists(text, figures.intervals):
        before = [quantity for quantity in figures.quantities if quantity.start < group[0].start]
        owners = before[-len(group) :]
        if len(owners) == 1 and owners[0].unit == "count" and group[0].is_ci:
            owners = _owner_of_bracket(text, before, group[0])
        if len(owners) == len(group) and _follows(text, owners[-1], group[0]):
            for owner, interval in zip(owners, group, strict=True):
                _take_interval(text, figures, owner, interval)
            last = owners[-1]
            if not any(w.role == "endpoint" and last.stop <= w.start < group[0].start for w in words):
                last.stop = max(last.stop, group[-1].end)  # not "79% achieved a CR (95% CI, 69 to 87)"


def _owner_of_bracket(text: str, before: list[Quantity], interval: Interval) -> list[Quantity]:
    """The value right before the bracket that an interval ends: "23% (one CR, 11 PR; 95% CI, 13-37%)"."""
    opened = max(text.rfind(mark, 0, interval.start) for mark in "([")
    if text.find(")", max(opened, 0), interval.start) >= 0:
        return before[-1:]
    owner = next((each for each in reversed(before) if each.end <= opened), None)
    return [owner] if owner and owner.unit == "percent" and opened - owner.end <= 1 else before[-1:]


def _interval_lists(text: str, intervals: list[Interval]) -> list[list[Interval]]:
    """Intervals joined by "and", together."""
    groups: list[list[Interval]] = []
    for interval in intervals:
        if groups and interval.is_ci and _LISTED.fullmatch(text, groups[-1][-1].end, interval.start):
            groups[-1].append(interval)
        else:
            groups.append([interval])
    return groups


def _take_interval(text: str, figures: Figures, owner: Quantity, interval: Interval) -> None:
    if owner.ci_level or owner.low is not None:
        return
    numbers = figures.numbers
    within = numbers[bisect_left(numbers, (interval.start,)) : bisect_left(numbers, (interval.end,))]
    owner.numbers += [number.start for number in within]
    if text.startswith(_ERRORS, interval.start):
        _take_error(text, owner, interval)
        return
    scale = owner.factor if owner.unit == "months" else _percent(owner, interval)
    decimals = _PRINTED if scale == 1.0 else _CONVERTED
    low, high = (None if bound is None else round(bound * scale, decimals) for bound in interval[2:4])
    if interval.is_ci:
        owner.ci_low, owner.ci_high, owner.ci_level = low, high, interval.level
    else:
        owner.low, owner.high = low, high


def _percent(owner: Quantity, interval: Interval) -> float:
    """What brings the bounds of a percentage to percent: "53.3% (95% CI, 0.36 to 0.68)"."""
    bounds = (interval.low, interval.high)
    fractions = all(bound is not None and 0 < bound <= 1 for bound in bounds)
    return 100.0 if owner.unit == "percent" and fractions and (owner.value or 0) > 1 else 1.0


def _take_error(text: str, owner: Quantity, interval: Interval) -> None:
    """Take the standard error behind a value, and the unit printed behind both: "59 ± 1%"."""
    owner.stop = max(owner.stop, interval.end)
    if owner.unit == "bare" and text[interval.start : interval.end].endswith("%"):
        owner.value = float(owner.n or 0) if owner.value is None else owner.value
        owner.unit, owner.n, owner.decimals = "percent", None, owner.decimals or 0
        owner.end = interval.end


def _follows(text: str, owner: Quantity, interval: Interval) -> bool:
    opened = text[owner.end : owner.end + 2].strip()[:1] in {"(", "["}
    if opened and interval.is_ci and owner.unit == "percent" and ")" not in text[owner.end : interval.start]:
        return True  # in the value's own bracket: "23% (one CR, 11 PR; 95% CI, 13% to 37%)"
    if owner.unit == "count":
        return False  # "three patients relapsed after 9 months (range, 8-23)"
    gap = text[max(owner.stop, owner.end) : interval.start]
    if len(gap) > 2 and _NOT_REACHED.search(gap):  # noqa: PLR2004
        return False  # "PR, 32%, with a median DOR of NR (95% CI, 12.1-NR)"
    if owner.unit == "percent" and not interval.is_ci and any(letter.isalpha() for letter in gap):
        return False  # "35 (70%) responded after a median of 2 cycles (range, 1-6)"
    return len(gap) <= _BRACKET_REACH and ";" not in gap.strip(" ;()[]")


def drop_errors(text: str, figures: Figures) -> None:
    """Leave out a bare number in a bracket behind a percentage, its standard error: "45.9% (4.4)"."""
    for quantity, error in pairwise(figures.quantities):
        alone = error.unit == "bare" and quantity.unit == "percent" and error.decimals
        if alone and text[quantity.stop : error.begin] == " (" and text.startswith(")", error.stop):
            quantity.numbers += error.numbers
            quantity.stop = error.stop + 1
            error.unit = "error"
    figures.quantities = [quantity for quantity in figures.quantities if quantity.unit != "error"]


def close_brackets(text: str, quantities: list[Quantity]) -> None:
    """Let a quantity reach to the end of its own bracket, and take a unit printed behind it."""
    for index, quantity in enumerate(quantities, start=1):
        if quantity.begin == quantity.start and quantity.stop == quantity.end:
            continue  # a value alone
        stretch = text[quantity.begin : quantity.stop]
        opened = stretch.count("(") + stretch.count("[") - stretch.count(")") - stretch.count("]")
        if opened <= 0:
            continue
        limit = quantities[index].begin if index < len(quantities) else len(text)
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


def share_units(text: str, quantities: list[Quantity]) -> None:
    """Give a bare number the unit of its list: "6.4 and 2.8 months", "19.8 months vs. 4.2"."""
    for first, second in reversed(list(pairwise(quantities))):
        if (
            first.unit == "bare"
            and second.unit in _UNITS
            and second.begin == second.start  # not "of 60, 24 (40%)"
            and (first.low is None or second.unit == "months")  # not "6 cycles (range, 1-12), and 45%"
            and not _ENDS_RANGE.search(text, max(0, first.begin - 2), first.begin)
            and _LIST_GAP.fullmatch(text, first.stop, second.begin)
        ):
            if _is_span(text, first, second):
                second.unit = "bare"  # "(0 to 35 percent of cells)" is no value
            else:
                _take_unit(first, second)
    for first, second in pairwise(quantities):
        gap = text[first.stop : second.begin]
        if (
            second.unit == "bare"
            and first.unit in _UNITS
            and (_goes_on(gap) or (first.unit == "months" and _is_of_next_group(text, gap, second)))
        ):
            _take_unit(second, first)
    for quantity in quantities:
        if quantity.unit == "bare" and quantity.value is not None and quantity.decimals == 0:
            quantity.n = None


def _units_of_headings(text: str, quantities: list[Quantity]) -> None:
    """Give numbers the unit in their heading: "median PFS (months): 6.8 vs 4.9", "ORR, n (%): 12 (34.3)"."""
    for heading in _UNIT_HEADING.finditer(text):
        start = heading.end()
        for place, quantity in enumerate(quantities):
            if quantity.begin < start:
                continue
            if quantity.unit != "bare" or not _IN_HEADED_LIST.fullmatch(text, start, quantity.begin):
                break
            if heading["counted"]:
                _count_with_share(text, quantities[place : place + _PAIR])
            else:
                _take_unit(quantity, _unit_of(heading))
            start = quantity.stop
    quantities[:] = [quantity for quantity in quantities if quantity.unit != "error"]


def _unit_of(heading: re.Match[str]) -> Quantity:
    """A quantity that has nothing but the unit of a heading."""
    time = heading["time"]
    kind, factor = ("months", UNITS_OF_TIME[time[0].lower()]) if time else ("percent", 1.0)
    return Quantity(heading.start(), heading.end(), None, None, kind, factor=factor)


def _count_with_share(text: str, pair: list[Quantity]) -> None:
    """A count with its percentage in brackets, both bare: "12 (34.3)" below "n (%)"."""
    if len(pair) < _PAIR or pair[1].unit != "bare" or text[pair[0].stop : pair[1].begin] != " (":
        return
    count, share = pair
    if not text.startswith(")", share.stop) or count.n is None:
        return
    share.unit, share.value = "percent", float(share.n or 0) if share.value is None else share.value
    share.decimals = share.decimals or 0
    share.n, share.begin, share.stop = count.n, count.begin, share.stop + 1
    share.numbers = count.numbers + share.numbers
    count.unit = "error"


def _is_span(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether two percentages are the ends of one range: "0 to 35 percent", not "from 20 to 35%"."""
    if second.unit != "percent" or text[first.stop : second.begin].strip() != "to":
        return False
    return not text.endswith(("from ", "From "), 0, first.begin)


def _goes_on(gap: str) -> bool:
    """Whether what stands between two numbers sets them side by side: not "of 73 months, 39 deaths"."""
    return "and" not in gap and gap.strip() != "," and _LIST_GAP.fullmatch(gap) is not None


def _is_of_next_group(text: str, gap: str, bare: Quantity) -> bool:
    """Whether a number is another group's: "10.2 months overall; 16.9 in responders and 3.1 in others"."""
    return bool(bare.decimals) and bool(_NEXT_GROUP.fullmatch(gap)) and bool(_IN_GROUP.match(text, bare.stop))


def _take_unit(bare: Quantity, other: Quantity) -> None:
    bare.unit, bare.factor = other.unit, other.factor
    if bare.value is None:
        bare.value, bare.decimals = float(bare.n or 0), 0
    bare.n = None
    _scale_bounds(bare)
