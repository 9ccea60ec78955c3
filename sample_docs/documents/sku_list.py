"""SKU清单: what an applicant wants to sell, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sample_docs.documents.base import Truth, marked
from sample_docs.paint.drawing import Drawing
from sample_docs.paint.fonts import Font
from sample_docs.paint.workbook import Cell, separated, xlsx

Heads = Literal["zh", "en"]
_HEADS: dict[Heads, tuple[str, ...]] = {
    "zh": ("序号", "SKU编码", "商品名称", "品牌", "类目", "规格", "售价（元）"),
    "en": ("No.", "Seller SKU", "Product Name", "Brand", "Category", "Specification", "Price"),
}
_ROWS_OF_A_PAGE = 30
_COLOURS = ("藏青", "米白", "雾蓝", "豆沙")
_SIZES = ("S", "M", "L", "XL")


@dataclass(frozen=True, slots=True)
class SkuPage:
    """One printed page of a list; a list's pages go into one file."""

    document: SkuList
    number: int

    def draw(self) -> Drawing:
        """A4 upright; the title stands on the first page, the heads on every one."""
        sheet = Drawing(210, 297)
        y = 14.0
        if self.number == 1:
            sheet.text(105, 14, "商品SKU清单", 7, font=Font.HEI, centre=True)
            sheet.text(14, 27, f"公司名称：{self.document.company}", 3.6)
            y = 36.0
        first = (self.number - 1) * _ROWS_OF_A_PAGE
        shown = self.document.rows()[first : first + _ROWS_OF_A_PAGE]
        rows = [self.document.heads(), *(tuple(str(cell) for cell in row) for row in shown)]
        sheet.table(12, y, (14, 40, 44, 26, 20, 24, 18), rows, size=3.1, height=7.4)
        return marked(sheet)

    def truth(self) -> Truth:
        """What the whole list says."""
        return self.document.truth()


@dataclass(frozen=True, slots=True)
class SkuList:
    """The list; codes beyond those of ``skus`` go on from the last of them."""

    company: str
    brand: str
    category: str
    product: str
    skus: tuple[str, ...]
    count: int = 12
    language: Heads = "zh"
    without: tuple[str, ...] = ()
    """Heads of columns left out."""
    repeat: bool = False
    """The first code stands a second time, in the last row."""

    def codes(self) -> list[str]:
        """The codes in printed order."""
        stem, _, number = self.skus[-1].rpartition("-")
        start = int(number) if number.isdecimal() else 0
        more = [f"{stem}-{start + step:03d}" for step in range(1, self.count - len(self.skus) + 1)]
        made = [*self.skus[: self.count], *more]
        return [*made[:-1], made[0]] if self.repeat else made

    def heads(self) -> tuple[str, ...]:
        """The columns' heads; in print an empty cell stands for one left out."""
        return tuple("" if head in self.without else head for head in _HEADS[self.language])

    def rows(self) -> list[tuple[Cell, ...]]:
        """The rows under the heads."""
        made = []
        for place, code in enumerate(self.codes(), 1):
            kind = f"{_COLOURS[place % 4]} {_SIZES[place % 4]}"
            row: tuple[Cell, ...] = (place, code, self.product, self.brand, self.category, kind, 89 + place % 7 * 10)
            made.append(tuple(cell if head else "" for cell, head in zip(row, self.heads(), strict=True)))
        return made

    def truth(self) -> Truth:
        """What it says, whatever form it is printed or exported in."""
        return Truth("sku_list", {"rows": self.count, "sku_codes": self.codes()})

    def pages(self) -> tuple[SkuPage, ...]:
        """Its printed pages, for one file."""
        return tuple(SkuPage(self, number) for number in range(1, -(-self.count // _ROWS_OF_A_PAGE) + 1))

    def xlsx(self) -> bytes:
        """A workbook: title rows, the list, and a hidden sheet of options as templates have."""
        options: list[Sequence[Cell]] = [("颜色", "尺码"), *zip(_COLOURS, _SIZES, strict=True)]
        return xlsx({"SKU清单": self._table(), "options": options}, hidden=("options",))

    def csv(self, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
        """The same as comma-separated values, without title rows."""
        return separated([self.heads(), *self.rows()], encoding, delimiter)

    def _table(self) -> list[Sequence[Cell]]:
        return [("商品SKU清单（SAMPLE 样本）",), (f"公司名称：{self.company}",), self.heads(), *self.rows()]
