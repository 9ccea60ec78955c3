"""Purpose marks in tiles are no part of what a page says."""

from __future__ import annotations

from docvet.documents.kinds.business_license import extract
from docvet.documents.text.overprint import without_overprint
from docvet.models import Box, Line
from tests.documents.pages import HEIGHT, WIDTH, line, page, text_of

TILE = "仅供TikTok Shop入驻使用 2024-05-28"


def slanted(left: float, top: float, text: str, *, width: float = 0.31, height: float = 0.2) -> Line:
    box: Box = (left, top, left + width, top + height)
    return Line(text, box, 0.97, "rapidocr")


def kept(*lines: Line) -> list[str]:
    return [item.text for item in without_overprint(lines, WIDTH, HEIGHT)]


OWN = [
    line(0.1, 0.1 + 0.05 * at, text)
    for at, text in enumerate(("名称 深圳市晨曦云帆贸易有限公司", "类型 有限责任公司", "成立日期2018年01月25日"))
]


def test_slanted_tiles_and_their_pieces_are_set_aside() -> None:
    pieces = [line(0.1, 0.4, "-28"), line(0.5, 0.4, "入驻使用")]
    assert kept(*OWN, slanted(0.2, 0.2, TILE), slanted(0.5, 0.5, TILE), *pieces) == [item.text for item in OWN]


def test_a_piece_read_into_a_value_is_cut_off() -> None:
    crossed = line(0.1, 0.5, "法定代表人 林怀瑾28", 0.03)
    assert kept(*OWN, slanted(0.2, 0.2, TILE), crossed)[-1] == "法定代表人 林怀瑾"
    plain = line(0.1, 0.5, "云栖路28")
    assert kept(*OWN, slanted(0.2, 0.2, TILE), plain)[-1] == "云栖路28"


def test_repeated_purposes_are_set_aside_but_not_what_a_table_repeats() -> None:
    marks = [line(0.1, 0.3 + 0.1 * at, "仅供展示 他用无效") for at in range(3)]
    goods = [line(0.6, 0.3 + 0.1 * at, "女式连衣裙") for at in range(3)]
    assert kept(*OWN, *marks, *goods) == [item.text for item in (*OWN, *goods)]


def test_a_page_that_leans_keeps_its_lines() -> None:
    leaning = [
        slanted(0.1, 0.1 * at, f"第{at}行很长的一段经营范围文字互联网销售使用", width=0.5, height=0.12)
        for at in range(6)
    ]
    assert len(kept(*leaning)) == 6


def test_one_purpose_that_stands_straight_is_left_to_its_reader() -> None:
    assert kept(*OWN, line(0.1, 0.5, "仅供入驻使用"))[-1] == "仅供入驻使用"


def test_a_licence_under_tiles() -> None:
    rows = [
        (0.1, 0.2, "名称 深圳市晨曦云帆贸易有限公司"), (0.1, 0.24, "类型 有限责任公司"), (0.1, 0.28, "法定代表人 林怀瑾"),
        (0.1, 0.32, "经营范围 服装服饰零售;互联网销售。"),
    ]  # fmt: skip
    made = page(rows)
    lines = (*made.passes[0].lines, slanted(0.2, 0.2, TILE), slanted(0.45, 0.3, TILE), line(0.5, 0.28, "-28"))
    read = text_of(made)
    read.pages[0].lines = without_overprint(lines, WIDTH, HEIGHT)
    fields = extract(read)
    assert {name: fields[name].value for name in ("name", "representative", "scope")} == {
        "name": "深圳市晨曦云帆贸易有限公司", "representative": "林怀瑾", "scope": "服装服饰零售;互联网销售。",
    }  # fmt: skip
