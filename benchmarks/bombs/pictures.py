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


@bomb("chunks-a-million.png")
def _chunks() -> bytes:
    return _png(64, 64, more=(struct.pack(">I", 0) + b"abCd" + struct.pack(">I", zlib.crc32(b"abCd"))) * 1_000_000)


@bomb("profile-1gb.png")
def _profile() -> bytes:
    body = b"SAMPLE\0\0" + zeros(1 << 30)
    chunk = struct.pack(">I", len(body)) + b"iCCP" + body + struct.pack(">I", zlib.crc32(b"iCCP" + body))
    return _png(64, 64, more=chunk)


@bomb("frames-10000.png")
def _png_frames() -> bytes:
    made = io.BytesIO()
    frames = [Image.new("L", (64, 64), shade) for shade in (0, 255)]
    frames[0].save(made, "PNG", save_all=True, append_images=frames[1:] * 10_000)
    return made.getvalue()


@bomb("frames-10000.gif")
def _gif_frames() -> bytes:
    made = io.BytesIO()
    frames = [Image.new("P", (64, 64), shade) for shade in (0, 1)]
    frames[0].save(made, "GIF", save_all=True, append_images=frames * 5_000, optimize=False)
    return made.getvalue()


@bomb("frames-10000.webp")
def _webp_small_frames() -> bytes:
    made = io.BytesIO()
    frames = [Image.new("RGB", (32, 32), (shade, 0, 0)) for shade in (0, 255)]
    frames[0].save(made, "WEBP", save_all=True, append_images=frames * 5_000, lossless=True, quality=0, method=0)
    return made.getvalue()


@bomb("canvas-16-million-a-side.webp")
def _webp_canvas() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(made, "WEBP", lossless=True)
    picture = made.getvalue()[12:]
    head = b"VP8X" + struct.pack("<II", 10, 0) + b"\xff" * 6
    return b"RIFF" + struct.pack("<I", len(head) + len(picture) + 4) + b"WEBP" + head + picture


def _tags(*tags: tuple[int, int, int, int]) -> bytes:
    """A little TIFF with one page of these (tag, type, count, value)."""
    body = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\0" + struct.pack("<I", 8) + body + struct.pack("<I", 0) + bytes(4096)


@bomb("strips-4-billion.tif")
def _tiff_strips() -> bytes:
    return _tags((256, 4, 1, 9000), (257, 4, 1, 9000), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 0xFFFFFFFF, 8), (278, 4, 1, 1), (279, 4, 0xFFFFFFFF, 8))  # fmt: skip


@bomb("channels-65535.tif")
def _tiff_channels() -> bytes:
    return _tags((256, 4, 1, 900), (257, 4, 1, 900), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (277, 3, 1, 65535), (278, 4, 1, 900), (279, 4, 1, 810_000))  # fmt: skip


@bomb("tiles-of-one-pixel.tif")
def _tiff_tiles() -> bytes:
    return _tags((256, 4, 1, 12_000), (257, 4, 1, 12_000), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (322, 3, 1, 1), (323, 3, 1, 1), (324, 4, 0x08000000, 8), (325, 4, 0x08000000, 8))  # fmt: skip


@bomb("directories-circle.tif")
def _tiff_exif() -> bytes:
    return _tags((256, 4, 1, 9), (257, 4, 1, 9), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8), (278, 4, 1, 9), (279, 4, 1, 81), (330, 4, 1, 8), (34665, 4, 1, 8), (34853, 4, 1, 8), (40965, 4, 1, 8))  # fmt: skip


@bomb("pages-60-large.tif")
def _tiff_large_pages() -> bytes:
    made = io.BytesIO()
    one = Image.new("1", (9_000, 9_000), 1)
    one.save(made, "TIFF", compression="group4", save_all=True, append_images=[one] * 60)
    return made.getvalue()


@bomb("runs-40000-a-side.bmp")
def _bmp_runs() -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, 12_000, 12_000, 1, 8, 1, 0, 0, 0, 256, 0)
    return b"BM" + struct.pack("<IHHI", 100_000, 0, 0, 14 + 40 + 1024) + head + bytes(1024) + b"\xff\0" * 20_000


@bomb("segments-a-million.jpg")
def _jpeg_segments() -> bytes:
    small = io.BytesIO()
    Image.new("L", (64, 64), 255).save(small, "JPEG")
    data = small.getvalue()
    return data[:2] + b"\xff\xe1\0\x0aExif\0\0AA" * 1_000_000 + data[2:]


@bomb("parts-65535.heic")
def _heic_parts() -> bytes:
    """A picture whose index claims more parts, and parts of parts, than there are bytes."""
    pillow_heif.register_heif_opener()
    made = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(made, "HEIF")
    data = bytearray(made.getvalue())
    for box, offset in ((b"iloc", 10), (b"iinf", 8), (b"ipma", 8)):
        at = data.find(box)
        if at > 0:
            data[at + offset : at + offset + 2] = b"\xff\xff"
    return bytes(data)


@bomb("drawing.jpg")
def _svg() -> bytes:
    return (
        b'<svg xmlns="http://www.w3.org/2000/svg">'
        + b"<g>" * 100_000
        + b'<image href="file:///etc/passwd"/>'
        + b"</g>" * 100_000
        + b"</svg>"
    )
