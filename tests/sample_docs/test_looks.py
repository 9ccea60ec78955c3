"""Every look can be put on a page and keeps what must stay."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from sample_docs.documents.base import marked
from sample_docs.looks import CONDITIONS, side_by_side
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.raster import render
from sample_docs.screens import screenshot


@pytest.fixture(scope="module")
def page() -> Image.Image:
    sheet = Drawing(105, 148)
    for row in range(12):
        sheet.text(12, 12 + 10 * row, "统一社会信用代码 91440300", 4)
    return render(marked(sheet), 100)


@pytest.mark.parametrize("name", list(CONDITIONS))
def test_a_look_follows_its_seed_and_keeps_the_print(name: str, page: Image.Image) -> None:
    made = CONDITIONS[name](page, 3)
    assert made.tobytes() == CONDITIONS[name](page, 3).tobytes()
    assert made.mode == "RGB"
    assert "dpi" in made.info
    grey = np.asarray(made.convert("L")).astype(int)
    assert np.ptp(grey) > 60, "ink and paper still differ"


@pytest.mark.parametrize("name", ["grey", "fax"])
def test_copies_have_no_colour(name: str, page: Image.Image) -> None:
    red, green, blue = (np.asarray(part) for part in CONDITIONS[name](page, 1).split())
    assert (red == green).all()
    assert (green == blue).all()


def test_a_fax_is_black_or_white(page: Image.Image) -> None:
    assert set(np.unique(np.asarray(CONDITIONS["fax"](page, 1)))) <= {0, 255}


def test_a_tilted_page_shows_the_desk_round_it(page: Image.Image) -> None:
    made = CONDITIONS["tilted"](page, 2)
    assert made.width > page.width * 1.1
    assert np.asarray(made.convert("L"))[:5, :5].mean() < 140


def test_stripes_of_a_screen_are_coloured(page: Image.Image) -> None:
    made = np.asarray(CONDITIONS["screen"](page, 1)).astype(int)
    middle = made[made.shape[0] // 3 : made.shape[0] // 2, made.shape[1] // 3 : made.shape[1] // 2]
    assert np.abs(middle[..., 0] - middle[..., 2]).max() > 25


def test_papers_side_by_side_do_not_overlap(page: Image.Image) -> None:
    made = side_by_side([page, page])
    assert made.width > 2 * page.width
    assert made.height > page.height


def test_a_screenshot_has_the_size_of_a_phone(page: Image.Image) -> None:
    assert screenshot(page).size == (1170, 2532)
