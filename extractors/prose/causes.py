"""What patients died of, told in a list behind their deaths: "6 died: 3 of sepsis, 2 of relapse"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.lexicon import NAMING, Word
from extractors.text import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = ("death", "Death", "died", "fatal")
_COUNT = (
    r"(?:\d{1,3}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|ten|eleven|twelve)"
)
# No cause: who died, where and when.
_NO_CAUSE = (
    r"(?:(?:in|on|at|of|with|during|within|after|before|by|to|for|per|among|each|both|all|any|were|was|had|who"
    r"|which|whom|them|these|those|our|whose|patients?|pts|cases?|deaths?|died|days?|weeks?|months?|years?|arms?"
    r"|groups?|cohorts?|grade|and|or|vs|versus|early|late|additional|more|not|considered|related|treated"
    r"|receiving|CI|HR|P|p|n|N)\b)"
)
_CAUSE = (
    rf"(?P<cause>(?!{_NO_CAUSE})[A-Za-z][\w/-]*"
    r"(?:\s(?!(?:arm|group|cohort|in|at|after|and)\b)[A-Za-z][\w/-]*){0,5}?)"
)
_SHORT = r"(?:\s\([A-Za-z-]+\))?"
_ENDS = (
    r"(?=\s?[,;.:)\]]|\s[(\[\d]|\s(?:and|was|were|is|are|occurred|in|at|on|with|after|within|during|before|by|for|among|while|whereas"
    r"|considered|deemed|without)\b|$)"
)
# "3 of disease progression", "one patient died from sepsis", "nine were due to secondary AML"
_BY_PREPOSITION = lazy(
    rf"(?<![\w.])(?P<count>{_COUNT})(?:\s(?:patients?|pts?|deaths?|cases?|was|were|each|being))*"
    r"(?P<of>\s(?:(?:primarily|mainly|possibly|probably)\s)?(?:due\sto|owing\sto|of|from|because\sof|as\sa\sresult\sof|caused\sby|attribut(?:ed|able)\sto"
    rf"|secondary\sto)\s(?:an?\s|the\s)?(?:grade\s[5V]\s)?){_CAUSE}{_SHORT}{_ENDS}"
)
# What opens a list of causes; where it only tells of deaths, all in it must be causes.
_LISTS = lazy(
    r"\b[Cc]auses?\s(?:of\s(?:the\s)?(?:(?!was|were)[\w-]+\s){0,3}?(?:deaths?|mortality)(?:\s(?!was|were)[\w-]+){0,3}?\s?)?"
    r"(?:was|were|included?|are|being|:)\s"
    r"|(?P<told>\b(?:died|[Dd]eaths?)\b[^.;:()\[\]]{0,60}?"
    r"(?:\s?(?P<bracket>[(\[])|:\s|\s(?:due\sto|of|from|because\sof|as\sa\sresult\sof)\s))"
)
_UNNAMED = ("unrelated", "unknown", "other", "others")
_CLAUSES = re.compile(r";\s(?:and\s)?")
_BUT_OR = re.compile(r"[,;]\s(?:and\s)?|\s(?:and|plus)\s")  # "secondary AML or MDS in 6"
_PARTS = re.compile(r"[,;]\s(?:and\s|or\s)?|\s(?:and|or|plus)\s")
_COUNTED = r"(?:(?:patients?|pts?|cases?|deaths?|died|each)\s)*"
_COUNT_FIRST = lazy(
    rf"{_COUNT}\s{_COUNTED}(?P<lead>(?:(?:of|from|due\sto|with)\s)?(?:an?\s)?){_CAUSE}{_SHORT}\s?(?:\([\d.]+\s?%\))?"
)
_COUNT_LAST = lazy(
    rf"(?P<lead>(?:an?\s|the\s)?){_CAUSE}{_SHORT}(?:\s(?:in|for)\s{_COUNT}(?:\s(?:patients?|pts?|cases?))?(?:\s\([\d.]+\s?%\))?"
    rf"|\s[(\[]\s?(?:[nN]\s?=\s?)?{_COUNT}\b(?!\s?%)[^()\[\]]*[)\]]|[,:]?\s(?:[nN]\s?=\s?)?\d{{1,3}}(?:\s\([\d.]+\s?%\))?)"
)


def with_causes(text: str, words: list[Word]) -> list[Word]:
    """Return the words of a sentence with the causes of death that it lists with their counts."""
    if not holds(text, _SIGNS):
        return words
    found = [*_listed(text, words)] or [*_by_preposition(text)]
    if not found:
        return words
    kept = (w for w in words if w.role not in NAMING or not any(c.start <= w.start < c.end for c in found))
    return sorted([*kept, *found])


def _by_preposition(text: str) -> Iterator[Word]:
    """Causes behind a count and a preposition, somewhere behind the deaths."""
    told = min(at for at in (text.lower().find("death"), text.find("died"), len(text)) if at >= 0)
    for match in _BY_PREPOSITION.finditer(text, told):
        yield Word(match.start("of") + 1, match.end("cause"), "cause", "deaths")


def _listed(text: str, words: list[Word]) -> Iterator[Word]:
    """Causes with their counts in the list behind "causes of death were", "died:", "deaths ("."""
    for head in _LISTS.finditer(text):
        stop = _end(text, head)
        items = _items(text, head.end(), stop)
        spans = [(item.start("lead"), item.end("cause")) for item in items if item]
        known = any(
            word.role in NAMING and start <= word.start < end for word in words for start, end in spans
        )
        if spans and (len(spans) == len(items) or not head["told"]) and (known or not head["told"]):
            named = (span for span in spans if not text.endswith(_UNNAMED, *span))
            yield from (Word(start, end, "cause", "deaths") for start, end in named)
            return


def _end(text: str, head: re.Match[str]) -> int:
    """Where a list ends: with its bracket, or the sentence."""
    stop = len(text.rstrip(" ."))
    if head["bracket"] is None:
        return stop
    depth = 1
    for at in range(head.end(), stop):
        depth += (text[at] in "([") - (text[at] in ")]")
        if not depth:
            return at
    return stop


def _items(text: str, start: int, stop: int) -> list[re.Match[str] | None]:
    """The items of a list, None for one that is no cause with its count."""
    parting = _CLAUSES if _CLAUSES.search(text, start, stop) else _PARTS
    parted = [*_parted(text, start, stop, parting)]
    return parted if all(parted) or parting is _CLAUSES else [*_parted(text, start, stop, _BUT_OR)]


def _parted(text: str, start: int, stop: int, parting: re.Pattern[str]) -> Iterator[re.Match[str] | None]:
    """The items between separators that stand in no bracket."""
    begin = start
    cuts = [
        cut.span() for cut in parting.finditer(text, start, stop) if not _is_inside(text, start, cut.start())
    ]
    for first, last in [*cuts, (stop, stop)]:
        yield _COUNT_FIRST.fullmatch(text, begin, first) or _COUNT_LAST.fullmatch(text, begin, first)
        begin = last


def _is_inside(text: str, start: int, at: int) -> bool:
    """Whether a bracket opened behind a start is still open at a place."""
    return text.count("(", start, at) > text.count(")", start, at)
