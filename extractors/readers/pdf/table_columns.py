"""Where the columns of a table may start: several guesses, to be scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.readers.pdf.table_shapes import TableLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractors.readers.pdf.shapes import Line, Rule, Word
    from extractors.readers.pdf.table_shapes import Region

Edges = tuple[float, ...]  # where each column after the first starts

_CLOSE = 0.62  # times the type size: words closer together belong to one cell
_PLACE = 1.0
_STRAY_LINES = (0.0, 0.06, 0.12)  # share of lines that may cross a gap
_NARROWEST_GAPS = (2.2, 4.0, 7.0)
_MOST_COLUMNS = 30
_FULLEST = 0.8
_BLANK = 0.33  # times the type size: a gap wider than between words
_RULE_SHARE = 0.4  # of the table's height: an upright rule that parts columns


def segments(line: Line, close: float = _CLOSE) -> list[tuple[Word, ...]]:
    """Return the words of a line in groups that stand close together."""
    groups: list[list[Word]] = []
    for word in line.words:
        last = groups[-1][-1] if groups else None
        if last is not None and (word.attached or word.raised or word.x0 - last.x1 < close * line.size):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [tuple(group) for group in groups]


def column_guesses(region: Region, header: Sequence[Line], body: Sequence[Line]) -> list[tuple[str, Edges]]:
    """Return guesses at where columns start, each with what it rests on."""
    found: dict[Edges, str] = {}
    for name, edges in _all_guesses(region, header, body):
        if 0 < len(edges) < _MOST_COLUMNS:
            found.setdefault(edges, name)
    return [(name, edges) for edges, name in found.items()]


def _all_guesses(region: Region, header: Sequence[Line], body: Sequence[Line]) -> Iterator[tuple[str, Edges]]:
    drawn = _drawn_edges(region)
    if drawn:
        yield "drawn columns", drawn
    for stray in _STRAY_LINES:
        for gap in _NARROWEST_GAPS:
            yield "gaps", gap_edges(body, gap, stray)
            yield "gaps", gap_edges([*header[-1:], *body], gap, stray)
            yield "gaps with header", gap_edges([*header, *body], gap, stray)
    for gap in _NARROWEST_GAPS:
        yield "gaps", gap_edges(body, gap, 0.0, lone=True)
    parted = _most_parted(body)
    for gap in _NARROWEST_GAPS:
        yield "gaps of the fullest lines", gap_edges(parted, gap, 0.0)
        yield "gaps of the fullest lines", gap_edges(parted, gap, _STRAY_LINES[-1])
    for lines in (header[-1:], header):
        if lines:
            yield "header", start_edges(lines)
    for share in (0.2, 0.35, 0.5):
        yield "left edges", aligned_edges(body, share)


def _most_parted(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with nearly as many runs of words as any: no cell of theirs spans columns."""
    counts = [len(segments(line)) for line in lines]
    return [line for line, count in zip(lines, counts, strict=True) if count >= _FULLEST * max(counts)]


def _drawn_edges(region: Region) -> Edges:
    height = max((rule.bottom for rule in region.rules), default=0) - min(
        (rule.top for rule in region.rules), default=0
    )
    places = sorted(
        rule.x0 for rule in region.rules if not rule.horizontal and rule.length >= _RULE_SHARE * height
    )
    left = min((word.x0 for word in region.words), default=0)
    right = max((word.x1 for word in region.words), default=0)
    return tuple(round(place, 1) for place in _apart(places) if left < place < right)


def _apart(places: Iterable[float], least: float = 4.0) -> list[float]:
    found: list[float] = []
    for place in places:
        if not found or place - found[-1] >= least:
            found.append(place)
    return found


