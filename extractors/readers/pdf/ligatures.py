"""Glyphs for which pdfium knows no character, looked up by a second reader.

Fonts without a map to Unicode name their ligatures ("f_i"); pdfium drops those names, pdfminer reads
them. It takes a fifth of a second a page, so it is asked only for pages that need it, and no longer
once a font's glyphs are known.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from extractors.readers.pdf.frames import turn_back

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from extractors.readers.pdf.shapes import Glyph

    Key = tuple[str, str, float]

# A lost glyph keeps its code in a plane of Unicode that no document uses.
_LOST_PLANE = 0xF0000
UNREADABLE = "\ufffd"
_SAME_PLACE = 0.8  # points
_ENOUGH_SAMPLES = 4
_MOST_PAGES = 200


def lost(code: int) -> str:
    """Return what stands for a glyph whose character is unknown."""
    return chr(_LOST_PLANE + code)


def is_lost(text: str) -> bool:
    """Whether a glyph's character is unknown."""
    return len(text) == 1 and ord(text) >= _LOST_PLANE


class LigatureReader:
    """Finds the characters of lost glyphs of one document."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[Key, Counter[str]] = defaultdict(Counter)
        self._pages = 0

    def restore(self, glyphs: list[Glyph], page: int, place: tuple[float, float, float, float]) -> None:
        """Give lost glyphs their characters, in place."""
        unknown = [at for at, glyph in enumerate(glyphs) if is_lost(glyph.text)]
        if any(self._sure(glyphs[at]) is None for at in unknown):
            self._look_up([glyphs[at] for at in unknown], page, place)
        for at in unknown:
            text = self._sure(glyphs[at], samples=1) or UNREADABLE
            glyphs[at] = glyphs[at]._replace(text=text)

    def _sure(self, glyph: Glyph, samples: int = _ENOUGH_SAMPLES) -> str | None:
        """Return a glyph's characters if it always had the same ones."""
        seen = self._known.get(_key(glyph))
        if not seen or len(seen) > 1 or seen.total() < samples:
            return None
        return next(iter(seen))

    def _look_up(self, glyphs: Iterable[Glyph], page: int, place: tuple[float, float, float, float]) -> None:
        if self._pages >= _MOST_PAGES:
            return
        self._pages += 1
        printed = _characters(self._path, page)
        for glyph in glyphs:
            x, y = turn_back(glyph.x0, glyph.baseline, glyph.font.angle, place[2], place[3])
            text = _at(printed, x + place[0], y + place[1])
            if text:
                self._known[_key(glyph)][text] += 1


def _key(glyph: Glyph) -> Key:
    return glyph.font.name, glyph.text, round((glyph.x1 - glyph.x0) / (glyph.font.size or 1), 2)


def _characters(path: Path, page: int) -> dict[tuple[int, int], list[tuple[float, float, str]]]:
    """Return the characters of a page as pdfminer reads them, by where they start."""
    import pdfplumber  # noqa: PLC0415 -- slow to load, seldom needed

    places: dict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)
    try:
        with pdfplumber.open(path, pages=[page]) as document:
            for character in document.pages[0].chars:
                x, y = character["matrix"][4:6]
                places[round(x), round(y)].append((x, y, character["text"]))
    except Exception:  # noqa: BLE001 -- pdfminer raises anything on a damaged file; the glyphs stay unreadable
        return {}
    return places


def _at(places: dict[tuple[int, int], list[tuple[float, float, str]]], x: float, y: float) -> str | None:
    near = [
        (abs(x - left) + abs(y - baseline), text)
        for across in (-1, 0, 1)
        for up in (-1, 0, 1)
        for left, baseline, text in places.get((round(x) + across, round(y) + up), ())
    ]
    distance, text = min(near, default=(_SAME_PLACE * 2, ""))
    readable = text.strip() and not text.startswith("(cid:") and text[0] >= " " and text != UNREADABLE
    return text if distance <= _SAME_PLACE and readable else None
