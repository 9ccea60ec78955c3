"""What lies over text is looked for only on pages where anything can."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from docvet.reading import appearance, covers, glyphs, pdf
from tests.reading.reading_papers import place, write_pdf

TEXTS = [("账户名称 样本贸易有限公司", 60.0, 700.0), ("开户银行 样本银行", 60.0, 660.0)]


def rectangle(page: pdfium.PdfPage, box: tuple[float, ...], *, first: bool = False, stroke: float = 0) -> None:
    left, bottom, width, height = box
    item = raw.FPDFPageObj_CreateNewRect(left, bottom, width, height)
    raw.FPDFPageObj_SetFillColor(item, 255, 255, 255, 255)
    raw.FPDFPageObj_SetStrokeWidth(item, stroke)
    raw.FPDFPath_SetDrawMode(item, raw.FPDF_FILLMODE_NONE if stroke else raw.FPDF_FILLMODE_WINDING, bool(stroke))
    if first:
        raw.FPDFPage_InsertObjectAtIndex(page, item, 0)
    else:
        raw.FPDFPage_InsertObject(page, item)


def picture(page: pdfium.PdfPage, document: pdfium.PdfDocument, where: tuple[float, ...]) -> None:
    place(document, page, Image.new("RGB", (20, 20), "red"), where)


OVER, AWAY = (50.0, 690.0, 200.0, 30.0), (50.0, 100.0, 200.0, 30.0)


@pytest.mark.parametrize(
    ("draw", "plain"),
    [
        (lambda *_: None, True),
        (lambda page, _: rectangle(page, OVER), False),
        (lambda page, _: rectangle(page, OVER, first=True), True),
        (lambda page, _: rectangle(page, AWAY), True),
        (lambda page, _: rectangle(page, OVER, stroke=1.0), True),
        (lambda page, _: rectangle(page, OVER, stroke=9.0), False),
        (lambda page, document: picture(page, document, OVER), False),
        (lambda page, document: picture(page, document, AWAY), True),
    ],
    ids=["text", "over", "under", "away", "a line", "a thick line", "picture", "picture away"],
)
def test_what_may_lie_over_text(
    tmp_path: Path, draw: Callable[[pdfium.PdfPage, pdfium.PdfDocument], None], plain: bool
) -> None:
    with pdf.opened(write_pdf(tmp_path / "a.pdf", [TEXTS])) as document, pdf.page(document, 1) as page:
        draw(page, document)
        assert covers.plain(page) is plain


def test_text_over_text_and_bright_text_are_not_plain(tmp_path: Path) -> None:
    twice = write_pdf(tmp_path / "a.pdf", [[*TEXTS, ("账户名称 他人贸易有限公司", 60.0, 700.0)]])
    white = write_pdf(tmp_path / "b.pdf", [TEXTS], colour=(250, 250, 250, 255))
    for path in (twice, white):
        with pdf.opened(path) as document, pdf.page(document, 1) as page:
            assert not covers.plain(page)


@pytest.mark.parametrize(
    ("ink", "coloured"), [("black", False), ("#303030", False), ("red", True), ("#c06060", True), ("#0000a0", True)]
)
def test_colour_is_told_as_before(ink: str, coloured: bool) -> None:
    page = Image.new("RGB", (662, 936), "white")
    page.paste(ink, (100, 100, 160, 160))
    assert appearance.is_coloured(np.asarray(page)) is coloured


def clipped(path: Path, *boxes: tuple[float, float, float, float], lines: bool = True) -> Path:
    """A paper whose last row is drawn into these (left, bottom, width, height) alone, with lines of a form across it."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    canvas.setFont("STSong-Light", 14)
    for text, x, y in TEXTS:
        canvas.drawString(x, y, text)
    if lines:
        for x in range(60, 360, 5):
            canvas.line(x, 610, x, 640)
    canvas.saveState()
    for box in boxes:
        clip = canvas.beginPath()
        clip.rect(*box)
        canvas.clipPath(clip, stroke=0)
    canvas.drawString(60, 620, "账号 44250100000012345678")
    canvas.restoreState()
    canvas.save()
    return path


WHOLE, NOTHING, HALF = (50.0, 600.0, 300.0, 60.0), (50.0, 100.0, 300.0, 60.0), (50.0, 600.0, 90.0, 60.0)


@pytest.mark.parametrize(
    ("boxes", "plain", "shown"),
    [
        ((), True, "账号44250100000012345678"),
        ((WHOLE,), True, "账号44250100000012345678"),
        ((NOTHING,), False, ""),
        ((WHOLE, NOTHING), False, ""),
        ((HALF,), False, "账号44250100"),
    ],
    ids=["not at all", "the whole", "nothing", "two that do not meet", "the beginning"],
)
def test_text_that_is_clipped_away_does_not_count_though_lines_stand_in_its_place(
    tmp_path: Path, boxes: tuple[tuple[float, float, float, float], ...], plain: bool, shown: str
) -> None:
    with pdf.opened(clipped(tmp_path / "a.pdf", *boxes)) as document, pdf.page(document, 1) as page:
        assert covers.plain(page) is plain
        seen = glyphs.read(page, pdf.render(page, dpi=80.0), 80.0)
    text = "".join("".join(glyph.text for glyph in seen.shown).split())
    assert text.partition("开户银行样本银行")[2] == shown
    assert seen.covered == []
