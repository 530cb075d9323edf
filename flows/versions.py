"""By which rules a source was read."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import extractors


@cache
def extractor_version() -> str:
    """Return the version of the rules that read: the package's, and a digest of its code and vocabulary."""
    room = Path(next(iter(extractors.__path__)))
    digest = sha256()
    for path in sorted(room.rglob("*")):
        if path.suffix in {".py", ".toml"}:
            digest.update(path.relative_to(room).as_posix().encode() + path.read_bytes())
    return f"{version('evitable')}+{digest.hexdigest()[:12]}"
