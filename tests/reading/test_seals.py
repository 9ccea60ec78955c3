"""Seals drawn on paper, as scanned and as photographed, read by the real engine."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from docvet.models import Effort, Line, Seal
from docvet.reading import chop_blocks, engines, seals
from docvet.values.names import seal_likeness as likeness
from sample_docs import camera
from sample_docs.paint import stamps
from tests.reading.reading_papers import FONT

COMPANY = "深圳市岚墨贸易有限公司"
REGISTRAR = "深圳市市场监督管理局"


@pytest.fixture(scope="module")
def engine() -> engines.Engine:
    return engines.find("rapidocr")()


def paper(*placed: tuple[Image.Image, tuple[int, int], int], size: tuple[int, int] = (1240, 1754)) -> np.ndarray:
    """A white page with stamps pasted at (left, top) at a width."""
    page = Image.new("RGB", size, (250, 249, 246))
    for stamp, corner, width in placed:
        small = stamp.resize((width, round(stamp.height * width / stamp.width)), Image.Resampling.LANCZOS)
        page.paste(small, corner, small)
    return np.asarray(page)


def found(page: np.ndarray, engine: engines.Engine) -> tuple[Seal, ...]:
    def read(pixels: np.ndarray) -> list[Line]:
        return engine.read(pixels, Effort.FIRST)

    return seals.find(seals.SealSearch(page), read)


def test_a_round_seal_is_found_where_it_stands_and_its_rim_is_read(engine: engines.Engine) -> None:
    (seal,) = found(paper((stamps.round_seal(COMPANY, "4403050123456"), (700, 1100), 260)), engine)
    assert seal.shape == "round"
    assert seal.colour == "red"
    assert likeness(seal.text, COMPANY) > 0.85
    assert seal.box == pytest.approx((700 / 1240, 1100 / 1754, 960 / 1240, 1360 / 1754), abs=0.015)


@pytest.mark.parametrize("degrees", [-40, 25, 160])
def test_a_seal_stamped_askew_still_tells_its_owner(engine: engines.Engine, degrees: int) -> None:
    stamp = stamps.round_seal(COMPANY).rotate(degrees, Image.Resampling.BICUBIC)
    (seal,) = found(paper((stamp, (600, 900), 280)), engine)
    assert likeness(seal.text, COMPANY) > 0.68
    assert likeness(seal.text, REGISTRAR) < 0.50


def test_two_seals_are_told_apart_by_their_text(engine: engines.Engine) -> None:
    page = paper((stamps.round_seal(COMPANY), (120, 1200), 260), (stamps.round_seal(REGISTRAR), (800, 1200), 270))
    left, right = found(page, engine)
    assert likeness(left.text, COMPANY) > likeness(left.text, REGISTRAR)
    assert likeness(right.text, REGISTRAR) > likeness(right.text, COMPANY)


def test_print_under_a_seal_is_not_its_text(engine: engines.Engine) -> None:
    page = Image.fromarray(paper())
    pen = ImageDraw.Draw(page)
    for row in range(9):
        pen.text((640, 1090 + 34 * row), "经营范围服装鞋帽零售2021年03月05日", "#181818", ImageFont.truetype(FONT, 26))
    page = Image.fromarray(np.asarray(page) // 2)  # a dim photograph
    stamp = stamps.round_seal(COMPANY).resize((300, 300), Image.Resampling.LANCZOS)
    page.paste(stamp, (700, 1100), stamp)
    (seal,) = found(np.asarray(page), engine)
    assert likeness(seal.text, COMPANY) > 0.85
    assert len(seal.text) <= len(COMPANY) + 1


def test_an_oval_seal_is_oval(engine: engines.Engine) -> None:
    (seal,) = found(paper((stamps.oval_seal(COMPANY, "发票专用章"), (600, 900), 320)), engine)
    assert seal.shape == "oval"


def test_two_seals_that_overlap_are_two(engine: engines.Engine) -> None:
    other = "杭州白鹭样本服饰有限公司"
    page = paper((stamps.round_seal(other), (860, 1060), 280), (stamps.round_seal(COMPANY), (690, 1110), 280))
    left, right = found(page, engine)
    assert left.shape == right.shape == "round"
    assert likeness(left.text, COMPANY) > 0.8
    assert likeness(right.text, other) > likeness(right.text, COMPANY)


def test_a_seal_on_a_large_page_is_found_where_it_stands_on_a_smaller_copy(engine: engines.Engine) -> None:
    page = paper((stamps.round_seal(COMPANY), (1201, 1603), 471), size=(2303, 3255))
    (seal,) = found(page, engine)
    assert seals.SealSearch(page).page.shape == (1627, 1151, 3)
    assert likeness(seal.text, COMPANY) > 0.85
    assert seal.box == pytest.approx((1201 / 2303, 1603 / 3255, 1672 / 2303, 2074 / 3255), abs=0.01)


def test_half_a_seal_at_the_edge_is_found_as_far_as_it_is_there(engine: engines.Engine) -> None:
    (seal,) = found(paper((stamps.round_seal(COMPANY), (1240 - 150, 700), 300)), engine)
    assert seal.shape == "round"
    assert seal.box == pytest.approx((1090 / 1240, 700 / 1754, 1.0, 1000 / 1754), abs=0.02)


def test_a_dim_seal_is_as_red_as_one_in_daylight(engine: engines.Engine) -> None:
    stamp = stamps.round_seal(COMPANY).copy()
    stamp.putalpha(stamp.getchannel("A").point(lambda cover: cover * 2 // 5))
    page = (paper((stamp, (700, 1100), 280)) * 0.4).astype(np.uint8)
    (seal,) = found(page, engine)
    assert likeness(seal.text, COMPANY) > 0.8


def test_a_blue_seal_counts_where_it_says_something(engine: engines.Engine) -> None:
    stamp = stamps.round_seal(COMPANY)
    blue = Image.new("RGBA", stamp.size, (32, 54, 168, 255))
    blue.putalpha(stamp.getchannel("A"))
    (seal,) = found(paper((blue, (700, 1100), 280)), engine)
    assert seal.colour == "blue"
    assert likeness(seal.text, COMPANY) > 0.8


@pytest.mark.parametrize("coloured", [True, False])
def test_a_copied_seal_is_found_and_not_read(coloured: bool) -> None:
    page = cv2.cvtColor(
        cv2.cvtColor(paper((stamps.round_seal(COMPANY), (700, 1100), 280)), cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB
    )

    def read(_: np.ndarray) -> list[Line]:
        raise AssertionError("nobody can tell whose a copied seal is")

    (seal,) = seals.find(seals.SealSearch(page), read, coloured=coloured)
    assert (seal.shape, seal.colour, seal.text) == ("round", "black", "")


def test_a_square_seal_reads_as_a_name_ends(engine: engines.Engine) -> None:
    page = Image.fromarray(paper())
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 58)
    pen.rectangle((600, 900, 900, 1130), outline=(205, 28, 38), width=9)
    for row, text in enumerate(("岚墨贸", "易有限", "公司章")):
        for column, character in enumerate(text):
            pen.text((640 + 78 * column, 912 + 68 * row), character, (205, 28, 38), font)
    (seal,) = found(np.asarray(page), engine)
    assert seal.shape == "square"
    assert seal.text == "岚墨贸易有限公司章"


def test_the_seal_of_an_office_is_read_once(engine: engines.Engine) -> None:
    read: list[int] = []

    def counted(pixels: np.ndarray) -> list[Line]:
        read.append(1)
        return engine.read(pixels, Effort.FIRST)

    (seal,) = seals.find(seals.SealSearch(paper((stamps.round_seal(REGISTRAR), (700, 1100), 280))), counted)
    assert REGISTRAR in seal.text
    assert len(read) == 1


@pytest.mark.parametrize(
    ("piece", "confidence", "rim"),
    [
        ("用", 0.75, "市场监督管理局"),
        ("深圳市", 0.9, "深圳市市场监督管理局"),
        ("深圳市南山区", 0.75, "深圳市南山区市场监督管理局"),
    ],
)
def test_a_few_characters_in_doubt_are_no_piece_of_the_rim(piece: str, confidence: float, rim: str) -> None:
    def read(_: np.ndarray) -> list[Line]:
        return [
            Line(piece, (0.1, 0.3, 0.2, 0.7), confidence, "test"),
            Line("市场监督管理局", (0.3, 0.3, 0.6, 0.7), 0.999, "test"),
        ]

    (seal,) = seals.find(seals.SealSearch(paper((stamps.round_seal(REGISTRAR), (700, 1100), 280))), read)
    assert seal.text == rim


def test_a_photographed_seal_is_read(engine: engines.Engine) -> None:
    page = paper((stamps.round_seal(COMPANY), (700, 1100), 300))
    height, width = page.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[60, 40], [width - 20, 0], [width - 90, height - 60], [20, height]], np.float32)
    photo = cv2.warpPerspective(
        page, cv2.getPerspectiveTransform(corners, seen), (width, height), borderValue=(90, 80, 70)
    )
    photo = cv2.GaussianBlur(photo, (0, 0), 1.1)
    shade = np.linspace(0.6, 1.0, width)[None, :, None]
    (seal,) = found((photo * shade).astype(np.uint8), engine)
    assert likeness(seal.text, COMPANY) > 0.68


def on_a_form(stamp: Image.Image, corner: tuple[int, int], width: int) -> np.ndarray:
    """The stamp over the brown-red ruled lines of an invoice's form."""
    page = Image.fromarray(paper())
    pen = ImageDraw.Draw(page)
    for y in range(700, 1300, 110):
        pen.line((80, y, 1160, y), fill=(176, 62, 40), width=3)
    for x in (80, 420, 860, 1160):
        pen.line((x, 700, x, 1250), fill=(176, 62, 40), width=3)
    small = stamp.resize((width, round(stamp.height * width / stamp.width)), Image.Resampling.LANCZOS)
    page.paste(small, corner, small)
    return np.asarray(page)


