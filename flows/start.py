"""Where `evitable` begins: the process that reads for an ingest starts before anything else is imported."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

# Imports and vocabularies make objects that stay: looking through them again and again for cycles takes a
# tenth of a short command. A long one is still collected from.
_OBJECTS_BEFORE_COLLECTION = 100_000


def main() -> NoReturn:
    """Run `evitable`."""
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION)
    if sys.argv[1:2] == ["ingest"] and "--help" not in sys.argv:
        from flows import reader_process

        reader_process.start_ahead()
    from flows import cli

    cli.main()
