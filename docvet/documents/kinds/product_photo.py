"""Photographs of goods: what is printed on them, codes on labels, and marks laid over the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from stdnum import ean

from docvet.documents.kinds import Audience, Kind
from docvet.documents.text.document import DocumentText
from docvet.documents.text.page import PageText
from docvet.documents.text.span import Span, span
from docvet.models import Code, Field, Line, Page, Picture, Source
from docvet.values.misreads import CERTAIN_DIGIT_FOR
from docvet.values.screens import in_status_bar
from docvet.values.text import squeezed

_VALUE = r"([A-Z0-9][A-Z0-9\-_/.#]{1,29}[A-Z0-9](?:[-_][\u3400-\u9fff]{1,4}(?![\u3400-\u9fff])(?:[-_][A-Z0-9]{1,8})*)?)"
"""A variant may stand in Chinese behind it (QH8803-白-L)."""
_ONE_LABEL = (
    r"(?:SKU\s*-?(?:编码|编号|码|NO\.?|CODE|ID)?|货\s*号|款\s*号|型\s*号|品\s*号|料\s*号|款式(?:编)?[号码]"
    r"|(?:商品|产品|商家|货品|物料|单品|内部|款式)(?:编[号码]|货号|款号|型号|代码)|MODEL\s*(?:NO\.?|NUMBER|#)?|ART(?:ICLE)?\.?\s*(?:NO\.?|NUMBER)?"
    r"|ITEM\s*(?:NO\.?|NUMBER|CODE|#)|STYLE\s*(?:NO\.?|CODE|#)?|PRODUCT\s*(?:NO\.?|CODE|ID)|REF(?:ERENCE)?\.?\s*(?:NO\.?)?|M?P/?N|(?<![\u3400-\u9fff])编号(?=\s*:))"
)
_LABEL = rf"{_ONE_LABEL}(?:\s*[/(|]?\s*{_ONE_LABEL})?\)?"
"""Also in two languages: 型号 Model."""
_SKU = re.compile(rf"{_LABEL}\s*[\])]?\s*[:#=]?\s*{_VALUE}(?![A-Z0-9])", re.IGNORECASE)
_SKU_LABEL = re.compile(rf"[\[(]?{_LABEL}[\])]?[:#]?", re.IGNORECASE)
_BARE_CODE = re.compile(_VALUE, re.IGNORECASE)
_RETAIL = re.compile(r"EAN|UPC|ITF|CODE.?128|CODE.?39|DATABAR", re.IGNORECASE)
_OVERLAY = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9\-]{2,}\.(?:com|cn|net|shop|top|vip|cc|xyz)(?:\.cn)?\b"
    r"|(?<![0-9])1[3-9]\d(?:[\s-]?\d{4}){2}(?![0-9])"
    r"|微信|VX\s*[:]|V信|公众号|(?:抖音|快手|小红书|视频号|淘宝|天猫|拼多多|闲鱼|店铺|旺旺|QQ)\s*(?:号|店|ID|名)?\s*[:@]"
    r"|(?<![A-Za-z0-9.])@[\w\u3400-\u9fff\-]{2,30}$"
    r"|版权所有|盗图必究|盗图|原创实拍|实拍图|仅供参考|水印|扫描全能王|CamScanner|All rights reserved|shutterstock|gettyimages|视觉中国|千图网|包图网",
    re.IGNORECASE,
)
_HOTLINE = re.compile(r"(?:TEL|电话|手机|联系方式|订货)\s*[:.]?\s*\+?\d[\d\s-]{6,}", re.IGNORECASE)
"""Also printed on goods, as the maker's service: laid over the picture only where it stands at its edge."""
_SHOP = re.compile(r"[\w\u3400-\u9fff]{2,}(?:旗舰店|专营店|专卖店|官方店|企业店|小店)$")
_MAKERS = re.compile(
    r"(?:https?://|www\.)\S+|\.(?:com|cn|net|shop)\b|服务|热线|TEL|电话|(?<![0-9])400[\s-]?\d{3}", re.IGNORECASE
)
"""What a maker prints on goods too: no overlay where it stands in a block of print."""
_BLOCK = 2
"""Lines of like size right above or below that make a block with it."""
_EDGE = 0.12
_PLATFORM = re.compile(
    r"(?:淘宝网?|天猫|1688|阿里巴巴|拼多多|京东|抖音|小红书|快手|闲鱼|得物|唯品会|Taobao|Tmall|Shopee|Lazada|Pinterest|Alibaba|AliExpress|SHEIN|Temu|TikTok)"
    r"(?:\.com|旗舰店|商城)?",
    re.IGNORECASE,
)
_TILES = 3
"""So many times the same text, scattered over the picture, is laid over it."""
_PIECES = 4
"""The same of a text and its pieces together."""
_SHARP = 100
"""Sharpness from which nobody asks how sharp."""
_LEGIBLE = 0.5
"""Confidence under which a line is a pattern and no text."""
_PHOTO_LINES = 45
"""More lines than this are a document, not the print on a product."""
_PHOTO_AREA, _PHOTO_CHINESE = 0.25, 80
"""Part of the picture under print, and Chinese characters, that a photo of goods stays below."""
_FEW_LINES, _LARGE_PRINT = 12, 0.5
"""So few lines may cover more of a photo: a brand seen near."""
_GOODS, _NO_GOODS = 1.0, -1.0
"""Points of the words on a page from which on they are those of goods, and below which they are those of a document."""
_STATUS_BAR = 0.06
"""Part of a screenshot that the status bar takes."""
_LETTER = re.compile(r"[A-Za-z0-9\u3400-\u9fff]")
_ONE_CHARACTER = re.compile(r"[\u3400-\u9fff]")


