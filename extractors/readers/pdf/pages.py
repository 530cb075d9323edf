"""A page of the file -> words, rules and pictures in the frame of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.pdf.frames import size_in_frame
from extractors.readers.pdf.glyphs import read_glyphs
from extractors.readers.pdf.opening import MOST_OBJECTS_OF_PAGE, crop_origin
from extractors.readers.pdf.rules import read_drawing
from extractors.readers.pdf.shapes import Frame, Page
from extractors.readers.pdf.words import find_words

if TYPE_CHECKING:
    import pypdfium2

    from extractors.readers.pdf.glyphs import TextLayer
    from extractors.readers.pdf.ligatures import LigatureReader


def read_page(page: pypdfium2.PdfPage, number: int, ligatures: LigatureReader) -> Page:
    """Return a page as words and rules, in the frame in which most of its text is upright."""
    place = crop_origin(page)
    layer = read_glyphs(page, place)
    if layer.unknown:
        for glyphs in layer.glyphs.values():
            ligatures.restore(glyphs, number, place)
    angle = _main_angle(layer)
    width, height = size_in_frame(angle, place[2], place[3])
    drawing = read_drawing(page, place, angle)
    return Page(
        number=number,
        width=width,
        height=height,
        frame=Frame(angle, page.get_rotation(), place[2], place[3]),
        words=tuple(find_words(layer.glyphs.get(angle, ()))),
        rules=drawing.rules,
        sideways=tuple(
            word for other, glyphs in layer.glyphs.items() if other != angle for word in find_words(glyphs)
        ),
        pictures=drawing.pictures,
        repaired=tuple(layer.repaired.items()),
        cut=layer.cut or drawing.objects > MOST_OBJECTS_OF_PAGE,
    )


def _main_angle(layer: TextLayer) -> int:
    return max(layer.glyphs, key=lambda angle: len(layer.glyphs[angle]), default=0)
