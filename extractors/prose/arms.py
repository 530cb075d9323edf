"""The arms a document compares, by its own names for them, and where a sentence names one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.prose.arm_names import find_arm_names, generic_arms
from extractors.prose.lexicon import Reading, build_lexicon, vocabulary_spellings
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.lexicon import Lexicon, Word

_WORD = r"[A-Za-z0-9\u0370-\u03ff][\w+/±‐‑–()-]*"
_FOLLOWS = re.compile(
    r"(?:[- ]treated)?(?:\s(?:treatment|therapy|regimen)(?=\s(?:arm|group|cohort)))?"
    r"\s(?:arms?|groups?|cohorts?|patients?|pts|recipients|regimen|therapy|treatment)\b"
    r"|-treated\b"
)
# "tamoxifen plus irradiation" is not the arm of tamoxifen.
_ADDED = re.compile(r"\s(?:plus|\+)\s[A-Za-z][\w-]+")
# "Haplo-Cord" is not the arm of haplo.
_GOES_ON = re.compile(
    r"-(?!(?:treated|based|containing|arms?|groups?|cohorts?|related|associated|induced|exposed|refractory|resistant|naive|naïve|free|only|alone)\b)[A-Za-z]\w*"
)
_NOUNS = ("arm", "group", "cohort")
_GROUP_NOUN = re.compile(r"\s(?:arm|group|cohort)s?$")
_SUBGROUP = re.compile(
    r"[AaIiOoFfWw](?<=\b.)(?:(?<=[Aa])mong|(?<=[Ii])n|(?<=[Oo])f|(?<=[Ff])or|(?<=[Ww])ith)\s(?:the\s)?(?:all\s)?(?:\d+\s)?"
    r"(?P<name>(?:(?:complete\s|partial\s|non-?)?responders\b|(?:[\w-]+-)?evaluable\s(?:patients|pts|subjects)|(?:(?:CR|MRD)\s)?(?:complete\s)?responding\spatients"
    r"|(?:patients|pts|those|subjects)\s(?:who|that)\s(?:had\s)?(?:achiev|respond|attain|obtain|underw|reach|proceed|relaps|progress)\w*(?:\s(?:an?|the)?\s?[\w/+≥-]+){0,3}?(?=\s(?:was|were|had|after|at|is|with|and)\b|[,;:(.]|$)"
    r"|(?:patients|pts|those)\s(?:in|with|without|aged)\s(?:an?\s)?(?:complete\sremission|CR|[≤≥<>]\s?\d+\s?(?:years|%))"
    r"|patients\s[≤≥<>]\s?\d+\s?years))"
)


_SUBGROUP_WORDS = ("esponder", "valuable", "esponding", " who ", " that ")
_PEOPLE_BEFORE = ("patients ", "pts ", "those ")  # a subgroup's state or age
_STATE_SIGNS = ("CR", "complete remission", "≤", "≥", "<", ">")


_PLURALS = ("arms ", "groups ", "cohorts ", "Arms ", "Groups ", "Cohorts ")
_LETTERED = re.compile(
    r"\b(?P<noun>[Aa]rm|[Gg]roup|[Cc]ohort)s\s(?P<labels>(?:[A-F]|[1-4]|I{1,3})(?:,\s(?:[A-F]|[1-4]|I{1,3}))*,?\s(?:and|vs\.?|versus)\s(?:[A-F]|[1-4]|I{1,3}|IV))\b(?!\s?%|[.,]\d)"
)
_SHARES = tuple(
    f"{word}{plural} "
    for word in ("ercentage", "roportion", "umber", "raction", "rate")
    for plural in ("", "s")
)
_LETTERED_NAME = re.compile(r"(?:[Aa]rm|[Gg]roup|[Cc]ohort)\s(?P<letter>[A-F])")
_LETTER_BEFORE_VALUE = re.compile(
    r"(?:(?<=[(;:]\s)|(?<=[(,;]\s)|(?<=\())(?P<letter>[A-F])[:,]?\s(?=\d[\d.]*\s?%)"
)
_GROUPS = (" groups", " arms", " cohorts")
_SHARING_NOUN = re.compile(r"(?:^|\s)(?P<name>[^\s,;()]+)\s(?:and|or|versus|vs\.?)\s(?:the\s)?$")
_LETTERED_APART = re.compile(
    r"\b(?P<noun>[Aa]rm|[Gg]roup|[Cc]ohort)s\s(?P<first>[A-F]|[1-4]|I{1,3})\s\([^()]*\)\s(?:and|vs\.?|versus)\s(?P<second>[A-F]|[1-4]|I{1,3}|IV)(?=\s\()"
)
_LETTERS = re.compile(r"\b(?:[A-F]|[1-4]|I{1,3}|IV)\b")


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
    """Return the arms of a document and the automaton that finds them."""
    names = find_arm_names(texts, title)
    pairs = {name.lower(): Reading("arm", name, None) for name in names if len(name) > 1}
    for name in names:  # "the chemotherapy alone and the combination arms", "the chemotherapy-alone arm"
        for spelling in (name.lower().replace(" ", "-"), name.lower().replace("-", " ")):
            pairs.setdefault(spelling, Reading("arm", name, None))
    for name in names:  # "the HCT group" is an arm where HCT alone is an outcome
        if len(name) == 1 or name.lower() in vocabulary_spellings():
            pairs |= {f"{name.lower()} {noun}": Reading("arm", name, None) for noun in _NOUNS}
    return Arms(names, build_lexicon(pairs.items()) if pairs else None)


def arm_mentions(text: str, words: list[Word], arms: Arms) -> list[ArmMention]:
    """Return where a sentence names arms and subgroups."""
    found = _called(text, words, arms)
    if "%" in text and any(map(_LETTERED_NAME.fullmatch, arms.names)):
        found += _letters_before_values(text, arms)
    if found and holds(text, _GROUPS):
        found += _before_groups(text, found, arms)
    if _may_name_subgroup(text):
        found += [
            ArmMention(match.start(), match.end(), (match["name"].strip(),))
            for match in _SUBGROUP.finditer(text)
            if not any(each.start < match.end() and match.start("name") < each.end for each in found)
            and not (
                match[0].startswith("of") and text.endswith(_SHARES, 0, match.start())
            )  # "the percentage of patients with a CR was 59%"
        ]
    if not arms.names and holds(text, _COMPARING):
        found += _comparators(text)
    if holds(text, _PLURALS) and (lettered := _lettered(text)):
        found = [
            each for each in found if not any(each.start < a.end and a.start < each.end for a in lettered)
        ]
        found += lettered
    if len(found) > 1:
        found.sort()
    return found


def _letters_before_values(text: str, arms: Arms) -> list[ArmMention]:
    """Arms by their letters alone, each right before its value: "hypertension (A 14%, B 22%)"."""
    matches = map(_LETTERED_NAME.fullmatch, arms.names)
    names = {match["letter"]: match[0] for match in matches if match}
    return [
        ArmMention(*match.span("letter"), (names[match["letter"]],))
        for match in _LETTER_BEFORE_VALUE.finditer(text)
        if match["letter"] in names
    ]


def _before_groups(text: str, found: list[ArmMention], arms: Arms) -> list[ArmMention]:
    """Arms before the last of a list, whose noun they share: "the transplant and no-transplant groups"."""
    known = {name.lower(): name for name in arms.names}
    taken = {arm.start for arm in found}
    return [
        ArmMention(*match.span("name"), (known[match["name"].lower()],))
        for arm in found
        if text.endswith(_GROUPS, arm.start, arm.end)
        and (match := _SHARING_NOUN.search(text, 0, arm.start))
        and match["name"].lower() in known
        and match.start("name") not in taken
    ]


def _called(text: str, words: list[Word], arms: Arms) -> list[ArmMention]:
    """The arms that a sentence calls by a name of the document's, or all of them."""
    found: list[ArmMention] = []
    for word in words:
        start, end, role, code = word
        if role == "arm":
            if code.isupper() and text[start:end].islower():
                continue  # "all patients" where ALL is a disease
            if not found or start >= found[-1].end:  # not the "treatment group" of "X treatment group"
                found.append(_named(text, word, arms))
        elif code == "every_arm":
            found.append(ArmMention(start, end, ()))
    return found


