"""What a person knows better than the print: `corrections.toml` beside a source, applied to what was read.

Nothing is overwritten: a correction is an observation of its own (origin `correction`) that names the one it
stands for (`corrects`), and a finding that says who made it, when and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.sources import CORRECTIONS

if TYPE_CHECKING:
    from extractors.document import Document
    from flows.rows import Rows
    from flows.sources import Source


def correct(source: Source, document: Document, rows: Rows) -> Rows:
    """Return what was read of a source together with what a person corrected in it.

    Args:
        source: the source; only one with a folder of its own has corrections.
        document: the source as read.
        rows: what extraction gave, by table.

    Raises:
        SourceError: `corrections.toml` has a mistake, or an entry does not fit what the source says now.
    """
    path = source.folder / CORRECTIONS if source.folder else None
    if path is None or not path.exists():
        return rows
    from flows.corrections.applying import apply  # brings data frames

    return apply(path, document, rows)
