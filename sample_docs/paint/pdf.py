"""PDF files: sheets with a real text layer, or pictures of pages as a scanner writes them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sample_docs.paint.drawing import Box, Drawing, Mark, Picture, Stroke, Text, boldness
from sample_docs.paint.fonts import Font

POINTS_A_MM = 72 / 25.4
rl_config.useA85 = 0  # plain binary streams: a fifth smaller, and much faster to write


def drawings_pdf(sheets: Sequence[Drawing], producer: str = "sample_docs") -> bytes:
    """The sheets as one PDF with selectable text and embedded font subsets; the same sheets give the same bytes."""
    return _written(producer, [(sheet.w, sheet.h, partial(_draw, sheet=sheet)) for sheet in sheets])


def pictures_pdf(pages: Sequence[Image.Image], quality: int = 60, producer: str = "sample_docs") -> bytes:
    """The pictures as one PDF, a JPEG a page; the page's size follows ``info["dpi"]`` (200 where it is absent)."""
    made = []
    for page in pages:
        dpi = float(page.info.get("dpi", (200, 200))[0])
        w, h = page.width / dpi * 25.4, page.height / dpi * 25.4
        data = jpeg(page, quality)
        made.append((w, h, partial(_lay, data=data, w=w * POINTS_A_MM, h=h * POINTS_A_MM)))
    return _written(producer, made)


def jpeg(picture: Image.Image, quality: int = 60) -> bytes:
    """The picture as JPEG."""
    out = io.BytesIO()
    dpi = picture.info.get("dpi", (200, 200))
    picture.save(out, "JPEG", quality=quality, dpi=(round(dpi[0]), round(dpi[1])), optimize=True)
    return out.getvalue()


def _written(producer: str, pages: Sequence[tuple[float, float, Callable[[Canvas], None]]]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    canvas.setProducer(producer)
    canvas.setTitle("SAMPLE 样本")
    for w, h, draw in pages:
        canvas.setPageSize((w * POINTS_A_MM, h * POINTS_A_MM))
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lay(canvas: Canvas, *, data: bytes, w: float, h: float) -> None:
    """A JPEG over the whole page, ``w`` × ``h`` points."""
    canvas.drawImage(ImageReader(io.BytesIO(data)), 0, 0, w, h)


@lru_cache(maxsize=8)
def _registered(font: Font) -> str:
    pdfmetrics.registerFont(TTFont(font.name, str(font.path), subfontIndex=font.index))
    return font.name


def _draw(canvas: Canvas, *, sheet: Drawing) -> None:
    canvas.scale(POINTS_A_MM, POINTS_A_MM)
    if sheet.document != (255, 255, 255):
        _mark(canvas, sheet, Box(0, 0, sheet.w, sheet.h, 0, sheet.document, sheet.document))
    for mark in sheet.marks:
        _mark(canvas, sheet, mark)


def _mark(canvas: Canvas, sheet: Drawing, mark: Mark) -> None:
    match mark:
        case Text():
            ink = [part / 255 for part in mark.colour]
            canvas.setFillColorRGB(*ink)
            canvas.setStrokeColorRGB(*ink)
            canvas.setLineWidth(mark.size * boldness(mark) * 2)
            canvas.setFont(_registered(mark.font), mark.size)
            canvas.drawString(mark.x, sheet.h - mark.y - mark.size * 0.86, mark.text, mode=2 if boldness(mark) else 0)
        case Stroke():
            canvas.setStrokeColorRGB(*(part / 255 for part in mark.colour))
            canvas.setLineWidth(mark.weight)
            canvas.line(mark.x1, sheet.h - mark.y1, mark.x2, sheet.h - mark.y2)
        case Box():
            canvas.setStrokeColorRGB(*(part / 255 for part in mark.colour))
            canvas.setLineWidth(mark.weight)
            if mark.fill:
                canvas.setFillColorRGB(*(part / 255 for part in mark.fill))
            low = sheet.h - mark.y - mark.h
            canvas.rect(mark.x, low, mark.w, mark.h, stroke=int(mark.weight > 0), fill=int(mark.fill is not None))
        case Picture():
            low = sheet.h - mark.y - mark.h
            if "A" in mark.image.getbands():
                canvas.drawImage(ImageReader(mark.image), mark.x, low, mark.w, mark.h, mask="auto")
            else:
                data = io.BytesIO(jpeg(mark.image, 85))
                canvas.drawImage(ImageReader(data), mark.x, low, mark.w, mark.h)
