"""Where on a page a stretch of text stands."""

from __future__ import annotations

from extractors.document import Box, Document, PageBox, Span
from extractors.layout import locate

LAYOUT = (
    PageBox(Span(0, 4), 1, Box(10, 10, 30, 20)),  # "over"
    PageBox(Span(5, 8), 1, Box(32, 10, 50, 20)),  # "all"
    PageBox(Span(9, 17), 2, Box(10, 40, 60, 50)),  # "survival"
)


def document(layout=LAYOUT) -> Document:
    return Document("source", "application/pdf", "over all\nsurvival", (), layout=layout)


def test_a_word_has_its_own_box():
    assert locate(document(), Span(5, 8)) == (1, Box(32, 10, 50, 20))


def test_a_part_of_a_word_has_the_words_box():
    assert locate(document(), Span(11, 13)) == (2, Box(10, 40, 60, 50))


def test_a_phrase_has_the_box_around_its_words():
    assert locate(document(), Span(0, 8)) == (1, Box(10, 10, 50, 20))


def test_what_runs_over_a_page_break_is_where_it_starts():
    assert locate(document(), Span(5, 17)) == (1, Box(32, 10, 50, 20))


def test_nothing_printed_has_no_place():
    assert locate(document(), Span(4, 4)) is None
    assert locate(document(), Span(4, 5)) is None
    assert locate(document(layout=()), Span(0, 4)) is None
