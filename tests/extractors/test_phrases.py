"""Finding vocabulary phrases in running text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.phrases import Lexicon, normal
from extractors.study_fields.counts import number_starts
from extractors.vocabulary import Entry

_ENTRIES = (
    Entry("trial", "trial", "", ("open trial",)),
    Entry("all", "acute leukemia", "", (), case_sensitive=("ALL",)),
    Entry("every", "all of it", "", ("all-of it",)),
)
_WORDS = (
    "trial",
    "trials",
    "open",
    "Open",
    "all",
    "ALL",
    "of",
    "it",
    "its",
    "acute",
    "leukemias",
    "retrial",
    "-",
    "_",
    ".",
)


def _one_by_one(lexicon: Lexicon, text: str) -> list[tuple[str, int, int]]:
    """What `match` gives at each beginning of a word, none inside another."""
    words, end, found = normal(text), 0, []
    for start in range(len(words)):
        if start < end or (start and words[start - 1].isalnum()):
            continue
        if phrase := lexicon.match(words, start):
            end = phrase.end
            found.append((phrase.entry.code, phrase.start, phrase.end))
    return found


@given(st.lists(st.sampled_from(_WORDS)), st.sampled_from((" ", "-", "")))
def test_find_gives_what_match_gives_at_each_word(words: list[str], gap: str) -> None:
    lexicon, text = Lexicon(_ENTRIES), gap.join(words)
    found = [(phrase.entry.code, phrase.start, phrase.end) for phrase in lexicon.find(text)]
    assert found == _one_by_one(lexicon, text)


@given(
    st.lists(st.sampled_from(_WORDS)), st.sampled_from((" ", "-", "", "s ")), st.sampled_from(("", "s", "ss"))
)
def test_a_whole_text_names_what_match_gives_to_its_end(words: list[str], gap: str, end: str) -> None:
    lexicon, text = Lexicon(_ENTRIES), gap.join(words) + end
    found = lexicon.match(normal(text).strip())
    covering = found if found and found.end == len(normal(text).strip()) else None
    assert lexicon.exact(text) == (covering.entry if covering else None)


def test_a_name_in_capitals_is_no_word_in_small_letters() -> None:
    assert [phrase.entry.code for phrase in Lexicon(_ENTRIES).find("ALL trials, all of it")] == [
        "all",
        "trial",
        "every",
    ]


def test_numbers_start_at_a_first_digit_and_at_whole_words_of_counting() -> None:
    text = "n1,024 patients, often ten of 38"
    assert number_starts(text) == [1, 3, text.index("ten of"), text.index("38")]
