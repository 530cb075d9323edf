"""Outcomes that only say whom a sentence is about: "the survival of patients with a response"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.outcomes import Mention

_PEOPLE = ("patients ", "pts ", "those ", "subjects ")
_PEOPLE_WITH = re.compile(
    r"\b(?:patients|pts|those|subjects)\s(?:with|in|without|achieving|(?:who|that)\s(?:had|achieved|attained|obtained))\s(?:an?\s|the\s)?(?:\w+\s)?$"
)
_COMPARED_PEOPLE = re.compile(
    r"\b(?:compared\s(?:to|with)|than|versus|vs\.?)\s(?:in\s|for\s|with\s|among\s)?(?:the\s)?"
    r"(?:patients|pts|those|subjects)\s(?:with|in|without|achieving|(?:who|that)\s\w+)\s(?:an?\s)?(?:\w+\s)?$"
)
# "MRD was negative in 26% and in 79% of the 42 patients with a complete response": of those with a response.
_SHARE_OF_THOSE = re.compile(
    r"%\)?\s(?:of|among|in)\s(?:the\s|all\s|those\s|\d+\s)*\w+\s(?:who\s\w+|with|in|achieving)\s(?:an?\s|the\s)?(?:\w+\s)?$"
)
_WITH_SHARE = re.compile(
    r"(?:,\swith\s(?:[^,;]|,(?=\s\d))*?|^\sand\s(?:\d+\s\()?)[\d.·]+\s?%\)?\s(?:of\s)?(?:the\s|all\s)?(?:patients\s|pts\s)?achieving\s(?:an?\s)?(?:\w+\s)?$"
)
_TRANSPLANTED_IN = re.compile(
    r"\b(?:transplant(?:ed|ation)?|HCT|HSCT|SCT|ASCT)\sin\s(?:first\s|second\s|an?\s)?$"
)
_OF_ALL = re.compile(r"\b(?:of|among|in)\s(?:(?:the|all|these|those|\d+)\s)*$")
_DIGIT = re.compile(r"\d")
_PATIENTS = (" patients", " pts")
_WITH_OR_WITHOUT = re.compile(
    r"\bwith(?:\s\([^()]*\))?\s(?:and|or|vs\.?|versus|compared (?:with|to))\s"
    r"(?:those\s|patients\s|(?:with|to)\s)*without(?:\s\([^()]*\))?\s(?:an?\s|any\s|the\s)?(?:[\w-]+\s){0,2}$"
)
_INCLUDED = re.compile(
    r", defined (?:as|by) [^;]{0,120}?,(?=\s(?:was|were|is|occurred|in|did|had)\b)"
    r"|,\san?\s(?:\w+\s){0,2}(?:complication|toxicity|side effect|adverse event)\b[^,;()\d]*,"
    r"|\sexcluding\s[^,;\d]*?(?=\s(?:was|were|at|of)\s)|,\sincluding\s[^,;\d]*,|(?<!,)\sincluding\s[^,;:()\d]*\s(?=(?:was|were|occurred|developed)\b)"
)
_SET_ASIDE = (", a ", ", an ", " including", " excluding", ", defined ")
_TOPIC = re.compile(
    r"(?:For|Regarding|Concerning|As (?:for|to)|With (?:regard|respect) to|In terms of)\s[^,;.%\d]{3,60},\s"
    r"(?=[A-Za-z]*\s?(?:patients?|pts|\d))"
)
_OPENING_STATES = re.compile(r"(?:Patients|Pts|Those)\s(?:in|with)\s(?:an?\s)?")
_AND_STATE = re.compile(r"(?:,?\s(?:and|or)|,)\s(?:an?\s)?")
_THEY_HAD = re.compile(r"\s(?:had|have|showed|experienced|demonstrated)\s(?!not\b)")
_UNDERGOING = re.compile(
    r"\b(?:patients|pts|those|recipients|subjects)\s(?:who\s)?(?:under(?:went|going)|receiv(?:ed|ing)|proceed(?:ed|ing)\sto|(?:did\s)?not\sunder\w+)"
    r"\s(?:an?\s|the\s)?(?:[\w-]+\s){0,2}$"
)
_COUNTED_GROUP = re.compile(
    r"(?:\bof\s(?:the\s)?\d+\s|%\)?\sof\s(?:the\s)?)(?:\w+\s)?(?:patients|pts)\s(?:achieving|with|in|who\s(?:achieved|had|obtained|attained))\s(?:an?\s)?$"
)
_COUNTED_STATE = re.compile(r"\b\d+\s(?:patients|pts)\s(?:with|in)\s(?:an?\s)?$")
_THEN_ARE = re.compile(r"[^.;:%]{0,40}\s(?:are|is|were|was|remain(?:ed)?)\s(?:\w+\s)?alive\b")
_THEN_HAD = re.compile(
    r"\s(?:had|achieved|were|was|obtained|attained|became|remain(?:ed)?|experienced|showed|underwent)\s"
)
_GROUP_DID = re.compile(
    r"\s(?:patients|pts)\s(?:proceeded|underwent|received|relapsed|died|went|continued|remain)"
)
_GROUP_WAS = re.compile(r"\s(?:patients|pts)\s(?:were|had|became|achieved|are|attained)\b")
_THOSE = (
    " those with ",
    " those without ",
    " patients without ",
    " pts without ",
    " recipients without ",
    " subjects without ",
)
_THOSE_WITHOUT = re.compile(
    r"\s?(?:and|vs\.?|versus|compared\s(?:with|to))\s(?:only\s)?[\d.]+(?:\s?%|\s[a-z]+)\s(?:for|in|among)\s(?:those|patients|pts)\swithout\b"
)
_TOLD_OF_GROUPS = ("response", "survival")
_FOR_GROUPS = re.compile(r"(?:\srates?)?\s(?:for|in|among)\s(?:patients\swith\s)?[^;:.()%\d]{0,60}")
_OPENING_GROUP = re.compile(
    r"(?:Among|Of|In|For)\s(?:the\s|all\s)?(?:\d+\s)?(?:patients|pts|subjects|those)\swho\s(?:(?:did|had|have)\s)?(?:not\s|never\s)?"
    r"(?:(?:achiev|obtain|attain|reach|experienc|enter)\w*\s)?(?:an?\s|the\s)?"
)


def without_populations(text: str, mentions: list[Mention]) -> list[Mention]:
    """Return the outcomes told: of "survival of patients with a response was 78%" only the survival."""
    kept: list[Mention] = []
    aside = [match.span() for match in _INCLUDED.finditer(text)] if holds(text, _SET_ASIDE) else []
    if "alive" in text:  # "22 patients with CR and 33 overall are alive"
        mentions = [
            mention
            for mention in mentions
            if not (
                mention.category == "response"
                and _COUNTED_STATE.search(text, 0, mention.start)
                and _THEN_ARE.match(text, mention.end)
            )
        ]
    if len(mentions) > 1 and " of " in text:
        mentions = _without_counted_group(text, mentions)
    for mention in _without_opening_topic(text, _without_opening_group(text, mentions)):
        if aside and any(start < mention.start < end for start, end in aside):
            continue  # "the response rate, including partial responses with X, was 71%"
        between = text[kept[-1].end : mention.start] if kept else ""
        if kept and mention.code == "HCT" and _is_of_transplanted(between):
            continue  # "the 3-year OS of patients who underwent HCT was 87%"
        if between and "without" in between and _WITH_OR_WITHOUT.search(between):
            continue  # "OS of patients with and without GVHD was 40% and 60%"
        if mention.category == "response" and _is_of_people(text, kept, mention, mentions):
            continue
        if mention.code == "AE" and kept and _is_of_patients(text, kept[-1], mention):
            continue
        kept.append(mention)
    return kept


def _is_of_patients(text: str, outcome: Mention, event: Mention) -> bool:
    """Whether an event only says whose outcome is told.

    As in "the ORR was 20% in patients with asthma and 60% in those with diabetes", "OS was 71% for patients
    with cGVHD and 55% for those without", "CR rates for de novo and therapy-related AML were 62% and 38%".
    """
    if text.endswith(_THOSE, 0, event.start) or _THOSE_WITHOUT.match(text, event.end):
        return True
    told = outcome.category in _TOLD_OF_GROUPS and text.startswith((" was ", " were "), event.end)
    return told and _FOR_GROUPS.fullmatch(text, outcome.end, event.start) is not None


def _is_of_transplanted(between: str) -> bool:
    """Whether a transplant only says whose outcome the other is: "91% for patients undergoing HCT"."""
    undergoing = _UNDERGOING.search(between)
    if undergoing is None:
        return False
    return between.endswith((" for ", " in ", " among "), 0, undergoing.start()) or not _DIGIT.search(between)


def _is_of_people(text: str, kept: list[Mention], response: Mention, mentions: list[Mention]) -> bool:
    """Whether a response is that of patients, by what stands behind it, or before it up to an outcome."""
    # As in "the OS of patients who received HCT in CR was 80%".
    transplanted = _TRANSPLANTED_IN.search(text, 0, response.start) is not None
    if transplanted or (
        text.startswith(_PATIENTS, response.end)
        and (
            kept  # "MRD was negative in 4 of 6 (67%) CR patients"
            or (len(mentions) > 1 and _OF_ALL.search(text, 0, response.start))
            or _GROUP_DID.match(text, response.end)  # "all 13 CR patients proceeded to ASCT"
            or (
                len(mentions) > 1 and _GROUP_WAS.match(text, response.end)
            )  # "14 of 17 CR patients were MRD-"
        )
    ):
        return True
    between = text[kept[-1].end : response.start] if kept else ""
    if _WITH_SHARE.search(between):
        return False  # "the ORR was 100%, with 72% of the patients achieving a CR"
    if not (holds(between, _PEOPLE) and _PEOPLE_WITH.search(between)):
        return False
    if _COMPARED_PEOPLE.search(between):
        return True  # "worse OS (64%) compared to those who achieved a major response (88%)"
    if any(letter.isdigit() for letter in between):
        return _SHARE_OF_THOSE.search(between) is not None
    return True


def _without_opening_topic(text: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out what a sentence only says it is about: "Regarding toxicity, 5 patients had infections"."""
    opened = _TOPIC.match(text) if len(mentions) > 1 else None
    return [m for m in mentions if m.start >= opened.end()] if opened else mentions


