"""Seals by colour and shape, and the text around their rim.

A Chinese seal is a red ring (round, sometimes oval) or a square frame with a name along the rim and
often a star in the middle. We look for red ink, keep what has an outline like a seal, unroll the rim
into a straight strip and let the OCR engine read that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.models import Box, Line, Seal

Image = NDArray[Any]
"""Pixels, uint8: (height, width, 3) RGB or (height, width) ink."""
ReadText = Callable[[Image], Sequence[Line]]

_WORK_WIDTH = 1600
"""Pages are searched at most this wide, in pixels."""
_SMALLEST, _LARGEST = 0.045, 0.45
"""Diameter of a seal as a part of the page's shorter side."""
_MIN_RIM = 0.62
"""Part of the rim's angles at which ink must be seen."""
_CLOSINGS = (0.006, 0.014, 0.025)
"""Gaps that are bridged, as parts of the page's shorter side: faint rings need much, crowded pages little."""
_WARM_LIGHT = 30
"""By how much green may exceed blue in red ink under a warm lamp."""
_PLAIN_RIM = 0.8
"""The same where no text could be read."""
_PRINT = 0.55
"""Brightness of black print in the red channel, as a part of the paper's around it; red ink keeps more."""
_STRIP_HEIGHT = 72
_TURNS = 1.12
"""Turns of the rim that its strip shows."""
_OFF_CENTRE = 0.06
"""Part of the strip by which a text may stand off the top of its seal, as one stamped a little askew does."""
_SURE = 0.997
"""Confidence from which a first view of the rim is enough: print under the seal or coarse colour spoil one of the two."""
_CJK = re.compile(r"[\u4e00-\u9fff]")
_DATED = re.compile(r"\d\s*[年月日]|[年月]\s*\d|^[年月日]+$")
"""A piece of the date that a seal was set on."""


@dataclass(frozen=True, slots=True)
class _Blob:
    centre: tuple[float, float]
    axes: tuple[float, float]
    """Half width, half height in pixels."""
    angle: float
    shape: str
    rim: float


def find(rgb: Image, read: ReadText) -> tuple[Seal, ...]:
    """All seals of an upright page, left to right; ``text`` is empty where none could be read.

    ``rgb`` is (height, width, 3). ``read`` gets small RGB images and returns their lines.
    """
    page = _shrunk(rgb)
    height, width = page.shape[:2]
    seals = []
    for colour, ink in (("red", _red(page)), ("blue", _blue(page))):
        for blob in _blobs(ink):
            bare = _unprinted(_green(page), page)
            text, confidence = _text((_green(page), ink, bare), bare, blob, read)
            if not text and (colour == "blue" or blob.rim < _PLAIN_RIM):
                continue  # blue pens, letterheads and bold print are common: such a ring counts only when it says something
            x, y = blob.centre
            a, b = blob.axes
            box = (
                max(0.0, (x - a) / width),
                max(0.0, (y - b) / height),
                min(1.0, (x + a) / width),
                min(1.0, (y + b) / height),
            )
            seals.append(Seal(box, blob.shape, colour, text, confidence))
    return tuple(sorted(seals, key=lambda seal: seal.box))


def _shrunk(rgb: Image) -> Image:
    scale = min(1.0, _WORK_WIDTH / rgb.shape[1])
    return cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else rgb


def _red(page: Image) -> Image:
    """Ink strength 0…255 of red: how far red stands above green and blue."""
    red, green, blue = (page[..., index].astype(np.int16) for index in range(3))
    # Gold and orange print are red too, but far greener than blue.
    strength = red - np.maximum(green, blue) - np.maximum(green - blue - _WARM_LIGHT, 0)
    ink: Image = np.clip(strength * 3 - 45, 0, 255).astype(np.uint8)
    return ink


