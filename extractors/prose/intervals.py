"""Confidence intervals and ranges in their spellings, and the grades of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.figures import Grade, Interval
from extractors.prose.numbers import DASH, NUMBER, TIME_UNIT, to_number
from extractors.text import holds

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from extractors.prose.figures import Figures
    from extractors.prose.numbers import Taken

_OPEN_END = (
    r"(?:NR|NE|NA|N/A|NC|not\s(?:yet\s)?(?:been\s)?(?:reached|estimable|evaluable|attained|available|calculable)"
    r"|inf(?:inity)?|\+?∞|upper\slimit\snot\sreached)"
)
_BOUND = rf"(?:[−–-]?{NUMBER}\+?|{_OPEN_END})"
_BETWEEN = rf"\s?(?:%|{TIME_UNIT})?\s*(?:{DASH}|to|,|;|and|/)\s*"
# Searched by its first character: the 9 of its level, which is left out of the group, or that of its name.
_INTERVAL_CUE = lazy(
    rf"[9Cc](?:(?<=9)(?P<level>\d(?:[.·]\d+)?)(?:\s?%|\s?per\s?cent)?[-–]?\s*(?:\b|(?<=%))[Cc]|(?<=\b.))"
    rf"(?:(?<=C)(?:\.I\.(?=[\s:=,])|\.?I\.?s?(?:\b|(?=95\s?%))|L\b|rI\b)|(?<=c)onfidence\s(?:intervals?|limits?|bounds))"
    rf"(?:\s*[\[(](?:95\s?%\s)?(?:CI|CL|CIs)[\])])?(?:\s?[,:]?\s?\(?(?P<level_behind>9\d(?:[.·]\d+)?)\s?%\)?(?!\s?(?:{DASH}|to\b)))?(?P<bounds>\]?\s*[:,=;]?\s*(?:of|was|were|from|ranging\sfrom|between|range[ds]?)?\s*[\[(]?\s*"
    rf"(?P<low>{_BOUND}){_BETWEEN}(?P<high>{_BOUND})\s?(?:%|{TIME_UNIT}(?![a-z]))?)?",
)
_TWO_BOUNDS = rf"\s*(?P<low>{_BOUND}){_BETWEEN}(?P<high>{_BOUND})\s?(?:%|{TIME_UNIT})?\s*(?=[\]);,])"
_BRACKETED_INTERVAL, _IN_ROUND_BRACKETS = lazy(rf"[\[(]{_TWO_BOUNDS}"), lazy(rf"\({_TWO_BOUNDS}")
_BARE_INTERVAL = lazy(rf"[\[(,;](?:(?<![,;])|(?=\s)){_TWO_BOUNDS}")
_MORE = lazy(rf"\s*(?:,\s?and|and|;)\s*(?P<low>{_BOUND}){_BETWEEN}(?P<high>{_BOUND})(?=\s?[,;)\]])")
_RANGE = lazy(
    rf"[rIiQSm](?<=\b.)(?:(?<=r)ang(?:e[ds]?|ing)|(?<=I)Q(?:Rs?|\srange)|(?<=i)nter-?\s?quartile\s(?:\(IQ\)\s)?range|(?<=Q)1{DASH}Q3"
    rf"|(?<=S)[DE]|(?<=m)(?:in|ax)imum)\b[\s,:;=(\])]*(?:of|from|between|IQR|was)?[\s,:=(]*"
    rf"(?P<low>[<>+]?{NUMBER}\+?)(?:\s?(?:%|{TIME_UNIT})?\s*(?:{DASH}|to|,|and|±|;)\s*(?P<high>[<>]?{NUMBER}|{_OPEN_END})\+?)?\s?(?:%|{TIME_UNIT}(?![a-z]))?"
)
_ERROR = lazy(rf"(?:±|\+\s?/\s?[-–−])\s?(?P<low>{NUMBER})(?P<high>)\s?(?:%|{TIME_UNIT}(?![a-z]))?")
_RATIO_BOUNDS = lazy(
    rf"(?:\b[as]?(?:HR|OR)\b|[Rr]atios?)[\s,:=]{{1,3}}(?:of\s)?(?P<value>{NUMBER})[,;]\s(?P<low>{NUMBER})\s?(?:{DASH}|to)\s?(?P<high>{NUMBER})(?=\s?[,;)\]])"
)
_VALUE_BEFORE = lazy(r"(?:\d\s?%?|months?|years?|weeks?|days?|mo|yrs?|reached|NR|NE)\s*$")
_VALUE_REACH = 12
_GROUP_REACH = 60
_INTERVAL_WORDS = ("CI", "CL", "onfidence", "C.I", "CrI")
_RANGE_WORDS = ("ang", "IQ", "SD", "SE", "imum", "Q1")
_BESIDE_RESPONSES = lazy(r"\b(?:VGPR|PR|PD|CR)\b")
_GRADE = lazy(
    rf"[GgC](?<=\b.)(?:(?<=[Gg])(?:rades?(?:\s[\[(]Gr?[\])])?|r\.?)|(?<=G)(?:RADE|(?=\s?[1-5≥>]))|(?<=C)TC(?:AE\s[Gg]rade)?)\s?{DASH}?\s?(?P<from>≥|>=|>\sor\s?=|>|⩾|at\sleast\s)?\s?(?P<low>[1-5]\b|[1-5](?=\+)|IV|I{{1,3}}|V|three|four|five|two|one)"
    rf"(?P<rest>(?:,\s?[2-4](?=,))?\s?(?:/|{DASH}|to|and|or|,\s?(?:and|or)|,|&|and/or|or/and)\s?(?:grade\s)?(?:≥\s?)?(?P<high>[1-5]|IV|I{{1,3}}|V|four|five|three)\b(?!\s?%|\.\d|\s?[(\[]\d))?(?P<more>\+|\sor\s(?:higher|greater|more|above|worse|over)|\sand\s(?:higher|above)|\sor\smore\ssevere)?",
)
_GRADE_TOO = lazy(
    rf"(?<=[2-4IV])\s?(?:and|or|/|,|;)\s(?P<from>≥)?(?P<low>[1-4]|I{{1,3}}|IV)(?P<rest>\s?(?:{DASH}|or|to|/)\s?(?P<high>[2-5]|I{{2,3}}|I?V))"
    r"(?P<more>)(?=\s[A-Za-z])"
)
# Listed: "grade 1 (24%), 2 (67%) and 3 (9%)".
_GRADE_LISTED = lazy(
    r"\s?[(\[][^()\[\]]*[)\]](?:,\s(?:and\s)?|;\s|\sand\s)(?P<from>≥\s?)?(?P<low>[2-5]|I{2,3}|IV|V)(?P<rest>)(?P<high>)(?P<more>\+)?(?=\s[(\[]\d)"
)
# Behind its numbers: "3/4 grade adverse events".
_GRADE_BEHIND = lazy(
    rf"(?<![\d./])(?P<from>)(?P<low>[1-4]|I{{1,3}}|IV)(?P<rest>\s?(?:/|{DASH})\s?(?P<high>[2-5]|I{{2,3}}|I?V))(?P<more>)\s[Gg]rades?(?=\s[A-Za-z])"
)
_GRADE_WORDS = ("grade", "gr ", "gr.", "ctc")
_GRADE_LETTER = lazy(r"Gr?\s?[≥>]?=?\s?[1-5]")
_ALL_GRADES = lazy(r"(?:[Aa]ll|[Aa]ny)(?:[\s-]grades?\b| severity\b)")
_NUMBER_STARTS = frozenset(".·0123456789")
# Of graft-versus-host disease, whose grades need no word before them: "aGVHD II-IV 29%, III-IV 11%".
_ROMAN_GRADE = lazy(
    rf"\b(?P<from>)(?P<low>I{{1,3}})(?P<rest>\s?(?:{DASH}|to)\s?(?P<high>IV|III))(?P<more>)\b"
)
_SEVERE = 3  # milder grades are not told apart
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def take_intervals(text: str, figures: Figures, taken: Taken) -> None:
    """Add the intervals and ranges of a sentence to its figures."""
    declared = holds(text, _INTERVAL_WORDS) and _take_declared(text, figures, taken)
    if "±" in text or "+/" in text:
        _take_spreads(_ERROR, text, figures, taken)
    if holds(text, _RANGE_WORDS):
        _take_spreads(_RANGE, text, figures, taken)
    if "HR" in text or "OR " in text or "atio" in text:
        _take_behind_ratios(text, figures, taken)
    if declared or "(" in text or "[" in text:
        _take_bracketed(text, figures, taken, declared=declared)
    if len(figures.intervals) > 1:
        figures.intervals.sort()


def _take_declared(text: str, figures: Figures, taken: Taken) -> bool:
    """Take the intervals that are called so, and tell whether something was: "95% CI 48–85"."""
    declared = False
    for match in _INTERVAL_CUE.finditer(text):
        declared = True
        start, end = match.span()
        if match["bounds"] and match["low"]:
            interval = Interval(start, end, *_bounds(match), _level(match) or 95.0, is_ci=True)
            figures.intervals += [interval, *_listed(text, interval)]
        taken.take(start, max(end, figures.intervals[-1].end if figures.intervals else 0))
    return declared


def _level(match: re.Match[str]) -> float | None:
    """The level of confidence, of which the cue's own group leaves the 9 out."""
    printed = f"9{match['level']}" if match["level"] else match["level_behind"]
    return float(printed.replace("·", ".")) if printed else None


