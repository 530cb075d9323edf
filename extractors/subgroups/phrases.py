"""How a sentence names a group of patients: its words, where a name ends, what only joins it.

The words here are grammar (people, relations, verbs, comparisons), not of any field.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractors.text import holds

PEOPLE = (
    r"(?:patients?|pts|those|recipients|subjects|children|adults|participants|individuals|(?:non-?)?responders|cases"
    r"|survivors|carriers|women|men|infants|adolescents)"
)
VERSUS = (
    r"(?:vs\.?|versus|(?:as\s)?(?:compared|opposed)\s(?:with|to)|relative to|in comparison (?:with|to)|than)"
)
PLACE = r"(?:in|among|for|of|with|after|following|on|to)"
_RELATION = (
    r"(?:with|without|who|whose|aged|undergoing|receiving|treated|achieving|having|becoming|remaining|older"
    r"|younger|assigned|randomi[sz]ed|given|harbou?ring|carrying|consolidated|transplanted|relapsing|progressing|requiring|responding|failing"
    r"|developing|presenting|proceeding|reaching|relapsed|refractory|ineligible|eligible|unfit|fit|[<>≥≤]=?|not|in|at|on)"
)
_RELATED = rf"(?:{_RELATION}\s|[<>≥≤]=?(?=\d)|\d+(?:\.\d+)?\s?(?:[-–]|to)\s?(?=\d+\s(?:years|yrs?)\b))"
_VERB = (
    r"(?:was|were|is|are|be|had|have|has|achieved|showed|experienced|demonstrated|developed|displayed|exhibited"
    r"|survived|did|died|responded|attained|obtained|reached|required|yielded|resulted|led|could|can|may"
    r"|occurred|improved|benefit(?:t?ed)?|derived|gained|tended|fared|also)"
)
_NOUN = r"(?:arms?|groups?|cohorts?|sub-?groups?|subsets?)"
# Whom these words name is everybody, or nobody in particular.
_WHOLE = (
    r"(?:all|both|these|this|those|evaluable|assessable|treated|enrolled|included|entire|whole|study|overall|total"
    r"|other|most|our|each|any|every|either|eligible|randomi[sz]ed|some|many|several|two|three|four|one|same|an?"
    r"|remaining|more|fewer|of|in|with|\d+|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|\w+teen)"
)
_NO_NAME = (
    r"(?:and|or|the|an?(?!\s(?:arm|group|cohort))|in|of|for|with|who|that|which|at|by|to|from|among|between|after|vs\.?|versus|than|respectively"
    rf"|{_VERB}|median|compared|rates?|survival|no|not)"
)
_WORD = rf"(?!{_NO_NAME}(?:\s|$))(?:\([^\s()]*\))?[^\s,;:()\[\]%=]+(?:\([^\s()]*\)[^\s,;:()]*)?"
_END = (
    rf"(?=\s?[,;:()\[\]]|\.?$|\.\s|(?<!less)(?<!more)(?<!fewer)(?<!greater)\s(?:{_VERB}|{VERSUS}|respectively|whereas|while|but|and|at\s\d|by\s\d)(?:\s|$)"
    r"|\s[A-Z]{2,5}s?\s(?:was|were|rates?)\b"
    r"|(?<!with)(?<!of)(?<!in)(?<!to)(?<!for)(?<!by)(?<!on)(?<!received)(?<!receive)(?<!receiving)(?<!given)(?<!achieved)"
    r"(?<!completed)(?<!undergoing)(?<!underwent)\s(?:the|median)\s)"
)
# Words of `PEOPLE` and `_NOUN`, one of which every name of a group has before a comma or the like.
_NAMED = (
    *(
        "patient",
        " pts",
        "-pts",
        " those",
        "recipient",
        "subject",
        " child",
        "-child",
        "adult",
        "participant",
    ),
    *("individual", "responder", " case", "-case", "survivor", "carrier", " men", "-men", "women", "infant"),
    *("adolesc", " arm", "-arm", "group", "cohort", "subset", "sub-set"),
)
_PARTED = re.compile(r"[,;:]\s")
_GROUP = re.compile(
    rf"(?:the\s)?(?:sub-?(?:group|set)\sof\s)?(?:the\s)?(?:\d+\s)?(?:"
    rf"(?!{_WHOLE}\s)(?:{_WORD}\s){{0,3}}?{PEOPLE}\s(?P<related>{_RELATED}(?![(\[]).+?){_END}"
    rf"|{PEOPLE}\s(?P<related2>{_RELATED}(?![(\[]).+?){_END}"
    r"|(?P<self>(?:non-?)?responders|survivors|carriers)\b"
    rf"|(?!{_WHOLE}\s)(?P<noun>{_WORD}(?:\s{_WORD}){{0,4}}?)(?:\s\([nN]\s?=\s?\d+\))?[\s-]{_NOUN}\b(?!\sof\b)"
    rf"|(?!{_WHOLE}\s)(?P<adjective>{_WORD}(?:\s{_WORD}){{0,4}}?)[\s-]{PEOPLE}\b)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?:the\s)?(?!{_WHOLE}\s|\d|grades?\b|cycles?\b|years?\b|months?\b|first\b|second\b|day\b|week\b|follow|courses?\b|induction\b|consolidation\b)"
    rf"(?P<bare>(?:[<>≥≤]\s?\d+\s?%\s)?{_WORD}(?:\s{_WORD}){{0,4}}?){_END}",
    re.IGNORECASE,
)
IN_BRACKET = r"[(\[](?:[^()\[\]]|[(\[][^()\[\]]*[)\]])*[)\]]"
BRACKET = re.compile(rf"\s?{IN_BRACKET}")
_JOINING = re.compile(
    r"^(?:(?:and|or|but|in|for|among|of|on|to|after|the|an?|only|either|those|both)\s)*"
    rf"(?:(?:\d+\s)?{PEOPLE}\s)?"
    r"(?:(?:with|who(?:\s(?:had|have|has|were|was|did|received|underwent|achieved|are))?|having|harbou?ring|carrying"
    r"|receiving|treated with|becoming|remaining|achieving|attaining|consolidated with|given|undergoing"
    r"|assigned to(?: receive)?|randomi[sz]ed to(?: receive)?|in|on)\s)?(?:an?\s|the\s)?",
    re.IGNORECASE,
)
_VALUE_BEHIND = re.compile(r"\s?\([\d.·]+\s?%?\)$")
_NOUN_BEHIND = re.compile(rf"\s{_NOUN}$")
_LEFT_OVER = re.compile(r"\s(?:at|by|of|in|with|for|to)$")
_IN_LIST = re.compile(
    r"^(?:and|or)\b|^(?:an?|the)$|\d\s?%\s"
)  # "in patients with and 40% in those without X"
_SHARE_OF = re.compile(
    r"(?:less|more|fewer|greater)\sthan\s\d+\s?%|[<>≥≤]\s?\d+\s?%|\d+\s?[-–]\s?\d+\s?%(?=\s\w)"
)  # of what patients have
_DOSE = re.compile(rf"(?:the\s)?(?P<dose>\d[\d.,]*\s?(?:mg|μg|g)(?:/\w+)?)[\s-]{_NOUN}\b")
_BARE_DOSE = re.compile(
    r"(?:the\s)?(?P<dose>\d[\d.,]*\s?(?:mg|μg|µg|mcg)(?:/[\w²]+)*)(?=\s(?:and|or|vs|versus)\b|[,;.)]|$|\s\()"
)
_NEGATED = re.compile(r"^(?:not|without|no)\b")
_LABELS = re.compile(
    r"(?:^|\s)(?P<noun>group|arm|cohort|regimen)s\s(?P<labels>(?:\d|[A-H]|I{1,3}|IV)(?:(?:,\s|\sand\s|,\sand\s)(?:\d|[A-H]|I{1,3}|IV))+)$"
)
_ITEM_JOIN = re.compile(r"\s?,\s(?:and\s|or\s)?|\s(?:and|or)\s")
_NOT_AGAINST = r"(?!(?:and|or|in|for|of|with|by|at|vs\.?|versus|was|were|had|those|that|who|patients|pts)\b)"
_SIDE = rf"(?!\d){_NOT_AGAINST}[\w+/<>≥≤.-]+(?:\s{_NOT_AGAINST}[\w+/<>≥≤.-]+){{0,3}}"
_SET_AGAINST = re.compile(rf"(?P<first>{_SIDE})\s(?:vs\.?|versus)\s(?P<second>{_SIDE})")
_AGAINST = re.compile(r"\s(?:vs\.?|versus)$")
_SCORE = r"(?:[≥≤<>]\s?)?(?:\d+(?:\s?[-–]\s?\d+)?|I{1,3}|IV|V)"
_SCORE_JOIN = re.compile(r",\s(?:and\s|or\s)?|\s(?:and|or)\s")
_SCORED = re.compile(
    rf"(?:the\s)?(?P<scale>[A-Za-z][\w-]*(?:\s[A-Za-z][\w-]*){{0,3}})\s(?P<scores>{_SCORE}(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s){_SCORE})+)"
)
_GRADED = re.compile(r"\b[Gg]rades?\s(?:[1-5]|I{1,3}|IV)\b")
_JOINED = re.compile(r"\s(?:and|or)\s")
_LONGEST_ITEM = 6  # words of one group of a list
# A value, everybody, or words that go over to the next value: "of patients, and neutropenia in".
_NO_ITEM = re.compile(
    rf"\d\s?%$|^\d+\.\d+$|^(?:overall|total|all)$|^(?:the\s|all\s)?{PEOPLE}$|\s(?:{PLACE}|{_VERB})$",
    re.IGNORECASE,
)


_WITH_OR_WITHOUT = re.compile(
    rf"(?:{PEOPLE}\s)?with (?:or|and|vs|versus|than)(?: in| for| among)?(?: {PEOPLE})? without (.+)"
)
PAIR = 2


# Outcomes by abbreviations that no group bears.
_OUTCOMES = frozenset(("OS", "PFS", "EFS", "DFS", "RFS", "LFS", "ORR", "DOR", "median"))
_NOBODY = frozenset(
    (
        *("NR", "NE", "NA", "N/A"),
        "respectively",
        "whom",
        "which",
        "them",
        "these",
        "those",
        "not",
        "and",
        "or",
        "less",
        "more",
        "mg",
        "patients",
        "pts",
        "subjects",
    )
)
_CLAUSE = re.compile(
    r"(?:[Ww]hen|[Ww]hile|[Aa]lthough|[Tt]hough|[Ii]f|[Bb]ecause|[Ss]ince|[Bb]y|[Dd]espite|[Nn]either|[Nn]or|[Uu]sing"
    r"|[Ww]hether|[Hh]owever|[Aa]djust\w+)\s"
)
_COMPARATIVE = re.compile(
    r"(?:\w+ly )?(?:improved|longer|shorter|better|worse|higher|lower|inferior|superior|similar|significant"
    r"|reduced|increased|prolonged|poorer|poor)"
)
# Alone in its bracket HR may be a high risk, beside SR and IR.
_STATISTIC = re.compile(
    r"grades? \d|(?:aHR|OR|RR|SHR)$|a?(?:HR|OR|RR|SHR)(?:\s(?:[\d.=]|(?:of|for)\s\w+\s[\d.]))"
)
_DATED = re.compile(r"^(?:at|by|after)\s\d+\s(?:months?|years?|weeks?|days?)\s(?:with|in|for|on)\s(?:the\s)?")
_NUMBERED = re.compile(r"\d+\s(?:cycles?|courses?)")  # "after 1, 2 and 4 cycles"
_FRACTION = re.compile(r"\d+/\d+(?:\s\w+)?")
_P_VALUE = re.compile(r"(?:[Pp]|[\d.·]+\s?%?,\s?[Pp])\s?(?:[<=>≤]|$)|[\d.·]+%")
_COMPARED_VALUES = re.compile(r"\d[\d.,]*\s?(?:%|\w+)?\s(?:versus|vs\.?|and|to)\s\d[\d.,]*\s?(?:%|\w+)?")


class Group(NamedTuple):
    """A group's name and where its words end."""

    name: str
    end: int


