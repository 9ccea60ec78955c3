"""Where on a page there may be print, told by a small network on a small copy at a twentieth of the detector's cost.

It joins and cuts rows, so that it draws no boxes: the detector looks where it saw anything at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.reading.networks.sessions import Network, Pixels, planes

_MEAN, _SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of the pixels that it was taught with."""
_MAYBE = 0.1
"""Probability of print from which on the detector looks; a row is taken for one from 0.3."""
_SIDE = 640
"""Longest side in pixels of the copy that it sees."""
_ROOM = 10
"""Pixels of that copy around what was seen, and half its height, that are looked at with it."""
_STEP = 32
"""Pixels of which both sides of a place are multiples, as the detector needs."""
_APART = 1.15
"""Times the pixels of two places that a place around both may have for them to become one."""

Place = tuple[slice, slice]
"""Rows and columns of a picture."""


class Scout:
    """What tells where to look."""

    def __init__(self, model: Path) -> None:
        self._network = Network(model)
        self._mean = np.array(_MEAN, np.float32).reshape(3, 1, 1)
        self._spread = np.array(_SPREAD, np.float32).reshape(3, 1, 1)

    def places(self, picture: Pixels) -> list[Place]:
        """Places of a picture whose sides are multiples of 32; they may overlap."""
        height, width = picture.shape[:2]
        factor = min(1.0, _SIDE / max(height, width))
        across, down = (max(_STEP, round(length * factor / _STEP) * _STEP) for length in (width, height))
        copy = np.asarray(cv2.resize(picture, (across, down)), np.uint8)
        batch = ((planes(copy) + 1) / 2 - self._mean) / self._spread
        probabilities = self._network.run(np.ascontiguousarray(batch[None]))[0, 0]
        scale = np.array([width / across, height / down] * 2)
        return [_even(place * scale, (height, width)) for place in _joined(_around(probabilities))]


def _around(probabilities: NDArray[np.float32]) -> list[NDArray[np.int32]]:
    """Left, top, right and bottom around each thing seen, with room."""
    height, width = probabilities.shape
    _, _, stats, _ = cv2.connectedComponentsWithStats((probabilities > _MAYBE).astype(np.uint8))
    places = []
    for x, y, across, down, _ in stats[1:]:
        room = _ROOM + down // 2
        edges = max(0, x - room), max(0, y - room), min(width, x + across + room), min(height, y + down + room)
        places.append(np.array(edges, np.int32))
    return places


def _joined(places: Sequence[NDArray[np.int32]]) -> list[NDArray[np.int32]]:
    """Those made one that are looked at together as cheaply as apart."""
    left = list(places)
    done: list[NDArray[np.int32]] = []
    while left:
        place = left.pop()
        for index, other in enumerate(left):
            both = np.concatenate([np.minimum(place[:2], other[:2]), np.maximum(place[2:], other[2:])])
            if _pixels(both) <= _APART * (_pixels(place) + _pixels(other)):
                left[index] = both
                break
        else:
            done.append(place)
    return done


def _pixels(place: NDArray[np.int32]) -> int:
    return int((place[2] - place[0]) * (place[3] - place[1]))


def _even(place: NDArray[np.float64], size: tuple[int, int]) -> Place:
    """The place made so large that the detector takes it as it is."""
    left, top, right, bottom = (int(edge) for edge in place)
    return _evenly(top, bottom + 1, size[0]), _evenly(left, right + 1, size[1])


def _evenly(start: int, end: int, most: int) -> slice:
    length = min(most, -(-(end - start) // _STEP) * _STEP)
    start = max(0, min(start, most - length))
    return slice(start, start + length)