def extract(document: DocumentText) -> dict[str, Field]:
    """The fields of a photo that are print, from one pass; for the others see :func:`measured`."""
    fields: dict[str, Field] = {}
    if texts := [each for page in document.pages for each in _texts(page)]:
        fields["texts"] = _listed(texts)
    codes = [(page.number, code) for page in document.pages for code in page.codes if _is_barcode(code)]
    if skus := [_as_in_bars(each, codes) for page in document.pages for each in _skus(page)]:
        fields["sku_codes"] = _listed(skus)
    if codes:
        fields["barcodes"] = _barcodes(codes)
    if marks := [each for page in document.pages for each in _watermarks(page)]:
        fields["watermarks"] = _listed(marks)
    return fields


def _listed(spans: Iterable[Span]) -> Field:
    """One field for a list: each text once; box, page and confidence of the first page's places together."""
    places = list(spans)
    values = list(dict.fromkeys(place.text for place in places))
    page = places[0].page
    together = span(page, [line for place in places if place.page == page for line in place.lines], " | ".join(values))
    return together.field(values)


def _texts(page: PageText) -> list[Span]:
    """What is to be read on the picture, without specks; characters that stand below each other are one text."""
    columns = _columns([line for line in page.printed if _ONE_CHARACTER.fullmatch(line.text.strip())])
    stacked = {id(line) for column in columns for line in column}
    places = [span(page.number, column) for column in columns]
    places += [
        span(page.number, [line])
        for line in page.printed
        if id(line) not in stacked and line.confidence >= _LEGIBLE and _LETTER.search(line.text)
    ]
    return sorted(places, key=lambda place: (place.box[1], place.box[0]))


def _columns(characters: Sequence[Line]) -> list[list[Line]]:
    """Characters set from top to bottom, as a name on a bottle is; two or more make a column."""
    columns: list[list[Line]] = []
    for line in sorted(characters, key=lambda item: item.box[1]):
        middle, height = (line.box[0] + line.box[2]) / 2, line.box[3] - line.box[1]
        for column in columns:
            last = column[-1].box
            size = last[3] - last[1]
            alike = 0.6 < height / size < 1.7 if size else False
            if alike and last[0] < middle < last[2] and -size / 4 < line.box[1] - last[3] < 1.5 * size:
                column.append(line)
                break
        else:
            columns.append([line])
    return [column for column in columns if len(column) > 1]


def _is_barcode(code: Code) -> bool:
    """A code of goods. Readers also see short or faulty codes in stripes and textures."""
    if not _RETAIL.search(code.symbology) or "://" in code.text:
        return False
    trade = re.search(r"ITF|DATABAR", code.symbology, re.IGNORECASE)
    return ean.is_valid(code.text[-14:]) if trade else len(code.text) >= 4


def _barcodes(codes: list[tuple[int, Code]]) -> Field:
    values = list(dict.fromkeys(code.text for _, code in codes))
    page, first = codes[0]
    return Field(values, " | ".join(values), 0.99, page, first.box, Source.QR, frozenset({"qr"}))


