"""The way through a document's prose: every sentence to its facts, every number accounted for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.document import BlockKind
from extractors.prose.arms import Arms, arm_mentions, find_arms
from extractors.prose.attribution import attribute
from extractors.prose.lexicon import (
    Lexicon,
    Reading,
    build_lexicon,
    find_words,
    lower,
    vocabulary_lexicon,
    vocabulary_spellings,
)
from extractors.prose.lexicon import entries as vocabulary_entries
from extractors.prose.links import link
from extractors.prose.mentions import find_mentions
from extractors.prose.negations import find_negated
from extractors.prose.quantities import read_figures
from extractors.prose.scene import Fact, Memory, Scene
from extractors.prose.sentences import Sentence, split_sentences
from extractors.records import Extraction, GlossaryEntry, Observation, UnexplainedNumber
from extractors.text import fold

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.prose.figures import Figures
    from extractors.prose.lexicon import Word
    from extractors.records import StudyKey


def read_prose(
    document: Document, studies: tuple[StudyKey, ...], glossary: tuple[GlossaryEntry, ...]
) -> Extraction:
    """Return the results that the document's sentences tell, and the numbers left unexplained."""
    sentences = list(split_sentences(document))
    owners = attribute(sentences, studies)
    lexicons = [vocabulary_lexicon()]
    if own := _own_names(glossary):
        lexicons.insert(0, own)
    arms = _document_arms(document, sentences, owners)
    if arms.lexicon:
        lexicons.append(arms.lexicon)
    memory = Memory(arms.names)
    parts = [
        _read_sentence(sentence, owner, tuple(lexicons), arms, memory)
        for sentence, owner in zip(sentences, owners, strict=True)
    ]
    return Extraction(
        observations=tuple(observation for part in parts for observation in part.observations),
        unexplained=tuple(number for part in parts for number in part.unexplained),
        numbers_explained=sum(part.numbers_explained for part in parts),
    )


def _own_names(glossary: tuple[GlossaryEntry, ...]) -> Lexicon | None:
    """The document's own abbreviations: they mean what it says, whatever they mean elsewhere."""
    pairs: dict[str, Reading] = {}
    for entry in glossary:
        role, code = _meaning(entry)
        if role == "ignored" and entry.abbreviation.lower() not in vocabulary_spellings():
            continue
        pairs.setdefault(entry.abbreviation.lower(), Reading(role, code, entry.abbreviation))
    return build_lexicon(pairs.items()) if pairs else None


def _meaning(entry: GlossaryEntry) -> tuple[str, str]:
    """What an abbreviation stands for: an outcome, an event, or something to pass over."""
    known = vocabulary_entries()
    for role in ("endpoint", "event"):
        if entry.code and (role, entry.code) in known:
            return role, entry.code
    words = find_words(entry.expansion, lower(entry.expansion), (vocabulary_lexicon(),))
    named = [word for word in words if word.role in ("endpoint", "event", "cue")]
    whole = next((word for word in named if word.end == len(entry.expansion)), None)
    if whole and whole.role != "cue" and (whole.code not in _LOOSE or whole.start == 0):
        return whole.role, whole.code
    cue = next(
        (
            word
            for word in named
            if word.role == "cue" and word.code in ("hazard_ratio", "odds_ratio", "not_reached")
        ),
        None,
    )
    return (cue.role, cue.code) if cue else ("ignored", entry.abbreviation)


_LOOSE = frozenset(("OS", "ORR", "CIR", "HCT"))  # "X survival", "X response" need not be these


def _document_arms(document: Document, sentences: list[Sentence], owners: list[StudyKey | None]) -> Arms:
    if any(owner is not None and owner.ref_no is not None for owner in owners):
        return Arms((), None)
    title = next(
        (
            fold(document.text[b.spans[0].start : b.spans[-1].end])
            for b in document.blocks
            if b.kind is BlockKind.TITLE
        ),
        "",
    )
    return find_arms([sentence.text for sentence in sentences], title)


_DIGIT = re.compile(r"\d")
_HINT = re.compile(
    r"no |none|without|not |one|two|three|four|five|six|seven|eight|nine|ten|teen|ty[ -]|twelve|eleven"
)


