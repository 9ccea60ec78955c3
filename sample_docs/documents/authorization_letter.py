"""授权书: as prose, as a table, or in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sample_docs.documents.base import Truth, company_seal, day, iso, marked, stated
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.fonts import Font
from sample_docs.paint.stamps import signature

ONLINE = "TikTok Shop等线上电子商务平台"


@dataclass(frozen=True, slots=True)
class AuthorizationLetter:
    """One link of a chain; an empty text is left unsaid."""

    look: Literal["prose", "table", "bilingual"]
    grantor: str
    grantee: str
    brand: str
    mark_number: str
    nice_class: int
    goods: str
    """The products granted, in a word or two."""
    period_start: date
    period_end: date | None
    """None: 长期有效."""
    signed: date | None
    territory: str = "全球"
    channel: str = ONLINE
    sublicense: bool | None = None
    """True: 可转授权, False: 不可转授权, None: not a word of it."""
    seal: str = ""
    """The text of the seal on it; empty where nobody stamped it."""
    seal_code: str = ""
    signer: str = ""
    """Who signed by hand."""
    claims: bool = False
    """The grantor says that the mark is its own."""

    def draw(self) -> Drawing:
        """The letter on A4."""
        sheet = Drawing(210, 297)
        sheet.text(
            105, 32, "商标授权书" if self.look == "table" else "品牌授权书", 9, font=Font.HEI, centre=True, bold=True
        )
        match self.look:
            case "prose":
                y = _prose(sheet, self)
            case "table":
                y = _table(sheet, self)
            case "bilingual":
                sheet.text(105, 44, "LETTER OF AUTHORIZATION", 5.5, font=Font.HEI, centre=True)
                y = _bilingual(sheet, self)
        if self.claims:
            y = sheet.block(28, y + 4, "授权方声明：我司系上述商标的商标注册人。", 154, 4.6, indent=2)
        _signed(sheet, self, max(y + 12, 205))
        return marked(sheet)

    def truth(self) -> Truth:
        """What it says."""
        return Truth(
            "authorization_letter",
            stated(
                grantor=self.grantor, grantee=self.grantee, brand=self.brand, period_start=iso(self.period_start),
                registration_numbers=[self.mark_number] if self.mark_number else [], nice_classes=[self.nice_class],
                territory=self.territory, channels=self.channel, period_end=iso(self.period_end),
                signed=iso(self.signed) if self.signed else "",
                sublicense={True: "allowed", False: "forbidden", None: ""}[self.sublicense],
                seals=["grantor"][: bool(self.seal)],
            ),
        )  # fmt: skip

    @property
    def _until(self) -> str:
        return day(self.period_end) if self.period_end else "长期有效"

    @property
    def _sublicense(self) -> str:
        if self.sublicense is None:
            return ""
        return "被授权方有权将上述权利转授权给第三方" if self.sublicense else "被授权方不得转授权，本授权不可转授权"


def _prose(sheet: Drawing, letter: AuthorizationLetter) -> float:
    y = 56.0
    for label, value in (("授权方", letter.grantor), ("被授权方", letter.grantee)):
        sheet.text(28, y, f"{label}：{value}", 4.8)
        y += 10
    where = f"在{letter.territory}范围内通过{letter.channel}" if letter.channel else f"在{letter.territory}范围内"
    number = f"（商标注册号：{letter.mark_number}，第{letter.nice_class}类）" if letter.mark_number else ""
    body = (
        f"兹授权{letter.grantee}{where}销售我司“{letter.brand}”品牌{letter.goods}类商品{number}。"
        "被授权方应合法经营，维护品牌形象，不得销售假冒伪劣商品。"
    )
    y = sheet.block(28, y + 6, body, 154, 4.8, indent=2, leading=1.75) + 2
    period = f"授权期限：自{day(letter.period_start)}起至{letter._until}{'止' if letter.period_end else ''}。"
    y = sheet.block(28, y, period, 154, 4.8, indent=2, leading=1.75) + 2
    if letter._sublicense:
        y = sheet.block(28, y, f"{letter._sublicense}。", 154, 4.8, indent=2, leading=1.75) + 2
    return sheet.block(28, y, "特此授权。", 154, 4.8, indent=2, leading=1.75)


def _table(sheet: Drawing, letter: AuthorizationLetter) -> float:
    rows = [
        ("授权方", letter.grantor),
        ("被授权方", letter.grantee),
        ("授权品牌", letter.brand),
        ("商标注册号", letter.mark_number),
        ("商标类别", f"第{letter.nice_class}类"),
        ("授权商品", letter.goods),
        ("授权区域", letter.territory),
        ("授权渠道", letter.channel),
        ("授权期限", f"{day(letter.period_start)}至{letter._until}"),
        ("转授权", letter._sublicense),
    ]
    said = [row for row in rows if row[1]]
    y = sheet.table(28, 54, (38, 116), said, size=4.5, height=11.5)
    return sheet.block(
        28, y + 8, "授权方保证对上述商标享有合法权利，被授权方应在授权范围内经营。特此授权。", 154, 4.6, indent=2
    )


def _bilingual(sheet: Drawing, letter: AuthorizationLetter) -> float:
    english = f"{letter.period_start:%Y-%m-%d} to " + (
        f"{letter.period_end:%Y-%m-%d}" if letter.period_end else "no end"
    )
    rows = [
        ("授权方 Grantor", letter.grantor),
        ("被授权方 Grantee", letter.grantee),
        ("品牌 Brand", letter.brand),
        ("商标注册号 Trademark Registration No.", letter.mark_number),
        ("类别 Class", f"第{letter.nice_class}类 Class {letter.nice_class}"),
        ("授权区域 Territory", letter.territory),
        ("授权渠道 Channel", letter.channel),
        ("授权期限 Period", f"{day(letter.period_start)}至{letter._until} ({english})"),
        ("转授权 Sublicense", letter._sublicense),
    ]
    y = 60.0
    for label, value in rows:
        if value:
            y = sheet.block(28, y, f"{label}：{value}", 154, 4.5, leading=1.55) + 3
    english_body = (
        f"We hereby authorize the Grantee to sell {letter.brand} products within the territory and channel above "
        "during the period stated."
    )
    return sheet.block(
        28, y + 3, f"兹授权被授权方在上述范围与期限内销售{letter.brand}品牌商品。\n{english_body}", 154, 4.4
    )


def _signed(sheet: Drawing, letter: AuthorizationLetter, y: float) -> None:
    sheet.text(92, y, "授权方（盖章）：", 4.8)
    sheet.text(92, y + 11, letter.grantor, 4.8)
    if letter.signer:
        sheet.text(92, y + 23, "授权代表签字：", 4.8)
        sheet.picture(signature(letter.signer, 9), 128, y + 18, 32, 14)
    if letter.signed:
        sheet.text(92, y + 36, f"{'授权日期' if letter.look == 'table' else '签署日期'}：{day(letter.signed)}", 4.8)
    if letter.seal:
        sheet.picture(company_seal(letter.seal, letter.seal_code), 134, y - 2, 40)
