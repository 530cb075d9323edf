"""What Prefect costs: the same ingest in this process, through a running server, through one of its own.

`python tests/benchmarks/bench_orchestration.py [DOCUMENT]`; default: the letter. The three take turns, medians of
each are printed, as seconds and as multiples of the first: on a busy machine only the multiples mean anything.
"""

from __future__ import annotations

import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

ROUNDS = 5
LETTER = next(Path(__file__).parents[2].glob("raw/*/letter.txt")).parent
PROGRAMS = Path(sys.executable).parent
QUIET = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}


def measure(folder: Path, document: Path, way: str, environment: dict[str, str]) -> tuple[float, float]:
    """Ingest into a new warehouse; return wall and processor seconds."""
    warehouse = folder / "warehouse" / f"{time.monotonic_ns()}.duckdb"
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [PROGRAMS / "evitable", "ingest", document, "--warehouse", warehouse, way]
    subprocess.run(command, env=environment, check=True, capture_output=True, cwd=folder)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def start_server(environment: dict[str, str]) -> tuple[subprocess.Popen, str]:
    """Start a server and wait for it; return it and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    api = f"http://127.0.0.1:{port}/api"
    server = subprocess.Popen(
        [PROGRAMS / "prefect", *f"server start --host 127.0.0.1 --port {port}".split()],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while True:
        try:
            urlopen(f"{api}/health", timeout=5).close()  # noqa: S310 (loopback)
        except OSError:
            time.sleep(0.2)
        else:
            return server, api


def main() -> None:
    """Measure and print."""
    document = Path(sys.argv[1] if sys.argv[1:] else LETTER).absolute()
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")} | QUIET
    with TemporaryDirectory() as name:
        folder = Path(name)
        warm = plain | {"PREFECT_HOME": str(folder / "warm")}
        server, api = start_server(warm)
        try:
            shutil.copytree(folder / "warm", folder / "kept")  # so that its server finds its tables
            ways = {
                "in this process": ("--direct", plain),
                "running server": ("--prefect", warm | {"PREFECT_API_URL": api}),
                "server of its own": ("--prefect", plain | {"PREFECT_HOME": str(folder / "kept")}),
            }
            taken = {way: [] for way in ways}
            for _ in range(ROUNDS):
                for way, (option, environment) in ways.items():
                    taken[way].append(measure(folder, document, option, environment))
        finally:
            server.terminate()
            server.wait(60)
    base = None
    for way, seconds in taken.items():
        wall, processor = (statistics.median(column) for column in zip(*seconds, strict=True))
        base = base or (wall, processor)
        print(
            f"{way:18} {wall:6.2f} s {wall / base[0]:5.1f}x   processor {processor:6.2f} s {processor / base[1]:5.1f}x"
        )


if __name__ == "__main__":
    main()
