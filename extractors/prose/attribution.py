"""Which study a sentence speaks of, and whether it tells a result at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.citations import find_citations

if TYPE_CHECKING:
    from extractors.prose.sentences import Sentence
    from extractors.records import StudyKey

_NO_RESULT_SECTIONS = frozenset(("background", "objective", "methods", "abbreviations", "references", "back_matter"))
_STUDY_STARTS = re.compile(
    r"\b(?:we|our (?:study|trial|experience|results)|the (?:aims?|objectives?|purpose) (?:of|was|were)|(?:in|a) (?:total|all),? (?:of )?\S+ patients|\d+ (?:\w+ )?(?:patients|pts)|median age|"
    r"(?:this|it) was an? |a (?:phase|randomi[sz]ed|retrospective|prospective|multicent\w+)|(?:open-label|randomi[sz]ed) comparison|patients received|this (?:pilot |phase \S+ |randomi[sz]ed |prospective |retrospective |multicent\w+ |present |single-\w+ )*(?:study|trial|analysis)|"
    r"patients were (?:randomi[sz]ed|enrolled|treated)|(?:were|was) (?:enrolled|randomi[sz]ed|accrued|conducted)|our (?:study|trial))\b",
    re.IGNORECASE,
)
_DESIGN = re.compile(
    r"\b(?:planned (?:enrol\w+|sample|accrual)|sample size|(?:statistical )?power (?:of|to)|\d+% power|designed to (?:detect|test|show)|to detect (?:an?|the)|"
    r"(?:was|were) (?:assumed|hypothesi[sz]ed|estimated to require)|hypothesi[sz]ed|null hypothesis|one-sided alpha|two-sided alpha|eligib\w+ (?:criteria )?(?:included|were|required)|"
    r"inclusion criteria|assuming|would be|non-?inferiority margin|stratified (?:by|according)|primary (?:end ?point|outcome|objective) (?:was|is)\b(?![^.]*:\s?\d)(?![^.]*\bmet\b)|"
    r"patients (?:received|were given|were treated with)\b(?=[^.]*\bmg\b)|defined as)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:(?:has|have) (?:previously )?been (?:reported|observed|shown|described|associated|demonstrated)|previous(?:ly)? (?:reported|published|stud(?:y|ies)|trials?)|"
    r"(?:in|from) (?:the )?literature|prior (?:studies|trials)|historical(?:ly)? (?:data|reported)|other (?:studies|trials)|earlier (?:studies|trials)|published (?:data|series|studies))\b",
    re.IGNORECASE,
)


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
    if not any(sentence.section in ("results", "methods", "background", "objective") for sentence in sentences):
        first = next((i for i, sentence in enumerate(sentences) if _STUDY_STARTS.search(sentence.text)), 0)
    return [own if index >= first and tells_result(sentence) else None for index, sentence in enumerate(sentences)]


def tells_result(sentence: Sentence) -> bool:
    """Whether a sentence can hold results of the document's own study."""
    if sentence.section in _NO_RESULT_SECTIONS or _DESIGN.search(sentence.text) or _OTHERS.search(sentence.text):
        return False
    return not any(True for citation in find_citations(sentence.text) if _is_citation(sentence.text, citation.span.start))


def _is_citation(text: str, start: int) -> bool:
    return not text[:start].rstrip()[-1:].isdigit()


def _by_citation(sentences: list[Sentence], cited: dict[int, StudyKey]) -> list[StudyKey | None]:
    """In a review a citation speaks for the sentences of its paragraph that lead up to it.

    What follows a paragraph's last citation goes on about it; several studies cited together are nobody's.
    """
    found: list[StudyKey | None] = [None] * len(sentences)
    for indexes in _paragraphs(sentences):
        owners = [_owner(sentences[index].text, cited) for index in indexes]
        leads = _leads(sentences[indexes[0]].text, owners[0])
        current: StudyKey | None = None
        order = indexes if leads else indexes[::-1]
        named = dict(zip(indexes, owners, strict=True))
        for index in order:
            if named[index] is not None:
                current = named[index][0]
            found[index] = current
        trailing: StudyKey | None = None
        for index in order if not leads else ():
            if named[index] is not None:
                trailing = named[index][0]
                break
        for index in order if not leads else ():
            if named[index] is not None:
                break
            found[index] = trailing
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


def _paragraphs(sentences: list[Sentence]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for index, sentence in enumerate(sentences):
        groups.setdefault(sentence.paragraph, []).append(index)
    return list(groups.values())
