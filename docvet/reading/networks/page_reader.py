"""A page read by networks: rows found, cut out and read one by one."""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np

from docvet.models import Box, Line, inside
from docvet.reading.networks.detector import Corners, Detector
from docvet.reading.networks.recogniser import Recogniser
from docvet.reading.networks.scout import Scout
from docvet.reading.networks.sessions import Pixels

_LARGEST, _SMALLEST, _FLAT = 4000, 30, 8
"""Pixels of a picture's longer and shorter side beyond which it is resized, and times that it may be wider than high."""
_UPRIGHT = 1.5
"""Times that a box is higher than wide from which its row stands upright."""
_LEAST = 0.5
"""Confidence under which a row is no print."""
_SOFTENED = 0.35
"""Pixels of the picture as it was by which an enlarged one is blurred before its rows are read."""
_STRIP, _FEW = 4, 75_000
"""Times that a strip is wider than high, and its pixels at most: a seal's rim, a line in red. What counts there is long; short pieces
in doubt are not read again, and where a quick look sees nothing the strip is not searched: of 207 rims of seals and of what looked like
them on sixty licences it sees nothing on 83, one of them with characters (of what was no seal).
"""
_ROW, _LEAST_SIDE = 40, 320
"""Pixels that the smaller rows are high where they are looked for, if that is known (higher ones are found no better and cost more),
and that a picture is long there at least.
"""
_LONG = 3.0
"""Times that a box is wider than high from which it shows how its row leans."""


class PageReader:
    """Reads the rows of upright pictures (height × width, or × 3 RGB); ``source`` is what its lines bear."""

    def __init__(self, scout: Path, detector: Path, recogniser: Path, source: str) -> None:
        self._detector = Detector(detector, Scout(scout))
        self._recogniser = Recogniser(recogniser)
        self._source = source

    def read(
        self,
        image: Pixels,
        side: int,
        enlarged: float,
        *,
        thorough: bool = False,
        place: Box | None = None,
        row_height: float = 0.0,
    ) -> list[Line]:
        """The lines, looked for with the longer side ``side`` pixels long at most, a smaller picture ``enlarged`` up to it at most.

        ``thorough``: everywhere, and not only where a quick look saw something. ``place``: only lines whose middle lies there.
        ``row_height``: pixels that the smaller rows of the picture are high, 0 where nobody knows.
        """
        factor = min(enlarged, side / max(image.shape[:2]))
        large = _within(_enlarged(image, factor))
        sharp, margin = _with_room(large)
        soft = sharp if factor <= 1 else _with_room(_within(_softened(image, factor)))[0]
        height, width = sharp.shape[:2]
        strip = width > _STRIP * height and height * width < _FEW
        if strip and not thorough and not self._detector.may_find(large):
            return []
        if row_height:
            side = min(side, max(_LEAST_SIDE, math.ceil(max(image.shape[:2]) * _ROW / row_height)))
        found = []
        for corners in self._detector.find(sharp, side, thorough=thorough):
            across, down = corners[:, 0] / width, (corners[:, 1] - margin) / (height - 2 * margin)
            box = _part(across.min()), _part(down.min()), _part(across.max()), _part(down.max())
            if place is None or inside(box, place):
                found.append((corners, box))
        texts = self._recogniser.read([_cut_out(soft, corners) for corners, _ in found], once=strip)
        return [
            Line(text, box, confidence, self._source, _lean(corners))
            for (corners, box), (text, confidence) in zip(found, texts, strict=True)
            if text.strip() and confidence >= _LEAST
        ]

    def read_row(self, row: Pixels) -> Line | None:
        """A picture that holds a single row, as a line whose box is all of it; None if there is no text."""
        ((text, confidence),) = self._recogniser.read([row])
        return Line(text, (0.0, 0.0, 1.0, 1.0), confidence, self._source) if text.strip() else None


def _enlarged(image: Pixels, factor: float) -> Pixels:
    if factor <= 1:
        return image
    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _softened(image: Pixels, factor: float) -> Pixels:
    """Enlarged without the edges that print of few pixels gets from sharp enlargement, and without the blocks of a JPEG.

    Rows are found better on the sharp one and read better on this one: of 1,660 drawn characters of 9 to 13 pixels 168
    instead of 263 were read wrong, in no picture more.
    """
    large = cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.GaussianBlur(large, (0, 0), _SOFTENED * factor), dtype=np.uint8)


def _within(image: Pixels) -> Pixels:
    """Not larger and not smaller than the networks can do with."""
    height, width = image.shape[:2]
    factor = min(1.0, _LARGEST / max(height, width))
    if min(height, width) * factor < _SMALLEST:
        factor = min(_SMALLEST / min(height, width), _LARGEST / max(height, width))
    if factor == 1:
        return image
    return np.asarray(
        cv2.resize(image, (max(1, round(width * factor)), max(1, round(height * factor)))), dtype=np.uint8
    )


def _with_room(image: Pixels) -> tuple[Pixels, int]:
    """A strip with rows of pixels above and below it, and how many: a detector sees little in a very flat picture."""
    height, width = image.shape[:2]
    if height > _SMALLEST and width <= _FLAT * height:
        return image, 0
    margin = abs(2 * max(width // _FLAT, _SMALLEST) - height) // 2
    return np.asarray(cv2.copyMakeBorder(image, margin, margin, 0, 0, cv2.BORDER_CONSTANT), dtype=np.uint8), margin


def _cut_out(image: Pixels, corners: Corners) -> Pixels:
    """The row in a box (4 × (x, y)), level; one that stands upright turned anticlockwise."""
    top, right, bottom, left = (corners[(side + 1) % 4] - corners[side] for side in range(4))
    across = max(1, int(max(np.linalg.norm(top), np.linalg.norm(bottom))))
    down = max(1, int(max(np.linalg.norm(left), np.linalg.norm(right))))
    level = np.array([(0, 0), (across, 0), (across, down), (0, down)], np.float32)
    turn = cv2.getPerspectiveTransform(corners, level)
    row = cv2.warpPerspective(image, turn, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.rot90(row) if down >= _UPRIGHT * across else row, dtype=np.uint8)


def _lean(corners: Corners) -> float | None:
    """Degrees by which a row falls to the right; None where its box is too short to tell."""
    (across, down), (_, height) = corners[1] - corners[0], corners[3] - corners[0]
    return math.degrees(math.atan2(down, across)) if across >= _LONG * height > 0 else None


def _part(value: float) -> float:
    return float(min(max(value, 0.0), 1.0))
