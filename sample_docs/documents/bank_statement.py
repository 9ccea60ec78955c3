"""银行流水: an account's transactions as banks print and export them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Literal

from sample_docs.documents.base import Truth, company_seal, iso, marked, stated
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.fonts import Font
from sample_docs.paint.workbook import Cell, separated, xlsx

Layout = Literal["debit_credit", "income", "signed", "flag"]
"""How a bank sets amounts: 借方/贷方, 收入/支出, one column with a sign, or one with 借贷标志."""
Defect = Literal["removed", "altered", "gap"]
"""A row taken out; an amount changed while the balances stay; a calendar month without rows."""

_CENT = Decimal("0.01")
_WIDTHS: dict[Layout, tuple[float, ...]] = {
    "debit_credit": (24, 30, 26, 26, 28, 52),
    "income": (22, 30, 26, 26, 28, 54),
    "signed": (24, 28, 28, 52, 54),
    "flag": (24, 18, 28, 28, 34, 54),
}
_TITLES: dict[Layout, str] = {
    "debit_credit": "单位账户交易明细", "income": "对公账户对账单", "signed": "对公账户流水明细", "flag": "账户历史交易明细清单",
}  # fmt: skip
_USES = ("货款", "平台结算", "运费", "服务费", "房租", "货款", "手续费", "往来款")
_OTHERS = ("澜序供应链管理有限公司", "星岚商贸有限公司", "屿禾物流有限公司", "茂晴广告有限公司", "曜棠电子商务有限公司")
_ROWS_OF_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Transaction:
    """One row; ``amount`` is what came in, negative where it went out."""

    day: date
    amount: Decimal
    balance: Decimal
    use: str
    other: str


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One printed page of a statement; a statement's pages go into one file."""

    statement: BankStatement
    number: int

    def draw(self) -> Drawing:
        """A4 upright, with the head on every page, the bank's seal on the last; the mark on inner pages is text."""
        made = self.statement
        sheet = Drawing(210, 297)
        sheet.text(
            105, 12, f"{made.bank.partition('银行')[0]}银行{_TITLES[made.layout]}", 6, font=Font.HEI, centre=True
        )
        sheet.text(14, 24, f"户名：{made.company}", 3.4)
        sheet.text(118, 24, f"账号：{made.account}", 3.4)
        sheet.text(14, 31, f"开户行：{made.bank}", 3.4)
        sheet.text(118, 31, f"币种：{made.currency}", 3.4)
        sheet.text(14, 38, f"查询区间：{made.first:%Y-%m-%d} 至 {made.last:%Y-%m-%d}", 3.4)
        sheet.text(118, 38, f"打印日期：{made.printed:%Y-%m-%d}", 3.4)
        first = (self.number - 1) * _ROWS_OF_A_PAGE
        shown = made.transactions()[first : first + _ROWS_OF_A_PAGE]
        rows = [made.heads(), *(made.cells(item) for item in shown)]
        y = sheet.table(12, 46, _WIDTHS[made.layout], rows, size=3.1, height=7.4)
        sheet.text(105, 284, f"第{self.number}页/共{made.page_count}页", 3.2, centre=True)
        if self.number == made.page_count:
            sheet.picture(company_seal(made.bank, middle="业务专用章"), 150, min(y - 12, 240), 40)
        if self.number not in (1, made.page_count):  # pages of figures only, as most of a long statement are
            sheet.text(196, 284, "SAMPLE 样本", 3.2, right=True)
            return sheet
        return marked(sheet)

    def truth(self) -> Truth:
        """What the whole statement says."""
        return self.statement.truth()


