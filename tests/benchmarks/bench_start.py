"""How much of a command's time is ours: `ingest` and `show` beside the imports they cannot do without.

    python tests/benchmarks/bench_start.py [rounds]

Processor time (user and system) of whole processes, run in turn, so that a busy machine slows all of them
alike; the median of each. A first round that is not counted compiles the bytecode and warms the file cache.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

ROOT = Path(__file__).parents[2]

INGEST_IMPORTS = "import polars, duckdb, pandera.polars"
SHOW_IMPORTS = "import duckdb, typer, rich"
MOST_INGEST, MOST_SHOW = 2.0, 1.5


def commands(folder: Path) -> dict[str, list[str]]:
    """Return what is compared, by name; `folder` holds the warehouse and the bytecode."""
    evitable = [sys.executable, "-c", "from flows.start import main; main()"]
    warehouse = ["--warehouse", str(folder / "warehouse.duckdb")]
    first = ["--warehouse", str(folder / "{round}.duckdb")]
    return {
        INGEST_IMPORTS: [sys.executable, "-c", INGEST_IMPORTS],
        "ingest, first": [*evitable, "ingest", "--direct", *first],
        "ingest, again": [*evitable, "ingest", "--direct", "--force", *warehouse],
        SHOW_IMPORTS: [sys.executable, "-c", SHOW_IMPORTS],
        "show table_1": [*evitable, "show", "table_1", *warehouse],
    }


def cpu_seconds(command: list[str], folder: Path) -> float:
    """Run a command to its end and return the processor time it took."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def measure(rounds: int) -> dict[str, float]:
    """Return the median processor seconds of each command."""
    seconds: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(rounds + 1):
            for what, command in commands(folder).items():
                spent = cpu_seconds([part.replace("{round}", str(number)) for part in command], folder)
                if number:
                    seconds.setdefault(what, []).append(spent)
    return {what: median(spent) for what, spent in seconds.items()}


def main() -> None:
    """Print the seconds of each command, and how they compare."""
    seconds = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
    compared = {
        "ingest, first": (INGEST_IMPORTS, MOST_INGEST),
        "ingest, again": (INGEST_IMPORTS, MOST_INGEST),
        "show table_1": (SHOW_IMPORTS, MOST_SHOW),
    }
    for what, spent in seconds.items():
        imports, most = compared.get(what, (None, 0))
        ratio = f"{spent / seconds[imports]:8.2f} times the imports (at most {most})" if imports else ""
        print(f"{spent:8.3f} s  {what:40}{ratio}")


if __name__ == "__main__":
    main()