def group_at(text: str, start: int) -> Group | None:
    """Return the group of patients that the words at a place name; None for everybody."""
    parted = _PARTED.search(text, start)
    words = text[start : parted.start()] if parted else text[start:]
    match = _GROUP.match(text, start) if holds(f" {words.lower()}", _NAMED) else None
    name = plain(next(words for words in match.groups() if words)) if match else ""
    if match is None or not name or name.isdigit() or _IN_LIST.search(_SHARE_OF.sub("", name)):
        return None
    if dose := _DOSE.match(text, start):
        name = dose["dose"]  # "in the 1000 mg arm"
    return Group(name, match.end())


def bare_at(text: str, start: int) -> Group | None:
    """Return what a place is of that is no person: "in bone marrow", "with trisomy 12", "after resection"."""
    if dose := _BARE_DOSE.match(text, start):
        return Group(dose["dose"], dose.end())
    match = _BARE.match(text, start)
    return Group(plain(match["bare"]), match.end()) if match else None


def _completed(item: str, whole: str) -> str:
    """A suspended name with the end of the last one: "once-" of "once- and twice-weekly"."""
    return item + whole.rpartition("-")[2] if item.endswith("-") and "-" in whole else item


@lru_cache(maxsize=4096)  # the same arms come again for every value
def sound(arm: str) -> str:
    """Return what of an arm's name can be one: no clause, no values, no outcome or statistic."""
    name = _DATED.sub("", _VALUE_BEHIND.sub("", arm.removeprefix("HR; ").removeprefix("followed by ")))
    words = name.split()
    while words and words[-1].strip(" ,;") in _OUTCOMES:
        words.pop()
        name = " ".join(words).rstrip(" ,;")
    return (
        ""
        if _STATISTIC.match(name)
        or name in _NOBODY
        or any(side in _NOBODY for side in name.split(" vs "))
        or _FRACTION.fullmatch(name)
        or _P_VALUE.match(name)
        or _COMPARATIVE.fullmatch(name)
        or _CLAUSE.match(name)
        or _COMPARED_VALUES.fullmatch(name)
        or name.endswith(("follow-up", "follow up", "followup"))
        else name
    )


