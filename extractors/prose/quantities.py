"""The quantities of a sentence: a value with its unit, its n/N, its interval and its P."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.prose.attachments import attach_all
from extractors.prose.bare_counts import count_outcomes
from extractors.prose.figures import Figures, PValue, Quantity
from extractors.prose.intervals import take_grades, take_intervals
from extractors.prose.numbers import (
    DASH,
    NOTHING_AFTER,
    NUMBER,
    PERCENTS,
    TIME_UNIT,
    UNITS_OF_TIME,
    Away,
    Number,
    Taken,
    explained_away,
    find_numbers,
    levels,
    measures,
    to_number,
)
from extractors.prose.times import TIME_SIGNS, find_times
from extractors.text import holds
from extractors.vocabulary import load

if TYPE_CHECKING:
    from extractors.prose.lexicon import Word

_P_VALUE = re.compile(
    rf"[Pp](?<=\b.)(?:[\s-]?values?)?(?:\s(?:for\s)?(?:trend|interaction|non-?inferiority|heterogeneity|difference))?\s*(?:was|of|were)?\s*"
    rf"(?:[=<>≤≥]\s?){{1,2}}(?P<p>10\s?(?:\(\s?{DASH}\s?\d+\)|\^?\s?{DASH}\s?\d+|[⁻⁰-⁹¹²³]+)|{NUMBER}(?:\s?[×x]\s?10\s?\(?{DASH}?\s?\d+\)?)?|NS\b|n\.?s\.?)"
)
_NOT_SIGNIFICANT = re.compile(r"(?<=[(\s])(?:n\.s\.|NS(?=[);,]))")
_P_SIGNS = ("=", "<", ">", "≤", "≥")
_MEASURED = re.compile(
    rf"{NUMBER}(?:\s?%?\s?(?:{DASH}|to|or|and)\s?{NUMBER})?\s?%\s(?:of\s|or\s(?:more|less|fewer)\s)?(?P<what>[A-Za-z]+(?:\s[a-z]+){{0,2}})"
)
_NOT_SIGNS = ("n.s.", "NS")
_SIZE = re.compile(
    r"[nN](?<=\b.)\s?=\s?(?P<n>\d+(?:,\d{3})*)(?:\s?(?:/|of|out\sof)\s?(?P<total>\d+(?:,\d{3})*))?"
)
_SIZE_SIGNS = ("n =", "n=", "N =", "N=")
_UNIT_AFTER = re.compile(rf"[\s-]?(?:(?<!-)per\s?cent\b|(?P<time>{TIME_UNIT})(?![a-z]))")
_COMPARATOR = re.compile(
    r"(?:(?P<ge>≥|>=|> or =|>or=|⩾|at least|no less than|minimum of)"
    r"|(?P<le>≤|<=|< or =|<or=|⩽|up to|at most|no more than|maximum of)"
    r"|(?P<gt>>|more than|exceeding|exceeded|greater than|over|above|in excess of)"
    r"|(?P<lt><|less than|fewer than|below|under))\s?$"
)
_COMPARING_ENDS = (
    "≥", "=", "⩾", "≤", "⩽", ">", "<", "least", "than", "imum of", "excess of", "up to", "most", "exceeding",
    "exceeded", "over", "above", "below", "under",
)  # fmt: skip
_COMPARATOR_REACH = 18
_RARE_REACH = 18
_SAID_TO_BE = (" was", " were", "rate of", "rates of", "mortality of", "incidence of")
_THRESHOLD_AFTER = re.compile(
    r"\sof\s(?:the\s|all\s|treated\s)*(?:patients|pts|subjects|participants)"
    r"(?:\s(?:in|treated|who|receiving|given|with|on)\s[\w\s+-]{1,40})?(?:\)|:|\s(?:were|was|are|included?|including|with|comprised|consisted)\b|\s\()"
)
_SIGNS = (">", ">=", "> or =", ">or=", "≥", "⩾", "<", "<=", "< or =", "<or=", "≤", "⩽")
_MEDIAN_REACH = 60
_NAMED = re.compile(r"(?<!\bwas)(?<!\bwere)(?<!\bis)(?<!\bof)(?<!\bor)\s(?:of\s|for\s|lasting\s)?[>≥⩾]=?\s?$")
_LASTING = re.compile(
    r"\b(?:with|having|whose|had|have)\s(?:an?\s)?(?:(?!median)[\w-]+\s){1,3}(?:of\s|for\s|lasting\s)?"
    r"(?:(?:less|more|longer|shorter|greater)\sthan|at\sleast|≥|>)\s$"
)
_COMPARATORS = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<"}
_COUNTED = re.compile(
    r"\s?(?:[A-Za-z][\w/+-]*\s){0,3}?(?:patients?|pts?|subjects?|cases?|women|men|individuals|responders?|"
    r"participants?|children|deaths?|events?|episodes?|recipients?)\b|\sof\s(?:them|whom|these)\b(?!\s\w+\s\()"
)
_CLOSING = re.compile(r"[)\]]")
_OF = re.compile(
    rf"\s(?:out\s)?of\s(?:the\s)?(?P<total>\d[\d,]*)(?![\d.·]*\s?(?:%|{TIME_UNIT}))(?=[\s,;.)\]]|$)"
)
_SLASH = re.compile(r"\s?/\s?(?P<total>\d+)(?![\d·/%]|\.\d)")
_NOUN = re.compile(r"(?:\s[A-Za-z][\w+/-]*){0,4}?\s?(?=[(\[])|\s?(?=[(\[])")
_NO_PEOPLE = re.compile(r"\b(?:arms?|groups?|cohorts?|trials?|studies|cycles?)\b")
_SHARE = re.compile(
    rf"\s?[(\[]\s?(?:(?P<of>\d+)\s?(?:/|of)\s?(?P<of_total>\d+)\s?[;,:=]?\s)?(?P<below>[<≤]\s?)?(?P<share>{NUMBER})\s?(?:%|per\s?cent)"
    r"(?:[,;]\s?(?P<again>\d+)\s?/\s?(?P<again_total>\d+)(?=[)\]]))?"
    r"(?!\s?(?:C\.?I\b|[Cc]onfidence|[Cc]redible|two-sided))"  # "10 (95% CI, 8-12)"
)
_COMMA_SHARE = re.compile(  # with the groups of `_SHARE`, which it leaves out
    rf"(?:\s(?:patients|pts|cases|subjects))?,\s(?P<share>{NUMBER})\s?%(?=[)\];])"
    r"(?P<of>(?!))?(?P<of_total>(?!))?(?P<below>(?!))?(?P<again>(?!))?(?P<again_total>(?!))?"
)
_FRACTION_AFTER = re.compile(
    r"(?:\s(?:of|in)\s(?:[A-Za-z][\w+/-]*\s){1,5})?\s?[(\[,]\s?(?:n\s?=\s?)?(?P<n>\d+|[a-z]+(?=\sof\s))(?:\s?/\s?(?P<slash>\d+)|\s(?:out\s)?of\s(?:the\s)?(?P<of>\d+))(?:\s(?:patients|pts|evaluable|subjects|cases))*(?=[\s)\];,])"
)
_COUNT_AFTER = re.compile(r"\s[(\[](?P<n>\d+)\s(?:patients|pts|cases|subjects)[)\]:;]")  # "14% (11 pts)"
_OUT_OF = re.compile(r"[)\]]?\s(?:out\s)?of\s(?:the\s)?")
_NONE_OF = re.compile(r"\b[Nn]one\sof\s(?:the\s|our\s|these\s|all\s)?$")
_OF_WORDS = (" of ", " out of ")
_FRACTION_SIGNS = (" (", "(", " [", "[", ",", " ,", " of ", " in ")  # what a fraction begins with
_BESIDE_ZERO = re.compile(r"\s?[;/]\s?|,?\s(?:vs\.?|versus|and)\s")
_ZERO_ENDS = re.compile(r"[)\];,.]|\s(?:\(|respectively|in\b|with\b|for\b|of\b|patients|pts)|$")
_EXCEPTING = ("except ", "except for ", "ll but ", "other than ")
_HUNDREDS = re.compile(r"(?:[\s-]hundred)(?:\sand)?\s?")


def read_figures(text: str, words: list[Word]) -> Figures:
    """Return the quantities of a sentence and everything else it prints in digits."""
    figures = Figures(find_numbers(text))
    numerals = [word for word in words if word[2] == "numeral"]  # its role; faster by number than by name
    taken = Taken(len(text))
    if figures.numbers:
        take_intervals(text, figures, taken)
        _take_p_values(text, figures, taken)
    lowered = text.lower()
    take_grades(text, lowered, figures, taken)
    if figures.numbers or numerals:
        free, spoken = taken.left(figures.numbers), taken.spoken
        plain = [number for number in free if not text.startswith(PERCENTS, number[1])]
        if plain or numerals or holds(text, TIME_SIGNS):
            numbers: list[Number | Word] = [*plain, *taken.left(numerals)]
            if numerals:
                numbers.sort()
            _take_times(text, figures, numbers, taken)
        sizes = _sizes(text, taken) if "=" in text and holds(text, _SIZE_SIGNS) else []
        if plain:
            _take_away(text, figures, taken.left(plain, spoken), taken)
        if "%" in text and holds(lowered, measures()):
            _take_measures(text, figures, free, taken)
        if "%" in text and holds(lowered, levels()):
            _take_levels(text, figures, taken.left(free, spoken), taken)
        _read_quantities(text, taken.left(free, spoken), taken.left(numerals), figures)
        count_outcomes(text, figures.quantities, words)
        attach_all(text, figures, sizes, words)
    return figures


def _take_p_values(text: str, figures: Figures, taken: Taken) -> None:
    found = list(_P_VALUE.finditer(text)) if holds(text, _P_SIGNS) else []
    if holds(text, _NOT_SIGNS):
        found += _NOT_SIGNIFICANT.finditer(text)
        found.sort(key=lambda match: match.start())
    for match in found:
        start, end = match.span()
        figures.p_values.append(PValue(start, end, match[0].strip()))
        taken.take(start, end)


def _take_times(text: str, figures: Figures, numbers: list[Number | Word], taken: Taken) -> None:
    """Add landmarks and schedules, which start at numbers not yet spoken for, in digits or words."""
    figures.times, schedules = find_times(text, numbers)
    for time in figures.times:
        taken.take(time.start, time.end)
    for schedule in schedules:
        taken.take(schedule.start, schedule.end)
    figures.away += schedules


def _take_measures(text: str, figures: Figures, numbers: list[Number], taken: Taken) -> None:
    """Take percentages of what no patients are: "less than 5% blasts", "5-20% plasma cells"."""
    for number in numbers:
        match = _MEASURED.match(text, number.start)
        if (
            match
            and match["what"].lower().startswith(measures())
            and taken.is_free(number.start, match.end())
        ):
            figures.away.append(Away(number.start, match.start("what"), "measure"))
            taken.take(number.start, match.start("what"))


def _take_levels(text: str, figures: Figures, numbers: list[Number], taken: Taken) -> None:
    """Take percentages that are the level of something: "MRD negativity (<0.01%) was reached in 60%"."""
    for number in numbers:
        level = _level().search(text, 0, number.start) if text.startswith(PERCENTS, number.end) else None
        if level and (number.value <= 1 or not level["state"]):  # "MRD negativity was <40%" is a share
            figures.away.append(Away(number.start, number.end, "threshold"))
            taken.take(number.start, number.end)


@cache
def _level() -> re.Pattern[str]:
    """What has a level, up to the sign before its number: "MRD-negative (<"."""
    return re.compile(
        rf"\b(?:{'|'.join(levels())})\b"
        r"(?:[\s-](?:levels?|was|were|of|status|at|burden|(?P<state>negativ\w+|positiv\w+|responses?))){0,4}"
        r"\s?\(?\s?(?:[<>≤≥⩾⩽]=?|below|above|less\sthan|at\sleast|under)\s?$",
        re.IGNORECASE,
    )


def _sizes(text: str, taken: Taken) -> list[re.Match[str]]:
    """Sizes that are not yet spoken for, taken: "n = 88"."""
    sizes = [match for match in _SIZE.finditer(text) if taken.is_free(*match.span())]
    for match in sizes:
        taken.take(*match.span())
    return sizes


def _take_away(text: str, figures: Figures, numbers: list[Number], taken: Taken) -> None:
    for away in explained_away(text, numbers):
        if taken.is_free(away.start, away.end):
            figures.away.append(away)
            taken.take(away.start, away.end)


def _read_quantities(text: str, numbers: list[Number], numerals: list[Word], figures: Figures) -> None:
    if numerals:
        numbers = sorted(numbers + _numerals(text, numerals))
    at = 0
    for number in numbers:
        start, end, _, _ = number
        if start >= at:
            quantity = _read_one(text, number)
            if quantity.unit == "threshold":
                figures.away.append(Away(quantity.begin, quantity.end, "threshold"))
            else:
                figures.quantities.append(quantity)
            at = max(quantity.stop, end)
    _share_percent(text, figures.quantities)
    if "one of " in text:
        _none_of(text, figures.quantities)
    if numerals:
        figures.quantities = _take_totals(text, figures.quantities)


def _share_percent(text: str, quantities: list[Quantity]) -> None:
    """A zero beside a percentage is one: "nausea (30%; 0)", "12% vs 0"."""
    for first, second in pairwise(quantities):
        zero = second.unit == "bare" and second.n == 0 and first.unit == "percent"
        if (
            zero
            and _BESIDE_ZERO.fullmatch(text, first.stop, second.begin)
            and _ZERO_ENDS.match(text, second.stop)
        ):
            second.unit, second.value, second.decimals, second.n = "percent", 0.0, 0, None


def _none_of(text: str, quantities: list[Quantity]) -> None:
    """A total of which there were none: "none of the 12 patients" is 0 of 12."""
    for quantity in quantities:
        none = _NONE_OF.search(text, 0, quantity.begin) if quantity.unit in ("count", "bare") else None
        if none and quantity.n and quantity.n_total is None:
            quantity.unit, quantity.value, quantity.decimals = "percent", 0.0, 0
            quantity.n, quantity.n_total = 0, quantity.n
            quantity.begin = quantity.start = none.start()


def _take_totals(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Totals in words, taken into the counts before them: "five (83%) of six patients"."""
    kept: list[Quantity] = []
    for quantity in quantities:
        last = kept[-1] if kept else None
        counted = quantity.value is None or quantity.unit == "bare"
        total = quantity.n if text[quantity.begin].isalpha() and counted else None
        if (
            last
            and total
            and (last.n or total + 1) <= total
            and last.n_total is None
            and _OUT_OF.fullmatch(text, last.stop, quantity.begin)
        ):
            last.n_total, last.stop = total, quantity.stop
            if last.unit == "bare":  # "four of five with X"
                last.unit, last.value, last.decimals = "count", None, None
            last.numbers += quantity.numbers
        else:
            kept.append(quantity)
    return kept


