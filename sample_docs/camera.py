"""What scanners and phones do to paper: each effect takes a picture and gives a picture, with a strength.

Sizes follow the picture, so that an effect looks alike at any resolution. All chance comes from ``seed``.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

_Pixels = NDArray[np.float32]


def _pixels(picture: Image.Image) -> _Pixels:
    return np.asarray(picture.convert("RGB")).astype(np.float32)


def _picture(pixels: _Pixels, like: Image.Image) -> Image.Image:
    made = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    made.info.update(like.info)
    return made


def _grid(picture: Image.Image) -> tuple[_Pixels, _Pixels]:
    """Across and down of every pixel, from 0 to 1."""
    x, y = np.meshgrid(np.linspace(0, 1, picture.width), np.linspace(0, 1, picture.height))
    return x.astype(np.float32), y.astype(np.float32)


def tilt(picture: Image.Image, degrees: float, ground: tuple[int, int, int] = (255, 255, 255)) -> Image.Image:
    """Turned anticlockwise by ``degrees`` on a larger ``ground``."""
    made = picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=ground)
    made.info.update(picture.info)
    return made


def turn(picture: Image.Image, degrees: int) -> Image.Image:
    """Turned clockwise by 90, 180 or 270 degrees, as a sheet fed the wrong way."""
    way = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}[degrees]
    made = picture.transpose(way)
    made.info.update(picture.info)
    return made


def noise(picture: Image.Image, strength: float = 4.0, seed: int = 0) -> Image.Image:
    """Grain with a standard deviation of ``strength`` grey levels."""
    pixels = _pixels(picture)
    grain = np.random.default_rng(seed).normal(0, strength, pixels.shape[:2]).astype(np.float32)
    return _picture(pixels + grain[..., None], picture)


def blur(picture: Image.Image, strength: float = 1.0) -> Image.Image:
    """Out of focus by ``strength`` thousandths of the picture's width."""
    made = picture.filter(ImageFilter.GaussianBlur(strength * picture.width / 1000))
    made.info.update(picture.info)
    return made


def grey(picture: Image.Image) -> Image.Image:
    """Without colour, as a black-and-white scanner sees it."""
    made = picture.convert("L").convert("RGB")
    made.info.update(picture.info)
    return made


def dim(picture: Image.Image, strength: float = 0.45) -> Image.Image:
    """Darker by the share ``strength`` and yellower, as under one lamp at night."""
    warm = np.array([1.0, 0.95, 0.84], np.float32)
    return _picture(_pixels(picture) * (1 - strength) * warm, picture)


def low_resolution(picture: Image.Image, width: int = 700) -> Image.Image:
    """Made smaller to ``width`` pixels; the paper keeps its size, so the dpi falls."""
    share = width / picture.width
    made = picture.resize((width, round(picture.height * share)), Image.Resampling.BILINEAR)
    made.info["dpi"] = tuple(value * share for value in picture.info.get("dpi", (200, 200)))
    return made


def uneven_light(picture: Image.Image, strength: float = 0.3, seed: int = 0) -> Image.Image:
    """A lamp on one side: the far corner is darker by the share ``strength``."""
    angle = float(np.random.default_rng(seed).uniform(0, 2 * math.pi))
    x, y = _grid(picture)
    slope = (x - 0.5) * math.cos(angle) + (y - 0.5) * math.sin(angle)
    shade = (1 - strength * (slope + 0.5)).astype(np.float32)
    return _picture(_pixels(picture) * shade[..., None], picture)


def shadow(picture: Image.Image, strength: float = 0.3, seed: int = 0) -> Image.Image:
    """The shadow of a hand or phone across one corner."""
    chance = np.random.default_rng(seed)
    x, y = _grid(picture)
    edge = x * float(chance.uniform(0.5, 1.2)) + y - float(chance.uniform(1.2, 1.5))
    cover = 1 / (1 + np.exp(-edge * 22))
    return _picture(_pixels(picture) * (1 - strength * cover)[..., None], picture)


def glare(
    picture: Image.Image, strength: float = 0.8, at: tuple[float, float] = (0.75, 0.2), size: float = 0.14
) -> Image.Image:
    """A lamp mirrored at ``at`` (shares of the page), ``size`` of its width; at strength 1 its middle is burnt out."""
    x, y = _grid(picture)
    tall = picture.height / picture.width
    far = ((x - at[0]) ** 2 + ((y - at[1]) * tall) ** 2) / size**2
    light = (strength * 1.6 * np.exp(-far * 1.5)).clip(0, 1)[..., None]
    burnt = _pixels(picture) * (1 - light) + 255 * light
    return _picture(burnt.astype(np.float32), picture)


def on_desk(picture: Image.Image, strength: float = 0.04, seed: int = 0) -> Image.Image:
    """Lying on a desk, seen from the side: each corner is off by up to ``strength`` of the page."""
    chance = np.random.default_rng(seed)
    w, h = picture.size
    margin = round(w * 0.07)
    wide, high = w + 2 * margin, h + 2 * margin
    ground = np.array(chance.choice([[120, 92, 66], [88, 90, 94], [150, 140, 126]]), np.float32)
    streaks = chance.normal(0, 4, (high, 1, 1)) + chance.normal(0, 1.5, (high, wide, 1))
    desk = np.clip(ground + streaks, 0, 255).astype(np.uint8)
    corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    moved = corners + margin + chance.uniform(-strength, strength, (4, 2)).astype(np.float32) * w
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    flat = np.asarray(picture.convert("RGB"))
    laid = cv2.warpPerspective(flat, matrix, (wide, high), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)
    cover = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, (wide, high))
    dropped = cv2.GaussianBlur(np.roll(cover, (margin // 8, margin // 8), (0, 1)), (0, 0), margin / 8)
    shaded = desk * (1 - 0.5 * dropped[..., None] / 255)
    made = np.where(cover[..., None] > 127, laid, shaded).astype(np.float32)
    return _picture(made, picture)


def scan(picture: Image.Image, strength: float = 1.0, seed: int = 0) -> Image.Image:
    """An office scanner: a slight skew, a little grain, paper not quite white."""
    skew = float(np.random.default_rng(seed).uniform(-0.7, 0.7)) * strength
    made = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=(250, 250, 248))
    made.info.update(picture.info)
    return noise(_picture(_pixels(made) * 0.985, made), 1.2 * strength, seed)


def photo(picture: Image.Image, strength: float = 1.0, seed: int = 0) -> Image.Image:
    """A phone held over the paper on a desk; at strength 1 a careful one, at 2 a careless one."""
    made = on_desk(picture, 0.022 * strength, seed)
    made = uneven_light(made, 0.22 * strength, seed)
    made = shadow(made, 0.2 * strength, seed + 1)
    if strength > 1:
        made = glare(made, 0.5 * (strength - 1) + 0.2, at=(0.8, 0.15))
    made = blur(made, 0.32 * strength)
    return noise(made, 1.4 * strength, seed)
