"""Figures that a font itself draws raised: same size and baseline as the text, ink high above the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.pdf.symbols import read_shape

if TYPE_CHECKING:
    from pypdfium2 import raw

    from extractors.readers.pdf.shapes import Glyph

_LOWEST = 0.2  # of the type size: the ink of a figure on the line starts at its baseline
_SIZE = 0.65
_RISE = 0.33
_BETWEEN = frozenset(",-–")
_MARKS = frozenset("abcdefghi")
_BEFORE_MARKS = frozenset("0123456789)%")


def raise_figures(glyphs: list[Glyph], textpage: raw.FPDF_TEXTPAGE) -> None:
    """Set figures drawn raised as smaller glyphs above the line, in place."""
    after_raised = False
    for at, glyph in enumerate(glyphs):
        between = after_raised and glyph.text in _BETWEEN
        mark = at and glyph.text in _MARKS and (glyphs[at - 1].text in _BEFORE_MARKS or after_raised)
        candidate = at and (glyph.text.isdigit() or between or mark)
        after_raised = bool(candidate) and _is_raised(glyph, textpage)
        if after_raised:
            font = glyph.font._replace(size=round(_SIZE * glyph.font.size, 2))
            glyphs[at] = glyph._replace(font=font, baseline=glyph.baseline - _RISE * glyph.font.size)


def _is_raised(glyph: Glyph, textpage: raw.FPDF_TEXTPAGE) -> bool:
    return read_shape(glyph, textpage).above > _LOWEST
