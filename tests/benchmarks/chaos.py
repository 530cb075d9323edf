"""Ingests killed at every moment while readers query: python tests/benchmarks/chaos.py --kills 200

A folder holds some abstracts, all in one of two versions, in turn. Half of the kills fall at any moment of an
ingest; the others each in one of its phases, the short ones as often as the long: staging, flush, rename, what
comes after. After every kill the published file must hold one version to the last value, never a mix; after
every fifth, and each in a late phase, it must pass `evitable validate`; no process of the killed ingest may stay.
Now and then, and at the end, an ingest is left alone: it must succeed without help and leave nothing in
staging. Readers in a loop must never fail. At last, two ingests begin at once: one wins, the other waits or
says who holds the lock.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from flows.errors import ExitCode  # noqa: E402
from flows.validation import Request, validate  # noqa: E402
from tests.benchmarks.chaos_victim import PHASES  # noqa: E402
from tests.benchmarks.corpus import invented_text  # noqa: E402
from warehouse.connection import connect  # noqa: E402
from warehouse.snapshots import Places, history  # noqa: E402

VICTIM = Path(__file__).with_name("chaos_victim.py")
DOCUMENTS = 12
KILLS_BETWEEN_RECOVERIES = 10
KILLS_BETWEEN_VALIDATIONS = 5
SECONDS_TO_VANISH = 5
SECONDS_TO_INGEST = 120
# Some invented tables cannot be read whole, which the exit code says; what was read is loaded.
SUCCESS = (0, ExitCode.UNREADABLE_SOURCES)
AFTER_RENAME = PHASES.index("flush folder")
LATE = PHASES[PHASES.index("close the file") :]

READER = """
import sys, time
from pathlib import Path
from warehouse.connection import connect

path, versions, reads, slowest = Path(sys.argv[1]), set(sys.argv[2:]), 0, 0.0
while not path.with_name("stop").exists():
    start = time.monotonic()
    with connect(path) as connection:
        ((seen,),) = connection.execute("SELECT md5(string_agg(sha256, ',' ORDER BY source_id)) FROM source").fetchall()
        assert seen in versions, seen
        for query in ("FROM reconciliation", "FROM response_rates", "FROM audit", "FROM change"):
            connection.execute(query).fetchall()
    reads, slowest = reads + 1, max(slowest, time.monotonic() - start)
    time.sleep(1)  # else four readers leave the ingests no core
print(reads, slowest)
"""

# All that an ingest says of the documents, and nothing of when it said it.
CONTENT = (
    "SELECT source_id, sha256, text FROM source ORDER BY ALL",
    "SELECT * EXCLUDE run_id FROM observation ORDER BY ALL",
    "SELECT * FROM measurement ORDER BY ALL",
    "SELECT * EXCLUDE run_id FROM finding ORDER BY ALL",
)
DIGEST = "SELECT md5(string_agg(sha256, ',' ORDER BY source_id)) FROM source"

Content = list[list[tuple[Any, ...]]]


@dataclass(slots=True)
class Victim:
    """An ingest that is running, and what it has said of its phases."""

    process: subprocess.Popen[bytes]
    marks: int  # the end of the pipe that it tells its phases to
    begun: float
    said: bytes = b""

    @property
    def phases(self) -> list[tuple[float, str]]:
        """When which phase began."""
        lines = self.said.decode().splitlines()
        return [(float(moment), phase) for moment, _, phase in (line.partition(" ") for line in lines)]

    def listen(self, seconds: float) -> bool:
        """Wait for a mark; return whether there may be another."""
        ready, _, _ = select.select([self.marks], [], [], seconds)
        if not ready:
            return True
        heard = os.read(self.marks, 65_536)
        self.said += heard
        return bool(heard)

    def wait_for(self, phase: str, seconds: float) -> None:
        """Wait until a phase begins or the process ends."""
        until = time.monotonic() + seconds
        while phase not in dict(map(reversed, self.phases)) and time.monotonic() < until:
            if not self.listen(until - time.monotonic()):
                return

    def end(self) -> None:
        """Kill the process and none below it, hear its last words."""
        self.process.kill()
        self.process.wait()
        while select.select([self.marks], [], [], 0)[0] and self.listen(0):
            pass
        os.close(self.marks)


@dataclass(slots=True)
class Scene:
    """Where it happens, and what has been seen so far."""

    raw: Path
    path: Path
    workers: int
    dice: random.Random
    references: list[Content] = field(default_factory=list)
    durations: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    totals: list[float] = field(default_factory=list)
    hits: Counter[str] = field(default_factory=Counter)
    published: Counter[str] = field(default_factory=Counter)
    recoveries: int = 0
    validations: int = 0
    slowest_to_vanish: float = 0.0


def main() -> None:
    """Kill ingests, and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--readers", type=int, default=4)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with TemporaryDirectory() as folder:
        scene = Scene(
            Path(folder) / "raw", Path(folder) / "evitable.duckdb", chosen.workers, random.Random(chosen.seed)
        )
        _run(scene, chosen.kills, chosen.readers)


