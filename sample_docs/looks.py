"""The ways a document reaches a reviewer: scanned, photographed well and badly, faxed, off a screen, folded, turned.

Each look takes the page as drawn (at :data:`DPI`) and a seed, and gives a picture; the seed decides sides and degrees.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import cv2
import numpy as np
from PIL import Image

from sample_docs import camera
from sample_docs.paint.pdf import jpeg
from sample_docs.screens import photo_of_screen

DPI = 170
"""What pages are drawn at before a look is put on: the detail a phone keeps of an A4 sheet."""

Condition = Callable[[Image.Image, int], Image.Image]


def perspective(picture: Image.Image, seed: int = 0) -> Image.Image:
    """A sheet on a desk, photographed from a chair: the far edge a tenth shorter than the near one."""
    high, wide = picture.height, picture.width
    chance = np.random.default_rng(seed)
    lean, side = float(chance.uniform(0.05, 0.09)), float(chance.uniform(-0.03, 0.03))
    margin = round(wide * 0.1)
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    seen = np.array([[lean, lean / 2], [1 - lean - side, lean / 2 + side], [1, 1], [side / 2, 1]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, (seen * [wide, high] + margin).astype(np.float32))
    size = (wide + 2 * margin, high + 2 * margin)
    flat = np.asarray(picture.convert("RGB"))
    laid = cv2.warpPerspective(flat, matrix, size, flags=cv2.INTER_AREA)
    cover = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, size)
    desk = np.array(chance.choice([[120, 92, 66], [96, 98, 102], [60, 56, 54]]), np.float32)
    grain = chance.normal(0, 4, (size[1], 1, 1)) + chance.normal(0, 1.5, (size[1], size[0], 1))
    made = Image.fromarray(np.where(cover[..., None] > 127, laid, np.clip(desk + grain, 0, 255)).astype(np.uint8))
    made.info.update(picture.info)
    return camera.noise(camera.blur(camera.uneven_light(made, 0.3, seed), 0.35), 1.6, seed)


def tilted(picture: Image.Image, seed: int = 0) -> Image.Image:
    """Photographed askew, by 5 to 15 degrees to either side."""
    chance = np.random.default_rng(seed)
    degrees = float(chance.uniform(5, 15)) * float(chance.choice([-1, 1]))
    laid = camera.tilt(camera.on_desk(picture, 0.015, seed), degrees, (92, 88, 84))
    return camera.noise(camera.blur(camera.uneven_light(laid, 0.25, seed), 0.3), 1.5, seed)


def turned(picture: Image.Image, degrees: int, seed: int = 0) -> Image.Image:
    """Scanned with the sheet fed the wrong way."""
    return camera.turn(camera.scan(picture, seed=seed), degrees)


def dim(picture: Image.Image, seed: int = 0) -> Image.Image:
    """At night under one lamp: dark, yellow, grainy."""
    return camera.noise(camera.dim(camera.photo(picture, seed=seed), 0.5), 4.5, seed)


def shadowed(picture: Image.Image, seed: int = 0) -> Image.Image:
    """The hand that holds the phone throws its shadow on the sheet."""
    return camera.shadow(camera.photo(picture, seed=seed), 0.5, seed + 2)


def mirrored(picture: Image.Image, seed: int = 0) -> Image.Image:
    """A lamp mirrored in the plastic cover; it burns out a small place, which may hide words."""
    chance = np.random.default_rng(seed)
    at = float(chance.uniform(0.25, 0.8)), float(chance.uniform(0.15, 0.85))
    return camera.glare(camera.photo(picture, seed=seed), 0.75, at, 0.1)


def copied(picture: Image.Image, seed: int = 0) -> Image.Image:
    """A black-and-white photocopy, scanned."""
    grey = np.asarray(picture.convert("L")).astype(np.float32)
    steep = np.clip((grey - 90) * 1.5, 0, 255)
    made = Image.fromarray(steep.astype(np.uint8)).convert("RGB")
    made.info.update(picture.info)
    return camera.grey(camera.noise(camera.scan(camera.blur(made, 0.35), 1.5, seed), 3.0, seed))


def small(picture: Image.Image, seed: int = 0) -> Image.Image:
    """Sent through a messenger: 640 to 1,000 pixels across, JPEG blocks included."""
    wide = 640 + seed % 4 * 120
    sent = camera.photo(picture, seed=seed)
    made = camera.low_resolution(sent, min(wide, sent.width))
    back = Image.open(io.BytesIO(jpeg(made, 38))).convert("RGB")
    back.info.update(made.info)
    return back


def faxed(picture: Image.Image, seed: int = 0) -> Image.Image:
    """Black or white only, 1,728 dots a line, specks, a line lost now and then."""
    chance = np.random.default_rng(seed)
    line = 1728 if picture.height >= picture.width else 2445
    made = camera.low_resolution(picture.convert("RGB"), line) if picture.width > line else picture
    grey = np.asarray(made.convert("L"))
    window = max(15, made.width // 40) | 1
    bits = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, window, 16)
    bits[chance.random(bits.shape) < 0.0012] = 0
    for row in chance.integers(0, bits.shape[0], 6):
        bits[row] = 255
    sent = Image.fromarray(bits).convert("RGB")
    sent.info.update(made.info)
    return sent


def folded(picture: Image.Image, seed: int = 0) -> Image.Image:
    """A letter that was folded twice: each part catches the light differently, creases run across."""
    chance = np.random.default_rng(seed)
    pixels = np.asarray(picture.convert("RGB")).astype(np.float32)
    y = np.linspace(0, 1, picture.height, dtype=np.float32)
    x = np.linspace(0, 1, picture.width, dtype=np.float32)
    shade = np.ones(pixels.shape[:2], np.float32)
    for share, axis in ((0.33, y), (0.67, y), (0.5, x)):
        place = share + float(chance.uniform(-0.02, 0.02))
        slope = 1 + float(chance.uniform(-0.1, 0.1)) * np.exp(-np.abs(axis - place) / 0.12) * np.sign(axis - place)
        crease = (
            1 - 0.3 * np.exp(-(((axis - place) * 700) ** 2) / 6) + 0.12 * np.exp(-(((axis - place) * 700 - 4) ** 2) / 5)
        )
        shade *= (slope * crease)[:, None] if axis is y else (slope * crease)[None, :]
    made = Image.fromarray(np.clip(pixels * shade[..., None], 0, 255).astype(np.uint8))
    made.info.update(picture.info)
    return camera.photo(made, 0.9, seed)


def on_screen(picture: Image.Image, seed: int = 0) -> Image.Image:
    """A monitor, photographed."""
    return photo_of_screen(picture, seed=seed)


CONDITIONS: Mapping[str, Condition] = {
    "scan": lambda picture, seed: camera.scan(picture, seed=seed),
    "photo": lambda picture, seed: camera.photo(picture, seed=seed),
    "careless": lambda picture, seed: camera.photo(picture, 1.8, seed),
    "perspective": perspective,
    "tilted": tilted,
    "turned_90": lambda picture, seed: turned(picture, 90, seed),
    "turned_180": lambda picture, seed: turned(picture, 180, seed),
    "turned_270": lambda picture, seed: turned(picture, 270, seed),
    "dim": dim,
    "shadow": shadowed,
    "glare": mirrored,
    "grey": copied,
    "low_resolution": small,
    "fax": faxed,
    "screen": on_screen,
    "folded": folded,
}
"""Every look by its name."""


def side_by_side(pictures: list[Image.Image], ground: tuple[int, int, int] = (104, 100, 96)) -> Image.Image:
    """Documents photographed together on one desk, from left to right, tops aligned."""
    gap = round(pictures[0].width * 0.05)
    high = max(picture.height for picture in pictures) + 2 * gap
    wide = sum(picture.width + gap for picture in pictures) + gap
    desk, left = Image.new("RGB", (wide, high), ground), gap
    for picture in pictures:
        desk.paste(picture, (left, gap))
        left += picture.width + gap
    desk.info.update(pictures[0].info)
    return camera.noise(camera.uneven_light(desk, 0.2), 1.5)
