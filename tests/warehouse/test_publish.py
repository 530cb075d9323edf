"""The published file: one of two whole states at every moment, whatever happens to the ingest."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from schemas.ddl import contract_version, create_statements
from warehouse import publish
from warehouse.connection import connect
from warehouse.errors import PublishError, WarehouseBusy, WarehouseMissing
from warehouse.lock import locked, owner_of
from warehouse.snapshots import Places, history, rollback

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]

# A second process that writes one more observation than the published warehouse has, in two statements, and
# publishes: a reader must see both or none.
WRITER = """
import sys, time
from pathlib import Path
from warehouse.publish import staging

path, wait, pause = Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3])
with staging(path, wait_seconds=wait) as staged:
    print("holds", flush=True)
    with staged.connect() as connection:
        connection.execute("UPDATE source SET bytes = bytes + 1")
        time.sleep(pause)
        connection.execute("UPDATE source SET rows_extracted = rows_extracted + 1")
    staged.publish()
print("published", flush=True)
"""

READER = """
import sys
from pathlib import Path
from warehouse.connection import connect

path, reads = Path(sys.argv[1]), 0
while not path.with_name("stop").exists():
    with connect(path) as connection:
        rows = connection.execute("SELECT bytes, rows_extracted FROM source").fetchall()
        assert len(rows) == 1 and rows[0][0] == rows[0][1], rows
        connection.execute("FROM reconciliation").fetchall()
    reads += 1
print(reads)
"""


@pytest.fixture
def path(empty: Path, tmp_path: Path, make: Any) -> Path:
    """A published warehouse of one source; `bytes` and `rows_extracted` count the writes."""
    published = tmp_path / "evitable.duckdb"
    shutil.copy(empty, published)
    with duckdb.connect(str(published)) as connection:
        make.Warehouse(connection).begin(
            source=[make.source(bytes=0)],
            study=[make.study()],
            observation=[make.observation("a", value=45.0)],
        )
    return published


def _start(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the warehouse for a long time."""
    process = _start(WRITER, path, 0, 60)
    assert process.stdout is not None
    assert process.stdout.readline() == "holds\n"
    yield process
    process.kill()
    process.communicate()


def _count(path: Path) -> int:
    with connect(path) as connection:
        return int(connection.execute("SELECT bytes FROM source").fetchall()[0][0])


def _write(path: Path, value: int, **options: Any) -> None:
    with publish.staging(path, **options) as staged:
        with staged.connect() as connection:
            connection.execute("UPDATE source SET bytes = $value, rows_extracted = $value", {"value": value})
        staged.publish()


def test_what_is_published_is_seen(path: Path):
    _write(path, 7)
    assert _count(path) == 7


def test_what_is_not_published_never_happened(path: Path):
    before = path.read_bytes()
    with publish.staging(path) as staged, staged.connect() as connection:
        connection.execute("UPDATE source SET bytes = 7")
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in (path.parent / ".staging").iterdir()) == ["evitable.duckdb.lock"]


def test_the_first_ingest_needs_no_warehouse(tmp_path: Path):
    new = tmp_path / "deep" / "down" / "evitable.duckdb"
    with publish.staging(new) as staged:
        with staged.connect():
            pass
        staged.publish()
    with connect(new) as connection:
        assert connection.execute("FROM study").fetchall() == []


def test_a_reader_goes_on_seeing_what_it_opened(path: Path):
    with connect(path) as reader:
        _write_elsewhere(path)
        assert reader.execute("SELECT bytes FROM source").fetchall() == [(0,)]
    assert _count(path) == 1


def _write_elsewhere(path: Path) -> None:
    process = _start(WRITER, path, 0, 0)
    _, problem = process.communicate(timeout=60)
    assert process.returncode == 0, problem


def test_a_reader_can_write_nothing(path: Path):
    with connect(path) as reader:
        with pytest.raises(duckdb.Error, match="read-only"):
            reader.execute("DELETE FROM source")
        with pytest.raises(duckdb.Error, match="disabled"):
            reader.execute(f"COPY source TO '{path.parent}/stolen.csv'")


def test_no_warehouse_is_said_with_what_to_do(tmp_path: Path):
    with pytest.raises(WarehouseMissing, match="evitable ingest"):
        connect(tmp_path / "none.duckdb")