def _read_sentence(
    sentence: Sentence, owner: StudyKey | None, lexicons: tuple[Lexicon, ...], arms: Arms, memory: Memory
) -> Extraction:
    text = sentence.text
    if owner is None or not (_DIGIT.search(text) or _HINT.search(sentence.lowered)):
        return Extraction()
    words = find_words(text, sentence.lowered, lexicons)
    if not any(word.role in ("endpoint", "event") for word in words):
        return Extraction()
    if not _has_result(text, words):
        return Extraction()
    mentions = find_mentions(text, words, sentence.frames)
    if not mentions:
        return Extraction()
    named_arms = arm_mentions(text, words, arms)
    mentions = [m for m in mentions if not any(arm.start <= m.start < arm.end for arm in named_arms)]
    figures = read_figures(text, words)
    scene = Scene(text, words, mentions, figures, named_arms)
    facts = link(scene, memory) + find_negated(scene) if owner else []
    observations = tuple(_observation(sentence, owner, fact) for fact in facts) if owner else ()
    return _accounted(sentence, owner, figures, facts, observations)


def _has_result(text: str, words: list[Word]) -> bool:
    return any(character.isdigit() for character in text) or any(
        word.role == "numeral" or word.code in ("not_reached", "no") for word in words
    )


def _observation(sentence: Sentence, owner: StudyKey, fact: Fact) -> Observation:
    quantity = fact.quantity
    n, n_total = quantity.n, quantity.n_total
    if (
        fact.mention.category == "survival"
        and quantity.unit == "percent"
        and n
        and n_total is None
        and quantity.begin == quantity.start
    ):
        n, n_total = None, n  # "38.6%, n = 88" of a survival estimate is the size of the group
    scale = quantity.factor if quantity.unit == "months" else 1.0
    counted = quantity.unit == "count" and quantity.n  # "ten of the 12": patients, no percentage
    value = (
        None if quantity.value is None or counted else round(quantity.value * scale, 2 if scale != 1.0 else 4)
    )
    unit = {"percent": "percent", "months": "months", "ratio": "ratio", "count": "percent"}[quantity.unit]
    return Observation(
        study_id=owner.study_id,
        category=fact.mention.category,  # type: ignore[arg-type]
        endpoint=fact.mention.code,
        statistic=fact.statistic,  # type: ignore[arg-type]
        span=sentence.span(quantity.start, quantity.end),
        quote=sentence.text,
        origin="prose",
        rule=f"prose: {fact.rule}",
        status="not_reached" if quantity.not_reached else "reported",
        term=fact.mention.term,
        timepoint_months=fact.months,
        arm=fact.arm,
        value=value,
        decimals=quantity.decimals,
        low=quantity.low,
        high=quantity.high,
        unit=unit,  # type: ignore[arg-type]
        comparator=quantity.comparator,  # type: ignore[arg-type]
        ci_low=quantity.ci_low,
        ci_high=quantity.ci_high,
        ci_level=quantity.ci_level,
        n=n,
        n_total=n_total,
        p_value=quantity.p_value,
        grade_min=fact.grade,
        page=sentence.page,
    )


def _accounted(
    sentence: Sentence,
    owner: StudyKey | None,
    figures: Figures,
    facts: list[Fact],
    observations: tuple[Observation, ...],
) -> Extraction:
    explained = {start for fact in facts for start in fact.quantity.numbers}
    for fact in facts:
        for place in (fact.time, fact.grade_from):
            if place:
                explained |= {n.start for n in figures.numbers if place.start <= n.start < place.end}
    away = [(start, end) for start, end, _ in figures.away] + [(p.start, p.end) for p in figures.p_values]
    explained |= {n.start for n in figures.numbers if any(start <= n.start < end for start, end in away)}
    left = [n for n in figures.numbers if n.start not in explained]
    context = sentence.heading or "prose"
    return Extraction(
        observations=observations,
        unexplained=tuple(
            UnexplainedNumber(
                owner.study_id if owner else None, sentence.span(n.start, n.end), sentence.text, context
            )
            for n in left
        )
        if owner
        else (),
        numbers_explained=len(figures.numbers) - len(left) if owner else 0,
    )
