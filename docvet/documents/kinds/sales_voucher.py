"""Vouchers of sale or purchase: invoices, contracts, delivery notes, receipts, bank receipts, order exports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docvet.documents.fields import cut, date_field, doubted, first_rows, party_field, single_line, witnessed
from docvet.documents.flow import Flow
from docvet.documents.kinds import Kind
from docvet.documents.paper import Paper, Sheet, Span, span
from docvet.documents.parties import company_in, is_pronoun
from docvet.models import Field, Line
from docvet.values import dates, money
from docvet.values.text import squeezed

_SELLER = (
    "销售方名称", "销方名称", "销货单位名称", "销货单位", "销售单位", "销售方", "销货方", "供货单位", "供货方", "供应商名称", "供应商",
    "供方", "卖方", "出卖人", "出卖方", "发货单位", "发货方", "送货单位", "送货方", "收款单位", "收款人名称", "收款人户名", "收款方", "店铺名称", "店铺主体", "卖家",
    "Seller", "Supplier", "Vendor", "Exporter",
)  # fmt: skip
_BUYER = (
    "购买方名称", "购方名称", "购货单位名称", "购货单位", "购买单位", "购买方", "购货方", "采购单位", "采购方", "需方", "买方", "买受人", "收货单位",
    "收货方", "客户名称", "客户", "付款单位", "付款人名称", "付款人户名", "付款方", "交款单位", "今收到", "兹收到", "买家",
    "Buyer", "Customer", "Purchaser", "Bill To", "Sold To", "Consignee",
)  # fmt: skip
_PARTIES = {"seller": _SELLER, "buyer": _BUYER}
_LABELS = {
    "date": (
        "开票日期", "签订日期", "签订时间", "签约日期", "签署日期", "合同日期", "交易日期", "交易时间", "记账日期", "下单时间", "下单日期", "订单日期",
        "订单创建时间", "付款时间", "发货日期", "送货日期", "出库日期", "出货日期", "制单日期", "单据日期", "收款日期", "填制日期", "日期",
        "Invoice Date", "Order Date", "Date",
    ),
    "brand": ("品牌名称", "商品品牌", "产品品牌", "品牌", "Brand"),
    "amount": (
        "价税合计(大写)", "价税合计", "合同总金额", "合同总价", "合同金额", "订单总额", "订单金额", "实付金额", "实收金额", "应付总额", "总金额", "金额合计",
        "合计金额", "总计金额", "交易金额", "转账金额", "付款金额", "收款金额", "总计", "金额", "Grand Total", "Total Amount", "Amount Due", "Total",
    ),
    "other": ("地址", "电话", "纳税人识别号", "统一社会信用代码", "开户行及账号", "税号", "账号", "备注", "合同编号", "签订地点", "单号", "编号", "开票人", "复核"),
}  # fmt: skip
_NAME = re.compile(r"(?:名\s*称|户\s*名|全\s*称)\s*:?\s*")
_AMOUNT = re.compile(r"[¥￥$]?\s?-?[0-9][0-9,]*(?:\.[0-9]{1,2})?")
_SMALL = re.compile(r"小写[)\s]*[:)]*\s*(?:人民币|RMB|CNY)?\s*([¥￥Y]?\s?[0-9][0-9,]*\.[0-9]{2})", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:价税合计|合同总?金额|合同总价|总金额|合计金额|金额合计|总价款?|货款总?计?|实付款?|订单总额|(?:交易|付款|转账)?金额|合计|总计|grand total|total amount|total)"
    r"[^0-9¥￥$\n]{0,24}?((?:[¥￥$]|CNY|RMB|USD)?\s?[0-9][0-9,]*(?:\.[0-9]{1,2})?)\s*(万?元)?",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[¥￥]\s?[0-9][0-9,]*\.[0-9]{2}(?![0-9])")
_UNLABELLED = 0.8
_COLUMN_HEADS = re.compile(r"品名|数量|单价|规格|型号|金额|单位|名称|税率")
_WORDS = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整正]{4,}")
_PRONOUNCED = (
    (
        re.compile(
            r"甲方(?:向|从)乙方(?:采购|购买|订购|购进)|乙方向甲方(?:销售|供应|供货|出售|提供)|甲方委托乙方(?:生产|加工)"
        ),
        "甲",
    ),
    (re.compile(r"乙方(?:向|从)甲方(?:采购|购买|订购|购进)|甲方向乙方(?:销售|供应|供货|出售|提供)"), "乙"),
)
"""Sentences of a contract that tell who buys."""


def extract(paper: Paper) -> dict[str, Field]:
    """The contract's fields of a voucher, from one pass. ``amount`` is a number, in the voucher's currency."""
    spans = paper.labelled(_LABELS)
    flow = Flow(paper)
    fields = _parties(paper, flow)
    if day := _date(spans.get("date"), flow):
        fields["date"] = day
    if brand := _brand(paper, spans.get("brand")):
        fields["brand"] = brand
    if amount := _amount(spans.get("amount"), flow):
        fields["amount"] = amount
    return fields


@dataclass(frozen=True, slots=True)
class _Named:
    field: Field
    left: float
    top: float
    bottom: float


def _parties(paper: Paper, flow: Flow) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for name, words in _PARTIES.items():
        cells = [*flow.cell(_either(words)), *flow.cell(rf"[甲乙]方\s*\(\s*(?:{_either(words)})\s*\)")]
        read = [party for place in cells if (party := party_field(place, persons=name == "buyer"))]
        if read:
            fields[name] = read[0]
    beside = paper.labelled(_PARTIES)
    for name, place in beside.items():
        party = party_field(place, persons=name == "buyer")
        if name not in fields and party and party.value not in {field.value for field in fields.values()}:
            fields[name] = party
    if len(fields) == 2 and fields["seller"].value != fields["buyer"].value:
        return fields
    for sheet in paper.sheets:
        if sections := _sections(sheet, flow.text):
            return sections
    if len(fields) == 2:  # both labels led to one name: no telling which of them is right
        return {name: doubted(field, 0.5) for name, field in fields.items()}
    return {**_by_letters(flow), **fields}


def _either(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in words)


def _sections(sheet: Sheet, text: str) -> dict[str, Field]:
    """An invoice's two blocks, each with its own 名称: the buyer stands left or above."""
    named = _names(sheet)
    if len(named) < 2:
        return {}
    first, second = named[0], named[1]
    beside = min(first.bottom, second.bottom) - max(first.top, second.top) > 0
    if beside and second.left < first.left:
        first, second = second, first
    receipt = re.search(r"付款[人方]|收款[人方]|汇款人|回单", text)
    invoice = re.search(r"发票|购买?方|销售?方|价税合计|购[货买]", text)
    if not (receipt or invoice):
        return {}
    told = _stands_first(sheet, beside)
    sure = 1.0 if told is not None or invoice else 0.8
    buyer, seller = (second, first) if told == "seller" else (first, second)
    if buyer.field.value == seller.field.value:
        return {}
    return {"buyer": doubted(buyer.field, sure), "seller": doubted(seller.field, sure)}


