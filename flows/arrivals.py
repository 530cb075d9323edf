"""What has arrived among the sources, once it has stopped growing: files are looked at, not opened."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from flows.sources import SIDECAR, is_passed_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Stamp = frozenset[tuple[str, int, int]]  # of each file: name, bytes, nanoseconds of its last change
Look = dict[Path, Stamp]  # by place: a folder with a sidecar, or a file without one


def look(paths: Iterable[Path]) -> Look:
    """Return what lies at and under `paths` now; what is gone, or goes meanwhile, is left out."""
    found: Look = {}
    for path in paths:
        if path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                if SIDECAR in names:
                    folders.clear()
                found.update(_places(Path(folder), sorted(names)))
        elif stamp := _stamp([path]):
            found[path] = stamp
    return found


def _places(folder: Path, names: Sequence[str]) -> Look:
    """Return the sources among the files of one folder."""
    files = [folder / name for name in names if not name.startswith(".")]
    if SIDECAR in names:
        return {folder: _stamp(files)}
    return {file: _stamp([file]) for file in files if not is_passed_over(file)}


def _stamp(files: Iterable[Path]) -> Stamp:
    stamps = set()
    for file in files:
        try:
            status = file.stat()
        except OSError:  # gone, or not to be looked at: whoever opens it says why
            continue
        stamps.add((file.name, status.st_size, status.st_mtime_ns))
    return frozenset(stamps)


def settled(paths: Sequence[Path], seconds: float) -> list[Path]:
    """Wait, and return the places at and under `paths` that did not change meanwhile.

    The two looks are compared with each other and not with a clock: that of a network drive may be wrong.
    """
    before = look(paths)
    time.sleep(seconds)
    after = look(paths)
    return [place for place in after if after[place] == before.get(place)]


@dataclass(slots=True)
class Watch:
    """What was seen at the last look, since when it is as it is, and what was handed on."""

    settle_seconds: float
    _seen: Look = field(default_factory=dict)
    _since: dict[Path, float] = field(default_factory=dict)
    _handed_on: Look = field(default_factory=dict)

    def see(self, found: Look, now: float) -> None:
        """Take note of a look at `now` (any clock's seconds)."""
        self._since = {
            place: self._since[place] if self._seen.get(place) == stamp else now
            for place, stamp in found.items()
        }
        self._seen = found

    def is_growing(self, now: float) -> bool:
        """Whether anything new has not kept still for long enough."""
        return any(now - self._since[place] < self.settle_seconds for place in self._new())

    def ready(self, now: float) -> Look:
        """Return the new places that have kept still for long enough."""
        return {
            place: stamp
            for place, stamp in self._new().items()
            if now - self._since[place] >= self.settle_seconds
        }

    def changed(self, places: Look) -> Look:
        """Return those of some places that were handed on before, otherwise than they are."""
        return {place: stamp for place, stamp in places.items() if place in self._handed_on}

    def hand_on(self, places: Mapping[Path, Stamp]) -> None:
        """Take note that somebody has been told of these places as they are: they are not new any more."""
        self._handed_on.update(places)

    def _new(self) -> Look:
        return {place: stamp for place, stamp in self._seen.items() if self._handed_on.get(place) != stamp}
