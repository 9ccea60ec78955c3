"""Ink on a page that none of its characters explains: print drawn as curves, form fields, pasted pictures of text.

Red ink is left to seals. Rules, table lines, QR codes and emblems are no print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.models import Box
from docvet.reading.engines import Pixels

_DARK = 40
"""By how much ink is darker than what is around it."""
_AROUND = 25
"""Pixels a side of what counts as around."""
_RULE = 28
"""Pixels from which on a straight stroke is a rule or the line of a table."""
_ROOM = 0.2
"""Part of a character's height by which its ink may leave its box."""
_WORD = (14, 3)
"""Pixels across and down within which ink belongs together."""
_LEAST_HEIGHT, _LEAST_WIDTH, _LEAST_INK = 5, 5, 14
"""Pixels of a block of print; less is a dot, a tick, the rest of a line."""
_TALLEST = 48
"""Pixels beyond which a block without a blank row within is a code, an emblem or a drawing."""
_LONG = 1.6
"""Times that such a block may be wider than high and still be a large title."""


@dataclass(frozen=True, slots=True)
class UnexplainedInk:
    """Blocks of unexplained print, and their part of all ink on the page (0 to 1)."""

    boxes: tuple[Box, ...]
    share: float


def find(overview: Pixels, explained: Sequence[Box]) -> UnexplainedInk:
    """What of a page (height × width × 3, some 80 dots an inch) lies outside the boxes of its visible characters."""
    ink = _ink(overview)
    height, width = ink.shape
    left = ink.copy()
    for x1, y1, x2, y2 in explained:
        room = _ROOM * (y2 - y1)
        top, bottom = max(int((y1 - room) * height), 0), int((y2 + room) * height) + 2
        left[top:bottom, max(int(x1 * width) - 1, 0) : int(x2 * width) + 2] = 0
    joined = cv2.morphologyEx(left, cv2.MORPH_CLOSE, np.ones(_WORD[::-1], np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    blocks = [
        (x, y, across, down)
        for x, y, across, down, _ in stats[1:count]
        if _is_print(left[y : y + down, x : x + across])
    ]
    amount = sum(int(np.count_nonzero(left[y : y + down, x : x + across])) for x, y, across, down in blocks)
    boxes = tuple(
        (float(x / width), float(y / height), float((x + across) / width), float((y + down) / height))
        for x, y, across, down in blocks
    )
    return UnexplainedInk(boxes, amount / max(int(np.count_nonzero(ink)), 1))


def _ink(overview: Pixels) -> NDArray[np.uint8]:
    """Strokes darker than their surroundings, long straight ones left out; 0 or 1."""
    red = np.ascontiguousarray(overview[..., 0])
    around = cv2.blur(red, (_AROUND, _AROUND))
    ink = (around.astype(np.int16) - red > _DARK).astype(np.uint8)
    rules = np.zeros_like(ink)
    for shape in ((1, _RULE), (_RULE, 1)):
        kernel = cv2.getStructuringElement(
            cv2.MORPH_RECT, shape
        )  # told apart from any shape, which is ten times slower
        rules = np.maximum(rules, cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel))
    ink[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 0
    return ink


def _is_print(block: NDArray[np.uint8]) -> bool:
    down, across = block.shape
    if down < _LEAST_HEIGHT or across < _LEAST_WIDTH or np.count_nonzero(block) < _LEAST_INK:
        return False
    return down <= _TALLEST or across >= _LONG * down or bool((block.sum(axis=1) == 0).any())
