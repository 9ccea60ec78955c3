"""Data that are lost or overwritten inside a JPEG that still opens."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from docvet.limits import Limits
from docvet.models import File
from docvet.reading import jpeg
from docvet.reading.jobs import Opened
from docvet.reading.worker import open_file

FileOf = Callable[[Path], File]
Way = Callable[[bytes], bytes]


def opened(file: File) -> Opened:
    return open_file(file, "rapidocr", Limits())


def written(mode: str = "RGB", **options: bool) -> bytes:
    picture = Image.new("RGB", (900, 600), "#dde4ea")
    for at in range(12):
        ImageDraw.Draw(picture).text((40 + 9 * at, 20 + 45 * at), f"SAMPLE {at} 2024", fill="#223344", font_size=30)
    stream = io.BytesIO()
    picture.convert(mode).save(stream, "JPEG", quality=80, **options)
    return stream.getvalue()


def overwritten(data: bytes) -> bytes:
    """In the middle of the pixels, as a bad copy does it."""
    middle = len(data) // 2
    return data[:middle] + bytes(64) + data[middle + 64 :]


def cut_out(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + data[middle + 400 :]


def marked(data: bytes) -> bytes:
    """With a mark among the pixels that no JPEG has there: decoders end, and show what they have."""
    middle = len(data) // 2
    return data[:middle] + b"\xff\x9e" + data[middle + 2 :]


WAYS = [overwritten, cut_out, marked]


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_whole_one_is_not_damaged(mode: str, progressive: bool) -> None:
    assert not jpeg.is_damaged(written(mode, progressive=progressive))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("progressive", [False, True])
def test_lost_and_overwritten_data_are_damage(way: Way, progressive: bool) -> None:
    assert jpeg.is_damaged(way(written(progressive=progressive)))


def test_what_follows_the_picture_is_none_of_it() -> None:
    assert not jpeg.is_damaged(written() + b"\0" * 2000)


def test_what_is_no_jpeg_is_not_called_damaged() -> None:
    assert not jpeg.is_damaged(b"no picture")


def test_a_photo_with_lost_data_is_read_and_said(tmp_path: Path, file_of: FileOf) -> None:
    (tmp_path / "a.jpg").write_bytes(cut_out(written()))
    (tmp_path / "b.jpg").write_bytes(written())
    damaged, whole = (opened(file_of(tmp_path / name)) for name in ("a.jpg", "b.jpg"))
    assert [(item.kind, item.detail, item.pages) for item in damaged.reading.troubles] == [("damaged", "picture", (1,))]
    assert damaged.ocr_pages == (1,)
    assert whole.reading.troubles == ()


def test_the_pages_of_a_pdf_with_damaged_pictures_are_named(tmp_path: Path, file_of: FileOf) -> None:
    first, second = (Image.open(io.BytesIO(written(mode))) for mode in ("RGB", "L"))
    first.save(tmp_path / "a.pdf", save_all=True, append_images=[second])
    data = (tmp_path / "a.pdf").read_bytes()
    assert opened(file_of(tmp_path / "a.pdf")).reading.troubles == ()
    start = data.index(b"\xff\xda", data.rindex(b"\xff\xd8\xff")) + 3_000
    (tmp_path / "b.pdf").write_bytes(data[:start] + bytes(64) + data[start + 64 :])
    (trouble,) = opened(file_of(tmp_path / "b.pdf")).reading.troubles
    assert (trouble.kind, trouble.detail, trouble.pages) == ("damaged", "picture", (2,))
