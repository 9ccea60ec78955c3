"""SKU清单: what an applicant wants to sell, as a spreadsheet or a printed table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from docvet.documents.kinds import Audience, Kind
from docvet.documents.text.document import DocumentText
from docvet.documents.text.grids import Grid, GridRow, grids
from docvet.documents.text.span import Span
from docvet.models import Field
from docvet.values.text import squeezed, tidy

_CODES = (
    r"(?:seller|merchant|shop|tiktok|商家|卖家|平台|店铺|商品|产品|规格|变体|子|child|m)?[-_]?sku(?:[-_]?(?:id|code|no\.?|number)|编[码号]|代码|码|号|货号)?(?:\(.{1,12}\))?",
    r"(?:商家|商品|产品|款式|单品)?(?:货号|款号)|(?:商品|产品|货品|物料|单品|自定义|内部|规格|商[户家]|卖家)(?:编[码号]|代[码号]|id)|(?:item|style|article|product|part)(?:no\.?|number|code|id|#)",
    r"编[码号]|型号|model(?:no\.?|number)?|(?:商品|产品|国际)?条形?码|69码|barcode|ean|upc|code|fnsku|(?:父|主|parent)[-_]?sku",
)
"""Heads of the column with the codes, the surest first."""
_OTHERS = re.compile(
    r"(?:商品|产品|货品)?(?:名称|标题|品名|名)|.{0,4}(?:品牌|商标)(?:名称?)?|.{0,4}(?:类目|类别|分类|品类)(?:名称)?|规格(?:型号)?|颜色|尺[码寸]|材质|单位|数量|库存|.{0,4}价格?(?:\(.{1,4}\))?"
    r"|(?:product|item)?(?:name|title|description)|brand(?:name)?|category|specification|colou?r|size|material|price|quantity|qty|stock|variation|图片|备注|序号|no\.?",
    re.IGNORECASE,
)
_ASKED = re.compile(r"^\*+|\*+$|[(\[【](?:必填|选填|非必填|required|optional)[)\]】]", re.IGNORECASE)
"""How templates mark what has to be filled in."""
_IN_TWO_WORDS = 2
"""So many of the surest heads count as a part of one, too: 款号/SKU."""
_TOTALS = re.compile(r"^(?:合计|总计|共计|小计|total)", re.IGNORECASE)
_CODE = re.compile(r"[^\s,;]{1,60}")
_MANY_HEADS = 3
"""Heads by which a list of goods is known although it has no codes."""
_QUOTED = 200
"""Characters of all codes that are quoted as evidence."""


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a list, from one pass; ``rows`` is a number, a repeated code stands twice in ``sku_codes``."""
    tables = [
        (grid, place) for grid in grids(document, is_head, _is_row) if (place := _code_column(grid.heads)) is not None
    ]
    if not tables:
        return _heads(grids(document, _is_head_without_codes, lambda cells, _: any(cells)))
    rows = [(row, place) for grid, place in tables for row in grid.rows if _is_item(row, place)]
    head = tables[0][0].head
    fields = _heads([grid for grid, _ in tables])
    if rows or all(
        page.table for page in document.pages
    ):  # in print, rows that were not found are not known to be none
        fields["rows"] = _field(rows[0][0] if rows else head, len(rows), str(len(rows)))
    coded = [(row, code) for row, place in rows if (code := _code(row.cells[place]))]
    if coded:
        sure = min(row.confidence for row, _ in coded)
        raw = ", ".join(code for _, code in coded)
        raw = raw if len(raw) <= _QUOTED else raw[:_QUOTED] + "…"
        fields["sku_codes"] = _field(coded[0][0], [code for _, code in coded], raw, sure)
    return fields


def _heads(tables: Sequence[Grid]) -> dict[str, Field]:
    """``columns``; all that is known of a list without codes, where no row is known to be one of goods."""
    heads = list(dict.fromkeys(tidy(head) for grid in tables for head in grid.heads if head))
    return {"columns": _field(tables[0].head, heads, tables[0].head.text)} if tables else {}