def _numerals(text: str, numerals: list[Word]) -> list[Number]:
    """Numbers in words that count: "ten patients", "One-hundred seventy patients", "seven [8%]"."""
    found: list[Number] = []
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


def _read_one(text: str, number: Number) -> Quantity:
    """Read the quantity that starts with a number: "34 [18%] of 184", "70% (14/20)", "8.2 months"."""
    start, end, value, decimals = number
    if text.startswith(PERCENTS, end):
        end += 1 if text[end] == "%" else 2
        quantity = Quantity(start, end, value, decimals, "percent", end, numbers=[start])
        if text.startswith(_FRACTION_SIGNS, end):
            _read_fraction_after(text, quantity)
    elif text[end : end + 1] not in NOTHING_AFTER and (unit := _UNIT_AFTER.match(text, end)):
        end = unit.end()
        factor = UNITS_OF_TIME[unit["time"][0].lower()] if unit["time"] else 1.0
        kind = "months" if unit["time"] else "percent"
        quantity = Quantity(start, end, value, decimals, kind, end, factor=factor, numbers=[start])
        if kind == "percent":
            _read_fraction_after(text, quantity)
    elif decimals == 0:
        quantity = _read_count(text, number)
    else:
        quantity = Quantity(start, end, value, decimals, "bare", end, numbers=[start])
    if comparator := _comparator(text, quantity.begin):
        quantity.comparator = _COMPARATORS[comparator.lastgroup or "ge"]
        listed = _THRESHOLD_AFTER.match(text, quantity.end)
        threshold = comparator[0].strip() in _SIGNS and not _is_rare(text, quantity)
        if quantity.unit == "percent" and (threshold or listed) and quantity.n is None:
            quantity.unit = "threshold"  # "clone size ≥75%", "events in >10% of patients"
        if quantity.unit == "months" and _is_threshold(text, quantity.begin, comparator):
            quantity.unit = "threshold"  # "independence ≥ 8 weeks", "a PFS > 6 months"
    return quantity


