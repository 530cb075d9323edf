"""Pages a second from PDF to a document, beside bare pdfplumber and camelot on the same files in the same run.

    .venv/bin/python tests/benchmarks/bench_pdf.py [FOLDER_WITH_PDF_FILES]

Bare pdfplumber extracts the text of each page, no more: columns interleave, there is no table. Times are of the wall, because
ours reads in a process of its own; rounds of both alternate, so that a busy machine slows both. Cells are counted on
the letter's two tables, typeset in several ways; camelot is asked only if it is installed (its best flavour counts).
Without a folder, the pages are the letter's.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pypdfium2

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from extractors.document import Table  # noqa: E402
from extractors.readers import read  # noqa: E402
from extractors.text import fold  # noqa: E402
from tests.support.typeset import read_letter  # noqa: E402
from tests.support.typeset_pdf import Style, as_pdf  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rows = list[list[str]]

ROUNDS = 3
LEAST_RATIO = 1.0
STYLES = {
    "top": Style(),
    "solid": Style(row_gap=0.5),
    "centred": Style(align="center", valign="horizon"),
    "grid": Style(full_rules=True, upright_rules=True),
    "no rules": Style(rules=False),
}


def main() -> None:
    """Print pages a second, then cells right."""
    with tempfile.TemporaryDirectory() as folder:
        letters = {name: Path(folder) / f"{name}.pdf" for name in STYLES}
        for name, path in letters.items():
            path.write_bytes(as_pdf(read_letter(), STYLES[name]))
        paths = sorted(Path(sys.argv[1]).glob("*.pdf")) if len(sys.argv) > 1 else list(letters.values())
        _print_speed(paths)
        _print_cells(letters)


def _print_speed(paths: list[Path]) -> None:
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in paths)
    read(paths[0], "warm")
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(_seconds(_bare, paths))
        ours.append(_seconds(lambda path: read(path, path.stem), paths))
    ratio = statistics.median(one / other for one, other in zip(bare, ours, strict=True))
    print(f"{len(paths)} files, {pages} pages, medians of {ROUNDS} rounds")
    print(f"bare pdfplumber extract_text: {pages / statistics.median(bare):6.1f} pages/s")
    print(f"read(), tables and all:       {pages / statistics.median(ours):6.1f} pages/s")
    print(f"ratio {ratio:.1f} (at least {LEAST_RATIO})")


def _bare(path: Path) -> object:
    with pdfplumber.open(path) as document:
        return [page.extract_text() for page in document.pages]


def _seconds(work: Callable[[Path], object], paths: list[Path]) -> float:
    started = time.perf_counter()
    for path in paths:
        work(path)
    return time.perf_counter() - started


def _print_cells(letters: dict[str, Path]) -> None:
    printed = [cell for table in read_letter().tables for row in table.rows for cell in row]
    print(f"\ncells right of {len(printed)}, seconds")
    for name, path in letters.items():
        columns = [f"{name:9}", _row("ours", _our_tables, path)]
        if _camelot() is not None:
            columns += [
                _row(f"camelot {flavour}", _camelot_tables(flavour), path)
                for flavour in ("stream", "lattice", "hybrid")
            ]
        print("  ".join(columns))


def _row(name: str, tables: Callable[[Path], Iterator[Rows]], path: Path) -> str:
    started = time.perf_counter()
    try:
        found = list(tables(path))
    except Exception as error:  # noqa: BLE001 -- another library's, of whatever kind
        return f"{name} failed ({type(error).__name__})"
    seconds = time.perf_counter() - started
    return (
        f"{name} {sum(_right(printed.rows, found) for printed in read_letter().tables):3} ({seconds:.2f} s)"
    )


def _right(printed: Rows, found: list[Rows]) -> int:
    """Return how many cells of a table stand in place in the one of the found tables that has most of them."""
    return max((_in_place(printed, rows, down) for rows in found for down in range(len(rows))), default=0)


def _in_place(printed: Rows, rows: Rows, down: int) -> int:
    return sum(
        cell == text
        for row, found in zip(printed, rows[down:], strict=False)
        for cell, text in zip(row, found, strict=False)
    )


def _our_tables(path: Path) -> Iterator[Rows]:
    document = read(path, "letter")
    for table in document.tables:
        if isinstance(table, Table):
            rows: dict[int, list[str]] = {}
            for cell in table.cells:
                rows.setdefault(cell.row, []).append(fold(document.text[slice(*cell.span)]))
            yield list(rows.values())


def _camelot() -> object | None:
    try:
        import camelot
    except ImportError:
        return None
    return camelot


def _camelot_tables(flavour: str) -> Callable[[Path], Iterator[Rows]]:
    def tables(path: Path) -> Iterator[Rows]:
        for table in _camelot().read_pdf(str(path), pages="all", flavor=flavour):
            yield [[fold(cell) for cell in row] for row in table.data]

    return tables


if __name__ == "__main__":
    main()