@pytest.mark.parametrize("corner", [(700, 1100), (740, 1010)])
def test_an_oval_over_the_lines_of_a_form_is_found(engine: engines.Engine, corner: tuple[int, int]) -> None:
    (seal,) = found(on_a_form(stamps.oval_seal(COMPANY, "发票专用章", "91440300MA5SAMPLE1"), corner, 300), engine)
    assert seal.shape == "oval"
    assert likeness(seal.text, COMPANY) > 0.6


def test_a_violet_chop_with_an_english_rim(engine: engines.Engine) -> None:
    stamp = stamps.chop("GANGLAN INTERNATIONAL LIMITED", "港瀾國際有限公司")
    (seal,) = found(paper((stamp, (600, 900), 330)), engine)
    assert (seal.shape, seal.colour) == ("oval", "blue")
    assert likeness(seal.text, "港澜国际有限公司") > 0.68 or likeness(seal.text, "GANGLAN INTERNATIONAL LIMITED") > 0.8


@pytest.mark.parametrize(
    ("ink", "ring"), [((200, 188, 218), "oval"), ((176, 186, 214), "round"), ((205, 130, 175), "round")]
)
def test_pale_chops_and_those_of_two_rings(engine: engines.Engine, ink: tuple[int, int, int], ring: str) -> None:
    stamp = stamps.chop("GANGLAN INTERNATIONAL LIMITED", "港瀾國際有限公司", ink=ink)
    if ring == "round":
        stamp = stamp.resize((stamp.width, stamp.width))
        ImageDraw.Draw(stamp).ellipse((75, 75, stamp.width - 75, stamp.width - 75), outline=(*ink, 255), width=4)
    (seal,) = found(paper((stamp, (600, 900), 330)), engine)
    assert seal.shape == ring
    assert seal.box == pytest.approx((600 / 1240, 900 / 1754, 930 / 1240, seal.box[3]), abs=0.02)
    assert likeness(seal.text, "GANGLAN INTERNATIONAL LIMITED") > 0.68


