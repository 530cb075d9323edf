"""The ingest as a flow of a real Prefect server on loopback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.support.prefect_api import ask, wait_for
from warehouse.snapshots import history

pytestmark = pytest.mark.slow

ABSTRACT = "We treated 40 patients with relapsed AML. The overall response rate was 45%.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "first.txt").write_text(ABSTRACT)
    return tmp_path


def _evitable(folder, environment, *arguments):
    return subprocess.run(
        [Path(sys.executable).with_name("evitable"), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _run_of(warehouse):
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute("SELECT flow_run_id, status FROM run ORDER BY run_id DESC").fetchone()


def test_a_run_through_a_server_completes_and_is_visible_in_its_api(folder, prefect_server):
    done = _evitable(folder, prefect_server, "ingest", "first.txt")
    assert done.returncode == 0, done.stderr
    assert f"running as a Prefect flow at {prefect_server['PREFECT_API_URL']}" in done.stderr
    assert done.stdout.startswith("1 source read (1 new, 0 changed)")

    flow_run_id, status = _run_of(folder / "warehouse/evitable.duckdb")
    assert status == "complete"
    (flow_run,) = ask(prefect_server, "flow_runs/filter", flow_runs={"id": {"any_": [flow_run_id]}})
    assert (flow_run["state_type"], flow_run["parameters"]["paths"]) == ("COMPLETED", ["first.txt"])


def test_its_tasks_are_the_steps_of_an_ingest(folder, prefect_server):
    _evitable(folder, prefect_server, "ingest", "first.txt", "--prefect")
    flow_run_id, _ = _run_of(folder / "warehouse/evitable.duckdb")
    names = _task_names(prefect_server, flow_run_id)
    assert names == ["check", "finish", "load", "publish", "read"]


def _task_names(environment, flow_run_id):
    """Names of a run's tasks, as soon as the server has recorded them all."""

    def recorded():
        runs = ask(environment, "task_runs/filter", flow_runs={"id": {"any_": [flow_run_id]}})
        return sorted(run["name"].rpartition("-")[0] for run in runs) if len(runs) >= 5 else []

    return wait_for(recorded, 30)


def test_a_mistake_fails_the_run_with_its_message_and_no_traceback(folder, prefect_server):
    (folder / "warehouse").mkdir()
    (folder / "warehouse/evitable.duckdb").write_text("no database")
    done = _evitable(folder, prefect_server, "ingest", "first.txt")
    assert done.returncode == 5
    assert "Traceback" not in done.stderr
    assert "cannot be opened as a warehouse" in done.stderr
    failed = ask(prefect_server, "flow_runs/filter", flow_runs={"state": {"type": {"any_": ["FAILED"]}}})
    assert any("cannot be opened as a warehouse" in run["state"]["message"] for run in failed)


def test_the_flow_loads_what_the_plain_steps_load(folder, prefect_server):
    _evitable(folder, prefect_server, "ingest", "first.txt", "--warehouse", "flow.duckdb", "--prefect")
    _evitable(folder, prefect_server, "ingest", "first.txt", "--warehouse", "plain.duckdb", "--direct")
    assert _contents(folder / "flow.duckdb") == _contents(folder / "plain.duckdb")
    assert len(history(folder / "flow.duckdb")) == 1


def _contents(warehouse):
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute("SELECT * EXCLUDE (run_id) FROM observation ORDER BY ALL").fetchall()


def test_without_a_server_the_flow_starts_one_of_its_own(folder, prefect_environment):
    fresh = {**prefect_environment, "PREFECT_HOME": str(folder / "home")}
    done = _evitable(folder, fresh, "ingest", "first.txt", "--prefect")
    assert done.returncode == 0, done.stderr
    assert "running as a Prefect flow at a server of its own" in done.stderr
    assert _run_of(folder / "warehouse/evitable.duckdb")[0] is not None
