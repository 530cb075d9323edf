"""The command line as a person meets it: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RAW = Path(__file__).parents[2] / "raw"
ABSTRACT = "We treated 40 patients with relapsed AML. The overall response rate was 45%.\n"


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """The environment of a machine that knows no Prefect, with a terminal of 80 columns."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**clean, "PREFECT_HOME": str(tmp_path_factory.mktemp("prefect_home")), "COLUMNS": "80"}


def _run(folder, environment, *arguments):
    return subprocess.run(
        [Path(sys.executable).with_name("evitable"), *map(str, arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def evitable(tmp_path, environment):
    """Run `evitable` in an empty folder."""

    def run(*arguments, **more):
        return _run(tmp_path, {**environment, **more}, *arguments)

    return run


@pytest.fixture(scope="module")
def built(tmp_path_factory, environment):
    """A folder with one abstract and a warehouse that holds it."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "abstracts").mkdir()
    (folder / "abstracts/first.txt").write_text(ABSTRACT)
    done = _run(folder, environment, "ingest", "abstracts/first.txt")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def abstract(tmp_path):
    path = tmp_path / "abstracts/first.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(ABSTRACT)
    return path


@pytest.fixture
def ingested(evitable, built, tmp_path):
    """`evitable` with one abstract in its warehouse."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return evitable


def _json(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_ingest_reads_a_folder_of_files_and_says_what_it_did(evitable, abstract):
    done = evitable("ingest", abstract.parent)
    assert done.returncode == 0
    assert "no Prefect API is configured: running in this process" in done.stderr
    assert done.stdout.startswith("1 source read (1 new, 0 changed), 0 unchanged, 0 not readable\n")


def test_ingest_takes_raw_where_nothing_is_named(evitable, tmp_path):
    shutil.copytree(RAW, tmp_path / "raw")
    evitable("ingest")
    assert [row["source_id"] for row in _json(evitable("show", "source", "--format", "json"))] == [
        "vrr_aml_ash_2023"
    ]


TABLE = """We treated patients with relapsed AML.

Table 1 Results

| Study | Doe [1] | Roe [2] |
|---|---|---|
| Patients number | 40 | 12 |
| Male | 13 (32.5%) | 7 (58.3%) |
"""
CORRECTION = """
[[correction]]
study = "Doe [1]"
endpoint = "male"
expect = {value = 32.5, n = 13}
set = {value = 37.5, n = 15}
reason = "erratum"
who = "M. Keller"
when = 2026-11-20
"""


@pytest.fixture
def corrected(evitable, tmp_path):
    """A source in the warehouse whose `corrections.toml` has come after it."""
    folder = tmp_path / "raw/review"
    folder.mkdir(parents=True)
    (folder / "source.toml").write_text('file = "review.md"')
    (folder / "review.md").write_text(TABLE)
    evitable("ingest")
    (folder / "corrections.toml").write_text(CORRECTION)
    return folder / "corrections.toml"


def test_a_correction_is_taken_told_and_traced(evitable, corrected):
    done = evitable("ingest")
    assert done.stdout.startswith("1 source read (0 new, 1 changed)")
    assert "Doe [1] male rate: 32.5% [13] -> 37.5% [15]\n" in done.stdout
    assert "15 (37.5%)" in evitable("show", "table_1").stdout
    assert _json(
        evitable("sql", "SELECT n_male, male_pct FROM study WHERE ref_no = 1", "--format", "json")
    ) == [{"n_male": 15, "male_pct": 37.5}]
    assert evitable("trace", "Doe [1]", "male").stdout.splitlines()[2:] == [
        "male rate: 32.5% [13]",
        "  Table 1, Male, line 7, by cell",
        "  »13 (32.5%)«",
        "  does not count: corrected",
        "",
        "male rate: 37.5% [15]",
        "  Table 1, Male, line 7, by correction",
        "  »13 (32.5%)«",
        "  male rate: value 32.5 -> 37.5, n 13 -> 15. erratum (M. Keller, 2026-11-20)",
    ]
    assert "erratum" in evitable("audit", "--format", "csv").stdout
    assert evitable("validate").returncode == 0
    assert "0 sources read (0 new, 0 changed), 1 unchanged" in evitable("ingest").stdout
    corrected.unlink()
    assert "Doe [1] male rate: 37.5% [15] -> 32.5% [13]\n" in evitable("ingest").stdout


def test_a_correction_that_does_not_fit_any_more_leaves_the_source_as_it_was(evitable, corrected):
    evitable("ingest")
    corrected.with_name("review.md").write_text(TABLE.replace("13 (32.5%)", "14 (35.0%)"))
    done = evitable("ingest")
    assert done.returncode == 3
    assert (
        f"not readable: {corrected.relative_to(corrected.parents[2])}, line 2: value is 35, expected 32.5"
        in (done.stdout)
    )
    assert "nothing published" in done.stdout
    assert "15 (37.5%)" in evitable("show", "table_1").stdout


def test_a_source_whose_file_is_gone_is_told_and_retired_when_asked(ingested, abstract):
    abstract.with_name("second.txt").write_text(ABSTRACT)
    abstract.unlink()
    told = ingested("ingest", "abstracts")
    assert (told.returncode, "gone from disk and still in the warehouse: 1 source" in told.stdout) == (
        0,
        True,
    )
    pruned = ingested("ingest", "abstracts", "--prune")
    assert "retired: 1 source\n  abstracts/first.txt (1 study)\n" in pruned.stdout
    assert "first ORR rate: 45% -> removed" in pruned.stdout
    assert "nothing to prune" in ingested("ingest", "abstracts", "--prune").stdout
    assert ingested("validate", "--raw", "abstracts").returncode == 0


def test_an_unchanged_source_is_not_read_again_unless_forced(ingested, abstract):
    assert "0 sources read (0 new, 0 changed), 1 unchanged" in ingested("ingest", abstract).stdout
    assert "1 source read (0 new, 1 changed), 0 unchanged" in ingested("ingest", abstract, "--force").stdout


def test_a_changed_source_is_read_again_and_the_change_is_told(ingested, abstract):
    abstract.write_text(ABSTRACT.replace("45%", "46%"))
    assert "45% -> 46%" in ingested("ingest", abstract).stdout
    changed = _json(ingested("changes", "--format", "json"))
    assert [(row["kind"], row["old_value"], row["new_value"]) for row in changed] == [
        ("changed", "45%", "46%")
    ]


BROKEN = {
    "empty.txt": (b"", "the file is empty"),
    "latin1.txt": ("Overall survival was 6·4 months; réponse".encode("latin-1"), "UTF-8"),
    "binary.txt": (bytes(range(256)) * 8, "binary.txt"),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(64), "an image"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_and_the_others_load(evitable, abstract, name):
    content, reason = BROKEN[name]
    broken = abstract.with_name(name)
    broken.write_bytes(content)
    done = evitable("ingest", abstract, broken)
    assert done.returncode == 3
    assert f"not readable: {broken}" in done.stdout
    assert reason in done.stdout
    assert "Traceback" not in done.stderr
    assert [row["source_id"] for row in _json(evitable("show", "source", "--format", "json"))] == ["first"]
    (rejection,) = _json(evitable("show", "rejection", "--format", "json"))
    assert reason in rejection["reason"]


LETTER = (RAW / "vrr_aml_ash_2023/letter.txt").read_text("utf-8")
ROW = "Patients number 33 37 38 14 18"
DAMAGED = {
    "truncated": (
        LETTER.partition("Response rate ORR 50%")[0] + "Response rate ORR 50%, CR/",
        3,
        "Response rate ORR 50%",
    ),
    "column_missing": (LETTER.replace(ROW, ROW.removesuffix(" 18")), 3, ROW.removesuffix(" 18")),
    "label_unknown": (LETTER.replace(ROW, ROW.replace("Patients number", "Zebra index")), 0, "'Zebra index'"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_table_is_told_with_the_row_and_the_rest_loads(evitable, tmp_path, damage):
    text, code, row = DAMAGED[damage]
    assert text != LETTER
    (tmp_path / "letter.txt").write_text(text, "utf-8")
    done = evitable("ingest", "letter.txt")
    assert (done.returncode, row in done.stdout) == (code, True), done.stdout
    (count,) = _json(evitable("sql", "SELECT count(*) AS studies FROM study", "--format", "json"))
    assert count == {"studies": 11}


def test_nothing_but_broken_files_leaves_the_published_warehouse_as_it_was(ingested, tmp_path):
    before = (tmp_path / "warehouse/evitable.duckdb").read_bytes()
    (tmp_path / "empty.txt").touch()
    done = ingested("ingest", "empty.txt")
    assert done.returncode == 3
    assert "nothing published: warehouse/evitable.duckdb is as it was" in done.stdout
    assert (tmp_path / "warehouse/evitable.duckdb").read_bytes() == before


def test_a_changed_byte_of_a_received_file_is_an_error(evitable, tmp_path):
    shutil.copytree(RAW, tmp_path / "raw")
    letter = tmp_path / "raw/vrr_aml_ash_2023/letter.txt"
    letter.write_bytes(letter.read_bytes().replace(b"45%", b"46%", 1))
    done = evitable("ingest")
    assert done.returncode == 3
    assert "letter.txt: not the file as received: sha256 is" in done.stdout


def test_a_folder_of_nothing_is_no_error(evitable, tmp_path):
    (tmp_path / "nothing").mkdir()
    done = evitable("ingest", "nothing")
    assert (done.returncode, done.stdout) == (
        0,
        "0 sources read (0 new, 0 changed), 0 unchanged, 0 not readable\n",
    )


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ingest", "nowhere"], 2, "Error: nowhere: no such file or folder"),
        (["ingest"], 2, "Error: raw: no such file or folder"),
        (["show", "study"], 5, "there is no warehouse yet; make it with: evitable ingest"),
        (["audit"], 5, "there is no warehouse yet"),
        (["history"], 5, "there is no warehouse yet"),
        (["rollback"], 5, "there is no warehouse yet"),
        (["trace", "somebody"], 5, "there is no warehouse yet"),
        (["evaluate", "nowhere"], 2, "nowhere"),
        (["show", "study", "--format", "xml"], 2, "table"),
        (["shwo"], 2, "No such command"),
        ([], 2, ""),
    ],
)
def test_a_mistake_is_told_in_words_with_its_exit_code(evitable, arguments, code, message):
    done = evitable(*arguments)
    assert (done.returncode, message in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "studdy"], "no table or view is called 'studdy' (did you mean study?); there are:"),
        (["sql", "SELECT * FORM study"], 'syntax error at or near "study"'),
        (["sql", "INSERT INTO glossary SELECT * FROM glossary"], "read-only"),
        (["sql", "COPY study TO 'copy.csv'"], "file system operations are disabled"),
        (["trace", "nobody"], "no study is called 'nobody'; list them with: evitable show study"),
        (["trace", "first", "PFS"], "first/1 has no observation of 'PFS'; it has: "),
        (["changes", "yesterday"], "there is no run 'yesterday'; the last ones are: 2"),
    ],
)
def test_a_mistake_about_what_is_in_the_warehouse(ingested, arguments, message):
    done = ingested(*arguments)
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_warehouse(evitable, abstract):
    done = evitable("show", "study", "--warehouse", abstract)
    assert done.returncode == 5
    assert "cannot be opened as a warehouse" in done.stderr


def test_show_without_a_name_lists_what_there_is(ingested):
    names = [row["name"] for row in _json(ingested("show", "--format", "json"))]
    assert {"study", "observation", "measurement", "audit", "coverage"} <= set(names)


def test_sql_answers(ingested):
    assert _json(ingested("sql", "SELECT count(*) AS n FROM source", "--format", "json")) == [{"n": 1}]


def test_trace_marks_the_value_in_its_sentence(ingested):
    done = ingested("trace", "first", "ORR")
    assert "ORR rate: 45%" in done.stdout
    assert "The overall response rate was »45%«." in done.stdout
    (row,) = _json(ingested("trace", "first", "ORR", "--format", "json"))
    assert ABSTRACT[row["char_start"] : row["char_end"]] == row["value"] == "45%"


def test_rollback_brings_back_the_snapshot_before(ingested, abstract):
    abstract.write_text(ABSTRACT.replace("45%", "46%"))
    ingested("ingest", abstract)
    assert len(_json(ingested("history", "--format", "json"))) == 2
    assert ingested("rollback").returncode == 0
    assert "ORR rate: 45%" in ingested("trace", "first", "ORR").stdout


def test_an_api_that_does_not_answer_is_told_at_once(evitable, abstract):
    done = evitable("ingest", abstract, PREFECT_API_URL="http://127.0.0.1:9/api")
    assert done.returncode == 2
    assert "no Prefect API answers at http://127.0.0.1:9/api" in done.stderr
    assert "--direct" in done.stderr


def test_direct_does_not_ask_for_an_api(evitable, abstract):
    assert evitable("ingest", abstract, "--direct", PREFECT_API_URL="http://127.0.0.1:9/api").returncode == 0


def test_docs_is_the_data_dictionary_of_the_repository(evitable):
    assert evitable("docs").stdout == (RAW.parent / "schemas/DICTIONARY.md").read_text("utf-8")


HEAVY = {"prefect", "polars", "pandera", "pydantic", "lxml", "pdfplumber", "numpy"}


@pytest.mark.parametrize(
    "command", ["show study", "sql 'FROM study'", "trace first", "audit", "history", "changes"]
)
def test_commands_that_only_read_import_nothing_heavy(built, command):
    script = (
        "import sys, shlex\nfrom flows.cli import app\n"
        f"app(shlex.split({command!r}), standalone_mode=False)\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=built, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_ingest_in_this_process_imports_only_what_it_needs(abstract, tmp_path):
    script = (
        "import sys\nfrom flows.cli import app\n"
        f"app(['ingest', {str(abstract)!r}, '--direct'], standalone_mode=False)\n"
        "print({'prefect', 'pandera', 'hypothesis', 'scipy'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr.splitlines()[-1] == "set()"


def test_output_may_be_cut_off(built):
    program = Path(sys.executable).with_name("evitable")
    command = f"{program} show observation --format json | head -1"
    done = subprocess.run(
        ["bash", "-c", command], cwd=built, capture_output=True, text=True, timeout=60, check=True
    )
    assert (done.stdout, done.stderr) == ("[\n", "")
