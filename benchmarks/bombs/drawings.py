"""PDFs that draw too much: pictures within the page, in odd encodings, and things drawn a million times."""

from __future__ import annotations

import io
import struct

from PIL import Image

from benchmarks.bombs.making import deflated, page, pdf, stream, zeros
from benchmarks.bombs.registry import bomb
from benchmarks.bombs.structures import GREY, picture


@bomb("picture-inline-gigapixel.pdf")
def _inline() -> bytes:
    data = zeros(32_000 * 32_000)
    body = b"q 595 0 0 842 0 0 cm BI /W 32000 /H 32000 /CS /G /BPC 8 /F /Fl ID " + data + b"\nEI Q"
    return pdf(page(body))


@bomb("pictures-inline-100000.pdf")
def _inlines() -> bytes:
    return pdf(page() | {4: deflated(b"q 9 0 0 9 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID AAAA\nEI Q " * 100_000)})


@bomb("picture-fax-gigapixel.pdf")
def _fax() -> bytes:
    parms = b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>"
    return picture(b"/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 1" + parms, b"\xff" * 7600)


@bomb("picture-fax-claims-2-billion.pdf")
def _fax_claims() -> bytes:
    parms = b"/Filter/CCITTFaxDecode/DecodeParms<</K 0/Columns 2147483647/Rows 2147483647/EndOfBlock false>>"
    return picture(b"/Width 600/Height 600/ColorSpace/DeviceGray/BitsPerComponent 1" + parms, b"\0" * 9000)


