"""The words between a value and a name, and whether they link the two."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from extractors.vocabulary import load

if TYPE_CHECKING:
    from extractors.prose.outcomes import Mention
    from extractors.prose.runs import Run
    from extractors.prose.scene import Scene

_LETTERS = re.compile(r"[A-Za-z]+")
_WORDS = re.compile(r"[\w-]+")
_GRADE = re.compile(r"grades|[1-5IV]+(?:[-–][1-5IV]+)?")
_WITHOUT_NAME = frozenset(
    ("seen", "found", "of", "to", "by", "about", "around", "nearly", "not", "be", "being")
)
_CONTRAST = re.compile(r"(?:\b(?:vs\.?|versus|v|and|than|compared with|compared to)|,)\s?(?:[\w-]+\s){0,3}$")
_JOINING = frozenset(("and", "or", "but", "nor"))
_VERSUS = re.compile(r"\b(?:vs\.?|versus|compared (?:with|to))\s$")
_DENIED = re.compile(r"\b(?:not|no|(?<!patients )(?<!pts )(?<!those )without|never|neither|lost|failed)\b")
_CONTRAST_REACH = 16
_CONTRAST_WORDS = 6  # more than the pattern's
_EACH = ", respectively,"
_RIGHT_BEHIND = re.compile(
    r"\s(?:for\s(?:the\s)?|(?:have|has)\s(?:since\s)?|(?:of\s(?:patients|pts)\s)?(?:had|with|achieving|attaining|reaching)\s(?:an?\s)?"
    r"(?:(?:\w+\s)?[Gg]rade\s\S+\s)?)?"
)
# What follows a name makes it that of the next value, or no patient's: "fever episodes".
OF_NEXT = re.compile(
    r"\s(?:episode|course)|\s?(?:rates?\s)?(?:\([A-Za-z-]+\)\s)?(?:was|were|of|in|:|=)?\s?[<>≤≥]?\d"
)


@cache
def _linking() -> dict[str, str]:
    return {alias: entry.code for entry in load("linking_words") for alias in entry.aliases}


def is_linking(word: str) -> bool:
    """Whether a word in lower case is one of those between a value and its name, or a verb's."""
    return word in _linking() or word.endswith("ed") or word in _WITHOUT_NAME


def says_no_more(scene: Scene, run: Run) -> bool:
    """Whether the words before a value leave the subject: "and 5.9 months", not "the clone size 33%"."""
    start, end = run.before
    if run.bracketed and scene.text[:end].rstrip().endswith(":"):
        return True  # "(untreated: 11.4 vs 5.4 months)"
    known: list[tuple[int, int]] | None = None
    for match in _LETTERS.finditer(scene.text, start, end):
        link = _linking().get(match[0].lower())
        if link == "passing":
            continue
        known = known_stretches(scene) if known is None else known
        if not any(first <= match.start() < last for first, last in known):
            return link == "leading"
    return True


def known_stretches(scene: Scene) -> list[tuple[int, int]]:
    """Return where arms, landmarks, grades, intervals and P values stand."""
    figures = scene.figures
    stretches = [(arm.start, arm.end) for arm in scene.arms]
    stretches += [(time.start, time.end) for time in figures.times]
    stretches += [(grade.start, grade.end) for grade in figures.grades]
    stretches += [(interval.start, interval.end) for interval in figures.intervals]
    return stretches + [(p_value.start, p_value.end) for p_value in figures.p_values]


def counts_on(between: str) -> bool:
    """Whether only words of counting stand between a count and a name: "two patients had a"."""
    words = _WORDS.findall(between)
    if words and (words[0] in _JOINING or words[-1] in _JOINING):
        return False  # "resistant disease in 12 and early death in 8"
    plain = not set(between) & set(",;:()[]") and ". " not in between
    graded = "rade" in between  # "1 patient had grade 3/4 rash"
    return plain and all(word.lower() in _linking() or (graded and _GRADE.fullmatch(word)) for word in words)


def reaches(scene: Scene, start: int, end: int) -> bool:
    """Whether neither a comma nor a "not" parts a value from the name behind it."""
    if _DENIED.search(scene.text, start, end):
        return False  # "22.6% of patients did not develop any mucositis"
    if scene.text.startswith(_EACH, start):
        start += len(_EACH)  # "66% and 21% of patients, respectively, had an adverse event"
    elif (at := scene.text.find(_EACH, start, end)) >= 0:
        return reaches(scene, start, at) and reaches(scene, at, end)
    nested = scene.brackets.inside(start, end)
    return not any(
        scene.text[at] in ",;" and not any(first < at < last for first, last in nested)
        for at in range(start, end)
    )


def named_right_behind(scene: Scene, run: Run) -> Mention | None:
    """The outcome that follows a value at once: "42% neutropenia", "1.51 for disease-free survival"."""
    value = run.quantities[-1]
    if len(run.quantities) > 1 and not (
        run.bracketed and all(run.contrasts) and scene.text.startswith(" for ", value.stop)
    ):
        return None  # else "(24% vs 12% for ORR; 59% vs 35% for DCR)"
    for mention in scene.mentions:
        if mention.start <= value.start:
            continue
        any_ratio = value.unit == "ratio" and "hazard_ratio" in mention.statistics
        fits = any_ratio or mention.takes(value.unit, value.statistic)
        if not fits or not _RIGHT_BEHIND.fullmatch(scene.text, value.stop, mention.start):
            return None
        own_bracket = scene.brackets.around(value.begin) == scene.brackets.around(mention.start)
        return mention if own_bracket and not OF_NEXT.match(scene.text, mention.end) else None
    return None


def is_second(scene: Scene, run: Run) -> bool:
    """Whether a value opens the second side of a contrast: "vs 65%"."""
    begin = run.quantities[0].begin
    return bool(_VERSUS.search(scene.text, max(0, begin - _CONTRAST_REACH), begin))


def is_contrast(scene: Scene, run: Run) -> bool:
    """Whether a value is set beside the one before: "versus 30 (35%)", "and 12 (40%)"."""
    start, end = run.before
    first, words = max(0, start - _CONTRAST_REACH), end
    for _ in range(_CONTRAST_WORDS):
        words = scene.text.rfind(" ", first, words)
        if words < 0:
            break
    found = _CONTRAST.search(scene.text, max(first, words), end)
    # "and 3 PR among 20": what is set beside stands before another value
    return found is not None and not any(
        found.start() < each.begin < end for each in scene.figures.quantities
    )
