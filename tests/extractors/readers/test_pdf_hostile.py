"""Damaged and hostile PDFs: each ends soon, as a document or as a refusal that says why."""

from __future__ import annotations

import io
import random
import time

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractors.document import Document
from extractors.errors import ReadError
from extractors.readers import read
from extractors.readers.pdf import read_pdf
from tests.support.raw_pdf import one_page, text_at, write_pdf
from tests.support.small_pdf import CAPTION, PROSE, table, typeset

SECONDS = 60  # on a machine with other things to do


def outcome(path) -> Document | str:
    started = time.monotonic()
    try:
        return read(path, "source")
    except ReadError as error:
        return str(error)
    finally:
        assert time.monotonic() - started < SECONDS


def pages(tree: bytes) -> bytes:
    return write_pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", tree, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"]
    )


HOSTILE = {
    "a million lines": lambda: one_page(b"10 10 m 500 10 l S\n" * 1_000_000),
    "a million objects": lambda: write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", *[b"<<>>"] * 1_000_000]),
    "a hundred thousand words": lambda: one_page(
        text_at(*((10 + 7 * n % 570, 10 + 13 * n % 800, "w") for n in range(100_000)), font=b"/F1 1 Tf")
    ),
    "a table of thousands of words": lambda: one_page(
        text_at(
            (50, 800, "Table 1. Results"),
            *((50 + 40 * c, 780 - 2.7 * r, f"1{c}") for r in range(270) for c in range(12)),
        )
        + b"50 795 m 550 795 l S 50 785 m 550 785 l S 50 20 m 550 20 l S"
    ),
    "pages that hold themselves": lambda: pages(b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"),
    "a page a hundred thousand times": lambda: pages(
        b"<</Type/Pages/Kids[%b]/Count 100000>>" % (b"3 0 R " * 100_000)
    ),
    "arrays in arrays": lambda: pages(b"[" * 200_000 + b"]" * 200_000),
    "endless numbers": lambda: one_page(
        b"BT /F1 1e38 Tf 1e38 0 0 1e38 1e30 1e30 Tm (abc) Tj ET 1e38 1e38 m -1e38 1e38 l S"
    ),
    "a page as wide as the sky": lambda: one_page(text_at((10, 10, "a")), box=b"0 0 1e9 1e30"),
    "no pages": lambda: pages(b"<</Type/Pages/Kids[]/Count 0>>"),
    "noise": lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(300_000),
    "a header": lambda: b"%PDF-1.4",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_within_its_limits(file_of, name):
    result = outcome(file_of(HOSTILE[name](), "hostile.pdf"))
    assert isinstance(result, Document) or "hostile.pdf: " in result


@pytest.fixture(scope="module")
def sound() -> bytes:
    return typeset(PROSE * 3, CAPTION, table(), PROSE * 3)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_off_is_refused(file_of, sound, share):
    result = outcome(file_of(sound[: int(share * len(sound))], "cut.pdf"))
    assert "cut.pdf: this PDF is damaged or cut off" in result
    assert "fetch it again" in result


def test_flipped_bits_never_crash(file_of, sound):
    chance = random.Random(7)
    for _ in range(60):
        content = bytearray(sound)
        for _ in range(chance.choice([1, 10, 300])):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path = file_of(bytes(content), "flipped.pdf")
        try:
            read_pdf(path, "source")
        except ReadError as error:
            assert str(path) in str(error)  # noqa: PT017 -- not every flip is an error


def canvas(encryption: StandardEncryption | None = None) -> tuple[Canvas, io.BytesIO]:
    target = io.BytesIO()
    return Canvas(target, encrypt=encryption), target


def test_a_password_is_asked_for(file_of):
    page, target = canvas(StandardEncryption("secret", canPrint=0))
    page.drawString(100, 700, "The rate was 45%.")
    page.save()
    assert "needs a password; save a copy without one" in outcome(file_of(target.getvalue(), "locked.pdf"))


def test_a_damaged_file_after_a_locked_one_is_no_locked_one(file_of):
    page, target = canvas(StandardEncryption("secret", canPrint=0))
    page.save()
    assert "needs a password" in outcome(file_of(target.getvalue(), "locked.pdf"))
    assert "damaged or cut off" in outcome(file_of(HOSTILE["no pages"](), "empty.pdf"))


def test_a_file_locked_only_against_changes_is_read(file_of):
    page, target = canvas(StandardEncryption("", ownerPassword="owner", canModify=0))
    page.drawString(100, 700, "The rate was 45%.")
    page.save()
    document = outcome(file_of(target.getvalue(), "locked.pdf"))
    assert document.text.strip() == "The rate was 45%."


PICTURE = b"q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"


def test_a_scanned_file_is_refused_and_says_why(file_of):
    message = outcome(file_of(one_page(PICTURE), "scan.pdf"))
    assert "scan.pdf: this PDF has no text layer, 1 of its 1 pages are pictures (scanned)" in message
    assert "OCR" in message


def test_a_picture_beside_text_that_speaks_of_a_table_is_reported(file_of):
    words = text_at(
        (60, 800, "The rates of all of the patients are shown in the Table for each of the arms.")
    )
    document = outcome(file_of(one_page(words + PICTURE), "figure.pdf"))
    assert [finding.rule for finding in document.findings] == ["unreadable_table"]
