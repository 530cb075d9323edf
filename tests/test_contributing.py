"""CONTRIBUTING is true: an endpoint, a reader and an audit are added by the steps that it gives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("extractors", "flows", "schemas", "warehouse")
ABSTRACT = "Methods: We treated 40 patients.\n\nResults: The zebra remission rate was 45%.\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the rooms that a test may change, and an abstract to read."""
    ignored = shutil.ignore_patterns("__pycache__", "*.duckdb*", ".staging", ".snapshots")
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=ignored)
    (tmp_path / "abstract.txt").write_text(ABSTRACT, encoding="utf-8")
    return tmp_path


def evitable(checkout: Path, *arguments: str) -> str:
    """Run the copy's own command line."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    program = "import sys; sys.path.insert(0, '.'); from flows.start import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=checkout,
        env=environment | {"PREFECT_HOME": str(checkout / "prefect"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rates(checkout: Path) -> str:
    evitable(checkout, "ingest", "abstract.txt", "--direct")
    return evitable(
        checkout, "sql", "SELECT endpoint, value FROM measurement WHERE unit = 'percent'", "--format", "csv"
    )


def test_an_endpoint_is_an_entry(checkout: Path):
    assert "ZEB" not in rates(checkout)
    entry = """
[[entry]]
code = "ZEB"
label = "zebra remission"
category = "response"
aliases = ["zebra remission", "zebra remission rate"]
unit = "percent"
statistics = ["rate"]
"""
    with (checkout / "extractors/vocabulary/endpoints.toml").open("a", encoding="utf-8") as file:
        file.write(entry)
    assert "ZEB,45.0" in rates(checkout)


def test_a_reader_is_a_module_and_its_suffix(checkout: Path):
    (checkout / "extractors/readers/shout.py").write_text(
        "from extractors.readers.text import read_text_string\n\n\n"
        "def read_shout(path, source_id):\n"
        "    return read_text_string(path.read_text('utf-8').replace('!', ''), source_id)\n",
        encoding="utf-8",
    )
    formats = checkout / "extractors/readers/formats.py"
    formats.write_text(
        formats.read_text("utf-8").replace('".txt": "text",', '".txt": "text",\n    ".shout": "shout",'),
        "utf-8",
    )
    sizes = checkout / "extractors/readers/__init__.py"
    sizes.write_text(
        sizes.read_text("utf-8").replace('"text": ', '"shout": 1_000,\n    "text": ', 1), "utf-8"
    )
    (checkout / "loud.shout").write_text(
        "We treated 40 patients!\n\nThe overall response rate was 45%!.\n", encoding="utf-8"
    )
    evitable(checkout, "ingest", "loud.shout", "--direct")
    answer = evitable(
        checkout, "sql", "SELECT value FROM observation WHERE endpoint = 'ORR'", "--format", "csv"
    )
    assert answer.split() == ["value", "45.0"]


def test_an_audit_is_a_file(checkout: Path):
    (checkout / "warehouse/sql/audits/too_good.sql").write_text(
        "-- severity: warning; grain: a response rate\n"
        "-- Means: nobody believes it.\n"
        "SELECT source_id, study_id, [observation_id] AS observation_ids, value > 40 AS violates,\n"
        "    endpoint || ' is ' || value || '%' AS message, 'at most 40' AS expected, value::VARCHAR AS observed\n"
        "FROM audit_observation WHERE unit = 'percent' AND value IS NOT NULL\n",
        encoding="utf-8",
    )
    (checkout / "abstract.txt").write_text(ABSTRACT.replace("zebra", "complete"), encoding="utf-8")
    evitable(checkout, "ingest", "abstract.txt", "--direct")
    assert "too_good,CR is 45.0%" in evitable(
        checkout, "sql", "SELECT rule, message FROM finding", "--format", "csv"
    )
