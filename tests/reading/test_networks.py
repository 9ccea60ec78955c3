"""docvet's own reader beside the library whose networks it runs."""

from __future__ import annotations

import numpy as np
import pytest
from rapidocr import RapidOCR

from docvet.models import Effort
from docvet.reading import engines
from docvet.reading.engines import Pixels
from docvet.reading.networks.recogniser import Recogniser
from tests.reading.reading_papers import draw

ROWS = (
    "样本贸易有限公司",
    "统一社会信用代码 91440300MA5SAMPLE0",
    "成立日期：2019年03月05日",
    "Sample Trading (Shenzhen) Co., Ltd.",
    "样",
)


@pytest.fixture(scope="module")
def page() -> Pixels:
    return np.asarray(draw(ROWS).convert("L"))


def test_the_same_text_in_the_same_places_as_the_library(page: Pixels) -> None:
    library = RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Det.limit_type": "max",
            "Det.limit_side_len": 960,
            "Rec.rec_batch_num": 1,
        }
    )
    there = library(np.repeat(page[..., None], 3, axis=2))
    here = engines.find("rapidocr")().read(page, Effort.FIRST)
    assert [line.text for line in here] == list(there.txts)
    height, width = page.shape
    for line, corners, score in zip(here, there.boxes, there.scores, strict=True):
        assert line.confidence == pytest.approx(score, abs=0.01)
        edges = (*corners.min(axis=0) / (width, height), *corners.max(axis=0) / (width, height))
        assert line.box == pytest.approx(edges, abs=3 / min(page.shape))


def test_a_row_that_stands_upright_is_turned_and_read() -> None:
    page = np.asarray(draw(("样本贸易有限公司",)).convert("L"))
    lines = engines.find("rapidocr")().read(np.ascontiguousarray(np.rot90(page, -1)), Effort.FIRST)
    assert [line.text for line in lines] == ["样本贸易有限公司"]
    left, top, right, bottom = lines[0].box
    assert bottom - top > 3 * (right - left)


def test_a_blank_row_says_nothing() -> None:
    engine = engines.find("rapidocr")()
    assert engine.read_row(np.full((48, 400), 255, np.uint8)) is None


def test_characters_that_a_model_does_not_name_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    class Steps:
        """A network that says the first character, the first, nothing, the first, the second."""

        def __init__(self, *_: object) -> None: ...

        def run(self, *_: object) -> np.ndarray:
            steps = np.zeros((1, 5, 4), np.float32)
            steps[0, [0, 1, 2, 3, 4], [1, 1, 0, 1, 2]] = (0.9, 0.5, 1.0, 0.8, 0.7)
            return steps

    monkeypatch.setattr("docvet.reading.networks.recogniser.Network", Steps)
    text, confidence = Recogniser(None, ("甲", "乙")).read(np.zeros((10, 30), np.uint8))  # type: ignore[arg-type]
    assert text == "甲甲乙"
    assert confidence == pytest.approx((0.9 + 0.8 + 0.7) / 3)
