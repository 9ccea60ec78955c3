"""Photos of goods told from documents and from screens, by what is to be read on them."""

from __future__ import annotations

from dataclasses import replace

from docvet.documents.classify import guess
from docvet.documents.text.page import PageText
from docvet.models import Page, Picture
from tests.documents.pages import Placed, page

PHOTO = Picture(coloured=True, sharpness=300.0, glare=0.0, dpi=None, phash=0)
SCREEN = replace(PHOTO, screen=("device_size", "no_dpi_png"))
STATUS: list[Placed] = [(0.05, 0.01, "9:41"), (0.8, 0.01, "5G 87%")]


def kind_of(placed: list[Placed], picture: Picture = PHOTO, path: str = "IMG_1.jpg") -> str:
    shown: Page = replace(page(placed), picture=picture)
    return guess(shown, PageText(shown, shown.passes[-1]), path).kind


def test_a_pack_with_its_label_is_a_photo_and_no_list() -> None:
    label: list[Placed] = [
        (0.2, 0.3, "LUMORA", 0.06),
        (0.5, 0.6, "SKU: LM-2024-001"),
        (0.5, 0.63, "品名：连衣裙"),
        (0.5, 0.66, "规格：标准"),
    ]
    assert kind_of(label) == "product_photo"


def test_the_back_of_a_pack_has_much_print() -> None:
    rows = (
        "成分：水、甘油、丁二醇、烟酰胺、透明质酸钠、样本提取物",
        "使用方法：洁面后取适量均匀涂抹于面部",
        "注意事项：如有不适请立即停止使用并咨询医师",
        "净含量：50ml", "保质期：三年", "生产企业：样本日用品厂", "贮存条件：阴凉干燥处，避免阳光直射",
    )  # fmt: skip
    assert kind_of([(0.2, 0.2 + 0.03 * place, text) for place, text in enumerate(rows)]) == "product_photo"


def test_a_brand_seen_near_covers_much_of_the_picture() -> None:
    assert kind_of([(0.05, 0.2, "岚墨", 0.3), (0.1, 0.7, "SINCE 1998", 0.1)]) == "product_photo"


def test_a_bank_s_page_on_a_telephone_is_none() -> None:
    rows = ("账户信息", "户名 样本贸易有限公司", "余额 12,345.67")
    account: list[Placed] = [(0.1, 0.1 + 0.1 * place, text) for place, text in enumerate(rows)]
    assert kind_of([*STATUS, *account], SCREEN, "IMG_1.png") != "product_photo"
    assert kind_of(account, PHOTO) != "product_photo"


def test_a_screen_without_a_word_of_goods_is_none() -> None:
    chat: list[Placed] = [(0.1, 0.2, "你好"), (0.4, 0.3, "收到，谢谢")]
    assert kind_of([*STATUS, *chat], SCREEN, "IMG_1.png") == "other"
    goods: list[Placed] = [(0.3, 0.4, "LUMORA", 0.05), (0.3, 0.5, "货号：LM-001")]
    assert kind_of([*STATUS, *goods], SCREEN, "IMG_1.png") == "product_photo"
