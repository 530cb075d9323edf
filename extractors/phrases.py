"""Finding vocabulary phrases in text: the longest one that starts at a place, whole words only."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from extractors.vocabulary import Entry, load

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each of these is one character for one character, so that offsets stay.
_SAME = (
    ("‐", "-"), ("‑", "-"), ("–", "-"), ("—", "-"), ("−", "-"), ("\u00a0", " "), ("\u2009", " "),
    ("\u202f", " "), ("’", "'"), ("ﬁ", "f"), ("⩾", "≥"), ("⩽", "≤"),
)  # fmt: skip
_INNER_DASH = re.compile(r"-(?<=\w-)(?=\w)")  # the dash first: a pattern is searched by its first character
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")


class Phrase(NamedTuple):
    """A vocabulary phrase as it stands in a text."""

    entry: Entry
    start: int
    end: int


class _Alias(NamedTuple):
    words: str
    cased: bool
    entry: Entry


class Lexicon:
    """Phrases by their first word."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self._by_first_word: dict[str, list[_Alias]] = {}
        for alias in _aliases(entries):
            if first := _TOKEN.match(alias.words):
                self._by_first_word.setdefault(first[0].lower(), []).append(alias)
        for aliases in self._by_first_word.values():
            aliases.sort(key=lambda alias: (-len(alias.words), not alias.cased))

    def match(self, text: str, at: int = 0) -> Phrase | None:
        """Return the longest phrase that starts at `at`; a plural s may follow it.

        Args:
            text: a text as `normal` gives it.
            at: where a word of it starts.
        """
        first = _TOKEN.match(text, at)
        if not first:
            return None
        word = first[0].lower()
        aliases = self._by_first_word.get(word, [])
        if word.endswith("s"):
            aliases = [*aliases, *self._by_first_word.get(word[:-1], ())]
        lowered = _lower(text) if aliases else ""
        for alias in aliases:
            end = at + len(alias.words)
            if not (text if alias.cased else lowered).startswith(alias.words, at):
                continue
            if text[end : end + 1] == "s" and len(alias.words) > 1:
                end += 1
            if not (text[end - 1].isalnum() and text[end : end + 1].isalnum()):
                return Phrase(alias.entry, at, end)
        return None

    def find(self, text: str) -> Iterator[Phrase]:
        """Yield the phrases of a running text from left to right, none inside another."""
        words, last = normal(text), 0
        automaton, names = self._automaton
        for start, minus_end, index in _from_left(automaton, _lower(words)):
            if start < last:
                continue
            end = -minus_end
            if words[end : end + 1] == "s" and end - start > 1:
                end += 1
            if words[end - 1].isalnum() and words[end : end + 1].isalnum():
                continue
            for alias in names[index]:
                if not alias.cased or words.startswith(alias.words, start):
                    yield Phrase(alias.entry, start, end)
                    last = end
                    break

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, list[list[_Alias]]]:
        """Finds all aliases in lower case in one pass; those that are alike, in their precedence."""
        alike: dict[str, list[_Alias]] = {}
        for aliases in self._by_first_word.values():
            for alias in aliases:
                alike.setdefault(alias.words.lower(), []).append(alias)
        return AhoCorasick(list(alike), matchkind=MatchKind.Standard), list(alike.values())

    def first_words(self) -> frozenset[str]:
        """First words of all phrases, in lower case."""
        return frozenset(self._by_first_word)

    def exact(self, text: str) -> Entry | None:
        """Return the entry that a whole text names; a plural s may follow the name."""
        words = normal(text).strip()
        entry = self._called(words)
        if entry is None and words.endswith("s") and len(words) > len("ss"):
            return self._called(words[:-1])
        return entry

    def _called(self, name: str) -> Entry | None:
        cased, other = self._by_name
        return cased.get(name) or other.get(_lower(name))

    @cached_property
    def _by_name(self) -> tuple[dict[str, Entry], dict[str, Entry]]:
        """Entries by their names in the case that counts, and by the others in lower case."""
        by_name: tuple[dict[str, Entry], dict[str, Entry]] = ({}, {})
        for aliases in self._by_first_word.values():
            for alias in aliases:
                by_name[0 if alias.cased else 1].setdefault(alias.words, alias.entry)
        return by_name


def _from_left(automaton: AhoCorasick, lowered: str) -> list[tuple[int, int, int]]:
    """Return what an automaton finds where words begin, the longest first: (start, -end, index)."""
    matches = automaton.find_matches_as_indexes(lowered, overlapping=True)
    return sorted(
        (start, -end, index) for index, start, end in matches if not start or not lowered[start - 1].isalnum()
    )


def _aliases(entries: tuple[Entry, ...]) -> Iterator[_Alias]:
    """Yield all names of some entries, brought into their normal form at one go."""
    printed = [
        (alias, cased, entry)
        for entry in entries
        for cased, names in ((True, entry.case_sensitive), (False, (*entry.aliases, entry.label)))
        for alias in dict.fromkeys(names)
    ]
    # A line break is no letter, dash or blank of an alias.
    lines = normal("\n".join(alias for alias, _, _ in printed)).split("\n")
    for words, (_, cased, entry) in zip(lines, printed, strict=True):
        yield _Alias(words if cased else words.lower(), cased, entry)


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Return the text with one kind of dash, which parts words as a blank does; offsets are kept."""
    if not text.isascii():
        for printed, plain in _SAME:  # much faster than `translate`, which looks up every character
            text = text.replace(printed, plain)
    text = text.replace("_", " ")
    return _INNER_DASH.sub(" ", text) if "-" in text else text


@lru_cache(maxsize=4096)
def _lower(text: str) -> str:
    """Return the text in lower case, of the same length."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(character.lower()[0] for character in text)


@cache
def lexicon(*names: str) -> Lexicon:
    """Return the phrases of some vocabularies, in their order of precedence."""
    return Lexicon(tuple(entry for name in names for entry in load(name)))
