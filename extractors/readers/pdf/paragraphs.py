"""Lines of a column -> paragraphs, by what the typesetter shows: room, indents, size, weight."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.readers.prose_signs import ends_sentence, section_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.readers.pdf.shapes import Line

_OTHER_SIZE = 0.07
_LARGE_STEP = 1.35  # times the usual step of lines of this size
_INDENT = 0.6  # times the type size
_LARGEST_INDENT = 6.0
_ROOM = 0.4  # times the type size, beside a word that would still have fitted
_NEAR = 6  # lines before and after by which a column's width is judged
_ENTRY = re.compile(r"(?:\[\d{1,3}\]|\d{1,3}[.)]|[•●▪■–-])\s")
_BARE_ENTRY = re.compile(r"\[?\d{1,3}[.\])]?$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, in one column of one page."""

    lines: tuple[Line, ...]
    page: int
    column: tuple[float, float]  # its left and right edge

    @property
    def text(self) -> str:
        """Words as printed, lines joined by a line break."""
        return "\n".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """Size most of its letters have."""
        return usual_size(self.lines)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(is_bold(line) for line in self.lines)


def usual_size(lines: Iterable[Line]) -> float:
    """Return the type size most letters have, 0 without any."""
    count: Counter[float] = Counter()
    for line in lines:
        count[line.size] += sum(len(word.text) for word in line.words)
    return max(count, key=lambda size: count[size]) if count else 0.0


def is_bold(line: Line) -> bool:
    """Whether every word of a line is bold."""
    return all(word.font.bold for word in line.words if any(map(str.isalnum, word.text)))


def usual_steps(columns: Iterable[Sequence[Line]]) -> dict[float, float]:
    """Return how far the baselines of a size are usually apart."""
    steps: dict[float, list[float]] = {}
    for lines in columns:
        for line, after in pairwise(lines):
            if line.size == after.size and 0 < after.baseline - line.baseline < 3 * line.size:
                steps.setdefault(line.size, []).append(after.baseline - line.baseline)
    # Where paragraphs of a line or two are many, most steps are those between paragraphs.
    return {size: sorted(found)[len(found) // 4] for size, found in steps.items()}


def find_paragraphs(lines: Sequence[Line], page: int, steps: dict[float, float]) -> list[Paragraph]:
    """Return the paragraphs of one column."""
    groups: list[list[Line]] = []
    for at, line in enumerate(lines):
        near = lines[max(0, at - _NEAR) : at + _NEAR]
        if groups and not _parts(groups[-1], line, near, steps):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, page) for group in groups]


def _paragraph(group: Sequence[Line], page: int) -> Paragraph:
    edges = (min(line.x0 for line in group), max(line.x1 for line in group))
    return Paragraph(tuple(group), page, edges)


def _parts(group: Sequence[Line], line: Line, near: Sequence[Line], steps: dict[float, float]) -> bool:
    """Whether a line starts another paragraph than the lines before it."""
    last = group[-1]
    if _differs(last, line) or _step_is_large(last, line, steps):
        return True
    if (section_of(last.text) and len(group) == 1) or (section_of(line.text) and ends_sentence(last.text)):
        return True
    alike = [other for other in near if abs(other.size - line.size) <= _OTHER_SIZE * line.size]
    left, right = _left_edge(alike), max(other.x1 for other in alike)
    if is_bold(last) and is_bold(line):
        return bool(section_of(line.text))
    return (
        _is_indented(last, line, left)
        or _starts_entry(group, line)
        or (_ended_early(last, line, right) and abs(last.x0 - line.x0) <= _LARGEST_INDENT * line.size)
    )


def _differs(last: Line, line: Line) -> bool:
    """Whether two lines are set differently."""
    if abs(last.size - line.size) > _OTHER_SIZE * last.size:
        return True
    return is_bold(last) != is_bold(line) and len(line.text) > 2 and len(last.text) > 2  # noqa: PLR2004


def _step_is_large(last: Line, line: Line, steps: dict[float, float]) -> bool:
    usual = steps.get(line.size, 1.2 * line.size)
    return line.baseline - last.baseline > _LARGE_STEP * max(usual, 0.9 * line.size)


def _left_edge(lines: Sequence[Line]) -> float:
    """Return where most lines start."""
    places = Counter(round(line.x0) for line in lines)
    return max(places, key=lambda place: (places[place], -place))


def _is_indented(last: Line, line: Line, left: float) -> bool:
    """Whether a line is the indented first one of a paragraph."""
    indent = line.x0 - left
    return (
        _INDENT * line.size < indent < _LARGEST_INDENT * line.size
        and line.x0 - last.x0 > _INDENT * line.size / 2
        and not last.text.endswith(("-", ","))
        and (ends_sentence(last.text) or line.text[0].isupper())
    )


def _starts_entry(group: Sequence[Line], line: Line) -> bool:
    """Whether a line starts the next entry of a list whose entries hang or are numbered."""
    first, last = group[0], group[-1]
    if line.x0 > first.x0 + 0.5 * line.size:
        return False
    hangs = len(group) > 1 and last.x0 - line.x0 > _INDENT * line.size
    if hangs and group[1].x0 - first.x0 > _INDENT * line.size:
        return True
    return bool(_is_entry(first) and _is_entry(line))


def _is_entry(line: Line) -> bool:
    return bool(_ENTRY.match(line.text)) or bool(
        _BARE_ENTRY.fullmatch(line.words[0].text) and len(line.words) > 1
    )


def _ended_early(last: Line, line: Line, right: float) -> bool:
    """Whether the next line's first word would have fitted on a line: it was ended on purpose."""
    first = line.words[0]
    room = right - last.x1
    needed = first.x1 - first.x0 + (0.25 + _ROOM) * line.size
    if room <= needed or last.text.endswith("-"):
        return False
    return ends_sentence(last.text) or (line.text[:1].isupper() and room > 2 * needed)


def split_line(line: Line, at: int) -> tuple[Line, Line]:
    """Return a line in two: the words before the `at`-th, and the others."""
    head, tail = line.words[:at], line.words[at:]
    return replace(line, words=head), replace(line, words=(tail[0]._replace(attached=False), *tail[1:]))


def split_paragraph(paragraph: Paragraph, row: int, at: int) -> Iterator[Paragraph]:
    """Give a paragraph in two: before the `at`-th word of its line `row`, and from there on."""
    if row == at == 0:
        yield paragraph
        return
    before, after = list(paragraph.lines[:row]), list(paragraph.lines[row + 1 :])
    line = paragraph.lines[row]
    if at == 0:
        after.insert(0, line)
    elif at >= len(line.words):
        before.append(line)
    else:
        head, tail = split_line(line, at)
        before.append(head)
        after.insert(0, tail)
    for lines in (before, after):
        if lines:
            yield replace(paragraph, lines=tuple(lines))


def split_entries(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Give the entries of a list of abbreviations: each line that starts with one starts an entry."""
    entries: list[list[Line]] = []
    for line in paragraph.lines:
        capitals = sum(map(str.isupper, line.words[0].text))
        if entries and capitals < 2:  # noqa: PLR2004 -- a word, the rest of the line above
            entries[-1].append(line)
        else:
            entries.append([line])
    for lines in entries:
        yield replace(paragraph, lines=tuple(lines))
