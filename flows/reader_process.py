"""A process that reads sources, replaced by a new one whenever a document has broken it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import deque
from multiprocessing.connection import Pipe
from pathlib import Path
from typing import TYPE_CHECKING, Self

from flows.worker import ALIVE, MOST_BYTES_OF_MEMORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.connection import Connection

    from flows.readings import Reading
    from flows.sources import Source

# A page of small print takes a tenth of a second, an abstract less; what takes this long never ends.
SECONDS_WITHOUT_SIGN = 30.0
_SECONDS_TO_START = 120.0
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from flows.worker import main; main({})"
# So that what a library leaks does not add up.
_MOST_SOURCES_OF_PROCESS = 5_000


class _SilentError(Exception):
    """The process shows no sign of life."""


class _DiedError(Exception):
    """The process has ended in the middle of its work."""


class ReaderProcess:
    """Reads in another process; used by one thread at a time."""

    def __init__(self, directory: Path | None = None) -> None:
        """Start nothing yet.

        Args:
            directory: what relative paths start from; None for the working directory.
        """
        self._directory = directory
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection
        self._asked = 0  # sources of this process
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start the process, so that it is ready when it is asked."""
        self._connection, theirs = Pipe()
        with theirs:
            start = _START.format(theirs.fileno())
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                [sys.executable, "-c", start, json.dumps(sys.path)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._asked = 0

    def stop(self) -> None:
        """End the process for good; a thread that reads through it gets no more."""
        self._stopped = True
        self._kill()

    def read(self, sources: Sequence[Source]) -> Iterator[Reading]:
        """Yield a reading a source, in their order; none any more once it is stopped."""
        waiting, broken = deque(sources), False
        while waiting and not self._stopped:
            try:
                for reading in self._answers(waiting):
                    waiting.popleft()
                    broken = False
                    yield reading
            except _SilentError:
                yield _unreadable(waiting[0], _silent(waiting.popleft()))
            except _DiedError:  # once may be the machine's doing, so the source is tried again
                if broken and not self._stopped:
                    yield _unreadable(waiting[0], _broken(waiting.popleft()))
                broken = not broken

    def _answers(self, sources: Sequence[Source]) -> Iterator[Reading]:
        """Ask for sources, and yield what comes back until one breaks the process.

        Raises:
            _SilentError: the process was ended, for it showed no sign of life.
            _DiedError: it has ended.
        """
        connection = self._running()
        asked = list(sources)
        self._asked += len(asked)
        try:
            connection.send((self._directory or Path.cwd(), asked))
            for _ in asked:
                yield _reading(connection)
        except _SilentError:
            self._kill()
            raise
        except (EOFError, OSError) as error:
            self._kill()
            raise _DiedError from error

    def _running(self) -> Connection:
        """Return the connection to a process that is ready.

        Raises:
            RuntimeError: it does not start, which is no document's fault.
        """
        if self._process and (self._process.poll() is not None or self._asked > _MOST_SOURCES_OF_PROCESS):
            self._kill()
        if self._stopped:
            raise _DiedError
        if self._process is None:
            self.start()
        if self._asked == 0:
            self._await_start()
        return self._connection

    def _await_start(self) -> None:
        try:
            if self._connection.poll(_SECONDS_TO_START) and self._connection.recv() is ALIVE:
                return
        except (EOFError, OSError):
            pass
        if not self._stopped:
            raise RuntimeError(f"the process that reads did not start: {sys.executable} -c {_START!r}")

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()


_ahead: list[ReaderProcess] = []


def start_ahead() -> None:
    """Start a process before it is known what it is to read."""
    process = ReaderProcess()
    process.start()
    _ahead.append(process)


def started() -> ReaderProcess:
    """Return a process that has started: the one that was started ahead, if it is still there."""
    if _ahead:
        return _ahead.pop()
    process = ReaderProcess()
    process.start()
    return process


def stop_ahead() -> None:
    """End the process that was started ahead, if nothing here is going to read."""
    while _ahead:
        _ahead.pop().stop()


def _reading(connection: Connection) -> Reading:
    """Return the next reading, waiting for it as long as there are signs of life."""
    message: Reading | None = ALIVE
    while message is ALIVE:
        if not connection.poll(SECONDS_WITHOUT_SIGN):
            raise _SilentError
        message = connection.recv()
    return message


def _unreadable(source: Source, message: str) -> Reading:
    from flows.readings import unreadable  # seldom needed, and the process is to start soon

    return unreadable(source, message)


def _silent(source: Source) -> str:
    return (
        f"{source.path}: given up after {SECONDS_WITHOUT_SIGN:.0f} seconds in which no page and no abstract "
        "of it was read; check the file, or split it"
    )


def _broken(source: Source) -> str:
    return (
        f"{source.path}: reading it broke off, twice: it is damaged, or needs more than "
        f"{MOST_BYTES_OF_MEMORY / 1e9:.0f} GB of memory; check the file, print it to a new PDF, or split it"
    )
