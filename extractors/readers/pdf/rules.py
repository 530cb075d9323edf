"""The lines drawn on a page, and where its pictures are."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

from pypdfium2 import raw

from extractors.document import Box
from extractors.readers.pdf.frames import turn_box
from extractors.readers.pdf.opening import MOST_OBJECTS_OF_PAGE
from extractors.readers.pdf.shapes import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

# A filled rectangle up to this thickness is drawn as a line.
_THICKEST = 2.5
_SHORTEST = 8.0
_MOST_SEGMENTS = 2_000
_DEEPEST_FORM = 4
# Ends of pieces that a table draws cell by cell lie this close together.
_JOIN = 1.5

Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawing(NamedTuple):
    """What is on a page beside its text."""

    rules: tuple[Rule, ...]
    pictures: tuple[Box, ...]
    objects: int


def read_drawing(page: pypdfium2.PdfPage, place: tuple[float, float, float, float], angle: int) -> Drawing:
    """Return rules and pictures of a page in the frame of `angle`."""
    left, bottom, width, height = place
    rules: list[Rule] = []
    pictures: list[Box] = []
    count = raw.FPDFPage_CountObjects(page.raw)
    for kind, box in _objects(page.raw, 0, _UPRIGHT, [MOST_OBJECTS_OF_PAGE]):
        moved = Box(box.x0 - left, box.top - bottom, box.x1 - left, box.bottom - bottom)
        turned = turn_box(moved, angle, width, height)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(turned)
        else:
            rules.append(Rule(*turned))
    return Drawing(join_rules(rules), tuple(pictures), count)


def join_rules(rules: list[Rule]) -> tuple[Rule, ...]:
    """Return rules with the pieces of one drawn line put together, from top to bottom."""
    level = _joined(sorted((rule for rule in rules if rule.horizontal), key=_level_key), level=True)
    upright = _joined(sorted((rule for rule in rules if not rule.horizontal), key=_upright_key), level=False)
    long = [rule for rule in (*level, *upright) if rule.length >= _SHORTEST]
    return tuple(sorted(long, key=lambda rule: (rule.top, rule.x0)))


def _level_key(rule: Rule) -> tuple[float, float]:
    return (round((rule.top + rule.bottom) / 2), rule.x0)


def _upright_key(rule: Rule) -> tuple[float, float]:
    return (round((rule.x0 + rule.x1) / 2), rule.top)


def _joined(rules: list[Rule], *, level: bool) -> list[Rule]:
    joined: list[Rule] = []
    for rule in rules:
        last = joined[-1] if joined else None
        if last is not None and _continues(last, rule, level=level):
            joined[-1] = Rule(
                min(last.x0, rule.x0),
                min(last.top, rule.top),
                max(last.x1, rule.x1),
                max(last.bottom, rule.bottom),
            )
        else:
            joined.append(rule)
    return joined


def _continues(last: Rule, rule: Rule, *, level: bool) -> bool:
    if level:
        return abs(last.top - rule.top) <= _JOIN and rule.x0 <= last.x1 + _JOIN
    return abs(last.x0 - rule.x0) <= _JOIN and rule.top <= last.bottom + _JOIN


def _objects(
    container: raw.FPDF_PAGE | raw.FPDF_PAGEOBJECT, depth: int, matrix: Matrix, left: list[int]
) -> Iterator[tuple[int, Box]]:
    """Give pictures and straight lines of a page or form; `left` counts down what may still be looked at."""
    count, get = (
        (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
        if depth
        else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    )
    for index in range(count(container)):
        left[0] -= 1
        if left[0] < 0:
            return
        item = get(container, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            yield kind, _moved(_bounds(item), matrix)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            for box in _straight_lines(item):
                yield kind, _moved(box, matrix)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            yield from _objects(item, depth + 1, _times(_matrix(item), matrix), left)


def _straight_lines(path: raw.FPDF_PAGEOBJECT) -> Iterator[Box]:
    """Give the level and upright lines of a path."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not (fill.value or stroke.value):
        return
    bounds = _bounds(path)
    across, up = bounds.x1 - bounds.x0, bounds.bottom - bounds.top
    if min(across, up) <= _THICKEST:
        if max(across, up) >= 1:
            yield bounds
    elif stroke.value and raw.FPDFPath_CountSegments(path) <= _MOST_SEGMENTS:
        yield from _strokes(path)


def _strokes(path: raw.FPDF_PAGEOBJECT) -> Iterator[Box]:
    matrix = _matrix(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = _point(x.value, y.value, matrix)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _level_or_upright(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _level_or_upright(last, start)


def _level_or_upright(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Box]:
    box = Box(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
    across, up = box.x1 - box.x0, box.bottom - box.top
    if min(across, up) <= 0.5 and max(across, up) >= 1:  # noqa: PLR2004 -- half a point of slant
        yield box


def _bounds(item: raw.FPDF_PAGEOBJECT) -> Box:
    """Return left, bottom, right and top of an object in its container."""
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges))
    return Box(*(edge.value for edge in edges))


def _matrix(item: raw.FPDF_PAGEOBJECT) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    return (
        *(a * outer[0] + b * outer[2], a * outer[1] + b * outer[3]),
        *(c * outer[0] + d * outer[2], c * outer[1] + d * outer[3]),
        *(e * outer[0] + f * outer[2] + outer[4], e * outer[1] + f * outer[3] + outer[5]),
    )


def _point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Box, matrix: Matrix) -> Box:
    if matrix == _UPRIGHT:
        return box
    (x0, y0), (x1, y1) = _point(box.x0, box.top, matrix), _point(box.x1, box.bottom, matrix)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
