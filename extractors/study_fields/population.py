"""Who was treated, and with what: disease and its state, the drugs that the title names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.phrases import lexicon
from extractors.records import StudyDrug
from extractors.study_fields.statements import BACKGROUND, Statement, observe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.phrases import Phrase
    from extractors.records import Observation
    from extractors.study_fields.statements import Statements
    from extractors.vocabulary import Entry

_APART = re.compile(
    r"[\s,;]*(?:(?:and|or|with|patients|adult|adults|older|elderly|young|advanced|stage|high|higher|lower|risk|B|T|cell)\b[\s,;-]*)*"
)
_COMPARED = re.compile(  # searched by its first letter
    r"[vVcCoO](?<=\b.)(?i:(?<=v)(?:ersus|s\.?)|(?<=c)ompared (?:with|to)|(?<=o)r)\b"
)


class _Population(NamedTuple):
    statement: Statement
    start: int
    end: int
    state: Entry | None
    disease: Entry


def find_population(statements: Statements) -> Iterator[Observation]:
    """Yield disease and state of the patients, from the title or the first sentence that has both."""
    first = best = None
    for each in _told(statements):
        first = first or each
        if each.state:
            best = each
            break
    best = best or first
    if first is None or best is None:
        return
    if first.statement.is_title and best.disease.code != first.disease.code:
        best = first
    words = [entry.label for entry in (best.state, best.disease) if entry]
    if len(words) > 1 and words[1].startswith(f"{words[0]} "):
        del words[0]  # a secondary leukemia is named with its state
    yield observe(best.statement, best.start, best.end, "population", "text", text_value=" ".join(words))


def _told(statements: Statements) -> Iterator[_Population]:
    """Every disease that the statements of a study name, read as far as asked."""
    for statement in statements:
        if statement.section != BACKGROUND:
            yield from _populations(statement, list(lexicon("populations").find(statement.text)))


def _populations(statement: Statement, phrases: list[Phrase]) -> Iterator[_Population]:
    """Every disease, with the state printed right before it ("relapsed follicular lymphoma") or after."""
    for index, phrase in enumerate(phrases):
        if phrase.entry.category != "disease":
            continue
        before = phrases[index - 1] if index else None
        after = phrases[index + 1] if index + 1 < len(phrases) else None
        state = next(
            (each for each in (before, after) if each and _touches(statement.text, each, phrase)), None
        )
        start = min(phrase.start, state.start) if state else phrase.start
        end = max(phrase.end, state.end) if state else phrase.end
        yield _Population(statement, start, end, state.entry if state else None, phrase.entry)


def _touches(text: str, state: Phrase, disease: Phrase) -> bool:
    first, last = sorted((state, disease), key=lambda phrase: phrase.start)
    return state.entry.category == "state" and bool(_APART.fullmatch(text[first.end : last.start]))


def find_regimen(statements: Statements) -> tuple[list[Observation], list[StudyDrug]]:
    """Return the drugs of the title in its order, those of the first arm where it compares two."""
    title = next((statement for statement in statements if statement.is_title), None)
    if title is None:
        return [], []
    compared = _COMPARED.search(title.text)
    phrases = list(lexicon("drugs").find(title.text[: compared.start()] if compared else title.text))
    named = {phrase.entry.code: phrase for phrase in reversed(phrases)}
    ordered = sorted(named.values(), key=lambda phrase: phrase.start)
    if not ordered:
        return [], []
    text_value = " + ".join(phrase.entry.label for phrase in ordered)
    observation = observe(title, ordered[0].start, ordered[-1].end, "regimen", "text", text_value=text_value)
    drugs = [
        StudyDrug(title.study_id, position, phrase.entry.code, title.text[phrase.start : phrase.end])
        for position, phrase in enumerate(ordered, 1)
    ]
    return [observation], drugs
