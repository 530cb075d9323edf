"""Contract, load, reconciliation, audits and publishing: python tests/benchmarks/bench_load.py --documents 10000

The rows of the letter's studies, each as a document of its own, under other names; extraction is not measured.
"""

from __future__ import annotations

import argparse
import resource
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

from flows.pipeline import Stamp, to_batch
from flows.source_reading import read_or_refuse
from flows.sources import find_sources
from schemas.validate import split_all
from warehouse import build, publish

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

ROOT = Path(__file__).parents[2]
NOW = datetime.now(UTC).replace(tzinfo=None)
DOCUMENTS_PER_LOAD = 1000

Frames = dict[str, pl.DataFrame]


class Clock:
    """Wall and processor seconds by step."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.processor: dict[str, float] = {}

    @contextmanager
    def measure(self, step: str) -> Iterator[None]:
        """Add the time of a block to a step."""
        wall, processor = time.perf_counter(), time.process_time()
        yield
        self.wall[step] = self.wall.get(step, 0) + time.perf_counter() - wall
        self.processor[step] = self.processor.get(step, 0) + time.process_time() - processor


def main() -> None:
    """Load documents, and print what each step took per 1,000 of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=10_000)
    documents = options.parse_args().documents
    clock = Clock()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "evitable.duckdb"
        rows = _load(path, documents, clock)
        size = path.stat().st_size / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{documents} documents, {rows} rows: file {size:.0f} MB, peak memory {memory:.0f} MB")
    print("seconds per 1,000 documents   wall  processor")
    for step, wall in (*clock.wall.items(), ("sum", sum(clock.wall.values()))):
        processor = clock.processor.get(step, sum(clock.processor.values()))
        print(f"  {step:<25} {1000 * wall / documents:>8.2f} {1000 * processor / documents:>10.2f}")


def _load(path: Path, documents: int, clock: Clock) -> int:
    """Build and publish a warehouse, and return how many rows went in."""
    template, rows = _template(), 0
    run = build.Run("run", NOW, "benchmark")
    with publish.staging(path) as staged:
        with staged.connect() as connection:
            build.begin(connection, run)
            for start in range(0, documents, DOCUMENTS_PER_LOAD):
                frames = _documents(template, start, min(start + DOCUMENTS_PER_LOAD, documents))
                rows += sum(frame.height for frame in frames.values())
                _add(connection, run, frames, clock)
            with clock.measure("link, audit, views, changes"):
                build.finish(connection, run, build.Counts(), NOW)
        with clock.measure("check, flush, rename"):
            staged.publish()
    return rows


def _add(connection: duckdb.DuckDBPyConnection, run: build.Run, frames: Frames, clock: Clock) -> None:
    with clock.measure("contract"):
        accepted, rejections = split_all(frames)
    if rejections.height:
        raise SystemExit(f"{rejections.height} rows rejected: {rejections['reason'][0]}")
    with clock.measure("load and reconcile"):
        build.load(connection, run, accepted, rejections)


def _template() -> Frames:
    """Return the rows of one study of the letter, as a document."""
    batch = to_batch(
        map(read_or_refuse, find_sources([ROOT / "raw" / "vrr_aml_ash_2023"]).sources), Stamp("run", NOW)
    )
    study_id = str(batch.frames["study"]["study_id"][0])
    of_study = {"study", "study_drug", "observation", "printed_cell"}
    return {
        name: frame.filter(pl.col("study_id") == study_id)
        if name in of_study
        else frame.head(name == "source")
        for name, frame in batch.frames.items()
    }


def _documents(template: Frames, start: int, stop: int) -> Frames:
    """Return copies of a document, each under the name of its number, with drugs of its own."""
    numbers = pl.DataFrame({"number": range(start, stop)}).select(pl.col("number").cast(pl.String))
    return {name: _copies(frame, numbers).select(frame.columns) for name, frame in template.items()}


def _copies(frame: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("number")
    renamed = {
        "source_id": number,
        "study_id": number + "/1",
        "observation_id": pl.col("observation_id") + "-" + number,
        "drug": pl.col("drug") + number,
    }
    own = {name: made for name, made in renamed.items() if name in frame.columns}
    copies = frame.join(numbers, how="cross").with_columns(**own)
    return copies.filter(pl.col("endpoint") != "registry_id") if "endpoint" in copies.columns else copies


if __name__ == "__main__":
    main()
