"""Files that show people something else than they are read as, and such as readers stumble over though programs show them."""

from __future__ import annotations

import io
import struct
import zipfile

import numpy as np
import xlwt
from openpyxl import Workbook
from PIL import Image, ImageDraw, PngImagePlugin, TiffImagePlugin

from benchmarks.bombs.making import page, pdf, stream
from benchmarks.bombs.registry import bomb

_SIZE = (900, 600)


def _paper(word: str, ground: str = "white", ink: str = "black") -> Image.Image:
    picture = Image.new("RGB", _SIZE, ground)
    for row in range(6):
        ImageDraw.Draw(picture).text((50, 40 + 90 * row), f"{word} {row} 2024-0{row + 1}", fill=ink, font_size=44)
    return picture


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def _moving(kind: str, **options: object) -> bytes:
    return _saved(_paper("SAMPLE"), kind, save_all=True, append_images=[_paper("OTHER")], duration=20, **options)


@bomb("second-frame-stays.gif")
def _gif() -> bytes:
    return _moving("GIF")


@bomb("second-frame-stays.webp")
def _webp() -> bytes:
    return _moving("WEBP")


@bomb("still-picture-is-no-frame.png")
def _apng() -> bytes:
    return _moving("PNG", default_image=True)


@bomb("another-paper-on-black.png")
def _two_papers() -> bytes:
    one, other = (
        np.asarray(each.convert("L"), np.float64) / 510
        for each in (_paper("SAMPLE"), _paper("OTHER", "black", "white"))
    )
    other = np.roll(other, 40, axis=0)
    alpha = 1 - (one + 0.5 - other)
    grey = np.where(alpha > 0, other / np.maximum(alpha, 1e-6), 0)
    return _saved(
        Image.fromarray((np.dstack([grey, grey, grey, alpha]) * 255).clip(0, 255).astype(np.uint8)), "PNG"
    )  # fmt: skip


@bomb("gamma-of-a-fiftieth.png")
def _gamma() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add(b"gAMA", (2_000).to_bytes(4, "big"))
    return _saved(_paper("SAMPLE", ink="#b0b0b0"), "PNG", pnginfo=info)


@bomb("pixels-and-checksum-differ.png")
def _checksum() -> bytes:
    data = bytearray(_saved(_paper("SAMPLE").convert("L"), "PNG", compress_level=0))
    at = data.index(b"IDAT") + 200_000
    data[at : at + 40_000] = b"\xff" * 40_000
    return bytes(data)


@bomb("exif-that-is-none.png")
def _exif() -> bytes:
    return _saved(_paper("SAMPLE"), "PNG", exif=b"Exif\0\0SAMPLE")


@bomb("resolution-in-words.tif")
def _resolution() -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag in (282, 283):
        tags[tag], tags.tagtype[tag] = "many", 2
    return _saved(_paper("SAMPLE"), "TIFF", tiffinfo=tags)


@bomb("formats-that-lie.xlsx")
def _formats() -> bytes:
    book, made = Workbook(), io.BytesIO()
    for row, (value, form) in enumerate(
        [(45292, '"2026-01-01"'), (45292, 'yyyy"-06-01"'), (7, ";;;"), (10**300, '"A"000')]
    ):
        book.active.cell(row + 1, 1, value).number_format = form
        book.active.cell(row + 1, 2, "SAMPLE")
    book.save(made)
    return made.getvalue()


@bomb("part-twice.xlsx")
def _twice() -> bytes:
    book, made = Workbook(), io.BytesIO()
    book.active.append(["A1", "SAMPLE"])
    book.save(made)
    with zipfile.ZipFile(made) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/Worksheets/sheet1.xml", sheet.replace(b"A1", b"A2"))
    return made.getvalue()


@bomb("day-without-end.xls")
def _endless_day() -> bytes:
    book, made, style = xlwt.Workbook(), io.BytesIO(), xlwt.XFStyle()
    style.num_format_str = "yyyy-mm-dd"
    sheet = book.add_sheet("A")
    sheet.write(0, 0, "SAMPLE")
    sheet.write(0, 1, 45000.123456, style)
    book.save(made)
    return made.getvalue().replace(struct.pack("<d", 45000.123456), struct.pack("<d", float("inf")))


@bomb("declaration-that-is-none.xls")
def _declaration() -> bytes:
    index = b"9" * 5_000
    return (
        b"<html><meta charset=undefined><table><tr><td>a<td>b</tr><![x[ y]]><tr><cell ss:Index='%s'>a</tr></table>"
        % index
    )


@bomb("letters-turned-round.csv")
def _turned() -> bytes:
    return "货号,品名\nLU\u202e100,样本\nLU-002,样本\n".encode()


_SQUARE = stream(b"0 0 99 99 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]")


@bomb("note-on-paper-alone.pdf")
def _note() -> bytes:
    note = b"<</Type/Annot/Subtype/Stamp/F 36/Rect[50 400 500 500]/AP<</N 6 0 R>>>>"
    return pdf(page(b"0 0 9 9 re f", more=b"/Annots[5 0 R]", o5=note, o6=_SQUARE))


@bomb("layer-on-paper-alone.pdf")
def _layer() -> bytes:
    layer = b"<</Type/OCG/Name(A)/Usage<</View<</ViewState/OFF>>/Print<</PrintState/ON>>>>>>"
    shown = b"/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]/AS[<</Event/Print/Category[/Print]/OCGs[5 0 R]>>]>>>>"
    objects = page(b"/OC /L BDC 0 0 99 99 re f EMC", more=b"/Resources<</Properties<</L 5 0 R>>>>", o5=layer)
    return pdf(objects | {1: b"<</Type/Catalog/Pages 2 0 R%s>>" % shown})


@bomb("another-file-behind-its-end.pdf")
def _behind() -> bytes:
    second = b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    return pdf(page(b"0 0 9 9 re f")) + b"%PDF-1.4\n" + second + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


@bomb("picture-of-no-size.pdf")
def _no_size() -> bytes:
    shrunk = b"%s 0 0 %s 0 0" % ((b"0.%s56" % (b"0" * 40),) * 2)
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[%s]/Resources<</XObject<</X %d 0 R>>>>/Length 5>>\nstream\n/X Do\nendstream"
    picture = stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8")
    inner = {f"o{number}": form % (shrunk, number + 1) for number in (5, 6, 7)} | {"o8": picture}
    return pdf(page(shrunk + b" cm /X Do", more=b"/Resources<</XObject<</X 5 0 R>>>>", **inner))
