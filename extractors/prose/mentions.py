"""Outcomes and adverse events that a sentence names, composites put together ("CR/CRi")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.prose.lexicon import entries

if TYPE_CHECKING:
    from extractors.prose.lexicon import Word

_ABBREVIATED = re.compile(r"\s*[(\[]\s*$")
_COMPOSING = re.compile(r"\s?(?:rates?\s)?(?:/|\+|or|and/or)\s?")
_COMPOSITES = {
    frozenset(("CR", "CRi")): "CR/CRi",
    frozenset(("CR/CRi", "CRi")): "CR/CRi",
    frozenset(("CR/CRi", "CR")): "CR/CRi",
    frozenset(("CR", "CRh")): "CR/CRh",
    frozenset(("CR/CRh", "CRi")): "CRc",
    frozenset(("CR/CRi", "CRh")): "CRc",
    frozenset(("CR", "PR")): "ORR",
    frozenset(("sCR", "CR")): "CR",
    frozenset(("CR", "CRu")): "CR",
    frozenset(("CR", "VGPR")): "VGPR",
    frozenset(("CR/CRi", "MLFS")): "ORR",
    frozenset(("CRc", "MLFS")): "ORR",
    frozenset(("SD", "ORR")): "CBR",
}
_TRANSPLANTING = re.compile(
    r"(?:under(?:w[eo]nt|go(?:ing|ne)?)|proceed(?:ed|ing)?(?:\sdirectly)?(?:\sto|\swith)?|receiv(?:ed|ing)|bridg(?:ed|ing)(?:\sto)?|w[eo]nt\son\sto|"
    r"moved\sto|transition(?:ed|ing)\sto|had|followed\sby|consolidat\w+\swith|subsequent|able\sto\s(?:receive|undergo|proceed\sto))\s"
    r"(?:(?:an?|the|subsequent|successful|further|consolidative|receive|undergo|to|on|allogeneic|autologous|planned|their|first)\s)*$"
)
_TRANSPLANTED_AFTER = re.compile(r"\s?(?:\([A-Za-z-]+\)\s)?(?:rates?|was\s(?:performed|done|carried)|were\s(?:performed|done)|realization)\b")
_OWN_VERB = re.compile(r"proceed|bridg|underwent|transplanted|received|rate")
_MODIFIER = re.compile(
    r"(?:(?:acute|chronic|febrile|peripheral|sensory|motor|bacterial|fungal|viral|invasive|breakthrough|hepatic|renal|cardiac|pulmonary|gastrointestinal|"
    r"neurologic(?:al)?|neurosensory|haematologic(?:al)?|hematologic(?:al)?|non-?ha?ematologic(?:al)?|cutaneous|skin|oral|upper|lower|central|venous|arterial|deep|cerebral|intracranial|"
    r"respiratory|urinary|late|delayed|first-cycle|postoperative|perioperative|bone|liver|lung|kidney|ocular|vascular|major|clinical|injection[ -]site|"
    r"local|systemic|catheter-related|extensive|limited|mucosal|metabolic|radiation|hemorrhagic|haemorrhagic|infectious|reversible|persistent|prolonged|symptomatic|"
    r"opportunistic|asymptomatic|transient|complicated|uncomplicated|CNS|GI|cytomegalovirus|CMV|EBV|immune-related|fatal)\s)+(?P<bracket>\([^()]{1,25}\)\s)?$",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"^(?:(?:treatment|drug|therapy|study drug)[- ](?:related|emergent)|treatment-emergent|severe|grade|symptomatic|asymptomatic|transient|persistent|prolonged|"
    r"nonfatal|fatal|related|clinical|major(?! bleeding| hemorr| haemorr))\s",
    re.IGNORECASE,
)
_FREE = re.compile(r"(?P<name>(?:[A-Za-z][\w-]*\s){0,1}[\w-]+[-–]free\s)$")
_CAUSE = re.compile(
    r"\b(?:due to|because of|as a result of|owing to|caused by|resulting from|secondary to|attributable to|attributed to|as a consequence of)\s"
    r"(?:an?\s|the\s|any\s)?(?:[\w-]+\s){0,2}$"
)
_ESTIMATES = frozenset(("OS", "PFS", "EFS", "RFS", "DFS", "LFS", "follow_up", "MORT", "NRM"))
_STATES = frozenset(("PD", "CIR", "HCT", "SD"))  # said of patients' past as well as of their outcome
_BASELINE = re.compile(
    r"\b(?:prior|previous) (?:lines?|therap\w+|treatments?|regimens?|systemic)\b|\brefractory to\b|\bmedian age\b|\bbaseline\b|\bat diagnosis\b", re.IGNORECASE
)
_RELATED = re.compile(r"(?:treatment|drug|therapy)[- ]related |treatment[- ]emergent |all-causality ")


@dataclass(slots=True)
class Mention:
    """An outcome at one place of a sentence."""

    start: int
    end: int
    code: str
    category: str
    statistics: tuple[str, ...]
    term: str | None = None

    def takes(self, unit: str, statistic: str | None) -> bool:
        """Whether this outcome can be given in such a quantity."""
        if unit == "ratio":
            return (statistic or "hazard_ratio") in self.statistics
        if unit == "months":
            return "median" in self.statistics or "mean" in self.statistics
        if unit in ("percent", "count"):
            return "rate" in self.statistics and self.code != "follow_up"
        return False


def find_mentions(text: str, words: list[Word]) -> list[Mention]:
    """Return the outcomes a sentence names, in order."""
    mentions: list[Mention] = []
    stop = _causes_of_death(text)
    baseline = bool(_BASELINE.search(text))
    for word in words:
        if word.start > stop:
            break
        mention = _mention(text, word) if word.role in ("endpoint", "event") else None
        if mention is None or (baseline and mention.code in _STATES) or _is_cause(text, mentions, mention) or _is_point_in_time(text, mention):
            continue
        if mentions and (merged := _merged(text, mentions[-1], mention)):
            mentions[-1] = merged
        else:
            mentions.append(mention)
    return mentions


def _mention(text: str, word: Word) -> Mention | None:
    entry = entries()[word.role, word.code]
    if word.role == "event":
        return _event(text, word, entry.statistics)
    if word.code == "HCT" and not _is_transplanting(text, word):
        return None
    if word.code == "OS" and text[word.start].islower() and (free := _FREE.search(text[: word.start])):
        return Mention(word.start - len(free["name"]), word.end, text[word.start - len(free["name"]) : word.end].lower(), "survival", entry.statistics)
    return Mention(word.start, word.end, word.code, entry.category, entry.statistics)


def _is_transplanting(text: str, word: Word) -> bool:
    printed = text[word.start : word.end].lower()
    return bool(
        _OWN_VERB.search(printed)
        or _TRANSPLANTING.search(text[max(0, word.start - 60) : word.start].lower())
        or _TRANSPLANTED_AFTER.match(text, word.end)
    )


def _causes_of_death(text: str) -> int:
    """Where a list of causes of death starts; what it names are no events of the study."""
    at = text.lower().find("of death")
    return at if at > 0 and re.search(r"\bcauses?\s$", text[:at].lower()) else len(text)


_AFTER = re.compile(
    r"\b(?:after|following|before|since|until|prior to|preceding|pre|post|at the time of|at)\s(?:an?\s|the\s|their\s|first\s|initial\s|achieving\s|achievement of\s|hepatic\s|documented\s)*$",
    re.IGNORECASE,
)


def _is_point_in_time(text: str, mention: Mention) -> bool:
    """Whether an event only dates something: "survival after resection", "until progression"."""
    return mention.code not in _ESTIMATES and bool(_AFTER.search(text[max(0, mention.start - 40) : mention.start]))


def _is_cause(text: str, mentions: list[Mention], mention: Mention) -> bool:
    """Whether an event is named only as the cause of the outcome before it: "discontinued due to toxicity"."""
    if mention.code in _ESTIMATES:
        return False
    return bool(_CAUSE.search(text[mentions[-1].end if mentions else 0 : mention.start]))


def _event(text: str, word: Word, statistics: tuple[str, ...]) -> Mention:
    start = word.start
    modifier = _MODIFIER.search(text[max(0, start - 60) : start])
    before = ""
    if modifier:
        start -= len(modifier[0])
        before = modifier[0].removesuffix(modifier["bracket"] or "")
    return Mention(start, word.end, "AE", "safety", statistics, _term(before + text[word.start : word.end]))


_ANY_EVENT = {
    short + plural: full + plural
    for short, full in (("AE", "adverse event"), ("TEAE", "adverse event"), ("TRAE", "adverse event"), ("SAE", "serious adverse event"))
    for plural in ("", "s")
}


def _term(printed: str) -> str:
    """The printed noun in lower case, without how severe or how related it was."""
    term = _RELATED.sub("", _ANY_EVENT.get(printed, printed.lower()))
    while shorter := _DROPPED.match(term):
        term = term[shorter.end() :]
    return term.strip()


def _merged(text: str, first: Mention, second: Mention) -> Mention | None:
    """Two mentions that are one: "overall survival (OS)", "CR/CRi", "nausea/vomiting"."""
    gap = text[first.end : second.start]
    same = first.code == second.code or second.code in first.code.split("/")
    if same and _ABBREVIATED.fullmatch(gap) and text[second.end : second.end + 1] in (")", "]"):
        return Mention(first.start, second.end + 1, first.code, first.category, first.statistics, first.term)
    if first.code == "AE" == second.code and gap.strip() == "/":
        return Mention(first.start, second.end, "AE", "safety", first.statistics, f"{first.term}/{second.term}")
    if _COMPOSING.fullmatch(gap) and (code := _COMPOSITES.get(frozenset((first.code, second.code)))):
        return Mention(first.start, second.end, code, first.category, first.statistics)
    if first.code == second.code == "CR" and gap.strip() == "/":
        return Mention(second.start, second.end, "CR", first.category, first.statistics)
    return None
