"""The process that reads sources: asked over a connection, killed if it shows no sign of life.

A document can make native code loop or use up the memory, which nothing inside the process can stop. So
the process that asks stays apart; see `reader_process.py`. It imports what reading needs, and no data frames.
"""

from __future__ import annotations

import gc
import os
import signal
from multiprocessing.connection import Connection

from flows import OBJECTS_BEFORE_COLLECTION

MOST_BYTES_OF_MEMORY = 3_000_000_000
ALIVE = None  # the message that says only that a page, or an abstract of many, is done
# How long a document may keep the processor busy when the process that would end it is gone.
_MOST_SECONDS_OF_PROCESSOR = 600


def main(descriptor: int) -> None:
    """Answer requests, each a directory and some sources, with a reading a source, until there are no more.

    Args:
        descriptor: this end of the connection.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    from flows.source_reading import read_or_refuse  # the process that asks does without

    connection: Connection = Connection(descriptor)
    _be_quiet()
    _limit_memory()
    connection.send(ALIVE)
    try:
        while True:
            directory, sources = connection.recv()
            os.chdir(directory)
            for source in sources:
                _limit_processor_time()
                connection.send(read_or_refuse(source, lambda: connection.send(ALIVE)))
    except (EOFError, OSError):  # the process that asks has ended
        return


def _be_quiet() -> None:
    """Print nothing any more: what a library says of a damaged file, we say in our own words."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _limit_memory() -> None:
    try:
        import resource  # not on every system
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MOST_BYTES_OF_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_BYTES_OF_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _limit_processor_time() -> None:
    """Let the system end this process if a document keeps it busy for ever, counted from now."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    used = int(sum(os.times()[:2]))
    resource.setrlimit(resource.RLIMIT_CPU, (used + _MOST_SECONDS_OF_PROCESSOR, hard))
