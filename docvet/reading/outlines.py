"""Sheets of paper, cards and printed frames on a photograph: rectangles seen from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.reading.engines import Pixels
from docvet.reading.projection import Matrix

_SIDE = 800
"""Longest side in pixels at which edges are searched."""
_LEAST_AREA, _MOST_AREA = 0.10, 0.985
"""Share of the picture; more is the picture itself."""
_FULL = 0.93
"""Share of its four-cornered outline that a sheet fills, and the outline of the sheet: what is rounder is none."""
_OPPOSITE = 0.6
"""A side is at least this much of the one opposite: sheets are not photographed from the table's edge."""
_CORNER = 60.0
"""Degrees that each corner has at least, as seen."""
_EDGE = 0.004
"""A corner this near to the picture's edge (a share of its longer side) may be the picture's own."""
_ROUGH = (0.01, 0.02, 0.03, 0.05)
"""How far, as shares of its length, an outline may stray from four straight sides."""


@dataclass(frozen=True, slots=True)
class Quad:
    """A rectangle as seen: corners (4 × 2) in pixels of the picture, clockwise from the upper left."""

    corners: NDArray[np.float64]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels once it is seen from above: the longer of opposite sides, so that nothing is lost."""
        top, right, bottom, left = _sides(self.corners)
        return max(top, bottom), max(left, right)

    @property
    def area(self) -> float:
        """Square pixels of the picture."""
        return float(cv2.contourArea(self.corners.astype(np.float32)))

    @property
    def map(self) -> Matrix:
        """Takes it to an upright rectangle at (0, 0)."""
        across, down = self.size
        flat = np.array([[0, 0], [across, 0], [across, down], [0, down]], np.float32)
        matrix = cv2.getPerspectiveTransform(self.corners.astype(np.float32), flat)
        return np.asarray(matrix, dtype=np.float64)


def find(rgb: Pixels) -> list[Quad]:
    """Rectangles that stand out from what is around them, the largest first; none is certain to be a sheet."""
    factor = min(1.0, _SIDE / max(rgb.shape[:2]))
    small = np.asarray(cv2.resize(rgb, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    height, width = small.shape[:2]
    quads: list[Quad] = []
    for mask in _masks(small):
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        for contour in contours:
            corners = _corners(np.asarray(contour), width, height)
            if corners is not None:
                quads.append(Quad(corners / factor))
    return sorted(quads, key=lambda quad: -quad.area)


def _masks(small: Pixels) -> Iterator[Pixels]:
    """What may be paper, white: what is bright, what has no colour, what lies between edges."""
    blurred = cv2.medianBlur(small, 9)
    grey = cv2.cvtColor(blurred, cv2.COLOR_RGB2GRAY)
    colour = cv2.cvtColor(blurred, cv2.COLOR_RGB2HSV)[..., 1]
    kernel = np.ones((9, 9), np.uint8)
    for channel, way in ((grey, cv2.THRESH_BINARY), (colour, cv2.THRESH_BINARY_INV)):
        _, mask = cv2.threshold(channel, 0, 255, way + cv2.THRESH_OTSU)
        closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
        yield np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, kernel), dtype=np.uint8)
    edges = np.max([cv2.Canny(channel, 30, 80) for channel in cv2.split(blurred)], axis=0)
    between = 255 - cv2.dilate(edges, np.ones((5, 5), np.uint8))
    yield np.asarray(cv2.morphologyEx(between, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


def _corners(contour: NDArray[np.int32], width: int, height: int) -> NDArray[np.float64] | None:
    """The four corners of an outline, if it is one of a rectangle that somebody could have photographed."""
    hull = cv2.convexHull(contour)
    area = cv2.contourArea(hull)
    if not _LEAST_AREA < area / (width * height) < _MOST_AREA:
        return None
    around = cv2.arcLength(hull, True)
    for rough in _ROUGH:
        outline = cv2.approxPolyDP(hull, rough * around, True)
        if len(outline) == 4:
            break
    else:
        return None
    corners = _clockwise(outline.reshape(4, 2).astype(np.float64))
    own = cv2.contourArea(corners.astype(np.float32))
    if not (_FULL < area / own < 1 / _FULL and cv2.contourArea(contour) > _FULL * own):
        return None
    top, right, bottom, left = _sides(corners)
    if min(top, bottom) < _OPPOSITE * max(top, bottom) or min(left, right) < _OPPOSITE * max(left, right):
        return None
    near = _EDGE * max(width, height)
    inner = (corners > near).all(axis=1) & (corners < np.array([width, height]) - 1 - near).all(axis=1)
    return corners if inner.all() and _angles(corners).min() > _CORNER else None


def _clockwise(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    middle = corners.mean(axis=0)
    turned = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    return np.roll(turned, -int(np.argmin(turned.sum(axis=1))), axis=0)


def _sides(corners: NDArray[np.float64]) -> tuple[float, float, float, float]:
    """Lengths of the upper, right, lower and left side."""
    lengths = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return float(lengths[0]), float(lengths[1]), float(lengths[2]), float(lengths[3])


def _angles(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    before, after = np.roll(corners, 1, axis=0) - corners, np.roll(corners, -1, axis=0) - corners
    cosine = (before * after).sum(axis=1) / np.linalg.norm(before, axis=1) / np.linalg.norm(after, axis=1)
    return np.asarray(np.rad2deg(np.arccos(np.clip(cosine, -1, 1))), dtype=np.float64)
