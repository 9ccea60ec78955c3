"""Print on goods that the first look misses: upside down on its pack, in the colour of the seal ink, in poor light.

The red channel shows no red print and little of what is red on yellow, and a reader that expects upright lines takes
only those that run downwards beside them. Brightness of all colours with its contrast evened out shows the former;
the picture upside down the latter, and lines that run upwards with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np

from docvet.models import Box, Line, overlap
from docvet.reading.engines import Pixels
from docvet.values.text import squeezed

_FEW_LINES, _FEW_CHARACTERS = 25, 250
"""More lines, or more print in them, are no photo of goods but a paper."""
_SURE = 0.8
"""Less is a pattern, or upright print read upside down."""
_CLEARLY = 0.01
"""Confidence that the same text must gain: less is chance."""
_CONTRAST, _TILES = 3.0, 8
"""Limit of the adaptive histogram equalisation, and its tiles each way."""
_SAME_PLACE, _MOSTLY = 0.3, 0.5


def may_be(lines: Sequence[Line]) -> bool:
    """Whether a picture on which this was read can be a photo of goods."""
    return len(lines) <= _FEW_LINES and sum(len(line.text) for line in lines) <= _FEW_CHARACTERS


def evened(rgb: Pixels) -> Pixels:
    """Brightness of an RGB picture with even contrast (contrast-limited adaptive histogram equalisation)."""
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.createCLAHE(_CONTRAST, (_TILES, _TILES)).apply(grey), dtype=np.uint8)


def find(even: Pixels, read: Callable[[Pixels], list[Line]], known: Sequence[Line]) -> list[Line]:
    """Lines of an upright picture (:func:`evened`) that ``known`` ones do not tell better, boxes as on the picture."""
    upside_down = np.ascontiguousarray(np.rot90(even, 2))
    turned = [replace(line, box=_half_turn(line.box)) for line in read(upside_down)]
    new: list[Line] = []
    for line in sorted((*read(even), *turned), key=lambda line: -line.confidence):
        there = [other for other in (*known, *new) if overlap(line.box, other.box) > _SAME_PLACE]
        if line.confidence >= _SURE and all(_is_better(line, other) for other in there):
            new.append(line)
    return new


def _is_better(line: Line, other: Line) -> bool:
    """It is surer; where both say the same, clearly so."""
    return line.confidence > other.confidence + (_CLEARLY if line.text == other.text else 0.0)


def joined(known: Sequence[Line], further: Sequence[Line]) -> list[Line]:
    """Both, each place once: a text that stood there twice would seem to confirm itself."""
    kept = [line for line in known if not any(_replaces(other, line) for other in further)]
    more = [line for line in further if not any(_is_piece(line, other) for other in kept)]
    return [*kept, *more]


def _replaces(further: Line, line: Line) -> bool:
    """It was read in the same place, and is no mere piece of what was read there."""
    return overlap(further.box, line.box) > _MOSTLY and len(further.text) > _MOSTLY * len(line.text)


def _is_piece(further: Line, line: Line) -> bool:
    return overlap(further.box, line.box) > _SAME_PLACE and squeezed(further.text) in squeezed(line.text)


def _half_turn(box: Box) -> Box:
    left, top, right, bottom = box
    return 1 - right, 1 - bottom, 1 - left, 1 - top
