"""Events that a sentence says did not happen: "No differentiation syndrome occurred" is 0."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.prose.figures import Quantity
from extractors.prose.scene import Fact

if TYPE_CHECKING:
    from extractors.prose.figures import Grade
    from extractors.prose.outcomes import Mention
    from extractors.prose.scene import Scene

_HAPPENED = re.compile(
    r"\b(?:occur\w*|observed|reported|seen|noted|documented|recorded|experienced|developed|detected|encountered|"
    r"there (?:was|were|ha(?:s|ve) been)|had|identified|with no|resulted in|led to"
    r"|(?:was|were|proved) fatal)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\w+")
_VAGUE_WORDS = frozenset(
    (
        *(
            "significant",
            "new",
            "unexpected",
            "critical",
            "impact",
            "effect",
            "cumulative",
            "chronic",
            "recurrent",
            "excess",
            "additional",
        ),
        *("further", "clear", "correlation", "association", "longer", "relevant", "other", "safety", "major"),
        *("unusual", "unacceptable", "influence", "apparent", "substantial"),
    )
)
_VAGUE_STEMS = ("increase", "worsen", "exacerbat", "difference", "predict", "change", "signal", "statistical")
# All of them, and not "did not occur more often", "was not observed in the other arm".
_NOT_SEEN = re.compile(
    r"\s(?:did|was|were|has|have)\s(?P<not>not)\s(?:been\s)?(?:occur|develop|observed|seen|reported|noted|recorded|documented)"
    r"(?=\s?(?:[.;,]|in any\b|in either\b|$))"
)
_PARTED = re.compile(r"[;:.,]|\d\s?%|\bbut\b")
_SAID_HOW = re.compile(r"\b(?:serious|severe|fatal|any|grade)\b", re.IGNORECASE)
_LISTED = re.compile(r"\s?(?:,|or|and|,\s?or|/|nor)\s?(?:(?!no\s)[\w/≥-]+\s){0,3}")
_NEAR = 16  # characters from "there" to "no"
_REACH = 70  # characters from "no" to what did not happen
_COUNTABLE = frozenset(("AE", "NRM", "CR", "PR", "MORT", "deaths", "ORR", "DISC", "CRi", "CIR", "PD"))
_IN_ARM = re.compile(r"\b(?:[Ii]n|[Ww]ith|[Oo]n|[Ff]or)\s(?:the\s)?$")
_ALONE = re.compile(
    r"(?:\s(?:events?|cases?))?\s?"
    r"(?:[);,]|(?:was|were|has been|have been)?\s?(?:reported|observed|seen|noted|occurred)\b)"
)
# "No patient in the X group has died": the outcome is the verb.
_NOBODY = re.compile(
    r"(?:\s[\w-]+)?\s(?:patients?|pts?|subjects?|one|child|children|participants?|recipients?)"
    r"(?:\s(?:in|of|with|on)\s[^,;:.()%]{1,40})?(?:\s(?:has|have|had))?(?:\s(?:yet|subsequently))?\s"
)
_LATER = (" more than ", " after ", " beyond ", " later ", " without ", " until ", " while ")
_VERBS = ("died", "relapsed", "progressed", "responded")
_ANYTHING = frozenset(("toxicity", "adverse events", "side effects", "toxicities", "complications"))
_DATED = frozenset(("NRM", "MORT"))
_DENYING = ("no", "none", "without")


def find_negated(scene: Scene) -> list[Fact]:
    """Return a 0 for every event or outcome that a sentence denies."""
    absent = _not_seen(scene) if " not " in scene.text else []
    denying = scene.cue_words.get("no")
    if denying is None:
        return absent
    return absent + [
        fact
        for word in denying
        if scene.text[word.start : word.end].lower() in _DENYING
        for fact in _denied(scene, word.start, word.end)
    ]


def _not_seen(scene: Scene) -> list[Fact]:
    """A 0 for an event that is said not to have been seen: "CRS did not occur in any patient"."""
    found = ((m, _NOT_SEEN.match(scene.text, m.end)) for m in scene.mentions if m.code in _COUNTABLE)
    return [
        _zero(scene, match.start("not"), match.end("not"), mention, None) for mention, match in found if match
    ]


def _denied(scene: Scene, start: int, end: int) -> list[Fact]:
    named = [m for m in scene.mentions if end <= m.start < end + _REACH and _is_countable(m)]
    if (grade := _grade_alone(scene, end)) and (before := [m for m in scene.mentions if m.end <= start]):
        return [_zero(scene, start, end, before[-1], grade)] if before[-1].code == "AE" else []
    if not named or not _is_denied(scene, start, end, named[0]):
        return []
    nobody = scene.text.startswith(_VERBS, named[0].start)  # "no patient relapsed"
    if (
        not nobody
        and named[0].code == "CIR"
        and (
            "here " not in scene.text[max(0, start - _NEAR) : start]
            or "evidence" in scene.text[end : named[0].start]
        )
    ):
        return []  # "with no relapses after 2 years", "no evidence of relapse on the scan"
    grade = next((grade for grade in scene.figures.grades if end <= grade.start < named[0].end), None)
    without = scene.text[start:end].lower() == "without"
    if named[0].term in _ANYTHING and not grade and not without:
        return []  # "no toxicity was seen" is a way of speaking
    listed = named[:1]
    for mention in named[1:]:
        if not _LISTED.fullmatch(scene.text, listed[-1].end, mention.start):
            break
        if _is_vague(scene.text[listed[-1].end : mention.end]):
            continue
        listed.append(mention)
    return [
        _zero(scene, start, end, mention, _own_grade(scene, first, mention) or grade)
        for first, mention in zip([None, *listed], listed, strict=False)
    ]


def _is_countable(mention: Mention) -> bool:
    return mention.code in _COUNTABLE or mention.code.startswith("deaths from ")


def _grade_alone(scene: Scene, end: int) -> Grade | None:
    """The grade that is denied of the event before: "nausea in 5% (no grade 4 reported)"."""
    grade = next((grade for grade in scene.figures.grades if end <= grade.start <= end + 2), None)
    return grade if grade and grade.least and _ALONE.match(scene.text, grade.end) else None


def _own_grade(scene: Scene, first: Mention | None, second: Mention) -> Grade | None:
    """The grade between two denied events: "no grade 4 CRS or grade 3 infections"."""
    if first is None:
        return None
    return next((grade for grade in scene.figures.grades if first.end <= grade.start < second.end), None)


def _is_denied(scene: Scene, start: int, end: int, first: Mention) -> bool:
    """Whether a sentence says plainly that something did not happen."""
    between = scene.text[end : first.start]
    if scene.text.startswith(_VERBS, first.start):
        later = scene.text.startswith(_LATER, first.end)  # "no patient relapsed after 2 years"
        return not later and _NOBODY.fullmatch(between) is not None
    if _PARTED.search(between.replace("grade", "")) or _is_vague(scene.text[end : first.end]):
        return False
    if first.code == "ORR" and between.strip():
        return False
    if any(start <= quantity.begin < first.start for quantity in scene.figures.quantities):
        return False  # "no survival benefit (93 vs 107 deaths)", "none of 12 patients relapsed" is told
    if scene.text[start:end].lower() == "without":
        return first.code == "NRM" or bool(_SAID_HOW.search(scene.text[end : first.end]))
    return bool(_HAPPENED.search(scene.text))


def _is_vague(words: str) -> bool:
    """Whether a denial is a manner of speaking: "no significant toxicity", "no increase in infections"."""
    return any(
        word in _VAGUE_WORDS or word.startswith(_VAGUE_STEMS) for word in _WORDS.findall(words.lower())
    )


def _fatal(scene: Scene, start: int, mention: Mention) -> int | None:
    """No fatal event is not no event: its grade is 5; no severe one leaves the mild ones open."""
    words = scene.text[start : mention.end].lower()
    if mention.code != "AE":
        return None
    return 5 if re.search(r"\bfatal\b", words) else 3 if re.search(r"\bsevere\b", words) else None


def _only_arm(scene: Scene) -> str:
    """The arm of what did not happen, if the sentence names one: "no deaths occurred in the X group"."""
    arm = scene.arms[0] if len(scene.arms) == 1 else None
    placed = arm and _IN_ARM.search(scene.text, 0, arm.start)
    return arm.names[0] if arm and placed and len(arm.names) == 1 else ""


def _zero(scene: Scene, start: int, end: int, mention: Mention, grade: Grade | None) -> Fact:
    quantity = Quantity(start, end, 0.0, 0, "percent", end, n=0)
    if (
        re.search(r"\bserious\b", scene.text[end : mention.start], re.IGNORECASE)
        and mention.term
        and mention.term.endswith("adverse events")
    ):
        mention = replace(mention, term="serious adverse events")
    if mention.code == "deaths" and any(time.start == mention.end + 1 for time in scene.figures.times):
        mention = replace(mention, code="MORT")  # "no patient died within 30 days"
    dated = mention.code in _DATED
    time = next(
        (t for t in scene.figures.times if dated and t.start >= mention.end and len(t.months) == 1), None
    )
    if mention.code != "AE":
        grade = None  # "no grade 4 toxicity or death from infection occurred"
    return Fact(
        mention,
        quantity,
        "denied",
        arm=_only_arm(scene),
        months=time.months[0] if time else None,
        time=time,
        grade=grade.least if grade else _fatal(scene, end, mention),
        grade_from=grade,
    )
