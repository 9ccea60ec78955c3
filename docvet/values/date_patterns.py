"""How dates look on the documents: one regular expression a spelling, with groups ``y``, ``m``, ``d``.

They run over text folded by :func:`fold`, which keeps every character at its place.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LOOKALIKES = str.maketrans("OoQDIil|ZzSsB", "0000111122558")
"""Latin letters that OCR puts for digits; applied inside digit groups only."""
_CAPITALS = dict(zip("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十", strict=True))
"""贰零贰肆年拾贰月, as cheques and some letters have it."""
_ALIKE = _CAPITALS | {
    "曰": "日",
    "冃": "月",
    "○": "〇",
    "◯": "〇",
    "〜": "~",
    "∼": "~",
    "–": "-",
    "—": "-",
    "−": "-",
    "―": "-",
}

_D = r"[0-9OoQDIil|ZzSsB]"
_GAP = r"\s{0,3}"
_SEP = r"\s?[-./·_]\s?"
_ZH_YEAR = r"[〇零0Oo一二三四五六七八九]"
_ZH_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "0": 0, "O": 0, "o": 0, "正": 1, "元": 1}

TO = r"(?:[至到]|[-~]{1,2}|\bto\b|\buntil\b|\bthrough\b)"
"""What stands between the two ends of a period."""
NUMERAL_YEAR = r"[〇零一二三四五六七八九]{4}"
"""二〇二四."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_EN_DAY = r"(?P<d>[0-3]?[0-9])\s?(?:st|nd|rd|th)?"
_EN_YEAR = r"(?P<y>(?:19|20|21)[0-9]{2})(?![0-9])"

PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 2015年3月20日; the last 日 may be lost or misread
        rf"(?<![0-9])(?P<y>{_D}\s?{_D}\s?{_D}\s?{_D}){_GAP}[年午牛]{_GAP}(?P<m>{_D}\s?{_D}?|[元正]){_GAP}[月用]{_GAP}"
        rf"(?P<d>{_D}\s?{_D}?)(?:{_GAP}[日目号])?(?![0-9])",
        # 年 or 月 lost: 2015 03月20日, 2015年0320日
        rf"(?<![0-9])(?P<y>{_D}{{4}})\s?(?P<m>{_D}{{2}}){_GAP}月{_GAP}(?P<d>{_D}{{1,2}})(?:{_GAP}[日目号])?(?![0-9])",
        rf"(?<![0-9])(?P<y>{_D}{{4}}){_GAP}年{_GAP}(?P<m>{_D}{{2}})\s?(?P<d>{_D}{{2}}){_GAP}[日目号]",
        # 二〇一五年三月二十日
        rf"(?P<y>{_ZH_YEAR}{{4}}){_GAP}年{_GAP}(?P<m>[〇零正元一二三四五六七八九十]{{1,3}}){_GAP}月{_GAP}"
        rf"(?P<d>[〇零初一二三四五六七八九十廿卅]{{1,4}})(?:{_GAP}[日目号])?",
        # 2015.03.20; 2015.06.012035.06.01 has lost its hyphen
        rf"(?:(?<![0-9])|(?<=[.][0-9]{{2}}))(?P<y>{_D}{{4}}){_SEP}(?P<m>{_D}{{1,2}}){_SEP}(?P<d>{_D}{{2}})"
        rf"(?=[12][0-9]{{3}}[.][0-9]{{2}})",
        rf"(?:(?<![0-9])|(?<=[.][0-9]{{2}}))(?P<y>{_D}{{4}}){_SEP}(?P<m>{_D}{{1,2}}){_SEP}(?P<d>{_D}{{1,2}})(?![0-9])",
        # one separator lost: 2015.0320, 201503.20
        r"(?<![0-9.,])(?P<y>(?:19|20)[0-9]{2})[.](?P<m>[0-9]{2})(?P<d>[0-9]{2})(?![0-9])",
        r"(?<![0-9.,])(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})[.](?P<d>[0-9]{2})(?![0-9])",
        # 20150320
        r"(?<![0-9A-Za-z.,])(?P<y>(?:19|20)[0-9]{2}|2999|9999)(?P<m>[01][0-9])(?P<d>[0-3][0-9])(?![0-9A-Za-z]|[.,][0-9])",
        # May 6, 2024 / 6 May 2024 / the 6th day of May, 2024
        rf"{_MONTH_NAME}[.]?\s{{0,2}}{_EN_DAY}\s?,?\s{{0,2}}{_EN_YEAR}",
        rf"(?<![0-9]){_EN_DAY}\s?(?:day\s?)?(?:of\s?)?[-/.]?{_MONTH_NAME}[.]?\s?[-/,]?\s?{_EN_YEAR}",
    )
)

EITHER_ORDER = re.compile(
    r"(?:(?<![0-9./-])|(?<=[./-]19[0-9]{2}-)|(?<=[./-]20[0-9]{2}-))(?P<a>[0-9]{1,2})[-./](?P<b>[0-9]{1,2})[-./](?P<y>(?:19|20)[0-9]{2})(?![0-9])"
)
"""31/12/2024, also as the end of 01.01.2024-31.12.2024: day and month in an order that only the numbers can tell."""

REPUBLIC = re.compile(
    r"(?:(?:中[华華])?民[国國]\s{0,2}|(?:(?<=日[至到])|(?<=日起至))(?=1[0-9]{2}\D))(?P<y>[0-9]{2,3})\s{0,2}年\s{0,2}(?P<m>[0-9]{1,2})\s{0,2}月\s{0,2}(?P<d>[0-9]{1,2})(?:\s{0,2}日)?"
)
"""民國113年1月1日, as papers of Taiwan count years; the end of a period goes without the first two characters."""


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKC", _ALIKE.get(character, character))
    return _ALIKE.get(plain, plain) if len(plain) == 1 else character


def fold(text: str) -> str:
    """Full-width forms, dashes and look-alikes of 日 and 〇 made one; never longer or shorter than ``text``."""
    return "".join(map(_folded, text))


def number(group: str) -> int | None:
    """The number of a ``y``, ``m`` or ``d`` group, whichever its script; None if it is none.

    A year needs at least one real digit, or a word of letters would become one.
    """
    group = "".join(group.split())
    if (month := group[:3].lower()) in MONTHS:
        return MONTHS.index(month) + 1
    if any(c >= "\u3007" for c in group):
        return _chinese(group)
    if len(group) > 2 and not any(c.isdecimal() for c in group):
        return None
    digits = group.translate(_LOOKALIKES)
    return int(digits) if digits.isascii() and digits.isdecimal() else None


def _chinese(group: str) -> int | None:
    """二〇一五 by place, 二十五 and 廿五 by value."""
    group = group.replace("廿", "二十").replace("卅", "三十").lstrip("初")
    tens, ten, ones = group.partition("十")
    if not ten:
        digits = [_ZH_DIGIT.get(c) for c in group]
        return None if not digits or None in digits else int("".join(map(str, digits)))
    values = [_ZH_DIGIT.get(part, -1) if part else default for part, default in ((tens, 1), (ones, 0))]
    return None if -1 in values else values[0] * 10 + values[1]
