"""Ingests killed at random moments while readers query: python tests/benchmarks/chaos.py --kills 200

A folder holds one abstract, in turn in one of two versions; each version's numbers are its own. After every kill
the published file must open, keep the whole contract, and hold one version, never a mix. Readers in a loop must
never fail. The last ingest is left alone and must succeed without help.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl

from schemas.tables import TABLES, polars_schema
from schemas.validate import find_failures
from warehouse.connection import connect
from warehouse.publish import find_broken
from warehouse.snapshots import history

ROOT = Path(__file__).parents[2]

# The two versions say the same with numbers of their own.
ABSTRACT = """A phase 2 study of drug A in relapsed lymphoma

Methods: We enrolled {n} patients between 2018 and 2021. The median age was {age} years.

Results: The overall response rate was {orr}% and the complete response rate was {cr}%. The median
progression-free survival was {pfs} months and the median overall survival was {os} months. Grade 3 or higher
neutropenia occurred in {ae}% of patients.
"""
VERSIONS = (
    {"n": 31, "age": 61, "orr": 45, "cr": 21, "pfs": 6.1, "os": 12.1, "ae": 41},
    {"n": 52, "age": 72, "orr": 58, "cr": 32, "pfs": 8.2, "os": 18.2, "ae": 52},
)

READER = """
import sys, time
from pathlib import Path
from warehouse.connection import connect

path, reads = Path(sys.argv[1]), 0
while not path.with_name("stop").exists():
    with connect(path) as connection:
        for query in ("FROM reconciliation", "FROM response_rates", "FROM audit", "FROM change"):
            connection.execute(query).fetchall()
    reads += 1
print(reads)
"""


def main() -> None:
    """Kill ingests, and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--readers", type=int, default=4)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        _run(Path(folder), chosen.kills, chosen.readers, random.Random(chosen.seed))


def _run(folder: Path, kills: int, reader_count: int, dice: random.Random) -> None:
    raw, path = folder / "raw", folder / "evitable.duckdb"
    raw.mkdir()
    duration = max(_ingest(raw, path, version) for version in VERSIONS)
    readers = [_start(READER, path) for _ in range(reader_count)]
    published = 0
    try:
        for number in range(kills):
            before = _state(path)
            _kill(raw, path, VERSIONS[1 - VERSIONS.index(before)], dice.uniform(0, 1.5 * duration))
            published += _state(path) != before
            print(f"\r{number + 1} killed, {published} of them after publishing", end="", flush=True)
        _ingest(raw, path, VERSIONS[0])
        if _state(path) != VERSIONS[0]:
            raise SystemExit("\nthe last ingest did not publish its version")
        path.with_name("stop").touch()
        reads = [_reads(reader) for reader in readers]
    finally:
        for reader in readers:
            reader.kill()
    print(f"\n{sum(reads)} reads by {reader_count} readers, none failed; {len(history(path))} snapshots kept")


def _start(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _command(raw: Path, path: Path) -> list[str]:
    script = "from flows.cli import main; main()"
    return [sys.executable, "-c", script, "ingest", str(raw), "--direct", "--warehouse", str(path)]


def _write(raw: Path, version: dict[str, float]) -> None:
    (raw / "abstract.txt").write_text(ABSTRACT.format(**version), "utf-8")


def _ingest(raw: Path, path: Path, version: dict[str, float]) -> float:
    """Ingest a version, and return how long it took."""
    _write(raw, version)
    start = time.monotonic()
    subprocess.run(_command(raw, path), cwd=ROOT, check=True, capture_output=True)
    return time.monotonic() - start


def _kill(raw: Path, path: Path, version: dict[str, float], after_seconds: float) -> None:
    """Start to ingest a version, and end it without warning."""
    _write(raw, version)
    victim = subprocess.Popen(
        _command(raw, path), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after_seconds)
    victim.kill()
    victim.wait()


def _state(path: Path) -> dict[str, float]:
    """Return the version that the published file holds.

    Raises:
        SystemExit: the file is broken, or holds neither version or both.
    """
    with duckdb.connect() as checker:
        broken = find_broken(checker, path)
    with connect(path) as connection:
        broken += [f"{table}: {failure}" for table in TABLES for failure in _failures(connection, table)]
        texts = [text for (text,) in connection.execute("SELECT text FROM source").fetchall()]
        rows = connection.execute("SELECT value FROM measurement WHERE value IS NOT NULL").fetchall()
    states = [version for version in VERSIONS if texts == [_folded(version, texts)]]
    values = {value for (value,) in rows}
    if broken or len(states) != 1 or not values <= set(states[0].values()):
        raise SystemExit(f"\nbroken: {broken}, texts: {texts}, values: {values}")
    return states[0]


def _folded(version: dict[str, float], texts: list[str]) -> str:
    """Return the text if it is this version's."""
    return next((text for text in texts if text.strip() == ABSTRACT.format(**version).strip()), "")


def _failures(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    cursor = connection.execute(f"FROM {table}")
    schema = polars_schema(TABLES[table])
    names = [column[0] for column in cursor.description or ()]
    frame = pl.DataFrame(cursor.fetchall(), names, orient="row", schema_overrides=schema)
    return [failure.reason for failure in find_failures(frame, TABLES[table])]


def _reads(reader: subprocess.Popen[str]) -> int:
    out, problem = reader.communicate(timeout=60)
    if reader.returncode:
        raise SystemExit(f"\na reader failed: {problem}")
    return int(out)


if __name__ == "__main__":
    main()
