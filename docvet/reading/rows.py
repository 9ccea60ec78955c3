"""How rows of text lie on a page, told from the ink of the lines that were read.

Only what stands in lines is looked at, since a desk has a grain of its own. Rows of text part most sharply when
they lie level. Measured on sixty photographed licences: nine in ten lean by less than 1.5 degrees, which the
linking of labels and values bears.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.models import Line
from docvet.reading import projection
from docvet.reading.engines import Pixels
from docvet.reading.projection import Matrix

LEAST_LEAN, MOST_LEAN = 1.5, 15.0
"""Degrees: less is borne, more is taken for a slanted print and not for a slanted page."""
_SLACK = 1.15
"""Boxes are this much higher than their characters."""
_SIDE = 1200
"""Longest side in pixels at which rows are searched."""
_LEAST_TEXT = 24
"""Characters that must have been read before a page's rows say how it lies."""
_FINE, _COARSE = 30_000, 10_000
"""Pixels of ink that are enough to see rows, and to see roughly where they point."""
_BINS = 2.0
"""Pixels of a step in which ink is counted from top to bottom."""
_CLEAR = 4.5
"""How many times better rows must part at the right angle than at a wrong one: textures reach 2, papers 5 and more."""
_FANS = np.deg2rad(np.arange(-10.0, 10.1, 1.25))
"""By how much the lowest row of the page may rise more than the highest."""
_FAN_GAIN = 1.2
"""How many times better rows must part when they are taken to meet somewhere than when they are taken to be parallel."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Where the ink of a page's text is: columns and rows in pixels of the upright original, ``width`` × ``height``."""

    xs: NDArray[np.float64]
    ys: NDArray[np.float64]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Rows:
    """How rows lie: the tangent by which they rise in the page's middle, and by which more a pixel further down."""

    slope: float
    fan: float
    parted: float
    """How sharply they part when levelled; see :func:`parted`."""

    def lean(self, height: int) -> float:
        """Degrees by which the row that leans most does."""
        return float(np.rad2deg(np.arctan(abs(self.slope) + abs(self.fan) * height / 2)))


def ink_of(channel: Pixels, lines: Sequence[Line]) -> Ink | None:
    """The ink inside the lines of an upright page (``channel``: height × width, dark text); None if too little was read."""
    height, width = channel.shape[:2]
    level = [line for line in lines if not _steep(line, width / height)]
    if sum(len(line.text) for line in level) < _LEAST_TEXT:
        return None
    factor = min(1.0, _SIDE / max(channel.shape))
    small = cv2.resize(channel, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, 12) > 0
    inside = np.zeros_like(dark)
    down, across = small.shape
    for left, top, right, bottom in (line.box for line in level):
        inside[int(top * down) : int(bottom * down) + 1, int(left * across) : int(right * across) + 1] = True
    ys, xs = np.nonzero(dark & inside)
    if not len(xs):
        return None
    chance = np.random.default_rng(0)
    if len(xs) > _FINE:
        some = chance.choice(len(xs), _FINE, replace=False)
        xs, ys = xs[some], ys[some]
    # Moved by chance within their pixel: a grid has rows too.
    xs, ys = (xs + chance.random(len(xs))) / across * width, (ys + chance.random(len(ys))) / down * height
    return Ink(xs, ys, width, height)


def parted(ink: Ink, matrix: Matrix) -> float:
    """How sharply rows part once the page is mapped so; only values for the same ink compare."""
    _, down = projection.moved(matrix, ink.xs, ink.ys)
    # Maps may enlarge: rows are counted as if all text were as high as on the original.
    return _sharp(down * (np.ptp(ink.ys) / max(float(np.ptp(down)), 1e-6)), ink)


def measured(ink: Ink) -> Rows | None:
    """How the rows lie, or None where nothing looks like rows (a slanted print, a texture)."""
    middle = ink.width / 2, ink.height / 2
    # Half the precision and no gaps between the numbers: hundreds of slopes are tried.
    points = np.stack([ink.xs - middle[0], ink.ys - middle[1]]).astype(np.float32)
    some = np.ascontiguousarray(points[:, :: max(1, points.shape[1] // _COARSE)])

    def tried(slope: float, fan: float, which: NDArray[np.float32] = points) -> float:
        across, down = which
        down = (down - np.float32(slope) * across) / np.float32(np.hypot(1.0, slope))
        if fan:
            down /= 1 + np.float32(fan) * across
        return _sharp(down, ink)

    angles = np.arange(-MOST_LEAN, MOST_LEAN + 0.1, 0.5)
    scores = [tried(float(np.tan(np.deg2rad(angle))), 0.0) for angle in angles]
    at = int(np.argmax(scores))
    parallel = float(np.tan(np.deg2rad(angles[at]))), 0.0
    near = [float(np.tan(np.deg2rad(angle))) for angle in angles[at] + np.arange(-3.0, 3.1, 0.5)]
    meeting = max(
        ((slope, float(fan) / ink.height) for fan in _FANS for slope in near),
        key=lambda pair: tried(pair[0], pair[1], some),
    )
    slope, fan = meeting if tried(*meeting) > _FAN_GAIN * scores[at] else parallel
    if at in (0, len(angles) - 1) or tried(slope, fan) < _CLEAR * float(np.percentile(scores, 25)):
        return None
    return _refined(ink, slope, fan)


def _refined(ink: Ink, slope: float, fan: float) -> Rows:
    middle = ink.width / 2, ink.height / 2

    def tried(pair: tuple[float, float]) -> float:
        return parted(ink, projection.rows_levelled(*pair, middle))

    steps = np.tan(np.deg2rad(np.arange(-0.5, 0.51, 0.1)))
    slope = max((slope + float(step) for step in steps), key=lambda value: tried((value, fan)))
    if fan:
        fine = np.deg2rad(np.arange(-1.0, 1.1, 0.25)) / ink.height
        fan = max((fan + float(step) for step in fine), key=lambda value: tried((slope, value)))
    return Rows(slope, fan, tried((slope, fan)))


def _sharp(down: NDArray[np.floating[Any]], ink: Ink) -> float:
    """Squared differences between the counts of neighbouring steps, for each pixel of ink."""
    step = _BINS * max(ink.width, ink.height) / _SIDE
    counts = np.bincount(((down - down.min()) * down.dtype.type(1 / step)).astype(np.int64))
    return float((np.diff(counts) ** 2).sum()) / len(down) ** 2


def _steep(line: Line, aspect: float) -> bool:
    """The line's box (on a page so much wider than high) is too high for text of its length that leans at most so far."""
    length = sum(2 if ord(char) > 0x2E80 else 1 for char in line.text) / 2
    sin, cos = np.sin(np.deg2rad(MOST_LEAN)), np.cos(np.deg2rad(MOST_LEAN))
    across, down = (line.box[2] - line.box[0]) * aspect, line.box[3] - line.box[1]
    return bool(down > _SLACK * across * (length * sin + cos) / (length * cos + sin))
