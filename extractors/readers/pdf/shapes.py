"""What lies on a page: glyphs, words, lines and rules, in points from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extractors.document import Box


class Font(NamedTuple):
    """How glyphs of one text object are set."""

    name: str
    size: float  # points on the page, whatever the nominal size
    bold: bool
    italic: bool
    angle: int  # direction of the text on the unrotated page: 0, 90, 180 or 270 degrees


class Glyph(NamedTuple):
    """One printed character, in the frame in which its text is upright."""

    text: str
    x0: float
    x1: float
    baseline: float
    font: Font
    place: int  # in the text layer


class Word(NamedTuple):
    """Glyphs without a gap between them."""

    text: str
    x0: float
    x1: float
    baseline: float
    font: Font
    attached: bool = False  # no gap to the word on its left: a raised mark, a change of font
    raised: bool = False
    apart: bool = False  # a blank stands before it in the text layer

    @property
    def top(self) -> float:
        """Upper edge of the letters."""
        return self.baseline - 0.75 * self.font.size

    @property
    def bottom(self) -> float:
        """Lower edge of the letters."""
        return self.baseline + 0.22 * self.font.size


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right."""

    words: tuple[Word, ...]
    baseline: float
    size: float  # of most of its letters

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """Upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return max(word.bottom for word in self.words)

    @property
    def text(self) -> str:
        """Words as printed, one blank between them."""
        return "".join(
            word.text if word.attached or not at else f" {word.text}" for at, word in enumerate(self.words)
        )

    @property
    def box(self) -> Box:
        """Bounding box."""
        return Box(self.x0, self.top, self.x1, self.bottom)


class Rule(NamedTuple):
    """A straight line, horizontal or vertical."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top

    @property
    def length(self) -> float:
        """Length in points."""
        return max(self.x1 - self.x0, self.bottom - self.top)


class Frame(NamedTuple):
    """How a page was turned so that most of its text is upright."""

    angle: int  # direction of that text on the unrotated page
    rotation: int  # how far a viewer turns the page, clockwise
    width: float  # of the unrotated page
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read: upright words and rules, and what is printed sideways."""

    number: int  # 1-based
    width: float  # in the frame of its text
    height: float
    frame: Frame
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    sideways: tuple[Word, ...] = ()
    pictures: tuple[Box, ...] = ()
    repaired: tuple[tuple[str, int], ...] = ()  # signs that the text layer had as others, and how often
    cut: bool = False  # it has more glyphs or objects than a page may have

    @property
    def box(self) -> Box:
        """All of it."""
        return Box(0.0, 0.0, self.width, self.height)