def _is_rare(text: str, quantity: Quantity) -> bool:
    """Whether a value says how rare what stands before it was: "infections (<5%)", "a mortality of <2%"."""
    before = text[max(0, quantity.begin - _RARE_REACH) : quantity.begin].rstrip(" <=≤⩽")
    if quantity.comparator not in ("<", "<="):
        return False
    if before.endswith(" in") and (quantity.value or 0) <= 1:
        return True  # "cardiac events in <1% of each arm"
    bracketed = before.endswith(("(", "[")) and text[quantity.end : quantity.end + 1] in (")", "]")
    return bracketed or before.endswith(_SAID_TO_BE)


def _comparator(text: str, start: int) -> re.Match[str] | None:
    """What stands right before a value: "≥", "more than"; its last word is looked for first."""
    before = text[start - _COMPARATOR_REACH if start > _COMPARATOR_REACH else 0 : start]
    return _COMPARATOR.search(before) if before.rstrip().endswith(_COMPARING_ENDS) else None


def _is_threshold(text: str, start: int, comparator: re.Match[str]) -> bool:
    """Whether a time behind a sign is what a group has lasted, and not a median."""
    before = text[max(0, start - _MEDIAN_REACH) : start]
    if _LASTING.search(before):
        return True
    return comparator[0].strip() in _SIGNS and "edian" not in before and _NAMED.search(before) is not None


