"""Pictures that other programs show otherwise than they are read."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageDraw, ImageFilter, PngImagePlugin

from docvet.limits import Limits
from docvet.models import File
from docvet.reading import other_looks
from docvet.reading.worker import open_file

FileOf = Callable[[Path], File]
MEMORY = 490_000_000
SIZE = (1000, 700)
WHITE, BLACK, CLEAR = (255, 255, 255, 255), (0, 0, 0, 255), (0, 0, 0, 0)


def paper(ground: object = "white", ink: object = "black", mode: str = "RGB", word: str = "SAMPLE") -> Image.Image:
    picture = Image.new(mode, SIZE, ground)  # type: ignore[arg-type]
    for row in range(8):
        ImageDraw.Draw(picture).text((60, 40 + 80 * row), f"{word} {row} 2024-0{row + 1}", fill=ink, font_size=44)  # type: ignore[arg-type]
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def found(data: bytes, memory: int = MEMORY) -> tuple[str, ...]:
    with Image.open(io.BytesIO(data)) as image:
        return other_looks.found(image, memory)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_a_moving_picture_is_told_of(kind: str) -> None:
    first, second = paper(), paper(word="OTHER")
    assert found(saved(first, kind)) == ()
    assert found(saved(first, kind, save_all=True, append_images=[second], duration=100)) == ("frames",)


def test_a_png_whose_still_picture_is_no_part_of_what_moves_is_told_of() -> None:
    assert found(saved(paper(), save_all=True, default_image=True, append_images=[paper(word="OTHER")])) == ("frames",)


def window() -> Image.Image:
    """As programs take one: with a shadow around it, and round corners."""
    shade = Image.new("L", (1200, 900), 0)
    ImageDraw.Draw(shade).rectangle((100, 110, 1100, 820), fill=140)
    around = Image.new("RGBA", shade.size, CLEAR)
    around.putalpha(shade.filter(ImageFilter.GaussianBlur(20)))
    content, corners = paper(WHITE, BLACK, "RGBA"), Image.new("L", SIZE, 0)
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, 999, 699), 24, fill=255)
    content.putalpha(corners)
    around.alpha_composite(content, (100, 100))
    return around


def cut_out() -> Image.Image:
    """Goods on nothing: a white bag with its handles."""
    goods, mask = Image.new("RGB", SIZE, "#fafafa"), Image.new("L", SIZE, 0)
    ImageDraw.Draw(mask).ellipse((250, 200, 750, 680), fill=255)
    for foot, top in ((300, 400), (700, 600)):
        ImageDraw.Draw(mask).line((foot, 210, top, 20), fill=255, width=14)
    goods.putalpha(mask)
    return goods


def two_papers() -> Image.Image:
    """One on white, another on black."""
    one, other = (np.asarray(each.convert("L"), np.float64) / 510 for each in (paper(), paper("black", "white")))
    other = np.roll(other, 37, axis=0)
    alpha = 1 - (one + 0.5 - other)
    grey = np.where(alpha > 0, other / np.maximum(alpha, 1e-6), 0)
    return Image.fromarray((np.dstack([grey, grey, grey, alpha]) * 255).clip(0, 255).astype(np.uint8))


def holes() -> Image.Image:
    """Letters that are cut out of white."""
    sheet = Image.new("RGBA", SIZE, WHITE)
    sheet.putalpha(paper(255, 0, "L"))
    return sheet


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: paper(WHITE, BLACK, "RGBA"), False),
        (lambda: paper(CLEAR, BLACK, "RGBA"), False),
        (lambda: paper(CLEAR, (90, 90, 90, 255), "RGBA"), False),
        (lambda: paper(CLEAR, (200, 20, 20, 255), "RGBA"), False),
        (window, False),
        (cut_out, False),
        (lambda: paper(CLEAR, WHITE, "RGBA"), True),
        (two_papers, True),
        (holes, True),
        (lambda: paper(CLEAR, WHITE, "RGBA").convert("LA"), True),
    ],
)
def test_what_shows_on_black_alone_is_told_of(make: Callable[[], Image.Image], told: bool) -> None:
    assert found(saved(make())) == (("ground",) if told else ())


def test_a_palette_with_clear_colours_is_looked_through_or_told_of() -> None:
    picture = paper().quantize(8)
    black = min(range(8), key=lambda index: sum(picture.getpalette()[3 * index : 3 * index + 3]))  # type: ignore[index]
    clear_print = saved(picture, transparency=black)
    assert found(clear_print) == ("ground",)
    white = max(range(8), key=lambda index: sum(picture.getpalette()[3 * index : 3 * index + 3]))  # type: ignore[index]
    assert found(saved(picture, transparency=white)) == ()
    assert found(saved(picture, transparency=white), memory=1000) == ("ground",)


@pytest.mark.parametrize(
    ("gamma", "told"), [(0.45455, False), (0.55556, False), (1.0, False), (0.3, False), (0.05, True), (3.0, True)]
)
def test_a_gamma_that_makes_another_picture_is_told_of(gamma: float, told: bool) -> None:
    info = PngImagePlugin.PngInfo()
    info.add(b"gAMA", round(gamma * 100_000).to_bytes(4, "big"))
    assert found(saved(paper(), pnginfo=info)) == (("colours",) if told else ())


def profile(curve: Sequence[int]) -> bytes:
    """Of greys, by the light of each (0 to 65,535)."""
    line = b"curv" + bytes(4) + struct.pack(">I", len(curve)) + struct.pack(f">{len(curve)}H", *curve)
    point = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    line += bytes(-len(line) % 4)
    tags = struct.pack(">I", 2) + b"wtpt" + struct.pack(">2I", 156, 20) + b"kTRC" + struct.pack(">2I", 176, len(line))
    head = (
        bytes(8)
        + b"\x02\x40\0\0mntrGRAYXYZ "
        + bytes(12)
        + b"acsp"
        + bytes(28)
        + struct.pack(">3i", 63190, 65536, 54061)
    )
    size = 128 + len(tags) + len(point) + len(line)
    return struct.pack(">I", size) + head.ljust(128, b"\0")[4:] + tags + point + line


@pytest.mark.parametrize(
    ("light", "told"),
    [(lambda x: x**2.2, False), (lambda x: x**1.8, False), (lambda x: x**2.2 if x < 0.7 else 1.0, True), (lambda x: 1 - x**2.2, True)],
    ids=["2.2", "1.8", "greys that become white", "a negative"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_profile_that_makes_another_picture_is_told_of(
    kind: str, light: Callable[[float], float], told: bool
) -> None:
    made = profile([round(65_535 * light(step / 255)) for step in range(256)])
    assert ImageCms.ImageCmsProfile(io.BytesIO(made)).profile.xcolor_space.strip() == "GRAY"
    assert found(saved(paper().convert("L"), kind, icc_profile=made)) == (("colours",) if told else ())


@pytest.mark.parametrize("made", [b"SAMPLE" * 50, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()])
def test_a_usual_profile_and_a_broken_one_change_nothing(made: bytes) -> None:
    assert found(saved(paper(), icc_profile=made)) == ()


def test_it_is_a_trouble_of_the_file(tmp_path: Path, file_of: FileOf) -> None:
    (tmp_path / "a.png").write_bytes(saved(two_papers()))
    reading = open_file(file_of(tmp_path / "a.png"), "rapidocr", Limits()).reading
    assert [(each.kind, each.detail) for each in reading.troubles] == [("limit", "ground")]
