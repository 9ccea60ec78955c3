"""What telephones make of document that they show on their screen: a screenshot, and a photograph of the screen."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image

from sample_docs import camera
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.fonts import Font
from sample_docs.paint.raster import render


def screenshot(page: Image.Image) -> Image.Image:
    """The page in a phone's viewer, 1170 × 2532 pixels, with the status bar."""
    bar = Drawing(117, 24, (246, 246, 246))
    bar.text(6, 3, "9:41", 5, font=Font.HEI)
    bar.text(111, 3, "5G 87%", 5, font=Font.HEI, right=True)
    bar.text(6, 14, "＜返回", 5, font=Font.HEI)
    bar.text(58, 14, "文件预览", 5, font=Font.HEI, centre=True)
    top = render(bar, 254)
    shot = Image.new("RGB", (1170, 2532), (230, 230, 232))
    shot.paste(top, (0, 0))
    shown = page.resize((1150, round(page.height * 1150 / page.width)), Image.Resampling.LANCZOS)
    shot.paste(shown, (10, 300))
    return shot


def photo_of_screen(picture: Image.Image, strength: float = 1.0, seed: int = 0) -> Image.Image:
    """A monitor photographed by a phone: a pixel grid seen through another one (moiré), a cold light, a dark rim.

    ``strength`` scales the depth of the stripes.
    """
    chance = np.random.default_rng(seed)
    pixels = np.asarray(picture.convert("RGB")).astype(np.float32)
    high, wide = pixels.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    for channel, phase in enumerate((0.0, 2.1, 4.2)):
        pitch = wide / float(chance.uniform(55, 75))
        angle = float(chance.uniform(0.06, 0.16))
        bend = 0.00002 * (y - high / 2) ** 2 / max(1.0, high / 1000)
        wave = np.sin(2 * np.pi * ((x + bend) * np.cos(angle) + y * np.sin(angle)) / pitch + phase)
        grid = 0.5 + 0.5 * np.sin(2 * np.pi * y / 3.1)
        pixels[..., channel] *= 1 - strength * (0.07 + 0.07 * wave + 0.06 * grid)
    pixels *= np.array([0.93, 0.97, 1.0], np.float32)
    rim = round(wide * 0.03)
    framed = cv2.copyMakeBorder(pixels, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=(18, 18, 20))
    shown = Image.fromarray(np.clip(framed, 0, 255).astype(np.uint8))
    shown.info.update(picture.info)
    return camera.noise(camera.blur(camera.on_desk(shown, 0.015, seed), 0.25), 2.0, seed)
