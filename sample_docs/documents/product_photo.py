"""Photographs of a product: a drawn garment, box or bottle with its brand and an SKU label."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from sample_docs.documents.base import Truth, stated
from sample_docs.paint.drawing import Colour, Drawing
from sample_docs.paint.fonts import Font, pixel_font
from sample_docs.paint.stamps import code_picture

_SIDE = 1200
"""Pixels of a photo, each way."""


def photo_truth(brand: str, sku: str, watermark: str) -> Truth:
    """What can be read on a photo of goods; each may be empty."""
    return Truth(
        "product_photo",
        stated(
            texts=[brand] if brand else [], sku_codes=[sku] if sku else [], barcodes=[sku] if sku else [],
            watermarks=[watermark] if watermark else [],
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProductPhoto:
    """One photo; its flaws are what the platform refuses."""

    look: Literal["garment", "box", "bottle", "tag"]
    brand: str
    """Empty where no brand is on the product."""
    sku: str
    """Empty where no label is."""
    product: str
    colour: Colour = (120, 138, 160)
    sku_blur: float = 0.0
    """Radius in pixels by which the label is out of focus."""
    watermark: str = ""
    """Laid over the photo again and again, half transparent."""
    side: int = _SIDE
    rendered: bool = False
    """Drawn by a computer on pure white instead of photographed."""

    def photo(self) -> Image.Image:
        """The photo itself, RGB, ``side`` × ``side`` pixels."""
        return _photo(self).resize((self.side, self.side), Image.Resampling.LANCZOS)

    def draw(self) -> Drawing:
        """The photo alone on a sheet of 120 × 120 mm."""
        sheet = Drawing(120, 120)
        sheet.picture(self.photo(), 0, 0, 120)
        return sheet

    def truth(self) -> Truth:
        """What can be read on it."""
        return photo_truth(self.brand, self.sku, self.watermark)


@lru_cache(maxsize=16)
def _photo(document: ProductPhoto) -> Image.Image:
    scene = Image.new("RGB", (_SIDE, _SIDE), "white") if document.rendered else _backdrop().copy()
    product, at, brand_at, brand_size, label_at = _DRAWN[document.look](document.colour)
    shadow = Image.new("L", scene.size, 0)
    shadow.paste(110, (at[0] + 22, at[1] + 30), product.getchannel("A"))
    if not document.rendered:
        scene.paste((70, 66, 62), (0, 0), shadow.filter(ImageFilter.GaussianBlur(26)))
    if document.brand:
        ink = (250, 248, 240) if sum(document.colour) < 480 else (40, 40, 46)
        font = pixel_font(Font.HEI, brand_size)
        ImageDraw.Draw(product).text(brand_at, document.brand, ink, font, anchor="mm", stroke_width=2)
    scene.paste(product if document.rendered else _lit(product), at, product.getchannel("A"))
    if document.sku:
        label = _label(document)
        scene.paste(label, label_at, label.getchannel("A"))
    if document.watermark:
        scene = _watermarked(scene, document.watermark)
    return scene


@lru_cache(maxsize=1)
def _backdrop() -> Image.Image:
    """A plain wall and table, brighter where the lamp stands."""
    y, x = np.mgrid[0:_SIDE, 0:_SIDE].astype(np.float32) / _SIDE
    light = 238 - 58 * np.hypot(x - 0.35, y - 0.25)
    light -= np.where(y > 0.8, 14 + 30 * (y - 0.8), 0)
    grain = np.random.default_rng(5).normal(0, 2.2, light.shape)
    pixels = np.stack([light + grain, light + grain - 2, light + grain - 8], axis=-1)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _lit(product: Image.Image) -> Image.Image:
    """The product with light falling from the left."""
    pixels = np.asarray(product.convert("RGB")).astype(np.float32)
    shade = np.linspace(1.06, 0.86, product.width, dtype=np.float32)[None, :, None]
    return Image.fromarray(np.clip(pixels * shade, 0, 255).astype(np.uint8))


_Drawn = tuple[Image.Image, tuple[int, int], tuple[int, int], int, tuple[int, int]]
"""A product: its picture, its place, the middle of the brand on it, the brand's size, the label's place."""


def _canvas(w: int, h: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGBA", (w, h), (0, 0, 0, 0))
    return picture, ImageDraw.Draw(picture)


def _garment(colour: Colour) -> _Drawn:
    picture, draw = _canvas(820, 1040)
    outline = [
        (270, 30), (350, 80), (470, 80), (550, 30), (700, 120), (640, 330), (570, 300), (590, 560), (780, 1010), (40, 1010),
        (230, 560), (250, 300), (180, 330), (120, 120),
    ]  # fmt: skip
    draw.polygon(outline, fill=(*colour, 255))
    dark = tuple(int(part * 0.82) for part in colour)
    draw.line([(230, 560), (590, 560)], fill=(*dark, 255), width=10)
    for x in (250, 340, 430, 520):
        draw.line([(x, 580), (2 * x - 410 + 10, 1000)], fill=(*dark, 255), width=4)
    draw.line([(350, 80), (410, 130), (470, 80)], fill=(*dark, 255), width=8)
    return picture, (40, 90), (410, 260), 58, (780, 520)


def _box(colour: Colour) -> _Drawn:
    picture, draw = _canvas(760, 860)
    dark = tuple(int(part * 0.78) for part in colour)
    draw.polygon([(600, 60), (740, 10), (740, 790), (600, 850)], fill=(*dark, 255))
    draw.polygon([(0, 60), (140, 10), (740, 10), (600, 60)], fill=(*(min(255, part + 26) for part in colour), 255))
    draw.rectangle((0, 60, 600, 850), fill=(*colour, 255))
    draw.rectangle((40, 100, 560, 810), outline=(245, 240, 225, 255), width=4)
    return picture, (80, 220), (300, 260), 96, (170, 660)


def _bottle(colour: Colour) -> _Drawn:
    picture, draw = _canvas(500, 960)
    dark = tuple(int(part * 0.6) for part in colour)
    draw.rounded_rectangle((170, 0, 330, 200), 24, fill=(*dark, 255))
    draw.rectangle((200, 190, 300, 250), fill=(210, 208, 200, 255))
    draw.rounded_rectangle((40, 240, 460, 950), 80, fill=(*colour, 255))
    draw.rounded_rectangle((80, 300, 110, 880), 15, fill=(*(min(255, part + 40) for part in colour), 255))
    return picture, (120, 140), (265, 430), 64, (640, 620)


def _tag(colour: Colour) -> _Drawn:
    picture, draw = _canvas(1000, 620)
    draw.rounded_rectangle((0, 0, 1000, 620), 30, fill=(*colour, 255))
    for x in range(0, 1000, 22):
        draw.line([(x, 0), (x + 40, 620)], fill=(*(max(0, part - 7) for part in colour), 255), width=3)
    draw.rectangle((250, 190, 750, 420), fill=(*(int(part * 0.55) for part in colour), 255))
    return picture, (100, 80), (500, 305), 92, (380, 760)


_DRAWN = {"garment": _garment, "box": _box, "bottle": _bottle, "tag": _tag}


def _label(document: ProductPhoto) -> Image.Image:
    """The SKU label, 400 × 300 pixels, turned a little."""
    label, draw = _canvas(400, 310)
    draw.rectangle((0, 0, 399, 309), fill=(252, 252, 250, 255), outline=(190, 190, 186, 255), width=2)
    draw.text((18, 14), f"SKU: {document.sku}", (20, 20, 22), pixel_font(Font.HEI, 38), stroke_width=1)
    draw.text((18, 68), f"品名：{document.product}", (30, 30, 34), pixel_font(Font.HEI, 28))
    draw.text((18, 108), "规格：标准", (30, 30, 34), pixel_font(Font.HEI, 28))
    bars = code_picture(document.sku, "Code128").resize((350, 90), Image.Resampling.NEAREST)
    label.paste(bars, (24, 150))
    draw.text((200, 272), "SAMPLE 样本", (170, 140, 70), pixel_font(Font.HEI, 26), anchor="mm")
    if document.sku_blur:
        label = label.filter(ImageFilter.GaussianBlur(document.sku_blur))
    return label.rotate(-2.5, Image.Resampling.BICUBIC, expand=True)


def _watermarked(scene: Image.Image, text: str) -> Image.Image:
    over = Image.new("L", (_SIDE * 2, _SIDE * 2), 0)
    draw = ImageDraw.Draw(over)
    font = pixel_font(Font.HEI, 44)
    step = int(font.getlength(text)) + 120
    for row, y in enumerate(range(0, _SIDE * 2, 210)):
        for x in range(-(row % 2) * step // 2, _SIDE * 2, step):
            draw.text((x, y), text, 120, font)
    turned = over.rotate(25, Image.Resampling.BICUBIC).crop((_SIDE // 2, _SIDE // 2, _SIDE * 3 // 2, _SIDE * 3 // 2))
    scene = scene.copy()
    scene.paste((255, 255, 255), (0, 0), turned)
    return scene
