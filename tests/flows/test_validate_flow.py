"""The validation as a flow of a real Prefect server on loopback."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.support.ingesting import ingest
from tests.support.prefect_api import artifacts_of, ask
from tests.support.webhook import webhook

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ABSTRACT = "We treated 40 patients with relapsed AML. The overall response rate was 45%.\n"
RUN = """
import sys
from pathlib import Path
from flows.validate import run
for _ in range(int(sys.argv[1])):
    print(run(Path("warehouse/evitable.duckdb"), Path("raw")).is_valid)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/first.txt").write_text(ABSTRACT)
    ingest([tmp_path / "raw"], tmp_path / "warehouse/evitable.duckdb")
    return tmp_path


def _python(folder, environment, *arguments, code=ROOT):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(code)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _run(folder, environment, times=1, code=ROOT):
    done = _python(folder, environment, "-c", RUN, str(times), code=code)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def _last_run(environment):
    flows = {"name": {"any_": ["validate"]}}
    run = ask(environment, "flow_runs/filter", flows=flows, sort="START_TIME_DESC")[0]
    return run, artifacts_of(environment, run)


def test_a_run_that_finds_nothing_grave_completes_and_shows_its_artifacts(folder, prefect_server):
    assert _run(folder, prefect_server) == ["True"]
    run, artifacts = _last_run(prefect_server)
    assert run["state_type"] == "COMPLETED"
    assert artifacts["validation-summary"]["data"].startswith("# Valid\n")
    checks = json.loads(artifacts["validation-checks"]["data"])
    assert {check["area"] for check in checks} >= {"contract", "sources", "audits", "drift"}


def _corrupt_a_raw_file(folder):
    (folder / "raw/first.txt").write_text("something else\n")


def _edit(folder, *statements):
    with duckdb.connect(str(folder / "warehouse/evitable.duckdb")) as connection:
        for statement in statements:
            connection.execute(statement)


def _break_a_constraint(folder):
    _edit(
        folder,
        "CREATE TABLE loose AS SELECT * REPLACE (-1 AS eligible) FROM audit_result",
        "DROP TABLE audit_result",
        "ALTER TABLE loose RENAME TO audit_result",
    )


def _drop_a_table(folder):
    _edit(folder, "DROP TABLE glossary")


def _break_an_audit(folder):
    """Work with a copy of the code, one of whose audits asks for a column that there is not."""
    for room in ("extractors", "flows", "schemas", "warehouse"):
        shutil.copytree(ROOT / room, folder / "code" / room, ignore=shutil.ignore_patterns("*.duckdb*", ".*"))
    audit = folder / "code/warehouse/sql/audits/grim.sql"
    audit.write_text("-- severity: warning; grain: nothing\nSELECT no_such_column")


@pytest.mark.parametrize(
    ("break_it", "named"),
    [
        (_corrupt_a_raw_file, "sources, checksums: 1 of 1 file: "),
        (_break_a_constraint, "constraints, kept: "),
        (_drop_a_table, "file, tables: glossary is missing"),
        (_break_an_audit, "audits, grim: "),
    ],
)
def test_what_was_broken_is_named_and_told_once(folder, prefect_server, break_it, named):
    break_it(folder)
    code = folder / "code" if (folder / "code").exists() else ROOT
    with webhook() as (address, messages):
        notified = {**prefect_server, "EVITABLE_NOTIFY": address}
        assert _run(folder, notified, times=2, code=code) == ["False", "False"]
    run, artifacts = _last_run(prefect_server)
    assert run["state_type"] == "FAILED"
    assert named in run["state"]["message"]
    assert artifacts["validation-summary"]["data"].startswith("# Not valid: ")
    assert [f"broken: {named}" in message["message"] for message in messages] == [True]
    command = ("-c", "from flows.start import main; main()", "validate", "--format", "json")
    told = _python(folder, prefect_server, *command, code=code)
    assert told.returncode == 4, told.stderr
    breaches = [
        check for check in json.loads(told.stdout)["checks"] if check["status"] in {"failed", "error"}
    ]
    assert named.split(": ")[0] in {f"{check['area']}, {check['name']}" for check in breaches}


def test_what_was_mended_is_told_once(folder, prefect_server):
    with webhook() as (address, messages):
        notified = {**prefect_server, "EVITABLE_NOTIFY": address}
        _corrupt_a_raw_file(folder)
        _run(folder, notified)
        (folder / "raw/first.txt").write_text(ABSTRACT)
        _run(folder, notified, times=2)
    assert [message["message"].partition(":")[0] for message in messages] == ["broken", "mended"]


def test_what_could_not_be_delivered_is_told_by_the_next_run(folder, prefect_server):
    _corrupt_a_raw_file(folder)
    with webhook(status=500) as (address, _):
        _run(folder, {**prefect_server, "EVITABLE_NOTIFY": address})
    with webhook() as (address, messages):
        _run(folder, {**prefect_server, "EVITABLE_NOTIFY": address}, times=2)
    assert len(messages) == 1


def test_the_plain_command_does_not_import_prefect():
    code = "import sys, flows.validation, flows.verdict, flows.cli; print('prefect' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "False"
