"""Single blocks of print read by OCR together, without the page around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from docvet.models import Box, Line
from docvet.reading.engines import Pixels

_MARGIN = 0.005
"""Part of the page's width around a block that is read with it."""
_GAP = 24
"""Pixels of white between two blocks."""
_PRINT = 0.6
"""Confidence of print; less is a logo, a signature or a drawing."""
_MOST = 200
"""Blocks that are read of one page."""


def read(ink: Pixels, blocks: Sequence[Box], engine: Callable[[Pixels], list[Line]]) -> list[Line]:
    """The lines in these blocks of a page (height × width, dark text), with their boxes on the page.

    The blocks are laid below each other on one white sheet, so that the engine looks at no more than them.
    """
    height, width = ink.shape
    parts = [_framed(block, width, height) for block in blocks[:_MOST]]
    if not parts:
        return []
    down = sum(bottom - top + _GAP for _, top, _, bottom in parts) + _GAP
    across = max(right - left for left, _, right, _ in parts) + 2 * _GAP
    sheet = np.full((down, across), 255, np.uint8)
    places, at = [], _GAP
    for left, top, right, bottom in parts:
        sheet[at : at + bottom - top, _GAP : _GAP + right - left] = ink[top:bottom, left:right]
        places.append(at)
        at += bottom - top + _GAP
    lines = []
    for line in engine(sheet):
        middle = (line.box[1] + line.box[3]) / 2 * down
        place = max((index for index, start in enumerate(places) if start - _GAP / 2 <= middle), default=0)
        left, top = parts[place][0] - _GAP, parts[place][1] - places[place]
        x1, y1, x2, y2 = line.box
        if line.confidence >= _PRINT:
            box = (
                _fraction(x1 * across + left, width), _fraction(y1 * down + top, height),
                _fraction(x2 * across + left, width), _fraction(y2 * down + top, height),
            )  # fmt: skip
            lines.append(replace(line, box=box))
    return lines


def _fraction(pixels: float, of: int) -> float:
    return min(max(pixels / of, 0.0), 1.0)


def _framed(block: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """The block in pixels, with a margin."""
    margin = round(_MARGIN * width)
    left, top, right, bottom = block
    return (
        max(int(left * width) - margin, 0), max(int(top * height) - margin, 0),
        min(int(right * width) + margin, width), min(int(bottom * height) + margin, height),
    )  # fmt: skip
