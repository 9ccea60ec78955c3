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
        (INVOICE + TOTAL + "红字", ("invoice", "red_letter")),
        (INVOICE + TOTAL + "备注：冲红发票，原发票号码24992000000000000009", ("invoice", "red_letter")),
        (INVOICE + TOTAL + "发票状态：已红冲-全额", ("invoice", "red_letter")),
        (INVOICE + TOTAL + "备注：全额红冲", ("invoice", "red_letter")),
        (INVOICE + TOTAL + "备注：如需红冲请联系销售方", ("invoice", None)),
        (INVOICE + "价税合计（大写）负贰仟贰佰陆拾圆整\n", ("invoice", "red_letter")),
        (INVOICE + "价税合计（小写）（¥2260.00）\n", ("invoice", "red_letter")),
        ("CREDIT NOTE\nSeller: A\nBuyer: B\n", ("red_letter", "red_letter")),
        ("销售退货单\n" + PARTIES + TOTAL, ("return", "return")),
        (INVOICE + TOTAL + "【已作废】", ("invoice", "void")),
        (INVOICE + TOTAL + "该发票已作废", ("invoice", "void")),
        (INVOICE + TOTAL + "备注：该发票已被全额红冲", ("invoice", "red_letter")),
        (INVOICE + TOTAL + "备注：如该发票已红冲，请联系销售方", ("invoice", None)),
        (INVOICE + TOTAL + "备注：此发票已作废", ("invoice", "void")),
        (INVOICE + TOTAL + "样 张", ("invoice", "draft")),
        (INVOICE + TOTAL + "所属增值税电子普通发票代码：044002300111 号码：00000001", ("invoice", None)),  # its list, on a second page
        ("销售货物或者提供应税劳务、服务清单\n" + PARTIES + TOTAL, ("item_list", "item_list")),
        (INVOICE + TOTAL + "备注：预开发票，货未发", ("invoice", "draft")),
        (INVOICE + TOTAL + "预览 非正式发票", ("invoice", "draft")),
        ("购销合同\n草稿 v2\n甲方：A\n", ("contract", "draft")),
        ("购销合同\n甲方：A\n本合同为样稿，以正式签署版本为准。\n", ("contract", "draft")),
        ("购销合同\n甲方：A\n本合同已解除\n", ("contract", "void")),
        ("购销合同\n甲方：A\n本合同自双方盖章之日起生效，合同解除后互不追究。\n", ("contract", None)),
        ("发票作废申请\n" + PARTIES, ("request", "request")),
        ("INVOICE\nSeller: A\nBuyer: B\nStatus: VOID\n", ("invoice", "void")),
        ("送货单（客户联）\n" + PARTIES, ("delivery_note", None)),
        ("SALES CONTRACT\nDRAFT - NOT FOR SIGNATURE\nSeller: A\n", ("contract", "draft")),
        ("开票申请单\n" + PARTIES, ("request", "request")),
        ("采购意向书\n甲方：A\n乙方：B\n", ("request", "request")),
        ("样品领用单\n客户：A\n", ("sample", "sample")),
        ("订单详情\n订单状态：待付款\n买家：A\n", ("order", "cancelled")),
        ("订单详情\n交易关闭\n买家：A\n", ("order", "cancelled")),
        ("订单详情\n交易关闭（买家未付款）\n买家：A\n", ("order", "cancelled")),
        ("订单详情\n等待买家付款\n买家：A\n", ("order", "cancelled")),
        ("订单详情\n订单状态：交易成功\n如需取消订单请联系客服\n", ("order", None)),
    ],
)  # fmt: skip
def test_standing(text: str, expected: tuple[object, object]) -> None:
    assert standing(text) == expected


@pytest.mark.parametrize(
    "title",
    ["报价单", "送货单（客户联）", "淘宝订单", "月结对账单", "开票申请单", "采购意向书", "销售退货单", "CREDIT NOTE"],
)
def test_what_is_handed_in_for_a_voucher_is_known_as_one(title: str) -> None:
    drawn = page(prose(f"{title}\n" + PARTIES + TOTAL))
    assert guess(drawn, text_of(drawn).pages[0], "x.pdf").kind == "sales_voucher"
