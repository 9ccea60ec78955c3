"""Periods told by parts of years: 2024年第一季度, 2024上半年, 24.1.1-25.12.31, 2024年1月1日至2026年底, Q1 2024 to Q4 2024."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from docvet.values.date_patterns import NUMERAL_YEAR, TO, number
from docvet.values.dates import Period, day_of, end_of_month

_TO = rf"\s*(?:起|开始|始|生效)?\s*[,、]?\s*{TO}\s*"
_YEAR = rf"(?:(?:19|20)[0-9]{{2}}\s*年?度?|{NUMERAL_YEAR}\s*年度?|'?[0-9]{{2}}\s*年度?)"
_QUARTER = r"(?:第?(?P<q>[1-4一二三四])\s*季度?|[qQ](?P<q2>[1-4]))"
_HALF = r"(?P<h>[上下])半年(?:度)?|[hH](?P<h2>[12])(?![0-9])"
_MONTH = r"(?P<m>[0-9]{1,2}|[正元一二三四五六七八九十]{1,2})\s*月(?:份|底|末|初)?(?!\s*[0-9一二三四五六七八九十廿卅])"
_DAY = r"(?P<dm>[0-9]{1,2}|[正元一二三四五六七八九十]{1,2})\s*月\s*(?P<dd>[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})\s*[日号]"
_NUMBERS = r"(?P<ny>(?:19|20)[0-9]{2})\s*[./-]\s*(?P<nm>[0-9]{1,2})\s*[./-]\s*(?P<nd>[0-9]{1,2})(?![0-9])"
_EDGE = r"(?P<edge>年?(?:底|末|初|全年|整年))"
_NEXT = r"(?P<next>次年|翌年|第二年|来年)的?"
_SIDE = re.compile(
    rf"[qQ](?P<eq>[1-4])\s*,?\s*(?:of\s*)?(?P<ey>20[0-9]{{2}})(?![0-9])"
    rf"|{_NUMBERS}|(?<![0-9])(?:(?:(?P<y>{_YEAR})|{_NEXT})\s*)?(?:{_QUARTER}|{_HALF}|{_DAY}|{_MONTH}|{_EDGE})"
    r"|(?:calendar\s+year\s+|(?<![0-9/])(?=[0-9]{2}\s*年度))(?P<wy>(?:20)?[0-9]{2})(?:\s*年度)?",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    rf"(?<![0-9])(?P<y>{_YEAR})\s*(?:第?(?P<a>[1-4一二三四])\s*(?:季度?)?\s*(?:[至到~、-])\s*第?(?P<b>[1-4一二三四])\s*季度"
    r"|[qQ](?P<qa>[1-4])\s*[至到~-]\s*[qQ]?(?P<qb>[1-4]))"
)
_TWO_SHORT = re.compile(
    r"(?<![0-9./-])'?(?P<a>[0-9]{1,2})([./-])(?P<b>[0-9]{1,2})\2(?P<c>[0-9]{1,2})"
    r"\s*(?:起|开始)?\s*(?:[至到]|[-~]{1,2})\s*'?(?P<d>[0-9]{1,2})\2(?P<e>[0-9]{1,2})\2(?P<f>[0-9]{1,2})(?![0-9./-]*[0-9])"
)
_SHORT_DATE = re.compile(
    r"(?<![0-9./-])'?(?P<y>[0-9]{2})\s*(?:年|[./-])\s*(?P<m>[0-9]{1,2})\s*(?:月|[./-])\s*(?P<d>[0-9]{1,2})\s*日?(?![0-9./-]*[0-9])"
)
_SHORT_YEARS = range(10, 46)
"""Years that papers of sellers name with two digits."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A day, month, quarter, half or year: its first and last day; ``whole`` if it can be a period by itself."""

    first: date
    last: date
    whole: bool


def parse_parts_of_years(text: str) -> Period | None:
    """The first such period in a text folded by :func:`.date_patterns.fold`; None where there is none. Never raises."""
    return _short_years(text) or _quarters(text) or _parts(text)


