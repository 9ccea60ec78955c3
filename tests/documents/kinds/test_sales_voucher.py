"""Invoices, contracts, delivery notes and bank receipts: who sells, who buys, when, for how much."""

from __future__ import annotations

import pytest

from docvet.documents.kinds.sales_voucher import extract
from docvet.models import Code, Field
from tests.documents.pages import Placed, page, prose, text_of

BUYER = "广州市悦海潮生电子商务有限公司"
SELLER = "深圳市晨曦云帆贸易有限公司"
TOTAL: list[Placed] = [
    (0.1, 0.44, "价税合计（大写）"),
    (0.35, 0.44, "壹万壹仟叁佰圆整"),
    (0.65, 0.44, "（小写）¥11300.00"),
]
SIDE_BY_SIDE: list[Placed] = [
    (0.35, 0.05, "电子发票（增值税专用发票）", 0.025), (0.65, 0.11, "开票日期：2024年05月06日"), (0.05, 0.15, "购"), (0.05, 0.17, "买"), (0.05, 0.19, "方"),
    (0.08, 0.15, f"名称：{BUYER}"), (0.5, 0.15, "销"), (0.5, 0.17, "售"), (0.5, 0.19, "方"), (0.55, 0.15, f"名称：{SELLER}"), *TOTAL,
]  # fmt: skip
STACKED: list[Placed] = [
    (0.35, 0.05, "深圳增值税电子普通发票", 0.025), (0.65, 0.11, "开票日期:2024年05月06日"), (0.05, 0.17, "购"), (0.1, 0.17, f"名      称:{BUYER}"),
    *TOTAL, (0.05, 0.5, "销"), (0.1, 0.5, f"名      称:{SELLER}"),
]  # fmt: skip
CONTRACT = prose(f"""
                 采购合同
甲方（需方）：{BUYER}
乙方（供方）：{SELLER}
签订日期：2024年5月6日    签订地点：深圳
合同总金额：人民币11300元（大写：壹万壹仟叁佰元整）。""")
TURNED = prose(f"""
                 购销合同
甲方：{SELLER}
乙方：{BUYER}
一、乙方向甲方采购LUMORA品牌女装。
合同总金额：人民币11300元（大写：壹万壹仟叁佰元整）。
签订日期：2024年5月6日""")
DELIVERY: list[Placed] = [
    (0.4, 0.05, "送货单", 0.03), (0.1, 0.12, f"收货单位（购买方）：{BUYER}"), (0.1, 0.15, f"送货单位（销售方）：{SELLER}"), (0.1, 0.18, "送货日期：2024年05月06日"),
    (0.1, 0.24, "品牌"), (0.25, 0.24, "品名"), (0.45, 0.24, "数量"), (0.6, 0.24, "单价（元）"), (0.1, 0.27, "LUMORA"), (0.25, 0.27, "连衣裙"), (0.45, 0.27, "100件"),
    (0.1, 0.32, "合计"), (0.6, 0.32, "¥11300.00"), (0.1, 0.5, "采购方（盖章）"), (0.6, 0.5, "供货方（盖章）"), (0.1, 0.53, BUYER), (0.6, 0.53, SELLER),
]  # fmt: skip
RECEIPT: list[Placed] = [
    (0.3, 0.05, "国内支付业务付款回单", 0.025), (0.6, 0.1, "日期：2024年05月06日"), (0.05, 0.15, f"付款人名称：{BUYER}"), (0.52, 0.15, f"收款人名称：{SELLER}"),
    (0.05, 0.2, "金额：CNY11,300.00"), (0.05, 0.23, "人民币壹万壹仟叁佰元整"),
]  # fmt: skip
PAPERS = {
    "side": SIDE_BY_SIDE,
    "stacked": STACKED,
    "contract": CONTRACT,
    "turned": TURNED,
    "delivery": DELIVERY,
    "receipt": RECEIPT,
}


@pytest.mark.parametrize("name", PAPERS)
def test_parties_date_and_amount(name: str) -> None:
    fields = extract(text_of(PAPERS[name]))
    assert (fields["seller"].value, fields["buyer"].value) == (SELLER, BUYER)
    assert fields["date"].value == "2024-05-06"
    assert fields["amount"].value == 11300.0


