"""The warehouse as files: whatever reads them back gets the same typed values."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl
import pytest
from frictionless import Package

from tests.support.letter import letter_warehouse
from warehouse.errors import ExportError
from warehouse.export import export
from warehouse.export.meta_analysis import export_meta_analysis

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    import duckdb

    from tests.warehouse.conftest import Warehouse


@pytest.fixture(scope="module")
def letter() -> duckdb.DuckDBPyConnection:
    return letter_warehouse()


@pytest.fixture(scope="module")
def exported(letter: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("export")
    export(letter, directory)
    return directory


def column(letter: duckdb.DuckDBPyConnection, name: str) -> list[Any]:
    return [row[0] for row in letter.execute(f"SELECT {name} FROM measurement").fetchall()]


NUMBERS = ["value", "low", "high", "n", "n_total", "timepoint_months"]


@pytest.mark.parametrize("name", NUMBERS)
def test_parquet_and_csv_read_back_alike(letter: duckdb.DuckDBPyConnection, exported: Path, name: str):
    stored = column(letter, name)
    assert any(value is not None for value in stored) or name == "n_total"
    assert pl.read_parquet(exported / "measurement.parquet")[name].to_list() == stored
    assert (
        pl.read_csv(exported / "measurement.csv", infer_schema_length=None)[name].cast(pl.Float64).to_list()
        == stored
    )


def test_csv_tells_missing_from_empty_text(exported: Path):
    with (exported / "measurement.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    text = (exported / "measurement.csv").read_text(encoding="utf-8")
    assert {row["comparator"] for row in rows} >= {"=", ">="}
    assert ',"",' in text  # arm of the whole study
    assert ",," in text  # no value


def test_workbook_holds_typed_cells_under_a_frozen_header(letter: duckdb.DuckDBPyConnection, exported: Path):
    workbook = openpyxl.load_workbook(exported / "evitable.xlsx")
    sheet = workbook["measurement"]
    assert workbook.sheetnames[0] == "dictionary"
    assert sheet.freeze_panes == "A2"
    heading, *rows = sheet.iter_rows(values_only=True)
    place = heading.index("value")
    assert [row[place] for row in rows] == column(letter, "value")


def test_package_is_valid_and_describes_every_file(exported: Path):
    package = Package(str(exported / "datapackage.json"))
    assert package.validate().valid, package.validate().flatten(["title", "fieldName", "note"])[:5]
    assert {resource.path for resource in package.resources} == {path.name for path in exported.glob("*.csv")}
    described = [field.description for field in package.get_resource("observation").schema.fields]
    assert all(described)


def test_parquet_says_what_its_columns_hold(letter: duckdb.DuckDBPyConnection, exported: Path):
    rows = letter.execute(
        f"SELECT decode(value) FROM parquet_kv_metadata('{exported}/study.parquet') WHERE decode(key) = 'description'"
    ).fetchall()
    fields = {field["name"]: field["description"] for field in json.loads(rows[0][0])["schema"]["fields"]}
    assert "Unit: months" in fields["follow_up_months"]


def test_only_named_tables_and_sources_are_written(warehouse: Warehouse, make: ModuleType, tmp_path: Path):
    warehouse.ingest(
        source=[make.source("letter"), make.source("other")],
        study=[make.study("letter/2"), make.study("other/1", "Roe [1]")],
        observation=[make.observation("a", value=45.0), make.observation("b", "other/1", value=45.0)],
    )
    files = export(warehouse.connection, tmp_path / "out", ["measurement"], ["other"])
    assert [path.name for path in files] == [
        "measurement.parquet",
        "measurement.csv",
        "evitable.xlsx",
        "datapackage.json",
    ]
    assert pl.read_parquet(files[0])["study_id"].to_list() == ["other/1"]


@pytest.mark.parametrize("asked", [{"tables": ["nothing"]}, {"sources": ["nobody"]}])
def test_what_is_not_there_is_named(
    letter: duckdb.DuckDBPyConnection, tmp_path: Path, asked: dict[str, list[str]]
):
    with pytest.raises(ExportError, match=next(iter(asked.values()))[0]):
        export(letter, tmp_path, **asked)


@pytest.mark.parametrize("hostile", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "|calc", "%0A=1"])
def test_no_spreadsheet_runs_a_documents_words(
    warehouse: Warehouse, make: ModuleType, tmp_path: Path, hostile: str
):
    warehouse.ingest(
        source=[make.source(title=hostile)],
        study=[make.study()],
        observation=[make.observation("a", value=45.0)],
    )
    export(warehouse.connection, tmp_path, ["source"])
    title = pl.read_csv(tmp_path / "source.csv")["title"][0]
    sheet = openpyxl.load_workbook(tmp_path / "evitable.xlsx")["source"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert title == "'" + hostile
    assert not any(cell.data_type == "f" for cell in cells)
    assert pl.read_parquet(tmp_path / "source.parquet")["title"][0] == hostile


@pytest.mark.parametrize(
    "in_the_way", ["", "study.parquet/x", "study.csv/x", "evitable.xlsx/x", "datapackage.json/x"]
)
def test_a_file_that_cannot_be_written_is_said(
    letter: duckdb.DuckDBPyConnection, tmp_path: Path, in_the_way: str
):
    blocked = tmp_path / "out" / in_the_way
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("in the way")
    with pytest.raises(ExportError, match=r"out: cannot be written \(.+\); give another place"):
        export(letter, tmp_path / "out", ["study"])


def test_a_meta_analysis_that_cannot_be_written_is_said(letter: duckdb.DuckDBPyConnection, tmp_path: Path):
    with pytest.raises(ExportError, match="cannot be written"):
        export_meta_analysis(letter, "ORR", tmp_path)


def rates(make: ModuleType, *shares: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """A study of 40 patients for each share."""
    studies = [make.study(f"letter/{number}", f"Doe [{number}]") for number in range(1, len(shares) + 1)]
    patients = {"category": "baseline", "endpoint": "n_patients", "statistic": "count", "unit": "patients"}
    return {
        "source": [make.source()],
        "study": studies,
        "observation": [
            *(
                make.observation(f"n{study['study_id']}", study["study_id"], **patients, value=40.0, n=40)
                for study in studies
            ),
            *(
                make.observation(f"r{study['study_id']}", study["study_id"], decimals=1, **share)
                for study, share in zip(studies, shares, strict=True)
            ),
        ],
    }


def test_meta_analysis_gives_events_and_says_which_are_derived(
    warehouse: Warehouse, make: ModuleType, tmp_path: Path
):
    warehouse.ingest(**rates(make, {"value": 50.0, "n": 20, "n_total": 40}, {"value": 47.5}, {"value": 41.7}))
    path = tmp_path / "orr.csv"
    assert export_meta_analysis(warehouse.connection, "ORR", path) == 3
    rows = pl.read_csv(path).select("studlab", "event", "n", "xi", "ni", "events_derived").rows()
    assert rows == [
        ("Doe [1]", 20, 40, 20, 40, False),
        ("Doe [2]", 19, 40, 19, 40, True),
        ("Doe [3]", None, 40, None, 40, True),  # no whole number of 40 patients is 41.7%
    ]


def test_meta_analysis_of_what_nobody_reports_names_what_there_is(
    warehouse: Warehouse, make: ModuleType, tmp_path: Path
):
    warehouse.ingest(**rates(make, {"value": 50.0}))
    with pytest.raises(ExportError, match="ORR"):
        export_meta_analysis(warehouse.connection, "PFS", tmp_path / "pfs.csv")
    assert not (tmp_path / "pfs.csv").exists()
