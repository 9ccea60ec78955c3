"""Pictures that claim, or have, more pixels than anybody can hold."""

from __future__ import annotations

import io
import struct
import zlib

import pillow_heif
from PIL import Image

from benchmarks.bombs.making import zeros
from benchmarks.bombs.registry import bomb


def _png(
    width: int, height: int, *, colour: int = 0, bits: int = 8, data: bytes | None = None, more: bytes = b""
) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    channels = {0: 1, 2: 3, 6: 4}[colour]
    pixels = data if data is not None else zeros(height * (1 + width * channels * bits // 8) + (1 << 20))
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@bomb("gigapixel.png")
def _gigapixel() -> bytes:
    return _png(40_000, 30_000)


@bomb("just-allowed-rgba16.png")
def _allowed() -> bytes:
    return _png(12_200, 12_200, colour=6, bits=16)


@bomb("just-allowed-rgb.png")
def _allowed_rgb() -> bytes:
    return _png(12_200, 12_200, colour=2)


@bomb("claims-2-billion-a-side.png")
def _claims() -> bytes:
    return _png(0x7FFFFFFF, 0x7FFFFFFF, data=zeros(1 << 20))


@bomb("text-chunk-1gb.png")
def _text_chunk() -> bytes:
    body = b"SAMPLE\0\0" + zeros(1 << 30)
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return _png(64, 64, more=chunk)


@bomb("sliver.png")
def _png_sliver() -> bytes:
    return _png(100_000, 1)


@bomb("gigapixel.jpg")
def _jpeg() -> bytes:
    small = io.BytesIO()
    Image.new("L", (64, 64), 255).save(small, "JPEG")
    data = bytearray(small.getvalue())
    struct.pack_into(">HH", data, data.index(b"\xff\xc0") + 5, 65_500, 65_500)
    return bytes(data)


@bomb("just-allowed-progressive.jpg")
def _progressive() -> bytes:
    made = io.BytesIO()
    Image.new("CMYK", (12_200, 12_200)).save(made, "JPEG", progressive=True, quality=30)
    return made.getvalue()


@bomb("gigapixel.tif")
def _tiff() -> bytes:
    made = io.BytesIO()
    Image.new("1", (40_000, 40_000), 1).save(made, "TIFF", compression="group4")
    return made.getvalue()


@bomb("just-allowed.tif")
def _allowed_tiff() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (12_200, 12_200), "white").save(made, "TIFF", compression="tiff_lzw")
    return made.getvalue()


@bomb("pages-50000.tif")
def _tiff_pages() -> bytes:
    made = bytearray(b"II*\0" + struct.pack("<I", 8))
    for number in range(50_000):
        tags = [(256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (273, 0), (278, 1), (279, 1)]
        made += struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        made += struct.pack("<I", len(made) + 4 if number < 49_999 else 0)
    return bytes(made)


@bomb("pages-circle.tif")
def _tiff_circle() -> bytes:
    tags = [(256, 9), (257, 9), (258, 8), (259, 1), (262, 1), (273, 0), (278, 9), (279, 81)]
    body = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", 8)


@bomb("gigapixel.webp")
def _webp() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (16_383, 16_383), "white").save(made, "WEBP", lossless=True, quality=0, method=0)
    return made.getvalue()


@bomb("frames-2000.webp", large=True)
def _webp_frames() -> bytes:
    made = io.BytesIO()
    frames = [Image.new("RGB", (800, 800), (number % 255, 0, 0)) for number in range(100)]
    frames[0].save(made, "WEBP", save_all=True, append_images=frames[1:] * 20, lossless=True, quality=0, method=0)
    return made.getvalue()


@bomb("frames-5000.gif")
def _gif() -> bytes:
    made = io.BytesIO()
    frames = [Image.new("P", (3_000, 3_000), number % 2) for number in range(2)]
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:] * 20, optimize=False)
    return made.getvalue()


@bomb("claims-65535-a-side.gif")
def _gif_claims() -> bytes:
    return (
        b"GIF89a"
        + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0)
        + b","
        + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0)
        + b"\x02\x01\x00\x00;"
    )


@bomb("claims-2-billion-a-side.bmp")
def _bmp() -> bytes:
    return (
        b"BM"
        + struct.pack("<IHHI", 100, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 0x7FFFFFFF, 0x7FFFFFFF, 1, 24, 0, 0, 0, 0, 0, 0)
        + bytes(46)
    )


@bomb("claims-60000-a-side.heic")
def _heic() -> bytes:
    made = io.BytesIO()
    pillow_heif.register_heif_opener()
    Image.new("RGB", (64, 64), "white").save(made, "HEIF")
    data = bytearray(made.getvalue())
    at = data.index(b"ispe") + 8
    struct.pack_into(">II", data, at, 60_000, 60_000)
    return bytes(data)