def _read_fraction_after(text: str, quantity: Quantity) -> None:
    if (match := _FRACTION_AFTER.match(text, quantity.end)) and (count := _counted(match["n"])) is not None:
        quantity.n, quantity.n_total = count, int(match["slash"] or match["of"])
        quantity.numbers += [match.start("n"), match.start("slash") if match["slash"] else match.start("of")]
        quantity.stop = match.end()
    elif match := _COUNT_AFTER.match(text, quantity.end):
        quantity.n = int(match["n"])
        quantity.numbers.append(match.start("n"))
        quantity.stop = match.end()
    elif match := _total(text, quantity.end):
        quantity.n_total = int(match["total"].replace(",", ""))
        quantity.numbers.append(match.start("total"))
        quantity.stop = match.end()


def _counted(printed: str) -> int | None:
    """A count in digits or in a word: "[four of 313]"; None for another word."""
    return int(printed) if printed.isdecimal() else _numerals_by_word().get(printed)


@cache
def _numerals_by_word() -> dict[str, int]:
    return {alias: int(entry.code) for entry in load("numerals") for alias in entry.aliases}


def _total(text: str, at: int) -> re.Match[str] | None:
    """The total that a value is out of: "of 184"."""
    return _OF.match(text, at) if text.startswith(_OF_WORDS, at) else None


