from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import fold
from flows.trace import Trace, as_text, mark

TEXT = "The ORR was 60% at first,\nand CR was 60% of pa-\ntients; PR was 60% too."


@pytest.mark.parametrize("number", [0, 1, 2])
def test_of_equal_numbers_in_a_sentence_the_one_meant_is_marked(number):
    start = [at for at in range(len(TEXT)) if TEXT.startswith("60%", at)][number]
    before, value, after = mark(fold(TEXT), TEXT, start, start + 3)
    assert value == "60%"
    assert before.endswith(["ORR was ", "CR was ", "PR was "][number])
    assert before + value + after == fold(TEXT)


def test_a_value_broken_over_lines_is_marked_as_the_quote_has_it():
    text = "The median OS was not\nreached."
    assert mark(fold(text), text, 18, 29) == ("The median OS was ", "not reached", ".")


def test_a_value_that_the_quote_does_not_hold_leaves_it_unmarked():
    assert mark("45%", "ORR 12", 4, 6) == ("45%", "", "")


@given(st.lists(st.sampled_from(["7", "17", "7.1", "and", "the", "of"]), min_size=1, max_size=30), st.data())
def test_any_word_of_any_sentence_is_marked_where_it_stands(words, data):
    number = data.draw(st.integers(0, len(words) - 1))
    text = " ".join(words)
    start = len(" ".join(words[:number])) + bool(number)
    before, value, after = mark(text, text, start, start + len(words[number]))
    assert (len(before), value, before + value + after) == (start, words[number], text)


def _traced(**changes):
    fields = {
        "study_id": "letter/2",
        "label": "A [2]",
        "endpoint": "OS",
        "term": None,
        "statistic": "median",
        "arm": "",
        "field": "OS median",
        "reads": "6.4 months",
        "path": "raw/letter/letter.txt",
        "page": None,
        "line": 35,
        "place": "text",
        "char_start": 3,
        "char_end": 6,
        "before": "median OS was ",
        "value": "6.4",
        "after": " months",
        "rule": "coordination",
        "observation_id": "0123456789abcdef",
    }
    return Trace(**{**fields, **changes})


def test_the_trace_of_a_study_as_text():
    assert as_text([_traced()]).splitlines() == [
        "A [2]  (letter/2, raw/letter/letter.txt)",
        "",
        "OS median: 6.4 months",
        "  text, line 35, by coordination",
        "  median OS was »6.4« months",
    ]


def test_a_page_is_said_where_there_is_one():
    assert "  Table 1, Survival, page 3, line 35, by coordination" in as_text(
        [_traced(place="Table 1, Survival", page=3)]
    )


def test_what_a_correction_says_stands_below_the_words():
    lines = as_text(
        [_traced(note="OS median: value 6.4 -> 6.5. so the author (M. K., 2026-11-20)")]
    ).splitlines()
    assert lines[-1] == "  OS median: value 6.4 -> 6.5. so the author (M. K., 2026-11-20)"


def test_escape_sequences_of_a_document_do_not_reach_the_terminal():
    assert "\x1b" not in as_text([_traced(before="\x1b[2J", label="\x1b[2J", value="\x1b")])
