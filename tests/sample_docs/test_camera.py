"""Effects do what they say, in proportion to their strength."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from PIL import Image

from sample_docs import camera
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.raster import render


@pytest.fixture(scope="module")
def page() -> Image.Image:
    sheet = Drawing(105, 148)
    for row in range(12):
        sheet.text(12, 12 + 10 * row, "统一社会信用代码 91440300", 4)
    sheet.box(70, 110, 20, 20, 1, (205, 28, 38))
    return render(sheet, 120)


def mean(picture: Image.Image) -> float:
    return float(np.asarray(picture.convert("L")).mean())


def edges(picture: Image.Image) -> float:
    return float(np.abs(np.diff(np.asarray(picture.convert("L")).astype(int))).mean())


SEEDED = (camera.noise, camera.uneven_light, camera.shadow, camera.on_desk, camera.scan, camera.photo)


@pytest.mark.parametrize("effect", SEEDED)
def test_a_seed_gives_the_same_picture(effect: Callable[..., Image.Image], page: Image.Image) -> None:
    assert effect(page, seed=3).tobytes() == effect(page, seed=3).tobytes()
    assert effect(page, seed=3).tobytes() != effect(page, seed=4).tobytes()


@pytest.mark.parametrize(
    "effect",
    [
        camera.dim,
        camera.glare,
        camera.blur,
        *SEEDED,
        partial(camera.tilt, degrees=8),
        partial(camera.turn, degrees=180),
    ],
)
def test_the_resolution_is_kept(effect: Callable[..., Image.Image], page: Image.Image) -> None:
    assert effect(page).info["dpi"] == (120, 120)


def test_dim_darkens(page: Image.Image) -> None:
    assert mean(camera.dim(page, 0.6)) < mean(camera.dim(page, 0.3)) < mean(page)


def test_blur_softens(page: Image.Image) -> None:
    assert edges(camera.blur(page, 4)) < edges(camera.blur(page, 1)) < edges(page)


def test_grey_takes_the_colour(page: Image.Image) -> None:
    red, green, _ = (np.asarray(part) for part in camera.grey(page).split())
    assert (red == green).all()


def test_glare_burns_out_its_place(page: Image.Image) -> None:
    burnt = np.asarray(camera.glare(page, 1.0, at=(0.5, 0.5), size=0.2))
    assert burnt[page.height // 2, page.width // 2].min() == 255


def test_turn_is_clockwise(page: Image.Image) -> None:
    marked = page.copy()
    marked.putpixel((0, 0), (0, 0, 255))
    assert camera.turn(marked, 90).getpixel((page.height - 1, 0)) == (0, 0, 255)
    assert camera.turn(marked, 90).size == page.size[::-1]
    assert camera.turn(camera.turn(page, 90), 270).tobytes() == page.tobytes()


def test_low_resolution_keeps_the_size_of_the_paper(page: Image.Image) -> None:
    small = camera.low_resolution(page, 248)
    assert small.width == 248
    assert small.width / small.info["dpi"][0] == pytest.approx(page.width / 120)


def test_tilt_grows_the_picture_instead_of_cutting_it(page: Image.Image) -> None:
    tilted = camera.tilt(page, 10)
    assert tilted.width > page.width
    assert tilted.height > page.height
