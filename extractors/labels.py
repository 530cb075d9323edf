"""What the label of a row or column means: which field or outcome, in which unit, at which time.

"Median PFS, months (95% CI)" is the outcome PFS; its statistic, unit and interval are taken off first,
and what is left has to be a name the vocabulary knows. A name it does not know is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, cast

from extractors.phrases import lexicon, normal
from extractors.regimens import drug_name
from extractors.values import months, read_unit
from extractors.vocabulary import Entry, load

if TYPE_CHECKING:
    from extractors.records import Category, GlossaryEntry, Statistic
    from extractors.values import Interval, PrintedUnit

Kind = Literal[
    "study",
    "count",
    "share",
    "quantity",
    "period",
    "registry",
    "study_type",
    "regimen",
    "exposure",
    "outcomes",
    "outcome",
    "text",
    "p_value",
    "modifier",  # says how values are given, and of what another label says
]
Counted = Literal["count", "percent", "count_percent", "fraction"]

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What stands beside a label."""

    kind: Kind
    endpoint: str = ""
    category: Category = "baseline"
    term: str | None = None
    statistic: Statistic | None = None
    unit: PrintedUnit | None = None
    usual_unit: str | None = None  # of the vocabulary, where the print gives none
    timepoint_months: float | None = None
    grade_min: int | None = None
    any_grade: bool = False  # said to be of any grade, which a grade above it does not change
    interval: Interval | None = None
    counted: Counted | None = None
    plain: str | None = None  # endpoint that a bare value would be of, where cells name their outcomes

    def under(self, group: Meaning) -> Meaning:
        """This meaning with what a label above it says for all below it."""
        taken: dict[str, object] = {
            name: getattr(group, name)
            for name in ("unit", "grade_min", "interval", "counted", "timepoint_months", "statistic")
            if getattr(self, name) is None
        }
        if self.any_grade:
            taken.pop("grade_min", None)
        if self.statistic in ("median", "mean", "hazard_ratio", "odds_ratio"):
            taken.pop("counted", None)  # a median is no count, whatever stands over it
            if taken.get("unit") == "percent":
                taken.pop("unit")
        if self.kind == "modifier":
            taken |= {
                name: getattr(group, name)
                for name in ("kind", "endpoint", "category", "term", "usual_unit", "plain")
            }
        return replace(self, **taken)  # type: ignore[arg-type]


_MARKS = re.compile(r"(?:[*†‡§¶‖#^]|[\u00b9\u00b2\u00b3\u2070-\u2079ᵃ-ᵏ])+(?=$|\s|[,;:)])")
_GRADE = re.compile(
    r"(?P<least>≥|>=|⩾)?\s*\b(?:(?:NCI[-/ ]?)?CTC(?:AE)?\s+|WHO\s+)?(?:toxicity\s+)?"
    r"(?:grades?|gr\.?)\s*(?P<sign>≥|>=|⩾|>)?\s*"
    r"(?P<grade>[1-5]|I{1,3}V?|IV|V)\b(?:\s*(?:[-–—/&+]|to|or|and)\s*(?:grade\s*)?(?:[1-5]|I{1,3}V?|IV|V)\b)*"
    r"(?P<more>\s*(?:or|and)\s*(?:higher|worse|greater|more|above))?"
    r"|\b[Gg](?P<sign_g>≥|>=)?(?P<grade_g>[1-5])(?:\s*[-–/]\s*[Gg]?[1-5])*\b|(?:≥|>=)\s*[Gg](?P<grade_h>[1-5])\b",
    re.IGNORECASE,
)
# "At 12 months", "2-year"; not "age ≥ 60 years", "18–65 years".
_LANDMARK = re.compile(
    r"(?:\b(?:at|by|after|@)\s*)?(?<![≥≤<>\d.–-])(?<!≥ )(?<!≤ )(?<!> )(?<!< )\b"
    r"(?P<count>\d{1,3}(?:\.\d)?|[a-z]+(?:[- ][a-z]+)?)[\s-]?"
    r"(?P<unit>years?|yrs?|y|months?|mos?|mo|weeks?|wks?|wk|days?|d|m)\b\.?",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?P<unit>day|week|month|year)\s*(?P<count>\d{1,3})\b", re.IGNORECASE)
