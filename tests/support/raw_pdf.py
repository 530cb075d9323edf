"""PDF files written object by object: what no typesetter would write."""

from __future__ import annotations

import io
import zlib


def write_pdf(objects: list[bytes]) -> bytes:
    """A file of these objects; the first is the catalog."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))
    return out.getvalue()


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream."""
    packed = zlib.compress(content, 9)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (entries, len(packed), packed)


def one_page(content: bytes, *more: bytes, box: bytes = b"0 0 595 842", entries: bytes = b"") -> bytes:
    """A file with one page; it can use Helvetica as F1, object 6 as F2 and as X0."""
    resources = b"<</Font<</F1 5 0 R/F2 6 0 R>>/XObject<</X0 6 0 R>>>>"
    return write_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%b]/Contents 4 0 R/Resources%b%b>>"
            % (box, resources, entries),
            stream(content),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *more,
        ]
    )


def text_at(*words: tuple[float, float, str], font: bytes = b"/F1 10 Tf") -> bytes:
    """Content that prints words, each at its place."""
    shown = b" ".join(b"1 0 0 1 %f %f Tm (%b) Tj" % (x, y, text.encode("latin-1")) for x, y, text in words)
    return b"BT %b %b ET\n" % (font, shown)


def symbol_font(shapes: dict[str, tuple[bytes, bytes]]) -> list[bytes]:
    """A font (objects 6 and up) whose glyphs are drawn as told and named as plain characters.

    Args:
        shapes: for each character, the box of its ink and how it is drawn, in thousandths of the type size.
    """
    names = {"$": b"dollar", "#": b"numbersign", ".": b"period", "3": b"three", "5": b"five"}
    codes = b" ".join(b"%d /%b" % (ord(character), names[character]) for character in shapes)
    first, last = min(map(ord, shapes)), max(map(ord, shapes))
    widths = b" ".join(b"700" for _ in range(first, last + 1))
    procedures = b"".join(b"/%b %d 0 R" % (names[character], 7 + at) for at, character in enumerate(shapes))
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 -200 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]"
        b"/FirstChar %d/LastChar %d/Widths[%b]/Encoding<</Type/Encoding/Differences[%b]>>/CharProcs<<%b>>"
        b"/Resources<<>>>>" % (first, last, widths, codes, procedures)
    )
    return [font, *(stream(b"700 0 %b d1 %b" % shape) for shape in shapes.values())]
