"""An ingest that tells through a pipe how far it is: python chaos_victim.py DESCRIPTOR ARGUMENTS_OF_EVITABLE...

A line is a moment of the system's clock and the phase that begins then. Whoever reads them can kill this process in
any phase, and say of one that was killed in which.
"""

from __future__ import annotations

import os
import sys
import time
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

PHASES = (
    "start",
    "plan",
    "copy to staging",
    "begin",
    "read",
    "load",
    "finish",
    "close the file",
    "check the file",
    "flush",
    "keep snapshot",
    "rename",
    "flush folder",
    "forget snapshots",
    "report",
)


def main(descriptor: int, arguments: list[str]) -> None:
    """Run `evitable` with a mark at the beginning of each phase."""

    def mark(phase: str) -> None:
        os.write(descriptor, f"{time.monotonic()} {phase}\n".encode())

    mark("start")
    from flows.start import main as evitable

    _place_marks(mark)
    mark("plan")
    sys.argv[1:] = arguments
    evitable()


def _place_marks(mark: Callable[[str], None]) -> None:
    from warehouse import build, publish, snapshots

    flushes = iter(("flush", "flush folder"))
    _before(publish, "_prepare", lambda: mark("copy to staging"))
    _before(build, "begin", lambda: mark("begin"), lambda: mark("read"))
    _before(build, "load", lambda: mark("load"), lambda: mark("read"))
    _before(build, "finish", lambda: mark("finish"), lambda: mark("close the file"))
    _before(publish, "find_broken", lambda: mark("check the file"))
    _before(snapshots, "_flush", lambda: mark(next(flushes)))
    _before(snapshots, "_keep", lambda: mark("keep snapshot"))
    _before(snapshots, "_set_aside_stray_log", lambda: mark("rename"))
    _before(snapshots, "_forget", lambda: mark("forget snapshots"), lambda: mark("report"))


def _before(
    module: ModuleType, name: str, say: Callable[[], None], say_after: Callable[[], None] = lambda: None
) -> None:
    """Let a function say that it is called, and that it is done."""
    function = getattr(module, name)

    @wraps(function)
    def marked(*arguments: Any, **named: Any) -> Any:
        say()
        answer = function(*arguments, **named)
        say_after()
        return answer

    setattr(module, name, marked)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