_IN_UNIT = re.compile(r"\s+in\s+(?P<unit>months|weeks|days|years)\b", re.IGNORECASE)
# Who assessed an outcome changes nothing of what it is.
_ASSESSED = re.compile(
    r"[\s,(]+(?i:per|by|according to|as assessed by)\s+(?:[A-Z]{2,6}\b|(?i:(?:the )?(?:blinded )?"
    r"(?:independent )?(?:central )?(?:investigators?|review(?:ers?)?)(?: committee| assessment)?))\)?"
)
_CI_LEVEL = re.compile(
    r"[(\[,;]?\s*(?:exact\s+|two-sided\s+)?\d{2}(?:\.\d)?\s*%?\s*-?C\.?I\.?s?\b\s*[)\]]?", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]*)[)\]]")
_TRAILING_PART = re.compile(r"(?:[,;:]|\s[–—-](?=\s))\s*(?P<part>[^,;:]+)$")
_EXPLAINED = re.compile(
    r"(?P<name>[^()]*[^()\s])\s*\((?:[\w≥ ]+(?:\s?[+/]\s?[\w≥ ]+)+|(?:by|per|as) [^()]*)\)(?P<rest>.*)$"
)
# Of one or two letters nothing may be taken off: "N1" and "T2" are stages, "CR1" is the first of several.
_GLUED_MARK = re.compile(r"(?<=[a-zA-Z]{2}[a-zA-Z)%\]])(?:[a-h]|\d{1,2}(?:[,–-]\d{1,2})*)$")
_PUNCTUATION = re.compile(r"^[\s,;:.()\[\]–—/-]+|[\s,;:(\[–—/-]+$")
_PIECE = re.compile(r"[^\W_]+|[\W_]", re.DOTALL)
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def read_label(text: str, glossary: tuple[GlossaryEntry, ...] = ()) -> Meaning | None:
    """Return what a folded label means, None where the vocabulary does not know it."""
    text = _SPACES.sub(" ", _MARKS.sub("", text)).strip()
    if not text:
        return None
    meaning = _read(text, glossary)
    if meaning is None and (defined := _EXPLAINED.match(text)):
        # "ORR (CR + PR)", "PFS (by IRC)": the bracket says what goes into the name before it.
        meaning = _read(defined["name"] + defined["rest"], glossary)
    if meaning is None and _ASSESSED.search(text):
        meaning = _read(_ASSESSED.sub("", text), glossary)
    if meaning is None and _GLUED_MARK.search(text):
        # "Neutropeniaa", "PFS2": a footnote mark or citation that lost its raised position.
        meaning = _read(_GLUED_MARK.sub("", text), glossary)
    return meaning


def split_modifiers(text: str) -> tuple[str, Meaning]:
    """Return a label without the words that say how values are given, and what those words say."""
    core, found = _take_off_modifiers(_MARKS.sub("", text))
    kind: Kind = "p_value" if found.kind == "p_value" and found.statistic is None else "modifier"
    return _without_neutral(_PUNCTUATION.sub("", core)), replace(found, kind=kind)


def read_modifiers(text: str) -> Meaning | None:
    """Return what a label says of how values are given, whatever it names; None if nothing."""
    _, found = _take_off_modifiers(_MARKS.sub("", text))
    found = replace(found, kind="modifier")
    return found if found != Meaning("modifier") else None


def _read(text: str, glossary: tuple[GlossaryEntry, ...]) -> Meaning | None:
    tried: dict[str, Meaning | None] = {}
    whole = _first_named((text,), glossary, tried)
    if whole:
        return whole
    core, found = _take_off_modifiers(text)
    core = _PUNCTUATION.sub("", core)
    bare = _without_neutral(core)
    named = _first_named((core, bare), glossary, tried)
    if named is None and not bare:
        # Nothing but modifiers: "n (%)", "Median (range)", "Grade 3–4".
        kind: Kind = "p_value" if found.statistic is None and found.kind == "p_value" else "modifier"
        return replace(found, kind=kind) if found != Meaning("modifier") else None
    if named is None:
        core, at = _take_off_landmark(core)
        bare = _without_neutral(core)
        if at is not None and not bare:
            return replace(found, timepoint_months=at)
        named = _first_named((_PUNCTUATION.sub("", core), bare), glossary, tried)
        if named is None or named.category not in ("survival", "response", "safety", "follow_up"):
            return None
        found = replace(found, timepoint_months=at)
    return replace(named, kind=named.kind).under(replace(found, kind=named.kind))


def _first_named(
    names: tuple[str, ...], glossary: tuple[GlossaryEntry, ...], tried: dict[str, Meaning | None]
) -> Meaning | None:
    """Return what the first name that stands for something stands for; none is looked up twice."""
    for name in names:
        if name not in tried:
            tried[name] = _named(name, glossary)
        if meaning := tried[name]:
            return meaning
    return None


