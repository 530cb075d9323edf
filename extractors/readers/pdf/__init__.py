"""PDF -> Document."""

from __future__ import annotations

from extractors.readers.pdf.reading import read_pdf

__all__ = ["read_pdf"]