def _skus(page: PageText) -> list[Span]:
    """Codes behind a label (SKU, 货号, Model …), in its line, or in the next one to its right or below."""
    places: list[Span] = []
    for line in page.lines:
        codes = [match[1].upper() for match in _SKU.finditer(line.text)]
        places += [span(page.number, [line], code) for code in codes if _is_code(code)]
        if _SKU_LABEL.fullmatch(squeezed(line.text)) and (value := _neighbour(page, line)):
            places.append(span(page.number, [line, value], squeezed(value.text).upper()))
    return places


def _as_in_bars(sku: Span, codes: Iterable[tuple[int, Code]]) -> Span:
    """The SKU code as a barcode on the photo spells it, if they differ by a usual misreading (O and 0) only."""
    read = sku.text.translate(CERTAIN_DIGIT_FOR)
    alike = (code.text for _, code in codes if code.text.upper().translate(CERTAIN_DIGIT_FOR) == read)
    return replace(sku, text=next(alike, sku.text))


def _is_code(text: str) -> bool:
    return any(char.isdigit() for char in text)


def _neighbour(page: PageText, label: Line) -> Line | None:
    height = label.box[3] - label.box[1]
    middle = (label.box[1] + label.box[3]) / 2

    def distance(line: Line) -> float | None:
        beside = line.box[1] < middle < line.box[3] and 0 <= line.box[0] - label.box[2] + 0.01 < 0.3
        below = abs(line.box[0] - label.box[0]) < 0.08 and 0 <= line.box[1] - label.box[3] + height / 2 < height * 2
        return line.box[0] - label.box[2] if beside else (1 + line.box[1] - label.box[3] if below else None)

    near = [(far, line) for line in page.lines if line is not label and (far := distance(line)) is not None]
    value = min(near, key=lambda item: item[0])[1] if near else None
    text = squeezed(value.text) if value is not None else ""
    return value if _BARE_CODE.fullmatch(text) and _is_code(text) else None


def _watermarks(page: PageText) -> list[Span]:
    """Addresses, phone numbers, shop names, platforms standing alone, and the same text tiled over the picture.

    Print on a product names its maker's site and telephone too: there they stand among other lines of that print.
    """
    places = [
        span(page.number, [line])
        for line in page.printed
        if (_OVERLAY.search(line.text) and not (_MAKERS.search(line.text) and _in_print(page, line)))
        or _PLATFORM.fullmatch(line.text.strip())
        or (_HOTLINE.search(line.text) and _at_edge(line) and not _in_print(page, line))
        or (_SHOP.search(squeezed(line.text)) and not _in_print(page, line))
    ]
    known = {place.text for place in places}
    places += [place for place in _tiled(page) if place.text not in known]
    return places


def _in_print(page: PageText, line: Line) -> bool:
    """Lines of about the same size stand close above or below it, as on a label."""
    height, middle = line.box[3] - line.box[1], (line.box[1] + line.box[3]) / 2

    def near(other: Line) -> bool:
        size = other.box[3] - other.box[1]
        far = abs((other.box[1] + other.box[3]) / 2 - middle)
        beside = min(line.box[2], other.box[2]) - max(line.box[0], other.box[0])
        return 0.6 < size / height < 1.7 and height / 2 < far < 5 * height and beside > 0

    return height > 0 and sum(near(other) for other in page.printed if other is not line) >= _BLOCK


def _at_edge(line: Line) -> bool:
    """The line stands in a corner or along the upper or lower edge of the picture."""
    return line.box[3] < _EDGE or line.box[1] > 1 - _EDGE


def _tiled(page: PageText) -> list[Span]:
    """Texts seen again and again, spread over rows and columns: on a label repeats stand in one column.

    The goods cover parts of a text that is laid over them, and so do the picture's edges: pieces of it count too.
    """
    texts = [(squeezed(line.text).casefold(), line) for line in page.printed]
    texts = [(text, line) for text, line in texts if len(text) >= 2 and not text.isdigit()]
    places: list[Span] = []
    covered: set[str] = set()
    for whole in sorted({text for text, _ in texts if len(text) >= 3}, key=len, reverse=True):
        pieces = [(text, line) for text, line in texts if text in whole and text not in covered]
        lines = [line for _, line in pieces]
        same = [line for text, line in pieces if text == whole]
        enough = len(same) >= _TILES or len(lines) >= _PIECES
        if same and enough and _spread(lines, 0) > 0.3 and _spread(lines, 1) > 0.3:
            places.append(span(page.number, lines, same[0].text))
            covered |= {text for text, _ in pieces}
    return places


