"""Ctrl-C: a real signal to a real ingest."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import duckdb
import pytest

# Reads slowly, so that there is time to interrupt it.
SLOW = """
import sys, time
from flows import cli, reader_process
reader_process._START = (
    "import json, sys, time; sys.path[:] = json.loads(sys.argv[1]); from flows import source_reading, worker; "
    "sound = source_reading.read_or_refuse; "
    "source_reading.read_or_refuse = lambda *a: (time.sleep(0.02), sound(*a))[1]; worker.main({})"
)
sys.argv[:] = ["evitable", "ingest", *sys.argv[1:]]
cli.main()
"""


@pytest.fixture
def ingest(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for n in range(400):
        (raw / f"abstract_{n:03}.txt").write_text(f"Results: The overall response rate was {n % 90 + 1}%.\n")
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(raw), "--warehouse", str(tmp_path / "w.duckdb"), "--direct"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(4)  # of the ten that it takes
    yield process
    process.kill()


def interrupt(process) -> None:
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the processes that read get it too


def count(path) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("SELECT count(*) FROM source").fetchall()[0][0]


@pytest.mark.slow
def test_one_interrupt_keeps_what_has_been_read(ingest, tmp_path):
    interrupt(ingest)
    output, errors = ingest.communicate(timeout=60)
    kept = count(tmp_path / "w.duckdb")
    assert 0 < kept < 400
    assert ingest.returncode == 130
    assert f"{kept} sources read ({kept} new" in output
    assert f"stopped: {400 - kept} sources not read yet; evitable ingest goes on with them" in output
    assert "Ctrl-C again keeps nothing" in errors
    assert "Traceback" not in errors


@pytest.mark.slow
def test_a_second_interrupt_keeps_nothing(ingest, tmp_path):
    interrupt(ingest)
    while "stopping" not in ingest.stderr.readline():
        pass
    interrupt(ingest)
    _, errors = ingest.communicate(timeout=60)
    assert ingest.returncode == 130
    assert "interrupted: nothing was kept" in errors
    assert not (tmp_path / "w.duckdb").exists()
    assert "Traceback" not in errors


def test_a_source_that_breaks_the_contract_is_named_and_was_not_left_out_by_an_interrupt(tmp_path):
    folder = tmp_path / "raw" / "odd"
    folder.mkdir(parents=True)
    (folder / "odd.txt").write_text("The overall response rate was 45% in 20 patients.\n")
    (folder / "source.toml").write_text("meeting_year = 5\n")
    (tmp_path / "raw" / "sound.txt").write_text("The overall response rate was 40% in 20 patients.\n")
    done = subprocess.run(
        [sys.executable, "-c", "from flows.start import main; main()", "ingest", "raw", "--direct"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "1 source read (1 new, 0 changed), 0 unchanged, 1 not readable" in done.stdout
    wrong = "odd breaks the contract: meeting_year 5 is below 1900 (valid: 1900 to 2100)"
    assert f"not readable: raw/odd/odd.txt: {wrong}; put what is right into source.toml" in done.stdout
    assert "stopped" not in done.stdout
