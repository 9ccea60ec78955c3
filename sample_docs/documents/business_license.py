"""营业执照: the portrait of 2014, the landscapes of 2019 and 2022, the electronic one, and one with the old number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from sample_docs.documents.base import Truth, company_seal, day, iso, marked, stated
from sample_docs.paint.drawing import BLACK, GREY, Colour, Drawing
from sample_docs.paint.fonts import Font
from sample_docs.paint.stamps import code_picture, emblem
from sample_docs.story import Party

Look = Literal["portrait", "landscape", "landscape-2022", "electronic", "old"]
_GOLD: Colour = (190, 150, 70)
_FOIL: Colour = (206, 168, 72)
_CREAM: Colour = (254, 252, 244)
_REGISTER = "http://www.gsxt.gov.cn"


@dataclass(frozen=True, slots=True)
class BusinessLicense:
    """What a licence says; an empty text is not printed."""

    look: Look
    number: str
    """The credit code, or the 15-digit number of the old look."""
    name: str
    entity_type: str
    representative: str
    address: str
    capital: str
    established: date
    term: str
    """As printed: ``2018年04月02日至长期``."""
    scope: str
    authority: str
    issued: date
    individual: bool = False
    seal: str = ""
    """The text of the company's own seal; empty where nobody stamped the copy."""
    seal_code: str = ""
    seal_over_text: bool = False
    duplicate: bool = True
    """False for the 正本, which hangs on the wall."""
    slip: float = 0.0
    """Millimetres by which the office's printer set the values off the printed form, whose title is gold foil; 0: all in one."""
    code_in_qr: str = ""
    """The credit code that its QR code leads to; empty: the printed one."""

    @classmethod
    def of(cls, party: Party, scope: str, look: Look, *, issued: date, number: str | None = None) -> Self:
        """The party's licence, stamped with its seal."""
        no_term = party.individual or look in ("landscape-2022", "electronic")
        return cls(
            look=look,
            number=number or party.credit_code,
            name=party.name,
            entity_type="个体工商户" if party.individual else "有限责任公司（自然人独资）",
            representative=party.representative,
            address=party.address,
            capital=party.capital,
            established=party.established,
            term="" if no_term else f"{day(party.established)}至长期",
            scope=scope,
            authority=f"{party.city.name}市场监督管理局",
            issued=issued,
            individual=party.individual,
            seal=party.name,
            seal_code=party.seal_code,
        )

    @property
    def born_digital(self) -> bool:
        """True for the electronic licence, which nobody scans."""
        return self.look == "electronic"

    def draw(self) -> Drawing:
        """The licence on its sheet."""
        return marked(_portrait(self) if self.look in ("portrait", "old") else _landscape(self))

    def truth(self) -> Truth:
        """What it says; where no term is printed none is stated."""
        start, _, end = self.term.removeprefix("自").partition("至")
        old = self.look == "old"
        return Truth(
            "business_license",
            stated(
                credit_code="" if old else self.number, registration_number=self.number if old else "", name=self.name,
                entity_type=self.entity_type, representative=self.representative, address=self.address,
                registered_capital=self.capital, established=iso(self.established), issued=iso(self.issued),
                term_start=_plain(start), term_end="open-ended" if end == "长期" else _plain(end), scope=self.scope,
                authority=self.authority, duplicate=self.duplicate and self.look != "electronic",
                seals=["company", "registrar"] if self.seal else ["registrar"],
            ),
        )  # fmt: skip

    @property
    def _which(self) -> str:
        """What stands under the title."""
        return "电子营业执照" if self.look == "electronic" else "（副　本）" if self.duplicate else "（正　本）"

    @property
    def _labels(self) -> tuple[str, str, str]:
        """How the representative, the address and the founding day are called."""
        return ("经营者", "经营场所", "注册日期") if self.individual else ("法定代表人", "住所", "成立日期")


def _plain(printed: str) -> str:
    """``2024年05月06日`` as ISO text."""
    return re.sub(r"年|月", "-", printed).removesuffix("日")


def _frame(w: float, h: float) -> Drawing:
    sheet = Drawing(w, h, _CREAM)
    for inset, weight in ((8, 1.4), (10.5, 0.4), (13, 0.2)):
        sheet.box(inset, inset, w - 2 * inset, h - 2 * inset, weight, _GOLD)
    return sheet


def _column(
    sheet: Drawing, x: float, y: float, rows: Sequence[tuple[str, str]], room: float, *, size: float, label: float,
    slip: float = 0.0,
) -> float:  # fmt: skip
    """Labels spread over ``label`` mm, values beside them; a row with no value is left out. Returns the y below."""
    for title, value in rows:
        if not value:
            continue
        sheet.spread(x, y, title, label, size, font=Font.HEI)
        set_in = size * 0.92 if slip else size
        y = sheet.block(x + label + 4 + slip, y - slip, value, room - label - 4, set_in, leading=1.45) + size * 0.55
    return y


