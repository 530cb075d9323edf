"""Names found one by one and by an automaton are the same names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.prose.lexicon import Reading, build_lexicon, find_words, lower, vocabulary_lexicon

_NAMES = ["a", "ab", "ba b", "b-a"]
_OTHERS = [f"other name {number}" for number in range(20)]


@given(st.text(alphabet="ab -s", max_size=30))
def test_few_names_are_found_as_by_an_automaton_of_many(text):
    few, many = (
        build_lexicon([(name, Reading("arm", name, None)) for name in names])
        for names in (_NAMES, _NAMES + _OTHERS)
    )
    assert find_words(text, text, (few,)) == find_words(text, text, (many,))


def _names(text: str) -> list[str]:
    return [word.code for word in find_words(text, lower(text), (vocabulary_lexicon(),))]


def test_a_spelling_that_ends_in_a_dash_is_no_part_of_a_longer_word():
    assert _names("MRD-positive patients") == []
    assert _names("MRD- patients") == ["MRDneg"]


def test_an_event_that_one_is_free_of_is_another_outcome():
    assert "CIR" not in _names("The rate of relapse-free survival")
