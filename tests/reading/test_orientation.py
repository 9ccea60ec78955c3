"""How far a page leans, and what is read once it is level. Turning by quarters is tested with the pool."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reading_papers import TEXT, draw

from docvet.limits import Limits
from docvet.models import Effort, File, Line, Source
from docvet.reading import orientation
from docvet.reading.worker import PageJob, read_page

EVERYWHERE = tuple(
    Line("一" * 10, (0.0, top, 1.0, top + 0.25), 0.97, Source.RAPIDOCR) for top in (0.0, 0.25, 0.5, 0.75)
)
"""Lines that leave out nothing of a page."""


def leaning(degrees: float, filling: str = "white") -> Image.Image:
    """A page photographed at an angle, clockwise."""
    return draw().rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=filling)


def tilt(page: Image.Image, lines: tuple[Line, ...] = EVERYWHERE) -> float:
    return orientation.tilt(np.asarray(page.convert("L")), lines)


@pytest.mark.parametrize("degrees", [-12.0, -5.0, -2.0, 3.0, 8.0, 12.0])
def test_the_angle_is_told_from_the_rows(degrees: float) -> None:
    assert tilt(leaning(degrees)) == pytest.approx(-degrees, abs=0.4)


@pytest.mark.parametrize("degrees", [0.0, 1.0, -1.0])
def test_a_page_that_leans_little_is_left_as_it_is(degrees: float) -> None:
    assert tilt(leaning(degrees)) == 0


def test_a_slanted_print_is_no_slanted_page() -> None:
    assert tilt(leaning(25)) == 0


def test_a_texture_has_no_rows() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (900, 900), dtype=np.uint8)
    assert orientation.tilt(noise, EVERYWHERE) == 0


def test_a_text_slanted_over_a_photo_does_not_tilt_it() -> None:
    photo = draw()
    photo.paste(draw(("样本旗舰店样本旗舰店样本",), (700, 200)).rotate(25, expand=True, fillcolor="white"), (100, 250))
    slanted = Line("样本旗舰店样本旗舰店样本样本旗舰店样本旗舰店样本", (0.1, 0.3, 0.8, 0.99), 0.97, Source.RAPIDOCR)
    assert tilt(photo, (slanted,)) == 0


def test_few_characters_do_not_tell() -> None:
    assert tilt(leaning(8), (Line("品牌", (0.0, 0.0, 1.0, 1.0), 0.97, Source.RAPIDOCR),)) == 0


def test_a_level_page_holds_all_of_the_leaning_one() -> None:
    page = np.full((200, 100, 3), (90, 80, 70), np.uint8)
    page[50:150, 25:75] = 250
    level = orientation.levelled(page, 10)
    assert level.shape[0] > 200
    assert level.shape[1] > 100
    assert tuple(level[0, 0]) == (90, 80, 70)
    assert int((level[..., 0] > 200).sum()) == pytest.approx(100 * 50, rel=0.03)


def test_both_passes_give_boxes_on_the_level_page(tmp_path: Path, file_of: Callable[[Path], File]) -> None:
    leaning(7, "#5a5046").save(tmp_path / "a.png")
    file = file_of(tmp_path / "a.png")
    first = read_page(PageJob(file, 1, Effort.FIRST, "rapidocr", Limits()))
    full = read_page(PageJob(file, 1, Effort.FULL, "rapidocr", Limits(), turned=first.turned))
    for page in (first, full):
        boxes = {line.text: line.box for line in page.lines}
        assert set(TEXT) <= set(boxes)
        assert all((boxes[text][3] - boxes[text][1]) * page.height < 80 for text in TEXT)
        lefts = [boxes[text][0] for text in TEXT]
        assert max(lefts) - min(lefts) < 0.01
    again = {line.text: line.box for line in full.lines}
    for line in first.lines:
        assert again[line.text] == pytest.approx(line.box, abs=0.015)
