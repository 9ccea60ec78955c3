"""Whether anything on a PDF page can lie over its text, or stand where text is that does not show."""

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
_BRIGHT = 96
"""Brightness of text, of 255, from which it may be no ink on the paper."""

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


def plain(page: pdfium.PdfPage) -> bool:
    """Whether what the page shows in the place of a run of text is that run's own ink.

    Dark text by itself, on paper or on rectangles that were drawn before it, away from pictures.
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
            if _is_bright(item):
                return False
            texts.append((order, _bounds(item)))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            over.append((count, _bounds(item)))
        elif kind != raw.FPDF_PAGEOBJ_PATH:
            return False
        elif not _is_line(item):
            # A rectangle hides what was drawn before it; anything else may be print.
            over.append((order if raw.FPDFPath_CountSegments(item) <= _CORNERS else count, _bounds(item)))
    return not _cross(texts, over) and not _crowded(texts)


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