def _take_off_modifiers(text: str) -> tuple[str, Meaning]:
    """Return a label without the words that say how its values are given, and what they say."""
    found = Meaning("modifier")
    text, grade = _take_off_grade(text)
    found = replace(found, grade_min=grade)
    if in_unit := _IN_UNIT.search(text):
        text = text[: in_unit.start()] + text[in_unit.end() :]
        found = replace(found, unit=read_unit(in_unit["unit"]))
    bare, level = _CI_LEVEL.subn(" ", text)
    if level:
        text, found = bare, replace(found, interval="ci")
    for match in reversed(list(_BRACKETS.finditer(text))):
        text, found = _take_off_part(text, match.start(), match.end(), match["inside"], found, bracketed=True)
    while trailing := _TRAILING_PART.search(text):
        shorter, told = _take_off_part(text, trailing.start(), trailing.end(), trailing["part"], found)
        if shorter == text:
            break
        text, found = shorter, told
    return _take_off_words(text, found)


def _take_off_part(  # noqa: PLR0913 - one place of one label
    text: str, start: int, end: int, part: str, found: Meaning, *, bracketed: bool = False
) -> tuple[str, Meaning]:
    """Take off a bracket or a part after a comma, if all its words say how values are given."""
    told = _modifiers_of(part)
    if told is None or (bracketed and not part.strip()):
        # "(reference)" or "(FLA)" is no modifier; it stays, as part of the name.
        return text, found
    # "n" before the bracket of "n (%)" belongs to it.
    before = (
        re.sub(r"\b(?:n|no\.?|number)\s*$", "", text[:start], flags=re.IGNORECASE)
        if bracketed
        else text[:start]
    )
    if before != text[:start] and told.counted == "percent":
        told = replace(told, counted="count_percent")
    return f"{before} {text[end:]}".strip(), told.under(found)


def _modifiers_of(part: str) -> Meaning | None:
    """Return what a part of a label says if it holds nothing but units, statistics and the like."""
    unit = read_unit(part)
    if unit and part.strip() != "%":
        return Meaning("modifier", unit=unit)
    rest, found = _take_off_words(part.strip(), Meaning("modifier"))
    words = [word for word in re.split(r"[\s,;/]+", rest) if word]
    units = [read_unit(word) for word in words]
    if not all(units) or (found == Meaning("modifier") and not units):
        return None
    return replace(found, unit=next((unit for unit in units if unit), None))


def _take_off_words(text: str, found: Meaning) -> tuple[str, Meaning]:
    """Take off the words of the vocabulary of label words, wherever they stand."""
    kept = []
    for piece, entry in _pieces(text):
        if entry is None or entry.category == "neutral":
            kept.append(piece)
        else:
            found = _told(entry, found)
            kept.append(" ")
    return _SPACES.sub(" ", "".join(kept)).strip(), found


def _without_neutral(text: str) -> str:
    kept = [" " if entry and entry.category == "neutral" else piece for piece, entry in _pieces(text)]
    return _PUNCTUATION.sub("", _SPACES.sub(" ", "".join(kept)))


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[tuple[str, Entry | None], ...]:
    """Words and gaps of a label, each with the label word it is, if it is one."""
    words, pieces, at = normal(text), [], 0
    while at < len(text):
        phrase = lexicon("label_words").match(words, at)
        end = phrase.end if phrase else _PIECE.match(text, at).end()  # type: ignore[union-attr]
        pieces.append((text[at:end], phrase.entry if phrase else None))
        at = end
    return tuple(pieces)


def _told(entry: Entry, found: Meaning) -> Meaning:
    if entry.code == "p_value":
        return replace(found, kind="p_value")
    if entry.category == "statistic":
        return replace(found, statistic=cast("Statistic", entry.code))
    if entry.category == "interval":
        return replace(found, interval=cast("Interval", entry.code))
    if entry.category == "grade":
        return replace(found, any_grade=True)
    if entry.category == "count":
        return replace(found, counted=cast("Counted", entry.code))
    return found


def _take_off_grade(text: str) -> tuple[str, int | None]:
    match = _GRADE.search(text)
    if not match:
        return text, None
    printed = (match["grade"] or match["grade_g"] or match["grade_h"]).lower()
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), ROMAN.get(printed) or int(printed)