def _names(sheet: Sheet) -> list[_Named]:
    """Every 名称 (户名, 全称) with a company or person behind it, in reading order."""
    found: list[_Named] = []
    for row in sheet.rows:
        for index, line in enumerate(row):
            text = line.text
            for match in _NAME.finditer(text):
                until = _NAME.search(text, match.end())
                rest = text[match.end() : until.start() if until else len(text)].strip()
                left = line.box[0] + (line.box[2] - line.box[0]) * match.start() / max(len(text), 1)
                places = [line] if rest else list(row[index + 1 : index + 2])
                if not places:
                    continue
                place = span(sheet.number, places, rest or places[0].text)
                if party := _party_of(place):
                    found.append(_Named(party, left, line.box[1], line.box[3]))
    return found


def _party_of(place: Span) -> Field | None:
    if (named := company_in(place.text)) and not is_pronoun(named[0]):
        return cut(place, named[0]).field(named[0])
    text = squeezed(place.text)
    return (
        cut(place, text).field(text, confidence=0.9)
        if re.fullmatch(r"[\u3400-\u9fff·]{2,4}(?:\(个人\))?", text)
        else None
    )


def _stands_first(sheet: Sheet, beside: bool) -> str | None:
    """Which party the section words give to the first name; None where they do not tell."""
    words = {"buyer": r"购|买方|付款|付方", "seller": r"销|卖方|收款|收方"}

    def places(pattern: str) -> list[Line]:
        return [
            line
            for line in sheet.lines
            if len(line.text) <= 12 and re.search(pattern, line.text) and "合计" not in line.text
        ]

    def centre(lines: Sequence[Line]) -> float | None:
        axis = 0 if beside else 1
        return lines[0].box[axis] if lines else None

    buyer, seller = centre(places(words["buyer"])), centre(places(words["seller"]))
    if buyer is None or seller is None or abs(buyer - seller) < 0.03:
        return None
    return "buyer" if buyer < seller else "seller"


