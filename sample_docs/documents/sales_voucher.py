"""Sales vouchers: the electronic VAT invoice, the fully digital invoice, a purchase contract, a delivery note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sample_docs.documents.base import Truth, company_seal, day, iso, marked, stated
from sample_docs.paint.drawing import Colour, Drawing
from sample_docs.paint.fonts import Font
from sample_docs.paint.stamps import code_picture, oval_seal

_BROWN: Colour = (150, 88, 50)


@dataclass(frozen=True, slots=True)
class SalesVoucher:
    """Goods that changed hands between two companies."""

    look: Literal["invoice", "digital", "contract", "delivery"]
    number: str
    """20 digits for the fully digital invoice, 8 for the older one, a contract's number otherwise."""
    date: date
    seller: str
    seller_code: str
    buyer: str
    buyer_code: str
    brand: str
    product: str
    quantity: int
    price: float
    """A piece, tax included."""

    @property
    def born_digital(self) -> bool:
        """True for the fully digital invoice, which nobody scans."""
        return self.look == "digital"

    @property
    def amount(self) -> float:
        """What was paid in all, tax included."""
        return round(self.quantity * self.price, 2)

    def draw(self) -> Drawing:
        """The invoice on half a sheet, contracts and notes on A4."""
        return marked(_invoice(self) if self.look in ("invoice", "digital") else _contract(self))

    def truth(self) -> Truth:
        """What it says."""
        return Truth(
            "sales_voucher",
            stated(date=iso(self.date), seller=self.seller, buyer=self.buyer, brand=self.brand, amount=self.amount),
        )


def _invoice(document: SalesVoucher) -> Drawing:
    sheet = Drawing(210, 140)
    digital = document.look == "digital"
    sheet.text(92, 11, "电子发票（普通发票）" if digital else "广东增值税电子普通发票", 6.4, colour=_BROWN, centre=True)
    for under in (20, 21):
        sheet.line(54, under, 130, under, 0.3, _BROWN)
    sheet.picture(code_picture(f"01,32,,{document.number},{document.amount:.2f},{document.date:%Y%m%d},"), 12, 6, 22)
    head = [("发票号码", document.number), ("开票日期", day(document.date))]
    if not digital:
        head.insert(0, ("发票代码", "044002400111"))
    for row, (label, value) in enumerate(head):
        sheet.text(144, 8 + 6 * row, f"{label}：", 3.4, colour=_BROWN)
        sheet.text(162, 8 + 6 * row, value, 3.4)
    _parties(sheet, document)
    net = document.amount / 1.13
    tax = document.amount - net
    rows = [
        ("项目名称", "规格型号", "单位", "数量", "单价", "金额", "税率", "税额"),
        (
            f"*服装*{document.brand}{document.product}", "均码", "件", str(document.quantity), f"{document.price / 1.13:.2f}",
            f"{net:.2f}", "13%", f"{tax:.2f}",
        ),
    ]  # fmt: skip
    y = sheet.table(12, 60, (56, 22, 12, 16, 20, 26, 12, 22), rows, size=3.2, height=8, colour=_BROWN)
    sheet.text(40, y + 5, "合　　计", 3.4, colour=_BROWN)
    sheet.text(148, y + 5, f"¥{net:.2f}", 3.4, right=True)
    sheet.text(196, y + 5, f"¥{tax:.2f}", 3.4, right=True)
    sheet.line(12, y + 12, 198, y + 12, 0.25, _BROWN)
    sheet.text(18, y + 15, "价税合计", 3.4, colour=_BROWN)
    sheet.text(120, y + 15, f"（小写）¥{document.amount:.2f}", 3.6)
    sheet.box(12, y, 186, 24, 0.25, _BROWN)
    sheet.text(14, y + 28, f"备注：{document.brand}品牌商品", 3.2)
    sheet.text(14, y + 36, "开票人：叶知夏", 3.2)
    if not digital:
        sheet.picture(oval_seal(document.seller, "发票专用章", document.seller_code), 146, y + 16, 38)
    return sheet


def _parties(sheet: Drawing, document: SalesVoucher) -> None:
    """Buyer and seller in the two upper boxes of an invoice."""
    for x, who, name, code in (
        (12, "购买方信息", document.buyer, document.buyer_code), (105, "销售方信息", document.seller, document.seller_code),
    ):  # fmt: skip
        sheet.box(x, 34, 93, 26, 0.25, _BROWN)
        sheet.line(x + 7, 34, x + 7, 60, 0.25, _BROWN)
        for step, character in enumerate(who):
            sheet.text(x + 2, 35.5 + 4.7 * step, character, 3.2, colour=_BROWN)
        sheet.text(x + 9, 39, f"名称：{name}", 3.3)
        sheet.text(x + 9, 49, f"统一社会信用代码/纳税人识别号：{code}", 2.7)


def _contract(document: SalesVoucher) -> Drawing:
    sheet = Drawing(210, 297)
    contract = document.look == "contract"
    sheet.text(105, 30, "采购合同" if contract else "送货单", 9, font=Font.HEI, centre=True, bold=True)
    sheet.text(182, 45, f"{'合同编号' if contract else '单号'}：{document.number}", 4, right=True)
    sheet.text(28, 54, f"{'甲方（采购方）' if contract else '收货单位（购买方）'}：{document.buyer}", 4.6)
    sheet.text(28, 63, f"{'乙方（供货方）' if contract else '送货单位（销售方）'}：{document.seller}", 4.6)
    sheet.text(28, 72, f"{'签订日期' if contract else '送货日期'}：{day(document.date)}", 4.6)
    y = 84.0
    if contract:
        text = "根据《中华人民共和国民法典》的有关规定，甲乙双方经协商一致，订立本合同。甲方向乙方采购下列商品："
        y = sheet.block(28, y, text, 154, 4.6, indent=2) + 4
    rows = [
        ("品牌", "品名", "数量", "单价（元）", "金额（元）"),
        (document.brand, document.product, f"{document.quantity}件", f"{document.price:.2f}", f"{document.amount:.2f}"),
        ("合计", "", "", "", f"¥{document.amount:.2f}"),
    ]
    y = sheet.table(28, y, (34, 46, 22, 24, 28), rows, size=4.2, height=11) + 8
    if contract:
        text = "一、乙方保证所供商品为正品。\n二、货款自验收合格之日起三十日内付清。\n三、本合同一式两份，自双方盖章之日起生效。"
        y = sheet.block(28, y, text, 154, 4.6)
    _both_seals(sheet, document, max(y + 18, 190))
    return sheet


def _both_seals(sheet: Drawing, document: SalesVoucher, y: float) -> None:
    for x, side, name in ((28, "采购方（盖章）：", document.buyer), (110, "供货方（盖章）：", document.seller)):
        sheet.text(x, y, side, 4.4)
        sheet.block(x, y + 9, name, 70, 4.2)
        sheet.picture(company_seal(name), x + 24, y - 4, 38)
