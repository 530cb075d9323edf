"""The arms a document compares, by its own names for them, and where a sentence names one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from extractors.prose.lexicon import Reading, build_lexicon, vocabulary_spellings

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractors.prose.lexicon import Lexicon, Word

_WORD = r"[A-Za-z0-9\u0370-\u03ff][\w+/±‐‑–()-]*"
_NAME = rf"(?:{_WORD}(?:\s\+\s|\s/\s|\s)){{0,4}}?{_WORD}"
_OF_GROUP = re.compile(rf"(?P<name>(?:{_WORD}(?:\s\+\s|,\s|\s)){{1,6}})(?:arms?|groups?|cohorts?)\b")
_LABEL = re.compile(r"\b(?:[Aa]rm|[Gg]roup|[Cc]ohort|[Rr]egimen|[Ss]chedule)\s(?:[A-E]|[1-4]|I{1,3}|IV)\b(?!\s?%|[.·]\d)")
_SIZED = re.compile(rf"(?P<name>(?:{_WORD}(?:\s\+\s|\s)){{0,4}}{_WORD})\s?\(\s?(?:[nN]\s?=\s?\d+|(?:control|experimental|comparator|standard)\s(?:arm|group))")
_VERSUS = re.compile(
    rf"(?P<first>(?:{_WORD}(?:\s\+\s|\s)){{0,3}}{_WORD})\s(?:versus|vs\.?|or|compared with|as compared with|and|than with)\s(?P<second>{_WORD}(?:(?:\s\+\s|\s){_WORD}){{0,3}})", re.IGNORECASE
)
_ASSIGNED = re.compile(
    rf"\b(?:assigned|randomi[sz]ed|allocated|allotted)\b[^.;]{{0,60}}?\s(?:to|receive|receiving|either|between)\s(?:receive\s|either\s|oral\s|concurrent\s|intravenous\s)*(?P<first>{_WORD}(?:(?:\s\+\s|\s){_WORD}){{0,3}})"
    rf"[^.;]{{0,80}}?\s(?:or|versus|vs\.?|and)\s(?:to\s|oral\s|concurrent\s|with\s)*(?P<second>{_WORD}(?:(?:\s\+\s|\s){_WORD}){{0,3}})"
)
_GIVEN = re.compile(rf"\b(?:allocated(?:\sto)?|assigned\sto|treated\swith|receiving)\s(?P<name>{_WORD}(?:(?:\s\+\s|\s){_WORD}){{0,3}})")
_STOP = frozenset(
    "the a an in for of and or with than to both each two three all this that these those between vs vs. versus either from respective other by on at as was "
    "were is are be been being had has have patients patient pts who treated treatment-related received receive receiving assigned randomized randomised "
    "randomly study trial phase comparing compared plus-minus adding addition using given after before during among within per which while whereas but not no "
    "there control-group remaining same different new first-line second-line median overall survival rate rates response responses significantly significant "
    "higher lower longer shorter greater more less fewer better worse similar improved our we its their when where it did does occurred observed "
    "efficacy safety effect effects impact outcome outcomes therapy treatment chemotherapy regimen combination followed under over into "
    "95% including included respectively then either one matched comparator-arm".split()
)
_NO_NAME = frozenset(
    "study patient patients age risk treatment-naive whole entire overall sub cooperative oncology working age-matched largest subject ethnic disease "
    "multicenter validation training discovery derivation real-world single retrospective prospective trial expert blood consensus myeloma leukemia lymphoma "
    "international european german italian french spanish nordic children's second first third last small large intent-to-treat evaluable favorable intermediate "
    "alone samples heterogeneous unselected inconclusive strategy trial-specific containing"
    "adverse good poor prognostic total current present parallel independent research cancer steering eastern adult pediatric elderly older younger age- target "
    "expansion dose dose-escalation escalation historical main this that randomized open-label".split()
)
_TAIL = re.compile(r"(?:\s|-)(?:alone|monotherapy|only)$")
_FOLLOWS = re.compile(r"(?:[- ]treated)?\s(?:arms?|groups?|cohorts?|patients?|pts|recipients|regimen|therapy|treatment)\b|-treated\b")
_LEAST_MENTIONS = 2
_LEAST_USES = 3
_ORDINAL = re.compile(r"(?:first|second|third|fourth|fifth|sixth|last|arm|group|cohort|week|day|cycle|part)\b(?:\s(?:week|day|cycle|year|stage|line|relapse|remission))?$", re.IGNORECASE)
_CONTROL = (
    "control", "controls", "placebo", "experimental arm", "experimental group", "treatment group", "treatment arm", "standard arm", "standard group",
    "intervention group", "intervention arm", "investigational arm", "treated group", "untreated group",
)
_GROUP_NOUN = re.compile(r"\s(?:arm|group|cohort)s?$")
_UNIT_NAME = re.compile(r"(?:mg|g|kg|mcg|Gy|years?|months?|weeks?|days?|d|cycles?|mL|m2|IU|h|hours?)\b|[\d.]+$", re.IGNORECASE)
_LOCAL = re.compile(
    rf"(?:%|months|weeks|days|years|year|\))\s(?:for|with|in|on|among)\s(?:the\s)?(?P<name>{_WORD}(?:(?:\s\+\s|\s){_WORD}){{0,3}})"
)
_SUBGROUP = re.compile(
    r"\b(?:[Aa]mong|[Ii]n|[Oo]f|[Ff]or|[Ww]ith)\s(?:the\s)?(?:all\s)?(?:\d+\s)?"
    r"(?P<name>(?:(?:non-?)?responders\b|(?:[\w-]+-)?evaluable\s(?:patients|pts|subjects)|(?:(?:CR|MRD)\s)?(?:complete\s)?responding\spatients"
    r"|(?:patients|pts|those|subjects)\s(?:who|that)\s(?:had\s)?(?:achiev|respond|attain|obtain|underw|reach|receiv|proceed|relaps|progress)\w*(?:\s(?:an?|the)?\s?[\w/+≥-]+){0,3}?(?=\s(?:was|were|had|after|at|is|with|and)\b|[,;:(.]|$)"
    r"|(?:patients|pts|those)\s(?:in|with|without|aged)\s(?:an?\s)?(?:complete\sremission|CR|[≤≥<>]\s?\d+\s?(?:years|%)?)"
    r"|patients\s[≤≥<>]\s?\d+\s?years))"
)


class ArmMention(NamedTuple):
    """Where a sentence names an arm or subgroup; several names for "both arms"."""

    start: int
    end: int
    names: tuple[str, ...]
    comparator: bool = False  # the study's own arm is compared with it, and has no name of its own


class Arms(NamedTuple):
    """The arms of a document, in the order it names them, and the automaton that finds them."""

    names: tuple[str, ...]
    lexicon: Lexicon | None


def find_arms(texts: list[str], title: str) -> Arms:
    """Return the arms that a document names as such ("the X group", "arm A", "X (n = 40)", "X versus Y")."""
    counts: Counter[str] = Counter()
    order: dict[str, str] = {}

    def add(printed: str, weight: int, *, label: bool = False) -> None:
        name = printed if label else _clean(printed)
        key = name.lower().replace("-", " ")
        if name:
            order.setdefault(key, name)
            counts[key] += weight

    for text in texts:
        if "arm" in text or "group" in text or "cohort" in text or "Arm" in text:
            for match in _OF_GROUP.finditer(text):
                for part in _parts(match["name"]):
                    add(part, _LEAST_MENTIONS)
        for match in _LABEL.finditer(text):
            add(match[0], _LEAST_MENTIONS, label=True)
        for match in _SIZED.finditer(text):
            add(match["name"], _LEAST_MENTIONS)
    for match in _VERSUS.finditer(title):
        add(match["first"], 1)
        add(_head(match["second"]), 1)
    for text in texts:
        for match in _VERSUS.finditer(text):
            if _contrasts(match):
                add(match["first"], 1)
                add(_head(match["second"]), 1)
    for text in texts:
        for match in _ASSIGNED.finditer(text):
            for group in ("first", "second"):
                add(_head(match[group]), 1)
        _add_local(text, add)
    if counts:
        for text in texts:
            for match in _GIVEN.finditer(text):
                add(_head(match["name"]), 1)
    whole = " ".join(texts).lower()
    if whole.count("placebo") >= _LEAST_USES:
        add("placebo", _LEAST_MENTIONS)
    names = tuple(name for key, name in order.items() if _is_used(name.lower(), counts[key], whole))
    return Arms(names, _lexicon(names))


def _contrasts(match: re.Match[str]) -> bool:
    """Whether two names are compared; joined by "and" they have to look like names of regimens."""
    if re.search(r"\s(?:versus|vs\.?|compared with)\s", match[0], re.IGNORECASE):
        return True
    first, second = match["first"].split()[-1], match["second"].split()[0].rstrip(",.;")
    return all(sum(character.isupper() for character in name) > 1 for name in (first, second))


def _add_local(text: str, add: Callable[[str, int], None]) -> None:
    """Names behind two values of one sentence: "12.1 months for X and 4.9 months for Y"."""
    found = {_clean(head) for match in _LOCAL.finditer(text) if (head := _head(match["name"]))} - {""}
    if len(found) == 2:  # noqa: PLR2004
        for name in sorted(found, key=text.find):
            add(name, 1)


def _is_used(name: str, weight: int, whole: str) -> bool:
    """Whether a name is named as an arm twice, or once and often used."""
    uses = whole.count(name)
    return len(name) > 1 and (uses >= _LEAST_USES or (uses > 0 and weight >= _LEAST_MENTIONS))


def _lexicon(names: tuple[str, ...]) -> Lexicon | None:
    pairs = [(name.lower(), Reading("arm", name, None)) for name in (*names, *_CONTROL)]
    return build_lexicon(dict(pairs).items()) if pairs else None


def _parts(printed: str) -> list[str]:
    """ "UFT/LV and surgery alone" is two names."""
    words = printed.split()
    joins = [index for index, word in enumerate(words) if word in ("and", "or", "versus", "vs", "vs.")]
    if joins and joins[-1] > 0:
        return [" ".join(words[: joins[-1]]), " ".join(words[joins[-1] + 1 :])]
    return [printed]


def _head(printed: str) -> str:
    """The words before the first one that cannot be in a name."""
    words: list[str] = []
    for word in printed.split():
        if word.lower().strip(",.;:()") in _STOP or word[0].isdigit() and words and not word[-1].isalpha():
            break
        words.append(word)
        if word[-1] in ",.;:)":
            break
    return " ".join(words)


def _clean(printed: str) -> str:
    """The words after the last one that cannot be in a name, without numbers and stray signs."""
    words: list[str] = []
    for word in reversed(printed.strip().split()):
        bare = word.strip(",.;:")
        if bare.lower() in _STOP or word[-1:] in ",.;:" and words or re.fullmatch(r"\d+(?:[.·]\d+)?%?", bare):
            break
        words.append(bare)
    name = _GROUP_NOUN.sub("", " ".join(reversed(words)).strip(" +/-–"))
    if name.count("(") != name.count(")"):
        name = name.strip("()") if name.strip("()").count("(") == name.strip("()").count(")") else ""
    if _UNIT_NAME.match(name):
        return ""
    if name.lower() in _NO_NAME or name.lower().split(" ")[-1:] in (["age"], ["risk"]):
        return ""
    if name.lower() in vocabulary_spellings() or _ORDINAL.match(name):
        return ""
    return name if any(character.isalpha() for character in name) else ""


def arm_mentions(text: str, words: list[Word], arms: Arms) -> list[ArmMention]:
    """Return where a sentence names arms and subgroups."""
    found = [_named(text, word) for word in words if word.role == "arm"]
    found += [ArmMention(word.start, word.end, ()) for word in words if word.code == "every_arm"]
    for match in _SUBGROUP.finditer(text):
        if not any(mention.start < match.end() and match.start("name") < mention.end for mention in found):
            found.append(ArmMention(match.start(), match.end(), (match["name"].strip(),)))
    if not arms.names:
        found += _comparators(text)
    return sorted(found)


_COMPARATOR = re.compile(
    rf"\b(?:[Cc]ompared (?:with|to)|[Ii]n comparison (?:with|to)|[Rr]elative to|versus|than (?:with|in|for))\s(?:the\s)?(?P<name>{_WORD}(?:(?:\s\+\s|\s){_WORD}){{0,4}}?)(?=,|\s\(|\.|;|$)"
)


def _comparators(text: str) -> list[ArmMention]:
    """What a study without named arms is compared with: "Compared with X + Y, the triplet improved ...".
    """
    return [
        ArmMention(match.start(), match.end(), (name,), comparator=True)
        for match in _COMPARATOR.finditer(text)
        if (name := _head(match["name"])) and _clean(name) == name and sum(character.isupper() for character in name) > 1
    ]


def _named(text: str, word: Word) -> ArmMention:
    follows = _FOLLOWS.match(text, word.end)
    name = word.code
    if name.lower() == "controls":
        name = "control"
    if name.lower() in _CONTROL:
        name = _GROUP_NOUN.sub("", name)
    return ArmMention(word.start, follows.end() if follows else word.end, (name,))