@pytest.mark.parametrize("ink", [(30, 120, 80), (110, 180, 140), (40, 70, 170)])
def test_round_chops_in_green_and_blue_tell_both_names(engine: engines.Engine, ink: tuple[int, int, int]) -> None:
    stamp = stamps.round_chop("GANGLAN INTERNATIONAL LIMITED", "港瀾國際有限公司", ink)
    (seal,) = found(paper((stamp, (600, 900), 260)), engine)
    assert seal.shape == "round"
    assert seal.text == "GANGLAN INTERNATIONAL LIMITED 港瀾國際有限公司"


@pytest.mark.parametrize(
    ("ink", "colour"), [((40, 70, 170), "blue"), ((110, 58, 150), "blue"), ((30, 120, 80), "green"), ((30, 30, 30), "")]
)
def test_a_chop_of_lines_to_sign_on_counts_only_in_colour(
    engine: engines.Engine, ink: tuple[int, int, int], colour: str
) -> None:
    stamp = stamps.signing_chop("GANGLAN INTERNATIONAL LIMITED", "港瀾國際有限公司", ink)
    page = paper((stamp, (560, 1100), 420))
    seals_there = chop_blocks.find(page, engine.read(np.ascontiguousarray(page[..., 0]), Effort.FIRST))
    if not colour:  # print of the form, which everybody's letter bears
        assert seals_there == ()
        return
    (seal,) = seals_there
    assert (seal.shape, seal.colour) == ("square", colour)
    assert seal.text == "GANGLAN INTERNATIONAL LIMITED 港瀾國際有限公司"
    assert seal.box == pytest.approx((560 / 1240, 1100 / 1754, 980 / 1240, 1276 / 1754), abs=0.09)


