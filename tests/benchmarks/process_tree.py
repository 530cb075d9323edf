"""Memory of a process and all that it started (Linux): what is theirs alone, and their shares of what they share."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_SECONDS_BETWEEN_LOOKS = 0.25


def descendants(pid: int) -> list[int]:
    """Return a process and all below it that are alive."""
    found = [pid]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            found += map(int, _text(children).split())
    return found


def memory_mb(pid: int) -> float:
    """Return the proportional set size of a process and all below it: shared pages are counted once."""
    return sum(_proportional_kb(process) for process in descendants(pid)) / 1024


def _proportional_kb(pid: int) -> int:
    lines = _text(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _text(path: Path) -> str:
    """Return what a file of `/proc` says; nothing if its process has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""


class PeakMemory:
    """The most memory that a process and all below it took while the block ran."""

    def __init__(self, pid: int) -> None:
        self.megabytes = 0.0
        self.most_processes = 0
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_SECONDS_BETWEEN_LOOKS):
            self.megabytes = max(self.megabytes, memory_mb(self._pid))
            self.most_processes = max(self.most_processes, len(descendants(self._pid)))