def _take_off_landmark(text: str) -> tuple[str, float | None]:
    for pattern in (_LANDMARK, _DAY):
        for match in pattern.finditer(text):
            count = read_count(match["count"])
            if count is not None:
                rest = f"{text[: match.start()]} {text[match.end() :]}"
                return _SPACES.sub(" ", rest).strip(), months(count, read_unit(match["unit"]))
    return text, None


def read_count(word: str) -> float | None:
    """Return a number printed in digits or words ("2", "two"), None for any other word."""
    if re.fullmatch(r"\d+(?:\.\d+)?", word):
        return float(word)
    entry = lexicon("numerals").exact(word)
    return float(entry.code) if entry else None


def _named(name: str, glossary: tuple[GlossaryEntry, ...]) -> Meaning | None:
    """Return what a bare name stands for: a field, an outcome, an adverse event, a prior drug."""
    if not name:
        return None
    field = lexicon("rows").exact(name)
    if field:
        return _field_meaning(field, name, glossary)
    outcome = defined_outcome(name, glossary) or lexicon("endpoints", "adverse_events").exact(name)
    if outcome:
        return outcome_meaning(outcome, name)
    return _exposure(name, glossary)


def _field_meaning(entry: Entry, name: str, glossary: tuple[GlossaryEntry, ...]) -> Meaning:
    kind = cast("Kind", entry.category)
    if kind == "outcomes":
        plain = defined_outcome(name, glossary) or lexicon("endpoints", "adverse_events").exact(name)
        outcome = _outcome_codes()[entry.code]
        return replace(
            outcome_meaning(outcome), kind="outcomes", term=None, plain=plain.code if plain else None
        )
    category: Category = "baseline"
    if kind in ("registry", "period", "study_type", "regimen"):
        category = "design"
    elif entry.code == "follow_up":
        category = "follow_up"
    return Meaning(kind, entry.code, category, usual_unit=entry.unit)


def outcome_meaning(entry: Entry, printed: str = "") -> Meaning:
    """Return the meaning of an endpoint or adverse event, by the name it is printed with."""
    if _is_event(entry):
        return Meaning("outcome", "AE", "safety", term=event_term(entry, printed), usual_unit="percent")
    kind: Kind = "quantity" if entry.code == "follow_up" else "outcome"
    return Meaning(kind, entry.code, cast("Category", entry.category), usual_unit=entry.unit)


def event_term(entry: Entry, printed: str) -> str:
    """Return the term of an adverse event: one for all its names, in the printed number."""
    name = entry.label.lower()
    plural = printed.lower().endswith(f"{name.rpartition(' ')[2]}s")
    return f"{name}s" if plural else name


def _is_event(entry: Entry) -> bool:
    return entry.code in _event_codes()


def _exposure(name: str, glossary: tuple[GlossaryEntry, ...]) -> Meaning | None:
    """Return the meaning of "prior exposure to <drug>"."""
    phrase = lexicon("rows").match(normal(name))
    if not phrase or phrase.entry.category != "exposure":
        return None
    rest = re.sub(r"^\s*(?:to|with|of)\s+", "", name[phrase.end :]).strip(" :,")
    drug = drug_name(re.sub(r"\s+(?:exposure|therapy|treatment|use|exposed)$", "", rest), glossary)
    return (
        Meaning("exposure", phrase.entry.code, "baseline", term=drug, usual_unit="percent") if drug else None
    )


def outcome_entry(code: str) -> Entry:
    """Return the endpoint or adverse event of a code."""
    return _outcome_codes()[code]


def defined_outcome(name: str, glossary: tuple[GlossaryEntry, ...]) -> Entry | None:
    """Return the outcome that the document itself says an abbreviation stands for."""
    codes = {entry.code for entry in glossary if entry.abbreviation == name and entry.code}
    return (
        next((_outcome_codes()[code] for code in codes if code in _outcome_codes()), None)
        if len(codes) == 1
        else None
    )


@cache
def _event_codes() -> frozenset[str]:
    return frozenset(entry.code for entry in load("adverse_events"))


@cache
def _outcome_codes() -> dict[str, Entry]:
    return {entry.code: entry for name in ("adverse_events", "endpoints") for entry in load(name)} | {
        "AE": next(entry for entry in load("adverse_events") if entry.code == "any_event")
    }


@cache
def label_starts() -> frozenset[str]:
    """First words that a label can have, in lower case."""
    lexicons = (lexicon("rows"), lexicon("label_words"), lexicon("endpoints", "adverse_events"))
    return frozenset().union(*(words.first_words() for words in lexicons))
