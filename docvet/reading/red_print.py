"""Red print, which the red channel hides together with the seals: numbers, letterheads, brands on photos.

Reading its strips alone costs a twentieth of a page (measured on photographed licences); a second pass
over the whole page in another channel would double the page's cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from docvet.models import Box, Line, Seal, overlap
from docvet.reading.crops import part_of
from docvet.reading.engines import Pixels

_SIDE = 1200
"""Longest side in pixels at which red ink is searched."""
_MOST = 8
"""Strips that are read at most, the largest first."""
_SURE = 0.8
"""Lines of a lower confidence are left out: what is read here was not meant to be text as a rule."""


def find(rgb: Pixels, read: Callable[[Pixels], list[Line]], known: Sequence[Line], seals: Sequence[Seal]) -> list[Line]:
    """Lines in red on an upright page, except where ``known`` lines or ``seals`` are."""
    taken = [line.box for line in known] + [seal.box for seal in seals]
    prints: list[Line] = []
    for left, top, right, bottom in list(_strips(rgb, taken)):
        strip = part_of(rgb, (left, top, right, bottom))
        for line in read(np.ascontiguousarray(strip[..., 1])):
            across, down = right - left, bottom - top
            box = (
                left + line.box[0] * across,
                top + line.box[1] * down,
                left + line.box[2] * across,
                top + line.box[3] * down,
            )
            if line.confidence >= _SURE and not any(overlap(box, other) > 0.3 for other in taken):
                prints.append(replace(line, box=box))
                taken.append(box)
    return prints


def _strips(rgb: Pixels, taken: Sequence[Box]) -> Iterator[Box]:
    """Boxes, with a margin, of red ink that runs along a line and lies in no place that is ``taken``."""
    factor = min(1.0, _SIDE / max(rgb.shape[:2]))
    small = cv2.resize(rgb, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    height, width = small.shape[:2]
    signed = small.astype(np.int16)
    red = (signed[..., 0] - np.maximum(signed[..., 1], signed[..., 2]) > 45).astype(np.uint8)
    for place in taken:
        part_of(red, place)[...] = 0
    joined = cv2.dilate(red, np.ones((3, 17), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = sorted(stats[1:].tolist(), key=lambda item: -item[4])
    lines = [item for item in boxes if item[2] >= 1.5 * item[3] and 8 <= item[3] <= 0.2 * height]
    for x, y, across, down, _ in lines[:_MOST]:
        margin = down // 2
        yield (
            max(x - margin, 0) / width,
            max(y - margin, 0) / height,
            min(x + across + margin, width) / width,
            min(y + down + margin, height) / height,
        )
