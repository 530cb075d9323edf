"""The process that reads PDFs: asked over its standard input, killed if it takes too long.

A page can make native code loop or run out of memory, which nothing inside the process can stop. So
the process that asks stays apart; see `isolation.py`.
"""

from __future__ import annotations

import json
import os
import pickle
import struct
import sys
import traceback
from pathlib import Path
from typing import IO, TYPE_CHECKING

from extractors.document import Box, Document, PageBox, Span
from extractors.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_BYTES_OF_MEMORY = 3_000_000_000
ALIVE = b""  # a message without content: a page is done

# A layout has an entry for every word; as plain tuples they travel ten times faster.
FlatBox = tuple[int, int, int, float, float, float, float]
Answer = tuple[Document | Exception, list[FlatBox]]


def flatten(layout: Sequence[PageBox]) -> list[FlatBox]:
    """Return a layout as plain tuples."""
    return [(*part.span, part.page, *part.box) for part in layout]


def unflatten(flat: Sequence[FlatBox]) -> tuple[PageBox, ...]:
    """Return the layout that was flattened."""
    return tuple(
        PageBox(Span(start, end), page, Box(x0, top, x1, bottom))
        for start, end, page, x0, top, x1, bottom in flat
    )


def send(stream: IO[bytes], content: bytes) -> None:
    """Write a message: its length, then itself."""
    stream.write(struct.pack("<Q", len(content)) + content)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Return the next message, None at the end of the stream."""
    head = stream.read(8)
    if len(head) < 8:  # noqa: PLR2004 -- bytes of the length
        return None
    content = stream.read(struct.unpack("<Q", head)[0])
    return content if len(content) == struct.unpack("<Q", head)[0] else None


def main() -> None:
    """Answer requests until the standard input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    _limit_memory()
    while (request := receive(sys.stdin.buffer)) is not None:
        path, source_id, directory = json.loads(request)
        os.chdir(directory)
        send(answers, pickle.dumps(_answer(Path(path), source_id, answers)))


def _answer(path: Path, source_id: str, answers: IO[bytes]) -> Answer:
    """Return a document without its layout and the layout, or why there is none."""
    from dataclasses import replace  # noqa: PLC0415 -- after the memory limit is set

    from extractors.readers.pdf.reading import read_pages_of  # noqa: PLC0415

    try:
        document = read_pages_of(path, source_id, on_page=lambda: send(answers, ALIVE))
    except ReadError as error:
        return error, []
    except MemoryError:
        gigabytes = f"{MOST_BYTES_OF_MEMORY / 1e9:.0f} GB"
        return ReadError(f"{path}: reading this PDF takes more than {gigabytes} of memory; split it"), []
    except Exception:  # noqa: BLE001 -- a bug of ours: it is raised again in the process that asked
        return RuntimeError(f"{path}: {traceback.format_exc(limit=-3)}"), []
    return replace(document, layout=()), flatten(document.layout)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 -- not on every system
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MOST_BYTES_OF_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_BYTES_OF_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
