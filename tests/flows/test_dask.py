"""The ingest on a real Dask cluster: a scheduler and workers in processes of their own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tests.support.ingesting import ingest

SOURCES = 1100  # three tasks
ABSTRACT = """A study of drug {n}

Results: The overall response rate was {rate}% in {patients} patients. The median OS was {months} months.
"""


def _evitable(folder, environment, *arguments, **options):
    return subprocess.run(
        [Path(sys.executable).with_name("evitable"), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
        **options,
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--cluster", "tcp://127.0.0.1:1"],
            "--cluster is the address of a Dask scheduler: add --runner dask",
        ),
        (
            ["--runner", "dask", "--direct"],
            "--runner dask runs the tasks of a Prefect flow: leave --direct out",
        ),
    ],
)
def test_options_that_contradict_each_other(tmp_path, options, message):
    (tmp_path / "raw").mkdir()
    done = _evitable(tmp_path, os.environ, "ingest", *options)
    assert (done.returncode, message in done.stderr) == (2, True)


pytest.importorskip("prefect_dask")
slow = pytest.mark.slow


@slow
def test_no_scheduler_at_the_address(tmp_path, prefect_server):
    (tmp_path / "raw").mkdir()
    cluster = ("--runner", "dask", "--cluster", "tcp://127.0.0.1:1")
    done = _evitable(tmp_path, prefect_server, "ingest", *cluster)
    assert done.returncode == 2, done.stderr
    assert "no Dask scheduler answers at tcp://127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler with two workers, and the file that says what they do."""
    log = tmp_path / "cluster.log"
    environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "3"}
    program = [Path(sys.executable).with_name("dask")]
    with log.open("wb") as output:
        options = {
            "stdout": output,
            "stderr": subprocess.STDOUT,
            "env": environment,
            "start_new_session": True,
        }
        scheduler = subprocess.Popen(
            [*program, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"], **options
        )
        address = _said(log, r"Scheduler at:\s+(tcp://[\d.:]+)")
        worker = subprocess.Popen(
            [*program, "worker", address, "--nworkers", "2", "--nthreads", "1", "--no-dashboard"],
            cwd=tmp_path,
            **options,
        )
    _said(log, r"Register worker[\s\S]*Register worker")
    yield address
    for process in (worker, scheduler):
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _said(log: Path, pattern: str) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if found := re.search(pattern, log.read_text()):
            return found[found.re.groups]
        time.sleep(0.1)
    pytest.fail(f"no {pattern!r} in:\n{log.read_text()}")


def _kill_one_reader(parts: Path) -> None:
    """Kill a Dask worker in the middle of its task: the parent of a process that reads."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_text()
                parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
                is_of_dask = "spawn" in Path(f"/proc/{parent}/cmdline").read_text()
            except OSError:  # it has ended
                continue
            if "flows.worker import main" in command and is_of_dask and _directory(parent) == parts:
                os.kill(parent, signal.SIGKILL)
                return
        time.sleep(0.02)
    pytest.fail("no worker was seen reading")


def _directory(process: int) -> Path:
    return Path(os.readlink(f"/proc/{process}/cwd"))  # noqa: PTH115


def _exported(warehouse: Path, folder: Path) -> dict[str, bytes]:
    """What a warehouse holds as CSV files, without what tells one run from another."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        for table in tables:
            stamps = {"run_id", "ingested_at", "first_ingested_at", "path"}
            columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
            kept = ", ".join(column for column in columns if column not in stamps)
            connection.execute(f"COPY (SELECT {kept} FROM {table} ORDER BY ALL) TO '{folder / table}.csv'")
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.stem != "run"}


@slow
def test_a_cluster_gives_what_one_process_gives_though_a_worker_is_killed(
    tmp_path, prefect_server, cluster, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "raw"
    raw.mkdir()
    for n in range(SOURCES):
        text = ABSTRACT.format(n=n, rate=n % 90 + 1, patients=20 + n % 77, months=3 + n % 40)
        (raw / f"abstract_{n:04}.txt").write_text(text)
    (raw / "damaged.pdf").write_bytes(b"%PDF-1.4")

    command = [Path(sys.executable).with_name("evitable"), "ingest", "raw", "--warehouse", "dask.duckdb"]
    ingesting = subprocess.Popen(
        [*command, "--runner", "dask", "--cluster", cluster],
        cwd=tmp_path,
        env=prefect_server,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    _kill_one_reader(tmp_path)
    output, errors = ingesting.communicate(timeout=150)
    assert ingesting.returncode == 3, errors  # the damaged one
    assert f"{SOURCES} sources read ({SOURCES} new, 0 changed), 0 unchanged, 1 not readable" in output
    assert "damaged.pdf: this PDF is damaged" in output
    assert not (tmp_path / ".parts").exists()

    ingest([Path("raw")], tmp_path / "one.duckdb")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    on_cluster, alone = (
        _exported(tmp_path / n, tmp_path / f) for n, f in (("dask.duckdb", "a"), ("one.duckdb", "b"))
    )
    assert len(alone) > 8
    assert on_cluster == alone
