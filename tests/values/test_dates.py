from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docvet.values.clock import today_in_china
from docvet.values.dates import (
    Period,
    add_years,
    find_dates,
    months_after,
    months_before,
    parse_date,
    parse_period,
)

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2098, 12, 31))
TENS = ("", "十", "二十", "三十")


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return TENS[tens] + ("", *"一二三四五六七八九")[ones]


def in_numerals(day: date) -> str:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese(day.month)}月{chinese(day.day)}日"


SPELLINGS = (
    lambda day: f"{day.year}年{day.month:02}月{day.day:02}日",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    lambda day: f"{day.year}年{day.month:02}月{day.day:02}",
    lambda day: f"{day.year}年{day.month:02}月{day.day:02}曰",
    lambda day: f"{day.year}-{day.month}-{day.day}",
    lambda day: f"{day:%Y.%m.%d}",
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%B} {day.day}, {day.year}",
    lambda day: f"{day.day} {day:%b} {day.year}",
    in_numerals,
)


@given(day=DAYS, spelling=st.sampled_from(SPELLINGS))
def test_every_spelling_comes_back(day: date, spelling) -> None:  # type: ignore[no-untyped-def]
    text = spelling(day)
    (hit,) = find_dates(f"日期:{text}。")
    assert hit.value == day
    assert hit.raw == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二○一三年十月廿二日", date(2013, 10, 22)),
        ("二零一一年十二月三十一日", date(2011, 12, 31)),
        ("二O一五年三月初八", date(2015, 3, 8)),
        ("2015年03月20 ", date(2015, 3, 20)),
        ("2034年01月12止", date(2034, 1, 12)),
        ("2O15年O3月2l日", date(2015, 3, 21)),
        ("2 0 1 5 年 0 3 月 2 0 日", date(2015, 3, 20)),
        ("２０１５．０３．２０", date(2015, 3, 20)),
        ("2015年0320日", date(2015, 3, 20)),
        ("201503月20日", date(2015, 3, 20)),
        ("2015.0320", date(2015, 3, 20)),
        ("the 6th day of May, 2024", date(2024, 5, 6)),
        ("May6,2024", date(2024, 5, 6)),
        ("31/12/2024", date(2024, 12, 31)),
        ("12/31/2024", date(2024, 12, 31)),
        ("9999-12-31", date(9999, 12, 31)),
    ],
)
def test_odd_spellings_and_misreads(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2015年2月30日",
        "2023-02-29",
        "2015年13月01日",
        "05/06/2024",
        "12345678201503200",
        "2015年12月",
        "年月日",
        "",
        "1.2.3.4",
    ],
)
def test_what_is_no_date_or_could_be_two(text: str) -> None:
    assert parse_date(text) is None


@given(st.lists(DAYS, min_size=1, max_size=5))
def test_dates_come_in_reading_order(days: list[date]) -> None:
    text = ";".join(f"{day:%Y-%m-%d}" for day in days)
    hits = find_dates(text)
    assert [hit.value for hit in hits] == days
    assert all(text[hit.start : hit.end] == hit.raw for hit in hits)


@given(st.text() | st.text(alphabet="0123456789OolI年月日至自起止-./长期一二三十 May,*"))
def test_no_text_makes_it_raise(text: str) -> None:
    assert all(text[hit.start : hit.end] == hit.raw for hit in find_dates(text))
    period = parse_period(text)
    assert period.end == "open-ended" or period.end is None or isinstance(period.end, date)


