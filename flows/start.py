"""Where `evitable` begins: the process that reads for an ingest starts before anything else is imported."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

from flows import OBJECTS_BEFORE_COLLECTION


def main() -> NoReturn:
    """Run `evitable`."""
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    if sys.argv[1:2] == ["ingest"] and "--help" not in sys.argv:
        from flows import reader_process

        reader_process.start_ahead()
    from flows import cli

    cli.main()
