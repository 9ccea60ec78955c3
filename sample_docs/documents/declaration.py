"""合规声明: what a seller promises when it asks for joint operation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sample_docs.documents.base import Truth, company_seal, day, iso, marked, stated
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.fonts import Font
from sample_docs.paint.stamps import signature

_PROMISES = (
    "本公司提交的营业执照、法定代表人身份证明、银行流水、SKU清单等全部资料真实、完整、有效；",
    "本公司销售的商品符合目标市场的法律法规、产品安全及标签要求，不销售侵犯他人知识产权的商品；",
    "本公司遵守平台关于内容、广告、数据及个人信息保护的规定，所用音乐、字体及肖像均已取得授权；",
    "如有虚假或违规，本公司自愿承担由此产生的全部法律责任。",
)


@dataclass(frozen=True, slots=True)
class ComplianceDeclaration:
    """A promise of one page; an empty text is left out."""

    company: str
    credit_code: str
    signed: date | None
    look: Literal["statement", "letter"] = "statement"
    seal: str = ""
    """The text of the seal on it; empty where nobody stamped it."""
    seal_code: str = ""
    signer: str = ""
    """Who signed by hand."""

    def draw(self) -> Drawing:
        """The declaration on A4."""
        sheet = Drawing(210, 297)
        letter = self.look == "letter"
        sheet.text(105, 34, "合规承诺书" if letter else "合规声明", 9, font=Font.HEI, centre=True, bold=True)
        y = 54.0
        if letter:
            sheet.text(28, y, "致：TikTok Shop 跨境商家平台", 4.8)
            y += 11
        who = f"{self.company}（统一社会信用代码：{self.credit_code}）" if self.credit_code else self.company
        verb = "郑重承诺" if letter else "就申请开通联合运营模式事宜，郑重声明"
        y = sheet.block(28, y, f"我公司{who}{verb}如下：", 154, 4.8, indent=2, leading=1.75) + 3
        for number, promise in zip("一二三四", _PROMISES, strict=True):
            y = sheet.block(28, y, f"{number}、{promise}", 154, 4.8, indent=2, leading=1.75) + 2
        self._signed(sheet, max(y + 14, 200))
        return marked(sheet)

    def _signed(self, sheet: Drawing, y: float) -> None:
        letter = self.look == "letter"
        sheet.text(92, y, f"{'承诺人' if letter else '声明单位'}（盖章）：", 4.8)
        sheet.text(92, y + 10, self.company, 4.8)
        sheet.text(92, y + 22, "法定代表人（签字）：", 4.8)
        if self.signer:
            sheet.picture(signature(self.signer, 11), 138, y + 16, 32, 14)
        if self.signed:
            sheet.text(92, y + 35, f"日期：{day(self.signed)}", 4.8)
        if self.seal:
            sheet.picture(company_seal(self.seal, self.seal_code), 132, y - 8, 40)

    def truth(self) -> Truth:
        """What it says."""
        return Truth(
            "compliance_declaration",
            stated(company=self.company, signed=iso(self.signed) if self.signed else "", seals=["company"][: bool(self.seal)]),
        )  # fmt: skip
