"""The words of a sentence that say whose values a series gives, or which two a ratio compares."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from extractors.prose.lexicon import vocabulary_spellings
from extractors.subgroups.beside import (
    PLACED,
    TAIL,
    VALUE,
    called_group,
    group_opening,
    placed_after,
    symbol_at,
)
from extractors.subgroups.phrases import (
    BRACKET,
    PAIR,
    PEOPLE,
    PLACE,
    VERSUS,
    Group,
    bare_at,
    group_at,
    opposite,
    plain,
)
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.subgroups.series import Series, Sides

_RATIOS = frozenset(("hazard_ratio", "odds_ratio"))
_LIST_AFTER = re.compile(
    r"(?:(?=with\s(?:or|and|vs\.?|versus)\s(?:in\s)?without\s)|(?:in|among|for|of|with|after|following)\s)(?P<items>[^;:%]+?)"
    r"(?:,?\srespectively\b|;|\.(?:\s|$)|\s[(\[]|,?\s(?:at|by|within)\s\d|$)"
)
# The list further behind: "14% and 2% had second cancers after treatment with A and B, respectively".
_APART = re.compile(
    r"[^;:%()]*\b(?:in|among|for|of|with|after|following|on)\s(?:the\s)?(?P<items>[^;:%()]+?),?\srespectively\b"
)
_LIST_BEFORE = re.compile(
    rf"\b(?=(?:in|among|for|of|by|with|after|following|{PEOPLE}\s(?:with|who\s\w+|aged))\s(?P<items>[^;:%]+?)"
    r"(?:,\s(?:the|median|respectively)\b|,\s(?=(?:[A-Z]{2,}|\d+-year\s\w+)\s(?:rates?|was|were)\b)|,?\s(?:was|were|had|have|showed|achieved|experienced|did|is|are|could)\b|\s?[(\[](?:[A-Z]{2,5}[,:]?\s)?$))",
    re.IGNORECASE,
)
_TESTED = re.compile(r"\([^()]*\b[Pp]\s?[<=>≤][^()]*\)")  # what stands before a P is of another value
_JOINING = (" and", " or", "without", " versus ", " vs")  # no list without one of them
# The letters their words begin with are looked for first: half the time.
_COMPARED = re.compile(
    rf"\b(?=[aciortv])(?:{VERSUS}|to(?=\sth(?:at|ose)\s))\s(?:that\s|it was\s)?(?:{PLACE}\s)?"
    r"(?!\d|NR\b|NE\b|not\s)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(rf"(?:^|[,;:]\s|\b(?=[abfiotw])(?:{PLACE}|that|and|between)\s)", re.IGNORECASE)
_SECOND_BEFORE = re.compile(rf"\b{VERSUS}\s(?:\w+\s){{0,2}}$")
_REST = re.compile(
    r"(?:(?:the\s)?(?:rest|remainder|remaining|others?)\b|(?:patients|pts|those) who did not\b"
    r"|(?:patients|pts|those) without(?=\s?[(,;.]|$))"
)
_BETTER = re.compile(
    r"\b(?:higher|lower|longer|shorter|better|worse|superior|inferior|improved|prolonged|reduced|increased|decreased"
    r"|greater|(?:more|less)\s\w+)\b(?:(?!\sthan\s)[^%;])*?\s(?:in|with|for|by|among)\s"
)
_UNWANTED = frozenset(("CIR", "NRM", "MORT", "PD", "deaths", "DISC"))  # the fewer the better
_FARED = re.compile(
    r"\b(?:had|have|has|showed|experienced)\s(?:an?\s)?(?:\w+ly\s)?"
    r"(?:longer|shorter|better|worse|superior|inferior|improved|higher|lower|increased|reduced|poorer|greater)\s"
)
_FAVOURED = re.compile(r"\b(?:in\s)?favou?r(?:ing|s|ed)?(?:\sof)?\s", re.IGNORECASE)
_PREDICTS = re.compile(
    r"(?:^|[,;:]\s(?:and\s|that\s)?|\bthat\s)(?P<name>[^\s,;:()%](?:(?!\bpatients\b)[^,;:()%]){1,70}?)"
    r"\s(?:(?:was|were|is|are|remained|being|to\sbe)\s)?(?:(?:not|also|significantly|independently|strongly|an?|the|only)\s)*"
    r"(?:associated\swith|predict(?:s|ed|ive|or)\b|correlated\swith|independent\s(?:risk|prognostic|predict\w+)"
    r"|(?:risk|prognostic)\sfactors?)"
)

_NAME = r"(?!\d)[A-Za-z0-9+/<>≥≤-]+(?:\s(?!and\b|or\b|was\b|were\b)[A-Za-z0-9+/<>≥≤-]+){0,2}?"
_VERSUS_BEFORE = re.compile(
    rf"(?:[,;:]\s(?:and\s)?|\b(?:for|in|with|between|of|after)\s(?:the\s)?)(?P<first>{_NAME})\s(?:vs\.?|versus)\s(?P<second>{_NAME})\s?[(\[]$"
)
_ACTING = (
    r"^(?:(?:[A-Z][a-z]+ly|However|Moreover|Furthermore),\s)?(?:[Tt]he\s)?"
    r"(?:(?:[Aa]ddition|[Uu]se|[Ii]nclusion|[Aa]dministration)\sof\s)?"
    r"(?P<name>(?!(?:The|This|These|There|It|We|All|Both|No|Our|Toxicit\w+|Efficacy|Survival|Outcomes?|Responses?)\b)(?:[A-Z0-9]|(?<=he\s)|(?<=of\s))[\w+/-]+"
    r"(?:\s(?!(?:in|of|for|at|by|with)\b)[\w+/-]+){0,3}?)\s"
)
_WAS = re.compile(rf"{_ACTING}(?:was|is|had|showed|yielded|produced|provided|resulted\sin|led\sto)\s")
_EFFECT = re.compile(
    rf"{_ACTING}"
    r"(?:(?:was|were)\s(?:\w+ly\s)?associated\swith\s(?:an?\s)?(?:\w+ly\s)?"
    r"(?:improved|prolonged|increased|reduced|decreased|longer|shorter|higher|lower|better|worse|superior|inferior)"
    r"|(?:(?:also|further)\s)?(?:\w+ly\s)?(?:improved|prolonged|increased|reduced|decreased|lowered|extended))"
    r"\s(?!\w+ly\b|(?:from|to|with|in|by|during|after|over|when|at)\b)"
)
_WITH = re.compile(r"(?:With|After|Under|On)\s")
_TWO_COUNTED = re.compile(
    rf"(?:Of|Among)\s(?:the\s)?\d+\s{PEOPLE}\s(?:with|in|on|receiving)\s(?P<first>[^,;()%]{{1,40}}?)\s(?:\([^()]*\)\s)?and\s(?:the\s)?\d+\s"
    rf"(?:{PEOPLE}\s)?(?:with|in|on|receiving)\s(?P<second>[^,;()%]{{1,40}}?)(?:\s\([^()]*\))?,\s"
)
_ARM_NOUN = re.compile(r"\b(?:arm|group|cohort|stratum)\b")
_NOUN_REACH = 7  # characters of " group" behind a name


def groups_of_series(sides: Sides, place: int) -> tuple[str, ...]:
    """Return the groups of values that stand together, in their order; none if the sentence has none."""
    series = sides.series[place]
    if is_ratio(series):
        pair = _contrasted(sides, place)
        if pair:
            return tuple(" vs ".join(pair) for _ in series.values)
        factor = _factor(sides, place) if len(series.values) == 1 else ""
        return (factor,) if factor else _favoured(sides, place) or _faring(sides, place)
    if len(series.values) == 1:
        return ()
    found = _list_after(sides, place) or _list_before(sides, place) or _opening_two(sides, place)
    if found or len(series.values) != PAIR:
        return found
    pair = (
        _before_bracket(sides, place)
        or _contrasted(sides, place)
        or _opened_with(sides, place)
        or _set_apart(sides, place)
        or _by_its_effect(sides, place)
        or _better_of(sides, place)
    )
    first, last = series.values
    change = sides.text.endswith(" from ", 0, first.start) and " to " in sides.text[first.end : last.start]
    return pair[::-1] if change else pair  # "compared with Y, X improved OS from 35% to 49%"


def _opening_two(sides: Sides, place: int) -> tuple[str, ...]:
    """Two groups counted at the start, whose values follow: "Of 78 pts with X and 44 with Y, 60% and 45%"."""
    match = _TWO_COUNTED.match(sides.text) if len(sides.series[place].values) == PAIR else None
    return (match["first"], match["second"]) if match else ()


def _next_comparison(sides: Sides, place: int) -> int:
    """Where the words behind a series go over to two groups that the next one has for itself."""
    if place + 1 == len(sides.series):
        return len(sides.text)
    own = _VERSUS_BEFORE.search(sides.text, sides.series[place].end, sides.series[place + 1].start)
    return own.start() if own else len(sides.text)


def _before_bracket(sides: Sides, place: int) -> tuple[str, ...]:
    """Two groups set against each other right before their values' bracket: "CR1 vs CR2 (52% vs 39%)"."""
    series = sides.series[place]
    match = _VERSUS_BEFORE.search(sides.text, sides.begin(place), series.start) if series.contrast else None
    return (match["first"], match["second"]) if match else ()