def _blue(page: Image) -> Image:
    red, green, blue = (page[..., index].astype(np.int16) for index in range(3))
    strength = blue - np.maximum(red, (green + red) // 2)
    ink: Image = np.clip(strength * 3 - 90, 0, 255).astype(np.uint8)
    return ink


def _green(page: Image) -> Image:
    """Red ink as darkness at full sharpness: JPEG keeps colour differences at half the resolution only."""
    darkness: Image = 255 - page[..., 1]
    return darkness


def _unprinted(ink: Image, page: Image) -> Image:
    """The ink without the black print that the seal was set on: print is dark in the red channel too."""
    red, near, around = page[..., 0], np.ones((15, 15), np.uint8), (61, 61)
    printed = np.asarray(red < cv2.blur(cv2.dilate(red, near), around) * _PRINT, dtype=np.uint8)
    paper = cv2.blur(cv2.erode(ink, near), around)
    bare: Image = np.where(cv2.dilate(printed, np.ones((3, 3), np.uint8)) > 0, paper, ink)
    return bare


def _mask(ink: Image) -> Image:
    return cv2.medianBlur(((ink > 40) * 255).astype(np.uint8), 3)


def _blobs(ink: Image) -> list[_Blob]:
    short = min(ink.shape)
    mask = _mask(ink)
    found: list[_Blob] = []
    for reach in _CLOSINGS:
        size = max(3, int(short * reach) | 1)
        closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
        for contour in _outlines(closed):
            blob = _as_seal(contour, mask, short)
            if blob is not None and not any(_same_place(blob, other) for other in found):
                found.append(blob)
    return found


def _outlines(mask: Image) -> list[NDArray[Any]]:
    """Outer outlines of all parts, those inside a frame too."""
    contours, levels = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    return (
        [] if levels is None else [contour for contour, level in zip(contours, levels[0], strict=True) if level[3] < 0]
    )


def stray(rgb: Image, seals: Sequence[Seal]) -> tuple[Box, ...]:
    """Boxes of red ink, large enough to be a seal or a piece of one, that none of ``seals`` accounts for.

    Only where there is none may a page be said to bear no further seal.
    """
    page = _shrunk(rgb)
    height, width = page.shape[:2]
    mask = _mask(_red(page))
    for seal in seals:
        left, top, right, bottom = seal.box
        reach_x, reach_y = (right - left) * 0.1, (bottom - top) * 0.1
        rows = slice(max(0, int((top - reach_y) * height)), int((bottom + reach_y) * height) + 1)
        mask[rows, max(0, int((left - reach_x) * width)) : int((right + reach_x) * width) + 1] = 0
    size = max(3, int(min(mask.shape) * _CLOSINGS[-1]) | 1)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    boxes = [cv2.boundingRect(outline) for outline in _outlines(joined)]
    least = _SMALLEST * min(mask.shape)
    return tuple(
        (x / width, y / height, (x + w) / width, (y + h) / height)
        for x, y, w, h in boxes
        if max(w, h) > least and min(w, h) > least / 2
    )


def _same_place(one: _Blob, other: _Blob) -> bool:
    distance = np.hypot(one.centre[0] - other.centre[0], one.centre[1] - other.centre[1])
    return bool(distance < 0.6 * max(*one.axes, *other.axes))


def _as_seal(contour: NDArray[Any], mask: Image, short: int) -> _Blob | None:
    if len(contour) < 20:
        return None
    hull = cv2.convexHull(contour)
    x, y, w, h = cv2.boundingRect(hull)
    if not (_SMALLEST * short < min(w, h) and max(w, h) < _LARGEST * short) or min(w, h) / max(w, h) < 0.45:
        return None
    area = cv2.contourArea(hull)
    fill = area / (w * h)
    if fill > 0.9:
        return (
            _Blob((x + w / 2, y + h / 2), (w / 2, h / 2), 0.0, "square", 1.0) if _is_frame(mask, x, y, w, h) else None
        )
    if len(hull) < 5 or fill < 0.6:
        return None
    (cx, cy), (major, minor), angle = cv2.fitEllipse(hull)
    if not major or not minor or min(major, minor) / max(major, minor) < 0.45:
        return None
    rim = _rim(mask, (cx, cy), (major / 2, minor / 2), angle)
    inside = _ink_inside(mask, (cx, cy), (major / 2, minor / 2), angle, 0.85)
    core = _ink_inside(mask, (cx, cy), (major / 2, minor / 2), angle, 0.6)
    if rim < _MIN_RIM or inside > 0.72 or core < 0.01:
        return None  # no ring; or nothing in it (a letter O), or a solid red thing (a button, a red product)
    shape = "round" if min(major, minor) / max(major, minor) > 0.8 else "oval"
    return _Blob((cx, cy), (major / 2, minor / 2), angle, shape, rim)


def _is_frame(mask: Image, x: int, y: int, w: int, h: int) -> bool:
    """A square name seal: ink along all four sides, and not a solid block or a page border."""
    crop = mask[y : y + h, x : x + w] > 0
    band = max(2, min(w, h) // 12)
    sides = (crop[:band].any(0), crop[-band:].any(0), crop[:, :band].any(1), crop[:, -band:].any(1))
    return bool(min(side.mean() for side in sides) > 0.75 and 0.08 < crop.mean() < 0.75)


def _ellipse_points(
    centre: tuple[float, float], axes: tuple[float, float], angle: float, radius: float, count: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    theta = np.linspace(0, 2 * np.pi, count, endpoint=False)
    turn = np.deg2rad(angle)
    along, across = axes[0] * radius * np.cos(theta), axes[1] * radius * np.sin(theta)
    xs = centre[0] + along * np.cos(turn) - across * np.sin(turn)
    ys = centre[1] + along * np.sin(turn) + across * np.cos(turn)
    return xs.astype(np.float32), ys.astype(np.float32)


def _rim(mask: Image, centre: tuple[float, float], axes: tuple[float, float], angle: float) -> float:
    """Part of the angles that show ink on the outer ring."""
    seen = np.zeros(180, dtype=bool)
    for radius in (0.86, 0.9, 0.93, 0.96, 0.99, 1.02):
        xs, ys = _ellipse_points(centre, axes, angle, radius, 180)
        at = cv2.remap(mask, xs.reshape(1, -1), ys.reshape(1, -1), cv2.INTER_NEAREST, borderValue=0)
        seen |= at[0] > 0
    return float(seen.mean())


def _ink_inside(
    mask: Image, centre: tuple[float, float], axes: tuple[float, float], angle: float, part: float
) -> float:
    inside = np.zeros_like(mask)
    cv2.ellipse(inside, (centre, (axes[0] * 2 * part, axes[1] * 2 * part), angle), 255, -1)
    return float(np.mean(mask[inside > 0] > 0)) if inside.any() else 1.0


def _text(views: Sequence[Image], bare: Image, blob: _Blob, read: ReadText) -> tuple[str, float]:
    """Rim text, then the text of the middle, with the confidence of its longest line: the best view of the ink.

    The middle is read in ``bare`` ink only, since seals are set on dates and names, which would be read with it.
    """
    best = ("", 0.0)
    for view in views:
        lines = read(_as_paper(_crop(view, blob, 1.0) if blob.shape == "square" else _unrolled(view, blob)))
        lines = [line for line in lines if line.confidence > 0.6 and _CJK.search(line.text)]
        if not lines:
            continue
        longest = max(lines, key=lambda line: len(line.text))
        row = [line for line in lines if line is longest or (_beside(line, longest) and not _DATED.search(line.text))]
        rim = "".join(line.text for line in sorted(row, key=lambda line: line.box[0]))
        if len(rim) * longest.confidence > len(best[0]) * best[1]:
            best = (rim, longest.confidence)
        if longest.confidence >= _SURE and len(longest.text) >= 6 and (blob.shape == "square" or _centred(longest)):
            break
    if blob.shape == "square" or not best[0]:
        return best[0], round(best[1], 4)
    middle = read(_as_paper(_crop(bare, blob, 0.62)))
    inner = [line.text for line in middle if line.confidence > 0.8 and len(line.text) >= 3]
    return best[0] + "".join(text for text in inner if not _DATED.search(text)), round(best[1], 4)


def _centred(line: Line) -> bool:
    """The text runs as far down one side of the rim as down the other; else the reader may have missed its beginning or end."""
    return abs((line.box[0] + line.box[2]) / 2 - 0.5 / _TURNS) < _OFF_CENTRE


def _beside(line: Line, other: Line) -> bool:
    """In the same row of the strip: what stands further in is no rim text but print under the seal."""
    return line.box[1] < (other.box[1] + other.box[3]) / 2 < line.box[3]


def _unrolled(ink: Image, blob: _Blob) -> Image:
    """The rim as a straight strip: outward is up, clockwise is to the right, cut at the bottom.

    A little more than one turn is kept, since a seal is often stamped askew and its gap stands anywhere.
    """
    outer, inner = 0.97, 0.5
    mean_axis = sum(blob.axes) / 2
    columns = int(2 * np.pi * 0.75 * mean_axis * _STRIP_HEIGHT / ((outer - inner) * mean_axis))
    theta = np.linspace(np.pi / 2, np.pi / 2 + 2 * np.pi * _TURNS, int(columns * _TURNS))
    radius = np.linspace(outer, inner, _STRIP_HEIGHT)[:, None]
    # The fitted ellipse's angle only says where its long axis lies; up stays up.
    a, b = _upright_axes(blob)
    xs = (blob.centre[0] + a * radius * np.cos(theta)).astype(np.float32)
    ys = (blob.centre[1] + b * radius * np.sin(theta)).astype(np.float32)
    return cv2.remap(ink, xs, ys, cv2.INTER_CUBIC, borderValue=0)


def _upright_axes(blob: _Blob) -> tuple[float, float]:
    turned = abs(np.cos(np.deg2rad(blob.angle))) < 0.707
    return (blob.axes[1], blob.axes[0]) if turned else blob.axes


def _crop(ink: Image, blob: _Blob, part: float) -> Image:
    a, b = _upright_axes(blob)
    x, y = blob.centre
    top, left = max(0, int(y - b * part)), max(0, int(x - a * part))
    crop = ink[top : int(y + b * part) + 1, left : int(x + a * part) + 1]
    factor = max(1.0, 160 / max(1, min(crop.shape)))
    return cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)


def _as_paper(ink: Image) -> Image:
    """Dark ink on white with a margin, as the engine likes it."""
    grey = 255 - cv2.normalize(ink, ink.copy(), 0, 255, cv2.NORM_MINMAX)
    return cv2.copyMakeBorder(grey, 16, 16, 16, 16, cv2.BORDER_CONSTANT, value=255)
