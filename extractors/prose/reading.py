"""The way through a document's prose: every sentence to its facts, every number accounted for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.document import BlockKind
from extractors.prose.abbreviations import abbreviation_lexicon
from extractors.prose.accounting import Account
from extractors.prose.arms import Arms, arm_mentions, find_arms
from extractors.prose.attribution import attribute
from extractors.prose.causes import with_causes
from extractors.prose.ellipses import with_ellipses
from extractors.prose.lexicon import NAMING, find_words, vocabulary_lexicon
from extractors.prose.links import link
from extractors.prose.mentions import find_mentions
from extractors.prose.negations import find_negated
from extractors.prose.numbers import Away
from extractors.prose.populations import without_populations
from extractors.prose.quantities import read_figures
from extractors.prose.responders import responder_groups, sized_groups
from extractors.prose.scene import Memory, Scene
from extractors.prose.sentences import Sentence, split_sentences
from extractors.records import Extraction, GlossaryEntry
from extractors.text import fold, holds

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.prose.arms import ArmMention
    from extractors.prose.figures import Figures, Quantity
    from extractors.prose.lexicon import Lexicon, Word
    from extractors.prose.outcomes import Mention
    from extractors.prose.times import TimePoint
    from extractors.records import StudyKey

_DIGITS = tuple("1203456789")
_DIGIT_OF_ANY_SCRIPT = re.compile(r"\d")
# Words in lower case that can stand for a number.
_WORDED = (
    *(
        "no ",
        "one",
        "without",
        "not ",
        "neither",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
    ),
    *("ten", "teen", "ty ", "ty-", "twelve", "eleven"),
)
_VALUE_CUES = ("no", "not_reached")


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What a document says once for all its sentences."""

    lexicons: tuple[Lexicon, ...]
    arms: Arms
    memory: Memory


def read_prose(
    document: Document, studies: tuple[StudyKey, ...], glossary: tuple[GlossaryEntry, ...]
) -> Extraction:
    """Return the results that the document's sentences tell, and the numbers left unexplained."""
    sentences = list(split_sentences(document))
    owners = attribute(sentences, studies)
    arms = _document_arms(document, sentences, owners)
    found = (abbreviation_lexicon(glossary, arms.names), vocabulary_lexicon(), arms.lexicon)
    knowledge = _Knowledge(tuple(lexicon for lexicon in found if lexicon), arms, Memory(arms.names))
    told = Account()
    for sentence, owner in zip(sentences, owners, strict=True):
        if owner is None:
            continue
        in_digits = _holds_digit(sentence.text)
        if in_digits or holds(sentence.lowered, _WORDED):
            _read_sentence(sentence, owner, knowledge, told, in_digits=in_digits)
    return Extraction(
        observations=tuple(told.observations),
        unexplained=tuple(told.unexplained),
        numbers_explained=told.numbers_explained,
    )


def _holds_digit(text: str) -> bool:
    return holds(text, _DIGITS) or (not text.isascii() and _DIGIT_OF_ANY_SCRIPT.search(text) is not None)


def _document_arms(document: Document, sentences: list[Sentence], owners: list[StudyKey | None]) -> Arms:
    """The arms of a document that is one study; the studies of a review have none in common."""
    if any(owner is not None and owner.ref_no is not None for owner in owners):
        return Arms((), None)
    titles = [block.spans for block in document.blocks if block.kind is BlockKind.TITLE]
    title = fold(document.text[titles[0][0].start : titles[0][-1].end]) if titles else ""
    return find_arms([sentence.text for sentence in sentences], title)


def _stands_in(at: int, arms: list[ArmMention]) -> bool:
    for arm in arms:  # noqa: SIM110 (a plain loop: asked of every outcome)
        if arm.start <= at < arm.end:
            return True
    return False


def _overlaps(arm: ArmMention | TimePoint | Quantity, others: list[ArmMention]) -> bool:
    return any(other.start < arm.end and arm.start < other.end for other in others)


def _read_sentence(
    sentence: Sentence, owner: StudyKey, knowledge: _Knowledge, told: Account, *, in_digits: bool
) -> None:
    """Add what a sentence tells to the account of its document."""
    words = find_words(sentence.text, sentence.lowered, knowledge.lexicons, naming=True)
    words = with_causes(sentence.text, with_ellipses(sentence.text, words))
    if not (_names_outcome(words) and (in_digits or _values_in_words(words))):
        return
    scene = _scene(sentence, words, knowledge.arms)
    if scene is not None:
        facts = link(scene, knowledge.memory)
        linked = {fact.quantity.start for fact in facts}
        facts += [fact for fact in find_negated(scene) if fact.quantity.start not in linked]
        told.add(sentence, owner, scene.figures, facts)


def _names_outcome(words: list[Word]) -> bool:
    for _, _, role, _ in words:  # noqa: SIM110 (a plain loop: asked of every sentence)
        if role in NAMING:
            return True
    return False


def _values_in_words(words: list[Word]) -> bool:
    """Whether words stand for a value, or deny one: "ten", "not reached", "no"."""
    return any(word.role == "numeral" or word.code in _VALUE_CUES for word in words)


def _scene(sentence: Sentence, words: list[Word], known: Arms) -> Scene | None:
    """A sentence that names outcomes taken apart.

    What stands in the name of a group is no outcome, landmark or value.
    """
    text = sentence.text
    named = find_mentions(text, words, sentence.frames)
    if not named:
        return None
    sized = sized_groups(text)
    groups = [*sized, *(group for group in responder_groups(text, named) if not _overlaps(group, sized))]
    arms = arm_mentions(text, words, known)
    if groups:
        arms = sorted([*groups, *(arm for arm in arms if not _overlaps(arm, groups))])
    mentions = without_populations(text, named)
    if arms:
        mentions = [mention for mention in mentions if not _stands_in(mention.start, arms)]
    if not mentions:
        return None
    figures = read_figures(text, words)
    if groups:
        figures.times = [time for time in figures.times if not _overlaps(time, groups)]
        figures.quantities = [each for each in figures.quantities if not _overlaps(each, sized)]
        figures.away += [Away(group.start, group.end, "size") for group in sized]
    if "%" in text:
        _take_named(mentions, figures)
    return Scene(text, words, mentions, figures, arms)


def _take_named(mentions: list[Mention], figures: Figures) -> None:
    """A number in the name of an outcome is none of its values: "a spleen volume reduction of ≥35%"."""
    inside = [each for each in figures.quantities if any(m.start < each.end <= m.end for m in mentions)]
    if inside:
        figures.quantities = [each for each in figures.quantities if each not in inside]
        figures.away += [Away(each.begin, each.end, "name") for each in inside]