def test_a_file_that_is_none_of_ours_is_neither_read_nor_replaced(path: Path):
    path.write_bytes(b"not a database at all" * 1000)
    with pytest.raises(WarehouseMissing, match="cannot be opened as a warehouse"):
        connect(path)
    with pytest.raises(PublishError, match="move it away"):
        _write(path, 7)
    assert path.read_bytes().startswith(b"not a database")


def _broken_by(path: Path, *statements: str) -> str:
    """Publish a copy after some statements, and return why it is refused."""
    before = path.read_bytes()
    with publish.staging(path) as staged:
        with staged.connect() as connection:
            for statement in statements:
                connection.execute(statement)
        with pytest.raises(PublishError) as caught:
            staged.publish()
    assert path.read_bytes() == before
    return str(caught.value)


def test_a_value_outside_the_text_is_not_published(path: Path):
    problem = _broken_by(path, "UPDATE observation SET char_end = 1000")
    assert "grounded: 1 rows, the first ('a',)" in problem


def test_a_value_that_no_measurement_counts_is_not_published(path: Path):
    problem = _broken_by(path, "DELETE FROM measurement")
    assert "measured: 1 rows, the first ('a', 0)" in problem


def test_two_writers_at_once_the_second_is_told_who_the_first_is(path: Path, writer: subprocess.Popen[str]):
    with pytest.raises(WarehouseBusy, match=f"process {writer.pid} on "), publish.staging(path):
        pass


def test_two_writers_at_once_the_second_waits_and_nothing_is_lost(path: Path):
    writers = [_start(WRITER, path, 60, 0.2) for _ in range(3)]
    problems = [writer.communicate(timeout=90)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0], problems
    assert _count(path) == 3


def test_the_lock_of_a_killed_writer_is_free(path: Path, writer: subprocess.Popen[str]):
    lock = Places(path).lock
    owner = owner_of(lock)
    assert owner is not None
    assert owner.pid == writer.pid
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    _write(path, 7)
    assert _count(path) == 7
    assert lock.read_text() == ""


def test_a_child_of_a_killed_writer_does_not_hold_the_lock(tmp_path: Path):
    lock = tmp_path / "lock"
    running, tell = os.pipe()
    with locked(lock):
        child = os.fork()
        if not child:
            os.write(tell, b"!")
            time.sleep(60)
            os._exit(0)
        os.read(running, 1)
    try:
        with locked(lock):
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_what_a_killed_writer_left_is_cleared_away(path: Path, writer: subprocess.Popen[str]):
    staged = Places(path).staging
    assert staged.exists()
    writer.kill()
    writer.wait()
    _write(path, 7)
    assert not staged.exists()


