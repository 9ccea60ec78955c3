"""商标注册证, as the trade mark office printed it until 2019 and as 国家知识产权局 issues it since; and the 受理通知书."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sample_docs.documents.base import Truth, company_seal, day, iso, marked, stated
from sample_docs.paint.drawing import GREY, RED, Colour, Drawing
from sample_docs.paint.fonts import Font
from sample_docs.paint.stamps import signature

_FRAME: Colour = (176, 130, 60)
_TINT: Colour = (253, 250, 240)


@dataclass(frozen=True, slots=True)
class TrademarkCertificate:
    """What the certificate says."""

    look: Literal["old", "new"]
    number: str
    mark: str
    nice_class: int
    goods: str
    registrant: str
    registrant_address: str
    registered: date
    valid_to: date

    def draw(self) -> Drawing:
        """The certificate on A4."""
        sheet = Drawing(210, 297, _TINT)
        sheet.box(10, 10, 190, 277, 1.6, _FRAME)
        sheet.box(13, 13, 184, 271, 0.4, _FRAME)
        sheet.text(150, 30, f"第 {self.number} 号", 5, font=Font.HEI)
        sheet.spread(55, 46, "商标注册证", 100, 14, font=Font.SONG, bold=True)
        sheet.box(65, 72, 80, 46, 0.3, GREY)
        sheet.text(105, 88, self.mark, 13, font=Font.HEI, centre=True, bold=True)
        return marked(_old(sheet, self) if self.look == "old" else _new(sheet, self))

    def truth(self) -> Truth:
        """What it says."""
        return Truth(
            "trademark_certificate",
            stated(
                registration_number=self.number, mark=self.mark, nice_classes=[self.nice_class], goods=self.goods,
                registrant=self.registrant, registrant_address=self.registrant_address,
                registered=iso(self.registered), valid_from=iso(self.registered), valid_to=iso(self.valid_to),
            ),
        )  # fmt: skip


def _old(sheet: Drawing, document: TrademarkCertificate) -> Drawing:
    sheet.text(28, 128, f"核定使用商品（第{document.nice_class}类）", 5, font=Font.HEI)
    y = sheet.block(28, 138, f"{document.goods}（截止）", 154, 4.6) + 12
    sheet.text(28, y, "注册人", 5, font=Font.HEI)
    sheet.block(66, y, document.registrant, 116, 4.6)
    sheet.text(28, y + 13, "注册人地址", 5, font=Font.HEI)
    y = sheet.block(66, y + 13, document.registrant_address, 116, 4.6) + 6
    sheet.text(28, y, "注册有效期限", 5, font=Font.HEI)
    sheet.text(66, y, f"自公元{day(document.registered)}至{day(document.valid_to)}止", 4.6)
    sheet.text(56, 252, "局长签发", 5, font=Font.HEI)
    sheet.picture(signature("程望舒", 3), 82, 246, 34, 16)
    sheet.text(128, 262, "国家工商行政管理总局商标局", 4.6)
    sheet.picture(company_seal("国家工商行政管理总局商标局"), 138, 236, 42)
    return sheet


def _new(sheet: Drawing, document: TrademarkCertificate) -> Drawing:
    y = sheet.block(28, 128, f"核定使用商品/服务项目（国际分类：{document.nice_class}）", 154, 5, font=Font.HEI) + 3
    y = sheet.block(28, y, f"第{document.nice_class}类：{document.goods}（截止）", 154, 4.6) + 12
    sheet.text(28, y, "注册人", 5, font=Font.HEI)
    sheet.block(66, y, document.registrant, 116, 4.6)
    sheet.text(28, y + 13, "注册人地址", 5, font=Font.HEI)
    y = sheet.block(66, y + 13, document.registrant_address, 116, 4.6) + 6
    sheet.text(28, y, "注册日期", 5, font=Font.HEI)
    sheet.text(54, y, day(document.registered), 4.6)
    sheet.text(106, y, "有效期至", 5, font=Font.HEI)
    sheet.text(132, y, day(document.valid_to), 4.6)
    sheet.text(56, 252, "局长", 5, font=Font.HEI)
    sheet.picture(signature("陆景行", 4), 72, 246, 34, 16)
    sheet.text(130, 252, "发证机关", 5, font=Font.HEI)
    sheet.text(130, 262, "国家知识产权局", 4.6)
    sheet.picture(company_seal("国家知识产权局"), 138, 236, 42)
    return sheet


@dataclass(frozen=True, slots=True)
class TrademarkAcceptance:
    """商标注册申请受理通知书: a mark that is applied for (TM), not registered."""

    application_number: str
    applicant: str
    address: str
    applied: date
    nice_class: int
    mark: str
    notified: date

    def draw(self) -> Drawing:
        """The notice on A4."""
        sheet = Drawing(210, 297)
        sheet.spread(70, 30, "国家知识产权局", 70, 7, font=Font.SONG, colour=RED, bold=True)
        sheet.line(25, 42, 185, 42, 0.6, RED)
        sheet.text(105, 52, "商标注册申请受理通知书", 8, font=Font.HEI, centre=True)
        sheet.text(184, 68, f"发文日期：{day(self.notified)}", 4.2, right=True)
        sheet.text(28, 80, f"{self.applicant}：", 4.6)
        body = (
            "根据《中华人民共和国商标法》及其实施条例的有关规定，你（单位）提交的商标注册申请，"
            "我局予以受理，现将有关事项通知如下："
        )
        y = sheet.block(28, 90, body, 154, 4.6, indent=2) + 5
        rows = [
            ("申请号", self.application_number), ("申请日期", day(self.applied)), ("商标", self.mark),
            ("类别", f"第{self.nice_class}类"), ("申请人", self.applicant), ("申请人地址", self.address),
        ]  # fmt: skip
        y = sheet.table(28, y, (36, 118), rows, size=4.4, height=11) + 8
        note = "特此通知。本通知书仅证明我局已受理该申请，不表明所申请的商标已获准注册。"
        sheet.block(28, y, note, 154, 4.6, indent=2)
        sheet.text(150, 232, "国家知识产权局", 4.8, centre=True)
        sheet.picture(company_seal("国家知识产权局", middle="商标受理专用章"), 130, 212, 42)
        return marked(sheet)

    def truth(self) -> Truth:
        """What it says."""
        return Truth(
            "trademark_acceptance",
            stated(
                application_number=self.application_number, applicant=self.applicant, applied=iso(self.applied),
                nice_classes=[self.nice_class],
            ),
        )  # fmt: skip