def _by_letters(flow: Flow) -> dict[str, Field]:
    """甲方 and 乙方, by what the text says they do; a purchase contract without such a sentence stays in doubt."""
    sides: dict[str, Field] = {}
    for letter in "甲乙":
        pattern = rf"^[^\S\n]*{letter}方(?:\([^)\n]{{0,10}}\))?(?:名称)?\s*:\s*([^\n\t]{{4,50}})"
        if (found := flow.first(pattern, 1)) and (party := party_field(found)):
            sides[letter] = party
    if not sides:
        return {}
    buyer, sure = next(((letter, 0.9) for pattern, letter in _PRONOUNCED if pattern.search(flow.text)), ("", 0.0))
    if not buyer and re.search(r"采购合同|采购协议|订购合同", flow.text):
        buyer, sure = "甲", 0.6
    if not buyer:
        return {}
    return {("buyer" if letter == buyer else "seller"): doubted(field, sure) for letter, field in sides.items()}


def _date(place: Span | None, flow: Flow) -> Field | None:
    if place is not None and (day := date_field(place)):
        return day
    every = [(hit, match) for match in flow.finditer(r"[^\n\t]+") for hit in dates.find_dates(match.group())]
    if len({hit.value for hit, _ in every}) == 1:
        hit, match = every[0]
        found = flow.span(match.start() + hit.start, match.start() + hit.end)
        return found.field(hit.value.isoformat(), confidence=0.8)
    return None


def _brand(paper: Paper, place: Span | None) -> Field | None:
    """Beside its label, or under it where 品牌 heads a column."""
    if (
        place is not None
        and (line := single_line(place))
        and len(line.text) <= 30
        and not _COLUMN_HEADS.search(line.text)
    ):
        return line.field(line.text, confidence=0.9)
    for sheet in paper.sheets:
        head = next(
            (line for line in sheet.lines if re.fullmatch(r"(?:商品|产品)?品牌|(?i:brand)", squeezed(line.text))), None
        )
        if head is None:
            continue
        middle = (head.box[0] + head.box[2]) / 2
        below = [
            line
            for line in sheet.lines
            if line.box[1] >= head.box[3] - 0.005
            and line.box[0] - 0.02 <= middle <= line.box[2] + 0.02
            and not line.text.isdigit()
        ]
        if (
            below
            and len((value := min(below, key=lambda line: line.box[1])).text) <= 30
            and value.box[1] - head.box[3] < 0.06
        ):
            return span(sheet.number, [value]).field(value.text, confidence=0.9)
    return None


