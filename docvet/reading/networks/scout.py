"""Where on a page there may be print, told by a small network on a small copy at a twentieth of the detector's cost.

It joins and cuts rows, so that it draws no boxes: the detector looks at the part of the page that holds all it saw, and
not at the margins.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.reading.networks.sessions import STEP, Network, Pixels, planes

_MEAN, _SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of the pixels that it was taught with."""
_MAYBE, _PRINT = 0.05, 0.3
"""Probability of print from which on the detector looks, and from which it takes a row for one."""
_SIDE = 416
"""Longest side in pixels of the copy that it sees; one of 640 costs more than twice as much, and lost as many of 633 rows: one."""
_ROOM = 20
"""Pixels of that copy around all that was seen. With less, and with a place for each thing seen, the detector lost 12 of
784 rows on 32 pages that it finds when it sees them whole.
"""

Place = tuple[slice, slice]
"""Rows and columns of a picture."""


class Scout:
    """What tells where to look."""

    def __init__(self, model: Path) -> None:
        self._network = Network(model)
        self._mean = np.array(_MEAN, np.float32).reshape(3, 1, 1)
        self._spread = np.array(_SPREAD, np.float32).reshape(3, 1, 1)

    def place(self, picture: Pixels) -> Place | None:
        """Around all print of a picture whose sides are multiples of ``STEP``, as the place's; None where there is none."""
        height, width = picture.shape[:2]
        probabilities = self._probabilities(picture)
        down, across = probabilities.shape
        rows, columns = np.nonzero(probabilities > _MAYBE)
        if not rows.size:
            return None
        left, top = columns.min() - _ROOM, rows.min() - _ROOM
        right, bottom = columns.max() + 1 + _ROOM, rows.max() + 1 + _ROOM
        edges = np.array([left, top, right, bottom]) * ([width / across, height / down] * 2)
        return _even(np.clip(edges, 0, (width, height) * 2), (height, width))

    def sees_print(self, picture: Pixels) -> bool:
        """Whether there is any that the detector could take for a row."""
        return bool((self._probabilities(picture) > _PRINT).any())

    def _probabilities(self, picture: Pixels) -> NDArray[np.float32]:
        """That of print for each pixel of the small copy."""
        height, width = picture.shape[:2]
        factor = min(1.0, _SIDE / max(height, width))
        across, down = (max(STEP, round(length * factor / STEP) * STEP) for length in (width, height))
        copy = np.asarray(cv2.resize(picture, (across, down)), np.uint8)
        batch = ((planes(copy) + 1) / 2 - self._mean) / self._spread
        probabilities: NDArray[np.float32] = self._network.run(np.ascontiguousarray(batch[None]))[0, 0]
        return probabilities


def _even(place: NDArray[np.float64], size: tuple[int, int]) -> Place:
    """The place made so large that the detector takes it as it is."""
    left, top, right, bottom = (int(edge) for edge in place)
    return _evenly(top, bottom + 1, size[0]), _evenly(left, right + 1, size[1])


def _evenly(start: int, end: int, most: int) -> slice:
    length = min(most, -(-(end - start) // STEP) * STEP)
    start = max(0, min(start, most - length))
    return slice(start, start + length)
