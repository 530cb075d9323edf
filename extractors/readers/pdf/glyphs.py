"""The text layer of a page -> glyphs, read from pdfium character by character.

pdfium is about sixty times faster than a reader written in Python and holds out against damaged files.
Its own words and lines are left alone: it sets no blank where a line of a column ends, and loses
track of tables. Where it finds no character for a glyph, `ligatures.py` asks a second reader.
"""

from __future__ import annotations

import ctypes
import math
import re
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

from extractors.readers.pdf.frames import turn
from extractors.readers.pdf.ligatures import is_lost, lost
from extractors.readers.pdf.opening import MOST_GLYPHS_OF_PAGE
from extractors.readers.pdf.raised_figures import raise_figures
from extractors.readers.pdf.shapes import Font, Glyph
from extractors.readers.pdf.symbols import repair_symbols

if TYPE_CHECKING:
    from collections import Counter

    import pypdfium2

_BOLD = re.compile(r"bold|black|heavy|semib|demi|[.-]B(?![a-z])|[.-]BI\b", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|[.-]I(?![a-z])|[.-]BI\b|(?<=[a-z])It\b", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_NAME_BYTES = 128
_FORCED_BOLD = 1 << 18  # font descriptor flag
_FILL_AND_STROKE = 2  # text render mode in which a regular font is made bold
_HYPHEN = 0x02  # what pdfium makes of a hyphen at a line's end
_BLANKS = frozenset(" \t\r\n\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000")
_NOTHING = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_FIRST_PRINTED = 0x20
_LARGEST_PAGE = 15_000.0  # points; the format allows 14,400
_LONGEST_GLYPH = 2_000.0
_SURROGATES = range(0xD800, 0xE000)


class TextLayer(NamedTuple):
    """Glyphs of a page in stream order, by the direction they are set in."""

    glyphs: dict[int, list[Glyph]]
    unknown: int  # glyphs that no character is known for
    repaired: Counter[str]  # signs of symbol fonts, as "$ -> ≥"
    cut: bool  # there were more than a page may have


class _Place(NamedTuple):
    """Where a page's visible part lies, in PDF coordinates."""

    left: float
    bottom: float
    width: float
    height: float


def read_glyphs(page: pypdfium2.PdfPage, place: tuple[float, float, float, float]) -> TextLayer:
    """Return the glyphs of a page, each in the frame of its own direction.

    A blank is no glyph; it stands in the sequence as one without width and with the text " ".
    """
    textpage = page.get_textpage()
    try:
        return _collect(textpage, _Place(*place))
    finally:
        textpage.close()


def _collect(textpage: pypdfium2.PdfTextPage, place: _Place) -> TextLayer:
    handle = textpage.raw
    count = raw.FPDFText_CountChars(handle)
    fonts = _Fonts(handle)
    rectangle, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_rectangle, at_x, at_y = ctypes.byref(rectangle), ctypes.byref(x), ctypes.byref(y)
    glyphs: dict[int, list[Glyph]] = {}
    current: list[Glyph] = []
    unknown = 0
    for index in range(min(count, MOST_GLYPHS_OF_PAGE)):
        text = _character(raw.FPDFText_GetUnicode(handle, index), handle, index)
        if text in _BLANKS:
            if current and current[-1].text != " ":
                current.append(current[-1]._replace(text=" ", x0=current[-1].x1, place=index))
            continue
        font = fonts.of(index)
        if font is None or text in _NOTHING:
            continue
        raw.FPDFText_GetCharOrigin(handle, index, at_x, at_y)
        raw.FPDFText_GetLooseCharBox(handle, index, at_rectangle)
        glyph = _glyph(text, index, font, (x.value, y.value, *_size(rectangle)), place)
        line = glyphs.setdefault(font.angle, [])
        if not (
            _on_page(x.value, y.value, place) or (line is current and line and _goes_on(line[-1], glyph))
        ):
            continue
        unknown += is_lost(text)
        current = line
        current.append(glyph)
    repaired = repair_symbols(glyphs, handle)
    for line in glyphs.values():
        raise_figures(line, handle)
    return TextLayer(glyphs, unknown, repaired, count > MOST_GLYPHS_OF_PAGE)


def _character(code: int, textpage: raw.FPDF_TEXTPAGE, index: int) -> str:
    if code == _HYPHEN and raw.FPDFText_IsHyphen(textpage, index) == 1:
        return "-"
    if code in (10, 13):
        return " "
    if code < _FIRST_PRINTED or code in _SURROGATES or code > 0x10FFFF:  # noqa: PLR2004 -- last code point
        return lost(min(code, 0xFFFF))
    return chr(code)


def _on_page(x: float, y: float, place: _Place) -> bool:
    """Whether a glyph can be seen: text beside the page is a printer's mark or was hidden there."""
    across, up = x - place.left, y - place.bottom
    width, height = min(place.width, _LARGEST_PAGE), min(place.height, _LARGEST_PAGE)
    return -1 <= across <= width + 1 and -1 <= up <= height + 1


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph off the page goes on with a line that starts on it: a table wider than its page."""
    return glyph.baseline == last.baseline and abs(glyph.x0 - last.x1) < glyph.font.size


def _size(rectangle: raw.FS_RECTF) -> tuple[float, float]:
    return abs(rectangle.right - rectangle.left), abs(rectangle.top - rectangle.bottom)


def _glyph(text: str, index: int, font: Font, box: tuple[float, float, float, float], place: _Place) -> Glyph:
    """Return a glyph in the frame of its direction; `box` is its origin, and its extent across and up."""
    x0, baseline = turn(box[0] - place.left, box[1] - place.bottom, font.angle, place.width, place.height)
    advance = min(box[2] if font.angle % 180 == 0 else box[3], _LONGEST_GLYPH)
    return Glyph(text, x0, x0 + advance, baseline, font, index)


class _Fonts:
    """Fonts of the characters of a text page, looked up once per text object."""

    def __init__(self, textpage: raw.FPDF_TEXTPAGE) -> None:
        self._textpage = textpage
        self._known: dict[int, Font] = {}

    def of(self, index: int) -> Font | None:
        """Return the font of a character, None for one that is not printed."""
        handle = raw.FPDFText_GetTextObject(self._textpage, index)
        if not handle:
            return None
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if key not in self._known:
            self._known[key] = self._read(handle, index)
        return self._known[key]

    def _read(self, handle: raw.FPDF_PAGEOBJECT, index: int) -> Font:
        buffer, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
        length = raw.FPDFText_GetFontInfo(self._textpage, index, buffer, _NAME_BYTES, ctypes.byref(flags))
        name = buffer.raw[: max(0, min(length, _NAME_BYTES) - 1)].decode("utf-8", "replace")
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._textpage, index, ctypes.byref(matrix))
        nominal = raw.FPDFText_GetFontSize(self._textpage, index)
        bold = (
            bool(_BOLD.search(_SUBSET.sub("", name)))
            or bool(flags.value & _FORCED_BOLD)
            or raw.FPDFTextObj_GetTextRenderMode(handle) == _FILL_AND_STROKE
        )
        return Font(
            name=name,
            size=round(nominal * math.hypot(matrix.c, matrix.d), 2),
            bold=bold,
            italic=bool(_ITALIC.search(_SUBSET.sub("", name))),
            angle=round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360,
        )
