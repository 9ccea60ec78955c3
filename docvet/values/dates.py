"""Dates and periods of documents, and the calendar arithmetic of the rules.

All days are days in China (UTC+8); all periods include both their ends.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Literal

from dateutil.relativedelta import relativedelta

from docvet.values.date_patterns import EITHER_ORDER, PATTERNS, REPUBLIC, fold, number
from docvet.values.text import simplified

OpenEnded = Literal["open-ended"]
OPEN_ENDED: OpenEnded = "open-ended"

_MINGUO = 1911
"""The year before the first of Taiwan's calendar."""
_YEARS = range(1800, 3000)
_FOREVER = frozenset({date(2099, 12, 31), date(2999, 12, 31), date(9999, 12, 31)})
"""Dates that registers and OCR services write for 长期."""

_OPEN = re.compile(
    r"[长張]期|永久|永续|无固定期限|无限期|无期限|不约定期限|[*×]{2,}|long[- ]?term|indefinite|permanent", re.IGNORECASE
)
_NO_TERM = re.compile(r"[/\\]+|[-_]{2,}|无")
_BLANK_END = re.compile(r"[至到]\s*年\s*月\s*日?")
_PIECE = re.compile(r"[0-9]{1,8}|[0-9]{0,4}[年月日][0-9年月日]{0,10}")
_JOINT = re.compile(r"[至到~-]|止|to|until|till|through|and", re.IGNORECASE)
_BEFORE_END = re.compile(r"(?:[至到~]|截[至止]于?|until|till|to|through|expir\w*(?: on)?)[\s::]*$", re.IGNORECASE)
_AFTER_END = re.compile(r"\s*(?:为?止|前有效|到期|届满|失效)")
_BEFORE_START = re.compile(
    r"(?:[自从由]|from|since|starting|commencing|effective)[\s::]*(?:公元|on\s*)?$", re.IGNORECASE
)
_AFTER_START = re.compile(r"\s*(?:[起至到~-]|to\b|until|till|through)", re.IGNORECASE)
_DURATION = re.compile(
    r"(?<![0-9〇零一二三四五六七八九十年又])(?P<n>[0-9]{1,2}|[一二两三四五六七八九十壹贰叁肆伍]{1,3}|one|two|three|four|five|ten)"
    r"\s*(?:[(][0-9一二两三四五六七八九十]{1,3}[)])?\s*(?P<unit>个?周?年|个月|years?|months?)"
    r"(?:(?P<half>半)|\s*[又零]?(?P<months>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})\s*个月)?(?!\s*[又零]?[0-9〇一二三四五六七八九十]{1,3}\s*个?月)",
    re.IGNORECASE,
)
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10,
    "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date found in a text; ``raw == text[start:end]`` of the text as given."""

    value: date
    start: int
    end: int
    raw: str


@dataclass(frozen=True, slots=True)
class Period:
    """From and to, both inclusive; None where the text does not say, ``open-ended`` where it says there is no end."""

    start: date | None
    end: date | OpenEnded | None

    def contains(self, day: date) -> bool | None:
        """Whether the day lies within; None if what is unknown decides it."""
        if self.start is not None and day < self.start:
            return False
        if isinstance(self.end, date):
            return False if day > self.end else (True if self.start else None)
        return True if self.end == OPEN_ENDED and self.start else None


def is_piece_of_day(text: str) -> bool:
    """Whether the text is a part of a day in numerals and nothing else, as a seal over it leaves: ``2015``, ``年11月``, ``8``."""
    return _PIECE.fullmatch(text) is not None


def find_dates(text: str) -> list[DateHit]:
    """All possible dates in reading order; impossible ones (2月30日) are not dates. Never raises.

    05.06.2024 counts only where another date of the text tells which of its numbers is the day.
    """
    folded = fold(text)
    hits: list[DateHit] = []
    for pattern in PATTERNS:
        for match in pattern.finditer(folded):
            value = _date(number(match["y"]), number(match["m"]), number(match["d"]))
            hits += _hit(value, match, text)
    for match in REPUBLIC.finditer(folded):
        hits += _hit(_date(_MINGUO + int(match["y"]), int(match["m"]), int(match["d"])), match, text)
    hits += _in_either_order(folded, text)
    return _without_overlaps(hits)


