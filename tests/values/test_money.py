from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docvet.values.money import Money, parse_amount, parse_capital


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("壹仟贰佰万元整", 12_000_000, "CNY"),
        ("600万元整", 6_000_000, "CNY"),
        ("人民币50.0000万元整", 500_000, "CNY"),
        ("陆拾万元陆拾万元", 600_000, "CNY"),
        ("陆仟零叁拾柒万圆整", 60_370_000, "CNY"),
        ("人民币壹佰万元(100万元)", 1_000_000, "CNY"),
        ("捌佰万美元", 8_000_000, "USD"),
        ("港币100万元", 1_000_000, "HKD"),
        ("10,000,000", 10_000_000, "CNY"),
        ("1千万元", 10_000_000, "CNY"),
        ("两百万元", 2_000_000, "CNY"),
        ("壹億圓整", 100_000_000, "CNY"),
        ("伍拾万园整", 500_000, "CNY"),
        ("50方元整", 500_000, "CNY"),
        ("0.1万元", 1_000, "CNY"),
    ],
)
def test_capitals(text: str, amount: int, currency: str) -> None:
    assert parse_capital(text) == Money(Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "元", "万", "500", "100万元 50万元", "无", "****"])
def test_no_capital_or_two(text: str) -> None:
    assert parse_capital(text) is None


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("¥1,234.50", "1234.5", "CNY"),
        ("￥88", "88", "CNY"),
        ("价税合计(大写)壹仟贰佰叁拾肆元伍角整(小写)¥1234.50", "1234.5", "CNY"),
        ("壹仟贰佰叁拾肆元伍角陆分", "1234.56", "CNY"),
        ("总计:88元", "88", "CNY"),
        ("1,234.50", "1234.5", "CNY"),
        ("$99.90", "99.9", "USD"),
    ],
)
def test_amounts(text: str, amount: str, currency: str) -> None:
    assert parse_amount(text) == Money(Decimal(amount), currency)


@pytest.mark.parametrize("text", ["", "合计", "第3号 共5页", "〇十二人民币"])
def test_no_amount(text: str) -> None:
    assert parse_amount(text) is None


@given(st.integers(min_value=1, max_value=99_999))
def test_capitals_in_every_writing_are_one(ten_thousands: int) -> None:
    expected = Money(Decimal(ten_thousands * 10_000))
    numerals = cn2an.an2cn(ten_thousands * 10_000, "up")
    assert parse_capital(f"{ten_thousands}万元") == expected
    assert parse_capital(f"{ten_thousands}.0000万元整") == expected
    assert parse_capital(f"{ten_thousands * 10_000:,}") == expected
    assert parse_capital(f"人民币{numerals}元整") == expected


@given(st.integers(min_value=1, max_value=10**9))
def test_amounts_in_figures_come_back(cents: int) -> None:
    amount = Decimal(cents) / 100
    assert parse_amount(f"金额:¥{amount:,.2f}") == Money(amount)
    assert parse_amount(f"{amount:,.2f}元") == Money(amount)


@given(st.text() | st.text(alphabet="0123456789,.壹贰拾佰仟万亿零元圆角分¥$美"))
def test_no_text_makes_it_raise(text: str) -> None:
    for money in (parse_capital(text), parse_amount(text)):
        assert money is None or money.amount >= 0
