"""What kind of sentence this is, by phrases that need no parsing.

One of the plan, of other studies, of the patients' past.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from extractors.vocabulary import load


@cache
def _automaton() -> tuple[AhoCorasick, tuple[str, ...]]:
    pairs = [(alias, entry.code) for entry in load("frames") for alias in entry.aliases]
    phrases = [alias for alias, _ in pairs]  # few enough for the fastest automaton
    return AhoCorasick(phrases, implementation=Implementation.DFA), tuple(code for _, code in pairs)


@lru_cache(maxsize=256)  # asked of a sentence to tell whose it is and what it names
def frames_of(lowered: str) -> frozenset[str]:
    """Return the frames that phrases of a text in lower case set, each phrase starting a word."""
    automaton, codes = _automaton()
    found = automaton.find_matches_as_indexes(lowered, overlapping=True)
    return frozenset(
        [codes[index] for index, start, _ in found if start == 0 or not lowered[start - 1].isalnum()]
    )
