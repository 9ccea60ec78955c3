"""Projective maps of a page: made from points, joined, applied to pixels and kept for the way back."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.models import Box, Straightening
from docvet.reading.engines import Pixels

Matrix = NDArray[np.float64]
"""3 × 3; takes homogeneous pixel coordinates of the upright original to those of the flat page."""
Window = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the flat page; may reach beyond the original."""

_LARGEST = 1.6
"""A flat page has at most this many times the original's pixels; far corners of a steep view would need any number."""


def rows_levelled(slope: float, fan: float, middle: tuple[float, float]) -> Matrix:
    """Brings rows level that rise by ``slope`` (a tangent) at ``middle`` and by ``fan`` more for each pixel further down.

    With ``fan`` 0 it is a rotation about ``middle``; else the point where all rows meet is moved to infinity.
    """
    length = math.hypot(1.0, slope)
    turn = np.array([[1 / length, slope / length, 0], [-slope / length, 1 / length, 0], [fan, 0, 1]])
    x, y = middle
    there, back = np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]]), np.array([[1, 0, -x], [0, 1, -y], [0, 0, 1.0]])
    return np.asarray(there @ turn @ back, dtype=np.float64)


def moved(matrix: Matrix, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> tuple[Matrix, Matrix]:
    """Where points (columns, rows) come to lie."""
    across, down, depth = matrix @ np.stack([xs, ys, np.ones_like(xs)])
    return across / depth, down / depth


def moved_box(matrix: Matrix, box: Box) -> Box:
    """The smallest box around where a box comes to lie, both in fractions of their page."""
    left, top, right, bottom = box
    xs, ys = moved(matrix, np.array([left, right, right, left]), np.array([top, top, bottom, bottom]))
    across, down = np.clip(xs, 0.0, 1.0), np.clip(ys, 0.0, 1.0)
    return float(across.min()), float(down.min()), float(across.max()), float(down.max())


def all_of(matrix: Matrix, width: int, height: int) -> Window:
    """The smallest window that shows all of a picture of this size."""
    corners = np.array([0.0, width, width, 0.0]), np.array([0.0, 0.0, height, height])
    xs, ys = moved(matrix, *corners)
    return (float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))


def straightening(matrix: Matrix, window: Window, width: int, height: int) -> tuple[Straightening, tuple[int, int]]:
    """The map as a page keeps it, and the size (width, height) of the flat page in pixels.

    ``width`` and ``height`` are those of the upright original.
    """
    across, down = window[2] - window[0], window[3] - window[1]
    scale = min(1.0, math.sqrt(_LARGEST * width * height / (across * down)))
    size = max(1, round(across * scale)), max(1, round(down * scale))
    to_window = np.array([[across, 0, window[0]], [0, down, window[1]], [0, 0, 1]])
    back = np.diag([1 / width, 1 / height, 1]) @ np.linalg.inv(matrix) @ to_window
    return Straightening(tuple((back / back[2, 2]).ravel().tolist()), width, height), size


def flattened(image: Pixels, how: Straightening, size: tuple[int, int]) -> Pixels:
    """The flat page in ``size`` (width, height) of an upright page, itself of any size; filled up in its edge's colour."""
    height, width = image.shape[:2]
    back = np.diag([width, height, 1]) @ np.reshape(how.matrix, (3, 3)) @ np.diag([1 / size[0], 1 / size[1], 1])
    edge = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]]).reshape(-1, *image.shape[2:])
    filling = np.median(edge, axis=0).reshape(-1).tolist()
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpPerspective(image, back, size, flags=flags, borderValue=filling), dtype=np.uint8)
