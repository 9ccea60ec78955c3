"""开户许可证 (until 2019) and 基本存款账户信息 (since)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sample_docs.documents.base import Truth, company_seal, day, iso, marked, stated
from sample_docs.paint.drawing import Colour, Drawing
from sample_docs.paint.fonts import Font

_GREEN: Colour = (70, 120, 90)


@dataclass(frozen=True, slots=True)
class BankPermit:
    """开户许可证 of the central bank."""

    account_name: str
    account_number: str
    bank: str
    approval_number: str
    permit_number: str
    representative: str
    issued: date

    def draw(self) -> Drawing:
        """The permit, 210 × 150 mm."""
        sheet = Drawing(210, 150, (248, 252, 246))
        sheet.box(7, 7, 196, 136, 1.4, _GREEN)
        sheet.spread(65, 18, "开户许可证", 80, 11, font=Font.SONG, bold=True)
        sheet.text(20, 40, f"核准号：{self.approval_number}", 4.4, font=Font.HEI)
        sheet.text(190, 40, f"编号：{self.permit_number}", 4.4, font=Font.HEI, right=True)
        text = f"经审核，{self.account_name}符合开户条件，准予开立基本存款账户。"
        y = sheet.block(20, 54, text, 170, 4.8, indent=2, leading=1.7) + 3
        for label, value in (
            ("法定代表人（单位负责人）", self.representative), ("开户银行", self.bank), ("账号", self.account_number),
        ):  # fmt: skip
            sheet.text(30, y, label, 4.6)
            sheet.text(92, y, value, 4.6)
            y += 10
        sheet.text(112, 112, "发证机关（盖章）", 4.4)
        sheet.text(112, 126, day(self.issued), 4.6)
        sheet.picture(company_seal("中国人民银行账户管理中心", middle="账户管理专用章"), 146, 92, 40)
        return marked(sheet)

    def truth(self) -> Truth:
        """What it says."""
        return Truth(
            "bank_permit",
            stated(
                account_name=self.account_name, account_number=self.account_number, bank=self.bank,
                approval_number=self.approval_number, permit_number=self.permit_number,
                representative=self.representative, issued=iso(self.issued),
            ),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class BasicAccountInfo:
    """基本存款账户信息, printed by the bank."""

    account_name: str
    account_number: str
    bank: str
    approval_number: str
    representative: str
    issued: date

    def draw(self) -> Drawing:
        """The print on A4."""
        sheet = Drawing(210, 297)
        sheet.text(105, 42, "基本存款账户信息", 9, font=Font.HEI, centre=True, bold=True)
        rows = [
            ("账户名称", self.account_name),
            ("账户号码", self.account_number),
            ("开户银行", self.bank),
            ("法定代表人（单位负责人）", self.representative),
            ("基本存款账户编号", self.approval_number),
        ]
        sheet.table(30, 66, (52, 98), rows, size=4.5, height=14)
        sheet.text(120, 176, self.bank, 4.4, centre=True)
        sheet.text(120, 188, day(self.issued), 4.6, centre=True)
        sheet.picture(company_seal(self.bank, middle="业务专用章"), 126, 152, 42)
        return marked(sheet)

    def truth(self) -> Truth:
        """What it says."""
        return Truth(
            "basic_account_info",
            stated(
                account_name=self.account_name, account_number=self.account_number, bank=self.bank,
                approval_number=self.approval_number, representative=self.representative, issued=iso(self.issued),
            ),
        )  # fmt: skip
