"""The abbreviations that a document itself defines.

Three places define them: running text ("overall response rate (ORR)", "ORR (overall response
rate)"), lists under tables ("CR complete remission, OS overall survival"), and a section headed
"Abbreviations". Every definition is kept; two that differ are two entries.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from extractors.abbreviations import (
    is_capital_form,
    is_short_form,
    long_form_start,
    stands_for,
    window_words,
)
from extractors.document import Block, BlockKind, Document, Span
from extractors.records import GlossaryEntry
from extractors.text import find_word, fold, fold_spans, holds
from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOCABULARIES = ("endpoints", "adverse_events", "drugs", "regimens")
_PROSE = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CAPTION)
_LIST_HEAD = re.compile(
    r"\s*(?:list of )?abbreviations?(?: used| and (?:acronyms|definitions))?\s*[:.]?\s*", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.;:?!]\s")
_RATIO = re.compile(r"a?(?:HR|OR|RR)\b[\s:,=]*\d*[.·]\d")  # "high risk (HR 2.9)" defines nothing
_INNER_END = re.compile(r"[,;:=\s](?:(?<!\s)|(?=[\d<>=≥≤]))")  # "(ORR; 45%)", "(ORR 45%)"
_BRACKET = re.compile(r"[()\[\]]")
_QUOTES = " '\"‘’“”"
_NO_LETTERS = "0123456789.·%-–/±<>≤≥+~ "
_STATEMENT = re.compile(r"%|\b(?:was|were|is|are|had|has|have|\d{2,})\s|\(\w+\),")
_DESCRIBED = re.compile(
    r"(?<!\S)(?P<short>[A-Z]\S+) (?:regimen |protocol |therapy |combination )?"
    r"\((?:consisting of|comprising|composed of|i\.?e\.?,?|that is,?) (?P<long>[^()]+)\)"
)
_DESCRIPTIONS = ("(consisting of", "(comprising", "(composed of", "(i", "(that is")
_MARKED = re.compile(
    r"(?:(?<=^)|(?<=[,;.]\s)|(?<=\band\s))(?P<short>[^\s:=,;]{2,14})\s?(?P<mark>[:=,](?=\s))\s*"
)
_GAPS = re.compile(r"[\s‐‑–-]+")
_PLURAL = re.compile(r"(?<=[a-z]{3}[^s])s$")
_RATE_OR_PLURAL = re.compile(rf"\s+rates?$|{_PLURAL.pattern}")
_TERM_GAP = re.compile(r"\s*[\t:=]\s*|\s{2,}|\s[–—-]\s")
_CONJUNCTIONS = frozenset(
    ("and", "or", "with", "without", "plus", "±", "+", "was", "were", "is", "are", "in", "of")
)
_LEAST_ENTRIES = 2
_WINDOW_REACH = 500  # characters: more than the words before a bracket that its long form may have


def find_glossary(document: Document) -> tuple[GlossaryEntry, ...]:
    """Return what the document's abbreviations stand for, in the order of its definitions."""
    pairs = (
        *(pair for block in document.blocks for pair in _block_pairs(document.text, block)),
        *(pair for span in _footnotes(document) for pair in _list_pairs(fold(document.text[slice(*span)]))),
    )
    return tuple(GlossaryEntry(short, long, _code(long)) for short, long in dict.fromkeys(pairs))


def _footnotes(document: Document) -> Iterator[Span]:
    for table in document.tables:
        yield from table.footnotes


def _block_pairs(text: str, block: Block) -> Iterator[tuple[str, str]]:
    """Definitions in one block, by where it stands."""
    folded = fold_spans(text, block.spans).text
    if _LIST_HEAD.fullmatch(block.section):
        yield from _section_pairs("\n".join(text[span.start : span.end] for span in block.spans))
    elif block.kind is BlockKind.FOOTNOTE or _LIST_HEAD.match(folded):
        yield from _list_pairs(folded)
    elif block.kind in _PROSE:
        yield from _prose_pairs(folded)


# --- running text -----------------------------------------------------------------------------


def _prose_pairs(text: str) -> Iterator[tuple[str, str]]:
    if "(" not in text and "[" not in text:
        return
    for match in _DESCRIBED.finditer(text) if holds(text, _DESCRIPTIONS) else ():
        if is_capital_form(match["short"]):
            yield match["short"], match["long"].strip()
    for start, end in _brackets(text):
        if pair := _bracket_pair(text, start, end):
            yield pair