def _without_opening_group(text: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out whom a sentence opens with: "Among patients who did not achieve a CR, 52% relapsed"."""
    if len(mentions) > 1 and (states := _OPENING_STATES.match(text)):
        return _without_opening_states(text, mentions, states.end())
    opened = _OPENING_GROUP.match(text) if len(mentions) > 1 and " who " in text else None
    if opened is None:
        return mentions
    return [m for m in mentions if not (opened.end() == m.start and text.startswith((",", " ("), m.end))]


def _without_counted_group(text: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out whose share is told: "12 (32%) of 37 patients achieving CR had molecular remission"."""
    return [
        mention
        for mention, following in zip(mentions, [*mentions[1:], None], strict=True)
        if not (
            following
            and mention.category == "response"
            and _COUNTED_GROUP.search(text, 0, mention.start)
            and _THEN_HAD.search(text, mention.end, following.start)
        )
    ]


def _without_opening_states(text: str, mentions: list[Mention], at: int) -> list[Mention]:
    """Leave out the states of whom a sentence opens with: "Patients in CR, CRi, or PR had a longer OS"."""
    for place, mention in enumerate(mentions[:-1]):
        if mention.start != at or mention.category != "response":
            break
        if _THEY_HAD.match(text, mention.end):
            return mentions[place + 1 :]
        joint = _AND_STATE.match(text, mention.end)
        at = joint.end() if joint else -1
    return mentions
