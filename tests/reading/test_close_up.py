"""A place read again: enlarged, without gold and red over the print, laid over what the whole page gave."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from docvet.limits import Limits
from docvet.models import Box, Effort, File, Line, Page, Pass
from docvet.reading import close_up, engines, passes
from docvet.reading.jobs import PageJob
from docvet.reading.passes import laid_over, merged
from docvet.reading.pool import Readers
from docvet.reading.worker import read_page
from tests.reading.reading_papers import FONT, draw

NUMBER = "440301103456781"
ROW = (0.05, 0.42, 0.6, 0.53)


def seen(text: str, *box: float) -> Line:
    return Line(text, (box[0], box[1], box[2], box[3]), 0.9, "rapidocr")


def test_gold_and_red_vanish_and_black_and_blue_print_stays() -> None:
    paper = np.full((40, 40, 3), 240, np.uint8)
    for column, colour in enumerate([(170, 120, 40), (200, 40, 50), (40, 40, 40), (40, 60, 160)]):
        paper[:, 4 + 8 * column : 8 + 8 * column] = colour
    ink = close_up.black_alone(paper)[20]
    gold, red, black, blue = (int(ink[5 + 8 * column]) for column in range(4))
    assert min(gold, red) > 220
    assert max(black, blue) < 60


def test_lines_of_a_place_give_way_and_all_others_stay() -> None:
    before = [seen("甲", 0.1, 0.1, 0.3, 0.12), seen("乙", 0.1, 0.5, 0.3, 0.52), seen("丙", 0.5, 0.5, 0.7, 0.52)]
    near = [seen("乙乙", 0.1, 0.5, 0.32, 0.52)]
    place = (0.05, 0.45, 0.9, 0.55)
    assert {line.text for line in laid_over(before, near, [place])} == {"甲", "乙乙", "丙"}


def test_a_piece_of_a_line_outside_is_no_line() -> None:
    label, value = seen("经营范围", 0.1, 0.5, 0.3, 0.52), seen("服装零售", 0.32, 0.5, 0.5, 0.52)
    near = [seen("范围", 0.22, 0.5, 0.3, 0.52), replace(value, text="服装批发")]
    texts = [line.text for line in laid_over([label, value], near, [(0.21, 0.48, 0.6, 0.54)])]
    assert texts == ["经营范围", "服装批发"]


def test_a_piece_of_a_row_that_was_read_whole_is_no_line() -> None:
    """A seal took the end of the row with it; two pieces that say all of it are the row."""
    row = replace(seen("后方可开展经营活动", 0.1, 0.5, 0.5, 0.52), confidence=0.99)
    place = (0.05, 0.48, 0.9, 0.54)
    assert [line.text for line in laid_over([row], [seen("后方可开展经营", 0.1, 0.5, 0.4, 0.52)], [place])] == [
        row.text
    ]
    pieces = [seen("后方可开展", 0.1, 0.5, 0.3, 0.52), seen("经营活动", 0.31, 0.5, 0.5, 0.52)]
    assert list(laid_over([row], pieces, [place])) == pieces
    other = seen("后方可开展业", 0.1, 0.5, 0.4, 0.52)
    assert list(laid_over([row], [other], [place])) == [other]
    faint = replace(row, confidence=0.8)
    assert [line.text for line in laid_over([faint], [seen("后方可开展经营", 0.1, 0.5, 0.4, 0.52)], [place])] == [
        "后方可开展经营"
    ]


@pytest.fixture
def licence_head(tmp_path: Path, file_of: Callable[[Path], File]) -> File:
    """A small number with a large gold word printed over it."""
    page = draw(("样本贸易有限公司",))
    pen = ImageDraw.Draw(page)
    pen.text((90, 320), NUMBER, "black", ImageFont.truetype(FONT, 20))
    pen.text((180, 285), "（副本）", (176, 132, 60), ImageFont.truetype(FONT, 48))
    page.save(tmp_path / "head.png")
    return file_of(tmp_path / "head.png")


def test_two_close_looks_at_a_page_are_one() -> None:
    def look(text: str, box: Box, place: Box) -> Page:
        line = seen(text, *box)
        return Page(1, 100, 100, (Pass(Effort.CLOSE, "rapidocr", (line,), (place,), (line,)),))

    head, foot, end = (0.0, 0.0, 1.0, 0.3), (0.1, 0.5, 0.5, 0.8), (0.3, 0.1, 0.5, 0.2)
    page = Page(1, 100, 100, (Pass(Effort.FIRST, "rapidocr", (seen("甲", 0.1, 0.1, 0.5, 0.2),)),))
    for after in (
        look("甲乙", (0.1, 0.1, 0.5, 0.2), head),
        look("丙", (0.1, 0.6, 0.5, 0.7), foot),
        look("乙", end, end),
    ):
        page = merged(page, after)
    first, near = page.passes
    assert near.places == (head, foot, end)
    assert [line.text for line in near.lines] == [line.text for line in near.near] == ["甲乙", "丙"]
    assert [line.text for line in first.lines] == ["甲"]


def test_print_under_gold_is_read_closely(licence_head: File) -> None:
    job = PageJob(licence_head, 1, Effort.CLOSE, "rapidocr", Limits(), turned=0, size=(1000, 700), places=(ROW,))
    (read,) = read_page(job).passes
    assert read.places == (ROW,)
    assert any(NUMBER in line.text.replace(" ", "") for line in read.lines)


def test_readers_look_closely_once_and_keep_the_rest_of_the_page(licence_head: File) -> None:
    with Readers(1) as readers:
        first = readers.read([licence_head])
        near = readers.look_again({"head.png": {1: (ROW,)}}, first)
        again = readers.look_again({"head.png": {1: (ROW,)}}, near)
        full = readers.look_again({"head.png": {1: ()}}, near)
    (page,) = near[0].pages
    assert [item.effort for item in page.passes] == [Effort.FIRST, Effort.CLOSE]
    assert page.effort is Effort.FIRST
    assert "样本贸易有限公司" in {line.text for line in page.lines}
    assert again == near
    _, whole, close = full[0].pages[0].passes
    assert (whole.effort, close.effort) == (Effort.FULL, Effort.CLOSE)
    assert close.near == page.passes[1].near
    assert {line for line in close.lines if line not in close.near} <= set(whole.lines), "laid over the best whole pass"


@pytest.mark.parametrize(
    ("printed", "pieces", "whole"),
    [
        ("2017年05月03日", [("2017", 0.1, 0.3), ("月", 0.55, 0.6)], "2017年05月03日"),
        ("2017年  月03日", [("2017", 0.1, 0.3), ("月", 0.55, 0.6)], None),  # nobody can tell the month
    ],
)
def test_a_date_in_pieces_is_read_as_one_row(
    printed: str, pieces: list[tuple[str, float, float]], whole: str | None
) -> None:
    engine = engines.find("rapidocr")()
    page = draw((), size=(700, 120))
    ImageDraw.Draw(page).text((70, 40), printed, "black", ImageFont.truetype(FONT, 44))
    crop = np.asarray(page.convert("RGB"))
    lines = [seen(text, left, 0.35, right, 0.75) for text, left, right in pieces]
    found = close_up._dates_whole(crop, close_up.black_alone(crop), (0.0, 0.0, 1.0, 1.0), lines, engine)
    assert [line.text for line in found] == ([whole] if whole else ["2017", "月"])


class Overlooking:
    """An engine that sees all rows of a picture but those it is told to overlook, its boxes higher than the print."""

    name, trusted = "overlooking", False

    def __init__(self, *rows: tuple[str, float, float, float, float], strip: str = "") -> None:
        self.rows, self.strip = rows, strip
        self.strips: list[int] = []

    def read(self, image: np.ndarray, effort: Effort) -> list[Line]:
        assert image.size
        assert effort is Effort.CLOSE
        return [Line(text, (left, top, right, bottom), 0.95, self.name) for text, left, top, right, bottom in self.rows]

    def read_row(self, image: np.ndarray) -> Line | None:
        self.strips.append(image.shape[0])
        return Line(self.strip, (0.0, 0.0, 1.0, 1.0), 0.95, self.name) if self.strip else None


_SMALL_ROWS = (("一般项目：服装服饰批发；鞋帽零售", 0.1, 0.20, 0.70, 0.34), ("日用百货销售；信息咨询服务；仓储", 0.1, 0.28, 0.70, 0.42),
               ("（凭营业执照依法自主开展经营活动）", 0.1, 0.36, 0.73, 0.50))  # fmt: skip


@pytest.mark.parametrize(
    ("second", "more", "has_holes"),
    [("2015", (), False), ("样本", (), True), ("2015", ("一般项目：服装服饰批发；",), True)],
)
def test_around_a_date_alone_there_is_no_block_with_holes(second: str, more: tuple[str, ...], has_holes: bool) -> None:
    near = np.full((250, 500), 250, np.uint8)
    lines = [
        seen("登记机关", 0.1, 0.1, 0.3, 0.2),
        seen(second, 0.3, 0.4, 0.45, 0.5),
        *(seen(text, 0.1, 0.55, 0.5, 0.65) for text in more),
        seen("中华人民共和国样本监制", 0.2, 0.8, 0.9, 0.9),
    ]
    engine = Overlooking()
    assert close_up._with_strips((near, near), lines, engine) == lines
    assert bool(engine.strips) == has_holes


def test_an_engine_is_told_where_to_read_and_how_high_rows_are_there() -> None:
    told: list[tuple[tuple[int, ...], Box, float]] = []

    class Near(Overlooking):
        def read_near(self, image: np.ndarray, place: Box, row_height: float) -> list[Line]:
            told.append((image.shape, place, row_height))
            return [
                Line("样本", (0.4, 0.4, 0.6, 0.6), 1.0, self.name),
                Line("外", (0.0, 0.0, 0.02, 0.02), 1.0, self.name),
            ]

    page = np.full((1000, 500, 3), 250, np.uint8)
    lines = close_up.read(page, [(0.2, 0.5, 0.8, 0.6)], Near(), row_height=0.02)
    assert [line.text for line in lines] == ["样本"]
    ((shape, place, height),) = told
    assert height == 20.0, "pixels of the picture that it gets, which is cut out of the page and not scaled"
    assert shape == (112, 312)
    assert place == pytest.approx((6 / 312, 6 / 112, 306 / 312, 106 / 112), abs=0.01)


def test_how_high_rows_are_is_told_by_the_smaller_ones_there() -> None:
    def page(*lines: Line) -> Page:
        return Page(1, 900, 1300, (Pass(Effort.FIRST, "rapidocr", lines),))

    rows = [
        seen("统一社会信用代码", 0.1, 0.1 * n, 0.8, 0.1 * n + height)
        for n, height in enumerate((0.02, 0.03, 0.03, 0.04))
    ]
    everywhere, below = (0.0, 0.0, 1.0, 1.0), (0.0, 0.15, 1.0, 1.0)
    made = page(*rows, seen("章", 0.1, 0.8, 0.12, 0.801))
    assert passes.row_height(made, [everywhere]) == pytest.approx(0.03)
    assert passes.row_height(page(*rows, rows[0]), [everywhere]) == pytest.approx(0.02)
    assert passes.row_height(made, [below]) == pytest.approx(0.03)
    assert passes.row_height(made, [(0.0, 0.9, 1.0, 1.0)]) == pytest.approx(0.03), "none stands there"
    assert passes.row_height(made, []) == passes.row_height(page(), [everywhere]) == 0.0
    upright = page(seen("样本贸易有限公司", 0.5, 0.2, 0.54, 0.8))
    assert passes.row_height(upright, [everywhere]) == pytest.approx(0.04 * 900 / 1300, abs=1e-4)


def test_rows_that_stand_upright_are_read_closely_as_well() -> None:
    picture = draw((), size=(1300, 900))
    for row, text in enumerate(("样本贸易有限公司", "统一社会信用代码")):
        ImageDraw.Draw(picture).text((300, 300 + 200 * row), text, "black", ImageFont.truetype(FONT, 60))
    rgb = np.ascontiguousarray(np.rot90(np.asarray(picture.convert("RGB")), -1))
    engine = engines.find("rapidocr")()
    lines = tuple(engine.read(rgb[..., 0].copy(), Effort.FIRST))
    places = [line.box for line in lines]
    height = passes.row_height(Page(1, 900, 1300, (Pass(Effort.FIRST, "rapidocr", lines),)), places)
    assert sorted(line.text for line in close_up.read(rgb, places, engine, row_height=height)) == [
        "样本贸易有限公司",
        "统一社会信用代码",
    ]


def test_rows_whose_boxes_lie_over_each_other_are_all_kept() -> None:
    page = np.full((250, 500, 3), 250, np.uint8)
    read = close_up.read(page, [(0.0, 0.0, 1.0, 1.0)], Overlooking(*_SMALL_ROWS))
    assert [line.text for line in read] == [text for text, *_ in _SMALL_ROWS]


def test_a_row_between_two_that_leave_no_gap_is_read_as_a_strip() -> None:
    page = np.full((250, 500, 3), 250, np.uint8)
    first, missed, last = _SMALL_ROWS
    engine = Overlooking(first, last, strip=missed[0])
    read = close_up.read(page, [(0.0, 0.0, 1.0, 1.0)], engine)
    assert {line.text for line in read} == {first[0], missed[0], last[0]}
    repeated = Overlooking(first, last, strip=first[0][2:])
    assert len(close_up.read(page, [(0.0, 0.0, 1.0, 1.0)], repeated)) == 2, "the edge of a row is no row"


def test_a_label_beside_a_row_that_ends_early_is_not_read_into_it() -> None:
    page = np.full((250, 500, 3), 250, np.uint8)
    rows = (
        ("经营范围", 0.02, 0.18, 0.16, 0.40),
        ("一般项目：服装服饰", 0.2, 0.24, 0.55, 0.36),
        ("日用百货销售；信息咨询服务；仓储服务", 0.2, 0.44, 0.9, 0.56),
    )
    engine = Overlooking(*rows, strip="一般项目：服装服饰批发；鞋帽零售；箱包")
    read = {line.text: line.box for line in close_up.read(page, [(0.0, 0.0, 1.0, 1.0)], engine)}
    assert set(read) == {"经营范围", engine.strip, rows[2][0]}
    left, top, right, bottom = read[engine.strip]
    assert left == pytest.approx(0.2, abs=0.01)
    assert right == pytest.approx(0.9, abs=0.01)
    assert bottom - top < 0.12


def test_a_hole_under_a_seal_is_read_with_the_seal_s_ink_where_it_is_washed_out_with_it() -> None:
    page = np.full((250, 500, 3), 250, np.uint8)
    page[60:70, 200:300] = (200, 40, 50)
    rows = (
        ("一般项目：服装服", 0.2, 0.24, 0.45, 0.36),
        ("帽零售；箱包", 0.7, 0.24, 0.9, 0.36),
        ("日用百货销售；信息咨询服务；仓储服务", 0.2, 0.44, 0.9, 0.56),
    )

    class OnlyInRed(Overlooking):
        def read_row(self, image: np.ndarray) -> Line | None:
            seal_shows = int(image.min()) < 230
            self.strips.append(image.shape[0])
            text = "一般项目：服装服饰批发；鞋帽零售；箱包" if seal_shows else "一般项目：服装服帽零售；箱包"
            return Line(text, (0.0, 0.0, 1.0, 1.0), 0.95, self.name)

    engine = OnlyInRed(*rows)
    read = close_up.read(page, [(0.0, 0.0, 1.0, 1.0)], engine)
    assert {line.text for line in read} == {"一般项目：服装服饰批发；鞋帽零售；箱包", rows[2][0]}


def test_tiny_print_of_a_jpeg_is_enlarged_softly_before_it_is_read() -> None:
    """Rows of 12 pixels: enlarged with sharp edges, four of these characters were read as others."""
    rows = [
        "生产、销售、安装：门控设备、智能卡设备、停车场道闸、",
        "门禁系统、电动伸缩门、铁艺门、卷帘门、金属门、围墙护栏、",
    ]
    rows += [
        "塑料制品、橡胶制品、纸制品、针纺织品、帐篷、雨伞、窗帘、",
        "机械设备、五金交电、仪器仪表、摄影器材、灯具、箱包、",
    ]
    sheet = Image.new("RGB", (536, 120), (225, 222, 215))
    for at, row in enumerate(rows):
        ImageDraw.Draw(sheet).text((20.3, 15.4 + 12 * at), row, (50, 50, 55), ImageFont.truetype(FONT, 11))
    stored = io.BytesIO()
    sheet.filter(ImageFilter.GaussianBlur(0.4)).save(stored, "JPEG", quality=50)
    red = np.ascontiguousarray(np.asarray(Image.open(stored).convert("RGB"))[..., 0])
    lines = sorted(engines.find("rapidocr")().read(red, Effort.CLOSE), key=lambda line: line.box[1])
    assert re.findall(r"\w", "".join(line.text for line in lines)) == re.findall(r"\w", "".join(rows))
