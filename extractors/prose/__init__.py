"""Prose -> observations: sentences, what they name, what they count, and how the two belong together."""

from __future__ import annotations

from extractors.prose.accounting import explained_by
from extractors.prose.reading import read_prose

__all__ = ["explained_by", "read_prose"]
