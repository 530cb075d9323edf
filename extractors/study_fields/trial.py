"""What kind of trial a study is: phase, design, allocation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.lazy_patterns import lazy
from extractors.study_fields.statements import BACKGROUND, CONCLUSIONS, Statement, matches_at, observe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.phrases import Phrase
    from extractors.records import Observation
    from extractors.study_fields.statements import Statements

_ONE_PHASE = r"(?:[1-4]|IV|I{1,3}|[ⅠⅡⅢⅣ])[abAB]?"
_SECOND_PHASE = rf"\s?(?:/|-|–|‐| and )\s?(?:randomi[sz]ed )?(?:phase )?{_ONE_PHASE}"
_PHASE = lazy(
    rf"\b(?P<word>phases?|ph\.?)[\s-]?(?P<printed>{_ONE_PHASE}(?:{_SECOND_PHASE})?)(?![\w.])"
    r"(?!\s?(?:studies|trials|dose\b(?!-)|data|experience|results))",
    re.IGNORECASE,
)
_PHASE_BEGINNING = lazy(r"ph(?:ase|[.\s1-4iⅰ-ⅳ-])")  # in lower case
_OTHERS = (
    "recommended", "previous", "earlier", "prior", "chronic", "accelerated", "blast", "blastic", "subsequent",
    "another", "future", "ongoing", "acute", "early", "late", "larger",
)  # fmt: skip
_OTHER_ENDS = tuple(f"{word} " for word in _OTHERS)
_NOT_THIS_PHASE = lazy(rf"\b(?:{'|'.join(_OTHERS)})\s$", re.IGNORECASE)
_ROMAN = {"IV": "4", "III": "3", "II": "2", "I": "1", "Ⅳ": "4", "Ⅲ": "3", "Ⅱ": "2", "Ⅰ": "1"}
_PHASES = {
    "1": "1", "1a": "1", "1b": "1b", "2": "2", "2a": "2", "2b": "2", "3": "3", "3a": "3", "3b": "3",
    "4": "4", "1/2": "1/2", "1a/2": "1/2", "1/2a": "1/2", "1/2b": "1/2", "1b/2": "1b/2", "1b/2a": "1b/2",
    "1b/2b": "1b/2",
    "2/3": "2/3", "2a/3": "2/3", "2b/3": "2/3", "1a/1b": "1b", "1/1b": "1b", "2a/2b": "2",
}  # fmt: skip
_THIS_STUDY = lazy(
    r"\b(?:this|our|the present|the current|we|here(?:in)?|was|were|conducted|performed|designed"
    r"|investigat\w+|evaluat\w+|multicent\w+|single[- ]cent\w+|open[- ]label|single[- ]arm|randomi[sz]ed"
    r"|prospective|nested)\b",
    re.IGNORECASE,
)
_LEAST = 2
_NEGATED = lazy(r"\b(?:no|not|non|without)[\s-](?:\w+\s)?$", re.IGNORECASE)
_NEGATED_WITHIN = 60  # characters: two words


class _Phase(NamedTuple):
    """A phase as printed, and how surely it is this study's."""

    statement: Statement
    match: re.Match[str]
    score: int


def find_trial(statements: Statements) -> Iterator[Observation]:
    """Yield the study's phase and type, its design and how patients were assigned."""
    places = (match.start() for match in _PHASE_BEGINNING.finditer(statements.lowered))
    phases = [
        _Phase(statement, match, _phase_score(statement, match))
        for statement, starts in statements.parted(places)
        for match in matches_at(_PHASE, statement.text, starts)
    ]
    own = [phase for phase in phases if phase.score >= _LEAST]
    yield from _phase(own)
    yield from _design(statements, own)


def _phase(phases: list[_Phase]) -> Iterator[Observation]:
    """Yield the study's phase and, as printed, its type; a phase of another trial is none of its own."""
    known = [phase for phase in phases if phase_code(phase.match["printed"])]
    best = max(known, key=lambda phase: phase.score, default=None)
    if best is None:
        return
    statement, match, _ = best
    start, end = match.span()
    yield observe(statement, start, end, "phase", "text", text_value=phase_code(match["printed"]))
    yield observe(statement, start, end, "study_type", "text", text_value=match[0])


