"""Several results of one outcome for "all patients": the group that each one names in words.

A sentence such as "remission rates were 70% in patients with a normal and 46% in those with a complex
karyotype" gives two values of one outcome. Named arms are known before; groups like these are named
only once, beside their value. Where a study has two values of an outcome and neither has an arm, the
words after each value, or those the sentence opens with, are taken as printed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.prose.sentences import Sentence, split_sentences

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.records import Extraction, Observation

_RESULTS = frozenset(("response", "survival", "safety"))
_RATIOS = frozenset(("hazard_ratio", "odds_ratio"))
_PEOPLE = r"(?:patients|pts|those|recipients|subjects|children|adults|participants|individuals|responders)"
_RELATION = (
    r"(?:with|without|who|whose|aged|undergoing|receiving|treated|achieving|having|becoming|remaining|older"
    r"|younger|assigned|randomi[sz]ed|given|harbou?ring|carrying|in|at|on|not)"
)
_WHOLE = r"(?:all|both|these|those|evaluable|treated|entire|study|overall|total|the|other|most|our|\d+)"
_TAIL = r"(?:\s?%|[\s-](?:months?|mos?|years?|weeks?|days?)\b)?(?:\s?[(\[][^()\[\]]*[)\]])*,?\s"
_VERSUS = r"(?:vs\.?|versus|compared (?:with|to)|than)"
_STOP = (
    r"(?=[,;:]\s|[.]?$|[.]\s|\s[(\[]|\s(?:and|whereas|while|but|respectively|was|were|is|are)\b"
    rf"|\s{_VERSUS}\s)"
)
_RELATED = rf"{_PEOPLE}\s(?P<related>{_RELATION}\s.+?){_STOP}"
_ADJECTIVE = r"(?P<adjective>[A-Za-z≥≤<>][^\s,;()%]*(?:\s[^\s,;()%]+){0,3}?)"
_GROUP_AFTER = re.compile(
    rf"^{_TAIL}(?:in|among|for|of|after)\s(?:the\s)?(?:\d+\s)?(?:{_RELATED}"
    rf"|(?!{_WHOLE}\b){_ADJECTIVE}\s(?:{_PEOPLE}|arm|group|cohort|subgroup|disease)\b)"
)
_BARE_AFTER = re.compile(
    rf"^{_TAIL}with\s(?P<bare>(?!a\b|an\b|the\b|median|no\b|\d)[^\s,;]+(?:\s[^\s,;]+){{0,3}}?){_STOP}"
)
_OPENING = re.compile(
    rf"^(?:(?:In|Among|For)\s(?:the\s)?(?:sub(?:group|set)\sof\s)?)?(?:the\s)?{_PEOPLE}\s"
    rf"(?P<related>{_RELATION}\s.+?)(?=,\s|\s(?:the|median|had|have|achieved|showed|experienced)\b)",
    re.IGNORECASE,
)
_CONTRAST = re.compile(
    rf"\b{_PEOPLE}\s(?P<first>{_RELATION}\s.+?)\s(?:had|have|showed|achieved)\b.*?"
    rf"\b{_VERSUS}\s(?:the\s)?{_PEOPLE}\s(?P<second>{_RELATION}\s.+?)(?=\s[(\[]|,|[.]?$)",
    re.IGNORECASE,
)
_GROUPS = r"(?:groups?|arms?|cohorts?)\b"
_NAME = r"[A-Za-z][^\s,;()]*(?:\s[^\s,;()]+){0,2}?"
_GROUP_CONTRAST = re.compile(
    rf"\b[Tt]he\s(?P<first>{_NAME})\s{_GROUPS}.*"
    rf"\b(?:than|compared (?:with|to))\s(?:in\s)?(?:the\s)?(?P<second>{_NAME})\s{_GROUPS}"
)
_FIRST = re.compile(rf"^{_TAIL}{_VERSUS}\s")
_SECOND = re.compile(rf"\b{_VERSUS}\s(?:[<>≥≤]\s?)?$")
_VALUE = re.compile(rf"\d\s?%|\d\s(?:months|years)|\b{_VERSUS}\s")
_NEEDLESS = re.compile(
    r"^(?:with(?=\s)|who(?:\s(?:had|have|has|were|was|did|received|underwent|achieved))?|having|harbou?ring|carrying|receiving"
    r"|treated with|becoming|remaining|assigned to(?: receive)?)\s(?:an?\s|the\s)?"
)


def name_subgroups(document: Document, prose: Extraction) -> Extraction:
    """Return prose in which rival results without an arm carry the group that their words name."""
    rivals = _rivals(prose.observations)
    if not rivals:
        return prose
    sentences = {sentence.text: sentence for sentence in split_sentences(document)}
    observations = tuple(
        _named(each, sentences.get(each.quote)) if index in rivals else each
        for index, each in enumerate(prose.observations)
    )
    return replace(prose, observations=observations)


def _rivals(observations: tuple[Observation, ...]) -> set[int]:
    """Which results have another one of their outcome, both of them for all patients."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, each in enumerate(observations):
        if each.category in _RESULTS:
            outcome = (each.study_id, each.endpoint, each.term, each.statistic, each.timepoint_months)
            groups[(*outcome, each.grade_min)].append(index)
    return {
        index
        for indexes in groups.values()
        if len({(observations[each].value, observations[each].n) for each in indexes}) > 1
        for index in indexes
        if not observations[index].arm
    }


def _named(observation: Observation, sentence: Sentence | None) -> Observation:
    if sentence is None:
        return observation
    start, end = _place(observation, sentence)
    contrast = _CONTRAST.search(sentence.text, 0, start) or _GROUP_CONTRAST.search(sentence.text)
    if contrast:
        group = _side(observation, contrast, sentence.text[:start], sentence.text[end:])
    else:
        group = _group(sentence.text, start, end)
    return replace(observation, arm=group) if group else observation


def _side(observation: Observation, contrast: re.Match[str], before: str, after: str) -> str:
    """Which of two contrasted groups a value is of; a ratio is of both."""
    first, second = (_plain(contrast[name]) for name in ("first", "second"))
    second = f"not {first}" if second == "not" else second  # "than patients who did not"
    if observation.statistic in _RATIOS:
        return f"{first} vs {second}"
    if _FIRST.match(after) or (observation.status == "not_reached" and " vs" in after[:6]):
        return first
    return second if _SECOND.search(before) else ""


def _place(observation: Observation, sentence: Sentence) -> tuple[int, int]:
    """Where a value stands in its sentence."""
    origin = sentence.folded.origin
    start = bisect_left(origin, observation.span.start) - sentence.offset
    return start, bisect_left(origin, observation.span.end) - sentence.offset


def _group(text: str, start: int, end: int) -> str:
    """The words that name the group of the value at a place; '' where none do."""
    match = _GROUP_AFTER.match(text[end:]) or _BARE_AFTER.match(text[end:]) or _opening(text, start)
    return _plain(next(words for words in match.groups() if words)) if match else ""


def _opening(text: str, start: int) -> re.Match[str] | None:
    """The group that a sentence opens with, unless another value stands between it and this one."""
    match = _OPENING.match(text)
    return match if match and match.end() <= start and not _VALUE.search(text, match.end(), start) else None


def _plain(words: str) -> str:
    """A group's name without the words that only join it to its sentence."""
    return _NEEDLESS.sub("", words).strip(" .")
