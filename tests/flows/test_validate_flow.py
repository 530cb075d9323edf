"""The validation as a flow of a real Prefect server on loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from tests.support.ingesting import ingest

pytestmark = pytest.mark.slow

ABSTRACT = "We treated 40 patients with relapsed AML. The overall response rate was 45%.\n"
RUN = """
from pathlib import Path
from flows.validate import run
print(run(Path("warehouse/evitable.duckdb"), Path("raw")).is_valid)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/first.txt").write_text(ABSTRACT)
    ingest([tmp_path / "raw"], tmp_path / "warehouse/evitable.duckdb")
    return tmp_path


def _run(folder, environment):
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def _ask(environment, path, **filters):
    request = Request(  # noqa: S310 (loopback)
        f"{environment['PREFECT_API_URL']}/{path}",
        data=json.dumps(filters).encode(),
        headers={"content-type": "application/json"},
    )
    with urlopen(request, timeout=30) as answer:  # noqa: S310 (loopback)
        return json.load(answer)


def _last_run(environment):
    runs = _ask(
        environment, "flow_runs/filter", flows={"name": {"any_": ["validate"]}}, sort="START_TIME_DESC"
    )
    artifacts = _ask(environment, "artifacts/filter", artifacts={"flow_run_id": {"any_": [runs[0]["id"]]}})
    return runs[0], {artifact["key"]: artifact for artifact in artifacts}


def test_a_run_that_finds_nothing_grave_completes_and_shows_its_artifacts(folder, prefect_server):
    assert _run(folder, prefect_server) == "True"
    run, artifacts = _last_run(prefect_server)
    assert run["state_type"] == "COMPLETED"
    assert artifacts["validation-summary"]["data"].startswith("**valid: ")
    checks = json.loads(artifacts["validation-checks"]["data"])
    assert {check["area"] for check in checks} >= {"contract", "sources", "audits", "drift"}


def test_a_run_that_finds_a_changed_raw_file_fails_and_names_it(folder, prefect_server):
    (folder / "raw/first.txt").write_text("something else\n")
    assert _run(folder, prefect_server) == "False"
    run, artifacts = _last_run(prefect_server)
    assert run["state_type"] == "FAILED"
    assert "raw/first.txt has changed" in run["state"]["message"]
    assert "NOT VALID, 1 grave" in artifacts["validation-summary"]["data"]


def test_the_plain_command_does_not_import_prefect():
    code = "import sys, flows.validation, flows.verdict; print('prefect' in sys.modules)"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "False"
