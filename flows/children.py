"""Child processes of `evitable serve` that are kept up, and the Prefect server among them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO
from urllib.error import HTTPError
from urllib.request import urlopen

from flows.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from threading import Event

SECONDS_TO_START = 180
_LONGEST_PAUSE = 60.0
_SECONDS_TO_END = 20
_SECONDS_TO_GO = 2
_LINES_OF_LOG = 15


@dataclass(slots=True)
class Child:
    """A process that is started again when it ends, after longer and longer pauses; it ends with this one."""

    command: Sequence[str]
    log: Path | None = None  # None: it writes where this process does
    process: subprocess.Popen[bytes] | None = None
    pause_seconds: float = 1.0
    started_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it, in a process group of its own."""
        output: BinaryIO | None = self.log.open("ab") if self.log else None
        self.process = subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, "-m", "flows.lifeline", *self.command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        self.started_at = time.monotonic()
        if output:
            output.close()

    def has_ended(self) -> bool:
        """Whether it was started and is no more."""
        return self.process is not None and self.process.poll() is not None

    def start_again(self, stopping: Event) -> None:
        """Clear away what is left of it, and start it after a pause, a short one if it had lived for long."""
        self.kill()
        has_lived = time.monotonic() - self.started_at > _LONGEST_PAUSE
        self.pause_seconds = 1.0 if has_lived else min(self.pause_seconds * 2, _LONGEST_PAUSE)
        if not stopping.wait(self.pause_seconds):
            self.start()

    def end(self) -> None:
        """Ask it to end, and wait; not for ever."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_SECONDS_TO_END)
        self.kill()

    def kill(self) -> None:
        """End it and all that it started, at once."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def local_server(home: Path, port: int) -> Child:
    """Return a Prefect server on this machine that keeps its data in `home`."""
    arguments = f"-m prefect server start --host 127.0.0.1 --port {port}".split()
    return Child([sys.executable, *arguments], home / "server.log")


def refuse_taken(port: int) -> None:
    """Raise if somebody listens at a port; what was just killed may need a moment to go.

    Raises:
        UserError: somebody does.
    """
    deadline = time.monotonic() + _SECONDS_TO_GO
    while True:
        with socket.socket() as probe, suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return
        if time.monotonic() > deadline:
            raise UserError(
                f"port {port} is taken; name another: --port, or, if a Prefect server is there, use it: "
                f"PREFECT_API_URL=http://127.0.0.1:{port}/api"
            )
        time.sleep(0.1)


def is_healthy(api: str) -> bool:
    """Whether a Prefect API answers."""
    try:
        urlopen(f"{api.rstrip('/')}/health", timeout=5).close()  # noqa: S310 (http, or what the user configured)
    except HTTPError:
        return True  # it answers; whether we may use it, Prefect will say
    except OSError:
        return False
    return True


def wait_until_healthy(api: str, server: Child, stopping: Event) -> None:
    """Wait until a server that was just started answers, or nobody wants it any more.

    Raises:
        UserError: it ended, or does not answer.
    """
    deadline = time.monotonic() + SECONDS_TO_START
    while not is_healthy(api):
        if server.has_ended() or time.monotonic() > deadline:
            said = server.log.read_text("utf-8", "replace").splitlines() if server.log else []
            tail = "\n".join(f"  {line}" for line in said[-_LINES_OF_LOG:] if line.strip())
            raise UserError(f"the Prefect server did not start; {server.log} ends with:\n{tail}")
        if stopping.wait(0.2):
            return
