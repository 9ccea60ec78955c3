"""Pictures that other programs show otherwise than they are read here: moving ones, and those of odd colours or see-through parts.

Here the first frame counts, without a colour profile, on white. Where that may be another picture than a person sees, it is said.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageCms

_SIDE = 1400
"""Pixels of the longer side at which the ground is looked through."""
_STROKE, _NEAR = 9, 5
"""Pixels across that a stroke of print takes at most, and within which another one counts as the same."""
_SEEN, _UNSEEN = 48, 20
"""Contrast of print that shows on one ground, and under which it does not on the other."""
_INK = 0.002
"""Part of a picture that such print takes: a line of it."""
_OPAQUE = 250
_OTHER, _APART, _LOST = 90, 8, 10
"""Brightness, of 255, by which a profile may change a grey (those of cameras, screens and scanners stay below 75), steps of
the scale of greys between two that are told apart, and the difference that must be left of them."""
_STEP, _SCREEN = 5, 2.2
_ROOM = {"RGBA": 8, "LA": 6}
"""Bytes of a pixel that it takes to look at the ground; of all other modes, which are converted first, more."""
_MOST_ROOM = 13


def found(image: Image.Image, memory: int) -> tuple[str, ...]:
    """``frames``, ``colours`` and ``ground``, each where it holds; the last by decoding it into at most so many bytes."""
    return tuple(_found(image, memory))


def _found(image: Image.Image, memory: int) -> Iterator[str]:
    if image.format in ("GIF", "PNG", "WEBP") and getattr(image, "is_animated", False):
        yield "frames"
    if _has_odd_colours(image):
        yield "colours"
    if image.has_transparency_data:
        fits = image.width * image.height * _ROOM.get(image.mode, _MOST_ROOM) <= memory
        if _shows_more_on_black(image) if fits else image.mode not in _ROOM:
            yield "ground"


def _has_odd_colours(image: Image.Image) -> bool:
    greys = Image.fromarray(np.arange(0, 256, _STEP, dtype=np.uint8).reshape(1, -1))
    profile, gamma = image.info.get("icc_profile"), image.info.get("gamma")
    if isinstance(profile, bytes):
        return image.mode in ("RGB", "RGBA", "L", "LA", "P", "PA") and _is_odd(_through(greys, profile))
    if isinstance(gamma, float) and gamma > 0 and "srgb" not in image.info:
        light = (np.asarray(greys, dtype=np.float64) / 255.0) ** (1 / (gamma * _SCREEN))
        return _is_odd(light * 255.0)
    return False


def _through(greys: Image.Image, profile: bytes) -> NDArray[np.float64]:
    """The greys as a screen shows them by this profile; as they are where it is broken, which programs leave aside."""
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        own = greys if opened.profile.xcolor_space.strip() == "GRAY" else greys.convert("RGB")
        shown = ImageCms.profileToProfile(own, opened, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        shown = greys
    return np.asarray((shown or greys).convert("L"), dtype=np.float64)


def _is_odd(shown: NDArray[np.float64]) -> bool:
    """Whether greys become others, or some that are told apart become one."""
    line = shown.ravel()
    if float(np.abs(line - np.arange(0, 256, _STEP)).max()) > _OTHER:
        return True
    return float(np.abs(line[_APART:] - line[:-_APART]).min()) < _LOST


def _shows_more_on_black(image: Image.Image) -> bool:
    """Whether print shows on a black ground, as of telephones, that does not on white."""
    if image.mode not in _ROOM:
        image = image.convert("RGBA")
    alpha = image.getchannel("A")
    if alpha.getextrema()[0] >= _OPAQUE:  # type: ignore[operator]
        return False
    on_black = ImageChops.multiply(image.convert("L"), alpha)
    on_white = ImageChops.add(on_black, ImageChops.invert(alpha))
    black, white = (_strokes(_reduced(each)) for each in (on_black, on_white))
    unseen = cv2.dilate(white, np.ones((_NEAR, _NEAR), np.uint8)) < _UNSEEN
    return float(((black > _SEEN) & unseen).mean()) > _INK


def _reduced(grey: Image.Image) -> NDArray[np.uint8]:
    grey.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    return np.asarray(grey, dtype=np.uint8)


def _strokes(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """By how much each pixel of a stroke stands out from what is around it."""
    kernel = np.ones((_STROKE, _STROKE), np.uint8)
    light, dark = (cv2.morphologyEx(grey, how, kernel) for how in (cv2.MORPH_TOPHAT, cv2.MORPH_BLACKHAT))
    return np.asarray(np.maximum(light, dark), dtype=np.uint8)
