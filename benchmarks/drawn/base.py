"""A paper written in a small markup, laid out on A4, and who and what is named on it.

    # title        large, centred          > text    the right half: signature blocks
    | cell | cell  a row of a ruled table   text      a paragraph; four spaces part two cells

A leading full-width space indents a paragraph; an empty line is a gap.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sample_docs.paint.drawing import GREY, Drawing
from sample_docs.paint.fonts import Font

_CITIES = (
    ("台州市", "Taizhou"),
    ("绍兴市", "Shaoxing"),
    ("中山市", "Zhongshan"),
    ("泉州市", "Quanzhou"),
    ("苏州", "Suzhou"),
    ("珠海市", "Zhuhai"),
)
_FIRST = (
    ("澄", "Cheng"),
    ("屿", "Yu"),
    ("禾", "He"),
    ("曜", "Yao"),
    ("岑", "Cen"),
    ("沐", "Mu"),
    ("琅", "Lang"),
    ("枫", "Feng"),
)
_SECOND = (
    ("川", "chuan"),
    ("野", "ye"),
    ("序", "xu"),
    ("然", "ran"),
    ("朵", "duo"),
    ("舟", "zhou"),
    ("棠", "tang"),
    ("桥", "qiao"),
)
_TRADES = (
    ("服饰", "Apparel"),
    ("电子商务", "E-Commerce"),
    ("日用品", "Daily Goods"),
    ("科技", "Technology"),
    ("贸易", "Trading"),
    ("玩具", "Toys"),
)
_MARKS = ("VELORNA", "QUINTOSA", "BRIMELLO", "NOVAKETT", "澜屿", "ORLIVENT", "朴序", "TAMSOREL")
_PERSONS = ("岑若舟", "沐清和", "柏予安", "简星河", "乔木然", "纪长风")
_PARTNERS = (
    "PT Samudra Cipta Niaga",
    "Lotusway Commerce Co., Ltd.",
    "Bright Mango Sdn Bhd",
    "Harbourlight Retail Ltd",
    "PT Pelita Dagang Jaya",
)
_TOP, _LEFT, _ROOM, _SIZE = 18.0, 24.0, 162.0, 4.4


@dataclass(frozen=True, slots=True)
class Company:
    """One company by both its names."""

    zh: str
    en: str


@dataclass(slots=True)
class People:
    """Who and what a seed invents: nothing of it exists."""

    seed: int
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - repeatable papers, no secrets

    def company(self) -> Company:
        """A limited company of some town."""
        town, first, second, trade = (self.chance.choice(words) for words in (_CITIES, _FIRST, _SECOND, _TRADES))
        return Company(
            f"{town[0]}{first[0]}{second[0]}{trade[0]}有限公司",
            f"{town[1]} {first[1]}{second[1]} {trade[1]} Co., Ltd.",
        )

    def partner(self) -> str:
        """A company abroad."""
        return self.chance.choice(_PARTNERS)

    def brand(self) -> str:
        """A mark."""
        return self.chance.choice(_MARKS)

    def person(self) -> str:
        """A person's name."""
        return self.chance.choice(_PERSONS)

    def digits(self, count: int) -> str:
        """Figures, the first of which is no zero."""
        return str(self.chance.randint(10 ** (count - 1), 10**count - 1))

    def day(self, year: int) -> date:
        """A day of that year."""
        return date(year, 1, 1) + timedelta(self.chance.randrange(360))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper and what a person would read on it."""

    name: str
    kind: str
    markup: str
    truth: Mapping[str, Any]
    """Field → value; fields that are not named here are not on the document."""

    def sheet(self) -> Drawing:
        """Laid out on A4, with the mark of a specimen."""
        sheet = Drawing(210, 297)
        sheet.text(105, 286, "SAMPLE 样本", 3.4, colour=GREY, centre=True)
        lines = self.markup.strip("\n").split("\n")
        y = _TOP
        while lines:
            if lines[0].startswith("|"):
                rows = [lines.pop(0)]
                while lines and lines[0].startswith("|"):
                    rows.append(lines.pop(0))
                y = _table(sheet, y, rows) + 5
            else:
                y = _line(sheet, y, lines.pop(0))
        return sheet


def zh(day: date) -> str:
    """2024年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _table(sheet: Drawing, y: float, rows: list[str]) -> float:
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    count = max(map(len, cells))
    first = 42.0 if count == 2 else _ROOM / count
    columns = [first, *[(_ROOM - first) / (count - 1)] * (count - 1)] if count > 1 else [_ROOM]
    filled = [[*row, *[""] * (count - len(row))] for row in cells]
    return sheet.table(_LEFT, y, columns, filled, size=4.0, height=9.5)


def _line(sheet: Drawing, y: float, line: str) -> float:
    if line.startswith("#"):
        sheet.text(105, y, line.lstrip("# "), 7.5, font=Font.HEI, centre=True, bold=True)
        return y + 14
    if line.startswith(">"):
        sheet.text(108, y, line.lstrip("> "), _SIZE)
        return y + 8.5
    if not line.strip():
        return y + 4
    cells = [cell for cell in line.split("    ") if cell.strip()]
    if len(cells) > 1:
        for at, cell in enumerate(cells):
            sheet.text(_LEFT + at * _ROOM / len(cells), y, cell.strip(), _SIZE)
        return y + 8
    indent = len(line) - len(line.lstrip("　"))
    return sheet.block(_LEFT, y, line.strip("　 "), _ROOM, _SIZE, leading=1.6, indent=indent) + 1.2
