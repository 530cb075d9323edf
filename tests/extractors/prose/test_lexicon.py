"""Names found one by one and by an automaton are the same names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.prose.lexicon import Reading, build_lexicon, find_words

_NAMES = ["a", "ab", "ba b", "b-a"]
_OTHERS = [f"other name {number}" for number in range(20)]


@given(st.text(alphabet="ab -s", max_size=30))
def test_few_names_are_found_as_by_an_automaton_of_many(text):
    few, many = (
        build_lexicon([(name, Reading("arm", name, None)) for name in names])
        for names in (_NAMES, _NAMES + _OTHERS)
    )
    assert find_words(text, text, (few,)) == find_words(text, text, (many,))
