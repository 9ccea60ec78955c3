"""Long pictures (several documents below each other, a scrolled screen) seen in tiles, so that print is not made small.

Tiles overlap by more than a line, or a seal, is high; what two of them see is kept once, as the one sees it in which
it lies further from the edge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from docvet.models import Box, Line, Seal, overlap
from docvet.reading.engines import Pixels

LONG = 2.4
"""Times that a picture is higher than wide from which it is long: a telephone's screen is 2.2."""
_HIGH, _SHARED = 1.5, 0.3
"""Height of a tile and of what two tiles share, in widths of the picture: an A4 page, and a seal or some lines."""
_SAME = 0.5

Found = TypeVar("Found", Line, Seal)


def is_long(pixels: Pixels) -> bool:
    """Whether the picture has to be seen in tiles."""
    height, width = pixels.shape[:2]
    return bool(height > LONG * width)


def seen(pixels: Pixels, look: Callable[[Pixels], Sequence[Found]]) -> list[Found]:
    """What ``look`` finds in the tiles of a picture (height × width …), with its boxes on the picture, from top to bottom."""
    kept: list[tuple[float, Found]] = []
    for top, bottom in _tiles(*pixels.shape[:2]):
        for mark in look(pixels[top:bottom]):
            room = min(mark.box[1], 1 - mark.box[3]) * (bottom - top)
            placed = replace(mark, box=_on_picture(mark.box, top, bottom, pixels.shape[0]))
            twins = [twin for twin in kept if overlap(twin[1].box, placed.box) > _SAME]
            if all(room > other for other, _ in twins):
                kept = [each for each in kept if each not in twins]
                kept.append((room, placed))
    return sorted((mark for _, mark in kept), key=lambda mark: (round(mark.box[1], 3), mark.box[0]))


def _tiles(height: int, width: int) -> Iterator[tuple[int, int]]:
    """First and last row of each; the last is as high as the others."""
    high, step = round(_HIGH * width), round((_HIGH - _SHARED) * width)
    top = 0
    while top + high < height:
        yield top, top + high
        top += step
    yield max(height - high, 0), height


def _on_picture(box: Box, top: int, bottom: int, height: int) -> Box:
    left, upper, right, lower = box
    high = bottom - top
    return (left, (top + upper * high) / height, right, (top + lower * high) / height)
