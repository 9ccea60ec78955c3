"""Whether an upright page must be made level and flat before it is read for good, and how.

A page is straightened only where its own rows say that it helps: rows of text that lean, or fan out, as on a sheet
seen from the side. Of the ways to level them the outline of the sheet is best, since it also gives the columns
their right angle and leaves the desk out; where no outline agrees with the rows, they are levelled by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from docvet.models import Line, Straightening
from docvet.reading import outlines, projection, rows
from docvet.reading.engines import Pixels
from docvet.reading.projection import Matrix, Window

_AGREES = 0.8
"""Part of the rows' best sharpness that they must reach in the outline of a sheet."""
_SMALL = 0.01
"""Part of the picture's longer side that a line is high; below it a sheet's outline is looked for even if rows are level."""
_TINY = 0.5
"""Part of the picture that such a sheet takes at most to be cut out: the reader then sees it larger."""
_LEVEL = 0.75
"""Degrees within which all long rows of a page lean that is not measured any further."""
_LONG, _ENOUGH = 8.0, 4
"""Times that a row is longer than high to say by itself how it leans, and how many such rows say it for the page."""
_TURNED = 3.0
"""Degrees by which print may lean on its sheet."""
_MARGIN = 0.02
"""Of the flat page's longer side, around the sheet and around all that was read."""


def needed(rgb: Pixels, lines: Sequence[Line]) -> tuple[Straightening, tuple[int, int]] | None:
    """How to straighten an upright page and the flat page's (width, height) in pixels; None for one to be left alone.

    ``rgb`` is (height, width, 3), ``lines`` what was read on it.
    """
    small = bool(lines) and _height(lines, rgb) < _SMALL
    if not small and _seen_level(lines, rgb):
        return None
    ink = rows.ink_of(np.ascontiguousarray(rgb[..., 0]), lines)
    lie = rows.measured(ink) if ink else None
    if ink is None or lie is None:
        return None
    leans = lie.lean(ink.height) >= rows.LEAST_LEAN
    if not leans and not small:
        return None
    middle = ink.width / 2, ink.height / 2
    for quad in outlines.find(rgb):
        if not leans and quad.area > _TINY * ink.width * ink.height:
            continue
        matrix = _levelled(ink, quad.map)
        if matrix is not None and rows.parted(ink, matrix) >= _AGREES * lie.parted and _holds(quad, matrix, lines, ink):
            across, down = quad.size
            return projection.straightening(
                matrix, _around((0, 0, across, down), matrix, lines, ink), ink.width, ink.height
            )
    if not leans:
        return None
    matrix = projection.rows_levelled(lie.slope, lie.fan, middle)
    return projection.straightening(matrix, projection.all_of(matrix, ink.width, ink.height), ink.width, ink.height)


def _height(lines: Sequence[Line], rgb: Pixels) -> float:
    """How high a usual line is, as a part of the picture's longer side."""
    height, width = rgb.shape[:2]
    usual = median(line.box[3] - line.box[1] for line in lines)
    return float(usual * height / max(height, width))


def _seen_level(lines: Sequence[Line], rgb: Pixels) -> bool:
    """Whether the reader saw enough long rows, and all of them level."""
    aspect = rgb.shape[1] / rgb.shape[0]
    leans = [
        abs(line.lean)
        for line in lines
        if line.lean is not None and (line.box[2] - line.box[0]) * aspect >= _LONG * (line.box[3] - line.box[1])
    ]
    return len(leans) >= _ENOUGH and max(leans) < _LEVEL


def _levelled(ink: rows.Ink, matrix: Matrix) -> Matrix | None:
    """The map with the little turn added that levels the rows best; None if that is more than a little."""
    xs, ys = projection.moved(matrix, ink.xs, ink.ys)
    middle = float(np.median(xs)), float(np.median(ys))
    turns = [
        projection.rows_levelled(float(np.tan(np.deg2rad(degrees))), 0.0, middle) @ matrix
        for degrees in np.arange(-_TURNED, _TURNED + 0.1, 0.5)
    ]
    scores = [rows.parted(ink, turn) for turn in turns]
    best = int(np.argmax(scores))
    return None if best in (0, len(turns) - 1) else turns[best]


def _corners(lines: Sequence[Line], matrix: Matrix, ink: rows.Ink) -> Window:
    """The window of the flat page around all that was read."""
    boxes = np.array([line.box for line in lines])
    xs = np.concatenate([boxes[:, 0], boxes[:, 2], boxes[:, 2], boxes[:, 0]]) * ink.width
    ys = np.concatenate([boxes[:, 1], boxes[:, 1], boxes[:, 3], boxes[:, 3]]) * ink.height
    across, down = projection.moved(matrix, xs, ys)
    return float(across.min()), float(down.min()), float(across.max()), float(down.max())


def _around(sheet: Window, matrix: Matrix, lines: Sequence[Line], ink: rows.Ink) -> Window:
    """The sheet and all that was read (a printed frame may have been taken for the sheet), with a margin."""
    left, top, right, bottom = _corners(lines, matrix, ink)
    left, top, right, bottom = min(left, sheet[0]), min(top, sheet[1]), max(right, sheet[2]), max(bottom, sheet[3])
    margin = _MARGIN * max(right - left, bottom - top)
    return left - margin, top - margin, right + margin, bottom + margin


def _holds(quad: outlines.Quad, matrix: Matrix, lines: Sequence[Line], ink: rows.Ink) -> bool:
    """Most of the text is in it: else it is a seal's square, a portrait, a table's head."""
    across, down = quad.size
    weights = np.array([len(line.text) for line in lines], dtype=np.float64)
    boxes = np.array([line.box for line in lines])
    xs, ys = (boxes[:, 0] + boxes[:, 2]) / 2 * ink.width, (boxes[:, 1] + boxes[:, 3]) / 2 * ink.height
    flat_xs, flat_ys = projection.moved(matrix, xs, ys)
    inside = (flat_xs > 0) & (flat_xs < across) & (flat_ys > 0) & (flat_ys < down)
    return float(weights[inside].sum()) > 0.6 * float(weights.sum())
