"""The rows of a bank statement, whatever its bank calls the columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from docvet.documents.kinds.bank_statement.balances import Entry
from docvet.documents.text.grids import Grid, GridRow
from docvet.models import Source
from docvet.values import dates
from docvet.values.text import squeezed

_UNIT = r"(?:\((?:元|人民币|RMB|CNY|¥|人民币元|单位:?元)\)|/?元)?"
_ROLES: tuple[tuple[str, str], ...] = (
    ("day", r"(?:交易|记账|记帐|入账|入帐|会计|账务|发生|业务|过账)?日期?(?:时间)?|(?:交易|记账|入账)(?:日期?/?时间|时间)|日期时间|(?:transaction|posting|booking|trans\.?)?date(?:/?time)?"),
    ("balance", rf"(?:账户|帐户|当前|本次|交易后|联机|人民币|活期)?余额{_UNIT}|结余{_UNIT}|(?:running|account|closing)?balance(?:\(.{{1,5}}\))?"),
    ("paid_in", rf"(?:发生额)?(?:贷方|收入|存入|转入|收款|进账|入账)(?:发生)?(?:金?额|数)?(?:/?\(?(?:收入|贷方?)\)?)?{_UNIT}|贷|收入|credits?(?:amount)?|deposits?|(?:paid|money)in"),
    ("paid_out", rf"(?:发生额)?(?:借方|支出|支取|转出|付款|出账)(?:发生)?(?:金?额|数)?(?:/?\(?(?:支出|借方?)\)?)?{_UNIT}|借|支出|debits?(?:amount)?|withdrawals?|(?:paid|money)out"),
    ("amount", rf"(?:交易|发生|本次|收支|变动)?(?:发生)?金?额{_UNIT}|(?:transaction)?amount(?:\(.{{1,5}}\))?"),
    ("fee", rf"(?:交易|银行)?手续费(?:金额)?{_UNIT}|(?:bank|service)?(?:fees?|charges?)"),
    ("direction", r"借贷(?:标志|标识|标记|方向|类型|别)?|借/贷(?:标志)?|收支(?:标志|方向|类型|别)?|收/支|收付(?:标志|类型|方向)|(?:交易)?方向|往来(?:标志|账)|dr/?cr|d/?c|dc(?:flag|indicator)?|credit/debit"),
    ("account", r"(?:本方|我方|查询|交易|账户)(?:银行)?(?:账号|帐号|卡号)|(?:交易)?卡号|(?:own)?account(?:no\.?|number)"),
    ("name", r"(?:本方|我方|查询|本方账户|查询账户)(?:户名|账户名称|名称)|accountname"),
    ("currency", r"(?:交易|账户)?(?:币种|币别|货币)(?:名称|代码)?|currency"),
)  # fmt: skip
"""What a column is → how banks head it; the first column of a role counts."""
_MONEY = ("paid_in", "paid_out", "amount", "balance", "fee")
_OTHER_PARTY = re.compile(r"对方|对手|交易对|收款人|付款人|往来单位|counterparty|payee|beneficiary", re.IGNORECASE)
_TOTALS = re.compile(
    r"合计|小计|总计|累计|承前|过次|上页|本页|总额|共.{0,8}笔|总笔|笔数|期初|期末|上期|本期|\btotal\b|brought forward|carried forward",
    re.IGNORECASE,
)
_CENTS = re.compile(r"\.[0-9]{2}\D*$")
_FIGURE = re.compile(r"[(+\-]?[¥$]?[+\-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{1,4})?\)?-?")
_MARKS = re.compile(r"^(?:人民币|CNY|RMB|USD|HKD|EUR|[¥￥$])|(?:元|CNY|RMB)$", re.IGNORECASE)
_INCOMING, _OUTGOING = re.compile(r"贷|收|转?入|进|存入?|来账?|cr|credit|in|c|\+", re.IGNORECASE), re.compile(r"借|支|付|转?出|取|往账?|dr|debit|out|d|-", re.IGNORECASE)  # fmt: skip
_PLAIN_DAY = re.compile(
    r"(20[0-9]{2})(?:([01][0-9])([0-3][0-9])(?:[0-9]{6})?|[-/.年]([01]?[0-9])[-/.月]([0-3]?[0-9])日?)(?![0-9])"
)
_SHORT_DAY = re.compile(
    r"([0-9]{1,2})[-/.年]([0-9]{1,2})[-/.月](20[0-9]{2}|[0-9]{1,2})日?(?![-/.0-9])|([0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])"
)
"""24-03-15, 15/03/24, 240315: which of them is the year is told by the statement's period, else taken as Chinese papers have it."""
_NAMED_MONTH = re.compile(
    r"([0-9]{1,2})[-/. ]?([a-z]{3,9})[-/., ]*([0-9]{4}|[0-9]{2})(?![0-9])|([a-z]{3,9})[-/. ]*([0-9]{1,2})[-/., ]+([0-9]{4}|[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EARLIEST = 2018
"""Statements of an application are not older; 15-03-24 is a day of 2024 rather than of 2015."""
_MONTH_DAY = re.compile(r"([01]?[0-9])[-/.月]([0-3]?[0-9])日?(?![-/.0-9])")
_SERIAL = range(36_526, 73_051)
"""Days of Excel's calendar from 2000 to 2099, where a date's format was lost."""
_EPOCH = date(1899, 12, 30)

Years = tuple[date | None, date | None]
"""The statement's first and last day, for rows that print no year."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """A row and where it stands."""

    entry: Entry
    row: GridRow
    account: str
    """Of a column with the account's number; empty where there is none."""
    name: str


@lru_cache(maxsize=256)
def roles(heads: tuple[str, ...]) -> dict[str, int]:
    """What each column is: role → its place."""
    columns: dict[str, int] = {}
    for name, pattern in _ROLES:
        for at, head in enumerate(heads):
            if at not in columns.values() and re.fullmatch(pattern, head, re.IGNORECASE):
                columns[name] = at
                break
    return columns


def is_head(cells: Sequence[str]) -> bool:
    """Heads of a statement: a day, a sum, and something that only accounts have."""
    if sum(map(bool, cells)) < 3:
        return False
    columns = roles(tuple(cells))
    sums = {"paid_in", "paid_out", "amount"} & columns.keys()
    of_accounts = {"balance", "direction"} & columns.keys() or {"paid_in", "paid_out"} <= columns.keys()
    other = any(_OTHER_PARTY.search(cell) for cell in cells)
    return "day" in columns and bool(sums) and bool(of_accounts or other)


def is_row(cells: Sequence[str], heads: Sequence[str]) -> bool:
    """A row of its own has a sum, and a day or the sum's cents: a page number has neither."""
    columns = roles(tuple(heads))
    sums = [cells[columns[name]] for name in _MONEY if name in columns and figure(cells[columns[name]]) is not None]
    return bool(sums) and (bool(cells[columns["day"]]) or any(_CENTS.search(text) for text in sums))


def transactions(tables: Sequence[Grid], years: Years, accounts: Mapping[int, str]) -> list[Transaction]:
    """All rows of the statement in printed order; totals and balances carried over pages are left out.

    ``accounts`` are those that pages name in their heads, in force until another page names one.
    """
    made: list[Transaction] = []
    before: date | None = None
    account = ""
    for table in tables:
        places = roles(table.heads)
        for row in table.rows:
            account = accounts.get(row.page, account)
            if not is_row(row.cells, table.heads):
                continue
            if read := _read(row, places, len(made) + 1, years, before):
                made.append(read if read.account else replace(read, entry=_of_account(read.entry, account)))
                before = read.entry.day or before
    return made


def _read(row: GridRow, places: dict[str, int], number: int, years: Years, before: date | None) -> Transaction | None:
    cells = {name: row.cells[at] for name, at in places.items()}
    when = day(cells["day"], years, before)
    if when is None and _TOTALS.search(squeezed(row.text)):
        return None
    sums = {name: figure(cells[name]) for name in _MONEY if name in cells}
    entry = Entry(
        number, when, sums.get("paid_in"), sums.get("paid_out"), sums.get("amount"), _incoming(cells.get("direction", "")),
        sums.get("balance"), account=" ".join(squeezed(cells.get(name, "")) for name in ("account", "currency")),
        exact=row.source == Source.TEXT_LAYER, fee=sums.get("fee"),
    )  # fmt: skip
    return Transaction(entry, row, re.sub(r"\s", "", cells.get("account", "")), squeezed(cells.get("name", "")))


def _of_account(entry: Entry, account: str) -> Entry:
    return replace(entry, account=f"{account} {entry.account}")


def figure(text: str) -> Decimal | None:
    """An amount as statements print it (1,234.50, +1234.5, (200.00), 1,234.50-); None for other text and nothing."""
    plain = _MARKS.sub("", re.sub(r"\s", "", text.replace("，", ",").replace("￥", "¥"))).replace("−", "-")
    if not _FIGURE.fullmatch(plain):
        return None
    negative = plain.startswith(("-", "(")) or plain.endswith("-") or plain[1:2] == "-"
    try:
        value = Decimal(re.sub(r"[^0-9.]", "", plain))
    except InvalidOperation:
        return None
    value = value.quantize(Decimal("0.01")) if len(plain) < _LONGEST else value
    return -value if negative else value


_LONGEST = 24
"""Characters of a sum beyond which it is none."""


def day(text: str, years: Years = (None, None), before: date | None = None) -> date | None:
    """The day of a row; without a year, the one that lies in the statement's period, else nearest to the row before."""
    text = text.strip()
    if match := _PLAIN_DAY.match(text):
        return dates.day_of(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
    if text.isdecimal() and int(text) in _SERIAL:
        return _EPOCH + timedelta(days=int(text))
    if match := _SHORT_DAY.match(text):
        return _of_short_year([int(part) for part in match.groups() if part], years, before)
    if match := _NAMED_MONTH.match(text):
        number, name, year = match.group(1, 2, 3) if match[1] else match.group(5, 4, 6)
        if name[:3].lower() in _MONTH_NAMES:
            return dates.day_of(_full(int(year)), _MONTH_NAMES.index(name[:3].lower()) + 1, int(number))
    if match := _MONTH_DAY.match(text):
        return _with_year(int(match[1]), int(match[2]), years, before)
    return dates.parse_date(text) if text else None


def _of_short_year(parts: Sequence[int], years: Years, before: date | None) -> date | None:
    """Year, month and day; or day, month and year; or month, day and year: the first that the statement allows."""
    first, second, third = parts
    orders = ((first, second, third), (third, second, first), (third, first, second))
    options = [day for year, month, number in orders if (day := dates.day_of(_full(year), month, number)) is not None]
    start, end = years
    inside = [one for one in options if (start is None or start <= one) and (end is None or one <= end)]
    if years == (None, None):
        inside = [one for one in options if one.year >= _EARLIEST]
        inside = sorted(inside, key=lambda one: abs(one - before)) if before else inside
    return next(iter(inside or options), None)


def _full(year: int) -> int:
    return year if year > 99 else 2000 + year


def _with_year(month: int, number: int, years: Years, before: date | None) -> date | None:
    first, last = years
    known = {day.year for day in (first, last, before) if day is not None}
    options = [one for year in sorted(known) if (one := dates.day_of(year, month, number)) is not None]
    inside = [one for one in options if (first is None or first <= one) and (last is None or one <= last)]
    if len(inside) == 1 or not before:
        return next(iter(inside or options), None) if len(inside or options) == 1 else None
    return min(inside or options, key=lambda one: abs(one - before), default=None)


def _incoming(mark: str) -> bool | None:
    mark = squeezed(mark)
    came, went = (
        any(pattern.fullmatch(mark[:size]) for size in (len(mark), 1, 2)) for pattern in (_INCOMING, _OUTGOING)
    )
    return came if mark and came != went else None
