"""How a page that leans or was seen from the side is made flat, and where its boxes lie on the original.

Turning by quarters is tested with the pool.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from docvet.limits import Limits
from docvet.models import Effort, File, Line, Page
from docvet.reading import outlines, projection, rows, straighten
from docvet.reading.engines import Pixels
from docvet.reading.jobs import PageJob
from docvet.reading.originals import upright
from docvet.reading.worker import read_page
from tests.reading.reading_papers import TEXT, draw

EVERYWHERE = tuple(Line("一" * 10, (0.0, top, 1.0, top + 0.25), 0.97, "rapidocr") for top in (0.0, 0.25, 0.5, 0.75))
"""Lines that leave out nothing of a page."""
DESK = (96, 80, 66)
CORNERS = np.array([[260, 130], [1150, 220], [1260, 820], [190, 870]], np.float32)
"""Where the corners of a sheet of 1000 × 700 pixels lie on the photograph of a desk."""


def leaning(degrees: float, filling: str = "white") -> Image.Image:
    """A page photographed at an angle, clockwise."""
    return draw().rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=filling)


def on_desk() -> Image.Image:
    """A sheet on a desk, seen from the side."""
    sheet = np.asarray(draw())
    matrix = cv2.getPerspectiveTransform(np.array([[0, 0], [1000, 0], [1000, 700], [0, 700]], np.float32), CORNERS)
    return Image.fromarray(cv2.warpPerspective(sheet, matrix, (1400, 1000), borderValue=DESK))


def found(page: Image.Image, lines: tuple[Line, ...] = EVERYWHERE) -> rows.Rows | None:
    ink = rows.ink_of(np.asarray(page.convert("L")), lines)
    return rows.measured(ink) if ink else None


def crop(pixels: Pixels, box: tuple[float, float, float, float]) -> Pixels:
    height, width = pixels.shape[:2]
    return pixels[int(box[1] * height) : int(box[3] * height) + 1, int(box[0] * width) : int(box[2] * width) + 1]


@pytest.mark.parametrize("degrees", [-12.0, -5.0, -2.0, 0.0, 3.0, 8.0, 12.0])
def test_the_angle_is_told_from_the_rows(degrees: float) -> None:
    seen = found(leaning(degrees))
    assert seen is not None
    assert np.rad2deg(np.arctan(seen.slope)) == pytest.approx(degrees, abs=0.4)
    assert seen.fan == 0


def test_rows_that_meet_somewhere_are_told_from_parallel_ones() -> None:
    seen = found(on_desk())
    assert seen is not None
    assert seen.fan != 0
    assert seen.lean(1000) > rows.LEAST_LEAN


@pytest.mark.parametrize("degrees", [0.0, 1.0, -1.0])
def test_a_page_that_leans_little_is_left_as_it_is(degrees: float) -> None:
    assert straighten.needed(np.asarray(leaning(degrees)), EVERYWHERE) is None


def test_a_slanted_print_is_no_slanted_page() -> None:
    assert found(leaning(25)) is None


def test_a_texture_has_no_rows() -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (900, 900), dtype=np.uint8))
    assert found(noise) is None


def test_a_text_slanted_over_a_photo_does_not_tilt_it() -> None:
    photo = draw()
    photo.paste(draw(("样本旗舰店样本旗舰店样本",), (700, 200)).rotate(25, expand=True, fillcolor="white"), (100, 250))
    slanted = Line("样本旗舰店样本旗舰店样本样本旗舰店样本旗舰店样本", (0.1, 0.3, 0.8, 0.99), 0.97, "rapidocr")
    assert straighten.needed(np.asarray(photo), (slanted,)) is None


def test_few_characters_do_not_tell() -> None:
    few = (Line("品牌", (0.0, 0.0, 1.0, 1.0), 0.97, "rapidocr"),)
    assert straighten.needed(np.asarray(leaning(8)), few) is None


def test_the_corners_of_a_sheet_on_a_desk_are_found() -> None:
    quads = outlines.find(np.asarray(on_desk()))
    assert quads
    assert np.abs(quads[0].corners - CORNERS).max() < 12


def test_nothing_on_an_empty_desk_or_a_plain_scan_is_a_sheet() -> None:
    grain = np.random.default_rng(2).normal(90, 12, (900, 1200, 3))
    assert not outlines.find(np.asarray(np.clip(grain, 0, 255), np.uint8))
    assert not outlines.find(np.asarray(draw()))


@given(
    slope=st.floats(-0.25, 0.25),
    fan=st.floats(-2e-4, 2e-4),
    box=st.tuples(st.floats(0.2, 0.5), st.floats(0.2, 0.5), st.floats(0.05, 0.3), st.floats(0.05, 0.3)),
)
def test_the_way_back_undoes_the_way_there(slope: float, fan: float, box: tuple[float, ...]) -> None:
    width, height = 1000, 800
    matrix = projection.rows_levelled(slope, fan, (width / 2, height / 2))
    how, size = projection.straightening(matrix, projection.all_of(matrix, width, height), width, height)
    window = projection.all_of(matrix, width, height)
    x, y = np.array([(box[0] + box[2] / 2) * width]), np.array([(box[1] + box[3] / 2) * height])
    across, down = projection.moved(matrix, x, y)
    there = (
        (across[0] - window[0]) / (window[2] - window[0]),
        (down[0] - window[1]) / (window[3] - window[1]),
    )
    back = how.back((*there, *there))
    assert back == pytest.approx((x[0] / width, y[0] / height) * 2, abs=1e-6)
    assert size[0] * size[1] <= 1.7 * width * height


def test_a_flat_page_shows_all_of_the_leaning_one() -> None:
    page = np.full((200, 100, 3), DESK, np.uint8)
    page[50:150, 25:75] = 250
    matrix = projection.rows_levelled(float(np.tan(np.deg2rad(10))), 0.0, (50, 100))
    level = projection.flattened(page, *projection.straightening(matrix, projection.all_of(matrix, 100, 200), 100, 200))
    assert level.shape[0] > 200
    assert level.shape[1] > 100
    assert tuple(level[0, 0]) == DESK
    assert int((level[..., 0] > 200).sum()) == pytest.approx(100 * 50, rel=0.03)


def text_at(page: Page, text: str) -> tuple[float, float, float, float]:
    return next(line.box for line in page.lines if line.text == text)


@pytest.mark.parametrize(("picture", "slack"), [(leaning(7, "#5a5046"), 0.03), (on_desk(), 0.03)])
def test_both_passes_read_the_flat_page_and_say_where_it_stands_on_the_original(
    picture: Image.Image, slack: float, tmp_path: Path, file_of: Callable[[Path], File]
) -> None:
    picture.save(tmp_path / "a.png")
    file = file_of(tmp_path / "a.png")
    first = read_page(PageJob(file, 1, Effort.FIRST, "rapidocr", Limits()))
    again = PageJob(
        file, 1, Effort.FULL, "rapidocr", Limits(), first.turned, first.straightening, (first.width, first.height)
    )
    full = read_page(again)
    for page in (first, full):
        boxes = {line.text: line.box for line in page.lines}
        assert set(TEXT) <= set(boxes)
        lefts = [boxes[text][0] for text in TEXT]
        assert max(lefts) - min(lefts) < slack
    for line in first.lines:
        assert text_at(full, line.text) == pytest.approx(line.box, abs=0.015)
    original = upright(file, 1, turned=first.turned, side=1400)
    assert original is not None
    for text in TEXT:
        ink = crop(original, text_at(first.upright, text)) < 100
        assert ink.mean() > 0.04, "the crop of the box shows the text"
