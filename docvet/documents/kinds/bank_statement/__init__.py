"""银行流水: an account's transactions over some months, printed, scanned or exported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from docvet.documents.confidence import ceiling
from docvet.documents.kinds import Audience, Kind
from docvet.documents.kinds.bank_statement import balances
from docvet.documents.kinds.bank_statement import head as statement_head
from docvet.documents.kinds.bank_statement.rows import Transaction, is_head, is_row, transactions
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import doubted, witnessed
from docvet.documents.text.grids import GridRow, above, grids
from docvet.documents.text.span import Span
from docvet.models import Field

_SEVERAL = ceiling("account_of_several")
"""Of several accounts on one statement only one can be named."""
_BY_ROWS = ceiling("statement_period_by_rows")
"""A period read off its first and last row may have begun earlier and ended later."""
_DOUBTFUL_ROWS = ceiling("statement_doubtful_rows")
_QUOTED = 6
"""Rows that are quoted as evidence."""


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a statement, from one pass.

    ``balance_breaks`` is absent where no balance could be held against another, and empty where all fit; rows are
    counted from 1 in printed order, totals left out. ``pages_stated`` is a number.
    """
    tables = grids(document, is_head, is_row)
    head = DocumentText([above(page, tables) for page in document.pages]) if tables else document
    stated = statement_head.period(head)
    accounts = statement_head.accounts(head)
    rows = transactions(tables, (stated.start, stated.end), accounts)
    values: dict[str, Field | None] = {
        **statement_head.account(head),
        **_period(stated, rows),
        "months": _months(rows, stated),
        "balance_breaks": _breaks(rows),
        "pages_stated": statement_head.pages(document),
    }
    fields = {name: field for name, field in values.items() if field is not None}
    if len(several := list(dict.fromkeys(accounts.values()))) > 1 and (number := fields.get("account_number")):
        fields["account_number"] = doubted(replace(number, raw=", ".join(several)), _SEVERAL)
    return fields | _own_columns(fields, rows)


def _period(stated: statement_head.StatedPeriod, rows: Sequence[Transaction]) -> dict[str, Field | None]:
    """As the head states it, else from the first to the last row."""
    days = _days(rows, stated)
    return {
        "period_start": _edge(stated.start, stated.start_at, min(days, default=None), rows),
        "period_end": _edge(stated.end, stated.end_at, max(days, default=None), rows),
    }


def _edge(stated: date | None, place: Span | None, of_rows: date | None, rows: Sequence[Transaction]) -> Field | None:
    if stated is not None and place is not None:
        field = place.field(stated.isoformat())
        fits = of_rows is not None and (of_rows.year, of_rows.month) == (stated.year, stated.month)
        return witnessed(field, "arithmetic") if fits else field
    if of_rows is None:
        return None
    row = next(item.row for item in rows if item.entry.day == of_rows)
    return doubted(_of_row(row, of_rows.isoformat(), of_rows.isoformat()), _BY_ROWS)


def _months(rows: Sequence[Transaction], stated: statement_head.StatedPeriod) -> Field | None:
    days = _days(rows, stated)
    seen = Counter(f"{day:%Y-%m}" for day in days)
    if not seen:
        return None
    first = next(item.row for item in rows if item.entry.day in days)
    field = _of_row(first, sorted(seen), ", ".join(f"{month} ({seen[month]})" for month in sorted(seen)))
    return witnessed(field, "repeated") if min(seen.values()) > 1 else field


def _days(rows: Sequence[Transaction], stated: statement_head.StatedPeriod) -> list[date]:
    """The days of the rows, but for those that OCR alone can have made: out of the period, or of the order of the rows."""
    known = [item.entry.day for item in rows if item.entry.day is not None]
    if all(item.entry.exact for item in rows):
        return known
    inside = [day for day in known if (stated.start or day) <= day <= (stated.end or day)]
    ordered = zip([*inside[:1], *inside], inside, [*inside[1:], *inside[-1:]], strict=False)
    return [day for before, day, after in ordered if min(before, after) <= day <= max(before, after)]


