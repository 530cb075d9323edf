"""Which study a sentence speaks of, and whether it tells a result at all."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from extractors.citations import find_citations
from extractors.prose.numbers import cites
from extractors.text import holds

if TYPE_CHECKING:
    from extractors.prose.sentences import Sentence
    from extractors.records import StudyKey

_NO_RESULT_SECTIONS = frozenset(
    ("background", "objective", "methods", "abbreviations", "references", "back_matter")
)
# "(Waters et al, 1999)", "Waters and Blanke (2001)".
_OTHERS_AND_YEAR = re.compile(r"et al(?<=\bet al)\.?,?\s\(?(?:19|20)\d\d")
_NAME_AND_YEAR = re.compile(r"\([A-Z][\w'’-]+(?: and [A-Z][\w'’-]+)?,\s(?:19|20)\d\d[a-z]?\)")
_LONGEST_CONCLUSION = 12  # sentences of an abstract
_VALUE_ENDS = ("%", "months", "years", "weeks", "days")
_BOUNDS = re.compile(r"\[\d+\s?[–‐-]\s?\d+\]")
_OWN_PART = frozenset(("start", "baseline"))
_TESTED = re.compile(
    r"\b[Pp]\s?[<=>]\s?[\d.]|\bCI\b|[Cc]onfidence interval|\b(?:hazard|odds) ratio\b"
    r"|[Mm]edian follow-?\s?up\b|%\s?[(\[]\d+/\d+[)\]]|\b\d+/\d+\s?[(\[]\d"
)
_TEST_SIGNS = (
    "=",
    "<",
    ">",
    "CI",
    "onfidence i",
    "d ratio",
    "s ratio",
    "edian follow",
    "/",
)  # one is in each
_DEFINED = re.compile(
    r"\(defined (?:as|by) [^()]*\)"
    r"|, defined (?:as|by) [^;]{0,120}?,(?=\s(?:was|were|is|occurred|in|did|had)\b)"
)
_RESULT_TOLD = re.compile(r":\s?\d|\b(?:met|reached|achieved)\b")


def attribute(sentences: list[Sentence], studies: tuple[StudyKey, ...]) -> list[StudyKey | None]:
    """Return the study of each sentence, None where it tells no result of a study of this source."""
    cited = {study.ref_no: study for study in studies if study.ref_no is not None}
    own = next((study for study in studies if study.ref_no is None), None)
    if cited and own is None:
        return _by_citation(sentences, cited)
    return _of_one_study(sentences, own)


def _of_one_study(sentences: list[Sentence], own: StudyKey | None) -> list[StudyKey | None]:
    """The document is the study: what stands before its own part is background."""
    first = 0
    if not any(
        sentence.section in ("results", "methods", "background", "objective") for sentence in sentences
    ):
        first = _first_own(sentences)
    discussed = _discussion(sentences)
    return [
        own if index >= first and index not in discussed and tells_result(sentence) else None
        for index, sentence in enumerate(sentences)
    ]


def _first_own(sentences: list[Sentence]) -> int:
    """Where a text without sections begins its own part: its study, or, before that, results tested."""
    begun = next((i for i, sentence in enumerate(sentences) if sentence.frames & _OWN_PART), 0)
    return next((i for i, sentence in enumerate(sentences[:begun]) if _is_tested(sentence.text)), begun)


def _is_tested(text: str) -> bool:
    """Whether a sentence prints a test of its results: a P, an interval, a ratio."""
    return holds(text, _TEST_SIGNS) and _TESTED.search(text) is not None


def _discussion(sentences: list[Sentence]) -> set[int]:
    """Which sentences discuss an article's results: they repeat those, or tell those of other trials.

    An abstract's conclusion is short, and what it says is its own.
    """
    found: set[int] = set()
    if [sentence.section for sentence in sentences].count("conclusions") <= _LONGEST_CONCLUSION:
        return found
    has_results = False
    at = 0
    for section, group in groupby(sentences, key=lambda sentence: sentence.section):
        size = len(list(group))
        if has_results and section == "conclusions" and size > _LONGEST_CONCLUSION:
            found.update(range(at, at + size))
        has_results = has_results or section == "results"
        at += size
    return found


def tells_result(sentence: Sentence) -> bool:
    """Whether a sentence can hold results of the document's own study."""
    if sentence.section in _NO_RESULT_SECTIONS:
        return False
    frames = sentence.frames
    if "design" in frames or "others" in frames or ("said" in frames and sentence.section != "results"):
        return False
    if "definition" in frames and not _tells_besides(sentence.text):
        return False
    if "endpoint_named" in frames and not _RESULT_TOLD.search(sentence.text):
        return False
    return not _cites_others(sentence.text)


def _tells_besides(text: str) -> bool:
    """Whether a sentence goes on behind a definition: "MRD negativity, defined as <0.01%, was 40%"."""
    defined = _DEFINED.search(text)
    return defined is not None and any(sign.isdigit() for sign in text[defined.end() :])


def _cites_others(text: str) -> bool:
    """Whether a sentence cites, by number or by name and year."""
    if "[" in text and any(_is_citation(text, *citation.span) for citation in find_citations(text)):
        return True
    if not ("19" in text or "20" in text):
        return False
    others = "et al" in text and _OTHERS_AND_YEAR.search(text)
    return bool(others) or _NAME_AND_YEAR.search(text) is not None


def _is_citation(text: str, start: int, end: int) -> bool:
    """Whether a bracket cites; two bounds behind a value are its interval: "30% [23-38]"."""
    before = text[:start].rstrip()
    return cites(text, start) and not (before.endswith(_VALUE_ENDS) and _BOUNDS.fullmatch(text, start, end))


def _by_citation(sentences: list[Sentence], cited: dict[int, StudyKey]) -> list[StudyKey | None]:
    """In a review a citation speaks for the sentences of its paragraph that lead up to it.

    What follows a paragraph's last citation goes on about it; several studies cited together are nobody's.
    """
    found: list[StudyKey | None] = []
    for group in _paragraphs(sentences):
        owners = [_owner(sentence.text, cited) for sentence in group]
        if _leads(group[0].text, owners[0]):
            found += _carried(owners)
        else:
            backwards = _carried(owners[::-1])[::-1]
            last = max((index for index, owner in enumerate(owners) if owner), default=-1)
            found += [
                *backwards[: last + 1],
                *([backwards[last]] * (len(owners) - last - 1) if last >= 0 else backwards),
            ]
    return found


def _carried(owners: list[tuple[StudyKey | None] | None]) -> list[StudyKey | None]:
    """Each citation's study for the sentences after it, up to the next citation."""
    current: StudyKey | None = None
    found: list[StudyKey | None] = []
    for owner in owners:
        current = owner[0] if owner else current
        found.append(current)
    return found


def _leads(text: str, owner: tuple[StudyKey | None] | None) -> bool:
    """Whether a paragraph cites its study at its head ("Name et al. [3] treated ...")."""
    if owner is None:
        return False
    return next(citation.span.start for citation in find_citations(text)) < len(text) / 2


def _owner(text: str, cited: dict[int, StudyKey]) -> tuple[StudyKey | None] | None:
    """The one study a sentence cites; (None,) for several or unknown ones, None for no citation."""
    numbers = {number for citation in find_citations(text) for number in citation.numbers}
    if not numbers:
        return None
    return (cited.get(next(iter(numbers))) if len(numbers) == 1 else None,)


def _paragraphs(sentences: list[Sentence]) -> list[list[Sentence]]:
    return [list(group) for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph)]
