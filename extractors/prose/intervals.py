"""Confidence intervals and ranges in their spellings, and the grades of events."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.prose.figures import Grade, Interval
from extractors.prose.numbers import DASH, NUMBER, TIME_UNIT, Away, to_number
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.figures import Figures
    from extractors.prose.numbers import Taken

_OPEN_END = (
    r"(?:NR|NE|NA|N/A|NC|not\s(?:yet\s)?(?:been\s)?(?:reached|estimable|evaluable|attained|available|calculable)"
    r"|inf(?:inity)?|\+?∞|upper\slimit\snot\sreached)"
)
_BOUND = rf"(?:[−–-]?{NUMBER}\+?|{_OPEN_END})"
_BETWEEN = rf"\s?(?:%|{TIME_UNIT})?\s*(?:{DASH}|to|,|;|and|/)\s*"
_INTERVAL_CUE = re.compile(
    rf"(?:(?P<level>9\d(?:[.·]\d+)?)\s?%?\s*)?(?:\b|(?<=%))(?:C\.?I\.?s?\b|CL\b|CrI\b|confidence\s(?:intervals?|limits?|bounds))"
    rf"(?:\s*[\[(](?:95\s?%\s)?(?:CI|CL|CIs)[\])])?(?:\s?[,:]?\s?\(?(?P<level_behind>9\d(?:[.·]\d+)?)\s?%\)?(?!\s?(?:{DASH}|to\b)))?(?P<bounds>\]?\s*[:,=;]?\s*(?:of|was|were|from|ranging\sfrom|between|range[ds]?)?\s*[\[(]?\s*"
    rf"(?P<low>{_BOUND}){_BETWEEN}(?P<high>{_BOUND})\s?(?:%|{TIME_UNIT}(?![a-z]))?)?",
)
_TWO_BOUNDS = rf"\s*(?P<low>{_BOUND}){_BETWEEN}(?P<high>{_BOUND})\s?(?:%|{TIME_UNIT})?\s*(?=[\]);,])"
_BRACKETED_INTERVAL = re.compile(rf"[\[(]{_TWO_BOUNDS}")
_BARE_INTERVAL = re.compile(rf"[\[(,](?:(?<!,)|(?=\s)){_TWO_BOUNDS}")
_MORE = re.compile(rf"\s*(?:,\s?and|and|;)\s*(?P<low>{_BOUND}){_BETWEEN}(?P<high>{_BOUND})(?=\s?[,;)\]])")
_RANGE = re.compile(
    rf"(?:\b(?:range[ds]?|ranging|IQRs?|inter-?\s?quartile\s(?:\(IQ\)\s)?range|Q1{DASH}Q3|IQ\srange|SD|SE|minimum|maximum)\b)[\s,:;=(\])]*(?:of|from|between|IQR|was)?[\s,:=(]*"
    rf"(?P<low>[<>+]?{NUMBER}\+?)(?:\s?(?:%|{TIME_UNIT})?\s*(?:{DASH}|to|,|and|±|;)\s*(?P<high>[<>]?{NUMBER}|{_OPEN_END})\+?)?\s?(?:%|{TIME_UNIT}(?![a-z]))?"
)
_ERROR = re.compile(rf"±\s?(?P<low>{NUMBER})\s?(?:%|{TIME_UNIT}(?![a-z]))?")
_INTERVAL_WORDS = ("CI", "CL", "onfidence", "C.I", "CrI")
_RANGE_WORDS = ("ang", "IQ", "quartile", "±", "SD", "SE", "inimum", "aximum", "Q1")
_GRADE = re.compile(
    rf"\b(?:[Gg]rades?|GRADE|[Gg]r\.?|G(?=\s?[1-5≥>])|CTC|CTCAE\s[Gg]rade)\s?{DASH}?\s?(?P<from>≥|>=|>|⩾|at\sleast\s)?\s?(?P<low>[1-5]\b|[1-5](?=\+)|IV|I{{1,3}}|V|three|four|five|two|one)"
    rf"(?P<rest>\s?(?:/|{DASH}|to|and|or|,|&|and/or|or/and)\s?(?:grade\s)?(?:≥\s?)?(?P<high>[1-5]|IV|I{{1,3}}|V|four|five|three)\b(?!\s?%|\.\d))?(?P<more>\+|\sor\s(?:higher|greater|more|above|worse|over)|\sand\s(?:higher|above)|\sor\smore\ssevere)?",
)
_GRADE_WORDS = ("rade", "gr ", "gr.", "G", "CTC")
_GRADE_HINT = re.compile(r"rade|[Gg]r[ .]|G\s?[≥>]?\s?[1-5]|CTC")
_ALL_GRADES = re.compile(r"(?:[Aa]ll|[Aa]ny)(?:[\s-]grades?\b| severity\b)")
_SEVERE = 3  # milder grades are not told apart
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def take_intervals(text: str, figures: Figures, taken: Taken) -> None:
    """Add the intervals and ranges of a sentence to its figures."""
    declared = False
    for match in _INTERVAL_CUE.finditer(text) if holds(text, _INTERVAL_WORDS) else ():
        declared = True
        printed = match["level"] or match["level_behind"]
        level = float(printed.replace("·", ".")) if printed else None
        if match["bounds"] and match["low"]:
            interval = Interval(
                *match.span(), _bound(match["low"]), _bound(match["high"]), level or 95.0, is_ci=True
            )
            figures.intervals += [interval, *_listed(text, interval)]
        elif printed:
            figures.away.append(Away(*match.span(), "interval"))
        taken.take(match.start(), max(match.end(), figures.intervals[-1].end if figures.intervals else 0))
    for match in _ERROR.finditer(text) if "±" in text else ():
        figures.intervals.append(Interval(*match.span(), _bound(match["low"]), None, None, is_ci=False))
        taken.take(*match.span())
    for match in _RANGE.finditer(text) if holds(text, _RANGE_WORDS) else ():
        if taken.is_free(*match.span()):
            figures.intervals.append(
                Interval(*match.span(), _bound(match["low"]), _bound(match["high"] or ""), None, is_ci=False)
            )
            taken.take(*match.span())
    for match in (_BARE_INTERVAL if declared else _BRACKETED_INTERVAL).finditer(text):
        if taken.is_free(*match.span()) and _opens_interval(text, match, declared=declared):
            figures.intervals.append(
                Interval(
                    *match.span(),
                    _bound(match["low"]),
                    _bound(match["high"]),
                    95.0 if declared else None,
                    is_ci=declared,
                )
            )
            taken.take(*match.span())
    figures.intervals.sort()


def _listed(text: str, first: Interval) -> list[Interval]:
    """The intervals that go on a list: "(95% CI, 2.5 to 5.3 and 1.9 to 3.8, respectively)"."""
    found: list[Interval] = []
    end = first.end
    while match := _MORE.match(text, end):
        end = match.end()
        bounds = _bound(match["low"]), _bound(match["high"])
        found.append(Interval(match.start("low"), end, *bounds, first.level, is_ci=True))
    return found


def _opens_interval(text: str, match: re.Match[str], *, declared: bool) -> bool:
    """Whether a bracket of two bounds belongs to the value before it; "rash (47%–50%)" stands for itself."""
    before = text[: match.start()].rstrip()
    if match[0][0] == "," and (not declared or "," in match[0][1:]):
        return False
    return (
        bool(re.search(r"(?:\d\s?%?|months?|years?|weeks?|days?|mo|yrs?|reached|NR)$", before))
        and "/" not in match[0]
    )


def _bound(printed: str) -> float | None:
    sign = -1.0 if printed[:1] in "−–-" else 1.0
    bare = printed.rstrip("+").lstrip("<>+−–-")
    return sign * to_number(0, bare).value if bare[:1] in (*".·0123456789",) else None


def take_grades(text: str, figures: Figures, taken: Taken) -> None:
    """Add the grades of events that a sentence names to its figures."""
    if not (holds(text, _GRADE_WORDS) and _GRADE_HINT.search(text)):
        return
    for match in _GRADE.finditer(text):
        if taken.is_free(*match.span()):
            low = _grade(match["low"])
            above = (match["from"] or "").strip() == ">"
            least = low + 1 if above else low
            figures.grades.append(
                Grade(match.start(), match.end(), least if least >= _SEVERE else None, least < _SEVERE)
            )
            taken.take(*match.span())
    if "grades" in text or "grade" in text or "severity" in text:
        figures.grades += [Grade(match.start(), match.end(), None) for match in _ALL_GRADES.finditer(text)]
    figures.grades.sort()


def _grade(printed: str) -> int:
    return _ROMAN.get(printed) or _ROMAN.get(printed.lower()) or int(printed)