@pytest.mark.parametrize("name", ["side", "stacked", "contract", "receipt"])
def test_figures_and_words_bear_each_other_out(name: str) -> None:
    assert "arithmetic" in extract(text_of(PAPERS[name]))["amount"].witnesses


def test_words_that_say_another_sum_bear_nothing_out() -> None:
    other = [item if "壹万" not in item[2] else (0.35, 0.44, "壹万壹仟肆佰圆整") for item in STACKED]
    assert "arithmetic" not in extract(text_of(other))["amount"].witnesses


def test_a_brand_that_heads_a_column() -> None:
    assert extract(text_of(DELIVERY))["brand"].value == "LUMORA"


def test_an_invoice_whose_sections_are_swapped() -> None:
    swapped = [
        item if not item[2].startswith("名称") else (item[0], item[1], f"名称：{SELLER if BUYER in item[2] else BUYER}")
        for item in SIDE_BY_SIDE
    ]
    swapped = [
        (*item[:2], {"购": "销", "买": "售", "销": "购", "售": "买"}.get(item[2], item[2]), *item[3:])
        for item in swapped
    ]  # type: ignore[misc]
    fields = extract(text_of(swapped))
    assert (fields["seller"].value, fields["buyer"].value) == (SELLER, BUYER)


def test_sides_that_the_contract_does_not_explain_stay_in_doubt() -> None:
    text = f"采购合同\n甲方：{BUYER}\n乙方：{SELLER}\n签订日期：2024年5月6日"
    assert extract(text_of(prose(text)))["buyer"].confidence <= 0.6


def test_two_dates_without_a_label_are_no_date() -> None:
    assert "date" not in extract(text_of(prose("收据\n2024年5月6日送出\n2024年5月9日退回")))


def test_a_total_that_slipped_off_its_labels_row_is_in_doubt() -> None:
    slipped = [item if "11300" not in item[2] else (0.6, 0.30, item[2]) for item in DELIVERY]
    field = extract(text_of(slipped))["amount"]
    assert field.value == 11300.0
    assert field.confidence < 0.9


def test_a_vat_invoice_whose_column_head_ends_in_name() -> None:
    placed: list[Placed] = [
        (0.35, 0.05, "广东增值税专用发票", 0.025), (0.1, 0.17, f"名    称：{BUYER}"), (0.05, 0.25, "货物或应税劳务、服务名称"), (0.35, 0.25, "规格型号"),
        (0.6, 0.25, "金额"), (0.8, 0.25, "税率"), *TOTAL, (0.1, 0.5, f"名    称：{SELLER}"),
    ]  # fmt: skip
    fields = extract(text_of(placed))
    assert (fields["seller"].value, fields["buyer"].value) == (SELLER, BUYER)


def test_half_a_label_before_a_name() -> None:
    placed: list[Placed] = [
        (0.35, 0.05, "增值税普通发票", 0.025), (0.05, 0.17, "购名"), (0.12, 0.17, f"称：{BUYER}"), *TOTAL, (0.05, 0.5, "销"), (0.12, 0.5, f"称：{SELLER}"),
    ]  # fmt: skip
    fields = extract(text_of(placed))
    assert (fields["seller"].value, fields["buyer"].value) == (SELLER, BUYER)


def test_the_letterhead_of_a_delivery_note_sells_in_some_doubt() -> None:
    fields = extract(text_of(prose(f"{SELLER}\n          送货单\n客户名称：{BUYER}\n送货日期：2026-09-28")))
    assert fields["seller"].value == SELLER
    assert fields["seller"].confidence < 0.9
    assert "seller" not in extract(text_of(prose(f"{SELLER}\n          采购申请\n客户名称：{BUYER}")))


def test_a_person_or_a_shop_may_sell() -> None:
    receipt = prose(f"收据\n今收到 {BUYER}\n收款单位（盖章）：林晓舟    收款人：周远")
    assert extract(text_of(receipt))["seller"].value == "林晓舟"
    order = prose("订单信息\n卖家：LUMORA旗舰店\n付款时间：2026-11-11 00:05:40\n实付款：¥1299.00（含运费：¥0.00）")
    fields = extract(text_of(order))
    assert fields["seller"].value == "LUMORA旗舰店"
    assert fields["seller"].confidence < 0.9
    assert fields["amount"].value == 1299.0


