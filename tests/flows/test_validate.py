"""A validation run against a warehouse that is whole, and against ones broken on purpose."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from flows import validation, verdict
from flows.output import ValidationFormat
from tests.support.ingesting import ingest
from warehouse.audit import AUDITS
from warehouse.errors import WarehouseMissing
from warehouse.snapshots import history
from warehouse.validation.records import Answer, ask

ABSTRACT = (
    "We treated 40 patients with relapsed AML. The overall response rate was 45%. "
    "The median overall survival was 6.4 months.\n"
)


RAW, DRIFT, AUDITED = (validation.check_raw,), (validation.check_moved,), (validation.check_audited,)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A folder with a warehouse of two abstracts, made once."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "raw").mkdir()
    (folder / "raw/first.txt").write_text(ABSTRACT)
    (folder / "raw/second.txt").write_text(ABSTRACT.replace("45%", "50%"))
    _ingest(folder)
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "copy")


def _ingest(folder):
    return ingest([folder / "raw"], _warehouse(folder))


def _warehouse(folder):
    return folder / "warehouse/evitable.duckdb"


def _validate(folder, parts=validation.PARTS, **more):
    return validation.validate(validation.Request(_warehouse(folder), folder / "raw", **more), parts)


def _edit(folder, *statements):
    """Write into the published file, as nobody should."""
    with duckdb.connect(str(_warehouse(folder))) as connection:
        for statement in statements:
            connection.execute(statement)


def _breaches(result):
    return {(record.area, record.name) for record in result.records if record.is_breach}


def _record(result, area, name):
    (record,) = (found for found in result.records if (found.area, found.name) == (area, name))
    return record


def _without_constraints(table, change):
    """Statements that write a table anew, so that DuckDB no longer guards it."""
    return (
        f"CREATE TABLE loose AS SELECT * REPLACE ({change}) FROM {table}",
        f"DROP TABLE {table}",
        f"ALTER TABLE loose RENAME TO {table}",
    )


def test_a_whole_warehouse_is_valid_and_not_edited(folder):
    before = _warehouse(folder).read_bytes()
    result = _validate(folder)
    assert result.is_valid, verdict.summary(result)
    assert _breaches(result) == set()
    assert _warehouse(folder).read_bytes() == before


def test_the_result_is_kept_beside_the_warehouse(folder):
    result = _validate(folder)
    kept = json.loads(validation.stored_at(_warehouse(folder)).read_text("utf-8"))
    assert kept["valid"] is True
    assert len(kept["checks"]) == len(result.records)


def test_a_result_that_cannot_be_kept_is_given_all_the_same(folder, caplog):
    validation.stored_at(_warehouse(folder)).parent.write_text("a file where the folder should be")
    assert _validate(folder).is_valid
    assert "not kept" in caplog.text


def test_a_changed_raw_file_is_named(folder):
    path = folder / "raw/second.txt"
    path.write_text(path.read_text() + " ")
    result = _validate(folder)
    assert _breaches(result) == {("sources", "checksums")}
    assert f"1 of 2 files: {path} has changed" in _record(result, "sources", "checksums").message


def test_files_are_found_where_they_were_read_from_any_other_place(tmp_path, monkeypatch):
    (tmp_path / "project/raw").mkdir(parents=True)
    (tmp_path / "project/raw/first.txt").write_text(ABSTRACT)
    monkeypatch.chdir(tmp_path / "project")
    ingest([Path("raw")], Path("warehouse/evitable.duckdb"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "project").rename(tmp_path / "moved")
    asked = validation.Request(Path("moved/warehouse/evitable.duckdb"), Path("raw"))
    assert _record(validation.validate(asked, RAW), "sources", "checksums").message == "1 file as read"
    (tmp_path / "moved/raw/first.txt").unlink()
    message = _record(validation.validate(asked, RAW), "sources", "checksums").message
    assert f"{tmp_path}/moved/raw/first.txt is missing" in message


def test_a_source_refused_at_a_later_ingest_leaves_the_account_of_its_rows_as_it_was(tmp_path):
    first, other = tmp_path / "raw/first", tmp_path / "raw/other.txt"
    first.mkdir(parents=True)
    (first / "first.txt").write_text(ABSTRACT)
    (first / "source.toml").write_text('title = "First"\n')
    _ingest_with(other, ABSTRACT)
    (first / "source.toml").write_text("meeting_year = 5\n")
    for rate in ("50%", "55%"):  # it is refused each time
        (problem,) = _ingest_with(other, ABSTRACT.replace("45%", rate)).problems
        assert problem.source_id == "first"
    with duckdb.connect(_warehouse(tmp_path), read_only=True) as connection:
        refused = connection.execute("SELECT payload FROM rejection WHERE table_name <> 'source'").fetchall()
    assert refused
    assert len(set(refused)) == len(refused)  # of the last attempt only
    assert _validate(tmp_path).is_valid


def _ingest_with(path, text):
    path.write_text(text)
    return _ingest(path.parents[1])


def test_a_missing_raw_file_is_named(folder):
    _edit(folder, "UPDATE source SET path = 'elsewhere/' || source_id")
    (folder / "raw/second.txt").unlink()
    result = _validate(folder)
    assert _breaches(result) == {("sources", "checksums")}
    assert "elsewhere/second is missing" in _record(result, "sources", "checksums").message


def test_a_dropped_table_is_named(folder):
    _edit(folder, "DROP TABLE glossary")
    result = _validate(folder)
    assert "glossary is missing" in _record(result, "file", "tables").message
    assert _record(result, "contract", "glossary").status == "error"
    assert ("accounting", "accounted") in _breaches(result)  # it could not be asked: not passed
    assert _record(result, "contract", "observation").status == "passed"


def test_a_dropped_view_is_named(folder):
    _edit(folder, "DROP VIEW survival")
    assert _record(_validate(folder), "file", "views").message == "survival is missing"


def test_a_view_that_cannot_be_read_is_named(folder):
    _edit(folder, "CREATE OR REPLACE VIEW coverage AS SELECT error('broken') AS source_id")
    assert _record(_validate(folder), "file", "views").message.startswith("coverage cannot be read")


def test_rows_that_are_not_accounted_for(folder):
    _edit(folder, "UPDATE source SET rows_extracted = rows_extracted + 1 WHERE source_id = 'first'")
    result = _validate(folder)
    assert _breaches(result) == {("accounting", "accounted")}
    record = _record(result, "accounting", "accounted")
    assert (record.eligible, record.violations) == (2, 1)
    assert record.examples[0].startswith("source_id first, rows_extracted")


def test_a_value_that_its_words_do_not_carry(folder):
    _edit(folder, "UPDATE observation SET value = 46 WHERE value = 45 AND unit = 'percent'")
    result = _validate(folder)
    assert ("accounting", "carried") in _breaches(result)
    assert "value 46.0, span 45%" in _record(result, "accounting", "carried").examples[0]


def test_a_span_outside_of_the_text(folder):
    _edit(folder, "UPDATE observation SET char_end = 100000 WHERE value = 45")
    assert ("accounting", "grounded") in _breaches(_validate(folder))


def test_a_table_without_its_constraints_that_breaks_them(folder):
    _edit(folder, *_without_constraints("unexplained_number", "char_start AS char_start"))
    assert _breaches(_validate(folder)) == {("constraints", "declared")}


def test_a_row_that_breaks_contract_and_constraint(folder):
    _edit(folder, *_without_constraints("audit_result", "-1 AS eligible"))
    result = _validate(folder)
    assert _breaches(result) >= {
        ("constraints", "declared"),
        ("constraints", "kept"),
        ("contract", "audit_result"),
    }
    record = _record(result, "contract", "audit_result")
    assert record.violations == record.eligible
    assert "eligible -1 is below 0" in record.message
    assert "audit_result: " in _record(result, "constraints", "kept").message


def test_a_row_without_its_parent(folder):
    _edit(folder, *_without_constraints("audit_result", "'nobody' AS run_id"))
    message = _record(_validate(folder), "constraints", "kept").message
    assert "FOREIGN KEY (run_id) REFERENCES run(run_id)" in message


def test_two_rows_of_one_key(folder):
    _edit(folder, *_without_constraints("audit_result", "'grim' AS rule"))
    result = _validate(folder)
    assert "PRIMARY KEY" in _record(result, "constraints", "kept").message
    assert "another row has the same rule" in _record(result, "contract", "audit_result").message


def test_an_audit_that_cannot_run_is_in_error_and_the_others_run(folder, tmp_path):
    audits = shutil.copytree(AUDITS, tmp_path / "audits")
    (audits / "grim.sql").write_text("-- severity: warning; grain: nothing\nSELECT no_such_column")
    result = _validate(folder, audits=audits)
    assert _breaches(result) == {("audits", "grim")}
    record = _record(result, "audits", "grim")
    assert record.status == "error"
    assert "no_such_column" in record.message
    assert _record(result, "audits", "as recorded").status == "failed"


def test_what_an_audit_finds_is_a_warning(folder, tmp_path):
    audits = shutil.copytree(AUDITS, tmp_path / "audits")
    (audits / "always.sql").write_text(
        "-- severity: error; grain: a study\n"
        "SELECT source_id, study_id, []::VARCHAR[] AS observation_ids, true AS violates, 'look' AS message,"
        " NULL::VARCHAR AS expected, NULL::VARCHAR AS observed FROM study"
    )
    result = _validate(folder, audits=audits)
    record = _record(result, "audits", "always")
    assert (record.status, record.severity, record.violations) == ("failed", "warning", 2)
    assert result.is_valid


def test_findings_that_are_not_those_recorded(folder):
    _edit(folder, "UPDATE audit_result SET eligible = eligible + 7 WHERE rule = 'grim'")
    record = _record(_validate(folder, AUDITED), "audits", "as recorded")
    assert (record.status, record.severity, record.violations) == ("failed", "warning", 1)
    assert record.message.startswith("grim: 0 of ")


def test_a_warehouse_of_another_version_is_a_warning(folder):
    _edit(folder, "CREATE OR REPLACE MACRO views_version() AS 'old'")
    result = _validate(folder)
    assert _record(result, "file", "version").status == "failed"
    assert result.is_valid


def test_sources_may_wait_for_some_days(folder):
    (folder / "raw/third.txt").write_text(ABSTRACT)
    assert _record(_validate(folder, RAW), "sources", "freshness").status == "passed"
    record = _record(_validate(folder, RAW, max_age_days=0), "sources", "freshness")
    assert (record.status, record.examples) == ("failed", ("third",))


def test_old_ingests_are_fine_while_nothing_waits(folder, monkeypatch):
    later = validation.now() + timedelta(days=100)
    monkeypatch.setattr(validation, "now", lambda: later)
    assert _record(_validate(folder, RAW), "sources", "freshness").status == "passed"


def test_without_sources_freshness_is_not_applicable(folder):
    shutil.rmtree(folder / "raw")
    assert _record(_validate(folder, RAW), "sources", "freshness").status == "not_applicable"


def test_drift_needs_an_earlier_snapshot(folder):
    records = _validate(folder, DRIFT).records
    assert {record.status for record in records} == {"not_applicable"}


def test_drift_tells_what_was_lost(folder):
    (folder / "raw/first.txt").write_text("We treated 40 patients with relapsed AML.\n")
    _ingest(folder)
    assert len(history(_warehouse(folder))) == 2
    record = _record(_validate(folder, DRIFT), "drift", "rows")
    assert (record.status, record.severity) == ("failed", "warning")
    assert "observation: " in record.message
    assert _record(_validate(folder, DRIFT), "drift", "null share").status == "passed"


def test_no_warehouse(tmp_path):
    with pytest.raises(WarehouseMissing):
        _validate(tmp_path)


def test_a_check_that_fails_itself_is_in_error():
    def check():
        raise ZeroDivisionError

    record = ask("area", "name", "warning", check)
    assert (record.status, record.is_breach) == ("error", True)


def test_a_check_with_nothing_to_check_is_not_applicable():
    record = ask("area", "name", "error", lambda: Answer(0, 0, "nothing"))
    assert (record.status, record.is_breach) == ("not_applicable", False)


@pytest.fixture
def broken(folder):
    (folder / "raw/second.txt").write_text("something & <else>\n")
    return _validate(folder, RAW + DRIFT)


def test_junit_counts_what_it_holds(broken):
    root = ET.fromstring(verdict.junit(broken))  # noqa: S314 (our own)
    assert int(root.attrib["tests"]) == len(root.findall(".//testcase")) == len(broken.records)
    assert int(root.attrib["failures"]) == len(root.findall(".//failure")) == 1
    assert int(root.attrib["skipped"]) == len(root.findall(".//skipped")) > 0
    assert "second.txt has changed" in root.find(".//failure").attrib["message"]


def test_the_table_tells_only_what_did_not_pass(broken):
    text = verdict.render_validation(broken, ValidationFormat.TABLE)
    assert "checksums" in text
    assert "freshness" not in text
    assert text.splitlines()[-1].startswith("NOT VALID, 1 grave: ")


def test_markdown_for_a_person_escapes_what_it_quotes(broken):
    text = verdict.as_markdown(broken)
    assert text.startswith("# Not valid: 1 check is broken\n")
    assert "## Broken\n\n- **checksums** (sources): 1 of 2 files: " in text


@pytest.mark.parametrize("form", ["csv", "markdown", "json"])
def test_exact_formats_hold_every_check(broken, form):
    text = verdict.render_validation(broken, ValidationFormat(form))
    assert all(record.name in text for record in broken.records)


def _command(folder, *arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.run(
        [Path(sys.executable).with_name("evitable"), "validate", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_command_says_it_by_its_exit_code(folder):
    assert _command(folder).returncode == 0
    (folder / "raw/second.txt").write_text("something else\n")
    done = _command(folder, "--format", "json")
    assert done.returncode == 4
    assert json.loads(done.stdout)["valid"] is False


def test_the_command_without_a_warehouse(tmp_path):
    done = _command(tmp_path)
    assert done.returncode == 5
    assert "there is no warehouse yet" in done.stderr
