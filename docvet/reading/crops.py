"""The pixels of a part of a page."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from docvet.models import Box

_Value = TypeVar("_Value", bound=np.generic)


def part_of(pixels: NDArray[_Value], box: Box) -> NDArray[_Value]:
    """The pixels in a box, those that it touches at its far sides too; a view (height × width, or × channels)."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = box
    return pixels[int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1]