def _take_spreads(pattern: re.Pattern[str], text: str, figures: Figures, taken: Taken) -> None:
    """Take ranges by their word, "range 3–13", and errors by their sign, "± 1.2"."""
    for match in pattern.finditer(text):
        start, end = match.span()
        percent = match[0].endswith("%")
        shared = match[0].startswith("SD") and (percent or "." not in match[0])
        if shared and ((percent and " was " in match[0]) or _BESIDE_RESPONSES.search(text)):
            continue  # stable disease, in "CR 10%, PR 30%, SD 20%", "PR 9 (30%), SD 6 (20%)"
        if pattern is _ERROR or taken.is_free(start, end):
            figures.intervals.append(Interval(start, end, *_bounds(match), None, is_ci=False))
            taken.take(start, end)


def _take_behind_ratios(text: str, figures: Figures, taken: Taken) -> None:
    """Take the bounds right behind a ratio, which hold it: "HR 1.21, 1.05-1.40"."""
    for match in _RATIO_BOUNDS.finditer(text):
        low, high = _bounds(match)
        value = to_number(0, match["value"]).value
        start, end = match.end("value"), match.end()
        if low is not None and high is not None and low <= value <= high and taken.is_free(start, end):
            figures.intervals.append(Interval(start, end, low, high, 95.0, is_ci=True))
            taken.take(start, end)


