"""Lines of a leaning page carried to where they lie once it is flat, so that the page need not be read again."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from docvet.models import Box, Line, Straightening
from docvet.reading import projection
from docvet.reading.engines import Pixels

_NEAR = 0.75
"""Part of the original's longer side that the flat page must keep: what is cut out closer is seen larger by a new reading."""
_STEEPEST = math.radians(30)
"""A box around a row that leans more tells too little of the row's height."""
_SKEWED, _FEW_SKEWED = math.radians(1.5), math.radians(6)
"""Between the directions of rows and columns all over the page, and all over one of few lines: seen from further
aside, the outline of a sheet tells too little of how a row leans, and its box becomes too high."""
_SEEN_SKEWED = math.radians(15)
"""The same of few lines where the reader saw how they lean."""
_FEW = 12
"""Lines of a photo of goods, or of a card: each is placed by its own lean."""
_THINNEST = 0.6
"""Part of the usual height below which a row is not taken to be: its box was drawn tight."""
_SURE = 0.9
"""A line read with less confidence is read again from the flat page."""
_ROOM = 0.15
"""Heights of a row that are left around it when it is read alone."""

ReadRow = Callable[[Pixels], Line | None]


def carried(
    lines: Sequence[Line], how: Straightening, size: tuple[int, int], level: Pixels, read_row: ReadRow
) -> list[Line] | None:
    """The lines on the flat page ``level`` of ``size`` (width, height); None where the page is better read anew.

    ``read_row`` reads a picture of a single row.
    """
    if max(size) < _NEAR * max(how.width, how.height):
        return None
    back = (
        np.diag([how.width, how.height, 1.0])
        @ np.reshape(how.matrix, (3, 3))
        @ np.diag([1 / size[0], 1 / size[1], 1.0])
    )
    there = np.linalg.inv(back)
    if _skew(back, size) >= _bearable(lines):
        return None
    rows = [_Row(line, how, there, back) for line in lines]
    if any(abs(row.lean) > _STEEPEST for row in rows):
        return None
    usual = median(row.height for row in rows)
    result = []
    for line, row in zip(lines, rows, strict=True):
        flat = replace(line, lean=None, box=row.box(max(row.height, _THINNEST * min(usual, row.tallest)), size))
        result.append(flat if line.confidence >= _SURE else _reread(flat, level, read_row))
    return result


def _bearable(lines: Sequence[Line]) -> float:
    """The skew from which the page is better read anew."""
    if len(lines) > _FEW:
        return _SKEWED
    return _SEEN_SKEWED if any(line.lean is not None for line in lines) else _FEW_SKEWED


def _skew(back: projection.Matrix, size: tuple[int, int]) -> float:
    """Radians by which directions differ on the page: 0 where it merely leans; from the side, boxes tell less of their text."""
    leans = []
    for x, y in ((0, 0), (size[0], 0), (0, size[1]), (size[0], size[1])):
        here, right, below = _point(back, x, y), _point(back, x + 1, y), _point(back, x, y + 1)
        leans += [
            math.atan2(right[1] - here[1], right[0] - here[0]),
            math.atan2(here[0] - below[0], below[1] - here[1]),
        ]
    return max(leans) - min(leans)


class _Row:
    """A row of text on the flat page: its middle, and its length and height in pixels there."""

    def __init__(self, line: Line, how: Straightening, there: projection.Matrix, back: projection.Matrix) -> None:
        left, top, right, bottom = line.box
        x, y = (left + right) / 2 * how.width, (top + bottom) / 2 * how.height
        across, down = (right - left) * how.width, (bottom - top) * how.height
        self.x, self.y = _point(there, x, y)
        right_x, right_y = _point(back, self.x + 1, self.y)
        below_x, below_y = _point(back, self.x, self.y + 1)
        self.lean = math.atan2(right_y - y, right_x - x) if line.lean is None else math.radians(line.lean)
        cosine, sine = math.cos(self.lean), abs(math.sin(self.lean))
        # A rectangle that leans is as wide and high as its box says: two equations for its two sides.
        of_both = max(cosine * cosine - sine * sine, 0.1)
        along, aside = 1 / math.hypot(right_x - x, right_y - y), 1 / math.hypot(below_x - x, below_y - y)
        self.length = max(across * cosine - down * sine, 1.0) / of_both * along
        self.height = max(down * cosine - across * sine, 1.0) / of_both * aside
        self.tallest = down * aside

    def box(self, height: float, size: tuple[int, int]) -> Box:
        """As fractions of the flat page, with this height."""
        left, right = (self.x - self.length / 2) / size[0], (self.x + self.length / 2) / size[0]
        top, bottom = (self.y - height / 2) / size[1], (self.y + height / 2) / size[1]
        return _within(left), _within(top), _within(right), _within(bottom)


def _point(matrix: projection.Matrix, x: float, y: float) -> tuple[float, float]:
    xs, ys = projection.moved(matrix, np.array([x]), np.array([y]))
    return float(xs[0]), float(ys[0])


def _within(part: float) -> float:
    return min(max(part, 0.0), 1.0)


def _reread(line: Line, level: Pixels, read_row: ReadRow) -> Line:
    """The line as it reads alone on the flat page, if that goes better."""
    height, width = level.shape[:2]
    left, top, right, bottom = line.box
    room = _ROOM * (bottom - top) * height
    crop = level[
        max(0, round(top * height - room)) : round(bottom * height + room),
        max(0, round(left * width - room)) : round(right * width + room),
    ]
    if min(crop.shape[:2], default=0) < 4:
        return line
    again = read_row(np.ascontiguousarray(crop))
    return replace(again, box=line.box) if again is not None and again.confidence > line.confidence else line