def _lettered(text: str) -> list[ArmMention]:
    """Arms that letters or numbers name together: "in arms A and B", "between arms A (88%) and B (85%)"."""
    if apart := _LETTERED_APART.search(text):
        noun = apart["noun"].lower()
        return [
            ArmMention(apart.start(), apart.end("first"), (f"{noun} {apart['first']}",)),
            ArmMention(*apart.span("second"), (f"{noun} {apart['second']}",)),
        ]
    return [
        ArmMention(
            *match.span(),
            tuple(f"{match['noun'].lower()} {label}" for label in _LETTERS.findall(match["labels"])),
        )
        for match in _LETTERED.finditer(text)
    ]


def _may_name_subgroup(text: str) -> bool:
    return holds(text, _SUBGROUP_WORDS) or (holds(text, _PEOPLE_BEFORE) and holds(text, _STATE_SIGNS))


_COMPARING = ("ompar", "elative to", "versus", "than ")
_COMPARATOR = re.compile(
    r"\b(?:[Cc]ompared (?:with|to)|[Ii]n comparison (?:with|to)|[Rr]elative to|versus|than (?:with|in|for))\s"
    rf"(?:the\s)?(?P<name>{_WORD}(?:(?:\s\+\s|\s){_WORD}){{0,4}}?)(?=,|\s\(|\.|;|$)"
)


def _comparators(text: str) -> list[ArmMention]:
    """What a study without named arms is compared with: "Compared with X + Y, the triplet improved ..."."""
    return [
        ArmMention(match.start(), match.end(), (match["name"],), comparator=True)
        for match in _COMPARATOR.finditer(text)
        if sum(letter.isupper() for letter in match["name"]) > 1 and not match["name"][0].isdigit()
    ]


def _named(text: str, word: Word, arms: Arms) -> ArmMention:
    name = word.code
    end = word.end
    if added := _ADDED.match(text, end):
        printed, end = text[word.start : added.end()], added.end()
        parts = set(printed.lower().replace("+", " plus ").split()) - {"plus"}
        known = (each for each in arms.names if len(each.split()) > 1 and parts <= set(each.lower().split()))
        name = next(known, printed)
    if goes_on := _GOES_ON.match(text, end):
        name, end = text[word.start : goes_on.end()], goes_on.end()
    follows = _FOLLOWS.match(text, end)
    if name.lower() == "controls":
        name = "control"
    if name.lower() in generic_arms():
        name = _GROUP_NOUN.sub("", name)
    start = word.start
    if start > 1 and text[start - 1] == "-" and text[start - 2].isalnum():
        start = max(text.rfind(mark, 0, start) for mark in " (/") + 1
        name = text[start:end]  # not the responders, in "non-responders", nor chemo, in "ATRA-chemo"
    return ArmMention(start, follows.end() if follows else end, (name,))