def _take_bracketed(text: str, figures: Figures, taken: Taken, *, declared: bool) -> None:
    """Take two bounds in a bracket behind a value; where intervals are declared, behind a comma too."""
    # A pattern that begins with one character is searched twice as fast.
    undeclared = _BRACKETED_INTERVAL if "[" in text else _IN_ROUND_BRACKETS
    known = len(figures.intervals)
    for match in (_BARE_INTERVAL if declared else undeclared).finditer(text):
        start, end = match.span()
        if "/" in text[match.end("low") : match.start("high")]:
            continue  # "83% (82/99)" is a fraction
        if taken.is_free(start, end) and (
            _opens_interval(text, match, declared=declared)
            or (declared and _holds_value(text, match, figures))
        ):
            level = 95.0 if declared else None
            figures.intervals.append(Interval(start, end, *_bounds(match), level, is_ci=declared))
            taken.take(start, end)
    found = figures.intervals[known:]
    if not declared and any(each.high is None for each in found):  # no range is open: "(35.2-not evaluable)"
        figures.intervals[known:] = [each._replace(level=95.0, is_ci=True) for each in found]


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None]:
    return _bound(match["low"]), _bound(match["high"] or "")


def _listed(text: str, first: Interval) -> list[Interval]:
    """The intervals that go on a list: "(95% CI, 2.5 to 5.3 and 1.9 to 3.8, respectively)"."""
    found: list[Interval] = []
    end = first.end
    while match := _MORE.match(text, end):
        end = match.end()
        found.append(Interval(match.start("low"), end, *_bounds(match), first.level, is_ci=True))
    return found