def gap_edges(lines: Sequence[Line], narrowest: float, stray: float, *, lone: bool = False) -> Edges:
    """Return where the text after each upright gap starts that (nearly) no line crosses."""
    rows = _without_spanning(lines, lone=lone)
    if not rows:
        return ()
    left = min(word.x0 for line in rows for word in line.words)
    right = max(word.x1 for line in rows for word in line.words)
    covered = [0] * (int((right - left) / _PLACE) + 2)
    for line in rows:
        for place in {place for word in line.words for place in _places(word, left)}:
            covered[place] += 1
    allowed = stray * len(rows)
    edges: list[float] = []
    width = 0
    for place, count in enumerate(covered):
        if count <= allowed:
            width += 1
            continue
        if width * _PLACE >= narrowest and place - width > 0:
            edges.append(left + place * _PLACE - 0.5)
        width = 0
    return tuple(round(edge, 1) for edge in edges)


def _places(word: Word, left: float) -> range:
    return range(int((word.x0 - left) / _PLACE), int((word.x1 - left) / _PLACE) + 1)


def _without_spanning(lines: Sequence[Line], *, lone: bool) -> list[Line]:
    """Return lines without those that run across the columns in one piece: heads of groups of rows.

    A piece by itself further right may be such a head, or (`lone`) a line of one cell.
    """
    parted = [(line, segments(line)) for line in lines]
    second = min((groups[1][0].x0 for _, groups in parted if len(groups) > 1), default=0.0)
    widest = max(
        (group[-1].x1 - group[0].x0 for _, groups in parted if len(groups) > 1 for group in groups[1:]),
        default=0.0,
    )
    return [
        line
        for line, groups in parted
        if len(groups) > 1
        or line.x1 <= second
        or (lone and line.x0 >= second and line.x1 - line.x0 <= widest)
    ]


def start_edges(lines: Sequence[Line]) -> Edges:
    """Return where the stacked words of a header start, column by column."""
    spans = sorted((group[0].x0, group[-1].x1) for line in lines for group in segments(line))
    columns: list[list[float]] = []
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    return tuple(round(x0 - 1.0, 1) for x0, _ in columns[1:])


def aligned_edges(lines: Sequence[Line], share: float) -> Edges:
    """Return the places where this share of lines start a run of words."""
    starts = sorted(group[0].x0 for line in lines for group in segments(line))
    clusters: list[list[float]] = []
    for start in starts:
        if clusters and start - clusters[-1][0] <= 3.0:  # noqa: PLR2004 -- points
            clusters[-1].append(start)
        else:
            clusters.append([start])
    kept = [cluster[0] - 1.0 for cluster in clusters if len(cluster) >= max(2.0, share * len(lines))]
    return tuple(round(edge, 1) for edge in kept[1:])


def place_words(lines: Sequence[Line], edges: Edges) -> tuple[list[TableLine], int]:
    """Return lines with their words in columns, and how many runs of words an edge cuts.

    A line that is one run of words across columns stays whole, in the column it starts in.
    """
    placed: list[TableLine] = []
    cut = 0
    for line in lines:
        cells: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
        groups = segments(line)
        for group in groups:
            columns = [_column(word, edges) for word in group]
            cut += len(set(columns)) > 1 and len(groups) > 1
            for word, column in _whole_runs(group, columns, whole=len(groups) == 1):
                cells[column].append(word)
        placed.append(TableLine(tuple(map(tuple, cells)), line.baseline, line.size))
    return placed, cut


def _whole_runs(group: Sequence[Word], columns: Sequence[int], *, whole: bool) -> Iterator[tuple[Word, int]]:
    """Give words with their columns; one that stands no further off than a word does stays with it."""
    current = columns[0]
    for at, (word, column) in enumerate(zip(group, columns, strict=True)):
        if at and not whole and word.x0 - group[at - 1].x1 > _BLANK * word.font.size:
            current = column
        yield word, current


def _column(word: Word, edges: Edges) -> int:
    return sum(word.x0 + 0.1 >= edge for edge in edges)


def level_groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return level rules in groups of one height, from top to bottom."""
    groups: list[list[Rule]] = []
    for rule in sorted((rule for rule in rules if rule.horizontal), key=lambda rule: rule.top):
        if groups and rule.top - groups[-1][0].top <= 2:  # noqa: PLR2004 -- points
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups
