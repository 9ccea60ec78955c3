"""What stands above the rows of a bank statement, and which pages it says it has."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from docvet.documents.confidence import ceiling
from docvet.documents.shared.accounts import read_account
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import doubted
from docvet.documents.text.span import Span, span
from docvet.models import Field
from docvet.values import dates
from docvet.values.text import squeezed

LABELS = {
    "account_name": ("本方户名", "客户名称", "账户名", "公司名称", "企业名称", "账户户名", "Customer Name"),
    "account_number": ("本方账号", "查询账号", "账号/卡号", "卡号/账号", "客户账号", "账户"),
    "bank": ("开户行名", "开户支行", "账户开户行", "所属网点", "开户机构名称", "Branch Name", "Bank Name"),
    "other": (
        "币种",
        "币别",
        "货币",
        "起止日期",
        "查询区间",
        "查询期间",
        "查询时间",
        "交易时间段",
        "起始日期",
        "截止日期",
        "打印时间",
        "账户类型",
        "账户状态",
        "期初余额",
        "期末余额",
        "客户号",
        "Currency",
        "Period",
    ),
}
"""How statements name these, beside the words of other documents of an account; ``other`` are their neighbours."""
_PRINTED = re.compile(r"打印|制表|导出|下载|生成|出具|print|issue|export|creat", re.IGNORECASE)
_FROM = re.compile(r"(?:起始|开始)(?:日期?|时间)|^(?:from|startdate)", re.IGNORECASE)
_TO = re.compile(r"(?:截止|终止|结束|截至|到期)(?:日期?|时间)|^(?:to|enddate)", re.IGNORECASE)
_JOINED = re.compile(r"起?(?:至|到|[-~—–/]{1,3}|to|until)", re.IGNORECASE)
_HOUR = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_SPAN_OF_DAYS = re.compile(r"区间|期间|起止|范围|period|range", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(?<![0-9./-])([0-9]{2})[-/.年]([01]?[0-9])[-/.月]([0-3]?[0-9])日?(?![-/.0-9])")
_MONTH = r"(20[0-9]{2})(?:年|[-/.])([01]?[0-9])月?(?![0-9]|[-/.年月][0-9])"
_MONTHS = re.compile(rf"{_MONTH}(?:\s*(?:至|到|-|~|—)\s*(?:{_MONTH}))?")
_OF_MONTHS = re.compile(r"月份|账期|期间|周期|区间|对账单|月结单|month|period|statement", re.IGNORECASE)
_TITLE_BANK = re.compile(
    r"^((?!银行)[\u3400-\u9fff]{2,14}?(?:银行|信用社|信用合作联社)(?:股份有限公司|有限责任公司|\(中国\)有限公司)?(?:[\u3400-\u9fff]{2,14}(?:分行|支行|营业部))?)"
)
_ACCOUNT = re.compile(r"(?<!对方)(?:账|帐|卡)号(?:码|/卡号)?:?([0-9]{9,32})(?![0-9])")
_FROM_TITLE = ceiling("bank_from_title")
_PAGES = re.compile(
    r"第\s*([0-9]{1,4})\s*页?\s*[/,、|(]?\s*共\s*([0-9]{1,4})\s*页|共\s*([0-9]{1,4})\s*页\s*[/,、|(]?\s*第\s*([0-9]{1,4})\s*页"
    r"|(?:页码?|页次|page)\s*[:：]?\s*([0-9]{1,4})\s*(?:/|of)\s*([0-9]{1,4})(?![0-9/])"
    r"|^-?\s*([0-9]{1,4})\s*(?:/|of)\s*([0-9]{1,4})\s*-?$",
    re.IGNORECASE,
)
_ALL_PAGES = re.compile(r"共\s*([0-9]{1,4})\s*页")


@dataclass(frozen=True, slots=True)
class StatedPeriod:
    """From and to as the head states them, each where it is stated."""

    start: date | None = None
    end: date | None = None
    start_at: Span | None = None
    end_at: Span | None = None


def account(head: DocumentText) -> dict[str, Field]:
    """account_name, account_number, bank: beside their labels, the bank else as the title has it."""
    values = read_account(head, LABELS)
    fields: dict[str, Field] = {
        name: values[name] for name in ("account_name", "account_number", "bank") if name in values
    }
    if "bank" not in fields and (field := _bank_of_title(head)):
        fields["bank"] = field
    return fields


def accounts(head: DocumentText) -> dict[int, str]:
    """The account that each page's head names, by page; statements of several accounts may lie in one file."""
    numbers: dict[int, str] = {}
    for page in head.pages:
        if match := _ACCOUNT.search(page.text):
            numbers[page.number] = match[1]
    return numbers


