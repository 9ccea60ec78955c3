"""The picture that boxes refer to: right side up, any part of it, and nothing a file does is raised."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from docvet.models import File
from docvet.reading.originals import PageView, show
from tests.reading.reading_papers import draw, write_pdf


def test_pages_and_parts_of_them_are_shown_upright(tmp_path: Path, file_of: Callable[[Path], File]) -> None:
    sideways = draw().transpose(Image.Transpose.ROTATE_90)
    sideways.save(tmp_path / "a.png")
    write_pdf(tmp_path / "b.pdf", [[("样本贸易有限公司", 60, 780)]])
    (tmp_path / "c.png").write_bytes((tmp_path / "a.png").read_bytes()[:900])
    picture, page, broken = (file_of(tmp_path / name) for name in ("a.png", "b.pdf", "c.png"))
    whole, small, part, text, nothing, absent = show(
        [
            PageView(picture, 1, 90),
            PageView(picture, 1, 90, side=500),
            PageView(picture, 1, 90, (0.0, 0.0, 0.5, 0.25)),
            PageView(page, 1, 0, (0.0, 0.04, 0.5, 0.1), side=1200),
            PageView(broken, 1),
            PageView(page, 9),
        ]
    )
    assert whole is not None
    assert np.array_equal(whole, np.asarray(draw()))
    assert small is not None
    assert small.shape == (350, 500, 3)
    assert part is not None
    assert part.shape == (175, 500, 3)
    assert np.array_equal(part, whole[:175, :500])
    assert text is not None
    assert text.shape[1] > 1000, "a part of a PDF page is as fine as it was asked for"
    assert (text < 100).mean() > 0.02
    assert nothing is None
    assert absent is None
