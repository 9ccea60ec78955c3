"""Seals, the national emblem, signatures, codes and the SAMPLE mark, as transparent pictures."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from sample_docs.paint.fonts import Font, pixel_font

INK = (205, 28, 38)
_SIDE = 900
"""Pixels that a stamp is drawn at before it is made smaller."""


@lru_cache(maxsize=64)
def round_seal(text: str, code: str = "", middle: str = "", worn: float = 0.12, seed: int = 0) -> Image.Image:
    """A round red seal: ``text`` on the upper arc round a star, ``middle`` (业务专用章) under it, ``code`` below.

    ``worn`` is the share of ink that did not reach the document.
    """
    alpha = Image.new("L", (_SIDE, _SIDE), 0)
    draw = ImageDraw.Draw(alpha)
    draw.ellipse((12, 12, _SIDE - 12, _SIDE - 12), outline=255, width=24)
    draw.polygon(_star(_SIDE / 2, _SIDE / 2, 130), fill=255)
    size = 112 if len(text) <= 14 else 96 if len(text) <= 17 else 82
    sweep = min(225.0 if middle else 270.0, 17.0 * len(text))
    _on_arc(alpha, text, radius=338, size=size, sweep=sweep, upper=True)
    if code:
        _on_arc(alpha, code, radius=392, size=46, sweep=min(80.0, 5.6 * len(code)), upper=False)
    if middle:
        draw.text((_SIDE / 2, 680), middle, 255, pixel_font(Font.SONG, 84), anchor="mm", stroke_width=2)
    return _inked(alpha, worn, seed)


@lru_cache(maxsize=32)
def oval_seal(text: str, middle: str, number: str = "", seed: int = 0) -> Image.Image:
    """An oval invoice seal: ``text`` on the upper arc, a tax number across, ``middle`` (发票专用章) below."""
    alpha = Image.new("L", (_SIDE, _SIDE), 0)
    _on_arc(alpha, text, radius=345, size=100, sweep=min(230.0, 15.0 * len(text)), upper=True)
    alpha = alpha.resize((_SIDE, 640))
    draw = ImageDraw.Draw(alpha)
    draw.ellipse((10, 10, _SIDE - 10, 630), outline=255, width=20)
    draw.text((_SIDE / 2, 330), number, 255, pixel_font(Font.HEI, 62), anchor="mm")
    draw.text((_SIDE / 2, 470), middle, 255, pixel_font(Font.SONG, 88), anchor="mm", stroke_width=2)
    return _inked(alpha, 0.1, seed)


@lru_cache(maxsize=16)
def chop(english: str, chinese: str, seed: int = 0, ink: tuple[int, int, int] = (110, 58, 150)) -> Image.Image:
    """An oval chop as companies of Hong Kong use: the English name along the rim, the Chinese one in the middle, in violet."""
    alpha = Image.new("L", (_SIDE, _SIDE), 0)
    _on_arc(alpha, english, radius=352, size=84, sweep=min(300.0, 8.2 * len(english)), upper=True)
    alpha = alpha.resize((_SIDE, 700))
    draw = ImageDraw.Draw(alpha)
    draw.ellipse((10, 10, _SIDE - 10, 690), outline=255, width=16)
    draw.text((_SIDE / 2, 370), chinese, 255, pixel_font(Font.SONG, 72), anchor="mm", stroke_width=2)
    return _in_ink(_inked(alpha, 0.1, seed), ink)


@lru_cache(maxsize=16)
def round_chop(english: str, chinese: str, ink: tuple[int, int, int] = (30, 120, 80)) -> Image.Image:
    """A round chop of two rings, as others of them use: English along the rim, Chinese in two rows in the middle, in green."""
    alpha = Image.new("L", (_SIDE, _SIDE), 0)
    draw = ImageDraw.Draw(alpha)
    _on_arc(alpha, english, radius=372, size=84, sweep=min(300.0, 8.2 * len(english)), upper=True)
    for inset, width in ((8, 10), (150, 8)):
        draw.ellipse((inset, inset, _SIDE - inset, _SIDE - inset), outline=255, width=width)
    half = -(-len(chinese) // 2)
    for y, row in ((390, chinese[:half]), (520, chinese[half:])):
        draw.text((_SIDE / 2, y), row, 255, pixel_font(Font.SONG, 110), anchor="mm", stroke_width=2)
    return _in_ink(_inked(alpha, 0.1, 0), ink)


@lru_cache(maxsize=16)
def signing_chop(english: str, chinese: str, ink: tuple[int, int, int] = (40, 70, 170)) -> Image.Image:
    """A chop without a frame: 「For and on behalf of」, both names, a line to sign on, 「Authorized Signature(s)」."""
    alpha = Image.new("L", (1100, 460), 0)
    draw = ImageDraw.Draw(alpha)
    rows = ((10, 10, "For and on behalf of", 52), (10, 80, english, 60), (10, 160, chinese, 64),
            (10, 330, "." * 66, 40), (560, 390, "Authorized Signature(s)", 44))  # fmt: skip
    for x, y, text, size in rows:
        draw.text((x, y), text, 255, pixel_font(Font.SONG, size))
    return _in_ink(_inked(alpha, 0.1, 0), ink)


def _in_ink(stamp: Image.Image, ink: tuple[int, int, int]) -> Image.Image:
    inked = Image.new("RGBA", stamp.size, (*ink, 255))
    inked.putalpha(stamp.getchannel("A"))
    return inked


@lru_cache(maxsize=1)
def emblem() -> Image.Image:
    """A plain stand-in for the national emblem: a red disc, five stars, a gate, a ring of gold."""
    side = 600
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    gold, red = (222, 172, 60, 255), (200, 32, 36, 255)
    for step in range(24):
        angle = math.radians(15 * step)
        x, y = side / 2 + 262 * math.cos(angle), side / 2 + 262 * math.sin(angle)
        draw.ellipse((x - 36, y - 36, x + 36, y + 36), fill=gold)
    draw.ellipse((30, 30, side - 30, side - 30), fill=gold)
    draw.ellipse((66, 66, side - 66, side - 66), fill=red)
    draw.polygon(_star(300, 165, 58), fill=gold)
    for x, y in ((190, 225), (245, 262), (355, 262), (410, 225)):
        draw.polygon(_star(x, y, 27), fill=gold)
    draw.polygon([(190, 340), (300, 296), (410, 340), (430, 362), (170, 362)], fill=gold)
    draw.rectangle((160, 378, 440, 440), fill=gold)
    for x in (205, 270, 335, 395):
        draw.rectangle((x - 12, 396, x + 10, 440), fill=red)
    draw.rectangle((130, 452, 470, 474), fill=gold)
    return picture.resize((240, 240), Image.Resampling.LANCZOS)


@lru_cache(maxsize=32)
def signature(name: str, seed: int = 0) -> Image.Image:
    """A name as written by hand with a pen."""
    chance = np.random.default_rng(seed)
    picture = Image.new("L", (260 * len(name) + 80, 380), 0)
    for place, character in enumerate(name):
        one = Image.new("L", (320, 320), 0)
        ImageDraw.Draw(one).text((160, 160), character, 255, pixel_font(Font.KAI, 250), anchor="mm")
        one = one.rotate(float(chance.uniform(-14, 8)), Image.Resampling.BICUBIC)
        picture.paste(one, (40 + int(place * 215), int(chance.integers(10, 50))), one)
    ink = Image.new("RGBA", picture.size, (28, 32, 70, 255))
    ink.putalpha(picture.filter(ImageFilter.GaussianBlur(1.2)))
    return ink


@lru_cache(maxsize=64)
def code_picture(text: str, symbology: str = "QRCode") -> Image.Image:
    """A QR code or barcode (``Code128``, ``EAN13``) with a quiet zone, opaque."""
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, symbology))
    pixels = np.array(made.to_image(scale=8 if symbology == "QRCode" else 4))
    margin = 24
    framed = np.pad(pixels, margin, constant_values=255)
    return Image.fromarray(framed).convert("RGB")


@lru_cache(maxsize=8)
def sample_mark(width: int = 640, height: int = 640) -> Image.Image:
    """SAMPLE 样本 slantwise in pale amber: plain to the eye, gone in the red channel that OCR reads."""
    alpha = Image.new("L", (width, height), 0)
    size = round(min(width, height) / 7.6)
    draw = ImageDraw.Draw(alpha)
    draw.text((width / 2, height / 2), "SAMPLE 样本", 105, pixel_font(Font.HEI, size), anchor="mm")
    mark = Image.new("RGBA", (width, height), (255, 196, 80, 255))
    mark.putalpha(alpha.rotate(28, Image.Resampling.BICUBIC))
    return mark


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.382
        angle = math.radians(-90 + 36 * step)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    return points


def _on_arc(alpha: Image.Image, text: str, *, radius: float, size: int, sweep: float, upper: bool) -> None:
    font = pixel_font(Font.SONG if upper else Font.HEI, size)
    middle = alpha.width / 2
    for place, character in enumerate(text):
        share = (place / (len(text) - 1) - 0.5) if len(text) > 1 else 0.0
        degrees = share * sweep if upper else -share * sweep
        one = Image.new("L", (size * 2, size * 2), 0)
        drawn = ImageDraw.Draw(one)
        drawn.text((size, size), character, 255, font, anchor="mm", stroke_width=3 if upper else 0)
        if upper:
            one = one.resize((int(size * 1.66), size * 2))  # seal script runs narrow and tall
        one = one.rotate(-degrees, Image.Resampling.BICUBIC, expand=True)
        angle = math.radians((-90 if upper else 90) + degrees)
        x, y = middle + radius * math.cos(angle), middle + radius * math.sin(angle)
        corner = (round(x - one.width / 2), round(y - one.height / 2))
        alpha.paste(255, corner, one)


def _inked(alpha: Image.Image, worn: float, seed: int) -> Image.Image:
    """The stamp in red with uneven ink."""
    chance = np.random.default_rng(seed + 1)
    small = chance.random((90, 90 * alpha.width // alpha.height)).astype(np.float32)
    grain = np.asarray(Image.fromarray((small * 255).astype(np.uint8)).resize(alpha.size, Image.Resampling.BICUBIC))
    cover = np.where(grain / 255 < worn * 1.6, 0.45, 0.92)
    inked = Image.fromarray((np.asarray(alpha) * cover).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1))
    seal = Image.new("RGBA", alpha.size, (*INK, 255))
    seal.putalpha(inked)
    return seal.resize((alpha.width * 2 // 5, alpha.height * 2 // 5), Image.Resampling.LANCZOS)
