"""One source, read on its own: what goes wrong becomes its problem, in words for a curator."""

from __future__ import annotations

import subprocess
import sys

import pytest

from flows import source_reading
from flows.source_reading import read_or_refuse
from flows.sources import Source


@pytest.fixture
def source(tmp_path) -> Source:
    (tmp_path / "abstract.txt").write_text("Results: The overall response rate was 45%.\n")
    return Source("abstract", tmp_path / "abstract.txt")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError(), "abstract.txt: reading it takes too much memory; split it"),
        (ZeroDivisionError("of ours"), "evitable itself failed on it (ZeroDivisionError: of ours; "),
    ],
)
def test_what_goes_wrong_inside_is_the_problem_of_one_source(source, monkeypatch, error, message):
    def fail(*_):
        raise error

    monkeypatch.setattr(source_reading, "extract", fail)
    reading = read_or_refuse(source)
    assert reading.rows is None
    assert message in reading.problem.message
    assert reading.problem.source_id == "abstract"


def test_the_rows_are_counted(source):
    rows = read_or_refuse(source).rows
    (row,) = rows.pop("source")
    assert row["rows_extracted"] == sum(map(len, rows.values())) > 0


def test_reading_without_corrections_needs_no_data_frames(source):
    code = (
        "import sys; from pathlib import Path; from flows.source_reading import read_source; "
        "from flows.sources import Source; path = Path(sys.argv[1]); "
        "read_source(Source('abstract', path, folder=path.parent)); "
        "print([name for name in ('polars', 'pandera', 'duckdb') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(source.path)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"
