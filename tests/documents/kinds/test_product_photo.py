"""Photographs: codes on labels, and what is laid over the picture."""

from __future__ import annotations

import pytest

from docvet.documents.kinds.product_photo import extract
from docvet.models import Code
from tests.documents.pages import Placed, page, paper

LABEL: list[Placed] = [
    (0.3, 0.4, "LUMORA", 0.05), (0.2, 0.80, "SKU: LM-2024-001"), (0.2, 0.84, "货号"), (0.3, 0.84, "A1023"), (0.2, 0.88, "Model No. X-77B"), (0.2, 0.92, "颜色：米白"),
]  # fmt: skip


def test_codes_behind_their_labels() -> None:
    assert extract(paper(LABEL))["sku_codes"].value == ["LM-2024-001", "A1023", "X-77B"]


def test_size_and_texts() -> None:
    fields = extract(paper(LABEL))
    assert (fields["width"].value, fields["height"].value) == (1240, 1754)
    assert "LUMORA" in fields["texts"].value


def test_print_on_the_product_is_no_watermark() -> None:
    assert "watermarks" not in extract(paper(LABEL))


@pytest.mark.parametrize(
    "text",
    [
        "www.example.com",
        "微信：yunfan2024",
        "13800138000",
        "@yunfan_shop",
        "抖音号：yunfan88",
        "1688",
        "小红书",
        "版权所有 盗图必究",
        "店铺：云帆女装",
    ],
)
def test_marks_laid_over_the_picture(text: str) -> None:
    assert extract(paper([*LABEL, (0.5, 0.1, text)]))["watermarks"].value != []


def test_a_text_tiled_over_the_picture() -> None:
    tiles: list[Placed] = [(left, top, "云帆女装") for left in (0.05, 0.4, 0.75) for top in (0.1, 0.5, 0.9)]
    assert extract(paper([*LABEL, *tiles]))["watermarks"].value == ["云帆女装"]


def test_a_text_repeated_down_one_column_is_a_label() -> None:
    column: list[Placed] = [(0.7, top, "100%棉") for top in (0.5, 0.53, 0.56, 0.9)]
    assert "watermarks" not in extract(paper([*LABEL, *column]))


def test_retail_barcodes_but_no_links() -> None:
    box = (0.1, 0.1, 0.3, 0.2)
    codes = [Code("6901234567892", "EAN13", box), Code("https://example.com/x", "QRCode", box)]
    assert extract(paper(page(LABEL, codes=codes)))["barcodes"].value == ["6901234567892"]


def test_stripes_and_textures_that_a_reader_takes_for_barcodes_are_none() -> None:
    box = (0.1, 0.1, 0.3, 0.2)
    noise = [Code("05", "ITF", box), Code("0100012345678906", "DataBar", box), Code("A1", "Code39", box)]
    assert "barcodes" not in extract(paper(page(LABEL, codes=noise)))
    goods = [Code("16901234567899", "ITF", box), Code("LM-2024-001", "Code128", box)]
    assert extract(paper(page(LABEL, codes=goods)))["barcodes"].value == ["16901234567899", "LM-2024-001"]


def test_a_name_set_from_top_to_bottom_is_one_text() -> None:
    column: list[Placed] = [(0.45, 0.2, "云", 0.08), (0.45, 0.31, "帆", 0.08), (0.8, 0.25, "新", 0.02)]
    texts = extract(paper([*column, (0.2, 0.9, "颜色：米白")]))["texts"].value
    assert texts == ["云帆", "新", "颜色:米白"]


def test_specks_and_patterns_are_no_texts() -> None:
    speck = page([(0.2, 0.2, "LUMORA"), (0.5, 0.5, "·—")])
    pattern = page([(0.2, 0.2, "三川")], confidence=0.4)
    assert extract(paper(speck))["texts"].value == ["LUMORA"]
    assert "texts" not in extract(paper(pattern))


def test_a_tiled_text_that_the_goods_cover_in_part() -> None:
    tiles: list[Placed] = [
        (0.05, 0.1, "云帆女装专营店"),
        (0.7, 0.3, "云帆女装"),
        (0.1, 0.6, "装专营店"),
        (0.6, 0.9, "女装专营"),
    ]
    assert extract(paper([*LABEL, *tiles]))["watermarks"].value == ["云帆女装专营店"]
    assert "watermarks" not in extract(paper([*LABEL, *tiles[:3]]))


def test_a_telephone_number_in_a_corner_is_laid_over_and_one_on_the_goods_is_the_maker_s() -> None:
    number = "TEL 020-61726324"
    assert extract(paper([*LABEL, (0.7, 0.95, number)]))["watermarks"].value == [number]
    assert "watermarks" not in extract(paper([*LABEL, (0.4, 0.5, number)]))