@dataclass(frozen=True, slots=True)
class BankStatement:
    """An account's transactions over a period; the same arguments give the same rows."""

    company: str
    bank: str
    """The branch's full name: 汇澜银行股份有限公司深圳分行."""
    account: str
    first: date
    last: date
    rows: int = 40
    seed: int = 0
    layout: Layout = "debit_credit"
    newest_first: bool = False
    currency: str = "人民币"
    defect: Defect | None = None

    @property
    def printed(self) -> date:
        """The day after the period."""
        return self.last + timedelta(days=1)

    @property
    def page_count(self) -> int:
        """How many pages it prints."""
        return max(1, -(-len(self.transactions()) // _ROWS_OF_A_PAGE))

    def truth(self) -> Truth:
        """What it says, whatever form it is printed or exported in."""
        months = sorted({f"{item.day:%Y-%m}" for item in self.transactions()})
        return Truth(
            "bank_statement",
            stated(
                account_name=self.company, account_number=self.account, bank=self.bank, period_start=iso(self.first),
                period_end=iso(self.last), months=months,
            ),
        )  # fmt: skip

    def pages(self) -> tuple[StatementPage, ...]:
        """Its printed pages, for one file."""
        return tuple(StatementPage(self, number) for number in range(1, self.page_count + 1))

    def transactions(self) -> list[Transaction]:
        """The rows in printed order, with the defect."""
        chance = Random(self.seed)
        days = (self.last - self.first).days
        # Every calendar month gets a row, the others fall as they like.
        fixed = [date(year, month, 15) for year, month in _months(self.first, self.last)]
        drawn = [self.first + timedelta(days=chance.randint(0, days)) for _ in range(max(0, self.rows - len(fixed)))]
        kept = sorted(day for day in (*fixed, *drawn) if self.first <= day <= self.last)
        if self.defect == "gap":
            hole = _months(self.first, self.last)[len(_months(self.first, self.last)) // 2]
            kept = [day for day in kept if (day.year, day.month) != hole]
        balance = Decimal(chance.randint(5_000_000, 90_000_000)) * _CENT
        made = []
        for day in kept:
            cents = chance.randint(1_000, 3_000_000)
            amount = Decimal(cents if chance.random() < 0.55 or cents * _CENT > balance else -cents) * _CENT
            balance += amount
            made.append(Transaction(day, amount, balance, chance.choice(_USES), chance.choice(_OTHERS)))
        middle = len(made) // 2
        if self.defect == "removed":
            del made[middle]
        elif self.defect == "altered":
            made[middle] = replace(made[middle], amount=made[middle].amount + Decimal("31415.92"))
        return made[::-1] if self.newest_first else made

    def heads(self) -> Sequence[str]:
        """The column heads of the layout."""
        return {
            "debit_credit": ("交易日期", "摘要", "借方发生额", "贷方发生额", "账户余额", "对方户名"),
            "income": ("日期", "用途", "收入金额", "支出金额", "余额", "对方账户名称"),
            "signed": ("记账日期", "交易金额", "账户余额", "摘要", "对方户名"),
            "flag": ("交易时间", "借贷标志", "交易金额", "余额", "附言", "对方名称"),
        }[self.layout]

    def cells(self, item: Transaction) -> Sequence[str]:
        """A row as it is printed."""
        paid_in = f"{item.amount:,.2f}" if item.amount > 0 else ""
        paid_out = f"{-item.amount:,.2f}" if item.amount < 0 else ""
        balance = f"{item.balance:,.2f}"
        match self.layout:
            case "debit_credit":
                return (f"{item.day:%Y-%m-%d}", item.use, paid_out, paid_in, balance, item.other)
            case "income":
                return (f"{item.day:%m-%d}", item.use, paid_in, paid_out, balance, item.other)
            case "signed":
                return (f"{item.day:%Y%m%d}", f"{item.amount:+,.2f}", balance, item.use, item.other)
            case "flag":
                day = f"{item.day.year}/{item.day.month}/{item.day.day}"
                return (
                    day,
                    "贷" if item.amount > 0 else "借",
                    f"{abs(item.amount):,.2f}",
                    balance,
                    item.use,
                    item.other,
                )

    def csv(self, encoding: str = "gb18030", delimiter: str = ",") -> bytes:
        """The bank's export: a few lines of head, then the rows."""
        return separated([*self._head(), self.heads(), *map(self.cells, self.transactions())], encoding, delimiter)

    def xlsx(self) -> bytes:
        """The same as a workbook with real dates and numbers."""
        rows: list[Sequence[Cell]] = [*self._head(), self.heads()]
        for item in self.transactions():
            typed = [_typed(cell, head) for cell, head in zip(self.cells(item), self.heads(), strict=True)]
            rows.append([item.day, *typed[1:]])
        return xlsx({"交易明细": rows})

    def _head(self) -> list[Sequence[str]]:
        return [
            (f"{self.bank.partition('银行')[0]}银行{_TITLES[self.layout]}（SAMPLE 样本）",),
            ("户名：", self.company, "账号：", self.account),
            ("开户行：", self.bank, "币种：", self.currency),
            ("起止日期：", f"{self.first:%Y-%m-%d}至{self.last:%Y-%m-%d}"),
        ]


def _months(first: date, last: date) -> list[tuple[int, int]]:
    """Calendar months from the first day to the last."""
    months = [(first.year, first.month)]
    while months[-1] != (last.year, last.month):
        year, month = months[-1]
        after = date(year, month, monthrange(year, month)[1]) + timedelta(days=1)
        months.append((after.year, after.month))
    return months


def _typed(cell: str, head: str) -> Cell:
    """A printed amount as a number, other text as it is."""
    return float(cell.replace(",", "")) if cell and head.endswith("额") else cell or None