def _run(scene: Scene, kills: int, reader_count: int) -> None:
    scene.raw.mkdir()
    digests = []
    for version in (0, 1):
        _recover(scene, version)
        scene.references.append(_content(scene.path))
        digests.append(_digest(scene.path))
    readers = [_reader(scene.path, digests) for _ in range(reader_count)]
    try:
        while (
            killed := scene.hits.total() - scene.hits["over"]
        ) < kills:  # one that came too late is no kill
            _kill_once(scene, aimed_at_phase=bool(scene.hits.total() % 2))
            print(
                f"\r{killed + 1} killed, {sum(scene.published.values())} after publishing", end="", flush=True
            )
            if not scene.hits.total() % KILLS_BETWEEN_RECOVERIES:
                _recover(scene, 1 - _state(scene))
        _recover(scene, 1 - _state(scene))
        waited = _two_at_once(scene, 1 - _state(scene))
        scene.path.with_name("stop").touch()
        seen = [_reads(reader) for reader in readers]
    finally:
        for reader in readers:
            reader.kill()
    _print(scene, kills, seen, waited)


def _print(scene: Scene, kills: int, seen: list[tuple[int, float]], waited: str) -> None:
    print(f"\n{'phase':<18} {'usual ms':>9} {'kills':>6} {'new version published':>22}")
    for phase in (*PHASES, "over"):
        usual = 1000 * statistics.median(scene.durations[phase] or [0])
        print(f"{phase:<18} {usual:>9.1f} {scene.hits[phase]:>6} {scene.published[phase]:>22}")
    print(f"{kills} kills: one of two states after each, validated {scene.validations} times")
    print(f"{scene.recoveries} ingests left alone: all succeeded and left nothing in staging")
    print(f"processes of killed ingests were gone after {scene.slowest_to_vanish:.2f} s at most")
    print(
        f"{sum(reads for reads, _ in seen)} reads, none failed, the slowest {max(slow for _, slow in seen):.2f} s"
    )
    print(f"two at once: {waited}; {len(history(scene.path))} snapshots kept")


def _kill_once(scene: Scene, *, aimed_at_phase: bool) -> None:
    """Ingest the other version, kill that at some moment, and see what is left."""
    before = _state(scene)
    victim = _start(scene, 1 - before)
    if aimed_at_phase:
        phase = scene.dice.choice(PHASES)
        victim.wait_for(phase, SECONDS_TO_INGEST)
        time.sleep(scene.dice.uniform(0, statistics.median(scene.durations[phase] or [0])))
    else:
        time.sleep(scene.dice.uniform(0, 1.05 * statistics.median(scene.totals)))
    is_over = victim.process.poll() is not None
    victim.end()
    _wait_for_orphans(scene, victim.process.pid)
    phase = "over" if is_over else victim.phases[-1][1] if victim.phases else "start"
    scene.hits[phase] += 1
    after = _state(scene)
    scene.published[phase] += after != before
    must_be_new = phase == "over" or PHASES.index(phase) >= AFTER_RENAME
    if (after != before) != must_be_new and phase != "rename":
        raise SystemExit(f"\nkilled in {phase!r}, the version went from {before} to {after}")
    if phase in (*LATE, "over") or not sum(scene.hits.values()) % KILLS_BETWEEN_VALIDATIONS:
        _must_be_valid(scene, after)


def _recover(scene: Scene, version: int) -> None:
    """Ingest a version undisturbed: it must succeed without help and leave nothing behind."""
    victim = _start(scene, version)
    while victim.listen(SECONDS_TO_INGEST):
        if victim.process.poll() is not None:
            break
    code = victim.process.wait(SECONDS_TO_INGEST)
    ended = time.monotonic()
    victim.end()
    if code not in SUCCESS:
        raise SystemExit(f"\nan ingest that nobody disturbed ended with {code}")
    moments = [*victim.phases, (ended, "over")]
    spent: Counter[str] = Counter()
    for (start, phase), (end, _) in pairwise(moments):
        spent[phase] += end - start
    for phase, seconds in spent.items():
        scene.durations[phase].append(seconds)
    scene.totals.append(ended - victim.begun)
    scene.recoveries += 1
    if len(scene.references) > version and _state(scene) != version:
        raise SystemExit("\nan ingest that nobody disturbed did not publish its version")
    places = Places(scene.path)
    left = sorted(file.name for file in places.staging.parent.iterdir() if file != places.lock)
    if left:
        raise SystemExit(f"\nleft in staging: {left}")
    _wait_for_orphans(scene, victim.process.pid)