def _bank_of_title(head: DocumentText) -> Field | None:
    for number, line in head.lines:
        if match := _TITLE_BANK.match(squeezed(line.text)):
            return doubted(span(number, [line], match[1]).field(match[1]), _FROM_TITLE)
    return None


def period(head: DocumentText) -> StatedPeriod:
    """The days that the head states: 2024-02-20 至 2024-05-31, both labels apart, or calendar months."""
    rows = [
        span(page.number, row, _full_years("  ".join(line.text for line in row)))
        for page in head.pages
        for row in page.rows
    ]
    for row in rows:
        both = dates.find_dates(row.text)
        for first, last in pairwise(both):
            between = _HOUR.sub("", row.text[first.end : last.start]).strip(" :")
            joined = _JOINED.fullmatch(between) or (not between and _SPAN_OF_DAYS.search(row.text))
            if first.value <= last.value and joined:
                return StatedPeriod(first.value, last.value, row, row)
    start, end = _labelled(rows, _FROM), _labelled(rows, _TO)
    if start or end:
        return StatedPeriod(start[0] if start else None, end[0] if end else None, start and start[1], end and end[1])
    return next((stated for row in rows if (stated := _of_months(row))), StatedPeriod())


def _full_years(text: str) -> str:
    """The text of a row that speaks of a period, two-digit years (24-02-22) written out."""
    if not (_SPAN_OF_DAYS.search(text) or _FROM.search(text) or _TO.search(text)):
        return text
    return _SHORT_YEAR.sub(r"20\1-\2-\3", text)


def _labelled(rows: Sequence[Span], label: re.Pattern[str]) -> tuple[date, Span] | None:
    for row in rows:
        for line in row.lines:
            if (match := label.search(squeezed(line.text))) and not _PRINTED.search(
                squeezed(line.text)[: match.start()]
            ):
                behind = row.text[max(row.text.find(_full_years(line.text)), 0) :]
                if hits := dates.find_dates(behind):
                    return hits[0].value, row
    return None


def _of_months(row: Span) -> StatedPeriod | None:
    """2024年3月, 2024-02 至 2024-04: whole calendar months, where the row speaks of a period."""
    text = squeezed(row.text)
    if not _OF_MONTHS.search(text) or dates.find_dates(row.text) or not (match := _MONTHS.search(text)):
        return None
    year, month = int(match[1]), int(match[2])
    last_year, last_month = int(match[3] or year), int(match[4] or month)
    if not (1 <= month <= 12 and 1 <= last_month <= 12):
        return None
    first, last = date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
    return StatedPeriod(first, last, row, row) if first <= last else None


def pages(document: DocumentText) -> Field | None:
    """How many pages it says it has; where several statements lie in one file, all of theirs together."""
    stated = [(number, total, place) for number, total, place in _page_numbers(document) if 1 <= number <= total]
    if not stated:
        return _all_pages(document)
    first, runs = stated[0], [stated[0][1]]
    for (before, total, _), (number, other, _) in pairwise(stated):
        if other != total or number < before:
            runs.append(other)
    places = [place for _, _, place in stated]
    sure = min(place.confidence for place in places)
    return doubted(first[2].field(sum(runs)), sure if len(set(runs)) <= 1 or first[2].confidence == 1.0 else sure * 0.8)


def _page_numbers(document: DocumentText) -> Iterator[tuple[int, int, Span]]:
    """(page, of how many, where), the first of each page."""
    for page in document.pages:
        edge = [*page.rows[:8], *page.rows[-4:]]
        for row in edge:
            for text, lines in ((squeezed(line.text), [line]) for line in row):
                if match := _PAGES.search(text):
                    groups = [int(group) for group in match.groups() if group]
                    number, total = sorted(groups) if match[3] else groups
                    yield number, total, span(page.number, lines, match[0])
                    break
            else:
                continue
            break


def _all_pages(document: DocumentText) -> Field | None:
    for number, line in document.lines:
        if match := _ALL_PAGES.search(squeezed(line.text)):
            return span(number, [line], match[0]).field(int(match[1]))
    return None