COLUMNS: list[Placed] = [
    (0.1, 0.2, "品名"), (0.3, 0.2, "品牌"), (0.5, 0.2, "数量"), (0.65, 0.2, "单价（元）"), (0.8, 0.2, "金额（元）"),
    (0.1, 0.23, "连衣裙"), (0.3, 0.23, "LUMORA"), (0.5, 0.23, "100"), (0.65, 0.23, "90.00"), (0.8, 0.23, "9000.00"),
    (0.1, 0.26, "围巾"), (0.3, 0.26, "LUMORA"), (0.5, 0.26, "50"), (0.65, 0.26, "18.00"), (0.8, 0.26, "900.00"),
]  # fmt: skip


def test_a_brand_under_its_head() -> None:
    assert extract(text_of(COLUMNS))["brand"].value == "LUMORA"


def test_a_count_before_the_sum_is_not_the_sum() -> None:
    foot: list[Placed] = [(0.1, 0.29, "合计"), (0.5, 0.29, "150"), (0.8, 0.29, "9900.00")]
    assert extract(text_of([*COLUMNS, *foot]))["amount"].value == 9900.0


def test_rows_without_a_total_are_not_added_up() -> None:
    assert "amount" not in extract(text_of(COLUMNS))


def test_words_and_figures_that_agree_outweigh_a_label() -> None:
    fields = extract(
        text_of(prose("合同总金额见下：数量100件，\n人民币捌万陆仟元整（￥86,000）。\n合计    100    86000"))
    )
    assert fields["amount"].value == 86000.0
    assert "arithmetic" in fields["amount"].witnesses


def test_an_english_order() -> None:
    fields = extract(
        text_of(prose("Order details\nShop name: Sunny Trails\nSubtotal: $32.99\nShipping: $2.99\nOrder total: $35.98"))
    )
    assert (fields["seller"].value, fields["amount"].value) == ("Sunny Trails", 35.98)


CODE = Code(
    "01,10,044001900111,12345678,1000.00,20240422,12345678901234567890,AB12,", "QRCode", (0.05, 0.05, 0.15, 0.1)
)
INVOICE: list[Placed] = [
    (0.35, 0.05, "增值税电子普通发票", 0.03), (0.1, 0.2, "购买方名称：杭州市澄野样本服饰有限公司"), (0.1, 0.3, "价税合计 壹仟元整"),
    (0.1, 0.4, "销售方名称：义乌市沐川样本电子商务有限公司"),
]  # fmt: skip


def with_code(*more: Placed) -> Field | None:
    return extract(text_of(page([*INVOICE, *more], codes=[CODE]))).get("date")


def test_the_day_of_an_invoice_from_its_code() -> None:
    day = with_code()
    assert day is not None
    assert (day.value, day.source) == ("2024-04-22", "qr")


def test_the_code_confirms_the_printed_day_or_puts_it_in_doubt() -> None:
    same, other = with_code((0.6, 0.1, "开票日期：2024年04月22日")), with_code((0.6, 0.1, "开票日期：2024年04月23日"))
    assert same is not None
    assert other is not None
    assert "qr" in same.witnesses
    assert (other.value, other.confidence) == ("2024-04-23", 0.6)


def test_digits_printed_apart_from_the_forms_own_words() -> None:
    apart: list[Placed] = [
        (0.6, 0.1, "开票日期:"), (0.75, 0.1, "年"), (0.81, 0.1, "月"), (0.87, 0.1, "日"), (0.70, 0.112, "2024"), (0.78, 0.112, "04"), (0.84, 0.112, "22"),
    ]  # fmt: skip
    day = extract(text_of([*INVOICE, *apart])).get("date")
    assert day is not None
    assert day.value == "2024-04-22"


def test_a_name_that_stands_elsewhere_is_nobody() -> None:
    assert "seller" not in extract(text_of(prose("送货单\n供货方：见抬头\n收货单位：杭州市澄野样本服饰有限公司")))


def test_a_date_with_a_short_year_is_read_in_doubt() -> None:
    fields = extract(text_of(prose("送货单\n送货日期：24.4.18\n收货单位：深圳市栎样本贸易有限公司")))
    assert (fields["date"].value, fields["date"].confidence < 0.9) == ("2024-04-18", True)