def _read_count(text: str, number: Number) -> Quantity:
    quantity = Quantity(
        number.start, number.end, None, None, "bare", number.end, n=int(number.value), numbers=[number.start]
    )
    at = number.end
    if total := _SLASH.match(text, at) or _total(text, at):
        _set_total(quantity, total)
        quantity.unit = "count"
        at = total.end()
    quantity.stop = at
    noun = _NOUN.match(text, at)
    share = _SHARE.match(text, noun.end()) if noun and not _NO_PEOPLE.search(noun[0]) else None
    if text.endswith(("(", "["), 0, number.start):
        share = share or _COMMA_SHARE.match(text, at)  # "neutropenia (5, 15%)", "(28/30, 93%)"
    if text.endswith(_EXCEPTING, 0, number.start):
        share = None  # "all patients except one case of early death (96%)"
    if share and (share["of"] is None or int(share["of"]) == quantity.n):
        _set_share(text, quantity, share)
    elif counted := _COUNTED.match(text, at):
        quantity.unit = "count"
        quantity.end, quantity.stop = number.end, at
        if total := _total(text, counted.end()):
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
    if share["below"]:
        quantity.comparator = "<" if share["below"][0] == "<" else "<="
    if share["of"]:
        quantity.numbers += [share.start("of"), share.start("of_total")]
        quantity.n_total = int(share["of_total"])
    elif share["again"] and int(share["again"]) == quantity.n:  # "five patients (38.5%, 5/13)"
        quantity.numbers += [share.start("again"), share.start("again_total")]
        quantity.n_total = int(share["again_total"])
    quantity.begin, quantity.start, quantity.end = quantity.start, printed.start, share.end()
    quantity.stop = share.end()
    closing = _CLOSING.search(text, share.end())
    if closing and (total := _total(text, closing.end())):
        _set_total(quantity, total)
        quantity.stop = total.end()
