"""Sources -> readings, in processes that a damaged or hostile document may take down without harm.

Imports nothing heavy: the first process starts while the one that asks imports what checks and loads.
"""

from __future__ import annotations

import os
from contextlib import suppress
from queue import Empty, Queue
from threading import Event, Lock, Semaphore, Thread
from typing import TYPE_CHECKING, Self, TypeVar

from flows.reader_process import ReaderProcess, started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from flows.readings import Reading
    from flows.sources import Source

# A process is asked for a tenth of a second of work or so at once, and started for half a second's.
_MOST_SOURCES_OF_REQUEST = 16
_MOST_BYTES_OF_REQUEST = 50_000
_FEWEST_BYTES_OF_PROCESS = 100_000
_MOST_REQUESTS_DONE = 64  # and not yet taken

_Batch = TypeVar("_Batch")


def available_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Processes that read, on at most so many cores, the loading of what they read counted."""

    def __init__(self, cores: int, on_read: Callable[[int], None] = lambda _: None) -> None:
        """Take the first process, started; the others start when there is work for them.

        Args:
            cores: how many may be in use at once.
            on_read: called, from any thread, with the number of sources just read.
        """
        self._cores = cores
        self._free_cores = Semaphore(cores)
        self._on_read = on_read
        self._processes = [started()]
        self._threads: list[Thread] = []
        self._done: Queue[list[Reading] | BaseException | None] = Queue(_MOST_REQUESTS_DONE)
        self._stopping = Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes; what they are reading is lost."""
        self.interrupt()
        while any(thread.is_alive() for thread in self._threads):
            with suppress(Empty):
                self._done.get(timeout=0.01)
        self.interrupt()  # those that a thread has started in the meantime

    @property
    def interrupted(self) -> bool:
        """Whether reading was broken off."""
        return self._stopping.is_set()

    def interrupt(self) -> None:
        """Break off reading; what has been read is still given."""
        self._stopping.set()
        for process in self._processes:
            process.stop()

    def read(self, sources: Sequence[Source]) -> Iterator[Reading]:
        """Begin to read at once; return what becomes of the sources, in the order in which they are done."""
        requests = _Shared(requests_for(sources))
        count = min(self._cores, len(requests), 1 + sum(map(_size, sources)) // _FEWEST_BYTES_OF_PROCESS)
        self._processes += [ReaderProcess() for _ in range(len(self._processes), count)]
        for process in self._processes[:count]:
            thread = Thread(target=self._drive, args=(process, requests), daemon=True)
            self._threads.append(thread)
            thread.start()
        return self._collect(count)

    def one_core_each(self, batches: Iterable[_Batch]) -> Iterator[_Batch]:
        """Yield batches; until the next one is asked for, one core is taken by what is done with it."""
        for batch in batches:
            with self._free_cores:
                yield batch

    def _drive(self, process: ReaderProcess, requests: _Shared) -> None:
        try:
            for request in requests:
                with self._free_cores:
                    readings = [] if self.interrupted else list(process.read(request))
                self._on_read(len(readings))
                self._done.put(readings)
            self._done.put(None)
        except BaseException as error:  # noqa: BLE001 -- raised again where the readings are waited for
            self._done.put(error)

    def _collect(self, unfinished: int) -> Iterator[Reading]:
        while unfinished:
            match self._done.get():
                case None:
                    unfinished -= 1
                case BaseException() as error:
                    raise error
                case readings:
                    yield from readings


def requests_for(sources: Sequence[Source]) -> list[list[Source]]:
    """Return sources in parts of about the same work, in their order."""
    requests: list[list[Source]] = []
    room = 0
    for source in sources:
        size = _size(source)
        if not requests or size > room or len(requests[-1]) == _MOST_SOURCES_OF_REQUEST:
            requests.append([])
            room = _MOST_BYTES_OF_REQUEST
        requests[-1].append(source)
        room -= size
    return requests


class _Shared:
    """An iterator that several threads take from."""

    def __init__(self, requests: Sequence[list[Source]]) -> None:
        self._length = len(requests)
        self._requests = iter(requests)
        self._lock = Lock()

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[list[Source]]:
        return self

    def __next__(self) -> list[Source]:
        with self._lock:
            return next(self._requests)


def _size(source: Source) -> int:
    """Return a source's size in bytes, 0 if there is no such file any more."""
    try:
        return source.path.stat().st_size
    except OSError:
        return 0
