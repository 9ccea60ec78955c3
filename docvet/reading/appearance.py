"""What the pixels of a page are like: colour, sharpness, glare, a hash, signs of a screenshot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from docvet.models import Box, Line, Picture
from docvet.reading import legibility
from docvet.reading.channels import brightest, darkest
from docvet.reading.crops import part_of, shrunk
from docvet.reading.engines import Pixels

_PHONES = (
    (640, 1136), (750, 1334), (828, 1792), (1080, 2340), (1125, 2436), (1170, 2532), (1179, 2556), (1206, 2622),
    (1242, 2208), (1242, 2688), (1284, 2778), (1290, 2796), (1320, 2868), (720, 1600), (720, 1612), (1080, 2160),
    (1080, 2280), (1080, 2310), (1080, 2316), (1080, 2376), (1080, 2388), (1080, 2400), (1080, 2408), (1080, 2412),
    (1080, 2448), (1084, 2412), (1116, 2480), (1176, 2400), (1200, 2640), (1200, 2652), (1200, 2664), (1200, 2670),
    (1212, 2616), (1216, 2688), (1220, 2712), (1224, 2700), (1228, 2700), (1240, 2772), (1256, 2760), (1260, 2720),
    (1260, 2800), (1264, 2780), (1280, 2800), (1344, 2772), (1344, 2992), (1440, 2560), (1440, 2960), (1440, 3040),
    (1440, 3088), (1440, 3120), (1440, 3168), (1440, 3200), (1440, 3216),
)  # fmt: skip
_DESKTOPS = (
    (1366, 768), (1440, 900), (1536, 864), (1680, 1050), (1920, 1080), (1920, 1200), (2240, 1400), (2256, 1504),
    (2560, 1440), (2560, 1600), (2560, 1664), (2880, 1800), (2880, 1864), (3024, 1964), (3072, 1920), (3440, 1440),
    (3456, 2234), (3840, 2160),
)  # fmt: skip
DEVICE_SIZES = frozenset(_PHONES) | {(high, wide) for wide, high in _PHONES} | frozenset(_DESKTOPS)
"""Screens of common phones (both ways up) and computers: width, height in pixels."""
_SCREENSHOT_TOOLS = (
    "screenshot", "screen shot", "screencapture", "snipping", "snipaste", "snagit", "greenshot", "sharex", "cleanshot",
    "flameshot", "faststone", "picpick", "lightshot", "截图", "截屏", "屏幕快照",
)  # fmt: skip

_WIDTH = 1000
"""Pixels in width at which pages are measured."""
_LEAST = 600
"""Pixels that a copy has each way at least on which colours are measured."""
_FEW_LINES = 25
"""More lines are a paper's, on which all are about as sharp."""
_STRIPED = 20.0
"""Coloured stripes from which on a screen's frame is looked for."""
_COLOURED, _GREY = 0.0005, 8
"""Part of the page that colour takes at least, and the difference between channels up to which a pixel has no colour."""
_BRIGHT = 230.0
"""Brightness of well-lit paper."""
_MOST_GAIN = 2.5
"""Brightened further, noise of a dark picture looks like colour."""


