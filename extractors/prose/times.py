"""Landmarks of a sentence: "2-year", "at 30 and 60 days", "week 16", "1-, 3-, and 5-year"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.lazy_patterns import lazy
from extractors.prose.numbers import DASH, NUMBER, UNITS_OF_TIME, Away, to_number
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.lexicon import Word
    from extractors.prose.numbers import Number

_FIRST = "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"
_NUMERALS = {
    **{word: value for value, word in enumerate(_FIRST, start=1)},
    "fourteen": 14,
    "eighteen": 18,
    "twenty": 20,
    "twenty-four": 24,
    "twenty-eight": 28,
    "thirty": 30,
    "thirty-six": 36,
    "sixty": 60,
    "ninety": 90,
}
_ITEM = rf"(?:{NUMBER}|(?=[A-Za-z])(?i:{'|'.join(sorted(_NUMERALS, key=len, reverse=True))}))"
_LIST = rf"(?P<list>(?:{_ITEM}{DASH}?\s?(?i:,\s?and|,|and|or|to|&|/)\s?)*)"
_TIMES = re.compile(
    rf"{_LIST}(?P<last>{_ITEM})(?P<gap>{DASH}|\s|)(?P<unit>(?i:days?|weeks?|months?|years?|mo|yrs?|wks?)|(?<=[\s\d‐‑–—−-])[dy])(?![A-Za-z])"
    r"(?P<later>\s(?i:after|post|from|following)\b)?"
)
_ITEMS = re.compile(_ITEM)
_NAMED = re.compile(
    rf"{_LIST}(?P<last>\d+)\b(?!\s?{DASH}\s?\d|\s?%|[.·]\d|[\s-](?:day|week|wk|month|mo\b|year|yr)|\sof\s\d"
    r"|\s(?:evaluable\s)?(?:patients|pts)\b)"
)
_NAMED_BEFORE = re.compile(
    r"\b(?:(?:at|by|on|until|to|through)\s(?:the\s)?)?(?P<unit>day|week|wk|month|year|d(?=\+))s?(?:\s|(?<=day)[-+]|\+)(?:\+\s?)?$",
    re.IGNORECASE,
)
_AT_BEFORE = re.compile(
    r"\b(?:at|by|after|beyond|in\sthe\sfirst|within|within\sthe\sfirst|first)\s(?:the\s|a\s)?$|[≤<]\s?$",
    re.IGNORECASE,
)
_OF_PATIENTS = re.compile(
    r"\b(?:[Pp]atients|pts|[Tt]hose)\swith\s[^,;.%\d]*$"
)  # "with a first CR <36 months"
_LIVED_FOR = re.compile(
    r"(?<=survival )for\s$|(?<=surviving )for\s$|(?<=alive )for\s$"
)  # "survival for five years was"
# "79% had a remission lasting at least 12 months": a landmark, unless it is a median.
_LASTED = re.compile(
    r"\b(?:surviv(?:ed|al|ing)|last(?:ed|ing)|durations?|remissions?|responses?|OS|PFS|EFS|DFS|DOR|CR|PR)\s(?:of\s|for\s|(?P<was>was\s|were\s))?"
    r"(?:(?:more|longer|greater)\sthan|at\sleast|over|exceeding|[>≥⩾]=?)\s?$"
)
# "OS (1 y) was 62%": the bracket holds nothing else.
_OF_ESTIMATE = re.compile(
    r"(?<=[A-Z]{2}\s)\($|(?<=survival\s)\($|(?<=mortality\s)\($|(?<=relapse\s)\($|(?<=incidence\s)\($"
)
_THEN_RATE = re.compile(r"\)(?:\srates?)?(?:\s(?:was|were|of)|:|\s?=)?\s?\d[\d.·]*\s?(?:%|±)")
_IN_SOME = re.compile(r"\s(?:in|for)\s\d")  # "the duration of response was ≥ 6 months in 40%"
_LASTED_ENDS = ("than ", "least ", "over ", "exceeding ", ">", "> ", "≥", "≥ ", "⩾")
_LASTED_REACH = 40
_CLAUSE_END = re.compile(r",\s(?:and|while|whereas|but)\s|;\s")
_AVERAGE_REACH = 60
_AVERAGES = ("edian", "ean ", "verage")
_AT_ENDS = ("at ", "by ", "after ", "beyond ", "within ", "first ", "the ", " a ", "≤", "<", "≤ ", "< ")
_VALUE_BEFORE = re.compile(
    r"\b(?:was|were|of|is|than|vs\.?|versus|and|(?:month|year|week|day)s,|[=:])\s$", re.IGNORECASE
)
_FIRST_YEAR = re.compile(
    r"\b(?:[Ww]ithin|[Ii]n|[Dd]uring|(?:[Bb]y|[Aa]t) the end of)\s(?:the\s|their\s)?first\syear\b"
    r"(?!\sof\s(?:age|life|treatment)\b)"
)
_SCHEDULE_NOUN = re.compile(
    r"[\s-]?(?:cycles?|courses?|infusions?|intervals?|schedules?|periods?|continuous(?!\s(?:complete|remission|CR|response))|rest|treatment(?![-\s](?:related|free))|washout|intravenous|regimen|history|old|"
    r"median|follow-?\s?up|dosing|ramp|age|group)",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(r"[\s-]?follow-?\s?up\b", re.IGNORECASE)
_VALUE_AFTER = re.compile(r"\s(?:to|was|were|or|for|in|and|vs\.?|versus|with|\()\b")
_UNITS_BEFORE = ("day", "days", "week", "weeks", "month", "months", "year", "years", "wk", "wks")
_UNITS_END = frozenset("ykhrsYKHRS")
_MAY_NAME = frozenset(letter + " " for letter in (*_UNITS_END, *"+- "))  # stands between unit and number
_GOES_ON = frozenset("dwmyaotDWMYAOT&,/-‐‑–—−")  # how a unit begins, or what joins a list: "and", "or", "to"
_UNIT_STEMS = ("day", "week", "month", "year", "yr", "wk", "d+")
_LETTER = re.compile(r"\d[\s-]?[dy]\b")
_REACH = 45  # characters from the first number of a list to its unit
_AND = re.compile(r"\s?(?:,\s?and|,|and|or|/)\s?")
_FOLLOW_UP_AFTER = re.compile(r"['\u2019]\s(?:of\s)?(?:\w+\s)?follow-?\s?up\b", re.IGNORECASE)
# "patients relapsing within 12 months": said of the patients, not of their outcome.
_IN_GROUP = re.compile(
    r"\b(?:[Pp]atients|pts|[Tt]hose|children|adults)\s(?:who\s(?:had\s)?\w+|(?!surviv)\w+ing|with\s(?:\w+\s)?(?:relapse|progression|recurrence|diagnosis))\s(?:\w+\s)?$"
)
_OPENING_GROUP = re.compile(r"(?:Of|Among)\s[^,;.%]{3,70}\s")
_WATCHED = re.compile(r"[\s-](?:of\s)?(?:[\w-]+\s)?follow-?\s?up\b", re.IGNORECASE)
_HAVING = re.compile(r"\b(?:with|having|had)\s(?:an?\s)?(?:≥|>|at least|minimum of|more than)\s?$")
# "Median OS was longer at 19.8 months": a median with its decimal, and no landmark.
_MEDIAN_AT = re.compile(
    r"\b[Mm]edian\s(?!follow)(?:(?!follow|reach|NR\b|NE\b)[^.;:()\d]){2,70}"
    r"(?:\d+\.\d+\s\w+\s(?:[\w-]+\s){0,4}?(?:than|versus|vs\.?|compared (?:with|to))\s)?$"
)
_VALUE_AT = re.compile(r"\d\s?%(?:\s\([^()]*\))?\sat\s$")
_NEXT_AT = r"(?:,\s(?:and\s)?|\sand\s)[\d.]+\s?%(?:\s\([^()]*\))?\sat\s\d+"
_UNIT_LATER = re.compile(rf"(?:{_NEXT_AT})+\s(?P<unit>months?|mo\b|years?|yrs?|weeks?|days?)")
_SIGNS = ("≤", "<")  # before years it is an age
_BEFORE_REACH = 24
_GLUED = re.compile(r"(?<=\b(?:at|by)\s)[dD]\+?(?P<day>[1-9]\d\d|[3-9]\d|28)(?![\w.%–-])")
TIME_SIGNS = ("first year", "at d", "at D", "by d", "by D")  # a landmark with no number of its own
_LONGEST_COURSE_DAYS = 10
_OF_LIVES = lazy(r"[\s-](?:all-cause\s|overall\s|early\s)*(?:mortality|survival|death)", re.IGNORECASE)
_OF_ESTIMATES = re.compile(
    r"\s(?:rates?\sof\s)?(?:OS|PFS|EFS|DFS|RFS|LFS|overall\ssurvival|[a-z]+-free\ssurvival)\b"
)
_FIRST_DAYS = 4  # "day 0" to "day 3" are the days of a schedule


class TimePoint(NamedTuple):
    """Landmarks named in one phrase, in months: "1-, 3-, and 5-year" is three."""

    start: int
    end: int
    months: tuple[float, ...]
    adjective: bool


def _names_unit(text: str) -> bool:
    """Whether a unit of time, or the letter of one behind a number, stands in a stretch."""
    return holds(text, _UNIT_STEMS) or _LETTER.search(text) is not None


def find_times(text: str, numbers: list[Number | Word]) -> tuple[list[TimePoint], list[Away]]:
    """Return the landmarks that start at one of the given numbers, and stretches of a schedule.

    Args:
        text: of a sentence.
        numbers: in digits or words, in order.
    """
    times: list[TimePoint] = []
    schedules: list[Away] = []
    at = 0
    for number in numbers:
        start = number[0]
        if start < at:
            continue
        # Most numbers stand beside no unit: those in which it could be are tried.
        found = None
        if text[start - 2 : start] in _MAY_NAME or text[start - 1 : start] in "+-":
            found = _named(text, start)
        if found is None and text.endswith("at ", 0, start):
            found = _unit_later(text, start, number[1])
        if found is None:
            end = number[1]
            following = text[end : end + 1]
            if (text[end + 1 : end + 2] if following == " " else following) in _GOES_ON:
                found = _landmark(text, start, times)
        if found is not None:
            at = found.end
            (times if isinstance(found, TimePoint) else schedules).append(found)  # type: ignore[arg-type]
    if "first year" in text:
        times = sorted(times + _first_years(text))
    if glued := _glued_days(text, times):
        times = sorted(times + glued)
    return (_merged(text, times) if len(times) > 1 else times), schedules


def _unit_later(text: str, start: int, end: int) -> TimePoint | None:
    """A landmark whose unit stands behind a later one: "43% at 6, 41% at 12 and 38% at 60 months"."""
    later = _UNIT_LATER.match(text, end) if _VALUE_AT.search(text, max(0, start - _REACH), start) else None
    if later is None or not text[start:end].isdecimal():
        return None
    return TimePoint(start - len("at "), end, _months(text[start:end], later["unit"]), adjective=False)


def _first_years(text: str) -> list[TimePoint]:
    """The landmark that has no number: "within the first year"."""
    return [TimePoint(*match.span(), (12.0,), adjective=False) for match in _FIRST_YEAR.finditer(text)]


def _glued_days(text: str, times: list[TimePoint]) -> list[TimePoint]:
    """Landmarks without a blank: "NRM at d100 and 1y"."""
    return [
        TimePoint(*match.span(), _months(match["day"], "d"), adjective=False)
        for match in _GLUED.finditer(text)
        if not any(time.start < match.end() and match.start() < time.end for time in times)
    ]


def _merged(text: str, times: list[TimePoint]) -> list[TimePoint]:
    """Landmarks in different units that are one list: "at day 100 and 1 year"."""
    merged: list[TimePoint] = []
    for time in times:
        joined = _AND.fullmatch(text, merged[-1].end, time.start) if merged else None
        # Not "in a landmark analysis at day 100, 3-year OS was".
        if joined and (joined[0].strip() != "," or merged[-1].adjective == time.adjective):
            last = merged.pop()
            merged.append(TimePoint(last.start, time.end, last.months + time.months, time.adjective))
        else:
            merged.append(time)
    return merged


def _named(text: str, start: int) -> TimePoint | Away | None:
    """A landmark by its number: "week 16", "at day 30"."""
    before_it = text[max(0, start - 8) : start].rstrip("+- ")
    counted = text.startswith("+", start - 1) and before_it[-1:] in ("d", "D")  # "D+60"
    if not counted and (before_it[-1:] not in _UNITS_END or not before_it.lower().endswith(_UNITS_BEFORE)):
        return None
    before = _NAMED_BEFORE.search(text, start - 20, start)
    match = _NAMED.match(text, start) if before else None
    if before is None or match is None:
        return None
    stop, months = match.end(), _months(match["list"] + match["last"], before["unit"])
    if list(months) != sorted(months):  # "at week 24, 9 (30%) had responded"
        stop, months = start + len(str(_first(match))), months[:1]
    if before["unit"].lower() == "day" and float(match["last"]) < _FIRST_DAYS:
        return Away(before.start(), match.end(), "schedule")
    if _opens_with_group(text, before.start(), stop):
        return Away(before.start(), stop, "duration")
    return TimePoint(before.start(), stop, months, adjective=False)


def _first(match: re.Match[str]) -> str:
    """The first number of a list as printed."""
    first = _ITEMS.match(match["list"] + match["last"])
    return first[0] if first else match["last"]


def _landmark(text: str, start: int, times: list[TimePoint]) -> TimePoint | Away | None:
    """A landmark by its unit, "2-year", "at 30 days", or one that goes on the list of landmarks before it."""
    listed = text[start : start + _REACH].partition("%")[0].partition("(")[0]
    match = _TIMES.match(text, start) if "mo" in listed or _names_unit(listed) else None
    if match is None:
        return None
    goes_on = bool(times) and _AND.fullmatch(text, times[-1].end, start) is not None
    near = max(0, start - _BEFORE_REACH)
    before = _AT_BEFORE.search(text, near, start) if text[near:start].lower().endswith(_AT_ENDS) else None
    before = before or (_LIVED_FOR.search(text, near, start) if text.endswith("for ", near, start) else None)
    lasted = None
    if before is None and text.endswith(_LASTED_ENDS, near, start):
        before = lasted = _lasted(text, start, match.end())
    if before is None and text.startswith("(", start - 1) and _THEN_RATE.match(text, match.end("unit")):
        before = _OF_ESTIMATE.search(text, near, start)
    confirmed = lasted is not None and match["unit"].lower().startswith(("d", "w"))  # "at least 4 weeks"
    followed = "ollow" in text and _FOLLOW_UP_AFTER.match(text, match.end())
    if (
        before
        and before[0].strip() == "at"
        and "." in match["last"]
        and _MEDIAN_AT.search(text, 0, before.start())
    ):
        return None
    if followed or confirmed or _is_of_group(text, match, before):
        return Away(match.start(), match.end(), "duration")
    if _is_adjective(text, match):
        return _adjective(text, match, dated=before is not None)
    is_age = before is not None and before[0].strip() in _SIGNS and match["unit"][0] in "yY"
    later = match["later"] and not _VALUE_BEFORE.search(text, near, start)
    if not (goes_on or later or (before and not is_age)):
        return None
    begin = before.start() if before and not goes_on else match.start()
    return TimePoint(
        begin, match.end("unit"), _months(match["list"] + match["last"], match["unit"]), adjective=False
    )


def _lasted(text: str, start: int, end: int) -> re.Match[str] | None:
    """What says before a time that an outcome lasted as long; medians and means are values."""
    lasted = _LASTED.search(text, max(0, start - _LASTED_REACH), start)
    if lasted is None:
        return None
    if lasted["was"] and not _IN_SOME.match(text, end):
        return None
    said = text[max(0, lasted.start() - _AVERAGE_REACH) : lasted.start()]
    clause = _CLAUSE_END.split(said)[-1]  # "the median was 11.3 months, and 45% lasted more than 1 year"
    return None if holds(clause, _AVERAGES) else lasted


def _is_of_group(text: str, match: re.Match[str], before: re.Match[str] | None) -> bool:
    """Whether a time is said of patients: "relapsing within 12 months", "with ≥12 months of follow-up"."""
    if before:
        lasted = _LASTED.fullmatch(before[0]) is not None
        group = _OF_PATIENTS if lasted or before[0].strip() in _SIGNS else _IN_GROUP
        of_people = group.search(text, 0, before.start()) is not None
        return of_people or _opens_with_group(text, before.start(), match.end("unit"))
    watched = "ollow" in text and _WATCHED.match(text, match.end("unit"))
    return bool(watched and _HAVING.search(text, match.start() - _BEFORE_REACH, match.start()))


def _opens_with_group(text: str, start: int, end: int) -> bool:
    """Whether a time only says whom a sentence is about: "Of those in remission at day 100, 18% relapsed"."""
    opens = text.startswith(("Of ", "Among ")) and text.startswith(",", end)
    return opens and _OPENING_GROUP.fullmatch(text, 0, start) is not None


def _is_followed(text: str, match: re.Match[str]) -> bool:
    """Whether a time is the median follow-up itself: "4.1-year median follow-up"."""
    middle = text[: match.start()].endswith("edian ") and _FOLLOWED.match(text, match.end())
    return bool(middle) or text.startswith((" median follow", "-median follow"), match.end())


def _adjective(text: str, match: re.Match[str], *, dated: bool) -> TimePoint | Away | None:
    """A landmark ("2-year OS"), or the schedule of a cycle or treatment."""
    if _is_followed(text, match):
        return None
    if _SCHEDULE_NOUN.match(text, match.end()) and not (dated and _FOLLOWED.match(text, match.end())):
        return Away(match.start(), match.end(), "schedule")
    if match["unit"][0] in "dD" and _is_course(match) and not _OF_LIVES.match(text, match.end()):
        return Away(match.start(), match.end(), "schedule")
    months = _months(match["list"] + match["last"], match["unit"])
    return TimePoint(match.start(), match.end(), months, adjective=True)


def _is_course(match: re.Match[str]) -> bool:
    """Whether so few days are those of a course of treatment: "5-day azacitidine"."""
    return match["last"].isdecimal() and int(match["last"]) <= _LONGEST_COURSE_DAYS


def _is_adjective(text: str, match: re.Match[str]) -> bool:
    """Whether a time stands like an adjective, "one year OS"; "1.1 year for X", "1 year vs." are values."""
    if match["gap"] == "" and len(match["unit"]) == 1:
        return not match["later"]  # "3y OS"
    if match["gap"] and not match["gap"].isspace():
        return True  # "5-year OS", "5-years OS"
    if _OF_ESTIMATES.match(text, match.end("unit")):
        return True  # "the 3 years PFS"
    if match["unit"].endswith("s") or match["gap"] == "" or match["later"]:
        return False  # "at 1 year after transplant"
    return (
        "." not in match["last"]
        and not _VALUE_AFTER.match(text, match.end("unit"))
        and text[match.end("unit") : match.end("unit") + 1] == " "
    )


def _months(printed: str, unit: str) -> tuple[float, ...]:
    factor = UNITS_OF_TIME[unit[0].lower()]
    return tuple(round(_plain(item) * factor, 2) for item in _ITEMS.findall(printed))


def _plain(printed: str) -> float:
    return float(_NUMERALS.get(printed.lower()) or to_number(0, printed).value)
