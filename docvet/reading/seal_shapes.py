"""Where seals stand on a page: rings, ovals and square frames of red, blue, green or black ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.models import Box
from docvet.reading.channels import brightest, darkest

Image = NDArray[Any]
"""Pixels, uint8: (height, width, 3) RGB or (height, width) ink."""

_SMALLEST, _LARGEST = 0.045, 0.45
"""Diameter of a seal as a part of the page's shorter side."""
_MIN_RIM, _MIN_COPY = 0.62, 0.9
"""Part of the rim's angles at which ink must be seen: in colour, and in black, in which all else is printed too."""
_CLEAR_RIM = 0.8
"""The same of a ring that touches other ink, or that the page's edge cuts."""
_ALONE = 0.35
"""How much more ink such a ring must show than the space just outside it: a block of print does not."""
_SOLID = 0.6
"""Share of ink inside it from which a ring that touches other ink is a red disc, such as an emblem."""
_LEAST_ARC = 80
"""Degrees of a ring that must lie on the page."""
_CLOSINGS = (0.006, 0.014, 0.025)
"""Gaps that are bridged, as parts of the page's shorter side: faint rings need much, crowded pages little."""
_WIDE = 11
"""Pixels from which on a gap is bridged on a copy of half the size."""
_WARM_LIGHT = 30
"""By how much green may exceed blue in red ink under a warm lamp."""
_AROUND, _FAINT = 10, 8
"""Part of the page's shorter side that blue and green ink is compared with, and by how much it must stand above that."""
_FRINGE = 0.25
"""Share of red ink within a blue ring from which it is none."""
_LONG_LINE = 0.16
"""Length of a form's ruled line as a part of the page's shorter side; the flattest arc of a seal is shorter."""
_SOLID_UNREAD = 0.42
"""Share of ink inside a ring that says nothing from which it is an emblem or a logo."""
_COLOURLESS = 60
"""Difference of the channels up to which ink is black."""
_DARK = 0.6
"""Brightness of black ink as a part of the paper's around it."""
_ROUND = 0.8
"""Short axis as a part of the long one from which a ring is round and not oval."""
_FLATTEST = 0.45
_CIRCLES_SIDE = 360
"""Longest side in pixels of the piece of a page in which circles are searched."""
_MOST_PIECES = 6
"""Pieces of unexplained ink that are searched for circles, the largest first."""
_ANGLES = 180
_BEYOND_WARM = np.clip(np.arange(256) - _WARM_LIGHT, 0, 255).astype(np.uint8)
_RED_INK = np.clip(np.arange(256) * 3 - 45, 0, 255).astype(np.uint8)
"""By how far green stands above blue how much of that is no light, and ink strength by how far red stands above both."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A seal's outline on the page that was searched."""

    centre: tuple[float, float]
    axes: tuple[float, float]
    """Half width, half height in pixels."""
    angle: float
    shape: str
    """``round``, ``oval`` or ``square``."""
    rim: float
    """Part of the rim's angles, as far as they lie on the page, that show ink."""

    def scaled(self, factor: float) -> Outline:
        """The same on a page ``factor`` times as large; places are told by the middles of pixels."""
        (x, y), (a, b), more = self.centre, self.axes, (factor - 1) / 2
        return replace(self, centre=(x * factor + more, y * factor + more), axes=(a * factor, b * factor))

    @property
    def upright_axes(self) -> tuple[float, float]:
        """Half width and half height as seen; the fitted angle only says where the long axis lies."""
        turned = abs(np.cos(np.deg2rad(self.angle))) < 0.707
        return (self.axes[1], self.axes[0]) if turned else self.axes


def red(page: Image) -> Image:
    """Ink strength 0…255 of red: how far red stands above green and blue."""
    r, g, b = cv2.split(page)
    # Gold and orange print are red too, but far greener than blue.
    warm = cv2.LUT(cv2.subtract(g, b), _BEYOND_WARM)
    strength = cv2.subtract(cv2.subtract(r, cv2.max(g, b)), warm)
    return cv2.LUT(strength, _RED_INK)


def blue(page: Image) -> Image:
    """The same of blue and violet, the ink of many chops of Hong Kong, which is pale as a rule.

    What counts is how far it stands above the page around it: the light of evening and of screens is blue all over.
    """
    return _above_its_surroundings(_coldness(page))


def green(page: Image) -> Image:
    """The same of green, in which other chops of Hong Kong are set."""
    return _above_its_surroundings(_greenness(page))


def tinted(crop: Image, colour: str) -> Image:
    """The same in a piece of a page that is full of ink of this colour, where there is nothing to compare it with."""
    strength = _greenness(crop) if colour == "green" else _coldness(crop)
    ink: Image = np.clip(strength * 4 - 40, 0, 255).astype(np.uint8)
    return ink


