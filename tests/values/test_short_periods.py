"""Periods that leave something out, as letters are written by hand."""

from __future__ import annotations

import pytest

from docvet.values.dates import find_dates, parse_period
from docvet.values.short_periods import parse_short_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("自2024年1月1日起至12月31日止", "2024-01-01", "2024-12-31"),
        ("2024.1.1-12.31", "2024-01-01", "2024-12-31"),
        ("2024/1/1~12/31", "2024-01-01", "2024-12-31"),
        ("2024年1月1日起，至同年12月31日", "2024-01-01", "2024-12-31"),
        ("自2024年7月1日起至次年6月30日", "2024-07-01", "2025-06-30"),
        ("自2024年7月1日至6月30日", "2024-07-01", "2025-06-30"),
        ("二〇二四年一月一日至十二月三十一日", "2024-01-01", "2024-12-31"),
        ("2024年1月至12月", "2024-01-01", "2024-12-31"),
        ("2024年1-12月", "2024-01-01", "2024-12-31"),
        ("2024年2月至2月", "2024-02-01", "2024-02-29"),
        ("2024年1月-2025年2月", "2024-01-01", "2025-02-28"),
        ("2024.01-2024.12", "2024-01-01", "2024-12-31"),
        ("2024年度", "2024-01-01", "2024-12-31"),
        ("2024年全年", "2024-01-01", "2024-12-31"),
        ("2024-2025年度", "2024-01-01", "2025-12-31"),
        ("from January 1 to December 31, 2024", "2024-01-01", "2024-12-31"),
        ("1 July to 30 June 2025", "2024-07-01", "2025-06-30"),
        ("January 2024 to December 2025", "2024-01-01", "2025-12-31"),
        ("2024-01-12", None, None),
        ("2024年", None, None),
        ("2024年3月起", None, None),
        ("2024年1月1日至2024年12月31日", None, None),
        ("2024年1月1日至13月31日", None, None),
    ],
)
def test_short_periods(text: str, start: str | None, end: str | None) -> None:
    period = parse_short_period(text)
    assert (period and str(period.start), period and str(period.end)) == (start, end)


def test_day_first_is_learnt_from_the_other_date() -> None:
    period = parse_period("01.02.2024-31.12.2025")
    assert (str(period.start), str(period.end)) == ("2024-02-01", "2025-12-31")
    assert find_dates("01.02.2024~05.12.2025") == []