def _breaks(rows: Sequence[Transaction]) -> Field | None:
    """Rows whose balance does not follow; doubtful ones, which a misread figure explains, only lower the confidence."""
    chain = balances.chain([item.entry for item in rows])
    if not chain.compared:
        return None
    broken = [rows[number - 1] for number in chain.breaks]
    shown = broken or rows[-1:]
    quoted = "; ".join(f"{item.entry.day or '?'} {item.entry.balance}" for item in shown[:_QUOTED])
    field = _of_row(shown[0].row, list(chain.breaks), quoted)
    if chain.doubtful:
        return doubted(field, _DOUBTFUL_ROWS)
    return field if chain.breaks else witnessed(field, "arithmetic")


def _own_columns(fields: Mapping[str, Field], rows: Sequence[Transaction]) -> dict[str, Field]:
    """Account and name as a column of the rows has them, where the head does not; of several accounts the first, in doubt."""
    values: dict[str, Field] = {}
    for name, value in (("account_number", "account"), ("account_name", "name")):
        of_rows = {getattr(item, value): item.row for item in reversed(rows) if getattr(item, value)}
        first = next((getattr(item, value) for item in rows if getattr(item, value)), None)
        stated = fields.get(name)
        if stated is None and first and (name != "account_number" or first.isdecimal()):
            values[name] = _of_row(of_rows[first], first, ", ".join(reversed(of_rows)))
        if len(of_rows) > 1 and (sure := values.get(name) or stated):
            values[name] = doubted(replace(sure, raw=", ".join(reversed(of_rows))), _SEVERAL)
    return values


def _of_row(row: GridRow, value: Any, raw: str) -> Field:
    """A value that rests on a row."""
    return Span(raw, row.page, row.box, row.confidence, row.source).field(value)


_FIELDS = (
    "account_name", "account_number", "bank", "period_start", "period_end", "months", "balance_breaks",
    "pages_stated",
)  # fmt: skip

KIND = Kind(
    name="bank_statement",
    title={"zh": "银行流水", "en": "bank statement"},
    fields=_FIELDS,
    audience=Audience.ACCOUNT,
    file_names=r"流水|对账单|交易明细|bank.?statement|statement",
    titles=(
        r".{0,24}(银行|账户|帐户|对公|单位|企业|存款|活期|客户|本外币|人民币)?.{0,6}(交易|流水|收支|历史|资金)(流水)?(明细|清单|记录|流水)(清单|对账单|查询|列表|表|账)?(\(.{1,20}\))?",
        r".{0,24}(对[账帐]单|银行流水|账户流水|账户明细账?|存款明细账|分户账)(\(.{1,20}\))?",
        r"(?i).{0,30}(bank|account|transaction)?statement(of(account|transactions))?|.{0,20}transaction(history|details|list)",
    ),
    signs=(
        (r"余额", 0.9),
        (
            r"借方.{0,12}贷方|贷方.{0,12}借方|收入.{0,8}支出|支出.{0,8}收入|(借贷|收付|收支)(标志|方向|标识|类型)|收/支",
            1.1,
        ),
        (r"(交易|记账|入账)(日期|时间)", 0.6),
        (r"对方(户名|账[号户]|名称|单位)|对手(方|账)|交易对手", 0.8),
        (r"摘要|附言|用途|流水号|凭证号", 0.4),
        (r"户名|账号|帐号", 0.3),
        (r"起止日期|查询(区间|期间|时间)|交易时间段", 0.5),
        (r"(?i)balance", 0.9),
        (r"(?i)debit.{0,20}credit|credit.{0,20}debit|withdrawal.{0,20}deposit|deposit.{0,20}withdrawal", 1.1),
        (r"(?i)account(no|number)|transactiondate|valuedate", 0.5),
    ),
    against=(
        (r"授权书|兹授权|价税合计|购销合同|采购合同|商标注册", 2.0),
        (r"开户许可证|准予开立|基本存款账户(信息|编号)", 2.0),
        (r"回单(编号)?|付款人.{0,30}收款人", 1.5),
        (r"SKU|货号|款号|经营范围", 1.5),
        (r"品名|单价|规格型号|送货单号", 2.5),
        (r"往来(?:账款?)?对账|供应商对账|(?:本期|期[初末])?应[收付](?:账|货)?款|本期应[收付]", 3.0),
    ),
    extract=extract,
    needed=("account_name", "period_start", "period_end", "months"),
    follows=True,
    running_title=True,
    tabular=is_head,
)