def _brackets(text: str) -> list[tuple[int, int]]:
    """Start and end of every bracket that stands apart from the word before it."""
    if "[" in text or "]" in text:
        return _nested_brackets(text)
    found: list[tuple[int, int]] = []
    start = text.find("(")
    while start >= 0:
        end, following = text.find(")", start) + 1, text.find("(", start + 1)
        if not end or 0 <= following < end:
            return _nested_brackets(text)
        if start and text[start - 1] == " ":
            found.append((start, end))
        start = following
    return found


def _nested_brackets(text: str) -> list[tuple[int, int]]:
    """Likewise, of both kinds, one in another."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if text[at] in "([":
            opened.append(at)
        elif opened:
            start = opened.pop()
            if start and text[start - 1] == " ":
                found.append((start, at + 1))
    return found


def _bracket_pair(text: str, start: int, end: int) -> tuple[str, str] | None:
    inside = text[start + 1 : end - 1].strip(_QUOTES)
    if not inside[:1].isalnum() or _RATIO.match(inside):
        return None
    ends = _INNER_END.search(inside)
    first = inside[: ends.start()] if ends else inside
    if not first.strip(_NO_LETTERS):
        return None
    short = first.rstrip()
    if short.islower() and inside[len(short) :].startswith(" "):  # "(age 60 or more)", "(in 12%)"
        return None
    before = text[max(0, start - _WINDOW_REACH) : start].rstrip()
    if is_short_form(short) and (long := _long_form(short, before)):
        return short, long
    last_word = before.rpartition(" ")[2].lstrip("([\"'‘“")
    if is_capital_form(last_word) and stands_for(last_word, first):
        return last_word, first
    return None


def _long_form(short: str, before: str) -> str | None:
    """The words before a bracket that its abbreviation stands for."""
    window = _window(before, window_words(short))
    start = long_form_start(short, window)
    long = "" if start is None else window[start:]
    return long if len(long) > len(short) and _could_be_long(short, long) else None


def _could_be_long(short: str, long: str) -> bool:
    """Whether these words could be a name: nothing stated in them, no half bracket, not itself."""
    last = long.rpartition(" ")[2]
    if len(long) <= len(short) + 1 or (
        last.isdigit() and last not in short
    ):  # "AEs (AE", "course 2 (CR, 63%"
        return False
    balanced = long.count("(") == long.count(")") and long.count("[") == long.count("]")
    return balanced and not _STATEMENT.search(long) and find_word(long, short) < 0


def _window(before: str, most_words: int) -> str:
    """The last words of `before`, within its sentence and within the bracket it stands in."""
    if before.endswith((")", "]")):  # "(cytarabine, G-CSF) [CG]": the long form is that bracket
        before = before[:-1]
    window = " ".join(before.rsplit(" ", most_words)[-most_words:])
    opened = max(window.rfind("("), window.rfind("[")) if _is_open(window) else -1
    stops = [match.end() for match in _SENTENCE_END.finditer(window)]
    return window[max([opened + 1, 0, *stops]) :].strip()


def _is_open(window: str) -> bool:
    return window.count("(") + window.count("[") > window.count(")") + window.count("]")


# --- lists ------------------------------------------------------------------------------------


def _list_pairs(text: str) -> list[tuple[str, str]]:
    """Definitions of a list in one line; none where the text is no such list."""
    head = _LIST_HEAD.match(text)
    body = text[head.end() :] if head else text.lstrip("*†‡§#abc ") if text[:1] in "*†‡§#" else text
    for split in (_split_marked, _split_semicolons, _split_commas):
        pairs = [(short, long) for short, long in split(body) if long]
        agreeing = sum(stands_for(short, long) for short, long in pairs)
        if agreeing * 2 >= len(pairs) and len(pairs) >= (1 if head else _LEAST_ENTRIES):
            return pairs
    return []


def _split_marked(text: str) -> list[tuple[str, str]]:
    """Split "ORR: overall response rate; CR = complete remission", "ORR, overall response rate"."""
    marks = [match for match in _MARKED.finditer(text) if _marks_entry(match)]
    ends = [match.start() for match in marks[1:]] + [len(text)]
    return [(mark["short"], _trimmed(text[mark.end() : end])) for mark, end in zip(marks, ends, strict=False)]


def _marks_entry(match: re.Match[str]) -> bool:
    """Whether "ORR:" or "ORR," opens an entry; a comma needs a long form that fits after it."""
    long = re.split(r"[,;.]\s", match.string[match.end() :], maxsplit=1)[0]
    if not is_short_form(match["short"]):
        return _is_prefix(match["short"], long)
    opens = match["mark"] != "," or match.string[: match.start()].rstrip()[-1:] == ";"
    return opens or long[:1].islower() or stands_for(match["short"], long)


def _is_prefix(short: str, long: str) -> bool:
    """Whether an abbreviation is the beginning of its word: "Obs observational"."""
    return len(short) > 2 and short[:1].isupper() and long.lower().startswith(short.lower())  # noqa: PLR2004


def _split_semicolons(text: str) -> list[tuple[str, str]]:
    """Split "ORR overall response rate; CR complete remission"."""
    pieces = [piece.strip().partition(" ") for piece in text.split(";")]
    usable = len(pieces) >= _LEAST_ENTRIES and all(is_short_form(short) for short, _, long in pieces if long)
    return [(short, _trimmed(long)) for short, _, long in pieces] if usable else []


def _split_commas(text: str) -> list[tuple[str, str]]:
    """Split "CG cytarabine, and G-CSF, CR complete remission"; a comma may stand inside an entry."""
    entries: list[tuple[str, str]] = []
    for piece in re.split(r",\s+|\.\s+(?=[A-Z])", text):
        short, _, long = piece.partition(" ")
        if _opens_entry(short, long):
            entries.append((short, long))
        elif entries:
            entries[-1] = (entries[-1][0], f"{entries[-1][1]}, {piece}")
        else:
            return []
    return [(short, _trimmed(long)) for short, long in entries]


def _opens_entry(short: str, long: str) -> bool:
    following = long.partition(" ")[0]
    if not long or {short.lower(), following.lower()} & _CONJUNCTIONS:
        return False
    if len(short) == 1:  # "N number of patients"
        return following[:1].lower() == short.lower()
    return (
        _is_prefix(short, long)
        or is_capital_form(short)
        or (is_short_form(short) and stands_for(short, long))
    )


def _section_pairs(text: str) -> list[tuple[str, str]]:
    """Definitions of an "Abbreviations" section, in lines or run together."""
    return max(_line_pairs(text), _list_pairs(fold(text)), key=len)


def _line_pairs(text: str) -> list[tuple[str, str]]:
    """One definition a line; a line that defines nothing goes on with the one before it."""
    entries: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        short, _, long = _TERM_GAP.sub("\t", line, count=1).partition("\t")
        if not long and _opens_entry(*line.partition(" ")[::2]):
            short, _, long = line.partition(" ")
        if _could_be_defined(short) and (long or not entries or is_capital_form(short)):
            entries.append((short, long))
        elif entries:
            entries[-1] = (entries[-1][0], f"{entries[-1][1]} {line}")
    return [(short, _trimmed(fold(long))) for short, long in entries if long]


def _could_be_defined(text: str) -> bool:
    return len(text.split()) <= 2 and any(character.isalpha() for character in text)  # noqa: PLR2004


def _trimmed(text: str) -> str:
    return re.sub(r"^(?:indicates?|denotes?|means?|[:=–-])\s+|[\s,;.]+(?:and)?\s*$", "", text.strip()).strip()


# --- codes ------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)  # texts define the same abbreviations again and again
def _code(expansion: str) -> str | None:
    """The code of the vocabulary entry that is called so."""
    key = _key(expansion)
    return next((names[key] for names in map(_names, _VOCABULARIES) if key in names), None)


@cache
def _names(vocabulary: str) -> dict[str, str]:
    """Every name of a vocabulary's entries, as written in full."""
    names: dict[str, str] = {}
    for entry in load(vocabulary):
        for name in (entry.label, *entry.aliases, *entry.case_sensitive):
            names.setdefault(_key(name), entry.code)
    return names


def _key(name: str) -> str:
    """A name without what does not tell it apart: case, hyphens, plural, the word "rate"."""
    plain = _GAPS.sub(" ", name.casefold()).replace("haem", "hem").strip()
    if not plain.endswith(("s", "rate")):
        return plain
    return _PLURAL.sub("", _RATE_OR_PLURAL.sub("", plain))
