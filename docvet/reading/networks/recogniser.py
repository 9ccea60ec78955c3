"""Pictures of single rows read by a network of the PP-OCR family."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from docvet.reading.networks.sessions import Network, Pixels, planes

_HEIGHT = 48
"""Pixels at which a row is read."""
_NARROWEST = 320
"""Pixels that a row is padded to at least, as the networks were trained."""


class Recogniser:
    """What reads a row of print."""

    def __init__(self, model: Path, characters: Sequence[str] = (), narrowest: int = _NARROWEST) -> None:
        """``characters`` are those that the model's file does not name itself, in the order of its output."""
        self._network = Network(model)
        self._narrowest = narrowest
        own = characters or self._network.said("character").splitlines()
        self._characters = np.array(["", *own, " "], dtype=object)

    def read(self, row: Pixels) -> tuple[str, float]:
        """The text of an upright row (height × width, or × 3 RGB), and the mean of its characters' confidences."""
        height, width = row.shape[:2]
        across = max(1, math.ceil(_HEIGHT * width / height))
        canvas = np.zeros((1, 3, _HEIGHT, max(self._narrowest, across)), np.float32)
        canvas[0, :, :, :across] = planes(np.asarray(cv2.resize(row, (across, _HEIGHT)), np.uint8))
        steps = self._network.run(canvas)[0]
        best = steps.argmax(axis=1)
        # A network of this kind (CTC) says a character in several steps, or nothing: 0.
        new = (best != 0) & np.concatenate([[True], best[1:] != best[:-1]])
        if not new.any():
            return "", 0.0
        sure = np.take_along_axis(steps, best[:, None], axis=1)[new, 0]
        return "".join(self._characters[best[new]]), float(sure.mean())
