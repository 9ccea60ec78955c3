"""Crops of real papers: the right place, with a bar over what is personal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pytest

from docvet.reading.pool import Readers
from docvet.report.pictures import Crop, Key, take
from docvet.scan import Examined, examine
from sample_docs.folders import build
from sample_docs.story import Story


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Examined]:
    whole = build(Story.invent(31), tmp_path_factory.mktemp("whole"))
    folder = tmp_path_factory.mktemp("cards")
    for path in whole.glob("0*"):  # licence, card, account
        (folder / path.name).write_bytes(path.read_bytes())
    with Readers(1) as readers:
        yield examine(folder, readers)


def of(examined: Examined, name: str, *, show: bool) -> Crop:
    paper = next(paper for paper in examined.report.documents if name in paper.fields)
    read = paper.fields[name]
    assert read.page is not None
    assert read.box is not None
    key: Key = (paper.id, read.page, read.box)
    return take(examined.report, examined.documents, show_personal_data=show)[key]


def dark(crop: Crop, part: slice) -> float:
    """Share of the crop's middle row that the colour of a bar covers, in a part of its width (percent)."""
    picture = cv2.imdecode(np.frombuffer(crop.jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    height, width = picture.shape
    row = picture[height // 2 - 2 : height // 2 + 2, int(part.start * width / 100) : int(part.stop * width / 100)]
    return float((np.abs(row.astype(int) - 40) < 25).mean())


@pytest.mark.parametrize("name", ["id_number", "account_number"])
def test_numbers_are_covered_but_for_their_end(examined: Examined, name: str) -> None:
    hidden, shown = (of(examined, name, show=show) for show in (False, True))
    assert dark(hidden, slice(45, 75)) > 0.9
    assert dark(hidden, slice(86, 95)) < 0.6, "the last four characters stay"
    assert dark(shown, slice(45, 75)) < 0.6


def test_what_is_public_stays_legible(examined: Examined) -> None:
    assert dark(of(examined, "credit_code", show=False), slice(5, 95)) < 0.6


def test_a_card_whose_number_nobody_located_gives_no_picture(examined: Examined) -> None:
    blind = [
        replace(paper, fields={name: read for name, read in paper.fields.items() if name != "id_number"})
        if paper.kind == "id_card"
        else paper
        for paper in examined.documents
    ]
    cards = {paper.id for paper in blind if paper.kind == "id_card" and "portrait" in (paper.value("sides") or [])}
    assert cards
    made = take(examined.report, blind, show_personal_data=False)
    assert not cards & {key[0] for key in made}
    assert made
    assert cards & {key[0] for key in take(examined.report, blind, show_personal_data=True)}
