"""What an ingest takes: python tests/benchmarks/bench_ingest.py [FOLDER] [--documents 10000]

Speed with one worker and with two, memory, growth with the number of documents, an ingest with nothing to do,
the share of loading, one poisonous document among ten thousand. Without a folder the documents are
invented; with one (of any texts) what needs a certain number of them is left out. Memory is the proportional set
size (PSS) of the whole process tree. Shares and growth are of processor time, which a busy machine changes
little; the speed-up is of wall time, and needs two free cores.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.corpus import write_corpus  # noqa: E402
from tests.benchmarks.process_tree import PeakMemory  # noqa: E402
from tests.support.raw_pdf import one_page  # noqa: E402

TIMED_INGEST = Path(__file__).with_name("timed_ingest.py")
WORKERS = 2
MORE = 10  # documents that arrive when all others are loaded
ROUNDS = 2  # of one worker and two in turn: the best of each counts

LEAST_SPEED_UP = 1.7
MOST_MEGABYTES = 1000.0
MOST_GROWTH = 1.2
MOST_OF_FIRST_INGEST = 0.03
MOST_OF_LOADING = 0.25


@dataclass(frozen=True, slots=True)
class Run:
    """What one ingest told of itself, and what was seen of it from outside."""

    told: dict[str, Any]
    wall: float
    megabytes: float
    processes: int
    file_megabytes: float

    @property
    def documents(self) -> int:
        """How many were read."""
        return int(self.told["read"])

    @property
    def processor(self) -> float:
        """Processor seconds of all processes."""
        return float(self.told["own"] + self.told["workers"])

    @property
    def loading(self) -> float:
        """Processor seconds of framing, contract, load, audits and publishing."""
        return float(sum(self.told["steps"].values()))


def main() -> None:
    """Run the ingests and print their ratios beside the limits."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--no-poison", action="store_true")
    chosen = options.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} processes on {os.cpu_count()} cores")
    with TemporaryDirectory() as scratch:
        place = Path(scratch)
        if chosen.folder:
            _measure_folder(chosen.folder, place)
        else:
            _measure_corpus(place, chosen.documents, poison=not chosen.no_poison)


def _measure_folder(folder: Path, place: Path) -> None:
    first = _measure_speed_up(folder, place)
    _judge_one(first, _ingest(folder, place / f"{WORKERS}.duckdb", WORKERS))


def _measure_corpus(place: Path, documents: int, *, poison: bool) -> None:
    tenth = place / "tenth"
    write_corpus(tenth, documents // 10)
    small = _measure_speed_up(tenth, place)
    whole = place / "whole"
    files = write_corpus(whole, documents)
    large = _ingest(whole, place / "whole.duckdb", WORKERS)
    _print_run(large)
    _judge_one(large, _ingest(whole, place / "whole.duckdb", WORKERS))
    write_corpus(whole, MORE, first_seed=documents)
    more = _ingest(whole, place / "whole.duckdb", WORKERS)
    print(f"{more.documents} more: {more.wall:.1f} s, {more.processor:.1f} s of processor")
    growth = (large.processor / large.documents) / (small.processor / small.documents)
    _judge(f"time per document, {large.documents} to {small.documents}", growth, MOST_GROWTH)
    if poison:
        for file in write_corpus(whole, MORE, first_seed=documents):
            file.unlink()
        files[documents // 2].with_suffix(".pdf").write_bytes(_poison())
        files[documents // 2].unlink()
        _judge_poisoned(_ingest(whole, place / "poisoned.duckdb", WORKERS), documents)


def _poison() -> bytes:
    """Return a PDF whose page takes for ever to read: lines, one after the other."""
    return one_page(b"10 10 m 500 10 l S\n" * 20_000_000)


def _measure_speed_up(folder: Path, place: Path) -> Run:
    """Ingest a folder with one worker and with two; return the last run."""
    best = {1: float("inf"), WORKERS: float("inf")}
    for _ in range(ROUNDS):
        for workers in (1, WORKERS):
            warehouse = place / f"{workers}.duckdb"
            warehouse.unlink(missing_ok=True)
            run = _ingest(folder, warehouse, workers)
            best[workers] = min(best[workers], run.wall)
    _print_run(run)
    for workers, wall in best.items():
        print(f"{workers} worker(s): {run.documents / wall:.0f} documents a second")
    _judge(f"speed-up with {WORKERS} workers", best[1] / best[WORKERS], LEAST_SPEED_UP, at_least=True)
    return run


def _judge_one(first: Run, again: Run) -> None:
    if again.documents or again.told["unchanged"] != first.documents:
        raise SystemExit(f"ingested again, documents were read: {again.told}")
    _judge("peak memory of all processes, MB", first.megabytes, MOST_MEGABYTES)
    _judge("load, contract and audits, of all", first.loading / first.processor, MOST_OF_LOADING)
    _judge("again, unchanged: processor time", again.processor / first.processor, MOST_OF_FIRST_INGEST)
    _judge("again, unchanged: wall time", again.wall / first.wall, MOST_OF_FIRST_INGEST)


def _judge_poisoned(run: Run, documents: int) -> None:
    problems = run.told["problems"]
    if run.documents != documents - 1 or len(problems) != 1:
        raise SystemExit(f"of {documents} with one poisonous, {run.documents} were read: {problems}")
    print(f"{run.documents} of {documents} loaded; the poisonous one: {problems[0]}")


def _judge(what: str, value: float, limit: float, *, at_least: bool = False) -> None:
    holds = value >= limit if at_least else value <= limit
    sign = ">=" if at_least else "<="
    print(f"{what:<45} {value:>9.3f} {sign} {limit:<8g} {'holds' if holds else 'BROKEN'}")


def _print_run(run: Run) -> None:
    """Print where the time of an ingest went."""
    own = float(run.told["own"])
    print(
        f"\n{run.documents} documents, {run.told['rows']} rows, file {run.file_megabytes:.0f} MB, "
        f"{run.wall:.0f} s, {run.processor:.0f} s of processor, at most {run.processes} processes"
    )
    spent = {"reading, in workers": run.told["workers"], **run.told["steps"]}
    spent["the rest: planning, receiving, imports"] = own - run.loading
    for step, seconds in spent.items():
        print(f"  {step:<40} {1000 * seconds / run.documents:>7.2f} ms a document")


def _ingest(folder: Path, warehouse: Path, workers: int) -> Run:
    """Ingest a folder in a process of its own, and watch it."""
    command = [sys.executable, str(TIMED_INGEST), str(folder), str(warehouse), str(workers)]
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    with PeakMemory(process.pid) as peak:
        out, problem = process.communicate()
    wall = time.monotonic() - start
    if process.returncode:
        raise SystemExit(f"the ingest failed: {problem}")
    told = json.loads(out.splitlines()[-1])
    return Run(told, wall, peak.megabytes, peak.most_processes, warehouse.stat().st_size / 1e6)


if __name__ == "__main__":
    main()
