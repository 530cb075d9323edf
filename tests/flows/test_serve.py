"""`evitable serve` with a Prefect server of its own: what arrives is ingested, what is published is validated."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import duckdb
import pytest

from tests.support.ingesting import ingest
from tests.support.prefect_api import artifacts_of, ask, wait_for
from tests.support.webhook import webhook
from warehouse.lock import locked

pytestmark = pytest.mark.slow

ABSTRACT = "We treated 40 patients with relapsed AML. The overall response rate was 45%.\n"
SIDECAR = 'file = "letter.txt"\nbytes = {size}\n'


@dataclass
class Served:
    """A folder that `evitable serve` looks after, and whom it tells."""

    folder: Path
    environment: dict[str, str]
    hook: str
    messages: list[dict[str, str]]
    process: subprocess.Popen | None = field(default=None)

    def start(self, *options):
        log = (self.folder / "serve.log").open("ab")
        port = self.environment["PREFECT_API_URL"].split(":")[2].split("/")[0]
        self.process = subprocess.Popen(
            [
                Path(sys.executable).with_name("evitable"),
                *f"serve --port {port} --settle-seconds 1 --notify {self.hook}".split(),
                *options,
            ],
            cwd=self.folder,
            env={name: value for name, value in self.environment.items() if name != "PREFECT_API_URL"},
            stdout=log,
            stderr=log,
        )

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.wait(60)

    def log(self):
        return (self.folder / "serve.log").read_text()

    def drop(self, name, text=ABSTRACT):
        """Write a document slowly, as a copy over a network does."""
        with (self.folder / "raw" / name).open("w") as file:
            for word in text.split(" "):
                file.write(f"{word} ")
                file.flush()
                time.sleep(0.1)

    def runs(self, flow, **filters):
        """The flow's runs, the oldest first; none while the server is away."""
        flows = {"name": {"any_": [flow]}}
        try:
            return ask(
                self.environment, "flow_runs/filter", flows=flows, flow_runs=filters, sort="START_TIME_ASC"
            )
        except (URLError, OSError):
            return []

    def ended(self, flow, name):
        """The runs of one name that have ended."""
        return [
            run
            for run in self.runs(flow, name={"any_": [name]})
            if run["state_type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
        ]

    def validated(self, beginning):
        """The validations that completed whose names begin so."""
        runs = self.runs("validate", state={"type": {"any_": ["COMPLETED"]}})
        return [run for run in runs if run["name"].startswith(beginning)]

    def validate_now(self):
        """Have the scheduler run the validation, and return how it ended."""
        deployments = ask(self.environment, "deployments/filter", flows={"name": {"any_": ["validate"]}})
        run = ask(self.environment, f"deployments/{deployments[0]['id']}/create_flow_run")
        (ended,) = wait_for(lambda: self.ended("validate", run["name"]))
        return ended["state_type"]

    def rows(self, statement):
        try:
            with duckdb.connect(str(self.folder / "warehouse/evitable.duckdb"), read_only=True) as connection:
                return connection.execute(statement).fetchall()
        except duckdb.Error:
            return []

    def told(self, flow):
        return [message["message"] for message in self.messages if f": {flow} " in message["title"]]


@pytest.fixture
def served(tmp_path, prefect_environment, template_database):
    """A folder with a warehouse of one abstract, and another that came before anything looked after it."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/earlier.txt").write_text(ABSTRACT)
    ingest([tmp_path / "raw"], tmp_path / "warehouse/evitable.duckdb")
    (tmp_path / "raw/before.txt").write_text(ABSTRACT)
    home = tmp_path / "warehouse/.prefect"
    home.mkdir(parents=True)
    if template_database.exists():
        shutil.copy(template_database, home / "prefect.db")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in prefect_environment.items() if name != "PREFECT_HOME"}
    with webhook() as (address, messages):
        folder = Served(
            tmp_path,
            {**environment, "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"},
            address,
            messages,
        )
        folder.start()
        try:
            yield folder
        finally:
            folder.end()


def test_a_day_of_a_warehouse(served):
    _ingests_what_came_before(served)
    _ingests_what_arrives(served)
    _validates_what_was_published(served)
    _tells_once_of_what_breaks_and_once_when_it_is_mended(served)
    _begins_again_what_was_killed(served)
    _gets_over_the_end_of_its_server(served)
    _validates_on_schedule(served)
    assert {run["state_type"] for run in served.runs("ingest")} <= {"COMPLETED", "SCHEDULED"}
    assert "response rate" not in f"{served.log()} {ask(served.environment, 'logs/filter', limit=200)}"


def _ingests_what_came_before(served):
    (run,) = wait_for(lambda: served.ended("ingest", "arrived: before.txt"), 120)
    assert run["state_type"] == "COMPLETED"
    assert run["parameters"]["reason"] == "arrived: before.txt"
    assert run["created_by"]["type"] == "AUTOMATION"


def _ingests_what_arrives(served):
    with locked(served.folder / "warehouse/.staging/evitable.duckdb.lock"):
        served.drop("new.txt")
        wait_for(lambda: served.runs("ingest", state={"name": {"any_": ["AwaitingRetry"]}}))
    (run,) = wait_for(lambda: served.ended("ingest", "arrived: new.txt"))
    assert (run["state_type"], run["run_count"]) == ("COMPLETED", 2)
    assert "1 source read (1 new" in artifacts_of(served.environment, run)["ingest-summary"]["data"]
    size = (served.folder / "raw/new.txt").stat().st_size
    assert served.rows("SELECT bytes FROM source WHERE source_id = 'new'") == [(size,)]
    assert served.rows("SELECT count(*) FROM run WHERE sources_changed > 0") == [(0,)]  # never read by half


def _validates_what_was_published(served):
    run = wait_for(lambda: served.validated("published: "))[-1]
    assert run["created_by"]["type"] == "AUTOMATION"
    artifacts = artifacts_of(served.environment, run)
    assert artifacts["validation-summary"]["data"].startswith("# Valid")
    assert json.loads(artifacts["validation-checks"]["data"])
    report = served.folder / "warehouse/evitable.report.html"
    (address,) = re.findall(
        r"\((http://127.*?/evitable\.report\.html)\)", artifacts["evidence-report"]["data"]
    )
    with urlopen(address, timeout=10) as page:  # noqa: S310 (loopback)
        assert page.read() == report.read_bytes()
    assert served.messages == []


def _validates_on_schedule(served):
    assert wait_for(lambda: served.validated("on schedule"))[-1]["auto_scheduled"]


def _tells_once_of_what_breaks_and_once_when_it_is_mended(served):
    document = served.folder / "raw/new.txt"
    original = document.read_bytes()
    document.write_bytes(b"")
    wait_for(lambda: served.told("ingest"))
    assert served.told("ingest") == [f"broken: new: {document}: the file is empty; fetch it again"]
    assert [served.validate_now(), served.validate_now()] == ["FAILED", "FAILED"]
    (told,) = served.told("validate")
    assert told.startswith("broken: sources, checksums: 1 of 3 files: ")
    document.write_bytes(original)
    wait_for(lambda: served.told("ingest")[1:])
    assert served.validate_now() == "COMPLETED"
    assert served.told("ingest")[1:] == ["mended: new"]
    wait_for(lambda: served.told("validate")[1:])
    assert served.told("validate")[1:] == ["mended: sources, checksums"]


def _begins_again_what_was_killed(served):
    with locked(served.folder / "warehouse/.staging/evitable.duckdb.lock"):
        served.drop("during.txt")
        wait_for(lambda: served.runs("ingest", state={"type": {"any_": ["RUNNING"]}}))
        served.end(signal.SIGKILL)
    served.drop("meanwhile.txt")
    served.start("--poll-seconds", "1", "--validate-cron", "* * * * *")
    wait_for(lambda: served.rows("FROM source WHERE source_id = 'meanwhile'"), 120)
    assert served.rows("SELECT count(*) FROM source") == [(5,)]
    (run,) = wait_for(lambda: served.ended("ingest", "arrived: during.txt"))
    assert run["run_count"] > 1


def _gets_over_the_end_of_its_server(served):
    servers = subprocess.run(
        ["pgrep", "-f", f"server start.*--port {_port(served)}"], capture_output=True, check=True
    )
    for server in servers.stdout.split():
        os.kill(int(server), signal.SIGKILL)
    served.drop("after.txt")
    wait_for(lambda: served.ended("ingest", "arrived: after.txt"), 120)
    assert len(served.runs("ingest", name={"any_": ["arrived: after.txt"]})) == 1


def _port(served):
    return served.environment["PREFECT_API_URL"].split(":")[2].split("/")[0]
