"""Amounts as licences, invoices and contracts write them, in figures and in Chinese numerals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Any

from docvet.values.text import simplified, squeezed


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of its currency (元, not 万元); the currency is an ISO 4217 code."""

    amount: Decimal
    currency: str = "CNY"


_CURRENCIES = (
    ("USD", r"美元|美金|USD|US\$"),
    ("HKD", r"港[币元]|HKD|HK\$"),
    ("EUR", r"欧元|EUR|€"),
    ("JPY", r"日[元圆]|JPY"),
    ("GBP", r"英镑|GBP|£"),
    ("TWD", r"新?台币|TWD|NT\$"),
    ("CNY", r"人民币|CNY|RMB|¥"),
    ("USD", r"\$"),
)
_SCALE = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "亿": 10**8}
_NUMERAL = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖十拾百佰千仟万亿"
_FIGURE = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_UNIT = r"(?P<unit>(?:美|港|欧|日)?[元圆]|美金|港币|英镑|新?台币|人民币|USD|RMB|CNY)"
_FIGURES = re.compile(
    rf"(?<![0-9.,])(?P<figure>{_FIGURE})(?![0-9])(?P<scale>[十拾百佰千仟万亿]{{0,3}}){_UNIT}?", re.IGNORECASE
)
_NUMERALS = re.compile(
    rf"(?P<whole>[{_NUMERAL}]{{1,24}}){_UNIT}?(?:[零〇]?(?P<tenths>[{_NUMERAL}])角)?(?:[零〇]?(?P<hundredths>[{_NUMERAL}])分)?"
)
_MARK = re.compile(rf"(?:¥|RMB|CNY|US\$|USD|\$|€|£)(?P<figure>{_FIGURE})(?![0-9])", re.IGNORECASE)
_MISREAD = ((re.compile(r"[园员图](?=整|正|$)"), "圆"), (re.compile(r"(?<=[0-9佰仟拾百千十])方(?=[元圆美])"), "万"))
_SMALLEST_BARE = 10_000
"""A capital in bare figures below this may just as well be meant in 万元."""


def parse_capital(text: str) -> Money | None:
    """A registered capital (壹仟贰佰万元整, 50.0000万元, 捌佰万美元, 10,000,000), also when printed twice.

    None where no amount can be made out, or two different ones stand there.
    """
    plain = _plain(text)
    amounts = {*_in_figures(plain), *_in_numerals(plain)}
    return Money(amounts.pop(), _currency(plain)) if len(amounts) == 1 else None


def stated_twice(text: str) -> bool:
    """Whether the amount stands there in figures and in Chinese numerals, and both say the same."""
    plain = _plain(text)
    figures, numerals = _in_figures(plain), _in_numerals(plain)
    return bool(figures and numerals) and len({*figures, *numerals}) == 1


def parse_amount(text: str) -> Money | None:
    """The amount of a voucher: the first behind a currency sign (¥1,234.50), else before 元, else in numerals."""
    plain = _plain(text)
    currency = _currency(plain)
    if match := _MARK.search(plain):
        return Money(Decimal(match["figure"].replace(",", "")), currency)
    for amount in (*_in_figures(plain, smallest_bare=None), *_in_numerals(plain)):
        return Money(amount, currency)
    bare = re.fullmatch(_FIGURE, plain)
    return Money(Decimal(plain.replace(",", "")), currency) if bare else None


def _plain(text: str) -> str:
    plain = simplified(squeezed(text)).replace("￥", "¥")
    for pattern, meant in _MISREAD:
        plain = pattern.sub(meant, plain)
    return plain


def _shortest(amount: Decimal) -> Decimal:
    """Without an exponent and without zeros behind the point."""
    return Decimal(int(amount)) if amount == amount.to_integral_value() else amount.normalize()


def _currency(plain: str) -> str:
    return next((code for code, names in _CURRENCIES if re.search(names, plain, re.IGNORECASE)), "CNY")


def _in_figures(plain: str, smallest_bare: int | None = _SMALLEST_BARE) -> list[Decimal]:
    """Amounts with a unit or a scale; bare ones only from ``smallest_bare`` on."""
    with_unit, bare = [], []
    for match in _FIGURES.finditer(plain):
        amount = Decimal(match["figure"].replace(",", "")) * prod(_SCALE[sign] for sign in match["scale"])
        if match["unit"] or match["scale"]:
            with_unit.append(_shortest(amount))
        elif smallest_bare is not None and amount >= smallest_bare:
            bare.append(_shortest(amount))
    return with_unit or bare


def _in_numerals(plain: str) -> list[Decimal]:
    """Amounts in Chinese numerals that 元 or a scale follows."""
    amounts = []
    for match in _NUMERALS.finditer(plain):
        whole, before = match["whole"], plain[: match.start()]
        if before[-1:].isdecimal() or not (match["unit"] or whole[-1] in "万亿"):
            continue
        try:
            amount = Decimal(str(_numeral(whole.replace("〇", "零"))))
            amount += sum(
                Decimal(int(_numeral(match[part]))) / 10**power
                for power, part in ((1, "tenths"), (2, "hundredths"))
                if match[part]
            )
        except ValueError:
            continue
        amounts.append(_shortest(amount))
    return amounts


def _numeral(text: str) -> Any:
    """ValueError where it is no numeral."""
    import cn2an  # late: it compiles large patterns, and few commands read amounts

    try:
        return cn2an.cn2an(text, "smart")
    except KeyError:  # its own fault, on 零十二
        raise ValueError(text) from None