def _amount(place: Span | None, flow: Flow) -> Field | None:
    """The total in figures; the total in words, where printed, confirms it."""
    found = flow.first(_SMALL, 1)
    if found is None and place is not None:
        row = first_rows(place)
        if match := max(_AMOUNT.finditer(row.text), key=lambda item: ("." in item[0], len(item[0])), default=None):
            found = cut(row, row.text[match.start() :].strip())
    if found is None:
        match = next(flow.finditer(_TOTAL), None)
        found = flow.span(match.start(1), match.end()) if match else None
    sure = 1.0
    if found is None:
        # The total's label stands on another row than its sum: the largest sum with a currency sign.
        sums = [(value.amount, match) for match in flow.finditer(_SIGNED) if (value := money.parse_amount(match[0]))]
        found = flow.span(*max(sums, key=lambda item: item[0])[1].span()) if sums else None
        sure = _UNLABELLED
    if found is None:
        return None
    value = money.parse_amount(re.sub(r"^Y(?=\s?[0-9])", "¥", found.text))
    if value is None or value.amount < 0:
        return None
    field = found.field(float(value.amount), confidence=sure)
    words = flow.first(_WORDS)
    spelled = money.parse_amount(words.text) if words else None
    return witnessed(field, "arithmetic") if spelled and spelled.amount == value.amount else field


KIND = Kind(
    name="sales_voucher",
    titles=(
        r".{0,12}(增值税.{0,10}|电子|普通|专用|通用)[发髮]票.{0,12}",
        r"[发髮]票.{0,4}",
        r".{0,12}(采购|购销|买卖|销售|供货|订购|购货|供销|经销)(框架)?(合同|协议|订单|单)(书)?",
        r".{0,12}(.购|购.|.销|供.)合同.{0,4}",
        r".{0,14}(送货|出库|发货|销货|销售|收货|入库|提货|出货|交货)(单|清单|凭证).{0,4}",
        r"(收款)?收据.{0,4}|.{0,12}(电子|银行|业务|付款|收款|转账|客户).{0,4}(回单|凭证).{0,6}",
        r"(?i)(commercial|proforma|sales|tax)?invoice|purchaseorder|deliverynote|salesorder|salescontract",
        r".{0,8}(订单(详情|明细|信息|列表)|采购订单).{0,4}",
    ),
    signs=(
        (r"价税合计", 1.5),
        (r"发票(代码|号码)", 0.8),
        (r"开票日期", 0.9),
        (r"(购买方|购货单位|购方|需方|买方|采购方)", 0.6),
        (r"(销售方|销货单位|销方|供方|卖方|供货方|供应商)", 0.6),
        (r"规格型号|单价|数量", 0.5),
        (r"税率|税额|不含税", 0.5),
        (r"收货人|送货|出库|签收", 0.5),
        (r"订单(编号|号)|下单时间|实付", 0.7),
        (r"回单|交易流水号|付款人.*收款人", 0.7),
        (r"今收到|收款事由|收款方式", 0.8),
        (r"合同.{0,2}(编号|金额|总价|价款)|签订(日期|地点|时间)", 0.6),
        (r"甲方(.|\n){0,80}乙方|供方(.|\n){0,60}需方", 0.4),
        (r"[向从][甲乙]方(采购|购买|订购|销售|供)", 0.8),
        (r"(?i)invoice|unitprice|quantity", 0.6),
    ),
    against=(
        (r"授权书|兹授权|被授权", 2.0),
        (r"经营范围.{2,}|登记机关", 1.5),
        (r"商标注册证$|核定使用商品", 2.0),
        (r"开户许可证|基本存款账户", 2.0),
        (r"(借方|贷方).{0,20}余额|对账单|交易明细|银行流水", 2.0),
        (r"联合经营|合作经营协议|检[测验]报告", 2.0),
    ),
    extract=extract,
    needed=("date", "seller", "buyer"),
    follows=True,
)
