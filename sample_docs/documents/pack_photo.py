"""Photographs of packs as sellers take them: on a cloth or a table, round, turned, dark, with small print and overlays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from sample_docs.documents.base import Truth
from sample_docs.documents.product_photo import photo_truth
from sample_docs.paint.drawing import Colour, Drawing
from sample_docs.paint.fonts import Font, pixel_font
from sample_docs.paint.stamps import code_picture

_WIDE, _HIGH = 1500, 1125
_PACK = (520, 860)
_SMALL_PRINT = ("净含量：30g×2", "保质期：三年", "执行标准：GB/T 29680", "生产企业：样本日用品厂")


@dataclass(frozen=True, slots=True)
class PackPhoto:
    """One photo of one pack, 1500 × 1125 pixels."""

    brand: str
    """Empty where the pack bears none."""
    sku: str = ""
    """On a sticker beside the pack; empty where there is none."""
    product: str = "样本商品"
    colour: Colour = (150, 96, 84)
    font: Font = Font.HEI
    turn: Literal[0, 90, 180, 270] = 0
    """Clockwise degrees by which the brand stands on the pack."""
    upright: bool = False
    """The brand's characters stand one below the other."""
    round: bool = False
    """A bottle or tin: what is printed on it curves away."""
    dim: float = 0.0
    """Share of the light that is missing."""
    ground: Literal["cloth", "table", "white"] = "table"
    prints: tuple[str, ...] = _SMALL_PRINT
    """Small print on the pack itself."""
    mark: str = ""
    """Laid over the photo."""
    marked: Literal["corner", "tiled", "middle"] = "corner"
    blur: float = 0.0
    """Radius in pixels by which the sticker is out of focus."""
    seed: int = 0

    def photo(self) -> Image.Image:
        """The photo, RGB."""
        chance = np.random.default_rng(self.seed)
        scene = _ground(self.ground, chance)
        pack = _pack(self)
        at = (180 + int(chance.integers(0, 60)), 130)
        shadow = Image.new("L", scene.size, 0)
        shadow.paste(120, (at[0] + 24, at[1] + 26), pack.getchannel("A"))
        scene.paste((52, 48, 46), (0, 0), shadow.filter(ImageFilter.GaussianBlur(22)))
        scene.paste(pack, at, pack)
        if self.sku:
            sticker = _sticker(self)
            scene.paste(sticker, (880, 520), sticker)
        if self.dim:
            scene = Image.fromarray((np.asarray(scene) * (1 - self.dim)).astype(np.uint8))
        pixels = np.asarray(scene) + chance.normal(0, 2.5, (_HIGH, _WIDE, 1))
        scene = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.7))
        return _overlaid(scene, self.mark, self.marked) if self.mark else scene

    def draw(self) -> Drawing:
        """The photo alone on a sheet."""
        sheet = Drawing(150, 112.5)
        sheet.picture(self.photo(), 0, 0, 150)
        return sheet

    def truth(self) -> Truth:
        """What can be read on it."""
        return photo_truth(self.brand, self.sku, self.mark)