def is_ratio(series: Series) -> bool:
    """Whether a series gives ratios, each of two groups."""
    return series.values[0].observation.statistic in _RATIOS


def _list_after(sides: Sides, place: int) -> tuple[str, ...]:
    """Groups behind their values: "70%, 69% and 46% in patients with A, B and C, respectively"."""
    series = sides.series[place]
    tail = TAIL.match(sides.text, series.end)
    start = tail.end() if tail else series.end
    if sides.text.startswith("respectively", start):
        start = sides.text.find(" ", start) + 1
    limit = max(sides.limit(place), start)
    match = _LIST_AFTER.match(sides.text, start, limit)
    found = sides.groups(match["items"], len(series.values)) if match else ()
    apart = None if found else _APART.match(sides.text, start, limit)
    return sides.groups(apart["items"], len(series.values)) if apart else found


def _list_before(sides: Sides, place: int) -> tuple[str, ...]:
    """Groups before their values: "patients with A, B and C had rates of 70%, 69% and 46%"."""
    series = sides.series[place]
    found: tuple[str, ...] = ()
    words = sides.text[sides.begin(place) : series.start]
    if "(" in words:
        words = words[max((match.end() for match in _TESTED.finditer(words)), default=0) :]
    if not holds(words, _JOINING):
        return found
    for match in _LIST_BEFORE.finditer(BRACKET.sub("", words)):
        found = sides.groups(match["items"], len(series.values)) or found
    return found