def measure(
    rgb: Pixels, *, dpi: float | None = None, screen: tuple[str, ...] = (), lines: Sequence[Line] = ()
) -> Picture:
    """A :class:`~docvet.models.Picture` of an upright RGB page.

    Sharpness is measured where ``lines`` of text stand, on the whole page only if there are none: a sharp label on
    a smooth bottle is sharp.
    """
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    grey = grey if rgb.shape[1] <= _WIDTH else _at_width(grey, _WIDTH)
    small = shrunk(rgb, min(rgb.shape[:2]) // _LEAST)
    edges = cv2.Laplacian(_at_width(grey, _WIDTH), cv2.CV_64F)
    coloured = is_coloured(small)
    grid = legibility.grid(small) if coloured and lines else 0.0
    if grid > _STRIPED and legibility.has_bezel(rgb):
        screen = (*screen, "bezel")
    return Picture(
        coloured=coloured,
        sharpness=_sharpness(edges, [line.box for line in lines]),
        spots=tuple((line.box, _sharpness(edges, [line.box])) for line in lines) if len(lines) <= _FEW_LINES else (),
        glare=legibility.glare(grey),
        dpi=None if dpi is None else round(dpi, 1),
        phash=_phash(grey),
        screen=screen,
        shadow=legibility.shadow(grey, lines),
        cut=legibility.cut_sides(lines),
        text_height=legibility.text_height(lines, rgb.shape[0]),
        grid=grid,
    )


def screen_signs(
    size: tuple[int, int] | None, *, kind: str = "", dpi: float | None = None, software: str = ""
) -> tuple[str, ...]:
    """Signs of a screenshot in a picture's stored size in pixels and in what its file says (``kind``: ``PNG`` or other)."""
    signs = []
    if size in DEVICE_SIZES:
        signs.append("device_size")
    if kind == "PNG" and dpi is None:
        signs.append("no_dpi_png")
    if any(tool in software.lower() for tool in _SCREENSHOT_TOOLS):
        signs.append("screenshot_software")
    return tuple(signs)


def is_coloured(rgb: Pixels) -> bool:
    """Whether at least 0.05 % of the page differs in hue from the page as a whole (a tinted grey scan does not).

    Red counts from a smaller difference on: one pale seal on a black-and-white copy, photographed by lamplight, is
    just what must not be missed.
    """
    small = _at_width(rgb, 400)
    if not _may_be_coloured(small):
        return False
    tints, exposed = _tints(small), _exposed(small)
    red = (tints if exposed is small else _tints(exposed))[..., 0]
    return float((brightest(np.abs(tints)) > 16).mean()) > _COLOURED or float((red > 12).mean()) > _COLOURED


def _may_be_coloured(small: Pixels) -> bool:
    """Enough pixels differ between the channels, or the page as a whole is tinted: what most digital pages are not."""
    spread = brightest(small) - darkest(small)
    tinted = int(np.median(spread[::4, ::4])) > 0 or int(np.median(small[::4, ::4])) < _BRIGHT
    return tinted or float((spread > _GREY).mean()) > _COLOURED


def _tints(rgb: Pixels) -> NDArray[np.float32]:
    """By how much each pixel is redder and yellower than the page as a whole would have it at that brightness."""
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32)
    middle = np.median(lab[::4, ::4].reshape(-1, 3), axis=0)
    # Ink without a hue of its own has the paper's, weaker the darker it is.
    expected = 128 + (middle[1:] - 128) * (lab[..., :1] / max(middle[0], 1.0))
    return np.asarray(lab[..., 1:] - expected, dtype=np.float32)


def _exposed(rgb: Pixels) -> Pixels:
    """A dim picture made as bright as paper in daylight, so that its colours differ as much; others as they are."""
    gain = min(_BRIGHT / max(float(np.percentile(rgb[::2, ::2], 95)), 1.0), _MOST_GAIN)
    return rgb if gain <= 1 else np.asarray(cv2.convertScaleAbs(rgb, alpha=gain), dtype=np.uint8)


def _sharpness(edges: NDArray[Any], places: Sequence[Box]) -> float:
    if len(places) == 1:
        part = part_of(edges, places[0])
        return round(float(part.var() if part.size else edges.var()), 1)
    inside = np.zeros(edges.shape, dtype=bool)
    for place in places:
        part_of(inside, place)[...] = True
    return round(float(edges[inside].var() if inside.any() else edges.var()), 1)


def _phash(grey: Pixels) -> int:
    """The signs of the lowest 64 cosine coefficients of the 32 by 32 picture, against their median."""
    small = cv2.resize(grey, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[:8, :8].flatten()
    bits = low > np.median(low[1:])
    return int("".join("1" if bit else "0" for bit in bits), 2)


def _at_width(pixels: Pixels, width: int) -> Pixels:
    height = max(1, round(pixels.shape[0] * width / pixels.shape[1]))
    shrinks = width < pixels.shape[1]
    resized = cv2.resize(
        pixels, (width, min(height, 20 * width)), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    )
    return np.asarray(resized, dtype=np.uint8)
