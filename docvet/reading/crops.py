"""The pixels of a part of a page."""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.models import Box
from docvet.reading.engines import Pixels

_Value = TypeVar("_Value", bound=np.generic)


def part_of(pixels: NDArray[_Value], box: Box) -> NDArray[_Value]:
    """The pixels in a box, those that it touches at its far sides too; a view (height × width, or × channels)."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = box
    return pixels[int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1]


def shrunk(pixels: Pixels, times: int) -> Pixels:
    """A copy so many times smaller, which takes a sixth of the time of one that is not whole times smaller.

    What is left over at the right and below, less than one of its pixels, is cut off.
    """
    if times <= 1:
        return pixels
    height, width = pixels.shape[:2]
    down, across = max(1, height // times), max(1, width // times)
    small = cv2.resize(pixels[: down * times, : across * times], (across, down), interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)
