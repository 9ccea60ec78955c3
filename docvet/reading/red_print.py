"""Red print, which the red channel hides together with the seals: numbers, letterheads, brands on photos.

Reading its strips alone costs a twentieth of a page (measured on photographed licences); a second pass
over the whole page in another channel would double the page's cost.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from docvet.models import Box, Line, Seal, overlap
from docvet.reading.crops import part_of
from docvet.reading.engines import Pixels
from docvet.reading.seals import SealSearch

_SIDE = 1200
"""Longer side in pixels of a page on which these count:"""
_GAP, _LEAST = 17, 8
"""Pixels that are bridged between two characters of a line, and that it is high at least."""
_NEAR, _LEAST_SLANTED = 11, 10
"""The same of a row that leans, each way."""
_MOST = 8
"""Strips that are read at most, the largest first."""
_SLANTED, _STEEP = 4.0, 60.0
"""Degrees by which a row leans that is set level before it is read, and beyond which it is none."""
_ROW = 1.8
"""Times as long as high: what a row of print is at least."""
_MOST_SLANTED = 6
"""Slanted rows that are read: a mark that is tiled over a page says the same in each."""
_INK, _BRIGHT = 45, 90
"""How much redder than anything else ink is, and ink of stamps beside the brown lines of invoices, which run through them."""
_SAME = 0.5
"""Shared area over that of both, from which two boxes are those of one row."""
_SURE = 0.8
"""Lines of a lower confidence are left out: what is read here was not meant to be text as a rule."""


def find(
    search: SealSearch, read: Callable[[Pixels], list[Line]], known: Sequence[Line], seals: Sequence[Seal]
) -> list[Line]:
    """Lines in red on an upright page, except where ``known`` lines or ``seals`` are; those that lean run over other lines."""
    taken = [line.box for line in known] + [seal.box for seal in seals]
    prints: list[Line] = []
    redness = _redness(search.small)
    for box, level in _slanted(search.rgb, redness, [seal.box for seal in seals]):
        if any(_same(box, line.box) for line in known):
            continue
        for line in read(level):
            if line.confidence >= _SURE:
                prints.append(replace(line, box=box))
                taken.append(box)
    for left, top, right, bottom in list(_strips(_ink(redness, taken, _INK))):
        strip = part_of(search.rgb, (left, top, right, bottom))
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


def _slanted(rgb: Pixels, redness: Pixels, taken: Sequence[Box]) -> Iterator[tuple[Box, Pixels]]:
    """Rows of red ink that lean, as stamps and tiled marks do: where each stands, and its pixels set level."""
    rows: list[tuple[float, Box, _Rectangle]] = []
    for ink in (_BRIGHT, _INK):
        found = _leaning(_ink(redness, taken, ink))
        rows += [row for row in found if not any(_same(row[1], other) for _, other, _ in rows)]
    width = rgb.shape[1]
    for _, box, ((x, y), (across, down), angle) in sorted(rows, reverse=True)[:_MOST_SLANTED]:
        size = math.ceil(across * width), math.ceil(down * width)
        turn = cv2.getRotationMatrix2D((x * width, y * width), angle, 1.0)
        turn[:, 2] += size[0] / 2 - x * width, size[1] / 2 - y * width
        level = cv2.warpAffine(np.ascontiguousarray(rgb[..., 1]), turn, size, borderValue=255)
        yield box, np.asarray(level, dtype=np.uint8)


_Rectangle = tuple[tuple[float, float], tuple[float, float], float]
"""Middle, length and height in parts of the page's width, and the degrees by which it leans."""


def _leaning(red: Pixels) -> Iterator[tuple[float, Box, _Rectangle]]:
    """Patches of ink that are long and lean: their area, their box, and the rectangle that fits them."""
    height, width = red.shape
    scale = max(height, width) / _SIDE
    near = round(_NEAR * scale) | 1
    joined = cv2.dilate(red, np.ones((near, near), np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        (x, y), (across, down), angle = cv2.minAreaRect(outline)
        if across < down:
            across, down, angle = down, across, angle - 90
        leans = _SLANTED <= abs(angle) <= _STEEP
        if leans and across >= _ROW * down and _LEAST_SLANTED * scale <= down <= 0.2 * height:
            left, top, w, h = cv2.boundingRect(outline)
            box = (left / width, top / height, (left + w) / width, (top + h) / height)
            yield across * down, box, ((x / width, y / width), (across / width, down / width), angle)


def _same(one: Box, other: Box) -> bool:
    """Whether two boxes are those of one row."""
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    common = overlap(one, other) * min(areas)
    return common >= _SAME * (sum(areas) - common)


def _redness(page: Pixels) -> Pixels:
    """By how much red stands above green and blue."""
    red, green, blue = cv2.split(page)
    return np.asarray(cv2.subtract(red, cv2.max(green, blue)), dtype=np.uint8)


def _ink(redness: Pixels, taken: Sequence[Box], least: int) -> Pixels:
    """Where there is red ink, 1, but for the places that are ``taken``."""
    red = np.asarray(cv2.threshold(redness, least, 1, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    for place in taken:
        part_of(red, place)[...] = 0
    return red


def _strips(red: Pixels) -> Iterator[Box]:
    """Boxes, with a margin, of red ink that runs along a line."""
    height, width = red.shape
    scale = max(height, width) / _SIDE
    joined = cv2.dilate(red, np.ones((3, round(_GAP * scale) | 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = sorted(stats[1:].tolist(), key=lambda item: -item[4])
    lines = [item for item in boxes if item[2] >= 1.5 * item[3] and _LEAST * scale <= item[3] <= 0.2 * height]
    for x, y, across, down, _ in lines[:_MOST]:
        margin = down // 2
        yield (
            max(x - margin, 0) / width,
            max(y - margin, 0) / height,
            min(x + across + margin, width) / width,
            min(y + down + margin, height) / height,
        )
