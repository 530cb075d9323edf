"""Printed regimens split into their drugs: "FLAG-Ida + X", "R-CHOP", "low-dose cytarabine and X"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.phrases import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.records import GlossaryEntry

_DEEPEST = 4  # an abbreviation may be defined by others, not for ever

# Strongest first: "A + B/C" parts at the plus sign before it parts at the slash.
_OPERATORS = (
    re.compile(r"\s+(?:vs\.?|versus|or|with or without|followed by|then)\s+|\s*(?:→|;)\s*"),
    re.compile(r"\s+[+±&]\s*(?:/\s*[-−–]\s*)?|\s*,\s+(?:and\s+)?"),
    re.compile(r"\s+(?:plus|and|with|combined with|in combination with)\s+"),
    re.compile(r"[+±&]\s*(?:/\s*[-−–]\s*)?"),
    re.compile(r"\s*/\s*(?![-−–])|,"),
    re.compile(r"[-‐–]"),
)
_OPTIONAL = re.compile(r"^(?:[+±]?\s*/\s*[-−–]\s*|±\s*)")
_QUALIFIER = re.compile(
    r"(?:(?:ultra-?|very )?(?:high|low|intermediate|standard|full|reduced|fixed|attenuated)[- ]dose[ds]?"
    r"|oral|subcutaneous|intravenous|s\.?c\.?|i\.?v\.?|intrathecal|pegylated|liposomal|generic"
    r"|single[- ]agent|(?:bi-?)?weekly|daily|monthly|continuous|extended|metronomic|pulsed?"
    r"|concurrent|adjuvant|maintenance|dose[- ]adjusted|the)\s+",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"[\s-]+(?:(?:mono|chemo)?therapy|regimens?|based(?: therapy| regimens?)?|combination|alone|maintenance"
    r"|induction|consolidation|\d+(?:\.\d+)?\s*(?:mg|g|µg|mcg|IU|Gy)(?:/\w+[²2]?)*.*)$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"^(?P<head>.+?)\s*[(\[](?P<inside>.+)[)\]]$")


@dataclass(frozen=True, slots=True)
class RegimenDrug:
    """A drug of a regimen; `drug` is its generic name, or the printed name of one nobody knows."""

    drug: str
    as_printed: str
    known: bool


def split_regimen(text: str, glossary: tuple[GlossaryEntry, ...] = ()) -> tuple[RegimenDrug, ...]:
    """Return the drugs of a printed regimen, each once, in the order of print.

    Args:
        text: folded text, as a cell or a definition gives it.
        glossary: what the document's own abbreviations stand for; they win over the vocabulary.
    """
    meanings: dict[str, list[str]] = {}
    for entry in glossary:
        meanings.setdefault(entry.abbreviation, []).append(entry.expansion)
    found: dict[str, RegimenDrug] = {}
    for drug in _drugs(text.strip(), meanings, _DEEPEST):
        found.setdefault(drug.drug, drug)
    return tuple(found.values())


def drug_name(text: str, glossary: tuple[GlossaryEntry, ...] = ()) -> str | None:
    """Return the generic name of the one drug that a text names, None for none or several."""
    drugs = split_regimen(text, glossary)
    return drugs[0].drug if len(drugs) == 1 and drugs[0].known else None


def is_drug_phrase(text: str) -> bool:
    """Whether a whole text is the name of a drug or regimen in the vocabulary."""
    bare = _QUALIFIER.sub("", text)
    return any(lexicon("drugs", "regimens").exact(name) is not None for name in (text, bare))


def _drugs(text: str, meanings: dict[str, list[str]], depth: int) -> Iterator[RegimenDrug]:
    name = _OPTIONAL.sub("", text).strip(" ,.;")
    if not name:
        return
    known = _known(name, meanings, depth)
    if known:
        yield from known
        return
    parts = _parts(name)
    if parts:
        for part in parts:
            yield from _drugs(part, meanings, depth)
        return
    yield RegimenDrug(name, name, known=False)


def _known(name: str, meanings: dict[str, list[str]], depth: int) -> list[RegimenDrug]:
    """Drugs of a name that the document or the vocabulary knows; none if neither does."""
    for meaning in meanings.get(name, ()) if depth else ():
        defined = [drug for drug in _drugs(meaning, meanings, depth - 1) if drug.known]
        if defined:
            return [RegimenDrug(drug.drug, name, known=True) for drug in defined]
    for entry in (lexicon("drugs").exact(name), lexicon("regimens").exact(name)):
        if entry:
            return [RegimenDrug(drug, name, known=True) for drug in entry.drugs or (entry.code,)]
    bare = _ENDING.sub("", _QUALIFIER.sub("", name))
    if bare and bare != name:
        return [RegimenDrug(drug.drug, name, known=True) for drug in _known(bare, meanings, depth)]
    return []


def _parts(name: str) -> list[str]:
    """Parts of a combination; one part that only its bracket explains; none for a single name."""
    for strength, operator in enumerate(_OPERATORS):
        parts = _split_outside_brackets(name, operator)
        if len(parts) > 1 and (strength < len(_OPERATORS) - 1 or _all_known(parts)):
            return parts
    bracketed = _BRACKETED.match(name)
    if not bracketed:
        return []
    head, inside = bracketed["head"], bracketed["inside"]
    return [head] if is_drug_phrase(head) or not _any_known(inside) else [inside]


def _split_outside_brackets(name: str, operator: re.Pattern[str]) -> list[str]:
    parts, start = [], 0
    for match in operator.finditer(name):
        before = name[: match.start()]
        if before.count("(") == before.count(")") and before.count("[") == before.count("]"):
            parts.append(name[start : match.start()])
            start = match.end()
    parts.append(name[start:])
    return [part for part in parts if part.strip()]


def _all_known(parts: list[str]) -> bool:
    return all(is_drug_phrase(part.strip()) for part in parts)


def _any_known(text: str) -> bool:
    return any(drug.known for drug in split_regimen(text))
