"""Events that a sentence says did not happen: "No differentiation syndrome occurred" is 0."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.prose.figures import Quantity
from extractors.prose.scene import Fact

if TYPE_CHECKING:
    from extractors.prose.figures import Grade
    from extractors.prose.mentions import Mention
    from extractors.prose.scene import Scene

_HAPPENED = re.compile(
    r"\b(?:occur\w*|observed|reported|seen|noted|documented|recorded|experienced|developed|detected|encountered|there (?:was|were)|had|identified|with no)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:significant|new|unexpected|critical|increase\w*|impact|effect|evidence|excess|additional|further|difference\w*|clear|correlation|association|"
    r"predict\w*|longer|relevant|major difference|other|safety|change\w*|signal\w*|influence|statistical\w*|apparent|substantial)\b",
    re.IGNORECASE,
)
_REACH = 70
_COUNTABLE = frozenset(("AE", "NRM", "CR", "PR", "MORT", "deaths", "ORR", "DISC", "CRi"))


def find_negated(scene: Scene) -> list[Fact]:
    """Return a 0 for every event or outcome that a sentence denies."""
    facts: list[Fact] = []
    for word in scene.words:
        if (
            word.role == "cue"
            and word.code == "no"
            and scene.text[word.start : word.end].lower() in ("no", "none", "without")
        ):
            facts += _denied(scene, word.start, word.end)
    return facts


def _denied(scene: Scene, start: int, end: int) -> list[Fact]:
    named = [m for m in scene.mentions if end <= m.start < end + _REACH and m.code in _COUNTABLE]
    if not named:
        return []
    first = named[0]
    between = scene.text[end : first.start]
    if re.search(r"[;:.,]|\d\s?%|\bbut\b", between.replace("grade", "")) or _VAGUE.search(between):
        return []
    if first.code == "ORR" and between.strip():
        return []
    without = scene.text[start:end].lower() == "without"
    if (
        without
        and first.code != "NRM"
        and not re.search(
            r"\b(?:serious|severe|fatal|any|grade)\b", scene.text[end : first.end], re.IGNORECASE
        )
    ):
        return []
    if not without and not _HAPPENED.search(scene.text):
        return []
    grade = next((g for g in scene.figures.grades if end <= g.start < first.end), None)
    if (
        first.term in ("toxicity", "adverse events", "side effects", "toxicities", "complications")
        and not grade
        and not without
    ):
        return []
    listed = [first]
    for mention in named[1:]:
        if not re.fullmatch(
            r"\s?(?:,|or|and|,\s?or|/|nor)\s?(?:[\w-]+\s){0,2}", scene.text[listed[-1].end : mention.start]
        ):
            break
        listed.append(mention)
    return [_zero(scene, start, end, mention, grade) for mention in listed]


def _fatal(scene: Scene, start: int, mention: Mention) -> int | None:
    """No fatal event is not no event: its grade is 5; no severe one leaves the mild ones open."""
    words = scene.text[start : mention.end].lower()
    if mention.code != "AE":
        return None
    return 5 if re.search(r"\bfatal\b", words) else 3 if re.search(r"\bsevere\b", words) else None


def _zero(scene: Scene, start: int, end: int, mention: Mention, grade: Grade | None) -> Fact:
    quantity = Quantity(start, end, 0.0, 0, "percent", end, n=0)
    if (
        re.search(r"\bserious\b", scene.text[end : mention.start], re.IGNORECASE)
        and mention.term
        and mention.term.endswith("adverse events")
    ):
        mention = replace(mention, term="serious adverse events")
    return Fact(
        mention,
        quantity,
        "denied",
        grade=grade.least if grade else _fatal(scene, end, mention),
        grade_from=grade,
    )
