"""Glyphs -> words -> lines."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from extractors.readers.pdf.shapes import Glyph, Line, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# A gap wider than this share of the type size parts two words. pdfplumber's fixed 3 points glue words
# of small print together; this share leaves 20 glued ones in 149 pages.
GAP = 0.15
# Glyphs of a word may lie this much of their size over each other (kerning, italics, accents).
_OVERLAP = 0.6
_SAME_BASELINE = 0.08
_SAME_PLACE = 0.01
# A raised or lowered mark is smaller than its line and off its baseline.
_SMALL = 0.85
_OFF_BASELINE = 0.12
# Words of a justified line may stand further apart; a gutter is never this narrow.
_CLOSE = 0.45
_BAND = 24.0  # points: a raised word is never further from the baseline of its line
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"})


def find_words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Return the words of glyphs in stream order."""
    words: list[Word] = []
    run: list[Glyph] = []
    attached = apart = False
    for glyph in glyphs:
        if glyph.text == " ":
            words.extend(_word(run, attached=attached, apart=apart))
            run, attached, apart = [], False, True
        elif run and not _continues(run[-1], glyph):
            words.extend(_word(run, attached=attached, apart=apart))
            attached, apart = _touches(run[-1], glyph), False
            run = [glyph]
        else:
            run.append(glyph)
    words.extend(_word(run, attached=attached, apart=apart))
    return words


def _continues(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph belongs to the word of the one before it."""
    return (
        last.font.size == glyph.font.size
        and last.font.bold == glyph.font.bold
        and abs(glyph.baseline - last.baseline) <= _SAME_BASELINE * last.font.size
        and _adjoins(last, glyph)
    )


def _touches(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands on the line of the one before it without a gap, set in another way."""
    size = max(last.font.size, glyph.font.size)
    return abs(glyph.baseline - last.baseline) <= 0.7 * size and _adjoins(last, glyph)


def _adjoins(last: Glyph | Word, following: Glyph | Word) -> bool:
    size = max(last.font.size, following.font.size)
    gap = following.x0 - last.x1
    # The letters of a ligature all stand where its glyph stands.
    stacked = gap < 0 and following.x0 - last.x0 >= -_SAME_PLACE
    return stacked or -_OVERLAP * size <= gap <= GAP * size


def _word(run: Sequence[Glyph], *, attached: bool, apart: bool) -> Iterator[Word]:
    if not run:
        return
    text = unicodedata.normalize("NFC", "".join(glyph.text for glyph in run).translate(_LIGATURES))
    first = run[0]
    end = max(glyph.x1 for glyph in run)
    yield Word(text, first.x0, end, first.baseline, first.font, attached, apart=apart)


def find_lines(words: Iterable[Word]) -> list[Line]:
    """Return words of one column or cell as lines, from top to bottom.

    Small raised words join the line whose letters they stand beside.
    """
    rows: dict[int, list[list[Word]]] = defaultdict(list)  # by the height on the page their baseline is at
    for word in sorted(words, key=lambda word: (-word.font.size, word.baseline, word.x0)):
        row = _row_of(word, rows)
        if row is None:
            rows[_height(word)].append([word])
        else:
            row.append(word)
    lines = [_line(row) for near in rows.values() for row in near]
    return sorted(lines, key=lambda line: (line.baseline, line.x0))


def _height(word: Word) -> int:
    return int(word.baseline // _BAND)


def _row_of(word: Word, rows: dict[int, list[list[Word]]]) -> list[Word] | None:
    """Return the row whose baseline a word shares, or beside whose letters it stands raised or lowered."""
    best, nearest = None, 1.0
    height = _height(word)
    for band in (height, height + 1, height - 1):
        for row in rows.get(band, ()):
            distance = _distance(word, row)
            if distance < nearest:
                best, nearest = row, distance
    return best


def _distance(word: Word, row: Sequence[Word]) -> float:
    """Return how far a word is from standing on a row: less than 1 if it does."""
    first = row[0]
    if word.font.size >= _SMALL * first.font.size:
        smaller = min(first.font.size, word.font.size) or 1.0
        return abs(first.baseline - word.baseline) / (0.3 * smaller)
    # Raised by up to two thirds of the line's size, lowered by a third of it.
    middle = word.baseline - 0.35 * word.font.size
    if not first.top - 0.35 * first.font.size <= middle <= first.bottom + 0.1 * first.font.size:
        return 1.0
    nearest: float = min(abs(word.x0 - other.x1) for other in row)
    return nearest / 1000


def _line(row: list[Word]) -> Line:
    size = _usual_size(row)
    baseline = median(word.baseline for word in row if word.font.size >= _SMALL * size)
    ordered = sorted(row, key=lambda word: word.x0)
    marked = [_marked(word, baseline, size) for word in ordered]
    return Line(tuple(_joined(marked)), baseline, size)


def _usual_size(row: Sequence[Word]) -> float:
    """Return the size most letters of a row have."""
    letters: Counter[float] = Counter()
    for word in row:
        letters[word.font.size] += len(word.text)
    return max(letters, key=lambda size: (letters[size], size))


def _marked(word: Word, baseline: float, size: float) -> Word:
    raised = word.font.size < _SMALL * size and baseline - word.baseline > _OFF_BASELINE * size
    return word._replace(raised=True) if raised else word


def _joined(words: Sequence[Word]) -> Iterator[Word]:
    """Give the words of a line; what the stream has parted and no gap parts is one word again."""
    last: Word | None = None
    for word in words:
        if last is None:
            last = word._replace(attached=False)
        elif _adjoins(last, word) and (word.attached or _parted_by_stream(last, word)):
            if (last.raised, last.font.size, last.font.bold) == (
                word.raised,
                word.font.size,
                word.font.bold,
            ):
                last = last._replace(text=last.text + word.text, x1=max(last.x1, word.x1))
            else:
                yield last
                last = word._replace(attached=True)
        else:
            yield last
            last = word._replace(attached=False)
    if last is not None:
        yield last


def _parted_by_stream(last: Word, word: Word) -> bool:
    """Whether two words touch although the text layer does not set one after the other."""
    return not word.apart and word.x0 - last.x1 <= 0.05 * word.font.size


def leading(lines: Sequence[Line]) -> float:
    """Return the usual distance of two baselines, 0 if there are no two lines."""
    steps = [after.baseline - line.baseline for line, after in pairwise(lines)]
    return median(steps) if steps else 0.0


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words of one line that stand close together: what a column's gutter can part."""

    words: tuple[Word, ...]
    x0: float
    x1: float
    top: float
    bottom: float


def find_fragments(words: Iterable[Word]) -> list[Fragment]:
    """Return words in stream order as fragments of lines."""
    fragments: list[list[Word]] = []
    for word in words:
        last = fragments[-1][-1] if fragments else None
        if last is not None and _same_fragment(last, word):
            fragments[-1].append(word)
        else:
            fragments.append([word])
    return [_fragment(words) for words in fragments]


def _same_fragment(last: Word, word: Word) -> bool:
    size = max(last.font.size, word.font.size)
    return abs(word.baseline - last.baseline) <= 0.5 * size and -size <= word.x0 - last.x1 <= _CLOSE * size


def _fragment(words: Sequence[Word]) -> Fragment:
    return Fragment(
        tuple(words),
        min(word.x0 for word in words),
        max(word.x1 for word in words),
        min(word.top for word in words),
        max(word.bottom for word in words),
    )


def widest_gap(words: Sequence[Word]) -> float:
    """Return the widest gap between words, in points."""
    return max((after.x0 - word.x1 for word, after in pairwise(words)), default=0.0)
