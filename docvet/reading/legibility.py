"""What makes a picture of a paper hard to read, each told apart from the others: light, edges, size, a screen's grid.

Everything is measured on the upright page; what counts as poor is for the rules to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.models import Line
from docvet.reading import outlines
from docvet.reading.crops import part_of
from docvet.reading.engines import Pixels

_WIDTH = 500
"""Width in pixels at which light is measured."""
_WHITE = 235
"""Brightness above which a quarter of a clean scan is: it is white all over and mirrors nothing."""
_BURNT = 251
_SPOT = 5
"""Pixels a burnt place has each way at least."""
_FEW = 6
"""Lines by which light across a page can be compared."""
_TOUCHES = 0.004
"""A line nearer to the picture's edge than this part of the picture runs off it."""
_SIDE = 512
"""Size in pixels of the square in which stripes are searched."""
_STRIPES = 12, 220
"""Stripes of a screen across that square, fewest and most."""
_BESIDE = 12
"""Frequencies around a peak that show what is usual there."""

_FRAME = 0.03
"""Part of the way from the middle by which one looks beyond and within the rim of a screen."""
_DARK, _LIT = 50, 100
"""Brightness of a screen's frame at most, and of what it shows at least."""


def glare(grey: Pixels) -> float:
    """Part of the page (height × width) that is burnt out on paper that is not white itself."""
    small = _shrunk(grey, _WIDTH)
    if np.percentile(small[::2, ::2], 75) > _WHITE:
        return 0.0
    burnt = np.asarray(small >= _BURNT, dtype=np.uint8)
    spots = cv2.morphologyEx(burnt, cv2.MORPH_OPEN, np.ones((_SPOT, _SPOT), np.uint8))
    return round(float(spots.mean()), 4)


def shadow(grey: Pixels, lines: Sequence[Line]) -> float:
    """By what part the paper behind the darkest lines of text is darker than behind the brightest; 0 for few lines."""
    small = _shrunk(grey, _WIDTH)
    paper = []
    for line in lines:
        part = part_of(small, line.box)
        if part.size:
            paper.append(float(np.percentile(part, 90)))
    if len(paper) < _FEW:
        return 0.0
    dark, bright = np.percentile(paper, [10, 90])
    return round(float(1 - dark / max(bright, 1.0)), 3)


def cut_sides(lines: Sequence[Line]) -> tuple[str, ...]:
    """The sides of the picture at which text runs off: ``left``, ``top``, ``right``, ``bottom``.

    One line reaches a side by chance (a watermark, a page number); at the left and the right it takes two.
    """
    count = {
        "left": sum(line.box[0] < _TOUCHES for line in lines) // 2,
        "top": sum(line.box[1] < _TOUCHES / 2 for line in lines),
        "right": sum(line.box[2] > 1 - _TOUCHES for line in lines) // 2,
        "bottom": sum(line.box[3] > 1 - _TOUCHES / 2 for line in lines),
    }
    return tuple(side for side, times in count.items() if times)


def text_height(lines: Sequence[Line], height: int) -> float | None:
    """Pixels that a usual line of text is high, on a page of ``height`` pixels; None without text."""
    heights = [(line.box[3] - line.box[1]) * height for line in lines if len(line.text) > 1]
    return round(median(heights), 1) if heights else None


def grid(rgb: Pixels) -> float:
    """How far coloured stripes all over the picture stand out: under 10 on paper, far more on a photographed screen.

    A screen's pixels and a camera's make moiré: waves in which red, green and blue do not agree. Print has none
    that runs across the whole page; text and shadows have no colour.
    """
    factor = _SIDE / min(rgb.shape[:2])
    small = cv2.resize(rgb, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.float32)
    top, left = (small.shape[0] - _SIDE) // 2, (small.shape[1] - _SIDE) // 2
    square = small[top : top + _SIDE, left : left + _SIDE]
    window = np.outer(np.hanning(_SIDE), np.hanning(_SIDE)).astype(np.float32)
    return round(
        max(_peak(square[..., one] - square[..., other], window) for one, other in ((0, 1), (2, 1))),
        1,
    )


def has_bezel(rgb: Pixels) -> bool:
    """A bright rectangle in a dark frame, as a screen is; so is a sheet on a black desk, so that it is a sign, no proof."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    return any(_framed(grey, quad.corners) for quad in outlines.find(rgb))


def _framed(grey: NDArray[Any], corners: NDArray[np.float64]) -> bool:
    middle = corners.mean(axis=0)
    for first, last in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = first + (last - first) * np.linspace(0.05, 0.95, 60)[:, None]
        beyond = along + (along - middle) * _FRAME
        within = along - (along - middle) * _FRAME
        if np.median(_values(grey, beyond)) > _DARK or np.median(_values(grey, within)) < _LIT:
            return False
    return True


def _values(grey: NDArray[Any], points: NDArray[np.float64]) -> Pixels:
    at = points.round().astype(np.int64)
    rows, columns = at[:, 1].clip(0, grey.shape[0] - 1), at[:, 0].clip(0, grey.shape[1] - 1)
    return np.asarray(grey[rows, columns], dtype=np.uint8)


def _peak(waves: NDArray[np.float32], window: NDArray[np.float32]) -> float:
    """The strongest frequency against what is usual around it."""
    flat = waves - _smooth(waves)
    limit = 4 * float(np.median(np.abs(flat[::2, ::2]))) + 1
    power = np.abs(np.fft.rfft2(np.clip(flat, -limit, limit) * window)) ** 2
    half = np.concatenate([power[_SIDE // 2 :], power[: _SIDE // 2]])[:, : _STRIPES[1]]
    far = np.hypot(np.arange(-_SIDE // 2, _SIDE // 2)[:, None], np.arange(half.shape[1])[None])
    usable = (far >= _STRIPES[0]) & (far <= _STRIPES[1])
    # Along the axes stand the edges of rows, columns and frames.
    usable[_SIDE // 2 - 1 : _SIDE // 2 + 2] = False
    usable[:, :2] = False
    at = np.unravel_index(int(np.argmax(np.where(usable, half, 0))), half.shape)
    rows = slice(max(at[0] - _BESIDE, 0), at[0] + _BESIDE + 1)
    around = half[rows, max(at[1] - _BESIDE, 0) : at[1] + _BESIDE + 1]
    return float(np.sqrt(half[at] / max(float(np.median(around)), 1e-6)))


def _smooth(waves: NDArray[np.float32]) -> NDArray[np.float32]:
    """The waves without what is finer than a twenty-fourth of them, from a quarter of their pixels."""
    coarse = cv2.resize(waves, (_SIDE // 4, _SIDE // 4), interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(coarse, (0, 0), _SIDE / 24 / 4)
    return np.asarray(cv2.resize(blurred, (_SIDE, _SIDE), interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def _shrunk(grey: Pixels, width: int) -> Pixels:
    height = max(1, min(round(grey.shape[0] * width / grey.shape[1]), 20 * width))
    return np.asarray(cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