def _ground(kind: str, chance: np.random.Generator) -> Image.Image:
    """A woven cloth, a wooden table, or the white document of a shop's pictures."""
    y, x = np.mgrid[0:_HIGH, 0:_WIDE].astype(np.float32)
    match kind:
        case "cloth":
            weave = 14 * np.sin(x / 3.2) * np.sin(y / 3.2) + 10 * np.sin((x + y) / 90)
            base = np.array(chance.choice([[96, 108, 128], [132, 118, 100]]), np.float32)
        case "table":
            weave = 9 * np.sin(y / 16 + 2.5 * np.sin(x / 310)) + 5 * np.sin(y / 4.7 + x / 260)
            base = np.array(chance.choice([[152, 116, 80], [112, 84, 62]]), np.float32)
        case _:
            weave, base = np.zeros_like(x), np.array([250, 250, 250], np.float32)
    light = 1.08 - 0.25 * np.hypot(x / _WIDE - 0.3, y / _HIGH - 0.2)
    pixels = (base + weave[..., None]) * light[..., None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _pack(document: PackPhoto) -> Image.Image:
    wide, high = _PACK
    face = Image.new("RGB", _PACK, document.colour)
    draw = ImageDraw.Draw(face)
    ink = (246, 240, 226) if sum(document.colour) < 420 else (44, 38, 40)
    draw.rectangle((18, 18, wide - 19, high - 19), outline=ink, width=3)
    for x in range(30, wide, 46):
        draw.ellipse((x, 560, x + 30, 590), outline=ink, width=2)
    _brand(face, document, ink)
    for row, text in enumerate(document.prints):
        draw.text((wide / 2, 640 + 42 * row), text, ink, pixel_font(Font.HEI, 26), anchor="mm")
    draw.text((wide / 2, high - 40), "SAMPLE 样本", ink, pixel_font(Font.HEI, 24), anchor="mm")
    face = face.convert("RGBA")
    return _rolled(face) if document.round else face


def _brand(face: Image.Image, document: PackPhoto, ink: Colour) -> None:
    if not document.brand:
        return
    room = 420
    if document.upright:
        size = min(110, room // len(document.brand))
        for place, character in enumerate(document.brand):
            at = (face.width / 2, 90 + size * 1.15 * (place + 0.5))
            ImageDraw.Draw(face).text(at, character, ink, pixel_font(document.font, size), anchor="mm", stroke_width=1)
        return
    size = min(110, int(room * 1.5 / max(2, len(document.brand))))
    font = pixel_font(document.font, size)
    word = Image.new("L", (int(font.getlength(document.brand)) + 20, int(size * 1.4)), 0)
    ImageDraw.Draw(word).text((word.width / 2, word.height / 2), document.brand, 255, font, anchor="mm", stroke_width=1)
    word = word.rotate(-document.turn, expand=True)
    share = min(1.0, 440 / word.width, 460 / word.height)
    word = word.resize((max(1, int(word.width * share)), max(1, int(word.height * share))))
    face.paste(ink, ((face.width - word.width) // 2, 290 - word.height // 2), word)


def _rolled(face: Image.Image) -> Image.Image:
    """The face round a cylinder, seen from the front: its sides narrow and darken."""
    pixels = np.asarray(face)
    high, wide = pixels.shape[:2]
    across = np.linspace(-1, 1, int(wide * 0.84), dtype=np.float32)
    turned = np.arcsin(across) / (np.pi / 2)
    xs = np.tile((turned + 1) / 2 * (wide - 1), (high, 1)).astype(np.float32)
    bow = 26 * (1 - np.sqrt(1 - across**2))
    ys = (np.arange(high, dtype=np.float32)[:, None] + bow[None, :]).astype(np.float32)
    rolled = cv2.remap(pixels, xs, ys, cv2.INTER_LINEAR, borderValue=(0, 0, 0, 0))
    shade = 0.45 + 0.55 * np.sqrt(1 - across**2)
    rolled[..., :3] = (rolled[..., :3] * shade[None, :, None]).astype(np.uint8)
    return Image.fromarray(rolled)


def _sticker(document: PackPhoto) -> Image.Image:
    label = Image.new("RGBA", (430, 250), (250, 250, 247, 255))
    draw = ImageDraw.Draw(label)
    draw.text((18, 16), f"货号：{document.sku}", (24, 24, 26), pixel_font(Font.HEI, 36), stroke_width=1)
    draw.text((18, 70), f"品名：{document.product}", (30, 30, 34), pixel_font(Font.HEI, 28))
    bars = code_picture(document.sku, "Code128").resize((380, 110), Image.Resampling.NEAREST)
    label.paste(bars, (24, 120))
    if document.blur:
        label = label.filter(ImageFilter.GaussianBlur(document.blur))
    return label.rotate(4, Image.Resampling.BICUBIC, expand=True)


def _overlaid(scene: Image.Image, text: str, where: str) -> Image.Image:
    over = Image.new("L", scene.size, 0)
    draw = ImageDraw.Draw(over)
    match where:
        case "corner":
            draw.text((scene.width - 24, scene.height - 20), text, 210, pixel_font(Font.HEI, 34), anchor="rs")
        case "middle":
            draw.text((scene.width / 2, scene.height / 2), text, 130, pixel_font(Font.HEI, 72), anchor="mm")
        case _:
            font = pixel_font(Font.HEI, 38)
            step = int(font.getlength(text)) + 110
            large = Image.new("L", (2 * scene.width, 2 * scene.width), 0)
            for row, y in enumerate(range(0, large.height, 190)):
                for x in range(-(row % 2) * step // 2, large.width, step):
                    ImageDraw.Draw(large).text((x, y), text, 125, font)
            turned = large.rotate(22, Image.Resampling.BICUBIC)
            left, top = (large.width - scene.width) // 2, (large.height - scene.height) // 2
            over = turned.crop((left, top, left + scene.width, top + scene.height))
    scene = scene.copy()
    scene.paste((255, 255, 255), (0, 0), over)
    return scene
