"""Reads PDFs in a process of their own, which a damaged or hostile file may take down without harm.

The process is started with the first PDF and kept for the next ones: the start costs a fifth of a
second, a request next to nothing.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import queue
import subprocess
import sys
import threading
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from extractors.errors import ReadError
from extractors.readers.pdf import worker
from extractors.readers.pdf.worker import ALIVE, receive, send, unflatten

if TYPE_CHECKING:
    from pathlib import Path

    from extractors.document import Document
    from extractors.readers.pdf.worker import Answer

# A page of small print takes a tenth of a second; what takes this long never ends.
SECONDS_WITHOUT_SIGN = 20.0
_MOST_DOCUMENTS = 500  # of one process, so that what a library leaks does not add up
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from {} import main; main()"


def read_isolated(path: Path, source_id: str) -> Document:
    """Read a PDF in another process.

    Raises:
        ReadError: it cannot be read, takes too long or too much memory, or breaks the process.
    """
    with _LOCK:
        process = _running()
        try:
            return process.read(path, source_id)
        except _GoneError as error:
            process.stop()
            raise ReadError(f"{path}: {error}; print it to a new PDF, or split it") from error


class _GoneError(Exception):
    """The process has died or does not answer."""


class _Worker:
    """A process that reads PDFs, and the thread that listens to it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
            [sys.executable, "-c", _START.format(worker.__name__), json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._messages: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._owner = os.getpid()
        self.documents = 0
        threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()

    def read(self, path: Path, source_id: str) -> Document:
        """Ask for a document and wait for it as long as there are signs of life."""
        self.documents += 1
        try:
            assert self._process.stdin is not None  # noqa: S101 -- a pipe was asked for
            send(self._process.stdin, json.dumps([str(path), source_id, os.getcwd()]).encode())  # noqa: PTH109
        except OSError as error:
            raise _GoneError("the process that reads PDFs has ended") from error
        answer: Answer = pickle.loads(self._answer())  # noqa: S301 -- written by our own process
        document, layout = answer
        if isinstance(document, Exception):
            raise document
        return replace(document, layout=unflatten(layout))

    def stop(self) -> None:
        """End the process; one that was inherited by a fork is its parent's to end."""
        if self._owner != os.getpid():
            return
        self._process.kill()
        self._process.wait()

    @property
    def usable(self) -> bool:
        """Whether it can be asked for another document."""
        own = self._owner == os.getpid()
        return own and self._process.poll() is None and self.documents < _MOST_DOCUMENTS

    def _listen(self, stream: IO[bytes]) -> None:
        message: bytes | None = ALIVE
        while message is not None:
            message = receive(stream)
            self._messages.put(message)

    def _answer(self) -> bytes:
        message: bytes | None = ALIVE
        while message == ALIVE:
            try:
                message = self._messages.get(timeout=SECONDS_WITHOUT_SIGN)
            except queue.Empty as error:
                raise _GoneError(
                    f"a page of this PDF was not read within {SECONDS_WITHOUT_SIGN:.0f} seconds"
                ) from error
        if message is None:
            raise _GoneError("reading this PDF broke off: it is damaged, or needs too much memory")
        return message


_LOCK = threading.Lock()
_WORKERS: list[_Worker] = []


def _running() -> _Worker:
    """Return the running process, a new one if there is none."""
    if _WORKERS and not _WORKERS[0].usable:
        _WORKERS.pop().stop()
    if not _WORKERS:
        process = _Worker()
        atexit.register(process.stop)
        _WORKERS.append(process)
    return _WORKERS[0]