D = date
PERIODS = [
    ("2012年03月15日至2042年03月14日", D(2012, 3, 15), D(2042, 3, 14)),
    ("自2012年03月15日至2042年03月14日止", D(2012, 3, 15), D(2042, 3, 14)),
    ("自公元2014年05月21日至2024年05月20日止", D(2014, 5, 21), D(2024, 5, 20)),
    ("2017-01-04至长期", D(2017, 1, 4), "open-ended"),
    ("2017-01-04至長期", D(2017, 1, 4), "open-ended"),
    ("2017-01-04至长期 签发日期 2017-01-05", D(2017, 1, 4), "open-ended"),
    ("长期", None, "open-ended"),
    ("永久", None, "open-ended"),
    ("无固定期限", None, "open-ended"),
    ("******", None, "open-ended"),
    ("/", None, "open-ended"),
    ("2012年03月15日至年月日", D(2012, 3, 15), "open-ended"),
    ("2012年03月15日至 年 月 日", D(2012, 3, 15), "open-ended"),
    ("2015.06.01-2035.06.01", D(2015, 6, 1), D(2035, 6, 1)),
    ("2015.06.012035.06.01", D(2015, 6, 1), D(2035, 6, 1)),
    ("2015.06.01-2035.0601", D(2015, 6, 1), D(2035, 6, 1)),
    ("2015.06.01-长期", D(2015, 6, 1), "open-ended"),
    ("20150601-20350601", D(2015, 6, 1), D(2035, 6, 1)),
    ("2024年1月1日一2025年1月1日", D(2024, 1, 1), D(2025, 1, 1)),
    ("从2024年1月1日起至2024年12月31日", D(2024, 1, 1), D(2024, 12, 31)),
    ("自2024年1月1日起生效，于2025年12月31日到期", D(2024, 1, 1), D(2025, 12, 31)),
    ("from 1 Jan 2024 to 31 Dec 2025", D(2024, 1, 1), D(2025, 12, 31)),
    ("for 2 years from January 1, 2024", D(2024, 1, 1), D(2025, 12, 31)),
    ("two (2) years from May 6, 2024", D(2024, 5, 6), D(2026, 5, 5)),
    ("授权期限一年,自2024年1月1日起", D(2024, 1, 1), D(2024, 12, 31)),
    ("两年,从2024年3月1日起", D(2024, 3, 1), D(2026, 2, 28)),
    ("自2024年1月1日起24个月", D(2024, 1, 1), D(2025, 12, 31)),
    ("自2024年1月1日起1年6个月", D(2024, 1, 1), D(2025, 6, 30)),
    ("自2024年1月1日起，有效期一年零六个月", D(2024, 1, 1), D(2025, 6, 30)),
    ("期限两年又三个月，自2024年1月1日起", D(2024, 1, 1), D(2026, 3, 31)),
    ("自2024年1月1日起一年半", D(2024, 1, 1), D(2025, 6, 30)),
    ("自2024年1月1日起，两年6月", D(2024, 1, 1), None),
    ("2012-03-15至2099-12-31", D(2012, 3, 15), "open-ended"),
    ("2012-03-15至2999-12-31", D(2012, 3, 15), "open-ended"),
    ("2012-03-15至9999-12-31", D(2012, 3, 15), "open-ended"),
    ("至2042年03月14日止", None, D(2042, 3, 14)),
    ("有效期至2030-01-01", None, D(2030, 1, 1)),
    ("2012年03月15日至2042年03月", D(2012, 3, 15), None),
    ("2012年03月15日至2043年02月30日", D(2012, 3, 15), None),
    ("2012年03月15日至", D(2012, 3, 15), None),
    ("2042年03月14日", None, None),
    ("授权期限一年。签署日期:2024年1月1日", None, None),
    ("自 年 月 日至 年 月 日", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "start", "end"), PERIODS)
def test_periods(text: str, start: date | None, end: date | str | None) -> None:
    period = parse_period(text)
    assert (period.start, period.end) == (start, end)


@given(start=DAYS, days=st.integers(min_value=0, max_value=9000))
def test_a_period_includes_both_its_ends_and_nothing_more(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    period = Period(start, end)
    assert period.contains(start) is True
    assert period.contains(end) is True
    assert period.contains(start - timedelta(days=1)) is False
    assert period.contains(end + timedelta(days=1)) is False


def test_what_is_unknown_stays_unknown() -> None:
    day = date(2024, 5, 6)
    assert Period(None, date(2024, 5, 5)).contains(day) is False
    assert Period(None, date(2024, 5, 7)).contains(day) is None
    assert Period(date(2024, 5, 7), None).contains(day) is False
    assert Period(date(2024, 5, 5), None).contains(day) is None
    assert Period(date(2024, 5, 5), "open-ended").contains(day) is True
    assert Period(None, "open-ended").contains(day) is None


def test_months_are_clamped_to_their_last_day() -> None:
    assert months_before(date(2023, 8, 31), 6) == date(2023, 2, 28)
    assert months_before(date(2024, 8, 31), 6) == date(2024, 2, 29)
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)


@given(day=DAYS, months=st.integers(min_value=0, max_value=120))
def test_months_keep_the_day_or_the_months_last(day: date, months: int) -> None:
    for moved, expected in ((months_before(day, months), -months), (months_after(day, months), months)):
        assert (moved.year - day.year) * 12 + moved.month - day.month == expected
        assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


def test_today_in_china_is_at_most_a_day_from_here() -> None:
    assert abs((today_in_china() - date.today()).days) <= 1