def _opens_interval(text: str, match: re.Match[str], *, declared: bool) -> bool:
    """Whether a bracket of two bounds belongs to the value before it; "rash (47%–50%)" stands for itself."""
    printed = match[0]
    if printed[0] in ",;" and (not declared or "," in printed[1:]):
        return False
    return _VALUE_BEFORE.search(text, match.start() - _VALUE_REACH, match.start()) is not None


def _holds_value(text: str, match: re.Match[str], figures: Figures) -> bool:
    """Whether a bracket behind a value's group holds that value: "87% with X (81-92%)"."""
    low, high = _bounds(match)
    value = next((n for n in reversed(figures.numbers) if n.end <= match.start()), None)
    if text[match.start()] not in "([" or value is None or low is None or high is None:
        return False
    between = text[value.end : match.start()]
    return (
        low <= value.value <= high
        and between.startswith("%")
        and len(between) <= _GROUP_REACH
        and not any(mark in between for mark in ",;()")
    )


def _bound(printed: str) -> float | None:
    sign = -1.0 if printed[:1] in "−–-" else 1.0
    bare = printed.rstrip("+").lstrip("<>+−–-")
    return sign * to_number(0, bare).value if bare[:1] in _NUMBER_STARTS else None


def take_grades(text: str, lowered: str, figures: Figures, taken: Taken) -> None:
    """Add the grades of events that a sentence names to its figures."""
    if "gvhd" in lowered or holds(lowered, _GRADE_WORDS) or ("G" in text and _GRADE_LETTER.search(text)):
        _take_grades(text, lowered, figures, taken)


def _take_grades(text: str, lowered: str, figures: Figures, taken: Taken) -> None:
    roman = _ROMAN_GRADE.finditer(text) if "gvhd" in lowered else ()
    for match in (*_grades(text), *roman):
        if taken.is_free(*match.span()):
            low = _grade(match["low"])
            above = (match["from"] or "").strip() == ">"
            least = low + 1 if above else low
            most = _grade(match["high"]) if match["high"] else 5 if match["from"] or match["more"] else low
            severe = least if least >= _SEVERE else None
            figures.grades.append(Grade(match.start(), match.end(), severe, most < _SEVERE))
            taken.take(*match.span())
    if "grades" in text or "grade" in text or "severity" in text:
        figures.grades += [Grade(match.start(), match.end(), None) for match in _ALL_GRADES.finditer(text)]
    figures.grades.sort()


def _grades(text: str) -> Iterator[re.Match[str]]:
    """The grades named, and those listed behind them: "grades 2-4 and 3 or 4", "grade II-IV and III-IV"."""
    for match in _GRADE.finditer(text):
        yield match
        if later := _GRADE_TOO.match(text, match.end()):
            yield later
        while later := _GRADE_LISTED.match(text, match.end()):
            yield (match := later)
    yield from _GRADE_BEHIND.finditer(text)


def _grade(printed: str) -> int:
    return _ROMAN.get(printed) or _ROMAN.get(printed.lower()) or int(printed)
