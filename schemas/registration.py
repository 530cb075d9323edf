"""pandera without what it loads only because it is there."""

from __future__ import annotations

import sys
from functools import cache


@cache
def register_checks() -> None:
    """Load pandera's checks of polars frames, but not hypothesis.

    Where hypothesis is installed, pandera imports it to make up data: a quarter of a second of every ingest,
    for something that only tests would want. A process that has imported hypothesis already keeps it.
    """
    hidden = "hypothesis" not in sys.modules
    if hidden:
        # This is how Python marks a module that cannot be had.
        sys.modules["hypothesis"] = None  # type: ignore[assignment]
    try:
        from pandera.backends.polars.register import register_polars_backends  # noqa: PLC0415 (slow)

        register_polars_backends()
    finally:
        if hidden:
            del sys.modules["hypothesis"]
