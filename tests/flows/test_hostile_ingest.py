"""A folder of sound and hostile files of every format: the sound ones load, the others say why they do not."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.support.raw_pdf import write_pdf
from tests.support.small_pdf import PROSE, typeset

SECONDS = 180  # of the clock, on a machine with other things to do
FACT = "We treated 40 patients with relapsed AML. The overall response rate was 45%."


def article(body: str, doctype: str = "") -> bytes:
    return f"{doctype}<article><body><p>{body}</p></body></article>".encode()


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body><h1>A trial</h1>{body}</body></html>".encode()


def entity_bomb() -> bytes:
    steps = "".join(f'<!ENTITY e{n} "' + f"&e{n - 1};" * 10 + '">' for n in range(1, 30))
    return article("&e29;", f'<!DOCTYPE article [<!ENTITY e0 "ha">{steps}]>')


def locked(folder: Path) -> bytes:
    canvas = Canvas(str(folder / "canvas"), encrypt=StandardEncryption("secret"))
    canvas.drawString(100, 700, FACT)
    canvas.save()
    return (folder / "canvas").read_bytes()


SOUND = {
    "plain.txt": FACT.encode(),
    "table.md": f"{FACT}\n\n| Endpoint | All |\n|---|---|\n| CR | 20% |\n".encode(),
    "page.html": page(f"<p>{FACT}</p>"),
    "article.xml": article(FACT),
    "paper.pdf": typeset(FACT + PROSE),
}
# Each with words of the reason it is refused for.
REFUSED = {
    "empty.txt": (b"", "the file is empty"),
    "noise.txt": (random.Random(1).randbytes(50_000), "this is no text"),
    "zeros.txt": (b"ORR 45%\x00" * 100, "this is no text"),
    "latin.txt": ("Die Überlebensrate war 45%".encode("latin-1"), "is not UTF-8"),
    "wide.txt": (FACT.encode("utf-16"), "the text is UTF-16"),
    "surrogate.txt": (f"{FACT}\ud800".encode("utf-8", "surrogatepass"), "is not UTF-8"),
    "dump.txt": (FACT.encode() * 40_000, "too large for text"),
    "cut.xml": (article(FACT)[:60], "the XML cannot be read"),
    "bomb.xml": (entity_bomb(), "the XML cannot be read"),
    "deep.xml": (b"<article><body>" + b"<sec>" * 100_000, "the XML cannot be read"),
    "invoice.xml": (b'<?xml version="1.0"?><invoice/>', "not a JATS <article>"),
    "word.pdf": (b"PK\x03\x04" + bytes(500), "a Word, Excel or zip file"),
    "header.pdf": (b"%PDF-1.4", "damaged or cut off"),
    "half.pdf": (typeset(FACT + PROSE)[:3_000], "damaged or cut off"),
    "pageless.pdf": (
        write_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
        "damaged or cut off",
    ),
}
# Unpleasant, and read all the same: what they say is in the warehouse.
READ = {
    "sentence.txt": f"{FACT} The CR rate was {'45% and ' * 8_000}20%.".encode(),
    "digits.txt": f"{FACT} It was {'1' * 5_000}%.".encode(),
    "marks.txt": f"{FACT} \u202e\u0301\u200b{'(' * 20_000}".encode(),
    "misnamed.txt": page(f"<p>{FACT}</p>"),
    "spans.html": page(f"<p>{FACT}</p><table><tr><td colspan=1000000 rowspan=1000000>a<td>b</table>"),
    "nested.html": page(f"<p>{FACT}</p>{'<table><tr><td>a' * 40}"),
    "columns.md": f"{FACT}\n\n|{'a|' * 3_000}\n|{'-|' * 3_000}\n|{'5|' * 3_000}\n".encode(),
    "rows.md": f"{FACT}\n\n| a | b |\n|---|---|\n".encode() + b"| ORR | 45% |\n" * 5_000,
}


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    """The folder after one ingest of everything, and how that ended."""
    folder = tmp_path_factory.mktemp("hostile")
    refused = {name: content for name, (content, _) in REFUSED.items()}
    for name, content in {**SOUND, **READ, **refused, "locked.pdf": locked(folder)}.items():
        (folder / name).write_bytes(content)
    with (folder / "huge.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(201_000_000)
    return folder, run(folder, "ingest", *sorted(path.name for path in folder.glob("*.*")))


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.run(
        [Path(sys.executable).with_name("evitable"), *arguments],
        cwd=folder,
        env={**clean, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def rows(folder: Path, query: str) -> list[dict[str, str]]:
    done = run(folder, "sql", query, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_ends_in_time_and_says_that_some_could_not_be_read(ingested):
    _, done = ingested
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "evitable itself failed" not in done.stdout + done.stderr


def test_each_hostile_file_is_a_rejection_that_says_why(ingested):
    folder, _ = ingested
    found = rows(folder, "SELECT source_id, reason FROM rejection WHERE table_name = 'source'")
    reasons = {row["source_id"]: row["reason"] for row in found}
    expected = {name: reason for name, (_, reason) in REFUSED.items()}
    expected |= {"locked.pdf": "needs a password", "huge.pdf": "201 MB is too large for pdf"}
    assert reasons.keys() == {Path(name).stem for name in expected}
    assert {name for name, reason in expected.items() if reason not in reasons[Path(name).stem]} == set()


def test_all_others_load_and_say_what_they_hold(ingested):
    folder, _ = ingested
    found = rows(folder, "SELECT DISTINCT source_id FROM observation WHERE endpoint = 'ORR' AND value = 45")
    assert {row["source_id"] for row in found} == {Path(name).stem for name in (*SOUND, *READ)}
