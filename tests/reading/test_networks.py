"""docvet's own reader beside the library whose networks it runs."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from docvet.models import Effort, Line
from docvet.reading import engines
from docvet.reading.engines import Pixels, rapidocr
from docvet.reading.networks.recogniser import Recogniser
from docvet.reading.networks.scout import Scout
from docvet.values.text import squeezed
from tests.reading.reading_papers import FONT, draw

PAGE = (0.0, 0.0, 1.0, 1.0)
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
    from rapidocr import RapidOCR  # late: it loads in seconds

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
    assert [squeezed(line.text) for line in here] == [squeezed(text) for text in there.txts]
    height, width = page.shape
    for line, corners, score in zip(here, there.boxes, there.scores, strict=True):
        assert line.confidence == pytest.approx(score, abs=0.05)
        edges = (*corners.min(axis=0) / (width, height), *corners.max(axis=0) / (width, height))
        if len(line.text) > 1:  # the box around a single character may stand at any angle
            assert line.box == pytest.approx(edges, abs=6 / min(page.shape))


def test_a_row_that_stands_upright_is_turned_and_read() -> None:
    page = np.asarray(draw(("样本贸易有限公司",)).convert("L"))
    lines = engines.find("rapidocr")().read(np.ascontiguousarray(np.rot90(page, -1)), Effort.FIRST)
    assert [line.text for line in lines] == ["样本贸易有限公司"]
    left, top, right, bottom = lines[0].box
    assert bottom - top > 3 * (right - left)


def test_a_blank_row_says_nothing() -> None:
    engine = engines.find("rapidocr")()
    assert engine.read_row(np.full((48, 400), 255, np.uint8)) is None


def test_steps_are_joined_to_the_characters_that_the_model_names(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, ...]] = []

    class Steps:
        """A network that says the first character, the first, nothing, the first, the second."""

        def __init__(self, *_: object) -> None: ...

        def said(self, key: str) -> str:
            return {"character": "甲\n乙"}[key]

        def run(self, rows: np.ndarray) -> np.ndarray:
            asked.append(rows.shape)
            steps = np.zeros((len(rows), 5, 4), np.float32)
            steps[:, [0, 1, 2, 3, 4], [1, 1, 0, 1, 2]] = (0.9, 0.5, 1.0, 0.8, 0.7)
            return steps

    monkeypatch.setattr("docvet.reading.networks.recogniser.Network", Steps)
    rows = [np.zeros((10, 30), np.uint8)] * 7 + [np.zeros((10, 200), np.uint8)]
    texts = Recogniser(None).read(rows)  # type: ignore[arg-type]
    assert [text for text, _ in texts] == ["甲甲乙"] * 8
    assert texts[0][1] == pytest.approx((0.9 + 0.8 + 0.7) / 3)
    # Short ones with the least padding first; since that is in doubt padded in full then.
    assert asked == [(1, 3, 48, 160), (1, 3, 48, 320)] * 7 + [(1, 3, 48, 960)]


@pytest.mark.parametrize(
    ("sure", "width", "once", "asked_for"),
    [
        (0.99, 100, False, [128]),
        (0.9, 100, False, [128, 320]),
        (0.9, 100, True, [128]),
        (0.2, 100, False, [128]),
        (0.9, 193, False, [224]),
        (0.9, 321, False, [321]),
    ],
)
def test_only_a_short_row_in_doubt_is_read_twice(
    monkeypatch: pytest.MonkeyPatch, sure: float, width: int, once: bool, asked_for: list[int]
) -> None:
    asked: list[int] = []

    class OneCharacter:
        def __init__(self, *_: object) -> None: ...

        def said(self, _: str) -> str:
            return "甲"

        def run(self, rows: np.ndarray) -> np.ndarray:
            asked.append(rows.shape[-1])
            return np.array([[[0.0, sure, 0.0]]] * len(rows), np.float32)

    monkeypatch.setattr("docvet.reading.networks.recogniser.Network", OneCharacter)
    reader = Recogniser(None)  # type: ignore[arg-type]
    ((text, confidence),) = reader.read([np.zeros((48, width), np.uint8)], once=once)
    assert (text, confidence) == ("甲", pytest.approx(sure))
    assert asked == asked_for


def test_large_print_is_looked_for_on_fewer_pixels_and_read_on_all_of_them(
    page: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = rapidocr.Engine()
    sides: list[int] = []
    find = engine._reader._detector.find
    monkeypatch.setattr(
        engine._reader._detector,
        "find",
        lambda image, side, *, thorough: sides.append(side) or find(image, side, thorough=thorough),
    )
    anywhere = engine.read(page, Effort.CLOSE)
    height = max(line.box[3] - line.box[1] for line in anywhere) * page.shape[0]
    lines = engines.seen_near(engine, page, PAGE, height)
    enlarged = min(3.0, 1600 / max(page.shape))
    assert sides == [1600, pytest.approx(40 / height * max(page.shape), rel=0.02)]
    assert sides[1] < 1600 <= enlarged * max(page.shape) * 1.01
    assert [squeezed(line.text) for line in lines] == [squeezed(line.text) for line in anywhere]
    assert engines.seen_near(engine, page, PAGE, 0.0) == anywhere


def test_a_row_outside_the_place_is_not_read(page: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = rapidocr.Engine()
    rows: list[int] = []
    read = engine._reader._recogniser.read
    monkeypatch.setattr(
        engine._reader._recogniser, "read", lambda parts, **how: rows.append(len(parts)) or read(parts, **how)
    )
    everywhere = engine.read(page, Effort.CLOSE)
    left, top, right, bottom = everywhere[1].box
    lines = engines.seen_near(engine, page, (left, top, right, bottom), 0.0)
    assert lines == [everywhere[1]]
    assert rows == [len(everywhere), 1]


def test_an_engine_that_knows_no_heights_reads_as_it_reads_closely() -> None:
    class Plain:
        def read(self, image: Pixels, effort: Effort) -> list[Line]:
            return [Line(f"{effort.name} {image.shape}", (0.0, 0.0, 1.0, 1.0), 1.0, "plain")]

    for place, texts in ((PAGE, ["CLOSE (20, 30)"]), ((0.0, 0.0, 1.0, 0.4), [])):
        lines = engines.seen_near(Plain(), np.zeros((20, 30), np.uint8), place, 12.0)  # type: ignore[arg-type]
        assert [line.text for line in lines] == texts


def test_a_strip_without_print_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = rapidocr.Engine()
    searched: list[tuple[int, ...]] = []
    find = engine._reader._detector.find
    monkeypatch.setattr(
        engine._reader._detector,
        "find",
        lambda image, side, *, thorough: searched.append(image.shape) or find(image, side, thorough=thorough),
    )
    chance = np.random.default_rng(1)
    smudge = np.clip(235 + 12 * chance.standard_normal((96, 749)), 0, 255).astype(np.uint8)
    assert engine.read(smudge, Effort.FIRST) == []
    assert searched == []
    picture = Image.new("L", (749, 96), 255)
    ImageDraw.Draw(picture).text((250, 24), "合同专用章", 0, ImageFont.truetype(FONT, 44))
    strip = np.asarray(picture)
    assert [line.text for line in engine.read(strip, Effort.FIRST)] == ["合同专用章"]
    assert len(searched) == 1
    small = Image.new("L", (540, 80), 240)
    ImageDraw.Draw(small).text((180, 31), "王伟", 0, ImageFont.truetype(FONT, 14))
    assert [line.text for line in engine.read(np.asarray(small), Effort.FIRST)] == ["王伟"]


def test_a_row_says_how_it_leans_where_it_is_long_enough(page: Pixels) -> None:
    import cv2

    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -4, 1.0)  # clockwise: rows fall to the right
    leaning = np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=255), np.uint8)
    lines = engines.find("rapidocr")().read(leaning, Effort.FIRST)
    told = {line.text: line.lean for line in lines}
    assert told["样本贸易有限公司"] == pytest.approx(4, abs=1)
    assert all(lean is None for text, lean in told.items() if len(text) == 1)


def test_the_model_that_docvet_brings_is_the_one_of_its_notice() -> None:
    model = rapidocr._SCOUT
    digest = hashlib.sha256(model.read_bytes()).hexdigest()
    assert digest in (model.parent / "NOTICE.md").read_text("utf-8")
    assert model.name in rapidocr.Engine.fingerprint()


def test_a_row_alone_on_a_large_page_is_looked_at_alone(page: Pixels) -> None:
    """The scout names a place around all print, and none where there is nothing."""
    sheet = np.full((1280, 960), 255, np.uint8)
    sheet[600 : 600 + 200, 40:740] = page[60:260, 80:780]
    scout = Scout(rapidocr._SCOUT)
    place = scout.place(sheet)
    assert place is not None
    rows, columns = place
    assert (rows.stop - rows.start) * (columns.stop - columns.start) < 0.5 * sheet.size
    assert rows.start > 400
    assert rows.stop < 1000
    assert all((part.stop - part.start) % 32 == 0 for part in place)
    assert scout.place(np.full((640, 960), 255, np.uint8)) is None


def test_a_first_pass_reads_as_much_as_a_look_everywhere(page: Pixels) -> None:
    sheet = np.full((2400, 1700), 255, np.uint8)
    height, width = page.shape
    sheet[1300 : 1300 + height, 300 : 300 + width] = page
    reader = rapidocr.Engine()._reader
    quick, everywhere = reader.read(sheet, 960, 1.0), reader.read(sheet, 960, 1.0, thorough=True)
    assert [squeezed(line.text) for line in quick] == [squeezed(line.text) for line in everywhere]
    for one, other in zip(quick, everywhere, strict=True):
        assert one.box == pytest.approx(other.box, abs=0.008)