def _two_at_once(scene: Scene, version: int) -> str:
    """Begin to ingest a version twice; return what became of the second."""
    _write(scene.raw, version)
    both = [
        subprocess.Popen(
            _command(scene), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    told = [process.communicate(timeout=SECONDS_TO_INGEST)[1] for process in both]
    codes = sorted(process.returncode for process in both)
    if (
        _state(scene) != version
        or codes[0] not in SUCCESS
        or codes[1] not in {*SUCCESS, ExitCode.NO_WAREHOUSE}
    ):
        raise SystemExit(f"\ntwo at once: {codes}, {told}")
    if codes[1] in SUCCESS:
        return "the second waited for the first"
    message = max(zip((process.returncode for process in both), told, strict=True))[1]
    if "another ingest holds the warehouse: process" not in message:
        raise SystemExit(f"\nthe second of two did not say who the first is: {message}")
    return f"the second said who the first is (exit {ExitCode.NO_WAREHOUSE})"


def _start(scene: Scene, version: int) -> Victim:
    _write(scene.raw, version)
    marks, told = os.pipe()
    arguments = [sys.executable, str(VICTIM), str(told), *_arguments(scene)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        arguments, cwd=ROOT, stdout=quiet, stderr=quiet, pass_fds=(told,), start_new_session=True
    )
    os.close(told)
    return Victim(process, marks, time.monotonic())


def _command(scene: Scene) -> list[str]:
    return [sys.executable, "-c", "from flows.start import main; main()", *_arguments(scene)]


def _arguments(scene: Scene) -> list[str]:
    warehouse, workers = str(scene.path), str(scene.workers)
    return ["ingest", str(scene.raw), "--direct", "--warehouse", warehouse, "--workers", workers]


def _write(raw: Path, version: int) -> None:
    """Put a version of every abstract into the folder."""
    for number in range(DOCUMENTS):
        (raw / f"abstract{number}.txt").write_text(invented_text(1000 * version + number), "utf-8")


def _state(scene: Scene) -> int:
    """Return which version the published file holds.

    Raises:
        SystemExit: neither, or some of both.
    """
    content = _content(scene.path)
    if content not in scene.references:
        raise SystemExit("\nthe published file holds neither of the two versions")
    return scene.references.index(content)


def _content(path: Path) -> Content:
    with connect(path) as connection:
        return [connection.execute(query).fetchall() for query in CONTENT]


def _digest(path: Path) -> str:
    with connect(path) as connection:
        ((digest,),) = connection.execute(DIGEST).fetchall()
    return str(digest)


def _must_be_valid(scene: Scene, version: int) -> None:
    """Validate the published file beside the raw files that it was read from."""
    _write(scene.raw, version)
    validation = validate(Request(scene.path, scene.raw))
    if not validation.is_valid:
        raise SystemExit(f"\nnot valid: {[record for record in validation.records if record.is_breach]}")
    scene.validations += 1


def _wait_for_orphans(scene: Scene, session: int) -> None:
    """Wait until no process of an ingest is left."""
    start = time.monotonic()
    while left := _of_session(session):
        if time.monotonic() - start > SECONDS_TO_VANISH:
            raise SystemExit(f"\nprocesses stay: {left}")
        time.sleep(0.01)
    scene.slowest_to_vanish = max(scene.slowest_to_vanish, time.monotonic() - start)


def _of_session(session: int) -> list[str]:
    """Return the processes alive in a session, that is, all that its first process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            name, _, rest = status.read_text().rpartition(")")
            state, _, _, of_session = rest.split()[:4]
            if int(of_session) == session and state != "Z":
                found.append(name)
    return found


def _reader(path: Path, digests: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", READER, str(path), *digests]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _reads(reader: subprocess.Popen[str]) -> tuple[int, float]:
    out, problem = reader.communicate(timeout=60)
    if reader.returncode:
        raise SystemExit(f"\na reader failed: {problem}")
    reads, slowest = out.split()
    return int(reads), float(slowest)


if __name__ == "__main__":
    main()