def scans(side: int, count: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again: little to store, all pixels to go through each time."""
    made = io.BytesIO()
    Image.new("L", (side, side), 255).save(made, "JPEG", progressive=True, quality=30)
    data = made.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * count + data[-2:]


@bomb("scans-2000.jpg")
def _scans() -> bytes:
    return scans(8_000, 2_000)


@bomb("picture-jpeg-scans-2000.pdf")
def _scans_inside() -> bytes:
    return picture(b"/Width 8000/Height 8000/Filter/DCTDecode" + GREY, scans(8_000, 2_000))


@bomb("picture-jpeg-gigapixel.pdf")
def _jpeg_inside() -> bytes:
    small = io.BytesIO()
    Image.new("L", (64, 64), 255).save(small, "JPEG", progressive=True)
    data = bytearray(small.getvalue())
    struct.pack_into(">HH", data, data.index(b"\xff\xc2") + 5, 65_500, 65_500)
    return picture(b"/Width 65500/Height 65500/Filter/DCTDecode" + GREY, bytes(data))


@bomb("picture-jbig2-symbols.pdf")
def _symbols() -> bytes:
    """A dictionary that claims four billion symbols, then a generic region that claims as many rows."""
    page_info = struct.pack(">IBBI", 0, 48, 1, 19) + struct.pack(">IIIIBH", 600, 600, 0, 0, 0, 0)
    body = (
        struct.pack(">H", 0) + bytes([3, 255, 253, 255, 2, 254, 254, 254]) + struct.pack(">II", 0xFFFFFFFF, 0xFFFFFFFF)
    )
    symbols = struct.pack(">IBBI", 1, 0, 1, len(body) + 64) + body + bytes(64)
    area = (
        struct.pack(">IIIIB", 0xFFFFFFF0, 0xFFFFFFF0, 0, 0, 0) + b"\x08" + bytes([3, 255, 253, 255, 2, 254, 254, 254])
    )
    region = struct.pack(">IBBI", 2, 38, 1, len(area) + 64) + area + bytes(64)
    return picture(
        b"/Width 600/Height 600/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode",
        page_info + symbols + region,
    )


@bomb("picture-jpx-one-pixel-tiles.pdf")
def _tiles() -> bytes:
    small = io.BytesIO()
    Image.new("L", (64, 64), 255).save(small, "JPEG2000")
    data = bytearray(small.getvalue())
    siz = data.index(b"\xff\x51") + 6
    struct.pack_into(">IIIIIIII", data, siz, 12_000, 12_000, 0, 0, 1, 1, 0, 0)
    header = data.index(b"ihdr") + 4
    struct.pack_into(">II", data, header, 12_000, 12_000)
    return picture(b"/Width 12000/Height 12000/Filter/JPXDecode", bytes(data))


@bomb("picture-drawn-a-million-times.pdf")
def _often() -> bytes:
    found = stream(
        zeros(3000 * 3000), b"/Type/XObject/Subtype/Image/Width 3000/Height 3000" + GREY + b"/Filter/FlateDecode"
    )
    return pdf(
        page(more=b"/Resources<</XObject<</A 5 0 R>>>>", o5=found)
        | {4: deflated(b"q 595 0 0 842 0 0 cm /A Do Q " * 1_000_000)}
    )


@bomb("pictures-over-each-other-3000.pdf")
def _over() -> bytes:
    found = stream(
        zeros(3000 * 3000), b"/Type/XObject/Subtype/Image/Width 3000/Height 3000" + GREY + b"/Filter/FlateDecode"
    )
    return pdf(
        page(more=b"/Resources<</XObject<</A 5 0 R>>>>", o5=found)
        | {4: deflated(b"q 595 0 0 842 0 0 cm /A Do Q " * 3_000)}
    )


@bomb("clips-100000.pdf")
def _clips() -> bytes:
    body = b"".join(b"%d 0 m 595 842 l 0 %d l h W n " % (number % 500, number % 800) for number in range(100_000))
    return pdf(page() | {4: deflated(body + b"0 0 595 842 re f")})


@bomb("text-clipped-100000.pdf")
def _clipped() -> bytes:
    own = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    body = b"".join(
        b"q 0 0 595 %d re W n BT /F 9 Tf 9 %d Td (2024) Tj ET Q " % (n % 842, n % 842) for n in range(100_000)
    )
    return pdf(page(more=b"/Resources<</Font<</F 5 0 R>>>>", o5=own) | {4: deflated(body)})


@bomb("text-of-a-million-points.pdf")
def _large_text() -> bytes:
    own = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"
    body = b"BT 2 Tr 500000 w /F 1000000 Tf 1e9 Tz -9e8 Tc (SAMPLE 2024) Tj ET " * 2000
    return pdf(page(body, more=b"/Resources<</Font<</F 5 0 R>>>>", o5=own))


@bomb("digits-100000.pdf")
def _digits() -> bytes:
    own = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    rows = b"".join(
        b"BT /F 1 Tf 9 %d.%d Td (%s) Tj ET " % (9 + n % 800, n % 10, b"0123456789" * 10) for n in range(1000)
    )
    return pdf(page(more=b"/Resources<</Font<</F 5 0 R>>>>", o5=own) | {4: deflated(rows)})


@bomb("highlight-a-million-corners.pdf")
def _corners() -> bytes:
    note = b"<</Subtype/Highlight/Rect[0 0 99 99]/C[1 0 0]/QuadPoints[%s]>>" % (b"0 9 9 9 0 0 9 0 " * 250_000)
    return pdf(page(more=b"/Annots[%s]" % note))


@bomb("widths-ten-million.pdf")
def _widths() -> bytes:
    return pdf(
        page(
            b"BT /F 9 Tf <0041> Tj ET", more=b"/Resources<</Font<</F 5 0 R>>>>",
            o5=b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
            o6=b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>/CIDToGIDMap 7 0 R/W[%s]>>"
            % (b"0 65535 500 " * 800_000),
            o7=stream(zeros(1 << 30), b"/Filter/FlateDecode"),
        )
    )  # fmt: skip


@bomb("pages-3000-one-picture.pdf")
def _pages() -> bytes:
    found = stream(
        zeros(4000 * 6000), b"/Type/XObject/Subtype/Image/Width 4000/Height 6000" + GREY + b"/Filter/FlateDecode"
    )
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 3010))
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>"
    pages = dict.fromkeys(range(10, 3010), one)
    return pdf(
        page(b"q 595 0 0 842 0 0 cm /A Do Q", o5=found) | {2: b"<</Type/Pages/Kids[%s]/Count 3000>>" % kids} | pages
    )
