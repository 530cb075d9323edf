from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows.absence import Prune, Recorded, gone, may_exist, sort_out
from flows.errors import UserError
from flows.planning import plan
from tests.support.ingesting import ingest
from warehouse.connection import connect

TEXT = "We treated 40 patients with relapsed AML. The overall response rate was {}%.\n"


WAREHOUSE = Path("warehouse/evitable.duckdb")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    (folder / "raw/review").mkdir(parents=True)
    (folder / "raw/abstract.txt").write_text(TEXT.format(45))
    (folder / "raw/review/source.toml").write_text('file = "review.txt"')
    (folder / "raw/review/review.txt").write_text(TEXT.format(46))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        ingest([Path("raw")], WAREHOUSE)
    return folder


@pytest.fixture
def project(built, tmp_path, monkeypatch):
    """A project with two sources read: an abstract, and a folder with its sidecar."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _gone(warehouse=WAREHOUSE):
    with connect(warehouse) as connection:
        return [source.source_id for source in gone(connection, warehouse)]


def _sources(warehouse=WAREHOUSE):
    with connect(warehouse) as connection:
        return [
            name for (name,) in connection.execute("SELECT source_id FROM source ORDER BY ALL").fetchall()
        ]


def _changes():
    with connect(WAREHOUSE) as connection:
        return connection.execute(
            "SELECT kind::VARCHAR, source_id, old_value FROM change WHERE kind <> 'new' ORDER BY ALL"
        ).fetchall()


def test_what_is_there_is_not_gone(project):
    assert _gone() == []


def test_a_missing_file_is_gone(project):
    Path("raw/abstract.txt").unlink()
    assert _gone() == ["abstract"]


def test_a_missing_folder_is_gone(project):
    shutil.rmtree("raw/review")
    assert _gone() == ["review"]


def test_a_sidecar_without_its_document_is_a_problem_and_no_removal(project):
    Path("raw/review/review.txt").unlink()
    assert _gone() == []


def test_another_working_folder_makes_nothing_gone(project, monkeypatch):
    (project / "elsewhere/raw").mkdir(parents=True)
    (project / "elsewhere/raw/other.txt").write_text("text")
    monkeypatch.chdir(project / "elsewhere")
    assert _gone(Path("../warehouse/evitable.duckdb")) == []
    (project / "raw/abstract.txt").unlink()
    assert _gone(Path("../warehouse/evitable.duckdb")) == ["abstract"]


def test_a_project_that_moved_as_a_whole_has_lost_nothing(project, tmp_path_factory, monkeypatch):
    there = tmp_path_factory.mktemp("there") / "project"
    monkeypatch.chdir("/")
    project.rename(there)
    assert _gone(there / "warehouse/evitable.duckdb") == []


def test_a_folder_that_may_not_be_read_is_not_known_to_be_gone(tmp_path, monkeypatch):
    def refuse(_):
        raise PermissionError

    assert not may_exist(tmp_path / "a.txt")
    monkeypatch.setattr(Path, "stat", refuse)
    assert may_exist(tmp_path / "a.txt")


def test_an_ingest_of_one_path_says_nothing_of_the_others(project):
    (project / "new.txt").write_text(TEXT.format(50))
    report = ingest([Path("new.txt")], WAREHOUSE)
    assert (report.absence.kept, report.absence.unseen, report.absence.retired) == ((), (), ())


def test_what_is_gone_is_told_and_kept(project):
    Path("raw/abstract.txt").unlink()
    report = ingest([Path("raw")], WAREHOUSE)
    (kept,) = report.absence.kept
    assert (kept.source_id, kept.path, kept.studies) == ("abstract", Path("raw/abstract.txt"), 1)
    assert report.outcome is None
    assert _sources() == ["abstract", "review"]


def test_what_is_gone_is_retired_when_asked(project):
    Path("raw/abstract.txt").unlink()
    report = ingest([Path("raw")], WAREHOUSE, prune=Prune.FILES)
    assert [source.source_id for source in report.absence.retired] == ["abstract"]
    assert report.counts.sources_removed == 1
    assert _sources() == ["review"]
    assert ("removed", "abstract", "45%") in _changes()


def test_a_second_time_there_is_nothing_to_retire(project):
    Path("raw/abstract.txt").unlink()
    ingest([Path("raw")], WAREHOUSE, prune=Prune.FILES)
    published = WAREHOUSE.stat().st_ino
    report = ingest([Path("raw")], WAREHOUSE, prune=Prune.FILES)
    assert report.absence.is_asked
    assert (report.absence.retired, report.outcome) == ((), None)
    assert WAREHOUSE.stat().st_ino == published


def test_retiring_and_reading_are_one_run(project):
    Path("raw/abstract.txt").unlink()
    Path("raw/review/review.txt").write_text(TEXT.format(47))
    counts = ingest([Path("raw")], WAREHOUSE, prune=Prune.FILES).counts
    assert (counts.sources_removed, counts.sources_changed) == (1, 1)
    assert [change[:2] for change in _changes()].count(("changed", "review")) == 1


@pytest.mark.parametrize("is_missing", [True, False])
def test_a_whole_folder_is_not_retired_with_its_files(project, is_missing):
    shutil.rmtree("raw")
    if not is_missing:
        Path("raw").mkdir()
    (project / "new.txt").write_text(TEXT.format(50))
    report = ingest([Path("new.txt")], WAREHOUSE, prune=Prune.FILES)
    assert [source.source_id for source in report.absence.unseen] == ["abstract", "review"]
    assert _sources() == ["abstract", "new", "review"]


@pytest.mark.parametrize("is_missing", [True, False])
def test_a_whole_folder_is_retired_when_that_is_asked(project, is_missing):
    shutil.rmtree("raw")
    if not is_missing:
        Path("raw").mkdir()
    ingest([Path("raw")], WAREHOUSE, prune=Prune.FOLDERS)
    assert _sources() == []


def test_a_path_that_never_was_is_a_mistake_all_the_same(project):
    shutil.rmtree("raw")
    with pytest.raises(UserError, match="row: no such file or folder"):
        plan([Path("raw"), Path("row")], WAREHOUSE, prune=Prune.FOLDERS)
    with pytest.raises(UserError, match="raw: no such file or folder"):
        plan([Path("raw")], WAREHOUSE, prune=Prune.FILES)


def test_a_moved_source_is_read_where_it_is_now(project):
    Path("raw/later").mkdir()
    Path("raw/review").rename("raw/later/review")
    report = ingest([Path("raw")], WAREHOUSE, prune=Prune.FILES)
    assert (report.counts.sources_changed, report.absence.retired) == (1, ())
    assert _sources() == ["abstract", "review"]
    assert _gone() == []


def test_a_file_that_could_never_be_read_is_retired_too(project):
    Path("raw/broken.txt").write_text("")
    ingest([Path("raw")], WAREHOUSE)
    ingest([Path("raw")], WAREHOUSE, force=True)  # nothing else is published
    Path("raw/broken.txt").unlink()
    report = ingest([Path("raw")], WAREHOUSE, force=True, prune=Prune.FILES)
    assert [source.source_id for source in report.absence.retired] == ["broken"]
    with connect(WAREHOUSE) as connection:
        assert connection.execute("FROM rejection").fetchall() == []


def test_sources_of_one_folder_are_sorted_alike():
    missing = [
        Recorded(name, Path("raw", f"{name}.txt"), Path("/nowhere/raw", f"{name}.txt"), 1) for name in "ab"
    ]
    absence = sort_out(missing, {"a"}, Prune.NOTHING)
    assert [source.source_id for source in absence.unseen] == ["b"]
