"""When two names of an endpoint, an adverse event or an arm mean the same."""

from __future__ import annotations

import re
from functools import cache

from extractors.vocabulary import load

# The endpoint codes that the data contract lists; any other endpoint goes by its own name.
CORE_ENDPOINTS = (
    *(
        "ORR",
        "CR",
        "CRi",
        "CRh",
        "CR/CRi",
        "CR/CRh",
        "CRc",
        "PR",
        "VGPR",
        "sCR",
        "MLFS",
        "MRDneg",
        "CBR",
        "SD",
    ),
    *("PD", "OS", "PFS", "EFS", "RFS", "DFS", "LFS", "DOR", "TTR", "TTP", "CIR", "NRM", "MORT", "HCT", "AE"),
    "DISC",
)
_SEVERITY = re.compile(
    r"\b(?:severe|mild|moderate|serious(?! adverse)|any|(?:drug|treatment)[ -](?:related|emergent)"
    r"|grade \S+)\b"
)
_AMERICAN = {
    "haem": "hem",
    "aemia": "emia",
    "paenia": "penia",
    "oedema": "edema",
    "oeso": "eso",
    "rrhoea": "rrhea",
    "pnoea": "pnea",
    "leuco": "leuko",
    "tumour": "tumor",
}
_ARM_NOISE = frozenset(
    ["the", "of", "in", "for", "with", "and", "or", "vs", "versus", "arm", "group", "cohort", "patients"]
)

_NEGATIONS = dict.fromkeys(("without", "not", "none"), "no")


def endpoint_key(name: str) -> str:
    """The code of an endpoint, or its name folded if the vocabulary does not know it."""
    return _spelled("endpoints").get(name) or _codes("endpoints").get(_folded(name), _folded(name))


def term_key(term: str | None) -> str:
    """The code of an adverse event, or its name without severity, plural and British spelling."""
    plain = _folded(_SEVERITY.sub(" ", (term or "").casefold())) or "adverse event"  # "any", "any grade"
    return _codes("adverse_events").get(plain, plain)


def same_arm(one: str, other: str) -> bool:
    """Whether two arms agree: both the whole population, or most words of the shorter one shared."""
    first, second = _arm_words(one), _arm_words(other)
    if not first or not second:
        return not first and not second
    return len(first & second) * 2 > min(len(first), len(second))


def arm_overlap(one: str, other: str) -> float:
    """Share of two arms' words that are the same."""
    first, second = _arm_words(one), _arm_words(other)
    return len(first & second) / len(first | second) if first | second else 1.0


def _arm_words(arm: str) -> set[str]:
    words = re.findall(r"[\w.%]+|[<>≤≥]", arm.casefold())
    return {_NEGATIONS.get(word, word) for word in words} - _ARM_NOISE


def _folded(name: str) -> str:
    plain = re.sub(r"[\s‐‑–—-]+", " ", name.casefold()).strip()
    for british, american in _AMERICAN.items():
        plain = plain.replace(british, american)
    return re.sub(r"(?<=[a-z]{3}[^s])s$", "", re.sub(r"ies$", "y", plain))


@cache
def _spelled(vocabulary: str) -> dict[str, str]:
    """Names that hold only as written: "mCyR" is minor, "MCyR" major cytogenetic response."""
    names = {code: code for code in CORE_ENDPOINTS}
    for entry in load(vocabulary):
        for name in (entry.code, *entry.case_sensitive):
            names.setdefault(name, entry.code)
    return names


@cache
def _codes(vocabulary: str) -> dict[str, str]:
    """Names in any case, folded, with their codes; annotated terms are in lower case throughout."""
    codes: dict[str, str] = {}
    for entry in load(vocabulary):
        spelled = entry.case_sensitive if vocabulary == "adverse_events" else ()
        for name in (entry.label, *entry.aliases, *spelled):
            codes.setdefault(_folded(name), entry.code)
    return codes
