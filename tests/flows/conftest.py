from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

SECONDS_TO_START = 150
_QUIET = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_healthy(api: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(f"{api}/health", timeout=5).close()  # noqa: S310  loopback
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"prefect server did not start within {SECONDS_TO_START} s (exit code {server.poll()})")


def _copy_database(source: Path, target: Path) -> None:
    """Copy an SQLite database that may be in use."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)


@pytest.fixture(scope="session")
def template_database(request) -> Path:
    """Where the server's empty database is kept from one session to the next: making it takes 15 s."""
    return Path(request.config.cache.mkdir("prefect")) / f"{version('prefect')}.db"


@pytest.fixture(scope="session")
def prefect_environment(tmp_path_factory, template_database) -> dict[str, str]:
    """The environment of a process with a Prefect home of its own, and no server."""
    home = tmp_path_factory.mktemp("prefect")
    if template_database.exists():
        shutil.copy(template_database, home / "prefect.db")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**environment, **_QUIET, "PREFECT_HOME": str(home)}


@pytest.fixture(scope="session")
def prefect_server(prefect_environment, template_database):
    """The environment of a process that is to use a real Prefect server on loopback."""
    home = Path(prefect_environment["PREFECT_HOME"])
    api = f"http://127.0.0.1:{(port := _free_port())}/api"
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [
                Path(sys.executable).with_name("prefect"),
                *f"server start --host 127.0.0.1 --port {port}".split(),
            ],
            env=prefect_environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_healthy(api, server)
        if not template_database.exists():
            _copy_database(home / "prefect.db", template_database)
        yield {**prefect_environment, "PREFECT_API_URL": api}
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
