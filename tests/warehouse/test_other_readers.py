"""Other programs read what we write: an older DuckDB the warehouse, pandas the exported CSV."""

from __future__ import annotations

import json
import subprocess
import venv
from pathlib import Path

import pytest

from tests.support.ingesting import ingest
from warehouse.connection import connect
from warehouse.export import export

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
OLDEST = "1.4.5"

PROGRAM = """
import json, sys, duckdb, pandas
connection = duckdb.connect(sys.argv[1], read_only=True)
names = [row[0] for row in connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()]
rows = {name: len(connection.execute(f'FROM "{name}"').fetchall()) for name in names}
cell = connection.execute("SELECT * FROM table_1 LIMIT 1").fetchall()[0]
frame = pandas.read_csv(sys.argv[2])
values = [None if pandas.isna(value) else value for value in frame["value"]]
print(json.dumps({"version": duckdb.__version__, "rows": rows, "cell": cell, "values": values}))
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("published") / "evitable.duckdb"
    ingest([ROOT / "raw"], path)
    return path


def test_an_older_duckdb_and_pandas_read_it(published: Path, tmp_path: Path):
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    packages = [f"duckdb=={OLDEST}", "pandas"]
    subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True, timeout=300)
    with connect(published, writes_files=True) as connection:
        export(connection, tmp_path / "export", ["measurement"])
        stored = [row[0] for row in connection.execute("SELECT value FROM measurement").fetchall()]
        views = connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        rows = {name: len(connection.execute(f'FROM "{name}"').fetchall()) for (name,) in views}
        cell = list(connection.execute("SELECT * FROM table_1 LIMIT 1").fetchall()[0])
    csv = tmp_path / "export" / "measurement.csv"
    done = subprocess.run(
        [python, "-c", PROGRAM, published, csv], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"version": OLDEST, "rows": rows, "cell": cell, "values": stored}