def plain(words: str) -> str:
    """Return a group's name without the words that only join it to its sentence."""
    return _NOUN_BEHIND.sub("", _LEFT_OVER.sub("", _JOINING.sub("", words.strip(" ,.")))).strip(" .,-")


def opposite(name: str) -> str:
    """Return the name of the patients who are not of a group, where the sentence has none for them."""
    return f"no {name}" if not _NEGATED.match(name) else _NEGATED.sub("", name).strip()


def listed(words: str, size: int) -> tuple[str, ...]:
    """Return the groups of a list, if it has as many as there are values: "A, B, and C patients"."""
    if size == PAIR and (match := _WITH_OR_WITHOUT.match(words)):
        return match[1], opposite(match[1])
    words = _AGAINST.sub("", words.strip())
    if size == PAIR and (set_against := _SET_AGAINST.fullmatch(_JOINING.sub("", words))):
        return plain(set_against["first"]), plain(set_against["second"])
    if not _JOINED.search(words) or _GRADED.search(words):
        return ()  # "of grade III or IV acute GVHD" names no two groups
    return _labelled(words, size) or _items(words, size)


def _labelled(words: str, size: int) -> tuple[str, ...]:
    """Groups by numbers, letters or scores: "groups 2 and 4", "HCT-CI 0, 1–2 and ≥3"."""
    if labels := _LABELS.search(words):
        names = [
            f"{labels['noun']} {label}"
            for label in re.findall(r"\w+", BRACKET.sub("", labels["labels"]))
            if label != "and"
        ]
        return tuple(names) if len(names) == size else ()
    if (scored := _SCORED.fullmatch(BRACKET.sub("", words).strip())) is not None:
        scores = _SCORE_JOIN.split(scored["scores"])
        return tuple(f"{scored['scale']} {score}" for score in scores) if len(scores) == size else ()
    return ()


def _items(words: str, size: int) -> tuple[str, ...]:
    printed = _ITEM_JOIN.split(BRACKET.sub("", words))
    whole = printed[-1].rstrip(" -")
    items = [plain(_completed(item.strip(), whole)) for item in printed]
    if not all(items) or len(items) != size or len(set(items)) != size or _NUMBERED.fullmatch(items[-1]):
        return ()
    no_names = any(len(item.split()) > _LONGEST_ITEM or _NO_ITEM.search(item) for item in items)
    return () if no_names else tuple(items)