def _contrasted(sides: Sides, place: int) -> tuple[str, ...]:
    """The two groups that a sentence compares: "in X than in Y", "X had ... compared with Y"."""
    text, series = sides.text, sides.series[place]
    begin = 0 if is_ratio(series) else sides.begin(place)
    before = list(_COMPARED.finditer(text, begin, series.start))
    for match in chain(
        reversed(before), _COMPARED.finditer(text, series.end, _next_comparison(sides, place))
    ):
        rest = _REST.match(text, match.end())
        second = None if rest else group_at(text, match.end())
        first = _first(text, match.start()) if rest or second else None
        if first:
            return first.name, second.name if second else opposite(first.name)
    return _contrasted_treatments(text, before)


def _contrasted_treatments(text: str, comparisons: list[re.Match[str]]) -> tuple[str, ...]:
    """Two things compared that are no people: "longer with X compared with Y"."""
    for match in comparisons:
        second = bare_at(text, match.end())
        if (
            second and match.start() == 0 and text.startswith(", ", second.end)
        ):  # "Compared with Y, X improved"
            leading = bare_at(text, second.end + 2)
            return (leading.name, second.name) if leading else ()
        places = [*re.finditer(r"\b(?:in|with|for|after|on)\s", text[: match.start()])]
        first = bare_at(text, places[-1].end()) if places else None
        if first and second and first.end == match.start() - 1:
            return first.name, second.name
    return ()


def _first(text: str, stop: int) -> Group | None:
    """The group before a comparison: the one right before it, else the sentence's subject."""
    for match in reversed(list(_SUBJECT.finditer(text, 0, stop))):
        group = group_at(text, match.end())
        if group and group.end <= stop and not _SECOND_BEFORE.search(text, 0, match.end()):
            return group
    return None