def _above_its_surroundings(strength: NDArray[np.int16]) -> Image:
    reach = max(3, min(strength.shape) // _AROUND)
    above = strength - cv2.blur(strength, (reach, reach))
    ink: Image = np.clip((above - _FAINT) * 5, 0, 255).astype(np.uint8)
    return ink


def _greenness(page: Image) -> NDArray[np.int16]:
    r, g, b = (page[..., index].astype(np.int16) for index in range(3))
    # Such ink swallows more of red than of blue; beside red ink, paper is no green.
    return np.asarray(np.maximum(np.minimum(g - r, 2 * (g - b)), 0), dtype=np.int16)


def _coldness(page: Image) -> NDArray[np.int16]:
    r, g, b = (page[..., index].astype(np.int16) for index in range(3))
    return np.maximum(b - (r + g) // 2, np.minimum(r, b) - g)


def black(page: Image) -> Image:
    """Ink without colour, 0 or 255: much darker than the paper around it."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    reach = max(3, min(grey.shape) // 40)
    paper = cv2.blur(cv2.dilate(grey, np.ones((reach, reach), np.uint8)), (4 * reach, 4 * reach))
    colourless = cv2.subtract(brightest(page), darkest(page)) < _COLOURLESS
    ink: Image = np.where((grey < paper * _DARK) & colourless, 255, 0).astype(np.uint8)
    return ink


def mask(ink: Image) -> Image:
    """Where there is ink: 0 or 255, without specks."""
    return cv2.medianBlur(cv2.threshold(ink, 40, 255, cv2.THRESH_BINARY)[1], 3)


def rings(inked: Image) -> list[Outline]:
    """Seals in a :func:`mask` of coloured ink: those that stand alone, then those that touch other ink or the edge."""
    short = min(inked.shape)
    outlines: list[Outline] = []
    if cv2.countNonZero(inked) < 3 * _SMALLEST * short:
        return outlines  # less than the thinnest ring
    _add_whole(outlines, inked, short)
    if unexplained(inked, outlines) and (freed := _without_lines(inked, short)) is not None:
        _add_whole(outlines, freed, short)
    for piece in sorted(unexplained(inked, outlines), key=lambda box: -max(box[2], box[3]))[:_MOST_PIECES]:
        outlines += [part for part in _circles(inked, piece, short) if not any(_same_place(part, o) for o in outlines)]
    return outlines


def _add_whole(outlines: list[Outline], inked: Image, short: int) -> None:
    """Add the seals whose ink hangs together once small gaps are bridged."""
    for reach in _CLOSINGS:
        contours = _contours(_closed(inked, short * reach))
        for contour in sorted(contours, key=lambda one: -max(_bounds(one)[2:])):  # the outer of two rings first
            outline = _as_seal(contour, inked, short)
            if outline is None or any(_same_place(outline, other) for other in outlines):
                continue
            if outline.shape == "oval" and len(parts := _circles(inked, _bounds(contour), short)) > 1:
                outlines += parts
            else:
                outlines.append(outline)


def _without_lines(inked: Image, short: int) -> Image | None:
    """The ink without the ruled lines of a form, which a printed seal touches; None where there are none."""
    length = max(9, int(_LONG_LINE * short))
    across, down = np.ones((1, length), np.uint8), np.ones((length, 1), np.uint8)
    ruled = cv2.bitwise_or(*(cv2.morphologyEx(inked, cv2.MORPH_OPEN, way) for way in (across, down)))
    if not cv2.countNonZero(ruled):
        return None
    freed: Image = cv2.subtract(inked, cv2.dilate(ruled, np.ones((3, 3), np.uint8)))
    return freed


def is_emblem(inked: Image, outline: Outline) -> bool:
    """Too much ink within the ring for a seal: a national emblem, a logo, a button."""
    return _ink_inside(inked, outline, 0.85) > _SOLID_UNREAD


def is_fringe(inked: Image, outline: Outline) -> bool:
    """So much of this other ink lies within the ring that it is the seam of that, as around an emblem in red and gold."""
    return _ink_inside(inked, outline, 1.0) > _FRINGE


def copies(inked: Image) -> list[Outline]:
    """Rings in a mask of black ink, as a copy shows seals. Frames are none: tables and codes are full of them."""
    short = min(inked.shape)
    outlines: list[Outline] = []
    for contour in _contours(inked):
        outline = _as_seal(contour, inked, short)
        if outline is not None and outline.shape != "square" and outline.rim >= _MIN_COPY:
            outlines.append(outline)
    return outlines


def unexplained(inked: Image, seals: Sequence[Outline]) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of ink, large enough to be a seal or a piece of one, outside the ``seals``."""
    boxes = []
    for seal in seals:
        (x, y), (a, b) = seal.centre, seal.upright_axes
        boxes.append((x - a, y - b, x + a, y + b))
    return leftovers(inked, boxes)


def leftovers(inked: Image, boxes: Sequence[Box]) -> list[tuple[int, int, int, int]]:
    """The same, outside ``boxes`` in pixels."""
    left = inked.copy()
    for x0, y0, x1, y1 in boxes:
        wide, high = (x1 - x0) * 0.1, (y1 - y0) * 0.1
        left[max(0, int(y0 - high)) : int(y1 + high) + 1, max(0, int(x0 - wide)) : int(x1 + wide) + 1] = 0
    least = _SMALLEST * min(left.shape)
    pieces = [_bounds(contour) for contour in _contours(_closed(left, min(left.shape) * _CLOSINGS[-1]))]
    return [(x, y, w, h) for x, y, w, h in pieces if max(w, h) > least and min(w, h) > least / 2]


def _closed(inked: Image, reach: float) -> Image:
    """The ink with small gaps bridged; no more of the page is looked at than bears some."""
    size = max(3, int(reach) | 1)
    x, y, w, h = cv2.boundingRect(inked)
    part = slice(max(0, y - size), y + h + size), slice(max(0, x - size), x + w + size)
    closed = np.zeros_like(inked)
    if w and h:
        piece = np.ascontiguousarray(inked[part])
        closed[part] = _bridged(piece, size) if size < _WIDE else _bridged_coarsely(piece, size)
    return closed


def _bridged(inked: Image, size: int) -> Image:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    return cv2.morphologyEx(inked, cv2.MORPH_CLOSE, kernel)


def _bridged_coarsely(inked: Image, size: int) -> Image:
    """The same with wide gaps, on a copy of half the size that keeps every speck of ink: a tenth of the time."""
    high, wide = inked.shape
    half = cv2.dilate(inked, np.ones((2, 2), np.uint8), anchor=(0, 0))[::2, ::2]
    closed = _bridged(np.ascontiguousarray(half), (size // 2) | 1)
    bridged: Image = cv2.resize(closed, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)[:high, :wide]
    return bridged


def _contours(inked: Image) -> list[NDArray[Any]]:
    """Outer outlines of all parts, those inside a frame too."""
    contours, levels = cv2.findContours(inked, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if levels is None:
        return []
    return [contour for contour, level in zip(contours, levels[0], strict=True) if level[3] < 0]


def _bounds(contour: NDArray[Any]) -> tuple[int, int, int, int]:
    x, y, w, h = cv2.boundingRect(contour)
    return int(x), int(y), int(w), int(h)


def _same_place(one: Outline, other: Outline) -> bool:
    distance = np.hypot(one.centre[0] - other.centre[0], one.centre[1] - other.centre[1])
    return bool(distance < 0.6 * max(*one.axes, *other.axes))


def _as_seal(contour: NDArray[Any], inked: Image, short: int) -> Outline | None:
    if len(contour) < 20:
        return None
    x, y, w, h = _bounds(contour)
    if not (_SMALLEST * short < min(w, h) and max(w, h) < _LARGEST * short) or min(w, h) / max(w, h) < _FLATTEST:
        return None
    hull = cv2.convexHull(contour)
    area = cv2.contourArea(hull)
    if area > 0.9 * w * h:
        frame = Outline((x + w / 2, y + h / 2), (w / 2, h / 2), 0.0, "square", 1.0)
        return frame if _is_frame(inked, x, y, w, h) else None
    if len(hull) < 5 or area < 0.6 * w * h:
        return None
    outline = _fitted(hull)
    if outline is None:
        return None
    rim = _rim(inked, outline)
    inside, core = _ink_inside(inked, outline, 0.85), _ink_inside(inked, outline, 0.6)
    if rim < _MIN_RIM or inside > 0.72 or core < 0.01:
        return None  # no ring; or nothing in it (a letter O), or a solid red thing (a button, a red product)
    left, top, right, bottom = corners(outline)
    cut = left < 0 or top < 0 or right > inked.shape[1] or bottom > inked.shape[0]
    # An ellipse through half a ring stands askew: those that the edge cuts are left to the search for circles.
    return None if cut and rim < _CLEAR_RIM else replace(outline, rim=rim)


def _fitted(points: NDArray[Any]) -> Outline | None:
    (x, y), (wide, high), angle = cv2.fitEllipse(points)
    if not wide or not high or min(wide, high) / max(wide, high) < _FLATTEST:
        return None
    shape = "round" if min(wide, high) / max(wide, high) > _ROUND else "oval"
    return Outline((x, y), (wide / 2, high / 2), angle, shape, 0.0)


def _is_frame(inked: Image, x: int, y: int, w: int, h: int) -> bool:
    """A square name seal: ink along all four sides, and not a solid block or a page border."""
    crop = inked[y : y + h, x : x + w] > 0
    band = max(2, min(w, h) // 12)
    sides = (crop[:band].any(0), crop[-band:].any(0), crop[:, :band].any(1), crop[:, -band:].any(1))
    return bool(min(side.mean() for side in sides) > 0.75 and 0.08 < crop.mean() < 0.75)


def _circles(inked: Image, piece: tuple[int, int, int, int], short: int) -> list[Outline]:
    """Rings within a piece of ink that is no single seal: two that overlap, one that touches print or is cut by the edge."""
    left, top, wide, high = piece
    factor = min(1.0, _CIRCLES_SIDE / max(wide, high))
    # Half of a ring that the edge cuts has its middle beyond the ink.
    margin = int(max(wide, high) * factor / 2)
    crop = inked[top : top + high, left : left + wide]
    small = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(cv2.copyMakeBorder(small, *(margin,) * 4, cv2.BORDER_CONSTANT), (0, 0), 1.2)
    least, most = _SMALLEST * short * factor / 2, min(_LARGEST * short, 1.1 * max(wide, high)) * factor / 2
    seen = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT, 1.5, max(least, most / 3), param1=120, param2=30,
        minRadius=int(max(least, most / 3)), maxRadius=int(most) + 1,
    )  # fmt: skip
    outlines: list[Outline] = []
    for x, y, radius in () if seen is None else seen[0][:12]:
        centre = (left + (float(x) - margin) / factor, top + (float(y) - margin) / factor)
        outline = Outline(centre, (float(radius) / factor,) * 2, 0.0, "round", 0.0)
        outline = replace(outline, rim=_rim(inked, outline))
        clear = outline.rim >= _CLEAR_RIM and outline.rim - _rim(inked, outline, (1.1, 1.14, 1.18)) >= _ALONE
        clear = clear and 0.01 < _ink_inside(inked, outline, 0.85) < _SOLID
        if clear and not any(_same_place(outline, other) for other in outlines):
            outlines.append(outline)
    return outlines


def _ellipse_points(outline: Outline, radius: float, count: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    theta = np.linspace(0, 2 * np.pi, count, endpoint=False)
    turn = np.deg2rad(outline.angle)
    along, across = outline.axes[0] * radius * np.cos(theta), outline.axes[1] * radius * np.sin(theta)
    xs = outline.centre[0] + along * np.cos(turn) - across * np.sin(turn)
    ys = outline.centre[1] + along * np.sin(turn) + across * np.cos(turn)
    return xs.astype(np.float32), ys.astype(np.float32)


def _rim(inked: Image, outline: Outline, radii: Sequence[float] = (0.86, 0.9, 0.93, 0.96, 0.99, 1.02)) -> float:
    """Part of the angles that show ink on the outer ring; 0 where too little of it lies on the page."""
    seen, within = np.zeros(_ANGLES, dtype=bool), np.zeros(_ANGLES, dtype=bool)
    for radius in radii:
        xs, ys = _ellipse_points(outline, radius, _ANGLES)
        at = cv2.remap(inked, xs.reshape(1, -1), ys.reshape(1, -1), cv2.INTER_NEAREST, borderValue=0)
        seen |= at[0] > 0
        within |= (xs >= 0) & (ys >= 0) & (xs < inked.shape[1]) & (ys < inked.shape[0])
    return float(seen[within].mean()) if within.sum() * 360 >= _LEAST_ARC * _ANGLES else 0.0


def _ink_inside(inked: Image, outline: Outline, part: float) -> float:
    """Share of ink within ``part`` of the outline."""
    reach = int(max(outline.axes)) + 2
    x, y = int(outline.centre[0]), int(outline.centre[1])
    top, left = max(0, y - reach), max(0, x - reach)
    crop = inked[top : max(0, y + reach), left : max(0, x + reach)]
    inside = np.zeros_like(crop)
    centre = (outline.centre[0] - left, outline.centre[1] - top)
    cv2.ellipse(inside, (centre, (outline.axes[0] * 2 * part, outline.axes[1] * 2 * part), outline.angle), 255, -1)
    return float(np.mean(crop[inside > 0] > 0)) if inside.any() else 1.0


def corners(outline: Outline) -> Iterator[float]:
    """Left, top, right, bottom in pixels; they may lie beyond the page."""
    (x, y), (a, b) = outline.centre, outline.upright_axes
    yield from (x - a, y - b, x + a, y + b)