def _in_either_order(folded: str, text: str) -> list[DateHit]:
    read = []
    for match in EITHER_ORDER.finditer(folded):
        year, a, b = (int(match[group]) for group in "yab")
        read.append((match, _date(year, b, a), _date(year, a, b)))
    plain = [
        (day_first, month_first) for _, day_first, month_first in read if (day_first is None) != (month_first is None)
    ]
    orders = {day_first is not None for day_first, _ in plain}
    hits: list[DateHit] = []
    for match, day_first, month_first in read:
        if day_first is None or month_first is None or day_first == month_first:
            hits += _hit(day_first or month_first, match, text)
        elif len(orders) == 1:
            hits += _hit(day_first if True in orders else month_first, match, text)
    return hits


def parse_date(text: str) -> date | None:
    """The first possible date in the text, None if there is none."""
    hits = find_dates(text)
    return hits[0].value if hits else None


def parse_period(text: str) -> Period:
    """营业期限, 有效期限, the period of a letter: from, to. What it cannot tell is None. Never raises.

    A single date that nothing marks as beginning or end belongs to neither.
    """
    folded = simplified(fold(text))
    folded = folded if len(folded) == len(text) else fold(text)
    hits = find_dates(text)
    for hit, after in zip_longest(hits, hits[1:]):
        rest = folded[hit.end : after.start if after else len(folded)]
        if _OPEN.search(rest) or (_BLANK_END.search(rest) and not _digits(rest)):
            return Period(hit.value, OPEN_ENDED)
        if after and len(rest.strip()) <= 12 and (_JOINT.search(rest) or rest.strip() in ("", "一")):
            return Period(hit.value, OPEN_ENDED if after.value in _FOREVER else after.value)
    if hits:
        singles = [_from_one(hit, folded) for hit in hits]
        return Period(next((s.start for s in singles if s.start), None), next((s.end for s in singles if s.end), None))
    endless = _OPEN.search(folded) or _NO_TERM.fullmatch(folded.strip())
    return Period(None, OPEN_ENDED if endless else None)


def day_of(year: int | None, month: int | None, day: int | None) -> date | None:
    """The day of the calendar; None where it has none such, or a part is unknown."""
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def end_of_month(year: int, month: int) -> date:
    """Its last day. ValueError for a month that is none."""
    return date(year, month, monthrange(year, month)[1])


def months_before(day: date, months: int) -> date:
    """The same day so many calendar months earlier, or the last of that month (08-31 − 6 = 02-28)."""
    return day - relativedelta(months=months)


def months_after(day: date, months: int) -> date:
    """The same day so many calendar months later, or the last of that month."""
    return day + relativedelta(months=months)


def add_years(day: date, years: int) -> date:
    """The same day so many years later; 02-29 becomes 02-28 in common years."""
    return day + relativedelta(years=years)


def _date(year: int | None, month: int | None, day: int | None) -> date | None:
    return day_of(year, month, day) if year in _YEARS or year == 9999 else None


def _hit(value: date | None, match: re.Match[str], text: str) -> list[DateHit]:
    return [DateHit(value, *match.span(), text[match.start() : match.end()])] if value else []


def _without_overlaps(hits: list[DateHit]) -> list[DateHit]:
    """Of overlapping hits the one that begins first, of those the longest."""
    kept: list[DateHit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _from_one(hit: DateHit, text: str) -> Period:
    before, after = text[: hit.start], text[hit.end :]
    if _OPEN.search(before):
        return Period(hit.value, OPEN_ENDED)
    if _BEFORE_END.search(before) or _AFTER_END.match(after):
        return Period(None, OPEN_ENDED if hit.value in _FOREVER else hit.value)
    if not (_BEFORE_START.search(before) or _AFTER_START.match(after)):
        return Period(None, None)
    return Period(hit.value, _end_by_duration(hit.value, f"{before}|{after}"))


def _end_by_duration(start: date, text: str) -> date | None:
    """Two years from 2024-01-01 end on 2025-12-31, a year and six months on 2025-06-30."""
    match = _DURATION.search(text)
    if not match:
        return None
    years = match["unit"].lower().endswith(("年", "year", "years"))
    count, more = _count(match["n"]), _count(match["months"] or "")
    if not count or (not years and (more or match["half"])):
        return None
    months = (12 * count + (6 if match["half"] else more)) if years else count
    return months_after(start, months) - timedelta(days=1)


def _count(word: str) -> int:
    """The number that a word or figure says; 0 where it says none."""
    return _WORDS.get(word.lower()) or number(word) or 0


def _digits(text: str) -> bool:
    return any(character.isdecimal() for character in text)
