"""Files made to hurt: each ends soon, as a document or as a refusal that says why."""

from __future__ import annotations

import random
import resource
import time
from itertools import pairwise

import pytest

from extractors.document import Document, Table
from extractors.errors import ReadError
from extractors.readers import read
from tests.support.typeset import LETTER, as_html, as_jats, as_markdown, read_letter

SECONDS = 10  # of the processor: the machine may be busy with other tests
MEGABYTES = 400


def outcome(path) -> Document | str:
    """The document of a file or the message of its refusal, within limits of time and memory."""
    started, before = time.process_time(), peak_megabytes()
    try:
        result: Document | str = read(path, "source")
    except ReadError as error:
        result = str(error)
    assert time.process_time() - started < SECONDS
    assert peak_megabytes() - before < MEGABYTES
    return result


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def article(body: str, doctype: str = "") -> str:
    return f"{doctype}<article><body><p>{body}</p></body></article>"


def entity_bomb(levels: int = 30) -> str:
    steps = "".join(f'<!ENTITY e{n} "' + f"&e{n - 1};" * 10 + '">' for n in range(1, levels))
    return article(f"&e{levels - 1};", f'<!DOCTYPE article [<!ENTITY e0 "ha">{steps}]>')


def quadratic_bomb() -> str:
    return article("&a;" * 50_000, f'<!DOCTYPE article [<!ENTITY a "{"a" * 50_000}">]>')


SPANNING = '<tr><td colspan="99999" rowspan="99999"/></tr>'
HOSTILE = {
    "bomb.xml": entity_bomb(),
    "quadratic.xml": quadratic_bomb(),
    "remote.xml": '<!DOCTYPE article SYSTEM "http://192.0.2.1/x.dtd"><article><body><p>x</p></body></article>',
    "deep.xml": "<article><body>" + "<sec>" * 100_000,
    "deep.html": "<!DOCTYPE html>" + "<div>" * 100_000,
    "deep_inline.html": "<!DOCTYPE html><p>" + "<b>" * 100_000,
    "deep_tables.html": "<!DOCTYPE html>" + "<table><tr><td>" * 30_000,
    "wide.html": f"<!DOCTYPE html><table><tr>{'<td colspan=1000 rowspan=65534>x' * 3_000}</table>",
    "wide.xml": article(f"<table-wrap><table>{SPANNING * 3_000}</table></table-wrap>"),
    "names.html": f"<!DOCTYPE html><div {' '.join(f'a{n}=1' for n in range(50_000))}>x</div>",
    "furniture.html": f"<!DOCTYPE html>{'<div class=share>' * 200}{'<p class=ad>x</p>' * 20_000}",
    "long.html": f"<!DOCTYPE html><p>{'x' * 15_000_000}</p>",
    "comment.html": "<!--" * 100_000,
    "breaks.html": f"<!DOCTYPE html><p>{'<br> ' * 100_000}</p>",
    "citations.xml": article('<xref ref-type="bibr" rid="r">1</xref>,' * 30_000),
    "linked.html": f'<!DOCTYPE html><script type="application/ld+json">{"[" * 100_000}</script><p>x</p>',
    "brackets.md": "[" * 100_000,
    "stars.md": "*a " * 100_000,
    "quotes.md": "> " * 50_000 + "x",
    "pipes.md": "|a" * 20_000 + "\n" + "|-" * 20_000 + "\n" + "|1" * 20_000,
    "rows.md": "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 20_000,
    "null.html": "<!DOCTYPE html><p>\0\0\0</p>",
    "zeros.pdf": "\0" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_within_its_limits(file_of, name):
    result = outcome(file_of(HOSTILE[name], name))
    if isinstance(result, str):
        assert name in result
    else:
        assert len(result.text) < 20_000_000


def test_a_bomb_is_never_expanded(file_of):
    assert "haha" not in str(outcome(file_of(entity_bomb(), "bomb.xml")))


def test_nothing_is_fetched(file_of, monkeypatch):
    def refuse(*_: object) -> None:
        pytest.fail("a reader opened a socket")

    monkeypatch.setattr("socket.socket.connect", refuse)
    outcome(file_of(HOSTILE["remote.xml"], "remote.xml"))


def test_elements_deeper_than_we_can_follow_are_refused(file_of):
    """The parser stops at 256; a caller deep in its own calls leaves us fewer."""

    def deep_below(calls: int) -> Document | str:
        return outcome(path) if calls == 0 else deep_below(calls - 1)

    path = file_of(f"<!DOCTYPE html><body>{'<div>' * 250}<p>ORR 45%</p>", "deep.html")
    assert "nest too deep" in str(deep_below(600))


LETTERS = {"xml": as_jats, "html": as_html, "md": as_markdown, "txt": lambda _: LETTER.read_bytes()}


@pytest.mark.parametrize("suffix", LETTERS)
def test_damaged_letters_end_as_a_document_that_holds_together_or_as_a_refusal(file_of, suffix):
    whole = LETTERS[suffix](read_letter())
    # Seeded, so that a failure comes again: nothing secret depends on it.
    chance = random.Random(suffix)
    for _ in range(60):
        result = outcome(file_of(damaged(whole, chance), f"letter.{suffix}"))
        if isinstance(result, Document):
            check_spans(result)


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The data cut short, with bits flipped, or with a stretch of it doubled or taken out."""
    at, length = chance.randrange(len(data)), chance.randrange(1, 400)
    kind = chance.choice(["cut", "flip", "double", "remove"])
    if kind == "cut":
        return data[:at]
    if kind == "double":
        return data[: at + length] + data[at:]
    if kind == "remove":
        return data[:at] + data[at + length :]
    flipped = bytearray(data)
    for _ in range(chance.randrange(1, 30)):
        flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def check_spans(document: Document) -> None:
    """Every span lies within the text, and no two cells of a table share a character."""
    end = len(document.text)
    spans = [span for block in document.blocks for span in block.spans]
    for table in document.tables:
        if isinstance(table, Table):
            cells = sorted(cell.span for cell in table.cells)
            assert all(first.end <= second.start for first, second in pairwise(cells))
            spans += cells
    assert all(0 <= span.start <= span.end <= end for span in spans)
