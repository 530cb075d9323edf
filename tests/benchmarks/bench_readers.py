"""Articles a second, from JATS XML to a document, beside bare lxml on the same files in the same run.

    .venv/bin/python tests/benchmarks/bench_readers.py [FOLDER_WITH_NXML_FILES]

Bare lxml parses a file and joins its text, no more: no table, no section, no citation. Rounds of both
alternate, so that a busy machine slows both; times are of the processor. Without a folder the articles are set by a script.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from extractors.readers import read  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 25
ARTICLES = 12
LEAST_RATIO = 0.3
PLAIN = (
    "Patients were enrolled at 12 centers and treated until progression; responses were assessed every second cycle "
    "by the investigators and by a central review that did not know which treatment had been given. "
)
PARAGRAPH = (
    f"<p>{PLAIN * 2}Of 33 patients with relapsed disease, 45% responded [<xref ref-type='bibr' rid='B{{n}}'>{{n}}</xref>] "
    "(<italic>P</italic> &lt; 0.001); the median overall survival was 7.6 months (95% CI 5.1–9.9) in those with "
    f"a platelet count above 50 × 10<sup>9</sup>/L. {PLAIN * 2}</p>"
)
ROW = "<tr><td>\u2003Response of kind {n}</td><td>13 (39.4)</td><td>24 (64.8)</td><td>0.04{n}</td></tr>"
REFERENCE = (
    "<ref id='B{n}'><label>{n}</label><mixed-citation><name><surname>Name</surname><given-names>G</given-names></name>. "
    "<article-title>A title of an article</article-title>. <source>Blood</source>. <year>2023</year>;"
    "<volume>142</volume>:<fpage>{n}</fpage>.</mixed-citation></ref>"
)


def main() -> None:
    """Print what both take, and how they compare."""
    with tempfile.TemporaryDirectory() as folder:
        paths = sorted(Path(sys.argv[1]).glob("*.nxml")) if len(sys.argv) > 1 else _articles(Path(folder))
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(_seconds(_bare, paths))
            ours.append(_seconds(lambda path: read(path, path.stem), paths))
    ratio = statistics.median(one / other for one, other in zip(bare, ours, strict=True))
    size = len(paths)
    print(f"{size} articles, medians of {ROUNDS} rounds")
    print(f"bare lxml, parse and text: {size / statistics.median(bare):7.0f} articles/s")
    print(f"read(), tables and all:    {size / statistics.median(ours):7.0f} articles/s")
    print(f"ratio {ratio:.2f} (at least {LEAST_RATIO})")


def _bare(path: Path) -> object:
    return "".join(etree.parse(path).getroot().itertext())


def _seconds(work: Callable[[Path], object], paths: list[Path]) -> float:
    started = time.process_time()
    for path in paths:
        work(path)
    return time.process_time() - started


def _articles(folder: Path) -> list[Path]:
    """Articles like real ones: about 80 kB, 40 paragraphs, four tables of 30 rows, 50 references."""
    paragraphs = "".join(PARAGRAPH.format(n=number % 50 + 1) for number in range(40))
    tables = "".join(
        f"<table-wrap><label>Table {number}</label><table><thead><tr><th/><th>A</th><th>B</th><th>P</th></tr></thead>"
        f"<tbody>{''.join(ROW.format(n=row) for row in range(30))}</tbody></table></table-wrap>"
        for number in range(1, 5)
    )
    references = "".join(REFERENCE.format(n=number) for number in range(1, 51))
    text = (
        f"<article><front/><body><sec><title>Results</title>{paragraphs}</sec></body>"
        f"<back><ref-list>{references}</ref-list></back><floats-group>{tables}</floats-group></article>"
    )
    paths = [folder / f"article{number}.nxml" for number in range(ARTICLES)]
    for path in paths:
        path.write_text(text, "utf-8")
    return paths


if __name__ == "__main__":
    main()
