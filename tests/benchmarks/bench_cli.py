"""How long `show` and `ingest` take beside the bare imports that they cannot do without, in turns.

    .venv/bin/python tests/benchmarks/bench_cli.py [ROUNDS]

`ingest` is that of the letter, in-process and warm: into a warehouse that is there, every source read again.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RAW = Path(__file__).parents[2] / "raw"
EVITABLE = str(Path(sys.executable).with_name("evitable"))
COMMANDS = {
    "import duckdb, typer, rich": [sys.executable, "-c", "import duckdb, typer, rich"],
    "evitable show table_1": [EVITABLE, "show", "table_1"],
    "import polars, duckdb, pandera.polars": [sys.executable, "-c", "import polars, duckdb, pandera.polars"],
    "evitable ingest": [EVITABLE, "ingest", str(RAW), "--direct", "--force"],
}
RATIOS = [
    ("evitable show table_1", "import duckdb, typer, rich"),
    ("evitable ingest", "import polars, duckdb, pandera.polars"),
]


def _run(command: list[str], folder: str) -> tuple[float, float]:
    """Return the seconds of wall and of processor that a process takes."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime


def main(rounds: int) -> None:
    """Print medians and ratios."""
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        _run(COMMANDS["evitable ingest"], folder)
        for _ in range(rounds):
            for name, command in COMMANDS.items():
                seconds[name].append(_run(command, folder))
    medians = {
        name: [statistics.median(column) for column in zip(*taken, strict=True)]
        for name, taken in seconds.items()
    }
    for name, (wall, processor) in medians.items():
        print(f"{name:40} {1000 * wall:6.0f} ms, {1000 * processor:6.0f} ms of processor")
    for name, base in RATIOS:
        wall, processor = (ours / bare for ours, bare in zip(medians[name], medians[base], strict=True))
        print(f"{name}: {wall:.2f} times the imports, {processor:.2f} in processor time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
