"""Papers drawn for the tests: invented, and said to be so by what they print."""

from __future__ import annotations

import io
import struct
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase.ttfonts import TTFontFile, TTFontMaker, TTFontParser

FONT = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
TEXT = ("样本贸易有限公司", "统一社会信用代码", "法定代表人张样本", "成立日期2020年03月05日")


def draw(lines: tuple[str, ...] = TEXT, size: tuple[int, int] = (1000, 700), ink: str = "black") -> Image.Image:
    """Large black text on white."""
    page = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONT, 48)
    for row, text in enumerate(lines):
        pen.text((80, 80 + 120 * row), text, ink, font)
    return page


def write_pdf(
    path: Path,
    pages: list[list[tuple[str, float, float]]],
    *,
    mode: int = raw.FPDF_TEXTRENDERMODE_FILL,
    colour: tuple[int, int, int, int] = (0, 0, 0, 255),
    picture: tuple[Image.Image, tuple[float, float, float, float]] | None = None,
    rotate: int = 0,
) -> Path:
    """A PDF of A4 pages with a real text layer: (text, x, y from the bottom) in points, 14 points high.

    ``picture`` is drawn below the text in (left, bottom, width, height); ``rotate`` is the pages' /Rotate.
    """
    document = pdfium.PdfDocument.new()
    data = _font_with(frozenset("".join(text for texts in pages for text, _, _ in texts)))
    font = raw.FPDFText_LoadFont(
        document, (raw.c_ubyte * len(data)).from_buffer_copy(data), len(data), raw.FPDF_FONT_TRUETYPE, 1
    )
    for texts in pages:
        page = document.new_page(595, 842)
        if picture:
            place(document, page, *picture)
        for text, x, y in texts:
            item = raw.FPDFPageObj_CreateTextObj(document, font, 14.0)
            coded = (text + "\0").encode("utf-16-le")
            raw.FPDFText_SetText(item, (raw.c_ushort * (len(coded) // 2)).from_buffer_copy(coded))
            raw.FPDFTextObj_SetTextRenderMode(item, mode)
            raw.FPDFPageObj_SetFillColor(item, *colour)
            raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, x, y)
            raw.FPDFPage_InsertObject(page, item)
        page.set_rotation(rotate)
        page.gen_content()
        page.close()
    document.save(path)
    document.close()
    return path


@lru_cache(maxsize=64)
def _font_with(characters: frozenset[str]) -> bytes:
    """The font with these characters alone: whole, it would make 10 MB and a second of each file."""
    codes = sorted(map(ord, characters), reverse=True)  # so that the text layer names each by itself, none by a range
    font = _font()
    made = TTFontParser(io.BytesIO(font.makeSubset(codes)))
    glyphs = list(dict.fromkeys(font.charToGlyph.get(code, 0) for code in (0, *codes)))
    groups = [struct.pack(">3I", code, code, glyphs.index(font.charToGlyph.get(code, 0))) for code in reversed(codes)]
    maker = TTFontMaker()
    for tag in made.table:
        maker.add(tag, made.get_table(tag))
    head = struct.pack(">2H2HI2H3I", 0, 1, 3, 10, 12, 12, 0, 16 + 12 * len(groups), 0, len(groups))
    maker.add("cmap", head + b"".join(groups))  # by Unicode, which the subset of a PDF does without
    return bytes(maker.makeStream())


@lru_cache(maxsize=1)
def _font() -> TTFontFile:
    return TTFontFile(FONT)


def place(document: pdfium.PdfDocument, page: pdfium.PdfPage, picture: Image.Image, where: tuple[float, ...]) -> None:
    """Draw a picture into (left, bottom, width, height) of the page."""
    item = pdfium.PdfImage.new(document)
    item.set_bitmap(pdfium.PdfBitmap.from_pil(picture))
    item.set_matrix(pdfium.PdfMatrix(where[2], 0, 0, where[3], where[0], where[1]))
    page.insert_obj(item)
