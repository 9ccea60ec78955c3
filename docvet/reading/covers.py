"""Whether anything on a PDF page can lie over its text, cut it off, or stand where text is that does not show."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

_MOST = 20_000
"""Objects of a page that are looked at; of one with more, nothing is said."""
_LINE = 3.0
"""Points up to which a stroke is a line of a form."""
_CORNERS = 5
"""Segments of a rectangle; other filled shapes may be print drawn as curves."""
_SHARED = 0.25
"""Part of a run of text that another may share: rows stand close."""
_CUT = 1.0
"""Points by which text may look out of what it is clipped to."""
_MOST_CLIPS = 50
"""Paths that one object may be clipped to."""
_BRIGHT = 96
"""Brightness of text, of 255, from which it may be no ink on the paper."""

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


def plain(page: pdfium.PdfPage) -> bool:
    """Whether what the page shows in the place of a run of text is that run's own ink.

    Dark text by itself and whole, on paper or on rectangles that were drawn before it, away from pictures.
    """
    texts: list[tuple[int, Rectangle]] = []
    over: list[tuple[int, Rectangle]] = []
    count = raw.FPDFPage_CountObjects(page)
    if count > _MOST:
        return False
    for order in range(count):
        item = raw.FPDFPage_GetObject(page, order)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            place = _bounds(item)
            if _is_bright(item) or not _within(place, _clip(item)):
                return False
            texts.append((order, place))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            over.append((count, _bounds(item)))
        elif kind != raw.FPDF_PAGEOBJ_PATH:
            return False
        elif not _is_line(item):
            # A rectangle hides what was drawn before it; anything else may be print.
            over.append((order if raw.FPDFPath_CountSegments(item) <= _CORNERS else count, _bounds(item)))
    return not _cross(texts, over) and not _crowded(texts)


def clips(page: pdfium.PdfPage) -> dict[int, Rectangle]:
    """What is left of the page to runs of text that are clipped: by their address, the box around it.

    Runs in forms (XObjects) are not among them.
    """
    found: dict[int, Rectangle] = {}
    for order in range(min(raw.FPDFPage_CountObjects(page), _MOST)):
        item = raw.FPDFPage_GetObject(page, order)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT and (paths := _clip(item)):
            lefts, bottoms, rights, tops = zip(*(path[0] for path in paths), strict=True)
            found[ctypes.addressof(item.contents)] = max(lefts), max(bottoms), min(rights), min(tops)
    return found


def _clip(item: raw.FPDF_PAGEOBJECT) -> list[tuple[Rectangle, bool]]:
    """The box around each path that an object is clipped to, and whether the path is that box."""
    held = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(held) if held else 0
    return [_outline(held, number) for number in range(min(count, _MOST_CLIPS))]


def _outline(held: raw.FPDF_CLIPPATH, number: int) -> tuple[Rectangle, bool]:
    count = raw.FPDFClipPath_CountPathSegments(held, number)
    xs, ys = [], []
    for place in range(min(count, _MOST)):
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(held, number, place), x, y)
        xs.append(x.value)
        ys.append(y.value)
    if not xs:
        return (0.0, 0.0, 0.0, 0.0), True  # nothing is left
    box = min(xs), min(ys), max(xs), max(ys)
    corners = set(zip(xs, ys, strict=True))
    return box, count <= _CORNERS and corners == {(x, y) for x in box[::2] for y in box[1::2]}


def _within(place: Rectangle, paths: Iterable[tuple[Rectangle, bool]]) -> bool:
    """Whether clipping to these paths leaves all of it."""
    return all(
        is_box
        and box[0] - _CUT <= place[0]
        and box[1] - _CUT <= place[1]
        and place[2] <= box[2] + _CUT
        and place[3] <= box[3] + _CUT
        for box, is_box in paths
    )


def _is_bright(text: raw.FPDF_PAGEOBJECT) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(text, red, green, blue, alpha):
        return True
    return min(red.value, green.value, blue.value) >= _BRIGHT


def _is_line(path: raw.FPDF_PAGEOBJECT) -> bool:
    mode, stroked, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(path, mode, stroked)
    left, bottom, right, top = _bounds(path)
    if mode.value == raw.FPDF_FILLMODE_NONE:
        raw.FPDFPageObj_GetStrokeWidth(path, width)
        return width.value <= _LINE
    return min(right - left, top - bottom) <= _LINE


def _bounds(item: raw.FPDF_PAGEOBJECT) -> Rectangle:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _cross(texts: Sequence[tuple[int, Rectangle]], over: Iterable[tuple[int, Rectangle]]) -> bool:
    """Whether one of these lies over text that was drawn before it."""
    orders = np.array([order for order, _ in texts], dtype=np.int64)
    places = _array(texts)
    return any(bool(((_shared(places, place) > 0) & (orders < order)).any()) for order, place in over)


def _crowded(texts: Sequence[tuple[int, Rectangle]]) -> bool:
    """Whether two runs of text stand in one place."""
    places = _array(texts)
    areas = (places[:, 2] - places[:, 0]) * (places[:, 3] - places[:, 1])
    for number, (_, place) in enumerate(texts):
        least = np.minimum(areas[number + 1 :], areas[number])
        if (_shared(places[number + 1 :], place) > _SHARED * np.maximum(least, 1e-6)).any():
            return True
    return False


def _array(texts: Sequence[tuple[int, Rectangle]]) -> NDArray[np.float64]:
    return np.array([place for _, place in texts], dtype=np.float64).reshape(-1, 4)


def _shared(places: NDArray[np.float64], place: Rectangle) -> NDArray[np.float64]:
    """The area that each of the places shares with this one."""
    across = np.minimum(places[:, 2], place[2]) - np.maximum(places[:, 0], place[0])
    down = np.minimum(places[:, 3], place[3]) - np.maximum(places[:, 1], place[1])
    return np.asarray(np.clip(across, 0, None) * np.clip(down, 0, None), dtype=np.float64)