def phase_code(printed: str) -> str | None:
    """Return the code of a printed phase: "Ib/II" is "1b/2", "IIA" is "2"."""
    parts = re.findall(_ONE_PHASE, re.sub(r"(?i)randomi[sz]ed|phase|and", " ", printed), re.IGNORECASE)
    codes = [_arabic(part) for part in parts]
    return _PHASES.get("/".join(codes)) if codes else None


def _arabic(part: str) -> str:
    roman = re.match(r"IV|I{1,3}|[ⅠⅡⅢⅣ]", part, re.IGNORECASE)
    return _ROMAN[roman[0].upper()] + part[roman.end() :].lower() if roman else part.lower()


def _is_another(before: str) -> bool:
    """Whether the word before a phase makes it that of another trial, or of a disease."""
    return before.lower().endswith(_OTHER_ENDS) and _NOT_THIS_PHASE.search(before) is not None


def _phase_score(statement: Statement, match: re.Match[str]) -> int:
    before = statement.text[max(0, match.start() - 70) : match.start()]
    if _is_another(before) or statement.tells_of_others(match.start()):
        return 0
    if statement.is_title:
        return 9
    around = before + statement.text[match.end() : match.end() + 40]
    score = 1 + 2 * bool(_THIS_STUDY.search(around)) + (match["word"].lower() != "phases")
    registered = statement.has("nct", "eudract")  # "X (NCT03000000) is a phase 3 trial"
    return score + 2 * registered - 2 * (statement.section in (BACKGROUND, CONCLUSIONS))


class _Word(NamedTuple):
    """A design word in its sentence; titles weigh most, then methods and results."""

    statement: Statement
    start: int
    end: int
    code: str
    weight: int


_DESIGNS = {"look_back": "observational"}
_TITLE_WEIGHT, _OWN_WEIGHT, _ASIDE_WEIGHT = 9, 5, 1


def _design(statements: Statements, phases: list[_Phase]) -> Iterator[Observation]:
    """Yield how patients were observed and, for a trial, how they were assigned.

    A look back is one even if it looks back at trials; otherwise the words that weigh most decide.
    """
    best: dict[str, _Word] = {}
    for word in _design_words(statements, phases):
        if word.code not in best or word.weight > best[word.code].weight:
            best[word.code] = word
    allocation = best.get("randomized") or best.get("single-arm")
    trial = max(filter(None, (best.get("interventional"), allocation)), key=_weight, default=None)
    design = best.get("retrospective")
    if design is None or design.weight < _OWN_WEIGHT:
        cohort = best.get("observational")
        kinds = (trial, cohort) if "randomized" in best else (cohort, trial)
        design = max(filter(None, (*kinds, design)), key=_weight, default=None) or best.get("look_back")
    if design is None:
        return
    code = "interventional" if design is trial else _DESIGNS.get(design.code, design.code)
    yield observe(design.statement, design.start, design.end, "design", "text", text_value=code)
    if allocation and design is trial:
        span = allocation.start, allocation.end
        yield observe(allocation.statement, *span, "allocation", "text", text_value=allocation.code)


def _weight(word: _Word) -> int:
    return word.weight


def _design_words(statements: Statements, phases: list[_Phase]) -> list[_Word]:
    words = [
        _Word(statement, phrase.start, phrase.end, phrase.entry.code, weight)
        for statement, phrases in statements.phrases("designs")
        for phrase in phrases
        if (weight := _design_weight(statement, phrase.start)) and not _is_of_others(statement.text, phrase)
    ]
    words += [
        _Word(statement, *match.span(), "interventional", _design_weight(statement, match.start()))
        for statement, match, _ in phases
    ]
    return sorted(words, key=lambda word: word.statement.place)


def _is_of_others(text: str, phrase: Phrase) -> bool:
    """Whether a design word is denied, or its plural names what was pooled ("data of four trials")."""
    plural = phrase.entry.code == "interventional" and text[phrase.end - 1] == "s"
    registered = text.startswith(" were registered", phrase.end)
    negated = _NEGATED.search(text, max(0, phrase.start - _NEGATED_WITHIN), phrase.start)
    return negated is not None or (plural and not registered)


def _design_weight(statement: Statement, at: int) -> int:
    if statement.is_title:
        return _TITLE_WEIGHT
    if statement.tells_of_others(at):
        return 0
    return _ASIDE_WEIGHT if statement.section in (BACKGROUND, CONCLUSIONS) else _OWN_WEIGHT
