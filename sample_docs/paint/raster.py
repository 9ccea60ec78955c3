"""A sheet as pixels."""

from __future__ import annotations

from PIL import Image, ImageDraw

from sample_docs.paint.drawing import Box, Drawing, Picture, Stroke, Text, boldness
from sample_docs.paint.fonts import pixel_font

MM_AN_INCH = 25.4


def render(sheet: Drawing, dpi: int = 200) -> Image.Image:
    """The sheet as an RGB picture at ``dpi``, its resolution noted in ``info["dpi"]``."""
    scale = dpi / MM_AN_INCH
    page = Image.new("RGB", (round(sheet.w * scale), round(sheet.h * scale)), sheet.document)
    draw = ImageDraw.Draw(page)
    for mark in sheet.marks:
        match mark:
            case Text():
                font = pixel_font(mark.font, max(1, round(mark.size * scale)))
                weight = mark.size * scale * boldness(mark)
                at = (mark.x * scale, (mark.y + mark.size * 0.86) * scale)
                draw.text(at, mark.text, mark.colour, font, anchor="ls", stroke_width=weight, stroke_fill=mark.colour)
            case Stroke():
                ends = (mark.x1 * scale, mark.y1 * scale, mark.x2 * scale, mark.y2 * scale)
                draw.line(ends, mark.colour, max(1, round(mark.weight * scale)))
            case Box():
                corners = (mark.x * scale, mark.y * scale, (mark.x + mark.w) * scale, (mark.y + mark.h) * scale)
                outline = mark.colour if mark.weight else None
                draw.rectangle(corners, mark.fill, outline, max(1, round(mark.weight * scale)))
            case Picture():
                size = (max(1, round(mark.w * scale)), max(1, round(mark.h * scale)))
                small = mark.image.resize(size, Image.Resampling.LANCZOS)
                corner = (round(mark.x * scale), round(mark.y * scale))
                page.paste(small, corner, small.getchannel("A") if "A" in small.getbands() else None)
    page.info["dpi"] = (dpi, dpi)
    return page