@pytest.fixture
def readers(path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that query until a file called `stop` appears."""
    processes = [_start(READER, path) for _ in range(2)]
    yield processes
    for process in processes:
        process.kill()
        process.communicate()


def test_killed_at_any_moment_readers_see_one_of_two_states(path: Path, readers: list[subprocess.Popen[str]]):
    """A few moments; `tests/benchmarks/chaos.py` kills whole ingests, 200 times."""
    took, kills = _time_of_a_write(path), 6
    for number in range(kills):
        before = _count(path)
        victim = _start(WRITER, path, 0, 0)
        time.sleep(took * (number + 0.5) / kills)
        victim.kill()
        victim.communicate()
        assert _count(path) in (before, before + 1)
    _write_elsewhere(path)
    path.with_name("stop").touch()
    for reader in readers:
        reads, problem = reader.communicate(timeout=60)
        assert reader.returncode == 0, problem
        assert int(reads) > 0


def _time_of_a_write(path: Path) -> float:
    start = time.monotonic()
    _write_elsewhere(path)
    return time.monotonic() - start


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT])
@pytest.mark.parametrize("step", ["copyfile", "fsync", "replace"])
def test_a_disk_that_refuses_leaves_the_published_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(path.parent))

    before = path.read_bytes()
    owner = {"copyfile": shutil, "fsync": os, "replace": Path}[step]
    with monkeypatch.context() as patched:
        patched.setattr(owner, step, refuse)
        with pytest.raises(PublishError) as caught:
            _write(path, 7)
    assert "The published warehouse is as it was" in str(caught.value)
    assert str(path.parent) in str(caught.value)
    assert path.read_bytes() == before
    _write(path, 8)
    assert _count(path) == 8


def test_a_full_disk_under_duckdb_is_told_in_words(path: Path):
    script = """
import resource, signal, sys
from pathlib import Path
from warehouse.errors import PublishError
from warehouse.publish import staging

path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with staging(path) as staged, staged.connect() as connection:
        limit = path.stat().st_size + 100_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        connection.execute("CREATE TABLE big AS SELECT hash(range) AS x FROM range(1_000_000)")
        connection.execute("CHECKPOINT")
except PublishError as error:
    sys.exit(str(error))
"""
    before = path.read_bytes()
    process = _start(script, path)
    _, problem = process.communicate(timeout=60)
    assert "raise it, then ingest again" in problem
    assert process.returncode == 1
    assert path.read_bytes() == before


def test_the_log_of_someone_who_wrote_into_the_published_file_is_set_aside(path: Path):
    script = """
import os, sys, duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute("UPDATE source SET bytes = 99")
os._exit(0)
"""
    _start(script, path).communicate(timeout=60)
    log = path.with_name(f"{path.name}.wal")
    assert log.exists()
    _write(path, 7)
    assert _count(path) == 7
    assert not log.exists()
    assert len(list((path.parent / ".snapshots").glob("*.wal"))) == 1


def test_history_is_the_last_snapshots_the_newest_first(path: Path):
    for value in range(1, 5):
        _write(path, value, keep=2)
    found = history(path)
    assert [(snapshot.is_published, _count(snapshot.path)) for snapshot in found] == [
        (True, 4),
        (False, 3),
        (False, 2),
    ]
    assert found[0].run_id == "run 1"
    assert found[0].sources == 1


def test_rollback_goes_back_and_forth(path: Path):
    for value in (1, 2):
        _write(path, value)
    newest = history(path)[0].snapshot_id
    rollback(path)
    assert _count(path) == 1
    rollback(path)
    assert _count(path) == 0
    rollback(path, newest)
    assert _count(path) == 2
    assert [_count(snapshot.path) for snapshot in history(path)] == [2, 1, 0]


def test_rollback_to_what_is_not_there_says_what_is(path: Path):
    _write(path, 1)
    with pytest.raises(WarehouseMissing, match=history(path)[1].snapshot_id):
        rollback(path, "20200101T000000.000000")


def test_rollback_waits_its_turn(path: Path, writer: subprocess.Popen[str]):
    assert writer.pid
    with pytest.raises(WarehouseBusy):
        rollback(path)


def test_a_warehouse_of_another_contract_is_carried_over(path: Path, tmp_path: Path):
    older = tmp_path / "older.duckdb"
    statements = [
        re.sub(r'.* ON COLUMN source."doi" .*| *"doi" VARCHAR,', "", line) for line in create_statements()
    ]
    with duckdb.connect(str(older)) as connection:
        connection.execute(";".join(statements))
        connection.execute("CREATE OR REPLACE MACRO contract_version() AS 'older'")
        connection.execute(f"ATTACH '{path}' AS today (READ_ONLY)")
        connection.execute("INSERT INTO run FROM today.run")
        connection.execute("INSERT INTO source BY NAME SELECT * EXCLUDE (doi) FROM today.source")
        connection.execute("INSERT INTO study BY NAME FROM today.study")
    with publish.staging(older) as staged:
        staged.publish()
    with connect(older) as connection:
        assert connection.execute("SELECT source_id, doi FROM source").fetchall() == [("letter", None)]
        assert connection.execute("SELECT label FROM study").fetchall() == [("Doe [2]",)]
        assert connection.execute("SELECT contract_version()").fetchall() == [(contract_version(),)]


def test_a_file_system_without_hard_links_keeps_snapshots_too(path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    _write(path, 1)
    assert [_count(snapshot.path) for snapshot in history(path)] == [1, 0]


def test_the_file_can_be_read_by_older_duckdb(tmp_path: Path):
    path = tmp_path / "new.duckdb"
    with publish.staging(path) as staged:
        staged.publish()
    with connect(path) as connection:
        tags = "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = 'new'"
        assert connection.execute(tags).fetchall() == [("v1.4.0+",)]


def test_reading_imports_nothing_heavy():
    script = "import sys, warehouse.snapshots; print({'polars', 'pandera'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