def _landscape(document: BusinessLicense) -> Drawing:
    sheet = _frame(297, 210)
    sheet.picture(emblem(), 136, 16, 25)
    sheet.text(28, 30, "统一社会信用代码", 4.2, font=Font.HEI)
    sheet.text(28, 37, document.number, 5.2, font=Font.HEI)
    if document.look != "electronic" and document.duplicate:
        sheet.text(28, 46, "（副　本） 1-1", 3.4, colour=GREY)
    sheet.spread(100, 47, "营业执照", 97, 17, font=Font.KAI, bold=True)
    sheet.text(148.5, 68, document._which, 6, font=Font.KAI, centre=True)
    sheet.picture(code_picture(f"{_REGISTER}/index.html?uniscid={document.code_in_qr or document.number}"), 236, 22, 28)
    for place, line in enumerate(
        ("扫描二维码登录‘国家企业", "信用信息公示系统’了解", "更多登记、备案、许可、", "监管信息。")
    ):
        sheet.text(234, 51 + 4 * place, line, 2.9, colour=GREY)
    who, where, since = document._labels
    left = [
        ("名称", document.name),
        ("类型", document.entity_type),
        (who, document.representative),
        ("经营范围", document.scope),
    ]
    _column(sheet, 28, 82, left, 128, size=4.2, label=24)
    right = [
        ("组成形式", "个人经营" if document.individual else ""),
        ("注册资本", document.capital),
        (since, day(document.established)),
        ("营业期限", document.term),
        (where, document.address),
    ]
    _column(sheet, 166, 82, right, 104, size=4.2, label=22)
    _issued(sheet, document, 196, 150)
    if document.seal:
        _stamp(sheet, document, (30, 142), (60, 76))
    sheet.text(28, 191, f"国家企业信用信息公示系统网址：{_REGISTER}", 2.8, colour=GREY)
    sheet.text(
        28, 186, "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告", 2.6, colour=GREY
    )
    sheet.text(268, 191, "国家市场监督管理总局监制", 2.8, colour=GREY, right=True)
    return sheet


def _portrait(document: BusinessLicense) -> Drawing:
    sheet = _frame(210, 297)
    old = document.look == "old"
    sheet.picture(emblem(), 91, 20, 28)
    title = "企业法人营业执照" if old and not document.individual else "营业执照"
    sheet.spread(50, 53, title, 110, 15 if len(title) == 4 else 12, font=Font.KAI, bold=True,
                 colour=_FOIL if document.slip else BLACK)  # fmt: skip
    sheet.text(105, 73, document._which, 6, font=Font.KAI, centre=True)
    if old:
        sheet.text(105, 83, f"注册号 {document.number}", 5, font=Font.HEI, centre=True)
    else:
        if document.duplicate:
            sheet.text(186, 83, "副本编号：1-1", 3.6, right=True)
        sheet.text(105, 90, f"统一社会信用代码 {document.number}", 4.8, font=Font.HEI, centre=True)
    who, where, since = document._labels
    rows = [
        ("名称", document.name),
        ("公司类型" if old and not document.individual else "类型", document.entity_type),
        (where, document.address),
        (f"{who}姓名" if old and not document.individual else who, document.representative),
        ("组成形式", "个人经营" if document.individual else ""),
        ("注册资本", document.capital),
        (since, day(document.established)),
        ("营业期限", f"自{document.term}" if old and document.term else document.term),
        ("经营范围", document.scope),
    ]
    _column(sheet, 34, 103, rows, 146, size=4.6, label=35 if old else 26, slip=document.slip)
    if not old:
        sheet.picture(
            code_picture(f"{_REGISTER}/index.html?uniscid={document.code_in_qr or document.number}"), 32, 232, 30
        )
    _issued(sheet, document, 112, 236)
    if document.seal:
        _stamp(sheet, document, (70, 226), (50, 98))
    sheet.text(28, 280, f"企业信用信息公示系统网址：{_REGISTER}", 2.8, colour=GREY)
    sheet.text(184, 280, "中华人民共和国国家工商行政管理总局监制", 2.8, colour=GREY, right=True)
    return sheet


def _issued(sheet: Drawing, document: BusinessLicense, x: float, y: float) -> None:
    """The registrar's name, seal and the day it signed."""
    sheet.spread(x, y, "登记机关", 30, 5, font=Font.KAI)
    if document.slip:
        for place, sign in enumerate("年月日"):
            number = (f"{document.issued.year}", f"{document.issued.month:02d}", f"{document.issued.day:02d}")[place]
            sheet.text(x + 10 + 15 * place, y + 24 - document.slip, number, 4.2, right=True)
            sheet.text(x + 12 + 15 * place, y + 24, sign, 4.6)
    else:
        sheet.text(x + 2, y + 24, day(document.issued), 4.6)
    sheet.picture(company_seal(document.authority), x + 18, y - 5, 40)


def _stamp(sheet: Drawing, document: BusinessLicense, blank: tuple[float, float], over: tuple[float, float]) -> None:
    """The company's own seal, on a blank place as it should be or over the fields."""
    x, y = over if document.seal_over_text else blank
    sheet.picture(company_seal(document.seal, document.seal_code), x, y, 40)
