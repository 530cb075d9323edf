"""What `evitable serve` refuses before it starts anything, and the parts that it is made of."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from threading import Event
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from flows.children import Child
from flows.errors import UserError
from flows.report_page import shown
from warehouse.lock import locked


def _serve(folder, *options):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.run(
        [Path(sys.executable).with_name("evitable"), "serve", *options],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "raw").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--raw", "elsewhere"], "elsewhere: no such folder; make it, or name another: --raw"),
        (
            ["--ingest-cron", "daily at three"],
            "--ingest-cron 'daily at three' with --timezone 'UTC' is no schedule",
        ),
        (
            ["--timezone", "Mars/Olympus"],
            "--ingest-cron '0 3 * * *' with --timezone 'Mars/Olympus' is no schedule",
        ),
        (["--notify", "nonsense"], "--notify nonsense:...: no address that can be notified"),
    ],
)
def test_what_cannot_work_is_refused(folder, options, message):
    done = _serve(folder, *options)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_warehouse_is_served_once(folder):
    (folder / "warehouse").mkdir()
    with locked(folder / "warehouse/evitable.duckdb.serve.lock"):
        done = _serve(folder)
    assert done.returncode == 2
    assert f"evitable.duckdb is served already, by process {os.getpid()} on " in done.stderr


def test_a_port_where_somebody_listens(folder):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = _serve(folder, "--port", str(port))
    assert done.returncode == 2
    assert f"port {port} is taken; name another: --port" in done.stderr


def _is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_until(question):
    deadline = time.monotonic() + 20
    while not question():
        assert time.monotonic() < deadline
        time.sleep(0.05)


NOTES_ITS_PID = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"


def _pids(path):
    return [int(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_a_child_is_started_again_and_ended(tmp_path):
    pids = tmp_path / "pids"
    child = Child([sys.executable, "-c", NOTES_ITS_PID, str(pids)])
    child.start()
    try:
        _wait_until(lambda: len(_pids(pids)) == 1)
        os.kill(_pids(pids)[0], signal.SIGKILL)
        _wait_until(child.has_ended)
        child.start_again(Event())
        _wait_until(lambda: len(_pids(pids)) == 2)
    finally:
        child.end()
    assert not _is_alive(_pids(pids)[1])


def test_a_child_is_not_started_again_when_all_is_to_end(tmp_path):
    child = Child([sys.executable, "-c", "pass"])
    child.start()
    _wait_until(child.has_ended)
    stopping = Event()
    stopping.set()
    child.start_again(stopping)
    assert child.has_ended()


def test_a_child_ends_with_a_starter_that_is_killed(tmp_path):
    pids = tmp_path / "pids"
    code = (
        "import sys, time; from flows.children import Child; "
        f"Child([sys.executable, '-c', {NOTES_ITS_PID!r}, {str(pids)!r}]).start(); time.sleep(600)"
    )
    starter = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
    _wait_until(lambda: _pids(pids))
    starter.kill()
    starter.wait()
    _wait_until(lambda: not _is_alive(_pids(pids)[0]))


def test_the_report_is_shown_and_nothing_else(tmp_path):
    report = tmp_path / "w.report.html"
    (tmp_path / "secret.txt").write_text("secret")
    with shown(report, 0) as address:
        for path in (
            address,
            address.replace("w.report.html", "secret.txt"),
            address.replace("w.rep", "../w.rep"),
        ):
            with pytest.raises(HTTPError, match="404"):
                urlopen(path, timeout=10)  # noqa: S310 (loopback)
        report.write_text("<!doctype html>")
        with urlopen(address, timeout=10) as page:  # noqa: S310 (loopback)
            assert page.read() == b"<!doctype html>"


def test_a_port_that_is_taken(tmp_path):
    with shown(tmp_path / "a.html", 0) as address:
        port = int(address.split(":")[2].split("/")[0])
        with (
            pytest.raises(UserError, match=f"cannot be shown at port {port} .*--port"),
            shown(tmp_path / "b.html", port),
        ):
            pass