def _spread(lines: list[Line], axis: int) -> float:
    places = [(line.box[axis] + line.box[axis + 2]) / 2 for line in lines]
    return max(places) - min(places)


def looks_like(page: Page, page_text: PageText, points: float, hinted: str | None) -> bool:
    """A picture with little print that nobody calls a document, or with the print of goods."""
    if page.picture is None:
        return False
    if len(page_text.lines) > (2 * _PHOTO_LINES if points >= _GOODS else _PHOTO_LINES):
        return False
    if hinted is not None:
        return hinted == KIND.name
    if points <= _NO_GOODS or (points <= 0 and _is_screen(page, page_text)):
        return False
    # A watermark says the same all over the picture, and a pattern on goods is read as single characters.
    printed = {squeezed(line.text): line for line in page_text.lines if len(squeezed(line.text)) > 1}
    area = sum((line.box[2] - line.box[0]) * (line.box[3] - line.box[1]) for line in printed.values())
    chinese = sum(len(re.findall(r"[\u4e00-\u9fff]", text)) for text in printed)
    if points >= _GOODS:
        return area < _LARGE_PRINT
    return area < (_LARGE_PRINT if len(printed) <= _FEW_LINES else _PHOTO_AREA) and chinese < _PHOTO_CHINESE


def _is_screen(page: Page, page_text: PageText) -> bool:
    """A telephone's screen: its size or kind of file, and its status bar."""
    status = any(line.box[3] < _STATUS_BAR and in_status_bar(line.text) for line in page_text.lines)
    return status and page.picture is not None and bool(page.picture.screen)


def measured(page: Page, fields: Mapping[str, Field]) -> dict[str, Field]:
    """``width`` and ``height`` as the photo was handed in, and ``sharpness`` where there is a picture."""
    size = page.straightening or page
    values: dict[str, int | float] = {"width": size.width, "height": size.height}
    if page.picture is not None:
        sharp = sharpness_of_label(page.picture, fields.get("sku_codes"))
        # Another copy of the same photo differs in what follows; what is sharp enough is told by its first digit.
        values["sharpness"] = float(f"{sharp:.{2 if sharp < _SHARP else 1}g}")
    source = page.passes[0].source if page.passes else Source.TEXT_LAYER
    return {name: Field(value, f"{value:.0f}", 1.0, page.number, None, source) for name, value in values.items()}


def sharpness_of_label(picture: Picture, skus: Field | None) -> float:
    """Sharpness where the SKU code stands; that of all print where no code was read or nothing was measured there."""
    if skus is None or skus.box is None:
        return picture.sharpness
    left, top, right, bottom = skus.box
    there = [
        sharp
        for box, sharp in picture.spots
        if left <= (box[0] + box[2]) / 2 <= right and top <= (box[1] + box[3]) / 2 <= bottom
    ]
    return max(there, default=picture.sharpness)


_FIELDS = (
    "texts", "sku_codes", "barcodes", "watermarks", "width", "height", "sharpness",
)  # fmt: skip

KIND = Kind(
    name="product_photo",
    title={"zh": "商品实物图", "en": "product photo"},
    fields=_FIELDS,
    audience=Audience.COMPANY,
    file_names=r"实物|产品图|商品图|照片|photo|主图|细节|吊牌|SKU",
    titles=(),
    signs=(
        (r"(?i)(SKU|货号|款号|型号|MODEL|ART\.?NO)[:.]?[A-Z0-9\-]{3,}", 0.6),
        (r"(?i)合格证|吊牌|执行标准|安全类别|成[分份]|洗涤|madeinchina|netwt", 0.5),
        (r"尺码|颜色|零售价|检验员", 0.4),
        (r"净含量|保质期|限[期用]使用|生产日期|批号", 0.5),
        (r"使用方法|用法|注意事项|适用(?:肤质|年龄|人群)|贮存", 0.4),
    ),
    against=((r"授权书|授权方|执照|商标注册证|发票|合同|身份证|[账帐][户号]|户名|开户行|余额|转账", 2.0),),
    extract=extract,
    looks_like=looks_like,
    measured=measured,
    needed=(),
)