def short_date(text: str) -> date | None:
    """A day whose year has two digits, the year first as Chinese papers write it: 24.4.18, 24年4月18日."""
    match = _SHORT_DATE.search(text)
    return _short((int(match["y"]), int(match["m"]), int(match["d"]))) if match else None


def last_day(text: str) -> date | None:
    """The last day of the part of a year that the text names first: 2026年底, 2026年6月底."""
    return next((part.last for _, part in _sides(text)), None)


def _short_years(text: str) -> Period | None:
    """Two days whose years have two digits, where only one order of their numbers makes a period."""
    for match in _TWO_SHORT.finditer(text):
        a, b, c, d, e, f = (int(match[group]) for group in "abcdef")
        read = {
            (start, end)
            for first, last in (((a, b, c), (d, e, f)), ((c, b, a), (f, e, d)), ((c, a, b), (f, d, e)))
            if (start := _short(first)) and (end := _short(last)) and start < end
        }
        if len(read) == 1:
            return Period(*read.pop())
    return None


def _short(numbers: tuple[int, int, int]) -> date | None:
    year, month, day = numbers
    return day_of(2000 + year, month, day) if year in _SHORT_YEARS else None


def _quarters(text: str) -> Period | None:
    if match := _TOGETHER.search(text):
        year, a, b = _year(match["y"]), number(match["a"] or match["qa"]), number(match["b"] or match["qb"])
        if year and a and b and a <= b:
            return Period(date(year, a * 3 - 2, 1), end_of_month(year, b * 3))
    return None


def _parts(text: str) -> Period | None:
    """Two parts with a 至 between them, or one that is a whole quarter, half or year."""
    sides = list(_sides(text))
    for (match, first), (other, last) in pairwise(sides):
        joined = re.fullmatch(_TO, text[match.end() : other.start()], re.IGNORECASE)
        if joined and first.first < last.last and not (_is_whole_date(match) and _is_whole_date(other)):
            return Period(first.first, last.last)
    return next((Period(part.first, part.last) for _, part in sides if part.whole), None)


def _sides(text: str) -> Iterator[tuple[re.Match[str], _Part]]:
    year: int | None = None
    for match in _SIDE.finditer(text):
        stated = match["ny"] or match["y"] or match["ey"] or match["wy"]
        year = _year(stated) if stated else year + 1 if match["next"] and year else year
        if year is not None and (part := _part(match, year)):
            yield match, part


def _is_whole_date(match: re.Match[str]) -> bool:
    """With its year in four digits: no part of a year but what every reader of dates finds."""
    return bool(match["nd"] or (match["dd"] and match["y"] and len(re.sub(r"[\s年度]", "", match["y"])) == 4))


def _part(match: re.Match[str], year: int) -> _Part | None:
    if match["nd"] or match["dd"]:
        day = day_of(year, number(match["nm"] or match["dm"]), number(match["nd"] or match["dd"]))
        return None if day is None else _Part(day, day, whole=False)
    if quarter := number(match["q"] or match["q2"] or match["eq"] or ""):
        return _months(year, quarter * 3 - 2, quarter * 3, whole=True)
    if half := match["h"] or match["h2"]:
        return _months(year, 1, 6, whole=True) if half in "上1" else _months(year, 7, 12, whole=True)
    if match["m"]:
        month = number(match["m"])
        return _months(year, month, month, whole=False) if month and month <= 12 else None
    return _months(year, 1, 12, whole=bool(match["wy"]) or "年" in (match["edge"] or "")[1:])


def _months(year: int, first: int, last: int, *, whole: bool) -> _Part:
    return _Part(date(year, first, 1), end_of_month(year, last), whole)


def _year(text: str) -> int | None:
    plain = re.sub(r"[\s年度']", "", text)
    year = number(plain)
    if year is None or len(plain) not in (2, 4):
        return None
    if len(plain) == 2:
        return 2000 + year if year in _SHORT_YEARS else None
    return year
