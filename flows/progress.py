"""How far reading has come: a bar on a terminal, with rate and time left; nothing elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, Task

_FEWEST_SOURCES = 20  # fewer are read before one could look


class Bar:
    """A bar that appears once it is known that there is enough to do."""

    def __init__(self) -> None:
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress:
            self._progress.stop()

    def begin(self, sources: int) -> None:
        """Show the bar, if these are worth one and there is a terminal."""
        if sources >= _FEWEST_SOURCES and sys.stderr.isatty():
            self._progress = _progress()
            self._progress.add_task("reading", total=sources)
            self._progress.start()

    def advance(self, sources: int) -> None:
        """Count sources that have been read; from any thread."""
        if self._progress:
            self._progress.advance(self._progress.task_ids[0], sources)

    def say(self, what: str) -> None:
        """Say what is done now."""
        if self._progress:
            self._progress.update(self._progress.task_ids[0], description=what)


def _progress() -> Progress:
    from rich import progress  # only now: it takes a tenth of a second
    from rich.console import Console
    from rich.text import Text

    class Rate(progress.ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f} sources/s" if task.speed else "")

    return progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        Rate(),
        progress.TimeRemainingColumn(),
        progress.TextColumn("left"),
        console=Console(stderr=True),
    )
