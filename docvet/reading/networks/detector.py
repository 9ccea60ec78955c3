"""Rows of print on a page found by a network of the PP-OCR family (differentiable binarisation)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.reading.networks.scout import Place, Scout
from docvet.reading.networks.sessions import STEP, Network, Pixels, planes

_INK, _SURE = 0.3, 0.5
"""Least probability of a pixel, and mean one of a box."""
_GROWN = 1.6
"""Times area by circumference that a box grows: the network is taught boxes shrunk by as much."""
_MOST = 1000
"""Boxes of one picture."""
_LARGE = 250_000
"""Pixels from which asking a scout costs less than looking everywhere."""
_LEAST = 3
"""Pixels that a box is high and wide at least, found and grown."""
_BESIDE = 10
"""Pixels by which two boxes of one row may differ in height."""

Corners = NDArray[np.float32]
"""Boxes × 4 × (x, y) in pixels of the picture, from the upper left one clockwise."""


class Detector:
    """What finds rows of print."""

    def __init__(self, model: Path, scout: Scout) -> None:
        self._network = Network(model)
        self._scout = scout

    def find(self, image: Pixels, side: int, *, thorough: bool) -> Corners:
        """Boxes in reading order, looked for on a copy of the picture whose longer side is ``side`` at most.

        ``thorough``: everywhere, and not only where the scout saw something; the memory that this takes is given back.
        """
        height, width = image.shape[:2]
        factor = min(1.0, side / max(height, width))
        down, across = (max(STEP, round(int(length * factor) / STEP) * STEP) for length in (height, width))
        small = np.asarray(cv2.resize(image, (across, down)), np.uint8)
        if thorough or small.size < _LARGE:
            probabilities = self._network.run(_batch(small), gives_back=thorough)[0, 0]
        else:
            probabilities = self._probable(small, self._scout.place(small))
        scale = np.array([width / across, height / down], np.float32)
        boxes = [np.clip(np.round(box * scale), 0, (width - 1, height - 1)) for box in _boxes(probabilities)]
        large = [box for box in map(_clockwise, boxes) if min(_sides(box)) > _LEAST]
        return _in_order(np.array(large, np.float32).reshape(-1, 4, 2))

    def may_find(self, strip: Pixels) -> bool:
        """Whether looking for rows on a strip is worth its cost, said at a twentieth of it."""
        return self._scout.sees_print(strip)

    def _probable(self, small: Pixels, place: Place | None) -> NDArray[np.float32]:
        """The probability of print, 0 outside this place."""
        probable = np.zeros(small.shape[:2], np.float32)
        if place is not None:
            probable[place] = self._network.run(_batch(small[place]))[0, 0]
        return probable


def _batch(pixels: Pixels) -> NDArray[np.float32]:
    return np.ascontiguousarray(planes(pixels)[None])


def _boxes(probabilities: NDArray[np.float32]) -> Iterator[Corners]:
    """Rectangles around what is probably print, grown to their rows' full size, in pixels of the map."""
    ink = cv2.dilate((probabilities > _INK).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(ink, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours[:_MOST]:
        middle, (one, other), angle = cv2.minAreaRect(contour)
        if min(one, other) < _LEAST:
            continue
        corners = np.asarray(cv2.boxPoints((middle, (one, other), angle)), np.float32)
        if _mean_inside(probabilities, corners) < _SURE:
            continue
        growth = 2 * (one * other) * _GROWN / (2 * (one + other))
        if min(one, other) + growth >= _LEAST + 2:
            yield np.asarray(cv2.boxPoints((middle, (one + growth, other + growth), angle)), np.float32)


def _mean_inside(probabilities: NDArray[np.float32], box: Corners) -> float:
    height, width = probabilities.shape
    left, top = np.clip(np.floor(box.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(box.max(axis=0)).astype(int), 0, (width - 1, height - 1))
    inside = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(inside, [(box - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(probabilities[top : bottom + 1, left : right + 1], inside)[0])


def _clockwise(box: Corners) -> Corners:
    """From the upper left corner on."""
    by_x = box[np.argsort(box[:, 0], kind="stable")]
    top_left, bottom_left = by_x[:2][np.argsort(by_x[:2, 1], kind="stable")]
    top_right, bottom_right = by_x[2:][np.argsort(by_x[2:, 1], kind="stable")]
    return np.array([top_left, top_right, bottom_right, bottom_left], np.float32)


def _sides(box: Corners) -> tuple[float, float]:
    return float(np.linalg.norm(box[0] - box[1])), float(np.linalg.norm(box[0] - box[3]))


def _in_order(boxes: Corners) -> Corners:
    """From top to bottom, those of about one height from left to right."""
    boxes = boxes[np.argsort(boxes[:, 0, 1], kind="stable")]
    row = np.concatenate([[0], np.cumsum(np.diff(boxes[:, 0, 1]) >= _BESIDE)]) if len(boxes) else np.zeros(0)
    return boxes[np.lexsort((boxes[:, 0, 0], row))]
