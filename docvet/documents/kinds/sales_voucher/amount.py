"""The total of a voucher: where words and figures agree, beside its label, or at the foot of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from docvet.documents.confidence import ceiling
from docvet.documents.text.document import DocumentText
from docvet.documents.text.fields import witnessed
from docvet.documents.text.flow import Flow
from docvet.documents.text.span import Span
from docvet.documents.text.tables import columns
from docvet.models import Field
from docvet.values import money

_FIGURE = r"(?:[¥￥$€£]|CNY|RMB|USD|US\$|人民币)?[^\S\n]?(?<![0-9.,/\-])[0-9][0-9,]*(?:\.[0-9]{1,2})?(?![0-9.]*[0-9年月日%/\-])[^\S\n]*(?:万?[元圆])?"
_SMALL = r"小写[)\s]*[:)]*\s*(?:人民币|RMB|CNY)?\s*(?P<figure>[¥￥Y]?\s?[0-9][0-9,]*(?:\.[0-9]{1,2})?)(?![0-9])"
_TOTALS = (
    r"价税合计",
    r"实[付收](?:款|金额|总额)?|应[付收](?:款|金额|总额)?|合同(?:总金?额|总价款?|金额|价款)",
    r"订单(?:总额|金额|总价)|总金额|合计金额|金额合计|货款总?[计额]|总货款|总价款?|总计金额|货品总价|商品总[价额]",
    r"grand\s*total|total\s*amount|amount\s*due|order\s*total|total\s*(?:price|due|payable|paid)",
    r"(?:交易|付款|转账|收款|支付|汇款|小写)金额|金额(?=\s*[:(\t])",
)
"""Labels of the sum that was paid, the surest first."""
_FOOT = r"^[^\S\n]*(?:合\s*计|总\s*计|共\s*计|(?<!sub)total)(?![^\s:(\t]*数)[^0-9\n]{0,24}"
_SIGNED = r"[¥￥]\s?[0-9][0-9,]*(?:\.[0-9]{1,2})?(?![0-9.])"
_WORDS = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}[圆元][零壹贰叁肆伍陆柒捌玖拾佰仟万亿角分整正]*")
_COLUMN = r"(?:含税|价税)?总?金额(?:\(.{1,4}\))?|小计(?:\(.{1,4}\))?|价税合计|总[价额](?:\(.{1,4}\))?|(?:line|sub)?-?total|amount(?:\(.{1,4}\))?"
_FOOT_CEILING, _COLUMN_CEILING, _UNLABELLED = map(ceiling, ("amount_at_foot", "amount_of_column", "amount_unlabelled"))


def amount(document: DocumentText, flow: Flow) -> Field | None:
    """The total as a number, in the voucher's currency; words that spell the same sum are its second witness."""
    if spelled := _spelled(flow):
        return spelled
    for pattern in (_SMALL, *(rf"(?:{words})[^0-9¥￥$\n]{{0,24}}?(?P<figure>{_FIGURE})" for words in _TOTALS)):
        for match in flow.finditer(pattern):
            if field := _field(flow.span(*match.span("figure"))):
                return field
    return _at_foot(flow) or _of_column(document) or _largest(flow)


def _spelled(flow: Flow) -> Field | None:
    """The largest sum that stands both in words and in figures."""
    sums = {sum_.amount for match in flow.finditer(_WORDS) if (sum_ := money.parse_amount(match[0]))}
    both = [(value, match) for match in flow.finditer(_FIGURE) if (value := _number(match[0])) in sums and value]
    if not both:
        return None
    value, match = max(both, key=lambda item: item[0])
    return witnessed(flow.span(*match.span()).field(float(value)), "arithmetic")


def _at_foot(flow: Flow) -> Field | None:
    """The row 合计 of a table: its last figure, since a count may stand before the sum."""
    for match in flow.finditer(rf"{_FOOT}(?P<figures>{_FIGURE}[^\n]*)"):
        figures = list(flow.finditer(re.compile(_FIGURE)))
        own = [item for item in figures if match.start("figures") <= item.start() < match.end()]
        priced = [item for item in own if re.search(r"[¥￥$元.]|USD|CNY|RMB", item[0])] or own
        if priced and (
            field := _field(flow.span(*priced[-1].span()), _FOOT_CEILING if len(priced) == 1 else _UNLABELLED)
        ):
            return field
    return None


def _of_column(document: DocumentText) -> Field | None:
    """Of the column 金额: the only sum, or the last one if it adds up the others."""
    for cells in columns(document, _COLUMN):
        read = [(value, cell) for cell in cells if (value := _number(cell.text)) is not None]
        if not read:
            continue
        *others, (last, cell) = read
        if not others:
            return cell.field(float(last), confidence=_COLUMN_CEILING)
        if sum(value for value, _ in others) == last:
            return witnessed(cell.field(float(last)), "arithmetic")
    return None


def _largest(flow: Flow) -> Field | None:
    """The largest sum with a currency sign: a total whose label stands on another row."""
    places: Iterator[Span] = (flow.span(*match.span()) for match in flow.finditer(_SIGNED))
    fields = [field for place in places if (field := _field(place, _UNLABELLED))]
    return max(fields, key=lambda field: float(field.value), default=None)


def _field(place: Span, confidence: float = 1.0) -> Field | None:
    value = _number(place.text)
    return None if value is None else place.field(float(value), confidence=confidence)


def _number(text: str) -> Decimal | None:
    value = money.parse_amount(re.sub(r"^Y(?=\s?[0-9])", "¥", text.strip()))
    return value.amount if value and value.amount > 0 else None
