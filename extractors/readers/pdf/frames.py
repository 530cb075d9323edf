"""Turning a page: from PDF coordinates to the frame in which text is upright, and to what a viewer shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.document import Box

if TYPE_CHECKING:
    from extractors.readers.pdf.shapes import Frame


def turn(x: float, y: float, angle: int, width: float, height: float) -> tuple[float, float]:
    """Return where a point of the page (origin bottom left) lies when text of `angle` is set upright.

    The result counts from the top left corner, downwards.
    """
    if angle == 0:
        return x, height - y
    if angle == 90:  # noqa: PLR2004 -- quarter turns
        return y, x
    if angle == 180:  # noqa: PLR2004
        return width - x, y
    return height - y, width - x


def turn_back(x: float, y: float, angle: int, width: float, height: float) -> tuple[float, float]:
    """Return the point of the page that `turn` has moved to (x, y)."""
    if angle == 0:
        return x, height - y
    if angle == 90:  # noqa: PLR2004
        return y, x
    if angle == 180:  # noqa: PLR2004
        return width - x, y
    return width - y, height - x


def turn_box(box: Box, angle: int, width: float, height: float) -> Box:
    """Return a box (left, bottom, right, top in PDF coordinates) in the frame of `angle`."""
    x0, y0 = turn(box[0], box[1], angle, width, height)
    x1, y1 = turn(box[2], box[3], angle, width, height)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def size_in_frame(angle: int, width: float, height: float) -> tuple[float, float]:
    """Return width and height of a page turned by `angle`."""
    return (width, height) if angle % 180 == 0 else (height, width)


def displayed(box: Box, frame: Frame) -> Box:
    """Return a box of a page's frame where a viewer shows it."""
    if frame.angle == frame.rotation:
        return box
    x0, y0 = turn_back(box.x0, box.top, frame.angle, frame.width, frame.height)
    x1, y1 = turn_back(box.x1, box.bottom, frame.angle, frame.width, frame.height)
    return turn_box(Box(x0, y0, x1, y1), frame.rotation, frame.width, frame.height)
