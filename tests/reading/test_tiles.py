"""Long pictures: seen in tiles, joined at the seams, cut into the documents that lie below each other."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from docvet.documents import build
from docvet.limits import Limits
from docvet.models import File, Line
from docvet.reading import image_file, tiles
from docvet.reading.engines import Pixels
from docvet.reading.pool import Readers
from docvet.reading.worker import open_file
from sample_docs.folders import planned
from sample_docs.paint.raster import render
from sample_docs.story import Story
from tests.reading.reading_papers import draw

LIMIT = 150_000_000

FileOf = Callable[[Path], File]


def rows_of(pixels: Pixels) -> list[Line]:
    """Every black row of a picture as a line that is named by its darkness."""
    dark = np.flatnonzero(pixels[:, 0] < 255)
    starts = dark[np.diff(dark, prepend=-9) > 1]
    ends = dark[np.diff(dark, append=1e9) > 1] + 1
    height = len(pixels)
    return [
        Line(str(int(pixels[(a + b) // 2, 0])), (0.0, a / height, 1.0, b / height), 1.0, "bad")
        for a, b in zip(starts, ends, strict=True)
    ]


@pytest.mark.parametrize("height", [250, 251, 399, 1000, 1777])
def test_every_row_is_seen_once_and_whole(height: int) -> None:
    picture = np.full((height, 100), 255, np.uint8)
    starts = range(3, height - 12, 17)
    for number, start in enumerate(starts):
        picture[start : start + 9] = number
    found = tiles.seen(picture, rows_of)
    assert [line.text for line in found] == [str(number) for number in range(len(starts))]
    for line, start in zip(found, starts, strict=True):
        assert (line.box[1] * height, line.box[3] * height) == pytest.approx((start, start + 9))


def test_what_is_long() -> None:
    assert not tiles.is_long(np.zeros((2532, 1170), np.uint8))
    assert not tiles.is_long(np.zeros((500, 5000), np.uint8))
    assert tiles.is_long(np.zeros((3000, 1170), np.uint8))


def test_documents_below_each_other_on_one_long_picture(tmp_path: Path, file_of: FileOf) -> None:
    plan = planned(Story.invent(7, levels=1))
    parts = [render(plan.document(slot).draw(), dpi=110).convert("RGB") for slot in ("licence", "bank", "letter_1")]
    width = 900
    parts = [part.resize((width, round(part.height * width / part.width))) for part in parts]
    picture = Image.new("RGB", (width, sum(part.height for part in parts)), "white")
    for number, part in enumerate(parts):
        picture.paste(part, (0, sum(each.height for each in parts[:number])))
    picture.save(tmp_path / "长图.png")
    with Readers(1) as readers:
        found = build(readers.read([file_of(tmp_path / "长图.png")]))
    assert [document.kind for document in found] == ["business_license", "bank_permit", "authorization_letter"]
    names = {found[0].value("name"), found[1].value("account_name"), found[2].value("grantee")}
    assert names == {plan.document("licence").name}
    assert all(document.region[3] <= other.region[1] for document, other in pairwise(found))


@pytest.mark.parametrize(("size", "long"), [((400, 50_000), True), ((1200, 9000), False), ((5000, 7000), False)])
def test_a_picture_that_is_too_long_is_said_to_be_split(
    tmp_path: Path, file_of: FileOf, size: tuple[int, int], long: bool
) -> None:
    Image.new("L", size, 255).save(tmp_path / "a.png")
    assert image_file.about(tmp_path / "a.png", LIMIT).is_too_long is long
    opened = open_file(file_of(tmp_path / "a.png"), "rapidocr", Limits())
    assert [trouble.detail for trouble in opened.reading.troubles] == (["long"] if long else [])


def test_a_usual_picture_is_no_long_one(tmp_path: Path) -> None:
    draw().save(tmp_path / "a.png")
    assert not image_file.about(tmp_path / "a.png", LIMIT).is_too_long
