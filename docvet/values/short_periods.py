"""Periods that leave something out: 2024年1月1日起至12月31日, 2024年1-12月, 2024年度, January 1 to December 31, 2024.

For papers that are written by hand and read by people; printed forms (licences, cards) state both dates whole, so that
there an end without its year is a lost year and not a short period.
"""

from __future__ import annotations

import re
from datetime import date

from docvet.values.date_patterns import MONTHS, NUMERAL_YEAR, TO, fold, number
from docvet.values.dates import Period, day_of, end_of_month, find_dates
from docvet.values.parts_of_years import parse_parts_of_years

_ZH = r"[〇零正元一二三四五六七八九十]{1,3}"
_MONTH = rf"(?:[0-9]{{1,2}}|{_ZH})"
_DAY = rf"(?:[0-9]{{1,2}}|{_ZH}|[廿卅][一二三四五六七八九]?)"
_YEAR = r"(?:19|20)[0-9]{2}"
_NAMED_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_NEXT = ("次年", "翌年", "第二年", "来年", "下一年")

_END_WITHOUT_YEAR = re.compile(
    rf"\s*(?:起|开始|始|生效)?\s*[,、]?\s*{TO}\s*(?P<when>次年|翌年|第二年|来年|下一年|同年|当年|本年|该年)?(?:的)?\s*"
    rf"(?P<m>{_MONTH})\s*(?P<sep>[月./-])\s*(?P<d>{_DAY})(?![0-9]|\s*[./-]\s*[0-9]|\s*年)",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"(?<![0-9])(?P<y>{_YEAR}|{NUMERAL_YEAR})\s*(?P<sep>[年./-])\s*(?P<m>{_MONTH})\s*(?P<zh>月)?(?:份|初)?\s*(?:起|开始)?\s*{TO}\s*"
    rf"(?:(?P<y2>{_YEAR}|{NUMERAL_YEAR})\s*[年./-]\s*|(?P<when>次年|翌年|第二年|同年|当年)\s*)?(?P<m2>{_MONTH})\s*(?P<zh2>月)?(?:份|底|末)?"
    r"(?![0-9]|\s*[./-]\s*[0-9]|\s*[日年])",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?<![0-9])(?P<y>{_YEAR}|{NUMERAL_YEAR})\s*(?:年度?)?\s*(?:{TO}\s*(?P<y2>{_YEAR}|{NUMERAL_YEAR})\s*)?(?P<whole>年度|年?全年|年整年|年)"
    r"(?!\s*[0-9一二三四五六七八九十]{1,2}\s*月)",
    re.IGNORECASE,
)
_EN_YEAR_LAST = re.compile(
    rf"(?:(?P<m>{_NAMED_MONTH})\.?\s+(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?|(?P<da>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?P<ma>{_NAMED_MONTH})\.?)"
    rf"\s*,?\s*{TO}\s*$",
    re.IGNORECASE,
)
_EN_MONTHS = re.compile(
    rf"(?P<m>{_NAMED_MONTH})\.?\s*,?\s*(?P<y>{_YEAR})?\s*{TO}\s*(?P<m2>{_NAMED_MONTH})\.?\s*,?\s*(?P<y2>{_YEAR})",
    re.IGNORECASE,
)


def parse_short_period(text: str) -> Period | None:
    """The first such period in the text; None where there is none, or both its dates are whole. Never raises."""
    folded = fold(text)
    for read in (_end_without_year, _start_without_year, _months, _named_months, _years, parse_parts_of_years):
        if (period := read(folded)) is not None:
            return period
    return None


def _end_without_year(text: str) -> Period | None:
    """The year is that of the first day, or the next one where the end would lie before it."""
    for hit in find_dates(text):
        if (
            (match := _END_WITHOUT_YEAR.match(text, hit.end))
            and (month := number(match["m"]))
            and (day := number(match["d"]))
        ):
            if match["sep"] != "月" and "年" in hit.raw:
                continue
            year = hit.value.year + (match["when"] in _NEXT)
            end = day_of(year, month, day)
            if end is not None and end <= hit.value and match["when"] is None:
                end = day_of(year + 1, month, day)
            if end is not None and end > hit.value:
                return Period(hit.value, end)
    return None


def _start_without_year(text: str) -> Period | None:
    """January 1 to December 31, 2024; from July 1 to June 30, 2025 begins in 2024."""
    for hit in find_dates(text):
        if match := _EN_YEAR_LAST.search(text[: hit.start]):
            month, day = _named(match["m"] or match["ma"]), int(match["d"] or match["da"])
            start = day_of(hit.value.year, month, day)
            if start is not None and start >= hit.value:
                start = day_of(hit.value.year - 1, month, day)
            if start is not None:
                return Period(start, hit.value)
    return None


def _months(text: str) -> Period | None:
    for match in _MONTHS.finditer(text):
        said_month = match["zh"] or match["zh2"]
        if not said_month and not match["y2"]:
            continue  # 2024-01-12 is a day
        first, month, last = number(match["y"]), number(match["m"]), number(match["m2"])
        if not (first and month and last):
            continue
        other = number(match["y2"]) if match["y2"] else first + (match["when"] in _NEXT)
        if other is not None and (period := _whole_months(first, month, other, last)):
            return period
    return None


def _named_months(text: str) -> Period | None:
    if match := _EN_MONTHS.search(text):
        return _whole_months(int(match["y"] or match["y2"]), _named(match["m"]), int(match["y2"]), _named(match["m2"]))
    return None


def _years(text: str) -> Period | None:
    for match in _YEARS.finditer(text):
        first, last = number(match["y"]), number(match["y2"] or match["y"])
        if first and last and first <= last and (match["y2"] or match["whole"] != "年"):
            return Period(date(first, 1, 1), date(last, 12, 31))
    return None


def _whole_months(year: int, month: int, last_year: int, last_month: int) -> Period | None:
    start = day_of(year, month, 1)
    end = end_of_month(last_year, last_month) if 1 <= last_month <= 12 else None
    return Period(start, end) if start and end and start < end else None


def _named(month: str) -> int:
    return MONTHS.index(month[:3].lower()) + 1
