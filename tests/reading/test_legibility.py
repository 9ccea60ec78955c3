"""What makes a picture hard to read is told apart; a clean page and an ordinary photograph show none of it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from docvet.models import Line, Picture
from docvet.reading import appearance
from sample_docs import camera
from sample_docs.screens import photo_of_screen
from tests.reading.reading_papers import TEXT, draw

LINES = tuple(
    Line(text, (0.08, (85 + 120 * row) / 1300, 0.6, (135 + 120 * row) / 1300), 0.98, "rapidocr")
    for row, text in enumerate(TEXT * 2)
)


def page() -> Image.Image:
    """Text on paper as a camera sees it: not quite white, with a red mark."""
    sheet = draw(TEXT * 2, (1000, 1300)).point(lambda value: value * 0.86)
    sheet.paste((190, 30, 35), (700, 900, 760, 960))
    return sheet


def looks(made: Image.Image, lines: tuple[Line, ...] = LINES) -> Picture:
    return appearance.measure(np.asarray(made.convert("RGB")), lines=lines)


def test_a_clean_page_and_an_ordinary_photo_have_no_fault() -> None:
    for made in (page(), camera.photo(page(), 1.0, 3)):
        seen = looks(made)
        assert seen.sharpness > 150
        assert seen.glare < 0.002
        assert seen.shadow < 0.3
        assert seen.grid < 12
        assert seen.cut == ()
        assert seen.screen == ()


def test_blur_is_not_sharp() -> None:
    assert looks(camera.blur(page(), 3)).sharpness < 60


def test_a_lamp_mirrored_on_the_paper_is_glare() -> None:
    assert looks(camera.glare(page(), 1.0, (0.5, 0.4), 0.15)).glare > 0.005


def test_white_paper_has_no_glare() -> None:
    assert looks(draw(TEXT * 2, (1000, 1300))).glare == 0


def test_a_shadow_over_part_of_the_text_is_one() -> None:
    pixels = np.asarray(page()).astype(np.float32)
    pixels[700:] *= 0.5
    assert looks(Image.fromarray(pixels.astype(np.uint8))).shadow > 0.35


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_photographed_screen_has_stripes_and_a_frame(seed: int) -> None:
    seen = looks(photo_of_screen(page(), 0.7, seed))
    assert seen.grid > 60
    assert "bezel" in seen.screen


def test_sides_that_text_runs_off_are_named() -> None:
    at_left = tuple(Line("样本", (0.0, top, 0.4, top + 0.05), 0.98, "rapidocr") for top in (0.2, 0.4))
    below = (Line("样本", (0.3, 0.96, 0.4, 1.0), 0.98, "rapidocr"),)
    assert looks(page(), at_left + below).cut == ("left", "bottom")
    assert looks(page(), at_left[:1]).cut == ()


def test_how_high_text_is_in_pixels() -> None:
    assert looks(page()).text_height == pytest.approx(50, abs=1)
    assert looks(page(), ()).text_height is None
