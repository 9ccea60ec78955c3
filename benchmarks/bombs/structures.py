"""PDFs whose structure or pictures want to become huge or endless."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

from benchmarks.bombs.making import deflated, page, pdf, stream, zeros
from benchmarks.bombs.registry import bomb

GREY = b"/ColorSpace/DeviceGray/BitsPerComponent 8"


def picture(entries: bytes, data: bytes) -> bytes:
    """A page that is one picture."""
    found = stream(data, b"/Type/XObject/Subtype/Image" + entries)
    return pdf(page(b"q 595 0 0 842 0 0 cm /A Do Q", more=b"/Resources<</XObject<</A 5 0 R>>>>", o5=found))


@bomb("pages-100000.pdf")
def _pages() -> bytes:
    kids = b" ".join([b"3 0 R"] * 100_000)
    return pdf(page(b"0 0 9 9 re f") | {2: b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids})


@bomb("pages-claimed-2000000000.pdf")
def _claimed() -> bytes:
    return pdf(page() | {2: b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"})


@bomb("page-tree-circle.pdf")
def _circle() -> bytes:
    return pdf(
        page() | {2: b"<</Type/Pages/Kids[3 0 R 2 0 R 6 0 R]/Count 3>>", 6: b"<</Type/Pages/Kids[2 0 R]/Count 3>>"}
    )


@bomb("page-tree-deep.pdf")
def _deep_tree() -> bytes:
    deep = {number: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(10, 30_000)}
    return pdf({1: b"<</Type/Catalog/Pages 10 0 R>>", 30_000: b"<</Type/Page/MediaBox[0 0 99 99]>>"} | deep)


@bomb("flate-1gb.pdf")
def _flate() -> bytes:
    return pdf(page() | {4: stream(zeros(1 << 30), b"/Filter/FlateDecode")})


@bomb("flate-chain.pdf")
def _chain() -> bytes:
    data = zlib.compress(zlib.compress(zeros(8 << 30), 9), 9)
    return pdf(page() | {4: stream(data, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]")})


@bomb("flate-50-times.pdf")
def _many_filters() -> bytes:
    return pdf(page() | {4: deflated(b"0 0 9 9 re f " * 1000, 50)})


@bomb("run-length-in-flate.pdf")
def _runs() -> bytes:
    packer, made = zlib.compressobj(9), bytearray()
    for _ in range(64):
        made += packer.compress(b"\x81\x20" * (1 << 18))
    made += packer.flush()
    return pdf(page() | {4: stream(bytes(made), b"/Filter[/FlateDecode/RunLengthDecode]")})


@bomb("object-stream-1gb.pdf")
def _object_stream() -> bytes:
    body = stream(zeros(1 << 30), b"/Type/ObjStm/N 100000/First 900000/Filter/FlateDecode")
    return pdf(page(more=b"/Annots 6 0 R", o5=body))


@bomb("xref-stream-huge.pdf")
def _xref_stream() -> bytes:
    made = bytearray(b"%PDF-1.7\n")
    for number, body in page().items():
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(made)
    made += b"9 0 obj\n" + stream(zeros(400 << 20), b"/Type/XRef/Size 40000000/W[1 4 2]/Root 1 0 R/Filter/FlateDecode")
    return bytes(made + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)


@bomb("xref-loop.pdf")
def _xref_loop() -> bytes:
    made = pdf(page(b"0 0 9 9 re f"))
    at = made.rindex(b"xref\n0 ")
    return made.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % at)


@bomb("xref-size-4000000000.pdf")
def _xref_size() -> bytes:
    return pdf(page(b"0 0 9 9 re f")).replace(b"/Size 5", b"/Size 4000000000")


@bomb("length-refers-to-itself.pdf")
def _length() -> bytes:
    return pdf(page() | {4: b"<</Length 4 0 R>>\nstream\n0 0 9 9 re f\nendstream"})


@bomb("picture-jbig2-gigapixel.pdf")
def _jbig2() -> bytes:
    info = struct.pack(">IBBI", 0, 48, 1, 19) + struct.pack(">IIIIBH", 60_000, 60_000, 0, 0, 0, 0)
    end = struct.pack(">IBBI", 1, 49, 1, 0)
    return picture(b"/Width 60000/Height 60000/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode", info + end)


@bomb("picture-jbig2-claims-4-billion.pdf")
def _jbig2_claims() -> bytes:
    info = struct.pack(">IBBI", 0, 48, 1, 19) + struct.pack(">IIIIBH", 0xFFFFFFF0, 0xFFFFFFF0, 0, 0, 0, 0)
    return picture(b"/Width 600/Height 600/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode", info)


def _jpeg_2000(side: int) -> bytes:
    small = io.BytesIO()
    Image.new("L", (64, 64), 255).save(small, "JPEG2000")
    data = bytearray(small.getvalue())
    header, siz = data.index(b"ihdr") + 4, data.index(b"\xff\x51") + 6
    struct.pack_into(">II", data, header, side, side)
    struct.pack_into(">IIIIII", data, siz, side, side, 0, 0, side, side)
    return bytes(data)


@bomb("picture-jpx-gigapixel.pdf")
def _jpx() -> bytes:
    return picture(b"/Width 40000/Height 40000/Filter/JPXDecode", _jpeg_2000(40_000))


@bomb("picture-jpx-small-outside.pdf")
def _jpx_small() -> bytes:
    return picture(b"/Width 600/Height 600/Filter/JPXDecode", _jpeg_2000(30_000))


@bomb("picture-flate-gigapixel.pdf")
def _flate_picture() -> bytes:
    return picture(b"/Width 32000/Height 32000" + GREY + b"/Filter/FlateDecode", zeros(32_000 * 32_000))


@bomb("picture-flate-just-allowed.pdf")
def _allowed_picture() -> bytes:
    return picture(
        b"/Width 12000/Height 12000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode", zeros(12_000 * 36_000)
    )


@bomb("pictures-many-large.pdf")
def _many_pictures() -> bytes:
    data = zeros(9_000 * 9_000)
    own = {
        f"o{number}": stream(
            data, b"/Type/XObject/Subtype/Image/Width 9000/Height 9000" + GREY + b"/Filter/FlateDecode"
        )
        for number in range(5, 45)
    }
    names = b"".join(b"/A%d %d 0 R" % (number, number) for number in range(5, 45))
    draw = b"".join(
        b"q 60 0 0 60 %d %d cm /A%d Do Q " % (number % 8 * 70, number // 8 * 70, number) for number in range(5, 45)
    )
    return pdf(page(draw, more=b"/Resources<</XObject<<%s>>>>" % names, **own))


@bomb("picture-mask-huge.pdf")
def _mask() -> bytes:
    mask = stream(
        zeros(30_000 * 30_000), b"/Type/XObject/Subtype/Image/Width 30000/Height 30000" + GREY + b"/Filter/FlateDecode"
    )
    small = stream(bytes(64), b"/Type/XObject/Subtype/Image/Width 8/Height 8/SMask 6 0 R" + GREY)
    return pdf(page(b"q 595 0 0 842 0 0 cm /A Do Q", more=b"/Resources<</XObject<</A 5 0 R>>>>", o5=small, o6=mask))


@bomb("box-huge.pdf")
def _huge_box() -> bytes:
    return pdf(page(b"0 0 9 9 re f", box=b"0 0 200000000 200000000"))


@bomb("box-negative.pdf")
def _negative_box() -> bytes:
    return pdf(page(b"0 0 9 9 re f", box=b"595 842 -595 -842"))


@bomb("box-beyond-numbers.pdf")
def _infinite_box() -> bytes:
    return pdf(page(b"0 0 9 9 re f", box=b"-1e39 0 99999999999999999999999999999999999999999999 1e39"))


@bomb("box-sliver.pdf")
def _sliver() -> bytes:
    return pdf(page(b"0 0 9 9 re f", box=b"0 0 0.0001 14400"))


@bomb("unit-huge.pdf")
def _unit() -> bytes:
    return pdf(page(b"0 0 9 9 re f", more=b"/UserUnit 1000000"))