def _is_head_without_codes(cells: Sequence[str]) -> bool:
    """Heads of a list of goods that lacks codes: most of them are those that such lists have."""
    others = sum(bool(_OTHERS.fullmatch(_ASKED.sub("", cell))) for cell in cells)
    return others >= _MANY_HEADS and others > sum(map(bool, cells)) / 2


def is_head(cells: Sequence[str]) -> bool:
    """Heads of a list of goods: one of codes and another that goods have; a column called SKU is enough by itself."""
    place = _code_column(tuple(cells))
    if place is None:
        return False
    others = sum(bool(_OTHERS.fullmatch(_ASKED.sub("", cell))) for at, cell in enumerate(cells) if at != place)
    return others >= 1 or (sum(map(bool, cells)) == 1 and "sku" in cells[place].lower())


@lru_cache(maxsize=256)
def _code_column(heads: tuple[str, ...]) -> int | None:
    for sure, pattern in enumerate(_CODES):
        for at, head in enumerate(heads):
            plain = _ASKED.sub("", head)
            parts = [plain, *(re.split(r"[/|\n]", plain) if sure < _IN_TWO_WORDS else ())]
            if any(re.fullmatch(pattern, part, re.IGNORECASE) for part in parts):
                return at
    return None


def _is_row(cells: Sequence[str], heads: Sequence[str]) -> bool:
    """A code, and beside it something else where the list has more than codes."""
    place = _code_column(tuple(heads))
    return place is not None and bool(cells[place]) and sum(map(bool, cells)) >= min(2, sum(map(bool, heads)))


def _is_item(row: GridRow, place: int) -> bool:
    """No total and no remark: a code, or in a spreadsheet, where cells are merged, most of the other cells."""
    filled = sum(map(bool, row.cells))
    return not _TOTALS.match(squeezed(row.text)) and (bool(_code(row.cells[place])) or filled > len(row.cells) / 2)


def _code(cell: str) -> str | None:
    """The code of a cell; a sentence is none."""
    text = squeezed(cell)
    return text if _CODE.fullmatch(text) else None


def _field(row: GridRow, value: Any, raw: str, confidence: float = 1.0) -> Field:
    return Span(raw, row.page, row.box, row.confidence, row.source).field(value, confidence=confidence)


_FIELDS = (
    "rows", "columns", "sku_codes",
)  # fmt: skip

KIND = Kind(
    name="sku_list",
    title={"zh": "SKU清单", "en": "SKU list"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"sku|商品清单|产品清单|货品清单|商品列表|选品",
    titles=(
        r"(?i).{0,24}sku(商品|产品)?(清单|列表|明细|目录|表|信息表?|list)(\(.{1,20}\))?",
        r".{0,24}(商品|产品|货品|选品|上架)(sku)?(清单|列表|明细表?|目录|信息表)(\(.{1,20}\))?",
        r"(?i).{0,24}(product|item|sku)(list|catalog(ue)?)",
    ),
    signs=(
        (r"(?i)sku", 1.0),
        (r"货号|款号|(商品|产品)(编码|编号|代码)", 0.8),
        (r"(商品|产品)(名称|标题)|品名", 0.6),
        (r"品牌", 0.4),
        (r"类目|类别|分类|品类", 0.4),
        (r"规格|颜色|尺码|材质", 0.4),
        (r"售价|单价|价格|库存", 0.3),
        (r"(?i)(product|item)(name|title)", 0.8),
        (r"(?i)brand", 0.4),
        (r"(?i)category", 0.4),
        (r"(?i)(item|style|article)(no|number|code)", 0.8),
        (r"(?i)price|quantity|specification|variation", 0.3),
    ),
    against=(
        (r"(?i)(sku|货号|款号)(编码|编号|码)?[:：][a-z0-9-]*\d", 1.5),  # the label on one article
        (r"授权书|兹授权|商标注册|价税合计|发票|合同|甲方|购买方|付款", 2.0),
        (r"(送货|出库|发货|收货|入库)单|订单(号|编号)|实付|合计金额", 2.0),
        (r"(?i)order(id|no|number|date)|subtotal|invoice|grandtotal", 2.0),
        (r"余额|借方|贷方|检[测验]报告", 2.0),
    ),
    extract=extract,
    needed=("rows", "columns", "sku_codes"),
    follows=True,
    running_title=True,
    tabular=is_head,
)
