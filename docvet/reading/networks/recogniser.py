"""Pictures of single rows read by a network of the PP-OCR family."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.reading.networks.sessions import Network, Pixels, planes

_HEIGHT = 48
"""Pixels at which a row is read."""
_NARROWEST = 320
"""Pixels that a row is padded to at least, as the networks were trained."""
_TOGETHER = 6
"""Short rows, all of that width, that are read in one go."""
_SHORT, _SHORTEST, _STEP = 192, 64, 32
"""A row up to so many pixels wide is read with the least padding first, to a multiple of some pixels."""
_SURE, _NOTHING = 0.98, 0.3
"""Confidence from which that reading stays, and up to which there is no print. Of 95 such rows from drawn papers and
licences none that read so surely read otherwise when padded in full.
"""


class Recogniser:
    """What reads rows of print."""

    def __init__(self, model: Path) -> None:
        self._network = Network(model)
        self._characters = np.array(["", *self._network.said("character").splitlines(), " "], dtype=object)

    def read(self, rows: Sequence[Pixels]) -> list[tuple[str, float]]:
        """For each upright row (height × width, or × 3 RGB) its text, and the mean of its characters' confidences."""
        widths = [_width(row) for row in rows]
        texts = [("", 0.0)] * len(rows)
        for at, width in enumerate(widths):
            if width <= _SHORT:
                (texts[at],) = self._read([rows[at]], max(_SHORTEST, -(-width // _STEP) * _STEP))
        doubtful = [at for at, width in enumerate(widths) if width > _SHORT or _NOTHING < texts[at][1] < _SURE]
        for some in _batches([widths[at] for at in doubtful]):
            places = [doubtful[at] for at in some]
            read = self._read([rows[at] for at in places], max(_NARROWEST, *(widths[at] for at in places)))
            for at, text in zip(places, read, strict=True):
                texts[at] = text
        return texts

    def _read(self, rows: Sequence[Pixels], width: int) -> Iterator[tuple[str, float]]:
        """Each row, padded to this many pixels."""
        canvas = np.zeros((len(rows), 3, _HEIGHT, width), np.float32)
        for place, row in enumerate(rows):
            across = _width(row)
            canvas[place, :, :, :across] = planes(np.asarray(cv2.resize(row, (across, _HEIGHT)), np.uint8))
        return map(self._text, self._network.run(canvas))

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


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Rows that are read together: only short ones, which no other makes wider."""
    short = [at for at, width in enumerate(widths) if width <= _NARROWEST]
    yield from (short[start : start + _TOGETHER] for start in range(0, len(short), _TOGETHER))
    yield from ([at] for at, width in enumerate(widths) if width > _NARROWEST)
