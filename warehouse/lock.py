"""One writer at a time: a lock file that says who holds it.

The kernel holds the lock (`flock`), so that one whose owner was killed is free at once and nobody has to
guess whether a process id is still the same process. The file's words are for people.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from warehouse.errors import WarehouseBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SECONDS_BETWEEN_TRIES = 0.05
_HELD: set[int] = set()


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock."""

    pid: int
    host: str
    since: str  # ISO 8601, UTC


@contextmanager
def locked(path: Path, *, wait_seconds: float = 0) -> Iterator[Owner]:
    """Hold a lock file, or wait for it.

    Args:
        path: the lock file; it stays when the lock is released, empty.
        wait_seconds: how long to wait for another owner.

    Raises:
        WarehouseBusy: another process still holds it.
    """
    _release_in_children()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        _acquire(descriptor, path, time.monotonic() + wait_seconds)
        owner = Owner(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))
        _write(descriptor, json.dumps(asdict(owner)))
        _HELD.add(descriptor)
        try:
            yield owner
        finally:
            _HELD.discard(descriptor)
            _write(descriptor, "")
    finally:
        os.close(descriptor)


@cache
def _release_in_children() -> None:
    """Let no forked child keep a lock: it might outlive its killed parent."""
    os.register_at_fork(after_in_child=_let_go)


def _let_go() -> None:
    while _HELD:
        os.close(_HELD.pop())


def owner_of(path: Path) -> Owner | None:
    """Return who says to hold a lock file."""
    try:
        return Owner(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _acquire(descriptor: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise WarehouseBusy(_busy(path)) from None
            time.sleep(_SECONDS_BETWEEN_TRIES)
        else:
            return


def _busy(path: Path) -> str:
    owner = owner_of(path)
    who = f"process {owner.pid} on {owner.host}, since {owner.since}" if owner else "another process"
    return f"another ingest holds the warehouse: {who}; wait for it, or end it ({path})"


def _write(descriptor: int, text: str) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, text.encode(), 0)
