"""Documents by which a mark or a name passes on: renewal, assignment, change of the owner's name; the registrar's notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sample_docs.documents.base import Truth, company_seal, day, iso, marked, stated
from sample_docs.paint.drawing import RED, Drawing
from sample_docs.paint.fonts import Font

Look = Literal["renewal", "assignment", "change"]
_OFFICE = "国家知识产权局"
_TITLES: dict[Look, str] = {"renewal": "商标续展注册证明", "assignment": "商标转让证明", "change": "商标变更证明"}


@dataclass(frozen=True, slots=True)
class TrademarkProof:
    """What the trade mark office certifies of a registered mark."""

    look: Look
    number: str
    nice_class: int
    party_from: str
    """The owner before; of a renewal the owner."""
    party_to: str
    """The owner after; empty on a renewal."""
    approved: date
    term: tuple[date, date] | None = None
    """The new term of a renewal."""

    def draw(self) -> Drawing:
        """The certificate on A4."""
        sheet = Drawing(210, 297, (253, 252, 246))
        sheet.box(12, 12, 186, 273, 1.2, (176, 130, 60))
        sheet.spread(52, 40, _TITLES[self.look], 106, 11, font=Font.SONG, bold=True)
        sheet.text(105, 64, f"第 {self.number} 号商标（第{self.nice_class}类）", 5, font=Font.HEI, centre=True)
        y = 88.0
        for text in self._lines():
            y = sheet.block(30, y, text, 150, 5, indent=2, leading=1.9) + 4
        sheet.text(132, 226, _OFFICE, 5, centre=True)
        sheet.text(132, 238, day(self.approved), 5, centre=True)
        sheet.picture(company_seal(_OFFICE, middle="商标业务专用章"), 112, 206, 42)
        return marked(sheet)

    def _lines(self) -> list[str]:
        if self.term:
            first, last = map(day, self.term)
            text = f"核准第{self.number}号商标续展注册，续展注册有效期自{first}至{last}。"
            return [text, f"注册人：{self.party_from}"]
        if self.look == "assignment":
            return [
                f"兹核准第{self.number}号商标转让注册。", f"转让人：{self.party_from}", f"受让人：{self.party_to}",
                f"核准日期：{day(self.approved)}",
            ]  # fmt: skip
        return [
            f"兹核准第{self.number}号商标注册人名义变更。", f"变更前名义：{self.party_from}",
            f"变更后名义：{self.party_to}", f"核准日期：{day(self.approved)}",
        ]  # fmt: skip

    def truth(self) -> Truth:
        """What it says; a renewal names one party twice."""
        return Truth(
            f"trademark_{self.look}",
            stated(
                registration_number=self.number, party_from=self.party_from, party_to=self.party_to or self.party_from,
                approved=iso(self.approved), valid_to=iso(self.term[1]) if self.term else "",
            ),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class NameChangeNotice:
    """准予变更登记通知书: the registrar lets a company change its name."""

    name_from: str
    name_to: str
    authority: str
    approved: date
    number: str

    def draw(self) -> Drawing:
        """The notice on A4."""
        sheet = Drawing(210, 297)
        sheet.text(105, 34, self.authority, 7, font=Font.SONG, colour=RED, centre=True, bold=True)
        sheet.text(105, 50, "准予变更登记通知书", 9, font=Font.HEI, centre=True, bold=True)
        sheet.text(182, 66, f"登记字〔{self.approved.year}〕第{self.number}号", 4.2, right=True)
        sheet.text(28, 80, f"{self.name_to}：", 4.8)
        body = "经审查，你单位提交的变更登记申请材料齐全，符合法定形式，我局决定准予变更登记，变更事项如下："
        y = sheet.block(28, 92, body, 154, 4.8, indent=2, leading=1.7) + 5
        rows = [("原企业名称", self.name_from), ("现企业名称", self.name_to)]
        sheet.table(28, y, (40, 114), rows, size=4.6, height=13)
        sheet.text(140, 216, self.authority, 4.8, centre=True)
        sheet.text(140, 228, day(self.approved), 4.8, centre=True)
        sheet.picture(company_seal(self.authority, middle="登记专用章"), 120, 196, 42)
        return marked(sheet)

    def truth(self) -> Truth:
        """What it says."""
        return Truth(
            "name_change_notice",
            stated(name_from=self.name_from, name_to=self.name_to, approved=iso(self.approved)),
        )
