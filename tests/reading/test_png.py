"""Pixels of a PNG that were overwritten though it still opens."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from docvet.limits import Limits
from docvet.models import File
from docvet.reading import image_file, png
from docvet.reading.worker import open_file

FileOf = Callable[[Path], File]


def written(level: int) -> bytes:
    stream = io.BytesIO()
    grey = np.arange(200 * 300, dtype=np.uint32).reshape(200, 300) // 240
    Image.fromarray(grey.astype(np.uint8)).save(stream, "PNG", compress_level=level)
    return stream.getvalue()


def other_grey(data: bytes) -> bytes:
    """One pixel's value, where it is stored as it is."""
    at = data.index(b"IDAT") + 5000
    return data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]


@pytest.mark.parametrize("level", [0, 6])
def test_a_whole_one_is_not_damaged(level: int) -> None:
    assert not png.is_damaged(io.BytesIO(written(level)))
    assert not png.is_damaged(io.BytesIO(written(level) + b"SAMPLE" * 30))


def test_pixels_that_do_not_fit_their_checksum_are_damage(tmp_path: Path, file_of: FileOf) -> None:
    (tmp_path / "a.png").write_bytes(other_grey(written(0)))
    image_file.load(tmp_path / "a.png", 1, 1_000_000)  # nothing there notices
    reading = open_file(file_of(tmp_path / "a.png"), "rapidocr", Limits()).reading
    assert [(each.kind, each.detail) for each in reading.troubles] == [("damaged", "picture")]


def test_a_part_without_end_is_damage_and_a_checksum_of_other_parts_is_left_to_others() -> None:
    whole = written(6)
    assert png.is_damaged(io.BytesIO(whole[: whole.index(b"IDAT") + 40]))
    text = b"tEXt" + b"a\0SAMPLE"
    part = struct.pack(">I", len(text) - 4) + text
    at = whole.index(b"IDAT") - 4
    assert zlib.crc32(text)
    assert not png.is_damaged(io.BytesIO(whole[:at] + part + bytes(4) + whole[at:]))
