"""Responses that name a group of patients and not an outcome: "98% for those with CR, 83% with PR".

In a sentence about survival, a response behind "patients achieving", or behind a value and "with", says
whose survival it is.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.prose.arms import ArmMention
from extractors.prose.karyotypes import masked, unmasked

if TYPE_CHECKING:
    from extractors.prose.outcomes import Mention

_PEOPLE = r"(?:patients|pts|those|subjects|children|adults|individuals|cases)"
_IN_STATE = (
    r"(?:(?:who|that)\s(?:(?:had|have|did)\s)?(?:not\s)?(?:achiev|attain|obtain|reach)\w*"
    r"|(?:(?:who|that)\s(?:had\s)?)?(?:with|without|in|having|not\sin|(?:not\s)?(?:achiev|attain|obtain|reach)ing))\s"
    r"(?:(?:an?|the|no|best|response|of)\s)*"
)
_PEOPLE_BEFORE = re.compile(rf"(?:\b(?:in|for|among)\s(?:the\s)?\d+\s)?(?P<people>{_PEOPLE})\s{_IN_STATE}$")
_COUNTED = re.compile(r"\d\s?%?\s?[)\]]?\s(?:of\s(?:the\s|all\s)?)?$")
_VALUE_BEFORE = re.compile(
    r"\d\s?(?:%|months|years)(?:\s[(\[][^()\[\]]*[)\]])?\s(?:for|with|in|among|after)\s(?:(?:an?|no)\s)?$"
)
_LASTING_IN = re.compile(
    r"(?:OS|PFS|EFS|RFS|DFS|DOR|DoR|survival|duration)\s(?:in|for)\s$"
)  # "DOR in CR was"
_PLACE_BEFORE = re.compile(r"\b(?:in|for|of|among|with|than|versus|vs\.?)\s(?:the\s)?$")
_GROUP_BEHIND = re.compile(rf"[\s-](?:{_PEOPLE}|groups?|subgroups?|arms?|cohorts?|recipients)\b")
_AND = re.compile(r"\s?(?:,|,?\sand|,?\sor)\s(?:no\s|an?\s)?")
_BOTH = re.compile(r"\sand\s")
_NONE = re.compile(r"\b(?:no|not\s\w+(?:\san?)?|without(?:\san?)?)\s$")
_SIZED = re.compile(
    rf"(?:%|months|years)(?:\s[(\[][^()\[\]]*[)\]])?\s(?:in|for|among)\s(?:the\s)?(?P<size>\d+)\s"
    rf"(?P<name>(?:[\w/+-]+\s){{0,3}}?{_PEOPLE}(?:\s(?:with|without|in|who|only)\s[^,;.%]*?)?)"
    r"(?=,|;|\.(?:\s|$)|\s(?:and|vs\.?|versus|compared|at(?!\s(?:day|diagnosis|relapse|the\send))|was|were|achieved|had)\s)"
)
_SHARE_OF = re.compile(r"(?:ercentage|roportion|umber|raction|rate)s?\sof\s(?:the\s|all\s)?$")
_WITH = re.compile(rf"^{_PEOPLE}\s(?:with|who)\s(?:an?\s)?")
_BRACKET_OF_GROUPS = re.compile(r"(?<=\s)\((?:[A-Za-z/]{2,6}[,:]?\s[\d.]+\s?%(?:[;,]\s)?){2,}\)")
_DIGIT = re.compile(r"\d")
_REACH = 60
_SURVIVAL = frozenset(("OS", "PFS", "EFS", "RFS", "DFS", "LFS", "DOR", "TTP", "CIR", "NRM"))
_RESPONSES = frozenset(("response",))


def responder_groups(text: str, mentions: list[Mention]) -> list[ArmMention]:
    """Return the groups that responses name in a sentence about survival."""
    if _SURVIVAL.isdisjoint([mention.code for mention in mentions]):
        return []
    groups: list[Mention] = _in_survival_bracket(text, mentions)
    for place, mention in enumerate(mentions):
        if mention in groups or mention.category not in _RESPONSES or not _is_group(text, mention):
            continue
        subject = next((m for m in reversed(mentions[:place]) if m not in groups), None)
        following = next((m for m in mentions[place:] if m.category not in _RESPONSES), None)
        if following and not _DIGIT.search(text, mention.end, following.start):
            subject = following
        if (subject or following or mention).code in _SURVIVAL:
            groups.append(mention)
    for first, second in pairwise(mentions) if groups else ():
        joined = _AND.fullmatch(text, first.end, max(first.end, second.start))
        if joined and first in groups and second not in groups and second.category in _RESPONSES:
            groups.append(second)
    return [_group(text, mention) for mention in groups]


def _in_survival_bracket(text: str, mentions: list[Mention]) -> list[Mention]:
    """Responses in the bracket behind a survival, whose values are of them: "OS was 63% (CR 82%; PR 21%)"."""
    for match in _BRACKET_OF_GROUPS.finditer(text):
        before = [m for m in mentions if m.end <= match.start()]
        inside = [m for m in mentions if match.start() < m.start < match.end()]
        alike = len(inside) > 1 and all(m.category in _RESPONSES for m in inside)
        if before and before[-1].code in _SURVIVAL and alike:
            return inside
    return []


def sized_groups(text: str) -> list[ArmMention]:
    """Return groups with their sizes behind a value: "41% in 17 patients with no CR at day 33"."""
    if "patients" not in text:
        return []
    return [
        ArmMention(match.start("size"), match.end(), (unmasked(_WITH.sub("", match["name"])),))
        for match in _SIZED.finditer(masked(text))
    ]


def _is_group(text: str, mention: Mention) -> bool:
    start = mention.start - _REACH
    if text.endswith("responders", mention.start, mention.end):
        return True  # "partial responders - 74% and 53%"
    if _VALUE_BEFORE.search(text, start, mention.start) or _LASTING_IN.search(text, start, mention.start):
        return True
    if _GROUP_BEHIND.match(text, mention.end) and _PLACE_BEFORE.search(text, start, mention.start):
        return True
    before = _PEOPLE_BEFORE.search(text, start, mention.start)
    if before is None or _SHARE_OF.search(text, 0, before.start("people")):
        return False  # "the proportion of patients with a CR was 40%"
    counted = _COUNTED.search(text, max(0, before.start("people") - _REACH), before.start("people"))
    return not counted or before.start() < before.start("people")


def _group(text: str, mention: Mention) -> ArmMention:
    none = _NONE.search(text, max(0, mention.start - _REACH), mention.start)
    start = none.start() if none else mention.start
    return ArmMention(start, mention.end, tuple(_BOTH.split(text[start : mention.end])))