def _set_apart(sides: Sides, place: int) -> tuple[str, ...]:
    """The group a sentence is about, and those not of it: "patients with X had better survival (a vs b)"."""
    series = sides.series[place]
    if not series.contrast or _COMPARED.search(sides.text, 0, _next_comparison(sides, place)):
        return ()
    better = _BETTER.search(sides.text, 0, sides.limit(place))
    group = (group_at(sides.text, better.end()) or bare_at(sides.text, better.end())) if better else None
    subject = group.name if group else group_opening(sides.text, series.start)
    last = series.values[-1]
    other = placed_after(sides.text, last, PLACED, called_group) or placed_after(
        sides.text, last, PLACED, symbol_at
    )
    if not subject or subject == other or not (better or other or _FARED.search(sides.text, 0, series.start)):
        return ()
    arm = better and group and _ARM_NOUN.search(sides.text[better.end() : group.end + _NOUN_REACH])
    if arm and subject.lower() not in vocabulary_spellings():
        return subject, other or ""  # the other arm has a name, told elsewhere
    return subject, other or opposite(subject)


def _opened_with(sides: Sides, place: int) -> tuple[str, ...]:
    """What a sentence opens with, and what its second value is of: "With A, CR was 66% vs 28% with B"."""
    opening = _WITH.match(sides.text) if sides.series[place].contrast else None
    first = bare_at(sides.text, opening.end()) if opening else None
    if first is None or not sides.text.startswith(", ", first.end) or "follow" in first.name:
        return ()
    second = placed_after(sides.text, sides.series[place].values[-1], PLACED, bare_at)
    return (first.name, second) if second and second != first.name else ()


def _by_its_effect(sides: Sides, place: int) -> tuple[str, ...]:
    """What changed an outcome, and what it is set against: "X improved OS (40% vs 30%) over Y"."""
    text, series = sides.text, sides.series[place]
    change = sides.text.endswith(" from ", 0, series.start)
    if not (series.contrast or (change and series.values[0].observation.category == "survival")):
        return ()  # of responses an earlier and a later share
    effect = _EFFECT.search(text, 0, series.start)
    subject = effect or _WAS.match(text, 0, series.start)
    name = plain(subject["name"]) if subject else ""
    if name and name.split()[-1].lower() in vocabulary_spellings():
        name = ""
    comparison = _COMPARED.search(text, subject.end() if subject else 0, _next_comparison(sides, place))
    second = comparison and (group_at(text, comparison.end()) or bare_at(text, comparison.end()))
    if second is None:
        return (name, opposite(name)) if effect and name else ()
    return name, second.name


def _factor(sides: Sides, place: int) -> str:
    """What a ratio is of that predicts: "prior exposure was associated with better survival (HR 0.6)"."""
    begin = sides.begin(place)
    start = max(
        begin, max((sides.text.rfind(mark, begin, sides.series[place].start) for mark in ";"), default=0)
    )
    match = _PREDICTS.search(sides.text, start, sides.series[place].start)
    return match["name"] if match and not VALUE.search(match["name"]) else ""


def _better_of(sides: Sides, place: int) -> tuple[str, ...]:
    """Two values of which the better is of the group favoured: "88% and 79%, in favor of the X arm"."""
    series = sides.series[place]
    match = _FAVOURED.search(sides.text, series.end)
    group = (
        group_at(sides.text, match.end())
        if match and ";" not in sides.text[series.end : match.end()]
        else None
    )
    first, second = (value.observation.value for value in series.values)
    if group is None or first is None or second is None or first == second:
        return ()
    each = series.values[0].observation
    bad = each.category == "safety" or each.endpoint in _UNWANTED
    return (group.name, "") if (first > second) != bad else ("", group.name)


def _faring(sides: Sides, place: int) -> tuple[str, ...]:
    """Those who fared otherwise than the rest: "patients with X had longer PFS (HR 0.2)"."""
    series = sides.series[place]
    name = group_opening(sides.text, series.start)
    fared = name and _FARED.search(sides.text, len(name), series.start)
    return (f"{name} vs {opposite(name)}",) * len(series.values) if fared else ()


def _favoured(sides: Sides, place: int) -> tuple[str, ...]:
    """The group that a ratio speaks for: "the odds ratio in favor of the X arm was 1.5"."""
    match = _FAVOURED.search(sides.text, 0, sides.series[place].start)
    group = group_at(sides.text, match.end()) if match else None
    return (group.name,) * len(sides.series[place].values) if group else ()
