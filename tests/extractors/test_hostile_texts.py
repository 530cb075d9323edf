"""Texts made to take forever, or to break arithmetic: each is extracted in time that grows with its length."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import ReadError
from extractors.extract import extract
from extractors.prose.sentences import sentence_bounds
from extractors.readers.text import read_text_bytes

SECONDS = 15  # of the processor; what grows with the square of these takes minutes
LENGTH = 60_000
START = "The ORR was 45% in 30 patients, "


def endless(part: str) -> str:
    """One sentence of a part that comes again and again."""
    return f"{START}{part * (LENGTH // len(part))} and the CR rate was 20%."


ENDLESS_SENTENCES = {
    "rates": "45% and ",
    "named rates": "ORR 45% ",
    "counts": "13 (39.4%); ",
    "sizes": "(n=5) ",
    "years": "2018-2022 ",
    "margins": "1±",
    "lists": "45%, 30% respectively ",
    "phases": "phase 1/2 ",
    "patients": "33 patients ",
    "events": "neutropenia (45%), ",
    "abbreviations": "overall survival (OS) ",
    "subgroups": "patients with FLT3 mutations ",
    "brackets": "((a) ",
    "citations": "[1,2,3] ",
    "blanks": " ",
    "combining characters": "a\u0301\u0302",
    "marks of direction": "\u202e1 ",
}
LINES = {
    "hyphens at line ends": "a-\n",
    "numbers": "45\n",
    "columns": "a   1   2\n",
    "table captions": "Table 1. Results\n\na\tORR\nSmith [1]\t45%\n\n",
    "flattened rows": "Table 1. Results\nStudy Smith [1] Bataller [2]\nORR 45% 50%\n",
}


def seconds_to_read(text: str) -> float:
    started = time.process_time()
    extract(read_text_bytes(text.encode(), "source"))
    return time.process_time() - started


@pytest.mark.parametrize("name", ENDLESS_SENTENCES)
def test_a_sentence_without_end_is_read_in_time(name):
    assert seconds_to_read(endless(ENDLESS_SENTENCES[name])) < SECONDS


@pytest.mark.parametrize("name", LINES)
def test_lines_without_end_are_read_in_time(name):
    assert seconds_to_read(LINES[name] * (LENGTH // len(LINES[name]))) < SECONDS


def test_what_an_endless_sentence_says_at_its_ends_is_still_read():
    found = extract(read_text_bytes(endless("more words, ").encode(), "source"))
    assert [(fact.endpoint, fact.value) for fact in found.observations if fact.category == "response"] == [
        ("ORR", 45),
        ("CR", 20),
    ]


@given(st.text(st.sampled_from("a5;,. \n"), min_size=1).map(lambda text: text * 700))
def test_a_part_of_a_sentence_is_never_too_long_and_loses_nothing(text):
    bounds = list(sentence_bounds(text))
    assert all(0 <= end - start <= 2_000 for start, end in bounds)
    assert "".join("".join(text[slice(*part)] for part in bounds).split()) == "".join(text.split())


@pytest.mark.parametrize("digits", ["1" * 400, "1" * 5_000, "1\u200b" * 400])
@pytest.mark.parametrize(
    "around",
    [f"{START}and {{}} of 30 had a CR.", f"{START}n={{}}.", "Table 1. Rates\n\n\tA\nORR\t{} (45%)\n"],
)
def test_more_digits_than_a_number_has_are_none(digits, around):
    found = extract(read_text_bytes(around.format(digits).encode(), "source"))
    assert all(fact.value is None or fact.value < 1_000 for fact in found.observations)


PARTS = (
    *(
        "ORR",
        "45%",
        "5.1 months",
        "(95% CI, 1.2–3.4)",
        "vs",
        "respectively",
        "n=3",
        "[1]",
        "(",
        ")",
        "not reached",
    ),
    *(
        "Table 1. Rates",
        "\n",
        "\n\n",
        "\t",
        "|",
        "-",
        "–",
        ";",
        ":",
        ".",
        "\u200b",
        "\u202e",
        "\u0301",
    ),
    *("METHODS:", "arm A", "grade 3", "NCT01234567", "1,000,000", "≥", "½", "٣", "𝟓", "１", "²"),
)


@pytest.mark.parametrize("seed", range(40))
def test_no_mixture_of_what_texts_are_made_of_breaks_extraction(seed):
    chance = random.Random(seed)
    text = " ".join(chance.choice(PARTS) for _ in range(chance.randrange(5, 120)))
    document = read_text_bytes(text.encode(), "source")
    for fact in extract(document).observations:
        assert document.text[slice(*fact.span)].strip()


def test_no_response_at_the_start_of_a_sentence_is_read_as_within_one():
    found = extract(read_text_bytes(b"No response (30%) and CR (45%) were seen.", "source"))
    assert [(fact.endpoint, fact.value) for fact in found.observations] == [("no response", 30), ("CR", 45)]


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_what_is_no_text_is_refused_with_a_reason(sign):
    with pytest.raises(ReadError, match=r"source: (binary data, no text|byte \d+ .* is not UTF-8)"):
        read_text_bytes(f"{START}{sign}.".encode("utf-8", "surrogatepass"), "source")
