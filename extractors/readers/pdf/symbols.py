"""Signs that a symbol font's text layer gives as other characters.

Some publishers set signs from a font with its own encoding ("Mathematical Pi" and its like): the page
shows `≥ 18 years`, the text layer says `$ 18 years`. The glyph tells: a dollar sign is taller than
its digits, a full stop is a dot. Only where font and shape both say that the character can't be what
the text layer says is it replaced, and every replacement is reported.
"""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.readers.pdf.shapes import Glyph

# What each key of such a font prints.
_PRINTED = {"$": "≥", "#": "≤", ".": ">", ",": "<", "1": "+", "2": "−", "3": "×", "5": "=", "6": "±"}
# A font that has any of these is no symbol font.
_MOST_SHARE = 0.1  # of a page's glyphs; text is set in other fonts


class Shape(NamedTuple):
    """Ink of a glyph, as shares of its type size."""

    width: float
    height: float
    above: float  # how far above the baseline it starts


def repair_symbols(glyphs: dict[int, list[Glyph]], textpage: raw.FPDF_TEXTPAGE) -> Counter[str]:
    """Replace misread signs in place; return how often each was replaced, as "$ -> ≥"."""
    repaired: Counter[str] = Counter()
    suspects = _suspect_fonts(glyph for line in glyphs.values() for glyph in line)
    if not suspects:
        return repaired
    for line in glyphs.values():
        for at, glyph in enumerate(line):
            if glyph.font.name in suspects and glyph.text in _PRINTED:
                printed = _PRINTED[glyph.text]
                if _looks_like(printed, read_shape(glyph, textpage)):
                    line[at] = glyph._replace(text=printed)
                    repaired[f"{glyph.text} -> {printed}"] += 1
    return repaired


def _suspect_fonts(glyphs: Iterable[Glyph]) -> set[str]:
    """Return the fonts that print little, and nothing but what a key of a symbol font can be."""
    characters: dict[str, Counter[str]] = defaultdict(Counter)
    for glyph in glyphs:
        if glyph.text != " ":
            characters[glyph.font.name][glyph.text] += 1
    total = sum(count.total() for count in characters.values())
    return {
        font
        for font, count in characters.items()
        if count.total() <= _MOST_SHARE * total
        and not any(text.isalpha() or text in "089" for text in count)
        and any(text in _PRINTED for text in count)
    }


def read_shape(glyph: Glyph, textpage: raw.FPDF_TEXTPAGE) -> Shape:
    """Return where the ink of a glyph lies."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(
        textpage, glyph.place, *(ctypes.byref(edge) for edge in (left, right, bottom, top))
    )
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(textpage, glyph.place, ctypes.byref(x), ctypes.byref(y))
    size = glyph.font.size or 1.0
    width, height = right.value - left.value, top.value - bottom.value
    above = bottom.value - y.value
    if glyph.font.angle % 180:
        width, height, above = height, width, 0.0
    return Shape(width / size, height / size, above / size)


def _looks_like(sign: str, shape: Shape) -> bool:
    """Whether a glyph has the shape of a sign, and not that of the character it is given as."""
    square = 0.7 <= shape.width / max(shape.height, 0.01) <= 1.45  # noqa: PLR2004 -- shares of the type size
    if sign in "≥≤":
        return 0.35 <= shape.height <= 0.69 and shape.above >= -0.12 and shape.width >= 0.3  # noqa: PLR2004
    if sign in "><":
        return shape.height >= 0.3 and shape.width >= 0.3  # noqa: PLR2004
    if sign == "−":
        return shape.height <= 0.15 and shape.width >= 0.25  # noqa: PLR2004
    if sign == "=":
        return shape.height <= 0.4 and shape.width >= 0.3  # noqa: PLR2004
    return shape.height <= 0.62 and square and shape.above >= -0.03  # noqa: PLR2004 -- plus, times, plus-minus
