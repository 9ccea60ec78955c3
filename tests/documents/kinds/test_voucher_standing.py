"""What sort of voucher it is, and whether it records a sale: from its own words, on text as a pass saw it."""

from __future__ import annotations

import pytest

from docvet.documents.classify import guess
from docvet.documents.kinds.sales_voucher import extract
from tests.documents.pages import page, prose, text_of

PARTIES = "购买方名称：深圳市栎样本贸易有限公司\n销售方名称：广州市样本服饰有限公司\n项目名称 规格型号 单位 数量 单价 金额 税率 税额\n"
INVOICE = "电子发票（普通发票）\n发票号码：24992000000000000001\n开票日期：2024年04月22日\n" + PARTIES
TOTAL = "*服装*LUMORA连衣裙 件 269 49.12 13211.95\n价税合计（小写）¥14929.50\n"


def standing(text: str) -> tuple[object, object]:
    fields = extract(text_of(prose(text)))
    return tuple(fields[name].value if name in fields else None for name in ("voucher_type", "no_sale"))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (INVOICE + TOTAL, ("invoice", None)),
        (INVOICE + TOTAL + "备注：被红冲蓝字数电发票号码：24992000000000000002", ("invoice", "red_letter")),
        (INVOICE + TOTAL + "备注：红字发票信息确认单编号：44990240400000000001", ("invoice", "red_letter")),
        (INVOICE + TOTAL + "销项负数", ("invoice", "red_letter")),
        (INVOICE + "价税合计（小写）¥-14929.50\n", ("invoice", "red_letter")),
        (INVOICE + "价税合计（小写）-¥14929.50\n", ("invoice", "red_letter")),
        (INVOICE + "*服装*连衣裙 件 1 -20.00\n" + TOTAL, ("invoice", None)),  # a discount
        (INVOICE + TOTAL + "作废", ("invoice", "void")),
        (INVOICE + TOTAL + "备注：逾期作废，涂改无效", ("invoice", None)),
        ("报价单\n" + PARTIES + TOTAL, ("quotation", "quotation")),
        ("QUOTATION\nSeller: A\nBuyer: B\n", ("quotation", "quotation")),
        ("PROFORMA INVOICE\nSeller: A\nBuyer: B\n", ("proforma", "proforma")),
        ("COMMERCIAL INVOICE\nSeller: A\nBuyer: B\n", ("invoice", None)),
        ("销售货物或者提供应税劳务清单\n" + PARTIES + "所属增值税电子普通发票代码：044002300111 号码：00000001", ("item_list", "item_list")),
        ("销货清单\n" + PARTIES + TOTAL, ("delivery_note", None)),
        ("采购合同\n合同编号：1\n甲方：A\n如发生退货，乙方应开具红字发票。\n", ("contract", None)),
        ("采购合同（草案）\n合同编号：1\n甲方：A\n", ("contract", "draft")),
        ("送货单\n" + PARTIES + "草稿\n", ("delivery_note", "draft")),
    ],
)  # fmt: skip
def test_standing(text: str, expected: tuple[object, object]) -> None:
    assert standing(text) == expected


def test_a_quotation_is_known_as_a_voucher() -> None:
    drawn = page(prose("报价单\n" + PARTIES + TOTAL))
    assert guess(drawn, text_of(drawn).pages[0], "x.pdf").kind == "sales_voucher"
