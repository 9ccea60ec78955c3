"""Photographs: codes on labels, and what is laid over the picture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docvet.documents.kinds.product_photo import extract, measured, sharpness_of_label
from docvet.models import Code, Picture, Straightening
from tests.documents.pages import Placed, page, text_of

LABEL: list[Placed] = [
    (0.3, 0.4, "LUMORA", 0.05), (0.2, 0.80, "SKU: LM-2024-001"), (0.2, 0.84, "货号"), (0.3, 0.84, "A1023"), (0.2, 0.88, "Model No. X-77B"), (0.2, 0.92, "颜色：米白"),
]  # fmt: skip


def test_codes_behind_their_labels() -> None:
    assert extract(text_of(LABEL))["sku_codes"].value == ["LM-2024-001", "A1023", "X-77B"]


def test_texts() -> None:
    assert "LUMORA" in extract(text_of(LABEL))["texts"].value


def test_the_size_is_that_of_the_photo_as_it_was_handed_in() -> None:
    leaning = replace(
        page(LABEL), straightening=Straightening((1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0), 1300, 1800)
    )
    for photo, size in ((page(LABEL), (1240, 1754)), (leaning, (1300, 1800))):
        fields = measured(photo, {})
        assert (fields["width"].value, fields["height"].value) == size


def test_sharpness_is_told_as_far_as_copies_of_a_photo_agree() -> None:
    alike = [replace(page(LABEL), picture=Picture(True, sharp, 0.0, None, 0)) for sharp in (4141.3, 4245.9, 59.4, 59.8)]
    assert [measured(photo, {})["sharpness"].value for photo in alike] == [4000.0, 4000.0, 59.0, 60.0]


def test_print_on_the_product_is_no_watermark() -> None:
    assert "watermarks" not in extract(text_of(LABEL))


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
        "云帆女装专营店",
    ],
)
def test_marks_laid_over_the_picture(text: str) -> None:
    assert extract(text_of([*LABEL, (0.5, 0.1, text)]))["watermarks"].value != []


def test_a_text_tiled_over_the_picture() -> None:
    tiles: list[Placed] = [(left, top, "云帆女装") for left in (0.05, 0.4, 0.75) for top in (0.1, 0.5, 0.9)]
    assert extract(text_of([*LABEL, *tiles]))["watermarks"].value == ["云帆女装"]


def test_a_text_repeated_down_one_column_is_a_label() -> None:
    column: list[Placed] = [(0.7, top, "100%棉") for top in (0.5, 0.53, 0.56, 0.9)]
    assert "watermarks" not in extract(text_of([*LABEL, *column]))


def test_retail_barcodes_but_no_links() -> None:
    box = (0.1, 0.1, 0.3, 0.2)
    codes = [Code("6901234567892", "EAN13", box), Code("https://example.com/x", "QRCode", box)]
    assert extract(text_of(page(LABEL, codes=codes)))["barcodes"].value == ["6901234567892"]


def test_stripes_and_textures_that_a_reader_takes_for_barcodes_are_none() -> None:
    box = (0.1, 0.1, 0.3, 0.2)
    noise = [Code("05", "ITF", box), Code("0100012345678906", "DataBar", box), Code("A1", "Code39", box)]
    assert "barcodes" not in extract(text_of(page(LABEL, codes=noise)))
    goods = [Code("16901234567899", "ITF", box), Code("LM-2024-001", "Code128", box)]
    assert extract(text_of(page(LABEL, codes=goods)))["barcodes"].value == ["16901234567899", "LM-2024-001"]


def test_a_name_set_from_top_to_bottom_is_one_text() -> None:
    column: list[Placed] = [(0.45, 0.2, "云", 0.08), (0.45, 0.31, "帆", 0.08), (0.8, 0.25, "新", 0.02)]
    texts = extract(text_of([*column, (0.2, 0.9, "颜色：米白")]))["texts"].value
    assert texts == ["云帆", "新", "颜色:米白"]


def test_specks_and_patterns_are_no_texts() -> None:
    speck = page([(0.2, 0.2, "LUMORA"), (0.5, 0.5, "·—")])
    pattern = page([(0.2, 0.2, "三川")], confidence=0.4)
    assert extract(text_of(speck))["texts"].value == ["LUMORA"]
    assert "texts" not in extract(text_of(pattern))


def test_a_tiled_text_that_the_goods_cover_in_part() -> None:
    tiles: list[Placed] = [
        (0.05, 0.1, "云帆女装优选集"),
        (0.7, 0.3, "云帆女装"),
        (0.1, 0.6, "装优选集"),
        (0.6, 0.9, "女装优选"),
    ]
    assert extract(text_of([*LABEL, *tiles]))["watermarks"].value == ["云帆女装优选集"]
    assert "watermarks" not in extract(text_of([*LABEL, *tiles[:3]]))


def test_a_telephone_number_in_a_corner_is_laid_over_and_one_on_the_goods_is_the_maker_s() -> None:
    number = "TEL 020-61726324"
    assert extract(text_of([*LABEL, (0.7, 0.95, number)]))["watermarks"].value == [number]
    assert "watermarks" not in extract(text_of([*LABEL, (0.4, 0.5, number)]))


def test_a_maker_s_site_and_telephone_in_the_print_of_a_pack_are_no_overlay() -> None:
    label: list[Placed] = [(0.3, top, text) for top, text in ((0.6, "净含量：50ml"), (0.63, "保质期：三年"))]
    site = (0.3, 0.66, "www.example.com")
    service = (0.3, 0.69, "服务热线：400-000-0000")
    assert "watermarks" not in extract(text_of([*label, site, service]))
    assert extract(text_of([*label, (0.7, 0.95, "www.example.com")]))["watermarks"].value == ["www.example.com"]


def test_sharpness_is_that_of_the_label() -> None:
    (label,) = [line for line in page(LABEL).lines if line.text.startswith("SKU")]
    sharp = ((0.3, 0.4, 0.6, 0.45), 900.0)
    picture = Picture(True, 700.0, 0.0, None, 0, spots=(sharp, (label.box, 12.0)))
    assert sharpness_of_label(picture, extract(text_of([LABEL[1]]))["sku_codes"]) == 12.0
    assert sharpness_of_label(picture, None) == 700.0


def test_the_bars_tell_how_a_misread_code_is_spelt() -> None:
    code = Code("SO-24-801", "Code128", (0.2, 0.85, 0.4, 0.9))
    fields = extract(text_of(page([(0.2, 0.8, "货号：S0-24-801")], codes=[code])))
    assert fields["sku_codes"].value == ["SO-24-801"]
    other = extract(text_of(page([(0.2, 0.8, "货号：S0-24-802")], codes=[code])))
    assert other["sku_codes"].value == ["S0-24-802"]


@pytest.mark.parametrize(
    "printed",
    [
        "【产品编号】：LM-2024-001",
        "商品货号:LM-2024-001",
        "款式编号 LM-2024-001",
        "(SKU编号)LM-2024-001",
        "PRODUCT CODE: LM-2024-001",
        "REF. LM-2024-001",
    ],
)
def test_labels_of_codes(printed: str) -> None:
    assert extract(text_of([(0.2, 0.8, printed)]))["sku_codes"].value == ["LM-2024-001"]


def test_a_purpose_tiled_over_goods_is_still_a_watermark() -> None:
    tiles: list[Placed] = [(left, top, "仅供TikTok Shop使用") for left in (0.05, 0.4, 0.7) for top in (0.2, 0.5, 0.8)]
    assert extract(text_of([(0.3, 0.4, "LUMORA", 0.05), *tiles]))["watermarks"].value == ["仅供TikTok Shop使用"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("型号 Model QH-8803", "QH-8803"),
        ("货号/Style No.: QH-8803", "QH-8803"),
        ("Article number: QH8803", "QH8803"),
        ("MPN: QH8803", "QH8803"),
        ("编号：QH-8803", "QH-8803"),
        ("商家编码：QH8803-白-L", "QH8803-白-L"),
        ("产品货号：QH8803 白色", "QH8803"),
    ],
)
def test_codes_behind_other_labels(text: str, code: str) -> None:
    assert extract(text_of([(0.2, 0.8, text)]))["sku_codes"].value == [code]


@pytest.mark.parametrize("text", ["证书编号：QH-8803", "批号 20240305", "S/N: QH8803", "色号：B12"])
def test_numbers_that_name_no_goods(text: str) -> None:
    assert "sku_codes" not in extract(text_of([(0.2, 0.8, text)]))
