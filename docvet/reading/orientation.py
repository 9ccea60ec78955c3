"""Which way up a scanned page is, told from how well it reads.

Measured on sixty photographed licences: upright they read with a mean confidence of 0.92 or more, upside
down of 0.80 or less, so that an upright page costs one reading and is never turned.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

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
    best, turn, bar = lines, 0, 0.0 if tall else _MUCH_BETTER * well_read(lines)
    for degrees in candidates:
        other = read(turned(image, degrees))
        if _confidence(other) >= _SURE and well_read(other) > bar:
            return degrees, other
        if well_read(other) > bar:
            best, turn, bar = other, degrees, well_read(other)
    return turn, best


def turned(image: Pixels, degrees: int) -> Pixels:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(image, -(degrees // 90) % 4))


def well_read(lines: Sequence[Line]) -> float:
    """Characters that were read well; wrong ways up give few, of low confidence."""
    return sum(max(line.confidence - 0.6, 0.0) * len(line.text) for line in lines)


def _probe(image: Pixels, read: Read) -> tuple[int, list[Line]]:
    """Another way up for a page that gave no line, tried on a small copy; most such pages are photos without text."""
    factor = min(1.0, _PROBE_SIDE / max(image.shape[:2]))
    small = np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    for degrees in (180, 90, 270):
        lines = read(turned(small, degrees))
        if sum(len(line.text) for line in lines) >= _FEW and _confidence(lines) >= _SURE:
            return degrees, read(turned(image, degrees))
    return 0, []


def _confidence(lines: Sequence[Line]) -> float:
    weights = [len(line.text) for line in lines]
    total = sum(weights)
    return sum(line.confidence * weight for line, weight in zip(lines, weights, strict=True)) / total if total else 0.0


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