def test_a_letter_typed_in_blue_bears_no_chop() -> None:
    page = np.full((1754, 1240, 3), 255, np.uint8)
    lines = []
    for number, text in enumerate(
        [
            "LETTER OF AUTHORIZATION",
            "We sign for and on behalf of Sample Trading Limited",
            "For and on behalf of",
            "Sample Trading Limited",
        ]
        + ["hereby authorize the shop named below"] * 4
        + ["Authorized Signature(s)"]
    ):
        top = 100 + 40 * number
        page[top : top + 20, 100:900:3] = (31, 73, 125)
        lines.append(Line(text, (100 / 1240, top / 1754, 900 / 1240, (top + 20) / 1754), 0.97, "rapidocr"))
    assert chop_blocks.find(page, lines) == ()


def test_bluish_light_over_the_page_is_no_ink(engine: engines.Engine) -> None:
    page = paper((stamps.round_seal(COMPANY), (600, 900), 260)).astype(np.float32)
    page *= np.array([0.86, 0.92, 1.0])
    (seal,) = found(page.clip(0, 255).astype(np.uint8), engine)
    assert seal.colour == "red"


@pytest.mark.parametrize("width", [150, 260])
def test_the_national_emblem_is_no_seal(engine: engines.Engine, width: int) -> None:
    assert found(paper((stamps.emblem(), (500, 200), width)), engine) == ()


@pytest.mark.parametrize("seed", [1, 7001])
def test_the_seam_around_a_photographed_emblem_is_no_blue_chop(engine: engines.Engine, seed: int) -> None:
    page = Image.fromarray(paper((stamps.emblem(), (560, 190), 120)))
    page.info["dpi"] = (170, 170)
    assert found(np.asarray(camera.photo(page, seed=seed).convert("RGB")), engine) == ()


def test_an_ornamental_frame_is_no_seal(engine: engines.Engine) -> None:
    page = paper().copy()
    for inset in (0, 14):
        cv2.rectangle(page, (400 + inset, 500 + inset), (760 - inset, 780 - inset), (190, 40, 40), 3)
    cv2.putText(page, "LUMORA", (450, 660), 0, 2, (20, 20, 20), 4)
    assert found(page, engine) == ()


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda page: page, id="empty page"),
        pytest.param(lambda page: cv2.circle(page, (600, 800), 130, (200, 30, 30), -1), id="solid red disc"),
        pytest.param(lambda page: cv2.rectangle(page, (300, 500), (900, 900), (200, 30, 30), -1), id="red block"),
        pytest.param(lambda page: cv2.circle(page, (600, 800), 130, (30, 30, 30), 6), id="black ring"),
        pytest.param(lambda page: cv2.rectangle(page, (300, 500), (600, 800), (30, 30, 30), 6), id="black frame"),
        pytest.param(lambda page: cv2.putText(page, "SALE 50%", (200, 800), 0, 6, (200, 30, 30), 14), id="red print"),
        pytest.param(lambda page: cv2.circle(page, (600, 800), 9, (200, 30, 30), 2), id="tiny ring"),
    ],
)
def test_what_is_no_seal_is_not_called_one(engine: engines.Engine, draw) -> None:  # type: ignore[no-untyped-def]
    page = paper().copy()
    draw(page)
    assert found(page, engine) == ()
