"""Outcomes that a sentence names by half: "a response in 82% (complete in 34%)", "4% had grade 5 events"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.lazy_patterns import lazy
from extractors.prose.lexicon import Word, is_response, outcome_names
from extractors.text import holds

if TYPE_CHECKING:
    import re

_SIGNS = ("omplete", "artial")
# A depth right before its value, or right behind it; "complete blood counts" and "complete data" go on.
_DEPTH = lazy(
    r"(?<![\w-])(?P<depth>(?:[Vv]ery good )?[Pp]artial|[Cc]omplete)"
    r"(?:(?=(?:\s(?:in|for|was|were)|,|:|\s=)?\s?[(\[]?\s?[<≤~≈∼]?\d)"
    r"|(?=\s(?:in|for)\s(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
    r"|(?<=[\d%)]\s.{7})(?=[,;.)\]]|\sand\s\d|\sor\s)|(?<=[\d%)]\s.{8})(?=[,;.)\]]|\sand\s\d|\sor\s)"
    r"|(?<=[\d%)]\s.{17})(?=[,;.)\]]|\sand\s\d|\sor\s))"
)
# "Responses were durable: the median duration was 11 months".
_DURATION = lazy(r"(?<=edian\s)duration(?=\s(?:was|were|of|\()\s?\d|:\s\d)")
_DEPTHS_BEFORE = lazy(
    r"\b(?P<first>[Cc]omplete|[Pp]artial)\s\(\d[^()]*\)\s(?:or|and)\s(?P<second>complete|partial)\s\(\d[^()]*\)\s"
    r"(?P<noun>(?:[a-z]+\s)?(?:response|remission))s?\b"
)
# "9 complete and 5 partial responses": a depth with its count, whose noun stands behind the next.
_DEPTH_COUNTED = lazy(
    r"(?<=[\da-z)]\s)(?P<depth>complete|partial)(?:,|,?\s(?:and|or))\s(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\s"
    r"(?:\([^()]*\)\s)?(?:very\sgood\s)?(?:complete|partial|minor|minimal)\s(?P<noun>(?:[a-z]+\s)?(?:response|remission))s?\b"
)
_DEPTH_BEFORE = lazy(r"(?<=[\da-z)]\s)(?P<depth>(?:complete|partial|minor|major)(?:\s[a-z]+)?)\s\($")
# "Adverse events: any 98%, grade 3 or more 76%, serious 41%".
_SERIOUS = lazy(r"(?<=[,;]\s)(?P<serious>[Ss]erious)(?=(?:\sin|:)?\s\d)")
_SHARE_BEFORE = lazy(r"%\s(?:of\s\w+\s)?(?:had|achieved|showed|obtained|attained)\s(?:an?\s)?$")
_NOUNS = ("respon", "remission")
_GRADED = lazy(
    r"\b[Gg](?:rades?|r\.?)\s?(?:[≥>]=?\s?)?(?:[3-5]|III|IV|V)(?:\s?[-–/]\s?(?:[45]|I?V)|\sor\s(?:[45]|higher|greater|more))?\s(?P<events>events?)\b"
    r"(?!\sof)"
)


def with_ellipses(text: str, words: list[Word]) -> list[Word]:
    """Return the words of a sentence with the outcomes that it names by an adjective or a grade alone."""
    found: list[Word] = []
    if holds(text, _SIGNS):
        found += [
            Word(match.start(), match.end(), "endpoint", code)
            for match in _DEPTH.finditer(text)
            if _is_free(words, match) and (code := _code(text, words, match))
        ]
        found += [
            Word(*match.span("depth"), "endpoint", code)
            for match in _DEPTH_COUNTED.finditer(text)
            if (code := outcome_names().get(f"{match['depth']} {match['noun']}"))
            and _is_free(words, match, "depth")
        ]
        words, found = _with_depths_before_noun(text, words, found)
        found += [
            Word(depth.start("depth"), word.start - 2, "endpoint", word.code)
            for word in words
            if word.role == "endpoint" and (depth := _depth_abbreviated(text, words, word))
        ]
    if " event" in text:
        found += [
            Word(*match.span("events"), "event", "any_event")
            for match in _GRADED.finditer(text)
            if _is_free(words, match)
        ]
    if "erious" in text:
        found += [
            Word(*match.span("serious"), "event", "serious_adverse_event")
            for match in _SERIOUS.finditer(text)
            if _is_free(words, match) and any(w.code == "any_event" and w.end <= match.start() for w in words)
        ]
    if "edian duration" in text:
        found += [
            Word(match.start(), match.end(), "endpoint", "DOR")
            for match in _DURATION.finditer(text)
            if _is_free([word for word in words if word.role != "cue"], match)
            and _told_response(words, match.start())
        ]
    return sorted([*words, *found]) if found else words


def _with_depths_before_noun(
    text: str, words: list[Word], found: list[Word]
) -> tuple[list[Word], list[Word]]:
    """Two depths, each with its value, before their noun: "a complete (54%) or partial (33%) response"."""
    for match in _DEPTHS_BEFORE.finditer(text):
        depths = ("first", "second")
        codes = [outcome_names().get(f"{match[depth].lower()} {match['noun']}") for depth in depths]
        if None in codes:
            continue
        words = [word for word in words if word.role == "cue" or not _stands_in(word, match)]
        found = [word for word in found if not _stands_in(word, match)]
        if not _SHARE_BEFORE.search(text, 0, match.start()):  # "87% had a ...": the share of both
            found += [
                Word(*match.span(depth), "endpoint", str(code))
                for depth, code in zip(depths, codes, strict=True)
            ]
    return words, found


def _depth_abbreviated(text: str, words: list[Word], word: Word) -> re.Match[str] | None:
    """The depth before an abbreviation, which leaves out its noun: "3 complete cytogenetic (CCyR)"."""
    alone = text.endswith(" (", 0, word.start) and text.startswith(")", word.end)
    depth = _DEPTH_BEFORE.search(text, 0, word.start) if alone else None
    if depth is None or not _is_free(words, depth, "depth"):
        return None
    begins = f"{depth['depth']} "
    named = (name for name, code in outcome_names().items() if code == word.code)
    return depth if any(name.startswith(begins) for name in named) else None


def _stands_in(word: Word, match: re.Match[str]) -> bool:
    return match.start() <= word.start < match.end()


def _told_response(words: list[Word], at: int) -> bool:
    """Whether the outcome told last is a response: its duration is told next."""
    last = next((word for word in reversed(words) if word.role == "endpoint" and word.end <= at), None)
    return last is not None and is_response(last)


def _is_free(words: list[Word], match: re.Match[str], group: str | int = 0) -> bool:
    return not any(word.start < match.end(group) and match.start(group) < word.end for word in words)


def _code(text: str, words: list[Word], depth: re.Match[str]) -> str | None:
    """The response of a depth, of the kind that was last named: of "cytogenetic response" CCyR."""
    base = next((w for w in reversed(words) if w.role == "endpoint" and w.end <= depth.start()), None)
    if base is None or not is_response(base):
        return None
    named = text[base.start : base.end].lower()
    if base.code != "ORR" and not holds(named, _NOUNS):
        return None
    kind = [word.removesuffix("s") for word in named.split() if word not in ("rate", "rates")]
    whole = base.code != "ORR"  # a partial molecular response is no partial response
    tails = (" ".join(kind[place:]) for place in range(len(kind) - whole))
    spellings = (f"{depth['depth'].lower()} {tail}" for tail in (*tails, *([] if whole else ["response"])))
    return next((outcome_names()[spelling] for spelling in spellings if spelling in outcome_names()), None)
