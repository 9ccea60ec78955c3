"""Which way up a scanned page is, told from how well it reads, and how far it leans, told from its rows.

Measured on sixty photographed licences: upright they read with a mean confidence of 0.92 or more, upside
down of 0.80 or less, so that an upright page costs one reading and is never turned. Nine in ten lean by
less than 1.5 degrees, which the linking of labels and values bears.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.models import Line
from docvet.reading.engines import Pixels

Read = Callable[[Pixels], list[Line]]

_SURE = 0.85
"""Mean confidence from which a page stands upright."""
_MUCH_BETTER = 1.5
"""How much better another way up must read before a page that is not sure either way is turned."""
_PROBE_SIDE = 640
"""Longest side in pixels at which a page without any line is tried the other ways up."""
_FEW = 4
"""Characters that a probe must find."""
_LEAST_TILT, _MOST_TILT = 1.5, 15.0
"""Degrees: less is borne, more is taken for a slanted print and not for a slanted page."""
_SLACK = 1.15
"""Boxes are this much higher than their characters."""
_TILT_SIDE = 1200
"""Longest side in pixels at which rows are searched."""
_TILT_TEXT = 24
"""Characters that must have been read before a page's rows say how far it leans."""
_TILT_PIXELS = 30_000
"""Pixels of ink that are enough to see rows."""
_CLEAR_ROWS = 4.5
"""How many times better rows must part at the right angle than at a wrong one: textures reach 2, papers 5 and more."""


def settle(image: Pixels, read: Read) -> tuple[int, list[Line]]:
    """Degrees clockwise to turn ``image`` by, and the lines of the page so turned."""
    lines = read(image)
    if not lines:
        return _probe(image, read)
    tall = _tall(image, lines)
    sure = _confidence(lines) >= _SURE
    if sure and not tall:
        return 0, lines
    # RapidOCR turns tall crops anticlockwise before it reads them: if that went well, so must the page be turned.
    candidates = ((270, 90) if sure else (90, 270)) if tall else (180,)
    best, turn, bar = lines, 0, 0.0 if tall else _MUCH_BETTER * _score(lines)
    for degrees in candidates:
        other = read(turned(image, degrees))
        if _confidence(other) >= _SURE and _score(other) > bar:
            return degrees, other
        if _score(other) > bar:
            best, turn, bar = other, degrees, _score(other)
    return turn, best


def turned(image: Pixels, degrees: int) -> Pixels:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(image, -(degrees // 90) % 4))


def tilt(ink: Pixels, lines: Sequence[Line]) -> float:
    """Degrees clockwise to rotate a page that is upright but leans, 0 where it leans too little to matter.

    ``ink`` is (height, width) with dark text, ``lines`` what was read on it. Only what stands in lines is looked
    at, since a desk has a grain of its own; rows of text part most sharply when they lie level.
    """
    rows = [line for line in lines if not _steep(line, ink.shape[1] / ink.shape[0])]
    if sum(len(line.text) for line in rows) < _TILT_TEXT:
        return 0.0
    xs, ys = _text_pixels(ink, rows)
    if not len(xs):
        return 0.0

    def parted(degrees: float) -> float:
        slope = np.deg2rad(degrees)
        down = ys * np.cos(slope) + xs * np.sin(slope)
        profile = np.bincount(((down - down.min()) / 2).astype(np.int64))
        return float((np.diff(profile) ** 2).sum())

    coarse = np.arange(-_MOST_TILT, _MOST_TILT + 0.1, 0.5)
    scores = [parted(degrees) for degrees in coarse]
    at = int(np.argmax(scores))
    if at in (0, len(coarse) - 1) or scores[at] < _CLEAR_ROWS * float(np.percentile(scores, 25)):
        return 0.0
    best = float(max(coarse[at] + np.arange(-0.5, 0.51, 0.1), key=parted))
    return round(best, 1) if abs(best) >= _LEAST_TILT else 0.0


def levelled(image: Pixels, degrees: float) -> Pixels:
    """The picture rotated clockwise by a few degrees on a canvas that holds all of it, filled up in its edge's colour."""
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = int(height * sin + width * cos) + 1, int(height * cos + width * sin) + 1
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    edge = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]]).reshape(-1, *image.shape[2:])
    filling = np.median(edge, axis=0).reshape(-1).tolist()
    level = cv2.warpAffine(image, matrix, size, flags=cv2.INTER_CUBIC, borderValue=filling)
    return np.asarray(level, dtype=np.uint8)


def _steep(line: Line, aspect: float) -> bool:
    """The line's box (on a page so much wider than high) is too high for text of its length that leans at most so far."""
    length = sum(2 if ord(char) > 0x2E80 else 1 for char in line.text) / 2
    sin, cos = np.sin(np.deg2rad(_MOST_TILT)), np.cos(np.deg2rad(_MOST_TILT))
    across, down = (line.box[2] - line.box[0]) * aspect, line.box[3] - line.box[1]
    return bool(down > _SLACK * across * (length * sin + cos) / (length * cos + sin))


def _text_pixels(ink: Pixels, lines: Sequence[Line]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Columns and rows of dark pixels inside the lines' boxes, moved by chance within their pixel: a grid has rows too."""
    factor = min(1.0, _TILT_SIDE / max(ink.shape))
    small = cv2.resize(ink, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    dark = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, 12) > 0
    inside = np.zeros_like(dark)
    for left, top, right, bottom in (line.box for line in lines):
        inside[int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1] = True
    ys, xs = np.nonzero(dark & inside)
    chance = np.random.default_rng(0)
    if len(xs) > _TILT_PIXELS:
        some = chance.choice(len(xs), _TILT_PIXELS, replace=False)
        xs, ys = xs[some], ys[some]
    return xs + chance.random(len(xs)), ys + chance.random(len(ys))


def _probe(image: Pixels, read: Read) -> tuple[int, list[Line]]:
    """Another way up for a page that gave no line, tried on a small copy; most such pages are photos without text."""
    factor = min(1.0, _PROBE_SIDE / max(image.shape[:2]))
    small = np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    for degrees in (180, 90, 270):
        found = read(turned(small, degrees))
        if sum(len(line.text) for line in found) >= _FEW and _confidence(found) >= _SURE:
            return degrees, read(turned(image, degrees))
    return 0, []


def _confidence(lines: Sequence[Line]) -> float:
    weights = [len(line.text) for line in lines]
    total = sum(weights)
    return sum(line.confidence * weight for line, weight in zip(lines, weights, strict=True)) / total if total else 0.0


def _score(lines: Sequence[Line]) -> float:
    """Characters that were read well; wrong ways up give few, of low confidence."""
    return sum(max(line.confidence - 0.6, 0.0) * len(line.text) for line in lines)


def _tall(image: Pixels, lines: Sequence[Line]) -> bool:
    """Whether most text stands in boxes that are higher than wide."""
    height, width = image.shape[:2]
    tall = wide = 0
    for line in lines:
        across, down = (line.box[2] - line.box[0]) * width, (line.box[3] - line.box[1]) * height
        if len(line.text) < 3:
            continue
        if down > 1.5 * across:
            tall += len(line.text)
        else:
            wide += len(line.text)
    return tall > wide
