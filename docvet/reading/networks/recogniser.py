"""Pictures of single rows read by a network of the PP-OCR family."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.reading.networks.sessions import Network, Pixels, planes

_HEIGHT = 48
"""Pixels at which a row is read."""
_NARROWEST = 320
"""Pixels that a row is padded to at least, as the networks were trained, where it is in doubt otherwise."""
_SHORTEST, _STEP = 64, 32
"""Up to that width a row is read with the least padding first, to a multiple of some pixels."""
_SHORT = 192
"""A row up to so many pixels wide that is in doubt then is read again, padded in full: a wider one gains nothing by it."""
_SURE, _NOTHING = 0.98, 0.3
"""Confidence from which the first reading stays, and up to which there is no print. Of 95 such rows from drawn papers and
licences none that read so surely read otherwise when padded in full; of 212 wider ones seven did, sure or not: by a space, the
width of a bracket, or where nobody can read it.
"""


class Recogniser:
    """What reads rows of print."""

    def __init__(self, model: Path) -> None:
        self._network = Network(model)
        self._characters = np.array(["", *self._network.said("character").splitlines(), " "], dtype=object)

    def read(self, rows: Sequence[Pixels], *, once: bool = False) -> list[tuple[str, float]]:
        """For each upright row (height × width, or × 3 RGB) its text, and the mean of its characters' confidences.

        ``once``: what is in doubt stays so.
        """
        return [self._settled(row, once) for row in rows]

    def _settled(self, row: Pixels, once: bool) -> tuple[str, float]:
        width = _width(row)
        if width > _NARROWEST:
            return self._read(row, width)
        text, confidence = self._read(row, max(_SHORTEST, -(-width // _STEP) * _STEP))
        if once or width > _SHORT or not _NOTHING < confidence < _SURE:
            return text, confidence
        return self._read(row, _NARROWEST)

    def _read(self, row: Pixels, width: int) -> tuple[str, float]:
        """The row, padded to this many pixels."""
        canvas = np.zeros((1, 3, _HEIGHT, width), np.float32)
        across = _width(row)
        canvas[0, :, :, :across] = planes(np.asarray(cv2.resize(row, (across, _HEIGHT)), np.uint8))
        return self._text(self._network.run(canvas)[0])

    def _text(self, steps: NDArray[np.float32]) -> tuple[str, float]:
        best = steps.argmax(axis=1)
        # A network of this kind (CTC) says a character in several steps, or nothing: 0.
        new = (best != 0) & np.concatenate([[True], best[1:] != best[:-1]])
        if not new.any():
            return "", 0.0
        sure = np.take_along_axis(steps, best[:, None], axis=1)[new, 0]
        return "".join(self._characters[best[new]]), float(sure.mean())


def _width(row: Pixels) -> int:
    """Of the row once it is as high as it is read."""
    height, width = row.shape[:2]
    return int(max(1, math.ceil(_HEIGHT * width / height)))
